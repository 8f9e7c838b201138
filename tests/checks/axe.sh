#!/bin/sh
. "$(dirname "$0")/demo.sh"
exec node "$here/browser/axe.mjs" "$demo" "$TMP/states"
