//! Calendars of maintenance (RFC 5545): which events, and what each says. The bytes are made by `render`.
//!
//! One that does not recur is written in UTC, which every reader takes the same way. One that recurs stays at its local
//! time when the clocks change, and so it needs the zone's name and the zone itself. Nothing depends on `now` but what
//! is shown and what is old: an event says that it changed when its maintenance was posted about, and then only.

mod zone;

use chrono::{NaiveDateTime, TimeDelta};

pub use zone::{Observance, ZoneView};

use crate::digest::Digest;
use crate::model::{Config, MaintenanceState, ServiceIx, Term, Update};
use crate::plan::Digests;
use crate::plan::pages::repeats;
use crate::plan::views::TimeView;
use crate::recur::{End, Recurrence};
use crate::routes;
use crate::status::{Cause, MaintenanceView, Occurrence, Status};
use crate::time::Instant;

/// How long maintenance that is over stays in a calendar.
const KEPT: TimeDelta = TimeDelta::days(365);

/// Whose maintenance a calendar holds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum CalendarOf {
    /// All of the site.
    Site,
    /// What one service takes part in.
    Service(ServiceIx),
}

impl CalendarOf {
    /// Every calendar of a site.
    #[must_use]
    pub fn all(config: &Config) -> Vec<Self> {
        std::iter::once(Self::Site).chain(config.services().map(|(ix, _)| Self::Service(ix))).collect()
    }

    /// Where it stands.
    #[must_use]
    pub fn address(self, config: &Config) -> String {
        match self {
            Self::Site => routes::CALENDAR.to_owned(),
            Self::Service(ix) => routes::service_file(&config.services[ix.0].id, routes::CALENDAR),
        }
    }

    /// Its name in a list of calendars.
    #[must_use]
    pub fn title(self, config: &Config) -> String {
        match self {
            Self::Site => format!("{}: maintenance", config.title),
            Self::Service(ix) => format!("{}: maintenance of {}", config.title, config.services[ix.0].name),
        }
    }
}

/// A calendar, ready to be written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CalendarView {
    /// Its name.
    pub name: String,
    /// Its own absolute URL.
    pub url: String,
    /// The zone that its events refer to; also there when it has no event, for a calendar must hold something.
    pub zone: Option<ZoneView>,
    /// The events, by their first start.
    pub events: Vec<EventView>,
}

/// A date and time of an event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum When {
    /// In UTC.
    Utc(Instant),
    /// On the wall clock of the calendar's zone.
    Local(NaiveDateTime),
}

/// Whether an event takes place (RFC 5545, section 3.8.1.11).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum EventStatus {
    /// It does, or did.
    Confirmed,
    /// It was put off, and nobody has said until when.
    Tentative,
    /// It does not.
    Cancelled,
}

/// An event: a maintenance, or one time of it that differs from the rest.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EventView {
    /// Its id, the same for ever.
    pub uid: String,
    /// How often it has changed.
    pub sequence: usize,
    /// When it last changed.
    pub changed: Instant,
    /// When it begins.
    pub from: When,
    /// When it is to be over.
    pub until: When,
    /// The rule by which it recurs.
    pub rule: Option<String>,
    /// For one time of a maintenance that recurs: when that was to begin.
    pub instead_of: Option<When>,
    /// Whether it takes place.
    pub status: EventStatus,
    /// Its title.
    pub summary: String,
    /// What is planned or was last said, as text.
    pub description: String,
    /// The absolute URL of its page.
    pub url: String,
    /// The names of the services.
    pub categories: Vec<String>,
}

