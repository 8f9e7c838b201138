//! The text of a rule → a [`Rule`]; every part that cannot be followed is named at its place.

use std::fmt::Display;
use std::ops::Range;

use chrono::{NaiveDate, NaiveDateTime, Weekday};

use super::{DayOf, End, Frequency, Rule};

/// Why a text is not a [`Rule`], and which part of it is at fault.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct BadRule {
    /// Where the part stands in the text, in bytes.
    pub at: Range<usize>,
    /// What is wrong, in words.
    pub message: String,
    /// What to write.
    pub help: String,
}

/// More periods than anybody plans ahead.
const MAX_INTERVAL: u32 = 1000;

/// Parts of the standard that no maintenance has needed.
const NOT_FOLLOWED: &[&str] = &["BYSECOND", "BYMINUTE", "BYHOUR", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"];

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("MO", Weekday::Mon),
    ("TU", Weekday::Tue),
    ("WE", Weekday::Wed),
    ("TH", Weekday::Thu),
    ("FR", Weekday::Fri),
    ("SA", Weekday::Sat),
    ("SU", Weekday::Sun),
];

impl Rule {
    /// Reads a rule, with or without `RRULE:` before it.
    ///
    /// # Errors
    /// Names the first part that is not a part of a rule, that contradicts another one, or that is not followed here.
    pub fn parse(text: &str) -> Result<Self, BadRule> {
        let parts = parts(text)?;
        let rule = read(text, &parts)?;
        check(&rule, &parts)?;
        Ok(rule)
    }
}

/// `NAME=value` and where its value stands.
struct Part<'t> {
    name: String,
    value: &'t str,
    whole: Range<usize>,
    at: usize,
}

impl Part<'_> {
    fn bad(&self, message: impl Display, help: impl Display) -> BadRule {
        BadRule { at: self.whole.clone(), message: message.to_string(), help: help.to_string() }
    }
}

fn parts(text: &str) -> Result<Vec<Part<'_>>, BadRule> {
    let has_name = text.get(..6).is_some_and(|name| name.eq_ignore_ascii_case("RRULE:"));
    let mut at = if has_name { 6 } else { 0 };
    let mut parts: Vec<Part<'_>> = Vec::new();
    for written in text[at..].split(';') {
        let whole = at..at + written.len();
        at = whole.end + 1;
        let Some((name, value)) = written.split_once('=') else {
            let message = if written.is_empty() {
                "a part is missing".to_owned()
            } else {
                format!("`{written}` is no part of a rule")
            };
            let help = "write parts as NAME=value with `;` between them: `FREQ=WEEKLY;BYDAY=SU`".to_owned();
            return Err(BadRule { at: whole, message, help });
        };
        let part = Part { name: name.to_ascii_uppercase(), value, at: whole.start + name.len() + 1, whole };
        if parts.iter().any(|other| other.name == part.name) {
            return Err(part.bad(format!("`{name}` stands twice"), "keep one of the two"));
        }
        parts.push(part);
    }
    Ok(parts)
}

fn read(text: &str, parts: &[Part<'_>]) -> Result<Rule, BadRule> {
    let mut rule = Rule {
        frequency: Frequency::Daily,
        interval: 1,
        end: End::Never,
        months: Vec::new(),
        month_days: Vec::new(),
        days: Vec::new(),
        week_start: Weekday::Mon,
        text: String::new(),
    };
    let Some(frequency) = parts.iter().find(|part| part.name == "FREQ") else {
        let help = "begin with how often: `FREQ=DAILY`, `FREQ=WEEKLY`, `FREQ=MONTHLY` or `FREQ=YEARLY`";
        return Err(BadRule {
            at: 0..text.len(),
            message: "the rule has no `FREQ`".to_owned(),
            help: help.to_owned(),
        });
    };
    rule.frequency = self::frequency(frequency)?;
    for part in parts {
        match part.name.as_str() {
            "FREQ" => {}
            "INTERVAL" => rule.interval = number(part, 1..=MAX_INTERVAL)?,
            "COUNT" | "UNTIL" if rule.end != End::Never => {
                return Err(part.bad("`COUNT` and `UNTIL` exclude each other", "keep one of the two"));
            }
            "COUNT" => rule.end = End::Count(number(part, 1..=u32::MAX)?),
            "UNTIL" => rule.end = until(part)?,
            "BYMONTH" => rule.months = list(part, |value| within(value, 1..=12), "a month from 1 to 12")?,
            "BYMONTHDAY" => {
                rule.month_days = list(part, month_day, "a day from 1 to 31, or -1 for the last")?;
            }
            "BYDAY" => rule.days = list(part, day_of, "a day such as `SU`, or `1SU` for the first Sunday")?,
            "WKST" => {
                rule.week_start = weekday(part.value).ok_or_else(|| {
                    part.bad(
                        format!("`{}` is no day of the week", part.value),
                        "write `WKST=MO` or `WKST=SU`",
                    )
                })?;
            }
            name => return Err(unknown(part, name)),
        }
    }
    // Some readers of calendars want FREQ first, whatever the standard says.
    let (first, rest): (Vec<_>, Vec<_>) = parts.iter().partition(|part| part.name == "FREQ");
    let kept = rest.into_iter().filter(|part| !matches!(part.name.as_str(), "COUNT" | "UNTIL"));
    let kept = first.into_iter().chain(kept);
    let kept: Vec<String> =
        kept.map(|part| format!("{}={}", part.name, part.value.to_ascii_uppercase())).collect();
    rule.text = kept.join(";");
    Ok(rule)
}

fn unknown(part: &Part<'_>, name: &str) -> BadRule {
    let known = "the parts are FREQ, INTERVAL, COUNT, UNTIL, BYDAY, BYMONTHDAY, BYMONTH and WKST";
    if NOT_FOLLOWED.contains(&name) {
        part.bad(
            format!("Candor cannot follow `{name}`"),
            format!("{known}; what they cannot say takes a file for each date"),
        )
    } else {
        part.bad(format!("a rule has no part `{name}`"), known)
    }
}

fn frequency(part: &Part<'_>) -> Result<Frequency, BadRule> {
    match part.value.to_ascii_uppercase().as_str() {
        "DAILY" => Ok(Frequency::Daily),
        "WEEKLY" => Ok(Frequency::Weekly),
        "MONTHLY" => Ok(Frequency::Monthly),
        "YEARLY" => Ok(Frequency::Yearly),
        other => {
            let message = match other {
                "HOURLY" | "MINUTELY" | "SECONDLY" => {
                    format!("`{other}` is more often than maintenance is announced")
                }
                _ => format!("`{}` does not say how often", part.value),
            };
            Err(part.bad(message, "write `DAILY`, `WEEKLY`, `MONTHLY` or `YEARLY`"))
        }
    }
}

fn number(part: &Part<'_>, range: std::ops::RangeInclusive<u32>) -> Result<u32, BadRule> {
    within(part.value, range.clone()).ok_or_else(|| {
        let (least, most) = (range.start(), range.end());
        let most = if *most == u32::MAX { String::new() } else { format!(" to {most}") };
        part.bad(
            format!("`{}` is no number that `{}` takes", part.value, part.name),
            format!("write a whole number from {least}{most}, in digits"),
        )
    })
}

fn within(text: &str, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| digits && range.contains(number))
}

