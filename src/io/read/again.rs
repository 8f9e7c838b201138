//! Reads one site again and again, and of that only what is needed.
//!
//! Three ways, from the quickest to the surest: only the files that are said to have changed; every folder, but only files
//! that are said to have changed or look different from outside; everything. A time stamp can lie, so whoever goes the
//! first two ways goes the third some time later.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::file::{self, Outcome};
use super::stamp::Stamp;
use super::walk::{Believed, Found};
use super::{Fault, ReadSite, finish, walk_site};
use crate::io::watch::{self, Changes};
use crate::tree::RelPath;

/// A reader of one site that remembers what it read.
#[derive(Debug)]
pub struct Reader {
    root: PathBuf,
    /// The files as they were read, by where they are.
    files: HashMap<PathBuf, Seen>,
    /// The folder without links in its path, when no file in it was reached by a link.
    plain: Option<PathBuf>,
    last: Option<ReadSite>,
}

/// What became of a file.
enum Change {
    Is(PathBuf, RelPath, Stamp, Arc<[u8]>),
    Gone(PathBuf, RelPath),
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
        Self { root: root.to_owned(), files: HashMap::new(), plain: None, last: None }
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
        let Changes::Paths(paths) = changes else {
            let files = std::mem::take(&mut self.files);
            return self.read_folders(&root, &files, &|_| None);
        };
        let named = |path: &Path| path.ancestors().any(|path| paths.contains(path));
        let files = std::mem::take(&mut self.files);
        let believed = |found: &Found| {
            let seen = files.get(&found.real)?;
            // A file that is reached by a link may be named by either place.
            let named = named(&found.real) || named(&root.join(found.path.as_str()));
            (Some(seen.stamp) == found.stamp && !named).then(|| Arc::clone(&seen.bytes))
        };
        self.read_folders(&root, &files, &believed)
    }

    /// Lists every folder, and reads the files that are not `believed` to hold what they held.
    fn read_folders(
        &mut self,
        root: &Path,
        before: &HashMap<PathBuf, Seen>,
        believed: Believed<'_>,
    ) -> Result<ReadSite, Vec<Fault>> {
        self.last = None;
        let (mut site, files) = finish(walk_site(&self.root, true)?.into_parts(believed))?;
        self.plain = Some(root.to_owned());
        for Found { real, path, stamp } in files {
            let (Some(stamp), Some(bytes)) = (stamp, site.tree.get(&path).cloned()) else { continue };
            if real.strip_prefix(root).ok() != Some(Path::new(path.as_str())) {
                self.plain = None;
            }
            if let Some(seen) = self.files.get_mut(&real) {
                seen.path = None;
                continue;
            }
            // The same bytes keep their place.
            let same = before.get(&real).map(|seen| &seen.bytes).filter(|old| ***old == *bytes);
            let bytes = match same {
                Some(old) => {
                    site.tree.insert(path.clone(), Arc::clone(old));
                    Arc::clone(old)
                }
                None => bytes,
            };
            self.files.insert(real, Seen { path: Some(path), stamp, bytes });
        }
        self.last = Some(site.clone());
        Ok(site)
    }

    /// Reads only the files at `paths`; `None` when that may not be all that has changed.
    fn read_files(&mut self, paths: &BTreeSet<PathBuf>) -> Option<ReadSite> {
        let changes: Vec<Change> = paths.iter().map(|real| self.read_file(real)).collect::<Option<_>>()?;
        let site = self.last.as_mut()?;
        for change in changes {
            match change {
                Change::Is(real, path, stamp, bytes) => {
                    let known = self.files.remove(&real).map(|seen| seen.bytes);
                    let bytes = known.filter(|old| **old == *bytes).unwrap_or(bytes);
                    site.tree.insert(path.clone(), Arc::clone(&bytes));
                    self.files.insert(real, Seen { path: Some(path), stamp, bytes });
                }
                Change::Gone(real, path) => {
                    self.files.remove(&real);
                    site.tree.remove(&path);
                }
            }
        }
        Some(site.clone())
    }

    /// What became of the file at `real`; `None` when it is more than a file of which all is plain.
    fn read_file(&self, real: &Path) -> Option<Change> {
        let path = match self.files.get(real) {
            Some(seen) => seen.path.clone()?,
            None => self.new_path(real)?,
        };
        let metadata = match fs::symlink_metadata(real) {
            Ok(metadata) if metadata.is_file() => metadata,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Some(Change::Gone(real.to_owned(), path));
            }
            _ => return None,
        };
        match file::read(real, file::limit(&path).0, &mut Vec::new()) {
            Ok(Outcome::Bytes(bytes)) => Some(Change::Is(real.to_owned(), path, Stamp::of(&metadata), bytes)),
            _ => None,
        }
    }

    /// The path below the root of a file that was not there before, when it can only be reached as it stands.
    fn new_path(&self, real: &Path) -> Option<RelPath> {
        let root = self.plain.as_deref()?;
        let folder = real.parent()?;
        let is_plain =
            watch::is_ours(real, root) && fs::canonicalize(folder).is_ok_and(|found| found == folder);
        // A folder that was not there before may hold more, and one that is gone held files that are gone too.
        let is_file = || fs::symlink_metadata(real).is_ok_and(|metadata| metadata.is_file());
        let below = real.strip_prefix(root).ok()?.to_str().filter(|_| is_plain && is_file())?;
        RelPath::new(below).ok()
    }
}
