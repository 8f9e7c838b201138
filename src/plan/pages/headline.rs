//! The answer to "is it you or me?": one line, in the words of whoever wrote the worst open incident.

use super::{Pages, counted, listed};
use crate::model::{Impact, Impacts};
use crate::plan::views::{Headline, ServiceImpact};
use crate::status::IncidentView;

/// What the home page says when nothing is wrong.
pub(super) const CALM: &str = "All services are operational";
/// What it says before the title of a maintenance that goes on.
pub(super) const MAINTENANCE: &str = "Maintenance:";

/// What it says while several windows go on.
pub(super) fn several(windows: impl std::fmt::Display) -> String {
    format!("{windows} maintenance windows are in progress")
}

impl Pages<'_> {
    pub(super) fn headline(&self) -> Headline {
        let status = self.status;
        let affected: Impacts = status
            .services()
            .map(|(ix, service)| (ix, service.impact()))
            .filter(|(_, impact)| *impact != Impact::Operational)
            .collect();
        let worst = status
            .open_incidents()
            .filter(|view| view.current_impacts().worst() > Impact::Operational)
            .max_by_key(|view| (view.current_impacts().worst(), view.started()));
        let since = worst.map(IncidentView::started).or_else(|| {
            let running = status.maintenance_in_progress().filter_map(|view| view.intervals().last());
            running.map(crate::status::Interval::start).min()
        });
        Headline {
            indicator: status.indicator().into(),
            text: self.answer(worst),
            detail: self.detail(worst, &affected),
            since: since.map(|at| self.time(at)),
            services: self.service_impacts_by_clock(&affected),
        }
    }

    /// The services that are not operational, and when the clock changes that.
    fn service_impacts_by_clock(&self, affected: &Impacts) -> Vec<ServiceImpact> {
        let mut services = self.service_impacts(affected);
        for (said, (ix, _)) in services.iter_mut().zip(affected.iter()) {
            said.turns = self.turns_of(ix);
        }
        services
    }

    fn answer(&self, worst: Option<&IncidentView<'_>>) -> String {
        if let Some(view) = worst {
            return view.incident().title().to_owned();
        }
        let running: Vec<_> = self.status.maintenance_in_progress().collect();
        match running.as_slice() {
            [] if !self.status.site().unshown.is_empty() => {
                "Not everything can be shown right now".to_owned()
            }
            [] => CALM.to_owned(),
            [only] => format!("{MAINTENANCE} {}", only.maintenance().title()),
            all => several(all.len()),
        }
    }

    /// What else there is to know in a sentence: other incidents, and how much works.
    fn detail(&self, worst: Option<&IncidentView<'_>>, affected: &Impacts) -> String {
        let open = self.status.open_incidents().count();
        let mut sentences = Vec::new();
        match (worst, open) {
            (None, 0) | (Some(_), 1) => {}
            (None, count) => {
                sentences.push(format!("We are still watching {}.", counted(count, "incident", "incidents")));
            }
            (Some(_), count) => {
                sentences.push(format!(
                    "{} open as well.",
                    counted(count - 1, "other incident is", "other incidents are")
                ));
            }
        }
        let all = self.config().services.len();
        let working = all - affected.iter().len();
        if affected.is_empty() {
            return sentences.join(" ");
        }
        sentences.push(match working {
            0 => "No service is fully operational.".to_owned(),
            1 => format!("{} is operational.", listed(&self.operational(affected))),
            2 | 3 => format!("{} are operational.", listed(&self.operational(affected))),
            _ => format!("The other {working} services are operational."),
        });
        sentences.join(" ")
    }

    fn operational(&self, affected: &Impacts) -> Vec<String> {
        let services = self.config().services().filter(|(ix, _)| affected.get(*ix).is_none());
        services.map(|(_, service)| service.name.clone()).collect()
    }
}
