//! The times at which a maintenance takes place, and which of its updates are about which.

use chrono::TimeDelta;

use super::maintenance::Occurrence;
use super::visible::whole;
use crate::model::{Maintenance, MaintenanceState, Update};
use crate::recur::Window;
use crate::time::Instant;

/// How many times are kept of those that have begun.
const KEPT: usize = 1000;

/// How many times to come are of interest: so many in the days ahead, and at least the next two.
const AHEAD: usize = 3;
const DAYS_AHEAD: i64 = 90;

/// Each time that `maintenance` takes place, oldest first; `updates` are the ones that are shown.
pub(super) fn of<'s>(
    maintenance: &'s Maintenance,
    updates: &'s [Update<MaintenanceState>],
    now: Instant,
) -> Vec<Occurrence<'s>> {
    let (from, until) = (maintenance.scheduled_for(), maintenance.scheduled_until());
    let only = Window { from, until, wall: from.naive_utc() };
    let Some(recurrence) = maintenance.repeat() else {
        return vec![Occurrence::at(only, updates, now, None)];
    };
    let mut windows = recurrence.around(now, AHEAD, now + TimeDelta::days(DAYS_AHEAD));
    if windows.is_empty() {
        windows.push(only);
    }
    let mut rest = updates;
    let mut above = 0;
    let mut all = Vec::with_capacity(windows.len());
    for (n, window) in windows.iter().enumerate() {
        let mut mine = 0;
        while let Some(update) = rest.get(mine) {
            above = place(&windows, update).map_or(above, |place| place.max(above));
            if above > n {
                break;
            }
            mine += 1;
        }
        let (about_it, others) = rest.split_at(mine);
        rest = others;
        all.push(Occurrence::at(*window, about_it, now, windows.get(n + 1).map(|next| next.from)));
    }
    let begun = windows.partition_point(|window| window.from <= now);
    all.drain(..begun.saturating_sub(KEPT));
    all
}

/// The position of the window that an update is about by its time and its state; `None` when it has no time.
fn place(windows: &[Window], update: &Update<MaintenanceState>) -> Option<usize> {
    let at = whole(update.at?);
    let begun = windows.partition_point(|window| window.from <= at);
    let last = windows.len().saturating_sub(1);
    let Some(before) = begun.checked_sub(1) else { return Some(0) };
    if at < windows[before].until || begun > last {
        return Some(before);
    }
    let about_before = match update.state {
        MaintenanceState::Scheduled | MaintenanceState::Cancelled => false,
        MaintenanceState::Verifying | MaintenanceState::Completed => true,
        MaintenanceState::InProgress => at - windows[before].until <= windows[begun].from - at,
    };
    Some(if about_before { before } else { begun })
}
