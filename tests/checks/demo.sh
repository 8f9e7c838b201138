# Sourced by the checks of pages: builds the demo once into $TMP/demo and says where things are.
# CANDOR: the binary. NODE_MODULES: the packages of tests/package.json. TMP: a scratch folder.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
root=$(dirname "$here")
CANDOR=${CANDOR:-$root/target/debug/candor}
TMP=${TMP:-$(mktemp -d)}
NODE_MODULES=${NODE_MODULES:-$here/node_modules}
export NODE_MODULES TMP
NOW=2026-11-20T14:30:00Z
export NOW
demo=$TMP/demo
[ -d "$NODE_MODULES/playwright-core" ] || { echo "packages are missing: npm ci in tests/" >&2; exit 1; }
[ -e "$demo/index.html" ] || "$CANDOR" build -C "$root" --now "$NOW" --out "$demo" >"$TMP/demo.log" 2>&1 || { cat "$TMP/demo.log" >&2; exit 1; }
# The same site in other states: nothing ever, everything down, only maintenance.
[ -e "$TMP/states/empty/index.html" ] || node "$here/browser/states.mjs" "$CANDOR" "$TMP/states" >/dev/null
