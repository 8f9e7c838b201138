//! Small sites to break: a configuration that is right, and files beside it.

use candor::diagnostics::emit::{Format, Options, emit};
use candor::load::{self, Loaded};
use candor::tree::{RelPath, Tree};

/// A configuration without fault. Its zone has changes of the clocks.
pub const CONFIG: &str = r#"title = "Example Status"
base_url = "https://status.example.com/"
timezone = "Europe/Berlin"

[[services]]
id = "api"
name = "API"

[[services]]
id = "dashboard"
name = "Dashboard"
"#;

/// Where the one incident of most sites here stands.
pub const INCIDENT: &str = "content/incidents/api-down.md";

/// An open incident without fault.
pub const OPEN: &str = r#"+++
title = "API down"
services = ["api"]

[[updates]]
at = 2026-11-20T10:03:00Z
state = "investigating"
text = "We are looking into it."
+++
"#;

/// The front matter `toml`, which begins on line 2, with nothing below it.
pub fn front(toml: &str) -> String {
    format!("+++\n{}\n+++\n", toml.trim_matches('\n'))
}

/// A file of a site: its path and its bytes.
pub type File<'a> = (&'a str, &'a [u8]);

/// The site of `files`, with [`CONFIG`] when they hold no candor.toml; an empty text stands for a file that is not there.
pub fn tree(files: &[File<'_>]) -> Tree {
    let mut tree = Tree::new();
    let config: &[File<'_>] = &[("candor.toml", CONFIG.as_bytes())];
    for (path, bytes) in config.iter().chain(files) {
        let path = RelPath::new(path).expect("a path");
        if bytes.is_empty() {
            tree.remove(&path);
        } else {
            tree.insert(path, *bytes);
        }
    }
    tree
}

pub fn load(tree: &Tree) -> Loaded {
    let now = "2026-11-20T14:30:00Z".parse().expect("a moment");
    load::load(tree, Vec::new(), &load::Options { drafts: false, base_url: None, now })
}

/// All that is said about the site of `files`, one line a fault.
pub fn report(files: &[File<'_>]) -> String {
    let tree = tree(files);
    emitted(&load(&tree), &tree)
}

/// What is said about a site that was read, one line a fault.
pub fn emitted(loaded: &Loaded, tree: &Tree) -> String {
    emit(Format::Short, &loaded.diagnostics, tree, &Options::default())
}

/// Asserts that a site has exactly these faults.
#[track_caller]
pub fn says(files: &[File<'_>], expected: &str) {
    let said = report(files);
    assert_eq!(said.trim_end(), expected.trim(), "what is said (left) and what should be (right) differ");
}

/// Asserts that an incident has exactly these faults, which are written without its path.
#[track_caller]
pub fn incident_says(toml: &str, expected: &str) {
    let said = report(&[(INCIDENT, front(toml).as_bytes())]).replace(&format!("{INCIDENT}:"), "");
    assert_eq!(said.trim_end(), expected.trim(), "what is said (left) and what should be (right) differ");
}

/// Asserts that candor.toml, with `toml` in place of [`CONFIG`], has exactly these faults, written without its path.
#[track_caller]
pub fn config_says(toml: &str, expected: &str) {
    let said = report(&[("candor.toml", toml.trim_start().as_bytes())]).replace("candor.toml:", "");
    assert_eq!(said.trim_end(), expected.trim(), "what is said (left) and what should be (right) differ");
}

/// Asserts that a site has no fault at all.
#[track_caller]
pub fn is_fine(files: &[File<'_>]) {
    assert_eq!(report(files), "", "a fault was found where there is none");
}

/// Asserts that an incident has no fault at all, and that it is on the site.
#[track_caller]
pub fn incident_is_fine(toml: &str) {
    let text = front(toml);
    let files: &[File<'_>] = &[(INCIDENT, text.as_bytes())];
    is_fine(files);
    assert_eq!(load(&tree(files)).site.expect("a site").incidents.len(), 1);
}
