//! A new site at any moment: it loads without a word, something is broken in it right now, and only times have moved.

use candor::diagnostics::Diagnostic;
use candor::load::{self, Options};
use candor::model::{MaintenanceState, Site};
use candor::scaffold::{self, OPEN_INCIDENT};
use candor::status::Status;
use candor::time::{Instant, rfc3339};
use candor::tree::{RelPath, Tree};
use chrono::{DateTime, TimeDelta};
use proptest::prelude::*;

fn moment(text: &str) -> Instant {
    text.parse().expect("a moment")
}

fn load_at(tree: &Tree, now: Instant) -> (Option<Site>, Vec<Diagnostic>) {
    let options = Options { drafts: false, base_url: None, now };
    let loaded = load::load(tree, Vec::new(), &options);
    (loaded.site, loaded.diagnostics)
}

/// The demo as it was written.
fn demo() -> Tree {
    scaffold::site(moment("2026-11-20T14:30:00Z"))
}

fn text<'a>(tree: &'a Tree, path: &str) -> &'a str {
    std::str::from_utf8(tree.get_str(path).expect("there")).expect("text")
}

/// Loads the site for `now` and looks at what is going on in it.
fn holds(now: Instant) -> Result<(), TestCaseError> {
    let (site, faults) = load_at(&scaffold::site(now), now);
    prop_assert_eq!(faults, vec![], "at {}", rfc3339(now));
    let site = site.expect("a site");
    let status = Status::derive(&site, now);
    let open: Vec<String> = status.open_incidents().map(|view| view.incident().path().to_string()).collect();
    prop_assert_eq!(open, vec![OPEN_INCIDENT.to_owned()]);
    let begun = now - status.open_incidents().next().expect("open").incident().started();
    prop_assert!(begun > TimeDelta::zero() && begun < TimeDelta::hours(3), "open for {}", begun);
    let promised = status.open_incidents().next().expect("open").incident().next_update();
    prop_assert!(promised.is_some_and(|promised| promised > now), "the next post is due");
    prop_assert_eq!(status.maintenance_in_progress().count(), 1);
    prop_assert_eq!(status.maintenance_upcoming().count(), 3);
    prop_assert!(status.maintenance_upcoming().all(|view| view.state() == MaintenanceState::Scheduled));
    // All the rest of the demo is shown: nothing is dated after now.
    prop_assert_eq!(status.incidents().len(), 30);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// 2019 to 2040, to the second.
    #[test]
    fn the_site_is_sound_at_any_moment(seconds in 1_546_300_800_i64..2_208_988_800) {
        holds(DateTime::from_timestamp(seconds, 0).expect("a moment"))?;
    }
}

#[test]
fn the_site_is_sound_where_clocks_change_and_years_end() {
    for now in [
        // Lisbon's clocks go forward and back.
        "2027-03-28T00:59:59Z",
        "2027-03-28T01:00:00Z",
        "2027-10-31T00:30:00Z",
        "2027-10-31T01:00:00Z",
        "2027-10-31T01:59:59Z",
        // A leap day and a turn of the year.
        "2028-02-29T23:59:59Z",
        "2027-01-01T00:00:00Z",
        "2026-11-20T14:29:59Z",
    ] {
        holds(moment(now)).expect(now);
    }
}

/// Everything but the digits of moved values is the demo's, byte for byte, and texts keep even those.
#[test]
fn only_values_move() {
    let moved = scaffold::site(moment("2031-05-17T03:04:05Z"));
    let demo = demo();
    assert_eq!(moved.len(), demo.len());
    let mut changed = 0;
    for (path, bytes) in demo.iter() {
        let after = moved.get(path).expect("the same files");
        if bytes == after {
            continue;
        }
        changed += 1;
        let (before, after) =
            (std::str::from_utf8(bytes).expect("text"), std::str::from_utf8(after).expect("text"));
        assert_eq!(before.lines().count(), after.lines().count(), "{path}");
        for (before, after) in before.lines().zip(after.lines()) {
            if before == after {
                continue;
            }
            let (key, value) = before.split_once(" = ").expect("a key and its value");
            let (key_after, value_after) = after.split_once(" = ").expect("a key and its value");
            assert_eq!(key, key_after, "{path}");
            let shape = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "9");
            assert_eq!(shape(value), shape(value_after), "{path}: {before}");
        }
    }
    // The configuration, 30 incidents and 8 maintenances; no page, template, picture, README.md or .gitignore.
    assert_eq!(changed, 39);
    assert_eq!(
        text(&moved, "content/templates/investigating.md"),
        text(&demo, "content/templates/investigating.md")
    );
}

/// Moving would break a time in a zone (it may not exist elsewhere in the year) and skips it: there must be none.
#[test]
fn no_value_of_the_demo_stays_behind() {
    let (early, late) = (demo(), scaffold::site(moment("2036-01-01T00:00:00Z")));
    for (path, bytes) in late.iter().filter(|(path, _)| path.below("content/templates").is_none()) {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        for (number, (line, before)) in
            text.lines().zip(self::text(&early, path.as_str()).lines()).enumerate()
        {
            let value = line.split_once(" = ").map_or("", |(_, value)| value);
            let dated = value.len() >= 10 && value.as_bytes()[..4].iter().all(u8::is_ascii_digit);
            assert!(!dated || line != before, "{path}:{}: {line}", number + 1);
        }
    }
}

/// What `candor init` tells people to do next.
#[test]
fn starting_fresh_leaves_a_sound_and_empty_site() {
    let now = moment("2027-02-03T04:05:06Z");
    let mut tree = scaffold::site(now);
    let samples =
        |path: &RelPath| path.below("content/incidents").or(path.below("content/maintenance")).is_some();
    let gone: Vec<RelPath> =
        tree.iter().map(|(path, _)| path).filter(|path| samples(path)).cloned().collect();
    assert!(gone.len() > 30);
    for path in gone {
        tree.remove(&path);
    }
    let (site, faults) = load_at(&tree, now);
    assert_eq!(faults, []);
    assert_eq!(Status::derive(&site.expect("a site"), now).incidents().len(), 0);
}
