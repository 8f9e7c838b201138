//! Arguments, environment and exit codes.

use std::process::Stdio;

use crate::place::{CONFIG, NOW, Place, Run, finish, incident};

fn small() -> Place {
    Place::new(&[
        ("candor.toml", CONFIG),
        ("content/incidents/a.md", &incident("title = \"A\"\nservices = [\"api\"]")),
    ])
}

/// The run ended with `code` and said all of `words` on standard error.
fn said(run: &Run, code: i32, words: &[&str]) {
    assert_eq!(run.code, Some(code), "{}", run.stderr);
    for word in words {
        assert!(run.stderr.contains(word), "`{word}` is not in: {}", run.stderr);
    }
}

#[test]
fn the_moment_comes_from_the_argument_or_else_from_the_environment() {
    let place = small();
    let given = place.built(&[]);
    let epoch = "1795185000"; // NOW
    let run = finish(place.candor(&["build"]).env("SOURCE_DATE_EPOCH", epoch));
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(place.public(), given);
    // The argument wins.
    let run = finish(place.candor(&["build", "--now", NOW]).env("SOURCE_DATE_EPOCH", "0"));
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(place.public(), given);
    // Another offset is the same moment; another moment is another site.
    assert_eq!(place.built(&["--now", "2026-11-20T15:30:00+01:00"]), given);
    assert_ne!(place.built(&["--now", "2026-11-19T09:59:59Z"]), given);
}

#[test]
fn a_moment_that_no_site_is_built_for_is_wrong_usage() {
    let place = small();
    for now in ["9999-12-31T23:59:59Z", "2200-01-01T00:00:00Z", "2199-12-31T23:59:59-01:00"] {
        said(&place.run(&["build", "--now", now]), 2, &[now, "before the year 2200"]);
    }
    // The second one is in milliseconds, as some programs count.
    for epoch in ["soon", "1795185000000", "99999999999999999999"] {
        let run = finish(place.candor(&["build"]).env("SOURCE_DATE_EPOCH", epoch));
        said(&run, 2, &[epoch, "whole seconds since 1970"]);
    }
    assert!(!place.root().join("public").exists());
}

#[test]
fn a_list_of_changes_on_standard_output_is_nothing_but_that() {
    let place = small();
    let run = place.build(&["--changed", "-"]);
    said(&run, 0, &["Built "]);
    assert!(run.stdout.lines().count() > 10);
    assert!(run.stdout.lines().all(|line| line.starts_with("https://")), "{}", run.stdout);
    let again = place.build(&["--changed", "-"]);
    assert_eq!((again.code, again.stdout.as_str()), (Some(0), ""));
}

#[test]
fn a_list_that_cannot_be_written_is_found_out_before_anything_is_published() {
    let place = small();
    said(&place.build(&["--changed", "no/such/list"]), 3, &["cannot write", "no/such/list"]);
    assert!(!place.root().join("public").exists());
    std::fs::write(place.root().join("list"), "what was purged before, and is much longer than nothing\n")
        .expect("written");
    assert_eq!(place.build(&["--changed", "list"]).code, Some(0));
    let list = std::fs::read_to_string(place.root().join("list")).expect("a list");
    assert!(list.lines().count() > 10 && list.lines().all(|line| line.starts_with("https://")), "{list}");
    assert_eq!(place.build(&["--changed", "list"]).code, Some(0));
    assert_eq!(std::fs::read_to_string(place.root().join("list")).expect("a list"), "");
}

#[test]
fn a_folder_that_is_no_cstate_site_is_not_imported() {
    let place = Place::new(&[("old/exampleSite/content/issues/a.md", "---\ntitle: A\n---\n")]);
    let run = place.run(&["import", "cstate", "old", "--timezone", "UTC"]);
    said(
        &run,
        1,
        &["import-missing", "`exampleSite`", "Nothing was imported, and candor-site was not made."],
    );
    assert!(!place.root().join("candor-site").exists());
}

#[test]
fn the_base_url_of_the_argument_is_the_one_that_counts() {
    let place = small();
    place.put("candor.toml", CONFIG.replace("status.example.com", "before.example"));
    let files = place.built(&["--base-url", "https://other.example/up"]);
    for (path, bytes) in &files {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("before.example"), "{path} speaks of the address in candor.toml");
    }
    let feed = String::from_utf8_lossy(&files["feed.atom"]);
    assert!(feed.contains("<id>https://other.example/up/feed.atom</id>"), "{feed}");
}

