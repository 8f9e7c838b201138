//! The site before the last one, kept to become the next one.
//!
//! A site of ten thousand pages has as many folders, and to make them anew for one changed page takes most of a build's
//! time. So the folder that a build has replaced is put by, and the next build turns it into the new site: files that
//! are not the current site's own (the same file on the disk, by inode, size and time) are taken out, what is missing is
//! linked in, what is new is moved in. Whatever was done to the spare folder meanwhile, the result is the same.
#![expect(clippy::disallowed_methods, reason = "moving files is what this module is for")]

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::manifest::Trace;
use super::previous::{self, Previous};
use super::stale;
use crate::digest::QuickTable;
use crate::tree::RelPath;

/// Takes the folder `spare` into the staging folder and makes it hold the files `kept` of the old site, which stand on the
/// disk as `old` says, and nothing else.
pub(super) fn prepare(
    spare: &Path,
    staging: &Path,
    previous: &Previous,
    old: &HashMap<RelPath, Option<Trace>, QuickTable>,
    kept: &[RelPath],
) -> io::Result<PathBuf> {
    let merged = staging.join(stale::MERGED);
    fs::rename(spare, &merged)?;
    let there = previous::all_files(&merged).ok_or(ErrorKind::InvalidData)?;
    let wanted: HashSet<&RelPath> = kept.iter().collect();
    let (good, bad): (Vec<_>, Vec<_>) = there
        .into_iter()
        .partition(|(path, trace)| wanted.contains(path) && trace.is_some() && old.get(path) == Some(trace));
    for (path, _) in &bad {
        take_out(&merged, path)?;
    }
    let good: HashSet<RelPath> = good.into_iter().map(|(path, _)| path).collect();
    let missing: Vec<&RelPath> = kept.iter().filter(|path| !good.contains(path)).collect();
    missing.par_iter().try_for_each(|path| {
        let to = merged.join(path.as_str());
        make_parent(&to)?;
        previous.link(path, &to)
    })?;
    Ok(merged)
}

/// Moves the files `written` from the folder `from` to `merged`.
pub(super) fn move_in(from: &Path, merged: &Path, written: &[RelPath]) -> io::Result<()> {
    for path in written {
        let to = merged.join(path.as_str());
        make_parent(&to)?;
        // Renaming would replace a file that is there already, and none may be.
        if fs::symlink_metadata(&to).is_ok() && fs::remove_dir(&to).is_err() {
            return Err(ErrorKind::AlreadyExists.into());
        }
        fs::rename(from.join(path.as_str()), to)?;
    }
    Ok(())
}

/// Puts the folder of the replaced site by. When that cannot be done it is removed with the staging folder.
pub(super) fn put_by(replaced: &Path, spare: &Path) {
    if fs::symlink_metadata(spare).is_err() {
        let _ = fs::rename(replaced, spare);
    }
}

fn make_parent(to: &Path) -> io::Result<()> {
    to.parent().map_or(Ok(()), fs::create_dir_all)
}

/// Removes a file, and the folders around it that are empty without it.
fn take_out(merged: &Path, path: &RelPath) -> io::Result<()> {
    fs::remove_file(merged.join(path.as_str()))?;
    let mut above = path.parent();
    while let Some(folder) = above {
        if fs::remove_dir(merged.join(folder.as_str())).is_err() {
            break;
        }
        above = folder.parent();
    }
    Ok(())
}
