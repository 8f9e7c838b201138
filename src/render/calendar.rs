//! Calendars as bytes (RFC 5545). What stands in them was settled by `plan`; the `icalendar` crate writes it.
//!
//! The crate gives a component without a UID or a DTSTAMP a random one and the time of the clock. Events have both from
//! here. A time zone may have neither (section 3.6.5), and so it is written here and put before the first event.
//!
//! There is no METHOD: that is for invitations, and readers refuse one without an organizer.

use chrono::NaiveDateTime;
use icalendar::{Calendar, CalendarDateTime, Class, Component, Event, EventLike, Parameter, Property};

use crate::plan::calendar::{CalendarView, EventStatus, EventView, Observance, When, ZoneView};

/// The longest line in octets, its end left out (RFC 5545, section 3.1).
const LINE: usize = 75;

/// How often a reader is asked to look: as often as a page that is built now and then may change.
const REFRESH: &str = "PT1H";

/// Stands for a space until lines are folded, for the crate (0.17.17) must not see one there: it takes the number of an
/// octet for that of a character when it asks whether white space follows, steps back when it does, and between letters
/// of two or four octets may step back for ever. No text holds this character, as no control character is let through.
const SPACE: char = '\u{1f}';

/// The bytes of a calendar.
pub(super) fn calendar(view: &CalendarView) -> Vec<u8> {
    let name = text(&view.name);
    let mut calendar = Calendar::empty();
    calendar
        .append_property(("VERSION", "2.0"))
        .append_property(("PRODID", concat!("-//Candor//Candor ", env!("CARGO_PKG_VERSION"), "//EN")))
        .append_property(("CALSCALE", "GREGORIAN"))
        // This one is from RFC 7986: the crate does not know that it is a text, and would not escape it.
        .append_property(Property::new("NAME", escaped(&name)))
        .append_property(Property::new("X-WR-CALNAME", name))
        .append_property(typed("SOURCE", &view.url, "URI"))
        .append_property(typed("REFRESH-INTERVAL", REFRESH, "DURATION"))
        .append_property(("X-PUBLISHED-TTL", REFRESH));
    let zone = view.zone.as_ref().map_or("UTC", |zone| zone.name.as_str());
    calendar.extend(view.events.iter().map(|event| self::event(event, zone)));
    let mut written = calendar.to_string();
    if let Some(zone) = &view.zone {
        let line_end =
            written.find("\r\nBEGIN:VEVENT\r\n").or_else(|| written.rfind("\r\nEND:VCALENDAR\r\n"));
        let place = line_end.map_or(written.len(), |at| at + "\r\n".len());
        written.insert_str(place, &self::zone(zone));
    }
    mended(&written).into_bytes()
}

fn event(event: &EventView, zone: &str) -> Event {
    let mut written = Event::with_uid(&event.uid);
    written
        .timestamp(event.changed)
        .last_modified(event.changed)
        .add_property("SEQUENCE", event.sequence.to_string())
        .starts(moment(event.from, zone))
        .ends(moment(event.until, zone))
        .status(match event.status {
            EventStatus::Confirmed => icalendar::EventStatus::Confirmed,
            EventStatus::Tentative => icalendar::EventStatus::Tentative,
            EventStatus::Cancelled => icalendar::EventStatus::Cancelled,
        })
        .summary(&text(&event.summary))
        .description(&text(&event.description))
        .url(&event.url)
        .class(Class::Public)
        // Announced work keeps nobody from a meeting; the second line says so to Outlook.
        .add_property("TRANSP", "TRANSPARENT")
        .add_property("X-MICROSOFT-CDO-BUSYSTATUS", "FREE");
    if let Some(instead_of) = event.instead_of {
        written.recurrence_id(moment(instead_of, zone));
    }
    if let Some(rule) = &event.rule {
        written.add_property("RRULE", rule);
    }
    if !event.categories.is_empty() {
        written.categories(event.categories.iter().map(|name| text(name)));
    }
    written
}

fn moment(when: When, zone: &str) -> CalendarDateTime {
    match when {
        When::Utc(at) => CalendarDateTime::Utc(at),
        When::Local(wall) => CalendarDateTime::WithTimezone { date_time: wall, tzid: zone.to_owned() },
    }
}

fn typed(name: &str, value: &str, kind: &str) -> Property {
    Property::new(name, value).append_parameter(Parameter::new("VALUE", kind)).done()
}

/// A text as the crate is given it: without control characters, which no value may hold and it would let through, and
/// with [`SPACE`] for every kind of white space within a line.
fn text(text: &str) -> String {
    let kept = text.chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control());
    kept.map(|c| if c != '\n' && c.is_whitespace() { SPACE } else { c }).collect()
}

/// A text as a value (RFC 5545, section 3.3.11), for what the crate does not escape.
fn escaped(text: &str) -> String {
    text.replace('\\', r"\\").replace(';', r"\;").replace(',', r"\,").replace('\n', r"\n")
}

/// The lines of the crate with their spaces, and none too long: it does not count the space before the last part of a
/// folded line, which may be one octet longer for that.
fn mended(written: &str) -> String {
    let mut lines = String::with_capacity(written.len() + written.len() / LINE);
    for line in written.split_terminator("\r\n") {
        let (line, rest) = line.split_at(line.floor_char_boundary(LINE));
        lines.push_str(line);
        if !rest.is_empty() {
            lines.push_str("\r\n ");
            lines.push_str(rest);
        }
        lines.push_str("\r\n");
    }
    lines.replace(SPACE, " ")
}

/// A zone, as lines. None is long, and nothing would have to be escaped: names in the database are letters, digits and
/// few other signs.
fn zone(zone: &ZoneView) -> String {
    let observances: String = zone.observances.iter().map(observance).collect();
    format!("BEGIN:VTIMEZONE\r\nTZID:{}\r\n{observances}END:VTIMEZONE\r\n", zone.name)
}

fn observance(observance: &Observance) -> String {
    let kind = if observance.summer { "DAYLIGHT" } else { "STANDARD" };
    let mut lines = vec![
        format!("BEGIN:{kind}"),
        format!("DTSTART:{}", local(observance.start)),
        format!("TZOFFSETFROM:{}", offset(observance.from)),
        format!("TZOFFSETTO:{}", offset(observance.to)),
        format!("TZNAME:{}", observance.name),
    ];
    lines.extend(observance.rule.iter().map(|rule| format!("RRULE:{rule}")));
    lines.extend(observance.dates.iter().map(|date| format!("RDATE:{}", local(*date))));
    lines.push(format!("END:{kind}\r\n"));
    lines.join("\r\n")
}

fn local(wall: NaiveDateTime) -> String {
    wall.format("%Y%m%dT%H%M%S").to_string()
}

/// `+0100`, with seconds when there are any.
fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let all = seconds.unsigned_abs();
    let (hours, minutes, rest) = (all / 3600, all / 60 % 60, all % 60);
    let rest = if rest == 0 { String::new() } else { format!("{rest:02}") };
    format!("{sign}{hours:02}{minutes:02}{rest}")
}
