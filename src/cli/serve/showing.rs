//! The site as it was at one moment, on a thread of its own that owns all of it: what was loaded, derived and planned.
//!
//! A file is made when a browser asks for it. The thread ends when nobody can ask any more.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::{has_error, problems};
use crate::build::{self, Shown};
use crate::diagnostics::Diagnostic;
use crate::io::http::{Files, Problems};
use crate::load::Loaded;
use crate::time::Instant;
use crate::tree::{RelPath, Tree};

/// How many bytes of files that were made are kept: what a page and its neighbours ask for again.
const MOST_BYTES: usize = 32 << 20;

/// How long the check of pages that nobody asked for waits, so that it does not hold up the page that somebody did.
const HEAD_START: Duration = Duration::from_millis(250);

/// How many pages are checked at once, and between two looks at whether that is still worth while: one, so that a core is
/// left for pages that somebody asks for.
const STEP: usize = 1;

/// Where share cards stand. They are costly to draw, and one of a name never changes: they outlast a change to the site.
const CARDS: &str = "assets/cards";

/// What is known of the site as soon as it can be shown.
pub(super) struct First {
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Whether there is a site, and no error is known.
    pub(super) good: bool,
    /// Whether a check is under way that may find errors in files that nobody has asked for yet.
    pub(super) unsure: bool,
    pub(super) incidents: usize,
}

/// Files that were made.
#[derive(Default)]
pub(super) struct Made {
    files: Tree,
    bytes: usize,
}

/// What to ask of the thread, and where the answer goes.
enum Ask {
    Has(RelPath, SyncSender<bool>),
    Get(RelPath, SyncSender<Option<Result<Vec<u8>, Box<Diagnostic>>>>),
}

/// The site at one moment.
pub(super) struct Showing {
    tree: Arc<Tree>,
    asks: Sender<Ask>,
    made: Mutex<Made>,
    cards: Arc<Mutex<Made>>,
}

/// Shows what was `loaded` from `tree` as it is at `now`, at once. Later, when all pages were looked at, if that is worth
/// while, `checked` is called. When it is not to be shown before it is `certain`, that comes first.
pub(super) fn start(
    loaded: Loaded,
    tree: Arc<Tree>,
    now: Instant,
    cards: Arc<Mutex<Made>>,
    certain: bool,
    checked: impl FnOnce(Vec<Diagnostic>) + Send + 'static,
) -> Option<(First, Arc<Showing>)> {
    let (asks, asked) = mpsc::channel();
    let (to_first, first) = mpsc::sync_channel(1);
    let site = Arc::clone(&tree);
    thread::spawn(move || {
        build::show(loaded, &site, now, |shown| {
            let unsure = shown.wants_check();
            let all = (certain && unsure).then(|| shown.check(usize::MAX, &|| true)).flatten();
            let unsure = unsure && all.is_none();
            let diagnostics = all.unwrap_or_else(|| shown.diagnostics().to_vec());
            let good = shown.is_good() && !has_error(&diagnostics);
            // Whoever does not wait for it does not ask either.
            let _ = to_first.send(First { diagnostics, good, unsure, incidents: shown.incidents() });
            answer(shown, &asked, unsure.then_some(checked));
        });
    });
    let first = first.recv().ok()?;
    Some((first, Arc::new(Showing { tree, asks, made: Mutex::default(), cards })))
}

/// Answers as long as anybody can ask, several at once.
fn answer(shown: &Shown<'_>, asked: &Receiver<Ask>, checked: Option<impl FnOnce(Vec<Diagnostic>) + Send>) {
    let gone = AtomicBool::new(false);
    let gone = &gone;
    thread::scope(|scope| {
        if let Some(checked) = checked {
            scope.spawn(move || {
                thread::sleep(HEAD_START);
                if let Some(diagnostics) = shown.check(STEP, &|| !gone.load(Ordering::Relaxed)) {
                    checked(diagnostics);
                }
            });
        }
        while let Ok(ask) = asked.recv() {
            scope.spawn(move || {
                // Who has gone away meanwhile needs no answer.
                let _ = match ask {
                    Ask::Has(path, reply) => reply.send(shown.has(&path)).is_ok(),
                    Ask::Get(path, reply) => reply.send(shown.file(&path)).is_ok(),
                };
            });
        }
        gone.store(true, Ordering::Relaxed);
    });
}

impl Showing {
    /// The answer of the thread; `None` when it has ended before its time.
    fn ask<T>(&self, ask: impl FnOnce(SyncSender<T>) -> Ask) -> Option<T> {
        let (reply, answer) = mpsc::sync_channel(1);
        self.asks.send(ask(reply)).ok()?;
        answer.recv().ok()
    }
}

impl Files for Showing {
    fn has(&self, path: &RelPath) -> bool {
        self.ask(|reply| Ask::Has(path.clone(), reply)).unwrap_or(false)
    }

    fn get(&self, path: &RelPath) -> Result<Option<Arc<[u8]>>, Problems> {
        let is_card = path.below(CARDS).is_some();
        let kept = if is_card { &self.cards } else { &self.made };
        let known = locked(kept).files.get(path).cloned();
        // A card of before may be on no page any more.
        if let Some(bytes) = known.filter(|_| !is_card || self.has(path)) {
            return Ok(Some(bytes));
        }
        let stopped = || Problems {
            errors: 1,
            warnings: 0,
            text: "the thread that makes this file has stopped; this is a fault of Candor".to_owned(),
        };
        match self.ask(|reply| Ask::Get(path.clone(), reply)).ok_or_else(stopped)? {
            None => Ok(None),
            Some(Ok(bytes)) => {
                let bytes: Arc<[u8]> = bytes.into();
                locked(kept).keep(path, &bytes);
                Ok(Some(bytes))
            }
            Some(Err(fault)) => Err(problems(&[*fault], &self.tree).unwrap_or_default()),
        }
    }
}

impl Made {
    fn keep(&mut self, path: &RelPath, bytes: &Arc<[u8]>) {
        if self.bytes + bytes.len() > MOST_BYTES {
            *self = Self::default();
        }
        if bytes.len() <= MOST_BYTES {
            self.bytes += bytes.len();
            self.files.insert(path.clone(), Arc::clone(bytes));
        }
    }
}

fn locked(made: &Mutex<Made>) -> MutexGuard<'_, Made> {
    made.lock().unwrap_or_else(PoisonError::into_inner)
}
