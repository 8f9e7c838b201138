//! What a file looks like from outside: whether it may have changed since it was read.

use std::fs::Metadata;

/// The size of a file, its times, and which file it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Stamp {
    size: u64,
    /// Seconds and nanoseconds of the last writing, and of the last change to anything about the file, which no program
    /// can set; the device and the number of the file.
    #[cfg(unix)]
    of_unix: [i64; 6],
    #[cfg(not(unix))]
    written: Option<std::time::SystemTime>,
}

impl Stamp {
    #[cfg(unix)]
    pub(super) fn of(metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        let of_unix = [
            metadata.mtime(),
            metadata.mtime_nsec(),
            metadata.ctime(),
            metadata.ctime_nsec(),
            metadata.dev().cast_signed(),
            metadata.ino().cast_signed(),
        ];
        Self { size: metadata.len(), of_unix }
    }

    #[cfg(not(unix))]
    pub(super) fn of(metadata: &Metadata) -> Self {
        Self { size: metadata.len(), written: metadata.modified().ok() }
    }
}
