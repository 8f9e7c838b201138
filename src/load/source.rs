//! One content file: its text, its front matter, and what the two parts become. Which keys mean what is not known here.

use super::addresses::{Entry, Kind};
use super::known::{self, Readings};
use super::targets::FileTargets;
use super::{Context, Reading, broken, has_error, incident, maintenance, page, text, trust};
use crate::diagnostics::Prose;
use crate::digest::Digest;
use crate::fragment::Fragment;
use crate::syntax::markdown::{self, SiteLink};
use crate::syntax::toml::Reader;
use crate::syntax::{front_matter, toml};

/// Turns the Markdown of one file into HTML, with links that lead from its page.
pub(super) struct Text<'a> {
    targets: FileTargets<'a>,
    site_links: Vec<SiteLink>,
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
        self.site_links.extend(rendered.site_links);
        rendered.fragment
    }
}

/// A file's front matter as a table, and the Markdown below it.
pub(super) struct Front<'r, 't, 'a> {
    pub(super) reader: &'r mut Reader<'a>,
    pub(super) root: toml::Table<'t, 'a>,
    pub(super) text: Text<'r>,
    pub(super) body: Prose<'a>,
    whole: &'a str,
}

impl Front<'_, '_, '_> {
    /// Whether the front matter holds more updates than the `read` ones that could be taken out of it.
    pub(super) fn hides_updates(&self, read: usize) -> bool {
        let toml = &self.whole[..self.body.span_of(0..0).start()];
        let headers =
            toml.lines().map(str::trim).filter(|line| line.starts_with('[') && line.contains("updates"));
        !self.reader.broken_at().is_empty() && headers.count() > read
    }
}

/// What the file that `entry` names became before, or else what it says.
pub(super) fn recall(context: &Context<'_>, entry: &Entry, readings: &dyn Readings) -> Reading {
    let bytes = context.tree.get(&entry.path).filter(|_| readings.remembers());
    let Some(bytes) = bytes.map(Digest::of) else { return read(context, entry) };
    let known = readings.find(&entry.path, bytes).and_then(|known| known::reading(entry, known));
    known.unwrap_or_else(|| {
        let reading = read(context, entry);
        if let Some(known) = known::of(&reading) {
            readings.remember(&entry.path, bytes, known);
        }
        reading
    })
}

/// Reads the file that `entry` names.
pub(super) fn read(context: &Context<'_>, entry: &Entry) -> Reading {
    let mut reading = Reading { open: broken::MaybeOpen::unreadable(&entry.kind), ..Reading::default() };
    let Some(bytes) = context.tree.get(&entry.path) else { return reading };
    let Some(whole) = text::decode(&entry.path, bytes, &mut reading.faults) else {
        // What can be guessed of it decides whether the home page must speak of it, and nothing else.
        let guess = take_apart(context, entry, &String::from_utf8_lossy(bytes));
        return Reading { open: guess.open, draft: guess.draft, ..reading };
    };
    take_apart(context, entry, whole)
}

fn take_apart(context: &Context<'_>, entry: &Entry, whole: &str) -> Reading {
    let mut reading = Reading { open: broken::MaybeOpen::unreadable(&entry.kind), ..Reading::default() };
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
    let text = Text { targets: FileTargets::new(context, entry), site_links: Vec::new() };
    let body = Prose::verbatim(parts.body, &entry.path, parts.body_at);
    let mut front = Front { reader: &mut reader, root, text, body, whole };
    match &entry.kind {
        Kind::Incident(slug) => incident::read(context, &mut front, slug, &mut reading),
        Kind::Maintenance(slug) => maintenance::read(context, &mut front, slug, &mut reading),
        Kind::Page(address) => page::read(&mut front, address, &mut reading),
    }
    reading.looked_around = front.text.targets.has_looked();
    reading.site_links = std::mem::take(&mut front.text.site_links);
    reading.assets = front.text.targets.into_assets();
    let broken = reader.broken_at().to_vec();
    let comparable = context.knows_zone || !reader.has_local_times();
    reading.faults.extend(trust::certain(whole, &broken, reader.into_faults()));
    if !comparable {
        reading.faults.retain(|fault| !trust::compares_times(fault.code()));
    }
    if !broken.is_empty() || has_error(&reading.faults) {
        reading.content = None;
    }
    if !broken.is_empty() {
        reading.site_links.clear();
    }
    reading
}
