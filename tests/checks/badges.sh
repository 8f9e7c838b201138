#!/bin/sh
# Holds every badge of a site, and the page for frames, against the Nu checker.
# Needs CANDOR (the program), NODE_MODULES (npm packages, and Java), TMP (scratch).
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
scratch=$(mktemp -d "$TMP/badges.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
cp -R "$root/candor.toml" "$root/content" "$scratch/"
cat >> "$scratch/candor.toml" <<'TOML'
[[services]]
id = "odd"
name = "<Odd> & \"long\" 日本 name"
TOML
"$CANDOR" build -C "$scratch" --out "$scratch/public" --now 2026-11-20T14:30:00Z > "$scratch/log" 2>&1 ||
  { cat "$scratch/log" >&2; exit 1; }
mkdir "$scratch/checked"
count=0
for file in "$scratch"/public/badge.svg "$scratch"/public/services/*/*.svg "$scratch"/public/embed/index.html; do
  count=$((count + 1))
  cp "$file" "$scratch/checked/$count.${file##*.}"
done
# On a file's path there is no "self" that a policy could mean.
java -jar "$NODE_MODULES/vnu-jar/build/dist/vnu.jar" --also-check-svg --filterpattern ".*Content Security Policy.*" \
  --Werror --format gnu --stdout "$scratch/checked" ||
  { echo "badges: the Nu checker objects"; exit 1; }
echo "badges: the Nu checker has nothing against $count files"
