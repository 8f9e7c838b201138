//! Heroku's Status API v4: what its documents say in calm, during an incident, during maintenance and after a
//! retroactive incident.

mod api_site;

use api_site::{AFTERWARDS, CALM, INCIDENT, MAINTENANCE, Output, build, files};
use serde_json::{Value, json};

fn at(now: &str) -> Output {
    build(&files(), now)
}

fn colours(website: &str, mail: &str) -> Value {
    json!([{ "system": "Website", "status": website }, { "system": "Mail", "status": mail }])
}

fn titles(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().map(|one| one["title"].as_str().expect("a title")).collect()
}

#[test]
fn calm_is_green() {
    let status = at(CALM).json("api/v4/current-status");
    assert_eq!(status["status"], colours("green", "green"));
    assert_eq!(status["incidents"], json!([]));
    let work = &status["scheduled"][0];
    assert_eq!((&work["title"], &work["state"]), (&json!("The API moves"), &json!("upcoming")));
    assert_eq!(work["updates"][0]["update_type"], "scheduled");
    assert_eq!(work["systems"], json!([{ "name": "Website", "status": "green", "services": ["API"] }]));
}

#[test]
fn an_outage_is_red_and_told_update_by_update() {
    let site = at(INCIDENT);
    let status = site.json("api/v4/current-status");
    assert_eq!(status["status"], colours("red", "green"));
    let incident = &status["incidents"][0];
    let updates = &incident["updates"];
    let expected = json!({
        "id": incident["id"],
        "title": "The shop is slow",
        "state": "identified",
        "resolved": false,
        "created_at": "2026-10-01T10:05:00.000Z",
        "updated_at": "2026-10-01T10:20:00.000Z",
        "full_url": "https://status.example.com/incidents/slow-shop/",
        "systems": [{ "name": "Website", "status": "red", "services": ["Shop", "API"] }],
        "updates": [
            {
                "id": updates[0]["id"],
                "update_type": "identified",
                "contents": "The shop's database is full.",
                "created_at": "2026-10-01T10:20:00.000Z",
                "updated_at": "2026-10-01T10:20:00.000Z",
            },
            {
                "id": updates[1]["id"],
                "update_type": "investigating",
                "contents": "Pages of the shop take long.\n\nWe are looking into it (https://example.com/help).",
                "created_at": "2026-10-01T10:05:00.000Z",
                "updated_at": "2026-10-01T10:05:00.000Z",
            },
        ],
    });
    assert_eq!(incident, &expected);
    let id = incident["id"].as_u64().filter(|id| *id < 1 << 53).expect("a number that every client can hold");
    assert_eq!(site.json(&format!("api/v4/incidents/{id}")), expected);
}

