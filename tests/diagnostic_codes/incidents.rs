//! Faults of incidents: what their values mean, one by one and together.

use crate::site::{incident_is_fine, incident_says};

/// A title, then `head`, then an update for each of `updates`: its time of day on 20 November 2026, or none, and its state.
fn incident(head: &str, updates: &[(&str, &str)]) -> String {
    let mut toml = format!("title = \"API down\"\n{head}\n");
    for (time, state) in updates {
        let at = if time.is_empty() { String::new() } else { format!("at = 2026-11-20T{time}:00Z\n") };
        toml.extend(["[[updates]]\n", &at, "state = \"", state, "\"\n"]);
    }
    toml
}

#[track_caller]
fn says(head: &str, updates: &[(&str, &str)], expected: &str) {
    incident_says(&incident(head, updates), expected);
}

#[track_caller]
fn is_fine(head: &str, updates: &[(&str, &str)]) {
    incident_is_fine(&incident(head, updates));
}

const OPEN: &[(&str, &str)] = &[("10:03", "investigating")];
const CLOSED: &[(&str, &str)] = &[("10:03", "investigating"), ("10:41", "resolved")];

#[test]
fn unknown_service() {
    says(
        "services = [\"apii\"]",
        OPEN,
        "3:13: error[unknown-service]: candor.toml has no service `apii`; write `api`",
    );
    says(
        "services = [\"Dashboard\"]",
        OPEN,
        "3:13: error[unknown-service]: candor.toml has no service `Dashboard`; write `dashboard`",
    );
    says(
        "services = { mail = \"major_outage\" }",
        OPEN,
        "3:14: error[unknown-service]: candor.toml has no service `mail`; write `api` or `dashboard`",
    );
    incident_says(
        &format!("{}services = [\"apii\"]", incident("", OPEN)),
        "7:13: error[unknown-service]: candor.toml has no service `apii`; write `api`",
    );
    is_fine("services = { dashboard = \"partial_outage\" }", OPEN);
}

#[test]
fn unknown_state() {
    says(
        "",
        &[("10:03", "fixed")],
        "6:9: error[unknown-state]: there is no state `fixed`; write `resolved`; all states: `investigating`, `identified`, `monitoring`, `resolved`, `false_alarm`",
    );
    says(
        "state = \"Resolved\"",
        CLOSED,
        "3:9: error[unknown-state]: there is no state `Resolved`; write `resolved`; all states: `investigating`, `identified`, `monitoring`, `resolved`, `false_alarm`",
    );
    says(
        "",
        &[("10:03", "in_progress")],
        "6:9: error[unknown-state]: there is no state `in_progress`; write `investigating`, `identified`, `monitoring`, `resolved` or `false_alarm`",
    );
    is_fine("state = \"false_alarm\"", &[("10:03", "false_alarm")]);
}

#[test]
fn unknown_impact() {
    says(
        "services = { api = \"down\" }",
        OPEN,
        "3:20: error[unknown-impact]: there is no impact `down`; write `major_outage`; all impacts: `operational`, `under_maintenance`, `degraded_performance`, `partial_outage`, `major_outage`",
    );
    says(
        "services = { api = \"partial outage\" }",
        OPEN,
        "3:20: error[unknown-impact]: there is no impact `partial outage`; write `partial_outage`; all impacts: `operational`, `under_maintenance`, `degraded_performance`, `partial_outage`, `major_outage`",
    );
    says(
        "services = { api = \"purple\" }",
        OPEN,
        "3:20: error[unknown-impact]: there is no impact `purple`; write `operational`, `under_maintenance`, `degraded_performance`, `partial_outage` or `major_outage`",
    );
    is_fine("services = { api = \"operational\", dashboard = \"under_maintenance\" }", OPEN);
}

#[test]
fn listed_twice() {
    says(
        "services = [\"api\", \"dashboard\", \"api\"]",
        OPEN,
        "3:33: error[listed-twice]: `api` stands in this list twice; name each service once",
    );
    is_fine("services = [\"api\", \"dashboard\"]", OPEN);
}

