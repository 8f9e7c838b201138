//! The site that is there already: what of it can be taken over, and what a new one leaves out.
//!
//! A file whose bytes stay the same becomes a hard link to the old one: nothing is written, and its modification time
//! tells web servers and `rsync` that nothing changed. That is safe because no file of a site is ever written twice.
#![expect(clippy::disallowed_methods, reason = "reading the old site is what this module is for")]

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::target::MARKER;
use crate::tree::RelPath;

/// An open handle on the old site. It stays on that very folder when another build swaps in a newer one meanwhile, so
/// that what was compared is what is linked.
#[derive(Debug)]
pub(super) struct Previous {
    #[cfg(unix)]
    folder: File,
}

#[cfg(unix)]
impl Previous {
    /// Opens the old site, if there is one.
    pub(super) fn open(target: &Path) -> Option<Self> {
        // Without a marker it is an empty folder: nothing to take over.
        fs::symlink_metadata(target.join(MARKER)).ok()?;
        Some(Self { folder: File::open(target).ok()? })
    }

    /// Whether the old site has these very bytes at `path`.
    pub(super) fn has(&self, path: &RelPath, bytes: &[u8]) -> bool {
        use rustix::fs::{Mode, OFlags};
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let Ok(handle) = rustix::fs::openat(&self.folder, path.as_str(), flags, Mode::empty()) else {
            return false;
        };
        same_bytes(File::from(handle), bytes).unwrap_or(false)
    }

    /// Whether the old site has a file at `path` that is not empty.
    pub(super) fn holds(&self, path: &RelPath) -> bool {
        use rustix::fs::{AtFlags, FileType};
        let found = rustix::fs::statat(&self.folder, path.as_str(), AtFlags::SYMLINK_NOFOLLOW);
        found.is_ok_and(|found| FileType::from_raw_mode(found.st_mode).is_file() && found.st_size > 0)
    }

    /// Makes `to` a second name of the old site's file at `path`.
    pub(super) fn link(&self, path: &RelPath, to: &Path) -> io::Result<()> {
        let flags = rustix::fs::AtFlags::empty();
        Ok(rustix::fs::linkat(&self.folder, path.as_str(), rustix::fs::CWD, to, flags)?)
    }
}

#[cfg(not(unix))]
impl Previous {
    /// Elsewhere there is no handle on a folder to link from; every file is written anew.
    pub(super) fn open(_: &Path) -> Option<Self> {
        None
    }

    pub(super) fn has(&self, _: &RelPath, _: &[u8]) -> bool {
        false
    }

    pub(super) fn holds(&self, _: &RelPath) -> bool {
        false
    }

    pub(super) fn link(&self, _: &RelPath, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

#[cfg(unix)]
fn same_bytes(mut file: File, bytes: &[u8]) -> io::Result<bool> {
    let metadata = file.metadata()?;
    if !metadata.is_file() || metadata.len() != bytes.len() as u64 {
        return Ok(false);
    }
    let mut buffer = [0; 16 << 10];
    let mut rest = bytes;
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok(rest.is_empty());
        }
        match rest.strip_prefix(&buffer[..read]) {
            Some(next) => rest = next,
            None => return Ok(false),
        }
    }
}

/// The files of the site at `old` that the one at `new` does not have, in order. What cannot be read is left out: the
/// list is for a report.
pub(super) fn removed(old: &Path, new: &Path) -> Vec<RelPath> {
    let mut removed = Vec::new();
    gather(old, new, "", &mut removed);
    removed.sort();
    removed
}

fn gather(old: &Path, new: &Path, below: &str, removed: &mut Vec<RelPath>) {
    for entry in fs::read_dir(old.join(below)).into_iter().flatten().flatten() {
        let (Ok(kind), Ok(name)) = (entry.file_type(), entry.file_name().into_string()) else { continue };
        let path = if below.is_empty() { name } else { format!("{below}/{name}") };
        if kind.is_dir() {
            gather(old, new, &path, removed);
        } else if path != MARKER && !new.join(&path).is_file() {
            removed.extend(RelPath::new(&path));
        }
    }
}
