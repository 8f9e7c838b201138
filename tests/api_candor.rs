//! /api/candor.json and its years: valid by their schemas, true to the content, split when there is much.

#[path = "support/built.rs"]
mod built;
#[path = "support/schema.rs"]
mod schema;

use built::{build, config, json, text, tree};
use candor::plan;
use candor::plan::candor_json::{COMPLETE, PART, RECENT};
use candor::tree::Tree;
use schema::Check;
use serde_json::{Value, json as value};

const NOW: &str = "2026-11-20T14:30:00Z";

fn story() -> Vec<(&'static str, String)> {
    vec![
        config(""),
        (
            "content/incidents/slow.md",
            "+++\ntitle = \"The API is <slow>\"\nservices = { api = \"partial_outage\" }\n\
             started = 2026-11-20T13:00:00Z\nnext_update = 2026-11-20T15:00:00Z\n\
             [[updates]]\nat = 2026-11-20T13:05:00Z\nstate = \"investigating\"\ntext = 'See [the other](2025/lost.md).'\n+++\n"
                .to_owned(),
        ),
        (
            "content/incidents/2025/lost.md",
            "+++\ntitle = \"Mail was lost\"\nservices = [\"mail\"]\nretroactive = true\n\
             started = 2025-12-31T23:00:00Z\nended = 2026-01-01T01:00:00Z\npublished = 2026-01-02T09:00:00Z\n\
             [[updates]]\nstate = \"resolved\"\ntext = 'Over.'\n[postmortem]\npublished = 2026-01-05T09:00:00Z\n+++\n\nWhy it *happened*.\n"
                .to_owned(),
        ),
        (
            "content/maintenance/move.md",
            "+++\ntitle = \"Databases move\"\nservices = [\"db\"]\nscheduled_for = 2026-11-20T14:00:00Z\n\
             scheduled_until = 2026-11-20T16:00:00Z\npublished = 2026-11-10T09:00:00Z\n+++\n\nSlow for a while.\n"
                .to_owned(),
        ),
    ]
}

fn valid(site: &Tree) {
    let schemas = plan::schemas();
    let schema = |name: &str| &schemas.iter().find(|(other, _)| other == name).expect("the schema").1;
    let whole = json(site, "api/candor.json");
    let found = Check { root: schema("candor.json"), closed: true }.faults(&whole);
    assert!(found.is_empty(), "candor.json: {found:#?}");
    for year in whole["years"].as_array().expect("a list") {
        for part in parts(site, year) {
            let found = Check { root: schema("candor-year.json"), closed: true }.faults(&part);
            assert!(found.is_empty(), "{year}: {found:#?}");
        }
    }
}

/// Every part of a year, by the links from one to the next.
fn parts(site: &Tree, year: &Value) -> Vec<Value> {
    let mut parts: Vec<Value> = Vec::new();
    let mut next = year["url"].as_str().map(str::to_owned);
    while let Some(url) = next {
        let part = json(site, url.strip_prefix("https://example.com/status/").expect("a URL of the site"));
        next = part["next"].as_str().map(str::to_owned);
        parts.push(part);
    }
    parts
}

fn service<'v>(document: &'v Value, id: &str) -> &'v Value {
    document["services"].as_array().expect("a list").iter().find(|one| one["id"] == id).expect("the service")
}

#[test]
fn a_small_site_stands_in_one_document_that_its_schema_describes() {
    let site = build(&tree(&story()), NOW);
    valid(&site);
    let whole = json(&site, "api/candor.json");
    assert_eq!(whole["version"], 1);
    assert_eq!(whole["complete"], true);
    assert_eq!(whole["status"], "minor");
    assert_eq!(whole["built_at"], NOW);
    assert_eq!(whole["incidents"].as_array().map(Vec::len), Some(2));
    assert_eq!(
        whole["groups"][0],
        value!({
            "id": "run", "name": "Run", "description": "", "status": "partial_outage", "services": ["api"],
            "feeds": {
                "rss": "https://example.com/status/groups/run/feed.rss",
                "atom": "https://example.com/status/groups/run/feed.atom",
                "json": "https://example.com/status/groups/run/feed.json",
            },
        })
    );
}