#[test]
fn wrong_usage_is_told_from_wrong_content() {
    let place = small();
    let cases: &[(&[&str], &[&str])] = &[
        (&[], &["Usage"]),
        (&["biuld"], &["biuld", "build"]),
        (&["build", "--dry-run"], &["--dry-run"]),
        (&["build", "--now", "yesterday"], &["`--now yesterday`", "2026-11-20T14:30:00Z"]),
        (&["build", "--now", "2026-11-20T14:30:00"], &["is not a date and a time"]),
        (&["build", "--base-url", "status.example.com"], &["--base-url", "https://status.example.com/"]),
        (&["check", "--format", "xml"], &["xml", "human", "sarif"]),
    ];
    for (arguments, words) in cases {
        said(&place.run(arguments), 2, words);
        assert!(place.public().is_empty(), "{arguments:?} built something");
    }
    let run = finish(place.candor(&["build"]).env("SOURCE_DATE_EPOCH", "today"));
    said(&run, 2, &["SOURCE_DATE_EPOCH", "`today`"]);
}

#[test]
fn help_and_version_are_no_faults() {
    let place = small();
    for arguments in [&["--help"][..], &["build", "--help"], &["--version"]] {
        let run = place.run(arguments);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{arguments:?}");
        assert!(!run.stdout.is_empty());
    }
}

#[test]
fn a_folder_that_is_not_there_is_the_environment_s_fault() {
    let place = small();
    said(&place.run(&["-C", "nowhere", "build"]), 3, &["nowhere", "there is no such file or folder"]);
    said(&place.run(&["-C", "candor.toml", "build"]), 3, &["it is a file, not a folder"]);
}

#[test]
fn a_folder_without_a_site_is_told_so() {
    let place = Place::new(&[]);
    let run = place.build(&[]);
    said(&run, 1, &["missing-config", "candor init", "Nothing was built.\n"]);
    assert!(!run.stderr.contains("as it was"), "there never was anything: {}", run.stderr);
    assert!(!place.root().join("public").exists());
}

#[test]
fn the_site_may_stand_elsewhere() {
    let place = small();
    let given = place.built(&[]);
    let site = place.root();
    let site = site.to_str().expect("UTF-8");
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let mut command = place.candor(&["build", "--site", site, "--now", NOW, "--out", "other/place"]);
    let run = finish(command.current_dir(elsewhere.path()));
    said(&run, 0, &[]);
    assert_eq!(crate::golden::files(&place.root().join("other/place")), given);
}

#[test]
fn check_writes_nothing_and_says_what_build_says() {
    let place = Place::fixture("broken");
    let checked = place.run(&["check", "--now", NOW]);
    assert!(!place.root().join("public").exists());
    let built = place.build(&[]);
    assert_eq!((checked.code, built.code), (Some(1), Some(1)));
    assert!(!checked.stdout.is_empty() && built.stderr.starts_with(&checked.stdout), "{}", built.stderr);
}

#[test]
fn warnings_alone_fail_only_when_asked_to() {
    let place = Place::fixture("pages");
    let check = |more: &[&str]| place.run(&[&["check", "--now", NOW], more].concat());
    let (lenient, strict) = (check(&[]), check(&["--deny-warnings"]));
    assert!(lenient.stdout.contains("warning[raw-html]"), "{}", lenient.stdout);
    assert_eq!((lenient.code, strict.code), (Some(0), Some(1)));
    assert_eq!(lenient.stdout, strict.stdout);
}

#[test]
fn every_format_tells_of_the_same_faults() {
    let place = Place::fixture("skip_broken");
    for format in ["human", "short", "json", "github", "sarif"] {
        let run = place.run(&["check", "--now", NOW, "--format", format]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(1), ""), "{format}");
        for word in ["unknown-key", "unknown-service", "open-and-broken.md"] {
            assert!(run.stdout.contains(word), "{format} does not say {word}: {}", run.stdout);
        }
    }
}

#[test]
fn colours_are_for_terminals_unless_asked_for() {
    let place = Place::fixture("broken");
    assert!(!place.build(&[]).stderr.contains('\u{1b}'));
    assert!(place.build(&["--color", "always"]).stderr.contains('\u{1b}'));
    let refused = finish(place.candor(&["build", "--color", "auto"]).env("NO_COLOR", "1"));
    assert!(!refused.stderr.contains('\u{1b}'));
}

#[test]
fn a_closed_pipe_is_no_reason_to_panic() {
    let place = Place::fixture("broken");
    let mut command = place.candor(&["check", "--now", NOW]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(1), ""));
}