/// A number with or without a sign, of which `most` is the greatest.
fn signed(text: &str, most: u32) -> Option<i32> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    within(digits, 1..=most).and_then(|number| i32::try_from(number).ok()).map(|number| sign * number)
}

fn month_day(text: &str) -> Option<i32> {
    signed(text, 31)
}

fn weekday(text: &str) -> Option<Weekday> {
    WEEKDAYS.iter().find(|(name, _)| text.eq_ignore_ascii_case(name)).map(|(_, day)| *day)
}

fn day_of(text: &str) -> Option<DayOf> {
    let split = text.len().checked_sub(2).filter(|at| text.is_char_boundary(*at))?;
    let (ordinal, day) = text.split_at(split);
    let day = weekday(day)?;
    if ordinal.is_empty() {
        return Some(DayOf { ordinal: None, day });
    }
    signed(ordinal, 53).map(|ordinal| DayOf { ordinal: Some(ordinal), day })
}

/// Reads values with `,` between them.
fn list<T>(part: &Part<'_>, read: impl Fn(&str) -> Option<T>, expected: &str) -> Result<Vec<T>, BadRule> {
    let mut at = part.at;
    let mut values = Vec::new();
    for value in part.value.split(',') {
        let span = at..at + value.len();
        at = span.end + 1;
        values.push(read(value).ok_or_else(|| BadRule {
            at: span,
            message: format!("`{value}` is nothing that `{}` takes", part.name),
            help: format!("write {expected}; several have `,` between them"),
        })?);
    }
    Ok(values)
}

fn until(part: &Part<'_>) -> Result<End, BadRule> {
    if let Ok(moment) = NaiveDateTime::parse_from_str(part.value, "%Y%m%dT%H%M%SZ") {
        return Ok(End::Moment(moment.and_utc()));
    }
    if let (8, Ok(day)) = (part.value.len(), NaiveDate::parse_from_str(part.value, "%Y%m%d")) {
        return Ok(End::Day(day));
    }
    let help =
        "write the last day as `UNTIL=20271231`, or the last moment in UTC as `UNTIL=20271231T235959Z`";
    Err(part.bad(format!("`{}` is no date of a rule", part.value), help))
}

/// What the standard allows of each part, but not of them together.
fn check(rule: &Rule, parts: &[Part<'_>]) -> Result<(), BadRule> {
    let part = |name: &str| parts.iter().find(|part| part.name == name);
    let counted = rule.days.iter().any(|day| day.ordinal.is_some());
    if let (true, Frequency::Daily | Frequency::Weekly, Some(part)) = (counted, rule.frequency, part("BYDAY"))
    {
        let help = "leave the number out, or write `FREQ=MONTHLY`";
        return Err(part.bad("a counted day such as `1SU` needs a month or a year to be counted in", help));
    }
    let in_month = rule.frequency == Frequency::Monthly || !rule.months.is_empty();
    let too_far = rule.days.iter().filter_map(|day| day.ordinal).any(|ordinal| ordinal.abs() > 5);
    if let (true, true, Some(part)) = (in_month, too_far, part("BYDAY")) {
        return Err(part.bad(
            "no month has a day of the week more than 5 times",
            "write a number from 1 to 5, or -1 to -5",
        ));
    }
    if let (Frequency::Weekly, Some(part)) = (rule.frequency, part("BYMONTHDAY")) {
        return Err(
            part.bad("a week has no days of the month", "write `FREQ=MONTHLY`, or `BYDAY` in its place")
        );
    }
    Ok(())
}
