#!/bin/sh
# Holds every feed of the demo, and of a site with a long and nasty history, to what the W3C feed validator asks for.
# Needs CANDOR (the binary), VENV (tests/requirements.txt) and TMP (a folder to write in).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work="$TMP/feeds_valid"
rm -rf "$work"
mkdir -p "$work/demo" "$work/long/content/incidents"
now=2026-11-20T14:30:00+00:00

# The demo, with a hub.
cp -R "$root/content" "$work/demo/"
{ echo 'feeds.hub = "https://hub.example.com/"'; cat "$root/candor.toml"; } > "$work/demo/candor.toml"

# 400 incidents with everything in their texts that has broken a feed before.
cat > "$work/long/candor.toml" <<'TOML'
title = "Café <Status> & Söhne ]]>"
base_url = "https://example.com/status/"
language = "pt-BR"
[[groups]]
id = "core"
name = "Core & <more>"
[[services]]
id = "api"
name = "A & B <api>"
group = "core"
[[services]]
id = "mail"
name = "Mail"
TOML
n=0
while [ $n -lt 400 ]; do
    day=$((n % 28 + 1)); month=$((n / 28 % 10 + 1)); year=$((2025 + n / 280))
    date=$(printf '%d-%02d-%02d' $year $month $day)
    cat > "$work/long/content/incidents/i$n.md" <<MD
+++
title = "No $n: <script>alert(1)</script> & “quotes” ]]> 🚒"
services = { api = "partial_outage", mail = "major_outage" }
[[updates]]
at = ${date}T10:00:00Z
state = "investigating"
text = '''See [this](i0.md), [that](/about/), [here](#update-1) & <b>bold</b> <iframe src="x"></iframe> ]]>

| a | b |
|:-:|--:|
| 1 | 2 |

A note.[^1]

[^1]: At the foot.
'''
[[updates]]
at = ${date}T10:00:00Z
state = "resolved"
+++
MD
    n=$((n + 1))
done
mkdir -p "$work/long/content/pages"
printf '+++\ntitle = "About"\n+++\n\nHello.\n' > "$work/long/content/pages/about.md"

total=0
for name in demo long; do
    "$CANDOR" -C "$work/$name" build --now 2026-11-20T14:30:00Z --out "$work/$name-public" >"$work/log" 2>&1 || { cat "$work/log" >&2; echo "feeds: $name does not build"; exit 1; }
    base=$(sed -n 's/^base_url = "\(.*\)"/\1/p' "$work/$name/candor.toml")
    count=$("$VENV/bin/python" "$here/feeds_valid.py" "$work/$name-public" "$base" "$now" "$here/atom.rng") || { echo "$count"; exit 1; }
    total=$((total + count))
done
echo "feeds: $total documents are valid, with no warning"
