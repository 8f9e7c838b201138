//! SARIF 2.1.0 (OASIS, errata 01) with what GitHub code scanning asks for beyond the standard: a description and a
//! help text on every rule, and relative URIs.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::files::Files;
use super::repository_path;
use crate::diagnostics::{Code, Diagnostic, Severity, Span};
use crate::tree::RelPath;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// Where the documentation can be read; empty as long as the package names no repository.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

pub(super) fn write(diagnostics: &[Diagnostic], files: &Files<'_>, base: &str) -> String {
    let used: Vec<Code> =
        Code::ALL.iter().copied().filter(|code| diagnostics.iter().any(|d| d.code() == *code)).collect();
    let run = Run { files, base, used };
    let mut driver = json!({"name": "Candor", "version": env!("CARGO_PKG_VERSION")});
    if let Some(repository) = repository() {
        driver["informationUri"] = json!(repository);
    }
    driver["rules"] = run.used.iter().copied().map(rule).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "results": diagnostics.iter().map(|diagnostic| run.result(diagnostic)).collect::<Vec<_>>(),
        }],
    });
    format!("{log:#}\n")
}

fn repository() -> Option<&'static str> {
    Some(REPOSITORY).filter(|url| url.starts_with("https://"))
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn rule(code: Code) -> Value {
    let mut rule = json!({
        "id": code.as_str(),
        "shortDescription": {"text": code.meaning()},
        "fullDescription": {"text": code.meaning()},
        "defaultConfiguration": {"level": level(code.severity())},
        "help": {"text": format!("{} See `{code}` in docs/diagnostics.md.", code.meaning())},
    });
    if let Some(repository) = repository() {
        rule["helpUri"] = json!(format!("{repository}/blob/main/docs/diagnostics.md#{code}"));
    }
    rule
}

struct Run<'a> {
    files: &'a Files<'a>,
    base: &'a str,
    /// The codes that have a rule, in the rules' order.
    used: Vec<Code>,
}

impl Run<'_> {
    fn result(&self, diagnostic: &Diagnostic) -> Value {
        let mut result = json!({
            "ruleId": diagnostic.code().as_str(),
            "ruleIndex": self.used.iter().position(|code| *code == diagnostic.code()),
            "level": level(diagnostic.severity()),
            "message": {"text": message(diagnostic)},
            "locations": [self.location(diagnostic.path(), diagnostic.span())],
        });
        let related = diagnostic.related_places().iter().zip(1..).map(|(place, id)| {
            let mut location = self.location(place.path(), place.span());
            location["id"] = json!(id);
            location["message"] = json!({"text": plain(place.message())});
            location
        });
        let related: Vec<Value> = related.collect();
        if !related.is_empty() {
            result["relatedLocations"] = Value::Array(related);
        }
        result
    }

    /// A location without a region speaks of the whole file (SARIF 2.1.0, 3.29.4).
    fn location(&self, path: &RelPath, span: Option<Span>) -> Value {
        let uri = percent_encoded(&repository_path(self.base, path));
        let mut physical = json!({"artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"}});
        if let Some((_, region)) = self.files.region(path, span) {
            physical["region"] = json!({
                "startLine": region.start.line,
                "startColumn": region.start.column,
                "endLine": region.end.line,
                "endColumn": region.end.column,
            });
        }
        json!({"physicalLocation": physical})
    }
}

fn message(diagnostic: &Diagnostic) -> String {
    let mut text = plain(diagnostic.message());
    if let Some(label) = diagnostic.label_text() {
        let _ = write!(text, "\n{}", plain(label));
    }
    if let Some(help) = diagnostic.help_text() {
        let _ = write!(text, "\nhelp: {}", plain(help));
    }
    text
}

/// A plain text message must not hold `[text](target)`, which is a link (SARIF 2.1.0, 3.11.6): quoted Markdown would
/// turn into one.
fn plain(text: &str) -> String {
    text.replace("](", "] (")
}

/// A relative reference (RFC 3986, 4.2). Everything but unreserved characters and `/` is encoded, `:` too, because the
/// first segment would otherwise read as a scheme.
fn percent_encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}
