//! Scheduled maintenance: announced work with a window, which begins and completes by the clock unless an update says
//! otherwise.

use std::fmt;

use super::incident::out_of_order;
use super::{ServiceIx, Update};
use crate::fragment::Fragment;
use crate::recur::Recurrence;
use crate::slug::Slug;
use crate::terms::terms;
use crate::time::Instant;
use crate::tree::RelPath;

terms! {
    /// Where a maintenance stands.
    MaintenanceState {
        /// It is announced.
        Scheduled "scheduled" "Scheduled",
        /// It goes on.
        InProgress "in_progress" "In progress",
        /// The work is done and is being checked.
        Verifying "verifying" "Verifying",
        /// It is over.
        Completed "completed" "Completed",
        /// It does not take place.
        Cancelled "cancelled" "Cancelled",
    }
}

impl MaintenanceState {
    /// Whether a maintenance in this state is over.
    #[must_use]
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Completed | Self::Cancelled)
    }
}

/// What a [`Maintenance`] is made of.
#[derive(Clone, Hash, Debug)]
pub struct MaintenanceParts {
    /// The file that it comes from.
    pub path: RelPath,
    /// Its name in URLs.
    pub slug: Slug,
    /// What is done, in one line.
    pub title: String,
    /// The services that are worked on, in the order of the configuration.
    pub services: Vec<ServiceIx>,
    /// When it is to begin; for the first time, when it recurs.
    pub scheduled_for: Instant,
    /// When it is to be over; for the first time, when it recurs.
    pub scheduled_until: Instant,
    /// How it recurs; its first window is the one above.
    pub repeat: Option<Recurrence>,
    /// When it was put on the site, when that is said apart from the updates.
    pub published: Option<Instant>,
    /// Old paths that lead here, from the site's root and without a leading `/`.
    pub aliases: Vec<String>,
    /// The posts, oldest first; there may be none.
    pub updates: Vec<Update<MaintenanceState>>,
    /// What is planned, at length; may be empty.
    pub body: Fragment,
}

/// Why parts do not make a maintenance.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum InvalidMaintenance {
    /// `scheduled_until` is not after `scheduled_for`.
    EndBeforeStart,
    /// The update at this position is dated before one above it.
    UpdatesOutOfOrder(usize),
}

impl fmt::Display for InvalidMaintenance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EndBeforeStart => f.write_str("the maintenance is over before it begins"),
            Self::UpdatesOutOfOrder(n) => write!(f, "update {} is dated before one above it", n + 1),
        }
    }
}

/// A maintenance whose parts agree with each other.
#[derive(Clone, Hash, Debug)]
pub struct Maintenance(MaintenanceParts);

impl Maintenance {
    /// Checks the parts against each other.
    ///
    /// # Errors
    /// Names the first rule of [`InvalidMaintenance`] that does not hold.
    pub fn new(parts: MaintenanceParts) -> Result<Self, InvalidMaintenance> {
        if parts.scheduled_until <= parts.scheduled_for {
            return Err(InvalidMaintenance::EndBeforeStart);
        }
        if let Some(n) = out_of_order(&parts.updates) {
            return Err(InvalidMaintenance::UpdatesOutOfOrder(n));
        }
        Ok(Self(parts))
    }

    /// The file that it comes from.
    #[must_use]
    pub fn path(&self) -> &RelPath {
        &self.0.path
    }

    /// Its name in URLs.
    #[must_use]
    pub fn slug(&self) -> &Slug {
        &self.0.slug
    }

    /// What is done, in one line.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.0.title
    }

    /// The services that are worked on, in the order of the configuration.
    #[must_use]
    pub fn services(&self) -> &[ServiceIx] {
        &self.0.services
    }

    /// When it is to begin; for the first time, when it recurs.
    #[must_use]
    pub fn scheduled_for(&self) -> Instant {
        self.0.scheduled_for
    }

    /// When it is to be over; for the first time, when it recurs.
    #[must_use]
    pub fn scheduled_until(&self) -> Instant {
        self.0.scheduled_until
    }

    /// How it recurs, when it does.
    #[must_use]
    pub fn repeat(&self) -> Option<&Recurrence> {
        self.0.repeat.as_ref()
    }

    /// When it was put on the site, when the file says so apart from its updates.
    #[must_use]
    pub fn published(&self) -> Option<Instant> {
        self.0.published
    }

    /// Old paths that lead here, from the site's root and without a leading `/`.
    #[must_use]
    pub fn aliases(&self) -> &[String] {
        &self.0.aliases
    }

    /// The posts, oldest first.
    #[must_use]
    pub fn updates(&self) -> &[Update<MaintenanceState>] {
        &self.0.updates
    }

    /// What is planned, at length; may be empty.
    #[must_use]
    pub fn body(&self) -> &Fragment {
        &self.0.body
    }
}
