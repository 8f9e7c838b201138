//! The forms that programs read: JSON, commands of GitHub, SARIF.

use candor::diagnostics::emit::{Format, Options, emit};
use candor::diagnostics::{Code, Diagnostic, Span};
use serde_json::{Value, json};

use crate::{NARROW, path, tree};

#[test]
fn json_is_one_document_with_stable_keys() {
    let faults = [
        Diagnostic::new(Code::UnknownKey, &path("a.md"), "unknown key `b`")
            .at(9..10)
            .label("here")
            .help("remove it")
            .related(&path("c.md"), None, "documented here"),
        Diagnostic::new(Code::RawHtml, &path("a.md"), "html"),
    ];
    assert_eq!(
        emit(Format::Json, &faults, &tree(&[("a.md", "\u{feff}é\n  \tb\n")]), &NARROW),
        r#"{
  "version": 1,
  "errors": 1,
  "warnings": 1,
  "diagnostics": [
    {
      "code": "unknown-key",
      "severity": "error",
      "path": "a.md",
      "start": {
        "line": 2,
        "column": 4,
        "offset": 9
      },
      "end": {
        "line": 2,
        "column": 5,
        "offset": 10
      },
      "message": "unknown key `b`",
      "label": "here",
      "help": "remove it",
      "related": [
        {
          "path": "c.md",
          "start": null,
          "end": null,
          "message": "documented here"
        }
      ]
    },
    {
      "code": "raw-html",
      "severity": "warning",
      "path": "a.md",
      "start": null,
      "end": null,
      "message": "html",
      "label": null,
      "help": null,
      "related": []
    }
  ]
}
"#
    );
    assert_eq!(
        emit(Format::Json, &[], &tree(&[]), &NARROW),
        "{\n  \"version\": 1,\n  \"errors\": 0,\n  \"warnings\": 0,\n  \"diagnostics\": []\n}\n"
    );
}

#[test]
fn github_commands_escape_data_and_properties() {
    let faults = [
        Diagnostic::new(Code::UnknownKey, &path("a,b:c 100%.md"), "100% wrong: a, b\n::error::spoof")
            .at(0..1),
        Diagnostic::new(Code::RawHtml, &path("a.md"), "over lines").at(0..3),
    ];
    let sources = tree(&[("a,b:c 100%.md", "x\n"), ("a.md", "x\ny\n")]);
    for base in ["docs/status", "docs/status/", "./docs/status/"] {
        assert_eq!(
            emit(Format::Github, &faults, &sources, &Options { base, ..NARROW }),
            "::error file=docs/status/a%2Cb%3Ac 100%25.md,line=1,endLine=1,col=1,endColumn=2,title=unknown-key\
             ::100%25 wrong: a, b%0A::error::spoof\n\
             ::warning file=docs/status/a.md,line=1,endLine=2,title=raw-html::over lines\n"
        );
    }
}

#[test]
fn sarif_has_what_code_scanning_asks_for() {
    let faults = [
        Diagnostic::new(Code::RawHtml, &path("ü 1.md"), "the link [a](javascript:b) is shown as text")
            .at(3..6)
            .help("write more")
            .related(&path("b.md"), Some(Span::new(0, 1)), "see"),
        Diagnostic::new(Code::UnknownKey, &path("b.md"), "unknown").at(0..1),
        Diagnostic::new(Code::RawHtml, &path("b.md"), "again"),
    ];
    let sources = tree(&[("ü 1.md", "🎉é\nx\n"), ("b.md", "x\n")]);
    let text = emit(Format::Sarif, &faults, &sources, &Options { base: "a:b", ..NARROW });
    let log: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(log["$schema"], "https://json.schemastore.org/sarif-2.1.0.json");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let driver = &run["tool"]["driver"];
    assert_eq!((&driver["name"], &driver["version"]), (&json!("Candor"), &json!(env!("CARGO_PKG_VERSION"))));
    let rules = driver["rules"].as_array().expect("rules");
    assert_eq!(rules.iter().map(|rule| &rule["id"]).collect::<Vec<_>>(), ["unknown-key", "raw-html"]);
    for (rule, code) in rules.iter().zip([Code::UnknownKey, Code::RawHtml]) {
        assert_eq!(rule["shortDescription"]["text"], code.meaning());
        assert_eq!(rule["fullDescription"]["text"], code.meaning());
        assert!(rule["help"]["text"].as_str().is_some_and(|text| text.contains(code.as_str())));
        assert_eq!(rule["defaultConfiguration"]["level"], code.severity().as_str());
        assert_eq!(rule.get("helpUri").is_some(), env!("CARGO_PKG_REPOSITORY").starts_with("https://"));
    }
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.iter().map(|result| &result["ruleIndex"]).collect::<Vec<_>>(), [1, 0, 1]);
    assert_eq!(
        results[0],
        json!({
            "ruleId": "raw-html",
            "ruleIndex": 1,
            "level": "warning",
            "message": {"text": "the link [a] (javascript:b) is shown as text\nhelp: write more"},
            "locations": [{"physicalLocation": {
                "artifactLocation": {"uri": "a%3Ab/%C3%BC%201.md", "uriBaseId": "%SRCROOT%"},
                // Byte 3 stands inside of the first character, so the region begins before it.
                "region": {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 3},
            }}],
            "relatedLocations": [{
                "physicalLocation": {
                    "artifactLocation": {"uri": "a%3Ab/b.md", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 2},
                },
                "id": 1,
                "message": {"text": "see"},
            }],
        })
    );
    let empty: Value = serde_json::from_str(&emit(Format::Sarif, &[], &sources, &NARROW)).expect("JSON");
    assert_eq!(empty["runs"][0]["results"], json!([]));
}
