//! Sites for tests, put together from the model's own parts: a test changes the fields that it is about.
//!
//! Services are named `s0`, `s1`, …; everything else has the plainest value that is allowed.

use std::sync::Arc;

use candor::fragment::Fragment;
use candor::model::{
    BaseUrl, Config, Impact, Impacts, Incident, IncidentParts, IncidentState, Maintenance, MaintenanceParts,
    Service, ServiceIx, Site, Update,
};
use candor::slug::Slug;
use candor::time::Instant;
use candor::tree::RelPath;

/// A site in UTC with `services` services.
pub fn site(services: usize, incidents: Vec<IncidentParts>, maintenance: Vec<MaintenanceParts>) -> Site {
    let incident = |parts| Arc::new(Incident::new(parts).expect("valid incident"));
    let mut incidents: Vec<_> = incidents.into_iter().map(incident).collect();
    incidents.sort_by_key(|incident| incident.started());
    let one = |parts| Arc::new(Maintenance::new(parts).expect("valid maintenance"));
    let mut maintenance: Vec<_> = maintenance.into_iter().map(one).collect();
    maintenance.sort_by_key(|maintenance| maintenance.scheduled_for());
    let config = Config {
        title: "Status".to_owned(),
        base_url: BaseUrl::new("https://status.example.com/").expect("a URL"),
        language: "en".to_owned(),
        services: (0..services).map(service).collect(),
        ..Config::default()
    };
    Site { config, incidents, maintenance, pages: Vec::new(), assets: Vec::new(), unshown: Vec::new() }
}

fn service(n: usize) -> Service {
    Service {
        id: slug(&format!("s{n}")),
        name: format!("Service {n}"),
        description: String::new(),
        group: None,
        since: None,
    }
}

/// An incident with one update, `investigating`, at its start, and with impacts on `services`.
pub fn incident(name: &str, started: Instant, services: &[(usize, Impact)]) -> IncidentParts {
    IncidentParts {
        path: path("incidents", name),
        slug: slug(name),
        title: name.to_owned(),
        impacts: impacts(services),
        retroactive: false,
        started,
        ended: None,
        published: None,
        next_update: None,
        aliases: Vec::new(),
        updates: vec![update(Some(started), IncidentState::Investigating, &[])],
        postmortem: Fragment::new(),
        postmortem_published: None,
    }
}

/// A maintenance without updates.
pub fn maintenance(name: &str, from: Instant, until: Instant, services: &[usize]) -> MaintenanceParts {
    MaintenanceParts {
        path: path("maintenance", name),
        slug: slug(name),
        title: name.to_owned(),
        services: services.iter().copied().map(ServiceIx).collect(),
        scheduled_for: from,
        scheduled_until: until,
        repeat: None,
        published: None,
        aliases: Vec::new(),
        updates: Vec::new(),
        body: Fragment::new(),
    }
}

/// An update without text.
pub fn update<S>(at: Option<Instant>, state: S, services: &[(usize, Impact)]) -> Update<S> {
    Update { at, edited: None, state, impacts: impacts(services), body: Fragment::new() }
}

fn impacts(services: &[(usize, Impact)]) -> Impacts {
    services.iter().map(|(service, impact)| (ServiceIx(*service), *impact)).collect()
}

fn slug(name: &str) -> Slug {
    Slug::new(name).expect("a slug")
}

fn path(folder: &str, name: &str) -> RelPath {
    RelPath::new(&format!("content/{folder}/{name}.md")).expect("a path")
}
