//! What is served: the newest good site and the newest report, and the tabs that wait for the next.

use std::collections::VecDeque;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::Files;
use super::answer;
use crate::tree::RelPath;

/// Tabs that wait at once. One more, and the one that has waited longest is sent away and comes back later.
const MOST_WAITING: usize = 32;

/// When a tab that was sent away comes back, in milliseconds.
const COME_BACK: u32 = 5000;

/// What a build had to say.
#[derive(Default, Clone, PartialEq, Eq, Debug)]
pub struct Problems {
    /// How many errors there are.
    pub errors: usize,
    /// How many warnings there are.
    pub warnings: usize,
    /// The report as plain text, unescaped and without colours.
    pub text: String,
}

/// What the server serves; shared between it and whoever builds.
pub struct State {
    /// The path that the site lives below: percent-encoded, with `/` at both ends.
    base: String,
    /// Tells this run of the server from the ones before it, whose pages may still be open.
    run: u64,
    now: Mutex<Now>,
    changed: Condvar,
}

#[derive(Default)]
struct Now {
    /// Counts everything that a tab should hear of.
    version: u64,
    site: Option<Arc<Site>>,
    problems: Option<Problems>,
    /// The tickets of the tabs that wait, the oldest first.
    waiting: VecDeque<u64>,
    last_ticket: u64,
}

/// A site that was built without errors.
pub(super) struct Site {
    pub(super) files: Arc<dyn Files>,
    pub(super) not_found: Option<RelPath>,
    version: u64,
}

/// What a tab is told.
#[derive(Debug)]
pub(super) struct News {
    /// What to send along next time.
    pub(super) version: String,
    /// The version of the site that is served; empty as long as there is none.
    pub(super) site: String,
    pub(super) problems: Option<Problems>,
    /// How long to wait before asking again, in milliseconds.
    pub(super) retry: u32,
}

impl State {
    /// Nothing to serve yet; `base` is the path of the site's `base_url` (`/`, `/status/`).
    #[must_use]
    pub fn new(base: &str) -> Self {
        let base = base.trim_matches('/');
        Self {
            base: if base.is_empty() { "/".to_owned() } else { format!("/{base}/") },
            run: RandomState::new().build_hasher().finish(),
            now: Mutex::default(),
            changed: Condvar::new(),
        }
    }

    /// The path that the site lives below, with `/` at both ends.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Serves `files` from now on and reloads open pages; `not_found` is the page for everything that is not there.
    ///
    /// When they are the very files that are served already, nothing is reloaded.
    pub fn publish(&self, files: Arc<dyn Files>, not_found: Option<RelPath>, warnings: Option<Problems>) {
        let mut now = self.lock();
        let is_same = |site: &Arc<Site>| Arc::ptr_eq(&site.files, &files) && site.not_found == not_found;
        let same = now.site.as_ref().is_some_and(is_same);
        if same && now.problems == warnings {
            return;
        }
        now.version += 1;
        // The site before goes when nobody holds the lock: taking it apart may take a while.
        let before = if same {
            None
        } else {
            let site = Site { files, not_found, version: now.version };
            now.site.replace(Arc::new(site))
        };
        now.problems = warnings;
        drop(now);
        drop(before);
        self.changed.notify_all();
    }

    /// Goes on serving the last good site and shows `problems` on it; without one, a page with them alone.
    pub fn report(&self, problems: Problems) {
        let mut now = self.lock();
        if now.problems.as_ref() == Some(&problems) {
            return;
        }
        now.version += 1;
        now.problems = Some(problems);
        drop(now);
        self.changed.notify_all();
    }

    /// The site, if there is one yet, and its version.
    pub(super) fn site(&self) -> Option<(Arc<Site>, String)> {
        let site = self.lock().site.clone()?;
        let version = self.token(site.version);
        Some((site, version))
    }

    /// What there is to tell right now.
    pub(super) fn news(&self) -> News {
        self.tell(&self.lock(), 0)
    }

    /// Waits until there is something to tell that `seen` does not cover, or until `patience` is over.
    pub(super) fn wait(&self, seen: &str, patience: Duration) -> News {
        let mut now = self.lock();
        if self.token(now.version) != seen {
            return self.tell(&now, 0);
        }
        now.last_ticket += 1;
        let ticket = now.last_ticket;
        now.waiting.push_back(ticket);
        if now.waiting.len() > MOST_WAITING {
            now.waiting.pop_front();
            self.changed.notify_all();
        }
        let nothing_new = |now: &mut Now| self.token(now.version) == seen && now.waiting.contains(&ticket);
        let waited = self.changed.wait_timeout_while(now, patience, nothing_new);
        let (mut now, _) = waited.unwrap_or_else(PoisonError::into_inner);
        let sent_away = !now.waiting.contains(&ticket);
        now.waiting.retain(|waiting| *waiting != ticket);
        self.tell(&now, if sent_away { COME_BACK } else { 0 })
    }

    fn tell(&self, now: &Now, retry: u32) -> News {
        News {
            version: self.token(now.version),
            site: now.site.as_ref().map(|site| self.token(site.version)).unwrap_or_default(),
            problems: now.problems.clone(),
            retry,
        }
    }

    fn token(&self, version: u64) -> String {
        format!("{:016x}-{version}", self.run)
    }

    fn lock(&self) -> MutexGuard<'_, Now> {
        // Every change to it is complete before the lock is let go, so a panic elsewhere has broken nothing.
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl News {
    /// The news as the script on the page reads them.
    pub(super) fn json(&self) -> String {
        let problems = self.problems.as_ref().map(|problems| {
            serde_json::json!({
                "errors": problems.errors,
                "warnings": problems.warnings,
                "title": answer::counts(problems),
                "text": problems.text,
            })
        });
        serde_json::json!({ "version": self.version, "site": self.site, "problems": problems, "retry": self.retry })
            .to_string()
    }
}
