//! Configuration and front matter as a tree of values with their places, whichever of Hugo's formats they came in.
//!
//! A scalar stays the text that its author typed: a title `NO` or `2021` is no boolean and no number here, and what a
//! value means is decided where it is used. Dates are not read here.

use toml::de::{DeTable, DeValue};

use super::yaml;
use crate::diagnostics::Span;

/// A value and where it stands, in bytes of the file.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) span: Span,
    /// The key that it stands under, as it was typed; empty for items of lists.
    pub(super) name: String,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// `null`, `~` or nothing at all.
    Null,
    /// Anything else that is no collection, as it was typed, without its quotes.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// Keys and values in their order. Hugo's keys have no case; these are in lower case.
    Map(Vec<(String, Node)>),
}

/// The syntax of a piece of configuration or front matter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Format {
    Yaml,
    Toml,
    Json,
}

impl Format {
    /// The format that a file's extension names.
    pub(super) fn of(extension: &str) -> Option<Self> {
        match extension {
            "yaml" | "yml" => Some(Self::Yaml),
            "toml" => Some(Self::Toml),
            "json" => Some(Self::Json),
            _ => None,
        }
    }

    /// Its name for people.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Yaml => "YAML",
            Self::Toml => "TOML",
            Self::Json => "JSON",
        }
    }
}

/// Why a text cannot be read, and where, in bytes of the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Unreadable {
    pub(super) message: String,
    pub(super) span: Span,
}

impl Node {
    pub(super) fn new(kind: Kind, span: Span) -> Self {
        Self { kind, span, name: String::new() }
    }

    /// An entry of a map: its key without case, and itself.
    pub(super) fn entry(self, key: &str) -> (String, Self) {
        (key.to_lowercase(), Self { name: key.to_owned(), ..self })
    }

    /// A map without entries.
    pub(super) fn nothing() -> Self {
        Self::new(Kind::Map(Vec::new()), Span::new(0, 0))
    }

    /// The text of a scalar.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// The value of a key; `key` is in lower case.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|(name, _)| name == key).map(|(_, node)| node)
    }

    /// Keys and values; none when this is no map.
    pub(super) fn entries(&self) -> &[(String, Node)] {
        match &self.kind {
            Kind::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; a scalar counts as a list of itself, nothing as an empty one.
    pub(super) fn items(&self) -> &[Node] {
        match &self.kind {
            Kind::List(items) => items,
            Kind::Scalar(_) => std::slice::from_ref(self),
            Kind::Null | Kind::Map(_) => &[],
        }
    }

    /// Whether a value is set to true; YAML's older words for it count.
    pub(super) fn is_true(&self) -> bool {
        self.text()
            .is_some_and(|t| matches!(t.to_ascii_lowercase().as_str(), "true" | "yes" | "on" | "y" | "1"))
    }

    /// Whether a value is absent in all but name.
    pub(super) fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Null)
    }
}

/// Reads `text`, which begins at byte `start` of its file.
///
/// # Errors
/// Says what the parser says, with the place.
pub(super) fn read(text: &str, start: usize, format: Format) -> Result<Node, Unreadable> {
    match format {
        Format::Yaml => yaml::read(text, start),
        Format::Toml => toml(text, start),
        Format::Json => json(text, start),
    }
}

