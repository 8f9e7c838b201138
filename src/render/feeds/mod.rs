//! Feed documents as bytes, in each format. What stands in them is decided in `plan::feeds`.

mod atom;
mod json;
mod rss;

use crate::plan::feeds::{FeedDocument, Format};

/// Writes `document` in `format`.
#[must_use]
pub fn feed(document: &FeedDocument, format: Format) -> Vec<u8> {
    match format {
        Format::Rss => rss::write(document),
        Format::Atom => atom::write(document),
        Format::Json => json::write(document),
    }
}

/// Writes an archive document, which is always Atom.
#[must_use]
pub fn archive(document: &FeedDocument) -> Vec<u8> {
    atom::write(document)
}

/// What XML 1.0 can hold of `text`: control characters other than tab and line ends are left out (section 2.2).
fn xml_text(text: &str) -> String {
    let holds = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(|c| holds(*c)).collect()
}

/// What every document says it was made by.
const GENERATOR: &str = concat!("Candor ", env!("CARGO_PKG_VERSION"));
