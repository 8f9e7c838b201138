//! What an import did, file by file: for people as text, for programs as JSON.
//!
//! The report decides nothing; importers fill it in. Both forms are the same for the same input.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::diagnostics::{self, Diagnostic, LineIndex, Severity, Sources};
use crate::tree::RelPath;

/// What became of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Everything in it was carried over and nothing had to be guessed.
    AsItIs,
    /// Everything in it was carried over; how it was read is a guess somewhere.
    Guessed,
    /// It was imported, but something in it has no place in Candor.
    Partly,
    /// It could not be read, and nothing of it was imported.
    Unread,
    /// It is no content of the site's, and was left where it is.
    LeftOut,
}

impl Outcome {
    /// The name in the JSON form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AsItIs => "as-it-is",
            Self::Guessed => "guessed",
            Self::Partly => "partly",
            Self::Unread => "unread",
            Self::LeftOut => "left-out",
        }
    }
}

/// One file of the old site.
#[derive(Clone, Debug)]
pub struct FileReport {
    source: RelPath,
    target: Option<RelPath>,
    kept: Vec<String>,
    guessed: Vec<String>,
    lost: Vec<String>,
    faults: Vec<Fault>,
    incident: bool,
}

/// An error with its place, as the report shows it.
#[derive(Clone, Debug)]
struct Fault {
    code: &'static str,
    line: usize,
    column: usize,
    message: String,
    help: Option<String>,
}

impl FileReport {
    /// A file about which nothing has been said yet.
    pub(super) fn new(source: &RelPath) -> Self {
        Self {
            source: source.clone(),
            target: None,
            kept: Vec::new(),
            guessed: Vec::new(),
            lost: Vec::new(),
            faults: Vec::new(),
            incident: false,
        }
    }

    /// Counts the file among the incidents.
    pub(super) fn mark_incident(&mut self) {
        self.incident = true;
    }

    /// Says where it stands in the new site.
    pub(super) fn becomes(&mut self, target: &RelPath) {
        self.target = Some(target.clone());
    }

    /// Notes something that was carried over.
    pub(super) fn keep(&mut self, what: impl Into<String>) {
        self.kept.push(what.into());
    }

    /// Notes something that was read in one of several ways.
    pub(super) fn guess(&mut self, what: impl Into<String>) {
        self.guessed.push(what.into());
    }

    /// Notes something that was not carried over.
    pub(super) fn lose(&mut self, what: impl Into<String>) {
        self.lost.push(what.into());
    }

    /// The path in the old site.
    #[must_use]
    pub fn source(&self) -> &RelPath {
        &self.source
    }

    /// The path in the new one; `None` when the file has no counterpart there.
    #[must_use]
    pub fn target(&self) -> Option<&RelPath> {
        self.target.as_ref()
    }

    /// Whether the file is one of the old site's incidents, imported or not.
    #[must_use]
    pub fn is_incident(&self) -> bool {
        self.incident
    }

    /// What was carried over.
    #[must_use]
    pub fn kept(&self) -> &[String] {
        &self.kept
    }

    /// What was read in one of several possible ways.
    #[must_use]
    pub fn guessed(&self) -> &[String] {
        &self.guessed
    }

    /// What was not carried over, or is only text now.
    #[must_use]
    pub fn lost(&self) -> &[String] {
        &self.lost
    }

    /// What became of the file.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        match (&self.target, self.faults.is_empty()) {
            (_, false) => Outcome::Unread,
            (None, true) => Outcome::LeftOut,
            (Some(_), true) if !self.lost.is_empty() => Outcome::Partly,
            (Some(_), true) if !self.guessed.is_empty() => Outcome::Guessed,
            (Some(_), true) => Outcome::AsItIs,
        }
    }
}

/// What an import did.
#[derive(Clone, Debug)]
pub struct Report {
    tool: &'static str,
    zone: String,
    rules: Vec<String>,
    files: Vec<FileReport>,
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Puts a report together; `sources` is the old site, for the lines and columns of the errors.
    pub(super) fn new(
        tool: &'static str,
        zone: &str,
        rules: Vec<String>,
        mut files: Vec<FileReport>,
        mut diagnostics: Vec<Diagnostic>,
        sources: &impl Sources,
    ) -> Self {
        diagnostics::sort(&mut diagnostics);
        for diagnostic in diagnostics.iter().filter(|d| d.severity() == Severity::Error) {
            let fault = fault(diagnostic, sources);
            if let Some(file) = files.iter_mut().find(|f| &f.source == diagnostic.path()) {
                file.faults.push(fault);
            } else {
                let mut file = FileReport::new(diagnostic.path());
                file.faults.push(fault);
                files.push(file);
            }
        }
        files.sort_by(|a, b| a.source.cmp(&b.source));
        Self { tool, zone: zone.to_owned(), rules, files, diagnostics }
    }

