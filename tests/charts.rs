//! The geometry of charts: time to scale, from the first second to the last, on the days on which clocks change too.

mod support;

use candor::model::{Impact, IncidentState};
use candor::plan::pages::Pages;
use candor::plan::views::{Level, Scale, Span, paths, rows, untouched};
use candor::status::{IncidentIx, Status};
use candor::time::{Instant, Zone};
use chrono::{DateTime, TimeDelta};
use proptest::prelude::*;
use support::site::{incident, maintenance, site, update};

fn at(text: &str) -> Instant {
    DateTime::parse_from_rfc3339(text).expect("a time").to_utc()
}

fn second(n: i64) -> Instant {
    DateTime::from_timestamp(n, 0).expect("a time")
}

/// The places `x` and `H`/`h` of the closed shapes of a path, as start and end.
fn shapes(d: &str) -> Vec<(i64, i64)> {
    d.split('M')
        .filter(|shape| shape.ends_with('z'))
        .map(|shape| {
            let (x, rest) = shape.split_once(' ').expect("a place");
            let width = rest.split_once('h').expect("a width").1.split('v').next().expect("a number");
            let x: i64 = x.parse().expect("a number");
            (x, x + width.parse::<i64>().expect("a number"))
        })
        .collect()
}

proptest! {
    #[test]
    fn places_are_in_order_and_to_scale(
        from in 0_i64..2_000_000_000,
        length in 1_i64..40_000_000,
        unit in 1_i64..4_000,
        mut moments in prop::collection::vec(-1_000_i64..40_001_000, 1..20),
    ) {
        let scale = Scale::new(second(from), second(from + length), unit);
        moments.sort_unstable();
        let places: Vec<i64> = moments.iter().map(|moment| scale.at(second(from + moment))).collect();
        prop_assert!(places.is_sorted());
        for (moment, place) in moments.iter().zip(&places) {
            let inside = (*moment).clamp(0, length);
            prop_assert!(place * unit <= inside && inside < (place + 1) * unit);
            prop_assert!((0..=scale.width()).contains(place));
        }
    }

    #[test]
    fn an_interval_is_as_long_as_it_was(
        start in 0_i64..2_500_000,
        length in 0_i64..200_000,
    ) {
        let month = Scale::new(second(0), second(30 * 86_400), 60);
        let span = Span { level: Level::Impact(Impact::MajorOutage), from: second(start), until: second(start + length) };
        let drawn = paths(&[span], &month, 24);
        let shape = drawn.iter().flat_map(|path| shapes(&path.d)).next();
        let width = shape.map_or(0, |(x, end)| end - x);
        let true_width = ((start + length).min(30 * 86_400) - start.min(30 * 86_400)) / 60;
        prop_assert!((width - true_width).abs() <= 1);
        // What would be too narrow to be seen has a line of its own, and nothing else has.
        let tick = drawn.iter().any(|path| path.class.ends_with("tick"));
        prop_assert_eq!(tick, width * 120 < month.width());
    }

    #[test]
    fn what_overlaps_never_shares_a_row(
        mut spans in prop::collection::vec((0_i64..1_000, 0_i64..300), 0..30),
    ) {
        spans.sort_unstable();
        let ends: Vec<_> = spans.iter().map(|(from, length)| (second(*from), second(from + length))).collect();
        let placed = rows(&ends, usize::MAX);
        for (n, (a, row)) in ends.iter().zip(&placed).enumerate() {
            for (b, other) in ends.iter().zip(&placed).skip(n + 1) {
                prop_assert!(row != other || b.0 >= a.1, "{a:?} and {b:?} share row {row}");
            }
        }
    }
}

#[test]
fn a_month_in_which_clocks_change_has_an_hour_more_or_less() {
    let hours = |zone: &str, from: &str, until: &str| {
        let zone = Zone::new(zone).expect("a zone");
        let day = |day: &str| zone.day_start(day.parse().expect("a day"));
        Scale::new(day(from), day(until), 60).width()
    };
    assert_eq!(hours("UTC", "2026-06-01", "2026-07-01"), 30 * 24 * 60);
    assert_eq!(hours("Europe/Lisbon", "2026-03-01", "2026-04-01"), (31 * 24 - 1) * 60);
    assert_eq!(hours("Europe/Lisbon", "2026-10-01", "2026-11-01"), (31 * 24 + 1) * 60);
    assert_eq!(hours("America/Asuncion", "2024-10-01", "2024-11-01"), (31 * 24 - 1) * 60);
}

#[test]
fn the_line_of_quiet_time_stops_where_something_was_wrong() {
    let scale = Scale::new(second(0), second(1_000), 1);
    let taken = [(second(100), second(200)), (second(900), second(2_000))];
    assert_eq!(untouched(second(0), second(1_000), taken.into_iter(), &scale, 23), "M0 23H100M200 23H900");
    assert_eq!(untouched(second(0), second(1_000), std::iter::empty(), &scale, 23), "M0 23H1000");
    assert_eq!(untouched(second(500), second(400), std::iter::empty(), &scale, 23), "");
}

