//! Feed documents as bytes, in each format. What stands in them is decided in `plan::feeds`.

mod archive;
mod atom;
mod json;
mod rss;
mod xml;

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
    archive::write(document)
}

/// What every document says it was made by.
const GENERATOR: &str = concat!("Candor ", env!("CARGO_PKG_VERSION"));
