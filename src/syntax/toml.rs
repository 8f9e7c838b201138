//! Reads TOML with the place of every key and value, and collects all that is wrong with it.
//!
//! A [`Reader`] takes one TOML text apart: syntax faults, unknown keys, missing keys and values of the wrong type become
//! diagnostics at their very place, with an example of what to write; what can be read is handed on. What the values
//! mean is the caller's.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
pub use toml::value::{Datetime, Offset};

use crate::diagnostics::{Code, Diagnostic, Prose, Span, nearest};
use crate::tree::RelPath;

/// A key that a table may have, with an example of its use for messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Key {
    /// The key as it is written.
    pub name: &'static str,
    /// One line that shows it in use.
    pub example: &'static str,
}

/// A table and where it stands.
#[derive(Clone, Copy)]
pub struct Table<'t, 'i> {
    entries: &'t DeTable<'i>,
    span: Span,
    base: usize,
}

/// A value and where it stands, under which key.
#[derive(Clone, Copy)]
pub struct Item<'t, 'i> {
    name: &'t str,
    example: &'static str,
    key_span: Span,
    value: &'t DeValue<'i>,
    span: Span,
    base: usize,
}

/// A whole TOML text as it was parsed; [`Reader::root`] looks into it.
pub struct Document<'i> {
    root: Spanned<DeTable<'i>>,
    base: usize,
    heading: Span,
}

impl<'t, 'i> Table<'t, 'i> {
    /// Where the table stands; for a whole front matter, its opening line.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// The value of `key`, when the table has it.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<Item<'t, 'i>> {
        let (name, value) = self.entries.get_key_value(key.name)?;
        Some(self.item(name, value, key.example))
    }

    /// All values in the order in which they are written; `example` stands in for a key's own.
    pub fn items(&self, example: &'static str) -> impl Iterator<Item = Item<'t, 'i>> + use<'t, 'i> {
        let table = *self;
        table.entries.iter().map(move |(name, value)| table.item(name, value, example))
    }

    fn item(
        &self,
        name: &'t Spanned<Cow<'i, str>>,
        value: &'t Spanned<DeValue<'i>>,
        example: &'static str,
    ) -> Item<'t, 'i> {
        Item {
            name: name.get_ref(),
            example,
            key_span: Span::from(name.span()).shifted(self.base),
            value: value.get_ref(),
            span: Span::from(value.span()).shifted(self.base),
            base: self.base,
        }
    }
}

impl<'t, 'i> Item<'t, 'i> {
    /// The key.
    #[must_use]
    pub fn name(&self) -> &'t str {
        self.name
    }

    /// Where the key stands.
    #[must_use]
    pub fn key_span(&self) -> Span {
        self.key_span
    }

    /// Where the value stands.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// The value as a text, when it is one; reports nothing.
    #[must_use]
    pub fn as_text(&self) -> Option<&'t str> {
        match self.value {
            DeValue::String(text) => Some(text),
            _ => None,
        }
    }

    /// Whether the value is a list.
    #[must_use]
    pub fn is_list(&self) -> bool {
        matches!(self.value, DeValue::Array(_))
    }
}

impl Document<'_> {
    /// Every date, time, or both among the values, with its place; in no order that means anything.
    #[must_use]
    pub fn datetimes(&self) -> Vec<(Span, Datetime)> {
        let mut open: Vec<&Spanned<DeValue<'_>>> = self.root.get_ref().values().collect();
        let mut found = Vec::new();
        while let Some(value) = open.pop() {
            match value.get_ref() {
                DeValue::Datetime(datetime) => {
                    found.push((Span::from(value.span()).shifted(self.base), *datetime));
                }
                DeValue::Array(elements) => open.extend(elements.iter()),
                DeValue::Table(entries) => open.extend(entries.values()),
                _ => {}
            }
        }
        found
    }
}

/// Reads one TOML text and collects what is wrong with it.
pub struct Reader<'a> {
    path: &'a RelPath,
    file: &'a str,
    faults: Vec<Diagnostic>,
    broken_syntax: bool,
}

impl<'a> Reader<'a> {
    /// A reader of the file at `path`, whose whole text is `file`.
    #[must_use]
    pub fn new(path: &'a RelPath, file: &'a str) -> Self {
        Self { path, file, faults: Vec::new(), broken_syntax: false }
    }

