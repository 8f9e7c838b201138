//! Walks a folder, follows the links that stay inside, and says of everything else why it was left out.
#![expect(clippy::disallowed_methods, reason = "reading the disk is what this module is for")]

use std::ffi::{OsStr, OsString};
use std::fs::{self, FileType, Metadata};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::file::{self, Outcome};
use super::stamp::Stamp;
use crate::diagnostics::{Code, Diagnostic};
use crate::io::{Fault, names};
use crate::tree::{RelPath, Tree};

/// Links inside the folder can make a few folders look like endlessly many; no real site comes near this.
const MOST_ENTRIES: usize = 1_000_000;

/// Whose folder it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// A site of Candor's.
    Site,
    /// A folder of another tool.
    Foreign,
}

/// A file to read.
pub(super) struct Found {
    /// Where it is, without links in its path.
    pub(super) real: PathBuf,
    /// Its path below the root, as it is reached.
    pub(super) path: RelPath,
    /// What it looked like before it was read; `None` when nobody wants to know.
    pub(super) stamp: Option<Stamp>,
}

/// What a walk found.
pub(super) struct Parts {
    pub(super) tree: Tree,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) faults: Vec<Fault>,
    pub(super) files: Vec<Found>,
}

/// Says what a file holds that need not be read.
pub(super) type Believed<'a> = &'a (dyn Fn(&Found) -> Option<Arc<[u8]>> + Sync);

/// A walk through one folder and what it has found.
pub(super) struct Walk {
    /// The folder, without links in its path.
    root: PathBuf,
    scope: Scope,
    /// Whether somebody wants to know what files look like from outside.
    stamps: bool,
    /// The folders from the root down to the one being read, without links in their paths.
    above: Vec<PathBuf>,
    entries: usize,
    /// The files to read.
    files: Vec<Found>,
    tree: Tree,
    diagnostics: Vec<Diagnostic>,
    faults: Vec<Fault>,
}

impl Walk {
    pub(super) fn new(root: &Path, scope: Scope, stamps: bool) -> Result<Self, Fault> {
        let fault = |error: io::Error| Fault::system("read", root, &error);
        let real = fs::canonicalize(root).map_err(fault)?;
        if !fs::metadata(&real).map_err(fault)?.is_dir() {
            return Err(Fault::new("read", root, "it is a file, not a folder")
                .help("name the folder that holds candor.toml"));
        }
        let above = vec![real.clone()];
        Ok(Self {
            root: real,
            scope,
            stamps,
            above,
            entries: 0,
            files: Vec::new(),
            tree: Tree::new(),
            diagnostics: Vec::new(),
            faults: Vec::new(),
        })
    }

    /// Reads the files that were found, several at once, but for those that are `believed` to hold something.
    pub(super) fn into_parts(mut self, believed: Believed<'_>) -> Parts {
        let files = std::mem::take(&mut self.files);
        let read = |buffer: &mut Vec<u8>, found: &Found| match believed(found) {
            Some(bytes) => Ok(Outcome::Bytes(bytes)),
            None => file::read(&found.real, file::limit(&found.path).0, buffer),
        };
        let read: Vec<_> = files.par_iter().map_init(Vec::new, read).collect();
        for (found, outcome) in files.iter().zip(read) {
            self.take_in(&found.real, &found.path, outcome);
        }
        Parts { tree: self.tree, diagnostics: self.diagnostics, faults: self.faults, files }
    }

    /// Takes in the entry `name` of the root, if it is there.
    pub(super) fn enter_top(&mut self, name: &str) {
        let root = self.root.clone();
        self.entry(&root, None, OsStr::new(name), None);
    }

    /// Takes in everything.
    pub(super) fn enter_all(&mut self) {
        let root = self.root.clone();
        self.folder(&root, None);
    }

    fn folder(&mut self, real: &Path, at: Option<&RelPath>) {
        let mut names = match entry_names(real) {
            Ok(names) => names,
            Err(error) if vanished(&error) => return,
            Err(error) => return self.faults.push(Fault::system("read the folder", real, &error)),
        };
        // The system lists them in any order; a build must not depend on it.
        names.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        for (name, kind) in names {
            self.entries += 1;
            if self.entries > MOST_ENTRIES {
                if self.entries == MOST_ENTRIES + 1 {
                    let reason = format!("it holds more than {MOST_ENTRIES} files");
                    self.faults.push(
                        Fault::new("read", &self.root, reason)
                            .help("look for symbolic links between its folders"),
                    );
                }
                return;
            }
            self.entry(real, at, &name, kind);
        }
    }

    /// Takes in an entry of the folder `parent`, which is of a `kind` as far as the folder says so.
    fn entry(&mut self, parent: &Path, at: Option<&RelPath>, name: &OsStr, kind: Option<FileType>) {
        if self.is_skipped(at, &name.to_string_lossy()) {
            return;
        }
        let here = parent.join(name);
        if !self.stamps && kind.is_some_and(|kind| kind.is_file()) {
            if let Some(path) = self.name_of(at, name) {
                self.files.push(Found { real: here, path, stamp: None });
            }
            return;
        }
        let metadata = match fs::symlink_metadata(&here) {
            Ok(metadata) => metadata,
            Err(error) if vanished(&error) => return,
            Err(error) => return self.faults.push(Fault::system("read", here, &error)),
        };
        let Some(path) = self.name_of(at, name) else { return };
        if metadata.is_symlink() {
            self.link(&here, &path);
        } else {
            self.item(&here, &metadata, &path);
        }
    }

