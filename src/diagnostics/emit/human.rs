//! The form for a terminal, in rustc's look. Lays nothing out itself: `annotate-snippets` does.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Padding, Renderer, Snippet};

use super::Options;
use super::excerpt::Excerpt;
use super::files::Files;
use super::visible::{lines, one_line};
use crate::diagnostics::{Diagnostic, Severity, Span};
use crate::tree::RelPath;

/// Stands for `path:line:column` while the renderer works. The renderer counts columns in what it is shown, which may
/// be a window of a long line; the true place is put in afterwards. No text of ours holds this character, because
/// control characters are replaced everywhere.
const MARK: char = '\u{1}';
const MARK_PATH: &str = "\u{1}";
/// A width that no line reaches; the renderer calculates with it, so it is not the largest number.
const UNCUT: usize = 1_000_000;
/// The gutter, the renderer's lines beside a span and two marks of a cut.
const AROUND: usize = 16;

/// One blank line between faults.
pub(super) fn write(diagnostics: &[Diagnostic], files: &Files<'_>, options: &Options<'_>) -> String {
    let renderer = if options.color { Renderer::styled() } else { Renderer::plain() };
    // Lines are already cut to the width; the renderer must not cut them once more.
    let renderer = renderer.term_width(UNCUT);
    let width = options.width.clamp(40, 1000) - AROUND;
    let mut out = String::new();
    for diagnostic in diagnostics {
        if !out.is_empty() {
            out.push('\n');
        }
        let mut report = Report { files, width, places: Vec::new() };
        let text = renderer.render(&report.groups(diagnostic));
        for line in put_places(&text, &report.places).lines() {
            if report.places.is_empty() && stands_in_gutter(line) {
                out.push(' ');
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    out
}

struct Report<'a> {
    files: &'a Files<'a>,
    width: usize,
    /// What each [`MARK`] stands for, in the order in which they are rendered.
    places: Vec<String>,
}

impl Report<'_> {
    fn groups(&mut self, diagnostic: &Diagnostic) -> Vec<Group<'static>> {
        let level = match diagnostic.severity() {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level.primary_title(lines(diagnostic.message())).id(diagnostic.code().as_str());
        let group = Group::with_title(title);
        let mut group = self.place(group, diagnostic.path(), diagnostic.span(), diagnostic.label_text());
        if let Some(help) = diagnostic.help_text() {
            if self.places.is_empty() && diagnostic.label_text().is_none() {
                group = group.element(Padding);
            }
            group = group.element(Level::HELP.message(lines(help)));
        }
        let mut groups = vec![group];
        for related in diagnostic.related_places() {
            let group = Group::with_title(Level::NOTE.secondary_title(lines(related.message())));
            groups.push(self.place(group, related.path(), related.span(), None));
        }
        groups
    }

    /// Adds the lines at `span`, or only the path when they cannot be shown.
    fn place(
        &mut self,
        group: Group<'static>,
        path: &RelPath,
        span: Option<Span>,
        label: Option<&str>,
    ) -> Group<'static> {
        let path_shown = one_line(path.as_str());
        let Some((file, region)) = self.files.region(path, span) else {
            let group = group.element(Origin::path(path_shown));
            return match label {
                Some(label) => group.element(Padding).element(Level::NOTE.message(lines(label))),
                None => group,
            };
        };
        self.places.push(format!("{path_shown}:{}:{}", region.start.line, region.start.column));
        let excerpt = Excerpt::cut(file, &region, self.width);
        let annotation = AnnotationKind::Primary.span(excerpt.mark).label(label.map(one_line));
        let snippet = Snippet::source(excerpt.text).line_start(excerpt.first_line);
        group.element(snippet.path(MARK_PATH).annotation(annotation))
    }
}

/// Puts the true places where the renderer wrote the mark and a line and column of its own.
fn put_places(rendered: &str, places: &[String]) -> String {
    let mut parts = rendered.split(MARK);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for (part, place) in parts.zip(places) {
        out.push_str(place);
        out.push_str(part.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit()));
    }
    out
}

/// Whether a line belongs below the title. Without line numbers the renderer gives the gutter no width at all, and
/// the arrow would stand one column left of where it stands everywhere else.
fn stands_in_gutter(mut line: &str) -> bool {
    while let Some((_, rest)) = line.strip_prefix("\u{1b}[").and_then(|style| style.split_once('m')) {
        line = rest;
    }
    line.starts_with("--> ") || (line.starts_with(' ') && !line.trim().is_empty())
}
