//! One fault: its code, its place, its sentence and its remedy.

use super::{Code, Severity, Span};
use crate::tree::RelPath;

/// A fault in content.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    code: Code,
    path: RelPath,
    span: Option<Span>,
    message: String,
    label: Option<String>,
    help: Option<String>,
    related: Vec<Related>,
}

/// Another place that a fault has to do with: the first of two files with one slug, say.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Related {
    path: RelPath,
    span: Option<Span>,
    message: String,
}

impl Related {
    /// The file.
    #[must_use]
    pub fn path(&self) -> &RelPath {
        &self.path
    }

    /// The bytes in it, when the place is narrower than the file.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.span
    }

    /// What stands there.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl Diagnostic {
    /// A fault of the whole file at `path`; `message` is one sentence, lower case, without a full stop.
    #[must_use]
    pub fn new(code: Code, path: &RelPath, message: impl Into<String>) -> Self {
        Self {
            code,
            path: path.clone(),
            span: None,
            message: message.into(),
            label: None,
            help: None,
            related: Vec::new(),
        }
    }

    /// Points at the bytes `span`.
    #[must_use]
    pub fn at(mut self, span: impl Into<Span>) -> Self {
        self.span = Some(span.into());
        self
    }

    /// Writes a few words beside the underlined bytes.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Says what to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Points at another place too.
    #[must_use]
    pub fn related(mut self, path: &RelPath, span: Option<Span>, message: impl Into<String>) -> Self {
        self.related.push(Related { path: path.clone(), span, message: message.into() });
        self
    }

    /// The stable name of this kind of fault.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// Whether it stops a build; every code has one severity.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &RelPath {
        &self.path
    }

    /// The bytes in it, when the fault is narrower than the file.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.span
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The words beside the underline.
    #[must_use]
    pub fn label_text(&self) -> Option<&str> {
        self.label.as_deref()
    }

    /// What to write instead.
    #[must_use]
    pub fn help_text(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// The other places.
    #[must_use]
    pub fn related_places(&self) -> &[Related] {
        &self.related
    }
}

/// Puts diagnostics in the order in which they are shown: by path, then position, then code; equal ones are merged.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (&a.path, a.span, a.code.as_str(), &a.message).cmp(&(&b.path, b.span, b.code.as_str(), &b.message))
    });
    diagnostics.dedup();
}
