//! A new site: the demo, moved in time so that its open incident is happening now, and what belongs around a site in a
//! repository.
//!
//! Makes trees of files and writes nothing.

pub mod ci;
mod shift;

use chrono::{DateTime, TimeDelta};

use crate::time::Instant;
use crate::tree::{RelPath, Tree};

/// The files of the demo site by their paths.
const DEMO: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/demo_site.rs"));

/// What a new site has besides the demo's own files.
const AROUND: [(&str, &[u8]); 2] =
    [(".gitignore", include_bytes!("files/gitignore")), ("README.md", include_bytes!("files/README.md"))];

/// The incident that is open in a new site, for messages.
pub const OPEN_INCIDENT: &str = "content/incidents/some-files-cannot-be-uploaded-or-downloaded.md";

/// The moment as of which the demo was written.
const DEMO_MOMENT: Instant = DateTime::from_timestamp(1_795_185_000, 0).expect("a moment that chrono knows");

/// The step by which the demo moves, so that its times stay as round as they were.
const STEP_SECONDS: i64 = 5 * 60;

/// The demo as if it had been written at `now`, or up to five minutes before.
///
/// A clock that is off by centuries is taken for one within the years 1970 to 9000, which the demo's times can follow.
#[must_use]
pub fn site(now: Instant) -> Tree {
    let by = offset(now);
    let demo = DEMO.iter().map(|(path, bytes)| (*path, shift::file(path, bytes, by)));
    let around = AROUND.iter().map(|(path, bytes)| (*path, bytes.to_vec()));
    // A test holds that every path is one.
    demo.chain(around).filter_map(|(path, bytes)| Some((RelPath::new(path).ok()?, bytes.into()))).collect()
}

/// How far the demo moves for `now`, rounded down.
fn offset(now: Instant) -> TimeDelta {
    /// 1970-01-01 and 9000-01-01 in seconds since 1970.
    const YEARS: (i64, i64) = (0, 221_845_392_000);
    let seconds = now.timestamp().clamp(YEARS.0, YEARS.1) - DEMO_MOMENT.timestamp();
    TimeDelta::seconds(seconds.div_euclid(STEP_SECONDS) * STEP_SECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::rfc3339;

    #[test]
    fn every_file_has_its_place_and_none_is_there_twice() {
        assert_eq!(site(DEMO_MOMENT).len(), DEMO.len() + AROUND.len());
        assert!(site(DEMO_MOMENT).get_str(OPEN_INCIDENT).is_some());
        assert_eq!(rfc3339(DEMO_MOMENT), "2026-11-20T14:30:00Z");
    }

    #[test]
    fn at_its_own_moment_the_demo_is_as_it_was_written() {
        let site = site(DEMO_MOMENT);
        for (path, bytes) in DEMO {
            assert_eq!(site.get_str(path).map(|b| &b[..]), Some(*bytes), "{path}");
        }
    }

    #[test]
    fn it_moves_in_steps_of_five_minutes_and_never_ahead_of_the_clock() {
        for (seconds, moved) in [(0, 0), (299, 0), (300, 300), (-1, -300), (-300, -300), (-301, -600)] {
            assert_eq!(offset(DEMO_MOMENT + TimeDelta::seconds(seconds)), TimeDelta::seconds(moved));
        }
    }

    #[test]
    fn a_clock_that_is_off_by_centuries_does_no_harm() {
        for now in [Instant::MIN_UTC, Instant::MAX_UTC] {
            assert_eq!(site(now).len(), site(DEMO_MOMENT).len());
        }
    }
}