#[test]
fn an_update_put_in_between_leaves_the_others_their_ids() {
    let ids = |files: &[(&'static str, String)]| -> Vec<(String, u64)> {
        let incident = build(files, AFTERWARDS).json("api/v4/incidents.json")[0].clone();
        assert_eq!(incident["full_url"], "https://status.example.com/incidents/slow-shop/");
        let updates = incident["updates"].as_array().expect("a list").clone();
        let id = |update: &Value| update["id"].as_u64().filter(|id| *id < 1 << 53).expect("a number");
        updates.iter().map(|one| (one["created_at"].to_string(), id(one))).collect()
    };
    let before = ids(&files());
    assert_eq!(before.len(), 5, "four updates and a post-mortem");
    let mut edited = files();
    let shop = edited.iter_mut().find(|(path, _)| path.ends_with("slow-shop.md")).expect("the incident");
    let between = "[[updates]]\nat = 2026-10-01T10:30:00Z\nstate = \"identified\"\ntext = \"Soon.\"\n\n";
    shop.1 = shop.1.replace("There is room again.", "There is room.").replace(
        "[[updates]]\nat = 2026-10-01T10:40:00Z",
        &format!("{between}[[updates]]\nat = 2026-10-01T10:40:00Z"),
    );
    let mut after = ids(&edited);
    assert_eq!(after.len(), 6);
    let new = after.remove(3);
    assert_eq!(new.0, "\"2026-10-01T10:30:00.000Z\"");
    assert_eq!(after, before);
    assert!(before.iter().all(|(_, id)| *id != new.1));
}

#[test]
fn what_is_between_is_yellow() {
    let site = at("2026-10-01T10:10:00Z");
    assert_eq!(site.json("api/v4/current-status")["status"], colours("yellow", "green"));
    let status = at(MAINTENANCE).json("api/v4/current-status");
    assert_eq!(status["status"], colours("yellow", "green"));
    assert_eq!(status["incidents"], json!([]));
    assert_eq!(status["scheduled"][0]["state"], "in_progress");
    assert_eq!(status["scheduled"][0]["systems"][0]["status"], "yellow");
}

#[test]
fn a_retroactive_incident_is_in_the_list_and_changes_no_colour() {
    let site = at(AFTERWARDS);
    let status = site.json("api/v4/current-status");
    assert_eq!(status, json!({ "status": colours("green", "green"), "incidents": [], "scheduled": [] }));
    let all = site.json("api/v4/incidents.json");
    assert_eq!(
        titles(&all),
        ["The shop is slow", "Mail was lost", "Orders seem to be missing", "Trouble of old"]
    );
    for incident in all.as_array().expect("a list") {
        assert_eq!((&incident["state"], &incident["resolved"]), (&json!("resolved"), &json!(true)));
    }
    assert_eq!(all[1]["created_at"], "2026-09-20T08:00:00.000Z");
    assert_eq!(all[1]["systems"], json!([{ "name": "Mail", "status": "green", "services": ["Mail"] }]));
}

#[test]
fn every_address_has_a_twin_for_hosts_that_need_an_extension() {
    let site = at(INCIDENT);
    let bare: Vec<&str> = site.under("api/v4").filter(|path| path.strip_suffix(".json").is_none()).collect();
    assert_eq!(bare.len(), 1 + 3 + 2, "the status, three incidents, two maintenances: {bare:?}");
    for path in bare {
        assert_eq!(site.bytes(path), site.bytes(&format!("{path}.json")), "{path}");
    }
    let headers = String::from_utf8(site.bytes("_headers").to_vec()).expect("text");
    assert!(headers.contains("\n/api/v4/*\n  Content-Type: application/json"), "{headers}");
}

#[test]
fn systems_are_services_when_there_are_no_groups() {
    let status = |services: &str| {
        let toml =
            format!("title = \"T\"\nbase_url = \"https://x.example/\"\ntimezone = \"UTC\"\n{services}");
        build(&[("candor.toml", toml)], CALM).json("api/v4/current-status")["status"].clone()
    };
    let service = "[[services]]\nid = \"a\"\nname = \"A\"\n[[services]]\nid = \"b\"\nname = \"B\"\n";
    let green = |name: &str| json!({ "system": name, "status": "green" });
    assert_eq!(status(service), json!([green("A"), green("B")]));
}

#[test]
fn a_file_of_the_author_cannot_stand_in_an_apis_place() {
    use candor::build::{Memory, Request, build};
    use candor::load::Options;
    use candor::tree::{RelPath, Tree};

    let mut tree = Tree::new();
    for (path, text) in files() {
        tree.insert(RelPath::new(path).expect("a path"), text.as_bytes());
    }
    tree.insert(RelPath::new("static/api/v4/incidents").expect("a path"), "{}".as_bytes());
    let options = Options { drafts: false, base_url: None, now: CALM.parse().expect("a moment") };
    let request = Request { tree: &tree, found: Vec::new(), options: &options, skip_broken: false };
    let Ok(outcome) = build(request, &Memory::default());
    assert!(outcome.built.is_none(), "{:?}", outcome.diagnostics);
    let mut messages = outcome.diagnostics.iter().map(candor::diagnostics::Diagnostic::message);
    assert!(messages.any(|message| message.contains("Candor itself writes /api/v4/incidents")));
}
