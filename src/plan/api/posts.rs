//! Incidents and maintenance with what both APIs say of them, each thing decided once.
//!
//! The APIs have no word for a time that was not recorded: an update without one stands at the last time that is known
//! before it. They have no post without an update either: one about which nothing was posted gets a single one, with
//! the title or the plan as its text. A false alarm is resolved, with the impact `none`; a cancelled maintenance is
//! completed. A maintenance that recurs is one post, with the window and the state of the time that goes on or comes next.
//! An incident whose post-mortem is published is in Statuspage's state `postmortem`.

use super::ids::{Id, UpdateIds};
use super::text::{self, Said};
use crate::fragment::{Fragment, escape};
use crate::model::{
    Config, Impact, Impacts, IncidentState, Indicator, MaintenanceState, ServiceIx, Term, Update,
};
use crate::routes;
use crate::status::{End, IncidentView, Interval, MaintenanceView};
use crate::time::Instant;

/// An incident or a maintenance, in words that both APIs share.
pub struct Post {
    pub(super) id: Id,
    pub(super) title: String,
    /// The absolute URL of its page.
    pub(super) url: String,
    /// Its state, in Statuspage's words.
    pub(super) state: &'static str,
    pub(super) is_over: bool,
    pub(super) impact: Indicator,
    pub(super) created: Instant,
    /// When it last changed.
    pub updated: Instant,
    pub(super) started: Instant,
    pub(super) monitoring: Option<Instant>,
    pub(super) resolved: Option<Instant>,
    /// The services that it is about, with what it does to them now.
    pub(super) services: Impacts,
    /// The planned window of a maintenance.
    pub(super) window: Option<(Instant, Instant)>,
    /// What was posted, newest first; never empty.
    pub(super) notes: Vec<Note>,
}

/// One update.
pub(super) struct Note {
    pub(super) id: Id,
    /// Its state, in Statuspage's words.
    pub(super) state: &'static str,
    pub(super) at: Instant,
    /// When it was last edited; else when it was posted.
    pub(super) edited: Instant,
    pub(super) body: Said,
    /// The services that it is about, with what was before it and what is from it on.
    pub(super) affected: Vec<(ServiceIx, Impact, Impact)>,
}

/// Puts one view into a post.
pub(super) struct Writer<'a> {
    config: &'a Config,
    id: &'a Id,
    now: Instant,
}

impl<'a> Writer<'a> {
    pub(super) fn new(config: &'a Config, id: &'a Id, now: Instant) -> Self {
        Self { config, id, now }
    }

    pub(super) fn incident(&self, view: &IncidentView<'_>) -> Post {
        let incident = view.incident();
        let page = routes::incident(incident.slug());
        let times = known_times(view.updates(), view.shown_from().min(view.started()));
        let changes = incident_changes(view);
        let mut ids = UpdateIds::new(self.id);
        let posted = view.updates().iter().zip(times.iter().zip(changes));
        let mut notes: Vec<Note> = posted
            .map(|(update, (at, affected))| {
                self.posted(&mut ids, update, incident_word(update.state), *at, affected)
            })
            .collect();
        let is_over = !view.is_open();
        let mut state = if is_over { "resolved" } else { incident_word(view.state()) };
        if notes.is_empty() {
            let title = Said::new(incident.title());
            notes.push(self.note("title", state, view.shown_from(), title, Vec::new()));
        }
        let said_last = notes.last().map_or(view.started(), |note| note.at);
        if let Some(postmortem) = view.postmortem().filter(|_| is_over) {
            state = "postmortem";
            let at = incident.postmortem_published().map_or(said_last, |at| at.max(said_last));
            notes.push(self.note(state, state, at, self.text(postmortem), Vec::new()));
        }
        notes.reverse();
        let began = times.first().map_or(view.shown_from(), |first| view.shown_from().min(*first));
        let monitored = view.updates().iter().rposition(|update| update.state == IncidentState::Monitoring);
        let over_since = match view.end() {
            End::At(end) => end,
            End::Ongoing | End::Unknown => said_last,
        };
        Post {
            id: self.id.clone(),
            title: incident.title().to_owned(),
            url: self.config.base_url.join(&page),
            state,
            is_over,
            impact: view.impact(),
            created: if incident.is_retroactive() { view.started() } else { began },
            updated: notes.iter().map(|note| note.edited).fold(view.shown_from(), Instant::max),
            started: view.started(),
            monitoring: monitored.map(|n| times[n]),
            resolved: is_over.then_some(over_since),
            services: now_of(view.named().iter().map(|(service, _)| service), view.current_impacts()),
            window: None,
            notes,
        }
    }

