//! The search's index: read back by the rules of docs/search.md, it finds every document by every word of it.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use candor::digest::Digest;
use candor::fragment::Fragment;
use candor::model::{Impact, IncidentState};
use candor::plan::Plan;
use candor::plan::pages::Pages;
use candor::plan::search::{Notes, SearchFile, SearchIndex, address, words};
use candor::status::Status;
use candor::time::Instant;
use chrono::{DateTime, TimeDelta};
use serde_json::Value;
use support::site::{incident, maintenance, site, update};

fn start() -> Instant {
    DateTime::parse_from_rfc3339("2026-01-01T00:00:00Z").expect("a time").to_utc()
}

/// An index as a reader of its files sees it.
struct Read {
    files: BTreeMap<String, Value>,
}

impl Read {
    fn new(status: &Status<'_>) -> Self {
        Self::of(status, &SearchIndex::new(status))
    }

    fn of(status: &Status<'_>, index: &SearchIndex) -> Self {
        let pages = Pages::new(status);
        let content = |file: SearchFile| (address(&file), index.content(&pages, &file));
        Self { files: index.files().map(content).collect() }
    }

    fn file(&self, name: &str) -> &Value {
        &self.files[&format!("history/search/{name}.json")]
    }

    /// The documents of a word, with whether it is in the title.
    fn documents(&self, word: &str) -> BTreeMap<usize, bool> {
        let index = self.file("index");
        let recent = index["recent"].as_u64().and_then(|n| usize::try_from(n).ok()).expect("a number");
        let mut found = read(self.file("recent"), word, recent);
        let shards = index["shards"].as_array().expect("a list");
        let shards = shards.iter().map(|shard| shard.as_str().expect("a text"));
        let longest = shards.filter(|shard| word.starts_with(shard)).max_by_key(|shard| shard.len());
        if let Some(longest) = longest {
            let name = address(&SearchFile::Shard(longest.to_owned()));
            found.extend(read(&self.files[&name], word, 0));
        }
        found
    }

    fn title(&self, document: usize) -> String {
        let per_file =
            usize::try_from(self.file("index")["titles"].as_u64().expect("a number")).expect("small");
        let file = self.file(&format!("t-{}", document / per_file));
        file[document % per_file][1].as_str().expect("a title").to_owned()
    }
}

/// The documents of `word` in a file, the first of which has the number `next`.
fn read(file: &Value, word: &str, mut next: usize) -> BTreeMap<usize, bool> {
    let written = file.get(word).and_then(Value::as_str).unwrap_or_default();
    let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (mut found, mut value, mut factor) = (BTreeMap::new(), 0, 1);
    for digit in written.chars() {
        let bits = digits.find(digit).expect("a digit");
        value += bits % 32 * factor;
        factor *= 32;
        if bits < 32 {
            next += value / 2;
            found.insert(next, value % 2 == 1);
            (next, value, factor) = (next + 1, 0, 1);
        }
    }
    found
}

fn fragment(text: &str) -> Fragment {
    let mut fragment = Fragment::new();
    fragment.push_html("<p>");
    fragment.push_text(text);
    fragment.push_html("</p>");
    fragment
}

#[test]
fn every_word_of_every_incident_finds_it() {
    let vocabulary =
        ["Störung", "API", "naïve", "日本語", "größer", "deploy", "deploys", "x1", "con", "Ω-Wert"];
    let texts: Vec<(String, String, String)> = (0..800)
        .map(|n: usize| {
            let word = |k: usize| vocabulary[(n * 7 + k * 3) % vocabulary.len()];
            (
                format!("{} {} nr{n}", word(0), word(1)),
                format!("{} & <b>{}</b> u{}", word(2), word(3), n * n),
                format!("p{} {}", n * 31, word(4)),
            )
        })
        .collect();
    let incidents = texts.iter().enumerate().map(|(n, (title, body, postmortem))| {
        let at = start() + TimeDelta::hours(i64::try_from(n).expect("small"));
        let mut parts = incident(&format!("i{n}"), at, &[(0, Impact::PartialOutage)]);
        title.clone_into(&mut parts.title);
        parts.updates[0].body = fragment(body);
        parts.updates.push(update(Some(at + TimeDelta::minutes(5)), IncidentState::Resolved, &[]));
        parts.postmortem = fragment(postmortem);
        parts
    });
    let site = site(1, incidents.collect(), vec![]);
    let status = Status::derive(&site, start() + TimeDelta::days(60));
    let index = Read::new(&status);
    assert!(index.files.len() > 20, "it is cut into files");
    for (title, body, postmortem) in &texts {
        let in_title: BTreeSet<String> = words(title).into_iter().collect();
        for word in words(&format!("{title} {body} {postmortem} Service resolved")) {
            let found = index.documents(&word);
            let of_title: Vec<_> = found.iter().filter(|(n, _)| index.title(**n) == *title).collect();
            assert_eq!(of_title.len(), 1, "`{word}` finds {title}");
            assert_eq!(*of_title[0].1, in_title.contains(&word), "`{word}` in {title}");
        }
    }
    assert!(index.documents("nowhere").is_empty());
}

