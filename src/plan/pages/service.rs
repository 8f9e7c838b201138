//! A service's page: its status, its bar of days, its uptime by month with the intervals that it was counted from.
//!
//! It grows with the age of a site by a line for each month and not by all that ever happened, which would be two
//! megabytes after ten thousand incidents: what is older stands in the history, and the page leads there.

use chrono::{Months, TimeDelta};

use super::archive::Listed;
use super::maintenance::PAST_DATES;
use super::timeline::MONTHS;
use super::{Pages, brand, counted, turns};
use crate::model::{Impact, Indicator, ServiceIx, Term, Weights};
use crate::plan::calendar::CalendarOf;
use crate::plan::feeds::Series;
use crate::plan::views::{
    BadDay, BarDay, BarView, DayEntry, DurationView, IntervalView, LinkView, PageHead, ServicePage,
    UptimeMonth, UptimeView,
};
use crate::routes;
use crate::status::{Cause, End, Interval, Period};
use crate::time::{Instant, month_of};

/// How many days a bar shows.
pub(in crate::plan) const BAR_DAYS: u32 = 90;
/// How many incidents and maintenance stand on the page, the newest.
const ENTRIES: usize = 50;

/// The anchor of a month on a service's page.
pub(super) fn month_anchor(month: &Period) -> String {
    format!("uptime-{}", month.first_day().format("%Y-%m"))
}

