//! Calendars as bytes (RFC 5545): content lines, escaped, folded and ended by CRLF.
//!
//! There is no METHOD: that is for invitations, and readers refuse one without an organizer. What stands in the
//! calendar was settled by `plan`.

use std::fmt::Display;

use chrono::NaiveDateTime;

use crate::plan::calendar::{CalendarView, EventStatus, EventView, Observance, When, ZoneView};
use crate::time::Instant;

/// The longest line in octets, its end left out (RFC 5545, section 3.1).
const LINE: usize = 75;

/// How often a reader is asked to look: as often as a page that is built now and then may change.
const REFRESH: &str = "PT1H";

/// The bytes of a calendar.
pub(super) fn calendar(view: &CalendarView) -> Vec<u8> {
    let mut lines = Lines(String::new());
    lines.put("BEGIN", "VCALENDAR");
    lines.put("VERSION", "2.0");
    lines.put("PRODID", concat!("-//Candor//Candor ", env!("CARGO_PKG_VERSION"), "//EN"));
    lines.put("CALSCALE", "GREGORIAN");
    lines.text("NAME", &view.name);
    lines.text("X-WR-CALNAME", &view.name);
    lines.put("SOURCE;VALUE=URI", &view.url);
    lines.put("REFRESH-INTERVAL;VALUE=DURATION", REFRESH);
    lines.put("X-PUBLISHED-TTL", REFRESH);
    if let Some(zone) = &view.zone {
        self::zone(&mut lines, zone);
    }
    let zone = view.zone.as_ref().map_or("UTC", |zone| zone.name.as_str());
    for event in &view.events {
        self::event(&mut lines, event, zone);
    }
    lines.put("END", "VCALENDAR");
    lines.0.into_bytes()
}

fn zone(lines: &mut Lines, zone: &ZoneView) {
    lines.put("BEGIN", "VTIMEZONE");
    lines.put("TZID", &zone.name);
    for observance in &zone.observances {
        self::observance(lines, observance);
    }
    lines.put("END", "VTIMEZONE");
}

fn observance(lines: &mut Lines, observance: &Observance) {
    let kind = if observance.summer { "DAYLIGHT" } else { "STANDARD" };
    lines.put("BEGIN", kind);
    lines.put("DTSTART", local(observance.start));
    lines.put("TZOFFSETFROM", offset(observance.from));
    lines.put("TZOFFSETTO", offset(observance.to));
    lines.text("TZNAME", &observance.name);
    if let Some(rule) = &observance.rule {
        lines.put("RRULE", rule);
    }
    for date in &observance.dates {
        lines.put("RDATE", local(*date));
    }
    lines.put("END", kind);
}

fn event(lines: &mut Lines, event: &EventView, zone: &str) {
    lines.put("BEGIN", "VEVENT");
    lines.text("UID", &event.uid);
    lines.put("DTSTAMP", utc(event.changed));
    lines.put("LAST-MODIFIED", utc(event.changed));
    lines.put("SEQUENCE", event.sequence);
    if let Some(instead_of) = event.instead_of {
        lines.when("RECURRENCE-ID", instead_of, zone);
    }
    lines.when("DTSTART", event.from, zone);
    lines.when("DTEND", event.until, zone);
    if let Some(rule) = &event.rule {
        lines.put("RRULE", rule);
    }
    lines.put(
        "STATUS",
        match event.status {
            EventStatus::Confirmed => "CONFIRMED",
            EventStatus::Tentative => "TENTATIVE",
            EventStatus::Cancelled => "CANCELLED",
        },
    );
    lines.text("SUMMARY", &event.summary);
    lines.text("DESCRIPTION", &event.description);
    lines.put("URL", &event.url);
    if !event.categories.is_empty() {
        let names: Vec<String> = event.categories.iter().map(|name| escaped(name)).collect();
        lines.put("CATEGORIES", names.join(","));
    }
    lines.put("CLASS", "PUBLIC");
    // Announced work keeps nobody from a meeting; the second line says so to Outlook.
    lines.put("TRANSP", "TRANSPARENT");
    lines.put("X-MICROSOFT-CDO-BUSYSTATUS", "FREE");
    lines.put("END", "VEVENT");
}

struct Lines(String);

impl Lines {
    fn when(&mut self, name: &str, when: When, zone: &str) {
        match when {
            When::Utc(at) => self.put(name, utc(at)),
            When::Local(wall) => self.put(&format!("{name};TZID={zone}"), local(wall)),
        }
    }

    fn text(&mut self, name: &str, text: &str) {
        self.put(name, escaped(text));
    }

    /// One content line, folded where it is too long: never inside a character, each further line with a space first.
    fn put(&mut self, name: &str, value: impl Display) {
        let line = format!("{name}:{value}");
        let mut rest = line.as_str();
        let mut room = LINE;
        while rest.len() > room {
            let (start, end) = rest.split_at(rest.floor_char_boundary(room));
            self.0.push_str(start);
            self.0.push_str("\r\n ");
            rest = end;
            room = LINE - 1;
        }
        self.0.push_str(rest);
        self.0.push_str("\r\n");
    }
}

/// Text as a value (RFC 5545, section 3.3.11); control characters, which no value may hold, are left out.
fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => value.extend(['\\', c]),
            '\n' => value.push_str("\\n"),
            '\t' => value.push(' '),
            c if c.is_control() => {}
            c => value.push(c),
        }
    }
    value
}

fn utc(at: Instant) -> impl Display {
    at.format("%Y%m%dT%H%M%SZ")
}

fn local(wall: NaiveDateTime) -> impl Display {
    wall.format("%Y%m%dT%H%M%S")
}

/// `+0100`, with seconds when there are any.
fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let all = seconds.unsigned_abs();
    let (hours, minutes, rest) = (all / 3600, all / 60 % 60, all % 60);
    let rest = if rest == 0 { String::new() } else { format!("{rest:02}") };
    format!("{sign}{hours:02}{minutes:02}{rest}")
}
