#!/bin/sh
. "$(dirname "$0")/demo.sh"
exec node "$here/browser/lighthouse.mjs" "$demo" "$TMP/states"
