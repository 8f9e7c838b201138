//! Holds docs/content.md and docs/configuration.md to what is read: their examples have no fault, and every key is there.

use candor::diagnostics::emit::{Format, Options, emit};
use candor::load;
use candor::tree::{RelPath, Tree};

const CONTENT: &str = include_str!("../docs/content.md");
const DEPLOY: &str = include_str!("../docs/deploy.md");
const CONFIGURATION: &str = include_str!("../docs/configuration.md");

const SERVICES: [&str; 7] = ["api", "dashboard", "signin", "databases", "storage", "backups", "apps"];

fn said(files: &[(&str, &str)]) -> String {
    let mut tree = Tree::new();
    let mut config = "title = \"Example\"\nbase_url = \"https://status.example.com/\"\n".to_owned();
    for id in SERVICES {
        config.extend(["[[services]]\nid = \"", id, "\"\nname = \"", id, "\"\n"]);
    }
    for (path, text) in [("candor.toml", config.as_str())].iter().chain(files) {
        tree.insert(RelPath::new(path).expect("a path"), text.as_bytes());
    }
    let now = "2026-11-20T14:30:00Z".parse().expect("a moment");
    let loaded = load::load(&tree, Vec::new(), &load::Options { drafts: false, base_url: None, now });
    emit(Format::Short, &loaded.diagnostics, &tree, &Options::default())
}

/// The blocks of code in a page.
fn blocks(page: &'static str) -> impl Iterator<Item = &'static str> {
    page.split("\n```").skip(1).step_by(2).filter_map(|block| Some(block.split_once('\n')?.1))
}

#[test]
fn the_examples_of_content_have_no_fault() {
    let whole: Vec<&str> = blocks(CONTENT).filter(|block| block.starts_with("+++")).collect();
    assert_eq!(whole.len(), 4, "two incidents, a maintenance and a page");
    for example in whole {
        let folder = match (example.contains("scheduled_for"), example.contains("[[updates]]")) {
            (true, _) => "maintenance",
            (_, true) => "incidents",
            _ => "pages",
        };
        assert_eq!(said(&[(&format!("content/{folder}/example.md"), example)]), "", "{example}");
    }
}

#[test]
fn the_example_of_the_configuration_has_no_fault() {
    let example = blocks(CONFIGURATION).next().expect("an example");
    assert_eq!(said(&[("candor.toml", example)]), "");
}

/// A policy that is written by hand knows no hashes, and a page whose styles have none is shown without them.
#[test]
fn the_recipes_leave_the_policy_of_styles_and_scripts_to_the_pages() {
    for block in blocks(DEPLOY) {
        assert!(!block.contains("style-src") && !block.contains("script-src"), "{block}");
    }
    assert_eq!(blocks(DEPLOY).filter(|block| block.contains("frame-ancestors 'none'")).count(), 2);
}

/// The keys that a table has, by what is said about one that it does not have.
fn keys(said: &str) -> Vec<String> {
    if let Some((_, only)) = said.split_once("; the only key of ") {
        return only.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    }
    let (_, keys) = said.split_once("; the keys of ").expect("an unknown key");
    let (_, keys) = keys.split_once(" are ").expect("a list");
    keys.lines().next().expect("a line").split(", ").map(str::to_owned).collect()
}

#[test]
fn every_key_has_its_line() {
    let content = |path: &str, toml: &str| keys(&said(&[(path, &format!("+++\n{toml}\n+++\n"))]));
    let config = |toml: &str| keys(&said(&[("candor.toml", toml)]));
    let in_content = [
        content("content/incidents/a.md", "xyzzy = 1"),
        content("content/incidents/a.md", "title = \"A\"\n[[updates]]\nxyzzy = 1"),
        content("content/maintenance/a.md", "xyzzy = 1"),
        content("content/maintenance/a.md", "title = \"A\"\n[[updates]]\nxyzzy = 1"),
        content("content/pages/a.md", "xyzzy = 1"),
    ];
    let in_config = [
        config("xyzzy = 1"),
        config("[[services]]\nxyzzy = 1"),
        config("[[groups]]\nxyzzy = 1"),
        config("[[links]]\nxyzzy = 1"),
        config("[uptime]\nxyzzy = 1"),
        config("[brand]\nxyzzy = 1"),
        config("[feeds]\nxyzzy = 1"),
        config("[api]\nxyzzy = 1"),
    ];
    for (page, tables) in [(CONTENT, &in_content[..]), (CONFIGURATION, &in_config[..])] {
        for key in tables.iter().flatten() {
            let shown = [format!("`{key}`"), format!("`[{key}]`"), format!("`[[{key}]]`")];
            assert!(shown.iter().any(|key| page.contains(key)), "the page does not speak of `{key}`");
        }
    }
}

#[test]
fn the_tags_that_work_are_all_named() {
    let named = candor::syntax::markdown::RAW_TAGS.iter().map(|tag| format!("`{tag}`")).collect::<Vec<_>>();
    let page = CONTENT.replace('\n', " ");
    assert!(page.contains(&named.join(", ")), "docs/content.md does not list {}", named.join(", "));
}
