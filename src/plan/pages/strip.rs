//! An incident's course to scale: how long it was in which state, when it was written about, what it did to whom.

use chrono::TimeDelta;

use super::Pages;
use crate::model::{IncidentState, ServiceIx, Term};
use crate::plan::views::{
    AxisLabel, ChartPath, DurationView, LANE, Level, Scale, Span, StripLane, StripPoint, StripStage,
    StripStep, StripView, paths, untouched,
};
use crate::routes;
use crate::status::{End, IncidentView};
use crate::time::Instant;

/// How many units a strip is wide at most.
const WIDTH: i64 = 20_000;
/// How many labels stand below a strip at most.
const LABELS: i64 = 6;
/// The steps between labels, in minutes.
const STEPS: &[i64] =
    &[1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 7 * 1440, 14 * 1440, 28 * 1440];
const DAY: i64 = 1440;

/// A stretch of time in a state; `None`: nothing had been said yet.
struct Stage {
    state: Option<IncidentState>,
    from: Instant,
    until: Instant,
}

impl Pages<'_> {
    /// The strip of an incident; `None` when no length of time is known of it.
    pub(super) fn strip(&self, view: &IncidentView<'_>) -> Option<StripView> {
        let (from, until) = self.extent(view)?;
        let seconds = (until - from).num_seconds();
        let scale = Scale::new(from, until, (seconds + WIDTH - 1) / WIDTH);
        // What is reported afterwards was not worked on in public: there are no states to show.
        let told = !view.incident().is_retroactive();
        let stages = if told { stages(view, from, until) } else { Vec::new() };
        let lasted = lasted(&stages);
        Some(StripView {
            text: sentence(&lasted),
            view_box: format!("0 0 {} {LANE}", scale.width()),
            paths: state_paths(&stages, &scale),
            stages: lasted,
            points: if told { self.points(view, &scale, from, until) } else { Vec::new() },
            lanes: self.strip_lanes(view, &scale, from, until),
            labels: self.labels(&scale, from, until),
        })
    }

    /// From when customers were affected (or it was first written about) until that was over and said.
    fn extent(&self, view: &IncidentView<'_>) -> Option<(Instant, Instant)> {
        let told = !view.incident().is_retroactive();
        let dated = || view.updates().iter().filter_map(|update| update.at).filter(|_| told);
        let from = dated().next().map_or(view.started(), |first| first.min(view.started()));
        let last_open = view.updates().iter().rposition(|update| !update.state.is_closed());
        let closed = view.updates().get(last_open.map_or(0, |n| n + 1)).and_then(|update| update.at);
        let said = if view.is_open() { Some(self.status.now()) } else { closed.filter(|_| told) };
        let over = match view.end() {
            End::At(end) => Some(end),
            End::Ongoing => Some(self.status.now()),
            End::Unknown => None,
        };
        let until = said.max(over)?;
        (until > from).then_some((from, until))
    }

    fn points(
        &self,
        view: &IncidentView<'_>,
        scale: &Scale,
        from: Instant,
        until: Instant,
    ) -> Vec<StripPoint> {
        let address = routes::incident(view.incident().slug());
        let dated = view.updates().iter().enumerate().filter_map(|(n, update)| Some((n, update, update.at?)));
        let inside = dated.filter(|(_, _, at)| *at >= from && *at <= until);
        let point = |(n, update, at): (usize, &crate::model::Update<IncidentState>, Instant)| StripPoint {
            x: scale.percent(at),
            href: format!("{address}#update-{}", n + 1),
            text: format!("{}, {}", update.state.label(), self.time(at).text),
        };
        inside.map(point).collect()
    }

    fn strip_lanes(
        &self,
        view: &IncidentView<'_>,
        scale: &Scale,
        from: Instant,
        until: Instant,
    ) -> Vec<StripLane> {
        let lane = |ix: ServiceIx| {
            let own =
                view.intervals().iter().filter(|(service, _)| *service == ix).map(|(_, interval)| interval);
            let spans: Vec<Span> = own
                .map(|interval| Span {
                    level: Level::Impact(interval.impact()),
                    from: interval.start(),
                    until: interval.end(),
                })
                .collect();
            if spans.is_empty() {
                return None;
            }
            let steps: Vec<StripStep> = spans.iter().filter_map(step).collect();
            let said = steps.iter().map(|step| format!("{} {}", step.impact.label, step.duration.text));
            let link = self.service_link(ix);
            Some(StripLane {
                text: said.collect::<Vec<_>>().join(", then "),
                view_box: format!("0 0 {} {LANE}", scale.width()),
                ok: untouched(from, until, spans.iter().map(|span| (span.from, span.until)), scale, LANE - 1),
                paths: paths(&spans, scale, LANE),
                steps,
                name: link.text,
                href: link.href,
            })
        };
        view.named().iter().filter_map(|(ix, _)| lane(ix)).collect()
    }

    /// Times at even steps of the wall clock; midnights are told by their date.
    fn labels(&self, scale: &Scale, from: Instant, until: Instant) -> Vec<AxisLabel> {
        let minutes = (until - from).num_minutes();
        let step = STEPS.iter().copied().find(|step| minutes / step <= LABELS);
        let step = step.unwrap_or(minutes / LABELS / DAY * DAY).max(1);
        let zone = self.status.zone();
        let mut labels = Vec::new();
        let (first, last) = (zone.day(from), zone.day(until));
        let nth = usize::try_from(step / DAY).unwrap_or(0).max(1);
        for day in first.iter_days().take_while(|day| *day <= last).step_by(nth) {
            let start = zone.day_start(day);
            let end = day.succ_opt().map_or(until, |next| zone.day_start(next));
            // The first of the day's steps that the strip shows: a strip of minutes begins anywhere in its day.
            let before = (from - start).num_seconds().max(0).div_euclid(60 * step);
            let times = (before..).map(|n| start + TimeDelta::minutes(n * step));
            for at in times.take_while(|at| *at < end && *at <= until).filter(|at| *at >= from) {
                let wall = zone.local(at).wall;
                let text = if at == start { wall.format("%-d %b") } else { wall.format("%H:%M") };
                labels.push(AxisLabel::new(scale, at, text.to_string(), false));
            }
        }
        labels
    }
}

