//! Statuspage's API v2: what its documents say in calm, during an incident, during maintenance and after a retroactive
//! incident; and that ids last.

mod api_site;

use api_site::{AFTERWARDS, CALM, INCIDENT, MAINTENANCE, Output, build, files};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

fn at(now: &str) -> Output {
    build(&files(), now)
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().map(|one| one["name"].as_str().expect("a name")).collect()
}

fn named<'a>(list: &'a Value, name: &str) -> &'a Value {
    let mut list = list.as_array().expect("a list").iter();
    list.find(|one| one["name"] == name).unwrap_or_else(|| panic!("{name} is not in the list"))
}

fn keys(object: &Value) -> Vec<&str> {
    object.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn calm_is_all_systems_operational() {
    let site = at(CALM);
    let summary = site.json("api/v2/summary.json");
    assert_eq!(keys(&summary), ["page", "components", "incidents", "scheduled_maintenances", "status"]);
    assert_eq!(summary["status"], json!({ "indicator": "none", "description": "All Systems Operational" }));
    assert_eq!(summary["incidents"], json!([]));
    assert_eq!(names(&summary["scheduled_maintenances"]), ["The API moves"]);
    assert_eq!(keys(&summary["page"]), ["id", "name", "url", "time_zone", "updated_at"]);
    assert_eq!(summary["page"]["url"], "https://status.example.com");
    assert_eq!(summary["page"]["time_zone"], "Europe/Berlin");
    assert_eq!(site.json("api/v2/incidents/unresolved.json")["incidents"], json!([]));
    assert_eq!(site.json("api/v2/scheduled-maintenances/active.json")["scheduled_maintenances"], json!([]));
}

#[test]
fn components_are_groups_with_their_services_and_services_alone() {
    let components = &at(CALM).json("api/v2/components.json")["components"];
    assert_eq!(names(components), ["Website", "Shop", "API", "Mail"]);
    let [group, shop, api, mail] = components.as_array().expect("a list").as_slice() else { panic!("four") };
    assert_eq!(group["components"], json!([shop["id"], api["id"]]));
    assert_eq!((&group["group"], &shop["group"]), (&json!(true), &json!(false)));
    assert_eq!((&shop["group_id"], &mail["group_id"]), (&group["id"], &Value::Null));
    assert_eq!([&group["position"], &shop["position"], &api["position"], &mail["position"]], [1, 1, 2, 2]);
    assert_eq!(shop["start_date"], "2026-01-01");
    assert_eq!(shop["created_at"], "2025-12-31T23:00:00.000Z");
    assert_eq!((&shop["description"], &api["description"]), (&json!("Buying things."), &Value::Null));
    let fields = [
        "id",
        "name",
        "status",
        "created_at",
        "updated_at",
        "position",
        "description",
        "showcase",
        "start_date",
        "group_id",
        "page_id",
        "group",
        "only_show_if_degraded",
    ];
    assert_eq!(keys(shop), fields);
}

#[test]
fn an_incident_is_told_update_by_update() {
    let site = at(INCIDENT);
    let summary = site.json("api/v2/summary.json");
    assert_eq!(summary["status"], json!({ "indicator": "major", "description": "Partial System Outage" }));
    assert_eq!(named(&summary["components"], "Website")["status"], "major_outage");
    assert_eq!(named(&summary["components"], "Shop")["updated_at"], "2026-10-01T10:20:00.000Z");
    assert_eq!(names(&summary["incidents"]), ["The shop is slow"]);
    let incident = &summary["incidents"][0];
    let shop = named(&summary["components"], "Shop");
    let api = named(&summary["components"], "API");
    let update = |ordinal: usize, status: &str, body: &str, at: &str, affected: Value| {
        let id = &incident["incident_updates"][2 - ordinal]["id"];
        json!({
            "id": id, "status": status, "body": body, "incident_id": incident["id"],
            "created_at": at, "updated_at": at, "display_at": at, "affected_components": affected,
            "deliver_notifications": true, "custom_tweet": null, "tweet_id": null,
        })
    };
    let affected = |component: &Value, old: &str, new: &str| json!({ "code": component["id"], "name": component["name"], "old_status": old, "new_status": new });
    let expected = json!({
        "id": incident["id"],
        "name": "The shop is slow",
        "status": "identified",
        "created_at": "2026-10-01T10:05:00.000Z",
        "updated_at": "2026-10-01T10:20:00.000Z",
        "monitoring_at": null,
        "resolved_at": null,
        "impact": "critical",
        "shortlink": "https://status.example.com/incidents/slow-shop/",
        "started_at": "2026-10-01T10:00:00.000Z",
        "page_id": summary["page"]["id"],
        "incident_updates": [
            update(2, "identified", "The shop's database is full.", "2026-10-01T10:20:00.000Z", json!([
                affected(shop, "degraded_performance", "major_outage"),
                affected(api, "operational", "partial_outage"),
            ])),
            update(
                1,
                "investigating",
                "Pages of the shop take long.\n\nWe are looking into it (https://example.com/help).",
                "2026-10-01T10:05:00.000Z",
                json!([affected(shop, "operational", "degraded_performance")]),
            ),
        ],
        "components": [shop, api],
        "reminder_intervals": null,
    });
    assert_eq!(incident, &expected);
    assert_eq!(keys(incident), keys(&expected));
    assert_eq!(site.json("api/v2/incidents/unresolved.json")["incidents"][0], expected);
    assert_eq!(site.json("api/v2/incidents.json")["incidents"][0], expected);
    let own = site.json(&format!("api/v2/incidents/{}.json", expected["id"].as_str().expect("an id")));
    assert_eq!(own["incident"], expected);
}

#[test]
fn an_incident_that_is_over_says_since_when() {
    let before = &at("2026-10-02T00:00:00Z").json("api/v2/incidents.json")["incidents"][0];
    assert_eq!(before["status"], "resolved");
    assert_eq!(before["resolved_at"], "2026-10-01T10:45:00.000Z");
    assert_eq!(before["monitoring_at"], "2026-10-01T10:40:00.000Z");
    assert_eq!(before["incident_updates"][0]["affected_components"][0]["new_status"], "operational");
    let after = &at(AFTERWARDS).json("api/v2/incidents.json")["incidents"][0];
    assert_eq!((&after["status"], &after["resolved_at"]), (&json!("postmortem"), &before["resolved_at"]));
    let postmortem = &after["incident_updates"][0];
    assert_eq!(postmortem["body"], "The disk filled up, and nobody was told.");
    assert_eq!(postmortem["created_at"], "2026-10-03T09:00:00.000Z");
    assert_eq!(after["incident_updates"].as_array().map(Vec::len), Some(5));
}

#[test]
fn the_clock_begins_and_ends_maintenance() {
    let list = |site: &Output, path: &str| -> Vec<String> {
        let list = &site.json(path)["scheduled_maintenances"];
        names(list).into_iter().map(str::to_owned).collect()
    };
    let (upcoming, active) =
        ("api/v2/scheduled-maintenances/upcoming.json", "api/v2/scheduled-maintenances/active.json");
    let site = at(CALM);
    assert_eq!((list(&site, upcoming), list(&site, active)), (vec!["The API moves".to_owned()], vec![]));
    let site = at(MAINTENANCE);
    assert_eq!((list(&site, upcoming), list(&site, active)), (vec![], vec!["The API moves".to_owned()]));
    let summary = site.json("api/v2/summary.json");
    assert_eq!(
        summary["status"],
        json!({ "indicator": "maintenance", "description": "Service Under Maintenance" })
    );
    let work = &summary["scheduled_maintenances"][0];
    assert_eq!((&work["status"], &work["impact"]), (&json!("in_progress"), &json!("maintenance")));
    assert_eq!(work["scheduled_for"], "2026-10-02T02:00:00.000Z");
    assert_eq!(work["scheduled_until"], "2026-10-02T04:00:00.000Z");
    assert_eq!(work["updated_at"], "2026-10-02T02:00:00.000Z");
    assert_eq!(work["components"][0]["status"], "under_maintenance");
    let [plan] = work["incident_updates"].as_array().expect("a list").as_slice() else {
        panic!("one update")
    };
    assert_eq!(plan["body"], "The API gets another database. Calls may fail for a moment.");
    assert_eq!(
        (&plan["status"], &plan["created_at"]),
        (&json!("scheduled"), &json!("2026-09-25T08:00:00.000Z"))
    );
    let site = at(AFTERWARDS);
    let all = site.json("api/v2/scheduled-maintenances.json");
    assert_eq!(names(&all["scheduled_maintenances"]), ["The API moves", "New disks for mail"]);
    let work = &all["scheduled_maintenances"][0];
    assert_eq!(
        (&work["status"], &work["resolved_at"]),
        (&json!("completed"), &json!("2026-10-02T04:00:00.000Z"))
    );
    let called_off = &all["scheduled_maintenances"][1];
    assert_eq!(called_off["status"], "completed");
    assert_eq!(called_off["incident_updates"][0]["status"], "completed");
    assert_eq!(called_off["incident_updates"][0]["affected_components"][0]["old_status"], "operational");
    assert_eq!(called_off["resolved_at"], "2026-09-28T08:00:00.000Z");
    let own = format!("api/v2/scheduled-maintenances/{}.json", called_off["id"].as_str().expect("an id"));
    assert_eq!(&site.json(&own)["scheduled_maintenance"], called_off);
}

#[test]
fn a_retroactive_incident_stands_at_its_date_and_is_never_unresolved() {
    let site = at(AFTERWARDS);
    let summary = site.json("api/v2/summary.json");
    assert_eq!(summary["status"]["indicator"], "none");
    assert_eq!(summary["incidents"], json!([]));
    let all = site.json("api/v2/incidents.json");
    assert_eq!(
        names(&all["incidents"]),
        ["The shop is slow", "Mail was lost", "Orders seem to be missing", "Trouble of old"]
    );
    let lost = &all["incidents"][1];
    assert_eq!((&lost["status"], &lost["impact"]), (&json!("resolved"), &json!("major")));
    assert_eq!(lost["created_at"], "2026-09-20T08:00:00.000Z");
    assert_eq!(lost["resolved_at"], "2026-09-20T08:30:00.000Z");
    assert_eq!(lost["updated_at"], "2026-10-05T09:00:00.000Z");
    assert_eq!(lost["components"][0]["status"], "operational");
    assert_eq!(names(&at(CALM).json("api/v2/incidents.json")["incidents"]).len(), 2);
}

#[test]
fn a_time_that_was_not_recorded_is_the_last_one_before_it() {
    let all = at(CALM).json("api/v2/incidents.json");
    let old = named(&all["incidents"], "Trouble of old");
    let times: Vec<&Value> =
        old["incident_updates"].as_array().expect("a list").iter().map(|u| &u["created_at"]).collect();
    assert_eq!(times, ["2026-08-01T10:00:00.000Z", "2026-08-01T10:00:00.000Z", "2026-08-01T09:00:00.000Z"]);
    assert_eq!(old["resolved_at"], "2026-08-01T10:00:00.000Z");
    let alarm = named(&all["incidents"], "Orders seem to be missing");
    assert_eq!((&alarm["status"], &alarm["impact"]), (&json!("resolved"), &json!("none")));
    assert_eq!(alarm["incident_updates"][0]["status"], "resolved");
}

#[test]
fn descriptions_are_statuspages() {
    let with = |impacts: &str| {
        let incident = format!(
            "+++\ntitle = \"T\"\nservices = {impacts}\n[[updates]]\nat = 2026-10-01T10:00:00Z\nstate = \"investigating\"\ntext = \"x\"\n+++\n"
        );
        let toml = "title = \"T\"\nbase_url = \"https://x.example/\"\ntimezone = \"UTC\"\n".to_owned()
            + &["a", "b", "c"].map(|id| format!("[[services]]\nid = \"{id}\"\nname = \"{id}\"\n")).concat();
        let files = [("candor.toml", toml), ("content/incidents/t.md", incident)];
        let status = build(&files, "2026-10-01T11:00:00Z").json("api/v2/status.json")["status"].clone();
        [status["indicator"].clone(), status["description"].clone()]
    };
    assert_eq!(with("{ a = \"degraded_performance\" }"), ["minor", "Partially Degraded Service"]);
    assert_eq!(with("{ a = \"partial_outage\" }"), ["minor", "Minor Service Outage"]);
    assert_eq!(with("{ a = \"major_outage\" }"), ["major", "Partial System Outage"]);
    assert_eq!(with("{ a = \"major_outage\", b = \"major_outage\" }"), ["critical", "Major System Outage"]);
}

/// Every id of the API, with the name of what has it.
fn ids(site: &Output) -> BTreeSet<(String, String)> {
    let mut ids = BTreeSet::new();
    let summary = site.json("api/v2/summary.json");
    ids.insert(("page".to_owned(), summary["page"]["id"].to_string()));
    let components = summary["components"].as_array().expect("a list").clone();
    ids.extend(components.iter().map(|one| ("component".to_owned(), one["id"].to_string())));
    for (path, list) in [("incidents", "incidents"), ("scheduled-maintenances", "scheduled_maintenances")] {
        for post in site.json(&format!("api/v2/{path}.json"))[list].as_array().expect("a list") {
            let slug = post["shortlink"].as_str().expect("a URL").to_owned();
            ids.insert((slug.clone(), post["id"].to_string()));
            let updates = post["incident_updates"].as_array().expect("a list");
            ids.extend(updates.iter().map(|update| (slug.clone(), update["id"].to_string())));
        }
    }
    ids
}

#[test]
fn ids_survive_every_edit() {
    let before = ids(&at(AFTERWARDS));
    assert!(before.iter().all(|(_, id)| id.len() == 14), "twelve characters in quotes: {before:?}");
    assert_eq!(before.iter().map(|(_, id)| id).collect::<BTreeSet<_>>().len(), before.len());
    let edited: Vec<(String, String)> = files()
        .into_iter()
        .map(|(path, text)| {
            let path = path
                .replace("incidents/2026/", "incidents/archive/")
                .replace("/lost-mail", "/2026/lost-mail");
            let text = text
                .replace("The shop is slow", "Nobody could buy anything")
                .replace("full", "overfull")
                .replace("Shop\"", "Our shop\"")
                .replace("Harbour", "Port")
                .replace("2026-09-20T08:00", "2026-09-19T06:00")
                .replace("2026-10-01T10:05:00Z", "2026-10-01T12:05:00+02:00")
                .replace("https://status.example.com/", "http://status.example.com/")
                .replace("mail = \"partial_outage\"", "mail = \"major_outage\"");
            (path, text)
        })
        .collect();
    let https = |ids: BTreeSet<(String, String)>| -> BTreeSet<(String, String)> {
        ids.into_iter().map(|(place, id)| (place.replace("http:", "https:"), id)).collect()
    };
    assert_eq!(https(ids(&build(&edited, "2026-10-20T00:00:00Z"))), before);
}

#[test]
fn an_update_that_is_put_in_or_taken_away_leaves_the_others_their_ids() {
    let update = |at: &str, state: &str, text: &str| {
        let at = if at.is_empty() { String::new() } else { format!("at = 2026-10-01T{at}\n") };
        format!("[[updates]]\n{at}state = \"{state}\"\ntext = \"{text}\"\n")
    };
    let ids = |updates: &[String]| -> BTreeMap<String, String> {
        let toml = "title = \"T\"\nbase_url = \"https://x.example/\"\ntimezone = \"UTC\"\n[[services]]\nid = \"a\"\nname = \"a\"\n";
        let front = "title = \"T\"\nservices = [\"a\"]\nstarted = 2026-10-01T09:00:00Z\n";
        let incident = format!("+++\n{front}{}+++\n", updates.concat());
        let files = [("candor.toml", toml.to_owned()), ("content/incidents/t.md", incident)];
        let incident =
            build(&files, "2026-10-02T00:00:00Z").json("api/v2/incidents.json")["incidents"][0].clone();
        let updates = incident["incident_updates"].as_array().expect("a list").clone();
        let id = |update: &Value| update["id"].as_str().expect("an id").to_owned();
        updates.iter().map(|one| (one["body"].as_str().expect("a text").to_owned(), id(one))).collect()
    };
    let all = [
        update("", "investigating", "heard"),
        update("09:30:00Z", "investigating", "first"),
        update("10:00:00Z", "identified", "cause"),
        update("10:00:00Z", "monitoring", "remedy"),
        update("", "monitoring", "better"),
        update("", "monitoring", "better still"),
        update("11:00:00Z", "resolved", "last"),
    ];
    let whole = ids(&all);
    let different: BTreeSet<&String> = whole.values().collect();
    assert_eq!(different.len(), all.len(), "{whole:?}");
    for without in 0..all.len() {
        let mut some = all.to_vec();
        some.remove(without);
        for (body, id) in ids(&some) {
            // It was the second of those that have nothing else to be told by, and is the first.
            let moved = matches!((without, body.as_str()), (2, "remedy") | (4, "better still"));
            assert_eq!(id == whole[&body], !moved, "{body} without the update at {without}");
        }
    }
    let same_moment = ids(&[update("11:30:00+02:00", "monitoring", "another state, zone and text")]);
    assert_eq!(same_moment["another state, zone and text"], whole["first"]);
    let moved = ids(&[update("09:30:01Z", "investigating", "first")]);
    assert_ne!(moved["first"], whole["first"]);
}

#[test]
fn the_whole_history_stands_in_pages_that_do_not_move() {
    let site = |count: u32| {
        let toml = "title = \"T\"\nbase_url = \"https://x.example/s/\"\ntimezone = \"UTC\"\n[[services]]\nid = \"a\"\nname = \"a\"\n";
        let incidents = (0..count).map(|n| {
            let at = format!("2026-{:02}-{:02}T10:00:00Z", 1 + n / 28, 1 + n % 28);
            let text = format!("+++\ntitle = \"{n}\"\nservices = [\"a\"]\n[[updates]]\nat = {at}\nstate = \"resolved\"\ntext = \"x\"\n+++\n");
            (format!("content/incidents/i{n}.md"), text)
        });
        let files: Vec<_> =
            [("candor.toml".to_owned(), toml.to_owned())].into_iter().chain(incidents).collect();
        build(&files, "2026-12-01T00:00:00Z")
    };
    let (small, large) = (site(120), site(121));
    let newest = large.json("api/v2/incidents.json");
    assert_eq!(keys(&newest), ["page", "incidents"]);
    let listed = names(&newest["incidents"]);
    assert_eq!((listed.len(), listed[0], listed[49]), (50, "120", "71"));
    let index = large.json("api/v2/incidents/pages.json");
    let url = |path: &str| format!("https://x.example/s/api/v2/{path}");
    assert_eq!(index["history"]["pages"], 3);
    let (mut next, mut seen) = (index["history"]["previous"].clone(), Vec::new());
    while let Some(address) = next.as_str() {
        let page = large.json(address.strip_prefix("https://x.example/s/").expect("an address of the site"));
        seen.extend(names(&page["incidents"]).into_iter().map(str::to_owned));
        next = page["history"]["previous"].clone();
    }
    assert_eq!(seen, (0..=120).rev().map(|n: u32| n.to_string()).collect::<Vec<_>>());
    let first = large.json("api/v2/incidents/page/1.json");
    assert_eq!(
        first["history"],
        json!({ "pages": 3, "number": 1, "previous": null, "next": url("incidents/page/2.json"), "newest": url("incidents.json") })
    );
    for full in ["api/v2/incidents/page/1.json", "api/v2/incidents/page/2.json"] {
        assert_eq!(small.json(full)["incidents"][0]["id"], large.json(full)["incidents"][0]["id"]);
        assert_eq!(names(&small.json(full)["incidents"]), names(&large.json(full)["incidents"]));
    }
    assert_eq!(large.under("api/v2/scheduled-maintenances").count(), 3);
    // Strict clients know no field for it: the list of the newest is linked to the rest by a header.
    let headers = String::from_utf8(large.bytes("_headers").to_vec()).expect("text");
    let header = |path: &str| {
        let rule =
            headers.split(&format!("\n/s/api/v2/{path}\n  Link: ")).nth(1).expect("a rule with a link");
        let lines: Vec<&str> = rule.lines().take(2).map(str::trim).collect();
        assert_eq!(lines[1], "Access-Control-Expose-Headers: Link", "{path}");
        lines[0].to_owned()
    };
    let archives = |path: &str| format!("<{}>; rel=\"archives\"", url(path));
    let (newest_page, index) = (url("incidents/page/3.json"), archives("incidents/pages.json"));
    assert_eq!(header("incidents.json"), format!("<{newest_page}>; rel=\"prev\", {index}"));
    assert_eq!(large.json("api/v2/incidents/page/3.json")["incidents"][0], newest["incidents"][0]);
    assert_eq!(header("scheduled-maintenances.json"), archives("scheduled-maintenances/pages.json"));
}
