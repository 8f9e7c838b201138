//! Reads TOML with the place of every key and value, and collects all that is wrong with it.
//!
//! A [`Reader`] takes one TOML text apart: syntax faults, unknown keys, missing keys and values of the wrong type become
//! diagnostics at their very place, with an example of what to write; what can be read is handed on. What the values
//! mean is the caller's.

use toml::Spanned;
use toml::de::{DeTable, DeValue};
pub use toml::value::{Datetime, Offset};

use super::toml_faults::explain;
use super::toml_values::kind;
pub use super::toml_values::{Document, Item, Key, Table};
use crate::diagnostics::{Code, Diagnostic, Prose, Span, nearest};
use crate::tree::RelPath;

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
