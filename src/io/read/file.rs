//! Reads one file, up to the size that its kind may have.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;

use crate::tree::RelPath;

/// Text that a person writes: 2 MiB is some 300,000 words.
const TEXT_LIMIT: u64 = 2 << 20;

/// Everything else: images, fonts, downloads.
const ASSET_LIMIT: u64 = 64 << 20;

/// Room for a larger file than this is given back at once.
const LARGE: usize = 1 << 20;

/// What came of reading a file.
pub(super) enum Outcome {
    /// Its bytes.
    Bytes(Arc<[u8]>),
    /// It went away meanwhile.
    Gone,
    /// It is larger than it may be; its size in bytes.
    TooLarge(u64),
    /// It is no regular file (any more).
    Special,
}

/// How many bytes the file at `path` may have, and what such a file is called.
pub(super) fn limit(path: &RelPath) -> (u64, &'static str) {
    if is_text(path) { (TEXT_LIMIT, "text to read") } else { (ASSET_LIMIT, "a file to copy") }
}

/// Whether Candor parses the file, by its place and name. What lies in a `static` folder is only copied.
fn is_text(path: &RelPath) -> bool {
    let mut parts = path.as_str().split('/');
    let (top, inner) = (parts.next(), parts.nth(1));
    if top == Some("static") || (top == Some("themes") && inner == Some("static")) {
        return false;
    }
    let extension = path.extension().to_ascii_lowercase();
    matches!(
        extension.as_str(),
        "md" | "markdown" | "toml" | "html" | "htm" | "xml" | "txt" | "yaml" | "yml" | "json"
    ) || (top == Some("themes") && inner == Some("templates"))
}

/// Reads the regular file at `real`, which has no symbolic link as its last part, if it has at most `limit` bytes. What
/// stands in `buffer` is lost: whoever reads many files uses one for all.
pub(super) fn read(real: &Path, limit: u64, buffer: &mut Vec<u8>) -> io::Result<Outcome> {
    let file = match open(real) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound || is_link_loop(&error) => {
            return Ok(Outcome::Gone);
        }
        Err(error) => return Err(error),
    };
    // Asked of the open file: what was looked at before may have been replaced since.
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Ok(Outcome::Special);
    }
    if metadata.len() > limit {
        return Ok(Outcome::TooLarge(metadata.len()));
    }
    buffer.clear();
    buffer.reserve(usize::try_from(metadata.len()).unwrap_or(0) + 1);
    // The size is only what it was a moment ago, and some file systems say 0: read one byte further than is allowed.
    file.take(limit + 1).read_to_end(buffer)?;
    let size = buffer.len() as u64;
    let outcome =
        if size > limit { Outcome::TooLarge(size) } else { Outcome::Bytes(buffer.as_slice().into()) };
    if buffer.capacity() > LARGE {
        *buffer = Vec::new();
    }
    Ok(outcome)
}

/// Opens without waiting (for the other end of a pipe) and without following a link put there meanwhile.
#[cfg(unix)]
fn open(real: &Path) -> io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let flags = (OFlags::NONBLOCK | OFlags::NOFOLLOW | OFlags::NOCTTY).bits();
    OpenOptions::new().read(true).custom_flags(flags.cast_signed()).open(real)
}

#[cfg(not(unix))]
fn open(real: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(real)
}

/// Whether the system refused because of a symbolic link: too many in a row, or one where none may be.
#[cfg(unix)]
pub(super) fn is_link_loop(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error())
}

#[cfg(not(unix))]
pub(super) fn is_link_loop(_: &io::Error) -> bool {
    false
}

/// A size as people say it: `2.1 MiB`, `412 KiB`.
pub(super) fn size_words(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10).div_ceil(1 << 20);
    match (bytes < 1 << 20, tenths % 10) {
        (true, _) => format!("{} KiB", bytes.div_ceil(1 << 10)),
        (false, 0) => format!("{} MiB", tenths / 10),
        (false, tenth) => format!("{}.{tenth} MiB", tenths / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_goes_by_place_and_name() {
        let limit_of = |path: &str| limit(&RelPath::new(path).expect("a path")).0;
        for text in
            ["candor.toml", "content/incidents/a.md", "content/pages/b.HTML", "themes/x/templates/home.tera"]
        {
            assert_eq!(limit_of(text), TEXT_LIMIT, "{text}");
        }
        for asset in
            ["content/incidents/a.png", "static/manual.html", "themes/x/static/big.json", "static/x.md"]
        {
            assert_eq!(limit_of(asset), ASSET_LIMIT, "{asset}");
        }
    }

    #[test]
    fn sizes_are_rounded_up() {
        assert_eq!(size_words(1), "1 KiB");
        assert_eq!(size_words(50 << 20), "50 MiB");
        assert_eq!(size_words((2 << 20) + 1), "2.1 MiB");
    }
}
