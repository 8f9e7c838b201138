//! A time zone as a calendar carries it along (RFC 5545, section 3.6.5): since when which offset, and by which rule the
//! clocks go on to change.
//!
//! Changes that come back every year become a rule, so that a calendar is right for as long as the law stays; the others
//! are listed, for so many years.

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};

use crate::time::{Change, Instant, Zone};

/// How many years ahead changes are looked at.
const YEARS: i64 = 20;

/// From how many years in a row on a change is taken to come back.
const ENOUGH: usize = 12;

/// A zone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ZoneView {
    /// Its IANA name.
    pub name: String,
    /// What its clocks show since when.
    pub observances: Vec<Observance>,
}

/// An offset, and when the clocks change to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Observance {
    /// Whether it is summer time.
    pub summer: bool,
    /// The first change to it, on the wall clock until then.
    pub start: NaiveDateTime,
    /// Seconds east of UTC before the change.
    pub from: i32,
    /// Seconds east of UTC from it on.
    pub to: i32,
    /// The abbreviation.
    pub name: String,
    /// The rule by which the change comes back.
    pub rule: Option<String>,
    /// Further changes.
    pub dates: Vec<NaiveDateTime>,
}

impl ZoneView {
    /// What `zone` is from `from` on, as it is known at `now`.
    #[must_use]
    pub fn new(zone: &Zone, from: Instant, now: Instant) -> Self {
        let until = now.max(from) + TimeDelta::days(365 * YEARS);
        let changes = zone.changes(from, until);
        let mut observances = Vec::new();
        if changes.first().is_none_or(|first| first.at > from) {
            observances.push(always(zone, from));
        }
        let mut kinds: Vec<Vec<&Change>> = Vec::new();
        for change in &changes {
            match kinds.iter_mut().find(|kind| is_like(kind[0], change)) {
                Some(kind) => kind.push(change),
                None => kinds.push(vec![change]),
            }
        }
        for kind in kinds {
            observances.extend(of_kind(&kind, until));
        }
        observances.sort_by_key(|observance| observance.start);
        Self { name: zone.name().to_owned(), observances }
    }
}

/// The offset of a zone whose clocks did not change before `from`.
fn always(zone: &Zone, from: Instant) -> Observance {
    let local = zone.local(from);
    let start = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap_or_default().and_time(chrono::NaiveTime::MIN);
    Observance {
        summer: false,
        start: start.min(local.wall),
        from: local.offset_seconds,
        to: local.offset_seconds,
        name: local.abbreviation,
        rule: None,
        dates: Vec::new(),
    }
}

fn is_like(a: &Change, b: &Change) -> bool {
    (a.before, a.after, a.summer, &a.abbreviation) == (b.before, b.after, b.summer, &b.abbreviation)
}

/// Changes of one kind: those that come back every year to the end as a rule, those before them one by one.
fn of_kind(changes: &[&Change], until: Instant) -> Vec<Observance> {
    let walls: Vec<NaiveDateTime> = changes
        .iter()
        .map(|change| change.at.naive_utc() + TimeDelta::seconds(change.before.into()))
        .collect();
    let goes_on = walls.last().is_some_and(|last| last.year() >= until.year() - 1);
    let mut listed = walls.len();
    let mut rule = None;
    while goes_on && listed > 0 {
        match yearly(&walls[listed - 1..]) {
            Some(wider) => (rule, listed) = (Some(wider), listed - 1),
            None => break,
        }
    }
    if walls.len() - listed < ENOUGH {
        (rule, listed) = (None, walls.len());
    }
    let observance = |start: NaiveDateTime, rule, dates: &[NaiveDateTime]| Observance {
        summer: changes[0].summer,
        start,
        from: changes[0].before,
        to: changes[0].after,
        name: changes[0].abbreviation.clone(),
        rule,
        dates: dates.to_vec(),
    };
    let (one_by_one, by_rule) = walls.split_at(listed);
    let one_by_one = one_by_one.split_first().map(|(first, rest)| observance(*first, None, rest));
    let by_rule = by_rule.first().map(|first| observance(*first, rule, &[]));
    one_by_one.into_iter().chain(by_rule).collect()
}

/// The rule of changes that come once in each of their years, all of them in one month, on the same day of the week as
/// counted from the start or from the end of the month, and at the same time.
fn yearly(walls: &[NaiveDateTime]) -> Option<String> {
    let first = walls.first()?;
    let alike = |wall: &NaiveDateTime| {
        (wall.month(), wall.weekday(), wall.time()) == (first.month(), first.weekday(), first.time())
    };
    let in_a_row = walls.windows(2).all(|pair| pair[0].year() + 1 == pair[1].year());
    if !in_a_row || !walls.iter().all(alike) {
        return None;
    }
    let day = first.weekday().to_string()[..2].to_ascii_uppercase();
    let from_start = |wall: &NaiveDateTime| wall.day0() / 7 + 1;
    let from_end = |wall: &NaiveDateTime| {
        let next = crate::time::next_month(wall.date());
        (next - wall.date()).num_days().saturating_sub(1) / 7 + 1
    };
    let month = first.month();
    let picked = if walls.iter().all(|wall| from_end(wall) == 1) {
        format!("BYDAY=-1{day}")
    } else if walls.iter().all(|wall| from_start(wall) == from_start(first)) {
        format!("BYDAY={}{day}", from_start(first))
    } else {
        // "The Sunday on or after the 2nd": one of seven days in a row.
        let days = || walls.iter().map(Datelike::day);
        let (least, most) = (days().min()?, days().max()?);
        if most - least > 6 || (walls.len() >= ENOUGH && most - least < 6) {
            return None;
        }
        let days: Vec<String> = (least..=most).map(|day| day.to_string()).collect();
        format!("BYMONTHDAY={};BYDAY={day}", days.join(","))
    };
    Some(format!("FREQ=YEARLY;BYMONTH={month};{picked}"))
}
