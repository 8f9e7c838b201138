//! Which feeds there are and what stands in them.
//!
//! A [`Series`] is a feed as a subscriber sees it: what it is about, and whether each update or each incident is an
//! entry. Its newest [`NEWEST`] entries stand in the subscription document, in every format; all older ones in archive
//! documents (RFC 5005, section 4) of [`NEWEST`] entries each, counted from the oldest, so that an archive document
//! never changes because something new was posted. Archive documents are Atom, the format that RFC 5005 is written
//! for; the RSS document links to them too.

mod content;
mod entries;
mod readers;

use std::sync::OnceLock;

use rayon::prelude::*;

use crate::digest::Digest;
use crate::fragment::Fragment;
use crate::model::{Config, ServiceIx};
use crate::status::Status;
use crate::time::Instant;

use entries::About;
pub use entries::Entry;

/// How many entries a subscription document holds, and how many an archive document.
pub const NEWEST: usize = 50;

/// What a feed is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Subject {
    /// Everything.
    Site,
    /// The services of one group, by its position in the configuration.
    Group(usize),
    /// One service.
    Service(ServiceIx),
}

/// What makes an entry.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Form {
    /// Each update, so that a reader shows each as new.
    Updates,
    /// Each incident, with all its updates.
    Incidents,
}

/// A feed's format.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Format {
    /// RSS 2.0.
    Rss,
    /// Atom (RFC 4287).
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl Format {
    /// The file's extension.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Rss => "rss",
            Self::Atom => "atom",
            Self::Json => "json",
        }
    }

    /// The media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Rss => "application/rss+xml",
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
        }
    }

    /// The name for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rss => "RSS",
            Self::Atom => "Atom",
            Self::Json => "JSON Feed",
        }
    }
}

/// A feed that can be subscribed to, whatever the format.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Series {
    /// What it is about.
    pub subject: Subject,
    /// What makes an entry.
    pub form: Form,
}

impl Series {
    /// All updates of the site.
    pub const SITE: Self = Self { subject: Subject::Site, form: Form::Updates };
    /// All incidents of the site.
    pub const HISTORY: Self = Self { subject: Subject::Site, form: Form::Incidents };

    /// All updates about one service.
    #[must_use]
    pub fn service(service: ServiceIx) -> Self {
        Self { subject: Subject::Service(service), form: Form::Updates }
    }

    /// All updates about the services of a group.
    #[must_use]
    pub fn group(group: usize) -> Self {
        Self { subject: Subject::Group(group), form: Form::Updates }
    }

    /// Every series of a site.
    #[must_use]
    pub fn all(config: &Config) -> Vec<Self> {
        let groups = (0..config.groups.len()).map(Self::group);
        let services = config.services().map(|(ix, _)| Self::service(ix));
        [Self::SITE, Self::HISTORY].into_iter().chain(groups).chain(services).collect()
    }

    /// The formats that it comes in.
    #[must_use]
    pub fn formats(self) -> &'static [Format] {
        match self.form {
            Form::Updates => &[Format::Rss, Format::Atom, Format::Json],
            Form::Incidents => &[Format::Rss, Format::Atom],
        }
    }

    /// Where its subscription document stands.
    #[must_use]
    pub fn address(self, config: &Config, format: Format) -> String {
        format!("{}.{}", self.stem(config), format.extension())
    }

    /// Where its `n`th archive document stands, counted from 1, the oldest.
    #[must_use]
    pub fn archive_address(self, config: &Config, n: usize) -> String {
        format!("{}/archive-{n}.atom", self.stem(config))
    }

    fn stem(self, config: &Config) -> String {
        match (self.subject, self.form) {
            (Subject::Site, Form::Updates) => "feed".to_owned(),
            (Subject::Site, Form::Incidents) => "history".to_owned(),
            (Subject::Group(n), _) => format!("{}feed", crate::routes::group(&config.groups[n].id)),
            (Subject::Service(ix), _) => format!("{}feed", crate::routes::service(&config.services[ix.0].id)),
        }
    }

    /// The page that it is about.
    fn home(self, config: &Config) -> String {
        match (self.subject, self.form) {
            // A group has no page of its own; its services stand on the home page.
            (Subject::Site, Form::Updates) | (Subject::Group(_), _) => String::new(),
            (Subject::Site, Form::Incidents) => crate::routes::HISTORY.to_owned(),
            (Subject::Service(ix), _) => crate::routes::service(&config.services[ix.0].id),
        }
    }

    /// Its title.
    #[must_use]
    pub fn title(self, config: &Config) -> String {
        match (self.subject, self.form) {
            (Subject::Site, Form::Updates) => config.title.clone(),
            (Subject::Site, Form::Incidents) => format!("{}: incident history", config.title),
            (Subject::Group(n), _) => format!("{}: {}", config.title, config.groups[n].name),
            (Subject::Service(ix), _) => format!("{}: {}", config.title, config.services[ix.0].name),
        }
    }

    fn description(self, config: &Config) -> String {
        match (self.subject, self.form) {
            (Subject::Site, Form::Updates) => {
                format!("Every update on incidents and maintenance at {}", config.title)
            }
            (Subject::Site, Form::Incidents) => {
                format!("Every incident and maintenance at {}, with all updates", config.title)
            }
            (Subject::Group(n), _) => format!("Every update about {}", config.groups[n].name),
            (Subject::Service(ix), _) => format!("Every update about {}", config.services[ix.0].name),
        }
    }
}

