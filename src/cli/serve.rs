//! `candor serve`: the site on this machine, always as its files are now.
//!
//! Nothing is made that nobody asks for. When a file changes, it is read again, the site is derived and planned anew, and
//! the page that a browser has open is made when that browser, told to reload, asks for it.
#![expect(clippy::disallowed_methods, reason = "the command line reads the clock")]

mod showing;

use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use super::args::Serve;
use super::exit::Stop;
use super::{Done, choices, report};
use crate::diagnostics::emit::{self, Format, Options};
use crate::diagnostics::{Diagnostic, Severity};
use crate::io::http::{Files, Problems, Server, State};
use crate::io::read::{ReadSite, Reader};
use crate::io::watch::Changes;
use crate::io::{self, Fault, watch};
use crate::load::{self, Kept};
use crate::model::BaseUrl;
use crate::routes;
use crate::time;
use crate::tree::{RelPath, Tree};
use showing::{First, Made, Showing};

/// After quick readings, and when nobody has written for so long, every file is read: a change may have been missed.
const DOUBT: Duration = Duration::from_secs(5);

/// What happens.
enum News {
    /// Files may have changed.
    Changed(Changes),
    /// All pages of the site with this number were looked at, and this is wrong.
    Checked(u64, Vec<Diagnostic>),
}

