//! The rules as questions about one second, answered by reading everything that was written again.

use std::ops::Range;

use candor::model::IncidentState::{FalseAlarm, Investigating, Resolved};
use candor::model::MaintenanceState::{Cancelled, Completed, InProgress, Scheduled, Verifying};
use candor::model::{
    Impact, IncidentParts, IncidentState, MaintenanceParts, MaintenanceState, ServiceIx, Update,
};
use candor::time::Instant;

use crate::stories::{Story, second};

/// The impact on a service in every second before `now`.
pub fn seconds(story: &Story, service: ServiceIx) -> Vec<Impact> {
    let worst = |at| hits(story, service, at).map(|(_, impact)| impact).max().unwrap_or(Impact::Operational);
    (0..story.now).map(worst).collect()
}

/// The names of all that hits a service in any of `seconds`, sorted.
pub fn causes(story: &Story, service: ServiceIx, seconds: Range<i64>) -> Vec<String> {
    let mut names: Vec<_> = seconds
        .flat_map(|at| hits(story, service, at))
        .filter(|(_, impact)| *impact > Impact::Operational)
        .map(|(name, _)| name.to_owned())
        .collect();
    names.sort();
    names.dedup();
    names
}

/// The impact on a service at `now`.
pub fn current(story: &Story, service: ServiceIx) -> Impact {
    let now = second(story.now);
    let open = story.incidents.iter().filter(|parts| is_open(parts, story.now));
    let by_incidents = open
        .filter(|parts| parts.started <= now && parts.ended.is_none_or(|ended| now < ended))
        .map(|parts| held(parts, posted(&parts.updates, now), service, now));
    let at_work = story.maintenance.iter().any(|parts| {
        maintenance_is_shown(parts, story.now)
            && parts.services.contains(&service)
            && matches!(maintenance_state(parts, story.now), InProgress | Verifying)
    });
    let by_work = at_work.then_some(Impact::UnderMaintenance);
    by_incidents.chain(by_work).max().unwrap_or(Impact::Operational)
}

pub fn incident_is_shown(parts: &IncidentParts, now: i64) -> bool {
    let dated = parts.updates.iter().filter_map(|update| update.at).min();
    parts.published.or(dated).unwrap_or(parts.started) <= second(now)
}

pub fn maintenance_is_shown(parts: &MaintenanceParts, now: i64) -> bool {
    let dated = parts.updates.iter().filter_map(|update| update.at).min();
    parts.published.or(dated).is_none_or(|from| from <= second(now))
}

pub fn is_open(parts: &IncidentParts, now: i64) -> bool {
    let state = posted(&parts.updates, second(now)).last().map_or(Investigating, |update| update.state);
    incident_is_shown(parts, now) && !parts.retroactive && state != Resolved && state != FalseAlarm
}

/// The state that the newest update and the clock give together.
pub fn maintenance_state(parts: &MaintenanceParts, now: i64) -> MaintenanceState {
    let now = second(now);
    let (from, until) = (parts.scheduled_for, parts.scheduled_until);
    let clock = match now {
        _ if now < from => Scheduled,
        _ if now < until => InProgress,
        _ => Completed,
    };
    match with_times(posted(&parts.updates, now), None).last() {
        Some((_, closed @ (Completed | Cancelled))) => *closed,
        None | Some((None, _)) => clock,
        Some((Some(at), Scheduled)) => {
            if *at > from {
                Scheduled
            } else {
                clock
            }
        }
        Some((Some(at), going)) => {
            if *at >= until || now < until {
                *going
            } else {
                Completed
            }
        }
    }
}

/// What hits a service in the second `at`, as far as it is known at the story's `now`.
fn hits(story: &Story, service: ServiceIx, at: i64) -> impl Iterator<Item = (&str, Impact)> {
    let now = story.now;
    let incidents = story.incidents.iter().filter(move |parts| incident_is_shown(parts, now));
    let incidents =
        incidents.map(move |parts| (parts.slug.as_str(), impact_in(parts, service, second(at), second(now))));
    let work = story.maintenance.iter().filter(move |parts| {
        maintenance_is_shown(parts, now)
            && parts.services.contains(&service)
            && is_worked_on(parts, second(at), second(now))
    });
    incidents.chain(work.map(|parts| (parts.slug.as_str(), Impact::UnderMaintenance)))
}

fn impact_in(parts: &IncidentParts, service: ServiceIx, at: Instant, now: Instant) -> Impact {
    let updates = posted(&parts.updates, now);
    let closed = |update: &Update<IncidentState>| matches!(update.state, Resolved | FalseAlarm);
    let for_good = updates.iter().rev().take_while(|update| closed(update)).count();
    let is_over = for_good > 0 || parts.retroactive;
    let known_end =
        parts.ended.or_else(|| updates[updates.len() - for_good..].first().and_then(|closing| closing.at));
    if at < parts.started
        || updates.last().is_some_and(|update| update.state == FalseAlarm)
        || (is_over && known_end.is_none())
        || parts.ended.is_some_and(|ended| at >= ended)
    {
        return Impact::Operational;
    }
    // With an end of its own, an incident is not ended by the updates that close it for good.
    let said = if parts.ended.is_some() { updates.len() - for_good } else { updates.len() };
    held(parts, &updates[..said], service, at)
}

/// What the updates that are in effect at `at` leave of a service.
fn held(parts: &IncidentParts, updates: &[Update<IncidentState>], service: ServiceIx, at: Instant) -> Impact {
    let mut impact = parts.impacts.get(service).unwrap_or(Impact::Operational);
    let mut closed = false;
    for ((from, state), update) in with_times(updates, Some(parts.started)).into_iter().zip(updates) {
        if from.is_some_and(|from| from > at && from > parts.started) {
            break;
        }
        closed = matches!(state, Resolved | FalseAlarm);
        if !closed {
            impact = update.impacts.get(service).unwrap_or(impact);
        }
    }
    if closed { Impact::Operational } else { impact }
}

/// Whether work goes on in the second `at`, by the last thing said up to then and the first thing said after it.
fn is_worked_on(parts: &MaintenanceParts, at: Instant, now: Instant) -> bool {
    let posts = with_times(posted(&parts.updates, now), None);
    let last = posts.iter().rev().find(|(posted, _)| posted.is_none_or(|posted| posted <= at));
    let next = posts.iter().find(|(posted, _)| posted.is_some_and(|posted| posted > at));
    let next = next.map(|(posted, state)| (posted.expect("it is after a moment"), *state));
    let (from, until) = (parts.scheduled_for, parts.scheduled_until);
    let confirmed_later = matches!(next, Some((_, InProgress | Verifying)));
    let by_the_clock = match next {
        Some((posted, Scheduled)) if posted > from => false,
        _ => from <= at && (at < until || confirmed_later),
    };
    match last {
        Some((Some(posted), InProgress | Verifying)) => at < until || *posted >= until || confirmed_later,
        Some((Some(posted), Scheduled)) if *posted > from => false,
        Some((Some(_), Completed | Cancelled) | (None, Cancelled)) => false,
        _ => by_the_clock,
    }
}

fn posted<S>(updates: &[Update<S>], now: Instant) -> &[Update<S>] {
    let shown = updates.iter().take_while(|update| update.at.is_none_or(|at| at <= now)).count();
    &updates[..shown]
}

/// The updates' states with the times at which they take effect.
fn with_times<S: Copy>(updates: &[Update<S>], before: Option<Instant>) -> Vec<(Option<Instant>, S)> {
    let times = updates.iter().scan(before, |known, update| {
        *known = update.at.or(*known);
        Some((*known, update.state))
    });
    times.collect()
}
