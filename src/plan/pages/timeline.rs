//! Timelines: which lanes a month and a service have, and what stands in each.

use std::collections::HashSet;
use std::fmt::Write as _;

use chrono::{Datelike, Months, NaiveDate, TimeDelta};

use super::archive::Listed;
use super::{Pages, listed};
use crate::model::{Impact, Indicator, MaintenanceState, ServiceIx, Term};
use crate::plan::views::{
    AxisLabel, DurationView, LANE, LaneMark, LaneView, Level, Scale, Span, TimelineRow, TimelineView, paths,
    rows, untouched,
};
use crate::routes;
use crate::status::{Cause, End, Interval};
use crate::time::{Instant, month_of, next_month};

/// Seconds to a unit of a month's drawing.
const MINUTE: i64 = 60;
/// How many months of a service are shown in detail.
pub(super) const MONTHS: u32 = 12;
/// How many rows a lane has at most when incidents overlap.
const ROWS: usize = 4;

/// What one cause did to the subject of a lane.
struct Hit {
    cause: Cause,
    /// Of a maintenance that recurs, which time.
    occurrence: usize,
    spans: Vec<Span>,
    ongoing: bool,
    /// What is to say when it has no time to speak of.
    note: &'static str,
}

impl Hit {
    fn ends(&self) -> (Instant, Instant) {
        let from = self.spans.first().map_or(Instant::MIN_UTC, |span| span.from);
        (from, self.spans.last().map_or(from, |span| span.until))
    }
}

/// The stretch of time that a lane shows.
struct Window<'a> {
    first: NaiveDate,
    scale: &'a Scale,
    from: Instant,
    until: Instant,
    /// Up to when something is known.
    now: Instant,
}

