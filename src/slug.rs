//! Slugs: the names that stand in URLs, and how a free text becomes one.
//!
//! A slug is ASCII so that its URL reads the same in an address bar, in a feed and in a log.

use std::fmt;
use std::sync::Arc;

/// The longest slug, in bytes; with `index.html` and a staging folder it stays below every disk's limit.
pub const MAX_LEN: usize = 150;

/// One path segment of a URL: ASCII letters, digits, `-`, `_` and `.`, beginning with a letter or a digit.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Arc<str>);

/// Why a text is not a [`Slug`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BadSlug {
    /// Nothing is left to make a URL of.
    Empty,
    /// It holds a character that has no place in a slug.
    Character(char),
    /// It begins with `-`, `_` or `.`.
    Start(char),
    /// It is longer than [`MAX_LEN`] bytes.
    TooLong(usize),
}

impl fmt::Display for BadSlug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("it is empty"),
            Self::Character(c) => write!(f, "it holds {c:?}"),
            Self::Start(c) => write!(f, "it begins with {c:?}"),
            Self::TooLong(n) => write!(f, "it is {n} bytes long, and at most {MAX_LEN} fit"),
        }
    }
}

impl Slug {
    /// Checks `text` and takes it over.
    ///
    /// # Errors
    /// Says what is wrong when `text` is empty, too long, or holds anything but ASCII letters, digits, `-`, `_`, `.`.
    pub fn new(text: &str) -> Result<Self, BadSlug> {
        let first = text.chars().next().ok_or(BadSlug::Empty)?;
        if let Some(c) = text.chars().find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))) {
            return Err(BadSlug::Character(c));
        }
        if !first.is_ascii_alphanumeric() {
            return Err(BadSlug::Start(first));
        }
        if text.len() > MAX_LEN {
            return Err(BadSlug::TooLong(text.len()));
        }
        Ok(Self(text.into()))
    }

    /// The slug as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// Makes a slug-like text of a free one: lower case, words joined by `-`, all else left out. May come out empty.
///
/// ```
/// assert_eq!(candor::slug::slugify("What went *well*?"), "what-went-well");
/// ```
#[must_use]
pub fn slugify(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if c != '\'' && c != '’' && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(MAX_LEN);
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}