    fn is_skipped(&self, at: Option<&RelPath>, name: &str) -> bool {
        match self.scope {
            Scope::Site => names::is_skipped(at.map_or("", RelPath::as_str), name),
            Scope::Foreign => {
                matches!(name, ".git" | "node_modules")
                    || (at.is_none() && matches!(name, "public" | "resources"))
            }
        }
    }

    /// The site's path for `name`, or a diagnostic when it cannot have one.
    fn name_of(&mut self, at: Option<&RelPath>, name: &OsStr) -> Option<RelPath> {
        let lossy = name.to_string_lossy();
        let utf8 = name.to_str();
        if let Some(path) = utf8.and_then(|name| RelPath::new(&below(at, name)).ok()) {
            return Some(path);
        }
        let bad = |c: char| c.is_control() || c == '\\';
        let shown: String = lossy.chars().map(|c| if bad(c) { '\u{fffd}' } else { c }).collect();
        let reason = match lossy.chars().find(|c| bad(*c)) {
            Some(c) if utf8.is_some() => format!("the file's name holds the character {c:?}"),
            _ => "the file's name is not UTF-8 text".to_owned(),
        };
        if let Ok(path) = RelPath::new(&below(at, &shown)) {
            let help = "rename it; letters, digits, `-`, `_` and `.` work everywhere";
            self.diagnostics.push(Diagnostic::new(Code::BadFileName, &path, reason).help(help));
        }
        None
    }

    fn link(&mut self, here: &Path, path: &RelPath) {
        let real = match fs::canonicalize(here) {
            Ok(real) => real,
            Err(error) => return self.dead_link(here, path, &error),
        };
        if !real.starts_with(&self.root) {
            let help = "copy what it leads to into the site's folder";
            return self.note(
                Code::SymlinkOutside,
                path,
                "this symbolic link leads out of the site's folder",
                help,
            );
        }
        if self.above.contains(&real) {
            let help = "remove the link";
            return self.note(
                Code::SymlinkLoop,
                path,
                "this symbolic link leads to a folder that it lies in",
                help,
            );
        }
        match fs::symlink_metadata(&real) {
            Ok(metadata) => self.item(&real, &metadata, path),
            Err(error) if vanished(&error) => {}
            Err(error) => self.faults.push(Fault::system("read", real, &error)),
        }
    }

    fn dead_link(&mut self, here: &Path, path: &RelPath, error: &io::Error) {
        if file::is_link_loop(error) {
            let help = "remove the link, or let it lead to a file";
            self.note(Code::SymlinkLoop, path, "this symbolic link leads back to itself", help);
        } else if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) {
            // The link itself may be what went away.
            let Ok(target) = fs::read_link(here) else { return };
            let message = format!("this symbolic link leads to `{}`, which is not there", clean(&target));
            self.note(Code::SymlinkBroken, path, message, "remove the link, or put back what it leads to");
        } else {
            self.faults.push(Fault::system("follow the symbolic link", here, error));
        }
    }

    /// Takes in a file or a folder; `real` has no links in it.
    fn item(&mut self, real: &Path, metadata: &Metadata, path: &RelPath) {
        if metadata.is_dir() {
            self.above.push(real.to_owned());
            self.folder(real, Some(path));
            self.above.pop();
        } else if metadata.is_file() {
            let stamp = self.stamps.then(|| Stamp::of(metadata));
            self.files.push(Found { real: real.to_owned(), path: path.clone(), stamp });
        } else {
            self.special(path);
        }
    }

    fn take_in(&mut self, real: &Path, path: &RelPath, outcome: io::Result<Outcome>) {
        let (limit, what) = file::limit(path);
        match outcome {
            Ok(Outcome::Bytes(bytes)) => self.tree.insert(path.clone(), bytes),
            Ok(Outcome::Gone) => {}
            Ok(Outcome::Special) => self.special(path),
            Ok(Outcome::TooLarge(size)) => {
                let (size, most) = (file::size_words(size), file::size_words(limit));
                let message = format!("the file has {size}; {what} may have {most}");
                self.note(
                    Code::FileTooLarge,
                    path,
                    message,
                    "make it smaller, or link to it on another host",
                );
            }
            Err(error) => self.faults.push(Fault::system("read", real, &error)),
        }
    }

    fn special(&mut self, path: &RelPath) {
        let message = "this is a pipe, a socket or a device, not a file";
        self.note(Code::SpecialFile, path, message, "remove it from the site's folder");
    }

    fn note(&mut self, code: Code, path: &RelPath, message: impl Into<String>, help: &str) {
        self.diagnostics.push(Diagnostic::new(code, path, message).help(help));
    }
}

fn below(at: Option<&RelPath>, name: &str) -> String {
    at.map_or_else(|| name.to_owned(), |folder| format!("{folder}/{name}"))
}

/// The names of what a folder holds, and of what kind each is.
fn entry_names(folder: &Path) -> io::Result<Vec<(OsString, Option<FileType>)>> {
    fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| (entry.file_name(), entry.file_type().ok())))
        .collect()
}

/// Whether what was listed a moment ago has gone, or has become something else.
fn vanished(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn clean(path: &Path) -> String {
    path.to_string_lossy().chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
