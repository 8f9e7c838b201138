//! A rule by which a maintenance recurs, in words: "on the first Sunday of every month at 02:00".

use chrono::{NaiveDateTime, Weekday};

use super::{counted, listed};
use crate::recur::{DayOf, End, Frequency, Recurrence, Rule};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// How a maintenance recurs.
pub(in crate::plan) fn words(recurrence: &Recurrence) -> String {
    let (rule, first) = (recurrence.rule(), recurrence.first());
    let time = first.format("%H:%M");
    let end = match rule.end() {
        End::Never => String::new(),
        End::Count(count) => format!(", {}", counted(count as usize, "time", "times")),
        End::Day(day) => format!(", until {}", day.format("%-d %B %Y")),
        End::Moment(at) => format!(", until {}", recurrence.zone().day(at).format("%-d %B %Y")),
    };
    format!("{} at {time}{end}", days(rule, first))
}

fn days(rule: &Rule, first: NaiveDateTime) -> String {
    let months = months(rule);
    match rule.frequency() {
        Frequency::Daily => {
            let every = every(rule, "day");
            format!("{every}{}{}{months}", of_month(rule, " on "), on_days(rule, " if it is "))
        }
        Frequency::Weekly if rule.days().is_empty() => {
            let day = first.format("%A").to_string();
            if rule.interval() == 1 {
                format!("every {day}{months}")
            } else {
                format!("{} on {day}{months}", every(rule, "week"))
            }
        }
        Frequency::Weekly if rule.interval() == 1 => format!("every {}{months}", on_days(rule, "")),
        Frequency::Weekly => format!("{} on {}{months}", every(rule, "week"), on_days(rule, "")),
        Frequency::Monthly => monthly(rule, first, &months),
        Frequency::Yearly => yearly(rule, first, &months),
    }
}

fn monthly(rule: &Rule, first: NaiveDateTime, months: &str) -> String {
    let day = if rule.days().is_empty() && rule.month_days().is_empty() {
        format!("the {}", ordinal(first.format("%-d").to_string()))
    } else {
        bound(rule)
    };
    let every_week = rule.month_days().is_empty() && rule.days().iter().all(|day| day.ordinal.is_none());
    if rule.interval() > 1 {
        format!("{} on {day}{months}", every(rule, "month"))
    } else if every_week && !rule.days().is_empty() {
        format!("every {day}{months}")
    } else if months.is_empty() {
        // Not "every second Sunday of the month", which many take for one of two.
        format!("on {day} of every month")
    } else {
        format!("on {day}{months}")
    }
}

fn yearly(rule: &Rule, first: NaiveDateTime, months: &str) -> String {
    let every = every(rule, "year");
    let unbound = rule.days().is_empty() && rule.month_days().is_empty();
    match (unbound, months.is_empty()) {
        (true, true) => format!("{every} on {}", first.format("%-d %B")),
        (true, false) => format!("{every} on the {}{months}", ordinal(first.format("%-d").to_string())),
        (false, true) if rule.month_days().is_empty() => format!("{every} on {} of the year", bound(rule)),
        (false, true) => format!("{every} on {} of every month", bound(rule)),
        (false, false) => format!("{every} on {}{months}", bound(rule)),
    }
}

/// The days that a month or a year is bound to: `the first Sunday`, `the 15th`, `the 13th if it is a Friday`.
fn bound(rule: &Rule) -> String {
    if rule.month_days().is_empty() {
        return on_days(rule, "");
    }
    format!("{}{}", of_month(rule, ""), on_days(rule, " if it is "))
}

/// ` in March and June`, or nothing.
fn months(rule: &Rule) -> String {
    let names =
        rule.months().iter().filter_map(|month| MONTHS.get(usize::try_from(*month).ok()?.checked_sub(1)?));
    match listed(&names.map(|name| (*name).to_owned()).collect::<Vec<_>>()) {
        none if none.is_empty() => none,
        names => format!(" in {names}"),
    }
}

/// `every month`, `every 2 months`.
fn every(rule: &Rule, unit: &str) -> String {
    match rule.interval() {
        1 => format!("every {unit}"),
        n => format!("every {n} {unit}s"),
    }
}

