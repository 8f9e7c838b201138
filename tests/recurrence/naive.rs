//! Windows against a model that writes out every period's days as the standard's table has it, and picks from them.

use std::collections::BTreeSet;

use candor::recur::{Recurrence, Rule};
use candor::time::{Reading, Zone};
use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime, Weekday};
use proptest::prelude::*;

const DAYS: [(&str, Weekday); 7] = [
    ("MO", Weekday::Mon),
    ("TU", Weekday::Tue),
    ("WE", Weekday::Wed),
    ("TH", Weekday::Thu),
    ("FR", Weekday::Fri),
    ("SA", Weekday::Sat),
    ("SU", Weekday::Sun),
];

#[derive(Clone, Debug)]
struct Written {
    frequency: &'static str,
    interval: u32,
    months: Vec<u32>,
    month_days: Vec<i32>,
    days: Vec<(i32, usize)>,
    week_start: usize,
}

impl Written {
    fn text(&self) -> String {
        let mut text =
            format!("FREQ={};INTERVAL={};WKST={}", self.frequency, self.interval, DAYS[self.week_start].0);
        let mut part = |name: &str, values: Vec<String>| {
            if !values.is_empty() {
                text.extend([";", name, "=", &values.join(",")]);
            }
        };
        part("BYMONTH", self.months.iter().map(ToString::to_string).collect());
        part("BYMONTHDAY", self.month_days.iter().map(ToString::to_string).collect());
        let day = |(n, day): &(i32, usize)| {
            if *n == 0 { DAYS[*day].0.to_owned() } else { format!("{n}{}", DAYS[*day].0) }
        };
        part("BYDAY", self.days.iter().map(day).collect());
        text
    }

    /// The days of the period that `day` lies in, and the first day of the next one in step.
    fn period(&self, day: NaiveDate) -> (Vec<NaiveDate>, NaiveDate) {
        let (first, next, step) = match self.frequency {
            "DAILY" => (day, day + Days::new(1), day + Days::new(self.interval.into())),
            "WEEKLY" => {
                let mut first = day;
                while first.weekday() != DAYS[self.week_start].1 {
                    first = first - Days::new(1);
                }
                (first, first + Days::new(7), first + Days::new(7 * u64::from(self.interval)))
            }
            "MONTHLY" => {
                let first = day.with_day(1).expect("a day");
                (first, first + Months::new(1), first + Months::new(self.interval))
            }
            _ => {
                let first = NaiveDate::from_ymd_opt(day.year(), 1, 1).expect("a day");
                (first, first + Months::new(12), first + Months::new(12 * self.interval))
            }
        };
        (first.iter_days().take_while(|day| *day < next).collect(), step)
    }

    /// The days of one period on which it holds: what each part picks out of the period, cut with each other.
    fn picks(&self, first: NaiveDate, period: &[NaiveDate]) -> BTreeSet<NaiveDate> {
        let mut spans: Vec<Vec<NaiveDate>> = vec![period.to_vec()];
        if matches!(self.frequency, "MONTHLY" | "YEARLY")
            && (self.frequency == "MONTHLY" || !self.months.is_empty())
        {
            spans = period.chunk_by(|a, b| a.month() == b.month()).map(<[NaiveDate]>::to_vec).collect();
        }
        if !self.months.is_empty() {
            spans.retain_mut(|span| {
                span.retain(|day| self.months.contains(&day.month()));
                !span.is_empty()
            });
        }
        let mut picked = BTreeSet::new();
        for span in &spans {
            let mut of_span: BTreeSet<NaiveDate> = span.iter().copied().collect();
            if !self.days.is_empty() {
                let mut by_day = BTreeSet::new();
                for (n, day) in &self.days {
                    let all: Vec<NaiveDate> =
                        span.iter().copied().filter(|d| d.weekday() == DAYS[*day].1).collect();
                    let len = i32::try_from(all.len()).expect("few");
                    match n {
                        0 => by_day.extend(all),
                        n if *n > 0 && *n <= len => {
                            by_day.extend([all[usize::try_from(n - 1).expect("fits")]]);
                        }
                        n if *n < 0 && -*n <= len => {
                            by_day.extend([all[usize::try_from(len + n).expect("fits")]]);
                        }
                        _ => {}
                    }
                }
                of_span = of_span.intersection(&by_day).copied().collect();
            }
            picked.extend(of_span);
        }
        if !self.month_days.is_empty() {
            picked.retain(|day| {
                let last =
                    (day.with_day(1).expect("a day") + Months::new(1)).pred_opt().expect("a day").day();
                let wanted = |n: &i32| if *n > 0 { *n } else { i32::try_from(last).expect("fits") + 1 + n };
                self.month_days.iter().any(|n| wanted(n) == i32::try_from(day.day()).expect("fits"))
            });
        }
        if self.days.is_empty() && self.month_days.is_empty() {
            picked.retain(|day| match self.frequency {
                "WEEKLY" => day.weekday() == first.weekday(),
                "YEARLY" if self.months.is_empty() => {
                    (day.month(), day.day()) == (first.month(), first.day())
                }
                "MONTHLY" | "YEARLY" => day.day() == first.day(),
                _ => true,
            });
        }
        picked
    }

