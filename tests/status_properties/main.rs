//! What is shown, against a model that knows nothing of intervals: it asks of each second what was wrong then.

#[path = "../support/mod.rs"]
mod support;

mod calendar;
mod naive;
mod stories;

use candor::model::{Impact, Indicator, ServiceIx, Site, Weights};
use candor::status::{Cause, Status};
use proptest::prelude::*;
use stories::{HORIZON, SERVICES, Story, second};

fn site_of(story: &Story) -> Site {
    let mut site = support::site::site(SERVICES, story.incidents.clone(), story.maintenance.clone());
    for (service, since) in site.config.services.iter_mut().zip(&story.since) {
        service.since = since.map(second);
    }
    site.config.weights = WEIGHTS;
    site
}

/// Primes, so that no two mixes of impacts lose the same.
const WEIGHTS: Weights = Weights {
    major_outage: 999_983,
    partial_outage: 300_007,
    degraded_performance: 10_007,
    under_maintenance: 101,
};

/// The impact on a service in each second before `now`, by its timeline; checks the timeline's own promises.
fn seconds_of(status: &Status<'_>, service: ServiceIx, now: i64) -> Vec<Impact> {
    let mut seconds = vec![Impact::Operational; usize::try_from(now).expect("now is in the story")];
    let intervals = status.service(service).timeline().intervals();
    for pair in intervals.windows(2) {
        let touch = pair[0].end() == pair[1].start();
        assert!(pair[0].end() <= pair[1].start(), "{pair:?} overlap");
        assert!(!touch || pair[0].impact() != pair[1].impact(), "{pair:?} are one");
    }
    for interval in intervals {
        let index = |at: candor::time::Instant| {
            usize::try_from((at - second(0)).num_seconds()).expect("in the story")
        };
        assert!(interval.start() < interval.end(), "{interval:?} is empty");
        seconds[index(interval.start())..index(interval.end())].fill(interval.impact());
    }
    seconds
}

fn expected_indicator(impacts: &[Impact]) -> Indicator {
    let share =
        |at_least: Impact| impacts.iter().filter(|impact| **impact >= at_least).count() * 2 >= impacts.len();
    if share(Impact::MajorOutage) {
        Indicator::Critical
    } else if impacts.contains(&Impact::MajorOutage) || share(Impact::PartialOutage) {
        Indicator::Major
    } else {
        match impacts.iter().max() {
            Some(Impact::Operational) | None => Indicator::None,
            Some(Impact::UnderMaintenance) => Indicator::Maintenance,
            Some(_) => Indicator::Minor,
        }
    }
}

fn slugs<'a>(names: impl Iterator<Item = &'a candor::slug::Slug>) -> Vec<String> {
    let mut names: Vec<_> = names.map(ToString::to_string).collect();
    names.sort();
    names
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn timelines_agree_with_every_second(story in stories::story()) {
        let site = site_of(&story);
        let status = Status::derive(&site, second(story.now));
        for service in (0..SERVICES).map(ServiceIx) {
            prop_assert_eq!(
                seconds_of(&status, service, story.now),
                naive::seconds(&story, service),
                "service {}", service.0
            );
        }
    }

    #[test]
    fn the_present_agrees(story in stories::story()) {
        let site = site_of(&story);
        let status = Status::derive(&site, second(story.now));
        let current: Vec<_> = status.services().map(|(_, service)| service.impact()).collect();
        let expected: Vec<_> = (0..SERVICES).map(|n| naive::current(&story, ServiceIx(n))).collect();
        prop_assert_eq!(status.indicator(), expected_indicator(&expected));
        prop_assert_eq!(current, expected);
        let shown = status.incidents().iter().map(|view| view.incident().slug());
        let expected = story.incidents.iter().filter(|parts| naive::incident_is_shown(parts, story.now));
        prop_assert_eq!(slugs(shown), slugs(expected.map(|parts| &parts.slug)));
        let open = status.open_incidents().map(|view| view.incident().slug());
        let expected = story.incidents.iter().filter(|parts| naive::is_open(parts, story.now));
        prop_assert_eq!(slugs(open), slugs(expected.map(|parts| &parts.slug)));
        for view in status.maintenance() {
            let parts = story.maintenance.iter().find(|parts| parts.slug == *view.maintenance().slug());
            prop_assert_eq!(Some(view.state()), parts.map(|parts| naive::maintenance_state(parts, story.now)));
        }
        let shown = status.maintenance().iter().map(|view| view.maintenance().slug());
        let expected = story.maintenance.iter().filter(|parts| naive::maintenance_is_shown(parts, story.now));
        prop_assert_eq!(slugs(shown), slugs(expected.map(|parts| &parts.slug)));
    }

    #[test]
    fn uptime_agrees_to_the_millionth(story in stories::story(), a in 0..=HORIZON, b in 0..=HORIZON) {
        let site = site_of(&story);
        let status = Status::derive(&site, second(story.now));
        for service in (0..SERVICES).map(ServiceIx) {
            let from = a.max(story.since[service.0].unwrap_or(0));
            let to = b.min(story.now);
            let counted: Vec<_> = naive::seconds(&story, service)
                .into_iter()
                .zip(0i64..)
                .filter(|(_, at)| (from..to).contains(at))
                .map(|(impact, _)| impact)
                .collect();
            let lost: u128 = counted.iter().map(|impact| u128::from(WEIGHTS.of(*impact))).sum();
            let uptime = status.uptime(service, second(a), second(b));
            prop_assert_eq!(
                uptime.map(|uptime| (uptime.millionth_seconds_lost(), uptime.seconds())),
                (!counted.is_empty()).then_some((lost, counted.len() as u64))
            );
            let seconds = status.seconds(service, second(a), second(b));
            prop_assert_eq!(seconds.worst(), counted.into_iter().max().unwrap_or(Impact::Operational));
        }
    }

    #[test]
    fn causes_are_what_hit_the_service_in_any_second(story in stories::story(), a in 0..=HORIZON, b in 0..=HORIZON) {
        let site = site_of(&story);
        let status = Status::derive(&site, second(story.now));
        for service in (0..SERVICES).map(ServiceIx) {
            let causes = status.service(service).timeline().causes(second(a), second(b));
            let found = slugs(causes.iter().map(|cause| match cause {
                Cause::Incident(ix) => status.incident(*ix).incident().slug(),
                Cause::Maintenance(ix) => status.maintenance_at(*ix).maintenance().slug(),
            }));
            prop_assert_eq!(found, naive::causes(&story, service, a..b.min(story.now)));
        }
    }
}
