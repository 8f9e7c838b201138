//! Holds docs/diagnostics.md and the codes in step: same codes, same order, same severity, and an example for each.

use candor::diagnostics::emit::{Format, Options, emit};
use candor::diagnostics::{Code, Diagnostic};
use candor::tree::{RelPath, Tree};

const DOCS: &str = include_str!("../docs/diagnostics.md");

/// The text below each `## ` heading that names a code, that is, after the heading `# Codes`.
fn sections() -> Vec<(&'static str, &'static str)> {
    let (_, codes) = DOCS.split_once("\n# Codes\n").expect("the page has a part `# Codes`");
    codes
        .split("\n## ")
        .skip(1)
        .map(|section| section.split_once('\n').expect("a heading has a text below it"))
        .collect()
}

#[test]
fn every_code_has_its_section_in_order() {
    let documented: Vec<&str> = sections().into_iter().map(|(heading, _)| heading).collect();
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(documented, codes, "docs/diagnostics.md (left) and Code::ALL (right) differ");
}

#[test]
fn every_section_names_its_severity_and_shows_the_wrong_and_the_right() {
    for (code, (heading, text)) in Code::ALL.iter().zip(sections()) {
        let severity =
            format!("\n**{}.** ", if code.severity().as_str() == "error" { "Error" } else { "Warning" });
        assert!(text.starts_with(&severity), "`{heading}` does not begin with{severity:?}: {text}");
        for part in ["\nWrong:", "\nRight:", "\nWhy: "] {
            assert_eq!(text.matches(part).count(), 1, "`{heading}` has not one {part:?}: {text}");
        }
        assert_eq!(text.matches("\n```").count() % 2, 0, "`{heading}` has an open example: {text}");
    }
}

#[test]
fn every_format_is_shown() {
    for format in Format::ALL {
        assert!(DOCS.contains(&format!("\n## `{format}`\n")), "no section for the format {format}");
    }
}

/// The fault that the page shows in every format.
fn shown(format: Format) -> String {
    let text = "+++\ntitle = \"Elevated error rates on the API\"\nstate = \"investigating\"\nservices = [\"apii\"]\n";
    let path = RelPath::new("content/incidents/2026-11-20-api.md").expect("a valid path");
    let mut tree = Tree::new();
    tree.insert(path.clone(), text.as_bytes());
    let start = text.find("\"apii\"").expect("the id stands in the text");
    let fault = Diagnostic::new(Code::UnknownService, &path, "there is no service `apii`")
        .at(start..start + 6)
        .label("not in candor.toml")
        .help("write `api`");
    emit(format, &[fault], &tree, &Options::default())
}

/// The first example below the heading of a format.
fn example(format: Format) -> &'static str {
    let (_, section) = DOCS.split_once(&format!("\n## `{format}`\n")).expect("every format has a section");
    let (_, block) = section.split_once("\n```").expect("every format has an example");
    let (_, block) = block.split_once('\n').expect("an example has lines");
    &block[..block.find("```").expect("an example ends")]
}

#[test]
fn the_examples_of_the_formats_are_what_is_written() {
    for format in [Format::Human, Format::Short, Format::Github] {
        assert_eq!(example(format), shown(format));
    }
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
    assert_eq!(value(example(Format::Json)), value(&shown(Format::Json)));
    assert_eq!(value(example(Format::Sarif)), value(&shown(Format::Sarif))["runs"][0]["results"][0]);
}
