//! A folder of notes on earlier builds, beside candor.toml. Nothing hangs on it but time: it can be deleted or damaged at
//! any moment, and the next build comes out the same.
//!
//! What stands in its files is their users' affair; here they are read, written in one step, and appended to.
//!
//! Notes are believed, and some of them are HTML, so they have to be this machine's own. A folder that came with the site,
//! from whoever sent it in, is thrown away: ours says by which number and since when it stands on this disk, which nobody
//! knows who fills it elsewhere.
#![expect(clippy::disallowed_methods, reason = "the cache lives on the disk")]

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The folder's name.
pub const FOLDER: &str = ".candor-cache";

/// What stands in the folder's own `.gitignore`: everything in it is nobody else's business.
const IGNORE: &str =
    "# Notes of candor on earlier builds, for speed. This folder can be deleted at any time.\n*\n";

/// The file that says which folder it was made in.
const STAMP: &str = "made-here";

/// The folder.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// The cache of the site at `root`, made if it is not there or was made elsewhere; `None` where that is not allowed.
    #[must_use]
    pub fn open(root: &Path) -> Option<Self> {
        let cache = Self { folder: root.join(FOLDER) };
        if !cache.was_made_here() {
            cache.make().ok()?;
        }
        Some(cache)
    }

    fn was_made_here(&self) -> bool {
        let path = self.folder.join(STAMP);
        let is_file = fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_file());
        is_file && fs::read_to_string(&path).ok() == self.stamp().ok()
    }

    fn make(&self) -> io::Result<()> {
        // A link is neither followed nor removed: no folder can be made in its place.
        if fs::symlink_metadata(&self.folder).is_ok_and(|metadata| metadata.is_dir()) {
            fs::remove_dir_all(&self.folder)?;
        }
        fs::create_dir(&self.folder)?;
        fs::write(self.folder.join(".gitignore"), IGNORE)?;
        fs::write(self.folder.join(STAMP), self.stamp()?)
    }

    /// What tells this folder from any other: its number on the disk, and when it was made, where the system says it.
    fn stamp(&self) -> io::Result<String> {
        let metadata = fs::symlink_metadata(&self.folder)?;
        #[cfg(unix)]
        let number = std::os::unix::fs::MetadataExt::ino(&metadata);
        #[cfg(not(unix))]
        let number = 0;
        Ok(format!("candor cache {number} {:?}\n", metadata.created().ok()))
    }

    /// Where the file or folder `name` stands, or would.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The text of the file `name`, if it is there and is text.
    #[must_use]
    pub fn read(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.folder.join(name)).ok()
    }

    /// Puts `text` in the place of the file `name` in one step.
    ///
    /// # Errors
    /// With the system's reason.
    pub fn write(&self, name: &str, text: &str) -> io::Result<()> {
        let (mut file, to) = self.begin(name)?;
        file.write_all(text.as_bytes())?;
        self.finish(&to, name)
    }

    /// Makes a new file that [`finish`](Self::finish) puts in the place of `name`.
    ///
    /// # Errors
    /// With the system's reason.
    pub fn begin(&self, name: &str) -> io::Result<(File, PathBuf)> {
        let to = self.folder.join(format!("{name}.{}", std::process::id()));
        Ok((File::create(&to)?, to))
    }

    /// Puts the file that was begun in its place.
    ///
    /// # Errors
    /// With the system's reason.
    pub fn finish(&self, begun: &Path, name: &str) -> io::Result<()> {
        fs::rename(begun, self.folder.join(name))
    }

    /// Opens the file `name` to add to its end.
    ///
    /// # Errors
    /// With the system's reason, and when it is not there.
    pub fn append(&self, name: &str) -> io::Result<File> {
        OpenOptions::new().append(true).open(self.folder.join(name))
    }

    /// Removes a file that was begun.
    pub fn abandon(&self, begun: &Path) {
        // One that stays does no harm.
        let _ = fs::remove_file(begun);
    }
}

/// What tells this program from another of the same version: the size and the time of its file.
#[must_use]
pub fn program() -> Option<(u64, std::time::SystemTime)> {
    let metadata = fs::metadata(std::env::current_exe().ok()?).ok()?;
    Some((metadata.len(), metadata.modified().ok()?))
}
