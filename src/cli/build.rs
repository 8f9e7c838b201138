//! `candor build`: the site, into a folder that is replaced as a whole.

use std::path::Path;
use std::process::ExitCode;

use super::args::Build;
use super::memory::{Memory, Place};
use super::{Done, choices, exit, report};
use crate::build::{Outcome, publish};
use crate::digest::Digest;
use crate::io::output::{Committed, Forms, Staging, There};
use crate::io::{Fault, create};
use crate::load;
use crate::plan::search::Notes;
use crate::render::Sink;
use crate::routes;
use crate::tree::RelPath;

/// A site on its way to the disk, with what is known of the one before.
struct Writing<'a> {
    staging: &'a Staging,
    memory: &'a Memory,
}

impl Sink for Writing<'_> {
    type Error = Fault;

    fn put(&self, path: &RelPath, bytes: &[u8]) -> Result<(), Fault> {
        self.staging.put(path, bytes)
    }

    fn put_again(&self, path: &RelPath, first: &RelPath, bytes: &[u8]) -> Result<(), Fault> {
        self.staging.put_again(path, first, bytes)
    }

    fn notes(&self) -> Option<&dyn Notes> {
        self.memory.parts()
    }

    fn remembers(&self) -> bool {
        self.memory.works()
    }

    fn keep(&self, path: &RelPath, source: Digest) -> bool {
        self.staging.keep(path, source)
    }

    fn made_from(&self, path: &RelPath, source: Digest) {
        self.staging.made_from(path, source);
    }

    fn take_over(&self, path: &RelPath) -> Result<bool, Fault> {
        self.staging.take_over(path)
    }
}

pub(super) fn run(verb: &Build, site: &Path, color: bool) -> Done {
    // On one of the threads that do the work: each thread keeps room of its own for what it frees, and this one would
    // do nothing but hold some.
    rayon::scope(|_| build(verb, site, color))
}

fn build(verb: &Build, site: &Path, color: bool) -> Done {
    let options = choices::options(&verb.reading)?;
    // A place that cannot be written is no reason to find out after the site is published.
    let addresses = verb.changed.as_deref().map(Addresses::open).transpose()?;
    let out = choices::below(site, &verb.out);
    let place = Place::new(site, &out, !verb.no_cache);
    let begin = || Staging::begin(&out, site).map(|new| new.knowing(place.output()).sparing(place.spare()));
    let (read, staging) = rayon::join(|| choices::read(site), begin);
    let (read, staging) = (read?, staging?);
    let memory = Memory::open(place, &read.tree, &options);
    // What was found wrong with the folder itself stands in no digest of its files.
    let sound = read.diagnostics.is_empty();
    if let Some(there) = staging.is_there(memory.whole()).filter(|_| memory.works() && sound) {
        let mut nothing = Committed::default();
        let There { files, forms, incidents } = there;
        nothing.forms.unchanged = forms;
        tell(addresses.as_ref(), &summary(files, &out, incidents, &nothing));
        return write_changed(addresses, "", &nothing);
    }
    let mut tree = read.tree;
    let make = || {
        let loaded = load::load_knowing(&tree, read.diagnostics, &options, memory.readings());
        loaded.forget_texts(&mut tree);
        let writing = Writing { staging: &staging, memory: &memory };
        publish(loaded, &tree, &options, verb.skip_broken, &writing)
    };
    let (outcome, ()) = rayon::join(make, || staging.take_spare());
    let outcome = outcome?;
    report::err(&report::human(&outcome.diagnostics, &tree, color));
    let Some(built) = &outcome.built else {
        report::err(&refusal(&outcome, &out, verb.skip_broken));
        return Ok(exit::CONTENT.into());
    };
    staging.press(&built.precompress)?;
    let committed = staging.commit()?;
    for path in &outcome.skipped {
        report::err(&format!("left out: {path}\n"));
    }
    tell(addresses.as_ref(), &summary(built.files, &out, built.incidents, &committed));
    let listed = write_changed(addresses, &built.base_url, &committed);
    memory.keep(committed, built.incidents, outcome.diagnostics.is_empty());
    listed?;
    Ok(if outcome.has_errors() { exit::CONTENT.into() } else { ExitCode::SUCCESS })
}

fn summary(files: usize, out: &Path, incidents: usize, committed: &Committed) -> String {
    let (changed, removed) = (committed.changed.len(), committed.removed.len());
    let out = out.display();
    let built = format!(
        "Built {files} files into {out}: {incidents} incidents, {changed} files changed, {removed} removed.\n"
    );
    let Forms { written, unchanged, removed } = committed.forms;
    if written + unchanged + removed == 0 {
        return built;
    }
    let forms = written + unchanged;
    format!("{built}Beside them {forms} compressed forms: {written} changed, {removed} removed.\n")
}

/// Says how it went; on standard error when the list of what changed has standard output for itself.
fn tell(addresses: Option<&Addresses>, summary: &str) {
    match addresses {
        Some(Addresses::Out) => report::err(summary),
        Some(Addresses::File(_)) | None => report::out(summary),
    }
}

/// Where the addresses of what changed are wanted.
enum Addresses {
    Out,
    File(create::Later),
}

impl Addresses {
    fn open(to: &Path) -> Result<Self, Fault> {
        if to == Path::new("-") { Ok(Self::Out) } else { create::Later::open(to).map(Self::File) }
    }
}

/// Writes the list that `--changed` asks for: what a cache in front of the site has to forget.
fn write_changed(to: Option<Addresses>, base_url: &str, committed: &Committed) -> Done {
    let Some(to) = to else { return Ok(ExitCode::SUCCESS) };
    let paths = committed.changed.iter().chain(&committed.removed);
    let mut list = String::new();
    for path in paths {
        list.extend([base_url, routes::address_of(path), "\n"]);
    }
    match to {
        Addresses::Out => report::out(&list),
        Addresses::File(file) => file.write(&list)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// That nothing was built, what became of the site that was there, and what can be done at once.
fn refusal(outcome: &Outcome, out: &Path, skip_broken: bool) -> String {
    let mut text = if out.exists() {
        format!("Nothing was built; {} is as it was.\n", out.display())
    } else {
        "Nothing was built.\n".to_owned()
    };
    let in_content = |fault: &crate::diagnostics::Diagnostic| fault.path().below("content").is_some();
    let errors =
        outcome.diagnostics.iter().filter(|fault| fault.severity() == crate::diagnostics::Severity::Error);
    if !skip_broken && errors.into_iter().all(in_content) {
        text.push_str("To publish the rest now, run `candor build --skip-broken`.\n");
    }
    text
}
