//! The strip of an incident: what was said and what was the case, on one line of time to scale.

use serde::Serialize;

use super::{AxisLabel, ChartPath, DurationView, TermView};

/// An incident's course.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct StripView {
    /// What it shows, in a sentence.
    pub text: String,
    /// The drawing's `viewBox`; it is stretched to the room there is.
    pub view_box: String,
    /// The states, one path each.
    pub paths: Vec<ChartPath>,
    /// The states with how long each lasted, in the order in which they came up.
    pub stages: Vec<StripStage>,
    /// The updates, oldest first.
    pub points: Vec<StripPoint>,
    /// The services that were hit.
    pub lanes: Vec<StripLane>,
    /// The labels below it.
    pub labels: Vec<AxisLabel>,
}

/// How long an incident was in a state.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct StripStage {
    /// The class that colours it, as in the paths.
    pub class: String,
    /// The state, or that nothing had been said yet.
    pub name: String,
    /// How long, all its times taken together.
    pub duration: DurationView,
}

/// An update on a strip.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct StripPoint {
    /// Where it stands: `12.5%`.
    pub x: String,
    /// Its permalink.
    pub href: String,
    /// Its state and its time.
    pub text: String,
}

/// A service on a strip.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct StripLane {
    /// The service's name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// What it had when, in words.
    pub text: String,
    /// The drawing's `viewBox`.
    pub view_box: String,
    /// The line of the time in which this incident did nothing to it.
    pub ok: String,
    /// One path per impact level.
    pub paths: Vec<ChartPath>,
    /// The impacts one after the other with how long each lasted.
    pub steps: Vec<StripStep>,
}

/// An impact and how long it lasted.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct StripStep {
    /// The impact.
    pub impact: TermView,
    /// How long.
    pub duration: DurationView,
}
