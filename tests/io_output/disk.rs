//! Disks that are full, read-only, or mounted where the site is to stand.

use std::path::PathBuf;
use std::process::Command;

use candor::io::output::Staging;

use crate::{NEW, OLD, Place, contents, fill, map, names, path};

/// Runs the test `inner` again, where a file system of 64 KiB is mounted on `$CANDOR_TEST_MOUNT`; the mount ends
/// with the process. Where namespaces are not allowed, says so and does nothing.
fn on_a_small_disk(inner: &str) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let script = r#"mount -t tmpfs -o size=64k none "$CANDOR_TEST_MOUNT" || exit 77
        exec "$0" --exact "$1" --ignored --nocapture"#;
    let this = std::env::current_exe().expect("this test's path");
    for flags in [&["--mount"][..], &["--user", "--map-root-user", "--mount"]] {
        let mut command = Command::new("unshare");
        command.args(flags).args(["sh", "-c", script]).arg(&this).arg(inner);
        let Ok(output) = command.env("CANDOR_TEST_MOUNT", folder.path()).output() else { break };
        let text =
            String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        if text.contains("running 1 test") {
            assert!(output.status.success(), "{text}");
            return;
        }
    }
    println!("skipped: no file system can be mounted here");
}

fn mounted() -> Option<PathBuf> {
    let mount = std::env::var_os("CANDOR_TEST_MOUNT");
    if mount.is_none() {
        println!("skipped: run by another test only");
    }
    mount.map(PathBuf::from)
}

#[test]
fn a_full_disk_is_named_and_the_old_site_stays() {
    on_a_small_disk("disk::inner_full_disk");
}

#[test]
#[ignore = "run by a_full_disk_is_named_and_the_old_site_stays"]
fn inner_full_disk() {
    let Some(mount) = mounted() else { return };
    let place = Place::new();
    let out = mount.join("out");
    let staging = Staging::begin(&out, &place.root()).expect("begun");
    fill(&staging, OLD);
    staging.commit().expect("committed");

    let staging = Staging::begin(&out, &place.root()).expect("begun");
    let fault = staging.put(&path("big.html"), &vec![b'x'; 1 << 20]).expect_err("it does not fit");
    assert_eq!(
        fault.to_string(),
        format!("cannot write {}: the disk is full", out.join("big.html").display())
    );
    drop(staging);
    assert_eq!(contents(&out), map(OLD));
    assert_eq!(names(&mount), ["out"], "the half-written site is gone");
}

#[test]
fn a_read_only_disk_is_named() {
    on_a_small_disk("disk::inner_read_only");
}

#[test]
#[ignore = "run by a_read_only_disk_is_named"]
fn inner_read_only() {
    let Some(mount) = mounted() else { return };
    let place = Place::new();
    let out = mount.join("out");
    Staging::begin(&out, &place.root()).expect("begun").commit().expect("committed");
    let status = Command::new("mount").args(["-o", "remount,ro"]).arg(&mount).status().expect("mount runs");
    assert!(status.success());
    let fault = Staging::begin(&out, &place.root()).expect_err("nothing can be written");
    assert!(fault.to_string().contains("the file system is read-only"), "{fault}");
    let fault = Staging::begin(&mount.join("other/out"), &place.root()).expect_err("nothing can be written");
    assert!(fault.to_string().contains("the file system is read-only"), "{fault}");
}

#[test]
fn a_mount_point_is_named() {
    on_a_small_disk("disk::inner_mount_point");
}

#[test]
#[ignore = "run by a_mount_point_is_named"]
fn inner_mount_point() {
    let Some(mount) = mounted() else { return };
    let place = Place::new();
    let staging = Staging::begin(&mount, &place.root()).expect("begun");
    fill(&staging, NEW);
    let fault = staging.commit().expect_err("a mount point cannot be replaced");
    assert!(fault.to_string().contains("mount point"), "{fault}");
    assert!(names(&mount).is_empty());
}
