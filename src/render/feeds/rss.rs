//! RSS 2.0, by the specification of the RSS Advisory Board.

use rss::extension::atom::{AtomExtension, Link};
use rss::{Category, Channel, Guid, Item};

use super::{GENERATOR, xml};
use crate::plan::feeds::{EntryView, FeedDocument, Format};

pub(super) fn write(document: &FeedDocument) -> Vec<u8> {
    let mut channel = Channel::default();
    channel.set_title(xml::allowed(&document.title));
    channel.set_link(document.home.clone());
    channel.set_description(xml::allowed(&document.description));
    channel.set_language(document.language.clone());
    channel.set_generator(GENERATOR.to_owned());
    channel.set_pub_date(document.updated.to_rfc2822());
    channel.set_items(document.entries.iter().map(item).collect::<Vec<_>>());
    channel.set_atom_ext(AtomExtension { links: links(document) });
    channel.set_namespaces([("atom".to_owned(), "http://www.w3.org/2005/Atom".to_owned())]);
    // Writing to memory does not fail, and every character was checked.
    let mut bytes = channel.pretty_write_to(Vec::new(), b' ', 1).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn links(document: &FeedDocument) -> Vec<Link> {
    let link = |rel: &str, href: &str, format: Format| Link {
        rel: rel.to_owned(),
        href: href.to_owned(),
        mime_type: Some(format.media_type().to_owned()),
        ..Link::default()
    };
    let archive = document.previous_archive.as_deref().map(|href| link("prev-archive", href, Format::Atom));
    let hub = |hub: &String| Link { rel: "hub".to_owned(), href: hub.clone(), ..Link::default() };
    let hub = document.hub.as_ref().map(hub);
    [link("self", &document.url, Format::Rss)].into_iter().chain(archive).chain(hub).collect()
}

fn item(view: &EntryView) -> Item {
    Item {
        title: Some(xml::allowed(&view.title)),
        link: Some(view.url.clone()),
        guid: Some(Guid { value: view.url.clone(), permalink: true }),
        pub_date: Some(view.published.to_rfc2822()),
        categories: view
            .categories
            .iter()
            .map(|(_, label)| Category { name: xml::allowed(label), domain: None })
            .collect(),
        description: Some(xml::allowed(&view.content_html)),
        ..Item::default()
    }
}
