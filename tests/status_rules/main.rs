//! The rules that decide what is shown, one test each, with the shortest story that tells them apart.

#[path = "../support/mod.rs"]
mod support;

mod calendar;
mod incidents;
mod maintenance;
mod services;
mod timelines;
mod visible;

use candor::model::Impact::{self, MajorOutage};
use candor::model::IncidentState::Resolved;
use candor::model::{
    IncidentParts, IncidentState, MaintenanceParts, MaintenanceState, ServiceIx, Site, Update,
};
use candor::status::Status;
use candor::time::Instant;
use chrono::{DateTime, TimeDelta};
use support::site::{incident, maintenance as planned, site, update};

const S0: ServiceIx = ServiceIx(0);

/// Ten o'clock, in minutes since midnight.
const TEN: i64 = 600;

/// A time of 20 November 2026, in hours and minutes; hours may go beyond the day.
fn at(hour: i64, minute: i64) -> Instant {
    let midnight = DateTime::from_timestamp(1_795_132_800, 0).expect("a moment");
    midnight + TimeDelta::minutes(hour * 60 + minute)
}

/// An outage of service 0 since 10:00 with just these updates.
fn outage(updates: Vec<Update<IncidentState>>) -> IncidentParts {
    IncidentParts { updates, ..incident("outage", at(10, 0), &[(0, MajorOutage)]) }
}

fn resolved_at(mut parts: IncidentParts, end: Instant) -> IncidentParts {
    parts.updates.push(update(Some(end), Resolved, &[]));
    parts
}

/// A maintenance of service 0 from 10:00 to 12:00 with updates `(time, state)`.
fn work(updates: &[(Option<Instant>, MaintenanceState)]) -> MaintenanceParts {
    let updates = updates.iter().map(|(at, state)| update(*at, *state, &[])).collect();
    MaintenanceParts { updates, ..planned("work", at(10, 0), at(12, 0), &[0]) }
}

fn one(parts: IncidentParts) -> Site {
    site(1, vec![parts], vec![])
}

fn one_work(parts: MaintenanceParts) -> Site {
    site(1, vec![], vec![parts])
}

/// When service 0 had which impact, in minutes since midnight.
fn past(site: &Site, now: Instant) -> Vec<(i64, i64, Impact)> {
    let status = Status::derive(site, now);
    let minute = |instant: Instant| (instant - at(0, 0)).num_minutes();
    let intervals = status.service(S0).timeline().intervals().iter();
    intervals.map(|i| (minute(i.start()), minute(i.end()), i.impact())).collect()
}
