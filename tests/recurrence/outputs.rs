//! What APIs, timelines and filters say of a maintenance that recurs: each time in its window.

use candor::tree::Tree;
use serde_json::{Value, json as value};

use crate::built::{build, config, json, text, tree};

/// Every Sunday from 20 December 2026, two hours from 02:00; the one on 10 January was called off.
fn site(now: &str) -> Tree {
    let weekly = "+++\ntitle = \"Databases restart\"\nservices = [\"db\"]\n\
                  scheduled_for = 2026-12-20T02:00:00\nscheduled_until = 2026-12-20T04:00:00\n\
                  published = 2026-12-01T09:00:00Z\nrepeat = \"RRULE:FREQ=WEEKLY;BYDAY=SU;COUNT=9\"\n\
                  [[updates]]\nat = 2027-01-09T10:00:00Z\nstate = \"cancelled\"\ntext = 'Not this week.'\n+++\n";
    let (path, text) = config("[api]\ncstate = true");
    build(&tree(&[(path, text), ("content/maintenance/weekly.md", weekly.to_owned())]), now)
}

const NOW: &str = "2027-01-12T14:30:00Z";

#[test]
fn candor_s_own_api_lists_each_time() {
    let whole = json(&site(NOW), "api/candor.json");
    let weekly = &whole["maintenance"][0];
    assert_eq!(weekly["repeats"], "FREQ=WEEKLY;BYDAY=SU;COUNT=9");
    assert_eq!(weekly["scheduled_for"], "2027-01-17T02:00:00Z");
    let dates: Vec<Value> =
        weekly["occurrences"].as_array().expect("a list").iter().take(5).cloned().collect();
    let date = |day: &str, state: &str| {
        let (from, until) = (format!("{day}T02:00:00Z"), format!("{day}T04:00:00Z"));
        value!({ "scheduled_for": from, "scheduled_until": until, "state": state })
    };
    let expected = [
        date("2026-12-20", "completed"),
        date("2026-12-27", "completed"),
        date("2027-01-03", "completed"),
        date("2027-01-10", "cancelled"),
        date("2027-01-17", "scheduled"),
    ];
    assert_eq!(dates, expected);
    assert_eq!(weekly["work"].as_array().map(Vec::len), Some(3));
}

#[test]
fn it_stands_in_each_year_in_which_it_took_place() {
    let site = site(NOW);
    for year in [2026, 2027] {
        let year = json(&site, &format!("api/candor/{year}.json"));
        assert_eq!(year["maintenance"][0]["id"], "weekly");
    }
    assert!(site.get_str("api/candor/2025.json").is_none());
}

#[test]
fn other_tools_apis_have_the_window_that_is_of_interest() {
    let upcoming = json(&site(NOW), "api/v2/scheduled-maintenances/upcoming.json");
    let next = &upcoming["scheduled_maintenances"][0];
    assert_eq!(next["status"], "scheduled");
    assert_eq!(next["scheduled_for"], "2027-01-17T02:00:00.000Z");
    assert_eq!(next["resolved_at"], Value::Null);

    let running = site("2027-01-17T03:00:00Z");
    let active = json(&running, "api/v2/scheduled-maintenances/active.json");
    let active = &active["scheduled_maintenances"][0];
    assert_eq!(active["status"], "in_progress");
    assert_eq!(active["started_at"], "2027-01-17T02:00:00.000Z");
    assert_eq!(active["updated_at"], "2027-01-17T02:00:00.000Z");
    let heroku = json(&running, "api/v4/current-status.json");
    assert_eq!(heroku["scheduled"][0]["state"], "in_progress");

    let over = site("2027-03-01T00:00:00Z");
    let newest = json(&over, "api/v2/scheduled-maintenances.json");
    let last = &newest["scheduled_maintenances"][0];
    assert_eq!(last["status"], "completed");
    assert_eq!(last["resolved_at"], "2027-02-14T04:00:00.000Z");
}

#[test]
fn cstate_s_clients_see_an_issue_for_each_time_that_it_took_place() {
    let issues = json(&site(NOW), "issues/index.json");
    let pages = issues["pages"].as_array().expect("a list");
    let days: Vec<&str> = pages.iter().filter_map(|page| page["createdAt"].as_str()?.get(..10)).collect();
    assert_eq!(days, ["2027-01-03", "2026-12-27", "2026-12-20"]);
}

#[test]
fn timelines_and_filters_show_each_time_in_its_own_month_and_year() {
    let site = site(NOW);
    let month = text(&site, "history/2027/01/index.html");
    for said in ["under maintenance, 3 Jan 2027", "scheduled, 17 Jan 2027"] {
        let whole = format!("Databases restart: {said}, 02:00 – 04:00 WET, 2 hours");
        assert!(month.contains(&whole), "{whole}: {month}");
    }
    assert!(!month.contains("Databases restart: under maintenance, 27 Dec"), "{month}");
    let filter = text(&site, "history/service/db/index.html");
    assert!(filter.contains("3 maintenance windows"), "{filter}");
    let before = text(&site, "history/service/db/2026/index.html");
    assert!(before.contains("2 maintenance windows"), "{before}");
}
