#!/usr/bin/env bash
# Every feed of the demo site, read by feedparser, the parser that many readers and chat bots are built on.
set -euo pipefail

site=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
"$CANDOR" build --site "$site" --out "$TMP/public" --now 2026-11-20T14:30:00Z >"$TMP/log" 2>&1 || {
    cat "$TMP/log"
    exit 1
}

"$VENV/bin/python" - "$TMP/public" <<'PYTHON'
import json
import pathlib
import sys

import feedparser

root = pathlib.Path(sys.argv[1])
faults = []
feeds = entries = 0


def hold(true, what):
    if not true:
        faults.append(what)


for path in sorted(root.rglob("*")):
    name = path.relative_to(root)
    if path.suffix in (".rss", ".atom"):
        feed = feedparser.parse(path.read_bytes())
        hold(not feed.bozo, f"{name}: {feed.get('bozo_exception')}")
        hold(feed.version == {".rss": "rss20", ".atom": "atom10"}[path.suffix], f"{name}: is {feed.version!r}")
        hold(feed.feed.get("title") and feed.feed.get("link"), f"{name}: has no title or no link")
        for entry in feed.entries:
            dated = entry.get("published_parsed")
            hold(entry.get("id") and entry.get("title") and dated, f"{name}: {entry.get('id')}: is not complete")
            hold(entry.get("link") == entry.get("id"), f"{name}: {entry.get('id')}: leads to {entry.get('link')}")
            hold(entry.get("summary") or entry.get("content"), f"{name}: {entry.get('id')}: has no text")
        entries += len(feed.entries)
    elif name.name == "feed.json":
        feed = json.loads(path.read_bytes())
        hold(feed["version"] == "https://jsonfeed.org/version/1.1", f"{name}: is {feed['version']!r}")
        for item in feed["items"]:
            hold(isinstance(item["id"], str) and item["content_html"], f"{name}: {item['id']}: is not complete")
        entries += len(feed["items"])
    else:
        continue
    feeds += 1

hold(feeds >= 40 and entries >= 400, f"only {feeds} feeds with {entries} entries: the demo has more")
print("\n".join(faults) or f"{feeds} feeds with {entries} entries are well-formed and complete")
sys.exit(bool(faults))
PYTHON
