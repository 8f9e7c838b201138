//! Zones: what wall-clock times mean where clocks change, where days begin, and names that are mistyped.

use candor::time::{Instant, Reading, Zone, month_of, next_month, rfc3339};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

fn zone(name: &str) -> Zone {
    Zone::new(name).expect("a zone")
}

fn utc(text: &str) -> Instant {
    text.parse().expect("a moment")
}

fn wall(text: &str) -> NaiveDateTime {
    text.parse().expect("a date and time")
}

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

#[test]
fn a_usual_time_has_one_reading() {
    let lisbon = zone("Europe/Lisbon");
    assert_eq!(lisbon.read(wall("2026-11-20T10:03:07")), Reading::One(utc("2026-11-20T10:03:07Z")));
    assert_eq!(lisbon.read(wall("2026-07-20T10:03:07")), Reading::One(utc("2026-07-20T09:03:07Z")));
    assert_eq!(
        zone("Asia/Kathmandu").read(wall("2024-02-29T00:00:00")),
        Reading::One(utc("2024-02-28T18:15:00Z"))
    );
}

#[test]
fn parts_of_a_second_are_kept() {
    let reading = zone("America/New_York").read(wall("2026-11-20T10:03:07.250"));
    assert_eq!(reading, Reading::One(utc("2026-11-20T15:03:07.250Z")));
}

#[test]
fn a_time_that_the_clocks_skip_is_a_gap() {
    // Lisbon: 01:00 becomes 02:00 on 29 March 2026.
    let lisbon = zone("Europe/Lisbon");
    assert_eq!(
        lisbon.read(wall("2026-03-29T01:30:00")),
        Reading::Gap { before: utc("2026-03-29T01:30:00Z"), after: utc("2026-03-29T00:30:00Z") }
    );
    assert_eq!(lisbon.read(wall("2026-03-29T00:59:59")), Reading::One(utc("2026-03-29T00:59:59Z")));
    assert_eq!(lisbon.read(wall("2026-03-29T02:00:00")), Reading::One(utc("2026-03-29T01:00:00Z")));
}

#[test]
fn a_time_that_the_clocks_show_twice_is_a_fold() {
    // New York: 02:00 becomes 01:00 on 1 November 2026.
    let new_york = zone("America/New_York");
    assert_eq!(
        new_york.read(wall("2026-11-01T01:30:00")),
        Reading::Fold { earlier: utc("2026-11-01T05:30:00Z"), later: utc("2026-11-01T06:30:00Z") }
    );
    assert_eq!(new_york.read(wall("2026-11-01T02:00:00")), Reading::One(utc("2026-11-01T07:00:00Z")));
    // Lord Howe goes back by half an hour only.
    assert_eq!(
        zone("Australia/Lord_Howe").read(wall("2026-04-05T01:45:00")),
        Reading::Fold { earlier: utc("2026-04-04T14:45:00Z"), later: utc("2026-04-04T15:15:00Z") }
    );
}

#[test]
fn a_day_begins_at_midnight_or_at_the_change_that_skips_it() {
    assert_eq!(zone("Europe/Lisbon").day_start(date("2026-07-20")), utc("2026-07-19T23:00:00Z"));
    // Midnight becomes 01:00.
    for (name, day, start) in [
        ("America/Havana", "2026-03-08", "2026-03-08T05:00:00Z"),
        ("Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z"),
        ("Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00Z"),
    ] {
        let zone = zone(name);
        let start = utc(start);
        assert_eq!(zone.day_start(date(day)), start, "{name}");
        assert_eq!(zone.local(start).wall, wall(&format!("{day}T01:00:00")), "{name}");
        assert_eq!(zone.day(start - TimeDelta::seconds(1)), date(day).pred_opt().expect("a day"), "{name}");
    }
}

#[test]
fn a_day_with_two_midnights_begins_at_the_first() {
    // Havana: 01:00 becomes 00:00 on 1 November 2026.
    assert_eq!(zone("America/Havana").day_start(date("2026-11-01")), utc("2026-11-01T04:00:00Z"));
}

#[test]
fn a_midnight_inside_a_gap_gives_way_to_the_change() {
    // Toronto went from 23:30 to 00:30 on the eve of 31 March 1919.
    let toronto = zone("America/Toronto");
    let start = toronto.day_start(date("1919-03-31"));
    assert_eq!(start, utc("1919-03-31T04:30:00Z"));
    assert_eq!(toronto.local(start).wall, wall("1919-03-31T00:30:00"));
}

#[test]
fn a_day_that_a_country_left_out_has_no_length() {
    // Samoa crossed the date line: there was no 30 December 2011.
    let apia = zone("Pacific/Apia");
    assert_eq!(apia.day_start(date("2011-12-30")), apia.day_start(date("2011-12-31")));
    assert_eq!(apia.day_start(date("2011-12-31")), utc("2011-12-30T10:00:00Z"));
}

#[test]
fn clocks_show_date_offset_and_abbreviation() {
    let local = zone("Europe/Lisbon").local(utc("2026-07-20T23:30:00Z"));
    assert_eq!(local.wall, wall("2026-07-21T00:30:00"));
    assert_eq!((local.offset_seconds, local.abbreviation.as_str()), (3600, "WEST"));
    assert_eq!(zone("America/Sao_Paulo").local(utc("2026-07-20T23:30:00Z")).abbreviation, "-03");
}

#[test]
fn zones_are_found_whatever_the_case() {
    assert_eq!(zone("europe/lisbon").name(), "Europe/Lisbon");
    assert_eq!(zone("UTC"), Zone::utc());
}

#[test]
fn a_mistyped_zone_comes_with_the_nearest() {
    for (typed, meant) in [
        ("Europe/Lisbonn", "Europe/Lisbon"),
        ("Europe/Lisboa", "Europe/Lisbon"),
        ("America/NewYork", "America/New_York"),
        ("Lisbon", "Europe/Lisbon"),
    ] {
        let unknown = Zone::new(typed).expect_err("no zone");
        assert_eq!((unknown.name.as_str(), unknown.nearest.as_deref()), (typed, Some(meant)));
    }
    assert_eq!(Zone::new("xqzw").expect_err("no zone").nearest, None);
}

#[test]
fn months_follow_each_other() {
    assert_eq!(month_of(date("2028-02-29")), date("2028-02-01"));
    assert_eq!(next_month(date("2028-02-29")), date("2028-03-01"));
    assert_eq!(next_month(date("2026-12-31")), date("2027-01-01"));
}

#[test]
fn moments_are_written_to_the_second() {
    assert_eq!(rfc3339(utc("2026-11-20T09:52:00.900Z")), "2026-11-20T09:52:00Z");
}
