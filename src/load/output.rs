//! `[output]` of candor.toml → a checked [`OutputConfig`].

use super::keys::output as key;
use super::services::report_unknown_term;
use crate::diagnostics::Code;
use crate::encoding::Encoding;
use crate::model::{OutputConfig, Term};
use crate::syntax::toml::{Item, Reader};

/// What the encodings are called elsewhere.
const MEANT: &[(&str, Encoding)] = &[
    ("gz", Encoding::Gzip),
    (".gz", Encoding::Gzip),
    ("zip", Encoding::Gzip),
    ("deflate", Encoding::Gzip),
    ("br", Encoding::Brotli),
    (".br", Encoding::Brotli),
];

/// Reads the table; what cannot be used is reported and left out.
pub(super) fn read(reader: &mut Reader<'_>, item: &Item<'_, '_>) -> OutputConfig {
    let Some(table) = reader.table(item) else { return OutputConfig::default() };
    reader.only(&table, "[output]", key::ALL);
    let precompress = table.get(&key::PRECOMPRESS).map(|item| encodings(reader, &item));
    OutputConfig { precompress: precompress.unwrap_or_default() }
}

fn encodings(reader: &mut Reader<'_>, item: &Item<'_, '_>) -> Vec<Encoding> {
    let mut encodings = Vec::new();
    for item in reader.list(item).unwrap_or_default() {
        let Some(word) = reader.text(&item) else { continue };
        match Encoding::parse(word) {
            Some(encoding) if encodings.contains(&encoding) => {
                let message = format!("`{word}` stands in this list twice");
                let fault = reader.fault(Code::ListedTwice, item.span(), message);
                reader.report(fault.help("name each encoding once"));
            }
            Some(encoding) => encodings.push(encoding),
            None => {
                report_unknown_term(reader, &item, Code::UnknownEncoding, "encoding", word, MEANT);
            }
        }
    }
    encodings
}
