//! What killed builds left behind: found by their locks, undone, and removed.
#![expect(clippy::disallowed_methods, reason = "cleaning up the disk is what this module is for")]

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

use super::target::Target;
use crate::io::Fault;

/// The lock, the new site and the old site in a staging folder.
pub(super) const LOCK: &str = "lock";
pub(super) const SITE: &str = "site";
pub(super) const OLD: &str = "old";

/// A spare folder on its way to become the new site.
pub(super) const MERGED: &str = "merged";

/// Removes the staging folders of dead builds of `target`. When one died between moving the old site aside and moving
/// the new one in, the old one is put back first.
pub(super) fn clean_up(target: &Target) -> Result<(), Fault> {
    for folder in leftovers(target) {
        let Some(lock) = lock_of_dead_build(&folder) else { continue };
        let old = folder.join(OLD);
        if old.is_dir() && fs::symlink_metadata(target.path()).is_err() {
            fs::rename(&old, target.path()).map_err(|error| {
                Fault::system("put back the site that a killed build had moved to", old, &error)
            })?;
        }
        remove(&folder, target);
        // Held until the folder is gone: another build that cleans up at the same time leaves it to this one.
        drop(lock);
    }
    Ok(())
}

fn leftovers(target: &Target) -> Vec<PathBuf> {
    let prefix = target.sibling_prefix();
    // A parent that cannot be listed has no leftovers that could be removed; writing will say what is wrong with it.
    let entries = fs::read_dir(target.parent()).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = entries
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(&prefix))
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .map(|entry| entry.path())
        .collect();
    folders.sort();
    folders
}

/// The lock of the staging folder, if the build that made it is dead.
fn lock_of_dead_build(folder: &Path) -> Option<File> {
    let Ok(lock) = OpenOptions::new().read(true).write(true).open(folder.join(LOCK)) else {
        // Killed before it made its lock, or just about to make it, and then it starts over: removed only if empty.
        let _ = fs::remove_dir(folder);
        return None;
    };
    lock.try_lock().ok().map(|()| lock)
}

/// Removes a staging folder as far as that is possible. Its lock goes last, so that whatever is left of it by a kill is
/// still known as a dead build's. When the old site in it is the only one there is, everything stays for the next build.
pub(super) fn remove(folder: &Path, target: &Target) {
    let old = folder.join(OLD);
    if old.is_dir() && fs::symlink_metadata(target.path()).is_err() {
        return;
    }
    let _ = fs::remove_dir_all(folder.join(SITE));
    let _ = fs::remove_dir_all(folder.join(MERGED));
    let _ = fs::remove_dir_all(old);
    let _ = fs::remove_file(folder.join(LOCK));
    let _ = fs::remove_dir(folder);
}