    /// What could not be read, in the order of files and places.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Whether something could not be read: the command then exits with 1.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity() == Severity::Error)
    }

    /// Every file of the old site, in the order of their paths.
    #[must_use]
    pub fn files(&self) -> &[FileReport] {
        &self.files
    }

    /// How many incidents came out so; those that are no incidents are not counted.
    #[must_use]
    pub fn incidents(&self, outcome: Outcome) -> usize {
        self.files.iter().filter(|f| f.incident && f.outcome() == outcome).count()
    }

    /// How many incidents the old site has, readable or not.
    #[must_use]
    pub fn incidents_found(&self) -> usize {
        self.files.iter().filter(|f| f.incident).count()
    }

    /// The report as JSON, indented, with a newline at its end.
    #[must_use]
    pub fn to_json(&self) -> String {
        let count = |outcome| self.incidents(outcome);
        let report = json!({
            "from": self.tool,
            "timezone": self.zone,
            "failed": self.failed(),
            "incidents": {
                "found": self.incidents_found(),
                "as-it-is": count(Outcome::AsItIs),
                "guessed": count(Outcome::Guessed),
                "partly": count(Outcome::Partly),
                "unread": count(Outcome::Unread),
                "left-out": count(Outcome::LeftOut),
            },
            "rules": self.rules,
            "files": self.files.iter().map(file_json).collect::<Vec<_>>(),
        });
        format!("{report:#}\n")
    }

    /// The report for people: totals, then what there is to look at, then every file in a line.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut out = self.totals();
        for rule in &self.rules {
            let _ = writeln!(out, "  {rule}");
        }
        self.section(&mut out, "Could not be read", |o| o == Outcome::Unread);
        self.section(&mut out, "Imported, something was left behind", |o| o == Outcome::Partly);
        self.section(&mut out, "Imported with guesses: please look", |o| o == Outcome::Guessed);
        self.section(&mut out, "Imported as they are", |o| o == Outcome::AsItIs);
        self.section(&mut out, "Not part of the new site", |o| o == Outcome::LeftOut);
        out
    }

    fn totals(&self) -> String {
        let found = self.incidents_found();
        let mut parts = vec![format!("{} imported as they are", self.incidents(Outcome::AsItIs))];
        let mut add = |outcome, words: &str| match self.incidents(outcome) {
            0 => {}
            n => parts.push(format!("{n} {words}")),
        };
        add(Outcome::Guessed, "with guesses");
        add(Outcome::Partly, "with something left behind");
        add(Outcome::LeftOut, "left out");
        add(Outcome::Unread, "could not be read");
        let noun = if found == 1 { "incident" } else { "incidents" };
        format!("{found} {noun}: {}\n", parts.join(", "))
    }

    fn section(&self, out: &mut String, title: &str, wanted: impl Fn(Outcome) -> bool) {
        let files: Vec<_> = self.files.iter().filter(|f| wanted(f.outcome())).collect();
        if files.is_empty() {
            return;
        }
        let _ = writeln!(out, "\n{title} ({}):", files.len());
        for file in files {
            file_text(out, file);
        }
    }
}

fn fault(diagnostic: &Diagnostic, sources: &impl Sources) -> Fault {
    let place = sources
        .text(diagnostic.path())
        .map(|text| LineIndex::new(text).place(diagnostic.span().map_or(0, diagnostics::Span::start)));
    Fault {
        code: diagnostic.code().as_str(),
        line: place.map_or(1, |p| p.line),
        column: place.map_or(1, |p| p.column),
        message: diagnostic.message().to_owned(),
        help: diagnostic.help_text().map(str::to_owned),
    }
}

fn file_json(file: &FileReport) -> Value {
    let faults: Vec<_> = file
        .faults
        .iter()
        .map(|f| {
            json!({"code": f.code, "line": f.line, "column": f.column, "message": f.message, "help": f.help})
        })
        .collect();
    json!({
        "source": file.source.as_str(),
        "target": file.target.as_ref().map(RelPath::as_str),
        "incident": file.incident,
        "outcome": file.outcome().as_str(),
        "kept": file.kept,
        "guessed": file.guessed,
        "lost": file.lost,
        "errors": faults,
    })
}

fn file_text(out: &mut String, file: &FileReport) {
    for f in &file.faults {
        let _ = writeln!(out, "  {}:{}:{}: {}", file.source, f.line, f.column, f.message);
        if let Some(help) = &f.help {
            let _ = writeln!(out, "    {help}");
        }
    }
    if file.faults.is_empty() {
        let _ = match &file.target {
            Some(target) if target != &file.source => writeln!(out, "  {} → {target}", file.source),
            _ => writeln!(out, "  {}", file.source),
        };
    }
    if !file.kept.is_empty() {
        let _ = writeln!(out, "    kept: {}", file.kept.join("; "));
    }
    for guess in &file.guessed {
        let _ = writeln!(out, "    guessed: {guess}");
    }
    for lost in &file.lost {
        let _ = writeln!(out, "    left behind: {lost}");
    }
}
