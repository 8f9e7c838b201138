//! One build's output on its way: begun, filled by any number of threads, and committed or dropped.
#![expect(clippy::disallowed_methods, reason = "writing the new site is what this module is for")]

mod committed;
mod folder;
mod press;

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use rayon::prelude::*;

use super::manifest::Manifest;
use super::old::{Old, OldFile, There};
use super::previous::Previous;
use super::spare::{self, Spare};
use super::target::{self, Target};
use super::{stale, swap};
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
    /// The old site's files.
    old: OnceLock<Old>,
    /// What the old site was made from as a whole, and how many incidents it shows, when that is known.
    whole: Option<(Digest, usize)>,
    /// Where the folder of a replaced site is kept for the build after it.
    spare: Option<PathBuf>,
    /// That folder, when this build has taken it.
    taken_spare: OnceLock<Option<Spare>>,
    /// The files that were put; those that were kept unasked stand in `old` alone.
    put: Mutex<HashMap<RelPath, Taken, QuickTable>>,
}

/// How a file that was put comes about.
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
            old: OnceLock::new(),
            whole: None,
            spare: None,
            taken_spare: OnceLock::new(),
            put: Mutex::default(),
        })
    }

    /// Says what is known of the site that is there, and looks at its files.
    #[must_use]
    pub fn knowing(mut self, manifest: Option<Manifest>) -> Self {
        if let Some(Manifest { whole, incidents, files }) = manifest.filter(|_| self.previous.is_some()) {
            self.old = OnceLock::from(Old::survey(self.target.path(), files));
            self.whole = Some((whole, incidents));
        }
        self
    }

    /// Says where the folder of a replaced site is kept until it becomes a newer one.
    #[must_use]
    pub fn sparing(mut self, spare: Option<PathBuf>) -> Self {
        self.spare = spare;
        self
    }

    /// The old site's files.
    fn old(&self) -> &Old {
        self.old.get_or_init(|| match &self.previous {
            Some(_) => Old::survey(self.target.path(), Vec::new()),
            None => Old::default(),
        })
    }

    /// Takes the folder of the site before the last and compares it with the last, unless that is done already. It takes
    /// its time, and other work can go on meanwhile.
    pub fn take_spare(&self) {
        let old = self.old();
        self.taken_spare.get_or_init(|| {
            let spare = self.spare.as_ref().filter(|_| self.previous.is_some())?;
            spare::take(spare, &self.folder, old)
        });
    }

    /// Whether the site that is there was made from the same `whole`, and nobody has touched its files since.
    #[must_use]
    pub fn is_there(&self, whole: Digest) -> Option<There> {
        let (_, incidents) = self.whole.filter(|(known, _)| *known == whole && self.old().is_as_noted())?;
        let all = self.old().files();
        let forms = all.iter().filter(|file| file.form).count();
        Some(There { files: all.len() - forms, forms, incidents })
    }

    /// Whether the old site's file at `path` was made from `source` and is what it was; then the new site has it too.
    #[must_use]
    pub fn keep(&self, path: &RelPath, source: Digest) -> bool {
        let same = self.old().find(path).filter(|file| file.source == Some(source));
        same.is_some_and(|file| file.take(true))
    }

    /// Takes note of what the file that was put at `path` was made from.
    pub fn made_from(&self, path: &RelPath, source: Digest) {
        if let Some(taken) = self.lock_put().get_mut(path) {
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
        let kept = self.has(path, bytes);
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
        let written = self.lock_put().get(first).is_some_and(|taken| !taken.kept);
        if !written || self.has(path, bytes) {
            return self.put(path, bytes);
        }
        let (from, to) = (self.site().join(first.as_str()), self.site().join(path.as_str()));
        if with_parent(&to, || fs::hard_link(&from, &to)).is_err() {
            return self.put(path, bytes);
        }
        self.take(path, Taken::default())
    }

    /// Whether the old site has these very bytes at `path`.
    fn has(&self, path: &RelPath, bytes: &[u8]) -> bool {
        let as_long = |file: &OldFile| file.trace.is_some_and(|trace| trace.size() == bytes.len() as u64);
        self.old().find(path).is_some_and(as_long)
            && self.previous.as_ref().is_some_and(|previous| previous.has(path, bytes))
    }

    fn take(&self, path: &RelPath, taken: Taken) -> Result<(), Fault> {
        let first = self.old().find(path).is_none_or(|file| file.take(taken.kept));
        match self.lock_put().insert(path.clone(), taken) {
            None if first => Ok(()),
            _ => Err(collision(path, "another file of the site has the same path")),
        }
    }

    fn lock_put(&self) -> MutexGuard<'_, HashMap<RelPath, Taken, QuickTable>> {
        self.put.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes over the old site's file at `path` unread, for a file whose name changes with its content; says whether
    /// there was one.
    ///
    /// # Errors
    /// As [`put`](Self::put).
    pub fn take_over(&self, path: &RelPath) -> Result<bool, Fault> {
        let full = |file: &OldFile| file.trace.is_some_and(|trace| trace.size() > 0);
        if !self.old().find(path).is_some_and(full) {
            return Ok(false);
        }
        self.take(path, Taken { kept: true, ..Taken::default() }).map(|()| true)
    }

    /// Puts the new site in the old one's place in one step. When nothing differs, the old one stays as it is.
    ///
    /// # Errors
    /// When the target has become a folder that is not Candor's meanwhile, or the system refuses; the old site stays.
    pub fn commit(mut self) -> Result<Committed, Fault> {
        // Much may have happened since the build began.
        self.target.check()?;
        self.take_spare();
        let put = std::mem::take(&mut *self.lock_put());
        let mut old = self.old.take().unwrap_or_default();
        for (path, taken) in put.iter().filter(|(_, taken)| taken.kept) {
            if let Some(file) = old.find_mut(path) {
                (file.source, file.form) = (taken.source, taken.form);
            }
        }
        let mut written: Vec<(RelPath, Taken)> = put.into_iter().filter(|(_, taken)| !taken.kept).collect();
        written.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        let in_place = self.previous.as_ref().is_some_and(|previous| previous.is_at(self.target.path()));
        let removed =
            if in_place { gone(old.files(), OldFile::is_taken) } else { self.gone_elsewhere(&old, &written) };
        if !(in_place && written.is_empty() && removed.is_empty()) {
            self.put_in_place(&old, &written)?;
        }
        Ok(self.committed(old, written, removed))
        // Dropping `self` removes the staging folder, in which the old site may lie.
    }

    /// The files that the new site does not have of the site that stands there now, which is not the one that stood there
    /// when this build began.
    fn gone_elsewhere(&self, old: &Old, written: &[(RelPath, Taken)]) -> Vec<(RelPath, bool)> {
        let now = Old::survey(self.target.path(), Vec::new());
        let is_written = |path: &RelPath| written.binary_search_by(|(other, _)| other.cmp(path)).is_ok();
        gone(now.files(), |file| old.find(&file.path).is_some_and(OldFile::is_kept) || is_written(&file.path))
    }

    fn put_in_place(&self, old: &Old, written: &[(RelPath, Taken)]) -> Result<(), Fault> {
        let kept: Vec<&OldFile> = old.files().iter().filter(|file| file.is_kept()).collect();
        // To move most of a site costs as much as to make its folders.
        let worth = kept.len() > written.len();
        let site = if let Some(merged) = worth.then(|| self.out_of_spare(old, written)).flatten() {
            merged?
        } else {
            let site = self.site();
            kept.par_iter().with_min_len(64).try_for_each(|file| self.take_in(&file.path, &site))?;
            site
        };
        let marker = site.join(target::MARKER);
        // The spare folder has one already, or something else that somebody put there.
        let _ = fs::remove_file(&marker);
        let made =
            File::create_new(&marker).and_then(|mut file| file.write_all(target::MARKER_TEXT.as_bytes()));
        made.map_err(|error| Fault::system("write", self.shown(target::MARKER), &error))?;
        swap::into_place(&site, &self.target, &self.folder.join(stale::OLD))?;
        if let Some(spare) = &self.spare {
            spare::put_by(&site, spare);
        }
        Ok(())
    }

    /// The new site made of the spare folder; `None` when there is none, or it is of no use.
    fn out_of_spare(&self, old: &Old, written: &[(RelPath, Taken)]) -> Option<Result<PathBuf, Fault>> {
        let (spare, previous) = (self.taken_spare.get()?.as_ref()?, self.previous.as_ref()?);
        spare.fit(previous, old).ok()?;
        let moved = spare::move_in(&self.site(), spare.folder(), written.iter().map(|(path, _)| path));
        let fault = |error: io::Error| Fault::system("write", self.target.path(), &error);
        Some(moved.map(|()| spare.folder().to_owned()).map_err(fault))
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
        if let Some(spare) = &self.spare {
            // It was taken and is still there: no new site was made of it.
            spare::put_by(&self.folder.join(stale::MERGED), spare);
        }
        // What cannot be removed now is removed by the next build. The lock is let go only after this.
        stale::remove(&self.folder, &self.target);
    }
}

/// Those of `files` that the new site does not have, and whether each was a compressed form.
fn gone(files: &[OldFile], is_there: impl Fn(&OldFile) -> bool) -> Vec<(RelPath, bool)> {
    let gone = files.iter().filter(|file| !is_there(file));
    gone.map(|file| (file.path.clone(), file.form)).collect()
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