pub(super) fn run(verb: &Serve, site: &Path, color: bool) -> Done {
    choices::options(&verb.reading)?;
    let server = Server::bind(verb.host, verb.port)?;
    let state = Arc::new(State::new("/"));
    let url = server.local_url(&state);
    let (sender, news) = mpsc::channel();
    let tell = sender.clone();
    let _watcher = watch::watch(site, move |changes| tell.send(News::Changed(changes)).is_ok())?;
    let mut builder = Builder {
        verb,
        url: url.clone(),
        color,
        state: Arc::clone(&state),
        sender,
        reader: Reader::new(site),
        kept: Kept::default(),
        cards: Arc::default(),
        number: 0,
        newest: None,
        shown: None,
        good: None,
    };
    builder.build(&Changes::Anything, false);
    report::err(&format!("Serving on {url} (stop with Ctrl-C)\n"));
    let serving = Arc::clone(&state);
    thread::spawn(move || server.run(&serving));
    if verb.open
        && let Err(fault) = io::open::url(&url)
    {
        report::err(&format!("note: {fault}\n"));
    }
    let mut doubt = false;
    loop {
        match news.recv_timeout(DOUBT) {
            Ok(News::Changed(mut changes)) => {
                // Several changes of one save are one build.
                while let Ok(more) = news.try_recv() {
                    match more {
                        News::Changed(more) => changes = changes.and(more),
                        News::Checked(number, diagnostics) => builder.checked(number, diagnostics),
                    }
                }
                doubt = changes != Changes::Anything;
                builder.build(&changes, false);
            }
            Ok(News::Checked(number, diagnostics)) => builder.checked(number, diagnostics),
            Err(RecvTimeoutError::Timeout) if doubt => {
                doubt = false;
                builder.build(&Changes::Anything, true);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    Err(Stop::from(Fault::elsewhere("watch the site's folder", "the watcher has stopped")))
}

struct Builder<'a> {
    verb: &'a Serve,
    url: String,
    color: bool,
    state: Arc<State>,
    sender: Sender<News>,
    reader: Reader,
    kept: Kept,
    cards: Arc<Mutex<Made>>,
    number: u64,
    /// The site as its files are.
    newest: Option<Site>,
    /// The one that is shown, and that may still be found to be wrong.
    shown: Option<Site>,
    /// The last one that is known to be well.
    good: Option<Site>,
}

/// The site at one moment.
#[derive(Clone)]
struct Site {
    number: u64,
    tree: Arc<Tree>,
    found: Vec<Diagnostic>,
    options: load::Options,
    diagnostics: Vec<Diagnostic>,
    showing: Arc<Showing>,
}

impl Site {
    /// Whether it was made from the same, `now` aside.
    fn is_from(&self, read: &ReadSite, options: &load::Options) -> bool {
        let Self { tree, found, options: before, .. } = self;
        **tree == read.tree
            && *found == read.diagnostics
            && (before.drafts, &before.base_url) == (options.drafts, &options.base_url)
    }
}

impl Builder<'_> {
    /// Brings what is shown up to date, or shows what is in the way of that. When it is only `in_doubt` that anything has
    /// changed, the clock alone is no reason.
    fn build(&mut self, changes: &Changes, in_doubt: bool) {
        let begun = Instant::now();
        let options = match choices::options(&self.verb.reading) {
            Ok(options) => options,
            Err(stop) => return self.report_stop(&stop),
        };
        let read = match self.reader.read(changes) {
            Ok(read) => read,
            Err(faults) => return self.report_stop(&Stop::from(faults)),
        };
        // Links in feeds lead to this server unless another address was asked for.
        let here = options.base_url.or_else(|| BaseUrl::new(&self.url).ok());
        let options = load::Options { base_url: here, ..options };
        let is_now = |site: &Site| in_doubt || time::rfc3339(site.options.now) == time::rfc3339(options.now);
        let is_same = |site: &&Site| site.is_from(&read, &options) && is_now(site);
        if self.newest.as_ref().is_some_and(|site| is_same(&site)) {
            return;
        }
        if let Some(site) = self.shown.as_ref().filter(is_same).cloned() {
            // A mistake was taken back.
            self.publish(&site);
            self.newest = Some(site);
            return;
        }
        let loaded = load::load_again(&read.tree, read.diagnostics.clone(), &options, &mut self.kept);
        let tree = Arc::new(read.tree);
        self.number += 1;
        let (number, sender) = (self.number, self.sender.clone());
        let checked = move |diagnostics| {
            // There is nobody to tell only when the program ends.
            let _ = sender.send(News::Checked(number, diagnostics));
        };
        // Without a site to fall back on, it is shown when all of it is known to be well.
        let (cards, certain) = (Arc::clone(&self.cards), self.good.is_none());
        let started = showing::start(loaded, Arc::clone(&tree), options.now, cards, certain, checked);
        let Some((first, showing)) = started else {
            let why = "the program itself failed; what it said on the terminal helps those who mend it";
            return self.report_stop(&Stop::from(Fault::elsewhere("show the site", why)));
        };
        let First { diagnostics, good, unsure, incidents } = first;
        let site = Site { number, tree, found: read.diagnostics, options, diagnostics, showing };
        report::err(&report::human(&site.diagnostics, &*site.tree, self.color));
        if good {
            report::err(&format!("Ready after {} ms: {incidents} incidents.\n", begun.elapsed().as_millis()));
            self.publish(&site);
            if !unsure {
                self.good = Some(site.clone());
            }
            self.shown = Some(site.clone());
        } else {
            self.state.report(problems(&site.diagnostics, &site.tree).unwrap_or_default());
        }
        self.newest = Some(site);
    }

    /// All pages of a site were looked at.
    fn checked(&mut self, number: u64, diagnostics: Vec<Diagnostic>) {
        let mut fell_back = false;
        if let Some(shown) = self.shown.as_mut().filter(|site| site.number == number) {
            if has_error(&diagnostics) {
                self.shown.clone_from(&self.good);
                fell_back = true;
            } else {
                shown.diagnostics.clone_from(&diagnostics);
                self.good.clone_from(&self.shown);
            }
        }
        let Some(newest) = &mut self.newest else { return };
        if newest.number == number && newest.diagnostics != diagnostics {
            report::err(&report::human(&diagnostics, &*newest.tree, self.color));
            newest.diagnostics = diagnostics;
        }
        let failed = has_error(&newest.diagnostics);
        let problems = problems(&newest.diagnostics, &newest.tree);
        if let Some(shown) = self.shown.as_ref().filter(|_| fell_back || !failed) {
            self.publish(shown);
        }
        if failed {
            self.state.report(problems.unwrap_or_default());
        }
    }

    fn publish(&self, site: &Site) {
        let files: Arc<dyn Files> = Arc::clone(&site.showing) as Arc<dyn Files>;
        self.state.publish(
            files,
            RelPath::new(routes::NOT_FOUND).ok(),
            problems(&site.diagnostics, &site.tree),
        );
    }

    fn report_stop(&mut self, stop: &Stop) {
        self.newest = None;
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

fn has_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|fault| fault.severity() == Severity::Error)
}

/// What to show of `diagnostics` in a browser.
fn problems(diagnostics: &[Diagnostic], tree: &Tree) -> Option<Problems> {
    let errors = diagnostics.iter().filter(|fault| fault.severity() == Severity::Error).count();
    let warnings = diagnostics.len() - errors;
    let text = emit::emit(Format::Human, diagnostics, tree, &Options::default());
    (errors + warnings > 0).then_some(Problems { errors, warnings, text })
}
