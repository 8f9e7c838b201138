//! What a rule may say, and what its windows are.

use candor::recur::{BadRecurrence, Rule};
use chrono::NaiveDate;

use crate::recurrence;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// The part of the rule that is at fault, and why.
fn fault(rule: &str) -> (&str, String) {
    let bad = Rule::parse(rule).expect_err(rule);
    (&rule[bad.at], bad.message)
}

#[test]
fn every_part_that_cannot_be_followed_is_named_at_its_place() {
    for (rule, part) in [
        ("RRULE:FREQ=HOURLY", "FREQ=HOURLY"),
        ("FREQ=SOMETIMES", "FREQ=SOMETIMES"),
        ("BYDAY=SU", "BYDAY=SU"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL=0"),
        ("FREQ=DAILY;INTERVAL=+2", "INTERVAL=+2"),
        ("FREQ=DAILY;COUNT=x", "COUNT=x"),
        ("FREQ=DAILY;COUNT=3;UNTIL=20270101", "UNTIL=20270101"),
        ("FREQ=DAILY;UNTIL=2027-01-01", "UNTIL=2027-01-01"),
        ("FREQ=DAILY;UNTIL=20270101T000000", "UNTIL=20270101T000000"),
        ("FREQ=DAILY;UNTIL=20270230", "UNTIL=20270230"),
        ("FREQ=WEEKLY;BYDAY=MO,XX", "XX"),
        ("FREQ=WEEKLY;BYDAY=MO,", ""),
        ("FREQ=WEEKLY;BYDAY=1SU", "BYDAY=1SU"),
        ("FREQ=MONTHLY;BYDAY=6SU", "BYDAY=6SU"),
        ("FREQ=MONTHLY;BYDAY=0SU", "0SU"),
        ("FREQ=MONTHLY;BYDAY=ü", "ü"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY=1"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "32"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,-32", "-32"),
        ("FREQ=YEARLY;BYMONTH=13", "13"),
        ("FREQ=DAILY;BYHOUR=2", "BYHOUR=2"),
        ("FREQ=MONTHLY;BYDAY=SU;BYSETPOS=1", "BYSETPOS=1"),
        ("FREQ=DAILY;COLOUR=RED", "COLOUR=RED"),
        ("FREQ=DAILY;FREQ=WEEKLY", "FREQ=WEEKLY"),
        ("FREQ=DAILY;", ""),
        ("every Sunday", "every Sunday"),
        ("FREQ=DAILY;WKST=SUN", "WKST=SUN"),
    ] {
        assert_eq!(fault(rule).0, part, "{rule}: {}", fault(rule).1);
    }
}

#[test]
fn a_rule_is_read_whatever_its_case_and_order() {
    let rule = Rule::parse("rrule:byday=1su;freq=monthly;until=20271231").expect("a rule");
    assert_eq!(rule.as_str(), "FREQ=MONTHLY;BYDAY=1SU");
}

fn starts(rule: &str, zone: &str, from: &str, last: &str) -> Vec<String> {
    let recurrence = recurrence(rule, zone, from, 60).expect("it holds");
    recurrence.windows(day(last)).map(|window| window.from.format("%m-%dT%H:%M").to_string()).collect()
}

#[test]
fn a_window_stays_at_its_local_time_when_the_clocks_change() {
    let weekly = starts("FREQ=WEEKLY;BYDAY=SU", "Europe/Berlin", "2026-10-18T02:00:00+02:00", "2026-11-01");
    assert_eq!(weekly, ["10-18T00:00", "10-25T00:00", "11-01T01:00"]);
}

#[test]
fn a_time_that_the_clocks_skip_is_an_hour_later_and_one_that_they_repeat_is_the_first() {
    let spring = starts("FREQ=DAILY", "Europe/Berlin", "2026-03-28T02:30:00+01:00", "2026-03-30");
    assert_eq!(spring, ["03-28T01:30", "03-29T01:30", "03-30T00:30"], "the second begins at 03:30");
    let autumn = starts("FREQ=DAILY", "Europe/Berlin", "2026-10-24T02:30:00+02:00", "2026-10-26");
    assert_eq!(autumn, ["10-24T00:30", "10-25T00:30", "10-26T01:30"]);
}

#[test]
fn a_window_is_as_long_as_the_first_in_hours_that_pass() {
    let nightly =
        recurrence("FREQ=DAILY", "Europe/Berlin", "2026-03-27T22:00:00+01:00", 480).expect("it holds");
    assert!(nightly.windows(day("2026-03-30")).all(|window| (window.until - window.from).num_hours() == 8));
}

#[test]
fn a_rule_ends_with_its_count_its_day_or_its_moment() {
    let count = |rule: &str| starts(rule, "Europe/Berlin", "2026-11-01T23:30:00+01:00", "2027-12-31").len();
    assert_eq!(count("FREQ=DAILY;COUNT=3"), 3);
    assert_eq!(count("FREQ=DAILY;UNTIL=20261103"), 3, "the last day is in, by the local calendar");
    assert_eq!(count("FREQ=DAILY;UNTIL=20261103T223000Z"), 3, "the last moment is in");
    assert_eq!(count("FREQ=DAILY;UNTIL=20261103T222959Z"), 2);
}

#[test]
fn a_first_window_that_the_rule_leaves_out_is_refused_with_the_day_that_it_means() {
    let of = |rule: &str, from: &str, minutes| recurrence(rule, "Europe/Berlin", from, minutes).map(|_| ());
    let saturday = "2026-11-28T02:00:00+01:00";
    let sunday = Some(day("2026-11-29"));
    assert_eq!(of("FREQ=WEEKLY;BYDAY=SU", saturday, 60), Err(BadRecurrence::FirstLeftOut(sunday)));
    assert_eq!(
        of("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", saturday, 60),
        Err(BadRecurrence::FirstLeftOut(None))
    );
    assert_eq!(of("FREQ=DAILY;UNTIL=20261127", saturday, 60), Err(BadRecurrence::AlreadyOver));
    let again = "2026-10-25T02:30:00+01:00";
    assert_eq!(of("FREQ=DAILY", again, 60), Err(BadRecurrence::SecondOfTwo));
    assert_eq!(of("FREQ=DAILY", saturday, 24 * 60), Err(BadRecurrence::Overlap(day("2027-03-29"))));
    assert_eq!(of("FREQ=DAILY", saturday, 23 * 60), Ok(()));
}
