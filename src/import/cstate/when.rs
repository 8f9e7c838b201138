//! Reads the dates of front matter and `track` shortcodes.
//!
//! What Hugo's readers accept is accepted: with or without an offset, one-digit hours, a blank in place of `T`. A date
//! without an offset is read in the zone that the import was told, as no cState configuration names one.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::time::{Instant, Reading, Zone, rfc3339};

/// A date as it was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct When {
    pub(super) instant: Instant,
    /// How it was read, when there was more than one way.
    pub(super) guess: Option<String>,
    /// Whether there was no offset, so that the zone decided.
    pub(super) zoneless: bool,
    /// Whether it named a day without a time.
    pub(super) day_only: bool,
}

/// Reads `text`, in `zone` when it names no offset.
///
/// # Errors
/// Says what about it is no date and time.
pub(super) fn read(text: &str, zone: &Zone) -> Result<When, String> {
    let text = text.trim();
    let mut scan = Scanner { rest: text };
    let date = scan.date()?;
    let time = if scan.separator() { Some(scan.time()?) } else { None };
    let offset = if time.is_some() { scan.offset()? } else { None };
    if !scan.rest.is_empty() {
        return Err(format!("`{}` is left over behind it", scan.rest));
    }
    let wall = date.and_time(time.unwrap_or(NaiveTime::MIN));
    let day_only = time.is_none();
    if let Some(seconds) = offset {
        let instant = (wall - TimeDelta::seconds(seconds)).and_utc();
        return Ok(When { instant, guess: None, zoneless: false, day_only });
    }
    let (instant, guess) = in_zone(wall, zone);
    let guess = guess
        .or_else(|| day_only.then(|| format!("{text} names no time: read as the beginning of that day")));
    Ok(When { instant, guess, zoneless: true, day_only })
}

fn in_zone(wall: NaiveDateTime, zone: &Zone) -> (Instant, Option<String>) {
    match zone.read(wall) {
        Reading::One(instant) => (instant, None),
        Reading::Gap { before, after } => (
            before,
            Some(format!(
                "{wall} does not exist in {}, the clocks went forward over it: read as {}, and not as {}",
                zone.name(),
                rfc3339(before),
                rfc3339(after)
            )),
        ),
        Reading::Fold { earlier, later } => (
            earlier,
            Some(format!(
                "{wall} happened twice in {}, when the clocks went back: read as {}, and not as {}",
                zone.name(),
                rfc3339(earlier),
                rfc3339(later)
            )),
        ),
    }
}

struct Scanner<'a> {
    rest: &'a str,
}

