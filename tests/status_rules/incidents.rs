//! Impacts of an incident over time, and its end.

use candor::model::Impact::{DegradedPerformance, MajorOutage, Operational, PartialOutage};
use candor::model::IncidentState::{FalseAlarm, Identified, Investigating, Monitoring, Resolved};
use candor::model::{IncidentParts, Indicator, ServiceIx};
use candor::status::{End, IncidentIx, Status};

use crate::support::site::{incident, site, update};
use crate::{S0, TEN, at, one, outage, past, resolved_at};

#[test]
fn impacts_hold_from_the_start_although_they_were_posted_later() {
    let site = one(resolved_at(outage(vec![update(Some(at(10, 20)), Investigating, &[])]), at(11, 0)));
    assert_eq!(past(&site, at(12, 0)), [(TEN, TEN + 60, MajorOutage)]);
}

#[test]
fn an_update_changes_only_the_services_it_names() {
    let mut parts = incident("two", at(10, 0), &[(0, PartialOutage), (1, MajorOutage)]);
    parts.updates.push(update(Some(at(10, 30)), Identified, &[(0, DegradedPerformance)]));
    let site = site(2, vec![parts], vec![]);
    assert_eq!(
        past(&site, at(11, 0)),
        [(TEN, TEN + 30, PartialOutage), (TEN + 30, TEN + 60, DegradedPerformance)]
    );
    let status = Status::derive(&site, at(11, 0));
    assert_eq!(status.service(S0).impact(), DegradedPerformance);
    assert_eq!(status.service(ServiceIx(1)).impact(), MajorOutage);
    assert_eq!(status.service(ServiceIx(1)).timeline().intervals().len(), 1);
}

#[test]
fn an_update_can_say_that_a_service_works_again() {
    let site = one(outage(vec![
        update(Some(at(10, 0)), Investigating, &[]),
        update(Some(at(10, 30)), Monitoring, &[(0, Operational)]),
    ]));
    assert_eq!(past(&site, at(11, 0)), [(TEN, TEN + 30, MajorOutage)]);
    assert_eq!(Status::derive(&site, at(11, 0)).service(S0).impact(), Operational);
}

#[test]
fn an_update_without_a_time_takes_effect_at_the_last_known_one() {
    let site = one(outage(vec![
        update(Some(at(10, 10)), Investigating, &[]),
        update(None, Identified, &[(0, PartialOutage)]),
        update(Some(at(10, 30)), Resolved, &[]),
    ]));
    assert_eq!(past(&site, at(11, 0)), [(TEN, TEN + 10, MajorOutage), (TEN + 10, TEN + 30, PartialOutage)]);
    let first =
        one(resolved_at(outage(vec![update(None, Investigating, &[(0, PartialOutage)])]), at(10, 30)));
    assert_eq!(past(&first, at(11, 0)), [(TEN, TEN + 30, PartialOutage)]);
}

#[test]
fn an_update_before_the_start_takes_effect_at_the_start() {
    let site = one(outage(vec![update(Some(at(9, 0)), Investigating, &[(0, PartialOutage)])]));
    assert_eq!(past(&site, at(11, 0)), [(TEN, TEN + 60, PartialOutage)]);
}

#[test]
fn an_incident_affects_its_first_second() {
    let corrected = update(Some(at(10, 0)), Investigating, &[(0, PartialOutage)]);
    let site = one(outage(vec![corrected]));
    let status = Status::derive(&site, at(10, 0));
    assert_eq!(status.service(S0).impact(), PartialOutage);
    assert_eq!(status.incidents()[0].impact(), Indicator::Major);
    assert_eq!(past(&site, at(10, 0)), []);
}

#[test]
fn intervals_of_an_incident_are_kept_apart_by_service() {
    let mut parts = incident("moves", at(10, 0), &[(0, MajorOutage), (1, Operational)]);
    parts.updates.push(update(Some(at(10, 30)), Identified, &[(0, Operational), (1, MajorOutage)]));
    parts.updates.push(update(Some(at(10, 40)), Monitoring, &[(1, MajorOutage)]));
    let site = site(2, vec![parts], vec![]);
    let status = Status::derive(&site, at(11, 0));
    let intervals = status.incidents()[0].intervals().iter();
    let found: Vec<_> = intervals.map(|(service, i)| (service.0, i.start(), i.end())).collect();
    assert_eq!(found, [(0, at(10, 0), at(10, 30)), (1, at(10, 30), at(11, 0))]);
}

#[test]
fn an_incident_to_come_has_no_impact_yet() {
    let site = one(outage(vec![update(Some(at(9, 0)), Investigating, &[])]));
    let status = Status::derive(&site, at(9, 30));
    assert!(status.incidents()[0].is_open());
    assert!(status.incidents()[0].current_impacts().is_empty());
    assert_eq!((status.service(S0).impact(), status.indicator()), (Operational, Indicator::None));
    assert_eq!(past(&site, at(9, 30)), []);
    assert_eq!(status.incidents()[0].impact(), Indicator::Critical);
}

