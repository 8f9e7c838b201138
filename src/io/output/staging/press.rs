//! Compressed forms of the files of a new site, each beside its file: `index.html.gz`.
//!
//! A form is made once for each file on the disk. Its note says of which file it was made (by inode, size and time); as
//! long as that file is taken over from site to site, and nobody has touched the form, the form is taken over too. Names
//! of one file have forms that are names of one file. What the author put where a form would stand is left alone.
#![expect(clippy::disallowed_methods, reason = "files that were just written are read back")]

use std::collections::HashSet;
use std::fs;

use rayon::prelude::*;

use super::{OldFile, Staging, Taken};
use crate::digest::Digest;
use crate::encoding::{self, Encoding};
use crate::io::Fault;
use crate::io::output::manifest::Trace;
use crate::tree::RelPath;

/// A file of the new site, with all its names.
struct Plain {
    /// Whether it is the old site's.
    kept: bool,
    /// How it stands on the disk; `None` where that cannot be told, and then it has one name.
    trace: Option<Trace>,
    /// Its names, and there is one.
    paths: Vec<RelPath>,
}

impl Staging {
    /// Adds the forms in `encodings` of all files that are worth it. To be called when all files have been put.
    ///
    /// # Errors
    /// When a file cannot be read back or a form cannot be written.
    pub fn press(&self, encodings: &[Encoding]) -> Result<(), Fault> {
        if encodings.is_empty() {
            return Ok(());
        }
        let kept = self.old().files().iter().filter(|file| file.is_kept());
        let mut files: Vec<_> = kept.map(|file| (file.trace, true, file.path.clone())).collect();
        let written: Vec<RelPath> =
            self.lock_put().iter().filter(|(_, taken)| !taken.kept).map(|(path, _)| path.clone()).collect();
        files.par_extend(written.into_par_iter().map(|path| {
            let trace = Trace::at(&self.site().join(path.as_str()));
            (trace, false, path)
        }));
        let free = Free::of(files.iter().map(|(.., path)| path), encodings);
        worthy(files).par_iter().try_for_each(|plain| {
            encodings.iter().try_for_each(|encoding| self.press_one(plain, *encoding, &free))
        })
    }

    fn press_one(&self, plain: &Plain, encoding: Encoding, free: &Free) -> Result<(), Fault> {
        let source = plain.trace.map(|trace| Digest::of(&("form", encoding.extension(), trace)));
        let mut missing = Vec::new();
        for path in &plain.paths {
            let Some(form) = encoding.beside(path).filter(|form| free.is_free(form)) else { continue };
            if !(plain.kept && self.keep_form(&form, source)?) {
                missing.push(form);
            }
        }
        let (Some(path), Some((first, others))) = (plain.paths.first(), missing.split_first()) else {
            return Ok(());
        };
        let Some(bytes) = encoding.compress(&self.read_back(path, plain.kept)?) else { return Ok(()) };
        self.put(first, &bytes)?;
        self.is_form(first, source);
        for other in others {
            self.put_again(other, first, &bytes)?;
            self.is_form(other, source);
        }
        Ok(())
    }

    /// Takes over the old site's form at `path` when it was made of `source` and is what it was.
    fn keep_form(&self, path: &RelPath, source: Option<Digest>) -> Result<bool, Fault> {
        let made_of_it = |file: &OldFile| file.form && source.is_some() && file.source == source;
        if !self.old().find(path).is_some_and(made_of_it) {
            return Ok(false);
        }
        self.take(path, Taken { kept: true, source, form: true }).map(|()| true)
    }

    /// Takes note that what was put at `path` is a form.
    fn is_form(&self, path: &RelPath, source: Option<Digest>) {
        if let Some(taken) = self.lock_put().get_mut(path) {
            (taken.source, taken.form) = (source, true);
        }
    }

    fn read_back(&self, path: &RelPath, kept: bool) -> Result<Vec<u8>, Fault> {
        let read = match &self.previous {
            Some(previous) if kept => previous.read(path),
            _ => fs::read(self.site().join(path.as_str())),
        };
        read.map_err(|error| Fault::system("read", self.shown(path.as_str()), &error))
    }
}

/// How a file stands on the disk, whether it is the old site's, and its path.
type Standing = (Option<Trace>, bool, RelPath);

/// Of `files`, those that are worth a form, largest first, so that none of those is left to one thread at the end.
fn worthy(mut files: Vec<Standing>) -> Vec<Plain> {
    files.retain(|(.., path)| encoding::is_text(path));
    files.retain(|(trace, ..)| trace.is_none_or(|trace| trace.size() >= encoding::LEAST));
    files.sort_by(|a, b| b.cmp(a));
    let one = |a: &Standing, b: &Standing| a.0.is_some() && (a.0, a.1) == (b.0, b.1);
    let names = files.chunk_by(one).filter_map(|names| {
        let (trace, kept, _) = *names.first()?;
        Some(Plain { kept, trace, paths: names.iter().map(|(.., path)| path.clone()).collect() })
    });
    names.collect()
}

/// Where forms can stand: nothing else of the site does, neither as a file nor as a folder.
struct Free {
    taken: HashSet<RelPath>,
}

impl Free {
    fn of<'p>(files: impl Iterator<Item = &'p RelPath> + Clone, encodings: &[Encoding]) -> Self {
        let named =
            |path: &RelPath| encodings.iter().any(|encoding| path.extension() == encoding.extension());
        let above = |path: &RelPath| std::iter::successors(path.parent(), RelPath::parent);
        let folders = files.clone().flat_map(above).filter(named);
        Self { taken: files.filter(|path| named(path)).cloned().chain(folders).collect() }
    }

    fn is_free(&self, path: &RelPath) -> bool {
        !self.taken.contains(path)
    }
}
