//! Whole imports of small cState sites, one per set of quirks: every file that comes out, and the report in both forms.
//!
//! `UPDATE_GOLDEN=1 cargo test --test import_cstate` rewrites what is expected.

#[path = "support/golden.rs"]
mod golden;

use std::path::{Path, PathBuf};

use candor::diagnostics::{Code, Severity};
use candor::import::{Imported, Outcome, cstate};
use candor::load;
use candor::time::Zone;
use candor::tree::{RelPath, Tree};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

fn tree(files: golden::Files) -> Tree {
    files.into_iter().map(|(path, bytes)| (RelPath::new(&path).expect("a path"), bytes.into())).collect()
}

fn import(site: &str, zone: &str) -> Imported {
    let source = tree(golden::files(&folder("fixtures/cstate").join(site)));
    assert!(!source.is_empty(), "the fixture {site} is there");
    cstate::import(&source, &Zone::new(zone).expect("a zone"))
}

/// Compares a site and its reports with tests/golden/import-cstate/`site`.
fn as_recorded(site: &str, imported: &Imported) {
    let files = imported.site.iter().map(|(path, bytes)| (path.to_string(), bytes.to_vec()));
    let mut made: golden::Files = files.collect();
    made.insert("report.txt".to_owned(), imported.report.to_text().into_bytes());
    made.insert("report.json".to_owned(), imported.report.to_json().into_bytes());
    golden::check(&folder("golden/import-cstate").join(site), &made);
}

/// What the loader says about an imported site.
fn loaded(imported: &Imported) -> Vec<(String, Code)> {
    let now = "2027-01-01T00:00:00Z".parse().expect("a date");
    let options = load::Options { drafts: true, base_url: None, now };
    let loaded = load::load(&imported.site, Vec::new(), &options);
    loaded.diagnostics.iter().map(|d| (d.path().to_string(), d.code())).collect()
}

#[test]
fn a_site_with_every_quirk() {
    let imported = import("ferry", "Europe/Lisbon");
    as_recorded("ferry", &imported);
    assert!(!imported.report.failed());
    let errors: Vec<_> =
        loaded(&imported).into_iter().filter(|(_, code)| code.severity() == Severity::Error).collect();
    assert_eq!(errors, [], "what comes out is a site without errors");
}

#[test]
fn files_that_cannot_be_read_are_reported_and_the_rest_is_imported() {
    let imported = import("broken", "UTC");
    as_recorded("broken", &imported);
    assert!(imported.report.failed());
    assert_eq!(imported.report.incidents(Outcome::Unread), 11);
    assert!(imported.site.get_str("content/incidents/z-fine.md").is_some());
    let codes: Vec<Code> =
        imported.report.diagnostics().iter().map(candor::diagnostics::Diagnostic::code).collect();
    for code in
        [Code::ImportFrontMatter, Code::ImportSyntax, Code::ImportTime, Code::ImportMissing, Code::NotUtf8]
    {
        assert!(codes.contains(&code), "{code} is among {codes:?}");
    }
}

#[test]
fn a_site_without_configuration() {
    let imported = import("bare", "Asia/Tokyo");
    as_recorded("bare", &imported);
    assert!(!imported.report.failed());
    assert_eq!(loaded(&imported), []);
}

#[test]
fn a_folder_that_is_no_cstate_site() {
    let mut source = Tree::new();
    source.insert(RelPath::new("README.md").expect("a path"), &b"# Hello\n"[..]);
    let report = cstate::import(&source, &Zone::utc()).report;
    assert!(report.failed());
    assert_eq!(report.diagnostics()[0].code(), Code::ImportMissing);
    assert!(report.to_text().contains("this is not a cState site"), "{}", report.to_text());
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (one, two) = (import("ferry", "UTC"), import("ferry", "UTC"));
    assert!(one.site == two.site);
    assert_eq!(one.report.to_json(), two.report.to_json());
}

#[test]
fn every_file_of_the_old_site_is_in_the_report() {
    for site in ["ferry", "broken", "bare"] {
        let source = tree(golden::files(&folder("fixtures/cstate").join(site)));
        let imported = cstate::import(&source, &Zone::utc());
        let reported: Vec<&str> = imported.report.files().iter().map(|f| f.source().as_str()).collect();
        for (path, _) in source.iter() {
            let top = path.as_str().split('/').next().unwrap_or_default();
            assert!(
                reported.contains(&path.as_str()) || reported.contains(&top),
                "{path} is not in the report"
            );
        }
    }
}

