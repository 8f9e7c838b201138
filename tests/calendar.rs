//! The calendars of a site, held against the standard by rules that parsers do not check: ends and lengths of lines,
//! zones that are named and there, ends after beginnings, ids that stand once. And what they say.

use std::collections::BTreeSet;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use candor::build::{self, Memory, Request};
use candor::load::Options;
use candor::model::BaseUrl;
use candor::tree::{RelPath, Tree};

const CONFIG: &str = r#"
title = "Café; Status, all of it"
base_url = "https://status.example.com/status/"
timezone = "ZONE"
[[services]]
id = "api"
name = "API, the public one"
[[services]]
id = "mail"
name = "Mail"
"#;

const SINGLE: &str = r#"+++
title = "A newer database: 定期メンテナンスのお知らせとデータベースの再起動について, und Ümlaute"
services = ["api"]
scheduled_for = 2026-12-01T05:00:00Z
scheduled_until = 2026-12-01T06:30:00Z

[[updates]]
at = 2026-11-10T08:00:00Z
state = "scheduled"
text = "We move; it takes an hour, or two.\n\nA path: C:\\temp"
+++
"#;

const CANCELLED: &str = r#"+++
title = "Called off"
services = ["api", "mail"]
scheduled_for = 2026-11-15T05:00:00Z
scheduled_until = 2026-11-15T06:30:00Z

[[updates]]
at = 2026-11-10T08:00:00Z
state = "scheduled"

[[updates]]
at = 2026-11-14T08:00:00Z
state = "cancelled"
text = "Not now."
+++
"#;

const MONTHLY: &str = r#"+++
title = "Restarts"
services = ["mail"]
scheduled_for = 2026-09-06T02:00:00
scheduled_until = 2026-09-06T03:00:00
repeat = "RRULE:BYDAY=1SU;FREQ=MONTHLY;UNTIL=20270630"

[[updates]]
at = 2026-10-30T08:00:00Z
state = "cancelled"
text = "Not in November."
+++
"#;

const OLD: &str = r#"+++
title = "Long ago"
services = ["api"]
scheduled_for = 2025-11-01T05:00:00Z
scheduled_until = 2025-11-01T06:30:00Z
+++
"#;

fn site(zone: &str, maintenance: &[(&str, &str)]) -> Tree {
    let config = CONFIG.replace("ZONE", zone);
    let mut tree = Tree::new();
    tree.insert(RelPath::new("candor.toml").expect("a path"), config.as_bytes());
    for (name, text) in maintenance {
        let path = RelPath::new(&format!("content/maintenance/{name}.md")).expect("a path");
        tree.insert(path, text.as_bytes());
    }
    tree
}

fn built(tree: &Tree, now: &str) -> Tree {
    let now = chrono::DateTime::parse_from_rfc3339(now).expect("a time").to_utc();
    let options = Options { drafts: false, base_url: None::<BaseUrl>, now };
    let memory = Memory::default();
    let request = Request { tree, found: Vec::new(), options: &options, skip_broken: false };
    let Ok(outcome) = build::build(request, &memory);
    assert_eq!(outcome.diagnostics, []);
    memory.into_tree()
}

fn file(site: &Tree, path: &str) -> String {
    let bytes = site.get(&RelPath::new(path).expect("a path")).unwrap_or_else(|| panic!("no {path}"));
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

const NOW: &str = "2026-11-20T14:30:00Z";

fn all() -> Tree {
    let files = [("single", SINGLE), ("called-off", CANCELLED), ("restarts", MONTHLY), ("old", OLD)];
    built(&site("Europe/Berlin", &files), NOW)
}

/// The lines of a calendar, put together again where they were folded.
fn lines(calendar: &str) -> Vec<String> {
    calendar.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

/// The events of a calendar, each as its lines.
fn events(calendar: &str) -> Vec<Vec<String>> {
    let mut events = Vec::new();
    for line in lines(calendar) {
        match line.as_str() {
            "BEGIN:VEVENT" => events.push(Vec::new()),
            _ => {
                if let Some(event) = events.last_mut() {
                    event.push(line);
                }
            }
        }
    }
    events
}

/// The value of a property, with its parameters before it.
fn value<'e>(event: &'e [String], name: &str) -> Option<&'e str> {
    event.iter().find_map(|line| line.strip_prefix(name).filter(|rest| rest.starts_with([':', ';'])))
}

