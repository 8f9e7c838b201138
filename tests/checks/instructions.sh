#!/bin/sh
# Counts the instructions of small builds and holds them against benches/baseline.json: more than 10 % over it fails.
# Counts repeat under load, where seconds do not. Record anew with: tests/checks/instructions.sh --record
#
# Env: CANDOR (not used: an optimised binary is built), TMP (scratch).
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
tmp=$(mktemp -d "${TMP:-${TMPDIR:-/tmp}}/instructions.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
command -v valgrind >/dev/null || { echo "instructions: valgrind is missing (apt-get install valgrind)"; exit 1; }
cargo build --quiet --profile counts --manifest-path "$root/Cargo.toml" --bin candor
target=$(cargo metadata --manifest-path "$root/Cargo.toml" --format-version=1 --no-deps | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')
candor=$target/counts/candor
now=2026-11-20T14:30:00Z
mkdir "$tmp/demo"
cp -R "$root/candor.toml" "$root/content" "$tmp/demo/"
[ -d "$root/static" ] && cp -R "$root/static" "$tmp/demo/"
# A site of a hundred incidents that needs no other program: the demo's own, in as many copies.
mkdir -p "$tmp/site/content/incidents"
cp "$root/candor.toml" "$tmp/site/"
[ -d "$root/static" ] && cp -R "$root/static" "$tmp/site/"
n=0
while [ "$n" -lt 100 ]; do
    for file in "$root"/content/incidents/*.md; do
        [ "$n" -lt 100 ] || break
        # Links between files and old addresses are each file's own.
        grep -q '](\.\|](\.\./\|aliases' "$file" && continue
        cp "$file" "$tmp/site/content/incidents/$(basename "$file" .md)-$n.md"
        n=$((n + 1))
    done
done
count() {
    name=$1
    shift
    RAYON_NUM_THREADS=1 valgrind --tool=callgrind --callgrind-out-file="$tmp/$name.out" "$@" >"$tmp/$name.log" 2>&1 ||
        { tail -5 "$tmp/$name.log"; echo "instructions: $name failed"; exit 1; }
    sed -n 's/^summary: \([0-9]*\).*/\1/p;s/^totals: \([0-9]*\).*/\1/p' "$tmp/$name.out" | head -1
}
# Drawing the share cards costs the same however large a site is; they are drawn once and taken over after that.
build=$(count build "$candor" build --no-cache -C "$tmp/site" --out "$tmp/out" --now $now --skip-broken)
check=$(count check "$candor" check -C "$tmp/demo" --now $now)
help=$(count help "$candor" --help)
baseline=$root/benches/baseline.json
if [ "${1:-}" = --record ]; then
    printf '{\n  "build_100": %s,\n  "check_demo": %s,\n  "help": %s\n}\n' "$build" "$check" "$help" >"$baseline"
    echo "instructions: recorded"
    exit 0
fi
failed=0
said=
hold() {
    before=$(sed -n "s/.*\"$1\": \([0-9]*\).*/\1/p" "$baseline")
    percent=$(awk "BEGIN { printf \"%+.1f\", ($2 / $before - 1) * 100 }")
    said="$said $1 $percent %"
    awk "BEGIN { exit !($2 > $before * 1.1) }" && failed=1 || true
}
hold build_100 "$build"
hold check_demo "$check"
hold help "$help"
echo "instructions:$said"
[ "$failed" = 0 ] || echo "instructions: more than 10 % over benches/baseline.json; if it has to be: $0 --record"
exit $failed
