//! The small things that pages are made of: times, lengths of time, terms, links, lines about an incident.
//!
//! They only put values into words; what is shown, and where, is not decided here.

use chrono::{NaiveDate, TimeDelta};
use serde::Serialize;

use crate::model::{Impact, IncidentState, Indicator, MaintenanceState, Term};
use crate::time::{Instant, Zone, rfc3339};

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
        let time = local.wall.format("%H:%M").to_string();
        let zone = local.abbreviation;
        Self { iso: rfc3339(instant), text: format!("{date}, {time} {zone}"), date, time, zone }
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
        Self { iso: day.format("%Y-%m-%d").to_string(), text: date_text(day) }
    }
}

fn date_text(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
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
        let mut words: Vec<String> =
            units.iter().filter(|(n, _)| *n > 0).map(|(n, unit)| counted(*n, unit)).collect();
        if words.is_empty() {
            words.push(counted(rest, "second"));
        }
        Self { iso: iso8601(days, hours, minutes, rest), text: words.join(", ") }
    }
}

/// ISO 8601 with days of 24 hours, which HTML's `<time>` takes: `P2DT3H`, `PT0S`.
fn iso8601(days: i64, hours: i64, minutes: i64, seconds: i64) -> String {
    let mut iso = String::from("P");
    if days > 0 {
        iso.push_str(&format!("{days}D"));
    }
    if (hours, minutes, seconds) != (0, 0, 0) || days == 0 {
        iso.push('T');
        for (count, unit) in [(hours, 'H'), (minutes, 'M'), (seconds, 'S')] {
            if count > 0 {
                iso.push_str(&format!("{count}{unit}"));
            }
        }
        if (hours, minutes, seconds) == (0, 0, 0) {
            iso.push_str("0S");
        }
    }
    iso
}

/// `1 minute`, `2 minutes`.
fn counted(count: i64, unit: &str) -> String {
    if count == 1 { format!("1 {unit}") } else { format!("{count} {unit}s") }
}

/// One of the field's words, with what a page needs to show it by icon, word and colour together.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct TermView {
    /// As it is written in files: `partial_outage`.
    pub word: String,
    /// For people: `Partial outage`.
    pub label: String,
    /// The class that colours it, one of `ok`, `maintenance`, `degraded`, `partial`, `major`, `none`.
    pub class: String,
    /// The symbol that stands beside it; named like the classes, and `clock` and `search` for states.
    pub icon: String,
}

impl TermView {
    fn new<T: Term>(term: T, class: &str, icon: &str) -> Self {
        Self {
            word: term.as_str().to_owned(),
            label: term.label().to_owned(),
            class: class.to_owned(),
            icon: icon.to_owned(),
        }
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
        let class = match indicator {
            Indicator::None => "ok",
            Indicator::Maintenance => "maintenance",
            Indicator::Minor => "degraded",
            Indicator::Major => "partial",
            Indicator::Critical => "major",
        };
        Self::new(indicator, class, class)
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
}

/// Uptime over a period.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct UptimeView {
    /// Floored, never rounded up: `99.98 %`; a sentence when nothing was counted.
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
    /// When it began.
    pub started: TimeView,
    /// `49 minutes`, `ongoing`, `end not recorded`; for a maintenance to come, its length.
    pub length: String,
    /// The services that it is about.
    pub services: Vec<LinkView>,
    /// `Reported afterwards`, when it was.
    pub mark: Option<String>,
}
