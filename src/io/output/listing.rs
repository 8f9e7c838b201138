//! What one folder of a site holds, with as few questions to the system as will do: a site has ten thousand folders, and
//! each is listed at each build.

use std::io;
use std::path::Path;

use super::manifest::Trace;

/// An entry of a folder.
pub(super) struct Entry {
    /// Its name; that of a folder ends in `/`.
    pub(super) name: String,
    /// The number of the file that it leads to.
    pub(super) inode: u64,
}

/// A site's folder.
pub(super) struct Root(#[cfg(unix)] std::fs::File, #[cfg(not(unix))] std::path::PathBuf);

/// One of the folders in it, or itself.
pub(super) struct Listing {
    #[cfg(unix)]
    folder: rustix::fs::Dir,
    #[cfg(not(unix))]
    folder: std::path::PathBuf,
    /// Sorted by name.
    pub(super) entries: Vec<Entry>,
    /// Whether some could not be read.
    pub(super) missed: bool,
}

#[cfg(unix)]
mod of_unix {
    use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags, openat, statat};

    use super::{Entry, Listing, Path, Root, Trace, io};

    impl Root {
        /// Opens the folder at `path`.
        pub(in super::super) fn open(path: &Path) -> io::Result<Self> {
            let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
            Ok(Self(openat(rustix::fs::CWD, path, flags, Mode::empty())?.into()))
        }

        /// Lists the folder `below` it: `""`, or a path that ends in `/`.
        pub(in super::super) fn list(&self, below: &str) -> io::Result<Listing> {
            let path = if below.is_empty() { "." } else { below.trim_end_matches('/') };
            let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            let mut folder = Dir::new(openat(&self.0, path, flags, Mode::empty())?)?;
            let (mut entries, mut missed) = (Vec::new(), false);
            while let Some(entry) = folder.read() {
                let entry = entry?;
                let Ok(name) = entry.file_name().to_str() else {
                    missed = true;
                    continue;
                };
                if matches!(name, "." | "..") {
                    continue;
                }
                let kind = match entry.file_type() {
                    FileType::Unknown => statat(folder.fd()?, name, AtFlags::SYMLINK_NOFOLLOW)
                        .map_or(FileType::Unknown, |found| FileType::from_raw_mode(found.st_mode)),
                    kind => kind,
                };
                let name = if kind.is_dir() { format!("{name}/") } else { name.to_owned() };
                entries.push(Entry { name, inode: entry.ino() });
            }
            entries.sort_unstable_by(|a, b| a.name.cmp(&b.name));
            Ok(Listing { folder, entries, missed })
        }
    }

    impl Listing {
        /// How the file `name` stands on the disk, if it is one.
        pub(in super::super) fn trace(&self, name: &str) -> Option<Trace> {
            Trace::of_stat(&statat(self.folder.fd().ok()?, name, AtFlags::SYMLINK_NOFOLLOW).ok()?)
        }
    }
}

/// Elsewhere files have no numbers, and nothing is taken over.
#[cfg(not(unix))]
mod elsewhere {
    #![expect(clippy::disallowed_methods, reason = "a site's folders are on the disk")]

    use super::{Entry, Listing, Path, Root, Trace, io};

    impl Root {
        pub(in super::super) fn open(path: &Path) -> io::Result<Self> {
            Ok(Self(path.to_owned()))
        }

        pub(in super::super) fn list(&self, below: &str) -> io::Result<Listing> {
            let folder = self.0.join(below);
            let (mut entries, mut missed) = (Vec::new(), false);
            for entry in std::fs::read_dir(&folder)? {
                let entry = entry?;
                match (entry.file_name().into_string(), entry.file_type()) {
                    (Ok(name), Ok(kind)) if kind.is_dir() => {
                        entries.push(Entry { name: name + "/", inode: 0 });
                    }
                    (Ok(name), Ok(_)) => entries.push(Entry { name, inode: 0 }),
                    _ => missed = true,
                }
            }
            entries.sort_unstable_by(|a, b| a.name.cmp(&b.name));
            Ok(Listing { folder, entries, missed })
        }
    }

    impl Listing {
        pub(in super::super) fn trace(&self, name: &str) -> Option<Trace> {
            Trace::at(&self.folder.join(name))
        }
    }
}
