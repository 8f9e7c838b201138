//! Rules by which something happens again and again (RFC 5545, section 3.3.10), as far as maintenance needs them.
//!
//! A [`Rule`] is read from its text by [`Rule::parse`], which refuses every part that it does not know: a window that is
//! announced on the wrong day is worse than none. A [`Recurrence`] is a rule with its first window and the time zone in
//! which it is meant. `DAILY` to `YEARLY` with `INTERVAL`, `COUNT`, `UNTIL`, `BYDAY`, `BYMONTHDAY`, `BYMONTH` and `WKST`
//! are known; nothing is known of hours and minutes, of weeks and days of the year, or of `BYSETPOS`.

mod dates;
mod parse;
mod windows;

use chrono::{NaiveDate, Weekday};

pub use parse::BadRule;
pub use windows::{BadRecurrence, Recurrence, Window};

use crate::time::Instant;

/// How long a period of the rule is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Frequency {
    /// A day.
    Daily,
    /// A week.
    Weekly,
    /// A month.
    Monthly,
    /// A year.
    Yearly,
}

/// When it is over.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum End {
    /// Never.
    Never,
    /// After so many times, the first one counted.
    Count(u32),
    /// With this day, in the zone of whatever happens.
    Day(NaiveDate),
    /// With what begins at this moment or before.
    Moment(Instant),
}

/// A day of the week, of all weeks or of one counted in a month or a year.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct DayOf {
    /// Which one, counted from the start (1 is the first) or from the end (-1 is the last); `None`: each.
    pub ordinal: Option<i32>,
    /// The day.
    pub day: Weekday,
}

/// A rule.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Rule {
    frequency: Frequency,
    interval: u32,
    end: End,
    months: Vec<u32>,
    month_days: Vec<i32>,
    days: Vec<DayOf>,
    week_start: Weekday,
    text: String,
}

impl Rule {
    /// How long a period is.
    #[must_use]
    pub fn frequency(&self) -> Frequency {
        self.frequency
    }

    /// How many periods lie between two in which it happens; at least 1.
    #[must_use]
    pub fn interval(&self) -> u32 {
        self.interval
    }

    /// When it is over.
    #[must_use]
    pub fn end(&self) -> End {
        self.end
    }

    /// The months that it is bound to, 1 to 12; none: all.
    #[must_use]
    pub fn months(&self) -> &[u32] {
        &self.months
    }

    /// The days of the month that it is bound to, -1 being the last; none: all.
    #[must_use]
    pub fn month_days(&self) -> &[i32] {
        &self.month_days
    }

    /// The days of the week that it is bound to; none: all.
    #[must_use]
    pub fn days(&self) -> &[DayOf] {
        &self.days
    }

    /// The rule without its end, in the form of the standard: `FREQ=MONTHLY;BYDAY=1SU`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}
