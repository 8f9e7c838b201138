//! YAML, with the places of its values and with what was typed in place of what a parser makes of it.
//!
//! Limits keep a file that was made to exhaust memory from doing so; no real file comes near them.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;

use super::value::{Kind, Node, Unreadable, line_from};
use crate::diagnostics::Span;

/// Far more than any real file has, far less than a file made to exhaust memory asks for.
const MAX_NODES: usize = 100_000;

/// The faults that people make most, in words that help.
const PLAIN: &[(&str, &str)] = &[
    ("mapping values are not allowed", "a `: ` inside a value; put the whole value between quotes"),
    ("tabs disallowed", "a tab at the beginning of a line; write blanks in its place"),
    ("tab", "a tab where only blanks are allowed"),
    ("found unexpected end of stream", "a quote or a bracket is opened and not closed"),
    ("invalid indentation in multiline quoted scalar", "a quote is opened and not closed"),
];

/// Reads `text`, which begins at byte `start` of its file.
///
/// # Errors
/// Says in plain words what is wrong, with the place.
pub(super) fn read(text: &str, start: usize) -> Result<Node, Unreadable> {
    if text.lines().all(|l| l.trim().is_empty() || l.trim_start().starts_with('#')) {
        return Ok(Node::new(Kind::Map(Vec::new()), Span::new(start, start)));
    }
    let mut options = serde_saphyr::Options::default();
    options.with_snippet = false;
    options.alias_limits.max_total_replayed_events = 10_000;
    options.alias_limits.max_replay_stack_depth = 8;
    if let Some(budget) = &mut options.budget {
        budget.max_nodes = MAX_NODES;
        budget.max_events = 4 * MAX_NODES;
        budget.max_aliases = 1_000;
        budget.max_anchors = 1_000;
        budget.max_depth = 32;
        // cState's own configuration explains itself in hundreds of lines.
        budget.max_buffered_comment_events = MAX_NODES;
    }
    match serde_saphyr::from_str_with_options::<Spanned<Raw>>(text, options) {
        Ok(raw) => Ok(raw_node(raw, text, start)),
        Err(error) => {
            let at = error.location().map_or(0, |l| byte_of(text, &l));
            Err(Unreadable { message: plain(&error.to_string()), span: line_from(text, at, start) })
        }
    }
}

fn byte_of(text: &str, location: &serde_saphyr::Location) -> usize {
    if let Some(offset) = location.span().byte_offset() {
        return usize::try_from(offset).unwrap_or(text.len()).min(text.len());
    }
    let line = usize::try_from(location.line()).unwrap_or(1).saturating_sub(1);
    let column = usize::try_from(location.column()).unwrap_or(1).saturating_sub(1);
    let before: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = &text[before..];
    before + rest.char_indices().nth(column).map_or(rest.len(), |(i, _)| i)
}

fn raw_node(raw: Spanned<Raw>, text: &str, start: usize) -> Node {
    let place = raw.defined.span();
    let from = place.byte_offset().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    let to = from + place.byte_len().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    let typed = text.get(from..to);
    let kind = match raw.value {
        Raw::Null => Kind::Null,
        Raw::Text(value) => Kind::Scalar(value),
        Raw::Typed(value) => Kind::Scalar(typed.map_or(value, |t| t.trim().to_owned())),
        Raw::List(items) => Kind::List(items.into_iter().map(|i| raw_node(i, text, start)).collect()),
        Raw::Map(entries) => {
            Kind::Map(entries.into_iter().map(|(k, v)| raw_node(v, text, start).entry(&k)).collect())
        }
    };
    Node::new(kind, Span::new(start + from, start + to))
}

/// A YAML value as the parser types it.
enum Raw {
    Null,
    Text(String),
    /// A boolean or a number: what was typed is taken from the source again.
    Typed(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(String, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Typed(value.to_string()))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Raw, E> {
        Ok(Raw::Typed(value.to_string()))
    }

    fn visit_i128<E: de::Error>(self, value: i128) -> Result<Raw, E> {
        Ok(Raw::Typed(value.to_string()))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Raw, E> {
        Ok(Raw::Typed(value.to_string()))
    }

    fn visit_u128<E: de::Error>(self, value: u128) -> Result<Raw, E> {
        Ok(Raw::Typed(value.to_string()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Raw, E> {
        Ok(Raw::Typed(value.to_string()))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Text(value.to_owned()))
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<Raw, E> {
        Ok(Raw::Text(value))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        Raw::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Raw::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Raw::Map(entries))
    }
}

/// The parser's message for people: known ones in plain words, others without the place, which counts from the front
/// matter's first line where the diagnostic counts from the file's.
fn plain(message: &str) -> String {
    let first = message.lines().next().unwrap_or_default();
    if let Some((_, words)) = PLAIN.iter().find(|(part, _)| first.contains(part)) {
        return (*words).to_owned();
    }
    if let Some((_, key)) = first.split_once("duplicate mapping key: ") {
        let key = key.split([',', ' ']).next().unwrap_or(key);
        return format!("the key `{key}` stands there twice");
    }
    let cut = first.find(" at line ").unwrap_or(first.len());
    let sentence = first[..cut].trim();
    let sentence = match sentence.strip_prefix("line ").and_then(|rest| rest.split_once(": ")) {
        Some((_, text)) => text,
        None => sentence,
    };
    sentence.trim_start_matches("error: ").trim_end_matches(['.', ',', ':']).to_owned()
}
