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
    /// How many characters stand before each block of [`BLOCK`] bytes, and in the whole text.
    counts: Vec<usize>,
}

/// Columns are counted from the nearest block, so that a fault far out in a long line costs no more than any other.
const BLOCK: usize = 1024;

/// How many characters begin in `bytes` of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

impl<'a> LineIndex<'a> {
    /// Reads `text` once.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let starts = std::iter::once(0)
            .chain(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1));
        let mut counts = vec![0];
        let mut before = 0;
        for block in text.as_bytes().chunks(BLOCK) {
            before += characters(block);
            counts.push(before);
        }
        Self { text, starts: starts.collect(), counts }
    }

    /// The place of the byte at `offset`; past the end, the end. A byte-order mark takes no column.
    #[must_use]
    pub fn place(&self, offset: usize) -> Place {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.line_of(offset);
        let start = self.line_span(line).start().min(offset);
        Place { line, column: self.characters_before(offset) - self.characters_before(start) + 1 }
    }

    fn characters_before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        self.counts[block] + characters(&self.text.as_bytes()[block * BLOCK..offset])
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines shorter and longer than a block, of characters of one to four bytes, behind a byte-order mark.
    #[test]
    fn a_column_is_the_number_of_its_character_in_the_line() {
        let long: String = "aé障😀".chars().cycle().take(3 * BLOCK).collect();
        let text = format!("\u{feff}é=1\r\n{long}\n\n{long}");
        let index = LineIndex::new(&text);
        let (mut line, mut column) = (1, 1);
        for (at, c) in text.char_indices() {
            assert_eq!(index.place(at), Place { line, column }, "byte {at}");
            (line, column) = match c {
                '\u{feff}' => (line, column),
                '\n' => (line + 1, 1),
                _ => (line, column + 1),
            };
        }
        assert_eq!(index.place(text.len() + 1), Place { line, column });
        assert_eq!(index.place(text.find('障').expect("stands there") + 1), index.place(12));
    }
}
