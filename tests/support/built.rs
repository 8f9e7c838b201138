//! A site built from texts, for tests of what stands in its files.

use candor::build::{self, Memory, Request};
use candor::load::Options;
use candor::time::Instant;
use candor::tree::{RelPath, Tree};

/// A site as its files' texts, by path.
pub fn tree(files: &[(&str, String)]) -> Tree {
    let mut tree = Tree::new();
    for (path, text) in files {
        tree.insert(RelPath::new(path).expect("a path"), text.clone().into_bytes());
    }
    tree
}

/// What is built of `tree` at `now`.
///
/// # Panics
/// With the faults when there is no site.
pub fn build(tree: &Tree, now: &str) -> Tree {
    let memory = Memory::default();
    let options = Options { drafts: false, base_url: None, now: instant(now) };
    let request = Request { tree, found: Vec::new(), options: &options, skip_broken: false };
    let Ok(outcome) = build::build(request, &memory);
    assert!(outcome.built.is_some(), "{:#?}", outcome.diagnostics);
    memory.into_tree()
}

/// The moment that is written `text`.
pub fn instant(text: &str) -> Instant {
    text.parse().expect("a moment")
}

/// The text of a file of the output.
pub fn text(site: &Tree, path: &str) -> String {
    let bytes = site.get_str(path).unwrap_or_else(|| panic!("{path} is not there"));
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// A file of the output as JSON.
pub fn json(site: &Tree, path: &str) -> serde_json::Value {
    serde_json::from_str(&text(site, path)).expect("JSON")
}

/// candor.toml with two groups and three services, and `more` below its first keys.
pub fn config(more: &str) -> (&'static str, String) {
    let text = format!(
        "title = \"Saltmarsh <Status> & co\"\nbase_url = \"https://example.com/status/\"\ntimezone = \"Europe/Lisbon\"\n{more}\n\
         [[groups]]\nid = \"run\"\nname = \"Run\"\n[[groups]]\nid = \"data\"\nname = \"Data\"\n\
         [[services]]\nid = \"api\"\nname = \"API\"\ngroup = \"run\"\nsince = 2025-06-01\n\
         [[services]]\nid = \"db\"\nname = \"Databases\"\ngroup = \"data\"\nsince = 2025-06-01\n\
         [[services]]\nid = \"mail\"\nname = \"Mail\"\nsince = 2025-06-01\n"
    );
    ("candor.toml", text)
}
