//! Digests of what documents are made from, so that those that would come out the same need not be made again.
//!
//! A document's digest says all that its bytes hang on: of these, and of whatever else is its own.

use rayon::prelude::*;

use crate::digest::Digest;
use crate::status::{Cause, Status};
use crate::time::Instant;

/// What most documents hang on; only reckoned when somebody asks.
pub struct Digests {
    now: Instant,
    config: Digest,
    incidents: Vec<Digest>,
    maintenance: Vec<Digest>,
}

impl Digests {
    pub(super) fn of(status: &Status<'_>) -> Self {
        Self {
            now: status.now(),
            config: Digest::of(&format!("{:?}", status.site().config)),
            incidents: status.incidents().par_iter().map(Digest::of).collect(),
            maintenance: status.maintenance().par_iter().map(Digest::of).collect(),
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
