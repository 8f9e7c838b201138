//! A maintenance as it stands at `now`: what the clock says of it, and what its updates say against the clock.

use std::hash::{Hash, Hasher};

use super::intervals::Interval;
use super::occurrences;
use super::visible::{self, whole};
use crate::model::{Impact, Maintenance, MaintenanceState, Update};
use crate::recur::Window;
use crate::time::Instant;

/// Which maintenance: its position in [`Status::maintenance`](super::Status::maintenance).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct MaintenanceIx(pub usize);

/// A maintenance as it is shown at `now`.
#[derive(Clone, Debug)]
pub struct MaintenanceView<'s> {
    pub(super) ix: MaintenanceIx,
    maintenance: &'s Maintenance,
    updates: &'s [Update<MaintenanceState>],
    shown_from: Option<Instant>,
    occurrences: Vec<Occurrence<'s>>,
    focus: usize,
    now: Instant,
    intervals: Vec<Interval>,
}

/// One time that a maintenance takes place. One that does not recur has one.
#[derive(Clone, Debug)]
pub struct Occurrence<'s> {
    window: Window,
    updates: &'s [Update<MaintenanceState>],
    state: MaintenanceState,
    intervals: Vec<Interval>,
}

/// All that is shown of it, its position among the others left out.
impl Hash for MaintenanceView<'_> {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        let Self { ix: _, maintenance, updates, shown_from, occurrences, focus, now: _, intervals } = self;
        (maintenance, updates.len(), shown_from, focus, intervals).hash(hasher);
        for occurrence in occurrences {
            (occurrence.window, occurrence.updates.len(), occurrence.state, &occurrence.intervals)
                .hash(hasher);
        }
    }
}

impl<'s> Occurrence<'s> {
    /// The window at `now`; `next` is when the one after it begins, with which it is over in any case.
    pub(super) fn at(
        window: Window,
        updates: &'s [Update<MaintenanceState>],
        now: Instant,
        next: Option<Instant>,
    ) -> Self {
        let window = Window { from: whole(window.from), until: whole(window.until), ..window };
        let overtaken = next.map(whole).filter(|next| *next <= now);
        let now = overtaken.unwrap_or(now);
        let state = state(window, updates, now);
        let state = match state {
            MaintenanceState::Scheduled if overtaken.is_some() => MaintenanceState::Cancelled,
            open if overtaken.is_some() && !open.is_closed() => MaintenanceState::Completed,
            said => said,
        };
        Self { window, updates, state, intervals: Work::of(window, updates, now) }
    }

    /// When it is to begin.
    #[must_use]
    pub fn scheduled_for(&self) -> Instant {
        self.window.from
    }

    /// When it is to be over.
    #[must_use]
    pub fn scheduled_until(&self) -> Instant {
        self.window.until
    }

    /// When it is to begin on the wall clock, by the rule by which it recurs.
    #[must_use]
    pub fn wall(&self) -> chrono::NaiveDateTime {
        self.window.wall
    }

    /// The updates about it that are shown, oldest first.
    #[must_use]
    pub fn updates(&self) -> &'s [Update<MaintenanceState>] {
        self.updates
    }

    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> MaintenanceState {
        self.state
    }

    /// Whether work goes on at `now`.
    #[must_use]
    pub fn is_in_progress(&self) -> bool {
        matches!(self.state, MaintenanceState::InProgress | MaintenanceState::Verifying)
    }

    /// When work went on, up to `now`.
    #[must_use]
    pub fn intervals(&self) -> &[Interval] {
        &self.intervals
    }
}

impl<'s> MaintenanceView<'s> {
    /// `maintenance` at `now` (a whole second), when it is shown then.
    pub(super) fn at(maintenance: &'s Maintenance, now: Instant) -> Option<Self> {
        let shown_from = visible::maintenance_from(maintenance);
        if shown_from.is_some_and(|from| from > now) {
            return None;
        }
        let updates = visible::posted(maintenance.updates(), now);
        let occurrences = occurrences::of(maintenance, updates, now);
        let intervals = occurrences.iter().flat_map(|one| one.intervals.iter().copied()).collect();
        let focus = occurrences
            .iter()
            .position(Occurrence::is_in_progress)
            .or_else(|| occurrences.iter().position(|one| !one.state.is_closed()))
            .unwrap_or(occurrences.len() - 1);
        Some(Self {
            ix: MaintenanceIx(0),
            maintenance,
            updates,
            shown_from,
            occurrences,
            focus,
            now,
            intervals,
        })
    }

    /// Its position in [`Status::maintenance`](super::Status::maintenance).
    #[must_use]
    pub fn ix(&self) -> MaintenanceIx {
        self.ix
    }

