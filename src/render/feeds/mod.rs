//! Feed documents as bytes, in each format. What stands in them is decided in `plan::feeds`.

mod archive;
mod atom;
mod json;
mod rss;
mod xml;

use std::sync::{Arc, Mutex, PoisonError};

use crate::plan::Plan;
use crate::plan::feeds::{Archived, FeedDocument, Feeds, Format, Series};

/// Writes `document` in `format`.
#[must_use]
pub fn feed(document: &FeedDocument, format: Format) -> Vec<u8> {
    match format {
        Format::Rss => rss::write(document),
        Format::Atom => atom::write(document),
        Format::Json => json::write(document),
    }
}

/// Writes the `n`th archive document of a series, which is always Atom.
#[must_use]
pub fn archive(plan: &Plan<'_>, written: &Written, series: Series, n: usize) -> Vec<u8> {
    let (feeds, status) = (plan.feeds(), plan.status());
    let text = |entry: Archived| written.text(entry.shared, || archive::entry(&entry.view(status)));
    let entries: Vec<_> = feeds.archived(series, n).map(text).collect();
    archive::write(&feeds.archive(status, series, n), &entries)
}

/// Entries of archive documents as they were written: each stands in a document of the site, and in one of each group and
/// service that it is about. Each is held from its first document to its last, which are made one soon after another.
#[derive(Default)]
pub struct Written {
    entries: Vec<Mutex<Entry>>,
}

/// An entry.
struct Entry {
    text: Option<Arc<str>>,
    /// How many documents are still to come that have it.
    uses: usize,
}

impl Written {
    /// Nothing yet.
    #[must_use]
    pub fn new(feeds: &Feeds) -> Self {
        let entry = |uses| Mutex::new(Entry { text: None, uses });
        Self { entries: feeds.uses().into_iter().map(entry).collect() }
    }

    /// The text of the entry at a place, made when it is not there.
    fn text(&self, place: Option<usize>, make: impl FnOnce() -> Arc<str>) -> Arc<str> {
        let Some(entry) = place.and_then(|place| self.entries.get(place)) else { return make() };
        let mut entry = entry.lock().unwrap_or_else(PoisonError::into_inner);
        let text = entry.text.take().unwrap_or_else(make);
        entry.uses = entry.uses.saturating_sub(1);
        if entry.uses > 0 {
            entry.text = Some(Arc::clone(&text));
        }
        text
    }
}

/// What every document says it was made by.
const GENERATOR: &str = concat!("Candor ", env!("CARGO_PKG_VERSION"));
