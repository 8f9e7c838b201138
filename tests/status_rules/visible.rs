//! What of a site can be seen.

use candor::fragment::Fragment;
use candor::model::Impact::{DegradedPerformance, MajorOutage, Operational};
use candor::model::IncidentState::{Identified, Investigating, Monitoring, Resolved};
use candor::model::{IncidentParts, Site};
use candor::status::{IncidentIx, Status};
use candor::time::Instant;

use crate::support::site::{incident, site, update};
use crate::{S0, at, one, outage, past, resolved_at};

fn shown(site: &Site, now: Instant) -> usize {
    Status::derive(site, now).incidents().len()
}

#[test]
fn an_incident_is_shown_from_published_else_its_first_dated_update_else_its_start() {
    let updates = || vec![update(None, Investigating, &[]), update(Some(at(10, 5)), Identified, &[])];
    let published = one(IncidentParts { published: Some(at(10, 3)), ..outage(updates()) });
    assert_eq!((shown(&published, at(10, 2)), shown(&published, at(10, 3))), (0, 1));
    let dated = one(outage(updates()));
    assert_eq!((shown(&dated, at(10, 4)), shown(&dated, at(10, 5))), (0, 1));
    let undated = one(outage(vec![update(None, Investigating, &[])]));
    assert_eq!((shown(&undated, at(9, 59)), shown(&undated, at(10, 0))), (0, 1));
}

#[test]
fn an_incident_that_is_not_shown_yet_changes_nothing() {
    let site =
        one(IncidentParts { published: Some(at(11, 0)), ..outage(vec![update(None, Investigating, &[])]) });
    let status = Status::derive(&site, at(10, 30));
    assert_eq!(status.service(S0).impact(), Operational);
    assert_eq!(past(&site, at(10, 30)), []);
    assert_eq!(status.service(S0).incidents(), []);
    assert_eq!(Status::derive(&site, at(11, 0)).service(S0).impact(), MajorOutage);
}

#[test]
fn an_update_to_come_hides_itself_and_all_that_follow_it() {
    let site = one(outage(vec![
        update(Some(at(10, 0)), Investigating, &[]),
        update(None, Identified, &[]),
        update(Some(at(11, 0)), Monitoring, &[(0, DegradedPerformance)]),
        update(None, Resolved, &[]),
    ]));
    let before = Status::derive(&site, at(10, 59));
    assert_eq!((before.incidents()[0].updates().len(), before.incidents()[0].state()), (2, Identified));
    assert_eq!(before.service(S0).impact(), MajorOutage);
    let after = Status::derive(&site, at(11, 0));
    assert_eq!((after.incidents()[0].updates().len(), after.incidents()[0].state()), (4, Resolved));
}

#[test]
fn an_incident_published_before_its_first_update_is_investigated() {
    let site = one(IncidentParts {
        published: Some(at(10, 1)),
        ..outage(vec![update(Some(at(10, 30)), Identified, &[])])
    });
    let status = Status::derive(&site, at(10, 10));
    assert_eq!(status.incidents()[0].state(), Investigating);
    assert!(status.incidents()[0].is_open());
    assert_eq!(status.service(S0).impact(), MajorOutage);
}

#[test]
fn a_post_mortem_waits_for_its_publication() {
    let mut text = Fragment::new();
    text.push_text("A switch failed.");
    let mut parts = resolved_at(outage(vec![]), at(11, 0));
    parts.postmortem = text;
    let undated = one(parts.clone());
    assert!(Status::derive(&undated, at(11, 0)).incidents()[0].postmortem().is_some());
    parts.postmortem_published = Some(at(12, 0));
    let dated = one(parts);
    assert!(Status::derive(&dated, at(11, 59)).incidents()[0].postmortem().is_none());
    assert!(Status::derive(&dated, at(12, 0)).incidents()[0].postmortem().is_some());
}

#[test]
fn the_next_update_is_promised_only_while_the_incident_is_open() {
    let mut parts = outage(vec![update(Some(at(10, 0)), Investigating, &[])]);
    parts.next_update = Some(at(10, 30));
    let site = one(resolved_at(parts, at(11, 0)));
    assert_eq!(Status::derive(&site, at(10, 45)).incidents()[0].next_update(), Some(at(10, 30)));
    assert_eq!(Status::derive(&site, at(11, 0)).incidents()[0].next_update(), None);
}

#[test]
fn incidents_stand_newest_first() {
    let early = incident("early", at(8, 0), &[(0, MajorOutage)]);
    let late = incident("late", at(9, 0), &[(1, MajorOutage)]);
    let too = incident("too", at(9, 0), &[(0, MajorOutage)]);
    let site = site(2, vec![early, late, too], vec![]);
    let status = Status::derive(&site, at(10, 0));
    let slugs: Vec<_> = status.incidents().iter().map(|view| view.incident().slug().as_str()).collect();
    assert_eq!(slugs, ["too", "late", "early"]);
    assert_eq!(status.service(S0).incidents(), [IncidentIx(0), IncidentIx(2)]);
    assert_eq!(status.incident(IncidentIx(2)).incident().slug().as_str(), "early");
    assert_eq!(status.incident(IncidentIx(2)).ix(), IncidentIx(2));
}