/// The days of the week, with `before` in front when there are any.
fn on_days(rule: &Rule, before: &str) -> String {
    let days: Vec<String> = rule.days().iter().map(day_of).collect();
    if days.is_empty() { String::new() } else { format!("{before}{}", listed(&days)) }
}

fn day_of(day: &DayOf) -> String {
    let name = match day.day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    };
    match day.ordinal {
        None => name.to_owned(),
        Some(n) => format!("the {} {name}", counting(n)),
    }
}

/// The days of the month, with `before` in front when there are any.
fn of_month(rule: &Rule, before: &str) -> String {
    let day = |day: &i32| match day {
        -1 => "the last day".to_owned(),
        n if *n < 0 => format!("the {} day", counting(*n)),
        n => format!("the {}", ordinal(n.to_string())),
    };
    let days: Vec<String> = rule.month_days().iter().map(day).collect();
    if days.is_empty() { String::new() } else { format!("{before}{}", listed(&days)) }
}

/// `first`, `23rd`, `last`, `second to last`.
fn counting(n: i32) -> String {
    let from_start = match n.unsigned_abs() {
        1 => "first".to_owned(),
        2 => "second".to_owned(),
        3 => "third".to_owned(),
        4 => "fourth".to_owned(),
        5 => "fifth".to_owned(),
        more => ordinal(more.to_string()),
    };
    match n {
        -1 => "last".to_owned(),
        n if n < 0 => format!("{from_start} to last"),
        _ => from_start,
    }
}

/// `1st`, `22nd`, `13th`.
fn ordinal(digits: String) -> String {
    let ending = match digits.as_str() {
        "11" | "12" | "13" => "th",
        digits if digits.ends_with('1') => "st",
        digits if digits.ends_with('2') => "nd",
        digits if digits.ends_with('3') => "rd",
        _ => "th",
    };
    digits + ending
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Zone;

    #[test]
    fn rules_are_told_in_words() {
        let cases = [
            ("FREQ=MONTHLY;BYDAY=1SU", "on the first Sunday of every month at 02:00"),
            (
                "FREQ=MONTHLY;BYDAY=1SU,3SU",
                "on the first Sunday and the third Sunday of every month at 02:00",
            ),
            ("FREQ=MONTHLY;BYDAY=SU", "every Sunday at 02:00"),
            ("FREQ=MONTHLY;INTERVAL=3;BYDAY=1SU", "every 3 months on the first Sunday at 02:00"),
            ("FREQ=MONTHLY", "on the 1st of every month at 02:00"),
            (
                "FREQ=MONTHLY;BYMONTHDAY=1,15,-1",
                "on the 1st, the 15th and the last day of every month at 02:00",
            ),
            ("FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=SU", "on the 1st if it is Sunday of every month at 02:00"),
            ("FREQ=MONTHLY;BYMONTH=3,11;BYDAY=1SU", "on the first Sunday in March and November at 02:00"),
            ("FREQ=WEEKLY", "every Sunday at 02:00"),
            ("FREQ=WEEKLY;BYDAY=SU,WE;COUNT=10", "every Sunday and Wednesday at 02:00, 10 times"),
            ("FREQ=WEEKLY;INTERVAL=2", "every 2 weeks on Sunday at 02:00"),
            ("FREQ=DAILY;INTERVAL=2", "every 2 days at 02:00"),
            ("FREQ=DAILY;UNTIL=20271231", "every day at 02:00, until 31 December 2027"),
            ("FREQ=YEARLY", "every year on 1 November at 02:00"),
            ("FREQ=YEARLY;BYMONTH=11;BYDAY=1SU", "every year on the first Sunday in November at 02:00"),
        ];
        // 1 November 2026 is a Sunday.
        let from = chrono::DateTime::parse_from_rfc3339("2026-11-01T02:00:00Z").expect("a time").to_utc();
        let until = from + chrono::TimeDelta::hours(1);
        for (rule, expected) in cases {
            let rule = Rule::parse(rule).expect("a rule");
            let recurrence =
                Recurrence::new(rule, &Zone::utc(), from, until).expect("it holds on the first day");
            assert_eq!(words(&recurrence), expected);
        }
    }
}
