//! What every body of Statuspage's API has from the site: the page and the components.

use std::borrow::Cow;

use super::Kind;
use super::views::{Component, Page};
use crate::digest::Digest;
use crate::model::{Group, Impact, Service, ServiceIx, Term};
use crate::plan::api::ids::Ids;
use crate::plan::api::{Post, Stamp, bare_url};
use crate::status::{ServiceStatus, Status};
use crate::time::Instant;

/// The page and the components, made once.
pub struct Shared {
    pub(super) page: Page,
    /// In the order of the lists: each group with its services behind it, then the services without a group.
    pub(super) components: Vec<Component>,
    /// The position in `components` of each service.
    places: Vec<usize>,
    /// When something was last posted of each kind.
    posted: [(Kind, Option<Instant>); 2],
}

impl Shared {
    pub(in crate::plan::api) fn new(status: &Status<'_>, ids: &Ids) -> Self {
        let config = &status.site().config;
        let page = Page {
            id: ids.page().text().to_owned(),
            name: config.title.clone(),
            url: bare_url(config).to_owned(),
            time_zone: config.zone.name().to_owned(),
            updated_at: Stamp(status.now()),
        };
        let oldest = oldest(status);
        let mut list =
            List { status, ids, page_id: &page.id, oldest, components: Vec::new(), places: Vec::new() };
        list.places = vec![0; config.services.len()];
        let mut position = 0;
        for (n, group) in config.groups.iter().enumerate() {
            position += usize::from(list.group(n, group, position + 1));
        }
        for (ix, service) in config.services().filter(|(_, service)| service.group.is_none()) {
            position += 1;
            list.service(ix, service, position);
        }
        let List { components, places, .. } = list;
        let updated = components.iter().map(|component| component.updated_at).max();
        let posted =
            [(Kind::Incidents, incident_posted(status)), (Kind::Maintenance, maintenance_posted(status))];
        let updated = updated.into_iter().chain(posted.iter().filter_map(|(_, at)| at.map(Stamp))).max();
        let page = Page { updated_at: updated.unwrap_or(page.updated_at), ..page.clone() };
        Self { page, components, places, posted }
    }

    /// When something of `kind` was last posted.
    pub(super) fn posted(&self, kind: Kind) -> Option<Instant> {
        self.posted.iter().find(|(of, _)| *of == kind)?.1
    }

    /// When a component last changed.
    pub(super) fn changed(&self) -> Option<Instant> {
        self.components.iter().map(|component| component.updated_at.0).max()
    }

    /// A digest of what documents of posts have of it: of those that are over nothing that changes, of those that go on
    /// (`open`) how the components are now.
    pub(in crate::plan::api) fn digest(&self, open: bool) -> Option<Digest> {
        let page = (&self.page.id, &self.page.name, &self.page.url, &self.page.time_zone);
        let of = |one: &Component| if open { one.clone() } else { left(one, Stamp(Instant::UNIX_EPOCH)) };
        Digest::of_written(&open, &(page, self.components.iter().map(of).collect::<Vec<_>>()))
    }

    /// The component of a service.
    pub(super) fn component(&self, service: ServiceIx) -> &Component {
        &self.components[self.places[service.0]]
    }

    /// The components of the services that a post is about. What is over says nothing of what came after it: a post of
    /// the past stays as it is, whatever happens later.
    pub(super) fn of(&self, post: &Post) -> Vec<Cow<'_, Component>> {
        let components = post.services.iter().map(|(service, _)| self.component(service));
        if post.is_over {
            let at = Stamp(post.resolved.unwrap_or(post.updated));
            components.map(|component| Cow::Owned(left(component, at))).collect()
        } else {
            components.map(Cow::Borrowed).collect()
        }
    }
}

/// A component as it was left by something that was over `at` that moment.
fn left(component: &Component, at: Stamp) -> Component {
    Component { status: Impact::Operational.as_str(), updated_at: at, ..component.clone() }
}

