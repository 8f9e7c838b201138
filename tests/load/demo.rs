//! The demo site, as it stands and as other editors would have saved it.
#![expect(clippy::disallowed_methods, reason = "a test reads the demo site from the disk")]

use std::path::Path;

use candor::load::Loaded;
use candor::tree::{RelPath, Tree};

use crate::site::{self, load};

/// candor.toml and content/ of this project.
pub fn tree() -> Tree {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut tree = Tree::new();
    tree.insert(
        RelPath::new("candor.toml").expect("a path"),
        std::fs::read(root.join("candor.toml")).expect("it"),
    );
    for folder in ["content", "static"] {
        add(&mut tree, root, folder);
    }
    tree
}

fn add(tree: &mut Tree, root: &Path, folder: &str) {
    let Ok(entries) = std::fs::read_dir(root.join(folder)) else { return };
    for entry in entries {
        let entry = entry.expect("an entry of a folder");
        let path = format!("{folder}/{}", entry.file_name().to_str().expect("a name in UTF-8"));
        if entry.path().is_dir() {
            add(tree, root, &path);
        } else {
            tree.insert(RelPath::new(&path).expect("a path"), std::fs::read(entry.path()).expect("a file"));
        }
    }
}

/// The files below content/ that are read.
pub fn files() -> Vec<(RelPath, String)> {
    let tree = tree();
    let read = tree.under("content").filter(|(path, _)| path.below("content/templates").is_none());
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    read.filter(|(path, _)| path.extension() == "md")
        .map(|(path, bytes)| (path.clone(), text(bytes)))
        .collect()
}

/// Everything that was read, as text; line ends inside of texts are the business of Markdown.
fn model(loaded: &Loaded) -> String {
    let site = loaded.site.as_ref().expect("a site");
    format!("{site:#?}").replace("\\r\\n", "\\n")
}

#[test]
fn the_demo_site_has_no_faults() {
    let tree = tree();
    let loaded = load(&tree);
    assert_eq!(site::emitted(&loaded, &tree), "");
    let site = loaded.site.expect("a site");
    let read = site.incidents.len() + site.maintenance.len() + site.pages.len();
    assert_eq!(read, files().len(), "every file is on the site");
    assert!(site.incidents.len() >= 25 && site.config.services.len() >= 10 && site.config.groups.len() >= 3);
    assert!(site.incidents.windows(2).all(|pair| pair[0].started() <= pair[1].started()), "oldest first");
    assert!(loaded.broken.is_empty() && site.unshown.is_empty());
}

/// The demo with every text file rewritten by `rewrite`.
fn rewritten(rewrite: impl Fn(&str) -> String) -> Tree {
    let mut tree = tree();
    let texts = files().into_iter();
    let config = RelPath::new("candor.toml").expect("a path");
    let text = String::from_utf8(tree.get(&config).expect("it is there").to_vec()).expect("UTF-8");
    for (path, text) in texts.chain([(config, text)]) {
        tree.insert(path, rewrite(&text).into_bytes());
    }
    tree
}

#[test]
fn line_ends_of_windows_change_nothing() {
    let tree = rewritten(|text| text.replace('\n', "\r\n"));
    let loaded = load(&tree);
    assert_eq!(site::emitted(&loaded, &tree), "");
    assert_eq!(model(&loaded), model(&load(&self::tree())));
}

#[test]
fn a_byte_order_mark_and_a_blank_first_line_change_nothing() {
    let tree = rewritten(|text| format!("\u{feff}\n{text}"));
    let loaded = load(&tree);
    assert_eq!(site::emitted(&loaded, &tree), "");
    assert_eq!(model(&loaded), model(&load(&self::tree())));
}