fn step(span: &Span) -> Option<StripStep> {
    let Level::Impact(impact) = span.level else { return None };
    Some(StripStep { impact: impact.into(), duration: DurationView::new(span.until - span.from) })
}

/// The states one after the other. An update without a time takes the last one that is known.
fn stages(view: &IncidentView<'_>, from: Instant, until: Instant) -> Vec<Stage> {
    let mut stages = Vec::new();
    let mut at = from;
    let mut state = None;
    for update in view.updates() {
        let next = update.at.unwrap_or(at).clamp(at, until);
        if next > at {
            stages.push(Stage { state, from: at, until: next });
        }
        (at, state) = (next, Some(update.state));
    }
    if until > at && view.is_open() {
        stages.push(Stage { state, from: at, until });
    }
    stages.retain(|stage| stage.state.is_none_or(|state| !state.is_closed()));
    stages
}

/// How high a state stands in the strip: less and less remains to be done.
fn height(state: Option<IncidentState>) -> i64 {
    match state {
        None => 4,
        Some(IncidentState::Investigating) => 22,
        Some(IncidentState::Identified) => 16,
        _ => 10,
    }
}

fn class(state: Option<IncidentState>) -> &'static str {
    state.map_or("unsaid", Term::as_str)
}

fn state_paths(stages: &[Stage], scale: &Scale) -> Vec<ChartPath> {
    let mut paths: Vec<ChartPath> = Vec::new();
    for stage in stages {
        let (x, end, height) = (scale.at(stage.from), scale.at(stage.until), height(stage.state));
        let d = format!("M{x} {LANE}H{end}v-{height}H{x}z");
        let class = class(stage.state);
        match paths.iter_mut().find(|path| path.class == class) {
            Some(path) => path.d.push_str(&d),
            None => paths.push(ChartPath { class: class.to_owned(), d }),
        }
    }
    paths
}

fn lasted(stages: &[Stage]) -> Vec<StripStage> {
    let mut sums: Vec<(Option<IncidentState>, TimeDelta)> = Vec::new();
    for stage in stages {
        let length = stage.until - stage.from;
        match sums.iter_mut().find(|(state, _)| *state == stage.state) {
            Some((_, sum)) => *sum += length,
            None => sums.push((stage.state, length)),
        }
    }
    let view = |(state, sum): (Option<IncidentState>, TimeDelta)| StripStage {
        class: class(state).to_owned(),
        name: state.map_or("Before the first post", Term::label).to_owned(),
        duration: DurationView::new(sum),
    };
    sums.into_iter().map(view).collect()
}

fn sentence(stages: &[StripStage]) -> String {
    let said: Vec<String> =
        stages.iter().map(|stage| format!("{}: {}", stage.name, stage.duration.text)).collect();
    said.join(", ")
}
