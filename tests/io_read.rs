//! What Candor reads of a folder, what it leaves out, and what it says about the rest.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests make folders and say what they skip"
)]
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;

use candor::diagnostics::Code;
use candor::io::read::{ReadSite, Reader, read_site, read_tree};
use candor::io::watch::Changes;
use tempfile::TempDir;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        put(folder.path(), path, text);
    }
    folder
}

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, text).expect("a file");
}

fn site(root: &Path) -> ReadSite {
    read_site(root).expect("a readable folder")
}

fn paths(read: &ReadSite) -> Vec<String> {
    read.tree.iter().map(|(path, _)| path.to_string()).collect()
}

fn codes(read: &ReadSite) -> Vec<(Code, String)> {
    read.diagnostics.iter().map(|d| (d.code(), d.path().to_string())).collect()
}

#[test]
fn reads_the_sites_parts_and_nothing_else() {
    let folder = folder(&[
        ("candor.toml", "title"),
        ("content/incidents/2026/a.md", "a"),
        ("content/incidents/.draft.md", "hidden"),
        ("content/incidents/a.md~", "leftover"),
        ("content/incidents/.a.md.swp", "leftover"),
        ("content/incidents/#a.md#", "leftover"),
        ("content/.git/config", "hidden"),
        ("themes/x/theme.toml", "t"),
        ("static/logo.svg", "s"),
        ("static/.well-known/security.txt", "w"),
        ("static/.DS_Store", "hidden"),
        ("public/index.html", "output"),
        ("README.md", "other"),
        (".git/config", "git"),
    ]);
    let read = site(folder.path());
    assert_eq!(
        paths(&read),
        [
            "candor.toml",
            "content/incidents/2026/a.md",
            "static/.well-known/security.txt",
            "static/logo.svg",
            "themes/x/theme.toml"
        ]
    );
    assert_eq!(read.tree.get_str("content/incidents/2026/a.md").map(|bytes| &bytes[..]), Some(&b"a"[..]));
    assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
}

#[test]
fn an_empty_folder_is_an_empty_tree() {
    assert!(site(folder(&[]).path()).tree.is_empty());
}

#[test]
fn a_missing_root_and_a_root_that_is_a_file_are_faults() {
    let folder = folder(&[("file", "x")]);
    let missing = folder.path().join("absent");
    let faults = read_site(&missing).expect_err("there is no such folder");
    assert_eq!(
        faults[0].to_string(),
        format!("cannot read {}: there is no such file or folder", missing.display())
    );
    let faults = read_site(&folder.path().join("file")).expect_err("it is a file");
    assert!(faults[0].to_string().ends_with("it is a file, not a folder"), "{}", faults[0]);
}

#[test]
fn links_inside_the_site_are_followed() {
    let folder = folder(&[("content/incidents/a.md", "a"), ("shared/p.png", "p")]);
    let root = folder.path();
    symlink("a.md", root.join("content/incidents/b.md")).expect("a link");
    symlink("../shared", root.join("content/pictures")).expect("a link");
    let read = site(root);
    assert_eq!(paths(&read), ["content/incidents/a.md", "content/incidents/b.md", "content/pictures/p.png"]);
    assert!(read.diagnostics.is_empty());
}

#[test]
fn links_out_of_the_site_are_refused_however_they_get_there() {
    let outside = folder(&[("secret.md", "secret"), ("deep/secret.md", "secret")]);
    let folder = folder(&[("content/a.md", "a"), ("shared/b.md", "b")]);
    let root = folder.path();
    symlink(outside.path().join("secret.md"), root.join("content/file.md")).expect("a link");
    symlink(outside.path(), root.join("content/folder")).expect("a link");
    symlink("/etc/hostname", root.join("content/hostname.md")).expect("a link");
    // A link to a folder inside, in which a link leads out; and a link to a link.
    symlink("../shared", root.join("content/inner")).expect("a link");
    symlink(outside.path().join("deep"), root.join("shared/out")).expect("a link");
    symlink("file.md", root.join("content/second.md")).expect("a link");
    let read = site(root);
    assert_eq!(paths(&read), ["content/a.md", "content/inner/b.md"]);
    let outside = |path: &str| (Code::SymlinkOutside, path.to_owned());
    assert_eq!(
        codes(&read),
        [
            outside("content/file.md"),
            outside("content/folder"),
            outside("content/hostname.md"),
            outside("content/inner/out"),
            outside("content/second.md")
        ]
    );
}

#[test]
fn loops_and_dangling_links_are_named() {
    let folder = folder(&[("content/x/a.md", "a"), ("static/a.png", "p")]);
    let root = folder.path();
    symlink("..", root.join("content/x/up")).expect("a link");
    symlink("self", root.join("content/self")).expect("a link");
    symlink(".", root.join("static/here")).expect("a link");
    symlink("gone.md", root.join("content/dangling.md")).expect("a link");
    let read = site(root);
    assert_eq!(paths(&read), ["content/x/a.md", "static/a.png"]);
    assert_eq!(
        codes(&read),
        [
            (Code::SymlinkBroken, "content/dangling.md".to_owned()),
            (Code::SymlinkLoop, "content/self".to_owned()),
            (Code::SymlinkLoop, "content/x/up".to_owned()),
            (Code::SymlinkLoop, "static/here".to_owned())
        ]
    );
    assert!(read.diagnostics[0].message().contains("`gone.md`"), "{}", read.diagnostics[0].message());
}