impl Pages<'_> {
    /// The page of a service.
    #[must_use]
    pub fn service(&self, ix: ServiceIx) -> ServicePage {
        let config = self.config();
        let service = &config.services[ix.0];
        let status = self.status.service(ix);
        let address = routes::service(&service.id);
        let mut feeds = self.feed_links(Series::service(ix));
        feeds.extend(self.calendar_link(CalendarOf::Service(ix)));
        let mut page = self.service_head(ix, &address);
        page.feeds.clone_from(&feeds);
        let listed = self.service_causes(ix);
        let entries: Vec<DayEntry> =
            listed.iter().take(ENTRIES).map(|listed| self.service_entry(ix, *listed)).collect();
        let status_turns = self.turns_of(ix);
        let turns = turns::words_for(entries.iter());
        ServicePage {
            root: routes::root_from(&address),
            page,
            name: service.name.clone(),
            group: service.group.map(|group| config.groups[group].name.clone()),
            description: service.description.clone(),
            status: status.impact().into(),
            turns: if status_turns.is_empty() { turns } else { Some(turns::words()) },
            status_turns,
            since: self.current_since(ix).map(|at| self.time(at)),
            bar: self.bar(ix),
            uptime: self.uptime_of_bar(ix),
            timeline: self.service_timeline(ix),
            years: self.years_of(ix),
            counted_since: self.counted_since(ix),
            months: self.uptime_months(ix),
            history: LinkView {
                href: routes::history_of_service(&service.id, None),
                text: if entries.len() < listed.len() {
                    format!("All {} of them by year", listed.len())
                } else {
                    "All of them by year".to_owned()
                },
            },
            entries,
            feeds,
        }
    }

    /// It says when the site was built only while something happens to the service: what happens to others leaves its page
    /// as it is.
    fn service_head(&self, ix: ServiceIx, address: &str) -> PageHead {
        let service = &self.config().services[ix.0];
        let mut head = self.head(address, &service.name, &self.service_description(ix), Some(routes::UPTIME));
        head.as_of = self.is_affected(ix).then(|| self.time(self.status.now()));
        head.version = Some(self.service_version(ix));
        head.version_at = routes::service_build(&service.id);
        if head.icon_is_data {
            head.icon = brand::icon_of(self.status.service(ix).impact());
        }
        head
    }

    fn service_description(&self, ix: ServiceIx) -> String {
        let service = &self.config().services[ix.0];
        let now = self.status.service(ix).impact().label().to_lowercase();
        format!("{}: {now}. {}", service.name, service.description).trim_end().to_owned()
    }

    /// Since when a service has had the impact that it has now.
    fn current_since(&self, ix: ServiceIx) -> Option<Instant> {
        let status = self.status.service(ix);
        let last = status.timeline().intervals().last()?;
        let goes_on = last.impact() == status.impact() && last.end() >= self.status.now();
        goes_on.then(|| last.start())
    }

    fn counted_since(&self, ix: ServiceIx) -> String {
        match self.config().services[ix.0].since {
            Some(since) => format!("Counted since {}.", self.time(since).date),
            None => String::new(),
        }
    }

    /// The bar of the last days, with the same in words.
    pub(super) fn bar(&self, ix: ServiceIx) -> BarView {
        let periods = self.status.days(ix, BAR_DAYS);
        let days: Vec<BarDay> = periods.iter().map(BarDay::of).collect();
        let today = self.status.zone().day(self.status.now());
        let from = periods.first().map_or(today, Period::first_day);
        let until = periods.last().map_or(today, Period::first_day);
        let bad = periods
            .iter()
            .enumerate()
            .rev()
            .filter_map(|(at, period)| self.bad_day(ix, at, period))
            .collect();
        BarView::new(
            &days,
            from.into(),
            until.into(),
            bar_text(&format!("Last {}", counted(days.len(), "day", "days")), &days),
            bad,
        )
    }

    /// A day of the bar, when something was wrong on it.
    fn bad_day(&self, ix: ServiceIx, at: usize, day: &Period) -> Option<BadDay> {
        let impacts = Impact::ALL.iter().copied().filter(|impact| *impact != Impact::Operational);
        let seconds: u64 = impacts.map(|impact| day.seconds().of(impact)).sum();
        (seconds > 0).then(|| BadDay {
            at,
            day: day.first_day().into(),
            impact: day.worst().into(),
            length: DurationView::new(TimeDelta::seconds(i64::try_from(seconds).unwrap_or(i64::MAX))),
            sources: self.status.causes(ix, day).into_iter().map(|cause| self.cause_link(cause)).collect(),
        })
    }

    /// The uptime over the days of the bar.
    pub(super) fn uptime_of_bar(&self, ix: ServiceIx) -> UptimeView {
        match self.status.uptime_of_last(ix, BAR_DAYS) {
            Some(uptime) => {
                let page = routes::service(&self.config().services[ix.0].id);
                UptimeView { text: uptime.to_string(), href: Some(format!("{page}#uptime")) }
            }
            None => UptimeView { text: "Not counted yet".to_owned(), href: None },
        }
    }

    /// Its months, the newest first; the newest of them with what they were counted from.
    fn uptime_months(&self, ix: ServiceIx) -> Vec<UptimeMonth> {
        let months = self.status.months(ix);
        let detailed = MONTHS as usize;
        months.iter().rev().enumerate().map(|(n, month)| self.uptime_month(ix, month, n < detailed)).collect()
    }

    fn uptime_month(&self, ix: ServiceIx, month: &Period, detailed: bool) -> UptimeMonth {
        let timeline = self.status.service(ix).timeline();
        let intervals = timeline.within(month.start(), month.end()).iter().rev().filter(|_| detailed);
        let first = month.first_day();
        UptimeMonth {
            id: month_anchor(month),
            name: first.format("%B %Y").to_string(),
            href: self.archive.has(month_of(first)).then(|| routes::month(month_of(first))),
            uptime: month.uptime().map_or_else(|| "–".to_owned(), |uptime| uptime.to_string()),
            summary: impact_summary(month),
            intervals: intervals.map(|interval| self.interval(ix, interval, month)).collect(),
        }
    }

    /// An interval as far as it lies in `month`.
    fn interval(&self, ix: ServiceIx, interval: &Interval, month: &Period) -> IntervalView {
        let (from, until) = (interval.start().max(month.start()), interval.end().min(month.end()));
        let ongoing = until == self.status.now() && self.status.service(ix).impact() == interval.impact();
        let sources = self.status.service(ix).timeline().causes(from, until);
        IntervalView {
            impact: interval.impact().into(),
            from: self.time(from),
            until: (!ongoing).then(|| self.time(until)),
            no_end: if ongoing { "ongoing".to_owned() } else { String::new() },
            duration: DurationView::new(until - from),
            weight: weight(self.config().weights.of(interval.impact())),
            sources: sources.into_iter().map(|cause| self.cause_link(cause)).collect(),
        }
    }

    /// Its incidents and the dates of its maintenance, the newest first.
    fn service_causes(&self, ix: ServiceIx) -> Vec<Listed> {
        let status = self.status.service(ix);
        let incidents = status
            .incidents()
            .iter()
            .map(|incident| (self.status.incident(*incident).started(), (Cause::Incident(*incident), 0)));
        let maintenance = status.maintenance().iter().flat_map(|maintenance| {
            let times: Vec<_> = self.status.maintenance_at(*maintenance).listed().collect();
            times
                .into_iter()
                .rev()
                .take(PAST_DATES)
                .map(|(n, one)| (one.scheduled_for(), (Cause::Maintenance(*maintenance), n)))
        });
        let mut listed: Vec<(Instant, Listed)> = incidents.chain(maintenance).collect();
        listed.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        listed.into_iter().map(|(_, listed)| listed).collect()
    }

    /// A line about what happened to a service, with the impact on this service.
    fn service_entry(&self, ix: ServiceIx, (cause, n): Listed) -> DayEntry {
        let mut entry = self.entry_on_date(cause, n);
        if let Cause::Incident(incident) = cause {
            let view = self.status.incident(incident);
            if view.impact() != Indicator::None {
                entry.impact = view.named().get(ix).unwrap_or(Impact::Operational).into();
            }
        }
        entry
    }

    /// All causes that the page of a service names or draws one by one.
    pub(super) fn service_named(&self, ix: ServiceIx) -> impl Iterator<Item = Cause> {
        let status = self.status.service(ix);
        let this_month = month_of(self.status.zone().day(self.status.now()));
        let oldest = this_month.checked_sub_months(Months::new(MONTHS - 1)).unwrap_or(this_month);
        let (from, _) = self.bounds(oldest);
        let drawn =
            status.incidents().iter().filter(move |incident| match self.status.incident(**incident).end() {
                End::At(end) => end >= from,
                End::Ongoing | End::Unknown => true,
            });
        let listed = self.service_causes(ix).into_iter().take(ENTRIES).map(|(cause, _)| cause);
        let maintenance = status.maintenance().iter().map(|one| Cause::Maintenance(*one));
        drawn.map(|incident| Cause::Incident(*incident)).chain(listed).chain(maintenance)
    }
}

