//! The table of all services' uptime, and how it is counted.

use chrono::Months;

use super::Pages;
use super::service::{BAR_DAYS, decimal, month_anchor};
use crate::model::{Impact, ServiceIx};
use crate::plan::views::{TermView, UptimeCell, UptimeGroup, UptimePage, UptimeRow};
use crate::routes;
use crate::status::Period;
use crate::time::month_of;

/// How many months the table goes back.
const MONTHS: u32 = 12;

impl Pages<'_> {
    /// The table of all services' uptime.
    #[must_use]
    pub fn uptime(&self) -> UptimePage {
        let this_month = month_of(self.status.zone().day(self.status.now()));
        let months: Vec<_> =
            (0..MONTHS).filter_map(|back| this_month.checked_sub_months(Months::new(back))).collect();
        let named = months.iter().map(|month| month.format("%b %Y").to_string());
        let columns: Vec<String> = [format!("{BAR_DAYS} days")].into_iter().chain(named).collect();
        let config = self.config();
        let row = |ix: ServiceIx| {
            let service = &config.services[ix.0];
            let address = routes::service(&service.id);
            let periods = self.status.months(ix);
            let of_month = months.iter().map(|month| {
                let period = periods.iter().find(|period| period.first_day() == *month);
                month_cell(period, &address)
            });
            let cells = [self.bar_cell(ix)].into_iter().chain(of_month).collect();
            UptimeRow { name: service.name.clone(), href: address.clone(), cells }
        };
        let rows = |group: Option<usize>| -> Vec<UptimeRow> {
            config.services().filter(|(_, service)| service.group == group).map(|(ix, _)| row(ix)).collect()
        };
        let span = columns.len() + 1;
        let grouped = config.groups.iter().enumerate();
        let grouped = grouped.map(|(n, group)| UptimeGroup {
            name: Some(group.name.clone()),
            span,
            rows: rows(Some(n)),
        });
        let rest = UptimeGroup { name: None, span, rows: rows(None) };
        UptimePage {
            root: routes::root_from(routes::UPTIME),
            page: self.head_as_of_now(
                routes::UPTIME,
                "Uptime",
                "How available each service was, by month, and how that is counted.",
                Some(routes::UPTIME),
            ),
            columns,
            groups: grouped.chain([rest]).filter(|group| !group.rows.is_empty()).collect(),
            heat: self.last_year(),
            explanation: self.explanation(),
        }
    }

    fn bar_cell(&self, ix: ServiceIx) -> UptimeCell {
        let uptime = self.uptime_of_bar(ix);
        let worst = self.status.days(ix, BAR_DAYS).iter().map(Period::worst).max();
        let counted = uptime.href.is_some();
        UptimeCell {
            text: if counted { uptime.text } else { "–".to_owned() },
            href: uptime.href,
            class: class(worst.filter(|_| counted)),
        }
    }

    fn explanation(&self) -> Vec<String> {
        let weights = &self.config().weights;
        let share = |impact: Impact| decimal(weights.of(impact));
        vec![
            format!(
                "Each second counts by the worst impact on the service then: a second of major outage counts as {} \
                 of a second lost, of partial outage {}, of degraded performance {}, of maintenance {}. Incidents \
                 that overlap are not counted twice.",
                share(Impact::MajorOutage),
                share(Impact::PartialOutage),
                share(Impact::DegradedPerformance),
                share(Impact::UnderMaintenance),
            ),
            format!(
                "Days begin and end in the time zone {}. Time before a service was first offered does not count. \
                 What was reported afterwards counts on the days on which it happened; a false alarm does not count.",
                self.status.zone().name(),
            ),
            "Percentages are cut off after two decimals, never rounded up. Each links to what it was counted from."
                .to_owned(),
        ]
    }
}

fn month_cell(period: Option<&Period>, service: &str) -> UptimeCell {
    let counted = period.and_then(|period| Some((period, period.uptime()?)));
    match counted {
        Some((period, uptime)) => UptimeCell {
            text: uptime.to_string(),
            href: Some(format!("{service}#{}", month_anchor(period))),
            class: class(Some(period.worst())),
        },
        None => UptimeCell { text: "–".to_owned(), href: None, class: class(None) },
    }
}

fn class(worst: Option<Impact>) -> String {
    worst.map_or("none", |impact| TermView::from(impact).class).to_owned()
}