/// From byte `at` of `text` to the end of its line; a place past the last line is moved to that line's end.
pub(super) fn line_from(text: &str, at: usize, start: usize) -> Span {
    let mut at = at.min(text.trim_end().len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let end = text[at..].find('\n').map_or(text.len(), |i| at + i);
    Span::new(start + at, start + at + text[at..end].trim_end().len())
}

fn toml(text: &str, start: usize) -> Result<Node, Unreadable> {
    match DeTable::parse(text) {
        Ok(table) => {
            let span = Span::from(table.span()).shifted(start);
            Ok(Node::new(toml_table(table.get_ref(), start), span))
        }
        Err(error) => {
            let at = error.span().map_or(0, |s| s.start);
            let message = error.message().trim().replace('\n', ", ");
            Err(Unreadable { message, span: line_from(text, at, start) })
        }
    }
}

fn toml_table(table: &DeTable<'_>, start: usize) -> Kind {
    let entry = |(key, value): (&toml::Spanned<std::borrow::Cow<'_, str>>, &toml::Spanned<DeValue<'_>>)| {
        toml_node(value, start).entry(key.get_ref())
    };
    Kind::Map(table.iter().map(entry).collect())
}

fn toml_node(value: &toml::Spanned<DeValue<'_>>, start: usize) -> Node {
    let kind = match value.get_ref() {
        DeValue::String(text) => Kind::Scalar(text.to_string()),
        DeValue::Integer(n) => Kind::Scalar(n.to_string()),
        DeValue::Float(n) => Kind::Scalar(n.to_string()),
        DeValue::Boolean(b) => Kind::Scalar(b.to_string()),
        DeValue::Datetime(d) => Kind::Scalar(d.to_string()),
        DeValue::Array(items) => Kind::List(items.iter().map(|i| toml_node(i, start)).collect()),
        DeValue::Table(table) => toml_table(table, start),
    };
    Node::new(kind, Span::from(value.span()).shifted(start))
}

fn json(text: &str, start: usize) -> Result<Node, Unreadable> {
    let whole = Span::new(start, start + text.trim_end().len());
    match serde_json::from_str(text) {
        Ok(value) => Ok(json_node(&value, whole)),
        Err(error) => {
            let before: usize =
                text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
            let at = before + error.column().saturating_sub(1);
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or_default().to_owned();
            Err(Unreadable { message, span: line_from(text, at, start) })
        }
    }
}

/// The JSON reader tells no places: every value points at the whole.
fn json_node(value: &serde_json::Value, span: Span) -> Node {
    let kind = match value {
        serde_json::Value::Null => Kind::Null,
        serde_json::Value::String(text) => Kind::Scalar(text.clone()),
        serde_json::Value::Bool(_) | serde_json::Value::Number(_) => Kind::Scalar(value.to_string()),
        serde_json::Value::Array(items) => Kind::List(items.iter().map(|i| json_node(i, span)).collect()),
        serde_json::Value::Object(map) => {
            Kind::Map(map.iter().map(|(k, v)| json_node(v, span).entry(k)).collect())
        }
    };
    Node::new(kind, span)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<(String, String)> {
        let node = read(text, 10, Format::Yaml).expect("it is YAML");
        node.entries().iter().map(|(k, v)| (k.clone(), v.text().unwrap_or("∅").to_owned())).collect()
    }

    #[test]
    fn scalars_stay_what_was_typed() {
        let read = texts(
            "title: NO\nyear: 2021\nv: 1.10\nT: \"yes\"\nwhen: 2021-01-01 7:00\nnothing:\nflag: True # x\n",
        );
        let expect = [
            ("title", "NO"),
            ("year", "2021"),
            ("v", "1.10"),
            ("t", "yes"),
            ("when", "2021-01-01 7:00"),
            ("nothing", "∅"),
            ("flag", "True"),
        ];
        assert_eq!(read, expect.map(|(k, v)| (k.to_owned(), v.to_owned())));
    }

    #[test]
    fn places_count_from_the_files_beginning() {
        let node = read("ü: x\ndate: \"2021\"\n", 10, Format::Yaml).expect("it is YAML");
        assert_eq!(node.get("date").map(|n| n.span), Some(Span::new(22, 28)));
    }

    #[test]
    fn a_fault_points_at_its_line() {
        let text = "title: fine\ndate: [unclosed\nsection: issue\n";
        let fault = read(text, 4, Format::Yaml).expect_err("it is no YAML");
        assert!(fault.span.start() >= 4 + 12, "{fault:?}");
        assert!(!fault.message.is_empty() && !fault.message.contains("line"), "{fault:?}");
    }

    #[test]
    fn a_bomb_does_not_go_off() {
        let mut text = String::from("a: &a [x,x,x,x,x,x,x,x,x]\n");
        for (name, before) in ["b", "c", "d", "e", "f", "g", "h", "i"].iter().zip("abcdefgh".chars()) {
            let items = vec![format!("*{before}"); 9].join(",");
            text = format!("{text}{name}: &{name} [{items}]\n");
        }
        assert!(read(&text, 0, Format::Yaml).is_err());
    }

    #[test]
    fn toml_and_json_read_alike() {
        let toml = read("Title = \"x\"\nresolved = true\ndate = 2021-01-01T10:00:00Z\n", 0, Format::Toml);
        let json =
            read("{\"title\":\"x\",\"resolved\":true,\"date\":\"2021-01-01T10:00:00Z\"}", 0, Format::Json);
        for node in [toml.expect("it is TOML"), json.expect("it is JSON")] {
            let text = |key: &str| node.get(key).and_then(Node::text).map(str::to_owned);
            assert_eq!(text("title").as_deref(), Some("x"));
            assert_eq!(text("date").as_deref(), Some("2021-01-01T10:00:00Z"));
            assert!(node.get("resolved").is_some_and(Node::is_true));
        }
    }
}