    /// The maintenance itself, with the window that was planned first, and with updates that may not be shown yet.
    #[must_use]
    pub fn maintenance(&self) -> &'s Maintenance {
        self.maintenance
    }

    /// Each time that it takes place, oldest first: those that have begun, and the next ones. There is at least one,
    /// and just one when it does not recur.
    #[must_use]
    pub fn occurrences(&self) -> &[Occurrence<'s>] {
        &self.occurrences
    }

    /// Those of them that lists by date have, with their positions: the ones that have begun, and the one of interest.
    pub fn listed(&self) -> impl Iterator<Item = (usize, &Occurrence<'s>)> {
        let all = self.occurrences.iter().enumerate();
        all.filter(|(n, one)| one.scheduled_for() <= self.now || *n == self.focus)
    }

    /// The time that is of interest: the one that goes on, else the next, else the last; and its position.
    #[must_use]
    pub fn focus(&self) -> (usize, &Occurrence<'s>) {
        (self.focus, &self.occurrences[self.focus])
    }

    /// When it is to begin: the one that goes on, the next, or the last.
    #[must_use]
    pub fn scheduled_for(&self) -> Instant {
        self.focus().1.scheduled_for()
    }

    /// When that one is to be over.
    #[must_use]
    pub fn scheduled_until(&self) -> Instant {
        self.focus().1.scheduled_until()
    }

    /// The updates that are shown, oldest first, of all occurrences; there may be none.
    #[must_use]
    pub fn updates(&self) -> &'s [Update<MaintenanceState>] {
        self.updates
    }

    /// The position of the occurrence that the `n`th update is about.
    #[must_use]
    pub fn occurrence_of(&self, n: usize) -> usize {
        // The oldest occurrences may have been left out, with their updates.
        let kept: usize = self.occurrences.iter().map(|one| one.updates.len()).sum();
        let mut seen = self.updates.len() - kept;
        let holds = |one: &Occurrence<'_>| {
            seen += one.updates.len();
            n < seen
        };
        self.occurrences.iter().position(holds).unwrap_or(self.focus)
    }

    /// From when on it is shown; `None`: that is not known, and it is always shown.
    #[must_use]
    pub fn shown_from(&self) -> Option<Instant> {
        self.shown_from
    }

    /// When anything of it was last written: announced, posted or edited; `None`: that is not known.
    #[must_use]
    pub fn changed(&self) -> Option<Instant> {
        visible::changes(self.updates, self.now).max().max(self.shown_from)
    }

    /// Where it stands: the one that goes on, the next, or the last.
    #[must_use]
    pub fn state(&self) -> MaintenanceState {
        self.focus().1.state()
    }

    /// Where that one will stand at `later` when nothing more is posted.
    #[must_use]
    pub fn state_by_itself(&self, later: Instant) -> MaintenanceState {
        let (_, one) = self.focus();
        state(one.window, one.updates, whole(later))
    }

    /// Whether work goes on at `now`.
    #[must_use]
    pub fn is_in_progress(&self) -> bool {
        self.focus().1.is_in_progress()
    }

    /// When work went on, up to `now`; usually one interval for each time, more when it was put back or taken up again.
    #[must_use]
    pub fn intervals(&self) -> &[Interval] {
        &self.intervals
    }
}

fn by_the_clock(window: Window, now: Instant) -> MaintenanceState {
    if now < window.from {
        MaintenanceState::Scheduled
    } else if now < window.until {
        MaintenanceState::InProgress
    } else {
        MaintenanceState::Completed
    }
}

fn state(window: Window, updates: &[Update<MaintenanceState>], now: Instant) -> MaintenanceState {
    let Some(newest) = updates.last() else { return by_the_clock(window, now) };
    if newest.state.is_closed() {
        return newest.state;
    }
    let Some(at) = updates.iter().rev().find_map(|update| update.at).map(whole) else {
        return by_the_clock(window, now);
    };
    match newest.state {
        MaintenanceState::Scheduled if at <= window.from => by_the_clock(window, now),
        MaintenanceState::InProgress | MaintenanceState::Verifying if at < window.until => {
            if now < window.until { newest.state } else { MaintenanceState::Completed }
        }
        posted => posted,
    }
}

/// When work went on, written down update by update.
struct Work {
    window: Window,
    /// Whether the clock begins it at the window's start.
    by_clock: bool,
    /// Since when an update has it under way.
    since: Option<Instant>,
    /// Whether an update has it go on past the window; whatever is posted after that is past the window too.
    extended: bool,
    done: Vec<Interval>,
}

impl Work {
    fn of(window: Window, updates: &[Update<MaintenanceState>], now: Instant) -> Vec<Interval> {
        let mut work = Self { window, by_clock: true, since: None, extended: false, done: Vec::new() };
        let mut at = None;
        for update in updates {
            at = update.at.map(whole).or(at);
            match at {
                Some(at) => work.post(update.state, at),
                None => work.by_clock = update.state != MaintenanceState::Cancelled,
            }
        }
        work.stop(now);
        work.done
    }

    fn post(&mut self, state: MaintenanceState, at: Instant) {
        match state {
            MaintenanceState::Scheduled => {
                let postponed = at > self.window.from;
                if postponed && self.since.is_none() {
                    self.by_clock = false;
                }
                self.stop(at);
                self.by_clock = !postponed;
            }
            MaintenanceState::InProgress | MaintenanceState::Verifying => {
                let begun = if self.by_clock { at.min(self.window.from) } else { at };
                self.since.get_or_insert(begun);
                self.by_clock = false;
                self.extended |= at >= self.window.until;
            }
            MaintenanceState::Completed | MaintenanceState::Cancelled => {
                self.stop(at);
                self.by_clock = false;
            }
        }
    }

    /// Writes down what went on up to `at`: since an update said so, or else since the clock began it.
    fn stop(&mut self, at: Instant) {
        let end = if self.extended { at } else { at.min(self.window.until) };
        let since = self.since.take().or(self.by_clock.then_some(self.window.from));
        self.done.extend(since.and_then(|since| Interval::new(since, end, Impact::UnderMaintenance)));
    }
}
