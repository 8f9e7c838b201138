//! Dates and times as authors write them → moments. Explains local times that a change of the clocks made impossible.

use std::ops::RangeInclusive;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::said::Said;
use crate::diagnostics::{Code, Span};
use crate::syntax::toml::{Datetime, Item, Offset, Reader};
use crate::time::{Instant, Reading, Zone, rfc3339};

/// The years in which something can have happened; others are slips, and an archive from the year 26 on is no use.
const YEARS: RangeInclusive<i32> = 1970..=9990;

/// The moment that `item` names; a time without an offset is read in `zone`.
pub(super) fn instant(reader: &mut Reader<'_>, item: &Item<'_, '_>, zone: &Zone) -> Option<Instant> {
    let written = reader.datetime(item)?;
    let (Some(date), Some(time)) = (written.date, written.time) else {
        let missing = if written.date.is_some() { "a time of day" } else { "a date" };
        let message = format!("`{}` has no {}", item.name(), missing.trim_start_matches("a "));
        let fault = reader.fault(Code::BadTime, item.span(), message);
        let help = format!("add {missing}: `{} = {}`", item.name(), example(&written));
        reader.report(fault.help(help));
        return None;
    };
    let date = NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into());
    let time = NaiveTime::from_hms_opt(time.hour.into(), time.minute.into(), time.second.unwrap_or(0).into());
    let Some(wall) = date.zip(time).map(|(date, time)| date.and_time(time)) else {
        let fault =
            reader.fault(Code::BadTime, item.span(), format!("`{}` is no date and time", item.name()));
        reader.report(fault.help("write it as in `2026-11-20T09:52:00Z`"));
        return None;
    };
    if !lies_in_use(reader, item, wall.date()) {
        return None;
    }
    match written.offset {
        Some(Offset::Z) => Some(wall.and_utc()),
        Some(Offset::Custom { minutes }) => Some((wall - TimeDelta::minutes(minutes.into())).and_utc()),
        None => in_zone(reader, item.span(), wall, zone),
    }
}

/// The moment that `item` names, when it is there.
pub(super) fn said(reader: &mut Reader<'_>, item: Option<Item<'_, '_>>, zone: &Zone) -> Said<Instant> {
    let Some(item) = item else { return Said::Nothing };
    Said::read(instant(reader, &item, zone), item.span())
}

/// The first moment of the day that `item` names, or the moment when it names one.
pub(super) fn day_or_instant(reader: &mut Reader<'_>, item: &Item<'_, '_>, zone: &Zone) -> Option<Instant> {
    let written = reader.datetime(item)?;
    let (Some(date), None) = (written.date, written.time) else { return instant(reader, item, zone) };
    let day = NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())?;
    lies_in_use(reader, item, day).then(|| zone.day_start(day))
}

/// Whether `day` lies in a year in which something can have happened; reports one that does not.
fn lies_in_use(reader: &mut Reader<'_>, item: &Item<'_, '_>, day: NaiveDate) -> bool {
    let fits = YEARS.contains(&day.year());
    if !fits {
        let message = format!("`{}` lies in the year {}", item.name(), day.year());
        let fault = reader.fault(Code::BadTime, item.span(), message);
        reader.report(fault.help("write the year with its four digits, as in `2026-11-20T09:52:00Z`"));
    }
    fits
}

fn in_zone(reader: &mut Reader<'_>, span: Span, wall: NaiveDateTime, zone: &Zone) -> Option<Instant> {
    let shown = wall.format("%H:%M on %-d %B %Y");
    let offered =
        |a: Instant, b: Instant| format!("write `{}` or `{}`", with_offset(a, zone), with_offset(b, zone));
    match zone.read(wall) {
        Reading::One(instant) => Some(instant),
        Reading::Gap { before, after } => {
            let fault =
                reader.fault(Code::TimeGap, span, format!("{shown} does not exist in {}", zone.name()));
            let fault = fault.label("the clocks went forward over this time");
            reader.report(fault.help(offered(after, before)));
            None
        }
        Reading::Fold { earlier, later } => {
            let fault =
                reader.fault(Code::TimeFold, span, format!("{shown} happened twice in {}", zone.name()));
            let fault = fault.label("the clocks went back over this time");
            reader.report(fault.help(offered(earlier, later)));
            None
        }
    }
}

/// `instant` with the offset that the zone has then, as an author would write it.
fn with_offset(instant: Instant, zone: &Zone) -> String {
    let offset = FixedOffset::east_opt(zone.local(instant).offset_seconds);
    let local: Option<DateTime<FixedOffset>> = offset.map(|offset| instant.with_timezone(&offset));
    let Some(local) = local else { return rfc3339(instant) };
    local.format("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

fn example(written: &Datetime) -> String {
    match written.date {
        Some(date) => format!("{date}T09:52:00Z"),
        None => "2026-11-20T09:52:00Z".to_owned(),
    }
}
