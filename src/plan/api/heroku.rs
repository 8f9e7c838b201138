//! Heroku's Status API, version 4: which documents there are and what each holds.
//!
//! Heroku knows systems and three colours. A group is a system; so is a service that stands in no group. A system is
//! as bad as the worst of its services: red is a major outage, green is that all work, and everything between,
//! maintenance that goes on among it, is yellow.

use serde::Serialize;

use super::posts::Post;
use super::{Api, NEWEST, Stamp};
use crate::model::{Config, Impact, Impacts, ServiceIx};
use crate::status::{IncidentIx, MaintenanceIx, Status};

/// A document of the API. Heroku's addresses have no extension; each has a twin that ends in `.json` for hosts that
/// cannot say what a file without one holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Document {
    /// The systems, and what goes on or is to come.
    CurrentStatus,
    /// The newest incidents.
    Incidents,
    /// One incident.
    Incident(IncidentIx),
    /// One maintenance: Heroku counts them among incidents.
    Maintenance(MaintenanceIx),
}

/// A body.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
#[serde(untagged)]
pub enum Body {
    /// Of the current status.
    CurrentStatus(CurrentStatus),
    /// Of the list.
    Incidents(Vec<Incident>),
    /// Of one incident.
    Incident(Incident),
}

/// How everything is.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct CurrentStatus {
    /// Each system's colour.
    pub status: Vec<SystemStatus>,
    /// The open incidents, newest first.
    pub incidents: Vec<Incident>,
    /// The maintenance that goes on and the one to come.
    pub scheduled: Vec<Incident>,
}

/// A system's colour.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct SystemStatus {
    /// Its name.
    pub system: String,
    /// `green`, `yellow` or `red`.
    pub status: &'static str,
}

/// An incident or a maintenance.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct Incident {
    /// Derived from the file's name; below 2^53.
    pub id: u64,
    /// The title.
    pub title: String,
    /// `investigating`, `identified`, `monitoring`, `resolved`; of a maintenance `upcoming`, `in_progress`,
    /// `verifying`, `resolved`.
    pub state: &'static str,
    /// Whether it is over.
    pub resolved: bool,
    /// When it was put on the site; when a retroactive one began.
    pub created_at: Stamp,
    /// When it last changed.
    pub updated_at: Stamp,
    /// The URL of its page.
    pub full_url: String,
    /// The systems that it is about.
    pub systems: Vec<System>,
    /// What was posted, newest first; never empty.
    pub updates: Vec<Update>,
}

/// A system that an incident is about.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct System {
    /// Its name.
    pub name: String,
    /// The colour that the incident gives it now.
    pub status: &'static str,
    /// The names of its services that the incident is about.
    pub services: Vec<String>,
}

/// An update.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct Update {
    /// Derived from the incident's id and the update's ordinal; below 2^53.
    pub id: u64,
    /// The state from it on.
    pub update_type: &'static str,
    /// What it says, as plain text.
    pub contents: String,
    /// When it was posted.
    pub created_at: Stamp,
    /// When it was last edited; else the same.
    pub updated_at: Stamp,
}

/// The systems of a site: their names and services.
pub struct Shared {
    systems: Vec<(String, Vec<ServiceIx>)>,
}

impl Shared {
    pub(super) fn new(status: &Status<'_>) -> Self {
        Self { systems: systems(&status.site().config) }
    }
}

fn systems(config: &Config) -> Vec<(String, Vec<ServiceIx>)> {
    let members = |group: usize| -> Vec<ServiceIx> {
        config.services().filter(|(_, service)| service.group == Some(group)).map(|(ix, _)| ix).collect()
    };
    let groups = config.groups.iter().enumerate().map(|(n, group)| (group.name.clone(), members(n)));
    let groups = groups.filter(|(_, members)| !members.is_empty());
    let alone = config.services().filter(|(_, service)| service.group.is_none());
    let alone = alone.map(|(ix, service)| (service.name.clone(), vec![ix]));
    groups.chain(alone).collect()
}

