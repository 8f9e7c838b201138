//! Exchanges the new site and the old one.
#![expect(clippy::disallowed_methods, reason = "moving folders is what this module is for")]

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use super::target::Target;
use crate::io::Fault;

/// Moves `site` to the target's path. The old site, if any, ends up in the staging folder: at `site` where the system
/// can exchange two folders in one step, at `aside` elsewhere.
pub(super) fn into_place(site: &Path, target: &Target, aside: &Path) -> Result<(), Fault> {
    let fault = |error: io::Error| explain(&error, target.path());
    let Ok(metadata) = fs::metadata(target.path()) else {
        return fs::rename(site, target.path()).map_err(fault);
    };
    // Whoever closed the folder to others, or opened it to a group, wants it so after the next build too.
    let own = fs::metadata(site).map_err(fault)?.permissions();
    fs::set_permissions(site, metadata.permissions()).map_err(fault)?;
    let moved = match exchange(site, target.path()) {
        Err(error) if is_unsupported(&error) => in_two_steps(site, target.path(), aside),
        done => done,
    };
    moved.map_err(|error| {
        // A folder that nobody may write in could not be cleaned up.
        let _ = fs::set_permissions(site, own);
        fault(error)
    })
}

/// One step: at every moment the target is a complete site.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(site: &Path, target: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, site, CWD, target, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Whether the system or this file system cannot exchange folders (ENOSYS, EOPNOTSUPP, EINVAL).
fn is_unsupported(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::InvalidInput)
}

/// Two steps, with an instant in between in which there is no site; a build that is killed in that instant is undone by
/// the next one, which finds the old site at `aside`.
fn in_two_steps(site: &Path, target: &Path, aside: &Path) -> io::Result<()> {
    fs::rename(target, aside)?;
    fs::rename(site, target).inspect_err(|_| {
        // If this fails too, the next build puts the old site back.
        let _ = fs::rename(aside, target);
    })
}

fn explain(error: &io::Error, target: &Path) -> Fault {
    if matches!(error.kind(), ErrorKind::CrossesDevices | ErrorKind::ResourceBusy) {
        let reason = "it is a mount point or part of a container's image, and those cannot be replaced";
        return Fault::new("put the new site in place at", target, reason)
            .help(format!("build into a folder inside it: --out {}", target.join("site").display()));
    }
    Fault::system("put the new site in place at", target, error)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Linux always takes the one-step way, so the other one is tried here.
    #[test]
    fn two_steps_come_to_the_same_and_are_undone_on_failure() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = |name: &str| folder.path().join(name);
        for (name, text) in [("site", "new"), ("target", "old")] {
            fs::create_dir(path(name)).expect("made");
            fs::write(path(name).join("a"), text).expect("written");
        }
        in_two_steps(&path("site"), &path("target"), &path("old")).expect("moved");
        assert_eq!(fs::read(path("target").join("a")).expect("there"), b"new");
        assert_eq!(fs::read(path("old").join("a")).expect("there"), b"old");

        in_two_steps(&path("absent"), &path("target"), &path("older")).expect_err("nothing to move in");
        assert_eq!(fs::read(path("target").join("a")).expect("put back"), b"new");
    }
}
