//! The data about pages that search engines read: for the home page, and for what somebody wrote about an incident or a
//! maintenance.

use super::Pages;
use crate::plan::views::linked_data::{
    About, Article, BreadcrumbList, LinkedData, ListItem, Organization, WebSite,
};
use crate::routes;
use crate::status::{IncidentView, MaintenanceView};
use crate::time::{Instant, rfc3339};

impl Pages<'_> {
    /// About the whole site.
    pub(super) fn site_data(&self) -> Option<String> {
        let config = self.config();
        let site = WebSite {
            name: &config.title,
            url: config.base_url.as_str(),
            description: &config.description,
            in_language: &config.language,
        };
        LinkedData::new(About::Site(site)).html()
    }

    /// About an incident's page.
    pub(super) fn incident_data(&self, view: &IncidentView<'_>) -> Option<String> {
        let incident = view.incident();
        // Where nobody wrote down when anything was said, the page stands at the incident's start, which says nothing of
        // when it was written.
        let dated = incident.published().is_some() || view.updates().iter().any(|update| update.at.is_some());
        let published = Some(view.shown_from()).filter(|_| dated);
        let modified = Some(view.changed()).filter(|changed| dated || *changed > view.shown_from());
        self.article(&routes::incident(incident.slug()), incident.title(), published, modified)
    }

    /// About a maintenance's page. That there is one says nothing of whether the work took place.
    pub(super) fn maintenance_data(&self, view: &MaintenanceView<'_>) -> Option<String> {
        let maintenance = view.maintenance();
        let address = routes::maintenance(maintenance.slug());
        self.article(&address, maintenance.title(), view.shown_from(), view.changed())
    }

    fn article(
        &self,
        address: &str,
        title: &str,
        published: Option<Instant>,
        modified: Option<Instant>,
    ) -> Option<String> {
        let config = self.config();
        let url = config.base_url.join(address);
        let article = Article {
            headline: title,
            date_published: published.map(rfc3339),
            date_modified: modified.map(rfc3339),
            in_language: &config.language,
            main_entity_of_page: &url,
            publisher: Organization { name: &config.title },
        };
        let way = BreadcrumbList {
            item_list_element: [
                ListItem { position: 1, name: &config.title, item: config.base_url.as_str().to_owned() },
                ListItem { position: 2, name: "History", item: config.base_url.join(routes::HISTORY) },
            ],
        };
        LinkedData::new(About::Page { graph: (article, way) }).html()
    }
}
