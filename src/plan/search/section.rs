//! The words of a run of documents. Runs are read on all cores, and what was found in one can be noted: in the next build
//! most of them are what they were.

use std::collections::HashMap;

use super::posting::Posting;
use super::words::for_each;
use crate::digest::QuickTable;
use crate::fragment::Fragment;
use crate::model::Term;
use crate::status::{Cause, Status};

/// Words with their documents, which are counted from the first of the run.
#[derive(Default, PartialEq, Eq, Debug)]
pub(super) struct Section {
    words: HashMap<String, Posting, QuickTable>,
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
        for_each(text, |word| match self.words.get_mut(word) {
            Some(posting) => posting.push(document, in_title),
            None => drop(self.words.insert(word.to_owned(), Posting::new(document, in_title))),
        });
    }

    /// Adds what was found in `later`, whose documents are counted from `start`.
    pub(super) fn append(&mut self, later: Self, start: usize) {
        for (word, posting) in later.words {
            match self.words.get_mut(&word) {
                Some(before) => before.append(&posting, start),
                None => drop(self.words.insert(word, posting.after(start))),
            }
        }
    }

    /// Its words in the order of the alphabet, with their documents as they are written.
    pub(super) fn written(self) -> Vec<(String, String)> {
        let words = self.words.into_iter().map(|(word, posting)| (word, posting.written()));
        let mut written: Vec<_> = words.collect();
        written.sort_unstable();
        written
    }

    /// One line of text, which [`read`](Self::read) reads.
    pub(super) fn note(&self) -> String {
        let mut note = String::with_capacity(self.words.len() * 16);
        for (word, posting) in &self.words {
            // Words are letters and digits alone.
            note.push_str(word);
            note.push(' ');
            posting.note(&mut note);
            note.push('\t');
        }
        note
    }

    /// Reads a note.
    pub(super) fn read(note: &str) -> Option<Self> {
        let parts = note.split_terminator('\t');
        let word = |part: &str| {
            let (word, posting) = part.split_once(' ')?;
            Some((word.to_owned(), Posting::read(posting)?))
        };
        Some(Self { words: parts.map(word).collect::<Option<_>>()? })
    }
}
