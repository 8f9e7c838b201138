//! `candor serve`: the site in memory on this machine, built again whenever a file changes.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc;
use std::thread;

use super::args::Serve;
use super::exit::Stop;
use super::{Done, choices, report};
use crate::build::{self, Memory, Outcome, Request};
use crate::diagnostics::Severity;
use crate::diagnostics::emit::{self, Format, Options};
use crate::io::http::{Problems, Server, State};
use crate::io::{self, Fault, watch};
use crate::load;
use crate::model::BaseUrl;
use crate::tree::Tree;

pub(super) fn run(verb: &Serve, site: &Path, color: bool) -> Done {
    choices::options(&verb.reading)?;
    let server = Server::bind(verb.host, verb.port)?;
    let state = Arc::new(State::new("/"));
    let url = server.local_url(&state);
    let (sender, changes) = mpsc::channel();
    let _watcher = watch::watch(site, sender)?;
    let mut builder = Builder {
        verb,
        site: site.to_path_buf(),
        url: url.clone(),
        color,
        state: Arc::clone(&state),
        drawn: Tree::new(),
    };
    builder.build();
    report::err(&format!("Serving on {url} (stop with Ctrl-C)\n"));
    let serving = Arc::clone(&state);
    thread::spawn(move || server.run(&serving));
    if verb.open
        && let Err(fault) = io::open::url(&url)
    {
        report::err(&format!("note: {fault}\n"));
    }
    while changes.recv().is_ok() {
        // Several changes of one save are one build.
        while changes.try_recv().is_ok() {}
        builder.build();
    }
    Err(Stop::from(Fault::elsewhere("watch the site's folder", "the watcher has stopped")))
}

struct Builder<'a> {
    verb: &'a Serve,
    site: PathBuf,
    url: String,
    color: bool,
    state: Arc<State>,
    /// The share cards of the last build: they are costly to draw again.
    drawn: Tree,
}

impl Builder<'_> {
    /// Builds once and shows the result, or what is in its way.
    fn build(&mut self) {
        let options = match choices::options(&self.verb.reading) {
            Ok(options) => options,
            Err(stop) => return self.report_stop(&stop),
        };
        let read = match choices::read(&self.site) {
            Ok(read) => read,
            Err(stop) => return self.report_stop(&stop),
        };
        // Links in feeds lead to this server unless another address was asked for.
        let here = options.base_url.or_else(|| BaseUrl::new(&self.url).ok());
        let options = load::Options { base_url: here, ..options };
        let memory = Memory::after(std::mem::take(&mut self.drawn));
        let request =
            Request { tree: &read.tree, found: read.diagnostics, options: &options, skip_broken: false };
        let Ok(outcome) = build::build(request, &memory);
        report::err(&report::human(&outcome.diagnostics, &read.tree, self.color));
        let problems = problems(&outcome, &read.tree);
        match outcome.built {
            Some(built) => {
                report::err(&format!("Built {} files.\n", built.files));
                let files = memory.into_tree();
                self.drawn =
                    files.under("assets/cards").map(|(path, bytes)| (path.clone(), bytes.clone())).collect();
                self.state.publish(files, built.not_found, problems);
            }
            None => self.state.report(problems.unwrap_or_default()),
        }
    }

    fn report_stop(&self, stop: &Stop) {
        let text = match stop {
            Stop::Usage(wrong, help) => format!("{wrong}\n  help: {help}"),
            Stop::Environment(faults) => {
                faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
            }
        };
        report::err(&format!("error: {text}\n"));
        self.state.report(Problems { errors: 1, warnings: 0, text });
    }
}

fn problems(outcome: &Outcome, tree: &Tree) -> Option<Problems> {
    let errors = outcome.diagnostics.iter().filter(|fault| fault.severity() == Severity::Error).count();
    let warnings = outcome.diagnostics.len() - errors;
    let text = emit::emit(Format::Human, &outcome.diagnostics, tree, &Options::default());
    (errors + warnings > 0).then_some(Problems { errors, warnings, text })
}
