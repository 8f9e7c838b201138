//! What services went through, and the uptime that is counted from it.

use candor::model::Impact::{DegradedPerformance, MajorOutage, Operational, PartialOutage, UnderMaintenance};
use candor::model::IncidentState::Investigating;
use candor::model::{Site, Weights};
use candor::status::{Cause, IncidentIx, MaintenanceIx, Status, Uptime};
use chrono::TimeDelta;

use crate::support::site::{incident, site, update};
use crate::{S0, TEN, at, one, past, resolved_at, work};

#[test]
fn overlapping_incidents_are_united_and_the_worst_wins() {
    let long = resolved_at(incident("long", at(10, 0), &[(0, PartialOutage)]), at(12, 0));
    let short = resolved_at(incident("short", at(10, 30), &[(0, MajorOutage)]), at(11, 0));
    let same = resolved_at(incident("same", at(11, 30), &[(0, PartialOutage)]), at(12, 30));
    let site = site(1, vec![long, short, same], vec![]);
    assert_eq!(
        past(&site, at(13, 0)),
        [
            (TEN, TEN + 30, PartialOutage),
            (TEN + 30, TEN + 60, MajorOutage),
            (TEN + 60, TEN + 150, PartialOutage)
        ]
    );
}

#[test]
fn causes_tell_everything_that_hit_a_service_in_the_order_it_began() {
    let long = resolved_at(incident("long", at(9, 0), &[(0, PartialOutage)]), at(12, 0));
    let short = resolved_at(incident("short", at(10, 30), &[(0, MajorOutage)]), at(11, 0));
    let site = site(1, vec![long, short], vec![work(&[])]);
    let status = Status::derive(&site, at(13, 0));
    let timeline = status.service(S0).timeline();
    let (long, short) = (Cause::Incident(IncidentIx(1)), Cause::Incident(IncidentIx(0)));
    let work = Cause::Maintenance(MaintenanceIx(0));
    assert_eq!(timeline.causes(at(10, 30), at(11, 0)), [long, work, short]);
    assert_eq!(timeline.causes(at(11, 0), at(12, 0)), [long, work]);
    assert_eq!(timeline.causes(at(12, 0), at(13, 0)), []);
    assert_eq!(timeline.causes(at(9, 30), at(9, 30)), []);
    assert_eq!(timeline.causes(at(9, 0), at(10, 30)), [long, work]);
    assert_eq!(timeline.causes(at(9, 0), at(10, 0)), [long]);
    assert_eq!(timeline.within(at(9, 30), at(10, 30)).len(), 1);
    assert_eq!(timeline.within(at(10, 30), at(11, 0)).len(), 1);
    assert_eq!(timeline.worst(at(9, 0), at(10, 30)), PartialOutage);
}

#[test]
fn a_cause_is_told_once_however_often_it_hit() {
    let again = incident("again", at(9, 0), &[(0, PartialOutage)]);
    let again = resolved_at(again, at(9, 30));
    let mut again = resolved_at(again, at(11, 0));
    again.updates.insert(2, update(Some(at(10, 0)), Investigating, &[]));
    let site = site(1, vec![again], vec![]);
    let status = Status::derive(&site, at(13, 0));
    let timeline = status.service(S0).timeline();
    assert_eq!(timeline.intervals().len(), 2);
    assert_eq!(timeline.causes(at(0, 0), at(13, 0)), [Cause::Incident(IncidentIx(0))]);
}

#[test]
fn uptime_takes_away_each_second_by_its_weight() {
    let mut site = site(
        1,
        vec![
            resolved_at(incident("major", at(1, 0), &[(0, MajorOutage)]), at(2, 0)),
            resolved_at(incident("partial", at(3, 0), &[(0, PartialOutage)]), at(4, 0)),
            resolved_at(incident("degraded", at(5, 0), &[(0, DegradedPerformance)]), at(6, 0)),
        ],
        vec![work(&[])],
    );
    let uptime =
        |site: &Site| Status::derive(site, at(24, 0)).uptime(S0, at(0, 0), at(24, 0)).expect("counted");
    assert_eq!(uptime(&site).millionth_seconds_lost(), 3600 * 1_300_000);
    assert_eq!(uptime(&site).seconds(), 86_400);
    site.config.weights =
        Weights { major_outage: 500_000, partial_outage: 0, degraded_performance: 7, under_maintenance: 11 };
    assert_eq!(uptime(&site).millionth_seconds_lost(), 3600 * (500_000 + 7 + 2 * 11));
    let seconds = Status::derive(&site, at(24, 0)).seconds(S0, at(0, 0), at(24, 0));
    assert_eq!((seconds.of(MajorOutage), seconds.of(UnderMaintenance)), (3600, 7200));
    assert_eq!((seconds.of(Operational), seconds.total()), (86_400 - 5 * 3600, 86_400));
}

#[test]
fn uptime_is_not_counted_before_since_nor_after_now() {
    let mut site = one(resolved_at(incident("it", at(1, 0), &[(0, MajorOutage)]), at(5, 0)));
    site.config.services[0].since = Some(at(4, 0));
    let status = Status::derive(&site, at(6, 0));
    let uptime = status.uptime(S0, at(0, 0), at(24, 0)).expect("counted");
    assert_eq!((uptime.seconds(), uptime.floored_hundredths()), (7200, 5000));
    assert_eq!(status.uptime(S0, at(0, 0), at(4, 0)), None);
    assert_eq!(status.uptime(S0, at(6, 0), at(9, 0)), None);
}

#[test]
fn a_percentage_is_floored_and_full_only_when_nothing_was_lost() {
    let label = |seconds_down: i64| {
        let mut parts = incident("it", at(0, 0), &[(0, MajorOutage)]);
        parts.ended = Some(at(0, 0) + TimeDelta::seconds(seconds_down));
        let site = one(parts);
        let status = Status::derive(&site, at(24 * 30, 0));
        status.uptime(S0, at(0, 0), at(24 * 30, 0)).as_ref().map(Uptime::to_string).expect("counted")
    };
    assert_eq!(label(0), "100%");
    assert_eq!(label(1), "99.99%");
    assert_eq!(label(260), "99.98%");
    assert_eq!(label(2_592), "99.90%");
    assert_eq!(label(2_592_000 - 259_200 - 1), "10.00%");
    assert_eq!(label(2_592_000), "0%");
}

#[test]
fn moments_count_by_the_second() {
    let mut parts = incident("it", at(10, 0) + TimeDelta::milliseconds(900), &[(0, MajorOutage)]);
    parts.ended = Some(at(10, 1) + TimeDelta::milliseconds(100));
    let site = one(parts);
    let status = Status::derive(&site, at(11, 0) + TimeDelta::milliseconds(500));
    assert_eq!(status.now(), at(11, 0));
    assert_eq!(status.incidents()[0].intervals()[0].1.seconds(), 60);
}
