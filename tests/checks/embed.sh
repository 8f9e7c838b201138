#!/bin/sh
# Puts the banner and the frame on a page of another host whose policy forbids nearly everything, in Chromium.
# Needs CANDOR (the program), NODE_MODULES (npm packages), TMP (scratch), and CHROMIUM or /usr/bin/chromium.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d "$TMP/embed.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch/content/incidents" "$scratch/content/maintenance"
cat > "$scratch/candor.toml" <<'TOML'
title = "Example Status"
base_url = "https://status.example.com/"
[[services]]
id = "api"
name = "API"
[[services]]
id = "mail"
name = "Mail"
TOML
cat > "$scratch/content/incidents/slow.md" <<'TOML'
+++
title = "Requests <b>fail</b>"
services = { api = "partial_outage" }
[[updates]]
at = 2026-11-20T10:00:00Z
state = "investigating"
text = "We look."
[[updates]]
at = 2026-11-20T14:00:00Z
state = "resolved"
text = "Over."
+++
TOML
cat > "$scratch/content/incidents/late.md" <<'TOML'
+++
title = "Mail is late"
services = { mail = "degraded_performance" }
[[updates]]
at = 2026-11-20T12:00:00Z
state = "investigating"
text = "We look."
[[updates]]
at = 2026-11-20T14:00:00Z
state = "resolved"
text = "Over."
+++
TOML
cat > "$scratch/content/maintenance/work.md" <<'TOML'
+++
title = "Work on mail"
services = ["mail"]
scheduled_for = 2026-11-20T16:00:00Z
scheduled_until = 2026-11-20T17:00:00Z
+++
TOML
# One incident; two; none; maintenance.
for hour in 11 13 15 16; do
  "$CANDOR" build -C "$scratch" --out "$scratch/at-$hour" --now "2026-11-20T$hour:30:00Z" > "$scratch/log" 2>&1 ||
    { cat "$scratch/log" >&2; exit 1; }
done
size=$(wc -c < "$scratch/at-11/embed/banner.js" | tr -d ' ')
[ "$size" -le 2048 ] || { echo "embed: the banner is $size bytes, and 2048 are promised"; exit 1; }
NODE_MODULES="$NODE_MODULES" CHROMIUM="${CHROMIUM:-/usr/bin/chromium}" node "$here/embed_page.cjs" "$scratch"
