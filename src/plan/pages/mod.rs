//! Fills the views: which words, numbers and links each page shows. One file per kind of page.

mod archive;
mod brand;
mod embed;
mod entries;
mod filters;
mod headline;
mod heat;
mod home;
mod incident;
mod linked_data;
mod maintenance;
mod posts;
mod repeats;
mod service;
mod site;
mod sources;
mod strip;
mod texts;
mod timeline;
mod turns;
mod uptime;
mod versions;

use std::sync::OnceLock;

use super::Extras;
use super::calendar::CalendarOf;
use super::cards::{self, Cards};
use super::feeds::{Format, Series};
use super::views::{FeedLink, LinkView, PageHead, ServiceImpact, TimeView};
use crate::model::{Config, Extra, Impacts, ServiceIx};
use crate::routes;
use crate::status::Status;
use crate::time::Instant;

pub use archive::{Archive, Month};
pub use brand::style as brand_style;
pub use filters::{Filter, Filters};
pub(super) use incident::pause;
pub(super) use repeats::words as repeats;
pub(super) use service::BAR_DAYS;
pub use site::globals;

/// The views of a site's pages at one moment.
pub struct Pages<'s> {
    status: &'s Status<'s>,
    archive: Archive,
    filters: OnceLock<Filters>,
    cards: Cards,
    version: OnceLock<String>,
}

impl<'s> Pages<'s> {
    /// Sorts what all pages share.
    #[must_use]
    pub fn new(status: &'s Status<'s>) -> Self {
        Self {
            status,
            archive: Archive::new(status),
            filters: OnceLock::new(),
            cards: Cards::new(status),
            version: OnceLock::new(),
        }
    }

    /// The archive's months.
    #[must_use]
    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    /// What can be chosen of the archive.
    #[must_use]
    pub fn choices(&self) -> &Filters {
        self.filters.get_or_init(|| Filters::new(self.status))
    }

    /// The share cards.
    #[must_use]
    pub fn cards(&self) -> &Cards {
        &self.cards
    }

    fn config(&self) -> &'s Config {
        &self.status.site().config
    }

    fn extras(&self) -> Extras<'s> {
        Extras::of(self.config())
    }

    /// The head of the page at `address` with the heading `title`.
    fn head(&self, address: &str, title: &str, description: &str, section: Option<&str>) -> PageHead {
        let config = self.config();
        let title =
            if title.is_empty() { config.title.clone() } else { format!("{title} · {}", config.title) };
        PageHead {
            address: address.to_owned(),
            title,
            description: summary(description),
            canonical: Some(config.base_url.join(address)),
            section: section.map(str::to_owned),
            indexed: true,
            as_of: None,
            version: None,
            version_at: routes::BUILD.to_owned(),
            icon: config.brand.favicon.clone().unwrap_or_else(brand::quiet_icon),
            icon_is_data: config.brand.favicon.is_none(),
            kind: "website".to_owned(),
            image: self.cards.site().map(|card| cards::view(self.status, card)),
            footer_html: config.brand.footer.fill(&routes::root_from(address), ""),
            feeds: Vec::new(),
            linked_data_html: None,
        }
    }

    /// The head of a page that shows how things stand at `now`, and says so.
    fn head_as_of_now(
        &self,
        address: &str,
        title: &str,
        description: &str,
        section: Option<&str>,
    ) -> PageHead {
        let mut head = self.head(address, title, description, section);
        head.as_of = Some(self.time(self.status.now()));
        head.version = Some(self.version());
        if head.icon_is_data {
            head.icon = brand::icon(self.status.indicator());
        }
        head
    }

    fn time(&self, instant: Instant) -> TimeView {
        TimeView::new(instant, self.status.zone())
    }

    fn service_link(&self, service: ServiceIx) -> LinkView {
        let service = &self.config().services[service.0];
        LinkView { href: routes::service(&service.id), text: service.name.clone() }
    }

    fn service_impacts(&self, impacts: &Impacts) -> Vec<ServiceImpact> {
        let one = |(service, impact): (ServiceIx, crate::model::Impact)| {
            let link = self.service_link(service);
            ServiceImpact { name: link.text, href: link.href, impact: impact.into(), turns: String::new() }
        };
        impacts.iter().map(one).collect()
    }

    /// The links to the documents of a feed, none when the site does not have it.
    fn feed_links(&self, series: Series) -> Vec<FeedLink> {
        let formats = if self.extras().have_feed(series) { series.formats() } else { &[] };
        let config = self.config();
        let link = |format: &Format| {
            let href = series.address(config, *format);
            FeedLink {
                url: config.base_url.join(&href),
                kind: format.media_type().to_owned(),
                name: format.name().to_owned(),
                title: format!("{} ({})", series.title(config), format.name()),
                href,
            }
        };
        formats.iter().map(link).collect()
    }
}

impl Pages<'_> {
    /// The link to a calendar, to be listed with feeds, when the site has calendars.
    fn calendar_link(&self, of: CalendarOf) -> Option<FeedLink> {
        let config = self.config();
        let href = of.address(config);
        self.extras().have(Extra::Calendars).then(|| FeedLink {
            url: config.base_url.join(&href),
            kind: "text/calendar".to_owned(),
            name: "Calendar".to_owned(),
            title: of.title(config),
            href,
        })
    }
}

/// The longest description that search engines and previews show whole.
const SUMMARY_LEN: usize = 160;

/// No [`SUMMARY_LEN`] characters have more bytes; what is further down in a text is not asked for.
const SUMMARY_BYTES: usize = 4 * SUMMARY_LEN;

/// The beginning of a text, cut between two words.
fn summary(text: &str) -> String {
    if text.chars().count() <= SUMMARY_LEN {
        return text.to_owned();
    }
    let cut: String = text.chars().take(SUMMARY_LEN - 1).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ';', ':', '–', '-']))
}

/// `1 incident`, `2 incidents`.
fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// `A`, `A and B`, `A, B and C`.
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
