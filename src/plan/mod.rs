//! Every file of a site's output, before any of it is made.
//!
//! A [`Plan`] says what stands where; `render` makes the bytes, one output at a time, so that no more than a few pages
//! are in memory at once. What a page shows is settled by the views; nothing here makes bytes.

pub mod api;
pub mod badges;
pub mod calendar;
pub mod candor_json;
pub mod cards;
pub mod compat;
mod digests;
mod extras;
pub mod feeds;
mod lists;
mod outputs;
pub mod pages;
mod schemas;
pub mod search;
pub mod views;

pub use digests::Digests;
pub use extras::Extras;
pub use schemas::schemas;

use std::sync::OnceLock;

use crate::card::Card;
use crate::diagnostics::Diagnostic;
use crate::model::{Extra, Page, ServiceIx};
use crate::plan::api::{Api, heroku, statuspage};
use crate::plan::badges::{BadgeForm, BadgeOf};
use crate::plan::calendar::CalendarOf;
use crate::plan::feeds::{Feeds, Format, Series};
use crate::plan::lists::Lists;
use crate::plan::pages::{Filter, Pages};
use crate::plan::search::{Notes, SearchFile, SearchIndex};
use crate::plan::views::LinkView;
use crate::routes;
use crate::status::{IncidentIx, MaintenanceIx, Status};
use crate::tree::RelPath;

/// What stands at a place of the output.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// The home page.
    Home,
    /// An incident's page.
    Incident(IncidentIx),
    /// A maintenance's page.
    Maintenance(MaintenanceIx),
    /// The index of the archive.
    History,
    /// A month of the archive, by its position.
    Month(usize),
    /// A year of the archive, of one service or of one impact.
    Filter(Filter),
    /// The search.
    Search,
    /// A file of its index.
    SearchFile(SearchFile),
    /// A service's page.
    Service(ServiceIx),
    /// The table of uptime.
    Uptime,
    /// The page about feeds.
    Subscribe,
    /// The page for what is not there.
    NotFound,
    /// A page of the author's own, by its position.
    Text(usize),
    /// A page that leads from an old address to a new one.
    Redirect(Box<LinkView>),
    /// A feed's subscription document.
    Feed(Series, Format),
    /// One of a feed's archive documents, counted from 1.
    Archive(Series, usize),
    /// A calendar of maintenance.
    Calendar(CalendarOf),
    /// A badge.
    Badge(BadgeOf, BadgeForm),
    /// The page for a frame on other pages.
    Embed,
    /// What the banner on other pages asks for.
    EmbedStatus,
    /// The script of the banner on other pages.
    EmbedScript,
    /// A document of Statuspage's API.
    Statuspage(statuspage::Document),
    /// A document of Heroku's API.
    Heroku(heroku::Document),
    /// Everything about the site in Candor's own shape.
    CandorJson,
    /// What began in one year, or a part of it, in Candor's own shape.
    CandorYear(candor_json::YearPart),
    /// A document of another tool's API.
    Compat(compat::Document),
    /// A JSON Schema, by the name of its file.
    Schema(String),
    /// The list of pages for search engines.
    Sitemap,
    /// What robots are told.
    Robots,
    /// The version that open pages compare themselves with.
    Build,
    /// The same for pages of a service.
    ServiceBuild(ServiceIx),
    /// Headers for hosts that read `_headers`.
    Headers,
    /// A file of the site's folder, copied.
    Copy(RelPath),
    /// A share card.
    Card(Box<Card>),
    /// A file of the theme, copied.
    ThemeFile,
}

impl What {
    /// Whether a template makes it.
    #[must_use]
    pub fn is_page(&self) -> bool {
        matches!(
            self,
            Self::Home
                | Self::Incident(_)
                | Self::Maintenance(_)
                | Self::History
                | Self::Month(_)
                | Self::Filter(_)
                | Self::Search
                | Self::Service(_)
                | Self::Uptime
                | Self::Subscribe
                | Self::NotFound
                | Self::Text(_)
                | Self::Redirect(_)
                | Self::Embed
        )
    }
}

/// A file of the output.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Output {
    /// Where it stands.
    pub path: RelPath,
    /// What it is.
    pub what: What,
}

impl Output {
    /// The address under which it is reached.
    #[must_use]
    pub fn address(&self) -> &str {
        routes::address_of(&self.path)
    }
}

/// The whole output of a site at one moment. What takes long to list is listed when it is first asked for.
pub struct Plan<'s> {
    status: &'s Status<'s>,
    theme_files: Vec<RelPath>,
    pages: Pages<'s>,
    feeds: OnceLock<Feeds>,
    api: OnceLock<Api>,
    search: OnceLock<SearchIndex>,
    notes: Option<&'s dyn Notes>,
    digests: OnceLock<Digests>,
    lists: Lists,
}

