//! Atom (RFC 4287), with the links of RFC 5005 between archive documents.

use atom_syndication::extension::{Extension, ExtensionMap};
use atom_syndication::{
    Category, Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text, WriteConfig,
};

use super::GENERATOR;
use super::xml::allowed as xml_text;
use crate::fragment::escape;
use crate::plan::feeds::{EntryView, FeedDocument, Format};
use crate::time::Instant;

/// The namespace of RFC 5005.
const HISTORY_NAMESPACE: &str = "http://purl.org/syndication/history/1.0";

pub(super) fn write(document: &FeedDocument) -> Vec<u8> {
    let feed = Feed {
        title: line(&document.title),
        subtitle: Some(line(&document.description)),
        id: document.id.clone(),
        updated: date(document.updated),
        authors: vec![Person { name: xml_text(&document.author), ..Person::default() }],
        generator: Some(Generator { value: GENERATOR.to_owned(), ..Generator::default() }),
        lang: Some(document.language.clone()),
        links: links(document),
        entries: document.entries.iter().map(entry).collect(),
        namespaces: archive_namespace(document),
        extensions: archive_mark(document),
        ..Feed::default()
    };
    let config = WriteConfig { write_document_declaration: true, indent_size: Some(1) };
    // Writing to memory does not fail, and every character was checked.
    let mut bytes = feed.write_with_config(Vec::new(), config).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn link(rel: &str, href: &str, mime_type: &str) -> Link {
    Link {
        rel: rel.to_owned(),
        href: href.to_owned(),
        mime_type: Some(mime_type.to_owned()),
        ..Link::default()
    }
}

fn links(document: &FeedDocument) -> Vec<Link> {
    let atom = Format::Atom.media_type();
    let mut links = vec![link("alternate", &document.home, "text/html"), link("self", &document.url, atom)];
    let archives = [
        ("current", &document.current),
        ("prev-archive", &document.previous_archive),
        ("next-archive", &document.next_archive),
    ];
    links.extend(archives.iter().filter_map(|(rel, href)| Some(link(rel, href.as_deref()?, atom))));
    // WebSub, section 4: the hub stands beside the link to the document itself.
    let hub = |hub: &String| Link { rel: "hub".to_owned(), href: hub.clone(), ..Link::default() };
    links.extend(document.hub.as_ref().map(hub));
    links
}

fn archive_namespace(document: &FeedDocument) -> std::collections::BTreeMap<String, String> {
    let archive = document.current.is_some();
    archive.then(|| ("fh".to_owned(), HISTORY_NAMESPACE.to_owned())).into_iter().collect()
}

/// `<fh:archive/>` (RFC 5005, section 4).
fn archive_mark(document: &FeedDocument) -> ExtensionMap {
    let mut extensions = ExtensionMap::default();
    if document.current.is_some() {
        // The element is empty; without a value the writer would put a line break into it.
        let value = Some(String::new());
        let mark = Extension { name: "fh:archive".to_owned(), value, ..Extension::default() };
        extensions.entry("fh".to_owned()).or_default().insert("archive".to_owned(), vec![mark]);
    }
    extensions
}

fn entry(view: &EntryView) -> Entry {
    Entry {
        title: line(&view.title),
        id: view.url.clone(),
        updated: date(view.updated),
        published: Some(date(view.published)),
        links: vec![link("alternate", &view.url, "text/html")],
        categories: view.categories.iter().map(category).collect(),
        content: Some(Content {
            value: Some(xml_text(&view.content_html)),
            content_type: Some("html".to_owned()),
            ..Content::default()
        }),
        ..Entry::default()
    }
}

fn category((term, label): &(String, String)) -> Category {
    Category { term: term.clone(), label: Some(xml_text(label)), scheme: None }
}

/// A text of one line. One that looks like markup is written as HTML that shows it, so that no reader takes it for such.
fn line(text: &str) -> Text {
    let text = xml_text(text);
    if text.contains(['<', '&']) { Text::html(escape(&text)) } else { Text::plain(text) }
}

fn date(instant: Instant) -> FixedDateTime {
    instant.fixed_offset()
}
