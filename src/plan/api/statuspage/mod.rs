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
pub use views::{Affected, Body, Component, History, Incident, Page, Rollup, Update};

use super::posts::{Note, Post};
use super::{Api, NEWEST, Stamp};
use crate::model::{Impact, Indicator, Term};
use crate::status::{IncidentIx, MaintenanceIx, Status};

/// The two kinds of posts, which have lists of the same form.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// Incidents.
    Incidents,
    /// Maintenance.
    Maintenance,
}

impl Kind {
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
        let kinds = [Kind::Incidents, Kind::Maintenance].into_iter().flat_map(|kind| {
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

    /// What it holds.
    #[must_use]
    pub fn body(self, api: &Api, status: &Status<'_>) -> Body {
        let maker = Maker { api, status };
        let empty = Body {
            page: api.statuspage.page.clone(),
            components: None,
            incidents: None,
            scheduled_maintenances: None,
            incident: None,
            scheduled_maintenance: None,
            status: None,
            history: None,
        };
        match self {
            Self::Summary => Body {
                components: Some(api.statuspage.components.clone()),
                incidents: Some(maker.unresolved()),
                scheduled_maintenances: Some(maker.active().chain(maker.upcoming()).collect()),
                status: Some(rollup(status)),
                ..empty
            },
            Self::Status => Body { status: Some(rollup(status)), ..empty },
            Self::Components => Body { components: Some(api.statuspage.components.clone()), ..empty },
            Self::Unresolved => Body { incidents: Some(maker.unresolved()), ..empty },
            Self::Upcoming => Body { scheduled_maintenances: Some(maker.upcoming().collect()), ..empty },
            Self::Active => Body { scheduled_maintenances: Some(maker.active().collect()), ..empty },
            Self::Incident(ix) => Body { incident: Some(maker.incident(ix)), ..empty },
            Self::Maintenance(ix) => Body { scheduled_maintenance: Some(maker.maintenance(ix)), ..empty },
            Self::Newest(kind) => maker.list(empty, kind, 0..NEWEST.min(kind.count(status))),
            Self::Numbered(kind, n) => {
                let all = kind.count(status);
                let history = Some(maker.history(kind, Some(n)));
                let newest = all.saturating_sub(n * NEWEST);
                maker.list(Body { history, ..empty }, kind, newest..all.saturating_sub((n - 1) * NEWEST))
            }
            Self::Pages(kind) => Body { history: Some(maker.history(kind, None)), ..empty },
        }
    }
}

/// Makes the objects of one document.
struct Maker<'a> {
    api: &'a Api,
    status: &'a Status<'a>,
}

impl Maker<'_> {
    /// The posts of a kind at these positions, counted from the newest.
    fn list(&self, body: Body, kind: Kind, range: std::ops::Range<usize>) -> Body {
        match kind {
            Kind::Incidents => {
                Body { incidents: Some(range.map(|n| self.incident(IncidentIx(n))).collect()), ..body }
            }
            Kind::Maintenance => {
                let list = range.map(|n| self.maintenance(MaintenanceIx(n))).collect();
                Body { scheduled_maintenances: Some(list), ..body }
            }
        }
    }

    fn unresolved(&self) -> Vec<Incident> {
        self.status.open_incidents().map(|view| self.incident(view.ix())).collect()
    }

    fn upcoming(&self) -> impl Iterator<Item = Incident> {
        self.status.maintenance_upcoming().map(|view| self.maintenance(view.ix()))
    }

    fn active(&self) -> impl Iterator<Item = Incident> {
        self.status.maintenance_in_progress().map(|view| self.maintenance(view.ix()))
    }

    fn history(&self, kind: Kind, number: Option<usize>) -> History {
        let pages = kind.count(self.status).div_ceil(NEWEST);
        let url = |document: Document| {
            self.status.site().config.base_url.join(&document.address(self.api, self.status))
        };
        let page = |n: usize| (1..=pages).contains(&n).then(|| url(Document::Numbered(kind, n)));
        History {
            pages,
            number,
            previous: page(number.map_or(pages, |n| n - 1)),
            next: number.and_then(|n| page(n + 1)),
            newest: url(Document::Newest(kind)),
        }
    }

    fn incident(&self, ix: IncidentIx) -> Incident {
        self.post(self.api.incident(self.status, ix))
    }

    fn maintenance(&self, ix: MaintenanceIx) -> Incident {
        self.post(self.api.maintenance(self.status, ix))
    }

    fn post(&self, post: Post) -> Incident {
        let shared = &self.api.statuspage;
        let id = post.id.text().to_owned();
        Incident {
            name: post.title,
            status: post.state,
            created_at: Stamp(post.created),
            updated_at: Stamp(post.updated),
            monitoring_at: post.monitoring.map(Stamp),
            resolved_at: post.resolved.map(Stamp),
            impact: post.impact.as_str(),
            shortlink: post.url,
            started_at: Stamp(post.started),
            page_id: shared.page.id.clone(),
            incident_updates: post.notes.into_iter().map(|note| self.note(&id, note)).collect(),
            components: shared.of(&post.services),
            reminder_intervals: None,
            scheduled_for: post.window.map(|(from, _)| Stamp(from)),
            scheduled_until: post.window.map(|(_, until)| Stamp(until)),
            id,
        }
    }

    fn note(&self, incident_id: &str, note: Note) -> Update {
        let affected = note.affected.into_iter().map(|(service, old, new)| {
            let component = self.api.statuspage.component(service);
            Affected {
                code: component.id.clone(),
                name: component.name.clone(),
                old_status: old.as_str(),
                new_status: new.as_str(),
            }
        });
        Update {
            id: note.id.text().to_owned(),
            status: note.state,
            body: note.body,
            incident_id: incident_id.to_owned(),
            created_at: Stamp(note.at),
            updated_at: Stamp(note.edited),
            display_at: Stamp(note.at),
            affected_components: affected.collect(),
            deliver_notifications: true,
            custom_tweet: None,
            tweet_id: None,
        }
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
