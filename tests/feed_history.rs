//! Feeds over time: what an entry is known by survives every edit that leaves the entry what it is.
//!
//! A history of a site is replayed, edit by edit, and every feed is read after each by feed-rs, as a subscriber does.

#[path = "support/built.rs"]
mod built;

use std::collections::{BTreeMap, BTreeSet};

use built::{build, config, text, tree};
use candor::tree::{RelPath, Tree};
use feed_rs::model::{Entry, Feed};

const SITE: &[&str] = &["feed.rss", "feed.atom", "feed.json"];
const HISTORY: &[&str] = &["history.rss", "history.atom"];
const ABOUT_API: &[&str] = &[
    "services/api/feed.rss",
    "services/api/feed.atom",
    "services/api/feed.json",
    "groups/run/feed.rss",
    "groups/run/feed.atom",
    "groups/run/feed.json",
];

const SLOW: &str = "+++
title = \"The API is slow\"
services = { api = \"degraded_performance\" }

[[updates]]
at = 2026-11-01T10:00:00Z
state = \"investigating\"
text = '''Mark: first. We are looking.'''

[[updates]]
at = 2026-11-01T11:00:00Z
state = \"monitoring\"
text = '''Mark: second. It seems to be over.'''
+++
";

const MOVE: &str = "+++
title = \"The API moves\"
services = [\"api\"]
scheduled_for = 2026-12-01T08:00:00Z
scheduled_until = 2026-12-01T09:00:00Z

[[updates]]
at = 2026-11-02T10:00:00Z
state = \"scheduled\"
text = '''Mark: plan.'''
+++
";

/// A site that is edited.
struct Edited {
    files: Tree,
    now: &'static str,
}

impl Edited {
    fn new() -> Self {
        let incident = ("content/incidents/slow.md", SLOW.to_owned());
        let maintenance = ("content/maintenance/move.md", MOVE.to_owned());
        Self { files: tree(&[config(""), incident, maintenance]), now: "2026-11-03T08:00:00Z" }
    }

    fn put(&mut self, path: &str, text: &str) {
        self.files.insert(RelPath::new(path).expect("a path"), text.as_bytes().to_vec());
    }

    fn read(&self, path: &str) -> String {
        text(&self.files, path)
    }

    fn replace(&mut self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "{old} is not in {path}");
        self.put(path, &text.replace(old, new));
    }

    fn rename(&mut self, from: &str, to: &str) {
        let text = self.read(from);
        self.files.remove(&RelPath::new(from).expect("a path"));
        self.put(to, &text);
    }

    fn built(&self) -> Tree {
        build(&self.files, self.now)
    }
}

fn feed(site: &Tree, path: &str) -> Feed {
    feed_rs::parser::parse(text(site, path).as_bytes()).unwrap_or_else(|fault| panic!("{path}: {fault}"))
}

fn content(entry: &Entry) -> String {
    let body = entry.content.as_ref().and_then(|content| content.body.clone());
    body.or_else(|| entry.summary.as_ref().map(|summary| summary.content.clone())).unwrap_or_default()
}

/// The ids of a feed's entries, each with the marks in its text.
fn entries(site: &Tree, path: &str) -> BTreeMap<String, BTreeSet<String>> {
    let marks = |entry: &Entry| {
        let text = content(entry);
        let marks = text.split("Mark: ").skip(1);
        marks.filter_map(|rest| rest.split('.').next().map(str::to_owned)).collect()
    };
    let feed = feed(site, path);
    let known: BTreeMap<_, _> = feed.entries.iter().map(|entry| (entry.id.clone(), marks(entry))).collect();
    assert_eq!(known.len(), feed.entries.len(), "two entries of {path} have one id");
    known
}

type Edit = (&'static str, fn(&mut Edited));

const EDITS: &[Edit] = &[
    ("a text is mended", |site| site.replace("content/incidents/slow.md", "looking", "looking into it")),
    ("a title is mended", |site| {
        site.replace("content/incidents/slow.md", "The API is slow", "Requests time out");
    }),
    ("an update's time is mended", |site| {
        site.replace("content/incidents/slow.md", "2026-11-01T10:00:00Z", "2026-11-01T09:45:00Z");
    }),
    ("a start is added", |site| {
        site.replace("content/incidents/slow.md", "services =", "started = 2026-11-01T09:30:00Z\nservices =");
    }),
    ("the file moves to a folder", |site| {
        site.rename("content/incidents/slow.md", "content/incidents/2026/11/slow.md");
    }),
    ("the file moves back up", |site| {
        site.rename("content/incidents/2026/11/slow.md", "content/incidents/slow.md");
    }),
    ("a third update is posted", |site| {
        let update =
            "[[updates]]\nat = 2026-11-03T07:00:00Z\nstate = \"resolved\"\ntext = 'Mark: third.'\n+++\n";
        let text = site.read("content/incidents/slow.md").replace("\n+++\n", &format!("\n{update}"));
        site.put("content/incidents/slow.md", &text);
    }),
    ("a post-mortem is written", |site| {
        let text = site.read("content/incidents/slow.md");
        let text =
            text.replace("\n+++\n", "\n[postmortem]\npublished = 2026-11-03T07:30:00Z\n+++\n\nMark: why.\n");
        site.put("content/incidents/slow.md", &text);
    }),
    ("the window of a maintenance is put back", |site| {
        site.replace("content/maintenance/move.md", "2026-12-01T08", "2026-12-02T08");
        site.replace("content/maintenance/move.md", "2026-12-01T09", "2026-12-02T09");
    }),
    ("a maintenance moves to a folder", |site| {
        site.rename("content/maintenance/move.md", "content/maintenance/later/move.md");
    }),
    ("a service and the site are renamed", |site| {
        site.replace("candor.toml", "name = \"API\"", "name = \"Programming interface\"");
        site.replace("candor.toml", "title = \"Saltmarsh", "title = \"Old Saltmarsh");
    }),
    ("another service is hit too", |site| {
        site.replace("content/incidents/slow.md", "{ api =", "{ db = \"partial_outage\", api =");
    }),
    ("an older incident is reported afterwards", |site| {
        site.put(
            "content/incidents/before.md",
            "+++\ntitle = \"Before\"\nservices = [\"api\"]\nretroactive = true\nstarted = 2026-10-01T08:00:00Z\n\
             ended = 2026-10-01T09:00:00Z\npublished = 2026-11-03T07:45:00Z\n[[updates]]\nstate = \"resolved\"\n\
             text = 'Mark: before.'\n+++\n",
        );
    }),
    ("days pass and the maintenance begins", |site| site.now = "2026-12-02T08:30:00Z"),
];

#[test]
fn an_entry_keeps_its_id_through_every_edit() {
    let mut site = Edited::new();
    let paths = || SITE.iter().chain(HISTORY).chain(ABOUT_API);
    let mut before: BTreeMap<_, _> = paths().map(|path| (*path, entries(&site.built(), path))).collect();
    for (what, edit) in EDITS {
        edit(&mut site);
        let built = site.built();
        for path in paths() {
            let after = entries(&built, path);
            for (id, marks) in &before[path] {
                let now = after.get(id).unwrap_or_else(|| panic!("{what}: {path} lost {id}"));
                assert!(
                    marks.is_subset(now),
                    "{what}: in {path}, {id} was about {marks:?} and is about {now:?}"
                );
            }
            before.insert(path, after);
        }
    }
    // Three updates, a post-mortem, an announcement, and one reported afterwards.
    assert_eq!(before["feed.atom"].len(), 6);
    assert_eq!(before["history.atom"].len(), 3);
}

#[test]
fn what_is_posted_adds_entries_and_what_is_mended_adds_none() {
    let mut site = Edited::new();
    let mut known = entries(&site.built(), "feed.atom").len();
    for (what, edit) in EDITS {
        edit(&mut site);
        let now = entries(&site.built(), "feed.atom").len();
        let posts = what.contains("posted") || what.contains("written") || what.contains("afterwards");
        assert_eq!(now - known, usize::from(posts), "{what}");
        known = now;
    }
}

#[test]
fn entries_have_the_same_id_in_every_format() {
    let built = Edited::new().built();
    let ids = |path: &str| entries(&built, path).into_keys().collect::<Vec<_>>();
    assert_eq!(ids("feed.rss"), ids("feed.atom"));
    assert_eq!(ids("feed.json"), ids("feed.atom"));
    assert_eq!(ids("groups/run/feed.atom"), ids("services/api/feed.atom"));
    assert!(ids("groups/data/feed.atom").is_empty());
}

#[test]
fn what_was_posted_in_one_second_can_be_told_apart() {
    let mut site = Edited::new();
    for n in 0..5 {
        site.put(&format!("content/incidents/copy-{n}.md"), SLOW);
    }
    let feed = feed(&site.built(), "feed.atom");
    let updated: BTreeSet<_> = feed.entries.iter().filter_map(|entry| entry.updated).collect();
    assert_eq!(updated.len(), feed.entries.len());
    for entry in &feed.entries {
        let (published, updated) = (entry.published.expect("a date"), entry.updated.expect("a date"));
        assert!(published <= updated && (updated - published).num_seconds() == 0, "{published} {updated}");
    }
}

#[test]
fn what_leaves_the_subscription_document_is_in_the_archive_with_its_id() {
    let mut site = Edited::new();
    let first = entries(&site.built(), "feed.atom");
    for n in 0..130 {
        site.put(&format!("content/incidents/more-{n}.md"), SLOW);
        // All are later than what was there.
        site.replace(&format!("content/incidents/more-{n}.md"), "2026-11-01", "2026-11-02");
    }
    let built = site.built();
    let mut all = entries(&built, "feed.atom");
    assert_eq!(all.len(), 50);
    let mut next = archive_before(&text(&built, "feed.atom"));
    while let Some(path) = next {
        let document = text(&built, &path);
        assert!(document.contains("fh:archive"), "{path}");
        all.extend(entries(&built, &path));
        next = archive_before(&document);
    }
    assert_eq!(all.len(), 3 + 2 * 130);
    assert!(first.keys().all(|id| all.contains_key(id)));
}

fn extension(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or_default()
}

fn archive_before(document: &str) -> Option<String> {
    let link = document.split("<link ").find(|link| link.contains("rel=\"prev-archive\""))?;
    let href = link.split("href=\"").nth(1)?.split('"').next()?;
    href.strip_prefix("https://example.com/status/").map(str::to_owned)
}

#[test]
fn a_hub_stands_in_every_subscription_document_and_only_when_it_is_set() {
    let mut site = Edited::new();
    let without = site.built();
    for path in SITE.iter().chain(HISTORY).chain(ABOUT_API) {
        assert!(!text(&without, path).contains("hub"), "{path}");
    }
    let (_, with_hub) = config("[feeds]\nhub = \"https://hub.example.com/\"\n");
    site.put("candor.toml", &with_hub);
    let with = site.built();
    for path in SITE.iter().chain(HISTORY).chain(ABOUT_API) {
        if extension(path) == "json" {
            let hubs = &built::json(&with, path)["hubs"];
            assert_eq!(hubs, &serde_json::json!([{ "type": "WebSub", "url": "https://hub.example.com/" }]));
            continue;
        }
        // WebSub, section 4: the hub, and the document's own address as the topic.
        let links = feed(&with, path).links;
        let href = |rel: &str| {
            links.iter().find(|link| link.rel.as_deref() == Some(rel)).map(|link| link.href.clone())
        };
        let (hub, topic) = (href("hub"), href("self"));
        if extension(path) == "atom" {
            assert_eq!(hub.as_deref(), Some("https://hub.example.com/"), "{path}");
            assert_eq!(topic, Some(format!("https://example.com/status/{path}")));
        } else {
            let xml = text(&with, path);
            assert!(xml.contains("<atom:link href=\"https://hub.example.com/\" rel=\"hub\""), "{xml}");
            assert!(
                xml.contains(&format!("<atom:link href=\"https://example.com/status/{path}\" rel=\"self\""))
            );
        }
    }
}

#[test]
fn titles_that_look_like_markup_are_shown_as_they_are_written() {
    let mut site = Edited::new();
    site.replace("content/incidents/slow.md", "The API is slow", "<b> & </b> are eaten");
    let built = site.built();
    let atom = text(&built, "feed.atom");
    assert!(
        atom.contains("type=\"html\">Monitoring: &amp;lt;b&amp;gt; &amp;amp; &amp;lt;/b&amp;gt; are eaten<"),
        "{atom}"
    );
    let item = &built::json(&built, "feed.json")["items"];
    let titles: Vec<_> =
        item.as_array().expect("items").iter().filter_map(|one| one["title"].as_str()).collect();
    assert!(titles.contains(&"Monitoring: <b> & </b> are eaten"), "{titles:?}");
}
