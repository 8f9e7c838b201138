//! The small things that pages are made of: times, lengths of time, terms, links, lines about an incident.
//!
//! They only put values into words; what is shown, and where, is not decided here.

use chrono::{Datelike, NaiveDate, TimeDelta};
use serde::Serialize;

use crate::model::{Impact, IncidentState, Indicator, MaintenanceState, Term};
use crate::time::{Instant, Zone, clock_text, iso_date, push_year, rfc3339};

/// A moment, for `<time>`.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct TimeView {
    /// For machines: `2026-11-20T09:52:00Z`.
    pub iso: String,
    /// The whole, in the site's zone: `20 Nov 2026, 09:52 WET`.
    pub text: String,
    /// The date alone: `20 Nov 2026`.
    pub date: String,
    /// The time of day alone: `09:52`.
    pub time: String,
    /// The zone's abbreviation then: `WET`.
    pub zone: String,
}

impl TimeView {
    /// `instant` as the clocks of `zone` show it.
    #[must_use]
    pub fn new(instant: Instant, zone: &Zone) -> Self {
        let local = zone.local(instant);
        let date = date_text(local.wall.date());
        let time = clock_text(local.wall);
        let zone = local.abbreviation;
        let text = [&*date, ", ", &*time, " ", &*zone].concat();
        Self { iso: rfc3339(instant), text, date, time, zone }
    }

    /// The two ends of a window, to be read together: what they share is said once (`20 Nov 2026, 10:00` and
    /// `12:30 WET`).
    #[must_use]
    pub fn window(from: Instant, until: Instant, zone: &Zone) -> (Self, Self) {
        let (mut from, mut until) = (Self::new(from, zone), Self::new(until, zone));
        if from.zone == until.zone {
            from.text = format!("{}, {}", from.date, from.time);
        }
        if from.date == until.date {
            until.text = format!("{} {}", until.time, until.zone);
        }
        (from, until)
    }
}

/// A day, for `<time>`.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct DayView {
    /// For machines: `2026-11-20`.
    pub iso: String,
    /// `20 Nov 2026`.
    pub text: String,
}

impl From<NaiveDate> for DayView {
    fn from(day: NaiveDate) -> Self {
        Self { iso: iso_date(day), text: date_text(day) }
    }
}

/// Short names of months.
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn date_text(day: NaiveDate) -> String {
    let mut text = String::with_capacity("20 Nov 2026".len());
    push_number(&mut text, day.day());
    text.push(' ');
    text.push_str(MONTHS.get(day.month0() as usize).copied().unwrap_or_default());
    text.push(' ');
    push_year(&mut text, day.year());
    text
}

/// A length of time.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct DurationView {
    /// For machines, as in ISO 8601: `PT49M`.
    pub iso: String,
    /// For people: `49 minutes`, `2 days, 3 hours`.
    pub text: String,
}

impl DurationView {
    /// `length` to the minute, or to the second below one minute; a negative one is taken as none.
    #[must_use]
    pub fn new(length: TimeDelta) -> Self {
        let seconds = length.num_seconds().max(0);
        let (days, hours) = (seconds / 86_400, seconds / 3600 % 24);
        let (minutes, rest) = (seconds / 60 % 60, seconds % 60);
        let units = [(days, "day"), (hours, "hour"), (minutes, "minute")];
        let mut text = String::with_capacity("2 days, 10 hours, 30 minutes".len());
        for (n, unit) in units.into_iter().filter(|(n, _)| *n > 0) {
            push_counted(&mut text, n, unit);
        }
        if text.is_empty() {
            push_counted(&mut text, rest, "second");
        }
        let rest = if seconds < 60 { rest } else { 0 };
        Self { iso: iso8601(days, hours, minutes, rest), text }
    }
}

