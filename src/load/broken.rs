//! Files that cannot be shown: which they are, and whether one may be about something that goes on right now.

use std::collections::BTreeSet;

use super::Reading;
use super::addresses::{Entry, Kind};
use super::incident::Draft;
use crate::diagnostics::{Diagnostic, Severity};
use crate::model::{IncidentState, MaintenanceState, Unshown};
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

    /// An incident, by what could be read of it: closed when its newest update or its top says so, or when it has ended.
    pub(super) fn incident(draft: &Draft) -> Self {
        let closed = |state: Option<IncidentState>| state.is_some_and(IncidentState::is_closed);
        let over = draft.is_retroactive() || draft.ended.is_some();
        let open = !over && !closed(draft.newest_state()) && !closed(draft.state.map(|(state, _)| state));
        Self { open, title: draft.title.clone() }
    }

    /// A maintenance, by what could be read of it.
    pub(super) fn maintenance(
        title: Option<String>,
        newest: Option<MaintenanceState>,
        until: Option<Instant>,
        now: Instant,
    ) -> Self {
        let closed = newest.is_some_and(MaintenanceState::is_closed);
        Self { open: !closed && until.is_none_or(|until| until > now), title }
    }
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
        let read = entries.iter().position(|entry| entry.path == *path).map(|at| &readings[at]);
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
