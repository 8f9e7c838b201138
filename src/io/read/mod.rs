//! Turns a folder on disk into a [`Tree`].
//!
//! Decides what is read and how much of it, and never what it means. Nothing outside the folder is read, whatever links
//! say; nothing that could block (a pipe) is opened. Files that come or go meanwhile count as absent.

mod again;
mod file;
mod stamp;
mod walk;

use std::path::Path;

use super::{Fault, names};
use crate::diagnostics::{self, Diagnostic};
use crate::tree::Tree;
pub use again::Reader;
use walk::{Found, Parts, Scope, Walk};

/// A folder as it was read.
#[derive(Clone, Debug, Default)]
pub struct ReadSite {
    /// The files, by their paths below the folder.
    pub tree: Tree,
    /// What could not be taken in as it stands, sorted.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the site at `root`: `candor.toml`, `content/`, `static/` and `themes/`, as far as they are there.
///
/// Hidden files (except in `static/.well-known/`) and what editors leave behind are not the site's.
///
/// # Errors
/// Every file and folder that the system does not let Candor read; or only `root`, when it is no folder.
pub fn read_site(root: &Path) -> Result<ReadSite, Vec<Fault>> {
    finish(walk_site(root, false)?.into_parts(&|_| None)).map(|(site, _)| site)
}

/// Walks a site's folder; `stamps` says whether files are looked at from outside.
fn walk_site(root: &Path, stamps: bool) -> Result<Walk, Vec<Fault>> {
    let mut walk = Walk::new(root, Scope::Site, stamps).map_err(|fault| vec![fault])?;
    for part in names::PARTS {
        walk.enter_top(part);
    }
    Ok(walk)
}

/// Reads a folder of another tool for import: everything in it except `.git`, `node_modules`, and at the top `public`
/// and `resources` (what Hugo makes).
///
/// # Errors
/// As for [`read_site`].
pub fn read_tree(root: &Path) -> Result<ReadSite, Vec<Fault>> {
    let mut walk = Walk::new(root, Scope::Foreign, false).map_err(|fault| vec![fault])?;
    walk.enter_all();
    finish(walk.into_parts(&|_| None)).map(|(site, _)| site)
}

/// What was read, and which files that took.
fn finish(parts: Parts) -> Result<(ReadSite, Vec<Found>), Vec<Fault>> {
    let Parts { tree, mut diagnostics, mut faults, files } = parts;
    faults.sort_by(|a, b| a.path().cmp(&b.path()));
    if !faults.is_empty() {
        return Err(faults);
    }
    diagnostics::sort(&mut diagnostics);
    Ok((ReadSite { tree, diagnostics }, files))
}
