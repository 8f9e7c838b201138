//! Instants, days and the site's time zone.
//!
//! Types are chrono's; what a zone does with them is asked of the IANA database that is compiled in (jiff's), never of
//! the machine, so that a build gives the same bytes everywhere. No clock is read here.

use std::fmt;
use std::fmt::Write as _;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Utc};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone, TimeZoneDatabase};

/// A moment, in UTC, to the second or finer.
pub type Instant = DateTime<Utc>;

/// A time zone of the IANA database.
#[derive(Clone)]
pub struct Zone {
    name: String,
    zone: TimeZone,
}

/// A name that is no time zone, with the nearest one that is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnknownZone {
    /// The name that was looked for.
    pub name: String,
    /// The zone whose name is nearest to it, when one is near.
    pub nearest: Option<String>,
}

/// What a local date and time means in a zone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reading {
    /// One moment.
    One(Instant),
    /// None: the clocks went forward over it. The two moments are what it is by the offset before and after the change.
    Gap {
        /// Read with the offset that held before the change (a moment after the change).
        before: Instant,
        /// Read with the offset that held after the change (a moment before the change).
        after: Instant,
    },
    /// Two: the clocks went back.
    Fold {
        /// The first time the clocks showed it.
        earlier: Instant,
        /// The second time.
        later: Instant,
    },
}

/// A moment as the clocks of a zone show it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Local {
    /// Date and time of the wall clock.
    pub wall: NaiveDateTime,
    /// Seconds east of UTC.
    pub offset_seconds: i32,
    /// The zone's abbreviation then: `UTC`, `WET`, `CEST`, `-03`.
    pub abbreviation: String,
}

/// A change of what a zone's clocks show.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// When.
    pub at: Instant,
    /// Seconds east of UTC until then.
    pub before: i32,
    /// Seconds east of UTC from then on.
    pub after: i32,
    /// The abbreviation from then on.
    pub abbreviation: String,
    /// Whether it is summer time from then on.
    pub summer: bool,
}

impl Zone {
    /// The zone with the IANA name `name` (`Europe/Lisbon`, `UTC`), whatever its case.
    ///
    /// # Errors
    /// When the database has no such zone; the nearest name comes along.
    pub fn new(name: &str) -> Result<Self, UnknownZone> {
        let database = TimeZoneDatabase::bundled();
        match database.get(name) {
            Ok(zone) => Ok(Self { name: zone.iana_name().unwrap_or(name).to_owned(), zone }),
            Err(_) => Err(UnknownZone { name: name.to_owned(), nearest: nearest_zone(&database, name) }),
        }
    }

    /// Coordinated Universal Time.
    #[must_use]
    pub fn utc() -> Self {
        Self { name: "UTC".to_owned(), zone: TimeZone::UTC }
    }

    /// The IANA name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the clocks show at `instant`.
    #[must_use]
    pub fn local(&self, instant: Instant) -> Local {
        let info = self.zone.to_offset_info(to_jiff(instant));
        let offset_seconds = info.offset().seconds();
        Local {
            wall: instant.naive_utc() + TimeDelta::seconds(offset_seconds.into()),
            offset_seconds,
            abbreviation: info.abbreviation().to_owned(),
        }
    }

    /// What the wall-clock time `wall` means. Finer than a second is kept.
    #[must_use]
    pub fn read(&self, wall: NaiveDateTime) -> Reading {
        // The same digits as a date and time of no zone: what they are in UTC.
        let civil = Offset::UTC.to_datetime(to_jiff(wall.and_utc()));
        let at = |offset: Offset| (wall - TimeDelta::seconds(offset.seconds().into())).and_utc();
        match self.zone.to_ambiguous_timestamp(civil).offset() {
            AmbiguousOffset::Unambiguous { offset } => Reading::One(at(offset)),
            AmbiguousOffset::Gap { before, after } => Reading::Gap { before: at(before), after: at(after) },
            AmbiguousOffset::Fold { before, after } => {
                Reading::Fold { earlier: at(before), later: at(after) }
            }
        }
    }

    /// The date that the clocks show at `instant`.
    #[must_use]
    pub fn day(&self, instant: Instant) -> NaiveDate {
        self.local(instant).wall.date()
    }

    /// The first moment of `day`: usually midnight, the moment of the change when midnight does not exist.
    #[must_use]
    pub fn day_start(&self, day: NaiveDate) -> Instant {
        match self.read(day.and_time(chrono::NaiveTime::MIN)) {
            Reading::One(instant) | Reading::Fold { earlier: instant, .. } => instant,
            Reading::Gap { before, .. } => self.change_before(before),
        }
    }