#[test]
fn a_month_shows_what_began_before_it_and_what_names_no_time() {
    let mut long = incident("long", at("2026-10-31T23:00:00Z"), &[(0, Impact::PartialOutage)]);
    long.updates.push(update(Some(at("2026-11-01T02:00:00Z")), IncidentState::Resolved, &[]));
    let mut alarm = incident("alarm", at("2026-11-05T10:00:00Z"), &[(0, Impact::MajorOutage)]);
    alarm.updates.push(update(Some(at("2026-11-05T10:30:00Z")), IncidentState::FalseAlarm, &[]));
    let site = site(2, vec![long, alarm], vec![]);
    let status = Status::derive(&site, at("2026-11-20T12:00:00Z"));
    let pages = Pages::new(&status);
    let november = pages.month(1);
    assert_eq!(november.title, "November 2026");
    let chart = &november.timeline;
    assert_eq!(chart.lanes.len(), 1, "the quiet service has no lane");
    assert_eq!(chart.quiet, "Nothing happened to Service 1.");
    let lane = &chart.lanes[0];
    let told: Vec<&str> = lane.marks.iter().map(|mark| mark.text.as_str()).collect();
    assert_eq!(
        told,
        [
            "long: partial outage, 31 Oct 2026, 23:00 – 1 Nov 2026, 02:00 UTC, 3 hours",
            "alarm: no impact, 5 Nov 2026, 10:00 UTC",
        ]
    );
    // Two hours of it lie in November, and it begins where the month does.
    assert_eq!(lane.marks[0].paths[0].d, "M0 24h120v-17H0z");
    assert_eq!(lane.marks[1].paths[0].class, "none tick");
    assert_eq!(lane.now.as_deref(), Some("M28080 0v24"));
    assert_eq!(lane.ok, "M120 23H28080");
    assert_eq!(chart.rows.len(), 2);
}

#[test]
fn a_strip_tells_how_long_nothing_had_been_said() {
    let mut one = incident("one", at("2026-11-05T10:00:00Z"), &[(0, Impact::MajorOutage)]);
    one.updates = vec![
        update(Some(at("2026-11-05T10:15:00Z")), IncidentState::Investigating, &[]),
        update(
            Some(at("2026-11-05T10:30:00Z")),
            IncidentState::Monitoring,
            &[(0, Impact::DegradedPerformance)],
        ),
        update(Some(at("2026-11-05T11:00:00Z")), IncidentState::Resolved, &[]),
    ];
    let site = site(1, vec![one], vec![]);
    let status = Status::derive(&site, at("2026-11-20T12:00:00Z"));
    let strip = Pages::new(&status).incident(IncidentIx(0)).strip.expect("a strip");
    assert_eq!(
        strip.text,
        "Before the first post: 15 minutes, Investigating: 15 minutes, Monitoring: 30 minutes"
    );
    let points: Vec<&str> = strip.points.iter().map(|point| point.x.as_str()).collect();
    assert_eq!(points, ["25%", "50%", "100%"]);
    assert_eq!(strip.lanes[0].text, "Major outage 30 minutes, then Degraded performance 30 minutes");
    let labels: Vec<(&str, &str)> =
        strip.labels.iter().map(|label| (label.x.as_str(), label.text.as_str())).collect();
    assert_eq!(labels[..2], [("0%", "10:00"), ("16.66%", "10:10")]);
}

#[test]
fn a_calendar_has_a_square_for_every_day_that_has_passed() {
    let site =
        site(1, vec![incident("one", at("2025-03-05T10:00:00Z"), &[(0, Impact::MajorOutage)])], vec![]);
    let now = at("2026-11-20T12:00:00Z");
    let status = Status::derive(&site, now);
    let years = Pages::new(&status).service(candor::model::ServiceIx(0)).years;
    let ids: Vec<&str> = years.iter().map(|year| year.id.as_str()).collect();
    assert_eq!(ids, ["year-2026", "year-2025"]);
    for (year, days) in years.iter().zip([324, 365]) {
        let squares: i64 = year
            .paths
            .iter()
            .map(|path| {
                let lengths = path.d.split('v').skip(1).map(|rest| rest.split('M').next().expect("a number"));
                lengths
                    .map(|length| (length.parse::<i64>().expect("a number") - path.size) / 12 + 1)
                    .sum::<i64>()
            })
            .sum();
        assert_eq!(squares, days, "{}", year.name);
    }
    assert_eq!(now - TimeDelta::days(323), at("2026-01-01T12:00:00Z"));
}

#[test]
fn work_that_is_still_to_come_is_drawn_as_planned() {
    let (from, until) = (at("2026-11-24T02:00:00Z"), at("2026-11-24T04:00:00Z"));
    let site = site(1, vec![], vec![maintenance("work", from, until, &[0])]);
    let status = Status::derive(&site, at("2026-11-20T12:00:00Z"));
    let chart = Pages::new(&status).month(0).timeline;
    let mark = &chart.lanes[0].marks[0];
    assert_eq!(mark.text, "work: scheduled, 24 Nov 2026, 02:00 – 04:00 UTC, 2 hours");
    assert_eq!(
        (mark.paths[0].class.as_str(), mark.paths[0].d.as_str()),
        ("planned", "M33240 24h120v-8H33240z")
    );
    assert_eq!(chart.lanes[0].ok, "M0 23H28080", "time to come is not counted as good");
}