/// `Last 90 days: 87 days without impact, 2 days degraded performance, 1 day major outage`.
pub(super) fn bar_text(name: &str, days: &[BarDay]) -> String {
    let count = |wanted: BarDay| days.iter().filter(|day| **day == wanted).count();
    let mut parts =
        vec![format!("{} without impact", counted(count(BarDay::Worst(Impact::Operational)), "day", "days"))];
    for impact in Impact::ALL.iter().copied().filter(|impact| *impact != Impact::Operational) {
        match count(BarDay::Worst(impact)) {
            0 => {}
            n => parts.push(format!("{} {}", counted(n, "day", "days"), impact.label().to_lowercase())),
        }
    }
    match count(BarDay::NoRecord) {
        0 => {}
        n => parts.push(format!("{} not counted", counted(n, "day", "days"))),
    }
    format!("{name}: {}", parts.join(", "))
}

/// `49 minutes of partial outage, 2 hours of maintenance`, or that there was none.
fn impact_summary(month: &Period) -> String {
    let lasted = |impact: Impact| {
        let seconds = i64::try_from(month.seconds().of(impact)).unwrap_or(i64::MAX);
        let word = impact.label().to_lowercase();
        (seconds > 0).then(|| format!("{} {word}", DurationView::new(TimeDelta::seconds(seconds)).text))
    };
    let worst_first = Impact::ALL.iter().rev().copied().filter(|impact| *impact != Impact::Operational);
    let parts: Vec<String> = worst_first.filter_map(lasted).collect();
    if parts.is_empty() { "no impact".to_owned() } else { parts.join(", ") }
}

/// How much of an interval counts, in words.
pub(super) fn weight(millionths: u32) -> String {
    match millionths {
        0 => "not counted".to_owned(),
        Weights::ONE => "counted in full".to_owned(),
        part => format!("counted at {}", decimal(part)),
    }
}

/// Millionths as a decimal fraction: `0.3`.
pub(super) fn decimal(millionths: u32) -> String {
    let (whole, part) = (millionths / Weights::ONE, millionths % Weights::ONE);
    let fraction = format!("{part:06}");
    match fraction.trim_end_matches('0') {
        "" => whole.to_string(),
        digits => format!("{whole}.{digits}"),
    }
}
