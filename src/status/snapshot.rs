//! The whole site at `now`: every incident, maintenance and service, and the indicator over them all.

use rayon::prelude::*;

use super::visible::whole;
use super::{Cause, IncidentIx, IncidentView, Interval, MaintenanceIx, MaintenanceView, Timeline};
use crate::model::{Impact, Indicator, MaintenanceState, ServiceIx, Site};
use crate::time::{Instant, Zone};

/// What is shown of a site at one moment.
#[derive(Clone, Debug)]
pub struct Status<'s> {
    site: &'s Site,
    now: Instant,
    incidents: Vec<IncidentView<'s>>,
    maintenance: Vec<MaintenanceView<'s>>,
    services: Vec<ServiceStatus>,
    indicator: Indicator,
}

/// A service at `now`, and its past.
#[derive(Clone, Debug)]
pub struct ServiceStatus {
    impact: Impact,
    since: Option<Instant>,
    timeline: Timeline,
    incidents: Vec<IncidentIx>,
    maintenance: Vec<MaintenanceIx>,
}

impl ServiceStatus {
    /// What customers get at `now`.
    #[must_use]
    pub fn impact(&self) -> Impact {
        self.impact
    }

    /// When it was first offered; no uptime is counted before. `None`: always.
    #[must_use]
    pub fn since(&self) -> Option<Instant> {
        self.since
    }

    /// Its past.
    #[must_use]
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// The incidents that name it in what is shown, newest first.
    #[must_use]
    pub fn incidents(&self) -> &[IncidentIx] {
        &self.incidents
    }

    /// The maintenance on it, latest first.
    #[must_use]
    pub fn maintenance(&self) -> &[MaintenanceIx] {
        &self.maintenance
    }
}

impl<'s> Status<'s> {
    /// What is shown of `site` at `now`.
    #[must_use]
    pub fn derive(site: &'s Site, now: Instant) -> Self {
        let now = whole(now);
        let incidents = incidents(site, now);
        let maintenance = maintenance(site, now);
        let services = services(site, &incidents, &maintenance);
        let indicator = indicator(services.iter().map(|service| service.impact));
        Self { site, now, incidents, maintenance, services, indicator }
    }

    /// The site that this is about.
    #[must_use]
    pub fn site(&self) -> &'s Site {
        self.site
    }

    /// The moment that this is about, to the second.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.now
    }

    /// The zone in which days are cut.
    #[must_use]
    pub fn zone(&self) -> &'s Zone {
        &self.site.config.zone
    }

    /// How bad things are on the whole site.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        self.indicator
    }

    /// All incidents that are shown, by start, newest first.
    #[must_use]
    pub fn incidents(&self) -> &[IncidentView<'s>] {
        &self.incidents
    }

    /// One of the incidents.
    ///
    /// # Panics
    /// When `ix` is of another status.
    #[must_use]
    pub fn incident(&self, ix: IncidentIx) -> &IncidentView<'s> {
        &self.incidents[ix.0]
    }

    /// The open incidents, newest first.
    pub fn open_incidents(&self) -> impl Iterator<Item = &IncidentView<'s>> {
        self.incidents.iter().filter(|incident| incident.is_open())
    }

    /// All maintenance that is shown, by planned start (that of the time that is of interest), latest first.
    #[must_use]
    pub fn maintenance(&self) -> &[MaintenanceView<'s>] {
        &self.maintenance
    }

    /// One of the maintenances.
    ///
    /// # Panics
    /// When `ix` is of another status.
    #[must_use]
    pub fn maintenance_at(&self, ix: MaintenanceIx) -> &MaintenanceView<'s> {
        &self.maintenance[ix.0]
    }

    /// Whether a post is over, so that what is shown of it hangs on nothing that comes after it.
    ///
    /// # Panics
    /// When `cause` is of another status.
    #[must_use]
    pub fn is_over(&self, cause: Cause) -> bool {
        match cause {
            Cause::Incident(ix) => !self.incident(ix).is_open(),
            Cause::Maintenance(ix) => self.maintenance_at(ix).state().is_closed(),
        }
    }

    /// The maintenance that goes on, by planned start, earliest first.
    pub fn maintenance_in_progress(&self) -> impl Iterator<Item = &MaintenanceView<'s>> {
        self.maintenance.iter().rev().filter(|maintenance| maintenance.is_in_progress())
    }

    /// The maintenance to come, postponed ones among it, by planned start, earliest first.
    pub fn maintenance_upcoming(&self) -> impl Iterator<Item = &MaintenanceView<'s>> {
        let upcoming = |view: &&MaintenanceView<'_>| view.state() == MaintenanceState::Scheduled;
        self.maintenance.iter().rev().filter(upcoming)
    }

    /// One of the services.
    ///
    /// # Panics
    /// When the site has no such service.
    #[must_use]
    pub fn service(&self, service: ServiceIx) -> &ServiceStatus {
        &self.services[service.0]
    }

    /// The services with their indices, in the order of the configuration.
    #[must_use]
    pub fn services(&self) -> impl ExactSizeIterator<Item = (ServiceIx, &ServiceStatus)> {
        self.services.iter().enumerate().map(|(n, service)| (ServiceIx(n), service))
    }

    /// The worst impact among the services of the group at this position of the configuration.
    #[must_use]
    pub fn group_impact(&self, group: usize) -> Impact {
        let members = self.site.config.services.iter().zip(&self.services);
        let impacts =
            members.filter(|(service, _)| service.group == Some(group)).map(|(_, status)| status.impact);
        impacts.max().unwrap_or(Impact::Operational)
    }
}

