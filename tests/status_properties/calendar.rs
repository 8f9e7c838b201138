//! Days, months and years tile the time line in every zone, whatever its clocks do.

use candor::model::{Impact, ServiceIx, Site};
use candor::status::{Period, Status};
use candor::time::{Instant, Zone};
use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta};
use proptest::prelude::*;

use crate::support::site::{incident, site};

const ZONES: [&str; 8] = [
    "UTC",
    "Europe/Lisbon",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "America/Havana",
    "Asia/Beirut",
    "Asia/Kathmandu",
];

const S0: ServiceIx = ServiceIx(0);

/// A site whose only service has been down since the beginning of 2024.
fn down_since_2024(zone: &str) -> Site {
    let started = "2024-01-01T12:00:00Z".parse().expect("a moment");
    let mut site = site(1, vec![incident("down", started, &[(0, Impact::MajorOutage)])], vec![]);
    site.config.zone = Zone::new(zone).expect("a zone");
    site
}

fn tile(periods: &[Period], next: impl Fn(NaiveDate) -> NaiveDate) {
    for pair in periods.windows(2) {
        assert_eq!(pair[0].end(), pair[1].start(), "{} and what follows", pair[0].first_day());
        assert_eq!(next(pair[0].first_day()), pair[1].first_day());
        assert!(pair[0].start() < pair[0].end(), "{} is empty", pair[0].first_day());
    }
}

/// The lengths of the days of a year in minutes, each once, and how many days there are.
fn lengths(zone: &str, year: i32) -> (Vec<i64>, usize) {
    let site = down_since_2024(zone);
    let now = site.config.zone.day_start(NaiveDate::from_ymd_opt(year + 1, 1, 1).expect("a day"));
    let status = Status::derive(&site, now);
    let days = status.days(S0, 367);
    let days: Vec<_> = days.iter().filter(|day| day.first_day().year() == year).collect();
    let mut lengths: Vec<_> = days.iter().map(|day| (day.end() - day.start()).num_minutes()).collect();
    lengths.sort_unstable();
    lengths.dedup();
    (lengths, days.len())
}

#[test]
fn days_are_as_long_as_the_clocks_make_them() {
    let (hours_23, hours_24, hours_25) = (23 * 60, 24 * 60, 25 * 60);
    for zone in ["Europe/Lisbon", "America/New_York", "Africa/Cairo", "America/Havana", "Asia/Beirut"] {
        assert_eq!(lengths(zone, 2026), (vec![hours_23, hours_24, hours_25], 365), "{zone}");
    }
    let half = 30;
    assert_eq!(lengths("Australia/Lord_Howe", 2026), (vec![hours_24 - half, hours_24, hours_24 + half], 365));
    assert_eq!(lengths("UTC", 2028), (vec![hours_24], 366));
}

#[test]
fn the_leap_day_is_a_day() {
    for zone in ZONES {
        let site = down_since_2024(zone);
        let status = Status::derive(&site, "2028-03-02T12:00:00Z".parse().expect("a moment"));
        let days: Vec<_> = status.days(S0, 4).iter().map(|day| day.first_day().to_string()).collect();
        assert!(days.contains(&"2028-02-29".to_owned()), "{zone}: {days:?}");
        let months = status.months(S0);
        let february = months.iter().rfind(|month| month.first_day().month() == 2).expect("a February");
        assert_eq!((february.end() - february.start()).num_days(), 29, "{zone}");
    }
}

#[test]
fn a_day_whose_midnight_is_skipped_loses_nothing() {
    // The clocks of Beirut go from 00:00 to 01:00 on 29 March 2026, at 22:00 UTC of the day before.
    let site = down_since_2024("Asia/Beirut");
    let status = Status::derive(&site, "2026-03-30T12:00:00Z".parse().expect("a moment"));
    let days = status.days(S0, 3);
    let change: Instant = "2026-03-28T22:00:00Z".parse().expect("a moment");
    assert_eq!((days[0].end(), days[1].start()), (change, change));
    assert_eq!(days[1].seconds().of(Impact::MajorOutage), 23 * 3600);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn periods_tile_time_and_lose_no_second(
        zone in prop::sample::select(&ZONES[..]),
        now in 1_767_225_600i64..1_861_920_000,
        days in 1u32..420,
    ) {
        let site = down_since_2024(zone);
        let now = DateTime::from_timestamp(now, 0).expect("a moment");
        let status = Status::derive(&site, now);
        let zone = status.zone();

        let by_day = status.days(S0, days);
        prop_assert_eq!(by_day.len(), days as usize);
        tile(&by_day, |day| day + Days::new(1));
        let today = by_day.last().expect("today");
        prop_assert_eq!((today.first_day(), today.end()), (zone.day(now), now));
        for day in &by_day {
            prop_assert_eq!(zone.day(day.start()), day.first_day());
            prop_assert_eq!(zone.day(day.end() - TimeDelta::seconds(1)), day.first_day());
        }
        let counted: u64 = by_day.iter().map(|day| day.seconds().of(Impact::MajorOutage)).sum();
        prop_assert_eq!(i64::try_from(counted), Ok((now - by_day[0].start()).num_seconds()));
        prop_assert_eq!(status.uptime_of_last(S0, days).map(|uptime| uptime.seconds()), Some(counted));

        let months = status.months(S0);
        tile(&months, candor::time::next_month);
        let years = status.years(S0);
        tile(&years, |day| day.with_year(day.year() + 1).expect("a year"));
        for year in &years {
            let its = months.iter().filter(|month| month.first_day().year() == year.first_day().year());
            let seconds: u64 = its.map(|month| month.seconds().total()).sum();
            prop_assert_eq!(seconds, year.seconds().total());
        }
        prop_assert_eq!(months[0].start(), years[0].start());
        prop_assert_eq!(months.last().map(Period::end), Some(now));
    }
}
