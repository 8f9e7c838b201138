//! Texts that change when a page says something else: an open page asks for a few bytes, and for itself only when they
//! differ.

use chrono::{DurationRound, TimeDelta};
use sha2::{Digest as _, Sha256};

use super::Pages;
use crate::digest::Digest;
use crate::model::{Impact, ServiceIx};
use crate::status::{Cause, IncidentIx, Interval, MaintenanceIx};
use crate::time::Instant;

impl Pages<'_> {
    /// A text that changes exactly when the home page says something else; when the site was built is not part of it.
    #[must_use]
    pub fn version(&self) -> String {
        let version = self.version.get_or_init(|| {
            let said = serde_json::to_vec(&self.home_without_time()).unwrap_or_default();
            let digest: [u8; 32] = Sha256::digest(said).into();
            let [first, ..] = digest.as_chunks::<8>().0 else { return String::new() };
            format!("{:016x}", u64::from_be_bytes(*first))
        });
        version.clone()
    }

    /// A text that changes when the page of a service says something else.
    #[must_use]
    pub fn service_version(&self, ix: ServiceIx) -> String {
        let (status, now) = (self.status, self.status.now());
        let service = status.service(ix);
        // What goes on is longer every minute, and that alone is no news.
        let until = |interval: &Interval| Some(interval.end()).filter(|end| *end < now);
        // Of an incident the page says when it was, how bad and how it stands; not what the updates said.
        let incident = |one: IncidentIx| {
            let view = status.incident(one);
            let incident = view.incident();
            let said = (incident.slug(), incident.title(), incident.is_retroactive(), view.named());
            let intervals = view.intervals().iter();
            let intervals = intervals.map(|(ix, one)| (*ix, one.impact(), one.start(), until(one)));
            let intervals: Vec<_> = intervals.collect();
            Digest::of(&(said, view.state(), view.impact(), view.started(), view.end(), intervals))
        };
        let maintenance = |one: MaintenanceIx| {
            let view = status.maintenance_at(one);
            let maintenance = view.maintenance();
            let times = view.listed().map(|(n, one)| {
                let worked: Vec<_> = one.intervals().iter().map(|one| (one.start(), until(one))).collect();
                (n, one.state(), one.scheduled_for(), one.scheduled_until(), worked)
            });
            Digest::of(&(maintenance.slug(), maintenance.title(), times.collect::<Vec<_>>()))
        };
        let named: Vec<Digest> = self
            .service_named(ix)
            .map(|cause| match cause {
                Cause::Incident(one) => incident(one),
                Cause::Maintenance(one) => maintenance(one),
            })
            .collect();
        let past = service.timeline().intervals().iter();
        let past: Vec<_> = past.map(|one| (one.impact(), one.start(), until(one))).collect();
        let count = service.incidents().len();
        // Of the configuration, what it says of services and how their time is counted.
        let config = self.config();
        let config =
            format!("{:?} {:?} {:?} {}", config.services, config.groups, config.weights, config.zone.name());
        // Days are counted up to today.
        let today = status.zone().day(now);
        Digest::of(&(config, ix, today, self.turns_of(ix), service.impact(), named, past, count)).to_string()
    }

    /// Up to when the chart of a service is drawn: while nothing happens to it, up to the hour, so that its page is not
    /// another one every minute.
    pub(super) fn service_moment(&self, ix: ServiceIx) -> Instant {
        let now = self.status.now();
        if self.is_affected(ix) { now } else { now.duration_trunc(TimeDelta::hours(1)).unwrap_or(now) }
    }

    /// Whether something happens to a service now, so that what its page says of it grows older by the minute.
    pub(super) fn is_affected(&self, ix: ServiceIx) -> bool {
        let mut open = self.status.open_incidents();
        self.status.service(ix).impact() != Impact::Operational
            || open.any(|view| view.named().get(ix).is_some())
    }
}
