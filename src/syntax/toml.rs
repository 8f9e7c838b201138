//! Reads TOML with the place of every key and value, and collects all that is wrong with it.
//!
//! A [`Reader`] takes one TOML text apart: syntax faults, unknown keys, missing keys and values of the wrong type become
//! diagnostics at their very place, with an example of what to write; what can be read is handed on. What the values
//! mean is the caller's.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
pub use toml::value::{Datetime, Offset};

use super::toml_faults::explain;
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

impl<'t> Item<'t, '_> {
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

    /// Whether the value is a list with nothing in it.
    #[must_use]
    pub fn is_empty_list(&self) -> bool {
        matches!(self.value, DeValue::Array(elements) if elements.is_empty())
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
    broken_at: Vec<Span>,
    has_local_times: bool,
}

impl<'a> Reader<'a> {
    /// A reader of the file at `path`, whose whole text is `file`.
    #[must_use]
    pub fn new(path: &'a RelPath, file: &'a str) -> Self {
        Self { path, file, faults: Vec::new(), broken_at: Vec::new(), has_local_times: false }
    }

    /// Parses `toml`, which begins at byte `base` of the file; faults of the whole are shown at `heading`.
    pub fn parse(&mut self, toml: &'a str, base: usize, heading: Span) -> Document<'a> {
        let (root, errors) = DeTable::parse_recoverable(toml);
        let place = |span: Option<Span>| span.map_or(heading, |span| span.shifted(base));
        self.broken_at.extend(errors.iter().map(|error| place(error.span().map(Span::from))));
        for fault in explain(toml, &errors) {
            let span = place(fault.span);
            self.broken_at.push(span);
            self.report(Diagnostic::new(fault.code, self.path, fault.message).at(span).help(fault.help));
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

    /// Where the form of the TOML is broken; when it is anywhere, what is missing may only be unreadable.
    #[must_use]
    pub fn broken_at(&self) -> &[Span] {
        &self.broken_at
    }

    /// Whether a time without an offset was read, which means different moments in different zones.
    #[must_use]
    pub fn has_local_times(&self) -> bool {
        self.has_local_times
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
                    None => fault.help(match names().collect::<Vec<_>>().as_slice() {
                        [only] => format!("the only key of {what} is `{only}`"),
                        all => format!("the keys of {what} are {}", all.join(", ")),
                    }),
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
        self.refuse_nul(item, text)?;
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
        self.refuse_nul(item, text)?;
        Some(if self.is_verbatim(item) {
            Prose::verbatim(text, self.path, self.content_span(item, 0..text.len()).start())
        } else {
            Prose::decoded(text, self.path, item.span)
        })
    }

    /// Reports a NUL in a text; it can only have been written as `\u0000`, for TOML refuses the byte itself.
    fn refuse_nul(&mut self, item: &Item<'_, '_>, text: &str) -> Option<()> {
        if !text.contains('\0') {
            return Some(());
        }
        let span = item.span.range();
        if self.broken_at.iter().any(|broken| span.contains(&broken.start())) {
            // The byte itself; that has been reported.
            return None;
        }
        let fault = self.fault(Code::NulByte, item.span, format!("`{}` holds a NUL character", item.name));
        self.report(fault.help("take the `\\u0000` out"));
        None
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
            DeValue::Integer(number) => {
                i32::from_str_radix(number.as_str(), number.radix()).ok().map(f64::from)
            }
            DeValue::Float(number) => number.as_str().parse().ok(),
            _ => None,
        };
        if number.is_some() { number } else { self.wrong_type(item, "a number") }
    }

    /// The value as a date, a time, or both.
    pub fn datetime(&mut self, item: &Item<'_, '_>) -> Option<Datetime> {
        match item.value {
            DeValue::Datetime(datetime) => {
                self.has_local_times |= datetime.time.is_some() && datetime.offset.is_none();
                Some(*datetime)
            }
            DeValue::String(text) if text.trim().parse::<Datetime>().is_ok() => {
                let fault = self.fault(
                    Code::WrongType,
                    item.span,
                    format!("`{}` takes a date and a time, and this is a text", item.name),
                );
                let help = format!("write it without quotes: `{} = {}`", item.name, text.trim());
                self.report(fault.help(help));
                None
            }
            _ => self.wrong_type(item, "a date and a time without quotes"),
        }
    }

    /// The value's elements when it is a list.
    pub fn list<'t, 'i>(&mut self, item: &Item<'t, 'i>) -> Option<Vec<Item<'t, 'i>>> {
        let DeValue::Array(elements) = item.value else {
            let of_tables = item.example.starts_with("[[");
            let parts = || format!("parts that each begin with a line `{}`", item.example);
            let wanted = if of_tables { parts() } else { "a list in brackets".to_owned() };
            return self.wrong_type(item, &wanted);
        };
        let element = |value: &'t Spanned<DeValue<'i>>| Item {
            value: value.get_ref(),
            span: Span::from(value.span()).shifted(item.base),
            ..*item
        };
        Some(elements.iter().map(element).collect())
    }

    /// The value as a table.
    pub fn table<'t, 'i>(&mut self, item: &Item<'t, 'i>) -> Option<Table<'t, 'i>> {
        self.table_of(item, "a table")
    }

    /// The value as a table; `wanted` says in a message what that table would be: "services in braces".
    pub fn table_of<'t, 'i>(&mut self, item: &Item<'t, 'i>, wanted: &str) -> Option<Table<'t, 'i>> {
        match item.value {
            DeValue::Table(entries) => Some(Table { entries, span: item.span, base: item.base }),
            _ => self.wrong_type(item, wanted),
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
