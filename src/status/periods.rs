//! The calendar over the timelines: days, months and years of a service, and the log of the last days.
//!
//! Days are cut in the site's zone, where one has 23, 24 or 25 hours and may not begin at midnight; months and years
//! are made of days.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::uptime::{ImpactSeconds, Uptime};
use super::{Cause, End, IncidentIx, Status};
use crate::model::{Impact, ServiceIx};
use crate::time::{Instant, Zone, month_of, next_month};

/// A day, month or year of a service, as far as it has passed.
#[derive(Clone, Debug)]
pub struct Period {
    first_day: NaiveDate,
    start: Instant,
    end: Instant,
    seconds: ImpactSeconds,
    uptime: Option<Uptime>,
}

impl Period {
    /// The day, or the first day of the month or year.
    #[must_use]
    pub fn first_day(&self) -> NaiveDate {
        self.first_day
    }

    /// Its first second.
    #[must_use]
    pub fn start(&self) -> Instant {
        self.start
    }

    /// The first second after it, or `now` when that comes first.
    #[must_use]
    pub fn end(&self) -> Instant {
        self.end
    }

    /// How long the service had which impact in it; nothing before the service's `since` is counted.
    #[must_use]
    pub fn seconds(&self) -> &ImpactSeconds {
        &self.seconds
    }

    /// The worst impact in it.
    #[must_use]
    pub fn worst(&self) -> Impact {
        self.seconds.worst()
    }

    /// The uptime in it; `None` when the service was not offered yet, or nothing of it has passed.
    #[must_use]
    pub fn uptime(&self) -> Option<Uptime> {
        self.uptime
    }
}

/// A day of the site's log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DayLog {
    date: NaiveDate,
    began: Vec<IncidentIx>,
    went_on: Vec<IncidentIx>,
}

impl DayLog {
    /// The day.
    #[must_use]
    pub fn date(&self) -> NaiveDate {
        self.date
    }

    /// The incidents that began on it, newest first.
    #[must_use]
    pub fn began(&self) -> &[IncidentIx] {
        &self.began
    }

    /// The incidents that had begun before it and were not over, newest first.
    #[must_use]
    pub fn went_on(&self) -> &[IncidentIx] {
        &self.went_on
    }
}