impl<'s> Plan<'s> {
    /// Lists the whole output; `theme_files` are the files that the theme brings along. Reports files that stand in the
    /// way of each other.
    #[must_use]
    pub fn new<'t>(
        status: &'s Status<'s>,
        theme_files: impl Iterator<Item = &'t RelPath>,
    ) -> (Self, Vec<Diagnostic>) {
        let plan = Self::on_demand(status, theme_files);
        let faults = plan.lists.all(&plan).faults.clone();
        (plan, faults)
    }

    /// As [`new`](Self::new), but lists no more than it is asked for: for somebody who wants a few files.
    #[must_use]
    pub fn on_demand<'t>(status: &'s Status<'s>, theme_files: impl Iterator<Item = &'t RelPath>) -> Self {
        Self {
            status,
            theme_files: theme_files.cloned().collect(),
            pages: Pages::new(status),
            feeds: OnceLock::new(),
            api: OnceLock::new(),
            search: OnceLock::new(),
            notes: None,
            digests: OnceLock::new(),
            lists: Lists::default(),
        }
    }

    /// Reads for the search's index only what is not in `notes`, if there are any.
    #[must_use]
    pub fn knowing(self, notes: Option<&'s dyn Notes>) -> Self {
        Self { notes, ..self }
    }

    /// Makes what all lists are made of, as far as that can be done at the same time: for somebody who wants everything.
    pub fn prepare(&self) {
        if self.notes.is_some() {
            // The index asks for them.
            let _ = self.digests();
        }
        let extras = self.extras();
        let search = || extras.have(Extra::Search).then(|| self.search());
        let api = || extras.have_api().then(|| self.api());
        rayon::join(search, || rayon::join(|| self.feeds(), api));
    }

    /// The file at `path`, if there is one. Pages are found without listing all other files.
    #[must_use]
    pub fn find(&self, path: &RelPath) -> Option<Output> {
        self.lists.find(self, path)
    }

    /// Files that stand in the way of each other.
    #[must_use]
    pub fn faults(&self) -> &[Diagnostic] {
        &self.lists.most(self).faults
    }

    /// A few pages of each kind.
    #[must_use]
    pub fn samples(&self) -> Vec<Output> {
        self.lists.samples(self)
    }

    /// Everything that is shown, derived.
    #[must_use]
    pub fn status(&self) -> &'s Status<'s> {
        self.status
    }

    /// The views of pages.
    #[must_use]
    pub fn pages(&self) -> &Pages<'s> {
        &self.pages
    }

    /// Which outputs there are of those that a site may leave out.
    #[must_use]
    pub fn extras(&self) -> Extras<'s> {
        Extras::of(&self.status.site().config)
    }

    /// The feeds.
    #[must_use]
    pub fn feeds(&self) -> &Feeds {
        self.feeds.get_or_init(|| Feeds::list(self.status))
    }

    /// What the APIs share.
    #[must_use]
    pub fn api(&self) -> &Api {
        self.api.get_or_init(|| Api::new(self.status))
    }

    /// The search's index.
    #[must_use]
    pub fn search(&self) -> &SearchIndex {
        self.search.get_or_init(|| match self.notes {
            Some(notes) => SearchIndex::knowing(self.status, self.digests(), notes),
            None => SearchIndex::new(self.status),
        })
    }

    /// Digests of what documents are made from.
    #[must_use]
    pub fn digests(&self) -> &Digests {
        self.digests.get_or_init(|| Digests::of(self.status))
    }

    /// The files, by path.
    #[must_use]
    pub fn outputs(&self) -> &[Output] {
        &self.lists.all(self).outputs
    }

    /// The files but those of the search's index, by path.
    #[must_use]
    pub fn without_search(&self) -> &[Output] {
        &self.lists.most(self).outputs
    }

    /// The author's own page at a position.
    #[must_use]
    pub fn text(&self, position: usize) -> &'s Page {
        &self.status.site().pages[position]
    }

    /// The addresses of pages that search engines may list, in the order of their files.
    pub fn indexed(&self) -> impl Iterator<Item = &Output> {
        let listed = |output: &&Output| {
            matches!(
                output.what,
                What::Home
                    | What::Incident(_)
                    | What::Maintenance(_)
                    | What::History
                    | What::Month(_)
                    | What::Filter(_)
                    | What::Service(_)
                    | What::Uptime
                    | What::Subscribe
                    | What::Text(_)
            )
        };
        self.without_search().iter().filter(listed)
    }
}