    fn all(&self, first: NaiveDate, last: NaiveDate) -> Vec<NaiveDate> {
        let mut all = Vec::new();
        let mut at = first;
        while at <= last {
            let (period, next) = self.period(at);
            all.extend(self.picks(first, &period).into_iter().filter(|day| *day >= first && *day <= last));
            at = next;
        }
        all
    }
}

prop_compose! {
    fn written()(
        frequency in prop::sample::select(vec!["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
        interval in 1_u32..4,
        months in prop::collection::vec(1_u32..=12, 0..3),
        month_days in prop::collection::vec(prop_oneof![1_i32..=31, -31_i32..=-1], 0..3),
        days in prop::collection::vec((-5_i32..=5, 0_usize..7), 0..3),
        week_start in 0_usize..7,
    ) -> Written {
        let counts = matches!(frequency, "MONTHLY" | "YEARLY");
        let days = days.into_iter().map(|(n, day)| (if counts { n } else { 0 }, day)).collect();
        let month_days = if frequency == "WEEKLY" { Vec::new() } else { month_days };
        Written { frequency, interval, months, month_days, days, week_start }
    }
}

/// Zones that skip and repeat hours at 02:00, at 03:00 and at midnight, one by half an hour, one never.
const ZONES: [&str; 5] =
    ["Europe/Berlin", "America/New_York", "America/Santiago", "Australia/Lord_Howe", "Asia/Tokyo"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn windows_are_what_the_table_says_at_the_local_time(
        written in written(),
        offset in 0_u64..800,
        minute in 0_u32..240,
        zone in prop::sample::select(&ZONES[..]),
    ) {
        let zone = Zone::new(zone).expect("a zone");
        let start = NaiveDate::from_ymd_opt(2025, 1, 1).expect("a day") + Days::new(offset);
        let last = start + Days::new(800);
        // The rule must hold on its first day; a rule that takes something from its first day holds on it anyhow,
        // unless it names other months.
        let candidates: Vec<NaiveDate> =
            start.iter_days().take(400).filter(|day| written.all(*day, *day) == [*day]).take(1).collect();
        prop_assume!(!candidates.is_empty());
        let first = candidates[0];
        let time = NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0).expect("a time");
        let Reading::One(from) = zone.read(first.and_time(time)) else { return Ok(()) };
        let rule = Rule::parse(&written.text()).expect("a rule");
        let recurrence = Recurrence::new(rule, &zone, from, from + chrono::TimeDelta::minutes(10));
        let recurrence = recurrence.unwrap_or_else(|bad| panic!("{} from {first}: {bad}", written.text()));
        let windows: Vec<_> = recurrence.windows(last).collect();
        let days: Vec<NaiveDate> = windows.iter().map(|window| window.wall.date()).collect();
        prop_assert_eq!(&days, &written.all(first, last), "{} from {}", written.text(), first);
        for window in windows {
            prop_assert_eq!(window.wall.time(), time);
            let shown = zone.local(window.from).wall;
            match zone.read(window.wall) {
                Reading::One(_) => prop_assert_eq!(shown, window.wall),
                Reading::Fold { earlier, .. } => prop_assert_eq!(window.from, earlier),
                // Moved on by as much as was skipped, to a time that exists.
                Reading::Gap { before, after } => prop_assert_eq!(shown - window.wall, before - after),
            }
        }
    }
}
