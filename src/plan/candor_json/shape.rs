//! The shape of /api/candor.json and of its years: docs/api-candor.md explains it, /schema/candor.json describes it.
//!
//! Within version 1, fields may be added and never change their meaning or go away. Every field is always there: what
//! is not known is `null`, and a list may be empty.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Impact, IncidentState, Indicator, MaintenanceState};
use crate::schema::{Time, Word};

/// The version of the shape.
pub const VERSION: u32 = 1;

/// /api/candor.json: the site as it is, and its past as far as `complete` says.
#[derive(Serialize, JsonSchema, Debug)]
#[schemars(title = "/api/candor.json")]
pub struct Document {
    /// The version of this shape: 1.
    #[schemars(extend("const" = VERSION))]
    pub version: u32,
    /// When the site was built: everything is as of then.
    pub built_at: Time,
    /// The site.
    pub site: Site,
    /// How bad things are on the whole site.
    pub status: Word<Indicator>,
    /// Groups of services, in the order in which they are shown.
    pub groups: Vec<Group>,
    /// All services, in the order in which they are shown.
    pub services: Vec<Service>,
    /// Incidents, the newest first: all of them when `complete`, else the newest and whatever is open.
    pub incidents: Vec<Incident>,
    /// Maintenance, the latest first: all of it when `complete`, else the latest and whatever is to come or goes on.
    pub maintenance: Vec<Maintenance>,
    /// Whether this document holds everything. When not, the years do.
    pub complete: bool,
    /// One document for each year, the newest first; together they hold everything.
    pub years: Vec<YearLink>,
}

/// /api/candor/2026.json: what began in one year, or the first part of it.
///
/// `I` and `M` are what is written as the lists.
#[derive(Serialize, JsonSchema, Debug)]
#[schemars(
    title = "/api/candor/<year>.json",
    description = "/api/candor/2026.json: what began in one year, or the first part of it."
)]
pub struct Year<I = Vec<Incident>, M = Vec<Maintenance>> {
    /// The version of this shape: 1.
    #[schemars(extend("const" = VERSION))]
    pub version: u32,
    /// The year, in the site's time zone.
    pub year: i32,
    /// Which part of the year this is, from 1; parts are counted from what began first.
    #[schemars(range(min = 1))]
    pub part: usize,
    /// How many parts the year has.
    #[schemars(range(min = 1))]
    pub parts: usize,
    /// The URL of the next part.
    pub next: Option<String>,
    /// The URL of /api/candor.json.
    pub index: String,
    /// In the first part, all services, with what this year has to tell of them; in the others none.
    pub services: Vec<ServiceYear>,
    /// The incidents of this part, the newest first.
    pub incidents: I,
    /// The maintenance of this part, the latest first. One that recurs stands in each year in which it took place.
    pub maintenance: M,
}

/// Where a year's document is, and how much is in it.
#[derive(Serialize, JsonSchema, Debug)]
pub struct YearLink {
    /// The year, in the site's time zone.
    pub year: i32,
    /// Its document's URL; when it has several parts, that of the first.
    pub url: String,
    /// How many incidents began in it.
    pub incidents: usize,
    /// How much maintenance was to begin in it.
    pub maintenance: usize,
}

/// The site.
#[derive(Serialize, JsonSchema, Debug)]
pub struct Site {
    /// Its name.
    pub title: String,
    /// One sentence on it; may be empty.
    pub description: String,
    /// Where it is published, ending in `/`.
    pub url: String,
    /// Its language, a BCP 47 tag.
    pub language: String,
    /// The IANA name of the zone in which days, months and years are cut.
    pub time_zone: String,
    /// Where customers get help.
    pub support_url: Option<String>,
    /// Its feeds: one entry per update.
    pub feeds: Feeds,
}

/// The URLs of feeds that hold the same.
#[derive(Serialize, JsonSchema, Debug)]
pub struct Feeds {
    /// RSS 2.0.
    pub rss: String,
    /// Atom.
    pub atom: String,
    /// JSON Feed 1.1.
    pub json: String,
}

