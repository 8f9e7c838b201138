//! `[output]` of candor.toml → a checked [`OutputConfig`].

use super::keys::output as key;
use super::services::report_unknown_term;
use crate::diagnostics::Code;
use crate::encoding::Encoding;
use crate::model::{Extra, LeftOut, OutputConfig, Term};
use crate::syntax::toml::{Item, Reader};

/// A list of words, each at most once.
struct Words<T: 'static> {
    /// What one of them is called.
    what: &'static str,
    /// What is reported when a word is none of them.
    unknown: Code,
    /// What they are called elsewhere.
    meant: &'static [(&'static str, T)],
}

const ENCODINGS: Words<Encoding> = Words {
    what: "encoding",
    unknown: Code::UnknownEncoding,
    meant: &[
        ("gz", Encoding::Gzip),
        (".gz", Encoding::Gzip),
        ("zip", Encoding::Gzip),
        ("deflate", Encoding::Gzip),
        ("br", Encoding::Brotli),
        (".br", Encoding::Brotli),
    ],
};

const EXTRAS: Words<Extra> = Words {
    what: "output",
    unknown: Code::UnknownOutput,
    meant: &[
        ("api/v2", Extra::StatuspageApi),
        ("/api/v2", Extra::StatuspageApi),
        ("statuspage", Extra::StatuspageApi),
        ("api/v4", Extra::HerokuApi),
        ("/api/v4", Extra::HerokuApi),
        ("heroku", Extra::HerokuApi),
        ("candor", Extra::CandorApi),
        ("candor.json", Extra::CandorApi),
        ("archive", Extra::FeedArchives),
        ("archives", Extra::FeedArchives),
        ("group_feeds", Extra::ServiceFeeds),
        ("og:image", Extra::Cards),
        ("images", Extra::Cards),
        ("share_cards", Extra::Cards),
        ("ics", Extra::Calendars),
        ("banner", Extra::Embed),
    ],
};

/// Reads the table; what cannot be used is reported and left out.
pub(super) fn read(reader: &mut Reader<'_>, item: &Item<'_, '_>) -> OutputConfig {
    let Some(table) = reader.table(item) else { return OutputConfig::default() };
    reader.only(&table, "[output]", key::ALL);
    let mut output = OutputConfig::default();
    if let Some(item) = table.get(&key::PRECOMPRESS) {
        output.precompress = ENCODINGS.read(reader, &item);
    }
    if let Some(item) = table.get(&key::LEAVE_OUT) {
        output.leave_out = EXTRAS.read(reader, &item).into_iter().collect::<LeftOut>();
    }
    output
}

impl<T: Term> Words<T> {
    fn read(&self, reader: &mut Reader<'_>, item: &Item<'_, '_>) -> Vec<T> {
        let mut terms = Vec::new();
        for item in reader.list(item).unwrap_or_default() {
            let Some(word) = reader.text(&item) else { continue };
            match T::parse(word) {
                Some(term) if terms.contains(&term) => {
                    let message = format!("`{word}` stands in this list twice");
                    let fault = reader.fault(Code::ListedTwice, item.span(), message);
                    reader.report(fault.help(format!("name each {} once", self.what)));
                }
                Some(term) => terms.push(term),
                None => report_unknown_term(reader, &item, self.unknown, self.what, word, self.meant),
            }
        }
        terms
    }
}