    /// The changes from `from` to `until`, oldest first, and before them the last one before `from`, if there is any.
    #[must_use]
    pub fn changes(&self, from: Instant, until: Instant) -> Vec<Change> {
        let (from, until) = (to_jiff(from), to_jiff(until));
        let before = self.zone.preceding(from).next();
        let just_before = from.checked_sub(jiff::SignedDuration::from_secs(1)).unwrap_or(from);
        let after = self.zone.following(just_before).take_while(|change| change.timestamp() <= until);
        let changes = before.into_iter().chain(after).filter_map(|change| {
            let second = change.timestamp().as_second();
            let just_before = jiff::Timestamp::from_second(second - 1).ok()?;
            Some(Change {
                at: DateTime::from_timestamp(second, 0)?,
                before: self.zone.to_offset(just_before).seconds(),
                after: change.offset().seconds(),
                abbreviation: change.abbreviation().to_owned(),
                summer: change.dst().is_dst(),
            })
        });
        changes.collect()
    }

    /// The last change of the zone's offset at or before `instant`.
    fn change_before(&self, instant: Instant) -> Instant {
        let just_after = to_jiff(instant + TimeDelta::seconds(1));
        let change = self.zone.preceding(just_after).next();
        change.and_then(|c| DateTime::from_timestamp(c.timestamp().as_second(), 0)).unwrap_or(instant)
    }
}

fn to_jiff(instant: Instant) -> jiff::Timestamp {
    let seconds = instant.timestamp();
    jiff::Timestamp::from_second(seconds).unwrap_or(if seconds < 0 {
        jiff::Timestamp::MIN
    } else {
        jiff::Timestamp::MAX
    })
}

fn nearest_zone(database: &TimeZoneDatabase, name: &str) -> Option<String> {
    let wanted = name.to_ascii_lowercase();
    let score = |zone: &str| {
        let zone = zone.to_ascii_lowercase();
        let city = zone.rsplit('/').next().unwrap_or(&zone);
        strsim::jaro_winkler(&wanted, &zone).max(strsim::jaro_winkler(&wanted, city))
    };
    let best = database.available().map(|zone| (score(zone.as_str()), zone.to_string()));
    best.filter(|(score, _)| *score > 0.8).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, zone)| zone)
}

/// Coordinated Universal Time.
impl Default for Zone {
    fn default() -> Self {
        Self::utc()
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Zone {}

impl std::hash::Hash for Zone {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// The first day of the month that `day` lies in.
#[must_use]
pub fn month_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The first day of the month after the one that `day` lies in.
#[must_use]
pub fn next_month(day: NaiveDate) -> NaiveDate {
    month_of(day).checked_add_months(chrono::Months::new(1)).unwrap_or(NaiveDate::MAX)
}

/// `2026-11-20T09:52:00Z`: RFC 3339 in UTC, to the second.
#[must_use]
pub fn rfc3339(instant: Instant) -> String {
    let time = instant.naive_utc();
    let mut text = iso_date(time.date());
    text.push('T');
    for (n, part) in [time.hour(), time.minute(), time.second()].into_iter().enumerate() {
        if n > 0 {
            text.push(':');
        }
        push_two(&mut text, part);
    }
    text.push('Z');
    text
}

/// `2026-11-20`.
#[must_use]
pub fn iso_date(day: NaiveDate) -> String {
    let mut text = String::with_capacity("2026-11-20T09:52:00Z".len());
    push_year(&mut text, day.year());
    text.push('-');
    push_two(&mut text, day.month());
    text.push('-');
    push_two(&mut text, day.day());
    text
}

/// `09:52`, the wall clock's hour and minute.
#[must_use]
pub fn clock_text(wall: NaiveDateTime) -> String {
    let mut text = String::with_capacity("09:52".len());
    push_two(&mut text, wall.hour());
    text.push(':');
    push_two(&mut text, wall.minute());
    text
}

/// Appends a year with four digits at least.
///
/// Digit by digit, as below: pages and feeds are full of times, and `format!` takes five times as long.
pub(crate) fn push_year(text: &mut String, year: i32) {
    match u32::try_from(year) {
        Ok(year) if year < 10_000 => {
            push_two(text, year / 100);
            push_two(text, year % 100);
        }
        // They do not occur in what people write.
        _ => {
            let _ = write!(text, "{year:04}");
        }
    }
}

/// Two digits of a number below 100.
fn push_two(text: &mut String, number: u32) {
    for digit in [number / 10 % 10, number % 10] {
        text.push(char::from_digit(digit, 10).unwrap_or('0'));
    }
}
