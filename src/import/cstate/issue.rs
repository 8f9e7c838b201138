//! Reads the front matter of a cState issue into typed fields, or says where it cannot be read.
//!
//! What the fields become in Candor is decided in `incident`.

use super::services::visible;
use super::value::{Kind, Node};
use super::when::{self, When};
use crate::diagnostics::{Code, Diagnostic};
use crate::import::FileReport;
use crate::time::Zone;
use crate::tree::RelPath;

/// How bad an issue is, in cState's words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Severity {
    Notice,
    Disrupted,
    Down,
    /// Absent, or no word of cState's.
    Unknown,
}

/// The front matter of an issue.
#[derive(Clone, Debug)]
pub(super) struct Issue {
    pub(super) title: String,
    pub(super) date: When,
    /// Whether it is over.
    pub(super) resolved: bool,
    /// When it was over, with the text as it was typed.
    pub(super) ended: Option<(When, String)>,
    pub(super) severity: Severity,
    /// The names under `affected`, without doubles.
    pub(super) affected: Vec<String>,
    pub(super) informational: bool,
    pub(super) draft: bool,
    pub(super) slug: Option<String>,
    pub(super) url: Option<String>,
    pub(super) aliases: Vec<String>,
}

const KNOWN: &[&str] = &[
    "title",
    "date",
    "resolved",
    "resolvedwhen",
    "severity",
    "affected",
    "informational",
    "draft",
    "slug",
    "url",
    "aliases",
    "section",
    "pin",
];

/// Reads the fields of the issue at `path`.
///
/// # Errors
/// All dates that cannot be read, or a missing one.
pub(super) fn read(
    node: &Node,
    path: &RelPath,
    zone: &Zone,
    report: &mut FileReport,
) -> Result<Issue, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let date = date(node, "date", path, zone, report, &mut faults);
    let ended = date_and_text(node, path, zone, report, &mut faults);
    if faults.is_empty() && date.is_none() {
        faults.push(
            Diagnostic::new(
                Code::ImportMissing,
                path,
                "the issue has no `date`, so nothing says when it began",
            )
            .at(node.span.start()..node.span.start())
            .help("write `date: 2026-11-20T09:52:00Z` into its front matter"),
        );
    }
    let Some(date) = date.filter(|_| faults.is_empty()) else { return Err(faults) };
    left_behind(node, report);
    let text = |key: &str| node.get(key).and_then(Node::text).map(str::trim).filter(|t| !t.is_empty());
    let flag = |key: &str| node.get(key).is_some_and(Node::is_true);
    let aliases = node.get("aliases").map(Node::items).unwrap_or_default();
    Ok(Issue {
        title: title(node, path, report),
        date,
        resolved: flag("resolved"),
        ended,
        severity: severity(text("severity"), report),
        affected: affected(node.get("affected"), report),
        informational: flag("informational"),
        draft: flag("draft"),
        slug: text("slug").map(str::to_owned),
        url: text("url").map(str::to_owned),
        aliases: aliases.iter().filter_map(Node::text).map(str::to_owned).collect(),
    })
}

fn date(
    node: &Node,
    key: &str,
    path: &RelPath,
    zone: &Zone,
    report: &mut FileReport,
    faults: &mut Vec<Diagnostic>,
) -> Option<When> {
    let value = node.get(key).filter(|n| !n.is_null() && n.text() != Some(""))?;
    let name = if key == "date" { "date" } else { "resolvedWhen" };
    let read = match value.text() {
        Some(text) => {
            when::read(text, zone).map_err(|why| format!("`{text}` is not a date and a time: {why}"))
        }
        None => Err("a list or a table is not a date and a time".to_owned()),
    };
    match read {
        Ok(when) => {
            if let Some(guess) = &when.guess {
                report.guess(format!("{name}: {guess}"));
            }
            Some(when)
        }
        Err(message) => {
            faults.push(
                Diagnostic::new(Code::ImportTime, path, format!("{name}: {message}"))
                    .at(value.span)
                    .help("write it like `2026-11-20T09:52:00Z`, and import again"),
            );
            None
        }
    }
}

fn date_and_text(
    node: &Node,
    path: &RelPath,
    zone: &Zone,
    report: &mut FileReport,
    faults: &mut Vec<Diagnostic>,
) -> Option<(When, String)> {
    let when = date(node, "resolvedwhen", path, zone, report, faults)?;
    Some((when, node.get("resolvedwhen").and_then(Node::text).unwrap_or_default().to_owned()))
}

fn title(node: &Node, path: &RelPath, report: &mut FileReport) -> String {
    let typed = node.get("title").and_then(Node::text).unwrap_or_default();
    let title = visible(typed);
    if title.is_empty() {
        report.guess("title: there is none; the file's name stands in its place");
        return path.stem().to_owned();
    }
    if title == typed.trim() {
        report.keep("title");
    } else {
        report.guess("title: characters that cannot be seen were left out");
    }
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn severity(text: Option<&str>, report: &mut FileReport) -> Severity {
    let severity = match text.map(str::to_lowercase).as_deref() {
        Some("notice") => Severity::Notice,
        Some("disrupted") => Severity::Disrupted,
        Some("down") => Severity::Down,
        _ => Severity::Unknown,
    };
    if let (Severity::Unknown, Some(text)) = (severity, text) {
        report.lose(format!("severity: {text:?} is no severity of cState's"));
    }
    severity
}

/// The names under `affected`, as they are shown; Hugo takes a single name for a list of one.
fn affected(node: Option<&Node>, report: &mut FileReport) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let Some(node) = node else { return names };
    if matches!(node.kind, Kind::Map(_)) {
        report.lose("affected: it is a table, not a list of names");
    }
    for item in node.items() {
        let Some(typed) = item.text() else {
            if !item.is_null() {
                report.lose("affected: an entry is not a name");
            }
            continue;
        };
        let name = visible(typed);
        if name != typed.trim() {
            report.guess(format!("affected: characters that cannot be seen were left out of {name:?}"));
        }
        if name.is_empty() {
            continue;
        }
        if names.contains(&name) {
            report.guess(format!("affected: {name:?} stands there twice"));
        } else {
            names.push(name);
        }
    }
    names
}

/// Names the keys that have no counterpart. `section` only told cState what every file in the folder is.
fn left_behind(node: &Node, report: &mut FileReport) {
    for (key, value) in node.entries() {
        let shown = value.text().map_or(String::new(), |text| format!(": {text}"));
        match key.as_str() {
            "section" if value.text().is_none_or(|t| t == "issue") => {}
            "pin" if !value.is_true() => {}
            "pin" => {
                report
                    .lose("`pin: true`: Candor pins nothing; open incidents stand at the top by themselves");
            }
            known if KNOWN.contains(&known) && known != "section" => {}
            _ => report.lose(format!("`{}{shown}`", value.name)),
        }
    }
}
