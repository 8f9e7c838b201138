//! Pages of text.

use candor::plan::views::{FeedGroup, NotFoundPage, RedirectPage, SubscribePage, TextPage, WayView};

use super::parts::{feeds, head, link};

pub fn subscribe() -> SubscribePage {
    SubscribePage {
        root: "../".to_owned(),
        page: head("subscribe/", "Subscribe", Some("subscribe/")),
        intro: "A feed tells your reader, your chat or your pager about every update within minutes."
            .to_owned(),
        ways: vec![WayView {
            name: "Slack".to_owned(),
            text: "Write this in the channel that is to hear of it.".to_owned(),
            copy: vec!["/feed subscribe https://status.nimbus.example/feed.rss".to_owned()],
        }],
        feeds_title: "All feeds".to_owned(),
        groups: vec![
            FeedGroup {
                name: "Every update".to_owned(),
                text: "One entry for each update of each incident.".to_owned(),
                feeds: feeds("feed", "Nimbus & Co status"),
            },
            FeedGroup {
                name: "API".to_owned(),
                text: "Only what concerns this service.".to_owned(),
                feeds: feeds("services/api/feed", "API"),
            },
        ],
    }
}

pub fn about() -> TextPage {
    TextPage {
        root: "../".to_owned(),
        page: head("about/", "About", Some("about/")),
        title: "About this page".to_owned(),
        body_html: "<p>We write here what customers see.</p>\n<ul>\n<li>Early</li>\n<li>Often</li>\n</ul>"
            .to_owned(),
    }
}

pub fn not_found() -> NotFoundPage {
    let mut page = head("404.html", "Not found", None);
    page.canonical = None;
    page.indexed = false;
    NotFoundPage {
        root: "/status/".to_owned(),
        page,
        title: "There is no such page".to_owned(),
        text: "The address may be misspelt, or the page has been moved.".to_owned(),
        links: vec![link("", "Current status"), link("history/", "History")],
    }
}

pub fn redirect() -> RedirectPage {
    let mut page = head("incidents/slow-api/", "Elevated error rates on the API", None);
    page.indexed = false;
    RedirectPage {
        root: "../".to_owned(),
        page,
        target: link("incidents/slow-api/", "Elevated error rates on the API"),
    }
}
