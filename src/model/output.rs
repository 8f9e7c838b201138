//! How the site is written down: `[output]` of candor.toml.

use crate::encoding::Encoding;

/// What is written beside pages and documents.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct OutputConfig {
    /// In which encodings files are written too, each once; none unless it is asked for.
    pub precompress: Vec<Encoding>,
}
