//! Writes TOML strings that people can go on editing: literal wherever the text allows it, escaped where it does not.
//!
//! What is written always reads back as the same text. Line ends are the caller's business: a lone carriage return is
//! escaped, so that no editor or Git setting can change it.

use std::fmt::Write as _;

/// `text` on one line: `"…"` with escapes.
pub(super) fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        escape(&mut out, c, true);
    }
    out.push('"');
    out
}

/// `text` over several lines: `'''…'''` when nothing in it speaks against that, else `"""…"""`.
///
/// A line `+++` would end the front matter, so it never stands in the output as such.
pub(super) fn block(text: &str) -> String {
    let fence = |line: &str| line.trim_end() == "+++";
    let control = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if !text.contains("'''")
        && !text.ends_with('\'')
        && !text.chars().any(control)
        && !text.lines().any(fence)
    {
        return format!("'''\n{text}'''");
    }
    let mut out = String::from("\"\"\"\n");
    for piece in text.split_inclusive('\n') {
        let mut rest = piece;
        if fence(piece) {
            out.push_str("\\u002B");
            rest = &piece[1..];
        }
        for c in rest.chars() {
            match c {
                '\n' | '\t' => out.push(c),
                // One or two quotes are text, a third would end the string.
                '"' if !out.ends_with("\"\"") => out.push(c),
                _ => escape(&mut out, c, false),
            }
        }
    }
    if text.ends_with('"') && !out.ends_with("\\\"") {
        out.pop();
        out.push_str("\\\"");
    }
    out.push_str("\"\"\"");
    out
}

/// Pushes `c` as it may stand between quotes.
fn escape(out: &mut String, c: char, one_line: bool) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' if one_line => out.push_str("\\t"),
        c if c.is_control() => {
            let _ = write!(out, "\\u{:04X}", u32::from(c));
        }
        c => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    fn read(value: &str) -> String {
        let table: toml::Table = toml::from_str(&format!("x = {value}\n")).expect("what is written is TOML");
        table["x"].as_str().expect("a string").to_owned()
    }

    #[test]
    fn plain_text_stays_literal() {
        assert_eq!(super::block("It's **down**.\n\\o/\n"), "'''\nIt's **down**.\n\\o/\n'''");
    }

    #[test]
    fn a_line_that_would_end_the_front_matter_is_escaped() {
        let written = super::block("a\n+++\nb\n");
        assert!(!written.lines().any(|l| l.trim_end() == "+++"), "{written}");
        assert_eq!(read(&written), "a\n+++\nb\n");
    }

    proptest! {
        #[test]
        fn every_text_reads_back(text in "(\\PC|[\\n\\t\\r'\"+\\\\\\x00\\x7f\\u{85}\\u{feff}]){0,40}") {
            prop_assert_eq!(read(&super::line(&text)), &*text);
            let block = super::block(&text);
            prop_assert_eq!(read(&block), &*text);
            prop_assert!(!block.lines().any(|l| l.trim_end() == "+++"));
        }
    }
}
