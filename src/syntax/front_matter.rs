//! Splits a content file into its TOML front matter and the Markdown below it. Reads neither.
//!
//! A byte-order mark, blank lines above the opening line, CRLF line ends and white space behind the `+++` are accepted.
//! A `+++` line inside a multi-line TOML string (a patch quoted in an update, say) does not end the front matter.

use crate::diagnostics::{Code, Diagnostic, Span};
use crate::fragment::runs;
use crate::tree::RelPath;

/// The two parts of a file, with the bytes at which they begin.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Parts<'a> {
    /// The TOML between the `+++` lines.
    pub toml: &'a str,
    /// The byte of the file at which [`toml`](Self::toml) begins.
    pub toml_at: usize,
    /// The Markdown below the closing line.
    pub body: &'a str,
    /// The byte of the file at which [`body`](Self::body) begins.
    pub body_at: usize,
    /// The opening `+++` line: where a fault of the front matter as a whole is shown.
    pub opening: Span,
}

/// Splits `text`, the whole file at `path`.
///
/// # Errors
/// When the opening or the closing `+++` line is missing.
pub fn split<'a>(path: &RelPath, text: &'a str) -> Result<Parts<'a>, Box<Diagnostic>> {
    let (opening, toml_at) = opening(path, text)?;
    let Some(closing) = closing(text, toml_at) else {
        let fault = Diagnostic::new(Code::UnclosedFrontMatter, path, "the front matter is not closed");
        let fault = fault.at(opening).label("it opens here");
        return Err(Box::new(fault.help("put a line with nothing but `+++` below the front matter")));
    };
    let body_at = line_end(text, closing);
    Ok(Parts { toml: &text[toml_at..closing], toml_at, body: &text[body_at..], body_at, opening })
}

/// The opening line and the byte behind it.
fn opening(path: &RelPath, text: &str) -> Result<(Span, usize), Box<Diagnostic>> {
    let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    while at < text.len() {
        let end = line_end(text, at);
        let line = text[at..end].trim();
        if line == "+++" {
            let at = at + text[at..end].find('+').unwrap_or(0);
            return Ok((Span::new(at, at + 3), end));
        }
        if !line.is_empty() {
            break;
        }
        at = end;
    }
    let shown = text[at..line_end(text, at)].trim_end();
    let fault = Diagnostic::new(Code::MissingFrontMatter, path, "the file does not begin with front matter");
    let fault = fault.at(Span::new(at, at + shown.len()));
    Err(Box::new(if shown == "---" {
        fault.help("front matter is TOML between two `+++` lines; this looks like YAML between `---` lines")
    } else {
        fault.help("begin the file with a line `+++`, then `title = \"…\"` and the rest, then a line `+++`")
    }))
}

/// What the scanner for the closing line stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Plain,
    Comment,
    /// A string that ends at this quote or at the line's end.
    Line(u8),
    /// A string that ends at three of this quote.
    Block(u8),
}

/// The byte at which the closing line begins.
fn closing(text: &str, toml_at: usize) -> Option<usize> {
    let mut inside = Inside::Plain;
    let mut hidden = None;
    let mut at = toml_at;
    while at < text.len() {
        let end = line_end(text, at);
        let line = &text[at..end];
        if line.starts_with("+++") && line.trim_end() == "+++" {
            if !matches!(inside, Inside::Block(_)) {
                return Some(at);
            }
            hidden = hidden.or(Some(at));
        }
        inside = scan_line(line.as_bytes(), inside);
        at = end;
    }
    // A multi-line string that never closes hides the closing line; the TOML reader explains that fault better.
    hidden
}

/// What the scanner stands in behind `line`.
fn scan_line(line: &[u8], mut inside: Inside) -> Inside {
    let mut at = 0;
    while at < line.len() {
        // Texts are long, and only these bytes end anything in one.
        #[expect(clippy::needless_bitwise_bool, reason = "asked of sixteen bytes at once")]
        let ends = |byte| (byte == b'\'') | (byte == b'"') | (byte == b'\\') | (byte == b'#');
        at += runs::before(&line[at..], ends);
        let Some(byte) = line.get(at).copied() else { break };
        let triple = line[at..].starts_with(&[byte; 3]);
        let mut step = 1;
        inside = match inside {
            Inside::Plain => match byte {
                b'#' => Inside::Comment,
                b'\'' | b'"' if triple => {
                    step = 3;
                    Inside::Block(byte)
                }
                b'\'' | b'"' => Inside::Line(byte),
                _ => Inside::Plain,
            },
            Inside::Block(quote) if byte == quote && triple => {
                step = 3;
                Inside::Plain
            }
            Inside::Line(quote) if byte == quote => Inside::Plain,
            Inside::Line(b'"') | Inside::Block(b'"') if byte == b'\\' => {
                step = 2;
                inside
            }
            other => other,
        };
        at += step;
    }
    if matches!(inside, Inside::Block(_)) { inside } else { Inside::Plain }
}

/// The byte behind the line that `at` stands in, its line end included.
fn line_end(text: &str, at: usize) -> usize {
    (at + runs::before(&text.as_bytes()[at..], |byte| byte == b'\n') + 1).min(text.len())
}
