#!/bin/sh
# The search of the history, used in Chromium as a visitor uses it: keyboard only, under the pages' own policy.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
site=$(cd "$here/../.." && pwd)
chromium=${CHROMIUM:-$(command -v chromium || true)}
[ -n "$chromium" ] || { echo "search: chromium is not installed"; exit 1; }
[ -d "${NODE_MODULES:?}/playwright-core" ] || { echo "search: playwright-core is not installed"; exit 1; }
out="${TMP:?}/search"
rm -rf "$out"
mkdir -p "$out"
cp -r "$site/candor.toml" "$site/content" "$out/"
[ ! -d "$site/static" ] || cp -r "$site/static" "$out/"
"${CANDOR:?}" -C "$out" build --out public --now 2026-11-20T14:30:00Z >/dev/null
CHROMIUM="$chromium" NODE_MODULES="$NODE_MODULES" exec node "$here/search.mjs" "$out/public"
