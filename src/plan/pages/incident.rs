//! An incident's page.

use super::{Pages, SUMMARY_BYTES};
use crate::fragment::Fragment;
use crate::model::IncidentState;
use crate::plan::cards;
use crate::plan::views::{ContentsLine, DurationView, IncidentPage, LinkView, Mark, Postmortem};
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
        // Whoever watches an open incident wants to see when it was last looked at.
        let head = if view.is_open() { Self::head_as_of_now } else { Self::head };
        let mut page = head(self, &address, incident.title(), &description, Some(routes::HISTORY));
        "article".clone_into(&mut page.kind);
        page.linked_data_html = self.incident_data(view);
        if let Some(card) = self.cards.incident(ix) {
            page.image = Some(cards::view(self.status, card));
        }
        IncidentPage {
            page,
            title: incident.title().to_owned(),
            impact: view.impact().into(),
            state: view.state().into(),
            services: self.service_impacts(view.named()),
            started: self.time(view.started()),
            ended: ended.map(|at| self.time(at)),
            no_end: no_end.to_owned(),
            duration: ended.and(view.lasted()).map(DurationView::new),
            duration_note: pause(view),
            next_update: self.promise(view),
            strip: self.strip(view),
            marks: self.marks(view),
            updates: self.updates(view.updates(), &address, &root),
            postmortem: view.postmortem().map(|text| Postmortem {
                published: incident.postmortem_published().map(|at| self.time(at)),
                contents: contents(text),
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
    pub(super) fn neighbour(&self, position: usize) -> Option<LinkView> {
        let view = self.status.incidents().get(position)?;
        Some(self.cause_link(Cause::Incident(view.ix())))
    }
}

/// What the length of an incident leaves out, in words: `without 3 hours in which it was resolved`; mostly empty.
pub(in crate::plan) fn pause(view: &IncidentView<'_>) -> String {
    let (End::At(end), Some(lasted)) = (view.end(), view.lasted()) else { return String::new() };
    let pause = end - view.started() - lasted;
    if pause.is_zero() {
        return String::new();
    }
    format!("without {} in which it was resolved", DurationView::new(pause).text)
}

/// A text with fewer headings than this needs no list of them.
const CONTENTS_FROM: usize = 4;

/// The headings of a text down to the second level in it.
fn contents(text: &Fragment) -> Vec<ContentsLine> {
    let headings = text.headings();
    let top = headings.iter().map(|heading| heading.level).min().unwrap_or(0);
    let line = |heading: &crate::fragment::Heading| ContentsLine {
        id: heading.id.clone(),
        text: heading.text.clone(),
        depth: heading.level - top + 1,
    };
    let lines = headings.iter().map(line).filter(|line| line.depth <= 2);
    if headings.len() < CONTENTS_FROM { Vec::new() } else { lines.collect() }
}
