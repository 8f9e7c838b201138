#!/bin/sh
. "$(dirname "$0")/demo.sh"
exec node "$here/browser/budgets.mjs" "$demo" "$TMP/states"
