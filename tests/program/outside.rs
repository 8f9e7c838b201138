//! The world around a build: it is killed, the disk is full or read-only, the target is somebody's, a file is closed.
//!
//! Whatever happens, the site that is online is a whole one, and exit code 3 tells a machine's fault from an author's.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Instant;

use crate::golden::{self, Files};
use crate::place::{CONFIG, NOW, Place, Run, finish, incident};

const LATER: &str = "2026-11-21T14:30:00Z";

fn small() -> Place {
    Place::new(&[
        ("candor.toml", CONFIG),
        ("content/incidents/a.md", &incident("title = \"A\"\nservices = [\"api\"]")),
    ])
}

/// What builds left beside their target.
fn leftovers(place: &Place) -> Vec<String> {
    let entries = fs::read_dir(place.root()).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"));
    names.filter(|name| name.starts_with(".public.candor-")).collect()
}

#[test]
fn a_killed_build_leaves_a_whole_site_and_the_next_one_cleans_up() {
    const KILLS: u32 = 12;
    let place = Place::demo();
    let new = place.built(&["--now", LATER]);
    let begun = Instant::now();
    let old = place.built(&[]);
    let duration = begun.elapsed();
    assert!(old != new);
    let (mut killed, mut left) = (0, 0);
    for n in 0..KILLS {
        // Always towards the other site, so that a half-way swap would show.
        let next = if place.public() == old { LATER } else { NOW };
        let mut command = place.candor(&["build", "--now", next]);
        let mut child =
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs");
        thread::sleep(duration * (n + 1) / KILLS);
        child.kill().expect("the program can be killed");
        killed += u32::from(child.wait().expect("ended").signal() == Some(9));
        let public = place.public();
        assert!(public == old || public == new, "neither the old site nor the new one after kill {n}");
        left += leftovers(&place).len();
    }
    assert!(
        killed > 0 && left > 0,
        "{killed} builds were killed and {left} folders were left: no test at all"
    );
    assert!(place.built(&["--now", LATER]) == new);
    assert_eq!(leftovers(&place), [""; 0]);
}

#[test]
fn a_folder_that_candor_did_not_make_is_not_touched() {
    let place = small();
    place.put("public/thesis.txt", "years");
    let before = place.public();
    let run = place.build(&[]);
    said(&run, &["files that Candor did not make", "public"]);
    assert_eq!(place.public(), before);
    for (target, word) in
        [(".", "the folder that the site is written in"), ("content/public", "the site is read from there")]
    {
        said(&place.build(&["--out", target]), &[word, "help: "]);
    }
    assert!(!place.root().join("content/public").exists());
}

/// The run ended with exit code 3 and said all of `words`.
fn said(run: &Run, words: &[&str]) {
    assert_eq!(run.code, Some(3), "{}", run.stderr);
    for word in words {
        assert!(run.stderr.contains(word), "`{word}` is not in: {}", run.stderr);
    }
    assert_eq!(run.stdout, "");
}

/// A disk of `size` with a site on it: `script` does something to the disk (`$MOUNT`) and builds again. Gives that run,
/// with the output before and after; nothing where no file system may be mounted.
fn on_a_disk(place: &Place, size: &str, script: &str) -> Option<(Run, Files, Files)> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let build = |name: &str| {
        format!(
            "\"$CANDOR\" build --now {NOW} --out \"$MOUNT/public\" >\"$KEEP/{name}.out\" 2>\"$KEEP/{name}.err\""
        )
    };
    let whole = format!(
        "mount -t tmpfs -o size={size} none \"$MOUNT\" || exit 77
        {} || exit 78
        cp -r \"$MOUNT/public\" \"$KEEP/before\"
        {script}
        {}
        echo $? >\"$KEEP/code\"
        cp -r \"$MOUNT/public\" \"$KEEP/after\"
        ls -A \"$MOUNT\" >\"$KEEP/names\"",
        build("first"),
        build("second")
    );
    let (mount, keep) = (folder.path().join("mount"), folder.path().join("keep"));
    fs::create_dir(&mount).expect("a folder");
    fs::create_dir(&keep).expect("a folder");
    let kept = |name: &str| fs::read_to_string(keep.join(name)).unwrap_or_default();
    for flags in [&["--mount"][..], &["--user", "--map-root-user", "--mount"]] {
        let mut command = Command::new("unshare");
        command.args(flags).args(["sh", "-c", &whole]).current_dir(place.root());
        command.env("CANDOR", env!("CARGO_BIN_EXE_candor")).env("MOUNT", &mount).env("KEEP", &keep);
        let Ok(output) = command.output() else { break };
        if output.status.success() {
            assert_eq!(kept("names"), "public\n", "the half-written site is gone");
            let code = kept("code").trim().parse().ok();
            let run = Run { code, stdout: kept("second.out"), stderr: kept("second.err") };
            return Some((run, golden::files(&keep.join("before")), golden::files(&keep.join("after"))));
        }
        assert_ne!(output.status.code(), Some(78), "the first build failed: {}", kept("first.err"));
    }
    println!("skipped: no file system can be mounted here");
    None
}

