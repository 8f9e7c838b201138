//! What a killed build left is undone by the next one.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::{NEW, OLD, Place, contents, fill, map};

/// A killed process runs no destructors and its locks are let go. Copying a live staging folder gives just that: all
/// of a build's files, and a lock that nobody holds.
fn leave_dead_build(place: &Place, prepare: impl Fn(&Path)) {
    let staging = place.begin();
    fill(&staging, &[("index.html", "half")]);
    let live = place.folder.path().join(&place.leftovers()[0]);
    let dead = place.folder.path().join(".out.candor-0000dead0000beef");
    let copied = Command::new("cp").arg("-r").arg(&live).arg(&dead).status().expect("cp runs");
    assert!(copied.success());
    drop(staging);
    prepare(&dead);
}

#[test]
fn the_next_build_cleans_up_after_a_killed_one() {
    let place = Place::new();
    place.build(OLD);
    leave_dead_build(&place, |_| {});
    assert_eq!(place.leftovers().len(), 1);
    drop(place.begin());
    assert!(place.leftovers().is_empty(), "{:?}", place.leftovers());
    assert_eq!(contents(&place.out()), map(OLD));
}

#[test]
fn a_site_that_a_killed_build_had_moved_aside_is_put_back() {
    let place = Place::new();
    place.build(OLD);
    leave_dead_build(&place, |dead| fs::rename(place.out(), dead.join("old")).expect("moved aside"));
    assert!(!place.out().exists());
    drop(place.begin());
    assert_eq!(contents(&place.out()), map(OLD));
    assert!(place.leftovers().is_empty());
}

#[test]
fn a_build_killed_after_the_exchange_has_left_a_whole_new_site() {
    let place = Place::new();
    place.build(NEW);
    leave_dead_build(&place, |dead| {
        fs::create_dir(dead.join("old")).expect("a folder");
        fs::write(dead.join("old/index.html"), "old").expect("a file");
    });
    drop(place.begin());
    assert_eq!(contents(&place.out()), map(NEW));
    assert!(place.leftovers().is_empty());
}
