//! The files of the site that is there, with what is known of them, and which of them the new site has.
//!
//! They are looked at once, when a build begins. A file that somebody changes while the build lasts goes into the new site
//! as it then is, but noted as it was: the next build sees that it is not what was written.

use std::collections::HashMap;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use super::beside::{self, Others};
use super::manifest::{Noted, Trace};
use crate::digest::{Digest, QuickTable};
use crate::tree::RelPath;

/// A file of the old site.
#[derive(Debug)]
pub(super) struct OldFile {
    pub(super) path: RelPath,
    /// How it stands on the disk, if it is a file.
    pub(super) trace: Option<Trace>,
    /// What it was made from, when it is still the one that was noted.
    pub(super) source: Option<Digest>,
    /// Whether a compressed form stood here.
    pub(super) form: bool,
    taken: AtomicBool,
    kept: AtomicBool,
    spared: AtomicBool,
}

impl OldFile {
    fn new(path: RelPath, trace: Option<Trace>) -> Self {
        let [taken, kept, spared] = [(); 3].map(|()| AtomicBool::new(false));
        Self { path, trace, source: None, form: false, taken, kept, spared }
    }

    /// Says that the new site has a file at this path, this one or (not `kept`) another; `false` when that was said before.
    pub(super) fn take(&self, kept: bool) -> bool {
        self.kept.store(kept, Ordering::Relaxed);
        !self.taken.swap(true, Ordering::Relaxed)
    }

    /// Whether the new site has a file at this path.
    pub(super) fn is_taken(&self) -> bool {
        self.taken.load(Ordering::Relaxed)
    }

    /// Says whether the spare folder has this very file, too.
    pub(super) fn set_spared(&self, spared: bool) {
        self.spared.store(spared, Ordering::Relaxed);
    }

    /// Whether the spare folder has this very file, too.
    pub(super) fn is_spared(&self) -> bool {
        self.spared.load(Ordering::Relaxed)
    }

    /// Whether the new site has this very file.
    pub(super) fn is_kept(&self) -> bool {
        self.kept.load(Ordering::Relaxed)
    }
}

/// The files of the old site.
#[derive(Default, Debug)]
pub(super) struct Old {
    /// By path.
    files: Vec<OldFile>,
    places: OnceLock<HashMap<RelPath, usize, QuickTable>>,
    /// Whether they are all that were noted, and none of them was touched.
    as_noted: bool,
}

impl Old {
    /// The files in the folder at `target`; `noted` is what is known of them.
    pub(super) fn survey(target: &Path, noted: Vec<(RelPath, Noted)>) -> Self {
        let same: Vec<AtomicBool> = noted.iter().map(|_| AtomicBool::new(false)).collect();
        let known: Vec<&RelPath> = noted.iter().map(|(path, _)| path).collect();
        let Others { files: others, .. } = beside::walk(target, &known, |at, listing, entry| {
            let is_same = listing.trace(&entry.name) == Some(noted[at].1.trace);
            same[at].store(is_same, Ordering::Relaxed);
            is_same
        });
        let as_noted = others.is_empty() && same.iter().all(|same| same.load(Ordering::Relaxed));
        let was_form = |path: &RelPath| {
            let at = noted.binary_search_by(|(other, _)| other.cmp(path));
            at.is_ok_and(|at| noted[at].1.form)
        };
        let touched = others.into_iter().map(|(path, trace)| {
            let form = was_form(&path);
            OldFile { form, ..OldFile::new(path, trace) }
        });
        let touched: Vec<OldFile> = touched.collect();
        let still = noted.into_iter().zip(same).filter(|(_, same)| same.load(Ordering::Relaxed));
        let still = still.map(|((path, Noted { source, form, trace }), _)| OldFile {
            source,
            form,
            ..OldFile::new(path, Some(trace))
        });
        let mut files: Vec<OldFile> = still.collect();
        if !touched.is_empty() {
            files.extend(touched);
            files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        }
        Self { files, places: OnceLock::new(), as_noted }
    }

    /// Whether the files are all that were noted, and none of them was touched.
    pub(super) fn is_as_noted(&self) -> bool {
        self.as_noted
    }

    /// By path.
    pub(super) fn files(&self) -> &[OldFile] {
        &self.files
    }

    /// By path.
    pub(super) fn into_files(self) -> Vec<OldFile> {
        self.files
    }

    /// The file at `path`.
    pub(super) fn find(&self, path: &RelPath) -> Option<&OldFile> {
        self.place(path).map(|at| &self.files[at])
    }

    /// The file at `path`.
    pub(super) fn find_mut(&mut self, path: &RelPath) -> Option<&mut OldFile> {
        self.place(path).map(|at| &mut self.files[at])
    }

    fn place(&self, path: &RelPath) -> Option<usize> {
        let places = self.places.get_or_init(|| {
            let paths = self.files.iter().map(|file| file.path.clone());
            paths.enumerate().map(|(at, path)| (path, at)).collect()
        });
        places.get(path).copied()
    }
}

/// How a site that is there was made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct There {
    /// How many files it has, compressed forms left out.
    pub files: usize,
    /// How many compressed forms.
    pub forms: usize,
    /// How many incidents it shows.
    pub incidents: usize,
}
