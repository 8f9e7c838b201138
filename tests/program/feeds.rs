//! Feeds, read back by a parser of somebody else's (feed-rs).

use std::collections::BTreeSet;

use feed_rs::model::{Entry, Feed};
use feed_rs::parser;

use crate::golden::Files;
use crate::html::unescape;
use crate::place::{CONFIG, Place, incident};

const BASE: &str = "https://status.example.com/";

/// The feed at `path`, read.
pub fn read(files: &Files, path: &str) -> Feed {
    let bytes = files.get(path).unwrap_or_else(|| panic!("there is no {path}"));
    parser::parse(bytes.as_slice()).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The ids of a feed's entries, the newest first.
pub fn ids(feed: &Feed) -> Vec<&str> {
    feed.entries.iter().map(|entry| entry.id.as_str()).collect()
}

/// The words of an entry's title, which Atom may write as HTML.
fn title(entry: &Entry) -> String {
    let Some(title) = &entry.title else { return String::new() };
    if title.content_type.as_ref() == "text/html" { unescape(&title.content) } else { title.content.clone() }
}

/// The text of an entry, which each format puts elsewhere.
fn body(entry: &Entry) -> &str {
    let content = entry.content.as_ref().and_then(|content| content.body.as_deref());
    content.or(entry.summary.as_ref().map(|summary| summary.content.as_str())).unwrap_or_default()
}

fn feed_paths(files: &Files) -> Vec<&str> {
    let is_feed = |path: &&str| [".rss", ".atom", "feed.json"].iter().any(|end| path.ends_with(end));
    files.keys().map(String::as_str).filter(is_feed).collect()
}

/// The format of the feed at `path`.
fn format(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or_default()
}

/// Whether a feed says of itself where it stands, in the way of its format.
fn names_itself(files: &Files, path: &str, url: &str) -> bool {
    let text = String::from_utf8_lossy(&files[path]);
    let link = format!("link href=\"{url}\" rel=\"self\"");
    match format(path) {
        "json" => text.contains(&format!("\"feed_url\": \"{url}\"")),
        "rss" => text.contains(&format!("<atom:{link}")),
        _ => text.contains(&format!("<{link}")),
    }
}

fn check(files: &Files, base: &str) {
    for path in feed_paths(files) {
        let feed = read(files, path);
        assert!(feed.title.is_some_and(|title| !title.content.is_empty()), "{path} has no title");
        assert!(feed.description.is_some(), "{path} does not say what is in it");
        assert!(names_itself(files, path, &format!("{base}{path}")), "{path} does not name itself");
        let unique: BTreeSet<&str> = feed.entries.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(unique.len(), feed.entries.len(), "{path} has an id twice");
        assert!(
            feed.entries.is_sorted_by(|a, b| a.published >= b.published),
            "{path} is not ordered, newest first"
        );
        for entry in &feed.entries {
            let what = format!("{path}: {}", entry.id);
            assert!(entry.id.starts_with(base), "{what}: the id is no address of the site");
            assert!(entry.links.iter().any(|link| link.href == entry.id), "{what}: no link to the page");
            assert!(!title(entry).is_empty() && !body(entry).is_empty(), "{what}: no title or no text");
            assert!(entry.published.is_some(), "{what}: no date");
            assert!(format(path) == "rss" || entry.updated >= entry.published, "{what}: no date of change");
            for reference in body(entry)
                .split([' ', '>'])
                .filter_map(|word| word.strip_prefix("href=\"").or_else(|| word.strip_prefix("src=\"")))
            {
                let absolute =
                    ["https://", "http://", "mailto:"].iter().any(|start| reference.starts_with(start));
                assert!(absolute, "{what}: {reference} is not absolute");
            }
        }
    }
}

#[test]
fn every_feed_has_what_its_standard_asks_for() {
    let demo = Place::demo().built(&[]);
    assert!(feed_paths(&demo).len() > 40 && read(&demo, "feed.atom").entries.len() == 50);
    check(&demo, "https://status.saltmarsh.example/");
    check(
        &Place::demo().built(&["--base-url", "https://example.com/status/"]),
        "https://example.com/status/",
    );
    for site in ["empty", "retroactive", "untimed", "maintenance", "pages"] {
        check(&Place::fixture(site).built(&[]), BASE);
    }
}

#[test]
fn the_formats_of_a_feed_tell_the_same() {
    let demo = Place::demo().built(&[]);
    for stem in ["feed", "services/api/feed", "history"] {
        let [rss, atom] = ["rss", "atom"].map(|format| read(&demo, &format!("{stem}.{format}")));
        let told = |feed: &Feed| -> Vec<_> {
            let entries = feed.entries.iter();
            entries.map(|e| (e.id.clone(), title(e), body(e).trim().to_owned(), e.published)).collect()
        };
        assert_eq!(told(&rss), told(&atom), "{stem}");
        if stem != "history" {
            assert_eq!(told(&rss), told(&read(&demo, &format!("{stem}.json"))), "{stem}");
        }
    }
}

#[test]
fn a_feed_of_a_service_has_what_is_about_it_and_no_more() {
    let demo = Place::demo().built(&[]);
    let feed = read(&demo, "services/search/feed.atom");
    assert!(!feed.entries.is_empty());
    for entry in &feed.entries {
        let terms: Vec<&str> = entry.categories.iter().map(|category| category.term.as_str()).collect();
        assert!(terms.contains(&"search"), "{}: {terms:?}", entry.id);
    }
}

#[test]
fn a_retroactive_incident_is_one_entry_dated_when_it_was_published() {
    let files = Place::fixture("retroactive").built(&[]);
    let page = format!("{BASE}incidents/requests-failed-for-two-minutes/");
    for path in feed_paths(&files) {
        let feed = read(&files, path);
        let about: Vec<&Entry> =
            feed.entries.iter().filter(|entry| !entry.id.ends_with("#postmortem")).collect();
        let [entry] = about.as_slice() else { panic!("{path} has {:?}", ids(&feed)) };
        let published = entry.published.expect("a date").to_rfc3339();
        assert_eq!(
            (entry.id.as_str(), published.as_str()),
            (page.as_str(), "2026-11-19T09:00:00+00:00"),
            "{path}"
        );
        assert!(title(entry).starts_with("Reported afterwards"), "{path}: {}", title(entry));
        assert!(body(entry).contains("17 Nov 2026"), "{path}: {}", body(entry));
    }
    // Before it was published nobody knows of it.
    let before = Place::fixture("retroactive").built(&["--now", "2026-11-19T08:59:59Z"]);
    assert!(read(&before, "feed.atom").entries.is_empty());
}

const THREE_UPDATES: &str = r#"+++
title = "The API is slow"
services = ["api"]

[[updates]]
at = 2026-11-19T10:00:00Z
state = "investigating"
text = "It is slow."

[[updates]]
at = 2026-11-19T11:00:00Z
state = "identified"
text = "We know why."

[[updates]]
at = 2026-11-19T12:00:00Z
state = "resolved"
text = "It is fast."
+++

It was the cache.
"#;

#[test]
fn an_id_outlives_every_edit() {
    let built = |path: &str, text: &str| Place::new(&[("candor.toml", CONFIG), (path, text)]).built(&[]);
    let path = "content/incidents/slow.md";
    let before = built(path, THREE_UPDATES);
    let edited = THREE_UPDATES
        .replace("The API is slow", "Another title")
        .replace("We know why.", "Another text, *much* longer.")
        .replace("T11:00:00", "T11:30:00")
        .replace("\"identified\"", "\"monitoring\"")
        .replace("It was the cache.", "Another post-mortem.");
    let now_in_a_folder = "content/incidents/2026/november/slow.md";
    for (what, after) in [("edited", built(path, &edited)), ("moved", built(now_in_a_folder, THREE_UPDATES))]
    {
        for feed in feed_paths(&before) {
            assert_eq!(ids(&read(&after, feed)), ids(&read(&before, feed)), "{what}: {feed}");
            assert_eq!(read(&after, feed).id, read(&before, feed).id, "{what}: {feed}");
        }
    }
    assert_eq!(
        ids(&read(&before, "feed.rss")),
        [3, 2, 1].map(|n| format!("{BASE}incidents/slow/#update-{n}"))
    );
}

#[test]
fn a_new_update_adds_an_entry_and_changes_no_other() {
    let before = Place::new(&[("candor.toml", CONFIG), ("content/incidents/slow.md", THREE_UPDATES)]);
    let before = before.built(&[]);
    let more =
        "\n[[updates]]\nat = 2026-11-19T13:00:00Z\nstate = \"investigating\"\ntext = \"Again.\"\n+++\n\nIt";
    let text = THREE_UPDATES.replace("+++\n\nIt", more);
    let after = Place::new(&[("candor.toml", CONFIG), ("content/incidents/slow.md", &text)]).built(&[]);
    let (before, after) = (read(&before, "feed.json"), read(&after, "feed.json"));
    assert_eq!(after.entries.len(), before.entries.len() + 1);
    for (old, new) in before.entries.iter().zip(&after.entries[1..]) {
        assert_eq!((&old.id, title(old), body(old)), (&new.id, title(new), body(new)));
    }
}

#[test]
fn what_authors_write_never_breaks_a_document() {
    let update = r#"title = "<b>Bold</b> & \u0007 ]]> \"quoted\""
services = ["api"]"#;
    let text = incident(update)
        .replace("\"Mended.\"", r#""Before \u0001\u001b ]]> & <kbd>F5</kbd> \uFFFE after `]]>`""#);
    let config = CONFIG.replace("\"API\"", r#""A & <B> ]]>""#);
    let files = Place::new(&[("candor.toml", &config), ("content/incidents/odd.md", &text)]).built(&[]);
    for path in feed_paths(&files) {
        let feed = read(&files, path);
        let [entry] = feed.entries.as_slice() else { panic!("{path}: {:?}", ids(&feed)) };
        assert!(
            title(entry).contains("<b>Bold</b> & ") && title(entry).contains(" ]]> \"quoted\""),
            "{path}: {}",
            title(entry)
        );
        for word in ["Before", "]]&gt; &amp; <kbd>F5</kbd>", "<code>]]&gt;</code>"] {
            assert!(body(entry).contains(word), "{path}: {word} is not in {}", body(entry));
        }
        let document = String::from_utf8_lossy(&files[path]);
        let cannot_stand = |c: char| (c.is_control() && !"\t\r\n".contains(c)) || c == '\u{fffe}';
        assert!(
            format(path) == "json" || !document.contains(cannot_stand),
            "{path} is not XML 1.0: {document}"
        );
    }
}