fn check(calendar: &str) {
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(calendar.replace("\r\n", "").find(['\r', '\n']), None, "a bare line end");
    for line in calendar.split_terminator("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
    }
    let lines = lines(calendar);
    assert!(!lines.iter().any(|line| line.starts_with("METHOD")), "for invitations only");
    let mut open: Vec<&str> = Vec::new();
    let mut components = 0;
    for line in &lines {
        if let Some(kind) = line.strip_prefix("BEGIN:") {
            open.push(kind);
            components += 1;
        } else if let Some(kind) = line.strip_prefix("END:") {
            assert_eq!(open.pop(), Some(kind));
        }
    }
    assert!(open.is_empty() && components > 1, "a calendar holds something");
    let zones: Vec<&str> = lines.iter().filter_map(|line| line.strip_prefix("TZID:")).collect();
    let mut ids = BTreeSet::new();
    for event in events(calendar) {
        for line in &event {
            if let Some((_, rest)) = line.split_once(";TZID=") {
                let zone = rest.split([':', ';']).next().expect("a zone");
                assert!(zones.contains(&zone), "{zone} is not in the calendar");
            }
        }
        let of = |name| value(&event, name).unwrap_or_else(|| panic!("no {name}: {event:?}"));
        let id = (of("UID").to_owned(), value(&event, "RECURRENCE-ID").map(str::to_owned));
        assert!(ids.insert(id.clone()), "{id:?} stands twice");
        assert!(
            of("DTEND") > of("DTSTART"),
            "both are written alike, so that their order is that of their text"
        );
        for name in ["DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "SUMMARY", "STATUS", "URL"] {
            assert_eq!(event.iter().filter(|line| line.starts_with(name)).count(), 1, "{name}: {event:?}");
        }
        assert_eq!(of("TRANSP"), ":TRANSPARENT");
    }
}

#[test]
fn every_calendar_keeps_the_rules() {
    let site = all();
    for path in ["maintenance.ics", "services/api/maintenance.ics", "services/mail/maintenance.ics"] {
        check(&file(&site, path));
    }
    for zone in ["UTC", "Asia/Kolkata", "America/Santiago", "Africa/Casablanca", "Australia/Lord_Howe"] {
        check(&file(&built(&self::site(zone, &[("restarts", MONTHLY)]), NOW), "maintenance.ics"));
    }
    check(&file(&built(&self::site("UTC", &[]), NOW), "maintenance.ics"));
}

#[test]
fn a_calendar_holds_what_is_not_older_than_a_year_and_concerns_its_service() {
    let site = all();
    let ids = |path: &str| -> BTreeSet<String> {
        let events = events(&file(&site, path));
        events.iter().map(|event| value(event, "UID").expect("an id").to_owned()).collect()
    };
    let id = |slug: &str| format!(":status/{slug}@status.example.com");
    assert_eq!(ids("maintenance.ics"), BTreeSet::from([id("called-off"), id("restarts"), id("single")]));
    assert_eq!(ids("services/api/maintenance.ics"), BTreeSet::from([id("called-off"), id("single")]));
    assert_eq!(ids("services/mail/maintenance.ics"), BTreeSet::from([id("called-off"), id("restarts")]));
}

#[test]
fn text_is_escaped_and_folded_between_characters() {
    let event = &events(&file(&all(), "services/api/maintenance.ics"))[1];
    assert_eq!(
        value(event, "SUMMARY"),
        Some(
            ":Maintenance: A newer database: 定期メンテナンスのお知らせとデータベースの再起動について\\, und Ümlaute"
        )
    );
    assert_eq!(value(event, "CATEGORIES"), Some(":API\\, the public one"));
    let description = value(event, "DESCRIPTION").expect("a text");
    assert!(
        description.contains("We move\\; it takes an hour\\, or two. A path: C:\\\\temp\\n\\nhttps://"),
        "{description}"
    );
}

/// A maintenance with this title and this text, both as TOML has them.
fn titled(title: &str, text: &str) -> String {
    SINGLE
        .replacen(SINGLE.lines().nth(1).expect("the title"), &format!("title = \"{title}\""), 1)
        .replacen("We move", text, 1)
}

#[test]
fn lines_of_every_length_are_folded_and_come_back_whole() {
    for letter in ["x", "é", "🟩, ", "b\u{3000}"] {
        let titles: Vec<String> = (1..=130).map(|n| format!("{n:03}{}.", letter.repeat(n))).collect();
        let files: Vec<(String, String)> =
            titles.iter().map(|title| (format!("m{}", &title[..3]), titled(title, "We move"))).collect();
        let files: Vec<(&str, &str)> =
            files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let calendar = file(&built(&site("UTC", &files), NOW), "maintenance.ics");
        check(&calendar);
        let events = events(&calendar);
        let found: Vec<&str> = events.iter().filter_map(|event| value(event, "SUMMARY")).collect();
        let expected: Vec<String> = titles
            .iter()
            .map(|title| format!(":Maintenance: {}", title.replace(',', "\\,").replace('\u{3000}', " ")))
            .collect();
        assert_eq!(found, expected);
    }
}

/// The `icalendar` crate by itself never comes to an end with these.
#[test]
fn long_words_before_short_ones_are_folded() {
    let texts = ["ж", "🟩"].map(|letter| format!("{}{}.", letter.repeat(120), " - -".repeat(300)));
    for text in texts {
        let (done, is_done) = mpsc::channel();
        let tree = site("UTC", &[("single", &titled("Title", &text))]);
        thread::spawn(move || done.send(file(&built(&tree, NOW), "maintenance.ics")));
        let calendar =
            is_done.recv_timeout(Duration::from_mins(1)).expect("it is written in less than a minute");
        check(&calendar);
        assert!(lines(&calendar).iter().any(|line| line.contains(&text)), "{calendar}");
    }
}

