#!/bin/sh
# The Nu HTML checker: neither an error nor a warning on any page of the demo, of a site in other states, and of an
# imported site; the styles in the pages are checked with them. The imported site is Jenkins', from CANDOR_CORPORA, or from ../shared/corpora where that is there;
# JENKINS names the folder of another cState site.
. "$(dirname "$0")/demo.sh"
states=$TMP/states
set -- "$demo" "$states/empty" "$states/down" "$states/maintenance" "$states/crowded" "$states/brand"
jenkins=${JENKINS:-${CANDOR_CORPORA:-$root/../shared/corpora}/cstate/jenkins}
if [ -d "$jenkins" ]; then
  rm -rf "$TMP/jenkins" "$TMP/jenkins-site"
  "$CANDOR" import cstate "$jenkins" --timezone UTC --out "$TMP/jenkins" >"$TMP/import.log" 2>&1 || { cat "$TMP/import.log"; exit 1; }
  "$CANDOR" build -C "$TMP/jenkins" --now "$NOW" --out "$TMP/jenkins-site" >"$TMP/import.log" 2>&1 || { cat "$TMP/import.log"; exit 1; }
  set -- "$@" "$TMP/jenkins-site"
else
  echo "skipped: there is no real site at $jenkins to be imported and checked"
fi
exec node "$here/browser/nu.mjs" "$@"
