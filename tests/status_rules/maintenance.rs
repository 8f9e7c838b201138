//! The clock and what outranks it.

use candor::model::Impact::{Operational, UnderMaintenance};
use candor::model::MaintenanceState::{Cancelled, Completed, InProgress, Scheduled, Verifying};
use candor::model::{MaintenanceParts, MaintenanceState, Site};
use candor::status::{MaintenanceIx, Status};
use candor::time::Instant;

use crate::support::site::{maintenance, site};
use crate::{S0, TEN, at, one_work, past, work};

fn state(site: &Site, now: Instant) -> MaintenanceState {
    Status::derive(site, now).maintenance()[0].state()
}

#[test]
fn by_the_clock_a_maintenance_begins_and_completes() {
    let site = one_work(work(&[]));
    assert_eq!(state(&site, at(9, 59)), Scheduled);
    assert_eq!(Status::derive(&site, at(9, 59)).service(S0).impact(), Operational);
    assert_eq!(state(&site, at(10, 0)), InProgress);
    assert_eq!(state(&site, at(12, 0)), Completed);
    assert_eq!(past(&site, at(9, 59)), []);
    assert_eq!(past(&site, at(11, 0)), [(TEN, TEN + 60, UnderMaintenance)]);
    assert_eq!(past(&site, at(13, 0)), [(TEN, TEN + 120, UnderMaintenance)]);
    assert_eq!(Status::derive(&site, at(13, 0)).service(S0).impact(), Operational);
}

#[test]
fn a_maintenance_is_shown_from_published_else_its_first_dated_update_else_always() {
    let count = |site: &Site, now| Status::derive(site, now).maintenance().len();
    let announced = work(&[(None, Scheduled), (Some(at(8, 0)), Scheduled)]);
    let dated = one_work(announced.clone());
    assert_eq!((count(&dated, at(7, 59)), count(&dated, at(8, 0))), (0, 1));
    let published = one_work(MaintenanceParts { published: Some(at(7, 0)), ..announced });
    assert_eq!((count(&published, at(6, 59)), count(&published, at(7, 0))), (0, 1));
    assert_eq!(Status::derive(&published, at(7, 0)).maintenance()[0].shown_from(), Some(at(7, 0)));
    assert_eq!(count(&one_work(work(&[])), at(-9999, 0)), 1);
}

#[test]
fn work_may_begin_early_and_the_clock_completes_it() {
    let site = one_work(work(&[(Some(at(9, 0)), Scheduled), (Some(at(9, 30)), InProgress)]));
    assert_eq!(state(&site, at(9, 29)), Scheduled);
    assert_eq!(state(&site, at(9, 30)), InProgress);
    assert_eq!(past(&site, at(9, 45)), [(TEN - 30, TEN - 15, UnderMaintenance)]);
    assert_eq!(state(&site, at(12, 0)), Completed);
    assert_eq!(past(&site, at(13, 0)), [(TEN - 30, TEN + 120, UnderMaintenance)]);
}

#[test]
fn work_said_to_go_on_after_its_window_is_extended_without_a_gap() {
    let site = one_work(work(&[
        (Some(at(10, 0)), InProgress),
        (Some(at(12, 30)), Verifying),
        (Some(at(13, 0)), Completed),
    ]));
    assert_eq!(state(&site, at(12, 29)), Completed);
    assert_eq!(state(&site, at(12, 30)), Verifying);
    assert_eq!(Status::derive(&site, at(12, 45)).service(S0).impact(), UnderMaintenance);
    assert_eq!(past(&site, at(12, 45)), [(TEN, TEN + 165, UnderMaintenance)]);
    assert_eq!(past(&site, at(14, 0)), [(TEN, TEN + 180, UnderMaintenance)]);
    // At the very end of the window counts as after it.
    let at_the_end = one_work(work(&[(Some(at(12, 0)), InProgress)]));
    assert_eq!(state(&at_the_end, at(15, 0)), InProgress);
    assert_eq!(past(&at_the_end, at(15, 0)), [(TEN, TEN + 300, UnderMaintenance)]);
}

#[test]
fn work_closed_early_ends_there_and_closed_late_ended_with_its_window() {
    let early = one_work(work(&[(Some(at(11, 0)), Completed)]));
    assert_eq!(state(&early, at(11, 0)), Completed);
    assert_eq!(past(&early, at(13, 0)), [(TEN, TEN + 60, UnderMaintenance)]);
    let late = one_work(work(&[(Some(at(10, 5)), InProgress), (Some(at(12, 40)), Completed)]));
    assert_eq!(past(&late, at(13, 0)), [(TEN, TEN + 120, UnderMaintenance)]);
}

