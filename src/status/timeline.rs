//! A service's past: when it had which impact, and by what.

use std::collections::HashSet;

use super::intervals::{Interval, worst_wins};
use super::uptime::ImpactSeconds;
use super::{IncidentIx, MaintenanceIx};
use crate::digest::QuickTable;
use crate::model::Impact;
use crate::time::Instant;

/// What a service was hit by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Cause {
    /// An incident.
    Incident(IncidentIx),
    /// A maintenance.
    Maintenance(MaintenanceIx),
}

/// A service's past up to `now`.
#[derive(Clone, Debug)]
pub struct Timeline {
    intervals: Vec<Interval>,
    causes: Causes,
}

impl Timeline {
    /// Unites what each cause did to the service.
    pub(super) fn new(mut hits: Vec<(Interval, Cause)>) -> Self {
        hits.sort_by_key(|(interval, _)| interval.start());
        Self { intervals: worst_wins(hits.iter().map(|(interval, _)| *interval)), causes: Causes::new(hits) }
    }

    /// When the service did not simply work: sorted and disjoint, the worst impact winning each second; two that touch
    /// differ in their impact.
    #[must_use]
    pub fn intervals(&self) -> &[Interval] {
        &self.intervals
    }

    /// The intervals that have a second in `[from, to)`, not cut to it.
    #[must_use]
    pub fn within(&self, from: Instant, to: Instant) -> &[Interval] {
        let first = self.intervals.partition_point(|interval| interval.end() <= from);
        let rest = &self.intervals[first..];
        &rest[..rest.partition_point(|interval| interval.start() < to)]
    }

    /// Everything that hit the service in `[from, to)`, whether or not something worse went on at the same time; each
    /// once, in the order in which they began to.
    #[must_use]
    pub fn causes(&self, from: Instant, to: Instant) -> Vec<Cause> {
        self.causes.within(from, to)
    }

    /// How long the service had which impact in `[from, to)`.
    pub(super) fn seconds(&self, from: Instant, to: Instant) -> ImpactSeconds {
        let mut seconds = ImpactSeconds::operational(from, to);
        for interval in self.within(from, to) {
            seconds.take(interval.impact(), interval.seconds_within(from, to));
        }
        seconds
    }

    /// The worst impact in `[from, to)`.
    #[must_use]
    pub fn worst(&self, from: Instant, to: Instant) -> Impact {
        self.within(from, to).iter().map(Interval::impact).fold(Impact::Operational, Impact::max)
    }
}

/// What hit a service when, to be asked for a stretch of time.
///
/// The hits are sorted by their start; over them stands a binary tree of the latest end of each half, so that a
/// question costs little more than its answer, however long something old has lasted. To keep the causes with each
/// interval would take room for every pair of the two.
#[derive(Clone, Debug)]
struct Causes {
    hits: Vec<(Interval, Cause)>,
    /// The node `n` has the children `2n` and `2n + 1`; the root is 1; the leaves are the last half.
    latest_end: Vec<Option<Instant>>,
}

impl Causes {
    fn new(hits: Vec<(Interval, Cause)>) -> Self {
        let leaves = hits.len().next_power_of_two();
        let mut latest_end = vec![None; 2 * leaves];
        for (leaf, (interval, _)) in latest_end[leaves..].iter_mut().zip(&hits) {
            *leaf = Some(interval.end());
        }
        for node in (1..leaves).rev() {
            latest_end[node] = latest_end[2 * node].max(latest_end[2 * node + 1]);
        }
        Self { hits, latest_end }
    }

    fn within(&self, from: Instant, to: Instant) -> Vec<Cause> {
        if from >= to {
            return Vec::new();
        }
        let leaves = self.latest_end.len() / 2;
        let begun = self.hits.partition_point(|(interval, _)| interval.start() < to);
        let mut found = Vec::new();
        let mut seen: HashSet<Cause, QuickTable> = HashSet::default();
        let mut ahead = vec![(1, 0, leaves)];
        while let Some((node, first, width)) = ahead.pop() {
            if first >= begun || self.latest_end[node].is_none_or(|end| end <= from) {
                continue;
            }
            if node < leaves {
                let half = width / 2;
                ahead.push((2 * node + 1, first + half, half));
                ahead.push((2 * node, first, half));
            } else if seen.insert(self.hits[first].1) {
                found.push(self.hits[first].1);
            }
        }
        found
    }
}
