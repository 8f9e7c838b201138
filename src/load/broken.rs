//! Files that cannot be shown: which they are, and whether one may be about something that goes on right now.

use std::collections::BTreeSet;

use super::Reading;
use super::addresses::{Entry, Kind};
use super::incident::Draft;
use super::posts::Post;
use crate::diagnostics::{Diagnostic, Severity};
use crate::model::{MaintenanceState, Unshown};
use crate::time::Instant;
use crate::tree::RelPath;

/// Whether a file may be about something that goes on, and what it calls itself. In doubt it may.
#[derive(Clone, Default, Debug)]
pub(super) struct MaybeOpen {
    open: bool,
    title: Option<String>,
}

impl MaybeOpen {
    /// A file of which nothing could be read.
    pub(super) fn unreadable(kind: &Kind) -> Self {
        Self { open: !matches!(kind, Kind::Page(_)), title: None }
    }

    /// An incident, by what could be read of it: over when it is reported afterwards or has ended by `now`, and closed
    /// when its newest update and its top say so. `hidden`: there are updates that could not be read.
    pub(super) fn incident(draft: &Draft, hidden: bool, now: Instant) -> Self {
        let over = draft.is_retroactive() || draft.ended.value().is_some_and(|ended| ended <= now);
        let newest = newest(&draft.posts, hidden, now);
        let says = [draft.state.value(), newest];
        let closed = says.iter().flatten().all(|state| state.is_closed()) && says.iter().any(Option::is_some);
        let unsure = hidden && draft.state.value().is_none();
        Self { open: !over && (!closed || unsure), title: draft.title.clone() }
    }

    /// A maintenance, by what could be read of it.
    pub(super) fn maintenance(
        title: Option<String>,
        posts: &[Post<MaintenanceState>],
        hidden: bool,
        until: Option<Instant>,
        now: Instant,
    ) -> Self {
        let closed = newest(posts, hidden, now).is_some_and(MaintenanceState::is_closed);
        Self { open: !closed && until.is_none_or(|until| until > now), title }
    }
}

/// The state of the newest update that is shown at `now`; `None` when that one may be `hidden`.
fn newest<S: Copy>(posts: &[Post<S>], hidden: bool, now: Instant) -> Option<S> {
    let shown = |post: &&Post<S>| post.at.value().is_none_or(|at| at <= now);
    posts.iter().rev().find(shown).filter(|_| !hidden).and_then(|post| post.state.value())
}

/// The content files that have errors.
pub(super) fn paths(faults: &[Diagnostic]) -> BTreeSet<RelPath> {
    let errors = faults.iter().filter(|fault| fault.severity() == Severity::Error);
    errors.map(Diagnostic::path).filter(|path| path.below("content").is_some()).cloned().collect()
}

/// The broken files that the home page must speak of.
pub(super) fn unshown(entries: &[Entry], readings: &[Reading], broken: &BTreeSet<RelPath>) -> Vec<Unshown> {
    let mut unshown = Vec::new();
    for path in broken {
        // Entries stand in the order of their paths, as the tree gave them.
        let read = entries.binary_search_by(|entry| entry.path.cmp(path)).ok().map(|at| &readings[at]);
        let (open, title) = match read {
            Some(reading) => (reading.open.open && !reading.draft, reading.open.title.clone()),
            // It has no address, or could not even be taken in.
            None => (is_posted(path), None),
        };
        if open {
            unshown.push(Unshown { path: path.clone(), title });
        }
    }
    unshown
}

fn is_posted(path: &RelPath) -> bool {
    let folders = ["content/incidents", "content/maintenance"];
    path.extension() == "md" && folders.into_iter().any(|folder| path.below(folder).is_some())
}
