//! One build's output on its way: begun, filled by any number of threads, and committed or dropped.
#![expect(clippy::disallowed_methods, reason = "writing the new site is what this module is for")]

mod committed;
mod folder;
mod press;

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::manifest::{Manifest, Trace};
use super::previous::{self, Previous};
use super::target::{self, Target};
use super::{spare, stale, swap};
use crate::digest::{Digest, QuickTable};
use crate::io::Fault;
use crate::tree::RelPath;
pub use committed::{Committed, Forms};

/// A site being written. Dropped without [`commit`](Self::commit), it leaves no trace and the target as it was.
#[derive(Debug)]
pub struct Staging {
    target: Target,
    folder: PathBuf,
    /// Held, not used: its lock says that this build lives.
    _lock: File,
    previous: Option<Previous>,
    /// What is known of the old site.
    manifest: Option<Manifest>,
    /// Where the folder of a replaced site is kept for the build after it.
    spare: Option<PathBuf>,
    taken: Mutex<HashMap<RelPath, Taken, QuickTable>>,
}

/// How a file of the new site comes about.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
struct Taken {
    /// Whether it is the old site's file, which is linked when the new site is put in place.
    kept: bool,
    source: Option<Digest>,
    /// Whether it is a compressed form of the file beside it.
    form: bool,
}

impl Staging {
    /// Makes ready to write a site into the folder `target`; `site_root` is the folder that it is built from.
    ///
    /// Cleans up after killed builds of the same target, and puts back the site that one of them had moved aside.
    ///
    /// # Errors
    /// When `target` may not be replaced (it holds other files, or is or contains something dear), or when the system
    /// does not let Candor write beside it.
    pub fn begin(target: &Path, site_root: &Path) -> Result<Self, Fault> {
        let target = Target::resolve(target, site_root)?;
        stale::clean_up(&target)?;
        target.check()?;
        target.make_parent()?;
        let (folder, lock) = folder::make(&target)?;
        let previous = Previous::open(target.path());
        Ok(Self {
            target,
            folder,
            _lock: lock,
            previous,
            manifest: None,
            spare: None,
            taken: Mutex::default(),
        })
    }

    /// Says what is known of the site that is there.
    #[must_use]
    pub fn knowing(mut self, manifest: Option<Manifest>) -> Self {
        self.manifest = manifest.filter(|_| self.previous.is_some());
        self
    }

    /// Says where the folder of a replaced site is kept until it becomes a newer one.
    #[must_use]
    pub fn sparing(mut self, spare: Option<PathBuf>) -> Self {
        self.spare = spare;
        self
    }

    /// Whether the site that is there was made from the same `whole`, and nobody has touched its files since.
    #[must_use]
    pub fn is_there(&self, whole: Digest) -> Option<&Manifest> {
        let manifest = self.manifest.as_ref().filter(|manifest| manifest.whole == whole)?;
        let files = previous::files(self.target.path());
        let same = |(path, trace): &(RelPath, Option<Trace>)| {
            manifest.files.get(path).is_some_and(|noted| Some(noted.trace) == *trace)
        };
        (files.len() == manifest.len() && files.iter().all(same)).then_some(manifest)
    }

    /// Whether the old site's file at `path` was made from `source` and is what it was; then the new site has it too.
    #[must_use]
    pub fn keep(&self, path: &RelPath, source: Digest) -> bool {
        let Some(manifest) = &self.manifest else { return false };
        let noted = manifest.files.get(path).filter(|noted| noted.source == Some(source));
        let trace = self.previous.as_ref().and_then(|previous| previous.trace(path));
        noted.is_some_and(|noted| Some(noted.trace) == trace)
            && self.take(path, Taken { kept: true, source: Some(source), form: false }).is_ok()
    }

    /// Takes note of what the file that was put at `path` was made from.
    pub fn made_from(&self, path: &RelPath, source: Digest) {
        if let Some(taken) = self.lock_taken().get_mut(path) {
            taken.source = Some(source);
        }
    }

