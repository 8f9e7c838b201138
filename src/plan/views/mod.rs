//! What templates see: one struct per page type, made of shared parts. docs/themes.md is their contract with themes.
//!
//! Templates decide nothing. Words, classes, links, counts and the order of things are settled here, so that a theme
//! changes how a page looks and never what it says. Three rules hold for all views:
//!
//! - a link into the site is a path from its root without a leading `/` (`incidents/slow-api/`); templates put the
//!   page's `root` before it, and so it works under any base path;
//! - a field whose name ends in `_html` is safe HTML, ready for its page; every other text is escaped by the template;
//! - nothing is looked up by a template: what may be missing is an `Option` and comes out as `null`.

mod bar;
mod embed;
mod head;
mod heat;
mod history;
mod home;
mod incident;
pub mod linked_data;
mod parts;
mod scale;
mod service;
mod site;
mod strip;
mod texts;
mod timeline;
mod words;

use serde::Serialize;

pub use bar::{BadDay, BarDay, BarPath, BarView};
pub use embed::{EmbedPage, EmbedStatus};
pub use head::{ImageView, PageHead};
pub use heat::{HeatLabel, HeatPath, HeatView};
pub use history::{Choice, FilterPage, FilterView, HistoryPage, MonthLink, MonthPage, SearchPage, YearView};
pub use home::{GroupView, Headline, HomePage, ServiceRow, Turns};
pub use incident::{
    ContentsLine, IncidentCard, IncidentPage, MaintenanceCard, MaintenancePage, Mark, OccurrenceView,
    Postmortem, Promise, UpdateView, WorkView,
};
pub use parts::{
    ByClock, DayEntry, DayView, DaysView, DurationView, FeedLink, LinkView, ServiceImpact, TermView,
    TimeView, UptimeView,
};
pub use scale::Scale;
pub use service::{IntervalView, ServicePage, UptimeCell, UptimeGroup, UptimeMonth, UptimePage, UptimeRow};
pub use site::{LogoView, NavLink, SiteGlobals, SiteView};
pub use strip::{StripLane, StripPoint, StripStage, StripStep, StripView};
pub use texts::{FeedGroup, NotFoundPage, RedirectPage, SubscribePage, TextPage, WayView};
pub use timeline::{
    AxisLabel, ChartPath, LANE, LaneMark, LaneView, Level, Span, TimelineRow, TimelineView, paths, rows,
    untouched,
};
pub use words::Words;

/// A view that stands for a whole page, with the template that is made for it.
pub trait PageView: Serialize {
    /// The template's path below `templates/`.
    const TEMPLATE: &'static str;
}
