//! What makes an entry of a feed, and in which order entries stand. Their texts are made in `content`.

use std::collections::HashMap;

use chrono::TimeDelta;

use crate::digest::{Digest, QuickTable};
use crate::model::{ServiceIx, Update};
use crate::plan::Digests;
use crate::status::{Cause, IncidentIx, MaintenanceIx, Status};
use crate::time::Instant;

/// What an entry is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum About {
    /// One update of an incident, by its position.
    IncidentUpdate(IncidentIx, usize),
    /// An incident's post-mortem.
    Postmortem(IncidentIx),
    /// A whole incident.
    Incident(IncidentIx),
    /// One update of a maintenance, by its position.
    MaintenanceUpdate(MaintenanceIx, usize),
    /// A whole maintenance.
    Maintenance(MaintenanceIx),
}

/// An entry of a feed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry {
    pub(super) about: About,
    pub(super) published: Instant,
    pub(super) updated: Instant,
}

impl Entry {
    fn once(about: About, at: Instant) -> Self {
        Self { about, published: at, updated: at }
    }

    /// A digest of all that its text is made from.
    pub(super) fn digest(&self, digests: &Digests) -> Digest {
        let about = match self.about {
            About::IncidentUpdate(ix, n) => (0, n, digests.of_cause(Cause::Incident(ix))),
            About::Postmortem(ix) => (1, 0, digests.of_cause(Cause::Incident(ix))),
            About::Incident(ix) => (2, 0, digests.of_cause(Cause::Incident(ix))),
            About::MaintenanceUpdate(ix, n) => (3, n, digests.of_cause(Cause::Maintenance(ix))),
            About::Maintenance(ix) => (4, 0, digests.of_cause(Cause::Maintenance(ix))),
        };
        Digest::of(&(about, self.published, self.updated))
    }

    /// The entry of an update that stands at `at`.
    fn post<S>(about: About, at: Instant, update: &Update<S>, now: Instant) -> Self {
        Self { about, published: at, updated: update.edited_by(now).map_or(at, |edited| edited.max(at)) }
    }

    /// Whether the entry is about `service`.
    pub(super) fn concerns(&self, status: &Status<'_>, service: ServiceIx) -> bool {
        match self.about {
            About::IncidentUpdate(ix, _) | About::Postmortem(ix) | About::Incident(ix) => {
                status.incident(ix).named().get(service).is_some()
            }
            About::MaintenanceUpdate(ix, _) | About::Maintenance(ix) => {
                status.maintenance_at(ix).maintenance().services().contains(&service)
            }
        }
    }
}

/// One entry for each update, oldest first. A retroactive incident is one entry, dated when it was published: its
/// updates were never posted one by one. So is a maintenance about which nothing was posted.
pub(super) fn updates(status: &Status<'_>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for view in status.incidents() {
        let ix = view.ix();
        if view.incident().is_retroactive() {
            let edits = view.updates().iter().filter_map(|update| update.edited_by(status.now()));
            let published = view.shown_from();
            let updated = edits.fold(published, Instant::max);
            entries.push(Entry { about: About::Incident(ix), published, updated });
        } else {
            let posted = dated(view.updates(), view.shown_from().min(view.started()));
            let entry =
                |(n, at)| Entry::post(About::IncidentUpdate(ix, n), at, &view.updates()[n], status.now());
            entries.extend(posted.map(entry));
        }
        if let (Some(_), Some(at)) = (view.postmortem(), view.incident().postmortem_published()) {
            entries.push(Entry::once(About::Postmortem(ix), at));
        }
    }
    for view in status.maintenance() {
        let ix = view.ix();
        let announced = view.shown_from().unwrap_or(view.maintenance().scheduled_for());
        if view.updates().is_empty() && announced <= status.now() {
            entries.push(Entry::once(About::Maintenance(ix), announced));
        }
        let posted = dated(view.updates(), announced.min(status.now()));
        let entry =
            |(n, at)| Entry::post(About::MaintenanceUpdate(ix, n), at, &view.updates()[n], status.now());
        entries.extend(posted.map(entry));
    }
    in_order(status, entries)
}

/// One entry for each incident and maintenance, oldest first.
pub(super) fn incidents(status: &Status<'_>) -> Vec<Entry> {
    let incidents = status.incidents().iter().map(|view| Entry {
        about: About::Incident(view.ix()),
        published: view.shown_from(),
        updated: view.changed(),
    });
    let maintenance = status.maintenance().iter().filter_map(|view| {
        let published = view.shown_from().unwrap_or(view.maintenance().scheduled_for());
        let updated = view.changed().unwrap_or(published);
        let entry = Entry { about: About::Maintenance(view.ix()), published, updated };
        (published <= status.now()).then_some(entry)
    });
    in_order(status, incidents.chain(maintenance).collect())
}

/// The positions of updates with the date that a feed gives them. One without a time stands at the last time that is
/// known before it; a feed cannot leave the date out, and the entry's text says that it was not recorded.
fn dated<S>(updates: &[Update<S>], first: Instant) -> impl Iterator<Item = (usize, Instant)> + '_ {
    let mut last = first;
    updates.iter().enumerate().map(move |(n, update)| {
        last = update.at.unwrap_or(last);
        (n, last)
    })
}

/// By date; what has one date by slug and position, so that the order never hangs on how files were found.
fn in_order(status: &Status<'_>, mut entries: Vec<Entry>) -> Vec<Entry> {
    entries.sort_by_cached_key(|entry| (entry.published, key(status, entry.about)));
    tell_apart(&mut entries);
    entries
}

/// Entries that changed in the same second get a fraction of it each, in their order: Atom readers tell what is new by
/// `updated`, and a feed whose entries share one is warned of by validators. The second itself stays as it is.
fn tell_apart(entries: &mut [Entry]) {
    let mut seen: HashMap<Instant, i64, QuickTable> = HashMap::default();
    for entry in entries {
        let before = *seen.entry(entry.updated).and_modify(|n| *n += 1).or_insert(0);
        // A thousand posts in one second are no news but a mass import; the rest of them share the last fraction.
        entry.updated += TimeDelta::milliseconds(before.min(999));
    }
}

/// Incidents before maintenance, by name, and of each in the order in which things were said.
fn key<'s>(status: &Status<'s>, about: About) -> (u8, &'s str, usize) {
    let incident = |ix| status.incident(ix).incident().slug().as_str();
    let maintenance = |ix| status.maintenance_at(ix).maintenance().slug().as_str();
    match about {
        About::Incident(ix) => (0, incident(ix), 0),
        About::IncidentUpdate(ix, n) => (0, incident(ix), n + 1),
        About::Postmortem(ix) => (0, incident(ix), usize::MAX),
        About::Maintenance(ix) => (1, maintenance(ix), 0),
        About::MaintenanceUpdate(ix, n) => (1, maintenance(ix), n + 1),
    }
}
