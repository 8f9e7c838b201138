//! A maintenance as it stands at `now`: what the clock says of it, and what its updates say against the clock.

use std::hash::{Hash, Hasher};

use super::intervals::Interval;
use super::visible::{self, whole};
use crate::model::{Impact, Maintenance, MaintenanceState, Update};
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
    state: MaintenanceState,
    intervals: Vec<Interval>,
}

/// All that is shown of it, its position among the others left out.
impl Hash for MaintenanceView<'_> {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        let Self { ix: _, maintenance, updates, shown_from, state, intervals } = self;
        (maintenance, updates.len(), shown_from, state, intervals).hash(hasher);
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
        let window = Window::of(maintenance);
        Some(Self {
            ix: MaintenanceIx(0),
            maintenance,
            updates,
            shown_from,
            state: window.state(updates, now),
            intervals: Work::of(window, updates, now),
        })
    }

    /// Its position in [`Status::maintenance`](super::Status::maintenance).
    #[must_use]
    pub fn ix(&self) -> MaintenanceIx {
        self.ix
    }

    /// The maintenance itself, with its planned window, and with updates that may not be shown yet.
    #[must_use]
    pub fn maintenance(&self) -> &'s Maintenance {
        self.maintenance
    }

    /// The updates that are shown, oldest first; there may be none.
    #[must_use]
    pub fn updates(&self) -> &'s [Update<MaintenanceState>] {
        self.updates
    }

    /// From when on it is shown; `None`: that is not known, and it is always shown.
    #[must_use]
    pub fn shown_from(&self) -> Option<Instant> {
        self.shown_from
    }

    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> MaintenanceState {
        self.state
    }

    /// Where it will stand at `later` when nothing more is posted.
    #[must_use]
    pub fn state_by_itself(&self, later: Instant) -> MaintenanceState {
        Window::of(self.maintenance).state(self.updates, whole(later))
    }

    /// Whether work goes on at `now`.
    #[must_use]
    pub fn is_in_progress(&self) -> bool {
        matches!(self.state, MaintenanceState::InProgress | MaintenanceState::Verifying)
    }

    /// When work went on, up to `now`; usually one interval, more when it was put back or taken up again.
    #[must_use]
    pub fn intervals(&self) -> &[Interval] {
        &self.intervals
    }
}

/// The planned window.
#[derive(Clone, Copy)]
struct Window {
    from: Instant,
    until: Instant,
}

impl Window {
    fn of(maintenance: &Maintenance) -> Self {
        Self { from: whole(maintenance.scheduled_for()), until: whole(maintenance.scheduled_until()) }
    }

    fn by_the_clock(self, now: Instant) -> MaintenanceState {
        if now < self.from {
            MaintenanceState::Scheduled
        } else if now < self.until {
            MaintenanceState::InProgress
        } else {
            MaintenanceState::Completed
        }
    }

    fn state(self, updates: &[Update<MaintenanceState>], now: Instant) -> MaintenanceState {
        let Some(newest) = updates.last() else { return self.by_the_clock(now) };
        if newest.state.is_closed() {
            return newest.state;
        }
        let Some(at) = updates.iter().rev().find_map(|update| update.at).map(whole) else {
            return self.by_the_clock(now);
        };
        match newest.state {
            MaintenanceState::Scheduled if at <= self.from => self.by_the_clock(now),
            MaintenanceState::InProgress | MaintenanceState::Verifying if at < self.until => {
                if now < self.until { newest.state } else { MaintenanceState::Completed }
            }
            posted => posted,
        }
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