fn incidents(site: &Site, now: Instant) -> Vec<IncidentView<'_>> {
    let incidents = site.incidents.par_iter().with_min_len(256).rev();
    let mut views: Vec<_> = incidents.filter_map(|incident| IncidentView::at(incident, now)).collect();
    views.sort_by_key(|view| std::cmp::Reverse(view.started()));
    for (n, view) in views.iter_mut().enumerate() {
        view.ix = IncidentIx(n);
    }
    views
}

fn maintenance(site: &Site, now: Instant) -> Vec<MaintenanceView<'_>> {
    let mut views: Vec<_> =
        site.maintenance.iter().rev().filter_map(|work| MaintenanceView::at(work, now)).collect();
    views.sort_by_key(|view| std::cmp::Reverse(view.scheduled_for()));
    for (n, view) in views.iter_mut().enumerate() {
        view.ix = MaintenanceIx(n);
    }
    views
}

/// What is gathered about one service in a single pass over everything.
#[derive(Clone, Default)]
struct Gathered {
    current: Option<Impact>,
    hits: Vec<(Interval, Cause)>,
    incidents: Vec<IncidentIx>,
    maintenance: Vec<MaintenanceIx>,
}

fn services(
    site: &Site,
    incidents: &[IncidentView<'_>],
    maintenance: &[MaintenanceView<'_>],
) -> Vec<ServiceStatus> {
    let mut gathered = vec![Gathered::default(); site.config.services.len()];
    for incident in incidents.iter().rev() {
        gather_incident(&mut gathered, incident);
    }
    for maintenance in maintenance.iter().rev() {
        gather_maintenance(&mut gathered, maintenance);
    }
    let finish = |(service, mut found): (&crate::model::Service, Gathered)| {
        found.incidents.reverse();
        found.maintenance.reverse();
        ServiceStatus {
            impact: found.current.unwrap_or(Impact::Operational),
            since: service.since.map(whole),
            timeline: Timeline::new(found.hits),
            incidents: found.incidents,
            maintenance: found.maintenance,
        }
    };
    site.config.services.iter().zip(gathered).map(finish).collect()
}

fn gather_incident(gathered: &mut [Gathered], incident: &IncidentView<'_>) {
    for (service, _) in incident.named().iter() {
        gathered[service.0].incidents.push(incident.ix());
    }
    for (service, interval) in incident.intervals() {
        gathered[service.0].hits.push((*interval, Cause::Incident(incident.ix())));
    }
    for (service, impact) in incident.current_impacts().iter() {
        let found = &mut gathered[service.0];
        found.current = found.current.max(Some(impact));
    }
}

fn gather_maintenance(gathered: &mut [Gathered], maintenance: &MaintenanceView<'_>) {
    for service in maintenance.maintenance().services() {
        let found = &mut gathered[service.0];
        found.maintenance.push(maintenance.ix());
        let cause = Cause::Maintenance(maintenance.ix());
        found.hits.extend(maintenance.intervals().iter().map(|interval| (*interval, cause)));
        if maintenance.is_in_progress() {
            found.current = found.current.max(Some(Impact::UnderMaintenance));
        }
    }
}

fn indicator(impacts: impl ExactSizeIterator<Item = Impact>) -> Indicator {
    let all = impacts.len();
    let (mut major, mut partial_or_worse, mut worst) = (0, 0, Impact::Operational);
    for impact in impacts {
        major += usize::from(impact == Impact::MajorOutage);
        partial_or_worse += usize::from(impact >= Impact::PartialOutage);
        worst = worst.max(impact);
    }
    let half = |count: usize| count > 0 && 2 * count >= all;
    match worst {
        Impact::Operational => Indicator::None,
        Impact::UnderMaintenance => Indicator::Maintenance,
        _ if half(major) => Indicator::Critical,
        _ if major > 0 || half(partial_or_worse) => Indicator::Major,
        _ => Indicator::Minor,
    }
}