#[test]
fn bad_time() {
    says(
        "started = 2026-11-20",
        OPEN,
        "3:11: error[bad-time]: `started` has no time of day; add a time of day: `started = 2026-11-20T09:52:00Z`",
    );
    says(
        "started = 09:52:00",
        OPEN,
        "3:11: error[bad-time]: `started` has no date; add a date: `started = 2026-11-20T09:52:00Z`",
    );
    says(
        "started = 2026-11-20T23:59:60Z",
        OPEN,
        "3:11: error[bad-time]: `started` is no date and time; write it as in `2026-11-20T09:52:00Z`",
    );
    says(
        "started = 0026-11-20T09:52:00Z",
        OPEN,
        "3:11: error[bad-time]: `started` lies in the year 26; write the year with its four digits, as in `2026-11-20T09:52:00Z`",
    );
    is_fine("started = 2026-11-20 10:52", OPEN);
    is_fine("started = 2026-11-20T09:52:00.5-00:30", &[("10:30", "monitoring")]);
}

#[test]
fn time_gap() {
    says(
        "started = 2026-03-29T02:30:00",
        OPEN,
        "3:11: error[time-gap]: 02:30 on 29 March 2026 does not exist in Europe/Berlin; write `2026-03-29T01:30:00+01:00` or `2026-03-29T03:30:00+02:00`",
    );
    is_fine("started = 2026-03-29T03:00:00", OPEN);
    is_fine("started = 2026-03-29T02:30:00+02:00", OPEN);
}

#[test]
fn time_fold() {
    says(
        "started = 2026-10-25T02:30:00",
        OPEN,
        "3:11: error[time-fold]: 02:30 on 25 October 2026 happened twice in Europe/Berlin; write `2026-10-25T02:30:00+02:00` or `2026-10-25T02:30:00+01:00`",
    );
    is_fine("started = 2026-10-25T03:00:00", OPEN);
    is_fine("started = 2026-10-25T02:30:00+01:00", OPEN);
}

#[test]
fn end_before_start() {
    says(
        "started = 2026-11-20T10:00:00Z\nended = 2026-11-20T09:00:00Z",
        CLOSED,
        "4:9: error[end-before-start]: the incident ends before it starts; mend the one of the two that is wrong",
    );
    says(
        "ended = 2026-11-20T09:00:00Z",
        CLOSED,
        "3:9: error[end-before-start]: the incident ends before it starts; mend `ended`, or add `started = …`, when customers were first affected",
    );
    is_fine("started = 2026-11-20T10:00:00Z\nended = 2026-11-20T10:00:00Z", CLOSED);
    is_fine("started = 2026-11-20T08:00:00Z\nended = 2026-11-20T09:00:00Z", CLOSED);
}

#[test]
fn updates_out_of_order() {
    says(
        "",
        &[("10:30", "investigating"), ("10:03", "identified"), ("10:20", "monitoring")],
        "
8:6: error[updates-out-of-order]: this update is dated before the one above it; put updates in the order in which they were posted, oldest first, or mend the time
",
    );
    is_fine("", &[("10:03", "investigating"), ("10:03", "identified"), ("10:30", "monitoring")]);
}

#[test]
fn start_after_first_update() {
    says(
        "started = 2026-11-20T10:04:00Z",
        OPEN,
        "3:11: warning[start-after-first-update]: the incident starts after its first update; `started` is when customers were first affected; mend it or the update's `at`",
    );
    is_fine("started = 2026-11-20T10:03:00Z", OPEN);
}

#[test]
fn state_disagrees() {
    says(
        "state = \"investigating\"",
        CLOSED,
        r#"3:9: error[state-disagrees]: `state` is `investigating`, but the newest update says `resolved`; write `state = "resolved"` here or leave the line out; or add the update that is missing"#,
    );
    is_fine("state = \"resolved\"", CLOSED);
}

#[test]
fn update_after_resolved() {
    let then = |state| [("10:41", "resolved"), ("11:10", state)];
    says(
        "",
        &then("resolved"),
        r#"9:9: error[update-after-resolved]: this update follows one that closed the incident; to reopen it, write `state = "investigating"` or `state = "identified"`; a later remark belongs into the closing update, or into the post-mortem below the front matter"#,
    );
    says(
        "",
        &then("monitoring"),
        r#"9:9: error[update-after-resolved]: this update follows one that closed the incident; to reopen it, write `state = "investigating"` or `state = "identified"`; a later remark belongs into the closing update, or into the post-mortem below the front matter"#,
    );
    says(
        "",
        &[("10:41", "false_alarm"), ("11:10", "false_alarm")],
        r#"9:9: error[update-after-resolved]: this update follows one that closed the incident; to reopen it, write `state = "investigating"` or `state = "identified"`; a later remark belongs into the closing update, or into the post-mortem below the front matter"#,
    );
    // These reopen the incident.
    is_fine("", &then("investigating"));
    is_fine("", &then("identified"));
    is_fine("", &[("10:41", "resolved"), ("11:10", "identified"), ("11:30", "resolved")]);
}

