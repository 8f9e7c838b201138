//! The search index: every word of every incident and maintenance, cut into small files of which a query loads few.
//!
//! A site that is searched by nobody pays nothing, and a visitor loads only what the words asked for need: the list of
//! shards, one shard per word, and the titles of the results that are shown. The script that reads all this is the
//! theme's `assets/search.js`; docs/search.md says how the files are written. Nothing here knows about pages.

mod words;

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;
use serde_json::{Value, json};

use words::for_each;
pub use words::words;

use crate::digest::QuickTable;
use crate::model::Term;
use crate::plan::pages::Pages;
use crate::routes;
use crate::status::{Cause, Status};

/// A shard that would hold more bytes than this is cut by one more letter.
const SHARD: usize = 16 * 1024;
/// How many titles stand in a file.
const TITLES: usize = 64;

/// An index, ready to be written file by file.
#[derive(Default)]
pub struct SearchIndex {
    /// The documents, oldest first: a new one changes few files.
    documents: Vec<Cause>,
    /// Words with their documents, by shard.
    shards: BTreeMap<String, Shard>,
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
    /// A run of titles, counted from 0.
    Titles(usize),
}

impl SearchIndex {
    /// Reads everything that is shown.
    #[must_use]
    pub fn new(status: &Status<'_>) -> Self {
        let incidents = status.incidents().iter().map(|view| (view.started(), Cause::Incident(view.ix())));
        let maintenance = status.maintenance().iter();
        let maintenance =
            maintenance.map(|view| (view.maintenance().scheduled_for(), Cause::Maintenance(view.ix())));
        let mut dated: Vec<_> = incidents.chain(maintenance).collect();
        // The newest come first in a status; of those that began together, too.
        dated.reverse();
        dated.sort_by_key(|(at, _)| *at);
        let documents: Vec<Cause> = dated.into_iter().map(|(_, cause)| cause).collect();
        let mut postings: HashMap<String, Posting, QuickTable> = HashMap::default();
        // The words of some documents at a time: those of all of them would be the largest thing in memory.
        for (chunk, documents) in documents.chunks(AT_A_TIME).enumerate() {
            let found: Vec<Words> = documents.par_iter().map(|cause| words_of(status, *cause)).collect();
            for (n, words) in found.iter().enumerate() {
                for (word, in_title) in words.iter() {
                    let posting = match postings.get_mut(word) {
                        Some(posting) => posting,
                        None => postings.entry(word.to_owned()).or_default(),
                    };
                    posting.push(chunk * AT_A_TIME + n, in_title);
                }
            }
        }
        let mut written: Vec<(String, String)> =
            postings.into_iter().map(|(word, posting)| (word, posting.written)).collect();
        written.sort();
        let mut shards = BTreeMap::new();
        cut(&written, "", &mut shards);
        Self { documents, shards }
    }

    /// The files of the index.
    pub fn files(&self) -> impl Iterator<Item = SearchFile> {
        let shards = self.shards.keys().cloned().map(SearchFile::Shard);
        let titles = (0..self.documents.len().div_ceil(TITLES)).map(SearchFile::Titles);
        [SearchFile::Manifest].into_iter().chain(shards).chain(titles)
    }

    /// The content of a file.
    #[must_use]
    pub fn content(&self, pages: &Pages<'_>, file: &SearchFile) -> Value {
        match file {
            SearchFile::Manifest => json!({
                "documents": self.documents.len(),
                "titles": TITLES,
                "shards": self.shards.keys().collect::<Vec<_>>(),
            }),
            SearchFile::Shard(prefix) => {
                let words = self.shards.get(prefix).into_iter().flatten();
                words.map(|(word, documents)| (word.clone(), Value::from(documents.as_str()))).collect()
            }
            SearchFile::Titles(n) => {
                let chunk = self.documents.iter().skip(n * TITLES).take(TITLES);
                chunk.map(|cause| title(pages, *cause)).collect()
            }
        }
    }
}

/// A file's address below the site's root.
#[must_use]
pub fn address(file: &SearchFile) -> String {
    let name = match file {
        SearchFile::Manifest => "index".to_owned(),
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

/// How many documents are read before their words are sorted in.
const AT_A_TIME: usize = 256;

/// The words of a document, those of its title first.
struct Words {
    /// One after the other.
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
    /// How many of them stand in the title.
    titled: usize,
}

impl Words {
    fn iter(&self) -> impl Iterator<Item = (&str, bool)> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let words = starts.zip(&self.ends).map(|(start, end)| &self.text[start..*end]);
        words.enumerate().map(|(n, word)| (word, n < self.titled))
    }

    fn of(title: &str, texts: &[String]) -> Self {
        let size = title.len() + texts.iter().map(String::len).sum::<usize>();
        let mut words =
            Self { text: String::with_capacity(size), ends: Vec::with_capacity(size / 4), titled: 0 };
        words.add(title);
        words.titled = words.ends.len();
        for text in texts {
            words.add(text);
        }
        words
    }

    fn add(&mut self, text: &str) {
        for_each(text, |word| {
            self.text.push_str(word);
            self.ends.push(self.text.len());
        });
    }
}

fn words_of(status: &Status<'_>, cause: Cause) -> Words {
    let mut texts = Vec::new();
    let title = match cause {
        Cause::Incident(ix) => {
            let view = status.incident(ix);
            texts.extend(view.updates().iter().map(|update| update.body.plain()));
            texts.extend(view.postmortem().map(crate::fragment::Fragment::plain));
            let services = view.named().iter().map(|(service, _)| service);
            texts.extend(services.map(|ix| status.site().config.services[ix.0].name.clone()));
            texts.push(view.state().label().to_owned());
            view.incident().title()
        }
        Cause::Maintenance(ix) => {
            let view = status.maintenance_at(ix);
            texts.push(view.maintenance().body().plain());
            texts.extend(view.updates().iter().map(|update| update.body.plain()));
            let services = view.maintenance().services().iter();
            texts.extend(services.map(|ix| status.site().config.services[ix.0].name.clone()));
            view.maintenance().title()
        }
    };
    Words::of(title, &texts)
}

/// The documents of a word, as they are written: the distance to the one before, doubled, plus 1 when it is in the
/// title; in digits of 5 bits, the lowest first, 32 added to all but the last.
#[derive(Default)]
struct Posting {
    written: String,
    next: usize,
}

/// The digits.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

impl Posting {
    /// Adds a document, unless it is the one that was added last.
    fn push(&mut self, document: usize, in_title: bool) {
        if document < self.next {
            return;
        }
        let mut rest = (document - self.next) * 2 + usize::from(in_title);
        self.next = document + 1;
        loop {
            let more = if rest >= 32 { 32 } else { 0 };
            self.written.push(char::from(DIGITS[rest % 32 + more]));
            rest /= 32;
            if more == 0 {
                break;
            }
        }
    }
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