/// ISO 8601 with days of 24 hours, which HTML's `<time>` takes: `P2DT3H`, `PT0S`.
fn iso8601(days: i64, hours: i64, minutes: i64, seconds: i64) -> String {
    let mut text = String::with_capacity("P100DT10H30M".len());
    text.push('P');
    if days > 0 {
        push_number(&mut text, days);
        text.push('D');
    }
    let units = [(hours, 'H'), (minutes, 'M'), (seconds, 'S')];
    if units.iter().any(|(n, _)| *n > 0) {
        text.push('T');
    }
    for (n, unit) in units.into_iter().filter(|(n, _)| *n > 0) {
        push_number(&mut text, n);
        text.push(unit);
    }
    if text == "P" { "PT0S".to_owned() } else { text }
}

/// Appends `1 minute` or `2 minutes`, after what is there.
fn push_counted(text: &mut String, count: i64, unit: &str) {
    text.push_str(if text.is_empty() { "" } else { ", " });
    push_number(text, count);
    text.push(' ');
    text.push_str(unit);
    text.push_str(if count == 1 { "" } else { "s" });
}

/// Appends a number, without the detour by way of `format!`.
fn push_number(text: &mut String, number: impl itoa::Integer) {
    text.push_str(itoa::Buffer::new().format(number));
}

/// One of the field's words, with what a page needs to show it by icon, word and colour together.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct TermView {
    /// As it is written in files: `partial_outage`.
    pub word: &'static str,
    /// For people: `Partial outage`.
    pub label: &'static str,
    /// The class that colours it, one of `ok`, `maintenance`, `degraded`, `partial`, `major`, `open`, `none`.
    pub class: &'static str,
    /// The symbol that stands beside it; named like the classes, and `clock` and `search` for states.
    pub icon: &'static str,
}

impl TermView {
    fn new<T: Term>(term: T, class: &'static str, icon: &'static str) -> Self {
        Self { word: term.as_str(), label: term.label(), class, icon }
    }
}

impl From<Impact> for TermView {
    fn from(impact: Impact) -> Self {
        let class = class_of(impact);
        Self::new(impact, class, class)
    }
}

/// The class that colours an impact.
pub(super) fn class_of(impact: Impact) -> &'static str {
    match impact {
        Impact::Operational => "ok",
        Impact::UnderMaintenance => "maintenance",
        Impact::DegradedPerformance => "degraded",
        Impact::PartialOutage => "partial",
        Impact::MajorOutage => "major",
    }
}

impl From<Indicator> for TermView {
    fn from(indicator: Indicator) -> Self {
        // Alone, "Major" says nothing on a page: the words say what is major.
        let (class, label) = match indicator {
            Indicator::None => ("ok", "No impact"),
            Indicator::Maintenance => ("maintenance", "Maintenance"),
            Indicator::Minor => ("degraded", "Minor impact"),
            Indicator::Major => ("partial", "Major impact"),
            Indicator::Critical => ("major", "Critical impact"),
        };
        Self { label, ..Self::new(indicator, class, class) }
    }
}

impl From<IncidentState> for TermView {
    fn from(state: IncidentState) -> Self {
        let (class, icon) = match state {
            IncidentState::Investigating | IncidentState::Identified => ("open", "search"),
            IncidentState::Monitoring => ("open", "clock"),
            IncidentState::Resolved => ("ok", "ok"),
            IncidentState::FalseAlarm => ("none", "none"),
        };
        Self::new(state, class, icon)
    }
}

impl From<MaintenanceState> for TermView {
    fn from(state: MaintenanceState) -> Self {
        let (class, icon) = match state {
            MaintenanceState::Scheduled => ("none", "clock"),
            MaintenanceState::InProgress | MaintenanceState::Verifying => ("maintenance", "maintenance"),
            MaintenanceState::Completed => ("ok", "ok"),
            MaintenanceState::Cancelled => ("none", "none"),
        };
        Self::new(state, class, icon)
    }
}

/// A link into the site.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct LinkView {
    /// The path from the site's root.
    pub href: String,
    /// What it says.
    pub text: String,
}

/// A feed, for `<link rel="alternate">` and for lists of feeds.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct FeedLink {
    /// The path from the site's root: `feed.atom`.
    pub href: String,
    /// Its absolute URL, to be copied into a reader.
    pub url: String,
    /// Its media type: `application/atom+xml`.
    pub kind: String,
    /// The format's name: `Atom`.
    pub name: String,
    /// The feed's title.
    pub title: String,
}

