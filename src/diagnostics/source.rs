//! Where a byte stands: lines and columns, and the trait by which emitters see the text of a file.

use super::Span;
use crate::tree::{RelPath, Tree};

/// A line and a column, both counted from 1; columns count characters (Unicode scalar values), not bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

/// Gives emitters the text of the files that diagnostics speak of.
pub trait Sources {
    /// The text of a file; `None` when there is none or it is not UTF-8.
    fn text(&self, path: &RelPath) -> Option<&str>;
}

impl Sources for Tree {
    fn text(&self, path: &RelPath) -> Option<&str> {
        std::str::from_utf8(self.get(path)?).ok()
    }
}

/// Finds lines and columns in one text.
pub struct LineIndex<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> LineIndex<'a> {
    /// Reads `text` once.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let starts = std::iter::once(0)
            .chain(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1));
        Self { text, starts: starts.collect() }
    }

    /// The place of the byte at `offset`; past the end, the end. A byte-order mark takes no column.
    #[must_use]
    pub fn place(&self, offset: usize) -> Place {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= offset);
        let before = &self.text[self.starts[line - 1]..offset];
        Place { line, column: before.trim_start_matches('\u{feff}').chars().count() + 1 }
    }

    /// The number, from 1, of the line that holds the byte at `offset`; past the end, the last line.
    #[must_use]
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    /// The bytes of a line, counted from 1, without its line break and without a byte-order mark at the file's start;
    /// behind the last line, the empty end of the text.
    #[must_use]
    pub fn line_span(&self, line: usize) -> Span {
        let end = self.text.len();
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(end);
        let next = self.starts.get(line.saturating_sub(1) + 1).copied().unwrap_or(end);
        let line = &self.text[start..next];
        let line = line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line));
        let mark = if start == 0 && line.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Span::new(start + mark, start + line.len())
    }

    /// The places of a span's first byte and of the byte behind its last.
    #[must_use]
    pub fn places(&self, span: Span) -> (Place, Place) {
        (self.place(span.start()), self.place(span.end()))
    }
}
