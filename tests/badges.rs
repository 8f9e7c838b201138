//! Badges, the page for frames and what the banner asks for: what they say in which case.

use candor::build::{self, Memory, Request};
use candor::load::Options;
use candor::tree::{RelPath, Tree};
use serde_json::{Value, json};

const CONFIG: &str = r#"
title = "Example Status"
base_url = "https://status.example.com/status/"
[[services]]
id = "api"
name = "API"
[[services]]
id = "mail"
name = "Mail"
[[services]]
id = "new"
name = "New"
since = 2027-01-01
"#;

const NOW: &str = "2026-11-20T12:00:00Z";

/// The site with one incident for each pair of an id and an impact, all open for an hour.
fn built(open: &[(&str, &str)], more: &[(&str, &str)]) -> Tree {
    let mut tree = Tree::new();
    let mut add = |path: &str, text: &str| tree.insert(RelPath::new(path).expect("a path"), text.as_bytes());
    add("candor.toml", CONFIG);
    for (n, (service, impact)) in open.iter().enumerate() {
        let text = format!(
            "+++\ntitle = \"Trouble {n}\"\nservices = {{ {service} = \"{impact}\" }}\n\
             [[updates]]\nat = 2026-11-20T11:00:00Z\nstate = \"investigating\"\n+++\n"
        );
        add(&format!("content/incidents/trouble-{n}.md"), &text);
    }
    for (path, text) in more {
        add(path, text);
    }
    let now = chrono::DateTime::parse_from_rfc3339(NOW).expect("a time").to_utc();
    let options = Options { drafts: false, base_url: None, now };
    let memory = Memory::default();
    let request = Request { tree: &tree, found: Vec::new(), options: &options, skip_broken: true };
    let Ok(outcome) = build::build(request, &memory);
    assert!(outcome.built.is_some(), "{:?}", outcome.diagnostics);
    memory.into_tree()
}

fn text(site: &Tree, path: &str) -> String {
    let bytes = site.get(&RelPath::new(path).expect("a path")).unwrap_or_else(|| panic!("no {path}"));
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn value(site: &Tree, path: &str) -> Value {
    serde_json::from_str(&text(site, path)).expect("JSON")
}

fn message(site: &Tree, path: &str) -> String {
    let badge = value(site, path);
    assert_eq!(badge["schemaVersion"], 1);
    let said = badge["message"].as_str().expect("a text").to_owned();
    let svg = text(site, &path.replace(".json", ".svg"));
    assert!(svg.contains(&format!(">{said}</text>")) && svg.contains("role=\"img\""), "{svg}");
    said
}

#[test]
fn the_badge_of_a_site_says_how_much_of_it_fails() {
    for (open, expected) in [
        (&[][..], "operational"),
        (&[("api", "degraded_performance")], "degraded performance"),
        (&[("api", "partial_outage")], "partial outage"),
        // One service of three is a part of the site, two are half of it and more.
        (&[("api", "major_outage")], "partial outage"),
        (&[("api", "major_outage"), ("mail", "major_outage")], "major outage"),
    ] {
        let site = built(open, &[]);
        assert_eq!(message(&site, "badge.json"), expected, "{open:?}");
    }
}

#[test]
fn the_badge_of_a_service_is_its_own() {
    let site = built(&[("api", "major_outage")], &[]);
    assert_eq!(message(&site, "services/api/badge.json"), "major outage");
    assert_eq!(message(&site, "services/mail/badge.json"), "operational");
    assert!(text(&site, "services/api/badge.svg").contains("aria-label=\"API: major outage\""));
}

#[test]
fn uptime_is_floored_and_not_told_when_there_is_none() {
    // An hour of 89 days and 12 hours.
    let site = built(&[("api", "major_outage")], &[]);
    assert_eq!(message(&site, "services/api/uptime.json"), "99.95%");
    assert_eq!(message(&site, "services/mail/uptime.json"), "100%");
    assert_eq!(message(&site, "services/new/uptime.json"), "not counted yet");
    assert!(
        text(&site, "services/api/uptime.svg").contains("<title>API uptime over 90 days: 99.95%</title>")
    );
}

#[test]
fn a_badge_does_not_say_that_all_is_well_when_a_post_cannot_be_read() {
    let broken = ("content/incidents/broken.md", "+++\ntitle = \"Is anything\nwrong\n+++\n");
    let site = built(&[], &[broken]);
    assert_eq!(message(&site, "badge.json"), "unknown");
}

#[test]
fn the_banner_is_told_what_is_wrong_and_where_to_read_on() {
    let calm = value(&built(&[], &[]), "embed/status.json");
    assert_eq!((&calm["indicator"], &calm["id"]), (&json!("none"), &json!("")));
    let one = value(&built(&[("api", "partial_outage")], &[]), "embed/status.json");
    let expected = json!({
        "indicator": "minor", "message": "Trouble 0", "path": "incidents/trouble-0/",
        "id": "incidents/trouble-0/", "dismiss": "Dismiss",
    });
    assert_eq!(one, expected);
    let two =
        value(&built(&[("api", "partial_outage"), ("mail", "partial_outage")], &[]), "embed/status.json");
    assert_eq!(two["path"], "", "the home page has both");
    assert_ne!(two["id"], one["id"], "who dismissed the first is told of the second");
}

#[test]
fn the_script_is_small_and_touches_nothing_that_a_policy_forbids() {
    let script = text(&built(&[], &[]), "embed/banner.js");
    assert!(script.len() <= 2048, "{} bytes", script.len());
    for forbidden in
        ["innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval", ".style", "\"style\""]
    {
        assert!(!script.contains(forbidden), "{forbidden}");
    }
}

/// The headers of a path, with those of all rules that fit.
fn headers(site: &Tree, path: &str) -> Vec<String> {
    let mut fits = false;
    let mut found = Vec::new();
    for line in text(site, "_headers").lines() {
        match line.strip_prefix("  ") {
            Some(header) if fits => found.push(header.to_owned()),
            Some(_) => {}
            None => {
                fits = match line.split_once('*') {
                    Some((start, end)) => path.starts_with(start) && path.ends_with(end),
                    None => path == line,
                };
            }
        }
    }
    found
}

#[test]
fn only_the_page_for_frames_may_be_framed_and_others_may_read_what_is_for_them() {
    let page = ("content/pages/about.md", "+++\ntitle = \"About\"\n+++\n");
    let site = built(&[("api", "partial_outage")], &[page]);
    let may_be_framed =
        |path: &str| !headers(&site, path).iter().any(|line| line.ends_with("frame-ancestors 'none'"));
    assert!(may_be_framed("/status/embed/"));
    for path in
        ["", "404.html", "incidents/trouble-0/", "history/", "history/2026/11/", "services/api/", "about/"]
    {
        assert!(!may_be_framed(&format!("/status/{path}")), "{path}");
    }
    for path in ["embed/status.json", "badge.json", "services/api/uptime.svg", "maintenance.ics", "feed.rss"]
    {
        let headers = headers(&site, &format!("/status/{path}"));
        assert!(headers.contains(&"Access-Control-Allow-Origin: *".to_owned()), "{path}");
    }
}