    /// Parses `toml`, which begins at byte `base` of the file; faults of the whole are shown at `heading`.
    pub fn parse(&mut self, toml: &'a str, base: usize, heading: Span) -> Document<'a> {
        let (root, errors) = DeTable::parse_recoverable(toml);
        self.broken_syntax |= !errors.is_empty();
        for error in errors {
            let span = error.span().map_or(heading, |span| Span::from(span).shifted(base));
            let message = error.message().lines().collect::<Vec<_>>().join(", ");
            self.faults.push(
                Diagnostic::new(Code::TomlSyntax, self.path, message).at(span).help(syntax_help(&error)),
            );
        }
        Document { root, base, heading }
    }

    /// The top table of a parsed text.
    #[must_use]
    pub fn root<'t>(&self, document: &'t Document<'a>) -> Table<'t, 'a> {
        Table { entries: document.root.get_ref(), span: document.heading, base: document.base }
    }

    /// The file that is read.
    #[must_use]
    pub fn path(&self) -> &'a RelPath {
        self.path
    }

    /// Whether the TOML itself had faults, so that what is missing may only be unreadable.
    #[must_use]
    pub fn has_broken_syntax(&self) -> bool {
        self.broken_syntax
    }

    /// Adds a fault.
    pub fn report(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }

    /// A fault of this file at `span`.
    #[must_use]
    pub fn fault(&self, code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, self.path, message).at(span)
    }

    /// All that was reported.
    #[must_use]
    pub fn into_faults(self) -> Vec<Diagnostic> {
        self.faults
    }

    /// Reports every key of `table` that is not one of `keys`; `what` names the table: "an incident".
    pub fn only(&mut self, table: &Table<'_, '_>, what: &str, keys: &[Key]) {
        for item in table.items("") {
            if keys.iter().any(|key| key.name == item.name) {
                continue;
            }
            let fault =
                self.fault(Code::UnknownKey, item.key_span, format!("{what} has no key `{}`", item.name));
            let names = || keys.iter().map(|key| key.name);
            self.faults.push(
                match nearest(item.name, names()).and_then(|n| keys.iter().find(|k| k.name == n)) {
                    Some(key) => fault
                        .label(format!("did you mean `{}`?", key.name))
                        .help(format!("write `{}`", key.example)),
                    None => fault
                        .help(format!("the keys of {what} are {}", names().collect::<Vec<_>>().join(", "))),
                },
            );
        }
    }

    /// The value of `key`; reports when it is missing.
    pub fn required<'t, 'i>(&mut self, table: &Table<'t, 'i>, what: &str, key: &Key) -> Option<Item<'t, 'i>> {
        let item = table.get(key);
        if item.is_none() {
            let fault = self.fault(Code::MissingKey, table.span, format!("{what} needs `{}`", key.name));
            self.faults.push(fault.help(format!("add a line such as `{}`", key.example)));
        }
        item
    }

    /// The value as a text that says something.
    pub fn text<'t>(&mut self, item: &Item<'t, '_>) -> Option<&'t str> {
        let DeValue::String(text) = item.value else { return self.wrong_type(item, "a text in quotes") };
        if let Some(at) = text.find('\0') {
            let span = if self.is_verbatim(item) { self.content_span(item, at..at + 1) } else { item.span };
            self.report(self.fault(Code::NulByte, span, format!("`{}` holds a NUL byte", item.name)));
            return None;
        }
        if text.trim().is_empty() {
            let fault = self.fault(Code::EmptyValue, item.span, format!("`{}` is empty", item.name));
            self.report(fault.help(format!("write something such as `{}`", item.example)));
            return None;
        }
        Some(text)
    }

    /// The value as Markdown that knows its place; may be empty.
    pub fn prose<'t>(&mut self, item: &Item<'t, '_>) -> Option<Prose<'t>>
    where
        'a: 't,
    {
        let DeValue::String(text) = item.value else { return self.wrong_type(item, "a text in quotes") };
        Some(if self.is_verbatim(item) {
            Prose::verbatim(text, self.path, self.content_span(item, 0..text.len()).start())
        } else {
            Prose::decoded(text, self.path, item.span)
        })
    }

    /// The value as `true` or `false`.
    pub fn flag(&mut self, item: &Item<'_, '_>) -> Option<bool> {
        match item.value {
            DeValue::Boolean(flag) => Some(*flag),
            _ => self.wrong_type(item, "`true` or `false`"),
        }
    }

    /// The value as a whole number.
    pub fn integer(&mut self, item: &Item<'_, '_>) -> Option<i64> {
        let number = match item.value {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        if number.is_some() { number } else { self.wrong_type(item, "a whole number") }
    }

    /// The value as a number.
    pub fn number(&mut self, item: &Item<'_, '_>) -> Option<f64> {
        let number = match item.value {
            DeValue::Integer(number) => number.as_str().parse().ok(),
            DeValue::Float(number) => number.as_str().parse().ok(),
            _ => None,
        };
        if number.is_some() { number } else { self.wrong_type(item, "a number") }
    }

    /// The value as a date, a time, or both.
    pub fn datetime(&mut self, item: &Item<'_, '_>) -> Option<Datetime> {
        match item.value {
            DeValue::Datetime(datetime) => Some(*datetime),
            DeValue::String(text) if text.trim().parse::<Datetime>().is_ok() => {
                let fault = self.fault(
                    Code::WrongType,
                    item.span,
                    format!("`{}` takes a date and a time, and this is a text", item.name),
                );
                self.report(fault.help(format!(
                    "write it without quotes: `{} = {}`",
                    item.name,
                    text.trim()
                )));
                None
            }
            _ => self.wrong_type(item, "a date and a time without quotes"),
        }
    }

    /// The value's elements when it is a list.
    pub fn list<'t, 'i>(&mut self, item: &Item<'t, 'i>) -> Option<Vec<Item<'t, 'i>>> {
        let DeValue::Array(elements) = item.value else { return self.wrong_type(item, "a list in brackets") };
        let element = |value: &'t Spanned<DeValue<'i>>| Item {
            value: value.get_ref(),
            span: Span::from(value.span()).shifted(item.base),
            ..*item
        };
        Some(elements.iter().map(element).collect())
    }

    /// The value as a table.
    pub fn table<'t, 'i>(&mut self, item: &Item<'t, 'i>) -> Option<Table<'t, 'i>> {
        match item.value {
            DeValue::Table(entries) => Some(Table { entries, span: item.span, base: item.base }),
            _ => self.wrong_type(item, "a table"),
        }
    }

    fn wrong_type<T>(&mut self, item: &Item<'_, '_>, wanted: &str) -> Option<T> {
        let message = format!("`{}` takes {wanted}, not {}", item.name, kind(item.value));
        let fault = self.fault(Code::WrongType, item.span, message);
        self.report(fault.help(format!("write it as in `{}`", item.example)));
        None
    }

    /// Whether the string stands in the file just as it was read, so that its bytes have places of their own.
    fn is_verbatim(&self, item: &Item<'_, '_>) -> bool {
        let DeValue::String(text) = item.value else { return false };
        let span = self.content_span(item, 0..text.len());
        self.file.get(span.range()) == Some(text)
    }

    /// Where the bytes `range` of a string's content stand, if it has no escapes.
    fn content_span(&self, item: &Item<'_, '_>, range: std::ops::Range<usize>) -> Span {
        let raw = self.file.get(item.span.range()).unwrap_or("");
        let quotes = if raw.starts_with("'''") || raw.starts_with("\"\"\"") { 3 } else { 1 };
        let newline = match (quotes, raw.get(3..).unwrap_or("").as_bytes()) {
            (3, [b'\n', ..]) => 1,
            (3, [b'\r', b'\n', ..]) => 2,
            _ => 0,
        };
        Span::from(range).shifted(item.span.start() + quotes + newline)
    }
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or a time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// What to do about a fault that the TOML parser found, in words that fit the commonest ones.
fn syntax_help(error: &toml::de::Error) -> String {
    let message = error.message();
    let help = if message.contains("duplicate key") {
        "each key stands once in a table; an incident's posts each begin with a line `[[updates]]`"
    } else if message.contains("string") || message.contains("quote") {
        "a text stands in quotes: `title = \"…\"`; a longer one between two lines of `'''`"
    } else if message.contains("newline") || message.contains("expected") {
        "each line is `key = value`, with texts in quotes and times without"
    } else {
        "see https://toml.io for how TOML is written"
    };
    help.to_owned()
}
