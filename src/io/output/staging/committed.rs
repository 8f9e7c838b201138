//! What became of a build: what it changed, and what the next one wants to know of it.

use std::path::PathBuf;

use rayon::prelude::*;

use super::{Staging, Taken};
use crate::digest::Digest;
use crate::io::output::manifest::{Manifest, Noted, Trace};
use crate::io::output::old::{Old, OldFile};
use crate::tree::RelPath;

/// What a build changed. Compressed forms have no address of their own, so they are counted by themselves.
#[derive(Debug, Default)]
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
    /// What is known of the files that are the same, to be handed to the next build. One that could not be linked was
    /// copied, and is another file: it will be compared next time.
    kept: Vec<(RelPath, Noted)>,
    /// What the files that were written were made from.
    made: Vec<(RelPath, Taken)>,
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
    pub fn into_manifest(self, whole: Digest, incidents: usize) -> Manifest {
        let noted = |(path, taken): (RelPath, Taken)| {
            let trace = Trace::at(&self.target.join(path.as_str()))?;
            Some((path, Noted { source: taken.source, form: taken.form, trace }))
        };
        let mut files = self.kept;
        files.par_extend(self.made.into_par_iter().filter_map(noted));
        files.par_sort_by(|(a, _), (b, _)| a.cmp(b));
        Manifest { whole, incidents, files }
    }
}

impl Staging {
    /// What is to be said of the new site, which has the files `written` beside those of `old` that it keeps, and not those
    /// that were `removed`. Without notes, what was a form and what a file by itself is not known; then all are named.
    pub(super) fn committed(
        &self,
        old: Old,
        written: Vec<(RelPath, Taken)>,
        removed: Vec<(RelPath, bool)>,
    ) -> Committed {
        let noted = |file: OldFile| {
            let trace = file.trace.filter(|_| file.is_kept())?;
            Some((file.path, Noted { source: file.source, form: file.form, trace }))
        };
        let (mut unchanged, mut forms) = (0, Forms::default());
        for file in old.files().iter().filter(|file| file.is_kept()) {
            *(if file.form { &mut forms.unchanged } else { &mut unchanged }) += 1;
        }
        let changed = written.iter().map(|(path, taken)| (path.clone(), taken.form));
        let changed = named(changed, &mut forms.written);
        let removed = named(removed.into_iter(), &mut forms.removed);
        Committed {
            written: changed.len(),
            unchanged,
            changed,
            removed,
            forms,
            kept: old.into_files().into_iter().filter_map(noted).collect(),
            made: written,
            target: self.target.path().to_owned(),
        }
    }
}

/// The paths that are not of compressed forms; the others are only counted.
fn named(paths: impl Iterator<Item = (RelPath, bool)>, forms: &mut usize) -> Vec<RelPath> {
    let is_file = |(_, form): &(RelPath, bool)| {
        *forms += usize::from(*form);
        !form
    };
    paths.filter(is_file).map(|(path, _)| path).collect()
}
