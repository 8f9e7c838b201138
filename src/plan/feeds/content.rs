//! The texts of feed entries: what a reader shows without opening the page.

use std::fmt::Write as _;

use super::entries::{About, Entry};
use super::{EntryView, readers};
use crate::fragment::{Fragment, escape};
use crate::model::{Impact, Impacts, Indicator, Term, Update};
use crate::plan::pages::{pause, repeats};
use crate::plan::views::{DurationView, TimeView};
use crate::routes;
use crate::status::{End, IncidentView, MaintenanceView, Status};

/// Puts an entry into words.
pub(super) fn view(status: &Status<'_>, entry: Entry) -> EntryView {
    let writer = Writer { status };
    let (address, title, html) = match entry.about {
        About::Incident(ix) => writer.incident(status.incident(ix)),
        About::IncidentUpdate(ix, n) => writer.incident_update(status.incident(ix), n),
        About::Postmortem(ix) => writer.postmortem(status.incident(ix)),
        About::Maintenance(ix) => writer.maintenance(status.maintenance_at(ix)),
        About::MaintenanceUpdate(ix, n) => writer.maintenance_update(status.maintenance_at(ix), n),
    };
    EntryView {
        url: status.site().config.base_url.join(&address),
        title,
        published: entry.published,
        updated: entry.updated,
        content_html: html,
        categories: writer.categories(entry.about),
    }
}

/// More than most updates have, so that their texts are copied once.
const ROOM: usize = 4096;

struct Writer<'a> {
    status: &'a Status<'a>,
}

/// Address, title and HTML.
type Words = (String, String, String);

