//! What becomes true by the clock while nobody builds: maintenance begins and ends, and services go under it and come
//! back. Pages hold it as data; the theme's script only compares it with the clock.

use super::Pages;
use super::headline::{CALM, MAINTENANCE};
use crate::model::{Impact, MaintenanceState, ServiceIx};
use crate::plan::views::{ByClock, DayEntry, Turns};
use crate::status::{IncidentView, MaintenanceView};
use crate::time::{Instant, rfc3339};

impl Pages<'_> {
    /// When the status of a service changes by the clock, as moments with spaces between them: from operational to under
    /// maintenance or back, in turns. Empty for one that an incident hits, which outranks the work on it.
    pub(super) fn turns_of(&self, ix: ServiceIx) -> String {
        let status = self.status;
        let hit = |view: &IncidentView<'_>| view.current_impacts().get(ix).is_some_and(is_hit);
        if status.open_incidents().any(hit) {
            return String::new();
        }
        let works = status.service(ix).maintenance().iter().map(|work| status.maintenance_at(*work));
        let works: Vec<_> = works.filter(|view| !view.state().is_closed()).collect();
        let mut moments: Vec<Instant> =
            works.iter().flat_map(|view| [begins(view), ends(view)]).flatten().collect();
        moments.sort_unstable();
        moments.dedup();
        let mut worked_on = status.service(ix).impact() == Impact::UnderMaintenance;
        let mut turns = Vec::new();
        for at in moments {
            let then = works.iter().any(|view| is_worked_on(view, at));
            if then != worked_on {
                turns.push(rfc3339(at));
                worked_on = then;
            }
        }
        turns.join(" ")
    }
}

fn is_hit(impact: Impact) -> bool {
    impact != Impact::Operational
}

/// Whether work goes on at `at`, now or later, when nothing more is posted.
fn is_worked_on(view: &MaintenanceView<'_>, at: Instant) -> bool {
    matches!(view.state_by_itself(at), MaintenanceState::InProgress | MaintenanceState::Verifying)
}

/// What the clock does to a maintenance, whatever is posted or not.
pub(super) fn by_clock(view: &MaintenanceView<'_>) -> ByClock {
    ByClock { begins: begins(view).map(rfc3339), ends: ends(view).map(rfc3339) }
}

/// The same of one of its times: what is further off than the one of interest, the next build will tell.
pub(super) fn of_occurrence(view: &MaintenanceView<'_>, occurrence: usize) -> ByClock {
    if occurrence == view.focus().0 { by_clock(view) } else { ByClock::default() }
}

/// When the clock begins it.
fn begins(view: &MaintenanceView<'_>) -> Option<Instant> {
    let from = view.scheduled_for();
    (view.state() == MaintenanceState::Scheduled && is_worked_on(view, from)).then_some(from)
}

/// When the clock ends it.
fn ends(view: &MaintenanceView<'_>) -> Option<Instant> {
    let until = view.scheduled_until();
    let turns = !view.state().is_closed() && view.state_by_itself(until) == MaintenanceState::Completed;
    turns.then_some(until)
}

/// What pages say when maintenance begins or ends by the clock.
pub(super) fn words() -> Turns {
    Turns {
        begun: MaintenanceState::InProgress.into(),
        over: MaintenanceState::Completed.into(),
        worked_on: Impact::UnderMaintenance.into(),
        working: Impact::Operational.into(),
        headline_begun: MAINTENANCE.to_owned(),
        headline_over: CALM.to_owned(),
    }
}

/// The same for a page of lists, when anything in them turns.
pub(super) fn words_for<'a>(mut entries: impl Iterator<Item = &'a DayEntry>) -> Option<Turns> {
    entries.any(|entry| entry.clock != ByClock::default()).then(words)
}