/// A service and how badly something hits it.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct ServiceImpact {
    /// The service's name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// The impact.
    pub impact: TermView,
    /// When the clock changes that, as in [`ServiceRow`](super::ServiceRow::status_turns); empty where a page tells of the
    /// past.
    pub turns: String,
}

/// Uptime over a period.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct UptimeView {
    /// Floored, never rounded up: `99.98%`; a sentence when nothing was counted.
    pub text: String,
    /// The intervals that it was counted from, when there is a number.
    pub href: Option<String>,
}

/// A day of a list of days, or several quiet ones folded together.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct DaysView {
    /// `Friday, 20 November 2026`, or `3 quiet days: 7 to 9 Nov`.
    pub text: String,
    /// The first day, `2026-11-20`.
    pub iso: String,
    /// Whether nothing happened: one line and no list.
    pub quiet: bool,
    /// What happened, newest first.
    pub entries: Vec<DayEntry>,
}

/// When a maintenance begins and is over by itself, without a post: `2026-11-28T06:00:00Z`; `None`: it does not.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Debug)]
pub struct ByClock {
    /// When it begins.
    pub begins: Option<String>,
    /// When it is over.
    pub ends: Option<String>,
}

/// An incident or a maintenance, in one line of a list.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct DayEntry {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// How bad it is.
    pub impact: TermView,
    /// Where it stands.
    pub state: TermView,
    /// Of a maintenance: what the clock does to it.
    pub clock: ByClock,
    /// When it began.
    pub started: TimeView,
    /// `49 minutes`, `ongoing`, `end not recorded`; for a maintenance to come, its length.
    pub length: String,
    /// The services that it is about.
    pub services: Vec<LinkView>,
    /// `Reported afterwards`, when it was.
    pub mark: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: &str) -> Instant {
        chrono::DateTime::parse_from_rfc3339(time).expect("a time").to_utc()
    }

    #[test]
    fn a_time_is_shown_in_the_site_s_zone_and_told_in_utc() {
        let lisbon = Zone::new("Europe/Lisbon").expect("a zone");
        let summer = TimeView::new(at("2026-07-01T23:30:00Z"), &lisbon);
        assert_eq!(
            (summer.iso.as_str(), summer.text.as_str()),
            ("2026-07-01T23:30:00Z", "2 Jul 2026, 00:30 WEST")
        );
    }

    #[test]
    fn a_window_says_once_what_its_ends_share() {
        let texts = |from: &str, until: &str, zone: &str| {
            let (from, until) = TimeView::window(at(from), at(until), &Zone::new(zone).expect("a zone"));
            format!("{} – {}", from.text, until.text)
        };
        let (evening, midnight) = ("2026-11-20T22:00:00Z", "2026-11-21T00:00:00Z");
        assert_eq!(texts(evening, "2026-11-20T23:30:00Z", "UTC"), "20 Nov 2026, 22:00 – 23:30 UTC");
        assert_eq!(texts(evening, midnight, "UTC"), "20 Nov 2026, 22:00 – 21 Nov 2026, 00:00 UTC");
        let (before, after) = ("2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z");
        assert_eq!(texts(before, after, "Europe/Lisbon"), "29 Mar 2026, 00:30 WET – 02:30 WEST");
    }

    #[test]
    fn a_length_is_told_in_words_and_in_iso_8601() {
        let cases = [
            (0, "0 seconds", "PT0S"),
            (59, "59 seconds", "PT59S"),
            (60, "1 minute", "PT1M"),
            (49 * 60 + 12, "49 minutes", "PT49M"),
            (3600, "1 hour", "PT1H"),
            (2 * 86_400 + 3 * 3600, "2 days, 3 hours", "P2DT3H"),
            (86_400, "1 day", "P1D"),
            (-5, "0 seconds", "PT0S"),
        ];
        for (seconds, text, iso) in cases {
            let view = DurationView::new(TimeDelta::seconds(seconds));
            assert_eq!((view.text.as_str(), view.iso.as_str()), (text, iso));
        }
    }
}
