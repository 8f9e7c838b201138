#!/bin/sh
# The Nu HTML checker: neither an error nor a warning on any page of the demo, of a site in other states and of an
# imported site (JENKINS: the folder of a cState site); the styles in the pages are checked with them.
. "$(dirname "$0")/demo.sh"
states=$TMP/states
set -- "$demo" "$states/empty" "$states/down" "$states/maintenance" "$states/crowded" "$states/brand"
if [ -n "${JENKINS:-}" ] && "$CANDOR" import --help 2>&1 | grep -q cstate; then
  rm -rf "$TMP/jenkins" "$TMP/jenkins-site"
  "$CANDOR" import cstate "$JENKINS" --to "$TMP/jenkins" >"$TMP/import.log" 2>&1 || { cat "$TMP/import.log"; exit 1; }
  "$CANDOR" build -C "$TMP/jenkins" --now "$NOW" --out "$TMP/jenkins-site" >"$TMP/import.log" 2>&1 || { cat "$TMP/import.log"; exit 1; }
  set -- "$@" "$TMP/jenkins-site"
fi
exec node "$here/browser/nu.mjs" "$@"
