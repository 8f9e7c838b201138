//! The calendar of a year: a square per day, weeks from left to right, and the same in words.
//!
//! As in the bar, one path per impact level. A run of days in a week is one line, cut into squares by its dashes; a bad
//! day is told by the size of its square, too.

use std::fmt::Write as _;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::{BarDay, parts::class_of};
use crate::model::{Impact, Term};

/// The room of a day in units of the drawing.
const DAY: i64 = 12;

/// A calendar of days.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct HeatView {
    /// Its anchor: `year-2026`.
    pub id: String,
    /// The year, or the service.
    pub name: String,
    /// The page that is about it.
    pub href: Option<String>,
    /// The drawing's `viewBox`.
    pub view_box: String,
    /// One path per impact level that occurs.
    pub paths: Vec<HeatPath>,
    /// The months above it.
    pub labels: Vec<HeatLabel>,
    /// What it shows, in a sentence.
    pub text: String,
}

/// All days of one impact level.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct HeatPath {
    /// The class that colours the level.
    pub class: String,
    /// The side of a day's square: the stroke's width.
    pub size: i64,
    /// The stroke's dashes, which cut it into squares.
    pub dashes: String,
    /// The path's commands.
    pub d: String,
}

/// A month above a calendar.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct HeatLabel {
    /// Where it begins: `12.5%`.
    pub x: String,
    /// What it says.
    pub text: String,
    /// The month's page in the archive.
    pub href: Option<String>,
}

impl HeatView {
    /// Draws neighbouring days, oldest first, in columns of weeks, of which the first holds the day `from`. `months`
    /// says where a month's page stands.
    #[must_use]
    pub fn new(
        from: NaiveDate,
        weeks: i64,
        days: &[(NaiveDate, BarDay)],
        months: impl Fn(NaiveDate) -> Option<String>,
    ) -> Self {
        let monday = from - chrono::TimeDelta::days(i64::from(from.weekday().num_days_from_monday()));
        Self {
            id: String::new(),
            name: String::new(),
            href: None,
            view_box: format!("0 0 {} {}", weeks * DAY, 7 * DAY),
            paths: paths(monday, days),
            labels: labels(monday, weeks, from, months),
            text: String::new(),
        }
    }
}

/// The side of a day's square.
fn size(level: BarDay) -> i64 {
    match level {
        BarDay::NoRecord => 2,
        BarDay::Worst(Impact::Operational) => 6,
        BarDay::Worst(Impact::UnderMaintenance) => 7,
        BarDay::Worst(Impact::DegradedPerformance) => 9,
        BarDay::Worst(Impact::PartialOutage) => 10,
        BarDay::Worst(Impact::MajorOutage) => DAY,
    }
}

/// A path for each level that occurs, the mildest first.
fn paths(monday: NaiveDate, days: &[(NaiveDate, BarDay)]) -> Vec<HeatPath> {
    let levels = [BarDay::NoRecord].into_iter().chain(Impact::ALL.iter().copied().map(BarDay::Worst));
    let mut drawn: Vec<(BarDay, String)> = levels.map(|level| (level, String::new())).collect();
    let place = |day: NaiveDate| {
        let n = (day - monday).num_days();
        (n / 7, n % 7)
    };
    let follows = |a: &(NaiveDate, BarDay), b: &(NaiveDate, BarDay)| {
        a.1 == b.1 && place(a.0).0 == place(b.0).0 && (b.0 - a.0).num_days() == 1
    };
    for run in days.chunk_by(follows) {
        let Some((level, d)) = drawn.iter_mut().find(|(level, _)| *level == run[0].1) else { continue };
        let size = size(*level);
        let (week, weekday) = place(run[0].0);
        let count = i64::try_from(run.len()).unwrap_or(7);
        // Twice the place, since the middle of an odd square lies between two units.
        let twice = 2 * weekday * DAY + DAY - size;
        let half = if twice % 2 == 0 { "" } else { ".5" };
        let _ = write!(d, "M{} {}{half}v{}", week * DAY + DAY / 2, twice / 2, (count - 1) * DAY + size);
    }
    let path = |(level, d): (BarDay, String)| HeatPath {
        class: match level {
            BarDay::NoRecord => "none".to_owned(),
            BarDay::Worst(impact) => class_of(impact).to_owned(),
        },
        size: size(level),
        dashes: format!("{} {}", size(level), DAY - size(level)),
        d,
    };
    drawn.into_iter().filter(|(_, d)| !d.is_empty()).map(path).collect()
}

/// The months whose first day lies in the calendar, and the one that it begins in when there is room for it.
fn labels(
    monday: NaiveDate,
    weeks: i64,
    from: NaiveDate,
    months: impl Fn(NaiveDate) -> Option<String>,
) -> Vec<HeatLabel> {
    let end = monday + chrono::TimeDelta::weeks(weeks);
    let first = if from.day() <= 10 { crate::time::month_of(from) } else { crate::time::next_month(from) };
    let firsts = std::iter::successors(Some(first), |month| Some(crate::time::next_month(*month)));
    let label = |month: NaiveDate| {
        let week = (month.max(from) - monday).num_days() / 7;
        let hundredths = week * 10_000 / weeks;
        HeatLabel {
            x: format!("{}.{:02}%", hundredths / 100, hundredths % 100),
            text: month.format("%b").to_string(),
            href: months(month),
        }
    };
    // A month that has less than two weeks left has no room for its name.
    firsts.take_while(|month| *month + chrono::TimeDelta::days(13) < end).map(label).collect()
}
