//! Faults of the environment: what was being done, to which path, and why the system refused, in plain words.
//!
//! Not for faults in content, which are diagnostics. The command line ends with exit code 3 on one of these.

use std::fmt;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

/// Why something outside the program did not work.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    doing: String,
    path: Option<PathBuf>,
    reason: String,
    help: Option<String>,
}

impl Fault {
    /// `cannot {doing} {path}: {reason}`; `doing` is a verb (`read`, `write to`), `reason` has no full stop.
    #[must_use]
    pub fn new(doing: impl Into<String>, path: impl Into<PathBuf>, reason: impl Into<String>) -> Self {
        Self { doing: doing.into(), path: Some(path.into()), reason: reason.into(), help: None }
    }

    /// A fault that no path belongs to: `cannot {doing}: {reason}`.
    #[must_use]
    pub fn elsewhere(doing: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { doing: doing.into(), path: None, reason: reason.into(), help: None }
    }

    /// What the system answered when `path` was read, written or moved.
    #[must_use]
    pub fn system(doing: impl Into<String>, path: impl Into<PathBuf>, error: &Error) -> Self {
        let fault = Self::new(doing, path, plain_words(error));
        match remedy(error.kind()) {
            Some(help) => fault.help(help),
            None => fault,
        }
    }

    /// Says what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The path that it is about.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Why, in plain words.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// What to do about it.
    #[must_use]
    pub fn help_text(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {}", self.doing)?;
        if let Some(path) = &self.path {
            write!(f, " {}", printable(path))?;
        }
        write!(f, ": {}", self.reason)
    }
}

impl std::error::Error for Fault {}

/// A path as text that cannot steer a terminal: control characters and broken UTF-8 become U+FFFD.
pub(super) fn printable(path: &Path) -> String {
    path.to_string_lossy().chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// The system's reason in words that need no manual.
pub(super) fn plain_words(error: &Error) -> String {
    let words = match error.kind() {
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::QuotaExceeded => "the disk quota is used up",
        ErrorKind::PermissionDenied => "permission denied",
        ErrorKind::ReadOnlyFilesystem => "the file system is read-only",
        ErrorKind::NotADirectory => "a part of the path is a file, not a folder",
        ErrorKind::CrossesDevices => "it lies on another file system than the folder beside it",
        ErrorKind::ResourceBusy => "it is in use by the system (a mount point, perhaps)",
        ErrorKind::NotFound => "there is no such file or folder",
        ErrorKind::InvalidFilename => "the name is too long or not allowed on this file system",
        ErrorKind::FileTooLarge => "the file would be larger than this system allows",
        ErrorKind::AlreadyExists => "something with this name is there already",
        _ => return without_number(&error.to_string()),
    };
    words.to_owned()
}

/// `Too many open files (os error 24)` without its number and its capital.
fn without_number(text: &str) -> String {
    let text = text.split(" (os error").next().unwrap_or(text).trim_end_matches('.');
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

fn remedy(kind: ErrorKind) -> Option<&'static str> {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            Some("free some space or write to another disk; what was there before is untouched")
        }
        ErrorKind::PermissionDenied => Some("look at who owns it and who may use it: ls -ld"),
        ErrorKind::ReadOnlyFilesystem => Some("write to another folder"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_where_and_why() {
        let fault = Fault::system("write", "public/index.html", &Error::from(ErrorKind::StorageFull));
        assert_eq!(fault.to_string(), "cannot write public/index.html: the disk is full");
        assert!(fault.help_text().is_some_and(|help| help.contains("free some space")));
    }

    #[test]
    fn other_reasons_lose_their_number() {
        let fault = Fault::system("read", "a", &Error::from_raw_os_error(24));
        assert!(!fault.reason().contains("os error"), "{fault}");
        assert!(fault.reason().starts_with(char::is_lowercase), "{fault}");
    }

    #[test]
    fn a_path_cannot_steer_the_terminal() {
        let fault = Fault::new("read", "a\u{1b}[2Jb", "it is odd");
        assert!(!fault.to_string().contains('\u{1b}'));
    }
}
