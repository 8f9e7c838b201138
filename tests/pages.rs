//! What pages say of time: what the clock will change, how long customers were affected, when work really took place,
//! and when a post was edited. Sites are built from texts and read as a visitor gets them.

#[path = "support/built.rs"]
mod built;

use built::{build, config, json, text, tree};
use candor::tree::Tree;

const NOW: &str = "2026-11-20T14:30:00Z";

fn maintenance(name: &str, services: &str, window: [&str; 2], more: &str) -> (String, String) {
    let [from, until] = window.map(|time| format!("2026-11-{time}:00Z"));
    let text = format!(
        "+++\ntitle = \"Work on {name}\"\nservices = [{services}]\nscheduled_for = {from}\nscheduled_until = {until}\n{more}\n+++\n"
    );
    (format!("content/maintenance/{name}.md"), text)
}

fn incident(name: &str, text: &str) -> (String, String) {
    (format!("content/incidents/{name}.md"), format!("+++\ntitle = \"Trouble with {name}\"\n{text}\n+++\n"))
}

fn update(at: &str, state: &str) -> String {
    format!("[[updates]]\nat = 2026-11-{at}:00Z\nstate = \"{state}\"\n")
}

fn site(files: &[(String, String)]) -> Tree {
    let files = files.iter().map(|(path, text)| (path.as_str(), text.clone()));
    build(&tree(&std::iter::once(config("")).chain(files).collect::<Vec<_>>()), NOW)
}

/// The values of an attribute, in order.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let written = page.split(attribute).skip(1);
    written.filter_map(|rest| rest.strip_prefix("=\"")?.split('"').next()).collect()
}

#[test]
fn a_service_turns_when_the_clock_begins_and_ends_the_work_on_it() {
    let files = [
        maintenance("first", "\"api\"", ["21T02:00", "21T04:00"], ""),
        maintenance("second", "\"api\"", ["21T03:00", "21T05:00"], ""),
        maintenance("third", "\"api\"", ["21T05:00", "21T06:00"], ""),
        maintenance("running", "\"db\"", ["20T14:00", "20T15:00"], ""),
        maintenance("extended", "\"mail\"", ["20T12:00", "20T13:00"], &update("20T14:00", "in_progress")),
        maintenance("over", "\"mail\"", ["21T02:00", "21T04:00"], ""),
    ];
    let site = site(&files);
    let turns = |page: &str| values(&text(&site, page), "data-turns").join("|");
    // Windows that touch or overlap are one stretch of work; the one that nobody has closed goes on.
    assert_eq!(turns("services/api/index.html"), "2026-11-21T02:00:00Z 2026-11-21T06:00:00Z");
    assert_eq!(turns("services/db/index.html"), "2026-11-20T15:00:00Z");
    assert_eq!(turns("services/mail/index.html"), "");
    assert_eq!(
        turns("index.html"),
        "2026-11-20T15:00:00Z|2026-11-21T02:00:00Z 2026-11-21T06:00:00Z|2026-11-20T15:00:00Z",
        "the home page says the same, of services that are worked on in its headline, too"
    );
    let month = text(&site, "history/2026/11/index.html");
    assert!(month.contains("id=\"page_turns\"") && values(&month, "data-ends").len() == 5, "{month}");
}

#[test]
fn work_on_a_service_that_an_incident_hits_turns_nothing() {
    let open =
        format!("services = {{ api = \"degraded_performance\" }}\n{}", update("20T13:00", "investigating"));
    let files =
        [incident("api", &open), maintenance("work", "\"api\", \"db\"", ["21T02:00", "21T04:00"], "")];
    let site = site(&files);
    assert!(values(&text(&site, "services/api/index.html"), "data-turns").is_empty());
    assert_eq!(values(&text(&site, "services/db/index.html"), "data-turns").len(), 1);
}

#[test]
fn maintenance_that_is_to_come_says_as_of_when_and_asks_for_news() {
    let files = [
        maintenance("ahead", "\"api\"", ["21T02:00", "21T04:00"], ""),
        maintenance("past", "\"api\"", ["19T02:00", "19T04:00"], ""),
    ];
    let site = site(&files);
    assert_eq!(values(&text(&site, "maintenance/ahead/index.html"), "data-build").len(), 1);
    assert!(values(&text(&site, "maintenance/past/index.html"), "data-build").is_empty());
}

