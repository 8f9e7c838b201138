//! Heroku's Status API, version 4: which documents there are and what each holds.
//!
//! Heroku knows systems and three colours. A group is a system; so is a service that stands in no group. A system is
//! as bad as the worst of its services: red is a major outage, green is that all work, and everything between,
//! maintenance that goes on among it, is yellow.

use serde::Serialize;

use super::posts::Post;
use super::{Api, NEWEST, Said, Stamp};
use crate::model::{Config, Impact, Impacts, ServiceIx};
use crate::status::{Cause, IncidentIx, MaintenanceIx, Status};

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
pub enum Body<'a> {
    /// Of the current status.
    CurrentStatus(CurrentStatus<'a>),
    /// Of the list.
    Incidents(Vec<Incident<'a>>),
    /// Of one incident.
    Incident(Incident<'a>),
}

/// How everything is.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct CurrentStatus<'a> {
    /// Each system's colour.
    pub status: Vec<SystemStatus<'a>>,
    /// The open incidents, newest first.
    pub incidents: Vec<Incident<'a>>,
    /// The maintenance that goes on and the one to come.
    pub scheduled: Vec<Incident<'a>>,
}

/// A system's colour.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct SystemStatus<'a> {
    /// Its name.
    pub system: &'a str,
    /// `green`, `yellow` or `red`.
    pub status: &'static str,
}

/// An incident or a maintenance.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct Incident<'a> {
    /// Derived from the file's name; below 2^53.
    pub id: u64,
    /// The title.
    pub title: &'a str,
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
    pub full_url: &'a str,
    /// The systems that it is about.
    pub systems: Vec<System<'a>>,
    /// What was posted, newest first; never empty.
    pub updates: Vec<Update<'a>>,
}

/// A system that an incident is about.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct System<'a> {
    /// Its name.
    pub name: &'a str,
    /// The colour that the incident gives it now.
    pub status: &'static str,
    /// The names of its services that the incident is about.
    pub services: Vec<&'a str>,
}

/// An update.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct Update<'a> {
    /// Derived from the incident's id and the moment of the update; below 2^53.
    pub id: u64,
    /// The state from it on.
    pub update_type: &'static str,
    /// What it says, as plain text.
    pub contents: &'a Said,
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

    /// The posts that stand in it: those that have begun or are incidents, and those to come.
    #[must_use]
    pub fn posts(self, status: &Status<'_>) -> (Vec<Cause>, Vec<Cause>) {
        match self {
            Self::CurrentStatus => {
                let scheduled = status.maintenance_in_progress().chain(status.maintenance_upcoming());
                (
                    status.open_incidents().map(|view| Cause::Incident(view.ix())).collect(),
                    scheduled.map(|view| Cause::Maintenance(view.ix())).collect(),
                )
            }
            Self::Incidents => {
                let newest = status.incidents().iter().take(NEWEST);
                (newest.map(|view| Cause::Incident(view.ix())).collect(), Vec::new())
            }
            Self::Incident(ix) => (vec![Cause::Incident(ix)], Vec::new()),
            Self::Maintenance(ix) => (vec![Cause::Maintenance(ix)], Vec::new()),
        }
    }

    /// What it holds, with its [`posts`](Self::posts) in words.
    #[must_use]
    pub fn body<'a>(
        self,
        api: &'a Api,
        status: &'a Status<'_>,
        posts: &'a (Vec<Post>, Vec<Post>),
    ) -> Body<'a> {
        let (incidents, scheduled) = posts;
        let incidents = incidents.iter().map(|post| incident(api, status, post));
        match self {
            Self::CurrentStatus => Body::CurrentStatus(CurrentStatus {
                status: colours(api, status),
                incidents: incidents.collect(),
                scheduled: scheduled.iter().map(|post| incident(api, status, post)).collect(),
            }),
            Self::Incident(_) | Self::Maintenance(_) => {
                // There is always the one that the document is about.
                incidents.map(Body::Incident).next().unwrap_or(Body::Incidents(Vec::new()))
            }
            Self::Incidents => Body::Incidents(incidents.collect()),
        }
    }
}

fn colours<'a>(api: &'a Api, status: &Status<'_>) -> Vec<SystemStatus<'a>> {
    let systems = api.heroku.systems.iter().map(|(name, services)| {
        let worst = services.iter().map(|ix| status.service(*ix).impact()).max();
        SystemStatus { system: name, status: colour(worst) }
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

/// A post in Heroku's shape.
#[must_use]
pub fn incident<'a>(api: &'a Api, status: &'a Status<'_>, post: &'a Post) -> Incident<'a> {
    let updates = post.notes.iter().map(|note| Update {
        id: note.id.number(),
        update_type: if note.state == "completed" { "resolved" } else { note.state },
        contents: &note.body,
        created_at: Stamp(note.at),
        updated_at: Stamp(note.edited),
    });
    Incident {
        id: post.id.number(),
        title: &post.title,
        state: match post.state {
            "scheduled" => "upcoming",
            _ if post.is_over => "resolved",
            state => state,
        },
        resolved: post.is_over,
        created_at: Stamp(post.created),
        updated_at: Stamp(post.updated),
        full_url: &post.url,
        systems: affected(api, status, &post.services),
        updates: updates.collect(),
    }
}

/// The systems that `services` belong to.
fn affected<'a>(api: &'a Api, status: &'a Status<'_>, services: &Impacts) -> Vec<System<'a>> {
    let config = &status.site().config;
    let systems = api.heroku.systems.iter().filter_map(|(name, members)| {
        let hit: Vec<_> = services.iter().filter(|(service, _)| members.contains(service)).collect();
        (!hit.is_empty()).then(|| System {
            name,
            status: colour(hit.iter().map(|(_, impact)| *impact).max()),
            services: hit.iter().map(|(service, _)| config.services[service.0].name.as_str()).collect(),
        })
    });
    systems.collect()
}