#[test]
fn work_cancelled_before_it_began_never_was() {
    let site = one_work(work(&[(Some(at(9, 0)), Cancelled)]));
    assert_eq!(state(&site, at(11, 0)), Cancelled);
    assert_eq!(past(&site, at(13, 0)), []);
    assert_eq!(Status::derive(&site, at(11, 0)).service(S0).impact(), Operational);
    let during = one_work(work(&[(Some(at(10, 30)), Cancelled)]));
    assert_eq!(past(&during, at(13, 0)), [(TEN, TEN + 30, UnderMaintenance)]);
}

#[test]
fn a_later_update_takes_closed_work_up_again() {
    let site = one_work(work(&[(Some(at(10, 30)), Completed), (Some(at(11, 0)), InProgress)]));
    assert_eq!(state(&site, at(11, 30)), InProgress);
    assert_eq!(
        past(&site, at(13, 0)),
        [(TEN, TEN + 30, UnderMaintenance), (TEN + 60, TEN + 120, UnderMaintenance)]
    );
}

#[test]
fn scheduled_after_the_planned_start_postpones() {
    let postponed =
        work(&[(Some(at(9, 0)), Scheduled), (Some(at(10, 5)), Scheduled), (Some(at(11, 0)), InProgress)]);
    let site = one_work(postponed);
    assert_eq!(state(&site, at(10, 4)), InProgress);
    assert_eq!(state(&site, at(10, 5)), Scheduled);
    assert_eq!(past(&site, at(10, 30)), []);
    assert_eq!(Status::derive(&site, at(10, 30)).maintenance_upcoming().count(), 1);
    assert_eq!(past(&site, at(13, 0)), [(TEN + 60, TEN + 120, UnderMaintenance)]);
    // Exactly at the planned start, the clock rules.
    let on_time = one_work(work(&[(Some(at(10, 0)), Scheduled)]));
    assert_eq!(state(&on_time, at(10, 0)), InProgress);
    assert_eq!(past(&on_time, at(13, 0)), [(TEN, TEN + 120, UnderMaintenance)]);
    // Postponed work that nobody began stays scheduled, even when its window is past.
    let waiting = one_work(work(&[(Some(at(10, 5)), Scheduled)]));
    assert_eq!(state(&waiting, at(20, 0)), Scheduled);
}

#[test]
fn postponing_stops_work_that_was_said_to_be_under_way() {
    let site = one_work(work(&[(Some(at(9, 30)), InProgress), (Some(at(10, 15)), Scheduled)]));
    assert_eq!(past(&site, at(13, 0)), [(TEN - 30, TEN + 15, UnderMaintenance)]);
}

#[test]
fn a_maintenance_update_without_a_time_has_the_last_known_one() {
    let early = one_work(work(&[(Some(at(9, 0)), Scheduled), (None, InProgress)]));
    assert_eq!(state(&early, at(9, 0)), InProgress);
    assert_eq!(past(&early, at(9, 30)), [(TEN - 60, TEN - 30, UnderMaintenance)]);
    let announced = one_work(work(&[(None, InProgress)]));
    assert_eq!(state(&announced, at(9, 0)), Scheduled);
    assert_eq!(past(&announced, at(13, 0)), [(TEN, TEN + 120, UnderMaintenance)]);
    let completed = one_work(work(&[(None, Completed)]));
    assert_eq!(state(&completed, at(13, 0)), Completed);
    assert_eq!(past(&completed, at(13, 0)), [(TEN, TEN + 120, UnderMaintenance)]);
    let cancelled = one_work(work(&[(None, Cancelled)]));
    assert_eq!((state(&cancelled, at(11, 0)), past(&cancelled, at(11, 0))), (Cancelled, vec![]));
}

#[test]
fn maintenance_is_listed_by_what_it_is_now() {
    let named = |name: &str, from, until| maintenance(name, from, until, &[0]);
    let all = vec![
        named("past", at(1, 0), at(2, 0)),
        named("now", at(10, 0), at(12, 0)),
        named("next", at(13, 0), at(14, 0)),
        named("later", at(15, 0), at(16, 0)),
    ];
    let site = site(1, vec![], all);
    let status = Status::derive(&site, at(11, 0));
    let slugs = |views: Vec<&candor::status::MaintenanceView<'_>>| {
        views.iter().map(|view| view.maintenance().slug().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(slugs(status.maintenance_in_progress().collect()), ["now"]);
    assert_eq!(slugs(status.maintenance_upcoming().collect()), ["next", "later"]);
    assert_eq!(slugs(status.maintenance().iter().collect()), ["later", "next", "now", "past"]);
    assert_eq!(status.maintenance_at(MaintenanceIx(2)).ix(), MaintenanceIx(2));
    assert_eq!(status.service(S0).maintenance(), [0, 1, 2, 3].map(MaintenanceIx));
}