#[test]
fn two_folders_that_link_to_each_other_end() {
    let folder = folder(&[("content/a/1.md", "1"), ("content/b/2.md", "2")]);
    let root = folder.path();
    symlink("../b", root.join("content/a/b")).expect("a link");
    symlink("../a", root.join("content/b/a")).expect("a link");
    let read = site(root);
    assert_eq!(paths(&read), ["content/a/1.md", "content/a/b/2.md", "content/b/2.md", "content/b/a/1.md"]);
    assert_eq!(read.diagnostics.len(), 2);
}

#[test]
fn the_site_itself_may_be_reached_by_a_link() {
    let folder = folder(&[("site/content/a.md", "a")]);
    symlink("site", folder.path().join("link")).expect("a link");
    assert_eq!(paths(&site(&folder.path().join("link"))), ["content/a.md"]);
}

#[test]
fn pipes_and_sockets_are_never_opened() {
    let folder = folder(&[("content/a.md", "a")]);
    let pipe = folder.path().join("content/pipe.md");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        &pipe,
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::from_raw_mode(0o644),
        0,
    )
    .expect("a pipe");
    let _socket =
        std::os::unix::net::UnixListener::bind(folder.path().join("content/socket")).expect("a socket");
    let read = site(folder.path());
    assert_eq!(paths(&read), ["content/a.md"]);
    assert_eq!(
        codes(&read),
        [(Code::SpecialFile, "content/pipe.md".to_owned()), (Code::SpecialFile, "content/socket".to_owned())]
    );
}

#[test]
fn large_files_are_refused_unread() {
    let folder = folder(&[("content/incidents/a.md", "a"), ("static/a.bin", "a"), ("static/ok.md", "a")]);
    let grow = |path: &str, size: u64| {
        let file = fs::OpenOptions::new().write(true).open(folder.path().join(path)).expect("the file");
        file.set_len(size).expect("a sparse file");
    };
    grow("content/incidents/a.md", 50 << 20);
    grow("static/a.bin", (64 << 20) + 1);
    grow("static/ok.md", 3 << 20);
    let read = site(folder.path());
    assert_eq!(paths(&read), ["static/ok.md"]);
    assert_eq!(
        codes(&read),
        [
            (Code::FileTooLarge, "content/incidents/a.md".to_owned()),
            (Code::FileTooLarge, "static/a.bin".to_owned())
        ]
    );
    let message = read.diagnostics[0].message();
    assert!(message.contains("50 MiB") && message.contains("2 MiB"), "{message}");
}

#[test]
fn a_text_of_just_the_limit_is_read() {
    let folder = folder(&[("content/a.md", &"x".repeat(2 << 20))]);
    assert_eq!(site(folder.path()).tree.len(), 1);
}

#[test]
fn names_that_cannot_be_paths_are_reported_and_the_others_read() {
    let folder = folder(&[("content/a.md", "a")]);
    let content = folder.path().join("content");
    for name in [&b"caf\xe9.md"[..], b"new\nline.md", b"back\\slash.md"] {
        fs::write(content.join(OsStr::from_bytes(name)), "x").expect("a file");
    }
    fs::create_dir(content.join(OsStr::from_bytes(b"d\xff"))).expect("a folder");
    let read = site(folder.path());
    assert_eq!(paths(&read), ["content/a.md"]);
    let bad = |path: &str| (Code::BadFileName, path.to_owned());
    assert_eq!(
        codes(&read),
        [
            bad("content/back\u{fffd}slash.md"),
            bad("content/caf\u{fffd}.md"),
            bad("content/d\u{fffd}"),
            bad("content/new\u{fffd}line.md")
        ]
    );
    let messages: Vec<_> = read.diagnostics.iter().map(candor::diagnostics::Diagnostic::message).collect();
    assert!(messages[0].contains(r"'\\'") && messages[1].contains("not UTF-8"), "{messages:?}");
}

/// Root may read everything, except in a user namespace in which its files belong to nobody: so root runs this again in
/// one, and says so where that is not allowed.
#[test]
fn every_unreadable_file_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[("content/a.md", "a"), ("content/b/c.md", "c"), ("content/d.md", "d")]);
    for path in ["content/a.md", "content/b"] {
        fs::set_permissions(folder.path().join(path), fs::Permissions::from_mode(0o000)).expect("a mode");
    }
    if fs::read(folder.path().join("content/a.md")).is_err() {
        let faults = read_site(folder.path()).expect_err("two cannot be read");
        let text: Vec<_> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(text.len(), 2, "{text:?}");
        assert!(text[0].ends_with("content/a.md: permission denied"), "{text:?}");
        assert!(text[1].ends_with("content/b: permission denied"), "{text:?}");
    } else {
        let this = std::env::current_exe().expect("this test's path");
        let again = std::process::Command::new("unshare")
            .args(["--user", "env", "CANDOR_TEST_AGAIN=1"])
            .arg(this)
            .args(["--exact", "every_unreadable_file_is_named", "--nocapture"])
            .output();
        let first = std::env::var_os("CANDOR_TEST_AGAIN").is_none();
        match again {
            Ok(output) if first && output.stdout.starts_with(b"\nrunning") => {
                assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            }
            _ => println!("skipped: this user may read every file"),
        }
    }
    fs::set_permissions(folder.path().join("content/b"), fs::Permissions::from_mode(0o755)).expect("a mode");
}