#[test]
fn a_small_site_has_one_file_of_words() {
    let work = maintenance("two", start(), start() + TimeDelta::hours(1), &[0]);
    let site = site(1, vec![incident("one", start(), &[])], vec![work]);
    let status = Status::derive(&site, start() + TimeDelta::days(1));
    let index = Read::new(&status);
    assert_eq!(index.documents("two").len(), 1, "maintenance is found, too");
    let names: Vec<String> = index.files.into_keys().collect();
    assert_eq!(names, ["history/search/index.json", "history/search/recent.json", "history/search/t-0.json"]);
}

#[test]
fn names_of_files_are_plain_whatever_the_words() {
    assert_eq!(address(&SearchFile::Shard("日a".to_owned())), "history/search/w-_65e5a.json");
}

/// Keeps notes in memory, and counts what is not found.
#[derive(Default)]
struct Remembering {
    notes: Mutex<BTreeMap<Digest, String>>,
    missed: AtomicUsize,
}

impl Notes for Remembering {
    fn find(&self, source: Digest) -> Option<String> {
        let note = self.notes.lock().expect("no panic").get(&source).cloned();
        self.missed.fetch_add(usize::from(note.is_none()), Ordering::Relaxed);
        note
    }

    fn note(&self, source: Digest, note: &str) {
        assert!(!note.contains('\n'), "one line");
        self.notes.lock().expect("no panic").insert(source, note.to_owned());
    }
}

#[test]
fn an_index_of_notes_is_the_same_and_reads_only_what_changed() {
    let incidents = |changed: usize| {
        let one = |n: usize| {
            let at = start() + TimeDelta::hours(i64::try_from(n).expect("small"));
            let mut parts = incident(&format!("i{n}"), at, &[(0, Impact::PartialOutage)]);
            parts.title = format!("Nr {n} über x{}", n % 7);
            parts.updates[0].body =
                fragment(&format!("w{} w{}", n % 5, if n == changed { 999 } else { n * n }));
            parts.updates.push(update(Some(at + TimeDelta::minutes(5)), IncidentState::Resolved, &[]));
            parts
        };
        (0..1000).map(one).collect()
    };
    let notes = Remembering::default();
    for (changed, missed) in [(1000, 5), (1000, 0), (3, 1), (300, 1), (990, 1), (301, 1)] {
        let site = site(1, incidents(changed), vec![]);
        let status = Status::derive(&site, start() + TimeDelta::days(60));
        let (plan, _) = Plan::new(&status, std::iter::empty());
        notes.missed.store(0, Ordering::Relaxed);
        let knowing = SearchIndex::knowing(&status, plan.digests(), &notes);
        assert_eq!(Read::of(&status, &knowing).files, Read::new(&status).files, "{changed}");
        assert_eq!(notes.missed.load(Ordering::Relaxed), missed, "{changed}");
    }
}

#[test]
fn an_update_to_one_of_the_newest_changes_one_file() {
    let incidents = |text: &str| {
        let one = |n: usize| {
            let at = start() + TimeDelta::hours(i64::try_from(n).expect("small"));
            let mut parts = incident(&format!("i{n}"), at, &[(0, Impact::PartialOutage)]);
            let words: Vec<String> = (0..50).map(|k| format!("{:x}", (n * 50 + k) * 7919 % 65_521)).collect();
            parts.updates[0].body = fragment(&words.join(" "));
            if n == 390 {
                parts.updates.push(update(Some(at + TimeDelta::minutes(5)), IncidentState::Identified, &[]));
                parts.updates[1].body = fragment(text);
            }
            parts
        };
        (0..400).map(one).collect()
    };
    let read = |text: &str| {
        let site = site(1, incidents(text), vec![]);
        Read::new(&Status::derive(&site, start() + TimeDelta::days(60))).files
    };
    let (before, after) = (read("calm"), read("many other words stand here: bees, jam, zebras"));
    let differ: Vec<&String> = after.keys().filter(|name| before[*name] != after[*name]).collect();
    assert!(before.len() > 20, "it is cut into files");
    assert_eq!(differ, ["history/search/recent.json"]);
}
