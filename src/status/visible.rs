//! What of a site can be seen at `now`. It says nothing about what that means for a service.

use chrono::DateTime;

use crate::model::{Incident, Maintenance, Update};
use crate::time::Instant;

/// `instant` down to its second.
pub(super) fn whole(instant: Instant) -> Instant {
    DateTime::from_timestamp(instant.timestamp(), 0).unwrap_or(instant)
}

/// From when on `incident` is on the site.
pub(super) fn incident_from(incident: &Incident) -> Instant {
    let posted = incident.published().or_else(|| first_dated(incident.updates()));
    whole(posted.unwrap_or(incident.started()))
}

/// From when on `maintenance` is on the site; `None`: always.
pub(super) fn maintenance_from(maintenance: &Maintenance) -> Option<Instant> {
    maintenance.published().or_else(|| first_dated(maintenance.updates())).map(whole)
}

/// The updates that stand before the first one dated after `now`.
pub(super) fn posted<S>(updates: &[Update<S>], now: Instant) -> &[Update<S>] {
    let to_come = updates.iter().position(|update| update.at.is_some_and(|at| whole(at) > now));
    &updates[..to_come.unwrap_or(updates.len())]
}

/// When `updates`, which are shown, were posted and edited.
pub(super) fn changes<S>(updates: &[Update<S>], now: Instant) -> impl Iterator<Item = Instant> {
    updates.iter().flat_map(move |update| [update.at, update.edited_by(now)]).flatten()
}

fn first_dated<S>(updates: &[Update<S>]) -> Option<Instant> {
    updates.iter().find_map(|update| update.at)
}
