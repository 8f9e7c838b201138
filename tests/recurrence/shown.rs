//! What a site shows of a maintenance that recurs.

use candor::model::Impact::{Operational, PartialOutage, UnderMaintenance};
use candor::model::MaintenanceState::{self, Cancelled, Completed, InProgress, Scheduled};
use candor::model::{MaintenanceParts, ServiceIx, Site};
use candor::status::{MaintenanceIx, Status};
use candor::time::Instant;

use crate::support::site::{incident, maintenance, site, update};
use crate::{at, recurrence};

/// Every Sunday from 1 November 2026, two hours from 02:00 UTC, on the service 0.
fn weekly(updates: &[(&str, MaintenanceState)]) -> Site {
    let (from, until) = (at("2026-11-01T02:00:00Z"), at("2026-11-01T04:00:00Z"));
    let repeat = recurrence("FREQ=WEEKLY;BYDAY=SU", "UTC", "2026-11-01T02:00:00Z", 120).expect("it holds");
    let updates = updates.iter().map(|(time, state)| update(Some(at(time)), *state, &[])).collect();
    let parts =
        MaintenanceParts { repeat: Some(repeat), updates, ..maintenance("weekly", from, until, &[0]) };
    site(1, Vec::new(), vec![parts])
}

/// The days and states of all that is known at `now`.
fn dates(site: &Site, now: &str) -> Vec<(u32, MaintenanceState)> {
    let status = Status::derive(site, at(now));
    let view = status.maintenance_at(MaintenanceIx(0));
    view.occurrences().iter().map(|one| (chrono::Datelike::day(&one.scheduled_for()), one.state())).collect()
}

fn focus(site: &Site, now: &str) -> (Instant, MaintenanceState) {
    let status = Status::derive(site, at(now));
    let view = status.maintenance_at(MaintenanceIx(0));
    (view.scheduled_for(), view.state())
}

#[test]
fn each_time_is_a_maintenance_by_the_clock() {
    let site = weekly(&[]);
    let before = "2026-11-08T01:59:59Z";
    assert_eq!(dates(&site, before), [(1, Completed), (8, Scheduled), (15, Scheduled), (22, Scheduled)]);
    assert_eq!(focus(&site, before), (at("2026-11-08T02:00:00Z"), Scheduled));
    let impact = |now: &str| Status::derive(&site, at(now)).service(ServiceIx(0)).impact();
    assert_eq!((impact(before), impact("2026-11-08T02:00:00Z")), (Operational, UnderMaintenance));
    assert_eq!(focus(&site, "2026-11-08T03:00:00Z"), (at("2026-11-08T02:00:00Z"), InProgress));
    assert_eq!(impact("2026-11-08T04:00:00Z"), Operational);
    let status = Status::derive(&site, at("2026-11-20T00:00:00Z"));
    let seconds: u64 = status
        .service(ServiceIx(0))
        .timeline()
        .intervals()
        .iter()
        .map(candor::status::Interval::seconds)
        .sum();
    assert_eq!(seconds, 3 * 2 * 3600);
    assert_eq!(status.maintenance_upcoming().count(), 1, "one card, with the next date");
}

#[test]
fn an_outage_outranks_one_of_its_times() {
    let mut site = weekly(&[]);
    let outage = incident("outage", at("2026-11-08T02:30:00Z"), &[(0, PartialOutage)]);
    site.incidents.push(candor::model::Incident::new(outage).expect("valid").into());
    assert_eq!(
        Status::derive(&site, at("2026-11-08T03:00:00Z")).service(ServiceIx(0)).impact(),
        PartialOutage
    );
}