/// A feed document, ready to be written in any format.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FeedDocument {
    /// The feed's title.
    pub title: String,
    /// What is in it.
    pub description: String,
    /// The name that stands for whoever wrote the entries.
    pub author: String,
    /// The language, a BCP 47 tag.
    pub language: String,
    /// The absolute URL of the page that it is about.
    pub home: String,
    /// The document's own absolute URL.
    pub url: String,
    /// The feed's id, the same in all its documents: the URL of the subscription document.
    pub id: String,
    /// When anything in it last changed.
    pub updated: Instant,
    /// The entries, the newest first.
    pub entries: Vec<EntryView>,
    /// For an archive document: the subscription document.
    pub current: Option<String>,
    /// The archive document with the entries before these.
    pub previous_archive: Option<String>,
    /// For an archive document: the one with the entries after these.
    pub next_archive: Option<String>,
    /// For a subscription document: the WebSub hub that tells subscribers of news.
    pub hub: Option<String>,
}

/// An entry of a feed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EntryView {
    /// Its permalink, which is its id: it does not depend on any text, title or time.
    pub url: String,
    /// What it is about, in a line.
    pub title: String,
    /// When it was posted.
    pub published: Instant,
    /// When it last changed.
    pub updated: Instant,
    /// The whole text, as HTML with absolute links.
    pub content_html: String,
    /// Services and impact: the word, and the name for people.
    pub categories: Vec<(String, String)>,
}

impl EntryView {
    /// The whole text without markup. Few formats ask for it, so it is made when one does.
    #[must_use]
    pub fn content_text(&self) -> String {
        let mut text = Fragment::new();
        text.push_html(&self.content_html);
        text.plain()
    }
}

/// The entries of every series, oldest first.
pub struct Feeds {
    site: Vec<Entry>,
    history: Vec<Entry>,
    groups: Vec<Vec<Entry>>,
    services: Vec<Vec<Entry>>,
    digests: OnceLock<Digests>,
}

/// Digests of what the texts of entries are made from; only reckoned when somebody asks.
struct Digests {
    config: Digest,
    incidents: Vec<Digest>,
    maintenance: Vec<Digest>,
}

impl Digests {
    fn of(status: &Status<'_>) -> Self {
        Self {
            config: Digest::of(&format!("{:?}", status.site().config)),
            incidents: status.incidents().par_iter().map(Digest::of).collect(),
            maintenance: status.maintenance().par_iter().map(Digest::of).collect(),
        }
    }

    /// Of one entry. Positions among all incidents are no part of it: they shift with every newer one.
    fn entry(&self, entry: Entry) -> Digest {
        let about = match entry.about {
            About::IncidentUpdate(ix, n) => (0, n, self.incidents[ix.0]),
            About::Postmortem(ix) => (1, 0, self.incidents[ix.0]),
            About::Incident(ix) => (2, 0, self.incidents[ix.0]),
            About::MaintenanceUpdate(ix, n) => (3, n, self.maintenance[ix.0]),
            About::Maintenance(ix) => (4, 0, self.maintenance[ix.0]),
        };
        Digest::of(&(about, entry.published, entry.updated))
    }
}

