//! The site that the tests of the APIs are about, built at one of four moments, and its documents as JSON.
//!
//! The same folder is served to other people's clients by `tests/checks/api.sh`.

use candor::build::{self, Memory, Request};
use candor::load::Options;
use candor::time::Instant;
use candor::tree::{RelPath, Tree};
use serde_json::Value;

/// Nothing goes on.
pub const CALM: &str = "2026-09-30T12:00:00Z";
/// The shop is down.
pub const INCIDENT: &str = "2026-10-01T10:30:00Z";
/// The API is moved.
pub const MAINTENANCE: &str = "2026-10-02T03:00:00Z";
/// A retroactive incident has been added.
pub const AFTERWARDS: &str = "2026-10-06T12:00:00Z";

/// The files of the site.
pub fn files() -> Vec<(&'static str, String)> {
    macro_rules! files {
        ($($path:literal)*) => { vec![$(($path, include_str!(concat!("site/", $path)).to_owned())),*] };
    }
    files![
        "candor.toml"
        "content/incidents/2026/slow-shop.md"
        "content/incidents/false-alarm.md"
        "content/incidents/lost-mail.md"
        "content/incidents/old-trouble.md"
        "content/maintenance/called-off.md"
        "content/maintenance/move.md"
    ]
}

/// What a site's output holds.
pub struct Output(Tree);

/// Builds a site of these files.
pub fn build<P: AsRef<str>>(files: &[(P, String)], now: &str) -> Output {
    let mut tree = Tree::new();
    for (path, text) in files {
        tree.insert(RelPath::new(path.as_ref()).expect("a path"), text.as_bytes());
    }
    let now: Instant = now.parse().expect("a moment");
    let options = Options { drafts: false, base_url: None, now };
    let memory = Memory::default();
    let request = Request { tree: &tree, found: Vec::new(), options: &options, skip_broken: false };
    let Ok(outcome) = build::build(request, &memory);
    assert!(outcome.built.is_some(), "{:#?}", outcome.diagnostics);
    Output(memory.into_tree())
}

impl Output {
    /// The document at a path.
    pub fn json(&self, path: &str) -> Value {
        serde_json::from_slice(self.bytes(path)).expect(path)
    }

    /// The bytes at a path.
    pub fn bytes(&self, path: &str) -> &[u8] {
        self.0.get_str(path).unwrap_or_else(|| panic!("there is no {path}"))
    }

    /// The paths of all files below a folder.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.under(folder).map(|(path, _)| path.as_str())
    }
}
