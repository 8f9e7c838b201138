//! Workflow commands for GitHub Actions: one line a fault, which the runner turns into an annotation on the file.
//! See "Workflow commands for GitHub Actions: Setting an error message" in GitHub's documentation.

use std::fmt::Write as _;

use super::files::{Files, Region};
use super::repository_path;
use super::visible::{lines, one_line};
use crate::diagnostics::Diagnostic;

pub(super) fn write(diagnostics: &[Diagnostic], files: &Files<'_>, base: &str) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let file = escape_property(&repository_path(base, diagnostic.path()));
        let _ = write!(out, "::{} file={file}", diagnostic.severity().as_str());
        if let Some((_, region)) = files.region(diagnostic.path(), diagnostic.span()) {
            write_region(&mut out, &region);
        }
        let _ =
            writeln!(out, ",title={}::{}", diagnostic.code(), escape_data(&message(diagnostic, files, base)));
    }
    out
}

/// The runner drops the columns of an annotation over several lines, so they are left out there.
fn write_region(out: &mut String, region: &Region) {
    let _ = write!(out, ",line={},endLine={}", region.start.line, region.end.line);
    if region.start.line == region.end.line {
        let _ = write!(out, ",col={},endColumn={}", region.start.column, region.end.column);
    }
}

/// The message with label, help and other places below it, for an annotation has one text only.
fn message(diagnostic: &Diagnostic, files: &Files<'_>, base: &str) -> String {
    let mut text = lines(diagnostic.message());
    if let Some(label) = diagnostic.label_text() {
        let _ = write!(text, "\n{}", lines(label));
    }
    if let Some(help) = diagnostic.help_text() {
        let _ = write!(text, "\nhelp: {}", lines(help));
    }
    for related in diagnostic.related_places() {
        let path = one_line(&repository_path(base, related.path()));
        let _ = write!(text, "\nnote: {} ({path}", lines(related.message()));
        if let Some((_, region)) = files.region(related.path(), related.span()) {
            let _ = write!(text, ":{}:{}", region.start.line, region.start.column);
        }
        text.push(')');
    }
    text
}

fn escape_data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape_data(text).replace(':', "%3A").replace(',', "%2C")
}