#[test]
fn the_name_is_escaped_and_no_control_character_stands_in_a_calendar() {
    let tree = site("UTC", &[("single", &titled(r"A\tB\u007FC\u0085D\u001FE", "We move"))]);
    let calendar = file(&built(&tree, NOW), "maintenance.ics");
    assert_eq!(calendar.replace("\r\n", "").find(char::is_control), None);
    assert!(calendar.contains("\r\nSUMMARY:Maintenance: A BCDE\r\n"), "{calendar}");
    for name in ["NAME", "X-WR-CALNAME"] {
        let line = format!("{name}:Café\\; Status\\, all of it: maintenance");
        assert!(lines(&calendar).contains(&line), "{calendar}");
    }
}

#[test]
fn a_calendar_holds_no_time_of_the_clock_and_nothing_random() {
    let past = |text: &str| text.replace("2026-", "2006-").replace("2027", "2007");
    let (single, called_off, monthly) = (past(SINGLE), past(CANCELLED), past(MONTHLY));
    let monthly = monthly.replace("2006-09-06", "2006-09-03");
    let files =
        [("single", single.as_str()), ("called-off", called_off.as_str()), ("restarts", monthly.as_str())];
    let calendar = || file(&built(&site("Europe/Berlin", &files), "2006-11-20T14:30:00Z"), "maintenance.ics");
    assert_eq!(calendar(), calendar());
    let lines = lines(&calendar());
    let stamps: Vec<&str> = lines.iter().filter_map(|line| line.strip_prefix("DTSTAMP:")).collect();
    let changes: Vec<&str> = lines.iter().filter_map(|line| line.strip_prefix("LAST-MODIFIED:")).collect();
    assert_eq!(stamps, changes);
    assert!(stamps.iter().all(|stamp| stamp.starts_with("2006")), "{stamps:?}");
    for name in ["DTSTAMP", "UID"] {
        let count = lines.iter().filter(|line| line.starts_with(name)).count();
        assert_eq!(count, events(&calendar()).len(), "{name}: each event has one, and the zone has none");
    }
}

#[test]
fn what_is_called_off_stays_and_says_so() {
    let event = &events(&file(&all(), "maintenance.ics"))
        .into_iter()
        .find(|event| value(event, "UID").is_some_and(|id| id.contains("called-off")))
        .expect("it is there");
    assert_eq!(value(event, "STATUS"), Some(":CANCELLED"));
    assert_eq!(value(event, "SUMMARY"), Some(":Cancelled maintenance: Called off"));
    assert_eq!(value(event, "SEQUENCE"), Some(":2"));
    assert_eq!(value(event, "LAST-MODIFIED"), Some(":20261114T080000Z"));
}

#[test]
fn an_event_changes_when_something_is_posted_and_not_when_time_passes() {
    let tree = site("Europe/Berlin", &[("called-off", CANCELLED), ("restarts", MONTHLY)]);
    let at = |now: &str| file(&built(&tree, now), "maintenance.ics");
    let (announced, cancelled) = (at("2026-11-11T00:00:00Z"), at("2026-11-14T09:00:00Z"));
    let of = |calendar: &str, name: &str| {
        let event = &events(calendar)[events(calendar).len() - 1];
        value(event, name).expect("it is there").to_owned()
    };
    assert!(of(&announced, "SEQUENCE") < of(&cancelled, "SEQUENCE"));
    assert!(of(&announced, "LAST-MODIFIED") < of(&cancelled, "LAST-MODIFIED"));
    assert_eq!(of(&announced, "UID"), of(&cancelled, "UID"));
    assert_eq!(cancelled, at("2026-11-15T05:30:00Z"), "in the window");
    assert_eq!(cancelled, at("2026-11-30T00:00:00Z"), "after it");
    assert_eq!(cancelled, at("2026-12-06T01:30:00Z"), "when the next one goes on");
}

#[test]
fn what_recurs_is_a_rule_in_the_zone_with_the_times_that_differ() {
    let calendar = file(&all(), "services/mail/maintenance.ics");
    let events = events(&calendar);
    let master = &events[0];
    assert_eq!(value(master, "DTSTART"), Some(";TZID=Europe/Berlin:20260906T020000"));
    assert_eq!(value(master, "DTEND"), Some(";TZID=Europe/Berlin:20260906T030000"));
    let rule = ":FREQ=MONTHLY;BYDAY=1SU;UNTIL=20270630T215959Z";
    assert_eq!(value(master, "RRULE"), Some(rule), "the last second of the last day, in UTC");
    assert_eq!(value(&events[1], "RECURRENCE-ID"), Some(";TZID=Europe/Berlin:20261101T020000"));
    assert_eq!(value(&events[1], "STATUS"), Some(":CANCELLED"));
    let zone: Vec<String> =
        lines(&calendar).into_iter().skip_while(|line| line != "BEGIN:VTIMEZONE").collect();
    assert!(zone.contains(&"RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU".to_owned()), "{zone:?}");
    let utc = file(&built(&site("UTC", &[("restarts", MONTHLY)]), NOW), "maintenance.ics");
    assert!(utc.contains("\r\nDTSTART:20260906T020000Z\r\n") && !utc.contains("TZID"), "{utc}");
}
