//! Reads one site again and again, and of that only what is needed.
//!
//! Three ways, from the quickest to the surest: only the files that are said to have changed; every folder, but only files
//! that are said to have changed or look different from outside; everything. A time stamp can lie, so whoever goes the
//! first two ways goes the third some time later.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::file::{self, Outcome};
use super::stamp::Stamp;
use super::walk::Found;
use super::{Fault, ReadSite, finish, walk_site};
use crate::io::watch::Changes;
use crate::tree::{RelPath, Tree};

/// A reader of one site that remembers what it read.
#[derive(Debug)]
pub struct Reader {
    root: PathBuf,
    /// The files as they were read, by where they are.
    files: HashMap<PathBuf, Seen>,
    last: Option<ReadSite>,
}

#[derive(Debug)]
struct Seen {
    /// Its path below the root; `None` when there are several.
    path: Option<RelPath>,
    stamp: Stamp,
    bytes: Arc<[u8]>,
}

impl Reader {
    /// A reader of the site at `root` that has not read anything yet.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), files: HashMap::new(), last: None }
    }

    /// Reads the site as [`read_site`](super::read_site) does. All but `changes` is taken to be as it was, unless it looks
    /// different. Files whose bytes are the same keep their place in memory.
    ///
    /// # Errors
    /// As for [`read_site`](super::read_site).
    pub fn read(&mut self, changes: &Changes) -> Result<ReadSite, Vec<Fault>> {
        // After a fault nothing is certain.
        let changes = if self.last.is_some() { changes } else { &Changes::Anything };
        if let Changes::Paths(paths) = changes
            && let Some(site) = self.read_files(paths)
        {
            return Ok(site);
        }
        let root = fs::canonicalize(&self.root).unwrap_or_default();
        let named = |path: &Path| match changes {
            Changes::Paths(paths) => path.ancestors().any(|path| paths.contains(path)),
            Changes::Anything => true,
        };
        let believed = |found: &Found| {
            let seen = self.files.get(&found.real)?;
            // A file that is reached by a link may be named by either place.
            let named = named(&found.real) || named(&root.join(found.path.as_str()));
            (seen.stamp == found.stamp && !named).then(|| Arc::clone(&seen.bytes))
        };
        let read = walk_site(&self.root).and_then(|walk| finish(walk.into_parts(&believed)));
        let (mut site, files) = read.inspect_err(|_| self.last = None)?;
        self.take_in(&mut site.tree, files);
        self.last = Some(site.clone());
        Ok(site)
    }

    /// Reads only the files at `paths`; `None` when that may not be all that has changed.
    fn read_files(&mut self, paths: &BTreeSet<PathBuf>) -> Option<ReadSite> {
        let mut read = Vec::new();
        for real in paths {
            let path = self.files.get(real)?.path.clone()?;
            let metadata = fs::symlink_metadata(real).ok().filter(fs::Metadata::is_file)?;
            match file::read(real, file::limit(&path).0) {
                Ok(Outcome::Bytes(bytes)) => read.push((real, path, Stamp::of(&metadata), bytes)),
                _ => return None,
            }
        }
        let site = self.last.as_mut()?;
        for (real, path, stamp, bytes) in read {
            let seen = self.files.get_mut(real)?;
            seen.stamp = stamp;
            if seen.bytes != bytes {
                seen.bytes = Arc::clone(&bytes);
                site.tree.insert(path, bytes);
            }
        }
        Some(site.clone())
    }

    /// Remembers what was read, and puts what was there before in the place of the same bytes.
    fn take_in(&mut self, tree: &mut Tree, files: Vec<Found>) {
        let mut before = std::mem::take(&mut self.files);
        for Found { real, path, stamp } in files {
            let Some(bytes) = tree.get(&path).cloned() else { continue };
            if let Some(seen) = self.files.get_mut(&real) {
                seen.path = None;
                continue;
            }
            let same = before.remove(&real).map(|seen| seen.bytes).filter(|old| *old == bytes);
            let bytes = match same {
                Some(old) => {
                    tree.insert(path.clone(), Arc::clone(&old));
                    old
                }
                None => bytes,
            };
            self.files.insert(real, Seen { path: Some(path), stamp, bytes });
        }
    }
}
