//! Changes to a site's files are noticed, however an editor makes them, and nothing else is.
#![expect(clippy::disallowed_methods, reason = "tests change files")]

use std::fs;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use candor::io::watch::{Changes, Watcher, watch};
use tempfile::TempDir;

struct Watched {
    folder: TempDir,
    changes: Receiver<Changes>,
    _watcher: Watcher,
}

impl Watched {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir_all(folder.path().join("content/incidents")).expect("a folder");
        fs::write(folder.path().join("candor.toml"), "title").expect("a file");
        fs::write(folder.path().join("content/incidents/a.md"), "a").expect("a file");
        let (sender, changes) = mpsc::channel();
        let watcher = watch(folder.path(), move |changes| sender.send(changes).is_ok()).expect("watched");
        let site = Self { folder, changes, _watcher: watcher };
        site.settle();
        site
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Waits until what has happened so far has been told.
    fn settle(&self) {
        while self.changes.recv_timeout(Duration::from_millis(400)).is_ok() {}
    }

    /// Whether `change` is noticed. The wait is long for a loaded machine; it ends with the first word.
    fn notices(&self, change: impl FnOnce(&Path)) -> bool {
        change(self.root());
        let noticed = self.changes.recv_timeout(Duration::from_secs(20)).is_ok();
        self.settle();
        noticed
    }

    fn is_silent_about(&self, change: impl FnOnce(&Path)) -> bool {
        change(self.root());
        self.changes.recv_timeout(Duration::from_millis(600)) == Err(RecvTimeoutError::Timeout)
    }
}

fn write(path: &Path, text: &str) {
    fs::write(path, text).expect("written");
}

#[test]
fn edits_new_files_and_deletions_are_noticed() {
    let site = Watched::new();
    assert!(site.notices(|root| write(&root.join("content/incidents/a.md"), "b")), "an edit");
    assert!(site.notices(|root| write(&root.join("candor.toml"), "other")), "the configuration");
    assert!(site.notices(|root| write(&root.join("content/incidents/new.md"), "n")), "a new file");
    let remove = |root: &Path| fs::remove_file(root.join("content/incidents/a.md")).expect("removed");
    assert!(site.notices(remove), "a deletion");
    assert!(site.notices(|root| write(&root.join("content/incidents/a.md"), "c")), "made again");
}

#[test]
fn saving_by_rename_is_noticed_again_and_again() {
    let site = Watched::new();
    for round in 0..3 {
        for name in ["content/incidents/a.md", "candor.toml"] {
            let save = |root: &Path| {
                let hidden = root.join("content/incidents/.tmp-save");
                write(&hidden, &round.to_string());
                fs::rename(&hidden, root.join(name)).expect("renamed");
            };
            assert!(site.notices(save), "{name}, round {round}");
        }
    }
}

#[test]
fn folders_that_come_later_are_watched_too() {
    let site = Watched::new();
    assert!(site.notices(|root| fs::create_dir(root.join("static")).expect("made")), "a folder at the top");
    assert!(site.notices(|root| write(&root.join("static/logo.svg"), "s")), "a file in it");
    let deep = |root: &Path| fs::create_dir_all(root.join("content/pages/deep")).expect("made");
    assert!(site.notices(deep), "folders further down");
    assert!(site.notices(|root| write(&root.join("content/pages/deep/p.md"), "p")), "a file in those");
}

#[test]
fn a_folder_that_is_deleted_and_made_again_is_watched_again() {
    let site = Watched::new();
    assert!(site.notices(|root| fs::remove_dir_all(root.join("content")).expect("removed")), "its end");
    let again = |root: &Path| fs::create_dir_all(root.join("content/incidents")).expect("made");
    assert!(site.notices(again), "its return");
    assert!(site.notices(|root| write(&root.join("content/incidents/a.md"), "a")), "a file in it");
    let replace = |root: &Path| {
        fs::create_dir_all(root.join("other/incidents")).expect("made");
        fs::rename(root.join("content"), root.join("before")).expect("renamed");
        fs::rename(root.join("other"), root.join("content")).expect("renamed");
    };
    assert!(site.notices(replace), "another folder in its place");
    assert!(site.notices(|root| write(&root.join("content/incidents/b.md"), "b")), "a file in that one");
}

#[test]
fn other_files_and_reading_are_not_changes() {
    let site = Watched::new();
    assert!(site.is_silent_about(|root| {
        for folder in ["public", ".git", "target", ".public.candor-0/site"] {
            fs::create_dir_all(root.join(folder)).expect("made");
            write(&root.join(folder).join("index.html"), "x");
        }
        write(&root.join("README.md"), "x");
        write(&root.join("content/incidents/a.md~"), "x");
        write(&root.join("content/incidents/.a.md.swp"), "x");
    }));
    assert!(site.is_silent_about(|root| {
        candor::io::read::read_site(root).expect("readable");
    }));
    assert!(site.notices(|root| write(&root.join("content/incidents/a.md"), "x")), "and still watching");
}

#[cfg(unix)]
#[test]
fn links_out_of_the_site_are_not_watched() {
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let site = Watched::new();
    assert!(site.notices(|root| {
        std::os::unix::fs::symlink(elsewhere.path(), root.join("static")).expect("a link");
        std::os::unix::fs::symlink(elsewhere.path(), root.join("content/out")).expect("a link");
    }));
    assert!(site.is_silent_about(|_| write(&elsewhere.path().join("a.md"), "x")));
}

#[test]
fn a_missing_folder_is_a_fault() {
    let fault = watch(Path::new("/nowhere/at/all"), |_| true).expect_err("it is not there");
    assert_eq!(fault.to_string(), "cannot watch /nowhere/at/all: there is no such file or folder");
}
