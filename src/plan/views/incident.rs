//! Incidents and maintenance: as cards on the home page and as pages of their own.

use serde::Serialize;

use super::{
    ByClock, DurationView, LinkView, PageHead, PageView, ServiceImpact, StripView, TermView, TimeView, Turns,
};

/// An open incident on the home page.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct IncidentCard {
    /// Its slug, for an anchor.
    pub slug: String,
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// How bad it is.
    pub impact: TermView,
    /// Where it stands.
    pub state: TermView,
    /// The services that it hits now.
    pub services: Vec<ServiceImpact>,
    /// When customers were first affected.
    pub started: TimeView,
    /// When the next post is promised.
    pub next_update: Option<Promise>,
    /// Its newest updates, the newest first.
    pub updates: Vec<UpdateView>,
    /// The link to the ones before these, when there are more than fit a card.
    pub earlier: Option<LinkView>,
}

/// When the next post is promised.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct Promise {
    /// `Next update by`, or what is to say when it is late.
    pub text: String,
    /// What is to say once it is late.
    pub late: String,
    /// The promised time.
    pub time: TimeView,
}

/// One post.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct UpdateView {
    /// Its anchor on the page of its incident: `update-3`, counted from the oldest.
    pub id: String,
    /// Its permalink: `incidents/slow-api/#update-3`.
    pub href: String,
    /// The state from then on.
    pub state: TermView,
    /// When it was posted.
    pub time: Option<TimeView>,
    /// When it was last edited, when it was.
    pub edited: Option<TimeView>,
    /// What stands in place of the time when that is not known: `Time not recorded`; else empty.
    pub no_time: String,
    /// The services whose impact changed with it.
    pub changes: Vec<ServiceImpact>,
    /// What it says.
    pub body_html: String,
}

/// A remark on how an entry came to be: reported afterwards, false alarm.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct Mark {
    /// What it says: `Reported afterwards, on`.
    pub text: String,
    /// The time that belongs to it.
    pub time: Option<TimeView>,
}

/// The page of an incident.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct IncidentPage {
    /// The way to the site's root: `../../`.
    pub root: String,
    /// The head.
    pub page: PageHead,
    /// The incident's title.
    pub title: String,
    /// How bad it is or was.
    pub impact: TermView,
    /// Where it stands.
    pub state: TermView,
    /// The services with the worst impact on each.
    pub services: Vec<ServiceImpact>,
    /// When customers were first affected.
    pub started: TimeView,
    /// When they no longer were.
    pub ended: Option<TimeView>,
    /// What stands in place of the end: `Ongoing`, `End not recorded`; else empty.
    pub no_end: String,
    /// How long it lasted, when that is known.
    pub duration: Option<DurationView>,
    /// What that leaves out: `without 3 hours in which it was resolved`; mostly empty.
    pub duration_note: String,
    /// When the next post is promised.
    pub next_update: Option<Promise>,
    /// Its states and its impacts over time, to scale; `None` when no time is known.
    pub strip: Option<StripView>,
    /// Remarks.
    pub marks: Vec<Mark>,
    /// The updates, the newest first.
    pub updates: Vec<UpdateView>,
    /// The post-mortem.
    pub postmortem: Option<Postmortem>,
    /// The incident before this one.
    pub previous: Option<LinkView>,
    /// The incident after it.
    pub next: Option<LinkView>,
}

impl PageView for IncidentPage {
    const TEMPLATE: &'static str = "incident.html";
}

/// What was written afterwards.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct Postmortem {
    /// When it was published.
    pub published: Option<TimeView>,
    /// Its headings, when there are enough to need a list of them.
    pub contents: Vec<ContentsLine>,
    /// What it says.
    pub body_html: String,
}

/// A line of a table of contents.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct ContentsLine {
    /// The heading's id.
    pub id: String,
    /// What it says.
    pub text: String,
    /// How deep it stands: 1 for the highest headings of the text.
    pub depth: u8,
}

/// A maintenance on the home page.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct MaintenanceCard {
    /// Its slug, for an anchor.
    pub slug: String,
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub state: TermView,
    /// The services that are worked on.
    pub services: Vec<LinkView>,
    /// When it begins.
    pub from: TimeView,
    /// When it is to be over.
    pub until: TimeView,
    /// What the clock does to it.
    pub clock: ByClock,
    /// How long that is.
    pub duration: DurationView,
    /// How it recurs, in words.
    pub repeats: Option<String>,
    /// The newest update, or what is planned; may be empty.
    pub body_html: String,
}

/// The page of a maintenance.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct MaintenancePage {
    /// The way to the site's root: `../../`.
    pub root: String,
    /// The head.
    pub page: PageHead,
    /// The maintenance's title.
    pub title: String,
    /// Where it stands.
    pub state: TermView,
    /// The services that are worked on.
    pub services: Vec<LinkView>,
    /// When it begins.
    pub from: TimeView,
    /// When it is to be over.
    pub until: TimeView,
    /// What the clock does to it.
    pub clock: ByClock,
    /// What the page says when it begins or ends after the site was built; `None` when it is over.
    pub turns: Option<Turns>,
    /// How long that is.
    pub duration: DurationView,
    /// When work really went on, for one that is over and took place at other times than planned; else empty.
    pub worked: Vec<WorkView>,
    /// How it recurs, in words.
    pub repeats: Option<String>,
    /// For one that recurs: when it takes place next, the nearest first, one that goes on among them.
    pub next_dates: Vec<OccurrenceView>,
    /// When it took place, the newest first.
    pub past_dates: Vec<OccurrenceView>,
    /// Where those are that took place before these.
    pub earlier: Option<LinkView>,
    /// What is planned; may be empty.
    pub body_html: String,
    /// The updates, the newest first.
    pub updates: Vec<UpdateView>,
    /// The maintenance before this one.
    pub previous: Option<LinkView>,
    /// The maintenance after it.
    pub next: Option<LinkView>,
}

impl PageView for MaintenancePage {
    const TEMPLATE: &'static str = "maintenance.html";
}

/// A stretch of time in which work went on.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct WorkView {
    /// When it began.
    pub from: TimeView,
    /// When it was over.
    pub until: TimeView,
    /// How long that is.
    pub duration: DurationView,
}

/// One time at which a maintenance takes place.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct OccurrenceView {
    /// When it begins.
    pub from: TimeView,
    /// When it is to be over.
    pub until: TimeView,
    /// Where it stands.
    pub state: TermView,
    /// When work really went on, for one that is over and took place at other times than planned; else empty.
    pub worked: Vec<WorkView>,
    /// What the clock does to it.
    pub clock: ByClock,
}