impl Pages<'_> {
    /// The timeline of a month: one lane per service in which something happened.
    pub(super) fn month_timeline(&self, first: NaiveDate) -> TimelineView {
        let (from, until) = self.bounds(first);
        let scale = Scale::new(from, until, MINUTE);
        let window = Window { first, scale: &scale, from, until, now: self.status.now() };
        let mut seen = HashSet::new();
        let (mut lanes, mut table, mut quiet) = (Vec::new(), Vec::new(), Vec::new());
        for (ix, service) in self.config().services() {
            let hits = self.hits(ix, &window);
            if hits.is_empty() {
                quiet.push(service.name.clone());
                continue;
            }
            table.extend(self.rows(&service.name, &hits));
            let mut lane = self.lane(Some(ix), &window, &hits, &mut seen);
            lane.name.clone_from(&service.name);
            lane.href = Some(routes::service(&service.id));
            lanes.push(lane);
        }
        let unnamed = self.hits_of_no_service(&window);
        if !unnamed.is_empty() {
            let mut lane = self.lane(None, &window, &unnamed, &mut seen);
            "No service named".clone_into(&mut lane.name);
            table.extend(self.rows(&lane.name, &unnamed));
            lanes.push(lane);
        }
        let month = first.format("%B %Y");
        TimelineView {
            text: format!("When what was affected in {month}, to scale"),
            labels: self.day_labels(first, &scale),
            grid: self.grid(first, &scale),
            lanes,
            quiet: if quiet.is_empty() {
                String::new()
            } else {
                format!("Nothing happened to {}.", listed(&quiet))
            },
            column: "Service".to_owned(),
            rows: table,
        }
    }

    /// The timeline of a service: one lane per month, the newest first.
    pub(super) fn service_timeline(&self, ix: ServiceIx) -> TimelineView {
        let this_month = month_of(self.status.zone().day(self.status.now()));
        let now = self.service_moment(ix);
        // Long enough for 31 days and an hour that clocks give: all lanes are to the same scale.
        let (from, _) = self.bounds(this_month);
        let widest = Scale::new(from, from + TimeDelta::days(31) + TimeDelta::hours(1), MINUTE);
        let since = self.status.service(ix).since().map(|since| month_of(self.status.zone().day(since)));
        let months = (0..MONTHS).filter_map(|back| this_month.checked_sub_months(Months::new(back)));
        let months = months.filter(|month| *month == this_month || since.is_none_or(|since| *month >= since));
        let (mut lanes, mut table) = (Vec::new(), Vec::new());
        for first in months {
            let (from, until) = self.bounds(first);
            let scale = widest.moved(from);
            let window = Window { first, scale: &scale, from, until, now };
            let hits = self.hits(ix, &window);
            let name = first.format("%B %Y").to_string();
            let mut newest_first = self.rows(&name, &hits);
            newest_first.reverse();
            table.extend(newest_first);
            let mut lane = self.lane(Some(ix), &window, &hits, &mut HashSet::new());
            lane.name =
                first.format(if first.year() == this_month.year() { "%b" } else { "%b %y" }).to_string();
            lane.href = self.archive.has(first).then(|| routes::month(first));
            lane.grid = Some(self.grid(first, &scale));
            lanes.push(lane);
        }
        TimelineView {
            text: format!("The last {} months, to scale", lanes.len()),
            labels: (1..=31)
                .map(|day| label(day, &widest, from, TimeDelta::days(i64::from(day) - 1)))
                .collect(),
            grid: String::new(),
            lanes,
            quiet: String::new(),
            column: "Month".to_owned(),
            rows: table,
        }
    }

    /// The first second of a month and of the next.
    pub(super) fn bounds(&self, first: NaiveDate) -> (Instant, Instant) {
        let zone = self.status.zone();
        (zone.day_start(first), zone.day_start(next_month(first)))
    }

    fn days_of(&self, first: NaiveDate) -> impl Iterator<Item = (NaiveDate, Instant)> {
        let next = next_month(first);
        let days = std::iter::successors(Some(first), NaiveDate::succ_opt).take_while(move |day| *day < next);
        days.map(|day| (day, self.status.zone().day_start(day)))
    }

    /// Lines where days begin, the month's own first day left out.
    fn grid(&self, first: NaiveDate, scale: &Scale) -> String {
        let mut grid = String::new();
        for (_, start) in self.days_of(first).skip(1) {
            let _ = write!(grid, "M{} 0v{LANE}", scale.at(start));
        }
        grid
    }

    fn day_labels(&self, first: NaiveDate, scale: &Scale) -> Vec<AxisLabel> {
        self.days_of(first).map(|(day, start)| label(day.day(), scale, start, TimeDelta::zero())).collect()
    }

    /// Everything that is to be seen of a service in a window, by start.
    fn hits(&self, ix: ServiceIx, window: &Window<'_>) -> Vec<Hit> {
        let causes = self.status.service(ix).timeline().causes(window.from, window.until);
        let mut all: Vec<Listed> = causes.into_iter().flat_map(|cause| self.within(cause, window)).collect();
        let known: HashSet<Listed> = all.iter().copied().collect();
        let began = self.archive.began_in(window.first).filter(|listed| !known.contains(listed));
        all.extend(began.filter(|(cause, _)| self.names(*cause, ix)));
        let mut hits: Vec<Hit> = all.into_iter().filter_map(|listed| self.hit(listed, ix)).collect();
        hits.sort_by_key(|hit| (hit.ends().0, hit.cause));
        hits
    }

    /// A cause as it is listed; of a maintenance, each time at which work went on in the window.
    fn within(&self, cause: Cause, window: &Window<'_>) -> Vec<Listed> {
        let Cause::Maintenance(ix) = cause else { return vec![(cause, 0)] };
        let inside = |one: &Interval| one.start() < window.until && one.end() > window.from;
        let all = self.status.maintenance_at(ix).occurrences().iter().enumerate();
        let worked = all.filter(|(_, one)| one.intervals().iter().any(inside));
        worked.map(|(n, _)| (cause, n)).collect()
    }

    /// What began in a window and names no service: it has a length, but no impact on anything.
    fn hits_of_no_service(&self, window: &Window<'_>) -> Vec<Hit> {
        let hit = |(cause, occurrence): Listed| {
            let (from, until, ongoing) = match cause {
                Cause::Incident(ix) => {
                    let view = self.status.incident(ix);
                    let until = match view.end() {
                        End::At(end) => end,
                        End::Ongoing => self.status.now(),
                        End::Unknown => view.started(),
                    };
                    (view.named().is_empty().then_some(view.started())?, until, view.end() == End::Ongoing)
                }
                Cause::Maintenance(ix) => {
                    let view = self.status.maintenance_at(ix);
                    let one = &view.occurrences()[occurrence];
                    let unnamed = view.maintenance().services().is_empty();
                    (unnamed.then_some(one.scheduled_for())?, one.scheduled_until(), false)
                }
            };
            let span = Span { level: Level::Uncounted(Impact::Operational), from, until };
            Some(Hit { cause, occurrence, spans: vec![span], ongoing, note: "no service named" })
        };
        let mut hits: Vec<Hit> = self.archive.began_in(window.first).filter_map(hit).collect();
        hits.sort_by_key(|hit| (hit.ends().0, hit.cause));
        hits
    }

    fn names(&self, cause: Cause, service: ServiceIx) -> bool {
        match cause {
            Cause::Incident(ix) => self.status.incident(ix).named().get(service).is_some(),
            Cause::Maintenance(ix) => {
                self.status.maintenance_at(ix).maintenance().services().contains(&service)
            }
        }
    }

    fn hit(&self, (cause, occurrence): Listed, service: ServiceIx) -> Option<Hit> {
        let of = |interval: &Interval| Span {
            level: Level::Impact(interval.impact()),
            from: interval.start(),
            until: interval.end(),
        };
        let at = |level, from, until| vec![Span { level, from, until }];
        match cause {
            Cause::Incident(ix) => {
                let view = self.status.incident(ix);
                let own = view.intervals().iter().filter(|(other, _)| *other == service);
                let spans: Vec<Span> = own.map(|(_, interval)| of(interval)).collect();
                let ongoing =
                    view.current_impacts().get(service).is_some_and(|now| now != Impact::Operational);
                if !spans.is_empty() {
                    return Some(Hit { cause, occurrence, spans, ongoing, note: "" });
                }
                let started = view.started();
                let note = if view.end() == End::Unknown { "end not recorded" } else { "no impact" };
                let named = view.impact() != Indicator::None;
                let named = view.named().get(service).filter(|_| named).unwrap_or(Impact::Operational);
                let spans = at(Level::Uncounted(named), started, started);
                Some(Hit { cause, occurrence, spans, ongoing: false, note })
            }
            Cause::Maintenance(ix) => {
                let one = &self.status.maintenance_at(ix).occurrences()[occurrence];
                let spans: Vec<Span> = one.intervals().iter().map(of).collect();
                let ongoing = one.is_in_progress();
                match one.state() {
                    _ if !spans.is_empty() => Some(Hit { cause, occurrence, spans, ongoing, note: "" }),
                    MaintenanceState::Scheduled => {
                        let spans = at(Level::Planned, one.scheduled_for(), one.scheduled_until());
                        Some(Hit { cause, occurrence, spans, ongoing, note: "scheduled" })
                    }
                    _ => None,
                }
            }
        }
    }

    fn lane(
        &self,
        ix: Option<ServiceIx>,
        window: &Window<'_>,
        hits: &[Hit],
        seen: &mut HashSet<Listed>,
    ) -> LaneView {
        let scale = window.scale;
        let ends: Vec<_> = hits.iter().map(Hit::ends).collect();
        let rows = rows(&ends, ROWS);
        let count = rows.iter().copied().max().map_or(1, |most| most + 1);
        let height = LANE * i64::try_from(count).unwrap_or(1);
        let marks = hits.iter().zip(&rows).map(|(hit, row)| {
            let base = height - LANE * i64::try_from(*row).unwrap_or(0);
            let link = self.cause_link(hit.cause);
            LaneMark {
                text: format!("{}: {}", link.text, self.sentence(hit)),
                href: link.href,
                again: !seen.insert((hit.cause, hit.occurrence)),
                paths: paths(&visible(&hit.spans, window), scale, base),
            }
        });
        let now = window.now;
        LaneView {
            name: String::new(),
            href: None,
            view_box: format!("0 0 {} {height}", scale.width()),
            height,
            grid: None,
            ok: ix.map_or_else(String::new, |ix| self.worked(ix, window, height - 1)),
            marks: marks.collect(),
            now: (window.from <= now && now < window.until).then(|| format!("M{} 0v{height}", scale.at(now))),
        }
    }

    /// The line of the time in which a service worked.
    fn worked(&self, ix: ServiceIx, window: &Window<'_>, y: i64) -> String {
        let status = self.status.service(ix);
        let from = status.since().map_or(window.from, |since| since.max(window.from));
        let intervals = status.timeline().within(window.from, window.until).iter();
        let taken = intervals.map(|interval| (interval.start(), interval.end()));
        untouched(from, window.now.min(window.until), taken, window.scale, y)
    }

    /// `partial outage, 20 Nov 2026, 09:52 – 10:41 WET, 49 minutes`.
    fn sentence(&self, hit: &Hit) -> String {
        let (from, until) = hit.ends();
        if from == until {
            return format!("{}, {}", hit.note, self.time(from).text);
        }
        let worst = hit.spans.iter().filter_map(|span| match span.level {
            Level::Impact(impact) => Some(impact),
            Level::Planned | Level::Uncounted(_) => None,
        });
        let what = worst.max().map_or_else(|| hit.note.to_owned(), |worst| worst.label().to_lowercase());
        if hit.ongoing {
            return format!("{what}, since {}", self.time(from).text);
        }
        let (start, end) = crate::plan::views::TimeView::window(from, until, self.status.zone());
        format!("{what}, {} – {}, {}", start.text, end.text, DurationView::new(until - from).text)
    }

    fn rows(&self, lane: &str, hits: &[Hit]) -> Vec<TimelineRow> {
        let of_hit = |hit: &Hit| {
            let last = hit.spans.len().saturating_sub(1);
            let row = |(n, span): (usize, &Span)| {
                let ongoing = hit.ongoing && n == last;
                let known = span.from < span.until && !ongoing;
                TimelineRow {
                    lane: lane.to_owned(),
                    source: self.cause_link(hit.cause),
                    impact: match span.level {
                        Level::Impact(impact) => impact.into(),
                        Level::Planned => MaintenanceState::Scheduled.into(),
                        Level::Uncounted(named) => named.into(),
                    },
                    from: self.time(span.from),
                    until: known.then(|| self.time(span.until)),
                    no_end: if known {
                        ""
                    } else if ongoing {
                        "ongoing"
                    } else {
                        hit.note
                    }
                    .to_owned(),
                    duration: known.then(|| DurationView::new(span.until - span.from)),
                }
            };
            hit.spans.iter().enumerate().map(row).collect::<Vec<_>>()
        };
        hits.iter().flat_map(of_hit).collect()
    }
}

/// The spans that have something to show in a window.
fn visible(spans: &[Span], window: &Window<'_>) -> Vec<Span> {
    let inside = |span: &&Span| {
        span.from < window.until
            && (span.until > window.from || (span.from == span.until && span.from >= window.from))
    };
    spans.iter().filter(inside).copied().collect()
}

/// The number of a day below its middle.
fn label(day: u32, scale: &Scale, start: Instant, offset: TimeDelta) -> AxisLabel {
    AxisLabel {
        x: scale.percent(start + offset + TimeDelta::hours(12)),
        anchor: "middle".to_owned(),
        text: day.to_string(),
        minor: !(day - 1).is_multiple_of(7),
    }
}
