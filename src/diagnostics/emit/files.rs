//! The texts that diagnostics speak of. Each file is asked for and indexed once, however many faults it has, so that
//! ten thousand faults in one file cost ten thousand look-ups and not ten thousand readings.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostics::{Diagnostic, LineIndex, Place, Related, Sources, Span};
use crate::tree::RelPath;

/// The readable files that a list of diagnostics names.
pub(super) struct Files<'a> {
    files: BTreeMap<&'a RelPath, File<'a>>,
}

/// One readable file.
pub(super) struct File<'a> {
    pub(super) text: &'a str,
    pub(super) index: LineIndex<'a>,
}

/// A span in a readable file, inside its text and on the boundaries of characters.
pub(super) struct Region {
    pub(super) bytes: Range<usize>,
    pub(super) start: Place,
    /// The place behind the last character.
    pub(super) end: Place,
}

impl<'a> Files<'a> {
    /// Asks `sources` for every file that has a span to show.
    pub(super) fn read(diagnostics: &'a [Diagnostic], sources: &'a dyn Sources) -> Self {
        let related = diagnostics.iter().flat_map(Diagnostic::related_places);
        let paths = diagnostics
            .iter()
            .map(|d| (d.path(), d.span()))
            .chain(related.map(|place: &Related| (place.path(), place.span())));
        let mut asked = BTreeMap::new();
        for (path, span) in paths {
            if span.is_some() {
                asked.entry(path).or_insert_with(|| sources.text(path));
            }
        }
        let files = asked
            .into_iter()
            .filter_map(|(path, text)| text.map(|text| (path, File { text, index: LineIndex::new(text) })));
        Self { files: files.collect() }
    }

    /// The file and the region of `span`; `None` when there is no span or the file cannot be read, for then no line
    /// can be named.
    pub(super) fn region(&self, path: &RelPath, span: Option<Span>) -> Option<(&File<'a>, Region)> {
        let (file, span) = (self.files.get(path)?, span?);
        let start = file.text.floor_char_boundary(span.start());
        let end = file.text.floor_char_boundary(span.end()).max(start);
        let (start_place, end_place) = file.index.places(Span::new(start, end));
        Some((file, Region { bytes: start..end, start: start_place, end: end_place }))
    }
}
