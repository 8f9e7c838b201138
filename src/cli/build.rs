//! `candor build`: the site, into a folder that is replaced as a whole.

use std::path::Path;
use std::process::ExitCode;

use super::args::Build;
use super::{Done, choices, exit, report};
use crate::build::{self, Outcome, Request};
use crate::io::Fault;
use crate::io::output::Staging;
use crate::render::Sink;
use crate::tree::RelPath;

impl Sink for Staging {
    type Error = Fault;

    fn put(&self, path: &RelPath, bytes: &[u8]) -> Result<(), Fault> {
        Self::put(self, path, bytes)
    }

    fn take_over(&self, path: &RelPath) -> Result<bool, Fault> {
        Self::take_over(self, path)
    }
}

pub(super) fn run(verb: &Build, site: &Path, color: bool) -> Done {
    let options = choices::options(&verb.reading)?;
    let read = choices::read(site)?;
    let out = choices::below(site, &verb.out);
    let staging = Staging::begin(&out, site)?;
    let request = Request {
        tree: &read.tree,
        found: read.diagnostics,
        options: &options,
        skip_broken: verb.skip_broken,
    };
    let outcome = build::build(request, &staging)?;
    report::err(&report::human(&outcome.diagnostics, &read.tree, color));
    let Some(built) = &outcome.built else {
        report::err(&refusal(&outcome, &out, verb.skip_broken));
        return Ok(exit::CONTENT.into());
    };
    let committed = staging.commit()?;
    for path in &outcome.skipped {
        report::err(&format!("left out: {path}\n"));
    }
    report::out(&format!(
        "Built {} files into {}: {} incidents, {} files changed, {} removed.\n",
        built.files,
        out.display(),
        built.incidents,
        committed.changed.len(),
        committed.removed.len(),
    ));
    Ok(if outcome.has_errors() { exit::CONTENT.into() } else { ExitCode::SUCCESS })
}

/// Why nothing was built, and what became of the site that was there.
fn refusal(outcome: &Outcome, out: &Path, skip_broken: bool) -> String {
    let mut text = format!("Nothing was built; {} is as it was.\n", out.display());
    let in_content = |fault: &crate::diagnostics::Diagnostic| fault.path().below("content").is_some();
    let errors =
        outcome.diagnostics.iter().filter(|fault| fault.severity() == crate::diagnostics::Severity::Error);
    if !skip_broken && errors.into_iter().all(in_content) {
        text.push_str("To publish the rest now, run `candor build --skip-broken`.\n");
    }
    text
}