impl Status<'_> {
    /// How long a service had which impact in `[from, to)`, cut to what lies between its `since` and `now`.
    #[must_use]
    pub fn seconds(&self, service: ServiceIx, from: Instant, to: Instant) -> ImpactSeconds {
        let (from, to) = self.counted(service, from, to);
        self.service(service).timeline().seconds(from, to)
    }

    /// The uptime of a service in `[from, to)`; `None` when no second of that lies between its `since` and `now`.
    #[must_use]
    pub fn uptime(&self, service: ServiceIx, from: Instant, to: Instant) -> Option<Uptime> {
        Uptime::of(&self.seconds(service, from, to), &self.site().config.weights)
    }

    /// The uptime of a service over the last `days` days, today being one of them.
    #[must_use]
    pub fn uptime_of_last(&self, service: ServiceIx, days: u32) -> Option<Uptime> {
        self.uptime(service, self.zone().day_start(self.first_of_last(days)), self.now())
    }

    /// The last `days` days of a service, today being the last.
    #[must_use]
    pub fn days(&self, service: ServiceIx, days: u32) -> Vec<Period> {
        self.periods(service, self.first_of_last(days), next_day)
    }

    /// The months of a service, from the one in which it was first offered (else: in which anything is on record) to
    /// the one that goes on.
    #[must_use]
    pub fn months(&self, service: ServiceIx) -> Vec<Period> {
        self.periods(service, month_of(self.first_day_of(service)), next_month)
    }

    /// The month of a service that goes on; `None` before the service is offered.
    #[must_use]
    pub fn this_month(&self, service: ServiceIx) -> Option<Period> {
        let today = self.zone().day(self.now());
        self.periods(service, month_of(self.first_day_of(service).max(today)), next_month).pop()
    }

    /// The years of a service, like its [months](Self::months).
    #[must_use]
    pub fn years(&self, service: ServiceIx) -> Vec<Period> {
        let first = month_of(self.first_day_of(service));
        self.periods(service, first.with_month(1).unwrap_or(first), next_year)
    }

    /// What a service was hit by in one of its periods, in the order in which it began to.
    #[must_use]
    pub fn causes(&self, service: ServiceIx, period: &Period) -> Vec<Cause> {
        let (from, to) = self.counted(service, period.start, period.end);
        self.service(service).timeline().causes(from, to)
    }

    /// The last `days` days, newest first, with the incidents of each, false alarms and those reported afterwards
    /// among them. One whose end is not known stands on the day on which it began.
    #[must_use]
    pub fn log(&self, days: u32) -> Vec<DayLog> {
        let cuts: Vec<_> = cuts(self.zone(), self.first_of_last(days), next_day, self.now()).collect();
        let mut log: Vec<_> = cuts
            .iter()
            .map(|(date, ..)| DayLog { date: *date, began: Vec::new(), went_on: Vec::new() })
            .collect();
        for incident in self.incidents() {
            let started = incident.started().min(self.now());
            let begun = cuts.partition_point(|(_, start, _)| *start <= started);
            if let Some(day) = begun.checked_sub(1) {
                log[day].began.push(incident.ix());
            }
            let over = match incident.end() {
                End::Ongoing => cuts.len(),
                End::At(end) => cuts.partition_point(|(_, start, _)| *start < end),
                End::Unknown => begun,
            };
            for day in log.iter_mut().take(over).skip(begun) {
                day.went_on.push(incident.ix());
            }
        }
        log.reverse();
        log
    }

    fn counted(&self, service: ServiceIx, from: Instant, to: Instant) -> (Instant, Instant) {
        let since = self.service(service).since();
        (since.map_or(from, |since| since.max(from)), to.min(self.now()))
    }

    /// The first of the last `days` days.
    fn first_of_last(&self, days: u32) -> NaiveDate {
        let today = self.zone().day(self.now());
        if days == 0 {
            return next_day(today);
        }
        today.checked_sub_days(Days::new(u64::from(days - 1))).unwrap_or(NaiveDate::MIN)
    }

    /// The first day of which a service has anything to tell.
    fn first_day_of(&self, service: ServiceIx) -> NaiveDate {
        let service = self.service(service);
        let recorded = service.timeline().intervals().first().map(super::Interval::start);
        let oldest = self.incidents().last().map(super::IncidentView::started);
        let first = service.since().or(recorded.into_iter().chain(oldest).min());
        self.zone().day(first.unwrap_or(self.now()))
    }

    fn periods(&self, service: ServiceIx, first: NaiveDate, next: fn(NaiveDate) -> NaiveDate) -> Vec<Period> {
        let of = |(first_day, start, end)| self.period(service, first_day, start, end);
        cuts(self.zone(), first, next, self.now()).map(of).collect()
    }

    fn period(&self, service: ServiceIx, first_day: NaiveDate, start: Instant, end: Instant) -> Period {
        let (from, to) = self.counted(service, start, end);
        let seconds = self.service(service).timeline().seconds(from, to);
        Period { first_day, start, end, seconds, uptime: Uptime::of(&seconds, &self.site().config.weights) }
    }
}

/// Periods from the one that begins with the day `first` to the one that goes on at `now`: the first day, the first
/// second, and the first second after it, which is `now` for the last.
fn cuts(
    zone: &Zone,
    first: NaiveDate,
    next: fn(NaiveDate) -> NaiveDate,
    now: Instant,
) -> impl Iterator<Item = (NaiveDate, Instant, Instant)> {
    let mut day = first;
    let mut start = zone.day_start(day);
    std::iter::from_fn(move || {
        if start > now {
            return None;
        }
        let following = next(day);
        let end = zone.day_start(following);
        let cut = (day, start, end.min(now));
        // At the end of the calendar no day follows: the day goes on for good.
        (day, start) = if following > day { (following, end) } else { (day, Instant::MAX_UTC) };
        Some(cut)
    })
}

fn next_day(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(NaiveDate::MAX)
}

fn next_year(day: NaiveDate) -> NaiveDate {
    day.checked_add_months(Months::new(12)).unwrap_or(NaiveDate::MAX)
}
