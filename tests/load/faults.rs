//! Many faults at once: all of them, in one order, and none that is only the consequence of another.

use candor::diagnostics::{Code, Diagnostic};
use candor::load;
use candor::tree::RelPath;

use crate::site::{CONFIG, INCIDENT, OPEN, emitted, front, report, tree};

#[test]
fn all_faults_of_all_files_are_said_in_one_order() {
    let maintenance = front(
        "title = \"Databases move\"\nservices = [\"api\"]\nscheduled_for = 2026-11-28T06:00:00Z\n\
         scheduled_until = 2026-11-28T05:00:00Z\nstate = \"done\"",
    );
    let closed = front(
        "title = \"Slow\"\nservices = { dashbord = \"slow\" }\nstate = \"resolved\"\n\
         started = 2026-11-20T11:00:00Z\nended = 2026-11-20T10:00:00Z\n\
         [[updates]]\nat = 2026-11-20T11:30:00Z\nstate = \"monitoring\"\n\
         [[updates]]\nat = 2026-11-20T11:10:00Z\nstate = \"identified\"",
    );
    let said = report(&[
        ("candor.toml", CONFIG.replace("\"Europe/Berlin\"", "\"Europe/Berln").as_bytes()),
        ("content/drafts.md", b"later"),
        ("content/incidents/a b.md", OPEN.as_bytes()),
        ("content/incidents/2025/same.md", OPEN.as_bytes()),
        ("content/incidents/2026/same.md", OPEN.replace("title", "titel").as_bytes()),
        ("content/incidents/closed.md", closed.as_bytes()),
        ("content/incidents/latin.md", b"+++\ntitle = \"Caf\xe9\"\n+++\n"),
        ("content/incidents/no-front.md", b"It is down!\n"),
        ("content/incidents/open.md", b"+++\ntitle = \"A\"\n"),
        ("content/maintenance/move.md", maintenance.as_bytes()),
        ("content/pages/uptime.md", b"+++\ntitle = \"Uptime\"\n+++\n\0"),
        ("static/sitemap.xml", b"<urlset/>"),
    ]);
    assert_eq!(said, include_str!("faults.txt"));
}

#[test]
fn a_broken_line_hides_no_certain_fault_and_invents_none() {
    let said = report(&[(
        INCIDENT,
        front(
            "title = \"API down\nservices = [\"apii\"]\nstarted = 2026-03-29T02:30:00\nseverity = 1\n\
             [[updates]]\nat = 2026-11-20T10:03:00Z\nstate = \"fixed\"\n[[updates]]\nat = 2026-11-20T09:00:00Z\nstate = investigating",
        )
        .as_bytes(),
    )]);
    let codes: Vec<&str> = said.lines().filter_map(|line| line.split(['[', ']']).nth(1)).collect();
    // Neither the title nor the last state is missing, and no order is judged while a line is unreadable.
    assert_eq!(
        codes,
        ["toml-syntax", "unknown-service", "time-gap", "unknown-key", "unknown-state", "toml-syntax"],
        "{said}"
    );
}

#[test]
fn a_broken_heading_makes_no_key_unknown() {
    for heading in ["[[updates]", "[updates", "[[updates]] x"] {
        let text = OPEN.replace("[[updates]]", heading);
        let said = report(&[(INCIDENT, text.as_bytes())]);
        assert_eq!(said.lines().count(), 1, "{heading}: {said}");
        assert!(said.starts_with(&format!("{INCIDENT}:5:")) && said.contains("[toml-syntax]"), "{said}");
    }
}

#[test]
fn a_broken_configuration_calls_forth_no_faults_of_content() {
    for broken in [
        CONFIG.replace("[[services]]", "[[services]"),
        CONFIG.replace("\"dashboard\"", "\"da sh\""),
        CONFIG.replace("id = \"api\"", "idd = \"api\""),
        CONFIG.replace("\"API\"", "\"API"),
        CONFIG.replace("Europe/Berlin", "Mars/Base"),
    ] {
        // By Berlin's clocks these are in order, by UTC's they are not.
        let text = OPEN.to_owned().replace("\"api\"", "\"api\", \"dashboard\"").replace(
            "[[updates]]",
            "[[updates]]\nat = 2026-11-20T10:50:00\nstate = \"investigating\"\n[[updates]]",
        );
        let said = report(&[("candor.toml", broken.as_bytes()), (INCIDENT, text.as_bytes())]);
        assert!(!said.is_empty() && said.lines().all(|line| line.starts_with("candor.toml:")), "{said}");
    }
}

#[test]
fn content_is_read_although_candor_toml_cannot_be() {
    let said =
        report(&[("candor.toml", b"\xff"), (INCIDENT, OPEN.replace("investigating", "open").as_bytes())]);
    let codes: Vec<&str> = said.lines().filter_map(|line| line.split(['[', ']']).nth(1)).collect();
    assert_eq!(codes, ["not-utf8", "unknown-state"], "{said}");
}

#[test]
fn what_was_found_while_reading_the_folder_is_part_of_the_list() {
    let tree = tree(&[("candor.toml", b""), (INCIDENT, OPEN.replace("investigating", "open").as_bytes())]);
    let found = |path: &str, code| Diagnostic::new(code, &RelPath::new(path).expect("a path"), "found");
    let found = vec![
        found("content/incidents/link.md", Code::SymlinkOutside),
        found("candor.toml", Code::FileTooLarge),
        found("static/a", Code::SymlinkLoop),
    ];
    let now = "2026-11-20T14:30:00Z".parse().expect("a moment");
    let loaded = load::load(&tree, found, &load::Options { drafts: false, base_url: None, now });
    let said = emitted(&loaded, &tree);
    let codes: Vec<&str> = said.lines().filter_map(|line| line.split(['[', ']']).nth(1)).collect();
    assert_eq!(codes, ["file-too-large", "unknown-state", "symlink-outside", "symlink-loop"], "{said}");
    assert!(loaded.site.is_none());
    let broken: Vec<&str> = loaded.broken.iter().map(RelPath::as_str).collect();
    assert_eq!(broken, [INCIDENT, "content/incidents/link.md"]);
}

#[test]
fn one_broken_file_leaves_the_others_on_the_site() {
    let tree = tree(&[
        ("content/incidents/broken.md", b"+++\ntitle = \"A\n+++\n"),
        ("content/incidents/fine.md", OPEN.as_bytes()),
        (
            "content/incidents/warned.md",
            OPEN.replace("services", "started = 2026-11-20T12:00:00Z\nservices").as_bytes(),
        ),
    ]);
    let loaded = crate::site::load(&tree);
    let slugs: Vec<String> =
        loaded.site.expect("a site").incidents.iter().map(|incident| incident.slug().to_string()).collect();
    assert_eq!(slugs, ["fine", "warned"]);
    assert_eq!(loaded.broken, [RelPath::new("content/incidents/broken.md").expect("a path")]);
}
