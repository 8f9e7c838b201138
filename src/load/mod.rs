//! Bytes → a checked site. Reads candor.toml and every content file, and reports all that is wrong with any of them.
//!
//! A file with an error is left out of the site; whether a site with gaps may be published is the caller's to decide.
//! Nothing here looks at a clock: `now` decides only whether a broken file may be about something that still goes on.

mod addresses;
mod aliases;
mod brand;
mod broken;
mod config;
mod incident;
mod incident_rules;
mod kept;
mod keys;
mod known;
mod maintenance;
mod output;
mod page;
mod posts;
mod repeat;
mod reserved;
mod said;
pub mod schema;
mod services;
mod site_links;
mod source;
mod statics;
mod stored;
mod targets;
mod text;
mod times;
mod trust;

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

pub use config::FILE as CONFIG_FILE;
pub use kept::Kept;
pub use known::{Known, Nothing, Readings};
pub use stored::Note;

use crate::diagnostics::{self, Diagnostic, Severity};
use crate::model::{Asset, BaseUrl, Config, Incident, Maintenance, Page, Site};
use crate::syntax::markdown::SiteLink;
use crate::time::Instant;
use crate::tree::{RelPath, Tree};
use addresses::{Addresses, Entry};
use aliases::WrittenAlias;
use reserved::Reserved;
use site_links::Inhabited;

/// What a build may choose about reading.
#[derive(Clone, Debug)]
pub struct Options {
    /// Takes in files with `draft = true`.
    pub drafts: bool,
    /// Stands in for `base_url` of candor.toml.
    pub base_url: Option<BaseUrl>,
    /// The moment for which the site is built.
    pub now: Instant,
}

/// What reading gave.
#[derive(Debug)]
pub struct Loaded {
    /// The site without its broken files; `None` when candor.toml itself cannot be used.
    pub site: Option<Site>,
    /// All faults, by path and position.
    pub diagnostics: Vec<Diagnostic>,
    /// The content files that were left out because of errors.
    pub broken: Vec<RelPath>,
}

impl Loaded {
    /// Takes the texts out of `tree` that nobody reads again: content about which there is nothing to say. A long history
    /// would be held until the end of a build for nothing, beside what became of it.
    pub fn forget_texts(&self, tree: &mut Tree) {
        let told: BTreeSet<&RelPath> = self.diagnostics.iter().map(Diagnostic::path).collect();
        tree.retain(|path| !addresses::is_text(path) || told.contains(path));
    }
}

/// What one content file became.
#[derive(Clone)]
enum Content {
    Incident(Arc<Incident>),
    Maintenance(Arc<Maintenance>),
    Page(Box<Page>),
}

/// One content file as it was read.
#[derive(Clone, Default)]
struct Reading {
    content: Option<Content>,
    draft: bool,
    /// For a file that cannot be shown: whether it may be about something that goes on, and its title.
    open: broken::MaybeOpen,
    aliases: Vec<WrittenAlias>,
    assets: Vec<Asset>,
    /// Links into the site, to be looked up when all files are read.
    site_links: Vec<SiteLink>,
    faults: Vec<Diagnostic>,
    /// Whether links in it were looked up among the site's other files.
    looked_around: bool,
    /// Whether it was not read but known from before.
    known: bool,
}

/// What every content file is read against.
struct Context<'a> {
    tree: &'a Tree,
    config: &'a Config,
    knows_services: bool,
    knows_zone: bool,
    addresses: &'a Addresses,
    now: Instant,
}

/// Reads the whole site. `found` are the faults that were met when the folder was read; a file that one of them keeps
/// out of `tree` counts as broken too.
#[must_use]
pub fn load(tree: &Tree, found: Vec<Diagnostic>, options: &Options) -> Loaded {
    load_knowing(tree, found, options, &Nothing)
}

/// As [`load`], but files that `memory` knows are not read again. They must have been read against the same
/// configuration and options, `now` aside.
#[must_use]
pub fn load_knowing(tree: &Tree, found: Vec<Diagnostic>, options: &Options, memory: &dyn Readings) -> Loaded {
    let list = |faults: &mut Vec<Diagnostic>| {
        let collect = || addresses::collect(tree, faults);
        let ((entries, addresses), ()) = rayon::join(collect, || memory.prepare());
        Arc::new(Listed { entries, addresses })
    };
    let recall = |context: &Context<'_>, entry: &Entry| source::recall(context, entry, memory);
    load_with(tree, found, options, list, recall)
}

/// As [`load`], for a program that reads a site again and again: only files that differ from what `kept` holds are read.
#[must_use]
pub fn load_again(tree: &Tree, found: Vec<Diagnostic>, options: &Options, kept: &mut Kept) -> Loaded {
    kept.begin(tree, options);
    let list = |faults: &mut Vec<Diagnostic>| kept.list(faults);
    let recall = |context: &Context<'_>, entry: &Entry| kept.recall(context, entry);
    let loaded = load_with(tree, found, options, list, recall);
    kept.finish();
    loaded
}

