//! Slugs: the names that stand in URLs, and how a free text becomes one.
//!
//! A slug is ASCII so that its URL reads the same in an address bar, in a feed and in a log.

use std::fmt;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

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

/// Makes a slug-like text of a free one: lower case, words joined by `-`, letters without their accents, all else left
/// out. May come out empty: only the letters of English and what they are decorated to are known.
///
/// ```
/// assert_eq!(candor::slug::slugify("What went *well*?"), "what-went-well");
/// assert_eq!(candor::slug::slugify("Störung: Größe & Łódź"), "storung-grosse-lodz");
/// ```
#[must_use]
pub fn slugify(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.nfkd() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if let Some(letters) = undecorated(c) {
            slug.push_str(letters);
        } else if !is_joined(c) && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(MAX_LEN);
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Whether `c` stands inside a word without being a letter of it: an accent that came off its letter, an apostrophe.
fn is_joined(c: char) -> bool {
    is_combining_mark(c) || matches!(c, '\'' | '’')
}

/// What stands for a Latin letter that Unicode does not take apart.
fn undecorated(c: char) -> Option<&'static str> {
    Some(match c {
        'Æ' | 'æ' => "ae",
        'Đ' | 'đ' | 'Ð' | 'ð' => "d",
        'Ħ' | 'ħ' => "h",
        'ı' => "i",
        'Ł' | 'ł' => "l",
        'Ø' | 'ø' => "o",
        'Œ' | 'œ' => "oe",
        'ẞ' | 'ß' => "ss",
        'Þ' | 'þ' => "th",
        'Ŧ' | 'ŧ' => "t",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_come_off_and_other_scripts_are_left_out() {
        assert_eq!(slugify("Ünï"), "uni");
        assert_eq!(slugify("U\u{308}ni\u{308}"), "uni");
        assert_eq!(slugify("Đường truyền — ĄŻ №3"), "duong-truyen-az-no3");
        assert_eq!(slugify("l’été n'est pas là"), "lete-nest-pas-la");
        assert_eq!(slugify("API 障害"), "api");
        assert_eq!(slugify("障害"), "");
        assert_eq!(slugify(&"é".repeat(MAX_LEN + 1)).len(), MAX_LEN);
    }
}
