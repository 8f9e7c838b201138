//! The site that is there already: what of it can be taken over, and what a new one leaves out.
//!
//! A file whose bytes stay the same becomes a hard link to the old one: nothing is written, and its modification time
//! tells web servers and `rsync` that nothing changed. That is safe because no file of a site is ever written twice.
#![expect(clippy::disallowed_methods, reason = "reading the old site is what this module is for")]

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::manifest::Trace;
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
        self.file(path).and_then(|file| same_bytes(file, bytes)).unwrap_or(false)
    }

    /// Copies the old site's file at `path` to `to`, where there must be none.
    pub(super) fn copy(&self, path: &RelPath, to: &Path) -> io::Result<()> {
        io::copy(&mut self.file(path)?, &mut File::create_new(to)?).map(drop)
    }

    /// The bytes of the old site's file at `path`.
    pub(super) fn read(&self, path: &RelPath) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.file(path)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn file(&self, path: &RelPath) -> io::Result<File> {
        use rustix::fs::{Mode, OFlags};
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        Ok(File::from(rustix::fs::openat(&self.folder, path.as_str(), flags, Mode::empty())?))
    }

    /// How the old site's entry at `path` stands on the disk, if it is a file.
    pub(super) fn trace(&self, path: &RelPath) -> Option<Trace> {
        use rustix::fs::{Mode, OFlags};
        let flags = OFlags::PATH | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let handle = rustix::fs::openat(&self.folder, path.as_str(), flags, Mode::empty()).ok()?;
        Trace::of(&File::from(handle).metadata().ok()?)
    }

    /// Whether this is the folder that stands at `target` now.
    pub(super) fn is_at(&self, target: &Path) -> bool {
        use std::os::unix::fs::MetadataExt;
        let (Ok(here), Ok(there)) = (self.folder.metadata(), fs::metadata(target)) else { return false };
        (here.dev(), here.ino()) == (there.dev(), there.ino())
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

    pub(super) fn copy(&self, _: &RelPath, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(super) fn read(&self, _: &RelPath) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(super) fn trace(&self, _: &RelPath) -> Option<Trace> {
        None
    }

    pub(super) fn is_at(&self, _: &Path) -> bool {}

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

/// All files of the site at `folder`, in order, with how they stand on the disk; the marker is none of them. What cannot
/// be read is left out.
pub(super) fn files(folder: &Path) -> Vec<(RelPath, Option<Trace>)> {
    let mut files = gather(folder, "", &AtomicBool::new(true));
    files.sort();
    files
}

/// As [`files`]; `None` when there is anything that cannot be read.
pub(super) fn all_files(folder: &Path) -> Option<Vec<(RelPath, Option<Trace>)>> {
    let all = AtomicBool::new(true);
    let files = gather(folder, "", &all);
    all.into_inner().then_some(files)
}

fn gather(root: &Path, below: &str, all: &AtomicBool) -> Vec<(RelPath, Option<Trace>)> {
    let mut folders = Vec::new();
    let mut files = Vec::new();
    let missed = || all.store(false, Ordering::Relaxed);
    let Ok(entries) = fs::read_dir(root.join(below)) else {
        missed();
        return files;
    };
    for entry in entries {
        let path = entry.as_ref().ok().and_then(|entry| {
            let name = entry.file_name().into_string().ok()?;
            RelPath::new(&if below.is_empty() { name } else { format!("{below}/{name}") }).ok()
        });
        let (Ok(entry), Some(path)) = (entry, path) else {
            missed();
            continue;
        };
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => folders.push(path),
            Ok(_) if path.as_str() == MARKER => {}
            Ok(_) => files.push((path, entry.metadata().ok().and_then(|metadata| Trace::of(&metadata)))),
            Err(_) => missed(),
        }
    }
    let deeper = folders.par_iter().flat_map_iter(|folder| gather(root, folder.as_str(), all));
    files.into_par_iter().chain(deeper).collect()
}
