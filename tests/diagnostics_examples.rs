//! Runs the wrong and the right example of each code in docs/diagnostics.md: the wrong one must give the code, the right
//! one must give nothing at all. What an example leaves out is filled in around it.

use candor::diagnostics::emit::{Format, Options, emit};
use candor::load;
use candor::tree::{RelPath, Tree};

const DOCS: &str = include_str!("../docs/diagnostics.md");

/// Codes whose examples are no files that can be read: they show bytes, links of a folder, other sites or templates.
const SHOWN_ONLY: &[&str] = &[
    "not-utf8",
    "nul-byte",
    "file-too-large",
    "symlink-outside",
    "symlink-loop",
    "symlink-broken",
    "special-file",
    "missing-config",
    "bad-image",
    "import-front-matter",
    "import-syntax",
    "import-time",
    "import-missing",
    "template-fault",
    "bad-theme-config",
];

/// Codes whose TOML examples stand in candor.toml.
const OF_CONFIG: &[&str] = &[
    "bad-color",
    "low-contrast",
    "bad-base-url",
    "unknown-timezone",
    "bad-language",
    "bad-weight",
    "bad-id",
    "duplicate-id",
    "unknown-group",
    "bad-url",
    "unknown-theme",
    "unknown-encoding",
    "unknown-output",
    "no-services",
];

/// Codes whose examples stand below the front matter.
const OF_MARKDOWN: &[&str] =
    &["raw-html", "unsafe-link", "broken-link", "missing-image", "external-image", "too-deep"];

const SERVICES: &str =
    "[[services]]\nid = \"api\"\nname = \"API\"\n[[services]]\nid = \"dashboard\"\nname = \"Dashboard\"\n";
const FIRST: &str = "[[updates]]\nat = 2026-11-20T10:03:00Z\nstate = \"investigating\"\n";
const LAST: &str = "[[updates]]\nat = 2026-11-20T10:41:00Z\nstate = \"resolved\"\n";

/// A picture of one pixel.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";

/// `(code, wrong, right)` for each section.
fn examples() -> Vec<(&'static str, &'static str, &'static str)> {
    let (_, codes) = DOCS.split_once("\n# Codes\n").expect("the page has a part `# Codes`");
    let block = |text: &'static str| {
        let (_, block) = text.split_once("```").expect("an example begins");
        let (_, block) = block.split_once('\n').expect("an example has lines");
        block.split_once("```").expect("an example ends").0
    };
    let section = |section: &'static str| {
        let (code, text) = section.split_once('\n').expect("a heading has a text below it");
        let (wrong, right) = text.split_once("\nRight:").expect("a right example");
        (code, block(wrong), block(right))
    };
    codes.split("\n## ").skip(1).map(section).collect()
}

fn config(toml: &str) -> String {
    let mut config = String::new();
    for (key, line) in [
        ("title", "title = \"Example\"\n"),
        ("base_url", "base_url = \"https://status.example.com/\"\n"),
        ("timezone", "timezone = \"Europe/Berlin\"\n"),
    ] {
        if !toml.lines().any(|line| line.starts_with(key)) {
            config.push_str(line);
        }
    }
    config + toml
}

fn front_matter(toml: &str) -> String {
    let title = if toml.lines().any(|line| line.starts_with("titel") || line.starts_with("title")) {
        ""
    } else {
        "title = \"API down\"\n"
    };
    let closed = ["state = \"resolved\"", "ended", "retroactive"].iter().any(|word| toml.contains(word));
    let updates = match (toml.contains("[[updates]]") || toml.contains("scheduled_for"), closed) {
        (true, _) => String::new(),
        (false, true) => format!("{FIRST}{LAST}"),
        (false, false) => FIRST.to_owned(),
    };
    format!("+++\n{title}{toml}\n{updates}+++\n")
}

/// The site that an example makes.
fn site(code: &str, example: &str) -> Tree {
    let mut tree = Tree::new();
    let picture = RelPath::new("static/images/error-rate.png").expect("a path");
    tree.insert(picture, PNG);
    let mut add =
        |path: &str, text: String| tree.insert(RelPath::new(path).expect("a path"), text.into_bytes());
    add("candor.toml", config(SERVICES));
    add("themes/ocean/theme.toml", "name = \"Ocean\"\n".to_owned());
    let is_list_of_paths = example.starts_with("content/") || example.starts_with("static/");
    if is_list_of_paths {
        for path in example.lines() {
            add(path, if path.starts_with("content/") { front_matter("") } else { "anything".to_owned() });
        }
    } else if OF_MARKDOWN.contains(&code) {
        add("content/pages/may-outage.md", "+++\ntitle = \"May\"\n+++\n".to_owned());
        add("content/pages/example.md", format!("+++\ntitle = \"Example\"\n+++\n\n{example}"));
    } else if OF_CONFIG.contains(&code) {
        let services = if code == "no-services" || example.contains("[[services]]") { "" } else { SERVICES };
        add("candor.toml", config(&format!("{example}{services}")));
    } else if example.contains("scheduled_for") {
        add("content/maintenance/move.md", front_matter(example));
    } else if example.starts_with("+++") || example.starts_with("# ") {
        let folder =
            if example.contains("[[updates]]") || code == "no-updates" { "incidents" } else { "pages" };
        add(&format!("content/{folder}/example.md"), example.to_owned());
    } else {
        add("content/incidents/api.md", front_matter(example));
    }
    tree
}

fn said(code: &str, example: &str) -> String {
    let tree = site(code, example);
    let now = "2026-11-24T12:00:00Z".parse().expect("a moment");
    let loaded = load::load(&tree, Vec::new(), &load::Options { drafts: false, base_url: None, now });
    emit(Format::Short, &loaded.diagnostics, &tree, &Options::default())
}

#[test]
fn wrong_examples_are_wrong_and_right_ones_are_right() {
    let (mut run, mut failures) = (0, Vec::<String>::new());
    for (code, wrong, right) in examples() {
        if SHOWN_ONLY.contains(&code) {
            continue;
        }
        run += 1;
        let (of_wrong, of_right) = (said(code, wrong), said(code, right));
        if !of_wrong.contains(&format!("[{code}]: ")) {
            failures.push(format!("`{code}` is not said of:\n{wrong}but:\n{of_wrong}"));
        }
        if !of_right.is_empty() {
            failures.push(format!("`{code}`: this should be right:\n{right}but:\n{of_right}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(run > 40, "only {run} examples were found");
}

#[test]
fn examples_that_are_only_shown_are_of_codes_that_exist() {
    let codes: Vec<&str> = examples().into_iter().map(|(code, ..)| code).collect();
    for code in SHOWN_ONLY.iter().chain(OF_CONFIG) {
        assert!(codes.contains(code), "docs/diagnostics.md has no `{code}`");
    }
}
