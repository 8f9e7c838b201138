//! Atlassian Statuspage's public API, version 2: which documents there are and what each holds.
//!
//! The shapes are Statuspage's, so that its clients work when only the host is changed: every date in UTC with
//! milliseconds, no list `null`, no field that Statuspage does not have. Its own documents stop at the 50 newest; the
//! whole history stands in numbered pages beside them, 50 to a page and counted from the oldest as RFC 5005 counts
//! archives, so that a full page changes only when something in it does. These pages, and the index that leads to the
//! last of them, are Candor's own.

mod shared;
mod views;

pub use shared::Shared;
pub use views::{Affected, Body, Component, History, Incident, Page, Posts, Rollup, Update};

use std::borrow::Cow;
use std::ops::Range;

use super::posts::{Note, Post};
use super::{Api, NEWEST, Stamp};
use crate::model::{Impact, Indicator, ServiceIx, Term};
use crate::status::{Cause, IncidentIx, MaintenanceIx, Status};
use crate::time::Instant;

/// The two kinds of posts, which have lists of the same form.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// Incidents.
    Incidents,
    /// Maintenance.
    Maintenance,
}

impl Kind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Incidents, Self::Maintenance];

    /// Its name in paths.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Incidents => "incidents",
            Self::Maintenance => "scheduled-maintenances",
        }
    }

    fn count(self, status: &Status<'_>) -> usize {
        match self {
            Self::Incidents => status.incidents().len(),
            Self::Maintenance => status.maintenance().len(),
        }
    }
}

/// A document of the API.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Document {
    /// The page, its components, and what goes on or is to come.
    Summary,
    /// How the page is.
    Status,
    /// The components.
    Components,
    /// The newest of a kind.
    Newest(Kind),
    /// The incidents that are not over.
    Unresolved,
    /// The maintenance to come.
    Upcoming,
    /// The maintenance that goes on.
    Active,
    /// One incident.
    Incident(IncidentIx),
    /// One maintenance.
    Maintenance(MaintenanceIx),
    /// The index of a kind's numbered pages.
    Pages(Kind),
    /// A numbered page, counted from 1, the oldest.
    Numbered(Kind, usize),
}

impl Document {
    /// Every document of a site.
    pub fn all(status: &Status<'_>) -> impl Iterator<Item = Self> {
        let fixed =
            [Self::Summary, Self::Status, Self::Components, Self::Unresolved, Self::Upcoming, Self::Active];
        let kinds = Kind::ALL.into_iter().flat_map(|kind| {
            let pages = kind.count(status).div_ceil(NEWEST);
            let numbered = (1..=pages).map(move |n| Self::Numbered(kind, n));
            [Self::Newest(kind), Self::Pages(kind)].into_iter().chain(numbered)
        });
        let incidents = status.incidents().iter().map(|view| Self::Incident(view.ix()));
        let maintenance = status.maintenance().iter().map(|view| Self::Maintenance(view.ix()));
        fixed.into_iter().chain(kinds).chain(incidents).chain(maintenance)
    }

    /// Where it stands.
    #[must_use]
    pub fn address(self, api: &Api, status: &Status<'_>) -> String {
        let path = match self {
            Self::Summary => "summary".to_owned(),
            Self::Status => "status".to_owned(),
            Self::Components => "components".to_owned(),
            Self::Newest(kind) => kind.folder().to_owned(),
            Self::Unresolved => "incidents/unresolved".to_owned(),
            Self::Upcoming => "scheduled-maintenances/upcoming".to_owned(),
            Self::Active => "scheduled-maintenances/active".to_owned(),
            Self::Incident(ix) => format!("incidents/{}", api.incident_id(status, ix).text()),
            Self::Maintenance(ix) => {
                format!("scheduled-maintenances/{}", api.maintenance_id(status, ix).text())
            }
            Self::Pages(kind) => format!("{}/pages", kind.folder()),
            Self::Numbered(kind, n) => format!("{}/page/{n}", kind.folder()),
        };
        format!("api/v2/{path}.json")
    }

