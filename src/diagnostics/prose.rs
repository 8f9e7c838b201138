//! Markdown text that remembers where in which file it stands, so that a fault inside it points at its very place.

use super::Span;
use crate::tree::RelPath;

/// A piece of Markdown taken out of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Prose<'a> {
    text: &'a str,
    path: &'a RelPath,
    span: Span,
    verbatim: bool,
}

impl<'a> Prose<'a> {
    /// `text` as it stands in the file at `path`, byte for byte, beginning at byte `start`.
    #[must_use]
    pub fn verbatim(text: &'a str, path: &'a RelPath, start: usize) -> Self {
        Self { text, path, span: Span::new(start, start + text.len()), verbatim: true }
    }

    /// `text` that was decoded from the bytes at `span` (a TOML string with escapes): a place inside it is not known,
    /// and every fault points at the whole.
    #[must_use]
    pub fn decoded(text: &'a str, path: &'a RelPath, span: Span) -> Self {
        Self { text, path, span, verbatim: false }
    }

    /// The Markdown.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The file that it stands in.
    #[must_use]
    pub fn path(&self) -> &'a RelPath {
        self.path
    }

    /// Where in the file the bytes `range` of the text stand.
    #[must_use]
    pub fn span_of(&self, range: std::ops::Range<usize>) -> Span {
        if self.verbatim { Span::from(range).shifted(self.span.start()) } else { self.span }
    }
}
