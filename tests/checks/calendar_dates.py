"""Builds a small site, writes the dates that its pages name to pages.txt, and compares Python's reading with them."""

import datetime
import pathlib
import re
import subprocess
import sys

import icalendar
import recurring_ical_events

CANDOR, SCRATCH = sys.argv[1], pathlib.Path(sys.argv[2])
NOW = "2027-04-10T12:00:00Z"
ZONES = ["Europe/Berlin", "America/New_York", "America/Santiago", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"]
# Slug: first day, begin, end, rule. Each stays on one side of the hours that the clocks skip or repeat, but the first
# two, which lie in them.
RECURRING = {
    "nightly": ("2027-03-01", "02:30", "03:15", "FREQ=DAILY;UNTIL=20270409"),
    "midnight": ("2026-08-01", "00:00", "00:20", "FREQ=DAILY;INTERVAL=3"),
    "sundays": ("2026-09-06", "05:00", "07:00", "FREQ=MONTHLY;BYDAY=1SU"),
    "last": ("2026-10-30", "22:00", "23:30", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=9"),
    "fortnight": ("2026-10-06", "05:00", "06:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;WKST=SU"),
    "quarter": ("2026-07-15", "05:00", "06:00", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=15"),
    "ends": ("2026-07-15", "05:00", "06:00", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=15,-1"),
}
# This library reckons lengths on the wall clock: where the clocks change within a window, only its beginning is compared.
IN_CHANGES = ("nightly", "midnight")
# ical.js 2.2 misses the last day of a month that has not 31, and reads a time that the clocks skip as one before it,
# against RFC 5545, section 3.3.5: these are not held against it.
NOT_FOR_JAVASCRIPT = {"ends", ("nightly", "2027-03-28T01:30:00Z"), ("nightly", "2027-03-14T07:30:00Z")}
SINGLE = """+++
title = "Once; with, all \\\\ signs"
services = ["api"]
scheduled_for = 2027-04-20T05:00:00Z
scheduled_until = 2027-04-20T06:00:00Z
+++
"""


def build(zone):
    site = SCRATCH / zone.replace("/", "-")
    folder = site / "content/maintenance"
    folder.mkdir(parents=True)
    (site / "candor.toml").write_text(
        f'title = "Status"\nbase_url = "https://status.example.com/"\ntimezone = "{zone}"\n'
        '[[services]]\nid = "api"\nname = "API"\n'
    )
    (folder / "once.md").write_text(SINGLE)
    for slug, (day, begin, end, rule) in RECURRING.items():
        (folder / f"{slug}.md").write_text(
            f'+++\ntitle = "{slug}"\nservices = ["api"]\nscheduled_for = {day}T{begin}:00\n'
            f'scheduled_until = {day}T{end}:00\nrepeat = "RRULE:{rule}"\n'
            # The time after this is called off, and must still be there.
            '[[updates]]\nat = 2027-02-01T12:00:00Z\nstate = "cancelled"\ntext = "Not this time."\n+++\n'
        )
    subprocess.run([CANDOR, "build", "-C", site, "--out", site / "public", "--now", NOW], check=True, capture_output=True)
    return site / "public"


def dates_of_pages(public):
    dates = set()
    for page in sorted(public.glob("maintenance/*/index.html")):
        text = page.read_text()
        lists = re.findall(r'<ul class="dates">(.*?)</ul>', text, re.S) or [re.search(r'<dl class="facts">(.*?)</dl>', text, re.S)[1]]
        for part in lists:
            times = re.findall(r'<time datetime="([0-9TZ:-]{20})">', part)
            dates |= {(page.parent.name, *pair) for pair in zip(times[::2], times[1::2])}
    return dates


def utc(value):
    return value.dt.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def main():
    lines = []
    for zone in ZONES:
        public = build(zone)
        pages = dates_of_pages(public)
        data = (public / "maintenance.ics").read_bytes()
        calendar = icalendar.Calendar.from_ical(data)
        for event in calendar.walk("VEVENT"):
            assert not event.errors, event.errors
        summary = next(str(e["SUMMARY"]) for e in calendar.walk("VEVENT") if str(e["UID"]).startswith("once@"))
        assert summary == "Maintenance: Once; with, all \\ signs", summary
        since = min(begin for _, begin, _ in pages)
        until = datetime.datetime(2027, 5, 20, tzinfo=datetime.timezone.utc)
        found = recurring_ical_events.of(calendar, keep_recurrence_attributes=True).between(
            datetime.datetime.fromisoformat(since.replace("Z", "+00:00")), until
        )
        read = {(str(e["UID"]).split("@")[0], utc(e["DTSTART"]), utc(e["DTEND"])) for e in found}
        pages_of = {d if d[0] not in IN_CHANGES else d[:2] for d in pages}
        read = {d if d[0] not in IN_CHANGES else d[:2] for d in read}
        # A page lists the newest 52 dates that are past, and the next ones only.
        for slug in {slug for slug, _, _ in pages}:
            begins = [begin for s, begin, _ in pages if s == slug]
            in_range = {d for d in read if d[0] == slug and min(begins) <= d[1] <= max(begins)}
            on_page = {d for d in pages_of if d[0] == slug and d[1] < "2027-05-20"}
            if in_range - {d for d in read if d[1] > max(begins)} != on_page:
                sys.exit(f"calendar: {zone}: {slug}: only in one of the two: {sorted(in_range ^ on_page)}")
        cancelled = [e for e in calendar.walk("VEVENT") if str(e["STATUS"]) == "CANCELLED"]
        assert len(cancelled) == len(RECURRING), [str(e["UID"]) for e in cancelled]
        fair = {date for date in pages if date[0] not in NOT_FOR_JAVASCRIPT and date[:2] not in NOT_FOR_JAVASCRIPT}
        lines += [f"{zone} {' '.join(date)}" for date in fair]
    (SCRATCH / "pages.txt").write_text("\n".join(sorted(lines)) + "\n")


main()
