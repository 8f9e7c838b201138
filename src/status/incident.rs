//! An incident as it stands at `now`: its state, its end, and when it had which impact on which service.

use std::hash::{Hash, Hasher};

use chrono::TimeDelta;

use super::intervals::Interval;
use super::visible::{self, whole};
use crate::fragment::Fragment;
use crate::model::{Impact, Impacts, Incident, IncidentState, Indicator, ServiceIx, Update};
use crate::time::Instant;

/// Which incident: its position in [`Status::incidents`](super::Status::incidents).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct IncidentIx(pub usize);

/// When customers were no longer affected.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum End {
    /// They still are.
    Ongoing,
    /// From this moment on.
    At(Instant),
    /// It is over, and nobody recorded since when.
    Unknown,
}

/// An incident as it is shown at `now`.
#[derive(Clone, Debug)]
pub struct IncidentView<'s> {
    pub(super) ix: IncidentIx,
    incident: &'s Incident,
    started: Instant,
    updates: &'s [Update<IncidentState>],
    shown_from: Instant,
    changed: Instant,
    state: IncidentState,
    open: bool,
    end: End,
    lasted: TimeDelta,
    intervals: Vec<(ServiceIx, Interval)>,
    current: Impacts,
    named: Impacts,
    worst: Impact,
    postmortem: bool,
}

/// All that is shown of it. Its position among the others, which shifts with every newer one, is no part of that.
impl Hash for IncidentView<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { ix: _, incident, updates, shown_from, changed, state: stands, open, end, lasted, .. } =
            self;
        let Self { intervals, current, named, worst, postmortem, .. } = self;
        (incident, updates.len(), shown_from, changed, stands, open, end, lasted).hash(state);
        (intervals, current, named, worst, postmortem).hash(state);
    }
}

impl<'s> IncidentView<'s> {
    /// `incident` at `now` (a whole second), when it is shown then.
    pub(super) fn at(incident: &'s Incident, now: Instant) -> Option<Self> {
        let shown_from = visible::incident_from(incident);
        if shown_from > now {
            return None;
        }
        let updates = visible::posted(incident.updates(), now);
        let unsaid =
            if incident.is_retroactive() { IncidentState::Resolved } else { IncidentState::Investigating };
        let state = updates.last().map_or(unsaid, |update| update.state);
        let open = !state.is_closed() && !incident.is_retroactive();
        let end = end(incident, updates, open, now);
        let history = History::of(incident, updates, end.limit(now));
        let false_alarm = state == IncidentState::FalseAlarm;
        let current = match end {
            End::Ongoing if open && whole(incident.started()) <= now => history.held,
            _ => Impacts::none(),
        };
        let postmortem = incident.postmortem_published().is_none_or(|published| whole(published) <= now);
        let published =
            incident.postmortem_published().filter(|_| postmortem && !incident.postmortem().is_empty());
        let changed = visible::changes(updates, now).chain(published).fold(shown_from, Instant::max);
        let mut view = Self {
            ix: IncidentIx(0),
            incident,
            started: whole(incident.started()),
            updates,
            shown_from,
            changed,
            state,
            open,
            end,
            lasted: history.lasted,
            intervals: if false_alarm { Vec::new() } else { history.intervals },
            current,
            named: named(incident, updates),
            worst: Impact::Operational,
            postmortem,
        };
        view.worst = view.worst_at(now);
        Some(view)
    }

    fn worst_at(&self, now: Instant) -> Impact {
        if self.state == IncidentState::FalseAlarm {
            return Impact::Operational;
        }
        let lasted = self.end.limit(now).is_some_and(|limit| self.started() < limit);
        if lasted || self.affects_now(now) {
            let past = self.intervals.iter().map(|(_, interval)| interval.impact());
            past.fold(self.current.worst(), Impact::max)
        } else {
            self.named.worst()
        }
    }

    fn affects_now(&self, now: Instant) -> bool {
        self.end == End::Ongoing && self.started() <= now
    }

    /// Its position in [`Status::incidents`](super::Status::incidents).
    #[must_use]
    pub fn ix(&self) -> IncidentIx {
        self.ix
    }

