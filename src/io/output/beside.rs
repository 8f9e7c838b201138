//! Walks a folder and a list of paths side by side: what both have is told apart at once from what the folder has of its
//! own, without a table of all its files.

use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::listing::{Entry, Listing, Root};
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
    is_same: impl Fn(usize, &Listing, &Entry) -> bool + Sync,
) -> Others {
    let Ok(root) = Root::open(folder) else { return Others { files: Vec::new(), missed: true } };
    let walk = Walk { root, known, is_same, missed: AtomicBool::new(false) };
    let files = walk.folder("", 0..known.len());
    Others { files, missed: walk.missed.into_inner() }
}

/// A folder to walk with the part of the list that lies in it.
type Deeper = (String, Range<usize>);

/// A file, and how it stands on the disk.
type Standing = (RelPath, Option<Trace>);

struct Walk<'a, S> {
    root: Root,
    known: &'a [&'a RelPath],
    is_same: S,
    missed: AtomicBool,
}

impl<S: Fn(usize, &Listing, &Entry) -> bool + Sync> Walk<'_, S> {
    /// The folder `below` the root (`""`, or ending in `/`), in which the paths at `range` lie.
    fn folder(&self, below: &str, range: Range<usize>) -> Vec<Standing> {
        let Ok(listing) = self.root.list(below) else {
            self.misses();
            return Vec::new();
        };
        let (folders, others) = self.compare(&listing, below, range);
        // Closed before others are opened.
        drop(listing);
        let deeper = folders.into_par_iter().flat_map_iter(|(folder, range)| self.folder(&folder, range));
        others.into_par_iter().chain(deeper).collect()
    }

    /// The folders in a folder with the part of the list that lies in each, and its files that are not as listed.
    fn compare(
        &self,
        listing: &Listing,
        below: &str,
        mut range: Range<usize>,
    ) -> (Vec<Deeper>, Vec<Standing>) {
        if listing.missed {
            self.misses();
        }
        let tail = |at: usize| &self.known[at].as_str()[below.len()..];
        let (mut folders, mut others) = (Vec::new(), Vec::new());
        for entry in &listing.entries {
            let name = entry.name.as_str();
            while !range.is_empty() && tail(range.start) < name {
                range.start += 1;
            }
            if name.ends_with('/') {
                let inside = range.clone().take_while(|at| tail(*at).starts_with(name)).count();
                folders.push((format!("{below}{name}"), range.start..range.start + inside));
                range.start += inside;
                continue;
            }
            let listed = !range.is_empty() && tail(range.start) == name;
            if listed && (self.is_same)(range.start, listing, entry) {
                continue;
            }
            match RelPath::new(&format!("{below}{name}")) {
                Ok(path) if path.as_str() == MARKER => {}
                Ok(path) => others.push((path, listing.trace(name))),
                Err(_) => self.misses(),
            }
        }
        (folders, others)
    }

    fn misses(&self) {
        self.missed.store(true, Ordering::Relaxed);
    }
}
