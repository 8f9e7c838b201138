//! The days on which a rule holds, as RFC 5545 has them expand and limit each other (the table of section 3.3.10).
//!
//! Every `BY…` part is a condition on a day; what a rule leaves open it takes from its first day.

use chrono::{Datelike, NaiveDate};

use super::{DayOf, Frequency, Rule};
use crate::time::{month_of, next_month};

impl Rule {
    /// The days from `first` to `last` on which it holds, its end left out of account; `first` stands for what the rule
    /// leaves open. `first` itself is among them only when the rule holds on it.
    pub(super) fn days_from(
        &self,
        first: NaiveDate,
        last: NaiveDate,
    ) -> impl Iterator<Item = NaiveDate> + '_ {
        let days =
            std::iter::successors(Some(first), NaiveDate::succ_opt).take_while(move |day| *day <= last);
        days.filter(move |day| self.in_step(first, *day) && self.holds_on(first, *day))
    }

    /// Whether the period of `day` is one of those that `INTERVAL` picks.
    fn in_step(&self, first: NaiveDate, day: NaiveDate) -> bool {
        let months = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
        let week = |day: NaiveDate| day.week(self.week_start).checked_first_day().unwrap_or(day);
        let passed = match self.frequency {
            Frequency::Daily => (day - first).num_days(),
            Frequency::Weekly => (week(day) - week(first)).num_weeks(),
            Frequency::Monthly => months(day) - months(first),
            Frequency::Yearly => i64::from(day.year()) - i64::from(first.year()),
        };
        passed % i64::from(self.interval) == 0
    }

    fn holds_on(&self, first: NaiveDate, day: NaiveDate) -> bool {
        let unbound = self.days.is_empty() && self.month_days.is_empty();
        let by_default = match self.frequency {
            Frequency::Weekly if unbound => day.weekday() == first.weekday(),
            Frequency::Monthly if unbound => day.day() == first.day(),
            Frequency::Yearly if unbound => {
                day.day() == first.day() && (!self.months.is_empty() || day.month() == first.month())
            }
            _ => true,
        };
        by_default
            && (self.months.is_empty() || self.months.contains(&day.month()))
            && (self.month_days.is_empty() || self.month_days.iter().any(|wanted| is_month_day(day, *wanted)))
            && (self.days.is_empty() || self.days.iter().any(|wanted| self.is_day_of(day, *wanted)))
    }

    fn is_day_of(&self, day: NaiveDate, wanted: DayOf) -> bool {
        if day.weekday() != wanted.day {
            return false;
        }
        let Some(ordinal) = wanted.ordinal else { return true };
        let of_year = self.frequency == Frequency::Yearly && self.months.is_empty();
        let (before, after) = if of_year {
            let length = if day.leap_year() { 366 } else { 365 };
            (day.ordinal0(), length - day.ordinal())
        } else {
            (day.day0(), days_in_month(day) - day.day())
        };
        let weeks = if ordinal > 0 { before / 7 } else { after / 7 };
        weeks + 1 == ordinal.unsigned_abs()
    }
}

fn is_month_day(day: NaiveDate, wanted: i32) -> bool {
    let counted = if wanted > 0 { day.day() } else { days_in_month(day) - day.day() + 1 };
    counted == wanted.unsigned_abs()
}

fn days_in_month(day: NaiveDate) -> u32 {
    u32::try_from((next_month(day) - month_of(day)).num_days()).unwrap_or(31)
}
