//! Stories: an hour in the life of three services, with everything that authors can write, in any order they may.
//!
//! Times are seconds from the story's beginning, half of them full hundreds, so that things coincide.

use candor::model::{Impact, IncidentParts, IncidentState, MaintenanceParts, MaintenanceState, Term, Update};
use candor::time::Instant;
use chrono::DateTime;
use proptest::prelude::*;

use crate::support::site::{incident, maintenance, update};

/// How long a story is, in seconds.
pub const HORIZON: i64 = 3000;

/// How many services it has.
pub const SERVICES: usize = 3;

/// A site's content and the moment at which it is looked at.
#[derive(Clone, Debug)]
pub struct Story {
    pub incidents: Vec<IncidentParts>,
    pub maintenance: Vec<MaintenanceParts>,
    pub since: Vec<Option<i64>>,
    pub now: i64,
}

/// A second of the story as a moment.
pub fn second(n: i64) -> Instant {
    DateTime::from_timestamp(1_795_132_800 + n, 0).expect("a moment")
}

pub fn story() -> impl Strategy<Value = Story> {
    (
        prop::collection::vec(an_incident(), 0..6),
        prop::collection::vec(a_maintenance(), 0..3),
        prop::collection::vec(prop::option::of(time()), SERVICES),
        time(),
    )
        .prop_map(|(mut incidents, mut maintenance, since, now)| {
            for (n, parts) in incidents.iter_mut().enumerate() {
                parts.slug = candor::slug::Slug::new(&format!("i{n}")).expect("a slug");
            }
            for (n, parts) in maintenance.iter_mut().enumerate() {
                parts.slug = candor::slug::Slug::new(&format!("m{n}")).expect("a slug");
            }
            Story { incidents, maintenance, since, now }
        })
}

fn time() -> impl Strategy<Value = i64> {
    prop_oneof![0..=HORIZON, (0..=HORIZON / 100).prop_map(|hundreds| hundreds * 100)]
}

fn impacts(most: usize) -> impl Strategy<Value = Vec<(usize, Impact)>> {
    prop::collection::vec((0..SERVICES, prop::sample::select(Impact::ALL)), 0..=most)
}

/// Updates whose times, where they have one, are in order; one in five has none.
fn updates<S: Term + std::fmt::Debug>(
    fewest: usize,
    most_impacts: usize,
) -> impl Strategy<Value = Vec<Update<S>>> {
    let one = (time(), prop::bool::weighted(0.8), prop::sample::select(S::ALL), impacts(most_impacts));
    prop::collection::vec(one, fewest..6).prop_map(|drafts| {
        let mut times: Vec<_> = drafts.iter().map(|(time, ..)| *time).collect();
        times.sort_unstable();
        let dated = times.into_iter().zip(drafts);
        dated
            .map(|(time, (_, timed, state, impacts))| update(timed.then(|| second(time)), state, &impacts))
            .collect()
    })
}

fn an_incident() -> impl Strategy<Value = IncidentParts> {
    (
        time(),
        impacts(SERVICES),
        updates::<IncidentState>(1, 2),
        prop::option::weighted(0.3, time()),
        prop::option::weighted(0.2, time()),
        prop::bool::weighted(0.2),
    )
        .prop_map(|(started, impacts, updates, ended, published, retroactive)| IncidentParts {
            updates,
            ended: ended.map(|ended| second(ended.max(started))),
            published: published.or(retroactive.then_some(started + 500)).map(second),
            retroactive,
            ..incident("incident", second(started), &impacts)
        })
}

fn a_maintenance() -> impl Strategy<Value = MaintenanceParts> {
    (
        time(),
        1..HORIZON / 2,
        prop::collection::btree_set(0..SERVICES, 1..=SERVICES),
        updates::<MaintenanceState>(0, 0),
        prop::option::weighted(0.5, 0..100i64),
    )
        .prop_map(|(from, length, services, updates, published)| MaintenanceParts {
            updates,
            published: published.map(second),
            ..maintenance(
                "maintenance",
                second(from),
                second(from + length),
                &services.into_iter().collect::<Vec<_>>(),
            )
        })
}
