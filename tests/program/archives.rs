//! Old entries in archive documents (RFC 5005, section 4): none is lost, and what was archived stays as it is.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use feed_rs::model::Feed;

use crate::feeds::{ids, read};
use crate::golden::Files;
use crate::place::{CONFIG, Place};

const BASE: &str = "https://status.example.com/";

/// A site with `updates` updates, ten for each incident, one a minute.
fn site(updates: usize) -> Files {
    let place = Place::new(&[("candor.toml", CONFIG)]);
    let times: Vec<String> =
        (0..updates).map(|n| format!("2026-11-{:02}T10:{:02}:00Z", 1 + n / 60, n % 60)).collect();
    for (n, times) in times.chunks(10).enumerate() {
        let mut text = format!("+++\ntitle = \"Incident {n}\"\nservices = [\"api\"]\n");
        for (m, at) in times.iter().enumerate() {
            let state = if m + 1 == times.len() { "resolved" } else { "identified" };
            let _ = write!(text, "\n[[updates]]\nat = {at}\nstate = \"{state}\"\ntext = \"Update {m}.\"\n");
        }
        place.put(&format!("content/incidents/i{n}.md"), text + "+++\n");
    }
    place.built(&[])
}

/// Where a document's link of this relation leads, as a path of the site.
fn linked(feed: &Feed, relation: &str) -> Option<String> {
    let link = feed.links.iter().find(|link| link.rel.as_deref() == Some(relation))?;
    Some(link.href.strip_prefix(BASE).expect("an address of the site").to_owned())
}

/// The paths of all documents of a feed, from the subscription document back to the oldest.
fn walk(files: &Files, from: &str) -> Vec<String> {
    let mut documents = vec![from.to_owned()];
    while let Some(previous) = linked(&read(files, documents.last().expect("one")), "prev-archive") {
        assert!(!documents.contains(&previous), "the archives go round in a circle: {documents:?}");
        documents.push(previous);
    }
    documents
}

#[test]
fn fifty_entries_need_no_archive() {
    let files = site(50);
    assert_eq!(walk(&files, "feed.atom"), ["feed.atom"]);
    assert!(!files.keys().any(|path| path.contains("archive")));
    assert_eq!(read(&files, "feed.atom").entries.len(), 50);
}

#[test]
fn whoever_walks_back_meets_every_entry() {
    let files = site(130);
    let expected: BTreeSet<String> =
        (0..130).map(|n| format!("{BASE}incidents/i{}/#update-{}", n / 10, n % 10 + 1)).collect();
    for from in ["feed.atom", "services/api/feed.atom"] {
        let documents = walk(&files, from);
        assert_eq!(documents.len(), 3, "{documents:?}");
        let feeds: Vec<Feed> = documents.iter().map(|path| read(&files, path)).collect();
        let met: BTreeSet<String> = feeds.iter().flat_map(ids).map(str::to_owned).collect();
        assert_eq!(met, expected, "{from}");
        // Archived documents do not overlap each other, and each says what it belongs to.
        assert_eq!(feeds[1..].iter().map(|feed| feed.entries.len()).sum::<usize>(), 100);
        for (path, feed) in documents.iter().zip(&feeds).skip(1) {
            assert_eq!(linked(feed, "current").as_deref(), Some(from), "{path}");
            assert!(String::from_utf8_lossy(&files[path]).contains("<fh:archive></fh:archive>"), "{path}");
            assert_eq!(feed.id, feeds[0].id, "{path}");
        }
        assert_eq!(linked(&feeds[2], "next-archive").as_ref(), Some(&documents[1]));
    }
}

#[test]
fn readers_of_rss_find_the_archives_too() {
    let files = site(130);
    let rss = String::from_utf8_lossy(&files["feed.rss"]);
    let previous = &walk(&files, "feed.atom")[1];
    assert!(rss.contains(&format!("href=\"{BASE}{previous}\" rel=\"prev-archive\"")), "{rss}");
}

#[test]
fn what_was_archived_does_not_change() {
    let archives = |files: &Files| -> Vec<(String, String)> {
        let archives = files.iter().filter(|(path, _)| path.contains("archive"));
        archives.map(|(path, bytes)| (path.clone(), String::from_utf8_lossy(bytes).into_owned())).collect()
    };
    let before = archives(&site(150));
    // A site with more in it: in the same archives, and in a new one. Only the newest archive learns of its successor.
    for updates in [160, 200, 210] {
        let after = archives(&site(updates));
        for (path, old) in &before {
            let (_, new) = after.iter().find(|(other, _)| other == path).expect("an archive stays");
            let without = |text: &str| -> Vec<String> {
                text.lines()
                    .filter(|line| !line.contains("rel=\"next-archive\""))
                    .map(str::to_owned)
                    .collect()
            };
            assert_eq!(without(old), without(new), "{path} with {updates} updates");
        }
    }
}
