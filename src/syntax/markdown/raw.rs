//! Raw HTML, cut into pieces: which tags are on the list, and where the tags in an HTML block begin and end. Does not
//! judge whether they are balanced.

use super::node::Side;
use std::ops::Range;

/// The tags that authors may write, without attributes: `<kbd>`…`</kbd>`, and `<br>` alone.
///
/// `details` begins a line of its own, with `<summary>…</summary>` as its first child and an empty line before any
/// Markdown in it. All others stand inside a paragraph, a heading, a table cell or a list item, and are closed in the
/// same one.
pub const RAW_TAGS: &[&str] = &[
    "b", "br", "cite", "code", "del", "details", "em", "i", "ins", "kbd", "mark", "q", "s", "samp", "small",
    "strong", "sub", "summary", "sup", "u", "var",
];

/// Whether a tag of the list stands between paragraphs rather than inside one.
pub(super) fn is_block(name: &str) -> bool {
    matches!(name, "details" | "summary")
}

/// The name and the side of a tag that is on the list and has neither attributes nor white space in it
/// (`<br />` aside).
pub(super) fn exact(tag: &str) -> Option<(&'static str, Side)> {
    let inner = tag.strip_prefix('<')?.strip_suffix('>')?;
    let (inner, side) = match inner.strip_prefix('/') {
        Some(inner) => (inner, Side::Close),
        None => (inner, Side::Open),
    };
    let (inner, slash) = match inner.strip_suffix('/') {
        Some(inner) => (inner.strip_suffix(' ').unwrap_or(inner), true),
        None => (inner, false),
    };
    let name = RAW_TAGS.iter().find(|name| name.eq_ignore_ascii_case(inner))?;
    match (*name, side, slash) {
        ("br", Side::Open, _) => Some((name, Side::Void)),
        ("br", ..) | (_, _, true) => None,
        (_, side, false) => Some((name, side)),
    }
}

/// The element's name in a tag that may have anything else in it, lower case; empty for `<!…>` and `<?…>`.
pub(super) fn name(tag: &str) -> String {
    let inner = tag.trim_start_matches(['<', '/']);
    let end = inner.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(inner.len());
    inner[..end].to_ascii_lowercase()
}

/// A piece of an HTML block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Piece {
    /// What is not a tag.
    Text,
    /// A tag of the list.
    Tag(&'static str, Side),
    /// A comment, closed.
    Comment,
    /// Any other tag, or what looks like one; or a comment that is never closed.
    Other,
    /// Where one HTML block ends and the next begins.
    Break,
}

/// Cuts an HTML block into pieces. Takes time in proportion to its length.
pub(super) fn pieces(html: &str) -> Vec<(Piece, Range<usize>)> {
    let mut pieces = Vec::new();
    let (mut text, mut at) = (0, 0);
    let mut comments_close = true;
    while let Some(open) = html[at..].find('<').map(|found| at + found) {
        let rest = &html[open..];
        let comment = rest.starts_with("<!--");
        let end = if comment { comment_end(rest, &mut comments_close) } else { tag_end(rest) };
        let Some(end) = end.map(|end| open + end) else {
            at = open + 1;
            if comment {
                // Nothing after this can close it: the opening mark is the fault, the rest is text.
                push_text(&mut pieces, text..open);
                pieces.push((Piece::Other, open..open + "<!--".len()));
                at = open + "<!--".len();
                text = at;
            }
            continue;
        };
        push_text(&mut pieces, text..open);
        let piece = match exact(&html[open..end]) {
            _ if comment => Piece::Comment,
            Some((name, side)) => Piece::Tag(name, side),
            None => Piece::Other,
        };
        pieces.push((piece, open..end));
        (text, at) = (end, end);
    }
    push_text(&mut pieces, text..html.len());
    pieces
}

fn push_text(pieces: &mut Vec<(Piece, Range<usize>)>, range: Range<usize>) {
    if !range.is_empty() {
        pieces.push((Piece::Text, range));
    }
}

/// How long the comment at the beginning of `rest` is (CommonMark 0.31, section 6.6). `may_close` is whether any `-->`
/// may lie ahead, so that a text of many open comments is not searched to its end for each.
fn comment_end(rest: &str, may_close: &mut bool) -> Option<usize> {
    if rest.starts_with("<!-->") {
        return Some("<!-->".len());
    }
    if rest.starts_with("<!--->") {
        return Some("<!--->".len());
    }
    if *may_close {
        let end = rest["<!--".len()..].find("-->").map(|at| at + "<!---->".len());
        *may_close = end.is_some();
        return end;
    }
    None
}

/// How long what looks like a tag at the beginning of `rest` is: up to the next `>`, when no `<` comes before it.
fn tag_end(rest: &str) -> Option<usize> {
    let looks = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
    let end = rest[1..].find(['<', '>'])? + 1;
    (looks && rest[end..].starts_with('>')).then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_a_tag_only_when_it_is_exact() {
        assert_eq!(exact("<kbd>"), Some(("kbd", Side::Open)));
        assert_eq!(exact("</KBD>"), Some(("kbd", Side::Close)));
        for br in ["<br>", "<br/>", "<BR />"] {
            assert_eq!(exact(br), Some(("br", Side::Void)));
        }
        for other in
            ["<kbd >", "<kbd/>", "</br>", "< kbd>", "<kbd a>", "<br  />", "<div>", "<>", "</kbd >", "<kbd\n>"]
        {
            assert_eq!(exact(other), None, "{other}");
        }
    }

    #[test]
    fn cuts_a_block_into_pieces_that_cover_it() {
        let html = "a <b>x</b> <!-- c --> < 5 <i <div a='b'> <!-- open";
        let pieces = pieces(html);
        let mut end = 0;
        for (_, range) in &pieces {
            assert_eq!(range.start, end);
            end = range.end;
        }
        assert_eq!(end, html.len());
        let others: Vec<_> =
            pieces.iter().filter(|(p, _)| *p == Piece::Other).map(|(_, r)| &html[r.clone()]).collect();
        assert_eq!(others, ["<div a='b'>", "<!--"]);
        assert_eq!(pieces.iter().filter(|(p, _)| *p == Piece::Comment).count(), 1);
    }
}