impl Scanner<'_> {
    /// Takes `least` to `most` digits.
    fn number(&mut self, least: usize, most: usize, what: &str) -> Result<u32, String> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits < least || digits > most {
            let found = &self.rest[..digits];
            return Err(if found.is_empty() {
                format!("the {what} is missing")
            } else {
                format!("`{found}` cannot be the {what}")
            });
        }
        let (number, rest) = self.rest.split_at(digits);
        self.rest = rest;
        number.parse().map_err(|_| format!("`{number}` cannot be the {what}"))
    }

    fn expect(&mut self, c: char, before: &str) -> Result<(), String> {
        match self.rest.strip_prefix(c) {
            Some(rest) => {
                self.rest = rest;
                Ok(())
            }
            None => Err(format!("a `{c}` is missing before the {before}")),
        }
    }

    fn date(&mut self) -> Result<NaiveDate, String> {
        let year = self.number(4, 4, "year")?;
        self.expect('-', "month")?;
        let month = self.number(1, 2, "month")?;
        self.expect('-', "day")?;
        let day = self.number(1, 2, "day")?;
        i32::try_from(year)
            .ok()
            .and_then(|y| NaiveDate::from_ymd_opt(y, month, day))
            .ok_or_else(|| format!("there is no day {year:04}-{month:02}-{day:02}"))
    }

    /// Takes the `T` or the blanks between date and time; false when nothing follows.
    fn separator(&mut self) -> bool {
        let rest = self.rest.strip_prefix(['T', 't']).unwrap_or(self.rest).trim_start();
        let found = !rest.is_empty();
        self.rest = rest;
        found
    }

    fn time(&mut self) -> Result<NaiveTime, String> {
        let hour = self.number(1, 2, "hour")?;
        self.expect(':', "minutes")?;
        let minute = self.number(2, 2, "minute")?;
        let mut second = 0;
        if self.rest.starts_with(':') {
            self.expect(':', "seconds")?;
            second = self.number(2, 2, "second")?;
            if let Some(fraction) = self.rest.strip_prefix('.') {
                self.rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            }
        }
        NaiveTime::from_hms_opt(hour, minute, second)
            .ok_or_else(|| format!("there is no time {hour:02}:{minute:02}:{second:02}"))
    }

    /// Takes the offset, in seconds east of UTC, when there is one.
    fn offset(&mut self) -> Result<Option<i64>, String> {
        let rest = self.rest.trim_start();
        for name in ["UTC", "GMT", "Z", "z"] {
            if let Some(rest) = rest.strip_prefix(name) {
                self.rest = rest.trim_start();
                return Ok(Some(0));
            }
        }
        let sign = match rest.chars().next() {
            None => {
                self.rest = rest;
                return Ok(None);
            }
            Some('+') => 1,
            Some('-') => -1,
            Some(c) => return Err(format!("`{c}` is no beginning of an offset such as `+02:00`")),
        };
        self.rest = &rest[1..];
        let hours = self.number(1, 4, "offset")?;
        let (hours, minutes) = if hours > 99 { (hours / 100, hours % 100) } else { (hours, 0) };
        let minutes = match self.rest.strip_prefix(':') {
            Some(after) => {
                self.rest = after;
                self.number(2, 2, "minute of an offset")?
            }
            None => minutes,
        };
        if hours > 23 || minutes > 59 {
            return Err(format!("there is no offset of {hours} hours and {minutes} minutes"));
        }
        Ok(Some(sign * i64::from(hours * 3600 + minutes * 60)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str, zone: &str) -> String {
        let zone = Zone::new(zone).expect("the zone exists");
        rfc3339(read(text, &zone).expect("it is a date").instant)
    }

    #[test]
    fn the_forms_that_real_sites_use() {
        for (text, expect) in [
            ("2021-05-25T11:30:00-00:00", "2021-05-25T11:30:00Z"),
            ("2021-05-25T7:30:00-00:00", "2021-05-25T07:30:00Z"),
            ("2021-06-04 09:10:40+00:00", "2021-06-04T09:10:40Z"),
            ("2021-06-04 09:10:40 +0200", "2021-06-04T07:10:40Z"),
            ("2020-12-15T19:50:52.161Z", "2020-12-15T19:50:52Z"),
            ("2021-03-21 10:00:00", "2021-03-21T09:00:00Z"),
            ("2021-03-21 10:00", "2021-03-21T09:00:00Z"),
        ] {
            assert_eq!(utc(text, "Europe/Paris"), expect, "{text}");
        }
        assert_eq!(utc("2021-07-21 10:00:00", "Europe/Lisbon"), "2021-07-21T09:00:00Z");
    }

    #[test]
    fn a_change_of_the_clocks_shows_both_readings() {
        let zone = Zone::new("Europe/Lisbon").expect("the zone exists");
        let gap = read("2021-03-28 01:30:00", &zone).expect("it is read");
        assert_eq!(rfc3339(gap.instant), "2021-03-28T01:30:00Z");
        assert!(gap.guess.is_some_and(|g| g.contains("2021-03-28T00:30:00Z")));
        let fold = read("2021-10-31 01:30:00", &zone).expect("it is read");
        assert_eq!(rfc3339(fold.instant), "2021-10-31T00:30:00Z");
        assert!(fold.guess.is_some_and(|g| g.contains("2021-10-31T01:30:00Z")));
    }

    #[test]
    fn what_is_no_date_says_why() {
        for (text, expect) in [
            ("2024-08-13T015:00:00+02:00", "`015` cannot be the hour"),
            ("2021-02-30 10:00:00", "there is no day 2021-02-30"),
            ("2021-02-03 25:00:00", "there is no time 25:00:00"),
            ("yesterday", "the year is missing"),
            ("2021-02-03 10:00 CEST", "`C` is no beginning"),
        ] {
            let fault = read(text, &Zone::utc()).expect_err("it is no date");
            assert!(fault.starts_with(expect), "{text}: {fault}");
        }
    }
}
