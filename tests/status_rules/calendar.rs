//! Days, months and years, and the log of the last days.

use candor::model::Impact::{MajorOutage, Operational};
use candor::model::IncidentState::Resolved;
use candor::model::{IncidentParts, Site};
use candor::status::{IncidentIx, Status};
use candor::time::Zone;
use chrono::NaiveDate;

use crate::support::site::{incident, maintenance, site, update};
use crate::{S0, at, one, resolved_at};

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

#[test]
fn days_are_cut_in_the_sites_zone() {
    // 23:30 to 00:30 in UTC is all on the 21st in Kathmandu (UTC+5:45).
    let mut site = one(resolved_at(incident("it", at(23, 30), &[(0, MajorOutage)]), at(24, 30)));
    let lost = |site: &Site| {
        let status = Status::derive(site, at(36, 0));
        let days = status.days(S0, 2);
        assert_eq!(days[1].end(), at(36, 0));
        days.iter()
            .map(|day| {
                (day.first_day(), day.seconds().of(MajorOutage), day.worst(), status.causes(S0, day).len())
            })
            .collect::<Vec<_>>()
    };
    let (friday, saturday) = (date("2026-11-20"), date("2026-11-21"));
    assert_eq!(lost(&site), [(friday, 1800, MajorOutage, 1), (saturday, 1800, MajorOutage, 1)]);
    site.config.zone = Zone::new("Asia/Kathmandu").expect("a zone");
    assert_eq!(lost(&site), [(friday, 0, Operational, 0), (saturday, 3600, MajorOutage, 1)]);
}

#[test]
fn the_last_days_are_whole_days_and_today_so_far() {
    let site = one(resolved_at(incident("it", at(0, 0), &[(0, MajorOutage)]), at(12, 0)));
    let status = Status::derive(&site, at(36, 0));
    let days = status.days(S0, 2);
    assert_eq!((days[0].start(), days[0].end(), days[1].start()), (at(0, 0), at(24, 0), at(24, 0)));
    assert_eq!(status.uptime_of_last(S0, 2).map(|uptime| uptime.seconds()), Some(36 * 3600));
    assert_eq!(status.uptime_of_last(S0, 1).map(|uptime| uptime.floored_hundredths()), Some(10_000));
    assert_eq!(days[0].uptime().map(|uptime| uptime.floored_hundredths()), Some(5_000));
    assert_eq!((status.days(S0, 90).len(), status.days(S0, 0).len()), (90, 0));
    assert_eq!(status.days(S0, 90)[0].first_day(), date("2026-08-24"));
}

#[test]
fn a_day_before_since_has_no_figure() {
    let mut site = one(resolved_at(incident("it", at(-20, 0), &[(0, MajorOutage)]), at(1, 0)));
    site.config.services[0].since = Some(at(0, 30));
    let status = Status::derive(&site, at(12, 0));
    let days = status.days(S0, 2);
    assert_eq!(
        (days[0].uptime(), days[0].worst(), status.causes(S0, &days[0]).len()),
        (None, Operational, 0)
    );
    assert_eq!(days[1].seconds().of(MajorOutage), 1800);
}

#[test]
fn months_and_years_begin_with_since_or_with_the_oldest_record() {
    let mut site = one(resolved_at(incident("it", at(-24 * 300, 0), &[(0, MajorOutage)]), at(0, 0)));
    let first = |site: &Site| {
        let status = Status::derive(site, at(12, 0));
        let (months, years) = (status.months(S0), status.years(S0));
        assert_eq!(months.last().map(candor::status::Period::first_day), Some(date("2026-11-01")));
        assert_eq!(years.last().map(candor::status::Period::end), Some(at(12, 0)));
        (months[0].first_day(), months.len(), years[0].first_day(), years.len())
    };
    assert_eq!(first(&site), (date("2026-01-01"), 11, date("2026-01-01"), 1));
    site.config.services[0].since = Some(at(-24 * 400, 0));
    assert_eq!(first(&site), (date("2025-10-01"), 14, date("2025-01-01"), 2));
    site.config.services[0].since = Some(at(-24 * 30, 0));
    assert_eq!(first(&site), (date("2026-10-01"), 2, date("2026-01-01"), 1));
    site.config.services[0].since = Some(at(24 * 90, 0));
    assert_eq!(Status::derive(&site, at(12, 0)).months(S0).len(), 0);
}

#[test]
fn the_oldest_record_may_be_a_maintenance_or_an_incident_that_counts_for_no_time() {
    let recent = resolved_at(incident("recent", at(0, 0), &[(0, MajorOutage)]), at(1, 0));
    let unknown = IncidentParts {
        updates: vec![update(None, Resolved, &[])],
        ..incident("unknown", at(-24 * 40, 0), &[(0, MajorOutage)])
    };
    let work = maintenance("work", at(-24 * 70, 0), at(-24 * 70, 30), &[0]);
    let first = |incidents, work| {
        let site = site(1, incidents, work);
        Status::derive(&site, at(12, 0)).months(S0)[0].first_day()
    };
    assert_eq!(first(vec![recent.clone(), unknown.clone()], vec![]), date("2026-10-01"));
    assert_eq!(first(vec![recent, unknown], vec![work]), date("2026-09-01"));
    assert_eq!(first(vec![], vec![]), date("2026-11-01"));
}

#[test]
fn the_log_has_each_incident_on_every_day_it_touched() {
    let long = resolved_at(incident("long", at(-30, 0), &[(0, MajorOutage)]), at(0, 1));
    let to_midnight = resolved_at(incident("to-midnight", at(-2, 0), &[(0, MajorOutage)]), at(0, 0));
    let open = incident("open", at(5, 0), &[(0, MajorOutage)]);
    let unknown = IncidentParts {
        updates: vec![update(None, Resolved, &[])],
        ..incident("unknown", at(-1, 0), &[(0, MajorOutage)])
    };
    let midnight = resolved_at(incident("midnight", at(0, 0), &[(0, MajorOutage)]), at(1, 0));
    let old = resolved_at(incident("old", at(-90, 0), &[(0, MajorOutage)]), at(-80, 0));
    let site = site(1, vec![long, to_midnight, open, midnight, unknown, old], vec![]);
    let status = Status::derive(&site, at(24, 0));
    let names = |list: &[IncidentIx]| {
        list.iter().map(|ix| status.incident(*ix).incident().slug().to_string()).collect::<Vec<_>>()
    };
    let days: Vec<_> = status
        .log(4)
        .iter()
        .map(|day| (day.date().to_string(), names(day.began()), names(day.went_on())))
        .collect();
    let day = |date: &str, began: &[&str], went_on: &[&str]| {
        let own = |list: &[&str]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
        (date.to_owned(), own(began), own(went_on))
    };
    assert_eq!(
        days,
        [
            day("2026-11-21", &[], &["open"]),
            day("2026-11-20", &["open", "midnight"], &["long"]),
            day("2026-11-19", &["unknown", "to-midnight"], &["long"]),
            day("2026-11-18", &["long"], &[]),
        ]
    );
}
