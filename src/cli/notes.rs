//! Notes on parts of outputs, from one build to the next: lines of text under digests of what they were made of, in a file
//! of the cache folder. Each line carries a digest of itself, so that a damaged one is only a line that is not known.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::digest::Digest;
use crate::io::cache::Cache;

/// The notes in one file.
pub(super) struct Notes {
    cache: Option<Cache>,
    name: String,
    head: String,
    /// Read when somebody asks.
    old: OnceLock<HashMap<Digest, String>>,
    /// What this build asked for or made. The rest is forgotten.
    used: Mutex<BTreeMap<Digest, String>>,
}

impl Notes {
    /// The notes in the file `name`, as far as they were made for the same `reading`.
    pub(super) fn open(cache: Option<Cache>, name: &str, reading: Digest) -> Self {
        let head = format!("candor notes {reading}\n");
        Self { cache, name: name.to_owned(), head, old: OnceLock::new(), used: Mutex::default() }
    }

    /// What was noted of `source`.
    pub(super) fn find(&self, source: Digest) -> Option<String> {
        let note = self.old().get(&source)?.clone();
        self.use_again(source, &note);
        Some(note)
    }

    /// Notes a line of text.
    pub(super) fn note(&self, source: Digest, note: &str) {
        self.use_again(source, note);
    }

    fn use_again(&self, source: Digest, note: &str) {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.insert(source, note.to_owned());
    }

    fn old(&self) -> &HashMap<Digest, String> {
        self.old.get_or_init(|| {
            let text = self.cache.as_ref().and_then(|cache| cache.read(&self.name)).unwrap_or_default();
            let lines = text.strip_prefix(&self.head).unwrap_or_default().lines();
            lines.filter_map(parse).collect()
        })
    }

    /// Writes down what was used. What cannot be written is not known next time.
    pub(super) fn keep(&self) {
        let Some(cache) = &self.cache else { return };
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let old = self.old.get();
        if used.is_empty()
            || old.is_some_and(|old| old.len() == used.len() && used.keys().all(|key| old.contains_key(key)))
        {
            return;
        }
        let mut text = self.head.clone();
        for (source, note) in &*used {
            let rest = format!("{source} {note}");
            let _ = writeln!(text, "{} {rest}", Digest::of(rest.as_str()));
        }
        let _ = cache.write(&self.name, &text);
    }
}

fn parse(line: &str) -> Option<(Digest, String)> {
    let (check, rest) = line.split_once(' ')?;
    let (source, note) = rest.split_once(' ')?;
    (Digest::parse(check)? == Digest::of(rest)).then_some((Digest::parse(source)?, note.to_owned()))
}