#[test]
fn an_incident_says_what_its_file_says() {
    let site = build(&tree(&story()), NOW);
    let whole = json(&site, "api/candor.json");
    let slow = &whole["incidents"][0];
    assert_eq!(slow["id"], "slow");
    assert_eq!(slow["title"], "The API is <slow>");
    assert_eq!((&slow["open"], &slow["ended_at"]), (&value!(true), &Value::Null));
    assert_eq!(slow["next_update_at"], "2026-11-20T15:00:00Z");
    assert_eq!(slow["services"], value!([{ "id": "api", "impact": "partial_outage" }]));
    assert_eq!(slow["updates"][0]["text"], "See the other.");
    let html = slow["updates"][0]["html"].as_str().expect("a text");
    assert!(html.contains("href=\"https://example.com/status/incidents/lost/\""), "{html}");
    let lost = &whole["incidents"][1];
    assert_eq!((&lost["retroactive"], &lost["open"]), (&value!(true), &value!(false)));
    assert_eq!(lost["published_at"], "2026-01-02T09:00:00Z");
    assert_eq!(lost["updated_at"], "2026-01-05T09:00:00Z");
    assert_eq!(lost["updates"][0]["at"], Value::Null);
    assert_eq!(lost["postmortem"]["text"], "Why it happened.");
}

#[test]
fn services_have_their_intervals_and_uptime() {
    let site = build(&tree(&story()), NOW);
    let whole = json(&site, "api/candor.json");
    let api = service(&whole, "api");
    assert_eq!(api["status"], "partial_outage");
    assert_eq!(
        api["intervals"],
        value!([{
            "impact": "partial_outage", "from": "2026-11-20T13:00:00Z", "until": null,
            "incidents": ["slow"], "maintenance": [],
        }])
    );
    let days = api["days"].as_array().expect("a list");
    assert_eq!(days.len(), 90);
    // 5400 s of partial outage at 0.3 in the 14.5 hours of the day: 96.896… %, floored.
    assert_eq!(
        days[89],
        value!({
            "date": "2026-11-20", "worst": "partial_outage", "percent": 96.89, "seconds": 52_200,
            "impact_seconds": { "partial_outage": 5_400 },
        })
    );
    assert_eq!(service(&whole, "db")["status"], "under_maintenance");
    assert_eq!(whole["maintenance"][0]["state"], "in_progress");
    assert_eq!(whole["maintenance"][0]["work"], value!([{ "from": "2026-11-20T14:00:00Z", "until": null }]));
}

#[test]
fn a_year_holds_what_began_in_it_and_shares_what_goes_on_over_new_year() {
    let site = build(&tree(&story()), NOW);
    let (old, new) = (json(&site, "api/candor/2025.json"), json(&site, "api/candor/2026.json"));
    assert_eq!(old["incidents"][0]["id"], "lost");
    assert_eq!(new["incidents"].as_array().map(Vec::len), Some(1));
    let interval = value!([{
        "impact": "degraded_performance", "from": "2025-12-31T23:00:00Z", "until": "2026-01-01T01:00:00Z",
        "incidents": ["lost"], "maintenance": [],
    }]);
    assert_eq!(service(&old, "mail")["intervals"], interval);
    assert_eq!(service(&new, "mail")["intervals"], interval);
    assert_eq!(service(&old, "mail")["months"].as_array().map(Vec::len), Some(7));
    assert!(site.get_str("api/candor/2024.json").is_none());
}

/// Incidents, 336 in a year, of which the oldest is still open.
fn many(count: usize, first_year: usize) -> Vec<(String, String)> {
    let one = |n: usize| {
        let day = format!("{}-{:02}-{:02}", first_year + n / 336 % 2, n / 28 % 12 + 1, n % 28 + 1);
        let state = if n == 0 { "monitoring" } else { "resolved" };
        let text = format!(
            "+++\ntitle = \"No {n}\"\nservices = [\"api\"]\n[[updates]]\nat = {day}T10:00:00Z\n\
             state = \"investigating\"\n[[updates]]\nat = {day}T11:00:00Z\nstate = \"{state}\"\n+++\n"
        );
        (format!("content/incidents/i{n:04}.md"), text)
    };
    (0..count).map(one).collect()
}

