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

    /// Whether this is the folder that stands at `target` now.
    pub(super) fn is_at(&self, target: &Path) -> bool {
        use std::os::unix::fs::MetadataExt;
        let (Ok(here), Ok(there)) = (self.folder.metadata(), fs::metadata(target)) else { return false };
        (here.dev(), here.ino()) == (there.dev(), there.ino())
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

    pub(super) fn is_at(&self, _: &Path) -> bool {
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