struct List<'a> {
    status: &'a Status<'a>,
    ids: &'a Ids,
    page_id: &'a str,
    oldest: Instant,
    components: Vec<Component>,
    places: Vec<usize>,
}

impl List<'_> {
    /// Adds a group and its services; one without services is not shown.
    fn group(&mut self, n: usize, group: &Group, position: usize) -> bool {
        let config = &self.status.site().config;
        let members: Vec<_> = config.services().filter(|(_, service)| service.group == Some(n)).collect();
        if members.is_empty() {
            return false;
        }
        let place = self.components.len();
        let id = self.ids.groups()[n].text().to_owned();
        self.components.push(Component {
            id,
            name: group.name.clone(),
            status: self.status.group_impact(n).as_str(),
            created_at: Stamp(self.oldest),
            updated_at: Stamp(self.oldest),
            position,
            description: said(&group.description),
            showcase: true,
            start_date: None,
            group_id: None,
            page_id: self.page_id.to_owned(),
            group: true,
            only_show_if_degraded: false,
            components: Some(
                members.iter().map(|(ix, _)| self.ids.services()[ix.0].text().to_owned()).collect(),
            ),
        });
        for (k, (ix, service)) in members.into_iter().enumerate() {
            self.service(ix, service, k + 1);
        }
        let members = &self.components[place + 1..];
        let created = members.iter().map(|member| member.created_at).min();
        let updated = members.iter().map(|member| member.updated_at).max();
        let group = &mut self.components[place];
        (group.created_at, group.updated_at) =
            (created.unwrap_or(group.created_at), updated.unwrap_or(group.updated_at));
        true
    }

    fn service(&mut self, ix: ServiceIx, service: &Service, position: usize) {
        let status = self.status.service(ix);
        let created = status.since().unwrap_or(self.oldest).min(self.status.now());
        self.places[ix.0] = self.components.len();
        self.components.push(Component {
            id: self.ids.services()[ix.0].text().to_owned(),
            name: service.name.clone(),
            status: status.impact().as_str(),
            created_at: Stamp(created),
            updated_at: Stamp(last_change(status, self.status.now()).unwrap_or(created)),
            position,
            description: said(&service.description),
            showcase: true,
            start_date: status.since().map(|since| self.status.zone().day(since).to_string()),
            group_id: service.group.map(|group| self.ids.groups()[group].text().to_owned()),
            page_id: self.page_id.to_owned(),
            group: false,
            only_show_if_degraded: false,
            components: None,
        });
    }
}

fn said(description: &str) -> Option<String> {
    (!description.is_empty()).then(|| description.to_owned())
}

/// When a service's status last changed, by what is on record.
fn last_change(service: &ServiceStatus, now: Instant) -> Option<Instant> {
    let last = service.timeline().intervals().last()?;
    let goes_on = last.end() == now && service.impact() != Impact::Operational;
    Some(if goes_on { last.start() } else { last.end() })
}

/// The oldest moment that the site has on record; of a site with no record, the moment that is shown.
fn oldest(status: &Status<'_>) -> Instant {
    let since = status.services().filter_map(|(_, service)| service.since());
    let incident = status.incidents().last().map(crate::status::IncidentView::started);
    let announced = status.maintenance().iter().filter_map(crate::status::MaintenanceView::shown_from);
    since.chain(incident).chain(announced).fold(status.now(), Instant::min)
}

/// When something was last posted of an incident.
fn incident_posted(status: &Status<'_>) -> Option<Instant> {
    let posted = status.incidents().iter().flat_map(|view| {
        let postmortem = view.postmortem().and(view.incident().postmortem_published());
        let updates = view.updates().iter().filter_map(|update| update.at);
        updates.chain(postmortem).chain([view.shown_from()])
    });
    posted.max()
}

/// When something was last posted of a maintenance.
fn maintenance_posted(status: &Status<'_>) -> Option<Instant> {
    let posted = status
        .maintenance()
        .iter()
        .flat_map(|view| view.updates().iter().filter_map(|update| update.at).chain(view.shown_from()));
    posted.max()
}