    /// The posts that stand in it.
    #[must_use]
    pub fn posts(self, status: &Status<'_>) -> Posts<Cause> {
        let incidents = |range: Range<usize>| range.map(|n| Cause::Incident(IncidentIx(n))).collect();
        let maintenance = |range: Range<usize>| range.map(|n| Cause::Maintenance(MaintenanceIx(n))).collect();
        let list = |kind, range| match kind {
            Kind::Incidents => Posts { incidents: Some(incidents(range)), ..Posts::default() },
            Kind::Maintenance => {
                Posts { scheduled_maintenances: Some(maintenance(range)), ..Posts::default() }
            }
        };
        let unresolved = || status.open_incidents().map(|view| Cause::Incident(view.ix())).collect();
        let upcoming = || status.maintenance_upcoming().map(|view| Cause::Maintenance(view.ix()));
        let active = || status.maintenance_in_progress().map(|view| Cause::Maintenance(view.ix()));
        let none = Posts::default();
        match self {
            Self::Summary => Posts {
                incidents: Some(unresolved()),
                scheduled_maintenances: Some(active().chain(upcoming()).collect()),
                ..none
            },
            Self::Status | Self::Components | Self::Pages(_) => none,
            Self::Unresolved => Posts { incidents: Some(unresolved()), ..none },
            Self::Upcoming => Posts { scheduled_maintenances: Some(upcoming().collect()), ..none },
            Self::Active => Posts { scheduled_maintenances: Some(active().collect()), ..none },
            Self::Incident(ix) => Posts { incident: Some(Cause::Incident(ix)), ..none },
            Self::Maintenance(ix) => Posts { scheduled_maintenance: Some(Cause::Maintenance(ix)), ..none },
            Self::Newest(kind) => list(kind, 0..NEWEST.min(kind.count(status))),
            Self::Numbered(kind, n) => {
                let all = kind.count(status);
                list(kind, all.saturating_sub(n * NEWEST)..all.saturating_sub((n - 1) * NEWEST))
            }
        }
    }

    /// When something of what it says last changed, the newest of its posts at `newest`: an update changes no document
    /// that says nothing of it. `None` for what is about the whole site.
    #[must_use]
    pub fn changed(self, api: &Api, status: &Status<'_>, newest: Option<Instant>) -> Option<Instant> {
        let shared = &api.statuspage;
        let kind = match self {
            Self::Summary | Self::Status => return None,
            Self::Components => return shared.changed(),
            Self::Incident(_) | Self::Maintenance(_) | Self::Numbered(..) => return newest,
            Self::Newest(kind) | Self::Pages(kind) => kind,
            Self::Unresolved => Kind::Incidents,
            Self::Upcoming | Self::Active => Kind::Maintenance,
        };
        // What is not over says how its components are now.
        let named = self.posts(status);
        let named = [named.incidents, named.scheduled_maintenances].into_iter().flatten().flatten();
        let components =
            named.filter(|cause| !status.is_over(*cause)).flat_map(|cause| services(status, cause));
        let components = components.map(|service| shared.component(service).updated_at.0);
        components.chain(newest).chain(shared.posted(kind)).max()
    }

    /// What a numbered page says of its place: how many pages there are, and which this is.
    #[must_use]
    pub fn place(self, status: &Status<'_>) -> Option<(Kind, usize, usize)> {
        match self {
            Self::Numbered(kind, n) => Some((kind, kind.count(status).div_ceil(NEWEST), n)),
            _ => None,
        }
    }

    /// What it holds, with its [`posts`](Self::posts) as they are to be written.
    #[must_use]
    pub fn body<'a, P>(self, api: &'a Api, status: &Status<'_>, posts: &'a Posts<P>) -> Body<'a, P> {
        let shared = &api.statuspage;
        Body {
            page: Cow::Borrowed(&shared.page),
            components: matches!(self, Self::Summary | Self::Components).then_some(&shared.components[..]),
            incidents: posts.incidents.as_deref(),
            scheduled_maintenances: posts.scheduled_maintenances.as_deref(),
            incident: posts.incident.as_ref(),
            scheduled_maintenance: posts.scheduled_maintenance.as_ref(),
            status: matches!(self, Self::Summary | Self::Status).then(|| rollup(status)),
            history: match self {
                Self::Numbered(kind, n) => Some(history(api, status, kind, Some(n))),
                Self::Pages(kind) => Some(history(api, status, kind, None)),
                _ => None,
            },
        }
    }
}

