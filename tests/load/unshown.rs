//! Which broken files the home page must speak of: those that may be about something that goes on right now.

use crate::site::{File, INCIDENT, OPEN, load, tree};

/// The paths and titles of what is unshown on the site of `files`; every one of them is broken.
fn unshown(files: &[File<'_>]) -> Vec<(String, Option<String>)> {
    let loaded = load(&tree(files));
    assert_eq!(loaded.broken.len(), files.len(), "every file is broken: {:?}", loaded.diagnostics);
    let site = loaded.site.expect("a site");
    assert!(site.incidents.is_empty() && site.maintenance.is_empty() && site.pages.is_empty());
    site.unshown.into_iter().map(|unshown| (unshown.path.to_string(), unshown.title)).collect()
}

#[track_caller]
fn is_unshown(text: impl AsRef<[u8]>, title: Option<&str>) {
    let expected = (INCIDENT.to_owned(), title.map(str::to_owned));
    assert_eq!(unshown(&[(INCIDENT, text.as_ref())]), [expected]);
}

#[track_caller]
fn is_forgotten(text: impl AsRef<[u8]>) {
    assert_eq!(unshown(&[(INCIDENT, text.as_ref())]), []);
}

/// A way to break a file in one place.
type Break = fn(&str) -> Vec<u8>;

/// Ways to break a file that leave its title, its state and its times as they are.
const BREAKS: &[(&str, Break)] = &[
    ("a syntax error", |text| text.replace("services = [\"api\"]", "services = [\"api\"").into_bytes()),
    ("an unquoted word", |text| text.replace("[\"api\"]", "api").into_bytes()),
    ("an unknown service", |text| text.replace("\"api\"", "\"apii\"").into_bytes()),
    ("an unknown key", |text| text.replace("services", "servces").into_bytes()),
    ("a NUL byte in the body", |text| format!("{text}\0").into_bytes()),
    ("a byte that is not UTF-8", |text| [text.as_bytes(), b"\xe9\n"].concat()),
];

/// An incident with `head` above and `tail` below its first update.
fn incident(head: &str, tail: &str) -> String {
    let text = OPEN.replacen("[[updates]]", &format!("{head}\n[[updates]]"), 1);
    text.replacen("looking into it.\"\n", &format!("looking into it.\"\n{tail}\n"), 1)
}

const RESOLVED: &str = "[[updates]]\nat = 2026-11-20T10:41:00Z\nstate = \"resolved\"";

#[test]
fn a_broken_open_incident_is_unshown() {
    let reopened = format!("{RESOLVED}\n[[updates]]\nat = 2026-11-20T11:00:00Z\nstate = \"investigating\"");
    for text in [
        OPEN.to_owned(),
        incident("state = \"investigating\"", ""),
        incident("", &reopened),
        incident("ended = 2026-11-20T18:00:00Z", ""),
        // It will be resolved when that update is shown.
        incident("", &RESOLVED.replace("T10:41", "T18:41")),
    ] {
        for (what, broken) in BREAKS {
            // Some faults swallow the rest of the file; then nothing says that it is over, and it counts as open.
            let shown = unshown(&[(INCIDENT, &broken(&text))]);
            assert_eq!(shown, [(INCIDENT.to_owned(), Some("API down".to_owned()))], "{what} in {text}");
        }
    }
}

#[test]
fn a_broken_incident_that_is_over_is_not_spoken_of() {
    for text in [
        incident("", RESOLVED),
        incident("state = \"resolved\"", RESOLVED),
        incident("", &RESOLVED.replace("resolved", "false_alarm")),
        incident("retroactive = true\npublished = 2026-11-21T08:00:00Z", ""),
        incident("ended = 2026-11-20T10:41:00Z", ""),
    ] {
        for (what, broken) in BREAKS.iter().filter(|(what, _)| *what != "a syntax error") {
            assert_eq!(unshown(&[(INCIDENT, &broken(&text))]), [], "{what} in {text}");
        }
    }
}

#[test]
fn in_doubt_an_incident_is_open() {
    is_unshown(b"\n", None);
    is_unshown("API down, we are looking into it", None);
    is_unshown(b"\xff\xfe+\0+\0+\0\n\0", None);
    is_unshown("+++\ntitle = \"API down\"\n", None);
    is_unshown("+++\ntitle = \"API down\"\n+++\n", Some("API down"));
    // The top and the newest update contradict each other.
    is_unshown(incident("state = \"resolved\"", ""), Some("API down"));
    is_unshown(incident("state = \"monitoring\"", RESOLVED), Some("API down"));
    // An update that cannot be read may have reopened it.
    is_unshown(incident("", &format!("{RESOLVED}\n[[updates]\nstate = \"investigating\"")), Some("API down"));
    is_unshown(incident("", &format!("{RESOLVED}\n[[updates]]\nstate = \"reopened\"")), Some("API down"));
    // ... unless the top says that it is over.
    is_forgotten(incident(
        "state = \"resolved\"",
        &format!("{RESOLVED}\n[[updates]\nstate = \"investigating\""),
    ));
}

#[test]
fn a_file_without_an_address_is_judged_by_what_it_says() {
    let over = incident("", RESOLVED);
    assert_eq!(unshown(&[("content/incidents/a b.md", over.as_bytes())]), []);
    let open = [("content/incidents/a b.md", OPEN.as_bytes())];
    assert_eq!(unshown(&open), [("content/incidents/a b.md".to_owned(), Some("API down".to_owned()))]);
}

#[test]
fn a_draft_is_not_spoken_of() {
    is_forgotten(incident("draft = true\nservce = 1", ""));
}

#[test]
fn a_broken_maintenance_is_unshown_until_it_is_over() {
    let maintenance = |until: &str, rest: &str| {
        format!(
            "+++\ntitle = \"Move\"\nservices = [\"apii\"]\nscheduled_for = 2026-11-20T12:00:00Z\n\
             scheduled_until = {until}\n{rest}\n+++\n"
        )
    };
    let unshown = |text: String| unshown(&[("content/maintenance/move.md", text.as_bytes())]).len();
    assert_eq!(unshown(maintenance("2026-11-20T16:00:00Z", "")), 1, "it goes on");
    assert_eq!(unshown(maintenance("soon", "")), 1, "nobody knows");
    assert_eq!(unshown(maintenance("2026-11-20T14:00:00Z", "")), 0, "it is over by the clock");
    let completed = "[[updates]]\nat = 2026-11-20T13:00:00Z\nstate = \"completed\"";
    assert_eq!(unshown(maintenance("2026-11-20T16:00:00Z", completed)), 0, "it was over early");
    let cancelled = "[[updates]]\nstate = \"cancelled\"";
    assert_eq!(unshown(maintenance("2026-11-20T16:00:00Z", cancelled)), 0, "it does not take place");
}

#[test]
fn a_broken_page_is_not_spoken_of() {
    assert_eq!(unshown(&[("content/pages/about.md", b"nothing")]), []);
}
