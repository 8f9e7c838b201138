//! The output folder: replaced in one step or not at all, and never somebody else's.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests look at what was written and say what they skip"
)]
#![cfg(unix)]

mod disk;
mod killed;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use candor::io::Fault;
use candor::io::output::{Committed, MARKER, Staging};
use candor::tree::RelPath;
use tempfile::TempDir;

/// A site's folder and a place for its output beside it.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir_all(folder.path().join("site/content")).expect("a folder");
        Self { folder }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    fn begin(&self) -> Staging {
        Staging::begin(&self.out(), &self.root()).expect("begun")
    }

    fn build(&self, files: &[(&str, &str)]) -> Committed {
        let staging = self.begin();
        fill(&staging, files);
        staging.commit().expect("committed")
    }

    fn refused(&self, target: &Path) -> Fault {
        let before = names(self.folder.path());
        let fault = Staging::begin(target, &self.root()).expect_err("not a folder to replace");
        assert_eq!(names(self.folder.path()), before, "refusing leaves no trace");
        fault
    }

    /// What lies beside the site and its output.
    fn leftovers(&self) -> Vec<String> {
        names(self.folder.path()).into_iter().filter(|name| name != "site" && name != "out").collect()
    }
}

fn path(path: &str) -> RelPath {
    RelPath::new(path).expect("a path")
}

