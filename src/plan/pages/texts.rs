//! Pages of text: subscribe, the author's own, not found, and old addresses.

use super::{Pages, SUMMARY_BYTES};
use crate::model::{Extra, Page};
use crate::plan::calendar::CalendarOf;
use crate::plan::candor_json;
use crate::plan::feeds::{Format, Series};
use crate::plan::views::{
    FeedGroup, FeedLink, LinkView, NotFoundPage, PageHead, RedirectPage, SubscribePage, TextPage, WayView,
};
use crate::routes;

impl Pages<'_> {
    /// The page that explains the feeds.
    #[must_use]
    pub fn subscribe(&self) -> SubscribePage {
        SubscribePage {
            root: routes::root_from(routes::SUBSCRIBE),
            page: self.head(
                routes::SUBSCRIBE,
                "Subscribe",
                &format!("How to be told when something changes at {}.", self.config().title),
                Some(routes::SUBSCRIBE),
            ),
            intro: "Be told when something breaks, when it is fixed, and when something was reported afterwards. \
                    No account is needed, and nobody here learns who you are."
                .to_owned(),
            ways: self.ways(),
            feeds_title: "All feeds".to_owned(),
            groups: self.feed_groups(),
        }
    }

    /// All feeds and calendars, by what is in them.
    fn feed_groups(&self) -> Vec<FeedGroup> {
        let group =
            |name: &str, text: String, feeds: Vec<FeedLink>| FeedGroup { name: name.to_owned(), text, feeds };
        let site = [
            group(
                "Every update",
                "One entry for each update on an incident or a maintenance, as it is posted.".to_owned(),
                self.feed_links(Series::SITE),
            ),
            group(
                "Every incident",
                "One entry for each incident or maintenance, with all its updates.".to_owned(),
                self.feed_links(Series::HISTORY),
            ),
            group(
                "Maintenance in your calendar",
                "Add this address as a calendar from the internet. Each service has one of its own, too."
                    .to_owned(),
                self.calendar_link(CalendarOf::Site).into_iter().collect(),
            ),
        ];
        let groups = self.config().groups.iter().enumerate().map(|(n, of)| {
            let text = format!("Every update about a service of the group {}.", of.name);
            group(&of.name, text, self.feed_links(Series::group(n)))
        });
        let services = self.config().services().map(|(ix, service)| {
            let mut feeds = self.feed_links(Series::service(ix));
            let what = if feeds.is_empty() { "Announced maintenance of" } else { "Every update about" };
            feeds.extend(self.calendar_link(CalendarOf::Service(ix)));
            group(&service.name, format!("{what} {}.", service.name), feeds)
        });
        site.into_iter().chain(groups).chain(services).filter(|group| !group.feeds.is_empty()).collect()
    }

    /// Each way to be told, in a sentence, with what to copy for it.
    fn ways(&self) -> Vec<WayView> {
        let url = |address: &str| self.config().base_url.join(address);
        let feed = |format| url(&Series::SITE.address(self.config(), format));
        let way = |name: &str, text: &str, copy: Vec<String>| WayView {
            name: name.to_owned(),
            text: text.to_owned(),
            copy,
        };
        let mut ways = vec![
            way(
                "Feed reader",
                "Add this address to your feed reader, and each update appears there as a new entry.",
                vec![feed(Format::Atom)],
            ),
            way(
                "Slack",
                "Write this in the channel that is to hear of it, and Slack posts each update there.",
                vec![format!("/feed subscribe {}", feed(Format::Rss))],
            ),
            way(
                "Microsoft Teams",
                "Add a workflow to the channel that begins “When a feed item is published” (RSS) and posts a message, \
                 and give it this address.",
                vec![feed(Format::Rss)],
            ),
            way(
                "Mail",
                "Give this address to a service that sends feeds by mail, and each update lands in your inbox.",
                vec![feed(Format::Rss)],
            ),
        ];
        if self.extras().have(Extra::Calendars) {
            ways.push(way(
                "Calendar",
                "Subscribe to this address in your calendar, and announced maintenance stands in it and moves with it.",
                vec![url(&CalendarOf::Site.address(self.config()))],
            ));
        }
        let (own, known) = (url(candor_json::ADDRESS), url("api/v2/summary.json"));
        let have = |api| self.extras().have(api);
        match (have(Extra::CandorApi), have(Extra::StatuspageApi)) {
            (true, true) => ways.push(way(
                "Programs",
                "Ask for one of these: everything about this site in one documented shape, or the summary that \
                 clients of Atlassian Statuspage know.",
                vec![own, known],
            )),
            (true, false) => ways.push(way(
                "Programs",
                "Ask for this: everything about this site in one documented shape.",
                vec![own],
            )),
            (false, true) => ways.push(way(
                "Programs",
                "Ask for this: the summary that clients of Atlassian Statuspage know.",
                vec![known],
            )),
            (false, false) => {}
        }
        ways
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
            page: self.head(&address, &page.title, &description, Some(&address)),
            title: page.title.clone(),
            body_html: page.body.fill(&root, ""),
            root,
        }
    }

    /// The page for what is not there. It is served from any address, so its links begin at the host's root.
    #[must_use]
    pub fn not_found(&self) -> NotFoundPage {
        let link = |href: &str, text: &str| LinkView { href: href.to_owned(), text: text.to_owned() };
        let head = self.head(routes::NOT_FOUND, "Page not found", "", None);
        NotFoundPage {
            page: PageHead {
                canonical: None,
                indexed: false,
                footer_html: self.config().brand.footer.fill(self.config().base_url.path(), ""),
                ..head
            },
            root: self.config().base_url.path().to_owned(),
            title: "Page not found".to_owned(),
            text: "There is nothing at this address. It may have been moved, or the link may be cut off."
                .to_owned(),
            links: vec![link("", "Current status"), link(routes::HISTORY, "History")],
        }
    }

    /// The page at an old address, which leads to `target`.
    #[must_use]
    pub fn redirect(&self, address: &str, target: &LinkView) -> RedirectPage {
        let head = self.head(&target.href, &target.text, "", None);
        let root = routes::root_from(address);
        let footer_html = self.config().brand.footer.fill(&root, "");
        RedirectPage {
            root,
            page: PageHead { address: address.to_owned(), indexed: false, footer_html, ..head },
            target: target.clone(),
        }
    }
}
