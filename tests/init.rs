//! `candor init` as a person runs it.
//!
//! `UPDATE_GOLDEN=1 cargo test --test init` rewrites tests/golden/init/.
#![expect(clippy::disallowed_methods, reason = "tests run the program and look at what it wrote")]

#[path = "support/golden.rs"]
mod golden;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn candor(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().expect("candor runs")
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candor"));
    command.args(arguments).current_dir(folder).env_remove("SOURCE_DATE_EPOCH");
    command
}

fn ok(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_new_site_checks_and_builds_as_it_is() {
    let place = folder();
    let said = ok(&candor(place.path(), &["init", "my status"]));
    for expected in [
        "Made a site in my status: 53 files.",
        "  cd 'my status'\n  candor serve\n",
        "  content/incidents/some-files-cannot-be-uploaded-or-downloaded.md\n",
        "  rm -r content/incidents/* content/maintenance/*\n",
    ] {
        assert!(said.contains(expected), "{said}");
    }
    assert!(!said.contains("workflow"), "{said}");
    let site = place.path().join("my status");
    assert_eq!(names(&site), [".gitignore", "README.md", "candor.toml", "content", "schema", "static"]);
    ok(&candor(&site, &["check", "--deny-warnings"]));
    ok(&candor(&site, &["build"]));
    let home = fs::read_to_string(site.join("public/index.html")).expect("a home page");
    assert!(home.contains("some-files-cannot-be-uploaded-or-downloaded"), "something is broken right now");
}

#[test]
fn the_moment_can_be_given() {
    let (one, two) = (folder(), folder());
    for place in [&one, &two] {
        ok(&command(place.path(), &["init"]).env("SOURCE_DATE_EPOCH", "1900000000").output().expect("runs"));
    }
    let incident = "content/incidents/some-files-cannot-be-uploaded-or-downloaded.md";
    let read = |place: &TempDir| fs::read_to_string(place.path().join(incident)).expect("there");
    assert_eq!(read(&one), read(&two));
    assert!(read(&one).contains("started = 2030-03-17T"), "{}", read(&one));

    let place = folder();
    let output = command(place.path(), &["init"]).env("SOURCE_DATE_EPOCH", "soon").output().expect("runs");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert_eq!(names(place.path()), [""; 0]);
}

#[test]
fn this_folder_will_do_with_or_without_a_repository() {
    for arguments in [&["init"][..], &["init", "."]] {
        let place = folder();
        let said = ok(&candor(place.path(), arguments));
        assert!(said.contains("Made a site in this folder:") && !said.contains("cd "), "{said}");
        ok(&candor(place.path(), &["check", "--deny-warnings"]));
    }
    let place = folder();
    fs::create_dir(place.path().join(".git")).expect("made");
    ok(&candor(place.path(), &["init"]));
    assert_eq!(
        names(place.path()),
        [".git", ".gitignore", "README.md", "candor.toml", "content", "schema", "static"]
    );
    assert_eq!(names(&place.path().join(".git")), [""; 0]);
}

#[test]
fn the_folder_is_one_from_where_the_site_is_said_to_be() {
    let place = folder();
    ok(&candor(place.path(), &["init", "-C", "a", "b"]));
    assert!(place.path().join("a/b/candor.toml").is_file());
}

#[test]
fn a_folder_with_anything_in_it_is_refused_and_left_as_it_is() {
    let place = folder();
    fs::write(place.path().join(".env"), "mine").expect("written");
    let output = candor(place.path(), &["init"]);
    assert_eq!(output.status.code(), Some(3), "{output:?}");
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "error: cannot make a site in .: it is not empty: it holds `.env`\n  \
         help: give a folder that is new or empty; what is there is never added to or written over\n"
    );
    assert_eq!(output.stdout, b"");
    assert_eq!(names(place.path()), [".env"]);

    // Twice is no different.
    let place = folder();
    ok(&candor(place.path(), &["init", "site"]));
    let config = place.path().join("site/candor.toml");
    fs::write(&config, "title = \"Mine\"").expect("written");
    let output = candor(place.path(), &["init", "site"]);
    assert_eq!(output.status.code(), Some(3), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("there is a site already"), "{output:?}");
    assert_eq!(fs::read_to_string(&config).expect("there"), "title = \"Mine\"");
}

#[test]
fn an_unknown_host_is_wrong_usage() {
    let place = folder();
    let output = candor(place.path(), &["init", "--ci", "sourcehut"]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("github") && said.contains("gitlab"), "{said}");
    assert_eq!(names(place.path()), [""; 0]);
}

#[test]
fn each_host_gets_its_workflow() {
    let hosts = [
        ("github", ".github/workflows/status.yml", "github.yml"),
        ("gitlab", ".gitlab-ci.yml", "gitlab.yml"),
    ];
    let mut made = golden::Files::new();
    for (host, path, name) in hosts {
        let place = folder();
        let said = ok(&candor(place.path(), &["init", "--ci", host]));
        assert!(said.contains(&format!("  {path}\n")), "{said}");
        made.insert(name.to_owned(), fs::read(place.path().join(path)).expect("the workflow"));
        ok(&candor(place.path(), &["check", "--deny-warnings"]));
    }
    golden::check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/init"), &made);
}