fn fill(staging: &Staging, files: &[(&str, &str)]) {
    for (name, text) in files {
        staging.put(&path(name), text.as_bytes()).expect("written");
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8")).collect();
    names.sort();
    names
}

fn contents(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    gather(folder, folder, &mut files);
    files.remove(MARKER);
    files
}

fn gather(root: &Path, folder: &Path, files: &mut BTreeMap<String, String>) {
    for name in names(folder) {
        let path = folder.join(name);
        if path.is_dir() {
            gather(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("below").to_str().expect("UTF-8").to_owned();
            files.insert(name, fs::read_to_string(&path).expect("text"));
        }
    }
}

fn map(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

const OLD: &[(&str, &str)] = &[("index.html", "old"), ("gone/index.html", "gone"), ("same.css", "same")];
const NEW: &[(&str, &str)] = &[("index.html", "new"), ("a/b/c.html", "abc"), ("same.css", "same")];

#[test]
fn a_first_build_makes_the_folder_and_those_above_it() {
    let place = Place::new();
    let out = place.folder.path().join("x/y/out");
    let staging = Staging::begin(&out, &place.root()).expect("begun");
    fill(&staging, NEW);
    assert!(!out.exists(), "nothing is there before the commit");
    let committed = staging.commit().expect("committed");
    assert_eq!(contents(&out), map(NEW));
    assert_eq!((committed.written, committed.unchanged), (3, 0));
    assert_eq!(names(&place.folder.path().join("x/y")), ["out"]);
    assert!(
        fs::read_to_string(out.join(MARKER)).expect("a marker").starts_with("This folder is made by Candor")
    );
}

#[test]
fn the_next_build_replaces_everything_and_says_what_changed() {
    let place = Place::new();
    place.build(OLD);
    let before = fs::metadata(place.out().join("same.css")).expect("there");
    let committed = place.build(NEW);
    assert_eq!(contents(&place.out()), map(NEW));
    assert_eq!((committed.written, committed.unchanged), (2, 1));
    assert_eq!(committed.changed, [path("a/b/c.html"), path("index.html")]);
    assert_eq!(committed.removed, [path("gone/index.html")]);
    let after = fs::metadata(place.out().join("same.css")).expect("there");
    assert_eq!(
        (before.ino(), before.mtime_nsec()),
        (after.ino(), after.mtime_nsec()),
        "taken over as it was"
    );
    assert!(place.leftovers().is_empty(), "{:?}", place.leftovers());
}

#[test]
fn files_of_equal_length_and_other_bytes_are_written_anew() {
    let place = Place::new();
    let (old, new) = ("x".repeat(40_000), "x".repeat(39_999) + "y");
    place.build(&[("a", &old), ("b", &old)]);
    let committed = place.build(&[("a", &new), ("b", &old)]);
    assert_eq!(contents(&place.out()), map(&[("a", &new), ("b", &old)]));
    assert_eq!(committed.changed, [path("a")]);
}

#[test]
fn a_link_in_the_old_site_is_not_taken_over() {
    let place = Place::new();
    place.build(&[("a", "text")]);
    fs::write(place.folder.path().join("site/foreign"), "text").expect("a file");
    fs::remove_file(place.out().join("a")).expect("removed");
    symlink(place.root().join("foreign"), place.out().join("a")).expect("a link");
    place.build(&[("a", "text")]);
    assert!(fs::symlink_metadata(place.out().join("a")).expect("there").is_file());
}

#[test]
fn dropping_leaves_the_old_site_and_no_trace() {
    let place = Place::new();
    place.build(OLD);
    let staging = place.begin();
    fill(&staging, NEW);
    drop(staging);
    assert_eq!(contents(&place.out()), map(OLD));
    assert!(place.leftovers().is_empty(), "{:?}", place.leftovers());
}

#[test]
fn an_empty_folder_is_taken_and_keeps_its_mode() {
    let place = Place::new();
    fs::create_dir(place.out()).expect("a folder");
    fs::set_permissions(place.out(), fs::Permissions::from_mode(0o2750)).expect("a mode");
    place.build(NEW);
    assert_eq!(contents(&place.out()), map(NEW));
    assert_eq!(fs::metadata(place.out()).expect("there").mode() & 0o7777, 0o2750);
}

#[test]
fn files_and_folders_are_readable_by_a_web_server() {
    let place = Place::new();
    place.build(NEW);
    let umask = {
        let probe = place.root().join("probe");
        fs::write(&probe, "").expect("a file");
        0o666 & !fs::metadata(&probe).expect("there").mode()
    };
    let mode = |path: &str| fs::metadata(place.out().join(path)).expect("there").mode() & 0o777;
    assert_eq!(mode("index.html"), 0o666 & !umask);
    assert_eq!(mode("a/b"), 0o777 & !umask);
}

#[test]
fn a_folder_with_other_files_is_refused() {
    let place = Place::new();
    fs::create_dir(place.out()).expect("a folder");
    fs::write(place.out().join("thesis.txt"), "years").expect("a file");
    let fault = place.refused(&place.out());
    assert!(fault.to_string().contains("files that Candor did not make"), "{fault}");
    // A file that only has the marker's name proves nothing.
    fs::write(place.out().join(MARKER), "mine").expect("a file");
    place.refused(&place.out());
    assert_eq!(fs::read_to_string(place.out().join("thesis.txt")).expect("there"), "years");
}

#[test]
fn what_became_somebody_elses_meanwhile_is_refused_at_the_end() {
    let place = Place::new();
    let staging = place.begin();
    fill(&staging, NEW);
    fs::create_dir(place.out()).expect("a folder");
    fs::write(place.out().join("thesis.txt"), "years").expect("a file");
    staging.commit().expect_err("the folder is no longer free");
    assert_eq!(contents(&place.out()), map(&[("thesis.txt", "years")]));
    assert!(place.leftovers().is_empty());
}

#[test]
fn a_checkout_is_refused_though_candor_made_the_files() {
    let place = Place::new();
    place.build(OLD);
    fs::write(place.out().join(".git"), "gitdir: elsewhere").expect("a file");
    assert!(place.refused(&place.out()).to_string().contains("Git checkout"));
}

#[test]
fn dear_folders_are_refused() {
    let place = Place::new();
    let root = place.root();
    let cases = [
        (PathBuf::from("/"), "root of the file system"),
        (root.clone(), "the folder that the site is written in"),
        (root.join("../site/."), "the folder that the site is written in"),
        (place.folder.path().to_owned(), "the site's own folder lies in it"),
        (root.join("content"), "the site is read from there"),
        (root.join("content/new/public"), "the site is read from there"),
    ];
    for (target, reason) in cases {
        let content = names(&root.join("content"));
        assert!(content.is_empty(), "refusing makes no folders: {content:?}");
        let fault = place.refused(&target);
        assert!(fault.to_string().contains(reason), "{}: {fault}", target.display());
        assert!(fault.help_text().is_some());
    }
    if let Some(home) = std::env::home_dir().filter(|home| home.is_dir() && home.parent().is_some()) {
        assert!(place.refused(&home).to_string().contains("home folder"));
    }
}

#[test]
fn a_file_is_no_target_and_neither_is_a_path_below_one() {
    let place = Place::new();
    fs::write(place.out(), "a file").expect("a file");
    assert!(place.refused(&place.out()).to_string().contains("it is a file, not a folder"));
    let fault = place.refused(&place.out().join("public"));
    assert!(fault.to_string().contains("a part of the path is a file, not a folder"), "{fault}");
}

#[test]
fn a_link_to_a_folder_stays_a_link() {
    let place = Place::new();
    let real = place.folder.path().join("real");
    fs::create_dir(&real).expect("a folder");
    symlink("real", place.out()).expect("a link");
    place.build(OLD);
    place.build(NEW);
    assert!(fs::symlink_metadata(place.out()).expect("there").is_symlink());
    assert_eq!(contents(&real), map(NEW));

    fs::remove_file(place.out()).expect("removed");
    symlink("nowhere", place.out()).expect("a link");
    assert!(place.refused(&place.out()).to_string().contains("symbolic link to a folder that is not there"));
}

#[test]
fn files_in_each_others_way_are_refused_with_the_reason() {
    let place = Place::new();
    let staging = place.begin();
    fill(&staging, &[("a", "file"), ("b/c", "file")]);
    let reason = |name: &str| staging.put(&path(name), b"x").expect_err("a collision").to_string();
    assert_eq!(reason("a/b/c"), "cannot write a/b/c: `a` is a file of the site, so nothing can lie in it");
    assert!(reason("b").contains("other files of the site lie below"), "{}", reason("b"));
    assert!(reason("a").contains("another file of the site has the same path"), "{}", reason("a"));
    assert!(reason(MARKER).contains("marker"), "{}", reason(MARKER));
}

#[test]
fn collisions_are_seen_too_when_the_old_site_has_the_same_file() {
    let place = Place::new();
    place.build(&[("a", "text")]);
    let staging = place.begin();
    fill(&staging, &[("a", "text")]);
    let fault = staging.put(&path("a"), b"text").expect_err("a collision");
    assert!(fault.to_string().contains("another file of the site has the same path"), "{fault}");
}

#[test]
fn many_threads_may_write() {
    let place = Place::new();
    let staging = place.begin();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let staging = &staging;
            scope.spawn(move || {
                for number in 0..200 {
                    let name = format!("deep/{number}/{thread}.html");
                    staging.put(&path(&name), name.as_bytes()).expect("written");
                }
            });
        }
    });
    assert_eq!(staging.commit().expect("committed").written, 800);
    assert_eq!(contents(&place.out()).len(), 800);
}

