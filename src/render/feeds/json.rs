//! JSON Feed 1.1 (jsonfeed.org/version/1.1).

use serde::Serialize;

use crate::plan::feeds::{EntryView, FeedDocument};
use crate::time::rfc3339;

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the names are the format's")]
struct Feed<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    description: &'a str,
    authors: [Author<'a>; 1],
    language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    hubs: Option<[Hub<'a>; 1]>,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    url: &'a str,
}

#[derive(Serialize)]
struct Hub<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    url: &'a str,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    content_html: &'a str,
    content_text: String,
    date_published: String,
    date_modified: String,
    tags: Vec<&'a str>,
}

pub(super) fn write(document: &FeedDocument) -> Vec<u8> {
    let feed = Feed {
        version: "https://jsonfeed.org/version/1.1",
        title: &document.title,
        home_page_url: &document.home,
        feed_url: &document.url,
        description: &document.description,
        authors: [Author { name: &document.author, url: &document.home }],
        language: &document.language,
        hubs: document.hub.as_deref().map(|url| [Hub { kind: "WebSub", url }]),
        items: document.entries.iter().map(item).collect(),
    };
    // Structs of texts always serialise.
    let mut bytes = serde_json::to_vec_pretty(&feed).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn item(view: &EntryView) -> Item<'_> {
    Item {
        id: &view.url,
        url: &view.url,
        title: &view.title,
        content_html: &view.content_html,
        content_text: view.content_text(),
        date_published: rfc3339(view.published),
        date_modified: rfc3339(view.updated),
        tags: view.categories.iter().map(|(_, label)| label.as_str()).collect(),
    }
}
