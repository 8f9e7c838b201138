//! Notes on parts of outputs, from one build to the next: lines of text under digests of what they were made of, in a file
//! of the cache folder. Each line is sealed with a digest of itself, so that a damaged one is only a line that is not known.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::digest::Digest;
use crate::io::cache::Cache;
use crate::plan::search;

/// The notes in one file.
pub(super) struct Notes {
    cache: Option<Cache>,
    name: String,
    head: String,
    /// The lines that are there, by their source; read when somebody asks.
    old: OnceLock<HashMap<Digest, String>>,
    /// Of what this build asked for, the lines that are new. What it did not ask for is forgotten.
    used: Mutex<BTreeMap<Digest, Option<String>>>,
}

impl Notes {
    /// The notes in the file `name`, as far as they were made for the same `reading`.
    pub(super) fn open(cache: Option<Cache>, name: &str, reading: Digest) -> Self {
        let head = format!("candor notes {reading}\n");
        Self { cache, name: name.to_owned(), head, old: OnceLock::new(), used: Mutex::default() }
    }

    fn old(&self) -> &HashMap<Digest, String> {
        self.old.get_or_init(|| {
            let text = self.cache.as_ref().and_then(|cache| cache.read(&self.name)).unwrap_or_default();
            let lines = text.strip_prefix(&self.head).unwrap_or_default().lines();
            lines.filter_map(|line| Some((source_of(line)?, line.to_owned()))).collect()
        })
    }

    fn uses(&self, source: Digest, new: Option<String>) {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(source, new);
    }

    /// Writes down what was used. What cannot be written is not known next time.
    pub(super) fn keep(&self) {
        let Some(cache) = &self.cache else { return };
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        if used.values().all(Option::is_none) && used.len() == self.old.get().map_or(0, HashMap::len) {
            return;
        }
        let mut text = self.head.clone();
        for line in used.iter().filter_map(|(source, new)| new.as_ref().or_else(|| self.old().get(source))) {
            text.extend([line, "\n"]);
        }
        let _ = cache.write(&self.name, &text);
    }
}

impl search::Notes for Notes {
    fn find(&self, source: Digest) -> Option<String> {
        let (_, note) = Digest::unseal(self.old().get(&source)?)?.split_once(' ')?;
        self.uses(source, None);
        Some(note.to_owned())
    }

    fn note(&self, source: Digest, note: &str) {
        self.uses(source, Some(Digest::seal(&format!("{source} {note}"))));
    }
}

/// What a line is about.
fn source_of(line: &str) -> Option<Digest> {
    Digest::parse(line.split(' ').nth(1)?)
}
