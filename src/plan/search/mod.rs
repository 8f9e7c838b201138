//! The search index: every word of every incident and maintenance, cut into small files of which a query loads few.
//!
//! A site that is searched by nobody pays nothing, and a visitor loads only what the words asked for need: the list of
//! shards, one shard per word, the words of the newest documents, and the titles of the results that are shown. The script
//! that reads all this is the theme's `assets/search.js`; docs/search.md says how the files are written. Nothing here knows
//! about pages.

mod posting;
mod section;
mod words;

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::{Value, json};

use section::Section;
pub use words::words;

use super::Digests;
use crate::digest::Digest;
use crate::plan::pages::Pages;
use crate::routes;
use crate::status::{Cause, Status};

/// A shard that would hold more bytes than this is cut by one more letter.
const SHARD: usize = 16 * 1024;
/// How many titles stand in a file.
const TITLES: usize = 64;
/// Of the newest documents at least so many stand in a file of their own: an incident that is open is updated often, and
/// each of its new words would change a shard.
const RECENT: usize = 32;
/// So many documents leave that file at a time, or every new incident would change all shards.
const LEAVING: usize = 64;
/// How many documents are read in one go.
const SECTION: usize = 256;

/// An index, ready to be written file by file.
#[derive(Default)]
pub struct SearchIndex {
    /// The documents, oldest first: a new one changes few files.
    documents: Vec<Cause>,
    /// Words with their documents, by shard.
    shards: BTreeMap<String, Shard>,
    /// The words of the newest documents, which are counted from the first of them.
    recent: Shard,
}

/// The words of a shard with their documents, written.
type Shard = Vec<(String, String)>;

/// One file of an index.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SearchFile {
    /// The list of shards.
    Manifest,
    /// The words that begin alike.
    Shard(String),
    /// The words of the newest documents.
    Recent,
    /// A run of titles, counted from 0.
    Titles(usize),
}

/// What is remembered of an index from one build to the next. Whatever is found under a digest was noted under it.
pub trait Notes: Sync {
    /// What was noted of `source`.
    fn find(&self, source: Digest) -> Option<String>;

    /// Notes one line of text.
    fn note(&self, source: Digest, note: &str);
}

impl SearchIndex {
    /// Reads everything that is shown.
    #[must_use]
    pub fn new(status: &Status<'_>) -> Self {
        Self::of(status, |documents| Section::of(status, documents))
    }

    /// As [`new`](Self::new), but reads only what is not in `notes`. `digests` are those of `status`.
    #[must_use]
    pub fn knowing(status: &Status<'_>, digests: &Digests, notes: &dyn Notes) -> Self {
        Self::of(status, |documents| {
            let posts: Vec<Digest> = documents.iter().map(|cause| digests.of_cause(*cause)).collect();
            let source = Digest::of(&(digests.config(), posts));
            if let Some(section) = notes.find(source).and_then(|note| Section::read(&note)) {
                return section;
            }
            let section = Section::of(status, documents);
            notes.note(source, &section.note());
            section
        })
    }

    fn of(status: &Status<'_>, section: impl Fn(&[Cause]) -> Section + Sync) -> Self {
        let documents = documents(status);
        let (past, newest) = documents.split_at(begin_of_recent(documents.len()));
        let sections: Vec<Section> = past.par_chunks(SECTION).map(&section).collect();
        let mut words = Section::default();
        for (n, section) in sections.into_iter().enumerate() {
            words.append(section, n * SECTION);
        }
        let mut shards = BTreeMap::new();
        let written = words.written();
        if !written.is_empty() {
            cut(&written, "", &mut shards);
        }
        let recent = section(newest).written();
        Self { documents, shards, recent }
    }

    /// The files of the index.
    pub fn files(&self) -> impl Iterator<Item = SearchFile> {
        let shards = self.shards.keys().cloned().map(SearchFile::Shard);
        let titles = (0..self.documents.len().div_ceil(TITLES)).map(SearchFile::Titles);
        [SearchFile::Manifest, SearchFile::Recent].into_iter().chain(shards).chain(titles)
    }

