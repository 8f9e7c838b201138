//! The current status of services, groups and the site.

use candor::model::Impact::{DegradedPerformance, MajorOutage, Operational, PartialOutage, UnderMaintenance};
use candor::model::IncidentState::{Investigating, Monitoring, Resolved};
use candor::model::{Impact, IncidentParts, Indicator};
use candor::status::{End, Status};

use crate::support::site::{incident, site, update};
use crate::{S0, TEN, at, one, one_work, outage, past, work};

#[test]
fn the_worst_open_impact_wins_and_an_outage_outranks_maintenance() {
    let degraded = incident("degraded", at(10, 0), &[(0, DegradedPerformance)]);
    let partial = incident("partial", at(10, 0), &[(0, PartialOutage)]);
    let both = site(1, vec![partial, degraded.clone()], vec![work(&[])]);
    assert_eq!(Status::derive(&both, at(11, 0)).service(S0).impact(), PartialOutage);
    let with_work = site(1, vec![degraded], vec![work(&[])]);
    assert_eq!(Status::derive(&with_work, at(11, 0)).service(S0).impact(), DegradedPerformance);
    assert_eq!(Status::derive(&one_work(work(&[])), at(11, 0)).service(S0).impact(), UnderMaintenance);
}

#[test]
fn a_retroactive_incident_never_changes_the_current_status() {
    let parts = outage(vec![update(Some(at(10, 0)), Investigating, &[])]);
    let retroactive = IncidentParts { retroactive: true, published: Some(at(15, 0)), ..parts };
    let site = one(IncidentParts { ended: Some(at(10, 30)), ..retroactive.clone() });
    assert_eq!(Status::derive(&site, at(14, 59)).incidents().len(), 0);
    let status = Status::derive(&site, at(15, 0));
    assert_eq!(status.service(S0).impact(), Operational);
    assert!(!status.incidents()[0].is_open());
    assert_eq!(status.open_incidents().count(), 0);
    assert_eq!(status.incidents()[0].shown_from(), at(15, 0));
    // It counts when it happened, and for no time when nobody knows how long it lasted.
    assert_eq!(past(&site, at(15, 0)), [(TEN, TEN + 30, MajorOutage)]);
    let endless = one(retroactive);
    assert_eq!(past(&endless, at(15, 0)), []);
    assert_eq!(Status::derive(&endless, at(15, 0)).incidents()[0].end(), End::Unknown);
    assert_eq!(Status::derive(&endless, at(15, 0)).incidents()[0].impact(), Indicator::Critical);
}

#[test]
fn a_retroactive_incident_without_shown_updates_is_over() {
    let parts = outage(vec![update(Some(at(16, 0)), Resolved, &[])]);
    let site = one(IncidentParts {
        retroactive: true,
        published: Some(at(15, 0)),
        ended: Some(at(10, 30)),
        ..parts
    });
    let status = Status::derive(&site, at(15, 0));
    assert_eq!((status.incidents()[0].state(), status.incidents()[0].is_open()), (Resolved, false));
    assert_eq!(past(&site, at(15, 0)), [(TEN, TEN + 30, MajorOutage)]);
}

#[test]
fn an_incident_is_as_bad_as_its_worst_impact_on_a_service() {
    let named = [
        (Operational, Indicator::None),
        (UnderMaintenance, Indicator::Maintenance),
        (DegradedPerformance, Indicator::Minor),
        (PartialOutage, Indicator::Major),
        (MajorOutage, Indicator::Critical),
    ];
    for (impact, indicator) in named {
        let mut parts = incident("it", at(10, 0), &[(0, impact)]);
        parts.updates.push(update(Some(at(10, 30)), Monitoring, &[(0, Operational)]));
        let site = one(parts);
        assert_eq!(Status::derive(&site, at(11, 0)).incidents()[0].impact(), indicator, "{impact:?}");
    }
}

#[test]
fn an_impact_that_was_corrected_within_its_second_does_not_count() {
    let mut parts = incident("it", at(10, 0), &[(0, MajorOutage)]);
    parts.updates = vec![update(Some(at(10, 0)), Investigating, &[(0, PartialOutage)])];
    let site = one(parts);
    let status = Status::derive(&site, at(11, 0));
    assert_eq!(status.incidents()[0].impact(), Indicator::Major);
    assert_eq!(status.incidents()[0].named().get(S0), Some(MajorOutage));
}

#[test]
fn the_indicator_follows_how_many_services_are_hit() {
    let indicator = |services: usize, impacts: &[(usize, Impact)]| {
        let site = site(services, vec![incident("it", at(10, 0), impacts)], vec![]);
        Status::derive(&site, at(11, 0)).indicator()
    };
    assert_eq!(indicator(4, &[(0, MajorOutage), (1, MajorOutage)]), Indicator::Critical);
    assert_eq!(indicator(5, &[(0, MajorOutage), (1, MajorOutage)]), Indicator::Major);
    assert_eq!(indicator(5, &[(0, MajorOutage)]), Indicator::Major);
    assert_eq!(indicator(4, &[(0, PartialOutage), (1, PartialOutage)]), Indicator::Major);
    assert_eq!(indicator(5, &[(0, PartialOutage), (1, PartialOutage)]), Indicator::Minor);
    assert_eq!(indicator(2, &[(0, DegradedPerformance), (1, DegradedPerformance)]), Indicator::Minor);
    assert_eq!(indicator(4, &[(0, UnderMaintenance)]), Indicator::Maintenance);
    assert_eq!(indicator(4, &[]), Indicator::None);
    assert_eq!(indicator(0, &[]), Indicator::None);
}

#[test]
fn a_group_is_as_bad_as_its_worst_service() {
    let mut site =
        site(3, vec![incident("it", at(10, 0), &[(0, MajorOutage), (1, DegradedPerformance)])], vec![]);
    site.config.services[1].group = Some(0);
    site.config.services[2].group = Some(0);
    let status = Status::derive(&site, at(11, 0));
    assert_eq!((status.group_impact(0), status.group_impact(1)), (DegradedPerformance, Operational));
}
