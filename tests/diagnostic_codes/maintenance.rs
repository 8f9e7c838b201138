//! Faults of maintenance and of pages.

use crate::site::{front, is_fine, says};

const MAINTENANCE: &str = "content/maintenance/move.md";

/// A maintenance without fault.
pub const PLAIN: &str = r#"title = "Databases move"
services = ["api"]
scheduled_for = 2026-11-28T06:00:00Z
scheduled_until = 2026-11-28T08:00:00Z"#;

#[track_caller]
fn maintenance_says(toml: &str, expected: &str) {
    says(&[(MAINTENANCE, front(toml).as_bytes())], expected);
}

#[track_caller]
fn maintenance_is_fine(toml: &str) {
    is_fine(&[(MAINTENANCE, front(toml).as_bytes())]);
}

#[test]
fn bad_repeat() {
    maintenance_says(
        &format!("{PLAIN}\nrepeat = \"RRULE:FREQ=WEEKLY;BYSETPOS=1\""),
        "content/maintenance/move.md:6:29: error[bad-repeat]: Candor cannot follow `BYSETPOS`; the parts are FREQ, INTERVAL, COUNT, UNTIL, BYDAY, BYMONTHDAY, BYMONTH and WKST; what they cannot say takes a file for each date",
    );
    maintenance_says(
        &format!("{PLAIN}\nrepeat = \"RRULE:FREQ=WEEKLY;BYDAY=SU\""),
        "content/maintenance/move.md:4:17: error[bad-repeat]: the maintenance first begins on Saturday, 28 November 2026, a day that its rule leaves out; write `scheduled_for = 2026-11-29T07:00:00`, the first day after it that the rule names, or mend `repeat`",
    );
    maintenance_is_fine(&format!("{PLAIN}\nrepeat = \"RRULE:FREQ=WEEKLY\""));
    maintenance_is_fine(PLAIN);
}

#[test]
fn a_maintenance_is_held_to_its_own_rules() {
    maintenance_says(
        "",
        r#"
content/maintenance/move.md:1:1: error[missing-key]: a maintenance needs `scheduled_for`; add a line such as `scheduled_for = 2026-11-28T06:00:00Z`
content/maintenance/move.md:1:1: error[missing-key]: a maintenance needs `scheduled_until`; add a line such as `scheduled_until = 2026-11-28T08:00:00Z`
content/maintenance/move.md:1:1: error[missing-key]: a maintenance needs `services`; add a line such as `services = ["api", "dashboard"]`
content/maintenance/move.md:1:1: error[missing-key]: a maintenance needs `title`; add a line such as `title = "Databases get a newer version"`
"#,
    );
    maintenance_says(
        &PLAIN.replace("T08", "T06"),
        "content/maintenance/move.md:5:19: error[end-before-start]: the maintenance is over before it begins; mend `scheduled_for` or `scheduled_until`",
    );
    maintenance_says(
        &PLAIN.replace("\"api\"", "\"apii\", \"api\", \"api\""),
        "
content/maintenance/move.md:3:13: error[unknown-service]: candor.toml has no service `apii`; write `api`
content/maintenance/move.md:3:28: error[listed-twice]: `api` stands in this list twice; name each service once
",
    );
    maintenance_says(
        &format!("{PLAIN}\nended = 2026-11-28T08:00:00Z\n[[updates]]\nstate = \"resolved\"\nservices = []"),
        "
content/maintenance/move.md:6:1: error[unknown-key]: a maintenance has no key `ended`; the keys of a maintenance are title, state, services, scheduled_for, scheduled_until, published, aliases, draft, repeat, updates
content/maintenance/move.md:8:9: error[unknown-state]: there is no state `resolved`; write `completed`; all states: `scheduled`, `in_progress`, `verifying`, `completed`, `cancelled`
content/maintenance/move.md:9:1: error[unknown-key]: an update has no key `services`; the keys of an update are at, edited, state, text
",
    );
    maintenance_says(
        &format!(
            "{PLAIN}\nstate = \"scheduled\"\n[[updates]]\nat = 2026-11-28T08:00:00Z\nstate = \"completed\"\n\
             [[updates]]\nat = 2026-11-28T07:00:00Z\nstate = \"verifying\""
        ),
        r#"
content/maintenance/move.md:6:9: error[state-disagrees]: `state` is `scheduled`, but the newest update says `verifying`; write `state = "verifying"` here or leave the line out; or add the update that is missing
content/maintenance/move.md:11:6: error[updates-out-of-order]: this update is dated before the one above it; put updates in the order in which they were posted, oldest first, or mend the time
"#,
    );
    maintenance_is_fine(&format!("{PLAIN}\nstate = \"cancelled\"\n[[updates]]\nstate = \"cancelled\""));
}

#[test]
fn a_page_is_held_to_its_own_rules() {
    let page = |toml: &str| front(toml).into_bytes();
    says(
        &[("content/pages/about.md", &page("nav = \"first\"\nservices = []"))],
        r#"
content/pages/about.md:1:1: error[missing-key]: a page needs `title`; add a line such as `title = "About this page"`
content/pages/about.md:2:7: error[wrong-type]: `nav` takes a whole number, not a text; write it as in `nav = 1`
content/pages/about.md:3:1: error[unknown-key]: a page has no key `services`; the keys of a page are title, description, nav, aliases, draft
"#,
    );
    is_fine(&[("content/pages/about.md", &page("title = \"About\"\nnav = 1\ndescription = \"…\""))]);
}
