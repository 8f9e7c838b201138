//! What the TOML parser says, in words for people who have never read the TOML specification.
//!
//! The parser goes on after a fault, so that one slip can make it complain many times; only the first complaint of each
//! line, and of each list that is never closed, is kept.

use toml::de::Error;

use crate::diagnostics::{Code, Span};

/// A fault in the form of TOML: its place in the TOML text, what is wrong, what to write.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct SyntaxFault {
    pub(super) code: Code,
    pub(super) span: Option<Span>,
    pub(super) message: String,
    pub(super) help: &'static str,
}

const TEXT: &str = "write a text as in `title = \"…\"`, and a longer one between `'''` and `'''`";
const TIME: &str = "write a date and a time as in `2026-11-20T09:52:00Z`";
const CONTROL: &str = "delete it; it may have come from a copied terminal or a binary file";

/// The faults worth reporting among `errors`, which the parser found in `toml`.
pub(super) fn explain(toml: &str, errors: &[Error]) -> Vec<SyntaxFault> {
    let open: Vec<(Span, SyntaxFault)> =
        errors.iter().filter_map(|error| never_closed(toml, error)).collect();
    let follows = |fault: &SyntaxFault| {
        let at = fault.span.map_or(0, Span::start);
        open.iter().any(|(bytes, _)| bytes.range().contains(&at))
    };
    let others = errors.iter().map(|error| one(toml, error)).filter(|fault| !follows(fault));
    let mut faults: Vec<SyntaxFault> = others.collect();
    faults.extend(open.iter().map(|(_, fault)| fault.clone()));
    faults.sort_by_key(|fault| fault.span.map(Span::start));
    faults.dedup_by_key(|fault| line_start(toml, fault.span.map_or(0, Span::start)));
    faults
}

/// For a list or braces that are never closed: all that was swallowed, and one fault for it.
fn never_closed(toml: &str, error: &Error) -> Option<(Span, SyntaxFault)> {
    let (bracket, message, help) = if error.message().contains("unclosed array,") {
        (
            '[',
            "this list is not closed",
            "put a `]` behind its last element, as in `[\"api\", \"dashboard\"]`",
        )
    } else if error.message().contains("unclosed inline table") {
        ('{', "these braces are not closed", "put a `}` at their end, as in `{ api = \"partial_outage\" }`")
    } else {
        return None;
    };
    let end = error.span()?.end;
    let before = toml.get(..end)?;
    let mut openings = before.rmatch_indices(bracket);
    let (at, _) = openings.find(|(at, _)| before[..*at].trim_end().ends_with('='))?;
    let span = Some(Span::new(at, at + 1));
    let fault = SyntaxFault { code: Code::TomlSyntax, span, message: message.to_owned(), help };
    Some((Span::new(at, end + 1), fault))
}

fn one(toml: &str, error: &Error) -> SyntaxFault {
    let span = error.span().map(Span::from);
    let at = span.map_or(0, Span::start).min(toml.len());
    let rest = toml.get(at..).unwrap_or("");
    let fault =
        |message: &str, help| SyntaxFault { code: Code::TomlSyntax, span, message: message.to_owned(), help };
    match rest.chars().next() {
        Some('\0') => {
            return SyntaxFault { code: Code::NulByte, ..fault("the text holds a NUL byte", CONTROL) };
        }
        Some(c) if c.is_control() && !matches!(c, '\t' | '\r' | '\n') => {
            return fault("the text holds a control character", CONTROL);
        }
        _ => {}
    }
    let line = toml.get(line_start(toml, at)..).and_then(|line| line.lines().next()).unwrap_or("");
    if is_yaml(line) {
        return fault(
            "this line is written as in YAML",
            "write `=` in place of `:`, and texts in quotes: `title = \"…\"`",
        );
    }
    let message = error.message();
    let says = |words: &str| message.contains(words);
    if says("duplicate key") {
        fault(
            "this key stands twice",
            "each key stands once; every update begins with a line `[[updates]]` of its own",
        )
    } else if says("invalid multi-line") {
        let before = toml.get(..at).unwrap_or("");
        let opening = before.rfind("'''").max(before.rfind("\"\"\""));
        let span = opening.map(|at| Span::new(at, at + 3)).or(span);
        SyntaxFault {
            span,
            ..fault("this text is not closed", "put the same three quotes below its last line")
        }
    } else if says("escape") {
        fault(
            "a backslash in a text in double quotes begins a special character, and this is none",
            "write `\\\\` for a backslash, or put the text between single quotes",
        )
    } else if says("invalid basic string") || says("invalid literal string") {
        fault("the quote at the end of this text is missing", TEXT)
    } else if says("invalid date") || says("invalid time") || says("invalid offset") || looks_like_date(rest)
    {
        let detail = message.split_once("expected ").filter(|_| message.contains("between"));
        let detail = detail.map(|(_, wanted)| format!(": expected {wanted}")).unwrap_or_default();
        fault(&format!("this is not a date and a time{detail}"), TIME)
    } else if line.trim_end().ends_with('=') {
        fault("behind the `=` a value is missing", TEXT)
    } else if says("string values must be quoted") || starts_a_word(line, at - line_start(toml, at)) {
        fault("this text is not in quotes", TEXT)
    } else if says("key with no value") {
        fault(
            "here a `=` and a value are missing",
            "each line is `key = value`, with texts in quotes and times without",
        )
    } else if says("unclosed array table") || says("unclosed table") {
        fault(
            "the closing brackets are missing",
            "write `[[updates]]` or `[postmortem]`, with as many brackets behind as before",
        )
    } else if says("array") {
        fault(
            "this list is not written right",
            "write lists as in `[\"api\", \"dashboard\"]`, and close each with `]`",
        )
    } else if says("inline table") || says("key-value pairs") {
        fault(
            "the part in braces is not written right",
            "write it on one line, as in `{ api = \"partial_outage\" }`",
        )
    } else if says("unexpected key or value") {
        fault(
            "something stands behind the value",
            "only one `key = value` stands on a line; a text with quotes in it goes between `'''` and `'''`",
        )
    } else {
        let message = message.lines().collect::<Vec<_>>().join(", ");
        fault(&message, "each line is `key = value`, with texts in quotes and times without")
    }
}

fn line_start(toml: &str, at: usize) -> usize {
    toml.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
}

/// `key: value`, with nothing that could be TOML before the colon.
fn is_yaml(line: &str) -> bool {
    let Some((key, rest)) = line.split_once(':') else { return false };
    let key = key.trim();
    let is_key =
        !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    is_key && (rest.is_empty() || rest.starts_with([' ', '\t', '\r']))
}

/// Whether `rest` begins with digits that somebody may have meant as a date: `20.11.2026`, `2026/11/20`.
fn looks_like_date(rest: &str) -> bool {
    let mut digits = rest.chars().skip_while(char::is_ascii_digit);
    rest.starts_with(|c: char| c.is_ascii_digit())
        && matches!(digits.next(), Some('.' | '/' | '-' | ':' | ' '))
}

/// Whether a word without quotes begins at `column` of `line` behind a `=`.
fn starts_a_word(line: &str, column: usize) -> bool {
    let before = line.get(..column).unwrap_or("").trim_end();
    before.ends_with('=') && line.get(column..).is_some_and(|rest| rest.starts_with(char::is_alphabetic))
}
