//! Incidents: what went wrong, since when, until when, and what was said about it.

use std::fmt;

use super::Impacts;
use crate::fragment::Fragment;
use crate::slug::Slug;
use crate::terms::terms;
use crate::time::Instant;
use crate::tree::RelPath;

terms! {
    /// Where the work on an incident stands.
    IncidentState {
        /// Something is wrong; the cause is not known.
        Investigating "investigating" "Investigating",
        /// The cause is known.
        Identified "identified" "Identified",
        /// A remedy is in place and is being watched.
        Monitoring "monitoring" "Monitoring",
        /// It is over.
        Resolved "resolved" "Resolved",
        /// Nothing was wrong.
        FalseAlarm "false_alarm" "False alarm",
    }
}

impl IncidentState {
    /// Whether an incident in this state is over.
    #[must_use]
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Resolved | Self::FalseAlarm)
    }
}

/// One post about an incident or a maintenance, whose states are `S`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Update<S> {
    /// When it was posted; `None` when that was not recorded.
    pub at: Option<Instant>,
    /// When what it says was last edited.
    pub edited: Option<Instant>,
    /// The state from then on.
    pub state: S,
    /// The impacts that change with it; services that are not named keep theirs.
    pub impacts: Impacts,
    /// What it says.
    pub body: Fragment,
}

impl<S> Update<S> {
    /// When it was last edited, as far as that has happened at `now`.
    #[must_use]
    pub fn edited_by(&self, now: Instant) -> Option<Instant> {
        self.edited.filter(|at| *at <= now)
    }
}

/// What an [`Incident`] is made of.
#[derive(Clone, Hash, Debug)]
pub struct IncidentParts {
    /// The file that it comes from.
    pub path: RelPath,
    /// Its name in URLs.
    pub slug: Slug,
    /// What customers saw, in one line.
    pub title: String,
    /// The impacts from `started` on.
    pub impacts: Impacts,
    /// Whether it was added when it was over.
    pub retroactive: bool,
    /// When customers were first affected.
    pub started: Instant,
    /// When they no longer were, when that is said apart from the updates.
    pub ended: Option<Instant>,
    /// When it was put on the site, when that is said apart from the updates.
    pub published: Option<Instant>,
    /// When the next post is promised.
    pub next_update: Option<Instant>,
    /// Old paths that lead here, from the site's root and without a leading `/`.
    pub aliases: Vec<String>,
    /// The posts, oldest first.
    pub updates: Vec<Update<IncidentState>>,
    /// The post-mortem; empty when there is none.
    pub postmortem: Fragment,
    /// When the post-mortem was published, when that is said.
    pub postmortem_published: Option<Instant>,
}

/// Why parts do not make an incident.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum InvalidIncident {
    /// `ended` is before `started`.
    EndBeforeStart,
    /// The update at this position is dated before one above it.
    UpdatesOutOfOrder(usize),
    /// A retroactive incident without `published`.
    RetroactiveUnpublished,
    /// There is no update at all.
    NoUpdates,
}

impl fmt::Display for InvalidIncident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EndBeforeStart => f.write_str("the incident ends before it starts"),
            Self::UpdatesOutOfOrder(n) => write!(f, "update {} is dated before one above it", n + 1),
            Self::RetroactiveUnpublished => f.write_str("a retroactive incident needs `published`"),
            Self::NoUpdates => f.write_str("the incident has no update"),
        }
    }
}

/// An incident whose parts agree with each other.
#[derive(Clone, Hash, Debug)]
pub struct Incident(IncidentParts);

impl Incident {
    /// Checks the parts against each other.
    ///
    /// # Errors
    /// Names the first rule of [`InvalidIncident`] that does not hold.
    pub fn new(parts: IncidentParts) -> Result<Self, InvalidIncident> {
        if parts.ended.is_some_and(|ended| ended < parts.started) {
            return Err(InvalidIncident::EndBeforeStart);
        }
        if parts.retroactive && parts.published.is_none() {
            return Err(InvalidIncident::RetroactiveUnpublished);
        }
        if parts.updates.is_empty() {
            return Err(InvalidIncident::NoUpdates);
        }
        if let Some(n) = out_of_order(&parts.updates) {
            return Err(InvalidIncident::UpdatesOutOfOrder(n));
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

    /// What customers saw, in one line.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.0.title
    }

    /// The impacts from [`started`](Self::started) on.
    #[must_use]
    pub fn impacts(&self) -> &Impacts {
        &self.0.impacts
    }

    /// Whether it was added when it was over.
    #[must_use]
    pub fn is_retroactive(&self) -> bool {
        self.0.retroactive
    }

    /// When customers were first affected.
    #[must_use]
    pub fn started(&self) -> Instant {
        self.0.started
    }

    /// When they no longer were, when the file says so apart from its updates.
    #[must_use]
    pub fn ended(&self) -> Option<Instant> {
        self.0.ended
    }

    /// When it was put on the site, when the file says so apart from its updates.
    #[must_use]
    pub fn published(&self) -> Option<Instant> {
        self.0.published
    }

    /// When the next post is promised.
    #[must_use]
    pub fn next_update(&self) -> Option<Instant> {
        self.0.next_update
    }

    /// Old paths that lead here, from the site's root and without a leading `/`.
    #[must_use]
    pub fn aliases(&self) -> &[String] {
        &self.0.aliases
    }

    /// The posts, oldest first; there is at least one.
    #[must_use]
    pub fn updates(&self) -> &[Update<IncidentState>] {
        &self.0.updates
    }

    /// The post-mortem; empty when there is none.
    #[must_use]
    pub fn postmortem(&self) -> &Fragment {
        &self.0.postmortem
    }

    /// When the post-mortem was published, when the file says so.
    #[must_use]
    pub fn postmortem_published(&self) -> Option<Instant> {
        self.0.postmortem_published
    }
}

/// The position of the first update that is dated before one above it; updates without a time are passed over.
pub(super) fn out_of_order<S>(updates: &[Update<S>]) -> Option<usize> {
    let mut latest = None;
    for (n, update) in updates.iter().enumerate() {
        if let Some(at) = update.at {
            if latest.is_some_and(|latest| at < latest) {
                return Some(n);
            }
            latest = Some(at);
        }
    }
    None
}
