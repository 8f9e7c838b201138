//! Faults of front matter whatever it is about: its TOML, its keys, the types of its values.

use crate::site::{incident_is_fine, incident_says};

/// The update of an open incident.
const UPDATE: &str = "[[updates]]\nat = 2026-11-20T10:03:00Z\nstate = \"investigating\"\n";

#[track_caller]
fn says(head: &str, expected: &str) {
    incident_says(&format!("{head}\n{UPDATE}"), expected);
}

#[test]
fn toml_syntax() {
    says(
        "title = \"API down",
        r#"2:18: error[toml-syntax]: the quote at the end of this text is missing; write a text as in `title = "…"`, and a longer one between `'''` and `'''`"#,
    );
    says(
        "title = API down",
        r#"2:9: error[toml-syntax]: this text is not in quotes; write a text as in `title = "…"`, and a longer one between `'''` and `'''`"#,
    );
    says(
        "title: API down\nservices: [api]",
        r#"
2:6: error[toml-syntax]: this line is written as in YAML; write `=` in place of `:`, and texts in quotes: `title = "…"`
3:11: error[toml-syntax]: this line is written as in YAML; write `=` in place of `:`, and texts in quotes: `title = "…"`
"#,
    );
    says(
        "title = \"API\" down",
        "2:15: error[toml-syntax]: something stands behind the value; only one `key = value` stands on a line; a text with quotes in it goes between `'''` and `'''`",
    );
    says(
        "title =",
        r#"2:8: error[toml-syntax]: behind the `=` a value is missing; write a text as in `title = "…"`, and a longer one between `'''` and `'''`"#,
    );
    says(
        "title = \"C:\\windows\"",
        r"2:13: error[toml-syntax]: a backslash in a text in double quotes begins a special character, and this is none; write `\\` for a backslash, or put the text between single quotes",
    );
    says(
        "title = \"A\"\ntitle = \"B\"",
        "3:1: error[toml-syntax]: this key stands twice; each key stands once; every update begins with a line `[[updates]]` of its own",
    );
    says(
        "title = \"A\"\nservices = [\"api\"",
        r#"3:12: error[toml-syntax]: this list is not closed; put a `]` behind its last element, as in `["api", "dashboard"]`"#,
    );
    says(
        "title = \"A\"\nservices = { api = \"major_outage\"",
        r#"
3:12: error[toml-syntax]: these braces are not closed; put a `}` at their end, as in `{ api = "partial_outage" }`
"#,
    );
    says(
        "title = \"A\"\nstarted = 20.11.2026 10:03",
        "3:11: error[toml-syntax]: this is not a date and a time; write a date and a time as in `2026-11-20T09:52:00Z`",
    );
    says(
        "title = \"A\"\nstarted = 2026-13-20T10:03:00Z",
        "3:11: error[toml-syntax]: this is not a date and a time: expected month between 01 and 12; write a date and a time as in `2026-11-20T09:52:00Z`",
    );
    says(
        "title = '''API down",
        "2:9: error[toml-syntax]: this text is not closed; put the same three quotes below its last line",
    );
    says(
        "title = \"A\"\n[postmortem",
        "3:12: error[toml-syntax]: the closing brackets are missing; write `[[updates]]` or `[postmortem]`, with as many brackets behind as before",
    );
    says(
        "title = \"A\u{1b}[0m\"",
        "2:11: error[toml-syntax]: the text holds a control character; delete it; it may have come from a copied terminal or a binary file",
    );
    incident_is_fine(&format!("title = 'API \"down\"' # a remark\n{UPDATE}"));
}

#[test]
fn unknown_key() {
    says(
        "title = \"A\"\nservice = [\"api\"]",
        r#"3:1: error[unknown-key]: an incident has no key `service`; write `services = { api = "partial_outage" }`"#,
    );
    says(
        "title = \"A\"\nTitle = \"B\"",
        r#"3:1: error[unknown-key]: an incident has no key `Title`; write `title = "Some requests to the API fail"`"#,
    );
    says(
        "title = \"A\"\nxyzzy = 1",
        "3:1: error[unknown-key]: an incident has no key `xyzzy`; the keys of an incident are title, state, services, retroactive, started, ended, published, next_update, aliases, draft, updates, postmortem",
    );
    incident_says(
        &format!("title = \"A\"\n{UPDATE}time = 1\n[postmortem]\nauthor = \"me\""),
        "
6:1: error[unknown-key]: an update has no key `time`; the keys of an update are at, edited, state, services, text
7:1: error[postmortem-missing]: there is no post-mortem below the front matter; write it below the closing `+++`, or take `[postmortem]` out
8:1: error[unknown-key]: [postmortem] has no key `author`; the only key of [postmortem] is `published`
",
    );
}