/// A group of services.
#[derive(Serialize, JsonSchema, Debug)]
pub struct Group {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// One sentence on it; may be empty.
    pub description: String,
    /// The worst status among its services.
    pub status: Word<Impact>,
    /// The ids of its services.
    pub services: Vec<String>,
    /// Its feeds; `null` on a site that has none for single services and groups.
    pub feeds: Option<Feeds>,
}

/// A service, now and in the past.
#[derive(Serialize, JsonSchema, Debug)]
pub struct Service {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// One sentence on it; may be empty.
    pub description: String,
    /// The id of its group.
    pub group: Option<String>,
    /// Its page.
    pub url: String,
    /// What customers get now.
    pub status: Word<Impact>,
    /// When it was first offered; no uptime is counted before.
    pub since: Option<Time>,
    /// The uptime over the days in `days`.
    pub uptime: Uptime,
    /// The last 90 days, the oldest first.
    pub days: Vec<ServiceDay>,
    /// Its months, the oldest first: all of them when the document is complete, else the last 12.
    pub months: Vec<ServiceMonth>,
    /// When it did not simply work, the oldest first: always when the document is complete, else in the last 90 days.
    pub intervals: Vec<Interval>,
    /// Its feeds; `null` on a site that has none for single services and groups.
    pub feeds: Option<Feeds>,
}

/// A service in one year.
#[derive(Serialize, JsonSchema, Debug)]
pub struct ServiceYear {
    /// Its id.
    pub id: String,
    /// The uptime over the year, as far as it has passed.
    pub uptime: Uptime,
    /// The months of the year, the oldest first.
    pub months: Vec<ServiceMonth>,
    /// When it did not simply work, the oldest first; an interval that goes on over New Year stands in both years.
    pub intervals: Vec<Interval>,
}

/// How available a service was over a while.
#[derive(Serialize, JsonSchema, Debug)]
pub struct Uptime {
    /// The share that is shown, in percent with two decimals, never rounded up; `null` when no second was counted.
    #[schemars(range(min = 0, max = 100))]
    pub percent: Option<f64>,
    /// How many seconds were counted.
    pub seconds: u64,
    /// How many of them were not operational, by impact; an impact that did not last a second is left out.
    pub impact_seconds: BTreeMap<&'static str, u64>,
}

/// A day of a service.
#[derive(Serialize, JsonSchema, Debug)]
pub struct ServiceDay {
    /// The date in the site's time zone: `2026-11-20`.
    #[schemars(extend("format" = "date"))]
    pub date: String,
    /// The worst impact on it; `null` when nothing was counted.
    pub worst: Option<Word<Impact>>,
    /// The uptime.
    #[serde(flatten)]
    pub uptime: Uptime,
}

/// A month of a service.
#[derive(Serialize, JsonSchema, Debug)]
pub struct ServiceMonth {
    /// The month in the site's time zone: `2026-11`.
    #[schemars(regex(pattern = r"^[0-9]{4}-[0-9]{2}$"))]
    pub month: String,
    /// The worst impact in it; `null` when nothing was counted.
    pub worst: Option<Word<Impact>>,
    /// The uptime.
    #[serde(flatten)]
    pub uptime: Uptime,
}

/// A stretch of time in which a service did not simply work. Those of a service do not overlap: the worst impact wins.
#[derive(Serialize, JsonSchema, Debug)]
pub struct Interval {
    /// What customers got.
    pub impact: Word<Impact>,
    /// The first second of it.
    pub from: Time,
    /// The first second after it; `null` while it goes on.
    pub until: Option<Time>,
    /// The ids of the incidents that caused it.
    pub incidents: Vec<String>,
    /// The ids of the maintenance that caused it.
    pub maintenance: Vec<String>,
}

/// A service with an impact on it.
#[derive(Serialize, JsonSchema, Debug)]
pub struct Affected {
    /// The service's id.
    pub id: String,
    /// The impact.
    pub impact: Word<Impact>,
}

/// A text in both forms.
#[derive(Serialize, JsonSchema, Debug)]
pub struct Text {
    /// Safe HTML; all links are absolute.
    pub html: String,
    /// The same without markup, on one line.
    pub text: String,
}

