//! Pages of text: subscribe, the author's own, not found, and old addresses.

use super::{Pages, SUMMARY_BYTES};
use crate::model::Page;
use crate::plan::feeds::Series;
use crate::plan::views::{
    FeedGroup, LinkView, NotFoundPage, PageHead, RedirectPage, SubscribePage, TextPage,
};
use crate::routes;

impl Pages<'_> {
    /// The page that explains the feeds.
    #[must_use]
    pub fn subscribe(&self) -> SubscribePage {
        let services = self.config().services().map(|(ix, service)| FeedGroup {
            name: service.name.clone(),
            text: format!("Every update about {}.", service.name),
            feeds: self.feed_links(Series::service(ix)),
        });
        let site = [
            FeedGroup {
                name: "Every update".to_owned(),
                text: "One entry for each update on an incident or a maintenance, as it is posted."
                    .to_owned(),
                feeds: self.feed_links(Series::SITE),
            },
            FeedGroup {
                name: "Every incident".to_owned(),
                text: "One entry for each incident or maintenance, with all its updates.".to_owned(),
                feeds: self.feed_links(Series::HISTORY),
            },
        ];
        SubscribePage {
            root: routes::root_from(routes::SUBSCRIBE),
            page: self.head(
                routes::SUBSCRIBE,
                "Subscribe",
                format!("How to be told when something changes at {}.", self.config().title),
                Some(routes::SUBSCRIBE),
            ),
            intro:
                "Add one of these addresses to a feed reader, to your team's chat or to a service that mails \
                    feeds, and you are told when something breaks, when it is fixed, and when something was \
                    reported afterwards. No account is needed, and nobody here learns who you are."
                    .to_owned(),
            groups: site.into_iter().chain(services).collect(),
        }
    }

    /// A page of the author's own.
    #[must_use]
    pub fn text(&self, page: &Page) -> TextPage {
        let address = format!("{}/", page.address);
        let root = routes::root_from(&address);
        let description = if page.description.is_empty() {
            page.body.plain_up_to(SUMMARY_BYTES)
        } else {
            page.description.clone()
        };
        TextPage {
            page: self.head(&address, &page.title, description, Some(&address)),
            title: page.title.clone(),
            body_html: page.body.fill(&root, ""),
            root,
        }
    }

    /// The page for what is not there. It is served from any address, so its links begin at the host's root.
    #[must_use]
    pub fn not_found(&self) -> NotFoundPage {
        let link = |href: &str, text: &str| LinkView { href: href.to_owned(), text: text.to_owned() };
        let head = self.head(routes::NOT_FOUND, "Page not found", String::new(), None);
        NotFoundPage {
            root: self.config().base_url.path().to_owned(),
            page: PageHead { canonical: None, indexed: false, ..head },
            title: "Page not found".to_owned(),
            text: "There is nothing at this address. It may have been moved, or the link may be cut off."
                .to_owned(),
            links: vec![link("", "Current status"), link(routes::HISTORY, "History")],
        }
    }

    /// The page at an old address, which leads to `target`.
    #[must_use]
    pub fn redirect(&self, address: &str, target: &LinkView) -> RedirectPage {
        let head = self.head(&target.href, &target.text, String::new(), None);
        RedirectPage {
            root: routes::root_from(address),
            page: PageHead { address: address.to_owned(), indexed: false, ..head },
            target: target.clone(),
        }
    }
}
