#!/bin/sh
. "$(dirname "$0")/demo.sh"
exec node "$here/browser/keyboard.mjs" "$demo" "$TMP/states"
