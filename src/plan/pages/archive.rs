//! The archive: everything by the month in which it began, the index of all years, and the lists of days.

use std::collections::{BTreeMap, HashSet};

use chrono::{Datelike, Days, NaiveDate};

use super::{Pages, counted, turns};
use crate::model::Extra;
use crate::plan::views::{DaysView, HistoryPage, LinkView, MonthLink, MonthPage, YearView};
use crate::routes;
use crate::status::{Cause, Status};
use crate::time::{month_of, next_month};

/// The archive's months in which something began, oldest first.
pub struct Archive {
    months: Vec<Month>,
}

/// A month in which something began.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Month {
    /// Its first day.
    pub first: NaiveDate,
    /// What began in it, by day; the newest of a day first.
    days: BTreeMap<NaiveDate, Vec<Listed>>,
}

/// What began on a day: an incident, or a maintenance with the position of the time that began then. A maintenance that
/// recurs is listed on each day on which it took place, and on the one on which it does so next.
pub(super) type Listed = (Cause, usize);

impl Month {
    pub(super) fn entries(&self) -> impl Iterator<Item = &Listed> {
        self.days.values().flatten()
    }

    /// What began on each of its days.
    pub(super) fn days(&self) -> impl Iterator<Item = (NaiveDate, &Vec<Listed>)> {
        self.days.iter().map(|(day, listed)| (*day, listed))
    }

    /// `3 incidents, 1 maintenance window`.
    fn summary(&self) -> String {
        summary(self.entries())
    }
}

pub(super) fn summary<'a>(entries: impl Iterator<Item = &'a Listed>) -> String {
    let (incidents, maintenance): (Vec<&Listed>, Vec<&Listed>) =
        entries.partition(|(cause, _)| matches!(cause, Cause::Incident(_)));
    let mut parts = Vec::new();
    if !incidents.is_empty() {
        parts.push(counted(incidents.len(), "incident", "incidents"));
    }
    if !maintenance.is_empty() {
        parts.push(counted(maintenance.len(), "maintenance window", "maintenance windows"));
    }
    if parts.is_empty() { "quiet".to_owned() } else { parts.join(", ") }
}

impl Archive {
    pub(super) fn new(status: &Status<'_>) -> Self {
        let mut months: BTreeMap<NaiveDate, BTreeMap<NaiveDate, Vec<Listed>>> = BTreeMap::new();
        let incidents =
            status.incidents().iter().map(|view| (view.started(), (Cause::Incident(view.ix()), 0)));
        let maintenance = status.maintenance().iter().flat_map(|view| {
            view.listed().map(|(n, one)| (one.scheduled_for(), (Cause::Maintenance(view.ix()), n)))
        });
        let mut entries: Vec<_> = incidents.chain(maintenance).collect();
        entries.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        for (at, cause) in entries {
            let day = status.zone().day(at);
            months.entry(month_of(day)).or_default().entry(day).or_default().push(cause);
        }
        Self { months: months.into_iter().map(|(first, days)| Month { first, days }).collect() }
    }

    /// The months, oldest first.
    #[must_use]
    pub fn months(&self) -> &[Month] {
        &self.months
    }

    /// Whether the month that begins with `first` has a page.
    pub(super) fn has(&self, first: NaiveDate) -> bool {
        self.months.binary_search_by_key(&first, |month| month.first).is_ok()
    }

    /// What began in the month that begins with `first`.
    pub(super) fn began_in(&self, first: NaiveDate) -> impl Iterator<Item = Listed> {
        let month = self.months.binary_search_by_key(&first, |month| month.first).ok();
        month.into_iter().flat_map(|at| self.months[at].entries().copied())
    }

    /// What began on `day`.
    fn on(&self, day: NaiveDate) -> &[Listed] {
        let month = self.months.binary_search_by_key(&month_of(day), |month| month.first);
        month.ok().and_then(|at| self.months[at].days.get(&day)).map_or(&[], Vec::as_slice)
    }
}

