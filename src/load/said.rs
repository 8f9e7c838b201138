//! What a file says under a key. A value that could not be read is not the same as none: its fault has been reported, and
//! a second one about a missing value would only confuse.

use crate::diagnostics::Span;

/// What stands under a key.
#[derive(Clone, Copy, Debug)]
pub(super) enum Said<T> {
    /// The key is not there.
    Nothing,
    /// It is there, and its value has been reported.
    Unreadable,
    /// A value and its place.
    Value(T, Span),
}

impl<T: Copy> Said<T> {
    /// What became of a value at `span` that is there.
    pub(super) fn read(value: Option<T>, span: Span) -> Self {
        value.map_or(Self::Unreadable, |value| Self::Value(value, span))
    }

    /// The value with its place, when it could be read.
    pub(super) fn get(self) -> Option<(T, Span)> {
        match self {
            Self::Value(value, span) => Some((value, span)),
            Self::Nothing | Self::Unreadable => None,
        }
    }

    /// The value, when it could be read.
    pub(super) fn value(self) -> Option<T> {
        self.get().map(|(value, _)| value)
    }

    /// Whether the key is not there at all.
    pub(super) fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }
}