#[test]
fn one_time_is_cancelled_before_or_in_its_window_and_the_others_take_place() {
    let before = weekly(&[("2026-11-05T09:00:00Z", Cancelled)]);
    let now = "2026-11-06T00:00:00Z";
    assert_eq!(dates(&before, now)[..3], [(1, Completed), (8, Cancelled), (15, Scheduled)]);
    assert_eq!(focus(&before, now), (at("2026-11-15T02:00:00Z"), Scheduled), "the next that takes place");
    let during = Status::derive(&before, at("2026-11-08T03:00:00Z"));
    assert_eq!(during.service(ServiceIx(0)).impact(), Operational);
    let inside = weekly(&[("2026-11-08T02:30:00Z", Cancelled)]);
    let status = Status::derive(&inside, at("2026-11-16T00:00:00Z"));
    let minutes: Vec<u64> =
        status.maintenance()[0].intervals().iter().map(|one| one.seconds() / 60).collect();
    assert_eq!(minutes, [120, 30, 120]);
}

#[test]
fn what_is_posted_after_a_window_is_about_it_and_never_closes_the_next() {
    let late = weekly(&[("2026-11-08T04:10:00Z", Completed)]);
    assert_eq!(dates(&late, "2026-11-15T03:00:00Z")[1..3], [(8, Completed), (15, InProgress)]);
    let longer = weekly(&[("2026-11-08T04:05:00Z", InProgress), ("2026-11-08T05:00:00Z", Completed)]);
    let status = Status::derive(&longer, at("2026-11-14T00:00:00Z"));
    let minutes: Vec<u64> =
        status.maintenance()[0].intervals().iter().map(|one| one.seconds() / 60).collect();
    assert_eq!(minutes, [120, 180]);
}

#[test]
fn work_that_begins_early_is_about_the_window_that_is_near_and_so_is_all_that_follows() {
    let early = weekly(&[("2026-11-08T01:40:00Z", InProgress), ("2026-11-08T01:55:00Z", Completed)]);
    let status = Status::derive(&early, at("2026-11-09T00:00:00Z"));
    let minutes: Vec<u64> =
        status.maintenance()[0].intervals().iter().map(|one| one.seconds() / 60).collect();
    assert_eq!(minutes, [120, 15]);
    let view = &status.maintenance()[0];
    assert_eq!((view.occurrence_of(0), view.occurrence_of(1)), (1, 1));
}

#[test]
fn what_is_still_open_when_the_next_window_begins_is_over() {
    let forgotten = weekly(&[("2026-11-01T04:30:00Z", InProgress)]);
    assert_eq!(focus(&forgotten, "2026-11-07T00:00:00Z").1, InProgress);
    assert_eq!(dates(&forgotten, "2026-11-08T02:00:00Z")[..2], [(1, Completed), (8, InProgress)]);
    let postponed = weekly(&[("2026-11-01T02:30:00Z", Scheduled)]);
    assert_eq!(focus(&postponed, "2026-11-02T00:00:00Z"), (at("2026-11-01T02:00:00Z"), Scheduled));
    assert_eq!(dates(&postponed, "2026-11-08T02:00:00Z")[..2], [(1, Cancelled), (8, InProgress)]);
}

#[test]
fn no_more_than_a_thousand_times_are_kept_and_the_next_two_are_always_known() {
    let of = |rule: &str, now: &str| {
        let (from, until) = (at("2020-01-01T02:00:00Z"), at("2020-01-01T03:00:00Z"));
        let repeat = recurrence(rule, "UTC", "2020-01-01T02:00:00Z", 60).expect("it holds");
        let parts = MaintenanceParts { repeat: Some(repeat), ..maintenance("often", from, until, &[0]) };
        let site = site(1, Vec::new(), vec![parts]);
        let status = Status::derive(&site, at(now));
        let all: Vec<Instant> = status.maintenance()[0]
            .occurrences()
            .iter()
            .map(candor::status::Occurrence::scheduled_for)
            .collect();
        all
    };
    let daily = of("FREQ=DAILY", "2026-11-20T12:00:00Z");
    assert_eq!((daily.len(), daily[1003 - 1]), (1003, at("2026-11-23T02:00:00Z")));
    let yearly = of("FREQ=YEARLY", "2026-11-20T12:00:00Z");
    assert_eq!(yearly.last(), Some(&at("2028-01-01T02:00:00Z")));
    assert_eq!(of("FREQ=DAILY;COUNT=2", "2026-11-20T12:00:00Z").len(), 2);
}
