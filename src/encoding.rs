//! Content encodings: smaller forms of a file's bytes that web servers can send in its place (RFC 9110, section 8.4.1).
//!
//! Says which files are worth it, what their forms are called, and makes the bytes: the same ones for the same file, on
//! every machine. Where forms are kept, and when they need not be made, is not decided here.

use std::io::Write;

use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, GzBuilder};

use crate::terms::terms;
use crate::tree::RelPath;

terms! {
    /// A way to make bytes fewer that browsers can undo.
    Encoding {
        /// gzip (RFC 1952): every client can read it.
        Gzip "gzip" "gzip",
        /// Brotli (RFC 7932): smaller; all browsers can read it.
        Brotli "brotli" "Brotli",
    }
}

/// Smaller files fit into one packet as they are.
pub const LEAST: u64 = 512;

/// Extensions of text. What is packed already (pictures, fonts, archives) would only grow.
const TEXT: &[&str] = &[
    "atom",
    "css",
    "csv",
    "geojson",
    "htm",
    "html",
    "ics",
    "js",
    "json",
    "jsonld",
    "map",
    "md",
    "mjs",
    "rss",
    "svg",
    "toml",
    "tsv",
    "txt",
    "vtt",
    "webmanifest",
    "xhtml",
    "xml",
    "xsl",
    "yaml",
    "yml",
];

/// Below this, files without an extension are JSON.
const API: &str = "api";

/// The level of gzip: 6 takes half as long again, for one byte in seventy.
const GZIP_LEVEL: u32 = 4;

/// The quality of Brotli: 9 takes ten times as long, for one byte in forty.
const BROTLI_QUALITY: i32 = 5;

/// The smallest window of Brotli, as a power of two: below it, the encoder takes another way that is slower by far.
const BROTLI_WINDOW: u32 = 18;

/// The largest, which is what decoders must allow for.
const BROTLI_MAX_WINDOW: u32 = 22;

/// Whether a file of this name is text, so that its forms are much smaller than itself.
#[must_use]
pub fn is_text(path: &RelPath) -> bool {
    match path.extension() {
        "" => path.below(API).is_some(),
        extension => TEXT.iter().any(|text| extension.eq_ignore_ascii_case(text)),
    }
}

impl Encoding {
    /// What web servers expect behind the name of the file that this is a form of.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Gzip => "gz",
            Self::Brotli => "br",
        }
    }

    /// Where the form of the file at `path` stands: `index.html.gz`.
    #[must_use]
    pub fn beside(self, path: &RelPath) -> Option<RelPath> {
        RelPath::new(&format!("{path}.{}", self.extension())).ok()
    }

    /// The form of `bytes`; `None` when it is no smaller.
    #[must_use]
    pub fn compress(self, bytes: &[u8]) -> Option<Vec<u8>> {
        let form = match self {
            Self::Gzip => gzip(bytes),
            Self::Brotli => brotli(bytes),
        };
        form.filter(|form| form.len() < bytes.len())
    }
}

/// Its head says neither when nor where it was made, nor what of.
fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    /// "Unknown" (RFC 1952, section 2.3.1).
    const SYSTEM: u8 = 255;
    let head = GzBuilder::new().mtime(0).operating_system(SYSTEM);
    let mut form = head.write(Vec::with_capacity(bytes.len() / 3), Compression::new(GZIP_LEVEL));
    form.write_all(bytes).ok()?;
    form.finish().ok()
}

fn brotli(bytes: &[u8]) -> Option<Vec<u8>> {
    let window = (usize::BITS - bytes.len().leading_zeros()).clamp(BROTLI_WINDOW, BROTLI_MAX_WINDOW);
    let parameters = BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: i32::try_from(window).ok()?,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut form = Vec::with_capacity(bytes.len() / 3);
    brotli::BrotliCompress(&mut &*bytes, &mut form, &parameters).ok()?;
    Some(form)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use crate::terms::Term;

    fn text(path: &str) -> bool {
        is_text(&RelPath::new(path).expect("a path"))
    }

    #[test]
    fn text_is_known_by_its_name() {
        for path in ["index.html", "a/feed.rss", "maintenance.ics", "api/v4/incidents/12", "x/LICENSE.TXT"] {
            assert!(text(path), "{path}");
        }
        for path in ["card.png", "a.woff2", "index.html.gz", "_headers", "CNAME", "apis/v4", ".svg"] {
            assert!(!text(path), "{path}");
        }
    }

    #[test]
    fn forms_are_small_read_back_and_are_the_same_each_time() {
        let plain = "All systems are operational. ".repeat(4000);
        for encoding in Encoding::ALL {
            let form = encoding.compress(plain.as_bytes()).expect("smaller");
            assert!(form.len() * 50 < plain.len(), "{encoding:?}: {}", form.len());
            assert_eq!(Some(&form), encoding.compress(plain.as_bytes()).as_ref());
            let mut back = String::new();
            match encoding {
                Encoding::Gzip => flate2::read::GzDecoder::new(&*form).read_to_string(&mut back),
                Encoding::Brotli => brotli::Decompressor::new(&*form, 4096).read_to_string(&mut back),
            }
            .expect("read");
            assert!(back == plain, "{encoding:?}");
        }
        // Neither a time nor a name nor a system.
        let form = Encoding::Gzip.compress(plain.as_bytes()).expect("smaller");
        assert_eq!(form[..10], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
    }

    #[test]
    fn a_form_that_is_no_smaller_is_none() {
        for encoding in Encoding::ALL {
            assert_eq!(encoding.compress(b"ab"), None);
            let packed = encoding.compress("abcdefgh".repeat(100).as_bytes()).expect("smaller");
            assert_eq!(encoding.compress(&packed), None);
        }
    }
}