impl Document {
    /// Every document of a site.
    pub fn all(status: &Status<'_>) -> impl Iterator<Item = Self> {
        let incidents = status.incidents().iter().map(|view| Self::Incident(view.ix()));
        let maintenance = status.maintenance().iter().map(|view| Self::Maintenance(view.ix()));
        [Self::CurrentStatus, Self::Incidents].into_iter().chain(incidents).chain(maintenance)
    }

    /// Where it stands: under Heroku's own address and its twin's. The list has only the second: beside the folder
    /// `incidents` no file of that name can stand.
    #[must_use]
    pub fn addresses(self, api: &Api, status: &Status<'_>) -> Vec<String> {
        let address = match self {
            Self::CurrentStatus => "api/v4/current-status".to_owned(),
            Self::Incidents => return vec!["api/v4/incidents.json".to_owned()],
            Self::Incident(ix) => format!("api/v4/incidents/{}", api.incident_id(status, ix).number()),
            Self::Maintenance(ix) => format!("api/v4/incidents/{}", api.maintenance_id(status, ix).number()),
        };
        let twin = format!("{address}.json");
        vec![address, twin]
    }

    /// What it holds.
    #[must_use]
    pub fn body(self, api: &Api, status: &Status<'_>) -> Body {
        let incident = |ix| view(api, status, api.incident(status, ix));
        let maintenance = |ix| view(api, status, api.maintenance(status, ix));
        match self {
            Self::CurrentStatus => {
                let scheduled = status.maintenance_in_progress().chain(status.maintenance_upcoming());
                Body::CurrentStatus(CurrentStatus {
                    status: colours(api, status),
                    incidents: status.open_incidents().map(|view| incident(view.ix())).collect(),
                    scheduled: scheduled.map(|view| maintenance(view.ix())).collect(),
                })
            }
            Self::Incidents => Body::Incidents(
                status.incidents().iter().take(NEWEST).map(|view| incident(view.ix())).collect(),
            ),
            Self::Incident(ix) => Body::Incident(incident(ix)),
            Self::Maintenance(ix) => Body::Incident(maintenance(ix)),
        }
    }
}

fn colours(api: &Api, status: &Status<'_>) -> Vec<SystemStatus> {
    let systems = api.heroku.systems.iter().map(|(name, services)| {
        let worst = services.iter().map(|ix| status.service(*ix).impact()).max();
        SystemStatus { system: name.clone(), status: colour(worst) }
    });
    systems.collect()
}

fn colour(worst: Option<Impact>) -> &'static str {
    match worst.unwrap_or(Impact::Operational) {
        Impact::Operational => "green",
        Impact::UnderMaintenance | Impact::DegradedPerformance | Impact::PartialOutage => "yellow",
        Impact::MajorOutage => "red",
    }
}

fn view(api: &Api, status: &Status<'_>, post: Post) -> Incident {
    let updates = post.notes.into_iter().map(|note| Update {
        id: note.id.number(),
        update_type: if note.state == "completed" { "resolved" } else { note.state },
        contents: note.body,
        created_at: Stamp(note.at),
        updated_at: Stamp(note.edited),
    });
    Incident {
        id: post.id.number(),
        title: post.title,
        state: match post.state {
            "scheduled" => "upcoming",
            _ if post.is_over => "resolved",
            state => state,
        },
        resolved: post.is_over,
        created_at: Stamp(post.created),
        updated_at: Stamp(post.updated),
        full_url: post.url,
        systems: affected(api, status, &post.services),
        updates: updates.collect(),
    }
}

/// The systems that `services` belong to.
fn affected(api: &Api, status: &Status<'_>, services: &Impacts) -> Vec<System> {
    let config = &status.site().config;
    let systems = api.heroku.systems.iter().filter_map(|(name, members)| {
        let hit: Vec<_> = services.iter().filter(|(service, _)| members.contains(service)).collect();
        (!hit.is_empty()).then(|| System {
            name: name.clone(),
            status: colour(hit.iter().map(|(_, impact)| *impact).max()),
            services: hit.iter().map(|(service, _)| config.services[service.0].name.clone()).collect(),
        })
    });
    systems.collect()
}