#[test]
fn resolving_ends_all_impacts_whatever_it_names() {
    let mut parts = outage(vec![update(Some(at(10, 0)), Investigating, &[])]);
    parts.updates.push(update(Some(at(10, 30)), Resolved, &[(0, PartialOutage)]));
    let site = one(parts);
    assert_eq!(past(&site, at(11, 0)), [(TEN, TEN + 30, MajorOutage)]);
    let status = Status::derive(&site, at(11, 0));
    assert_eq!(status.service(S0).impact(), Operational);
    assert_eq!(status.incidents()[0].end(), End::At(at(10, 30)));
    assert!(!status.incidents()[0].is_open());
}

#[test]
fn a_second_closing_update_does_not_move_the_end() {
    let site =
        one(outage(vec![update(Some(at(10, 30)), Resolved, &[]), update(Some(at(10, 50)), Resolved, &[])]));
    assert_eq!(past(&site, at(11, 0)), [(TEN, TEN + 30, MajorOutage)]);
    assert_eq!(Status::derive(&site, at(11, 0)).incidents()[0].end(), End::At(at(10, 30)));
}

#[test]
fn reopening_takes_up_the_impacts_from_before_the_close_with_its_own() {
    let mut parts = incident("again", at(10, 0), &[(0, MajorOutage), (1, PartialOutage)]);
    parts.updates = vec![
        update(Some(at(10, 10)), Resolved, &[(0, Operational)]),
        update(Some(at(10, 20)), Investigating, &[(1, DegradedPerformance)]),
    ];
    let site = site(2, vec![parts], vec![]);
    assert_eq!(past(&site, at(10, 30)), [(TEN, TEN + 10, MajorOutage), (TEN + 20, TEN + 30, MajorOutage)]);
    let status = Status::derive(&site, at(10, 30));
    assert!(status.incidents()[0].is_open());
    assert_eq!(status.service(S0).impact(), MajorOutage);
    assert_eq!(status.service(ServiceIx(1)).impact(), DegradedPerformance);
}

#[test]
fn a_false_alarm_wipes_everything() {
    let mut parts = outage(vec![update(Some(at(10, 0)), Investigating, &[])]);
    parts.updates.push(update(Some(at(10, 30)), FalseAlarm, &[]));
    let site = one(parts);
    assert_eq!(past(&site, at(10, 29)).len(), 1);
    assert_eq!(past(&site, at(10, 30)), []);
    let status = Status::derive(&site, at(10, 30));
    assert_eq!(status.incidents()[0].impact(), Indicator::None);
    assert_eq!(status.incidents()[0].end(), End::At(at(10, 30)));
    assert!(!status.incidents()[0].is_open());
    assert_eq!(status.service(S0).incidents(), [IncidentIx(0)]);
}

#[test]
fn ended_cuts_an_open_incident_which_stays_open() {
    let parts =
        outage(vec![update(Some(at(10, 0)), Investigating, &[]), update(Some(at(10, 40)), Monitoring, &[])]);
    let site = one(IncidentParts { ended: Some(at(10, 30)), ..parts });
    assert_eq!(past(&site, at(11, 0)), [(TEN, TEN + 30, MajorOutage)]);
    let status = Status::derive(&site, at(11, 0));
    assert!(status.incidents()[0].is_open());
    assert_eq!(status.incidents()[0].end(), End::At(at(10, 30)));
    assert_eq!(status.service(S0).impact(), Operational);
    assert_eq!(status.incidents()[0].impact(), Indicator::Critical);
}

#[test]
fn ended_before_the_resolving_update_cuts_and_after_it_prolongs() {
    let parts = resolved_at(outage(vec![]), at(10, 40));
    let sooner = one(IncidentParts { ended: Some(at(10, 30)), ..parts.clone() });
    assert_eq!(past(&sooner, at(12, 0)), [(TEN, TEN + 30, MajorOutage)]);
    let later = one(IncidentParts { ended: Some(at(11, 0)), ..parts });
    assert_eq!(past(&later, at(12, 0)), [(TEN, TEN + 60, MajorOutage)]);
    // Until then it is cut at `now`, and being closed it does not change the current status.
    assert_eq!(past(&later, at(10, 50)), [(TEN, TEN + 50, MajorOutage)]);
    assert_eq!(Status::derive(&later, at(10, 50)).service(S0).impact(), Operational);
}

#[test]
fn an_end_to_come_is_not_taken_for_one() {
    let parts = outage(vec![update(Some(at(10, 0)), Investigating, &[])]);
    let site = one(IncidentParts { ended: Some(at(12, 0)), ..parts });
    let status = Status::derive(&site, at(11, 0));
    assert_eq!(status.incidents()[0].end(), End::Ongoing);
    assert_eq!(status.service(S0).impact(), MajorOutage);
    assert_eq!(past(&site, at(11, 0)), [(TEN, TEN + 60, MajorOutage)]);
}

#[test]
fn an_unknown_end_counts_nothing_and_keeps_the_named_impact() {
    let site = one(outage(vec![update(None, Investigating, &[]), update(None, Resolved, &[])]));
    let status = Status::derive(&site, at(11, 0));
    assert_eq!(status.incidents()[0].end(), End::Unknown);
    assert_eq!(status.incidents()[0].impact(), Indicator::Critical);
    assert_eq!(past(&site, at(11, 0)), []);
    assert_eq!(status.service(S0).impact(), Operational);
}