    /// The incident itself, with updates that may not be shown yet.
    #[must_use]
    pub fn incident(&self) -> &'s Incident {
        self.incident
    }

    /// The updates that are shown, oldest first; there may be none.
    #[must_use]
    pub fn updates(&self) -> &'s [Update<IncidentState>] {
        self.updates
    }

    /// From when on it is shown: the date of its entry in feeds when it is retroactive.
    #[must_use]
    pub fn shown_from(&self) -> Instant {
        self.shown_from
    }

    /// When anything of it was last written: posted, edited, or added as its post-mortem.
    #[must_use]
    pub fn changed(&self) -> Instant {
        self.changed
    }

    /// Where the work stands.
    #[must_use]
    pub fn state(&self) -> IncidentState {
        self.state
    }

    /// Whether it goes on; never so for a retroactive one.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// When customers were first affected.
    #[must_use]
    pub fn started(&self) -> Instant {
        self.started
    }

    /// When they no longer were. An open incident may have an end already: it is watched for a while.
    #[must_use]
    pub fn end(&self) -> End {
        self.end
    }

    /// How long it went on, up to `now` while it does; a time for which it was closed and then reopened is left out.
    /// `None` when its end is not known.
    #[must_use]
    pub fn lasted(&self) -> Option<TimeDelta> {
        (self.end != End::Unknown).then_some(self.lasted)
    }

    /// How bad it is: by the worst impact that it had on a service, or, when it counts for no time, by the worst that
    /// is named.
    #[must_use]
    pub fn impact(&self) -> Indicator {
        Indicator::of_incident(self.worst)
    }

    /// When which service had which impact by it: by service, then by time; what a service works is left out.
    #[must_use]
    pub fn intervals(&self) -> &[(ServiceIx, Interval)] {
        &self.intervals
    }

    /// What it does to services at `now`; empty unless it is open and customers are affected.
    #[must_use]
    pub fn current_impacts(&self) -> &Impacts {
        &self.current
    }

    /// Every service that is named in what is shown, with the worst impact that is said of it.
    #[must_use]
    pub fn named(&self) -> &Impacts {
        &self.named
    }

    /// When the next post is promised; only while it is open.
    #[must_use]
    pub fn next_update(&self) -> Option<Instant> {
        self.incident.next_update().filter(|_| self.open)
    }

    /// The post-mortem, once it is published.
    #[must_use]
    pub fn postmortem(&self) -> Option<&'s Fragment> {
        let text = self.incident.postmortem();
        (self.postmortem && !text.is_empty()).then_some(text)
    }
}

impl End {
    /// Up to when impacts count; `None`: not at all.
    fn limit(self, now: Instant) -> Option<Instant> {
        match self {
            Self::Ongoing => Some(now),
            Self::At(end) => Some(end),
            Self::Unknown => None,
        }
    }
}

/// The updates without the closing ones at their end, and the first of those.
fn split_closing(
    updates: &[Update<IncidentState>],
) -> (&[Update<IncidentState>], Option<&Update<IncidentState>>) {
    let last_open = updates.iter().rposition(|update| !update.state.is_closed());
    let (said, closing) = updates.split_at(last_open.map_or(0, |n| n + 1));
    (said, closing.first())
}

fn end(incident: &Incident, updates: &[Update<IncidentState>], open: bool, now: Instant) -> End {
    let started = whole(incident.started());
    match (incident.ended().map(whole), open) {
        (Some(ended), _) if ended <= now => End::At(ended),
        (_, true) => End::Ongoing,
        (Some(_), false) => End::At(now.max(started)),
        (None, false) => {
            let closed = split_closing(updates).1.and_then(|update| update.at);
            closed.map_or(End::Unknown, |at| End::At(whole(at).max(started)))
        }
    }
}

/// The worst impact that is said of each service.
fn named(incident: &Incident, updates: &[Update<IncidentState>]) -> Impacts {
    let mut named = incident.impacts().clone();
    for (service, impact) in updates.iter().flat_map(|update| update.impacts.iter()) {
        let worst = named.get(service).map_or(impact, |known| known.max(impact));
        named.set(service, worst);
    }
    named
}

/// The impacts of an incident over time, written down from its start to a limit.
struct History {
    /// What holds since `since`.
    held: Impacts,
    since: Instant,
    /// Whether it is closed for now, so that nothing of `held` counts.
    closed: bool,
    limit: Instant,
    /// How long it was not closed.
    lasted: TimeDelta,
    intervals: Vec<(ServiceIx, Interval)>,
}

impl History {
    /// What `updates` say, up to `limit`; the closing ones at their end say no more than the limit does.
    fn of(incident: &Incident, updates: &[Update<IncidentState>], limit: Option<Instant>) -> Self {
        let started = whole(incident.started());
        let mut history = Self {
            held: incident.impacts().clone(),
            since: started,
            closed: false,
            limit: limit.unwrap_or(started),
            lasted: TimeDelta::zero(),
            intervals: Vec::new(),
        };
        let mut at = started;
        for update in split_closing(updates).0 {
            at = update.at.map_or(at, |posted| whole(posted).max(started));
            if update.state.is_closed() {
                history.write_to(at);
                history.closed = true;
            } else if history.closed || !update.impacts.is_empty() {
                history.write_to(at);
                history.closed = false;
                history.held.merge(&update.impacts);
            }
        }
        history.write_to(history.limit);
        history.tidy();
        history
    }

    fn write_to(&mut self, to: Instant) {
        if !self.closed {
            let end = to.min(self.limit);
            self.lasted += (end - self.since).max(TimeDelta::zero());
            let lasted = self.held.iter().filter_map(|(service, impact)| {
                Interval::new(self.since, end, impact).map(|interval| (service, interval))
            });
            self.intervals.extend(lasted);
        }
        self.since = to;
    }

    /// Puts the intervals in order and joins those that go on.
    fn tidy(&mut self) {
        self.intervals.sort_by_key(|(service, _)| *service);
        self.intervals
            .dedup_by(|(service, next), (last_service, last)| service == last_service && last.extend(next));
    }
}
