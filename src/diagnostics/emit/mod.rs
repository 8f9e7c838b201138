//! Writes diagnostics for people and for machines. Makes text; prints nothing.
//!
//! Every form is a function of the same list: none leaves a fault out, sorts or merges. What stands in a file or in a
//! message may come from anybody's pull request, so the forms for terminals show control characters instead of
//! obeying them.

mod excerpt;
mod files;
mod github;
mod human;
mod json;
mod sarif;
mod short;
mod visible;

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use super::{Diagnostic, Severity, Sources};
use files::Files;

/// How diagnostics are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Format {
    /// For a terminal: each fault with its line, an underline and what to write instead.
    #[default]
    Human,
    /// One line each, `path:line:column: error[code]: message`, for editors and grep.
    Short,
    /// One JSON document, for programs.
    Json,
    /// Workflow commands that GitHub Actions turns into annotations.
    Github,
    /// SARIF 2.1.0, for GitHub code scanning and other viewers.
    Sarif,
}

impl Format {
    /// Every form, in the order of docs/diagnostics.md.
    pub const ALL: &[Self] = &[Self::Human, Self::Short, Self::Json, Self::Github, Self::Sarif];

    /// The name as it is typed.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Short => "short",
            Self::Json => "json",
            Self::Github => "github",
            Self::Sarif => "sarif",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A text that names no [`Format`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UnknownFormat;

impl fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the format is none of")?;
        for (i, format) in Format::ALL.iter().enumerate() {
            write!(f, "{} {format}", if i == 0 { "" } else { "," })?;
        }
        Ok(())
    }
}

impl std::error::Error for UnknownFormat {}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        Self::ALL.iter().copied().find(|format| format.as_str() == name).ok_or(UnknownFormat)
    }
}

/// What the caller knows about the place where the text goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Options<'a> {
    /// Whether [`Format::Human`] may use ANSI colours; the other forms never do.
    pub color: bool,
    /// The folder of the site inside its repository (`docs/status`, or empty at the top); [`Format::Github`] and
    /// [`Format::Sarif`] put it before every path.
    pub base: &'a str,
    /// The width of the terminal in columns, for [`Format::Human`]; taken as at least 40 and
    /// at most 1000.
    pub width: usize,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { color: false, base: "", width: 100 }
    }
}

/// Writes `diagnostics`, in their order, as `format`. A file that `sources` lacks is named without a line.
///
/// The text is empty or ends with a newline; JSON and SARIF are whole documents even for no diagnostics.
#[must_use]
pub fn emit(
    format: Format,
    diagnostics: &[Diagnostic],
    sources: &dyn Sources,
    options: &Options<'_>,
) -> String {
    let files = Files::read(diagnostics, sources);
    match format {
        Format::Human => human::write(diagnostics, &files, options),
        Format::Short => short::write(diagnostics, &files),
        Format::Json => json::write(diagnostics, &files),
        Format::Github => github::write(diagnostics, &files, options.base),
        Format::Sarif => sarif::write(diagnostics, &files, options.base),
    }
}

/// Counts: `2 errors and 1 warning in 2 files`, or `no errors and no warnings`.
#[must_use]
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let errors = count(diagnostics, Severity::Error);
    let faults = match (errors, diagnostics.len() - errors) {
        (0, 0) => return "no errors and no warnings".to_owned(),
        (errors, 0) => counted(errors, "error"),
        (0, warnings) => counted(warnings, "warning"),
        (errors, warnings) => format!("{} and {}", counted(errors, "error"), counted(warnings, "warning")),
    };
    let files: BTreeSet<_> = diagnostics.iter().map(Diagnostic::path).collect();
    format!("{faults} in {}", counted(files.len(), "file"))
}

fn count(diagnostics: &[Diagnostic], severity: Severity) -> usize {
    diagnostics.iter().filter(|diagnostic| diagnostic.severity() == severity).count()
}

fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// The path of a site's file seen from the top of the repository.
fn repository_path(base: &str, path: &crate::tree::RelPath) -> String {
    let base = base.trim_start_matches("./").trim_matches('/');
    if base.is_empty() || base == "." { path.to_string() } else { format!("{base}/{path}") }
}
