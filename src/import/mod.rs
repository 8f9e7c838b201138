//! Other tools' status sites become Candor sites.
//!
//! An importer is a pure function: the old site's files come in as a [`Tree`], a whole new site and a [`Report`] come
//! out. Reading the folder, writing the new one and showing the report are the command line's.
//!
//! Every importer keeps to three promises:
//! - nothing is dropped in silence: each file of the old site is in the report, with what was kept, what was guessed and
//!   what could not be carried over;
//! - nothing is made up: an update whose time nobody recorded has none, an end that cannot be true is left out;
//! - one unreadable file stops nothing: it is an error with its line and column, and all others are imported.

pub mod cstate;
mod report;
mod write;

pub use report::{FileReport, Outcome, Report};

use crate::tree::Tree;

/// A site made out of another tool's, and what there is to say about it.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The new site: `candor.toml`, `content/…`, `static/…`.
    pub site: Tree,
    /// What became of every file of the old one.
    pub report: Report,
}