/// The calendar `of` at the moment of `status`.
#[must_use]
pub fn calendar(status: &Status<'_>, of: CalendarOf) -> CalendarView {
    let config = &status.site().config;
    let views = kept(status, of);
    let writer = Writer { status };
    let events: Vec<EventView> = views.iter().flat_map(|view| writer.events(view)).collect();
    let local = views.iter().filter(|view| view.maintenance().repeat().is_some_and(is_local));
    let first_local = local.map(|view| view.maintenance().scheduled_for()).min();
    let zone_from = first_local.or_else(|| events.is_empty().then(|| status.now()));
    CalendarView {
        name: of.title(config),
        url: config.base_url.join(&of.address(config)),
        zone: zone_from.map(|from| ZoneView::new(&config.zone, from, status.now())),
        events,
    }
}

/// What the calendar `of` hangs on; `digests` are those of `status`.
#[must_use]
pub fn source(status: &Status<'_>, digests: &Digests, of: CalendarOf) -> Digest {
    let views = kept(status, of);
    let writer = Writer { status };
    let events = views.iter().map(|view| {
        let standing: Vec<_> = view.occurrences().iter().map(|one| writer.standing(one)).collect();
        (digests.of_cause(Cause::Maintenance(view.ix())), standing)
    });
    let events: Vec<_> = events.collect();
    // What is known of a zone's future hangs on the moment.
    let has_zone = views.is_empty() || views.iter().any(|view| view.maintenance().repeat().is_some());
    let moment = has_zone.then(|| status.now());
    Digest::of(&("a calendar", digests.config(), of, events, moment))
}

/// The maintenance that the calendar `of` holds, by its first start.
fn kept<'a, 's>(status: &'a Status<'s>, of: CalendarOf) -> Vec<&'a MaintenanceView<'s>> {
    let concerned = |view: &&MaintenanceView<'_>| match of {
        CalendarOf::Site => true,
        CalendarOf::Service(ix) => view.maintenance().services().contains(&ix),
    };
    let all = status.maintenance().iter();
    let mut views: Vec<_> = all.filter(concerned).filter(|view| is_kept(view, status.now())).collect();
    views.sort_by_key(|view| (view.maintenance().scheduled_for(), view.maintenance().slug()));
    views
}

fn is_kept(view: &MaintenanceView<'_>, now: Instant) -> bool {
    let over = match view.maintenance().repeat() {
        Some(repeat) => repeat.over(),
        None => Some(view.scheduled_until()),
    };
    over.is_none_or(|over| over > now - KEPT)
}

/// Whether it must be written on a wall clock: that of UTC needs no zone.
fn is_local(repeat: &Recurrence) -> bool {
    repeat.zone().name() != "UTC"
}

struct Writer<'a> {
    status: &'a Status<'a>,
}

