//! Which folder a build may replace, and which it must never touch.
#![expect(clippy::disallowed_methods, reason = "looks at the disk before anything is written")]

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use crate::io::{Fault, names};

/// The file by which Candor knows a folder of its own again.
pub const MARKER: &str = ".candor";

/// What stands in it.
pub(super) const MARKER_TEXT: &str = "This folder is made by Candor; each build replaces it as a whole.\n";

/// The folder that is to hold the site.
#[derive(Debug)]
pub(super) struct Target {
    /// Without links in it, so that a link to the folder stays a link.
    path: PathBuf,
    parent: PathBuf,
    name: String,
}

impl Target {
    /// Finds out which folder `target` is and refuses the ones that are dear to somebody.
    pub(super) fn resolve(target: &Path, site_root: &Path) -> Result<Self, Fault> {
        let path = real_path(target)?;
        let refuse = |reason: &str| {
            Err(Fault::new("write the site to", target, reason)
                .help("give another folder, for example --out public"))
        };
        let site_root = fs::canonicalize(site_root).map_err(|e| Fault::system("read", site_root, &e))?;
        if path.parent().is_none() {
            return refuse("it is the root of the file system");
        }
        if path == site_root {
            return refuse(
                "it is the folder that the site is written in, and a build replaces its output as a whole",
            );
        }
        if site_root.starts_with(&path) {
            return refuse("the site's own folder lies in it, and a build replaces its output as a whole");
        }
        if names::PARTS.iter().any(|part| path.starts_with(site_root.join(part))) {
            return refuse("the site is read from there, and a build replaces its output as a whole");
        }
        if std::env::home_dir()
            .and_then(|home| fs::canonicalize(home).ok())
            .is_some_and(|h| h.starts_with(&path))
        {
            return refuse("it holds a home folder, and a build replaces its output as a whole");
        }
        let (Some(parent), Some(name)) = (path.parent().map(Path::to_owned), path.file_name()) else {
            return refuse("it has no name");
        };
        let name = name.to_string_lossy().into_owned();
        Ok(Self { path, parent, name })
    }

    /// Makes the folders above it.
    pub(super) fn make_parent(&self) -> Result<(), Fault> {
        fs::create_dir_all(&self.parent).map_err(|e| Fault::system("make the folder", &self.parent, &e))
    }

    /// Refuses a folder with files that Candor did not make.
    pub(super) fn check(&self) -> Result<(), Fault> {
        let fault = |error: io::Error| Fault::system("read the folder", &self.path, &error);
        let refuse = |reason: &str| Fault::new("write the site to", &self.path, reason);
        let mut entries = match fs::read_dir(&self.path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) if error.kind() == ErrorKind::NotADirectory => {
                return Err(refuse("it is a file, not a folder")
                    .help("give another folder, for example --out public"));
            }
            Err(error) => return Err(fault(error)),
        };
        if entries.next().transpose().map_err(fault)?.is_none() {
            return Ok(());
        }
        if !self.has_marker() {
            return Err(refuse(
                "the folder holds files that Candor did not make, and a build would delete them",
            )
            .help("give a new or an empty folder, or empty this one yourself"));
        }
        if fs::symlink_metadata(self.path.join(".git")).is_ok() {
            return Err(refuse("the folder holds a Git checkout (.git), and a build would delete it")
                .help("build into another folder and copy the site into the checkout"));
        }
        Ok(())
    }

    fn has_marker(&self) -> bool {
        let marker = self.path.join(MARKER);
        let is_file = fs::symlink_metadata(&marker).is_ok_and(|metadata| metadata.is_file());
        is_file && fs::read(&marker).is_ok_and(|text| text == MARKER_TEXT.as_bytes())
    }

    /// The folder itself.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The folder around it.
    pub(super) fn parent(&self) -> &Path {
        &self.parent
    }

    /// The staging folder of a build, beside the target and so on the same file system.
    pub(super) fn sibling(&self, random: &str) -> PathBuf {
        self.parent.join(format!("{}{random}", self.sibling_prefix()))
    }

    /// How the names of staging folders for this target begin.
    pub(super) fn sibling_prefix(&self) -> String {
        format!(".{}.candor-", self.name)
    }
}

/// `target` without links; neither it nor the folders above it need be there.
fn real_path(target: &Path) -> Result<PathBuf, Fault> {
    let refuse = |reason: &str| Fault::new("write the site to", target, reason);
    let fault = |error: io::Error| Fault::system("write the site to", target, &error);
    let absolute = std::path::absolute(target).map_err(fault)?;
    for there in absolute.ancestors() {
        let real = match fs::canonicalize(there) {
            Ok(real) => real,
            Err(error) if error.kind() == ErrorKind::NotFound && fs::symlink_metadata(there).is_ok() => {
                return Err(refuse("it leads through a symbolic link to a folder that is not there")
                    .help("make that folder, or remove the link"));
            }
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(fault(error)),
        };
        let Ok(missing) = absolute.strip_prefix(there) else { break };
        if missing.components().any(|part| !matches!(part, Component::Normal(_))) {
            return Err(refuse("it goes up with `..` from a folder that is not there"));
        }
        // Joining an empty path would leave a `/` behind.
        return Ok(if missing.as_os_str().is_empty() { real } else { real.join(missing) });
    }
    Err(refuse("there is no such folder"))
}
