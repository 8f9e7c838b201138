//! Changes that were seen and not told yet, and how long to wait for more of them.
#![expect(clippy::disallowed_methods, reason = "waiting for quiet is reading the clock")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Event, EventKind};

use super::{Changes, is_ours};
use crate::io::names;

/// How long the disk must be quiet when a save may not be over: an editor's save is several steps, a checkout many files.
const QUIET: Duration = Duration::from_millis(50);

/// The same when every file that was touched is known to be whole: time for the next file of a few that are saved at once.
const SETTLED: Duration = Duration::from_millis(4);

/// However long the changes go on, what there is of them is told after this time.
const LONGEST: Duration = Duration::from_secs(1);

pub(super) struct Pending {
    root: PathBuf,
    paths: BTreeSet<PathBuf>,
    /// Those of them that may be in the middle of a save.
    unsettled: BTreeSet<PathBuf>,
    anything: bool,
    top: bool,
    /// When the first change came, and the last.
    since: Option<(Instant, Instant)>,
}

/// Whether an event says no more than that something was read; answering it with a build, which reads, would never end.
pub(super) fn is_reading(event: &Event) -> bool {
    matches!(event.kind, EventKind::Access(_)) && !is_close(event.kind) && !event.need_rescan()
}

fn is_close(kind: EventKind) -> bool {
    matches!(kind, EventKind::Access(AccessKind::Close(AccessMode::Write)))
}

impl Pending {
    pub(super) fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            paths: BTreeSet::new(),
            unsettled: BTreeSet::new(),
            anything: false,
            top: false,
            since: None,
        }
    }

    /// How long to wait for another event; for ever, when there is nothing to tell.
    pub(super) fn patience(&self) -> Option<Duration> {
        let (first, last) = self.since?;
        let quiet = if self.unsettled.is_empty() && !self.anything && !self.top { SETTLED } else { QUIET };
        Some((last + quiet).min(first + LONGEST).saturating_duration_since(Instant::now()))
    }

    pub(super) fn take_in(&mut self, event: notify::Result<Event>) {
        let Ok(event) = event else {
            self.anything = true;
            return self.note();
        };
        if event.need_rescan() {
            (self.anything, self.top) = (true, true);
            return self.note();
        }
        let config = self.root.join(names::PARTS[0]);
        let is_top =
            |path: &PathBuf| *path == self.root || (path.parent() == Some(&self.root) && *path != config);
        if !is_close(event.kind) && event.paths.iter().any(is_top) {
            self.top = true;
            self.note();
        }
        // A file that was moved to its place was written before; what was moved away may be about to be written anew.
        let last = event.paths.len().saturating_sub(1);
        let whole =
            matches!(event.kind, EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both)));
        for (n, path) in event.paths.into_iter().enumerate() {
            if !is_ours(&path, &self.root) {
                continue;
            }
            if is_close(event.kind) {
                // Of what was written before, and of nothing else: opening a file changes nothing.
                self.unsettled.remove(&path);
                continue;
            }
            if whole && n == last {
                self.unsettled.remove(&path);
            } else {
                self.unsettled.insert(path.clone());
            }
            self.paths.insert(path);
            self.note();
        }
    }

    fn note(&mut self) {
        let now = Instant::now();
        self.since = Some((self.since.map_or(now, |(first, _)| first), now));
    }

    /// Whether anything at the top of the folder was touched.
    pub(super) fn touched_top(&self) -> bool {
        self.top
    }

    /// What there is to tell; begins anew.
    pub(super) fn take(&mut self) -> Option<Changes> {
        let Self { root, paths, anything, .. } = std::mem::replace(self, Self::new(Path::new("")));
        self.root = root;
        if anything {
            return Some(Changes::Anything);
        }
        (!paths.is_empty()).then_some(Changes::Paths(paths))
    }
}