    /// Writes one file. Any number of threads may do so at once.
    ///
    /// # Errors
    /// When two files have one path, when a path is both a file and a folder, or when the system refuses.
    pub fn put(&self, path: &RelPath, bytes: &[u8]) -> Result<(), Fault> {
        if path.as_str() == target::MARKER {
            return Err(collision(path, "Candor puts its own marker there"));
        }
        let kept = self.previous.as_ref().is_some_and(|previous| previous.has(path, bytes));
        self.take(path, Taken { kept, ..Taken::default() })?;
        if kept {
            return Ok(());
        }
        let to = self.site().join(path.as_str());
        with_parent(&to, || File::create_new(&to)?.write_all(bytes))
            .map_err(|error| self.explain(path, &error))
    }

    /// As [`put`](Self::put), for a file with the same bytes as the one that was put at `first`: a second name of it where
    /// the file system has such.
    ///
    /// # Errors
    /// As [`put`](Self::put).
    pub fn put_again(&self, path: &RelPath, first: &RelPath, bytes: &[u8]) -> Result<(), Fault> {
        let kept = self.previous.as_ref().is_some_and(|previous| previous.has(path, bytes));
        let written = self.lock_taken().get(first).is_some_and(|taken| !taken.kept);
        if kept || !written {
            return self.put(path, bytes);
        }
        let (from, to) = (self.site().join(first.as_str()), self.site().join(path.as_str()));
        if with_parent(&to, || fs::hard_link(&from, &to)).is_err() {
            return self.put(path, bytes);
        }
        self.take(path, Taken::default())
    }

    fn take(&self, path: &RelPath, taken: Taken) -> Result<(), Fault> {
        match self.lock_taken().insert(path.clone(), taken) {
            None => Ok(()),
            Some(_) => Err(collision(path, "another file of the site has the same path")),
        }
    }

    fn lock_taken(&self) -> MutexGuard<'_, HashMap<RelPath, Taken, QuickTable>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes over the old site's file at `path` unread, for a file whose name changes with its content; says whether
    /// there was one.
    ///
    /// # Errors
    /// As [`put`](Self::put).
    pub fn take_over(&self, path: &RelPath) -> Result<bool, Fault> {
        if !self.previous.as_ref().is_some_and(|previous| previous.holds(path)) {
            return Ok(false);
        }
        self.take(path, Taken { kept: true, ..Taken::default() }).map(|()| true)
    }

    /// Puts the new site in the old one's place in one step. When nothing differs, the old one stays as it is.
    ///
    /// # Errors
    /// When the target has become a folder that is not Candor's meanwhile, or the system refuses; the old site stays.
    pub fn commit(self) -> Result<Committed, Fault> {
        let taken = std::mem::take(&mut *self.lock_taken());
        // Much may have happened since the build began.
        self.target.check()?;
        let old: HashMap<_, _, QuickTable> = previous::files(self.target.path()).into_iter().collect();
        let mut removed: Vec<RelPath> =
            old.keys().filter(|path| !taken.contains_key(path)).cloned().collect();
        let (mut kept, mut changed) = (Vec::new(), Vec::new());
        for (path, taken) in &taken {
            if taken.kept { &mut kept } else { &mut changed }.push(path.clone());
        }
        for paths in [&mut kept, &mut changed, &mut removed] {
            paths.sort();
        }
        let in_place = self.previous.as_ref().is_some_and(|previous| previous.is_at(self.target.path()));
        if !(in_place && changed.is_empty() && removed.is_empty()) {
            self.put_in_place(&kept, &changed, &old)?;
        }
        Ok(self.committed(taken, &old, [kept, changed, removed]))
        // Dropping `self` removes the staging folder, in which the old site may lie.
    }