#[test]
fn a_year_with_very_much_in_it_comes_in_parts_that_do_not_change_when_more_begins() {
    let built = |count: usize| {
        let many = many(count, 2024);
        let mut files = vec![config("")];
        files.extend(many.iter().map(|(path, text)| (path.as_str(), text.clone())));
        build(&tree(&files), NOW)
    };
    // Two rounds of the same days: 2024 has twice 336 incidents.
    let site = built(336 * 3);
    valid(&site);
    let year = &json(&site, "api/candor.json")["years"][1];
    let parts = parts(&site, year);
    let counts: Vec<_> = parts.iter().map(|part| part["incidents"].as_array().map_or(0, Vec::len)).collect();
    assert_eq!((counts, &year["incidents"]), (vec![PART, PART, PART, 672 - 3 * PART], &value!(672)));
    assert!(site.get_str("api/candor/2024-4.json").is_some());
    let services: Vec<_> = parts.iter().map(|part| part["services"].as_array().map_or(0, Vec::len)).collect();
    assert_eq!((services[0] > 0, &services[1..]), (true, &[0, 0, 0][..]), "once for the year");
    // What began first stands first, and stays there.
    assert_eq!(parts[0]["incidents"][PART - 1]["id"], "i0000");
    let before = built(336 * 3 - 1);
    assert_eq!(json(&before, "api/candor/2024.json")["incidents"], parts[0]["incidents"]);
}

#[test]
fn a_large_site_has_what_is_recent_in_one_document_and_everything_in_its_years() {
    let many = many(COMPLETE, 2024);
    let mut files = story();
    files.extend(many.iter().map(|(path, text)| (path.as_str(), text.clone())));
    let site = build(&tree(&files), NOW);
    valid(&site);
    let whole = json(&site, "api/candor.json");
    assert_eq!(whole["complete"], false);
    let incidents = whole["incidents"].as_array().expect("a list");
    assert_eq!(incidents.len(), RECENT + 1);
    assert_eq!(incidents[RECENT]["id"], "i0000");
    assert!(service(&whole, "api")["months"].as_array().is_some_and(|months| months.len() == 12));
    let mut all = 0;
    for year in whole["years"].as_array().expect("a list") {
        let held: usize =
            parts(&site, year).iter().filter_map(|part| part["incidents"].as_array()).map(Vec::len).sum();
        assert_eq!(year["incidents"], held);
        all += held;
    }
    assert_eq!(all, COMPLETE + 2);
}

#[test]
fn a_site_without_any_content_is_valid_too() {
    let site = build(&tree(&[config("")]), NOW);
    valid(&site);
    let whole = json(&site, "api/candor.json");
    assert_eq!(
        (&whole["incidents"], &whole["maintenance"], &whole["years"]),
        (&value!([]), &value!([]), &value!([]))
    );
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (one, other) = (build(&tree(&story()), NOW), build(&tree(&story()), NOW));
    assert_eq!(text(&one, "api/candor.json"), text(&other, "api/candor.json"));
}

#[test]
fn other_tools_apis_are_off_until_they_are_asked_for() {
    let site = build(&tree(&story()), NOW);
    for path in ["index.json", "issues/index.json", "history/summary.json"] {
        assert!(site.get_str(path).is_none(), "{path}");
    }
    let mut files = story();
    files[0] = config("[api]\ncstate = true\nupptime = true\n");
    let site = build(&tree(&files), NOW);
    let index = json(&site, "index.json");
    assert_eq!((&index["is"], &index["summaryStatus"]), (&value!("index"), &value!("disrupted")));
    assert_eq!(index["systems"][0]["unresolvedIssues"][0]["title"], "The API is <slow>");
    assert_eq!(index["systems"][1]["status"], "notice");
    assert_eq!(
        index["systems"][2],
        value!({
            "name": "Mail", "category": "Services", "status": "ok", "unresolvedIssues": [],
        })
    );
    let issues = json(&site, "issues/index.json");
    let titles: Vec<_> =
        issues["pages"].as_array().expect("a list").iter().map(|one| &one["title"]).collect();
    assert_eq!(titles, ["Databases move", "The API is <slow>", "Mail was lost"]);
    assert_eq!(
        issues["pages"][2],
        value!({
            "is": "issue", "title": "Mail was lost", "createdAt": "2025-12-31 23:00:00 +0000 UTC",
            "lastMod": "2026-01-02 09:00:00 +0000 UTC", "permalink": "https://example.com/status/incidents/lost/",
            "severity": "notice", "resolved": true, "informational": false,
            "resolvedAt": "2026-01-01 01:00:00 +0000 UTC", "affected": ["Mail"], "filename": "lost.md",
        })
    );
    let summary = json(&site, "history/summary.json");
    assert_eq!(summary[0]["status"], "degraded");
    assert_eq!(summary[0]["icon"], "", "this site has neither icon nor logo");
    assert_eq!(summary[0]["dailyMinutesDown"], value!({ "2026-11-20": 90 }));
    assert_eq!(summary[0]["uptimeDay"], "98.12%");
    assert_eq!((&summary[1]["status"], &summary[1]["uptime"]), (&value!("up"), &value!("100.00%")));
}