/// Pieces that cState texts are made of; `{}` becomes a word that stands nowhere else.
const PIECES: &[&str] = &[
    "Text {}.\n\n",
    "line {}\n",
    "*Investigating* - Down {}.\n\n",
    "**Resolved**: Up {}.\n\n",
    "[Final message]\nOver {}.\n\n",
    "[Initial message] Seen {}.\n\n",
    "*Update* -{} news.\n\n",
    "_Under observation_ - {}\n\n",
    "*A {} label* - more.\n\n",
    "*False alarm* {}\n",
    "*Post-mortem*\n\nLessons {}.\n\n",
    "Update 2: number {}.\n\n",
    "### Update {}\n",
    "{{< track \"2023-01-01 11:00:00\" >}}\n\n",
    "{{< track \"2022-12-31 11:00:00\" >}}\n\n",
    "{{< track \"2023-01-02\" >}}\n\n",
    "---\n\n",
    "```\n+++\n*Update* - {}\n```\n\n",
    "''' {} \"\"\"\n",
    "![{}](/none.png)\n",
    "{{< figure \"{}\" >}} <b>{}</b>  \n",
    "**2023-01-01 12:00:00**\n\nWord {}.\n\n",
];

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

    /// Whatever bytes a file holds: no panic, and every error points into the file.
    #[test]
    fn any_text_is_read_or_reported(
        open in 0..5_usize,
        text in "(\\PC|[\\n\\r\\t:\\-\\[\\]{}&*'\"#+ü]|date: 2023-01-01\n|\n---\n){0,60}",
    ) {
        let text = format!("{}{text}", ["", "---\n", "+++\n", "{\"date\": ", "---\ndate: 2023-01-01T10:00:00Z\n---\n"][open]);
        for path in ["content/issues/x.md", "config.yml", "config.toml", "content/pages/x.md"] {
            let mut source = Tree::new();
            source.insert(RelPath::new(path).expect("a path"), text.as_bytes());
            let report = cstate::import(&source, &Zone::utc()).report;
            for fault in report.diagnostics() {
                let end = fault.span().map_or(0, candor::diagnostics::Span::end);
                proptest::prop_assert!(end <= text.len(), "{fault:?}");
                proptest::prop_assert!(fault.span().is_none_or(|s| text.get(s.range()).is_some()), "{fault:?}");
            }
        }
    }

    /// Whatever stands in an issue: it becomes an incident that loads without an error, and no word of it is lost.
    #[test]
    fn no_word_is_lost(
        pieces in proptest::collection::vec(0..PIECES.len(), 0..9),
        front in proptest::collection::vec(proptest::bool::ANY, 4),
        end in 0..4_usize,
    ) {
        let mut words = Vec::new();
        let mut body = String::new();
        for piece in pieces {
            for (n, part) in PIECES[piece].split("{}").enumerate() {
                if n > 0 {
                    words.push(format!("word{}x", words.len()));
                    body.push_str(&words[words.len() - 1]);
                }
                body.push_str(part);
            }
        }
        let end = ["", "resolvedWhen: 2022-12-31 10:00:00\n", "resolvedWhen: 2023-01-01 11:00:00\n",
            "resolvedWhen: 2023-02-01 10:00:00\n"][end];
        let issue = format!(
            "---\ntitle: x\ndate: 2023-01-01 10:00:00\nresolved: {}\ninformational: {}\ndraft: {}\naffected: [{}]\n{end}---\n{body}",
            front[0], front[1], front[2], if front[3] { "API" } else { "" }
        );
        let mut source = Tree::new();
        source.insert(RelPath::new("content/issues/x.md").expect("a path"), issue.as_bytes());
        let imported = cstate::import(&source, &Zone::utc());
        proptest::prop_assert!(!imported.report.failed());
        let file = imported.site.get_str("content/incidents/x.md").expect("the incident");
        let file = std::str::from_utf8(file).expect("text");
        for word in &words {
            proptest::prop_assert_eq!(file.matches(word.as_str()).count(), 1, "{} in {}", word, file);
        }
        let errors: Vec<_> =
            loaded(&imported).into_iter().filter(|(_, code)| code.severity() == Severity::Error).collect();
        proptest::prop_assert_eq!(errors, vec![], "{}", file);
    }
}
