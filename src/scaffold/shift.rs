//! Moves the dates and times of a file's TOML, and leaves every other byte as it is: comments, texts, line ends.

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use crate::diagnostics::Span;
use crate::syntax::front_matter;
use crate::syntax::toml::{Datetime, Offset, Reader};
use crate::time::rfc3339;
use crate::tree::RelPath;

/// Templates are for people to fill in: their times are blanks, and their front matter is no TOML yet.
const TEMPLATES: &str = "content/templates/";

/// The file at `path`, moved: candor.toml as a whole, a content file's front matter.
pub(super) fn file(path: &str, bytes: &[u8], by: TimeDelta) -> Vec<u8> {
    let unmoved = || bytes.to_vec();
    let (Ok(rel), Ok(text)) = (RelPath::new(path), std::str::from_utf8(bytes)) else { return unmoved() };
    if path.starts_with(TEMPLATES) {
        return unmoved();
    }
    match rel.extension() {
        "toml" => toml(&rel, text, text, 0, by).into_bytes(),
        "md" => match front_matter::split(&rel, text) {
            Ok(parts) => toml(&rel, text, parts.toml, parts.toml_at, by).into_bytes(),
            Err(_) => unmoved(),
        },
        _ => unmoved(),
    }
}

/// `text` with the values of `toml`, which begins at its byte `base`, moved.
fn toml(path: &RelPath, text: &str, toml: &str, base: usize, by: TimeDelta) -> String {
    let mut places = Reader::new(path, text).parse(toml, base, Span::new(0, 0)).datetimes();
    places.sort_by_key(|(span, _)| span.start());
    let mut moved = String::with_capacity(text.len());
    let mut copied = 0;
    for (span, datetime) in places {
        let Some(later) = later(&datetime, by) else { continue };
        moved.push_str(&text[copied..span.start()]);
        moved.push_str(&later);
        copied = span.end();
    }
    moved.push_str(&text[copied..]);
    moved
}

/// `datetime` later by `by`, as TOML: a date by whole days, rounded down; a time in UTC exactly. Others (a time without
/// an offset, say, which a change of the clocks may forbid elsewhere in the year) are not moved; the demo has none.
/// A rule of recurrence stays as it is: the demo's holds on whatever day its first window comes to lie.
fn later(datetime: &Datetime, by: TimeDelta) -> Option<String> {
    let date = datetime.date?;
    let date = NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())?;
    match (datetime.time, datetime.offset) {
        (None, None) => {
            let days = by.num_seconds().div_euclid(TimeDelta::days(1).num_seconds());
            date.checked_add_signed(TimeDelta::days(days)).map(|date| date.format("%Y-%m-%d").to_string())
        }
        (Some(time), Some(Offset::Z)) => {
            let second = time.second.unwrap_or(0).into();
            let time = NaiveTime::from_hms_opt(time.hour.into(), time.minute.into(), second)?;
            date.and_time(time).and_utc().checked_add_signed(by).map(rfc3339)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(path: &str, text: &str, by: TimeDelta) -> String {
        String::from_utf8(file(path, text.as_bytes(), by)).expect("text")
    }

    #[test]
    fn values_move_and_all_other_bytes_stay() {
        let text = "\u{feff}+++\r\n# since 2026-11-20T14:30:00Z\r\nstarted = 2026-11-20T14:30:00Z # 2026-11-20\r\n\
            days = [ 2026-11-20, { at = 2026-12-31T23:59:59Z } ]\r\ntitle = \"2026-11-20\"\r\n\
            [[updates]]\r\nat   =  2026-11-20T14:30:00Z\r\ntext = '''\r\nat = 2026-11-20T14:30:00Z\r\n'''\r\n\
            +++\r\n\r\nat = 2026-11-20T14:30:00Z\r\n";
        let expected = text
            .replace("started = 2026-11-20T14:30:00Z", "started = 2026-11-21T14:35:00Z")
            .replace(
                "[ 2026-11-20, { at = 2026-12-31T23:59:59Z }",
                "[ 2026-11-21, { at = 2027-01-02T00:04:59Z }",
            )
            .replace("at   =  2026-11-20T14:30:00Z", "at   =  2026-11-21T14:35:00Z");
        assert_ne!(text, expected);
        let by = TimeDelta::days(1) + TimeDelta::minutes(5);
        assert_eq!(moved("content/incidents/a.md", text, by), expected);
    }

    #[test]
    fn backwards_a_day_that_has_begun_counts_whole() {
        let text = "since = 2024-03-01\nat = 2024-03-01T00:00:00Z\n";
        let expected = "since = 2024-02-29\nat = 2024-02-29T23:55:00Z\n";
        assert_eq!(moved("candor.toml", text, TimeDelta::minutes(-5)), expected);
    }

    #[test]
    fn templates_and_files_that_are_no_text_are_left_alone() {
        let text = "+++\nat = 2026-11-20T14:30:00Z\n+++\n";
        let by = TimeDelta::days(1);
        assert_eq!(moved("content/templates/a.md", text, by), text);
        assert_ne!(moved("content/incidents/a.md", text, by), text);
        assert_eq!(file("content/incidents/a.png", b"\xff\xfe", by), b"\xff\xfe");
    }
}
