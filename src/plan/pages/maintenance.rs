//! A maintenance's page, and its card on the home page.

use super::{Pages, SUMMARY_BYTES, repeats, turns};
use crate::model::MaintenanceState;
use crate::plan::views::{
    DurationView, LinkView, MaintenanceCard, MaintenancePage, OccurrenceView, TimeView, WorkView,
};
use crate::routes;
use crate::status::{Cause, Interval, MaintenanceIx, MaintenanceView, Occurrence};

/// How many past dates of one maintenance a page lists; the archive has them all.
pub(super) const PAST_DATES: usize = 52;

impl Pages<'_> {
    /// The page of a maintenance.
    #[must_use]
    pub fn maintenance(&self, ix: MaintenanceIx) -> MaintenancePage {
        let view = self.status.maintenance_at(ix);
        let maintenance = view.maintenance();
        let address = routes::maintenance(maintenance.slug());
        let root = routes::root_from(&address);
        let said = view.updates().last().map_or_else(|| maintenance.body(), |update| &update.body);
        let said = said.plain_up_to(SUMMARY_BYTES);
        let (from, until) = self.window(view.focus().1);
        let (next_dates, past_dates, earlier) = self.dates(view);
        let description = if said.is_empty() { maintenance.title().to_owned() } else { said };
        let neighbour = |position: usize| -> Option<LinkView> {
            let view = self.status.maintenance().get(position)?;
            Some(self.cause_link(Cause::Maintenance(view.ix())))
        };
        // Whoever waits for it wants to see when it was last looked at.
        let head = if view.state().is_closed() { Self::head } else { Self::head_as_of_now };
        let mut page = head(self, &address, maintenance.title(), &description, Some(routes::HISTORY));
        page.linked_data_html = self.maintenance_data(view);
        MaintenancePage {
            page,
            title: maintenance.title().to_owned(),
            state: view.state().into(),
            services: self.worked_on(view),
            from,
            until,
            clock: turns::by_clock(view),
            turns: (!view.state().is_closed()).then(turns::words),
            duration: planned(view),
            worked: self.took_place(view.focus().1),
            repeats: maintenance.repeat().map(repeats),
            next_dates,
            past_dates,
            earlier,
            body_html: maintenance.body().fill(&root, ""),
            updates: self.updates(view.updates(), &address, &root),
            previous: neighbour(ix.0 + 1),
            next: ix.0.checked_sub(1).and_then(neighbour),
            root,
        }
    }

    pub(super) fn maintenance_card(&self, view: &MaintenanceView<'_>, root: &str) -> MaintenanceCard {
        let maintenance = view.maintenance();
        let (_, focus) = view.focus();
        let said = focus.updates().last().map(|update| &update.body);
        // Of one that recurs, the announcement belongs to its first time, and is still what is planned.
        let announced = view.updates().first().filter(|first| first.state == MaintenanceState::Scheduled);
        let texts = [said, Some(maintenance.body()), announced.map(|first| &first.body)];
        let text = texts.into_iter().flatten().find(|body| !body.is_empty());
        let (from, until) = self.window(focus);
        MaintenanceCard {
            slug: maintenance.slug().to_string(),
            href: routes::maintenance(maintenance.slug()),
            title: maintenance.title().to_owned(),
            state: view.state().into(),
            services: self.worked_on(view),
            from,
            until,
            clock: turns::by_clock(view),
            duration: planned(view),
            repeats: maintenance.repeat().map(repeats),
            body_html: text.map_or_else(String::new, |body| body.fill(root, "")),
        }
    }

    fn window(&self, one: &Occurrence<'_>) -> (TimeView, TimeView) {
        TimeView::window(one.scheduled_for(), one.scheduled_until(), self.status.zone())
    }

    /// The dates of one that recurs: to come, past, and where the earlier ones are.
    fn dates(
        &self,
        view: &MaintenanceView<'_>,
    ) -> (Vec<OccurrenceView>, Vec<OccurrenceView>, Option<LinkView>) {
        if view.maintenance().repeat().is_none() {
            return (Vec::new(), Vec::new(), None);
        }
        let now = self.status.now();
        let to_come = |(_, one): &(usize, &Occurrence<'_>)| {
            one.scheduled_for() > now
                || matches!(one.state(), MaintenanceState::Scheduled)
                || one.is_in_progress()
        };
        let date = |(n, one): (usize, &Occurrence<'_>)| {
            let (from, until) = self.window(one);
            OccurrenceView {
                from,
                until,
                state: one.state().into(),
                worked: self.took_place(one),
                clock: turns::of_occurrence(view, n),
            }
        };
        let (next, past): (Vec<_>, Vec<_>) = view.occurrences().iter().enumerate().partition(to_come);
        let earlier = past.len().saturating_sub(PAST_DATES);
        let earlier = (earlier > 0).then(|| LinkView {
            href: routes::HISTORY.to_owned(),
            text: format!("{earlier} earlier ones are in the history"),
        });
        let past = past.into_iter().rev().take(PAST_DATES);
        (next.into_iter().map(date).collect(), past.map(date).collect(), earlier)
    }

    /// When work really went on, once it is over and unless that was as planned.
    fn took_place(&self, one: &Occurrence<'_>) -> Vec<WorkView> {
        let planned =
            |work: &Interval| (work.start(), work.end()) == (one.scheduled_for(), one.scheduled_until());
        let work = one.intervals();
        if !one.state().is_closed() || work.iter().any(planned) {
            return Vec::new();
        }
        let view = |work: &Interval| {
            let (from, until) = TimeView::window(work.start(), work.end(), self.status.zone());
            WorkView { from, until, duration: DurationView::new(work.end() - work.start()) }
        };
        work.iter().map(view).collect()
    }

    fn worked_on(&self, view: &MaintenanceView<'_>) -> Vec<LinkView> {
        view.maintenance().services().iter().map(|service| self.service_link(*service)).collect()
    }
}

fn planned(view: &MaintenanceView<'_>) -> DurationView {
    DurationView::new(view.scheduled_until() - view.scheduled_for())
}