/// An incident.
#[derive(Serialize, JsonSchema, Debug)]
pub struct Incident {
    /// Its id: the name of its page. It does not change with the text, the title, the times or the file's folder.
    pub id: String,
    /// Its page.
    pub url: String,
    /// What customers saw, in one line.
    pub title: String,
    /// How bad it is.
    pub impact: Word<Indicator>,
    /// Where the work stands.
    pub state: Word<IncidentState>,
    /// Whether it goes on.
    pub open: bool,
    /// Whether it was added when it was over. Such an incident is never open.
    pub retroactive: bool,
    /// When customers were first affected.
    pub started_at: Time,
    /// When they no longer were; `null` while they are, and when that was not recorded (then `open` is false).
    pub ended_at: Option<Time>,
    /// When it was put on the site.
    pub published_at: Time,
    /// When it was last added to: the newest time among its updates and its post-mortem.
    pub updated_at: Time,
    /// When the next post is promised; only while it is open.
    pub next_update_at: Option<Time>,
    /// The services that it hit, each with the worst that is said of it.
    pub services: Vec<Affected>,
    /// The posts, oldest first.
    pub updates: Vec<IncidentUpdate>,
    /// The post-mortem, once it is published.
    pub postmortem: Option<Postmortem>,
}

/// A post about an incident.
#[derive(Serialize, JsonSchema, Debug)]
pub struct IncidentUpdate {
    /// Its permalink, which is also its id in feeds.
    pub url: String,
    /// When it was posted; `null` when that was not recorded.
    pub at: Option<Time>,
    /// When its text was last edited; `null` when it was not.
    pub edited_at: Option<Time>,
    /// The state from then on.
    pub state: Word<IncidentState>,
    /// The impacts that changed with it.
    pub services: Vec<Affected>,
    /// What it says.
    #[serde(flatten)]
    pub body: Text,
}

/// A post-mortem.
#[derive(Serialize, JsonSchema, Debug)]
pub struct Postmortem {
    /// Its permalink.
    pub url: String,
    /// When it was published; `null` when that was not recorded.
    pub published_at: Option<Time>,
    /// What it says.
    #[serde(flatten)]
    pub body: Text,
}

/// A maintenance.
#[derive(Serialize, JsonSchema, Debug)]
pub struct Maintenance {
    /// Its id: the name of its page.
    pub id: String,
    /// Its page.
    pub url: String,
    /// What is done, in one line.
    pub title: String,
    /// Where it stands.
    pub state: Word<MaintenanceState>,
    /// When it is to begin; of one that recurs, the time that goes on, else the next, else the last.
    pub scheduled_for: Time,
    /// When that is to be over.
    pub scheduled_until: Time,
    /// The rule by which it recurs (RFC 5545, section 3.3.10); `null` when it takes place once.
    pub repeats: Option<String>,
    /// Each time that it takes place, oldest first: those that have begun, and the next ones. At least one.
    pub occurrences: Vec<Occurrence>,
    /// When it was put on the site; `null` when that was not recorded.
    pub published_at: Option<Time>,
    /// The ids of the services that are worked on.
    pub services: Vec<String>,
    /// When work went on, up to now.
    pub work: Vec<Work>,
    /// The posts, oldest first.
    pub updates: Vec<MaintenanceUpdate>,
    /// What is planned, at length; may be empty.
    #[serde(flatten)]
    pub body: Text,
}

/// One time that a maintenance takes place.
#[derive(Serialize, JsonSchema, Debug)]
pub struct Occurrence {
    /// When it is to begin.
    pub scheduled_for: Time,
    /// When it is to be over.
    pub scheduled_until: Time,
    /// Where it stands.
    pub state: Word<MaintenanceState>,
}

/// A stretch of time in which work went on.
#[derive(Serialize, JsonSchema, Debug)]
pub struct Work {
    /// The first second of it.
    pub from: Time,
    /// The first second after it; `null` while it goes on.
    pub until: Option<Time>,
}

/// A post about a maintenance.
#[derive(Serialize, JsonSchema, Debug)]
pub struct MaintenanceUpdate {
    /// Its permalink, which is also its id in feeds.
    pub url: String,
    /// When it was posted; `null` when that was not recorded.
    pub at: Option<Time>,
    /// When its text was last edited; `null` when it was not.
    pub edited_at: Option<Time>,
    /// The state from then on.
    pub state: Word<MaintenanceState>,
    /// What it says.
    #[serde(flatten)]
    pub body: Text,
}
