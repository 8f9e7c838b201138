//! Archive documents (RFC 5005, section 4) in Atom, the same bytes as `atom` writes, without its copies.
//!
//! They are a third of all bytes of a large site, and a writer that takes structs of owned texts copies each text four
//! times: it was nearly half of a build's work. docs/performance.md has the numbers; a test holds the two equal.

use std::sync::Arc;

use super::{GENERATOR, xml};
use crate::fragment::escape;
use crate::plan::feeds::{EntryView, FeedDocument, Format};
use crate::time::Instant;

/// The namespace of Atom.
const NAMESPACE: &str = "http://www.w3.org/2005/Atom";

/// The namespace of RFC 5005.
const HISTORY_NAMESPACE: &str = "http://purl.org/syndication/history/1.0";

/// What an entry or a document has around its text, in bytes, roughly.
const AROUND: usize = 2048;

/// Writes `document` with `entries` as [`entry`] made them, in place of its own.
pub(super) fn write(document: &FeedDocument, entries: &[Arc<str>]) -> Vec<u8> {
    let texts: usize = entries.iter().map(|entry| entry.len()).sum();
    let mut out = String::with_capacity(texts + AROUND);
    let archive = document.current.is_some();
    out.push_str("<?xml version=\"1.0\"?>\n<feed");
    attribute(&mut out, "xmlns", NAMESPACE);
    if archive {
        attribute(&mut out, "xmlns:fh", HISTORY_NAMESPACE);
    }
    attribute(&mut out, "xml:lang", &document.language);
    out.push_str(">\n");
    line(&mut out, " ", "title", &document.title);
    element(&mut out, " ", "id", &document.id);
    element(&mut out, " ", "updated", &date(document.updated));
    out.push_str(" <author>\n");
    element(&mut out, "  ", "name", &document.author);
    out.push_str(" </author>\n");
    element(&mut out, " ", "generator", GENERATOR);
    links(&mut out, document);
    line(&mut out, " ", "subtitle", &document.description);
    for entry in entries {
        out.push_str(entry);
    }
    if archive {
        // RFC 5005, section 4.
        out.push_str(" <fh:archive></fh:archive>\n");
    }
    out.push_str("</feed>\n");
    out.into_bytes()
}

fn links(out: &mut String, document: &FeedDocument) {
    let atom = Format::Atom.media_type();
    link(out, " ", &document.home, "alternate", "text/html");
    link(out, " ", &document.url, "self", atom);
    let archives = [
        ("current", &document.current),
        ("prev-archive", &document.previous_archive),
        ("next-archive", &document.next_archive),
    ];
    for (rel, href) in archives {
        if let Some(href) = href {
            link(out, " ", href, rel, atom);
        }
    }
    if let Some(hub) = &document.hub {
        // WebSub, section 4: the hub stands beside the link to the document itself.
        out.push_str(" <link");
        attribute(out, "href", hub);
        attribute(out, "rel", "hub");
        out.push_str("/>\n");
    }
}

/// An entry.
pub(super) fn entry(view: &EntryView) -> Arc<str> {
    let mut text = String::with_capacity(view.content_html.len() * 5 / 4 + AROUND);
    let out = &mut text;
    out.push_str(" <entry>\n");
    line(out, "  ", "title", &view.title);
    element(out, "  ", "id", &view.url);
    element(out, "  ", "updated", &date(view.updated));
    for (term, label) in &view.categories {
        out.push_str("  <category");
        attribute(out, "term", term);
        attribute(out, "label", label);
        out.push_str("/>\n");
    }
    link(out, "  ", &view.url, "alternate", "text/html");
    element(out, "  ", "published", &date(view.published));
    out.push_str("  <content type=\"html\">");
    xml::push(out, &view.content_html);
    out.push_str("</content>\n </entry>\n");
    text.into()
}

fn link(out: &mut String, indent: &str, href: &str, rel: &str, kind: &str) {
    out.push_str(indent);
    out.push_str("<link");
    attribute(out, "href", href);
    attribute(out, "rel", rel);
    attribute(out, "type", kind);
    out.push_str("/>\n");
}

/// A text of one line. One that looks like markup is written as HTML that shows it, so that no reader takes it for such.
fn line(out: &mut String, indent: &str, name: &str, text: &str) {
    if !text.contains(['<', '&']) {
        return element(out, indent, name, text);
    }
    for part in [indent, "<", name, " type=\"html\">"] {
        out.push_str(part);
    }
    xml::push(out, &escape(text));
    for part in ["</", name, ">\n"] {
        out.push_str(part);
    }
}

fn element(out: &mut String, indent: &str, name: &str, text: &str) {
    for part in [indent, "<", name, ">"] {
        out.push_str(part);
    }
    xml::push(out, text);
    for part in ["</", name, ">\n"] {
        out.push_str(part);
    }
}

fn attribute(out: &mut String, name: &str, value: &str) {
    for part in [" ", name, "=\""] {
        out.push_str(part);
    }
    xml::push(out, value);
    out.push('"');
}

/// `2026-11-20T14:22:00+00:00` (RFC 4287, section 3.3).
fn date(instant: Instant) -> String {
    instant.to_rfc3339()
}

#[cfg(test)]
mod tests {
    use super::super::atom;
    use super::*;

    fn document(text: &str) -> FeedDocument {
        let at = chrono::DateTime::from_timestamp(1_795_000_000, 0).expect("a moment");
        let url = |path: &str| format!("https://status.example.com/{path}");
        let view = |n: i64| EntryView {
            url: url(&format!("incidents/a/#update-{n}")),
            title: text.to_owned(),
            published: at,
            updated: at + chrono::TimeDelta::milliseconds(n),
            content_html: format!("<p>{text} ]]&gt;</p>\n"),
            categories: vec![("api".to_owned(), text.to_owned())],
        };
        FeedDocument {
            title: text.to_owned(),
            description: text.to_owned(),
            author: text.to_owned(),
            language: "en".to_owned(),
            home: url(""),
            url: url("feed/archive-1.atom"),
            id: url("feed.atom"),
            updated: at,
            entries: vec![view(2), view(1)],
            current: Some(url("feed.atom")),
            previous_archive: None,
            next_archive: Some(url("feed/archive-2.atom")),
            hub: Some("https://hub.example.com/?a=1&b=2".to_owned()),
        }
    }

    fn ours(document: &FeedDocument) -> Vec<u8> {
        let entries: Vec<_> = document.entries.iter().map(entry).collect();
        write(document, &entries)
    }

    #[test]
    fn an_archive_document_is_what_the_library_would_write() {
        for text in
            ["API", "a < b & c > d", "\"quotes\" and 'others'", "bell \u{7} and \u{fffe}", "Ünïcödé 🚒"]
        {
            let document = document(text);
            let (ours, theirs) = (ours(&document), atom::write(&document));
            assert_eq!(String::from_utf8_lossy(&ours), String::from_utf8_lossy(&theirs));
        }
        let empty = FeedDocument { entries: Vec::new(), current: None, hub: None, ..document("x") };
        assert_eq!(ours(&empty), atom::write(&empty));
    }
}