    /// What a file hangs on, where that is less work than the file. `digests` are those of the status that it is of.
    #[must_use]
    pub fn source(&self, digests: &Digests, file: &SearchFile) -> Option<Digest> {
        match file {
            SearchFile::Shard(prefix) => Some(Digest::of(&self.shards.get(prefix))),
            SearchFile::Titles(n) => {
                let chunk = self.documents.iter().skip(n * TITLES).take(TITLES);
                let posts: Vec<Digest> = chunk.map(|cause| digests.of_cause(*cause)).collect();
                Some(Digest::of(&("titles", digests.config(), posts)))
            }
            SearchFile::Manifest | SearchFile::Recent => None,
        }
    }

    /// The content of a file.
    #[must_use]
    pub fn content(&self, pages: &Pages<'_>, file: &SearchFile) -> Value {
        match file {
            SearchFile::Manifest => json!({
                "documents": self.documents.len(),
                "recent": begin_of_recent(self.documents.len()),
                "titles": TITLES,
                "shards": self.shards.keys().collect::<Vec<_>>(),
            }),
            SearchFile::Shard(prefix) => object(self.shards.get(prefix).into_iter().flatten()),
            SearchFile::Recent => object(&self.recent),
            SearchFile::Titles(n) => {
                let chunk = self.documents.iter().skip(n * TITLES).take(TITLES);
                chunk.map(|cause| title(pages, *cause)).collect()
            }
        }
    }
}

/// Words with their documents, as a file has them.
fn object<'a>(words: impl IntoIterator<Item = &'a (String, String)>) -> Value {
    words.into_iter().map(|(word, documents)| (word.clone(), Value::from(documents.as_str()))).collect()
}

/// The number of the first of the newest documents.
fn begin_of_recent(documents: usize) -> usize {
    documents.saturating_sub(RECENT) / LEAVING * LEAVING
}

/// Everything that is shown, oldest first.
fn documents(status: &Status<'_>) -> Vec<Cause> {
    let incidents = status.incidents().iter().map(|view| (view.started(), Cause::Incident(view.ix())));
    let maintenance = status.maintenance().iter();
    let maintenance =
        maintenance.map(|view| (view.maintenance().scheduled_for(), Cause::Maintenance(view.ix())));
    let mut dated: Vec<_> = incidents.chain(maintenance).collect();
    // The newest come first in a status; of those that began together, too.
    dated.reverse();
    dated.sort_by_key(|(at, _)| *at);
    dated.into_iter().map(|(_, cause)| cause).collect()
}

/// A file's address below the site's root.
#[must_use]
pub fn address(file: &SearchFile) -> String {
    let name = match file {
        SearchFile::Manifest => "index".to_owned(),
        SearchFile::Recent => "recent".to_owned(),
        SearchFile::Titles(n) => format!("t-{n}"),
        SearchFile::Shard(prefix) => {
            let letter = |c: char| match c {
                'a'..='z' | '0'..='9' => c.to_string(),
                // Every file system and every server can hold what is written in hexadecimal.
                other => format!("_{:x}", u32::from(other)),
            };
            format!("w-{}", prefix.chars().map(letter).collect::<String>())
        }
    };
    format!("{}{name}.json", routes::SEARCH)
}

/// What a result shows: address, title, date for machines and for people, impact with its class and icon.
fn title(pages: &Pages<'_>, cause: Cause) -> Value {
    let entry = pages.entry(cause);
    json!([
        entry.href,
        entry.title,
        entry.started.iso,
        entry.started.date,
        entry.impact.class,
        entry.impact.label
    ])
}

/// Puts `words`, sorted and all beginning with `prefix`, into one shard, or into one per next letter.
fn cut(words: &[(String, String)], prefix: &str, shards: &mut BTreeMap<String, Shard>) {
    let bytes: usize = words.iter().map(|(word, documents)| word.len() + documents.len() + 6).sum();
    if bytes <= SHARD || words.len() == 1 {
        shards.insert(prefix.to_owned(), words.to_vec());
        return;
    }
    let next = |word: &str| word[prefix.len()..].chars().next();
    for group in words.chunk_by(|(a, _), (b, _)| next(a) == next(b)) {
        match next(&group[0].0) {
            // The prefix itself is a word.
            None => drop(shards.insert(prefix.to_owned(), group.to_vec())),
            Some(letter) => cut(group, &format!("{prefix}{letter}"), shards),
        }
    }
}
