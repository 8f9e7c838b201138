//! The site before the last one, kept to become the next one.
//!
//! A site of ten thousand pages has as many folders, and to make them anew for one changed page takes most of a build's
//! time. So the folder that a build has replaced is put by, and the next build turns it into the new site: files that
//! are not the current site's own (the same file on the disk, by its number) are taken out, what is missing is
//! linked in, what is new is moved in. Whatever was done to the spare folder meanwhile, the result is the same.
#![expect(clippy::disallowed_methods, reason = "moving files is what this module is for")]

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::beside;
use super::manifest::Trace;
use super::old::Old;
use super::previous::Previous;
use super::stale;
use crate::tree::RelPath;

/// A spare folder that this build has taken, compared with the old site.
#[derive(Debug)]
pub(super) struct Spare {
    folder: PathBuf,
    /// The files that are none of the old site's.
    strange: Vec<RelPath>,
}

/// Takes the folder `spare` into the staging folder, where no other build looks, and finds out which files of the `old`
/// site it has; `None` when there is none, or it is of no use.
pub(super) fn take(spare: &Path, staging: &Path, old: &Old) -> Option<Spare> {
    let folder = staging.join(stale::MERGED);
    fs::rename(spare, &folder).ok()?;
    let paths: Vec<&RelPath> = old.files().iter().map(|file| &file.path).collect();
    let others = beside::walk(&folder, &paths, |at, listing, entry| {
        let file = &old.files()[at];
        // Two names with one number are names of one file, and how that one stands was looked at already. But some file
        // systems list other numbers than they give files.
        let is_file =
            |known: &Trace| known.inode() == entry.inode || listing.trace(&entry.name) == Some(*known);
        let is_same = file.trace.as_ref().is_some_and(is_file);
        file.set_spared(is_same);
        is_same
    });
    let strange = others.files.into_iter().map(|(path, _)| path).collect();
    (!others.missed).then_some(Spare { folder, strange })
}

impl Spare {
    /// Where it is.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Makes it hold the files of the `old` site that are kept, and nothing else.
    pub(super) fn fit(&self, previous: &Previous, old: &Old) -> io::Result<()> {
        let dropped = old.files().iter().filter(|file| file.is_spared() && !file.is_kept());
        for path in dropped.map(|file| &file.path).chain(&self.strange) {
            take_out(&self.folder, path)?;
        }
        let missing = old.files().par_iter().filter(|file| file.is_kept() && !file.is_spared());
        missing.try_for_each(|file| {
            let to = self.folder.join(file.path.as_str());
            make_parent(&to)?;
            previous.link(&file.path, &to)
        })
    }
}

/// Moves the files `written` from the folder `from` to `merged`.
pub(super) fn move_in<'p>(
    from: &Path,
    merged: &Path,
    written: impl Iterator<Item = &'p RelPath>,
) -> io::Result<()> {
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
