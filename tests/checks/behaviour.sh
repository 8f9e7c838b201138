#!/bin/sh
. "$(dirname "$0")/demo.sh"
exec node "$here/browser/behaviour.mjs" "$demo" "$TMP/states"