impl Writer<'_> {
    /// The events of one maintenance: itself, and each time that was called off or put off.
    fn events(&self, view: &MaintenanceView<'_>) -> Vec<EventView> {
        let Some(repeat) = view.maintenance().repeat() else {
            return vec![self.event(view, view.focus().1)];
        };
        let (from, until) = (view.maintenance().scheduled_for(), view.maintenance().scheduled_until());
        let master = EventView {
            from: when(repeat, from),
            until: when(repeat, until),
            rule: Some(rule(repeat)),
            status: EventStatus::Confirmed,
            summary: format!("Maintenance: {}", view.maintenance().title()),
            description: self
                .description(view, view.updates().first().filter(|first| !first.state.is_closed())),
            ..self.event(view, view.focus().1)
        };
        let others = view.occurrences().iter().filter(|one| self.standing(one) != EventStatus::Confirmed);
        let others: Vec<EventView> = others
            .map(|one| {
                let by_rule =
                    if is_local(repeat) { When::Local(one.wall()) } else { When::Utc(one.scheduled_for()) };
                EventView {
                    from: by_rule,
                    until: when(repeat, one.scheduled_until()),
                    instead_of: Some(by_rule),
                    ..self.event(view, one)
                }
            })
            .collect();
        std::iter::once(master).chain(others).collect()
    }

    fn event(&self, view: &MaintenanceView<'_>, one: &Occurrence<'_>) -> EventView {
        let maintenance = view.maintenance();
        let config = &self.status.site().config;
        let status = self.standing(one);
        let label = match status {
            EventStatus::Confirmed => "Maintenance",
            EventStatus::Tentative => "Postponed maintenance",
            EventStatus::Cancelled => "Cancelled maintenance",
        };
        EventView {
            uid: uid(config, maintenance.slug().as_str()),
            sequence: view.updates().len(),
            changed: changed(view),
            from: When::Utc(one.scheduled_for()),
            until: When::Utc(one.scheduled_until()),
            rule: None,
            instead_of: None,
            status,
            summary: format!("{label}: {}", maintenance.title()),
            description: self.description(view, one.updates().last()),
            url: config.base_url.join(&routes::maintenance(maintenance.slug())),
            categories: maintenance.services().iter().map(|ix| config.services[ix.0].name.clone()).collect(),
        }
    }

    fn standing(&self, one: &Occurrence<'_>) -> EventStatus {
        match one.state() {
            MaintenanceState::Cancelled => EventStatus::Cancelled,
            MaintenanceState::Scheduled if one.scheduled_for() <= self.status.now() => EventStatus::Tentative,
            _ => EventStatus::Confirmed,
        }
    }

    /// The services, how it recurs, an update, and what is planned.
    fn description(&self, view: &MaintenanceView<'_>, update: Option<&Update<MaintenanceState>>) -> String {
        let maintenance = view.maintenance();
        let config = &self.status.site().config;
        let names: Vec<&str> =
            maintenance.services().iter().map(|ix| config.services[ix.0].name.as_str()).collect();
        let mut parts = Vec::new();
        if !names.is_empty() {
            parts.push(format!("Services: {}", names.join(", ")));
        }
        if let Some(repeat) = maintenance.repeat() {
            parts.push(format!("Repeats {}", repeats(repeat)));
        }
        if let Some(update) = update {
            let time = update.at.map(|at| format!(", {}", TimeView::new(at, self.status.zone()).text));
            let said =
                format!("{}{}: {}", update.state.label(), time.unwrap_or_default(), update.body.plain());
            parts.push(said.trim_end_matches([':', ' ']).to_owned());
        }
        let plan = maintenance.body().plain();
        if !plan.is_empty() {
            parts.push(plan);
        }
        parts.push(config.base_url.join(&routes::maintenance(maintenance.slug())));
        parts.join("\n\n")
    }
}

/// A moment of a maintenance that recurs, as its events write it.
fn when(repeat: &Recurrence, at: Instant) -> When {
    if is_local(repeat) { When::Local(repeat.zone().local(at).wall) } else { When::Utc(at) }
}

/// The rule with its end, which is in UTC wherever the rule is not (RFC 5545, section 3.3.10).
pub(super) fn rule(repeat: &Recurrence) -> String {
    let rule = repeat.rule();
    let until = |at: Instant| format!("{};UNTIL={}", rule.as_str(), at.format("%Y%m%dT%H%M%SZ"));
    match rule.end() {
        End::Never => rule.as_str().to_owned(),
        End::Count(count) => format!("{};COUNT={count}", rule.as_str()),
        End::Moment(at) => until(at),
        End::Day(day) => {
            let next = day.succ_opt().unwrap_or(day);
            until(repeat.zone().day_start(next) - TimeDelta::seconds(1))
        }
    }
}

/// `slug@host`; a site below a path has that in front, so that two sites of one host differ.
fn uid(config: &Config, slug: &str) -> String {
    let url = config.base_url.as_str();
    let host = url.split('/').nth(2).unwrap_or_default();
    format!("{}{slug}@{host}", config.base_url.path().trim_start_matches('/'))
}

/// When something was last said of a maintenance; when nothing was, the only date that its file has.
fn changed(view: &MaintenanceView<'_>) -> Instant {
    view.changed().unwrap_or(view.maintenance().scheduled_for())
}
