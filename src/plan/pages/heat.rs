//! The calendars of days: a service's years, and the last year of every service.

use chrono::{Datelike, NaiveDate, TimeDelta};

use super::Pages;
use super::service::bar_text;
use crate::model::ServiceIx;
use crate::plan::views::{BarDay, HeatView};
use crate::routes;
use crate::status::Period;

/// A year touches at most this many weeks; the same for all, so that calendars can be compared.
const WEEKS: i64 = 54;
/// The weeks of the last year, the one that goes on among them.
const LAST: i64 = 53;

impl Pages<'_> {
    /// The calendar years of a service, the newest first.
    pub(super) fn years_of(&self, ix: ServiceIx) -> Vec<HeatView> {
        let today = self.today();
        let page = |month: NaiveDate| self.archive.has(month).then(|| routes::month(month));
        let months = self.status.months(ix);
        let first = months.first().map_or(today, Period::first_day);
        let days = self.worst_days(ix, first.with_ordinal(1).unwrap_or(first));
        let mut years: Vec<HeatView> = days
            .chunk_by(|(a, _), (b, _)| a.year() == b.year())
            .map(|days| {
                let year = days[0].0.year();
                let mut view = HeatView::new(days[0].0, WEEKS, days, page);
                view.id = format!("year-{year}");
                view.name = year.to_string();
                let alone: Vec<BarDay> = days.iter().map(|(_, day)| *day).collect();
                view.text = bar_text(&year.to_string(), &alone);
                view
            })
            .collect();
        years.reverse();
        years
    }

    /// The last year of every service.
    pub(super) fn last_year(&self) -> Vec<HeatView> {
        let today = self.today();
        let back = i64::from(today.weekday().num_days_from_monday()) + (LAST - 1) * 7;
        let from = today - TimeDelta::days(back);
        let of_service = |(ix, service): (ServiceIx, &crate::model::Service)| {
            let days = self.worst_days(ix, from);
            let mut view = HeatView::new(from, LAST, &days, |_| None);
            view.id = format!("year-{}", service.id);
            view.name.clone_from(&service.name);
            view.href = Some(routes::service(&service.id));
            let alone: Vec<BarDay> = days.iter().map(|(_, day)| *day).collect();
            view.text = bar_text(&format!("{}, last 53 weeks", service.name), &alone);
            view
        };
        self.config().services().map(of_service).collect()
    }

    fn today(&self) -> NaiveDate {
        self.status.zone().day(self.status.now())
    }

    /// The days from `first` to today with the worst impact of each.
    fn worst_days(&self, ix: ServiceIx, first: NaiveDate) -> Vec<(NaiveDate, BarDay)> {
        let count = (self.today() - first).num_days() + 1;
        let periods = self.status.days(ix, u32::try_from(count).unwrap_or(0));
        periods.iter().map(|period| (period.first_day(), BarDay::of(period))).collect()
    }
}