#[test]
fn no_updates() {
    says(
        "state = \"resolved\"\nstarted = 2026-11-20T09:52:00Z",
        &[],
        r#"1:1: error[no-updates]: the incident has no update; add one: a line `[[updates]]`, then `at = 2026-11-20T10:03:00Z`, `state = "investigating"`, `text = '''…'''`"#,
    );
    says(
        "updates = []",
        &[],
        r#"1:1: error[no-updates]: the incident has no update; add one: a line `[[updates]]`, then `at = 2026-11-20T10:03:00Z`, `state = "investigating"`, `text = '''…'''`"#,
    );
    is_fine("", OPEN);
}

#[test]
fn missing_start() {
    says(
        "",
        &[("", "investigating"), ("", "resolved")],
        r#"
1:1: error[missing-start]: nothing says when the incident started; add `started = 2026-11-20T09:52:00Z`, or `at` to the first update
6:1: warning[end-not-recorded]: nothing says when the incident ended; add `ended = 2026-11-20T10:41:00Z`; without it the page says "end not recorded" and no downtime is counted
"#,
    );
    is_fine(
        "",
        &[("10:03", "investigating"), ("", "resolved"), ("10:41", "investigating"), ("10:50", "resolved")],
    );
    is_fine("started = 2026-11-20T09:52:00Z\nended = 2026-11-20T10:41:00Z", &[("", "resolved")]);
}

#[test]
fn retroactive_unpublished() {
    says(
        "retroactive = true",
        CLOSED,
        "3:15: error[retroactive-unpublished]: this retroactive incident does not say when it was published; add `published = 2026-11-21T08:00:00Z`, the moment when this file goes online",
    );
    is_fine("retroactive = true\npublished = 2026-11-21T08:00:00Z", CLOSED);
    is_fine("retroactive = false", CLOSED);
}

#[test]
fn retroactive_too_early() {
    let published = "retroactive = true\npublished = 2026-11-20T10:30:00Z";
    says(
        published,
        CLOSED,
        "4:13: error[retroactive-too-early]: this retroactive incident is published before it ended; mend `published`, or take `retroactive` out",
    );
    says(
        &format!("{published}\nended = 2026-11-20T10:40:00Z"),
        CLOSED,
        "4:13: error[retroactive-too-early]: this retroactive incident is published before it ended; mend `published`, or take `retroactive` out",
    );
    is_fine(&format!("{published}\nended = 2026-11-20T10:20:00Z"), CLOSED);
}

#[test]
fn published_before_start() {
    says(
        "started = 2026-11-20T09:52:00Z\npublished = 2026-11-20T09:51:00Z",
        OPEN,
        "4:13: error[published-before-start]: the incident is published before it started; mend `published` or `started`",
    );
    // One slip, one fault.
    says(
        "retroactive = true\nstarted = 2026-11-20T09:52:00Z\npublished = 2026-11-20T09:51:00Z",
        CLOSED,
        "5:13: error[published-before-start]: the incident is published before it started; mend `published` or `started`",
    );
    is_fine("started = 2026-11-20T09:52:00Z\npublished = 2026-11-20T09:52:00Z", OPEN);
}

#[test]
fn end_while_open() {
    says(
        "ended = 2026-11-20T10:40:00Z",
        &[("10:03", "investigating"), ("10:30", "identified")],
        r#"3:9: warning[end-while-open]: the incident has ended, but its newest update leaves it open; add an update with `state = "monitoring"` or `state = "resolved"`, or take `ended` out"#,
    );
    is_fine("ended = 2026-11-20T10:40:00Z", &[("10:03", "investigating"), ("10:30", "monitoring")]);
    let published = "retroactive = true\npublished = 2026-11-21T08:00:00Z";
    is_fine(&format!("{published}\nended = 2026-11-20T10:40:00Z"), OPEN);
}

