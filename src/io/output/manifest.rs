//! What is known of the files of a site that was built: what each was made from, and by what to tell that it is still
//! the file that was written.
//!
//! A note is believed only as a whole: one changed byte in it, and there is none.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::OnceLock;
use std::time::SystemTime;

use rayon::prelude::*;

use crate::digest::Digest;
use crate::io::cache;
use crate::tree::RelPath;

/// What stands at the head of a note.
const HEAD: &str = "candor output";

/// What stands before the source of a compressed form.
const FORM: &str = "~";

/// About as many bytes as a line of a note has.
const LINE: usize = 112;

/// So many lines are written by one thread at a time.
const AT_A_TIME: usize = 4096;

/// What a file's entry on the disk says; another file, or the same one written to, has another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) struct Trace {
    size: u64,
    seconds: i64,
    nanos: i64,
    inode: u64,
}

impl Trace {
    /// Of the regular file at `path`.
    #[cfg(unix)]
    pub(super) fn at(path: &Path) -> Option<Self> {
        Self::of_stat(&rustix::fs::lstat(path).ok()?)
    }

    /// Elsewhere nothing is taken over.
    #[cfg(not(unix))]
    pub(super) fn at(_: &Path) -> Option<Self> {
        None
    }

    /// In bytes.
    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// Its number in its file system.
    pub(super) fn inode(&self) -> u64 {
        self.inode
    }

    /// Of a regular file.
    #[cfg(unix)]
    #[allow(
        clippy::unnecessary_cast,
        clippy::cast_sign_loss,
        clippy::cast_possible_wrap,
        reason = "the types of the fields differ from system to system, and equal ones stay equal"
    )]
    pub(super) fn of_stat(stat: &rustix::fs::Stat) -> Option<Self> {
        rustix::fs::FileType::from_raw_mode(stat.st_mode).is_file().then_some(Self {
            size: stat.st_size as u64,
            seconds: stat.st_mtime as i64,
            nanos: stat.st_mtime_nsec as i64,
            inode: stat.st_ino as u64,
        })
    }
}

/// A file of the site.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Noted {
    pub(super) source: Option<Digest>,
    /// Whether it is a compressed form of the file beside it, which is its source.
    pub(super) form: bool,
    pub(super) trace: Trace,
}

/// What is known of a site that was built.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Manifest {
    /// What the whole was made from.
    pub whole: Digest,
    /// How many incidents it shows.
    pub incidents: usize,
    /// By path.
    pub(super) files: Vec<(RelPath, Noted)>,
}

impl Manifest {
    /// As text.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("{HEAD} {} {}\n", self.whole, self.incidents);
        let lines = |files: &[(RelPath, Noted)]| {
            let mut lines = String::with_capacity(files.len() * LINE);
            for file in files {
                line(&mut lines, file);
            }
            lines
        };
        text.extend(self.files.par_chunks(AT_A_TIME).map(lines).collect::<Vec<_>>());
        let check = check(&text);
        let _ = writeln!(text, "{check}");
        text
    }

    /// What [`to_text`](Self::to_text) wrote; `None` when a byte of it has changed.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (lines, said) = text.strip_suffix('\n')?.rsplit_once('\n')?;
        let lines = &text[..=lines.len()];
        if Digest::parse(said)? != check(lines) {
            return None;
        }
        let (head, lines) = lines.split_once('\n')?;
        let mut head = head.strip_prefix(HEAD)?.trim_start().split(' ');
        let whole = Digest::parse(head.next()?)?;
        let incidents = head.next()?.parse().ok()?;
        let files: Option<Vec<_>> = lines.par_lines().map(file).collect();
        Some(Self { whole, incidents, files: files? })
    }
}

/// What stands at the end of a note: another program than the one that wrote it has another, as it may make something
/// else of the same sources.
fn check(lines: &str) -> Digest {
    static PROGRAM: OnceLock<Option<(u64, SystemTime)>> = OnceLock::new();
    Digest::of(&(env!("CARGO_PKG_VERSION"), PROGRAM.get_or_init(cache::program), lines))
}

/// What is noted of a file, as a line.
fn line(text: &mut String, (path, Noted { source, form, trace }): &(RelPath, Noted)) {
    let form = if *form { FORM } else { "" };
    // Writing to a text does not fail.
    let _ = match source {
        Some(source) => write!(text, "{form}{source}"),
        None => write!(text, "{form}-"),
    };
    let Trace { size, seconds, nanos, inode } = trace;
    let _ = writeln!(text, " {size} {seconds} {nanos} {inode} {path}");
}

fn file(line: &str) -> Option<(RelPath, Noted)> {
    let mut parts = line.splitn(6, ' ');
    let source = parts.next()?;
    let form = source.strip_prefix(FORM);
    let source = match form.unwrap_or(source) {
        "-" => None,
        source => Some(Digest::parse(source)?),
    };
    let trace = Trace {
        size: parts.next()?.parse().ok()?,
        seconds: parts.next()?.parse().ok()?,
        nanos: parts.next()?.parse().ok()?,
        inode: parts.next()?.parse().ok()?,
    };
    Some((RelPath::new(parts.next()?).ok()?, Noted { source, form: form.is_some(), trace }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_reads_back_and_is_believed_only_whole() {
        let noted =
            |source, form| Noted { source, form, trace: Trace { size: 1, seconds: -2, nanos: 3, inode: 4 } };
        let digest = Some(Digest::of("x"));
        let files =
            [("a b", digest, false), ("c/d", None, false), ("e.gz", digest, true), ("f.gz", None, true)];
        let files =
            files.map(|(path, source, form)| (RelPath::new(path).expect("a path"), noted(source, form)));
        let manifest = Manifest { whole: Digest::of("w"), incidents: 7, files: files.into_iter().collect() };
        let text = manifest.to_text();
        assert_eq!(Manifest::parse(&text), Some(manifest));
        for cut in 0..text.len() {
            assert_eq!(Manifest::parse(&text[..cut]), None, "cut at {cut}");
        }
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1;
            let damaged = String::from_utf8(bytes).expect("still ASCII");
            assert_eq!(Manifest::parse(&damaged), None, "damaged at {at}");
        }
    }
}