fn services(status: &Status<'_>, cause: Cause) -> Vec<ServiceIx> {
    match cause {
        Cause::Incident(ix) => status.incident(ix).named().iter().map(|(service, _)| service).collect(),
        Cause::Maintenance(ix) => status.maintenance_at(ix).maintenance().services().to_vec(),
    }
}

/// What leads from a kind's list of the newest to the rest of its history: relations of links, of those registered with
/// IANA, and URLs. They go into the header `Link` (RFC 8288), because strict clients know no field for them.
///
/// `prev` is the page before this one in a series, as the field `previous` is. `prev-archive` would say that the page
/// stays as it is (RFC 5005, section 4), and the newest one still fills up.
#[must_use]
pub fn links(kind: Kind, api: &Api, status: &Status<'_>) -> Vec<(&'static str, String)> {
    let newest_page = history(api, status, kind, None).previous.map(|url| ("prev", url));
    let index = status.site().config.base_url.join(&Document::Pages(kind).address(api, status));
    newest_page.into_iter().chain([("archives", index)]).collect()
}

/// The number of the page on which the `n`th post of a kind stands, counted from the newest.
#[must_use]
pub fn number_of(kind: Kind, n: usize, status: &Status<'_>) -> usize {
    kind.count(status).saturating_sub(n + 1) / NEWEST + 1
}

fn history(api: &Api, status: &Status<'_>, kind: Kind, number: Option<usize>) -> History {
    let pages = kind.count(status).div_ceil(NEWEST);
    let url = |document: Document| status.site().config.base_url.join(&document.address(api, status));
    let page = |n: usize| (1..=pages).contains(&n).then(|| url(Document::Numbered(kind, n)));
    History {
        pages,
        number,
        previous: page(number.map_or(pages, |n| n - 1)),
        next: number.and_then(|n| page(n + 1)),
        newest: url(Document::Newest(kind)),
    }
}

/// A post in Statuspage's shape.
#[must_use]
pub fn incident<'a>(api: &'a Api, post: &'a Post) -> Incident<'a> {
    let shared = &api.statuspage;
    let id = post.id.text();
    Incident {
        id,
        name: &post.title,
        status: post.state,
        created_at: Stamp(post.created),
        updated_at: Stamp(post.updated),
        monitoring_at: post.monitoring.map(Stamp),
        resolved_at: post.resolved.map(Stamp),
        impact: post.impact.as_str(),
        shortlink: &post.url,
        started_at: Stamp(post.started),
        page_id: &shared.page.id,
        incident_updates: post.notes.iter().map(|note| update(shared, id, note)).collect(),
        components: shared.of(post),
        reminder_intervals: None,
        scheduled_for: post.window.map(|(from, _)| Stamp(from)),
        scheduled_until: post.window.map(|(_, until)| Stamp(until)),
    }
}

fn update<'a>(shared: &'a Shared, incident_id: &'a str, note: &'a Note) -> Update<'a> {
    let affected = note.affected.iter().map(|(service, old, new)| {
        let component = shared.component(*service);
        Affected {
            code: &component.id,
            name: &component.name,
            old_status: old.as_str(),
            new_status: new.as_str(),
        }
    });
    Update {
        id: note.id.text(),
        status: note.state,
        body: &note.body,
        incident_id,
        created_at: Stamp(note.at),
        updated_at: Stamp(note.edited),
        display_at: Stamp(note.at),
        affected_components: affected.collect(),
        deliver_notifications: true,
        custom_tweet: None,
        tweet_id: None,
    }
}

fn rollup(status: &Status<'_>) -> Rollup {
    let worst = status.services().map(|(_, service)| service.impact()).max();
    let description = match status.indicator() {
        Indicator::None => "All Systems Operational",
        Indicator::Maintenance => "Service Under Maintenance",
        Indicator::Minor if worst == Some(Impact::DegradedPerformance) => "Partially Degraded Service",
        Indicator::Minor => "Minor Service Outage",
        Indicator::Major => "Partial System Outage",
        Indicator::Critical => "Major System Outage",
    };
    Rollup { indicator: status.indicator().as_str(), description }
}
