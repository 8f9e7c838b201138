//! Lays a tree of files down in a new place, for the verbs that make a site.
//!
//! Never adds to what is there, never writes through a link, and takes its own files away again when it cannot finish.
//! A build's output, which replaces an older one, is `output`'s.
#![expect(clippy::disallowed_methods, reason = "writing files is what this module is for")]

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Component, Path, PathBuf};

use super::Fault;
use super::fault::printable;
use crate::tree::{RelPath, Tree};

/// The one thing that may stand in the folder already: people run `git init` first. Nothing is written into it.
const GIT: &str = ".git";

/// Writes all of `tree` into the folder `target`, which must be missing, or empty but for a `.git`. Folders above it are
/// made.
///
/// # Errors
/// When something stands in the folder, when `target` is no folder, or when the system refuses; whatever had been
/// written by then is gone again, and so are the folders that were made for it.
pub fn create(target: &Path, tree: &Tree) -> Result<(), Fault> {
    check(target)?;
    let mut made = Made::default();
    made.folders_down_to(target).map_err(|error| Fault::system("make the folder", target, &error))?;
    for (path, bytes) in tree.iter() {
        made.file(target, path, bytes)?;
    }
    made.keep();
    Ok(())
}

/// A file for a text that is known later: whether it can be written is known at once.
#[derive(Debug)]
pub struct Later {
    path: PathBuf,
    file: File,
}

impl Later {
    /// Opens the file at `path`, and makes it if it is not there. What stands in it stays until there is a text.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn open(path: &Path) -> Result<Self, Fault> {
        let file = File::options().write(true).create(true).truncate(false).open(path);
        let file = file.map_err(|error| Fault::system("write", path, &error))?;
        Ok(Self { path: path.to_owned(), file })
    }

    /// Puts `text` in place of what stands in the file.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn write(mut self, text: &str) -> Result<(), Fault> {
        let written = self.file.set_len(0).and_then(|()| self.file.write_all(text.as_bytes()));
        written.map_err(|error| Fault::system("write", &self.path, &error))
    }
}

/// Refuses a target that holds something, and one that is no folder.
fn check(target: &Path) -> Result<(), Fault> {
    let refuse = |reason: &str| {
        Err(Fault::new("make a site in", target, reason).help("give a folder that is new or empty"))
    };
    let entries = match fs::read_dir(target) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            if fs::symlink_metadata(target).is_ok() {
                return refuse("it is a symbolic link to a folder that is not there");
            }
            if target.components().any(|part| part == Component::ParentDir) && goes_up_from_nowhere(target) {
                return refuse("it goes up with `..` from a folder that is not there");
            }
            return Ok(());
        }
        Err(error) if error.kind() == ErrorKind::NotADirectory && target.is_file() => {
            return refuse("it is a file, not a folder");
        }
        Err(error) => return Err(Fault::system("make a site in", target, &error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| Fault::system("read the folder", target, &error))?;
        if entry.file_name() != GIT {
            names.push(printable(Path::new(&entry.file_name())));
        }
    }
    names.sort();
    if names.is_empty() { Ok(()) } else { Err(occupied(target, &names)) }
}

/// Whether a `..` follows a part that is missing: the system and a reader would not agree on where that leads.
fn goes_up_from_nowhere(target: &Path) -> bool {
    let mut so_far = PathBuf::new();
    for part in target.components() {
        if part == Component::ParentDir && !so_far.as_os_str().is_empty() && !so_far.exists() {
            return true;
        }
        so_far.push(part);
    }
    false
}

/// The refusal of a folder that holds `names`, which are sorted.
fn occupied(target: &Path, names: &[String]) -> Fault {
    const SHOWN: usize = 3;
    if names.iter().any(|name| name == "candor.toml") {
        return Fault::new("make a site in", target, "there is a site already (candor.toml)")
            .help("give a folder that is new or empty, or work on with the site that is there");
    }
    let shown = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let more = match names.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let reason = format!("it is not empty: it holds {shown}{more}");
    Fault::new("make a site in", target, reason)
        .help("give a folder that is new or empty; what is there is never added to or written over")
}

/// What was made so far. Dropped without [`keep`](Self::keep), it takes all of that away again.
#[derive(Default)]
struct Made {
    /// Folders and files in the order in which they were made.
    paths: Vec<PathBuf>,
}

impl Made {
    /// Makes `folder` and the missing ones above it.
    fn folders_down_to(&mut self, folder: &Path) -> io::Result<()> {
        if folder.as_os_str().is_empty() || folder.is_dir() {
            return Ok(());
        }
        if let Some(above) = folder.parent() {
            self.folders_down_to(above)?;
        }
        fs::create_dir(folder)?;
        self.paths.push(folder.to_owned());
        Ok(())
    }

    /// Writes one new file. Only folders that were made here lie on the way to it, and the file itself must not be
    /// there, so that no link can lead the writing elsewhere.
    fn file(&mut self, target: &Path, path: &RelPath, bytes: &[u8]) -> Result<(), Fault> {
        let mut to = target.to_owned();
        let (folders, name) = path.as_str().rsplit_once('/').unwrap_or(("", path.as_str()));
        for part in folders.split('/').filter(|part| !part.is_empty()) {
            to.push(part);
            // One by one, and only the first time: a folder that somebody else put there in the meantime is refused.
            if !self.paths.contains(&to) {
                fs::create_dir(&to).map_err(|error| Fault::system("make the folder", &to, &error))?;
                self.paths.push(to.clone());
            }
        }
        to.push(name);
        let fault = |error: io::Error| Fault::system("write", &to, &error);
        let mut file = File::create_new(&to).map_err(fault)?;
        self.paths.push(to.clone());
        file.write_all(bytes).map_err(fault)
    }

    fn keep(mut self) {
        self.paths.clear();
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        for path in self.paths.iter().rev() {
            // A folder into which somebody else has put something in the meantime stays, with that in it.
            let _ = fs::remove_file(path).or_else(|_| fs::remove_dir(path));
        }
    }
}
