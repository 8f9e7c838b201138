//! An incident or a maintenance in one line of a list.

use super::{Pages, turns};
use crate::model::{Impact, Indicator};
use crate::plan::views::{ByClock, DayEntry, DurationView, LinkView};
use crate::routes;
use crate::status::{Cause, End, IncidentView, MaintenanceView};

impl Pages<'_> {
    pub(in crate::plan) fn entry(&self, cause: Cause) -> DayEntry {
        match cause {
            Cause::Incident(_) => self.entry_on_date(cause, 0),
            Cause::Maintenance(ix) => self.entry_on_date(cause, self.status.maintenance_at(ix).focus().0),
        }
    }

    /// One that is listed by its date: of a maintenance that recurs, the time that began then.
    pub(super) fn entry_on_date(&self, cause: Cause, occurrence: usize) -> DayEntry {
        match cause {
            Cause::Incident(ix) => self.incident_entry(self.status.incident(ix)),
            Cause::Maintenance(ix) => self.maintenance_entry(self.status.maintenance_at(ix), occurrence),
        }
    }

    /// The link to an incident or a maintenance.
    pub(super) fn cause_link(&self, cause: Cause) -> LinkView {
        match cause {
            Cause::Incident(ix) => {
                let incident = self.status.incident(ix).incident();
                LinkView { href: routes::incident(incident.slug()), text: incident.title().to_owned() }
            }
            Cause::Maintenance(ix) => {
                let maintenance = self.status.maintenance_at(ix).maintenance();
                LinkView {
                    href: routes::maintenance(maintenance.slug()),
                    text: maintenance.title().to_owned(),
                }
            }
        }
    }

    fn incident_entry(&self, view: &IncidentView<'_>) -> DayEntry {
        let link = self.cause_link(Cause::Incident(view.ix()));
        DayEntry {
            href: link.href,
            title: link.text,
            impact: view.impact().into(),
            state: view.state().into(),
            clock: ByClock::default(),
            started: self.time(view.started()),
            length: length(view),
            services: view.named().iter().map(|(service, _)| self.service_link(service)).collect(),
            mark: view.incident().is_retroactive().then(|| "Reported afterwards".to_owned()),
        }
    }

    fn maintenance_entry(&self, view: &MaintenanceView<'_>, occurrence: usize) -> DayEntry {
        let one = &view.occurrences()[occurrence];
        let link = self.cause_link(Cause::Maintenance(view.ix()));
        let maintenance = view.maintenance();
        DayEntry {
            href: link.href,
            title: link.text,
            impact: Indicator::of_incident(Impact::UnderMaintenance).into(),
            state: one.state().into(),
            clock: turns::of_occurrence(view, occurrence),
            started: self.time(one.scheduled_for()),
            length: DurationView::new(one.scheduled_until() - one.scheduled_for()).text,
            services: maintenance.services().iter().map(|service| self.service_link(*service)).collect(),
            mark: None,
        }
    }
}

/// How long customers were affected, in words.
fn length(view: &IncidentView<'_>) -> String {
    match view.end() {
        End::Ongoing => "ongoing".to_owned(),
        End::Unknown => "end not recorded".to_owned(),
        End::At(_) => view.lasted().map_or_else(String::new, |lasted| DurationView::new(lasted).text),
    }
}
