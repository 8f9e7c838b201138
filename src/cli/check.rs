//! `candor check`: everything that a build would say, and nothing written.
#![expect(clippy::disallowed_methods, reason = "the command line reads the environment")]

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::args::{Check, Color};
use super::exit::Stop;
use super::{Done, choices, exit, report};
use crate::build::{self, Nowhere, Request};
use crate::diagnostics::emit::{self, Format, Options};

pub(super) fn run(verb: &Check, site: &Path, color: Color) -> Done {
    let format: Format = verb.format.parse().map_err(|unknown: emit::UnknownFormat| {
        Stop::Usage(unknown.to_string(), "leave `--format` out for the one made for people".to_owned())
    })?;
    let options = choices::options(&verb.reading)?;
    let read = choices::read(site)?;
    let request =
        Request { tree: &read.tree, found: read.diagnostics, options: &options, skip_broken: false };
    let Ok(outcome) = build::build(request, &Nowhere::<Infallible>::new());
    let diagnostics = &outcome.diagnostics;
    if format == Format::Human {
        let color = report::wants_color(color, &std::io::stdout());
        let human = report::human(diagnostics, &read.tree, color);
        report::out(if human.is_empty() { "No errors and no warnings.\n" } else { &human });
    } else {
        let base = base(site);
        let options = Options { base: &base, ..Options::default() };
        report::out(&emit::emit(format, diagnostics, &read.tree, &options));
    }
    let failed = outcome.has_errors() || (verb.deny_warnings && !diagnostics.is_empty());
    Ok(if failed { exit::CONTENT.into() } else { ExitCode::SUCCESS })
}

/// Where the site's folder stands in the repository around it: annotations name files from there.
fn base(site: &Path) -> String {
    let Ok(site) = site.canonicalize() else { return String::new() };
    let workspace = std::env::var_os("GITHUB_WORKSPACE").or_else(|| std::env::var_os("CI_PROJECT_DIR"));
    let workspace = workspace.and_then(|folder| PathBuf::from(folder).canonicalize().ok());
    let around = workspace.filter(|folder| site.starts_with(folder));
    let repository = || site.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_path_buf);
    let Some(top) = around.or_else(repository) else { return String::new() };
    let parts = site.strip_prefix(&top).unwrap_or(Path::new("")).components();
    let parts: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}
