//! Diagnostics on the terminal: colours, and which stream they go to.
#![expect(clippy::disallowed_methods, reason = "the command line reads the environment")]

use std::io::{IsTerminal, Write};

use super::args::Color;
use crate::diagnostics::emit::{self, Format, Options};
use crate::diagnostics::{Diagnostic, Sources};

/// Whether messages for people are coloured when they go to `stream` (no-color.org).
pub(super) fn wants_color(color: Color, stream: &impl IsTerminal) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            !refused && stream.is_terminal()
        }
    }
}

/// Diagnostics for people, and how many there are.
pub(super) fn human(diagnostics: &[Diagnostic], sources: &dyn Sources, color: bool) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let options = Options { color, ..Options::default() };
    let text = emit::emit(Format::Human, diagnostics, sources, &options);
    format!("{text}\n{}\n", emit::summary(diagnostics))
}

/// Writes to standard output. Whoever reads it may close it when they have seen enough.
pub(super) fn out(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

/// Writes to standard error.
pub(super) fn err(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