#[test]
fn a_service_s_page_lists_each_date_of_maintenance_that_recurs() {
    let weekly = maintenance("weekly", "\"api\"", ["01T02:00", "01T04:00"], "repeat = \"RRULE:FREQ=WEEKLY\"");
    let page = text(&site(&[weekly]), "services/api/index.html");
    let (_, list) = page.split_once("<ul class=\"entries\">").expect("a list");
    let dates: Vec<&str> = values(list, "<time datetime").into_iter().filter(|at| at.contains('T')).collect();
    let expected = ["2026-11-22", "2026-11-15", "2026-11-08", "2026-11-01"];
    assert_eq!(dates, expected.map(|day| format!("{day}T02:00:00Z")));
}

#[test]
fn an_edit_is_shown_from_its_time_on_and_told_to_whoever_asks_for_changes() {
    let edited =
        |when: &str| update("20T10:03", "investigating").replace("state", &format!("edited = {when}\nstate"));
    let files = |when| [incident("api", &format!("services = [\"api\"]\n{}", edited(when)))];
    let before = site(&files("2026-11-20T14:31:00Z"));
    let after = site(&files("2026-11-20T10:15:00Z"));
    let page = text(&after, "incidents/api/index.html");
    assert!(
        page.contains("Edited <time datetime=\"2026-11-20T10:15:00Z\">20 Nov 2026, 10:15 WET</time>"),
        "{page}"
    );
    assert!(!text(&before, "incidents/api/index.html").contains("Edited"));
    let changed = |site: &Tree| {
        let feed = json(site, "feed.json");
        let summary = json(site, "api/v2/incidents.json");
        let told = [
            &feed["items"][0]["date_modified"],
            &summary["incidents"][0]["updated_at"],
            &summary["incidents"][0]["incident_updates"][0]["updated_at"],
        ];
        told.map(|time| time.as_str().expect("a time").get(11..16).expect("a time of day").to_owned())
    };
    assert_eq!(changed(&before), ["10:03"; 3]);
    assert_eq!(changed(&after), ["10:15"; 3]);
    assert_eq!(json(&after, "feed.json")["items"][0]["date_published"], "2026-11-20T10:03:00Z");
    let own = json(&after, "api/candor.json");
    assert_eq!(own["incidents"][0]["updates"][0]["edited_at"], "2026-11-20T10:15:00Z");
    assert!(text(&after, "sitemap.xml").contains("2026-11-20T10:15:00Z"));
}

#[test]
fn an_incident_that_was_reopened_lasted_as_long_as_customers_were_affected() {
    let course = [
        update("18T10:00", "investigating"),
        update("18T10:30", "resolved"),
        update("18T13:30", "investigating"),
        update("18T13:45", "resolved"),
    ];
    let site = site(&[incident("api", &format!("services = [\"api\"]\n{}", course.concat()))]);
    let page = text(&site, "incidents/api/index.html");
    assert!(page.contains("<time datetime=\"PT45M\">45 minutes</time>"), "{page}");
    assert!(page.contains("without 3 hours in which it was resolved"), "{page}");
    assert!(text(&site, "history/2026/11/index.html").contains("<span>45 minutes</span>"));
    assert!(text(&site, "history.atom").contains("(45 minutes, without 3 hours in which it was resolved)"));
}

#[test]
fn maintenance_that_took_place_at_other_times_shows_both() {
    let more = [update("18T01:40", "in_progress"), update("18T03:10", "completed")].concat();
    let files = [
        maintenance("early", "\"api\"", ["18T02:00", "18T04:00"], &more),
        maintenance("planned", "\"api\"", ["18T02:00", "18T04:00"], ""),
        maintenance("called-off", "\"api\"", ["18T02:00", "18T04:00"], &update("17T03:10", "cancelled")),
    ];
    let site = site(&files);
    let facts = |name: &str| {
        let page = text(&site, &format!("maintenance/{name}/index.html"));
        let facts = page.split_once("<dl class=\"facts\">").and_then(|(_, rest)| rest.split_once("</dl>"));
        facts.expect("facts").0.to_owned()
    };
    let early = facts("early");
    assert!(early.contains("<dt>Planned</dt>") && early.contains("<dt>Took place</dt>"), "{early}");
    let times = values(&early, "<time datetime");
    let expected = ["02:00", "04:00", "01:40", "03:10"].map(|time| format!("2026-11-18T{time}:00Z"));
    assert_eq!(times[..4], expected);
    assert_eq!(times[4], "PT1H30M");
    for other in ["planned", "called-off"] {
        assert!(!facts(other).contains("Took place"), "{}", facts(other));
    }
}
