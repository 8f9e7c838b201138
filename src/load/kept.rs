//! What content files became, kept in memory as it is, for a program that reads a site again and again.
//!
//! A file's reading hangs on its own bytes, on the configuration and on the options; when it links to other files, on
//! those too, and is not kept. What it says of `now` counts only for broken files, and those are always read again.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use super::addresses::{self, Entry};
use super::{CONFIG_FILE, Context, Listed, Options, Reading, source};
use crate::diagnostics::Diagnostic;
use crate::model::BaseUrl;
use crate::tree::{RelPath, Tree};

/// A memory of the last reading of one site.
#[derive(Default)]
pub struct Kept {
    about: Option<About>,
    files: HashMap<RelPath, Noted>,
    /// What was read this time.
    new: Mutex<Vec<(RelPath, Noted)>>,
    list: List,
}

/// What all readings hang on.
#[derive(PartialEq, Eq)]
struct About {
    config: Option<Arc<[u8]>>,
    base_url: Option<BaseUrl>,
    drafts: bool,
}

struct Noted {
    bytes: Arc<[u8]>,
    reading: Reading,
}

/// The content files of a tree in its order, with what was made of their names.
#[derive(Default)]
struct List {
    paths: Vec<RelPath>,
    listed: Arc<Listed>,
    faults: Vec<Diagnostic>,
}

impl Kept {
    /// Forgets what does not hold for a reading of `tree` with these options.
    pub(super) fn begin(&mut self, tree: &Tree, options: &Options) {
        let about = About {
            config: tree.get_str(CONFIG_FILE).cloned(),
            base_url: options.base_url.clone(),
            drafts: options.drafts,
        };
        if self.about.as_ref() != Some(&about) {
            *self = Self { about: Some(about), ..Self::default() };
        }
        let paths = || tree.under(addresses::FOLDER).map(|(path, _)| path);
        if !self.list.paths.iter().eq(paths()) {
            let mut faults = Vec::new();
            let (entries, addresses) = addresses::collect(tree, &mut faults);
            let listed = Arc::new(Listed { entries, addresses });
            self.list = List { paths: paths().cloned().collect(), listed, faults };
        }
    }

    /// The content files with their addresses.
    pub(super) fn list(&self, faults: &mut Vec<Diagnostic>) -> Arc<Listed> {
        faults.extend(self.list.faults.iter().cloned());
        Arc::clone(&self.list.listed)
    }

    /// What the file that `entry` names became before, or else what it says.
    pub(super) fn recall(&self, context: &Context<'_>, entry: &Entry) -> Reading {
        let Some(bytes) = context.tree.get(&entry.path) else { return source::read(context, entry) };
        let noted = self.files.get(&entry.path);
        if let Some(noted) = noted.filter(|noted| Arc::ptr_eq(&noted.bytes, bytes) || noted.bytes == *bytes) {
            return Reading { known: true, ..noted.reading.clone() };
        }
        let reading = source::read(context, entry);
        if !reading.looked_around {
            let noted = Noted { bytes: Arc::clone(bytes), reading: reading.clone() };
            self.new.lock().unwrap_or_else(PoisonError::into_inner).push((entry.path.clone(), noted));
        }
        reading
    }

    /// Takes in what was read this time, and forgets files that are gone.
    pub(super) fn finish(&mut self) {
        let new = std::mem::take(self.new.get_mut().unwrap_or_else(PoisonError::into_inner));
        self.files.extend(new);
        if self.files.len() > self.list.paths.len() {
            let there: HashSet<&RelPath> = self.list.paths.iter().collect();
            self.files.retain(|path, _| there.contains(path));
        }
    }
}
