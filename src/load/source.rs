//! One content file: its text, its front matter, and what the two parts become. Which keys mean what is not known here.

use super::addresses::{Entry, Kind};
use super::targets::FileTargets;
use super::{Context, Reading, broken, has_error, incident, maintenance, page, text};
use crate::diagnostics::{Code, Diagnostic, LineIndex, Prose};
use crate::fragment::Fragment;
use crate::syntax::markdown;
use crate::syntax::toml::Reader;
use crate::syntax::{front_matter, toml};

/// Turns the Markdown of one file into HTML, with links that lead from its page.
pub(super) struct Text<'a> {
    targets: FileTargets<'a>,
}

impl Text<'_> {
    /// The HTML of `prose`; its faults go to `reader`.
    pub(super) fn render(
        &mut self,
        reader: &mut Reader<'_>,
        prose: &Prose<'_>,
        id_prefix: &str,
        top_heading: u8,
    ) -> Fragment {
        let options = markdown::Options { id_prefix, top_heading, targets: &self.targets };
        let rendered = markdown::render(prose, &options);
        for fault in rendered.diagnostics {
            reader.report(fault);
        }
        rendered.fragment
    }
}

/// A file's front matter as a table, and the Markdown below it.
pub(super) struct Front<'r, 't, 'a> {
    pub(super) reader: &'r mut Reader<'a>,
    pub(super) root: toml::Table<'t, 'a>,
    pub(super) text: Text<'r>,
    pub(super) body: Prose<'a>,
}

/// Reads the file that `entry` names.
pub(super) fn read(context: &Context<'_>, entry: &Entry) -> Reading {
    let mut reading = Reading { open: broken::MaybeOpen::unreadable(&entry.kind), ..Reading::default() };
    let Some(bytes) = context.tree.get(&entry.path) else { return reading };
    let Some(whole) = text::decode(&entry.path, bytes, &mut reading.faults) else { return reading };
    let parts = match front_matter::split(&entry.path, whole) {
        Ok(parts) => parts,
        Err(fault) => {
            reading.faults.push(*fault);
            return reading;
        }
    };
    text::refuse_nul(&entry.path, parts.body, parts.body_at, &mut reading.faults);
    let mut reader = Reader::new(&entry.path, whole);
    let document = reader.parse(parts.toml, parts.toml_at, parts.opening);
    let root = reader.root(&document);
    let text = Text { targets: FileTargets::new(context, entry) };
    let body = Prose::verbatim(parts.body, &entry.path, parts.body_at);
    let mut front = Front { reader: &mut reader, root, text, body };
    match &entry.kind {
        Kind::Incident(slug) => incident::read(context, &mut front, slug, &mut reading),
        Kind::Maintenance(slug) => maintenance::read(context, &mut front, slug, &mut reading),
        Kind::Page(address) => page::read(&mut front, address, &mut reading),
    }
    reading.assets = front.text.targets.into_assets();
    let broken_syntax = reader.has_broken_syntax();
    let found = reader.into_faults();
    reading.faults.extend(if broken_syntax { trustworthy(whole, found) } else { found });
    if has_error(&reading.faults) {
        reading.content = None;
    }
    reading
}

/// Of the faults of a file whose TOML is broken, those that cannot be a mere consequence: what is missing may only be
/// unreadable, and on a line that does not parse nothing else is certain.
fn trustworthy(whole: &str, faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let index = LineIndex::new(whole);
    let line = |fault: &Diagnostic| fault.span().map(|span| index.place(span.start()).line);
    let broken: Vec<Option<usize>> =
        faults.iter().filter(|fault| fault.code() == Code::TomlSyntax).map(&line).collect();
    let certain = |fault: &Diagnostic| match fault.code() {
        Code::TomlSyntax => true,
        Code::UnknownKey
        | Code::UnknownService
        | Code::UnknownState
        | Code::UnknownImpact
        | Code::BadTime
        | Code::TimeGap
        | Code::TimeFold
        | Code::RawHtml
        | Code::UnsafeLink
        | Code::NulByte => !broken.contains(&line(fault)),
        _ => false,
    };
    faults.into_iter().filter(certain).collect()
}
