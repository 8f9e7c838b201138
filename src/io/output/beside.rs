//! Walks a folder and a list of paths side by side: what both have is told apart at once from what the folder has of its
//! own, without a table of all its files.
#![expect(clippy::disallowed_methods, reason = "reading a site's folder is what this module is for")]

use std::fs::{self, DirEntry};
use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::manifest::Trace;
use super::target::MARKER;
use crate::tree::RelPath;

/// What a folder has of its own.
#[derive(Default, Debug)]
pub(super) struct Others {
    /// The files that are not on the list, or not the same there, with how they stand on the disk; the marker is none of
    /// them. In no order.
    pub(super) files: Vec<(RelPath, Option<Trace>)>,
    /// Whether there is anything that could not be read.
    pub(super) missed: bool,
}

/// Walks `folder` beside `known`, whose paths are sorted. `is_same` is told of each file that stands there under a path of
/// the list, and the position of that path, and says whether it is the one that is meant. Called from several threads.
pub(super) fn walk(
    folder: &Path,
    known: &[&RelPath],
    is_same: impl Fn(usize, &DirEntry) -> bool + Sync,
) -> Others {
    let walk = Walk { root: folder, known, is_same, missed: AtomicBool::new(false) };
    let files = walk.folder("", 0..known.len());
    Others { files, missed: walk.missed.into_inner() }
}

struct Walk<'a, S> {
    root: &'a Path,
    known: &'a [&'a RelPath],
    is_same: S,
    missed: AtomicBool,
}

/// A folder to walk with the part of the list that lies in it.
type Deeper = (String, Range<usize>);

impl<S: Fn(usize, &DirEntry) -> bool + Sync> Walk<'_, S> {
    /// The folder `below` the root (`""`, or ending in `/`), in which the paths at `range` lie.
    fn folder(&self, below: &str, mut range: Range<usize>) -> Vec<(RelPath, Option<Trace>)> {
        let (mut folders, mut others) = (Vec::<Deeper>::new(), Vec::new());
        for (name, entry) in self.entries(below) {
            let tail = |at: usize| &self.known[at].as_str()[below.len()..];
            while !range.is_empty() && tail(range.start) < name.as_str() {
                range.start += 1;
            }
            let Some(entry) = entry else {
                let inside = range.clone().take_while(|at| tail(*at).starts_with(&name)).count();
                folders.push((format!("{below}{name}"), range.start..range.start + inside));
                range.start += inside;
                continue;
            };
            let listed = !range.is_empty() && tail(range.start) == name;
            if listed && (self.is_same)(range.start, &entry) {
                continue;
            }
            match RelPath::new(&format!("{below}{name}")) {
                Ok(path) if path.as_str() == MARKER => {}
                Ok(path) => others.push((path, entry.metadata().ok().and_then(|found| Trace::of(&found)))),
                Err(_) => self.misses(),
            }
        }
        let deeper = folders.into_par_iter().flat_map_iter(|(folder, range)| self.folder(&folder, range));
        others.into_par_iter().chain(deeper).collect()
    }

    /// What a folder holds, sorted as the paths of the list are: files, and names of folders with `/`.
    fn entries(&self, below: &str) -> Vec<(String, Option<DirEntry>)> {
        let Ok(entries) = fs::read_dir(self.root.join(below)) else {
            self.misses();
            return Vec::new();
        };
        let named = |entry: DirEntry| {
            let name = entry.file_name().into_string().ok()?;
            let is_folder = entry.file_type().ok()?.is_dir();
            Some(if is_folder { (name + "/", None) } else { (name, Some(entry)) })
        };
        let mut listed = Vec::new();
        for entry in entries {
            match entry.ok().and_then(named) {
                Some(entry) => listed.push(entry),
                None => self.misses(),
            }
        }
        listed.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        listed
    }

    fn misses(&self) {
        self.missed.store(true, Ordering::Relaxed);
    }
}