#[test]
fn update_without_time() {
    let updates = &[("10:03", "investigating"), ("", "identified"), ("", "monitoring")];
    says(
        "",
        updates,
        r#"
7:1: warning[update-without-time]: this update does not say when it was posted; add `at = 2026-11-20T10:03:00Z`; without it the page says "time not recorded"
9:1: warning[update-without-time]: this update does not say when it was posted; add `at = 2026-11-20T10:03:00Z`; without it the page says "time not recorded"
"#,
    );
    is_fine("ended = 2026-11-20T10:41:00Z", &[("10:03", "investigating"), ("", "resolved")]);
    let published = "retroactive = true\npublished = 2026-11-21T08:00:00Z";
    is_fine(&format!("{published}\nended = 2026-11-20T10:40:00Z"), updates);
}

#[test]
fn end_not_recorded() {
    says(
        "",
        &[("10:03", "investigating"), ("", "resolved")],
        r#"7:1: warning[end-not-recorded]: nothing says when the incident ended; add `ended = 2026-11-20T10:41:00Z`; without it the page says "end not recorded" and no downtime is counted"#,
    );
    let published = "retroactive = true\npublished = 2026-11-21T08:00:00Z";
    says(
        published,
        &[("10:03", "investigating"), ("10:20", "monitoring")],
        r#"1:1: warning[end-not-recorded]: nothing says when the incident ended; add `ended = 2026-11-20T10:41:00Z`; without it the page says "end not recorded" and no downtime is counted"#,
    );
    is_fine("started = 2026-11-20T10:00:00Z", &[("10:03", "investigating"), ("", "false_alarm")]);
    is_fine("", CLOSED);
}

#[test]
fn impact_too_late() {
    let closing = |services: &str| format!("{}services = {services}", incident("", CLOSED));
    incident_says(
        &closing("{ api = \"major_outage\", dashboard = \"operational\" }"),
        "10:12: warning[impact-too-late]: `api` has this impact only in the update that closes the incident, where it counts no downtime; write `services = { api = \"major_outage\" }` above the first `[[updates]]`, or in the update since which it held",
    );
    // What was said before, or worse, is no news.
    let before = |impact: &str| {
        closing("[\"api\"]").replacen("\n[[", &format!("\nservices = {{ api = \"{impact}\" }}\n[["), 1)
    };
    incident_says(
        &before("operational"),
        "11:12: warning[impact-too-late]: `api` has this impact only in the update that closes the incident, where it counts no downtime; write `services = { api = \"degraded_performance\" }` above the first `[[updates]]`, or in the update since which it held",
    );
    incident_is_fine(&before("degraded_performance"));
    incident_is_fine(&before("major_outage"));
    let in_an_update = incident("", OPEN) + "services = [\"api\"]\n";
    incident_is_fine(
        &(in_an_update
            + "[[updates]]\nat = 2026-11-20T10:41:00Z\nstate = \"resolved\"\nservices = [\"api\"]"),
    );
    // Services that cannot be read may be the very same.
    incident_says(
        &before("down"),
        "4:20: error[unknown-impact]: there is no impact `down`; write `major_outage`; all impacts: `operational`, `under_maintenance`, `degraded_performance`, `partial_outage`, `major_outage`",
    );
    incident_is_fine(&closing("[\"api\"]").replace("resolved", "false_alarm"));
}

#[test]
fn postmortem_missing() {
    incident_says(
        &format!("{}[postmortem]\npublished = 2026-11-23T16:00:00Z", incident("", CLOSED)),
        "10:1: error[postmortem-missing]: there is no post-mortem below the front matter; write it below the closing `+++`, or take `[postmortem]` out",
    );
    let text =
        format!("{}[postmortem]\n+++\n\nA change of a setting took the API down.", incident("", CLOSED));
    incident_is_fine(&text);
}

#[test]
fn next_update_before_last() {
    says(
        "next_update = 2026-11-20T10:03:00Z",
        OPEN,
        "3:15: warning[next-update-before-last]: the promised next update is not after the newest one; write when you will post next, or take the line out",
    );
    is_fine("next_update = 2026-11-20T10:30:00Z", OPEN);
    // On a closed incident the promise is history.
    is_fine("next_update = 2026-11-20T10:30:00Z", CLOSED);
}