impl Writer<'_> {
    fn incident(&self, view: &IncidentView<'_>) -> Words {
        let incident = view.incident();
        let address = routes::incident(incident.slug());
        let mut html = String::with_capacity(ROOM);
        let title = if incident.is_retroactive() {
            let published = self.time(view.shown_from());
            let _ = write!(html, "<p><em>Reported afterwards, on {published}.</em></p>");
            format!("Reported afterwards: {}", incident.title())
        } else {
            incident.title().to_owned()
        };
        let _ = write!(html, "<p>{}</p>", self.extent(view));
        for (n, update) in view.updates().iter().enumerate().rev() {
            self.post(&mut html, update, &format!("{address}#update-{}", n + 1), &address);
        }
        if let Some(text) = view.postmortem() {
            html.push_str("<h3>Post-mortem</h3>");
            self.fill(&mut html, text, &address);
        }
        (address, title, html)
    }

    fn incident_update(&self, view: &IncidentView<'_>, n: usize) -> Words {
        let page = routes::incident(view.incident().slug());
        let update = &view.updates()[n];
        let mut html = String::with_capacity(ROOM);
        let affected = self.impacts(if update.impacts.is_empty() { view.named() } else { &update.impacts });
        let no_time = if update.at.is_none() { " (time not recorded)" } else { "" };
        let _ = write!(html, "<p><strong>{}</strong>{no_time}", update.state.label());
        if !affected.is_empty() && !update.state.is_closed() {
            let _ = write!(html, " · {affected}");
        }
        html.push_str("</p>");
        self.fill(&mut html, &update.body, &page);
        let title = format!("{}: {}", update.state.label(), view.incident().title());
        (format!("{page}#update-{}", n + 1), title, html)
    }

    fn postmortem(&self, view: &IncidentView<'_>) -> Words {
        let page = routes::incident(view.incident().slug());
        let mut html = String::with_capacity(ROOM);
        if let Some(text) = view.postmortem() {
            self.fill(&mut html, text, &page);
        }
        (format!("{page}#postmortem"), format!("Post-mortem: {}", view.incident().title()), html)
    }

    fn maintenance(&self, view: &MaintenanceView<'_>) -> Words {
        let maintenance = view.maintenance();
        let address = routes::maintenance(maintenance.slug());
        let mut html = format!("<p>{}</p>", self.window(view, 0));
        if let Some(repeat) = maintenance.repeat() {
            let _ = write!(html, "<p>Repeats {}.</p>", escape(&repeats(repeat)));
        }
        for (n, update) in view.updates().iter().enumerate().rev() {
            self.post(&mut html, update, &format!("{address}#update-{}", n + 1), &address);
        }
        self.fill(&mut html, maintenance.body(), &address);
        (address, format!("Maintenance: {}", maintenance.title()), html)
    }

    fn maintenance_update(&self, view: &MaintenanceView<'_>, n: usize) -> Words {
        let maintenance = view.maintenance();
        let page = routes::maintenance(maintenance.slug());
        let update = &view.updates()[n];
        let no_time = if update.at.is_none() { " (time not recorded)" } else { "" };
        let mut html = format!(
            "<p><strong>{}</strong>{no_time} · {}</p>",
            update.state.label(),
            self.window(view, view.occurrence_of(n))
        );
        self.fill(&mut html, &update.body, &page);
        let title = format!("Maintenance {}: {}", update.state.label().to_lowercase(), maintenance.title());
        (format!("{page}#update-{}", n + 1), title, html)
    }

    /// One update among others.
    fn post<S: Term>(&self, html: &mut String, update: &Update<S>, address: &str, page: &str) {
        let url = escape(&self.status.site().config.base_url.join(address));
        let time = update.at.map_or_else(|| "time not recorded".to_owned(), |at| self.time(at));
        let _ =
            write!(html, "<p><strong>{}</strong>, <a href=\"{url}\">{time}</a></p>", update.state.label());
        self.fill(html, &update.body, page);
    }

    /// When an incident was and what it hit, in a sentence or two.
    fn extent(&self, view: &IncidentView<'_>) -> String {
        let started = self.time(view.started());
        let times = match view.end() {
            End::Ongoing => format!("Since {started}."),
            End::Unknown => format!("From {started}; the end was not recorded."),
            End::At(end) => {
                let lasted = view.lasted().map(|lasted| DurationView::new(lasted).text);
                let length: Vec<String> =
                    lasted.into_iter().chain([pause(view)]).filter(|part| !part.is_empty()).collect();
                format!("From {started} to {} ({}).", self.time(end), length.join(", "))
            }
        };
        match self.impacts(view.named()) {
            affected if affected.is_empty() => times,
            affected => format!("{times} {affected}."),
        }
    }

    /// When the `n`th occurrence is planned, and what is worked on.
    fn window(&self, view: &MaintenanceView<'_>, n: usize) -> String {
        let maintenance = view.maintenance();
        let one = view.occurrences().get(n).unwrap_or(view.focus().1);
        let (from, until) = (one.scheduled_for(), one.scheduled_until());
        let services =
            maintenance.services().iter().map(|ix| escape(&self.status.site().config.services[ix.0].name));
        let services = services.collect::<Vec<_>>().join(", ");
        let services = if services.is_empty() { services } else { format!(" · {services}") };
        format!("{} to {}{services}", self.time(from), self.time(until))
    }

    fn impacts(&self, impacts: &Impacts) -> String {
        let mut named = String::new();
        for (service, impact) in impacts.iter() {
            let gap = if named.is_empty() { "" } else { ", " };
            let name = escape(&self.status.site().config.services[service.0].name);
            named.extend([gap, &name, ": ", &impact.label().to_lowercase()]);
        }
        named
    }

    fn categories(&self, about: About) -> Vec<(String, String)> {
        let (services, impact): (Vec<_>, _) = match about {
            About::Incident(ix) | About::IncidentUpdate(ix, _) | About::Postmortem(ix) => {
                let view = self.status.incident(ix);
                (view.named().iter().map(|(service, _)| service).collect(), view.impact())
            }
            About::Maintenance(ix) | About::MaintenanceUpdate(ix, _) => {
                let services = self.status.maintenance_at(ix).maintenance().services().to_vec();
                (services, Indicator::of_incident(Impact::UnderMaintenance))
            }
        };
        let services = services.into_iter().map(|ix| &self.status.site().config.services[ix.0]);
        let services = services.map(|service| (service.id.to_string(), service.name.clone()));
        services.chain([(impact.as_str().to_owned(), impact.label().to_owned())]).collect()
    }

    fn time(&self, instant: crate::time::Instant) -> String {
        TimeView::new(instant, self.status.zone()).text
    }

    /// Appends a text with absolute links, as it stands in a feed.
    fn fill(&self, html: &mut String, text: &Fragment, page: &str) {
        let base = &self.status.site().config.base_url;
        readers::fit_into(html, &text.fill(&escape(base.as_str()), &escape(&base.join(page))));
    }
}
