//! Parts a Hugo content file into front matter and text, as Hugo does.
//!
//! YAML stands between `---` lines, TOML between `+++` lines, JSON is an object at the very top. A byte-order mark and
//! blank lines before the opening are passed over. What the front matter says is read elsewhere.

use super::value::Format;
use crate::diagnostics::Span;

/// The two parts of a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parts<'a> {
    pub(super) format: Format,
    /// The front matter without its fences.
    pub(super) front: &'a str,
    /// The byte of the file at which it begins.
    pub(super) start: usize,
    /// What follows the front matter.
    pub(super) body: &'a str,
}

impl<'a> Parts<'a> {
    /// All of `text` as a body: what Hugo makes of a file without front matter.
    pub(super) fn only_body(text: &'a str) -> Self {
        Self { format: Format::Yaml, front: "", start: 0, body: text.trim_start_matches('\u{feff}') }
    }
}

/// Why a file cannot be parted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct NotParted {
    pub(super) message: String,
    pub(super) help: String,
    pub(super) span: Span,
    /// Whether there is no front matter at all, rather than one that does not end.
    pub(super) absent: bool,
}

/// Parts `text`.
///
/// # Errors
/// When there is no front matter, or it is not closed.
pub(super) fn split(text: &str) -> Result<Parts<'_>, NotParted> {
    let begin = text.len() - text.trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace()).len();
    let rest = &text[begin..];
    let first = rest.lines().next().unwrap_or_default();
    match first.trim_end() {
        "---" => fenced(text, begin, "---", Format::Yaml),
        "+++" => fenced(text, begin, "+++", Format::Toml),
        _ if first.starts_with('{') => Ok(json(text, begin)),
        _ => Err(NotParted {
            message: "the front matter has no opening line `---`, so Hugo takes it for text".to_owned(),
            help: "write `---` on a line of its own above it".to_owned(),
            span: Span::new(begin, begin + first.trim_end().len()),
            absent: true,
        }),
    }
}

fn fenced<'a>(text: &'a str, begin: usize, fence: &str, format: Format) -> Result<Parts<'a>, NotParted> {
    let start = text[begin..].find('\n').map_or(text.len(), |i| begin + i + 1);
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == fence {
            return Ok(Parts { format, front: &text[start..at], start, body: &text[at + line.len()..] });
        }
        at += line.len();
    }
    Err(NotParted {
        message: format!("the front matter is not closed: a second line `{fence}` is missing"),
        help: format!("write `{fence}` on a line of its own between the front matter and the text"),
        span: Span::new(begin, begin + fence.len()),
        absent: false,
    })
}

fn json(text: &str, begin: usize) -> Parts<'_> {
    let mut values = serde_json::Deserializer::from_str(&text[begin..]).into_iter::<serde::de::IgnoredAny>();
    let end = match values.next() {
        Some(Ok(_)) => begin + values.byte_offset(),
        // The reader of values reports it with its place.
        _ => text.len(),
    };
    Parts { format: Format::Json, front: &text[begin..end], start: begin, body: &text[end..] }
}
