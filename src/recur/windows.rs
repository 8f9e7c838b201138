//! A rule with its first window: all windows, each at the same time of the wall clock.
//!
//! A wall-clock time that the clocks skip on a day is read with the offset before the change (02:30 becomes 03:30); one
//! that they show twice is the first of the two (RFC 5545, section 3.3.5). Every window is as long as the first, in
//! hours that pass, not in hours that the clocks show (section 3.8.5.3).

use std::fmt;

use chrono::{Months, NaiveDate, NaiveDateTime, TimeDelta};

use super::{End, Rule};
use crate::time::{Instant, Reading, Zone};

/// One time that it happens, `[from, until)`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Window {
    /// When it begins.
    pub from: Instant,
    /// When it is over.
    pub until: Instant,
    /// The beginning by the rule, on the wall clock; there may be no such time on that day.
    pub wall: NaiveDateTime,
}

/// Why a rule and a window do not make a [`Recurrence`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum BadRecurrence {
    /// The rule does not hold on the day of the first window; with the first day after it on which it does.
    FirstLeftOut(Option<NaiveDate>),
    /// The rule is over before the first window.
    AlreadyOver,
    /// The first window begins in an hour that the clocks show twice, and at the second time.
    SecondOfTwo,
    /// A window is not over when the next one, on this day, begins.
    Overlap(NaiveDate),
}

impl fmt::Display for BadRecurrence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FirstLeftOut(_) => f.write_str("the rule leaves the first window out"),
            Self::AlreadyOver => f.write_str("the rule is over before the first window"),
            Self::SecondOfTwo => f.write_str("the clocks show the beginning twice, and it is the second one"),
            Self::Overlap(_) => f.write_str("a window is not over when the next one begins"),
        }
    }
}

/// Something that happens again and again.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Recurrence {
    rule: Rule,
    zone: Zone,
    first: NaiveDateTime,
    length: TimeDelta,
}

/// How far ahead a rule is tried out: the leap days of a day of the week come back after 28 years, or 40.
const YEARS_TRIED: u32 = 50;

/// How many windows are held against the one after them.
const WINDOWS_TRIED: usize = 400;

impl Recurrence {
    /// What happens by `rule`, in `zone`, from the window `[from, until)` on.
    ///
    /// # Errors
    /// When the first window is not one of the rule's own (what readers of calendars make of that differs), or windows
    /// overlap.
    pub fn new(rule: Rule, zone: &Zone, from: Instant, until: Instant) -> Result<Self, BadRecurrence> {
        let first = zone.local(from).wall;
        let recurrence = Self { rule, zone: zone.clone(), first, length: until - from };
        let limit = recurrence.tried_until(first.date());
        let held = recurrence.rule.days_from(first.date(), limit).next();
        if held != Some(first.date()) {
            return Err(BadRecurrence::FirstLeftOut(held));
        }
        match recurrence.windows(limit).next() {
            None => return Err(BadRecurrence::AlreadyOver),
            Some(window) if window.from != from => return Err(BadRecurrence::SecondOfTwo),
            Some(_) => {}
        }
        let tried: Vec<Window> = recurrence.windows(limit).take(WINDOWS_TRIED).collect();
        match tried.windows(2).find(|pair| pair[0].until > pair[1].from) {
            Some(pair) => Err(BadRecurrence::Overlap(pair[1].wall.date())),
            None => Ok(recurrence),
        }
    }

    /// The rule.
    #[must_use]
    pub fn rule(&self) -> &Rule {
        &self.rule
    }

    /// The zone whose wall clock counts.
    #[must_use]
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The beginning of the first window on the wall clock.
    #[must_use]
    pub fn first(&self) -> NaiveDateTime {
        self.first
    }

    /// How long each window is.
    #[must_use]
    pub fn length(&self) -> TimeDelta {
        self.length
    }

    /// The windows from the first to those that begin on the day `last`.
    pub fn windows(&self, last: NaiveDate) -> impl Iterator<Item = Window> + '_ {
        let windows = self.rule.days_from(self.first.date(), last).map(|day| self.window(day));
        let count = match self.rule.end() {
            End::Count(count) => usize::try_from(count).unwrap_or(usize::MAX),
            _ => usize::MAX,
        };
        windows.take(count).take_while(|window| match self.rule.end() {
            End::Day(day) => window.wall.date() <= day,
            End::Moment(moment) => window.from <= moment,
            End::Never | End::Count(_) => true,
        })
    }

    /// All windows that have begun by `now`, and those after it that are worth a line: the next two, and up to `most`
    /// in all that begin before `horizon`.
    #[must_use]
    pub fn around(&self, now: Instant, most: usize, horizon: Instant) -> Vec<Window> {
        let limit = self.tried_until(self.zone.day(now).max(self.first.date()));
        let mut ahead = 0;
        let worth = |window: &Window| {
            ahead += usize::from(window.from > now);
            ahead <= 2 || (ahead <= most && window.from < horizon)
        };
        self.windows(limit).take_while(worth).collect()
    }

    /// When it is over for good, when that is known: the end of its last window.
    #[must_use]
    pub fn over(&self) -> Option<Instant> {
        let last = match self.rule.end() {
            End::Never => return None,
            End::Count(_) => None,
            End::Day(day) => Some(day),
            End::Moment(moment) => Some(self.zone.day(moment)),
        };
        let limit = last.unwrap_or_else(|| self.tried_until(self.first.date()));
        self.windows(limit.min(self.tried_until(self.first.date()))).last().map(|window| window.until)
    }

    fn tried_until(&self, day: NaiveDate) -> NaiveDate {
        let years = YEARS_TRIED.max(2 * self.rule.interval().min(100));
        day.checked_add_months(Months::new(12 * years)).unwrap_or(NaiveDate::MAX)
    }

    fn window(&self, day: NaiveDate) -> Window {
        let wall = day.and_time(self.first.time());
        let from = match self.zone.read(wall) {
            Reading::One(at) | Reading::Gap { before: at, .. } | Reading::Fold { earlier: at, .. } => at,
        };
        Window { from, until: from + self.length, wall }
    }
}
