//! The archive: the index of all years, and its months.

use serde::Serialize;

use super::{DayEntry, DaysView, LinkView, PageHead, PageView, TimelineView, Turns};

/// The index of all years.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct HistoryPage {
    /// The way to the site's root: `../`.
    pub root: String,
    /// The head.
    pub page: PageHead,
    /// `41 incidents and 7 maintenance windows since March 2025`, or that there were none.
    pub summary: String,
    /// The way to the search, when the site has one.
    pub search: Option<LinkView>,
    /// The ways to see only a part.
    pub filters: Vec<FilterView>,
    /// The years, the newest first.
    pub years: Vec<YearView>,
}

/// A way to see only a part of the archive: by service, by impact.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct FilterView {
    /// `By service`.
    pub name: String,
    /// What can be chosen.
    pub choices: Vec<Choice>,
}

/// One choice of a filter.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct Choice {
    /// The page.
    pub href: String,
    /// What it says.
    pub text: String,
    /// How many there are.
    pub count: Option<usize>,
    /// Whether the page that shows it is the chosen one.
    pub here: bool,
}

/// A year of the archive, of one service or of one impact.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct FilterPage {
    /// The way to the site's root.
    pub root: String,
    /// The head.
    pub page: PageHead,
    /// `API, 2026`.
    pub title: String,
    /// `3 incidents, 1 maintenance window`.
    pub summary: String,
    /// The years in which there is something, the newest first; none when there is only one.
    pub years: Vec<Choice>,
    /// What there was, the newest first.
    pub entries: Vec<DayEntry>,
    /// What the page says when something in the list begins or ends by the clock; `None` when nothing will.
    pub turns: Option<Turns>,
    /// The other ways to see only a part.
    pub filters: Vec<FilterView>,
}

impl PageView for FilterPage {
    const TEMPLATE: &'static str = "filter.html";
}

/// The search.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct SearchPage {
    /// The way to the site's root: `../../`.
    pub root: String,
    /// The head.
    pub page: PageHead,
    /// `Search`.
    pub title: String,
    /// What is searched.
    pub text: String,
}

impl PageView for SearchPage {
    const TEMPLATE: &'static str = "search.html";
}

impl PageView for HistoryPage {
    const TEMPLATE: &'static str = "history.html";
}

/// A year of the archive.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct YearView {
    /// `2026`.
    pub year: String,
    /// `14 incidents, 3 maintenance windows`.
    pub summary: String,
    /// Its months, the newest first.
    pub months: Vec<MonthLink>,
}

/// A month in the index.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct MonthLink {
    /// The month's page; `None` when it has none because nothing happened.
    pub href: Option<String>,
    /// `November`.
    pub name: String,
    /// `3 incidents, 1 maintenance window`, `quiet`.
    pub summary: String,
}

/// A month of the archive.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct MonthPage {
    /// The way to the site's root: `../../../`.
    pub root: String,
    /// The head.
    pub page: PageHead,
    /// `November 2026`.
    pub title: String,
    /// `3 incidents, 1 maintenance window`.
    pub summary: String,
    /// When what was affected, to scale.
    pub timeline: TimelineView,
    /// The days, newest first, quiet ones folded together.
    pub days: Vec<DaysView>,
    /// What the page says when something on it begins or ends by the clock; `None` when nothing will.
    pub turns: Option<Turns>,
    /// The month before this one.
    pub previous: Option<LinkView>,
    /// The month after it.
    pub next: Option<LinkView>,
}

impl PageView for MonthPage {
    const TEMPLATE: &'static str = "month.html";
}
