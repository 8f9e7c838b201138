//! The archive seen by service and by impact: plain pages, one per year, so that their number stays small and each is
//! read at once.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::archive::{Listed, summary};
use super::{Pages, counted, turns};
use crate::model::{Config, Indicator, ServiceIx, Term};
use crate::plan::views::{Choice, DayEntry, FilterPage, FilterView, SearchPage, TermView};
use crate::routes;
use crate::status::{Cause, Status};

/// What a filter lets through.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Subject {
    /// What names a service.
    Service(ServiceIx),
    /// What was as bad as this.
    Impact(Indicator),
}

/// A page of a filter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filter {
    subject: Subject,
    /// `None`: the newest.
    year: Option<i32>,
}

/// Everything by subject and year.
pub struct Filters {
    by_subject: BTreeMap<Subject, BTreeMap<i32, Vec<Listed>>>,
    all: Vec<Filter>,
}

impl Filters {
    pub(super) fn new(status: &Status<'_>) -> Self {
        let mut by_subject: BTreeMap<Subject, BTreeMap<i32, Vec<Listed>>> = BTreeMap::new();
        // Every service and every impact has a page, so that addresses can be relied on.
        let services = (0..status.site().config.services.len()).map(|n| Subject::Service(ServiceIx(n)));
        for subject in services.chain(Indicator::ALL.iter().copied().map(Subject::Impact)) {
            by_subject.entry(subject).or_default();
        }
        let mut put = |subject, year, listed| {
            by_subject.entry(subject).or_default().entry(year).or_default().push(listed);
        };
        for view in status.incidents() {
            let (year, listed) = (status.zone().day(view.started()).year(), (Cause::Incident(view.ix()), 0));
            put(Subject::Impact(view.impact()), year, listed);
            view.named().iter().for_each(|(service, _)| put(Subject::Service(service), year, listed));
        }
        for view in status.maintenance() {
            for (n, one) in view.listed() {
                let year = status.zone().day(one.scheduled_for()).year();
                let listed = (Cause::Maintenance(view.ix()), n);
                put(Subject::Impact(Indicator::Maintenance), year, listed);
                let services = view.maintenance().services().iter();
                services.for_each(|service| put(Subject::Service(*service), year, listed));
            }
        }
        let mut all = Vec::new();
        for (subject, years) in &by_subject {
            all.push(Filter { subject: *subject, year: None });
            // The newest year stands at the subject's own address.
            all.extend(
                years.keys().rev().skip(1).map(|year| Filter { subject: *subject, year: Some(*year) }),
            );
        }
        Self { by_subject, all }
    }

    /// Every page.
    #[must_use]
    pub fn all(&self) -> &[Filter] {
        &self.all
    }

    /// Where a page stands.
    #[must_use]
    pub fn address(&self, config: &Config, filter: &Filter) -> String {
        match filter.subject {
            Subject::Service(ix) => routes::history_of_service(&config.services[ix.0].id, filter.year),
            Subject::Impact(impact) => routes::history_of_impact(impact.as_str(), filter.year),
        }
    }

    /// What stands on a page, and of which year that is.
    pub(super) fn shown(&self, filter: &Filter) -> Option<(i32, &[Listed])> {
        self.years(filter.subject).find(|(year, _)| filter.year.is_none_or(|wanted| wanted == *year))
    }

    /// How much there is of each subject in each year.
    pub(super) fn counts(&self) -> Vec<Vec<(i32, usize)>> {
        let of =
            |years: &BTreeMap<i32, Vec<Listed>>| years.iter().map(|(year, all)| (*year, all.len())).collect();
        self.by_subject.values().map(of).collect()
    }

    fn years(&self, subject: Subject) -> impl DoubleEndedIterator<Item = (i32, &[Listed])> {
        let years = self.by_subject.get(&subject).into_iter().flatten();
        years.rev().map(|(year, causes)| (*year, causes.as_slice()))
    }

    fn count(&self, subject: Subject) -> usize {
        self.years(subject).map(|(_, causes)| causes.len()).sum()
    }
}

impl Pages<'_> {
    /// A page of a filter.
    #[must_use]
    pub fn filter(&self, filter: &Filter) -> FilterPage {
        let address = self.choices().address(self.config(), filter);
        let years: Vec<(i32, &[Listed])> = self.choices().years(filter.subject).collect();
        let name = self.name(filter.subject);
        let (title, causes) = match self.choices().shown(filter) {
            Some((year, causes)) => (format!("{name}, {year}"), causes),
            None => (name, &[][..]),
        };
        let summary =
            if causes.is_empty() { "Nothing has been recorded.".to_owned() } else { summary(causes.iter()) };
        let choice = |(n, (year, causes)): (usize, &(i32, &[Listed]))| {
            let of_year = Filter { year: (n > 0).then_some(*year), ..filter.clone() };
            Choice {
                href: self.choices().address(self.config(), &of_year),
                text: year.to_string(),
                count: Some(causes.len()),
                here: of_year == *filter,
            }
        };
        let entries: Vec<DayEntry> = {
            let mut dated: Vec<DayEntry> =
                causes.iter().map(|(cause, n)| self.entry_on_date(*cause, *n)).collect();
            dated.sort_by(|a, b| b.started.iso.cmp(&a.started.iso));
            dated
        };
        FilterPage {
            root: routes::root_from(&address),
            page: self.head(&address, &title, &format!("{title}: {summary}"), Some(routes::HISTORY)),
            title,
            summary,
            years: if years.len() > 1 { years.iter().enumerate().map(choice).collect() } else { Vec::new() },
            turns: turns::words_for(entries.iter()),
            entries,
            filters: self.filters(Some(filter)),
        }
    }

    /// The search.
    #[must_use]
    pub fn search(&self) -> SearchPage {
        let months = self.archive.months();
        let all = months.iter().flat_map(super::Month::entries);
        let text = match counted(all.count(), "entry", "entries") {
            none if months.is_empty() => format!("There is nothing to find yet: {none}."),
            count => format!("Titles, updates and post-mortems of everything in the history, {count}."),
        };
        SearchPage {
            root: routes::root_from(routes::SEARCH),
            page: self.head(routes::SEARCH, "Search", &text, Some(routes::HISTORY)),
            title: "Search the history".to_owned(),
            text,
        }
    }

    /// The ways to see only a part of the archive; `here` is the page that shows them.
    pub(super) fn filters(&self, here: Option<&Filter>) -> Vec<FilterView> {
        let choice = |subject: Subject| {
            let filter = Filter { subject, year: None };
            Choice {
                href: self.choices().address(self.config(), &filter),
                text: self.name(subject),
                count: Some(self.choices().count(subject)),
                here: here == Some(&filter),
            }
        };
        let services = self.config().services().map(|(ix, _)| choice(Subject::Service(ix))).collect();
        let impacts = Indicator::ALL.iter().rev().map(|impact| choice(Subject::Impact(*impact)));
        vec![
            FilterView {
                name: "By impact".to_owned(),
                choices: impacts.filter(|choice| choice.count > Some(0)).collect(),
            },
            FilterView { name: "By service".to_owned(), choices: services },
        ]
        .into_iter()
        .filter(|filter| !filter.choices.is_empty())
        .collect()
    }

    fn name(&self, subject: Subject) -> String {
        match subject {
            Subject::Service(ix) => self.config().services[ix.0].name.clone(),
            Subject::Impact(impact) => TermView::from(impact).label.to_owned(),
        }
    }
}
