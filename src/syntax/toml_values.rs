//! The values of a TOML text with their places, as [`toml`](super::toml) hands them on. Judges none of them.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

use crate::diagnostics::Span;

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
    pub(super) entries: &'t DeTable<'i>,
    pub(super) span: Span,
    pub(super) base: usize,
}

/// A value and where it stands, under which key.
#[derive(Clone, Copy)]
pub struct Item<'t, 'i> {
    pub(super) name: &'t str,
    pub(super) example: &'static str,
    pub(super) key_span: Span,
    pub(super) value: &'t DeValue<'i>,
    pub(super) span: Span,
    pub(super) base: usize,
}

/// A whole TOML text as it was parsed; [`Reader::root`](super::toml::Reader::root) looks into it.
pub struct Document<'i> {
    pub(super) root: Spanned<DeTable<'i>>,
    pub(super) base: usize,
    pub(super) heading: Span,
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

    pub(super) fn item(
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

/// What a value is, for messages.
pub(super) fn kind(value: &DeValue<'_>) -> &'static str {
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
