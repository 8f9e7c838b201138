//! Which faults of a file can be believed when something else in it, or in candor.toml, could not be read.
//!
//! A slip must not call forth complaints about its own consequences: behind them the one that matters is not seen.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, LineIndex, Span};

/// Of `faults`, found in a file whose TOML is broken at the places `broken`, those that are no consequence of that: what
/// is missing may only be unreadable, and on a line that does not parse nothing else is certain.
pub(super) fn certain(text: &str, broken: &[Span], faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if broken.is_empty() {
        return faults;
    }
    let index = LineIndex::new(text);
    let lines: BTreeSet<usize> = broken.iter().map(|span| index.line_of(span.start())).collect();
    // Below a broken `[[updates]]` the keys of one table seem to stand in another.
    let scrambled = lines.iter().copied().find(|line| is_header(text, &index, *line)).unwrap_or(usize::MAX);
    let line = |fault: &Diagnostic| fault.span().map_or(0, |span| index.line_of(span.start()));
    let is_certain = |fault: &Diagnostic| match fault.code() {
        Code::TomlSyntax | Code::NulByte => true,
        Code::UnknownKey | Code::WrongType => !lines.contains(&line(fault)) && line(fault) < scrambled,
        code => is_about_one_value(code) && !lines.contains(&line(fault)),
    };
    faults.into_iter().filter(is_certain).collect()
}

/// Whether all that is `broken` stands above byte `at` and leaves what stands below as it is.
pub(super) fn all_above(text: &str, broken: &[Span], at: usize) -> bool {
    let index = LineIndex::new(text);
    broken.iter().all(|span| span.end() < at && !is_header(text, &index, index.line_of(span.start())))
}

/// Whether a line begins a table.
fn is_header(text: &str, index: &LineIndex<'_>, line: usize) -> bool {
    text[index.line_span(line).range()].trim_start().starts_with('[')
}

/// Whether a fault of this kind is plain from one value alone, whatever stands around it.
fn is_about_one_value(code: Code) -> bool {
    matches!(
        code,
        Code::EmptyValue
            | Code::BadBaseUrl
            | Code::UnknownTimezone
            | Code::BadLanguage
            | Code::BadWeight
            | Code::BadId
            | Code::BadUrl
            | Code::BadColor
            | Code::LowContrast
            | Code::UnknownTheme
            | Code::UnknownEncoding
            | Code::UnknownOutput
            | Code::UnknownService
            | Code::UnknownState
            | Code::UnknownImpact
            | Code::ListedTwice
            | Code::BadTime
            | Code::TimeGap
            | Code::TimeFold
            | Code::BadRepeat
            | Code::BadAlias
            | Code::RawHtml
            | Code::UnsafeLink
            | Code::BrokenLink
            | Code::MissingImage
            | Code::BadImage
            | Code::ExternalImage
            | Code::TooDeep
    )
}

/// Whether a fault of this kind compares two times or asks for the day of one, so that it depends on the site's time zone.
pub(super) fn compares_times(code: Code) -> bool {
    matches!(
        code,
        Code::EndBeforeStart
            | Code::UpdatesOutOfOrder
            | Code::EditedBeforePosted
            | Code::StartAfterFirstUpdate
            | Code::RetroactiveTooEarly
            | Code::PublishedBeforeStart
            | Code::NextUpdateBeforeLast
            | Code::BadRepeat
    )
}