impl Pages<'_> {
    /// The index of all years.
    #[must_use]
    pub fn history(&self) -> HistoryPage {
        let months = &self.archive.months;
        let all = months.iter().flat_map(Month::entries);
        let summary = match months.first() {
            Some(first) => format!("{} since {}", summary(all), first.first.format("%B %Y")),
            None => "Nothing has been recorded yet.".to_owned(),
        };
        let description = format!("Everything that went wrong before: {summary}");
        HistoryPage {
            root: routes::root_from(routes::HISTORY),
            page: self.head(routes::HISTORY, "History", &description, Some(routes::HISTORY)),
            summary,
            search: self
                .extras()
                .have(Extra::Search)
                .then(|| LinkView { href: routes::SEARCH.to_owned(), text: "Search the history".to_owned() }),
            filters: self.filters(None),
            years: self.years(),
        }
    }

    fn years(&self) -> Vec<YearView> {
        let months = &self.archive.months;
        let (Some(first), Some(last)) = (months.first(), months.last()) else { return Vec::new() };
        let newest = month_of(self.status.zone().day(self.status.now())).max(last.first);
        let mut years = Vec::new();
        for year in (first.first.year()..=newest.year()).rev() {
            let of_year: Vec<&Month> = months.iter().filter(|month| month.first.year() == year).collect();
            let from = first.first.max(NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(first.first));
            let mut links: Vec<MonthLink> =
                std::iter::successors(Some(from), |month| Some(next_month(*month)))
                    .take_while(|month| month.year() == year && *month <= newest)
                    .map(|month| month_link(month, &of_year))
                    .collect();
            links.reverse();
            let entries = of_year.iter().flat_map(|month| month.entries());
            years.push(YearView { year: year.to_string(), summary: summary(entries), months: links });
        }
        years
    }

    /// The page of the archive's `n`th month.
    #[must_use]
    pub fn month(&self, n: usize) -> MonthPage {
        let months = &self.archive.months;
        let month = &months[n];
        let address = routes::month(month.first);
        let title = month.first.format("%B %Y").to_string();
        let summary = month.summary();
        let today = self.status.zone().day(self.status.now());
        let last = next_month(month.first).pred_opt().unwrap_or(month.first);
        // The month that goes on ends today, unless something is announced for later in it.
        let announced = month.days.keys().next_back().copied().unwrap_or(last);
        let last = last.min(today.max(announced));
        let days = days_back(last, month.first).map(|day| (day, self.archive.on(day).to_vec()));
        let link = |month: &Month| LinkView {
            href: routes::month(month.first),
            text: month.first.format("%B %Y").to_string(),
        };
        let days = self.days(&days.collect::<Vec<_>>());
        MonthPage {
            root: routes::root_from(&address),
            page: self.head(&address, &title, &format!("{title}: {summary}"), Some(routes::HISTORY)),
            title,
            summary,
            turns: turns::words_for(days.iter().flat_map(|day| &day.entries)),
            days,
            timeline: self.month_timeline(month.first),
            previous: n.checked_sub(1).map(|before| link(&months[before])),
            next: months.get(n + 1).map(link),
        }
    }

    /// The last `count` days: what began on each, and what went on from before.
    pub(super) fn recent(&self, count: u32) -> Vec<DaysView> {
        let days = self.status.log(count).into_iter().map(|log| {
            let shown: HashSet<Cause> = log.began().iter().map(|ix| Cause::Incident(*ix)).collect();
            let began = self.archive.on(log.date()).iter().copied();
            let began: Vec<Listed> = began
                .filter(|(cause, _)| shown.contains(cause) || matches!(cause, Cause::Maintenance(_)))
                .collect();
            let went_on = log.went_on().iter().map(|ix| (Cause::Incident(*ix), 0));
            (log.date(), began.into_iter().chain(went_on).collect())
        });
        self.days(&days.collect::<Vec<_>>())
    }

    /// Days with their entries, newest first; neighbouring quiet ones become one line.
    fn days(&self, days: &[(NaiveDate, Vec<Listed>)]) -> Vec<DaysView> {
        let mut views = Vec::new();
        for run in days.chunk_by(|(_, a), (_, b)| a.is_empty() && b.is_empty()) {
            let (newest, causes) = &run[0];
            let oldest = run.last().map_or(*newest, |(day, _)| *day);
            views.push(if causes.is_empty() {
                DaysView { text: quiet(oldest, *newest), iso: iso(oldest), quiet: true, entries: Vec::new() }
            } else {
                DaysView {
                    text: newest.format("%A, %-d %B %Y").to_string(),
                    iso: iso(*newest),
                    quiet: false,
                    entries: causes.iter().map(|(cause, n)| self.entry_on_date(*cause, *n)).collect(),
                }
            });
        }
        views
    }
}

fn month_link(first: NaiveDate, months: &[&Month]) -> MonthLink {
    let month = months.iter().find(|month| month.first == first);
    MonthLink {
        href: month.map(|month| routes::month(month.first)),
        name: first.format("%B").to_string(),
        summary: month.map_or_else(|| "quiet".to_owned(), |month| month.summary()),
    }
}

fn days_back(last: NaiveDate, first: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let before = |day: &NaiveDate| day.checked_sub_days(Days::new(1));
    std::iter::successors(Some(last), before).take_while(move |day| *day >= first)
}

fn iso(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// `Quiet: 7 November`, `3 quiet days: 7 to 9 November`, `4 quiet days: 30 October to 2 November`.
fn quiet(oldest: NaiveDate, newest: NaiveDate) -> String {
    let count = (newest - oldest).num_days() + 1;
    let last = newest.format("%-d %B");
    if count == 1 {
        return format!("Quiet: {last}");
    }
    let first = if month_of(oldest) == month_of(newest) {
        oldest.format("%-d").to_string()
    } else {
        oldest.format("%-d %B").to_string()
    };
    format!("{count} quiet days: {first} to {last}")
}
