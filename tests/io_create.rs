//! Laying a site down: in a new place only, wholly or not at all.
#![expect(clippy::disallowed_methods, reason = "tests look at what was written")]
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use candor::io::create::create;
use candor::tree::{RelPath, Tree};
use tempfile::TempDir;

fn tree(files: &[(&str, &str)]) -> Tree {
    files.iter().map(|(path, text)| (RelPath::new(path).expect("a path"), text.as_bytes().into())).collect()
}

fn sample() -> Tree {
    tree(&[(".gitignore", "/public/\n"), ("candor.toml", "title"), ("content/incidents/a.md", "a")])
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// Every file, folder (`""`) and link (`-> …`) below `root`.
fn all(root: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(root).expect("below").to_str().expect("UTF-8").to_owned();
            let kind = fs::symlink_metadata(&path).expect("there").file_type();
            let text = if kind.is_symlink() {
                format!("-> {}", fs::read_link(&path).expect("a link").display())
            } else if kind.is_dir() {
                open.push(path);
                String::new()
            } else {
                fs::read_to_string(&path).expect("text")
            };
            found.insert(name, text);
        }
    }
    found
}

fn refused(root: &Path, target: &Path, tree: &Tree) -> String {
    let before = all(root);
    let fault = create(target, tree).expect_err("refused");
    assert_eq!(all(root), before, "refusing leaves no trace");
    format!("{fault}; {}", fault.help_text().unwrap_or(""))
}

#[test]
fn a_missing_folder_is_made_with_those_above_it() {
    let place = folder();
    create(&place.path().join("a/b"), &sample()).expect("made");
    let made = all(&place.path().join("a/b"));
    let names: Vec<&str> = made.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [".gitignore", "candor.toml", "content", "content/incidents", "content/incidents/a.md"]
    );
    assert_eq!(made["content/incidents/a.md"], "a");
}

#[test]
fn an_empty_folder_and_one_with_only_a_repository_are_taken() {
    let place = folder();
    create(place.path(), &sample()).expect("empty");

    let place = folder();
    fs::create_dir(place.path().join(".git")).expect("made");
    fs::write(place.path().join(".git/HEAD"), "ref").expect("written");
    create(place.path(), &sample()).expect("a repository");
    assert_eq!(all(place.path())[".git/HEAD"], "ref");
    assert!(place.path().join("candor.toml").is_file());
}

#[test]
fn anything_else_is_refused_by_name() {
    for name in [".env", "README.md", ".gitignore", ".github"] {
        let place = folder();
        fs::create_dir(place.path().join(".git")).expect("made");
        fs::write(place.path().join(name), "mine").expect("written");
        let said = refused(place.path(), place.path(), &sample());
        assert!(said.contains(&format!("it is not empty: it holds `{name}`; give a folder")), "{said}");
    }
    let place = folder();
    for name in ["e", "d", "c", "b", "a"] {
        fs::write(place.path().join(name), "").expect("written");
    }
    let said = refused(place.path(), place.path(), &sample());
    assert!(said.contains("it holds `a`, `b`, `c` and 2 more;"), "{said}");

    let place = folder();
    create(place.path(), &sample()).expect("made");
    let said = refused(place.path(), place.path(), &sample());
    assert!(said.contains("there is a site already (candor.toml)"), "{said}");
}

#[test]
fn a_file_a_dangling_link_and_a_way_up_from_nowhere_are_refused() {
    let place = folder();
    fs::write(place.path().join("file"), "mine").expect("written");
    let said = refused(place.path(), &place.path().join("file"), &sample());
    assert!(said.contains("it is a file, not a folder"), "{said}");

    symlink("nowhere", place.path().join("link")).expect("linked");
    let said = refused(place.path(), &place.path().join("link"), &sample());
    assert!(said.contains("it is a symbolic link to a folder that is not there"), "{said}");

    let said = refused(place.path(), &place.path().join("nowhere/../x"), &sample());
    assert!(said.contains("it goes up with `..` from a folder that is not there"), "{said}");
}

/// A file whose path needs another file to be a folder cannot be written; the disk full would come to the same.
#[test]
fn a_failure_half_way_takes_everything_away_again() {
    let odd = tree(&[("a", "a"), ("b/c/d", "d"), ("b/c/d/e", "e")]);
    let place = folder();
    let said = refused(place.path(), &place.path().join("new/site"), &odd);
    assert!(said.starts_with("cannot write"), "{said}");
    assert!(said.contains("b/c/d/e: a part of the path is a file, not a folder"), "{said}");

    fs::create_dir(place.path().join(".git")).expect("made");
    refused(place.path(), place.path(), &odd);

    let name = "x".repeat(300);
    let long = tree(&[("a/b", "b"), (&format!("c/{name}"), "c")]);
    let said = refused(place.path(), place.path(), &long);
    assert!(said.contains("the name is too long"), "{said}");
}

#[test]
fn nothing_is_written_into_the_repository_that_is_there() {
    let place = folder();
    fs::create_dir(place.path().join(".git")).expect("made");
    refused(place.path(), place.path(), &tree(&[(".git/hooks/pre-commit", "rm"), ("a", "a")]));
    let place = folder();
    symlink(folder().path(), place.path().join(".git")).expect("linked");
    refused(place.path(), place.path(), &tree(&[(".git/hooks/pre-commit", "rm"), ("a", "a")]));
}

#[test]
fn a_folder_that_may_not_be_written_is_a_fault_with_its_path() {
    let place = folder();
    fs::set_permissions(place.path(), fs::Permissions::from_mode(0o555)).expect("closed");
    let result = create(&place.path().join("site"), &sample());
    fs::set_permissions(place.path(), fs::Permissions::from_mode(0o755)).expect("opened");
    // Root may write anywhere.
    if let Err(fault) = result {
        assert!(fault.to_string().contains("permission denied"), "{fault}");
        assert!(!place.path().join("site").exists());
    }
}