    fn put_in_place(
        &self,
        kept: &[RelPath],
        changed: &[RelPath],
        old: &HashMap<RelPath, Option<Trace>, QuickTable>,
    ) -> Result<(), Fault> {
        let site = if let Some(merged) = self.out_of_spare(kept, changed, old) {
            merged?
        } else {
            let site = self.site();
            kept.par_iter().with_min_len(64).try_for_each(|path| self.take_in(path, &site))?;
            site
        };
        let marker = site.join(target::MARKER);
        // The spare folder has one already, or something else that somebody put there.
        let _ = fs::remove_file(&marker);
        let written =
            File::create_new(&marker).and_then(|mut file| file.write_all(target::MARKER_TEXT.as_bytes()));
        written.map_err(|error| Fault::system("write", self.shown(target::MARKER), &error))?;
        swap::into_place(&site, &self.target, &self.folder.join(stale::OLD))?;
        if let Some(spare) = &self.spare {
            spare::put_by(&site, spare);
        }
        Ok(())
    }

    /// The new site made of the spare folder; `None` when there is none, or it is of no use.
    fn out_of_spare(
        &self,
        kept: &[RelPath],
        changed: &[RelPath],
        old: &HashMap<RelPath, Option<Trace>, QuickTable>,
    ) -> Option<Result<PathBuf, Fault>> {
        let (spare, previous) = (self.spare.as_ref()?, self.previous.as_ref()?);
        // To move most of a site costs as much as to make its folders.
        let worth = kept.len() > changed.len();
        let prepared = worth.then(|| spare::prepare(spare, &self.folder, previous, old, kept))?.ok()?;
        let moved = spare::move_in(&self.site(), &prepared, changed);
        Some(moved.map(|()| prepared).map_err(|error| Fault::system("write", self.target.path(), &error)))
    }

    /// Makes the old site's file at `path` one of the new site.
    fn take_in(&self, path: &RelPath, site: &Path) -> Result<(), Fault> {
        let Some(previous) = &self.previous else { return Ok(()) };
        let to = site.join(path.as_str());
        match with_parent(&to, || previous.link(path, &to)) {
            Err(error) if is_collision(&error) => Err(self.explain(path, &error)),
            // No links on this file system, or too many to this file: write it like any other.
            Err(_) => {
                with_parent(&to, || previous.copy(path, &to)).map_err(|error| self.explain(path, &error))
            }
            Ok(()) => Ok(()),
        }
    }

    fn site(&self) -> PathBuf {
        self.folder.join(stale::SITE)
    }

    /// The path of a file of the site as the person knows it, below the target rather than the staging folder.
    fn shown(&self, path: &str) -> PathBuf {
        self.target.path().join(path)
    }

    fn explain(&self, path: &RelPath, error: &io::Error) -> Fault {
        if !is_collision(error) {
            return Fault::system("write", self.shown(path.as_str()), error);
        }
        let mut above = path.parent();
        while let Some(folder) = above {
            if self.site().join(folder.as_str()).is_file() {
                return collision(
                    path,
                    &format!("`{folder}` is a file of the site, so nothing can lie in it"),
                );
            }
            above = folder.parent();
        }
        if self.site().join(path.as_str()).is_dir() {
            return collision(
                path,
                "other files of the site lie below this path, so it cannot be a file itself",
            );
        }
        collision(path, "another file of the site has the same path")
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next build. The lock is let go only after this.
        stale::remove(&self.folder, &self.target);
    }
}

fn collision(path: &RelPath, reason: &str) -> Fault {
    Fault::new("write", path.as_str(), reason).help("give one of the two another name")
}

fn is_collision(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::AlreadyExists | ErrorKind::NotADirectory | ErrorKind::IsADirectory)
}

/// Does `make`, and once more with the folder around `to` made first when that is what was missing.
fn with_parent(to: &Path, make: impl Fn() -> io::Result<()>) -> io::Result<()> {
    match make() {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            if let Some(parent) = to.parent() {
                fs::DirBuilder::new().recursive(true).create(parent)?;
            }
            make()
        }
        done => done,
    }
}
