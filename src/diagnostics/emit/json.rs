//! One JSON document for programs. Text stands in it as it is in the files: nothing is replaced for terminals.

use serde::Serialize;

use super::count;
use super::files::Files;
use crate::diagnostics::{Diagnostic, Place, Related, Severity};

/// Rises when a key goes or changes its meaning; new keys do not raise it.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    errors: usize,
    warnings: usize,
    diagnostics: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    code: &'static str,
    severity: &'static str,
    path: &'a str,
    start: Option<Position>,
    end: Option<Position>,
    message: &'a str,
    label: Option<&'a str>,
    help: Option<&'a str>,
    related: Vec<RelatedEntry<'a>>,
}

#[derive(Serialize)]
struct RelatedEntry<'a> {
    path: &'a str,
    start: Option<Position>,
    end: Option<Position>,
    message: &'a str,
}

/// Line and column count from 1, columns in characters; the offset counts bytes from 0.
#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
    offset: usize,
}

impl Position {
    fn new(place: Place, offset: usize) -> Self {
        Self { line: place.line, column: place.column, offset }
    }
}

pub(super) fn write(diagnostics: &[Diagnostic], files: &Files<'_>) -> String {
    let document = Document {
        version: VERSION,
        errors: count(diagnostics, Severity::Error),
        warnings: count(diagnostics, Severity::Warning),
        diagnostics: diagnostics.iter().map(|diagnostic| entry(diagnostic, files)).collect(),
    };
    // Only a map with keys that are no strings can fail, and there is none.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn entry<'a>(diagnostic: &'a Diagnostic, files: &Files<'_>) -> Entry<'a> {
    let (start, end) = positions(files, diagnostic.path(), diagnostic.span());
    Entry {
        code: diagnostic.code().as_str(),
        severity: diagnostic.severity().as_str(),
        path: diagnostic.path().as_str(),
        start,
        end,
        message: diagnostic.message(),
        label: diagnostic.label_text(),
        help: diagnostic.help_text(),
        related: diagnostic.related_places().iter().map(|place| related_entry(place, files)).collect(),
    }
}

fn related_entry<'a>(related: &'a Related, files: &Files<'_>) -> RelatedEntry<'a> {
    let (start, end) = positions(files, related.path(), related.span());
    RelatedEntry { path: related.path().as_str(), start, end, message: related.message() }
}

fn positions(
    files: &Files<'_>,
    path: &crate::tree::RelPath,
    span: Option<crate::diagnostics::Span>,
) -> (Option<Position>, Option<Position>) {
    match files.region(path, span) {
        Some((_, region)) => (
            Some(Position::new(region.start, region.bytes.start)),
            Some(Position::new(region.end, region.bytes.end)),
        ),
        None => (None, None),
    }
}
