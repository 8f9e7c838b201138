//! Cuts the few lines out of a file that a reader needs, with the fault's bytes marked in them.
//!
//! The renderer behind it reads all it is given, for every fault anew, and prints long spans in full; so it is given
//! no more than fits: a window of a long line, the beginning and the end of a long span.

use std::ops::Range;

use super::files::{File, Region};
use super::visible::{columns, shown};

/// A span over more lines than this is shown by its first lines only, to keep the cost of one fault bounded.
const LONGEST: usize = 1000;
/// How many lines of a span have their text shown at its beginning; the renderer folds what follows.
const HEAD: usize = 5;
/// How many lines before the last one have their text shown.
const TAIL: usize = 1;
const CUT: &str = "...";

/// Lines ready to be shown.
pub(super) struct Excerpt {
    /// The lines, free of control characters, separated by line feeds.
    pub(super) text: String,
    /// The number of the first one.
    pub(super) first_line: usize,
    /// The marked bytes of `text`.
    pub(super) mark: Range<usize>,
}

impl Excerpt {
    /// The lines of `region`, each cut to about `width` columns around the ends of the region.
    pub(super) fn cut(file: &File<'_>, region: &Region, width: usize) -> Self {
        let start = region.bytes.start;
        // Line breaks at the end of a span would only put its mark on a line where nothing of it stands.
        let end = start + file.text[region.bytes.clone()].trim_end_matches(['\r', '\n']).len();
        let (first, last) = (file.index.line_of(start), file.index.line_of(end));
        if first == last {
            return Self::one_line(file, first, start..end, width);
        }
        if last - first <= LONGEST {
            return Self::many_lines(file, first..last, start..end, width);
        }
        let last = first + HEAD;
        Self::many_lines(file, first..last, start..file.index.line_span(last).end(), width)
    }

    fn one_line(file: &File<'_>, number: usize, bytes: Range<usize>, width: usize) -> Self {
        let line = file.index.line_span(number).range();
        let bytes = within(bytes.start, &line)..within(bytes.end, &line);
        let window = window(file.text, &line, &bytes, width);
        let end = bytes.end.min(window.end);
        let mut text = String::new();
        push(&mut text, file.text, &line, window.start..bytes.start);
        let mark_start = text.len();
        push(&mut text, file.text, &line, bytes.start..end);
        let mark = mark_start..text.len();
        push(&mut text, file.text, &line, end..window.end);
        push_cut(&mut text, &line, window.end);
        Self { text, first_line: number, mark }
    }

    fn many_lines(file: &File<'_>, lines: Range<usize>, bytes: Range<usize>, width: usize) -> Self {
        let mut text = String::new();
        let mut mark = 0..0;
        for number in lines.start..=lines.end {
            let line = file.index.line_span(number).range();
            let focus = match number {
                n if n == lines.start => within(bytes.start, &line),
                n if n == lines.end => within(bytes.end, &line),
                _ => line.start,
            };
            let folded = number > lines.start + HEAD && number + TAIL < lines.end;
            let window = if folded { focus..focus } else { window(file.text, &line, &(focus..focus), width) };
            if number > lines.start {
                text.push('\n');
            }
            if !folded {
                push(&mut text, file.text, &line, window.start..focus);
            }
            if number == lines.start {
                mark.start = text.len();
            } else if number == lines.end {
                mark.end = text.len();
            }
            if !folded {
                push(&mut text, file.text, &line, focus..window.end);
                push_cut(&mut text, &line, window.end);
            }
        }
        Self { text, first_line: lines.start, mark }
    }
}

/// `at`, or the end of `line` that it lies behind: between `\r` and `\n`, or inside a byte-order mark.
fn within(at: usize, line: &Range<usize>) -> usize {
    at.clamp(line.start, line.end)
}

/// Adds a piece of `line` as it is shown; a piece that begins inside the line because of a cut says so.
fn push(text: &mut String, source: &str, line: &Range<usize>, piece: Range<usize>) {
    let begins = text.is_empty() || text.ends_with('\n');
    if begins && piece.start > line.start {
        text.push_str(CUT);
    }
    text.extend(source[piece].chars().map(shown));
}

fn push_cut(text: &mut String, line: &Range<usize>, end: usize) {
    if end < line.end {
        text.push_str(CUT);
    }
}

/// The part of `line`, at most `width` columns, in which `focus` is best seen.
fn window(source: &str, line: &Range<usize>, focus: &Range<usize>, width: usize) -> Range<usize> {
    if forward(source, line.clone(), width).0 == line.end {
        return line.clone();
    }
    let (_, taken) = forward(source, focus.clone(), width);
    let start = backward(source, line.start..focus.start, (width - taken) / 2);
    let (end, _) = forward(source, start..line.end, width);
    if end == line.end {
        return backward(source, line.clone(), width)..end;
    }
    start..end
}

/// How far `width` columns reach from the start of `range`, and how many columns are used up.
fn forward(source: &str, range: Range<usize>, width: usize) -> (usize, usize) {
    let (mut at, mut used) = (range.start, 0);
    for c in source[range].chars() {
        if used + columns(c) > width {
            break;
        }
        used += columns(c);
        at += c.len_utf8();
    }
    (at, used)
}

/// How far `width` columns reach back from the end of `range`.
fn backward(source: &str, range: Range<usize>, width: usize) -> usize {
    let (mut at, mut used) = (range.end, 0);
    for c in source[range].chars().rev() {
        used += columns(c);
        if used > width {
            break;
        }
        at -= c.len_utf8();
    }
    at
}
