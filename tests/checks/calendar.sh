#!/bin/sh
# Reads the calendars of a small site with two independent libraries, and compares the dates that they find with those
# that the pages name.
# Needs CANDOR (the program), VENV (Python with tests/requirements.txt), NODE_MODULES (npm packages), TMP (scratch).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d "$TMP/calendar.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
"$VENV/bin/python" "$here/calendar_dates.py" "$CANDOR" "$scratch"
NODE_MODULES="$NODE_MODULES" node "$here/calendar_dates.cjs" "$scratch" > "$scratch/javascript.txt"
diff -u "$scratch/pages.txt" "$scratch/javascript.txt" >&2 || { echo "calendar: ical.js finds other dates than the pages name"; exit 1; }
echo "calendar: $(wc -l < "$scratch/pages.txt" | tr -d ' ') dates are the same on pages, in Python's icalendar and in ical.js"
