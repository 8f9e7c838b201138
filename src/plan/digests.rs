//! Digests of what documents are made from, so that those that would come out the same need not be made again.
//!
//! A document's digest says all that its bytes hang on: of these, and of whatever else is its own.

use rayon::prelude::*;

use crate::digest::Digest;
use crate::model::Update;
use crate::status::{Cause, IncidentView, MaintenanceView, Status};
use crate::time::Instant;

/// Which edits are known by now: an update says when it was last edited only from then on.
fn edits<S>(updates: &[Update<S>], now: Instant) -> Vec<Option<Instant>> {
    updates.iter().map(|update| update.edited_by(now)).collect()
}

/// Of all that is shown of an incident at `now`.
pub(super) fn of_incident(view: &IncidentView<'_>, now: Instant) -> Digest {
    Digest::of(&(view, edits(view.updates(), now)))
}

/// Of all that is shown of a maintenance at `now`.
pub(super) fn of_maintenance(view: &MaintenanceView<'_>, now: Instant) -> Digest {
    Digest::of(&(view, edits(view.updates(), now)))
}

/// What most documents hang on; only reckoned when somebody asks.
pub struct Digests {
    now: Instant,
    config: Digest,
    incidents: Vec<Digest>,
    maintenance: Vec<Digest>,
}

impl Digests {
    pub(super) fn of(status: &Status<'_>) -> Self {
        let now = status.now();
        let (incidents, maintenance) = (status.incidents().par_iter(), status.maintenance().par_iter());
        Self {
            now,
            config: Digest::of(&format!("{:?}", status.site().config)),
            incidents: incidents.map(|view| of_incident(view, now)).collect(),
            maintenance: maintenance.map(|view| of_maintenance(view, now)).collect(),
        }
    }

    /// Of the configuration.
    #[must_use]
    pub fn config(&self) -> Digest {
        self.config
    }

    /// Of all that is shown of an incident or a maintenance. Positions among the others are no part of it: they shift
    /// with every newer one.
    #[must_use]
    pub fn of_cause(&self, cause: Cause) -> Digest {
        match cause {
            Cause::Incident(ix) => self.incidents[ix.0],
            Cause::Maintenance(ix) => self.maintenance[ix.0],
        }
    }

    /// As [`of_cause`](Self::of_cause), for what says of a maintenance how it stands now.
    #[must_use]
    pub fn of_cause_now(&self, cause: Cause) -> Digest {
        match cause {
            Cause::Incident(_) => self.of_cause(cause),
            Cause::Maintenance(_) => Digest::of(&(self.of_cause(cause), self.now)),
        }
    }
}