#[test]
fn a_full_disk_leaves_the_old_site() {
    let fill = "head -c 3000000 /dev/zero | tr '\\0' x >static/big.txt";
    let place = small();
    place.put("static/small.txt", "small");
    if let Some((run, before, after)) = on_a_disk(&place, "2m", fill) {
        said(&run, &["the disk is full", "big.txt"]);
        assert!(before.len() > 10 && before == after);
    }
}

#[test]
fn a_read_only_disk_leaves_the_old_site() {
    if let Some((run, before, after)) = on_a_disk(&small(), "2m", "mount -o remount,ro \"$MOUNT\"") {
        said(&run, &["the file system is read-only", "public"]);
        assert!(before.len() > 10 && before == after);
    }
}

/// The program as somebody who may not do everything: whoever runs the tests may be root.
fn as_nobody(place: &Place, arguments: &[&str]) -> Run {
    let around = place.root();
    let around = around.parent().expect("a folder");
    let program = around.join("candor");
    // Another program copies it: what this one has open for writing, a test beside this one may be passing on to its
    // own program just now, and nobody may run it then.
    let copied = Command::new("cp").arg(env!("CARGO_BIN_EXE_candor")).arg(&program).status();
    assert!(copied.is_ok_and(|copied| copied.success()), "copied");
    let is_root = fs::metadata(around).expect("there").uid() == 0;
    let mut command = if is_root {
        fs::set_permissions(around, fs::Permissions::from_mode(0o755)).expect("a mode");
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&program);
        command
    } else {
        Command::new(&program)
    };
    finish(command.args(arguments).current_dir(place.root()))
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
}

#[test]
fn a_file_or_a_folder_that_may_not_be_read_is_named() {
    let place = small();
    let before = place.built(&[]);
    mode(&place.root(), 0o777);
    for closed in ["content/incidents/a.md", "content/incidents"] {
        mode(&place.root().join(closed), 0o000);
        let run = as_nobody(&place, &["build", "--now", LATER]);
        said(&run, &["cannot read", closed, "permission"]);
        mode(&place.root().join(closed), 0o755);
    }
    assert!(place.public() == before);
}

#[test]
fn a_target_that_may_not_be_written_is_named() {
    let place = small();
    let before = place.built(&[]);
    mode(&place.root(), 0o555);
    let run = as_nobody(&place, &["build", "--now", LATER]);
    mode(&place.root(), 0o755);
    said(&run, &["permission"]);
    assert!(place.public() == before);
}

#[test]
fn an_output_that_may_not_be_written_stays_and_nothing_is_left_beside_it() {
    let place = small();
    mode(&place.root(), 0o777);
    assert_eq!(as_nobody(&place, &["build", "--now", NOW]).code, Some(0));
    let before = place.public();
    mode(&place.root().join("public"), 0o555);
    said(&as_nobody(&place, &["build", "--now", LATER]), &["cannot put the new site in place", "permission"]);
    mode(&place.root().join("public"), 0o755);
    assert!(place.public() == before);
    assert_eq!(leftovers(&place), [""; 0]);
}
