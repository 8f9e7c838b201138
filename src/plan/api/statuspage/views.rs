//! The objects of Statuspage's API: field for field, in its order, with `null` where Statuspage has `null`.

use std::borrow::Cow;

use serde::Serialize;

use crate::plan::api::{Said, Stamp};
use crate::time::Instant;

/// The page that every body begins with.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct Page {
    /// Derived from the site's address.
    pub id: String,
    /// The site's title.
    pub name: String,
    /// The site's address, without a `/` at its end.
    pub url: String,
    /// The IANA name of the site's zone.
    pub time_zone: String,
    /// When anything on it last changed.
    pub updated_at: Stamp,
}

/// How the whole page is.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Debug)]
pub struct Rollup {
    /// `none`, `maintenance`, `minor`, `major` or `critical`.
    pub indicator: &'static str,
    /// In Statuspage's words.
    pub description: &'static str,
}

/// A service, or a group of services.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct Component {
    /// Derived from the id in candor.toml.
    pub id: String,
    /// The name for people.
    pub name: String,
    /// The impact on it now; a group has the worst of its services.
    pub status: &'static str,
    /// The service's `since`, else the oldest moment that the site has on record.
    pub created_at: Stamp,
    /// When its status last changed.
    pub updated_at: Stamp,
    /// Its place among its like, counted from 1.
    pub position: usize,
    /// What it does; `null` when nothing is said.
    pub description: Option<String>,
    /// Always so.
    pub showcase: bool,
    /// The day of the service's `since`.
    pub start_date: Option<String>,
    /// Its group; `null` without one.
    pub group_id: Option<String>,
    /// The page's id.
    pub page_id: String,
    /// Whether it is a group.
    pub group: bool,
    /// Never so.
    pub only_show_if_degraded: bool,
    /// The ids of a group's services; only a group has the field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub components: Option<Vec<String>>,
}

/// An incident, or with its last two fields a maintenance.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct Incident<'a> {
    /// Derived from the file's name.
    pub id: &'a str,
    /// The title.
    pub name: &'a str,
    /// Where it stands.
    pub status: &'static str,
    /// When it was put on the site; when a retroactive one began.
    pub created_at: Stamp,
    /// When it last changed.
    pub updated_at: Stamp,
    /// When it was last said to be monitored.
    pub monitoring_at: Option<Stamp>,
    /// When it was over.
    pub resolved_at: Option<Stamp>,
    /// `none`, `maintenance`, `minor`, `major` or `critical`.
    pub impact: &'static str,
    /// The URL of its page.
    pub shortlink: &'a str,
    /// When customers were first affected.
    pub started_at: Stamp,
    /// The page's id.
    pub page_id: &'a str,
    /// What was posted, newest first; never empty.
    pub incident_updates: Vec<Update<'a>>,
    /// The services that it is about: as they are now, or once it is over as it left them.
    pub components: Vec<Cow<'a, Component>>,
    /// Always `null`: nobody is reminded.
    pub reminder_intervals: Option<()>,
    /// When a maintenance is to begin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduled_for: Option<Stamp>,
    /// When a maintenance is to be over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduled_until: Option<Stamp>,
}

/// An update.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct Update<'a> {
    /// Derived from the incident's id and the moment of the update.
    pub id: &'a str,
    /// The state from it on.
    pub status: &'static str,
    /// What it says, as plain text.
    pub body: &'a Said,
    /// The incident's id.
    pub incident_id: &'a str,
    /// When it was posted.
    pub created_at: Stamp,
    /// When it was last edited; else the same.
    pub updated_at: Stamp,
    /// When it was posted.
    pub display_at: Stamp,
    /// What it changed.
    pub affected_components: Vec<Affected<'a>>,
    /// Always so: every update is in the feeds.
    pub deliver_notifications: bool,
    /// Always `null`.
    pub custom_tweet: Option<()>,
    /// Always `null`.
    pub tweet_id: Option<()>,
}

/// What an update changed for a service.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct Affected<'a> {
    /// The component's id.
    pub code: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its status before.
    pub old_status: &'static str,
    /// Its status from then on.
    pub new_status: &'static str,
}

/// The posts that stand in a body, by the field they stand in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Posts<P> {
    /// Incidents, newest first.
    pub incidents: Option<Vec<P>>,
    /// Maintenance, latest first.
    pub scheduled_maintenances: Option<Vec<P>>,
    /// One incident.
    pub incident: Option<P>,
    /// One maintenance.
    pub scheduled_maintenance: Option<P>,
}

impl<P> Default for Posts<P> {
    fn default() -> Self {
        Self { incidents: None, scheduled_maintenances: None, incident: None, scheduled_maintenance: None }
    }
}

impl<P> Posts<P> {
    /// The same places with something else in them.
    pub fn map<'p, Q>(&'p self, change: impl Fn(&'p P) -> Q) -> Posts<Q> {
        let list = |list: &'p Option<Vec<P>>| list.as_ref().map(|list| list.iter().map(&change).collect());
        Posts {
            incidents: list(&self.incidents),
            scheduled_maintenances: list(&self.scheduled_maintenances),
            incident: self.incident.as_ref().map(&change),
            scheduled_maintenance: self.scheduled_maintenance.as_ref().map(&change),
        }
    }

    /// What stands in any place.
    pub fn iter(&self) -> impl Iterator<Item = &P> {
        let lists = self.incidents.iter().chain(&self.scheduled_maintenances).flatten();
        lists.chain(&self.incident).chain(&self.scheduled_maintenance)
    }
}

/// A body. Which lists it has depends on the document; a list that it has is never `null`. `P` is what stands for a post.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct Body<'a, P> {
    /// The page.
    pub page: Cow<'a, Page>,
    /// Groups, each followed by its services, and services without a group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub components: Option<&'a [Component]>,
    /// Incidents, newest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incidents: Option<&'a [P]>,
    /// Maintenance, latest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduled_maintenances: Option<&'a [P]>,
    /// One incident.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incident: Option<&'a P>,
    /// One maintenance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduled_maintenance: Option<&'a P>,
    /// How the page is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Rollup>,
    /// Where the rest of the history is. Only Candor's own documents have it: strict clients know no such field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<History>,
}

impl<P> Body<'_, P> {
    /// The same with a page that was last changed at `moment`: what is only about posts hangs on nothing else, so that it
    /// stays the same when something else is posted.
    #[must_use]
    pub fn as_of(mut self, moment: Instant) -> Self {
        self.page.to_mut().updated_at = Stamp(moment);
        self
    }
}

/// The way through the numbered pages of a history.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct History {
    /// How many pages there are; 0 when there is nothing.
    pub pages: usize,
    /// The number of this page, counted from 1, the oldest; `null` in the index.
    pub number: Option<usize>,
    /// The page with what is older than this page; in the index, the newest page.
    pub previous: Option<String>,
    /// The page with what is newer than this page.
    pub next: Option<String>,
    /// The list of the newest.
    pub newest: String,
}