#[test]
fn builds_at_the_same_time_leave_each_other_alone() {
    let place = Place::new();
    let first = place.begin();
    fill(&first, OLD);
    let second = place.begin();
    fill(&second, NEW);
    assert_eq!(place.leftovers().len(), 2, "the second did not take the first for dead");
    first.commit().expect("committed");
    assert_eq!(contents(&place.out()), map(OLD));
    second.commit().expect("committed");
    assert_eq!(contents(&place.out()), map(NEW));
    assert!(place.leftovers().is_empty());
}

#[test]
fn whoever_looks_during_many_builds_sees_one_whole_site_each_time() {
    let place = Place::new();
    let site = |number: u32| [("a", number.to_string()), ("z/z", number.to_string())];
    let build = |number: u32| {
        let files = site(number);
        place.build(&files.each_ref().map(|(path, text)| (*path, text.as_str())));
    };
    build(0);
    let out = place.out();
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        let looker = scope.spawn(|| {
            let mut looks = 0;
            while !done.load(std::sync::atomic::Ordering::Relaxed) {
                // One handle on the folder, as a web server has for one request.
                let folder = fs::File::open(&out).expect("there is always a site");
                let marker = rustix::fs::statat(&folder, MARKER, rustix::fs::AtFlags::empty());
                let still_there = fs::File::open(&out).expect("there is always a site");
                let same =
                    still_there.metadata().expect("open").ino() == folder.metadata().expect("open").ino();
                assert!(marker.is_ok() || !same, "a site without its marker");
                looks += 1;
            }
            looks
        });
        for number in 1..60 {
            build(number);
        }
        done.store(true, std::sync::atomic::Ordering::Relaxed);
        assert!(looker.join().expect("never without a site") > 10);
    });
}
