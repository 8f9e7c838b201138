//! The proportional timeline: lanes of time to scale, on which every incident is drawn from its true start to its true
//! end, and the same as a table.
//!
//! The geometry is made here; a theme only colours it. An impact is told by its height as well as by its class.

use std::fmt::Write as _;

use serde::Serialize;

use super::scale::Scale;
use super::{DurationView, LinkView, TermView, TimeView, parts::class_of};
use crate::model::Impact;
use crate::time::Instant;

/// The height of a lane, in units of the drawing and in CSS pixels.
pub const LANE: i64 = 24;
/// The part of a chart's width below which an interval gets a tick in its middle: on a phone it would hardly be seen.
const SHORT: i64 = 120;

/// A chart of lanes.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct TimelineView {
    /// What it shows, for its heading's sake and for who cannot see it.
    pub text: String,
    /// The labels below it.
    pub labels: Vec<AxisLabel>,
    /// The lines between its days, for lanes without lines of their own.
    pub grid: String,
    /// Its lanes.
    pub lanes: Vec<LaneView>,
    /// A sentence on the lanes that are left out because nothing happened; may be empty.
    pub quiet: String,
    /// The head of the table's first column.
    pub column: String,
    /// The same as a table.
    pub rows: Vec<TimelineRow>,
}

/// A word below a chart.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct AxisLabel {
    /// Where it stands: `12.5%`.
    pub x: String,
    /// The part of it that stands there, SVG's `text-anchor`: `middle`, at the ends of a chart `start` and `end`.
    pub anchor: String,
    /// What it says.
    pub text: String,
    /// Whether it is left out where there is little room.
    pub minor: bool,
}

impl AxisLabel {
    /// A label at `instant`.
    #[must_use]
    pub fn new(scale: &Scale, instant: Instant, text: String, minor: bool) -> Self {
        // Nearer to an end than this, a word in the middle of its place would stick out of the chart.
        let (edge, place) = (scale.width() / 25, scale.at(instant));
        let anchor = if place < edge {
            "start"
        } else if place > scale.width() - edge {
            "end"
        } else {
            "middle"
        };
        Self { x: scale.percent(instant), anchor: anchor.to_owned(), text, minor }
    }
}

/// A lane.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct LaneView {
    /// Whose it is.
    pub name: String,
    /// The page that is about it.
    pub href: Option<String>,
    /// The drawing's `viewBox`; it is stretched to the room there is.
    pub view_box: String,
    /// The drawing's height in CSS pixels.
    pub height: i64,
    /// Its own lines between days; `None`: the chart's.
    pub grid: Option<String>,
    /// The line of the time in which nothing was wrong.
    pub ok: String,
    /// What happened, oldest first.
    pub marks: Vec<LaneMark>,
    /// The line at the moment of the build, when that lies in the lane.
    pub now: Option<String>,
}

/// What one incident or maintenance did in a lane.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct LaneMark {
    /// Its page.
    pub href: String,
    /// What it is, in a sentence.
    pub text: String,
    /// Whether it stands in a lane above already: keyboards need not stop at it again.
    pub again: bool,
    /// One path per impact level.
    pub paths: Vec<ChartPath>,
}

/// All of one colour.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct ChartPath {
    /// The class that colours it; `tick` besides for a line of its own that is as wide as a theme wants.
    pub class: String,
    /// The path's commands.
    pub d: String,
}

/// A line of the table.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct TimelineRow {
    /// The lane's name.
    pub lane: String,
    /// The incident or maintenance.
    pub source: LinkView,
    /// The impact.
    pub impact: TermView,
    /// From when.
    pub from: TimeView,
    /// Until when.
    pub until: Option<TimeView>,
    /// What stands in place of the end; else empty.
    pub no_end: String,
    /// How long that is, when it is known.
    pub duration: Option<DurationView>,
}

/// What is drawn for a stretch of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Level {
    /// An impact.
    Impact(Impact),
    /// Announced work that is still to come.
    Planned,
    /// Something that had no impact, or of which the end is not known: no time counts.
    Uncounted(Impact),
}

impl Level {
    /// The class that colours it.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Impact(impact) => class_of(impact),
            Self::Planned => "planned",
            Self::Uncounted(_) => "none",
        }
    }

    /// How high it stands in a lane.
    #[must_use]
    pub fn height(self) -> i64 {
        match self {
            Self::Impact(Impact::MajorOutage) => 22,
            Self::Impact(Impact::PartialOutage) => 17,
            Self::Impact(Impact::DegradedPerformance) => 12,
            Self::Impact(Impact::UnderMaintenance | Impact::Operational) | Self::Planned => 8,
            Self::Uncounted(_) => 5,
        }
    }
}

/// A stretch of time at a level.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    /// What it was.
    pub level: Level,
    /// Its first second.
    pub from: Instant,
    /// The first second after it.
    pub until: Instant,
}

/// Draws `spans`, oldest first, standing on the line at `base`. Spans at levels that repeat share a path, and worse ones
/// are drawn over better ones.
#[must_use]
pub fn paths(spans: &[Span], scale: &Scale, base: i64) -> Vec<ChartPath> {
    let mut paths: Vec<ChartPath> = Vec::new();
    let mut worst_last: Vec<&Span> = spans.iter().collect();
    worst_last.sort_by_key(|span| span.level.height());
    let mut draw = |class: String, d: String| match paths.iter_mut().find(|path| path.class == class) {
        Some(path) => path.d.push_str(&d),
        None => paths.push(ChartPath { class, d }),
    };
    for span in worst_last {
        let (x, end, height) = (scale.at(span.from), scale.at(span.until), span.level.height());
        let class = span.level.class();
        if end > x {
            draw(class.to_owned(), format!("M{x} {base}h{}v-{height}H{x}z", end - x));
        }
        if (end - x) * SHORT < scale.width() {
            draw(format!("{class} tick"), format!("M{} {base}v-{height}", i64::midpoint(x, end)));
        }
    }
    paths
}

/// The stretches of `[from, until)` that no interval of `taken` (sorted, disjoint) covers, as one line at `y`.
#[must_use]
pub fn untouched(
    from: Instant,
    until: Instant,
    taken: impl Iterator<Item = (Instant, Instant)>,
    scale: &Scale,
    y: i64,
) -> String {
    let mut line = String::new();
    let mut at = from;
    for (start, end) in taken.chain([(until, until)]) {
        let (x, stop) = (scale.at(at), scale.at(start.min(until)));
        if stop > x {
            let _ = write!(line, "M{x} {y}H{stop}");
        }
        at = at.max(end);
    }
    line
}

/// Puts things that overlap into rows, each into the first in which there is room: the row of each. No more than
/// `most` rows are made; what has no room then shares the last.
#[must_use]
pub fn rows(ends: &[(Instant, Instant)], most: usize) -> Vec<usize> {
    let mut busy_until: Vec<Instant> = Vec::new();
    let mut row = |(from, until): &(Instant, Instant)| {
        let free = busy_until.iter().position(|busy| busy <= from);
        let at = match free {
            Some(at) => at,
            None if busy_until.len() < most => {
                busy_until.push(*until);
                busy_until.len() - 1
            }
            None => most.saturating_sub(1),
        };
        if let Some(busy) = busy_until.get_mut(at) {
            *busy = (*busy).max(*until);
        }
        at
    };
    ends.iter().map(&mut row).collect()
}
