//! The home page.

use super::{Pages, counted, turns};
use crate::model::ServiceIx;
use crate::plan::views::{GroupView, HomePage, IncidentCard, LinkView, ServiceRow};
use crate::routes;
use crate::status::IncidentView;

/// How many days the home page's log goes back.
const RECENT_DAYS: u32 = 14;

/// How many updates of an open incident the home page shows; all of them stand on the incident's page.
const CARD_UPDATES: usize = 3;

impl Pages<'_> {
    /// The home page.
    #[must_use]
    pub fn home(&self) -> HomePage {
        let said = self.home_without_time();
        let mut page = self.head_as_of_now("", "", &said.page.description, Some(""));
        page.linked_data_html = self.site_data();
        HomePage { page, ..said }
    }

    /// The home page, but for when the site was built and what hangs on that.
    pub(super) fn home_without_time(&self) -> HomePage {
        let root = routes::root_from("");
        let headline = self.headline();
        let description = match self.config().description.as_str() {
            "" => format!("{}.", headline.text),
            written => written.to_owned(),
        };
        let mut upcoming: Vec<_> = self.status.maintenance_upcoming().collect();
        upcoming.sort_by_key(|view| view.scheduled_for());
        HomePage {
            page: self.head("", "", &description, Some("")),
            headline,
            notices: self.notices(),
            open: self.status.open_incidents().map(|view| self.incident_card(view, &root)).collect(),
            in_progress: self
                .status
                .maintenance_in_progress()
                .map(|view| self.maintenance_card(view, &root))
                .collect(),
            upcoming: upcoming.into_iter().map(|view| self.maintenance_card(view, &root)).collect(),
            turns: turns::words(),
            groups: self.groups(),
            recent: self.recent(RECENT_DAYS),
            root,
        }
    }

    /// What could not be shown: a file that may be about something that goes on right now is never left out in silence.
    fn notices(&self) -> Vec<String> {
        let unshown = self.status.site().unshown.iter();
        let notice = |title: &Option<String>| match title {
            Some(title) => format!("A post could not be shown because its file has a mistake: “{title}”."),
            None => "A post could not be shown because its file has a mistake.".to_owned(),
        };
        unshown.map(|one| notice(&one.title)).collect()
    }

    fn incident_card(&self, view: &IncidentView<'_>, root: &str) -> IncidentCard {
        let incident = view.incident();
        let href = routes::incident(incident.slug());
        let mut updates = self.updates(view.updates(), &href, root);
        let more = updates.len().saturating_sub(CARD_UPDATES);
        updates.truncate(CARD_UPDATES);
        let earlier = updates.last().filter(|_| more > 0).map(|last| LinkView {
            href: last.href.clone(),
            text: counted(more, "earlier update", "earlier updates"),
        });
        IncidentCard {
            slug: incident.slug().to_string(),
            title: incident.title().to_owned(),
            impact: view.impact().into(),
            state: view.state().into(),
            services: self.service_impacts(view.current_impacts()),
            started: self.time(view.started()),
            next_update: self.promise(view),
            updates,
            earlier,
            href,
        }
    }

    /// The services by group; those without one stand last, under no heading.
    fn groups(&self) -> Vec<GroupView> {
        let config = self.config();
        let rows = |group: Option<usize>| -> Vec<ServiceRow> {
            let services = config.services().filter(|(_, service)| service.group == group);
            services.map(|(ix, _)| self.service_row(ix)).collect()
        };
        let grouped = config.groups.iter().enumerate().map(|(n, group)| GroupView {
            id: group.id.to_string(),
            name: Some(group.name.clone()),
            description: group.description.clone(),
            services: rows(Some(n)),
        });
        let rest =
            GroupView { id: String::new(), name: None, description: String::new(), services: rows(None) };
        grouped.chain([rest]).filter(|group| !group.services.is_empty()).collect()
    }

    fn service_row(&self, ix: ServiceIx) -> ServiceRow {
        let service = &self.config().services[ix.0];
        ServiceRow {
            id: service.id.to_string(),
            name: service.name.clone(),
            href: routes::service(&service.id),
            description: service.description.clone(),
            status: self.status.service(ix).impact().into(),
            status_turns: self.turns_of(ix),
            bar: self.bar(ix),
            uptime: self.uptime_of_bar(ix),
        }
    }
}