    pub(super) fn maintenance(&self, view: &MaintenanceView<'_>) -> Post {
        let maintenance = view.maintenance();
        let page = routes::maintenance(maintenance.slug());
        let announced = view.shown_from().unwrap_or(maintenance.scheduled_for()).min(self.now);
        let mut notes = Vec::new();
        // The plan is what Statuspage's first update of a maintenance says.
        if !maintenance.body().is_empty() || view.updates().is_empty() {
            let plan = self.text(maintenance.body());
            let plan = if plan.is_empty() { Said::new(maintenance.title()) } else { plan };
            let affected = work_on(maintenance.services(), false, false);
            notes.push(self.note("plan", "scheduled", announced, plan, affected));
        }
        let mut ids = UpdateIds::new(self.id);
        for (update, at) in view.updates().iter().zip(known_times(view.updates(), announced)) {
            let before = view.intervals().iter().any(|work| work.start() < at && at <= work.end());
            let after = matches!(update.state, MaintenanceState::InProgress | MaintenanceState::Verifying);
            let affected = work_on(maintenance.services(), before, after);
            notes.push(self.posted(&mut ids, update, maintenance_word(update.state), at, affected));
        }
        notes.reverse();
        let is_over = view.state().is_closed();
        let (_, focus) = view.focus();
        let first = focus.intervals().first().map(Interval::start);
        let last = focus.intervals().last().map(Interval::end);
        let said_last = notes.first().map_or(announced, |note| note.at);
        let edited_last = notes.iter().map(|note| note.edited).fold(announced, Instant::max);
        let current: Impacts =
            maintenance.services().iter().map(|ix| (*ix, worked(view.is_in_progress()))).collect();
        Post {
            id: self.id.clone(),
            title: maintenance.title().to_owned(),
            url: self.config.base_url.join(&page),
            state: maintenance_word(view.state()),
            is_over,
            impact: Indicator::Maintenance,
            created: announced,
            updated: by_the_clock(view).fold(edited_last, Instant::max),
            started: first.unwrap_or(view.scheduled_for()),
            monitoring: None,
            resolved: is_over.then(|| last.unwrap_or(said_last)),
            services: current,
            window: Some((view.scheduled_for(), view.scheduled_until())),
            notes,
        }
    }

    /// What stands among the updates without being one: known by its `part` of the post.
    fn note(
        &self,
        part: &str,
        state: &'static str,
        at: Instant,
        body: Said,
        affected: Vec<(ServiceIx, Impact, Impact)>,
    ) -> Note {
        Note { id: self.id.part(part), state, at, edited: at, body, affected }
    }

    /// The note of an update, which may have been edited.
    fn posted<S>(
        &self,
        ids: &mut UpdateIds<'_>,
        update: &Update<S>,
        state: &'static str,
        at: Instant,
        affected: Vec<(ServiceIx, Impact, Impact)>,
    ) -> Note {
        let edited = update.edited_by(self.now).map_or(at, |edited| edited.max(at));
        Note { id: ids.next(update.at, state), state, at, edited, body: self.text(&update.body), affected }
    }

    fn text(&self, text: &Fragment) -> Said {
        let base = &self.config.base_url;
        Said::new(&text::plain(&text.fill(&escape(base.as_str()), "")))
    }
}

/// The times of updates; one without a time stands at the last one that is known before it, or at `first`.
fn known_times<S>(updates: &[Update<S>], first: Instant) -> Vec<Instant> {
    let mut last = first;
    let times = updates.iter().map(|update| {
        last = update.at.unwrap_or(last);
        last
    });
    times.collect()
}

/// The clock begins and ends a maintenance without a word: these are changes too.
fn by_the_clock(view: &MaintenanceView<'_>) -> impl Iterator<Item = Instant> {
    view.occurrences().iter().flat_map(|one| {
        let begun = one.intervals().first().map(Interval::start);
        let over = one.intervals().last().map(Interval::end).filter(|_| one.state().is_closed());
        begun.into_iter().chain(over)
    })
}

/// What each update changed: every service that was named up to it, with what was before and what is from it on.
fn incident_changes(view: &IncidentView<'_>) -> Vec<Vec<(ServiceIx, Impact, Impact)>> {
    let mut held = view.incident().impacts().clone();
    let mut before = Impacts::none();
    let changes = view.updates().iter().map(|update| {
        held.merge(&update.impacts);
        let closed = update.state.is_closed();
        let after: Impacts = held
            .iter()
            .map(|(service, impact)| (service, if closed { Impact::Operational } else { impact }))
            .collect();
        let change = |(service, new)| (service, before.get(service).unwrap_or(Impact::Operational), new);
        let changed = after.iter().map(change).collect();
        before = after;
        changed
    });
    changes.collect()
}

fn work_on(services: &[ServiceIx], before: bool, after: bool) -> Vec<(ServiceIx, Impact, Impact)> {
    services.iter().map(|service| (*service, worked(before), worked(after))).collect()
}

fn worked(goes_on: bool) -> Impact {
    if goes_on { Impact::UnderMaintenance } else { Impact::Operational }
}

fn now_of(named: impl Iterator<Item = ServiceIx>, current: &Impacts) -> Impacts {
    named.map(|service| (service, current.get(service).unwrap_or(Impact::Operational))).collect()
}

fn incident_word(state: IncidentState) -> &'static str {
    match state {
        IncidentState::FalseAlarm => IncidentState::Resolved.as_str(),
        other => other.as_str(),
    }
}

fn maintenance_word(state: MaintenanceState) -> &'static str {
    match state {
        MaintenanceState::Cancelled => MaintenanceState::Completed.as_str(),
        other => other.as_str(),
    }
}
