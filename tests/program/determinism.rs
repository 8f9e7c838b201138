//! The same files and the same moment give the same bytes, wherever, whenever and however they are built.

use std::process::Command;

use crate::golden::Files;
use crate::place::{NOW, Place, finish};

/// Names the files that differ: whole maps would be megabytes.
fn assert_same(what: &str, made: &Files, expected: &Files) {
    let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(made), names(expected), "{what}");
    let differing: Vec<&String> =
        made.iter().filter(|(path, bytes)| expected[*path] != **bytes).map(|(path, _)| path).collect();
    assert!(differing.is_empty(), "{what}: {differing:?}");
}

#[test]
fn a_second_build_changes_nothing() {
    let place = Place::demo();
    let first = place.built(&[]);
    let again = place.build(&[]);
    assert!(again.stdout.ends_with(" 0 files changed, 0 removed.\n"), "{}", again.stdout);
    assert_same("again", &place.public(), &first);
}

#[test]
fn the_surroundings_do_not_matter() {
    let place = Place::demo();
    let expected = place.built(&[]);
    let surroundings: &[(&str, &[(&str, &str)])] = &[
        ("another time zone", &[("TZ", "Asia/Kathmandu")]),
        ("another language", &[("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")]),
        ("one thread", &[("RAYON_NUM_THREADS", "1")]),
        ("many threads", &[("RAYON_NUM_THREADS", "7")]),
    ];
    for (what, variables) in surroundings {
        let mut command = place.candor(&["build", "--now", NOW, "--out", "other"]);
        let run = finish(command.envs(variables.iter().copied()));
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert_same(what, &crate::golden::files(&place.root().join("other")), &expected);
        std::fs::remove_dir_all(place.root().join("other")).expect("removed");
    }
}

#[test]
fn a_copy_with_other_times_and_another_order_on_disk_gives_the_same_bytes() {
    let place = Place::demo();
    let expected = place.built(&[]);
    let copy = Place::new(&[]);
    // Written in the opposite order, so that a folder may list them in another one.
    for part in ["content", "static"] {
        for (path, bytes) in crate::golden::files(&place.root().join(part)).iter().rev() {
            copy.put(&format!("{part}/{path}"), bytes);
        }
    }
    copy.put("candor.toml", std::fs::read(place.root().join("candor.toml")).expect("there"));
    let mut touch = Command::new("find");
    touch.args([".", "-exec", "touch", "-d", "2001-02-03T04:05:06Z", "{}", "+"]).current_dir(copy.root());
    assert!(touch.status().expect("find runs").success());
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let site = copy.root();
    let mut command = copy.candor(&["-C", site.to_str().expect("UTF-8"), "build", "--now", NOW]);
    let run = finish(command.current_dir(elsewhere.path()));
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_same("a copy", &copy.public(), &expected);
}

#[test]
fn nothing_of_the_machine_stands_in_the_output() {
    let place = Place::demo();
    let root = place.root();
    let root = root.to_str().expect("UTF-8");
    for (path, bytes) in place.built(&[]) {
        assert!(!String::from_utf8_lossy(&bytes).contains(root), "{path} names the site's folder");
    }
}