/// The content files with their addresses.
#[derive(Default)]
struct Listed {
    entries: Vec<Entry>,
    addresses: Addresses,
}

/// Reads the whole site; `list` says which content files there are, and `recall` what one of them became.
fn load_with(
    tree: &Tree,
    found: Vec<Diagnostic>,
    options: &Options,
    list: impl FnOnce(&mut Vec<Diagnostic>) -> Arc<Listed>,
    recall: impl Fn(&Context<'_>, &Entry) -> Reading + Sync,
) -> Loaded {
    let mut faults = found;
    let Some(read) = config::read(tree, options.base_url.as_ref(), &mut faults) else {
        return finish(None, faults, BTreeSet::new());
    };
    let listed = list(&mut faults);
    let Listed { entries, addresses } = &*listed;
    let context = Context {
        tree,
        config: &read.config,
        knows_services: read.knows_services,
        knows_zone: read.knows_zone,
        addresses,
        now: options.now,
    };
    let mut readings: Vec<Reading> =
        entries.par_iter().with_min_len(16).map(|entry| recall(&context, entry)).collect();
    for reading in &mut readings {
        faults.append(&mut reading.faults);
    }
    let reserved = Reserved::of(&read.config);
    let statics = statics::collect(tree, addresses, &reserved, &mut faults);
    let written = || {
        let shown = entries.iter().zip(&readings).filter(|(_, reading)| !reading.draft || options.drafts);
        shown.map(|(entry, reading)| (&entry.path, reading.aliases.as_slice()))
    };
    aliases::check(addresses, &reserved, written(), &statics, &mut faults);
    let aliases = written().flat_map(|(_, aliases)| aliases);
    let inhabited = Inhabited::new(addresses, &reserved, &statics, aliases);
    for (entry, reading) in entries.iter().zip(&readings) {
        inhabited.check(&entry.path, &reading.site_links, &mut faults);
    }
    if let Ok(config) = RelPath::new(CONFIG_FILE) {
        inhabited.check(&config, &read.links, &mut faults);
    }
    let broken = broken::paths(&faults);
    for (entry, reading) in entries.iter().zip(&mut readings) {
        // Something beside the file is wrong with it: whether it may be open has to be seen in the file.
        if reading.known && broken.contains(&entry.path) {
            *reading = source::read(&context, entry);
        }
    }
    let Sorted { incidents, maintenance, pages, mut assets } =
        sort_out(entries, &mut readings, &broken, options.drafts);
    assets.extend(statics);
    let site = Site {
        unshown: broken::unshown(entries, &readings, &broken),
        config: read.config.clone(),
        incidents,
        maintenance,
        pages,
        assets: unique(assets),
    };
    finish(read.usable.then_some(site), faults, broken)
}

/// What can be shown, each in the order in which a [`Site`] holds it.
#[derive(Default)]
struct Sorted {
    incidents: Vec<Arc<Incident>>,
    maintenance: Vec<Arc<Maintenance>>,
    pages: Vec<Page>,
    assets: Vec<Asset>,
}

/// Takes what can be shown out of the readings.
fn sort_out(entries: &[Entry], readings: &mut [Reading], broken: &BTreeSet<RelPath>, drafts: bool) -> Sorted {
    let mut sorted = Sorted::default();
    let Sorted { incidents, maintenance, pages, assets } = &mut sorted;
    for (entry, reading) in entries.iter().zip(readings) {
        if broken.contains(&entry.path) || (reading.draft && !drafts) {
            continue;
        }
        match reading.content.take() {
            Some(Content::Incident(incident)) => incidents.push(incident),
            Some(Content::Maintenance(one)) => maintenance.push(one),
            Some(Content::Page(page)) => pages.push(*page),
            None => continue,
        }
        assets.append(&mut reading.assets);
    }
    incidents.sort_by(|a, b| (a.started(), a.slug()).cmp(&(b.started(), b.slug())));
    maintenance.sort_by(|a, b| (a.scheduled_for(), a.slug()).cmp(&(b.scheduled_for(), b.slug())));
    pages.sort_by(|a, b| a.address.cmp(&b.address));
    sorted
}

fn unique(mut assets: Vec<Asset>) -> Vec<Asset> {
    assets.sort();
    assets.dedup();
    assets
}

fn finish(site: Option<Site>, mut diagnostics: Vec<Diagnostic>, broken: BTreeSet<RelPath>) -> Loaded {
    diagnostics::sort(&mut diagnostics);
    Loaded { site, diagnostics, broken: broken.into_iter().collect() }
}

/// Whether `faults` hold an error.
fn has_error(faults: &[Diagnostic]) -> bool {
    faults.iter().any(|fault| fault.severity() == Severity::Error)
}
