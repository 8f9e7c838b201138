//! The folder beside the target in which a site is written, and its lock.

use std::collections::hash_map::RandomState;
use std::fs::{self, File, TryLockError};
use std::hash::{BuildHasher, Hasher};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::io::Fault;
use crate::io::output::stale;
use crate::io::output::target::Target;

/// Makes the staging folder and takes its lock.
pub(super) fn make(target: &Target) -> Result<(PathBuf, File), Fault> {
    let mut attempts = 0;
    loop {
        let random = RandomState::new().build_hasher().finish();
        let folder = target.sibling(&format!("{random:016x}"));
        match attempt(&folder) {
            Ok(lock) => return Ok((folder, lock)),
            // Another build's cleaning up got in between: it saw the folder before its lock.
            Err(error) if attempts < 8 && is_interference(&error) => attempts += 1,
            Err(error) => {
                stale::remove(&folder, target);
                return Err(Fault::system("make a folder beside the output, for", target.path(), &error));
            }
        }
    }
}

fn is_interference(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::WouldBlock | ErrorKind::AlreadyExists)
}

fn attempt(folder: &Path) -> io::Result<File> {
    fs::create_dir(folder)?;
    let lock = File::create_new(folder.join(stale::LOCK))?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(ErrorKind::WouldBlock.into()),
        // Some network file systems have no locks. Then nobody else can take this one either, and a killed build's
        // folder stays until somebody removes it.
        Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {}
        Err(TryLockError::Error(error)) => return Err(error),
    }
    fs::create_dir(folder.join(stale::SITE))?;
    Ok(lock)
}
