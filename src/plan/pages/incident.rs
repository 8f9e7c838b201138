//! An incident's page.

use super::{Pages, SUMMARY_BYTES};
use crate::model::IncidentState;
use crate::plan::views::{DurationView, IncidentPage, LinkView, Mark, Postmortem};
use crate::routes;
use crate::status::{Cause, End, IncidentIx, IncidentView};

impl Pages<'_> {
    /// The page of an incident.
    #[must_use]
    pub fn incident(&self, ix: IncidentIx) -> IncidentPage {
        let view = self.status.incident(ix);
        let incident = view.incident();
        let address = routes::incident(incident.slug());
        let root = routes::root_from(&address);
        let (ended, no_end) = match view.end() {
            End::At(end) => (Some(end), ""),
            End::Ongoing => (None, "Ongoing"),
            End::Unknown => (None, "End not recorded"),
        };
        let newest =
            view.updates().last().map(|update| update.body.plain_up_to(SUMMARY_BYTES)).unwrap_or_default();
        let description = if newest.is_empty() { incident.title().to_owned() } else { newest };
        IncidentPage {
            page: self.head(&address, incident.title(), description, Some(routes::HISTORY)),
            title: incident.title().to_owned(),
            impact: view.impact().into(),
            state: view.state().into(),
            services: self.service_impacts(view.named()),
            started: self.time(view.started()),
            ended: ended.map(|at| self.time(at)),
            no_end: no_end.to_owned(),
            duration: ended.map(|at| DurationView::new(at - view.started())),
            next_update: self.promise(view),
            marks: self.marks(view),
            updates: self.updates(view.updates(), &address, &root),
            postmortem: view.postmortem().map(|text| Postmortem {
                published: incident.postmortem_published().map(|at| self.time(at)),
                body_html: text.fill(&root, ""),
            }),
            previous: self.neighbour(ix.0 + 1),
            next: ix.0.checked_sub(1).and_then(|after| self.neighbour(after)),
            root,
        }
    }

    fn marks(&self, view: &IncidentView<'_>) -> Vec<Mark> {
        let mut marks = Vec::new();
        if view.incident().is_retroactive() {
            let text = "Reported afterwards, on".to_owned();
            marks.push(Mark { text, time: Some(self.time(view.shown_from())) });
        }
        if view.state() == IncidentState::FalseAlarm {
            let text = "This was a false alarm. It does not count towards uptime.".to_owned();
            marks.push(Mark { text, time: None });
        }
        marks
    }

    /// The incident at a position, which counts from the newest.
    fn neighbour(&self, position: usize) -> Option<LinkView> {
        let view = self.status.incidents().get(position)?;
        Some(self.cause_link(Cause::Incident(view.ix())))
    }
}
