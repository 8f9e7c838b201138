//! The words of a run of documents. Runs are read on all cores, and what was found in one can be noted: in the next build
//! most of them are what they were.

use std::collections::HashMap;
use std::hash::Hash;

use super::posting::Posting;
use super::words::for_each;
use crate::digest::QuickTable;
use crate::fragment::Fragment;
use crate::model::Term;
use crate::status::{Cause, Status};

/// Words with their documents, which are counted from the first of the run.
#[derive(Default, PartialEq, Eq, Debug)]
pub(super) struct Section {
    /// Words of up to eight bytes, which most are, as [numbers](number): these are looked up in half of the time.
    short: HashMap<u64, Posting, QuickTable>,
    long: HashMap<String, Posting, QuickTable>,
}

impl Section {
    /// Reads the documents.
    pub(super) fn of(status: &Status<'_>, documents: &[Cause]) -> Self {
        let mut section = Self::default();
        for (n, cause) in documents.iter().enumerate() {
            section.document(status, n, *cause);
        }
        section
    }

    fn document(&mut self, status: &Status<'_>, n: usize, cause: Cause) {
        let services = &status.site().config.services;
        // The title comes first: of a word that is in the text as well, its place there says nothing more.
        match cause {
            Cause::Incident(ix) => {
                let view = status.incident(ix);
                self.add(n, true, view.incident().title());
                view.updates().iter().for_each(|update| self.add(n, false, &update.body.plain()));
                self.add(n, false, &view.postmortem().map(Fragment::plain).unwrap_or_default());
                view.named().iter().for_each(|(ix, _)| self.add(n, false, &services[ix.0].name));
                self.add(n, false, view.state().label());
            }
            Cause::Maintenance(ix) => {
                let view = status.maintenance_at(ix);
                let maintenance = view.maintenance();
                self.add(n, true, maintenance.title());
                self.add(n, false, &maintenance.body().plain());
                view.updates().iter().for_each(|update| self.add(n, false, &update.body.plain()));
                maintenance.services().iter().for_each(|ix| self.add(n, false, &services[ix.0].name));
            }
        }
    }

    fn add(&mut self, document: usize, in_title: bool, text: &str) {
        for_each(text, |word| {
            let number = number(word);
            let known = match number {
                Some(number) => self.short.get_mut(&number),
                None => self.long.get_mut(word),
            };
            if let Some(posting) = known {
                return posting.push(document, in_title);
            }
            let new = Posting::new(document, in_title);
            match number {
                Some(number) => drop(self.short.insert(number, new)),
                None => drop(self.long.insert(word.to_owned(), new)),
            }
        });
    }

    /// Adds what was found in `later`, whose documents are counted from `start`.
    pub(super) fn append(&mut self, later: Self, start: usize) {
        append(&mut self.short, later.short, start);
        append(&mut self.long, later.long, start);
    }

    /// Its words in the order of the alphabet, with their documents as they are written.
    pub(super) fn written(self) -> Vec<(String, String)> {
        let short = self.short.iter().map(|(number, posting)| (word(*number), posting.written()));
        let long = self.long.into_iter().map(|(word, posting)| (word, posting.written()));
        let mut written: Vec<_> = short.chain(long).collect();
        written.sort_unstable();
        written
    }

    /// One line of text, which [`read`](Self::read) reads.
    pub(super) fn note(&self) -> String {
        let mut note = String::with_capacity((self.short.len() + self.long.len()) * 16);
        let mut push = |word: &str, posting: &Posting| {
            // Words are letters and digits alone.
            note.push_str(word);
            note.push(' ');
            posting.note(&mut note);
            note.push('\t');
        };
        self.short.iter().for_each(|(number, posting)| push(&word(*number), posting));
        self.long.iter().for_each(|(word, posting)| push(word, posting));
        note
    }

    /// Reads a note.
    pub(super) fn read(note: &str) -> Option<Self> {
        let mut section = Self::default();
        for part in note.split_terminator('\t') {
            let (word, posting) = part.split_once(' ')?;
            let posting = Posting::read(posting)?;
            match number(word) {
                Some(number) => drop(section.short.insert(number, posting)),
                None => drop(section.long.insert(word.to_owned(), posting)),
            }
        }
        Some(section)
    }
}

/// Adds postings that are counted from `start`.
fn append<W: Eq + Hash>(
    words: &mut HashMap<W, Posting, QuickTable>,
    later: HashMap<W, Posting, QuickTable>,
    start: usize,
) {
    for (word, posting) in later {
        match words.get_mut(&word) {
            Some(before) => before.append(&posting, start),
            None => drop(words.insert(word, posting.after(start))),
        }
    }
}

/// A word of up to eight bytes as a number: its bytes, the last one lowest. No word holds a zero byte.
fn number(word: &str) -> Option<u64> {
    (word.len() <= 8).then(|| word.bytes().fold(0, |number, byte| number << 8 | u64::from(byte)))
}

/// The word that became a number.
fn word(number: u64) -> String {
    let bytes = number.to_be_bytes();
    let unused = bytes.iter().take_while(|byte| **byte == 0).count();
    str::from_utf8(&bytes[unused..]).unwrap_or_default().to_owned()
}