impl Feeds {
    /// Lists the entries of every series.
    #[must_use]
    pub fn list(status: &Status<'_>) -> Self {
        let site = entries::updates(status);
        let about = |wanted: &[ServiceIx]| -> Vec<Entry> {
            let concerned = |entry: &Entry| wanted.iter().any(|service| entry.concerns(status, *service));
            site.iter().copied().filter(concerned).collect()
        };
        let config = &status.site().config;
        let members = |group: usize| -> Vec<ServiceIx> {
            config.services().filter(|(_, service)| service.group == Some(group)).map(|(ix, _)| ix).collect()
        };
        let groups = (0..config.groups.len()).map(|group| about(&members(group))).collect();
        let services = config.services().map(|(ix, _)| about(&[ix])).collect();
        Self { groups, services, history: entries::incidents(status), site, digests: OnceLock::new() }
    }

    /// How many archive documents a series has.
    #[must_use]
    pub fn archives(&self, series: Series) -> usize {
        self.entries(series).len().saturating_sub(NEWEST).div_ceil(NEWEST)
    }

    /// The subscription document of a series.
    #[must_use]
    pub fn subscription(&self, status: &Status<'_>, series: Series, format: Format) -> FeedDocument {
        let entries = self.entries(series);
        let newest = &entries[entries.len().saturating_sub(NEWEST)..];
        let mut document =
            Self::document(status, series, newest, &series.address(&status.site().config, format));
        document.previous_archive = self.archive_url(status, series, self.archives(series));
        document.hub.clone_from(&status.site().config.hub);
        document
    }

    /// The `n`th archive document of a series, counted from 1, the oldest.
    #[must_use]
    pub fn archive(&self, status: &Status<'_>, series: Series, n: usize) -> FeedDocument {
        let config = &status.site().config;
        let mut document =
            Self::document(status, series, self.slice(series, n), &series.archive_address(config, n));
        document.current = Some(document.id.clone());
        document.previous_archive = self.archive_url(status, series, n - 1);
        document.next_archive = self.archive_url(status, series, n + 1);
        document
    }

    /// A digest of all that the `n`th archive document hangs on.
    #[must_use]
    pub fn archive_source(&self, status: &Status<'_>, series: Series, n: usize) -> Digest {
        let digests = self.digests.get_or_init(|| Digests::of(status));
        // Whether there is one after it, which it links to, shows in their number.
        let has_next = n < self.archives(series);
        let entries: Vec<_> = self.slice(series, n).iter().map(|entry| digests.entry(*entry)).collect();
        Digest::of(&(digests.config, series, n, has_next, entries))
    }

    /// The entries of the `n`th archive document.
    fn slice(&self, series: Series, n: usize) -> &[Entry] {
        let all = self.entries(series);
        let end = (n * NEWEST).min(all.len());
        &all[((n - 1) * NEWEST).min(end)..end]
    }

    fn entries(&self, series: Series) -> &[Entry] {
        match (series.subject, series.form) {
            (Subject::Site, Form::Updates) => &self.site,
            (Subject::Site, Form::Incidents) => &self.history,
            (Subject::Group(n), _) => &self.groups[n],
            (Subject::Service(ix), _) => &self.services[ix.0],
        }
    }

    fn archive_url(&self, status: &Status<'_>, series: Series, n: usize) -> Option<String> {
        let config = &status.site().config;
        let exists = (1..=self.archives(series)).contains(&n);
        exists.then(|| config.base_url.join(&series.archive_address(config, n)))
    }

    fn document(status: &Status<'_>, series: Series, entries: &[Entry], address: &str) -> FeedDocument {
        let config = &status.site().config;
        let entries: Vec<EntryView> =
            entries.iter().rev().map(|entry| content::view(status, *entry)).collect();
        // An empty feed still has to say when it was last changed (RFC 4287, section 4.1.1): it never was.
        let updated = entries.iter().map(|entry| entry.updated).max().unwrap_or(Instant::UNIX_EPOCH);
        FeedDocument {
            title: series.title(config),
            description: series.description(config),
            author: config.title.clone(),
            language: config.language.clone(),
            home: config.base_url.join(&series.home(config)),
            url: config.base_url.join(address),
            id: config.base_url.join(&series.address(config, Format::Atom)),
            updated,
            entries,
            current: None,
            previous_archive: None,
            next_archive: None,
            hub: None,
        }
    }
}
