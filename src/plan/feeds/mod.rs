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
mod series;

use std::ops::Range;

use crate::digest::Digest;
use crate::fragment::Fragment;
use crate::model::{Extra, ServiceIx};
use crate::plan::{Digests, Extras};
use crate::status::Status;
use crate::time::Instant;

pub use entries::Entry;
pub use series::{Form, Format, Series, Subject};

/// How many entries a subscription document holds, and how many an archive document.
pub const NEWEST: usize = 50;

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
    /// Of each group and of each service: which of the site's.
    groups: Vec<Vec<usize>>,
    services: Vec<Vec<usize>>,
    /// Whether older entries have documents.
    archived: bool,
}

/// An entry of an archive document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Archived {
    entry: Entry,
    /// Which of the site's entries it is, when it stands in several documents.
    pub shared: Option<usize>,
}

impl Archived {
    /// Puts it into words.
    #[must_use]
    pub fn view(&self, status: &Status<'_>) -> EntryView {
        content::view(status, self.entry)
    }
}

impl Feeds {
    /// Lists the entries of every series that the site has.
    #[must_use]
    pub fn list(status: &Status<'_>) -> Self {
        let site = entries::updates(status);
        let about = |wanted: &[ServiceIx]| -> Vec<usize> {
            let concerned = |entry: &Entry| wanted.iter().any(|service| entry.concerns(status, *service));
            site.iter().enumerate().filter(|(_, entry)| concerned(entry)).map(|(n, _)| n).collect()
        };
        let config = &status.site().config;
        let members = |group: usize| -> Vec<ServiceIx> {
            config.services().filter(|(_, service)| service.group == Some(group)).map(|(ix, _)| ix).collect()
        };
        let extras = Extras::of(config);
        let has = |series: &Series| extras.have_feed(*series);
        let groups = (0..config.groups.len()).filter(|group| has(&Series::group(*group)));
        let groups = groups.map(|group| about(&members(group))).collect();
        let services = config.services().map(|(ix, _)| ix).filter(|ix| has(&Series::service(*ix)));
        let services = services.map(|ix| about(&[ix])).collect();
        let archived = extras.have(Extra::FeedArchives);
        Self { groups, services, archived, history: entries::incidents(status), site }
    }

    /// How many archive documents a series has.
    #[must_use]
    pub fn archives(&self, series: Series) -> usize {
        if self.archived { self.len(series).saturating_sub(NEWEST).div_ceil(NEWEST) } else { 0 }
    }

    /// In how many archive documents each of the site's entries stands.
    #[must_use]
    pub fn uses(&self) -> Vec<usize> {
        let mut uses = vec![0; self.site.len()];
        let groups = (0..self.groups.len()).map(Series::group);
        let services = (0..self.services.len()).map(|n| Series::service(ServiceIx(n)));
        for series in [Series::SITE].into_iter().chain(groups).chain(services) {
            for entry in self.slice(series, 0..self.archives(series) * NEWEST) {
                if let Some(n) = entry.shared {
                    uses[n] += 1;
                }
            }
        }
        uses
    }

    /// When the newest entry of the `n`th archive document of a series was published.
    #[must_use]
    pub fn archived_until(&self, series: Series, n: usize) -> Option<Instant> {
        self.slice(series, (n * NEWEST).saturating_sub(1)..n * NEWEST).next().map(|last| last.entry.published)
    }

    /// The subscription document of a series.
    #[must_use]
    pub fn subscription(&self, status: &Status<'_>, series: Series, format: Format) -> FeedDocument {
        let newest: Vec<Entry> = self
            .slice(series, self.len(series).saturating_sub(NEWEST)..usize::MAX)
            .map(|one| one.entry)
            .collect();
        let mut document =
            Self::document(status, series, &newest, &series.address(&status.site().config, format));
        document.entries = newest.iter().rev().map(|entry| content::view(status, *entry)).collect();
        document.previous_archive = self.archive_url(status, series, self.archives(series));
        document.hub.clone_from(&status.site().config.hub);
        document
    }

    /// The `n`th archive document of a series, counted from 1, the oldest, without its [`archived`](Self::archived)
    /// entries.
    #[must_use]
    pub fn archive(&self, status: &Status<'_>, series: Series, n: usize) -> FeedDocument {
        let config = &status.site().config;
        let entries: Vec<Entry> = self.of_archive(series, n).map(|one| one.entry).collect();
        let mut document = Self::document(status, series, &entries, &series.archive_address(config, n));
        document.current = Some(document.id.clone());
        document.previous_archive = self.archive_url(status, series, n - 1);
        document.next_archive = self.archive_url(status, series, n + 1);
        document
    }

    /// A digest of all that the `n`th archive document hangs on.
    #[must_use]
    pub fn archive_source(&self, digests: &Digests, series: Series, n: usize) -> Digest {
        // Whether there is one after it, which it links to, shows in their number.
        let has_next = n < self.archives(series);
        let entries: Vec<_> = self.of_archive(series, n).map(|one| one.entry.digest(digests)).collect();
        Digest::of(&(digests.config(), series, n, has_next, entries))
    }

    /// The entries of the `n`th archive document of a series, the newest first.
    pub fn archived(&self, series: Series, n: usize) -> impl Iterator<Item = Archived> {
        self.of_archive(series, n).rev()
    }

    fn of_archive(&self, series: Series, n: usize) -> impl DoubleEndedIterator<Item = Archived> {
        self.slice(series, (n - 1) * NEWEST..n * NEWEST)
    }

    /// The entries of a series at these positions, as far as there are so many.
    fn slice(&self, series: Series, range: Range<usize>) -> impl DoubleEndedIterator<Item = Archived> {
        let end = range.end.min(self.len(series));
        let site = |n: usize| Archived { entry: self.site[n], shared: Some(n) };
        (range.start.min(end)..end).map(move |n| match (series.subject, series.form) {
            (Subject::Site, Form::Updates) => site(n),
            (Subject::Site, Form::Incidents) => Archived { entry: self.history[n], shared: None },
            (Subject::Group(group), _) => site(self.groups[group][n]),
            (Subject::Service(ix), _) => site(self.services[ix.0][n]),
        })
    }

    fn len(&self, series: Series) -> usize {
        match (series.subject, series.form) {
            (Subject::Site, Form::Updates) => self.site.len(),
            (Subject::Site, Form::Incidents) => self.history.len(),
            (Subject::Group(n), _) => self.groups[n].len(),
            (Subject::Service(ix), _) => self.services[ix.0].len(),
        }
    }

    fn archive_url(&self, status: &Status<'_>, series: Series, n: usize) -> Option<String> {
        let config = &status.site().config;
        let exists = (1..=self.archives(series)).contains(&n);
        exists.then(|| config.base_url.join(&series.archive_address(config, n)))
    }

    /// The document with `entries`, without their views.
    fn document(status: &Status<'_>, series: Series, entries: &[Entry], address: &str) -> FeedDocument {
        let config = &status.site().config;
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
            entries: Vec::new(),
            current: None,
            previous_archive: None,
            next_archive: None,
            hub: None,
        }
    }
}
