//! Stretches of time with an impact, and their union in which the worst impact wins each second.

use crate::model::{Impact, Term};
use crate::time::Instant;

/// A stretch of time, `[start, end)` in whole seconds and never empty, in which a service had one impact.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Interval {
    start: Instant,
    end: Instant,
    impact: Impact,
}

impl Interval {
    /// The interval, unless it would be empty or is of no impact.
    pub(super) fn new(start: Instant, end: Instant, impact: Impact) -> Option<Self> {
        (start < end && impact != Impact::Operational).then_some(Self { start, end, impact })
    }

    /// The first second of it.
    #[must_use]
    pub fn start(&self) -> Instant {
        self.start
    }

    /// The first second after it.
    #[must_use]
    pub fn end(&self) -> Instant {
        self.end
    }

    /// What customers got; never operational.
    #[must_use]
    pub fn impact(&self) -> Impact {
        self.impact
    }

    /// How long it is.
    #[must_use]
    pub fn seconds(&self) -> u64 {
        seconds_between(self.start, self.end)
    }

    /// How many seconds of it lie in `[from, to)`.
    pub(super) fn seconds_within(&self, from: Instant, to: Instant) -> u64 {
        seconds_between(self.start.max(from), self.end.min(to))
    }

    /// Takes `next` in when it goes on where this one ends, with the same impact; says whether it did.
    pub(super) fn extend(&mut self, next: &Self) -> bool {
        let goes_on = self.end == next.start && self.impact == next.impact;
        if goes_on {
            self.end = next.end;
        }
        goes_on
    }
}

/// Whole seconds from `start` to `end`; none when `end` is before `start`.
pub(super) fn seconds_between(start: Instant, end: Instant) -> u64 {
    u64::try_from(end.timestamp() - start.timestamp()).unwrap_or(0)
}

/// The union of intervals that may overlap: sorted, disjoint, the worst impact winning each second, and as few as that
/// takes.
pub(super) fn worst_wins(intervals: impl Iterator<Item = Interval>) -> Vec<Interval> {
    let mut edges = Vec::with_capacity(intervals.size_hint().0 * 2);
    for interval in intervals {
        edges.push((interval.start, Edge::Begins(interval.impact)));
        edges.push((interval.end, Edge::Ends(interval.impact)));
    }
    edges.sort_unstable_by_key(|(at, _)| *at);
    let mut active = Active::default();
    let mut union: Vec<Interval> = Vec::new();
    let mut since = None;
    for (at, edge) in edges {
        if let Some(next) = since.and_then(|since| Interval::new(since, at, active.worst()))
            && !union.last_mut().is_some_and(|last| last.extend(&next))
        {
            union.push(next);
        }
        active.pass(edge);
        since = Some(at);
    }
    union
}

#[derive(Clone, Copy)]
enum Edge {
    Begins(Impact),
    Ends(Impact),
}

/// How many intervals of each impact are active. Intervals are never empty, so that each begins before it ends.
#[derive(Default)]
struct Active([usize; 5]);

impl Active {
    fn pass(&mut self, edge: Edge) {
        match edge {
            Edge::Begins(impact) => self.0[impact as usize] += 1,
            Edge::Ends(impact) => self.0[impact as usize] -= 1,
        }
    }

    fn worst(&self) -> Impact {
        let active = Impact::ALL.iter().copied().filter(|impact| self.0[*impact as usize] > 0);
        active.max().unwrap_or(Impact::Operational)
    }
}