#[test]
fn a_foreign_folder_is_read_whole_but_for_what_its_tool_made() {
    let folder = folder(&[
        ("config.yml", "c"),
        ("content/issues/a.md", "a"),
        ("content/public/b.md", "b"),
        (".github/workflows/x.yml", "w"),
        (".git/config", "git"),
        ("node_modules/x/index.js", "n"),
        ("themes/t/node_modules/x.js", "n"),
        ("public/index.html", "made"),
        ("resources/_gen/a", "made"),
    ]);
    let read = read_tree(folder.path()).expect("readable");
    assert_eq!(
        paths(&read),
        [".github/workflows/x.yml", "config.yml", "content/issues/a.md", "content/public/b.md"]
    );
}

#[test]
fn reading_twice_gives_the_same() {
    let folder = folder(&[("content/b.md", "b"), ("content/a.md", "a"), ("content/A.md", "A")]);
    symlink("nowhere", folder.path().join("content/z")).expect("a link");
    let (one, two) = (site(folder.path()), site(folder.path()));
    assert_eq!(one.tree, two.tree);
    assert_eq!(one.diagnostics, two.diagnostics);
}

/// What a reader that is told of `changes` reads, held against a reading of everything.
fn again(reader: &mut Reader, root: &Path, changes: &[&str]) {
    let folder = fs::canonicalize(root).expect("there");
    let changes = Changes::Paths(changes.iter().map(|path| folder.join(path)).collect());
    let read = reader.read(&changes).expect("readable");
    let all = site(root);
    assert_eq!(read.diagnostics, all.diagnostics, "{changes:?}");
    assert!(read.tree == all.tree, "{changes:?}: {:?} and {:?}", read.tree, all.tree);
}

#[test]
fn reading_again_what_has_changed_is_reading_all() {
    let folder = folder(&[
        ("candor.toml", "title"),
        ("content/incidents/a.md", "a"),
        ("content/incidents/2026/b.md", "b"),
        ("static/logo.svg", "s"),
    ]);
    let root = folder.path();
    let mut reader = Reader::new(root);
    // Before anything was read, nothing is known.
    again(&mut reader, root, &["content/incidents/a.md"]);
    put(root, "content/incidents/a.md", "A, of another size");
    again(&mut reader, root, &["content/incidents/a.md"]);
    put(root, "content/incidents/a.md", "Z, of another size");
    again(&mut reader, root, &["content/incidents/a.md", "candor.toml"]);
    put(root, "content/incidents/new.md", "n");
    again(&mut reader, root, &["content/incidents/new.md"]);
    fs::remove_file(root.join("content/incidents/a.md")).expect("removed");
    again(&mut reader, root, &["content/incidents/a.md"]);
    fs::rename(root.join("content/incidents/2026"), root.join("content/incidents/2025")).expect("renamed");
    again(&mut reader, root, &["content/incidents/2026", "content/incidents/2025"]);
    symlink("2025/b.md", root.join("content/incidents/link.md")).expect("a link");
    again(&mut reader, root, &["content/incidents/link.md"]);
    put(root, "content/incidents/2025/b.md", "of both names");
    again(&mut reader, root, &["content/incidents/2025/b.md"]);
    symlink("/etc", root.join("static/etc")).expect("a link");
    again(&mut reader, root, &["static/etc"]);
    fs::remove_file(root.join("content/incidents/new.md")).expect("removed");
    fs::create_dir(root.join("content/incidents/new.md")).expect("a folder");
    put(root, "content/incidents/new.md/inner.md", "i");
    again(&mut reader, root, &["content/incidents/new.md"]);
    fs::remove_dir_all(root.join("content")).expect("removed");
    again(&mut reader, root, &["content"]);
}

#[test]
fn a_lie_of_time_stamps_does_not_outlast_a_whole_reading() {
    let folder = folder(&[("candor.toml", "title"), ("content/incidents/a.md", "a")]);
    let mut reader = Reader::new(folder.path());
    let first = reader.read(&Changes::Anything).expect("readable");
    put(folder.path(), "content/incidents/a.md", "b");
    let nothing = Changes::Paths(std::collections::BTreeSet::from([folder.path().join("candor.toml")]));
    assert!(reader.read(&nothing).expect("readable").tree == first.tree, "nobody said that it changed");
    let all = reader.read(&Changes::Anything).expect("readable");
    assert_eq!(all.tree.get_str("content/incidents/a.md").map(|bytes| &bytes[..]), Some(&b"b"[..]));
}
