//! One service with its uptime and the intervals that it was counted from, and the table of all services.

use serde::Serialize;

use super::{
    BarView, DayEntry, DurationView, FeedLink, HeatView, LinkView, PageHead, PageView, TermView, TimeView,
    TimelineView, Turns, UptimeView,
};

/// The page of a service.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct ServicePage {
    /// The way to the site's root: `../../`.
    pub root: String,
    /// The head.
    pub page: PageHead,
    /// The service's name.
    pub name: String,
    /// Its group's name.
    pub group: Option<String>,
    /// One sentence; may be empty.
    pub description: String,
    /// Its status now.
    pub status: TermView,
    /// When the clock changes that, as on the home page.
    pub status_turns: String,
    /// What the page says then; `None` when nothing on it turns.
    pub turns: Option<Turns>,
    /// Since when, when it is not operational.
    pub since: Option<TimeView>,
    /// Its last 90 days.
    pub bar: BarView,
    /// Its uptime over these days.
    pub uptime: UptimeView,
    /// Its last months, to scale.
    pub timeline: TimelineView,
    /// Its years day by day, the newest first.
    pub years: Vec<HeatView>,
    /// From when it is counted: `Counted since 3 Mar 2025.`; may be empty.
    pub counted_since: String,
    /// Its months, the newest first.
    pub months: Vec<UptimeMonth>,
    /// Its newest incidents and maintenance, the newest first; of maintenance that recurs the newest dates.
    pub entries: Vec<DayEntry>,
    /// The archive of it, which has those that are left out here.
    pub history: LinkView,
    /// Its feeds.
    pub feeds: Vec<FeedLink>,
}

impl PageView for ServicePage {
    const TEMPLATE: &'static str = "service.html";
}

/// A month of a service.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct UptimeMonth {
    /// The month's anchor: `uptime-2026-11`.
    pub id: String,
    /// `November 2026`.
    pub name: String,
    /// Its page in the history.
    pub href: Option<String>,
    /// Uptime as text: `99.98%`.
    pub uptime: String,
    /// `49 minutes of impact`, `no impact`.
    pub summary: String,
    /// What was counted, the newest first; of the newest twelve months.
    pub intervals: Vec<IntervalView>,
}

/// A time during which a service was not operational.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct IntervalView {
    /// The impact.
    pub impact: TermView,
    /// When it began, within its month.
    pub from: TimeView,
    /// When it ended, within its month.
    pub until: Option<TimeView>,
    /// What stands in place of the end: `ongoing`; else empty.
    pub no_end: String,
    /// How long that is.
    pub duration: DurationView,
    /// How much of it counts: `counted in full`, `counted at 0.3`, `not counted`.
    pub weight: String,
    /// What it comes from.
    pub sources: Vec<LinkView>,
}

/// The table of all services' uptime.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct UptimePage {
    /// The way to the site's root: `../`.
    pub root: String,
    /// The head.
    pub page: PageHead,
    /// The table's columns behind the service's name: `90 days`, `Nov 2026`, …
    pub columns: Vec<String>,
    /// The rows, by group.
    pub groups: Vec<UptimeGroup>,
    /// The last year of every service, day by day.
    pub heat: Vec<HeatView>,
    /// How uptime is counted, in paragraphs.
    pub explanation: Vec<String>,
}

impl PageView for UptimePage {
    const TEMPLATE: &'static str = "uptime.html";
}

/// The services of a group in the table.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct UptimeGroup {
    /// The name; a site without groups has one group without a name.
    pub name: Option<String>,
    /// How many columns its heading spans.
    pub span: usize,
    /// Its services.
    pub rows: Vec<UptimeRow>,
}

/// A service in the table.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct UptimeRow {
    /// The service's name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// One cell per column.
    pub cells: Vec<UptimeCell>,
}

/// A number in the table.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct UptimeCell {
    /// `99.98%`; `–` when nothing was counted.
    pub text: String,
    /// The intervals that it was counted from.
    pub href: Option<String>,
    /// The worst impact of the period, as a class: a number below 100 % is set apart by weight and colour.
    pub class: String,
}
