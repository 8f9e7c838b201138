//! The bar of days: one SVG with one path per impact level, and the same in words.
//!
//! The geometry is made here, so that a theme only colours it. A run of equal days is one line, which the stylesheet
//! cuts into days with a dash of [`DAY`] − [`GAP`] units and a gap of [`GAP`]; ninety quiet days take one command.

use serde::Serialize;

use super::parts::{DayView, DurationView, LinkView, TermView, class_of};
use crate::model::Impact;
use crate::status::Period;

/// The width of a day in units of the drawing, its gap included.
const DAY: usize = 5;
/// The gap behind a day.
const GAP: usize = 1;
/// The height of the drawing.
const HEIGHT: usize = 32;

/// One day of a bar.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BarDay {
    /// The service was not offered yet, or nothing is known.
    NoRecord,
    /// The worst impact of the day.
    Worst(Impact),
}

impl BarDay {
    /// What a day comes to.
    #[must_use]
    pub fn of(day: &Period) -> Self {
        match day.uptime() {
            Some(_) => Self::Worst(day.worst()),
            None => Self::NoRecord,
        }
    }

    /// The levels in the order in which they are drawn.
    const ALL: [Self; 6] = [
        Self::NoRecord,
        Self::Worst(Impact::Operational),
        Self::Worst(Impact::UnderMaintenance),
        Self::Worst(Impact::DegradedPerformance),
        Self::Worst(Impact::PartialOutage),
        Self::Worst(Impact::MajorOutage),
    ];

    fn class(self) -> &'static str {
        match self {
            Self::NoRecord => "none",
            Self::Worst(impact) => class_of(impact),
        }
    }

    /// How high a day of this level stands: bad days are told by their height too, not by colour alone.
    fn height(self) -> usize {
        match self {
            Self::NoRecord => 4,
            Self::Worst(Impact::Operational) => 20,
            Self::Worst(Impact::UnderMaintenance) => 23,
            Self::Worst(Impact::DegradedPerformance) => 26,
            Self::Worst(Impact::PartialOutage) => 29,
            Self::Worst(Impact::MajorOutage) => HEIGHT,
        }
    }
}

/// A bar of days.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct BarView {
    /// The drawing's `viewBox`.
    pub view_box: String,
    /// One path per impact level that occurs.
    pub paths: Vec<BarPath>,
    /// What the bar shows, in a sentence.
    pub text: String,
    /// The first day.
    pub from: DayView,
    /// The last day.
    pub until: DayView,
    /// How many days it shows.
    pub count: usize,
    /// How many days at its beginning have no record.
    pub uncounted: usize,
    /// The days on which something was wrong, the newest first.
    pub bad: Vec<BadDay>,
    /// How many these are: `3 days with impact`; empty when there are none.
    pub bad_text: String,
}

/// A day of a bar on which something was wrong.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct BadDay {
    /// Its position in the bar, counted from 0.
    pub at: usize,
    /// The day.
    pub day: DayView,
    /// The worst impact.
    pub impact: TermView,
    /// How long there was any impact.
    pub length: DurationView,
    /// What it came from.
    pub sources: Vec<LinkView>,
}

/// All days of one impact level.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct BarPath {
    /// The class that colours the level.
    pub class: String,
    /// The path's commands.
    pub d: String,
    /// The stroke's width: the height of the level's days.
    pub height: usize,
}

impl BarView {
    /// Draws `days`, oldest first, of which the first is `from` and the last `until`; `text` says the same in words.
    #[must_use]
    pub fn new(days: &[BarDay], from: DayView, until: DayView, text: String, bad: Vec<BadDay>) -> Self {
        let paths = BarDay::ALL.into_iter().filter_map(|level| path(days, level)).collect();
        let width = (days.len() * DAY).saturating_sub(GAP);
        let bad_text = match bad.len() {
            0 => String::new(),
            1 => "1 day with impact".to_owned(),
            several => format!("{several} days with impact"),
        };
        let uncounted = days.iter().take_while(|day| **day == BarDay::NoRecord).count();
        let view_box = format!("0 0 {width} {HEIGHT}");
        Self { view_box, paths, text, from, until, count: days.len(), uncounted, bad, bad_text }
    }
}

fn path(days: &[BarDay], level: BarDay) -> Option<BarPath> {
    // The line runs through the middle of its stroke, which stands on the drawing's lower edge.
    let twice = 2 * HEIGHT - level.height();
    let y = format!("{}{}", twice / 2, if twice.is_multiple_of(2) { "" } else { ".5" });
    let mut at = 0;
    let lines = days.chunk_by(|a, b| a == b).filter_map(|run| {
        let x = at * DAY;
        at += run.len();
        (run[0] == level).then(|| format!("M{x} {y}h{}", run.len() * DAY - GAP))
    });
    let d: String = lines.collect();
    (!d.is_empty()).then(|| BarPath { class: level.class().to_owned(), d, height: level.height() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(days: &[BarDay]) -> BarView {
        let day = DayView { iso: "2026-11-20".to_owned(), text: "20 Nov 2026".to_owned() };
        BarView::new(days, day.clone(), day, String::new(), Vec::new())
    }

    #[test]
    fn equal_days_are_one_line() {
        let quiet = bar(&[BarDay::Worst(Impact::Operational); 90]);
        assert_eq!(quiet.view_box, "0 0 449 32");
        assert_eq!(quiet.paths.len(), 1);
        assert_eq!(quiet.paths[0].d, "M0 22h449");
    }

    #[test]
    fn every_level_has_one_path_with_all_its_runs() {
        let (ok, bad) = (BarDay::Worst(Impact::Operational), BarDay::Worst(Impact::MajorOutage));
        let mixed = bar(&[BarDay::NoRecord, ok, bad, bad, ok, bad]);
        let drawn: Vec<(&str, &str)> = mixed.paths.iter().map(|p| (p.class.as_str(), p.d.as_str())).collect();
        assert_eq!(
            drawn,
            [("none", "M0 30h4"), ("ok", "M5 22h4M20 22h4"), ("major", "M10 16h9M25 16h4")],
            "heights {:?}",
            mixed.paths.iter().map(|p| p.height).collect::<Vec<_>>()
        );
    }
}
