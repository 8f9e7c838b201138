//! What became of a build: what it changed, and what the next one wants to know of it.

use std::collections::HashMap;
use std::path::PathBuf;

use rayon::prelude::*;

use super::{Staging, Taken};
use crate::digest::{Digest, QuickTable};
use crate::io::output::manifest::{Manifest, Noted, Trace};
use crate::tree::RelPath;

/// What a build changed. Compressed forms have no address of their own, so they are counted by themselves.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Committed {
    /// How many files are new or differ from the old ones.
    pub written: usize,
    /// How many files are the same as before; they keep their modification times.
    pub unchanged: usize,
    /// The files that are new or differ, in the order of their paths.
    pub changed: Vec<RelPath>,
    /// The files that were there before and are no more, in the order of their paths.
    pub removed: Vec<RelPath>,
    /// The compressed forms beside them.
    pub forms: Forms,
    /// What is known of the new site's files, to be handed to the next build: what they were made from, and how those
    /// that were kept stand on the disk.
    sources: HashMap<RelPath, (Taken, Option<Trace>), QuickTable>,
    target: PathBuf,
}

/// Compressed forms, counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Forms {
    /// Those that are new or differ from the old ones.
    pub written: usize,
    /// Those that are the same as before.
    pub unchanged: usize,
    /// Those that were there before and are no more, as far as that is known.
    pub removed: usize,
}

impl Committed {
    /// What the next build wants to know of this one: what it was made from as a `whole`, and how many incidents it
    /// shows.
    #[must_use]
    pub fn manifest(&self, whole: Digest, incidents: usize) -> Manifest {
        let noted = self.sources.par_iter().filter_map(|(path, (taken, trace))| {
            let trace = trace.or_else(|| Trace::at(&self.target.join(path.as_str())))?;
            Some((path.clone(), Noted { source: taken.source, form: taken.form, trace }))
        });
        Manifest { whole, incidents, files: noted.collect() }
    }
}

impl Staging {
    /// What is to be said of the new site of the files `taken`, when `old` stood there; the three lists are of the files
    /// that were kept, that changed and that were removed.
    pub(super) fn committed(
        &self,
        taken: HashMap<RelPath, Taken, QuickTable>,
        old: &HashMap<RelPath, Option<Trace>, QuickTable>,
        [mut kept, mut changed, mut removed]: [Vec<RelPath>; 3],
    ) -> Committed {
        let is_form = |path: &RelPath| taken.get(path).is_some_and(|taken| taken.form);
        // Without notes, what was a form and what a file by itself is not known; then all are named.
        let noted = self.manifest.as_ref().map(|manifest| &manifest.files);
        let was_form = |path: &RelPath| noted.and_then(|noted| noted.get(path)).is_some_and(|old| old.form);
        let forms = Forms {
            written: take_out(&mut changed, is_form),
            unchanged: take_out(&mut kept, is_form),
            removed: take_out(&mut removed, was_form),
        };
        let source = |(path, taken): (RelPath, Taken)| {
            // One that could not be linked was copied, and is another file: it will be compared next time.
            let trace = if taken.kept { old.get(&path).copied().flatten() } else { None };
            (path, (taken, trace))
        };
        Committed {
            written: changed.len(),
            unchanged: kept.len(),
            changed,
            removed,
            forms,
            sources: taken.into_iter().map(source).collect(),
            target: self.target.path().to_owned(),
        }
    }
}

/// Takes out of `paths` what `is_out`, and says how many that were.
fn take_out(paths: &mut Vec<RelPath>, is_out: impl Fn(&RelPath) -> bool) -> usize {
    let before = paths.len();
    paths.retain(|path| !is_out(path));
    before - paths.len()
}