#[test]
fn wrong_type() {
    says(
        "title = 5",
        r#"2:9: error[wrong-type]: `title` takes a text in quotes, not a whole number; write it as in `title = "Some requests to the API fail"`"#,
    );
    says(
        "title = \"A\"\nservices = \"api\"",
        r#"3:12: error[wrong-type]: `services` takes services with their impacts in braces, or services in brackets, not a text; write it as in `services = { api = "partial_outage" }`"#,
    );
    says(
        "title = \"A\"\nservices = [1]",
        r#"3:13: error[wrong-type]: `services` takes a text in quotes, not a whole number; write it as in `services = { api = "partial_outage" }`"#,
    );
    says(
        "title = \"A\"\nretroactive = \"yes\"",
        "3:15: error[wrong-type]: `retroactive` takes `true` or `false`, not a text; write it as in `retroactive = true`",
    );
    says(
        "title = \"A\"\nstarted = \"2026-11-20T09:52:00Z\"",
        "3:11: error[wrong-type]: `started` takes a date and a time, and this is a text; write it without quotes: `started = 2026-11-20T09:52:00Z`",
    );
    says(
        "title = \"A\"\nstarted = \"an hour ago\"",
        "3:11: error[wrong-type]: `started` takes a date and a time without quotes, not a text; write it as in `started = 2026-11-20T09:52:00Z`",
    );
    says(
        "title = \"A\"\naliases = \"/old\"",
        r#"3:11: error[wrong-type]: `aliases` takes a list in brackets, not a text; write it as in `aliases = ["/incidents/2105"]`"#,
    );
    incident_says(
        "title = \"A\"\nupdates = \"none\"",
        "3:11: error[wrong-type]: `updates` takes parts that each begin with a line `[[updates]]`, not a text; write it as in `[[updates]]`",
    );
    incident_says(
        "title = \"A\"\n[updates]\nat = 2026-11-20T10:03:00Z",
        "3:1: error[wrong-type]: `updates` takes parts that each begin with a line `[[updates]]`, not a table; write it as in `[[updates]]`",
    );
    // A value that cannot be read is not reported as a missing one too.
    incident_says(
        "title = \"A\"\nretroactive = true\npublished = \"later\"\nended = 1\n[[updates]]\nat = 1\nstate = \"resolved\"",
        "
4:13: error[wrong-type]: `published` takes a date and a time without quotes, not a text; write it as in `published = 2026-11-21T08:00:00Z`
5:9: error[wrong-type]: `ended` takes a date and a time without quotes, not a whole number; write it as in `ended = 2026-11-20T10:41:00Z`
7:6: error[wrong-type]: `at` takes a date and a time without quotes, not a whole number; write it as in `at = 2026-11-20T10:03:00Z`
",
    );
}

#[test]
fn missing_key() {
    says(
        "services = [\"api\"]",
        r#"1:1: error[missing-key]: an incident needs `title`; add a line such as `title = "Some requests to the API fail"`"#,
    );
    incident_says(
        "title = \"A\"\n[[updates]]\nat = 2026-11-20T10:03:00Z\ntext = \"…\"",
        r#"3:1: error[missing-key]: an update needs `state`; add a line such as `state = "investigating"`"#,
    );
}

#[test]
fn empty_value() {
    says(
        "title = \"\"",
        r#"2:9: error[empty-value]: `title` is empty; write something such as `title = "Some requests to the API fail"`"#,
    );
    says(
        "title = \"A\"\naliases = [\" \"]",
        r#"3:12: error[empty-value]: `aliases` is empty; write something such as `aliases = ["/incidents/2105"]`"#,
    );
    incident_is_fine(&format!("title = \"A\"\nservices = []\naliases = []\n{UPDATE}text = \"\""));
}

#[test]
fn edited_before_posted() {
    let posted = |edited: &str| {
        format!(
            "title = \"API down\"\n[[updates]]\nat = 2026-11-20T10:03:00Z\nedited = 2026-11-20T{edited}:00Z\n\
             state = \"investigating\"\n"
        )
    };
    incident_says(
        &posted("10:02"),
        "5:10: error[edited-before-posted]: this update is edited before it was posted; `edited` is when you last changed its text; mend it or `at`",
    );
    incident_is_fine(&posted("10:03"));
    // Who does not know when it was posted may know when it was edited.
    incident_is_fine(
        "title = \"API down\"\nretroactive = true\nstarted = 2026-11-19T10:00:00Z\nended = 2026-11-19T11:00:00Z\n\
         published = 2026-11-20T10:00:00Z\n[[updates]]\nedited = 2026-11-20T11:00:00Z\nstate = \"resolved\"\n",
    );
}
