//! Faults of candor.toml.

use crate::site::{CONFIG, INCIDENT, OPEN, config_says, is_fine, says};

/// The configuration with `line` in place of the one that begins like it, or with it at the top.
fn with(line: &str) -> String {
    let key = line.split('=').next().unwrap_or_default();
    let others: Vec<&str> = CONFIG.lines().filter(|old| !old.starts_with(key)).collect();
    format!("{line}\n{}\n", others.join("\n"))
}

#[track_caller]
fn with_is_fine(line: &str) {
    is_fine(&[("candor.toml", with(line).as_bytes())]);
}

#[test]
fn bad_base_url() {
    config_says(
        &with("base_url = \"status.example.com\""),
        r#"1:12: error[bad-base-url]: `base_url` cannot be used: it does not begin with `https://` or `http://`; write where the site will live: `base_url = "https://status.example.com/"`"#,
    );
    config_says(
        &with("base_url = \"https://\""),
        r#"1:12: error[bad-base-url]: `base_url` cannot be used: it has no host; write where the site will live: `base_url = "https://status.example.com/"`"#,
    );
    config_says(
        &with("base_url = \"https://example.com/?page=status\""),
        r#"1:12: error[bad-base-url]: `base_url` cannot be used: it has a `?` or a `#`, and paths are put behind it; write where the site will live: `base_url = "https://status.example.com/"`"#,
    );
    config_says(
        &with("base_url = \"https://example.com/a b\""),
        r#"1:12: error[bad-base-url]: `base_url` cannot be used: it holds ' ', which a URL cannot hold; write where the site will live: `base_url = "https://status.example.com/"`"#,
    );
    with_is_fine("base_url = \"http://example.com:8080/status\"");
}

#[test]
fn unknown_timezone() {
    config_says(
        &with("timezone = \"Europe/Lisbonn\""),
        "1:12: error[unknown-timezone]: there is no time zone `Europe/Lisbonn`; did you mean `Europe/Lisbon`?",
    );
    config_says(
        &with("timezone = \"CET Berlin\""),
        "1:12: error[unknown-timezone]: there is no time zone `CET Berlin`; did you mean `CET`?",
    );
    config_says(
        &with("timezone = \"+01:00\""),
        "1:12: error[unknown-timezone]: there is no time zone `+01:00`; write a name of the IANA database, such as `Europe/Lisbon`, or `UTC`",
    );
    with_is_fine("timezone = \"America/Argentina/Buenos_Aires\"");
}

#[test]
fn bad_color() {
    config_says(
        &with("brand = { color = \"royal blue\" }"),
        "1:19: error[bad-color]: `royal blue` is not a colour; write it as `color = \"#0b5fff\"`",
    );
    with_is_fine("brand = { color = \"#2b4bd8\" }");
}

#[test]
fn low_contrast() {
    config_says(
        &with("brand = { color = \"#ff8a00\" }"),
        "1:19: warning[low-contrast]: `#ff8a00` is hard to read on light pages: its contrast is 2.20 to 1, and text needs 4.5 to 1; write `color = \"#ac5d00\"`, the nearest that passes",
    );
    with_is_fine("brand = { color = \"#a85b00\" }");
}

#[test]
fn bad_language() {
    config_says(
        &with("language = \"german\""),
        "1:12: error[bad-language]: `german` is not a language tag; write a language tag (BCP 47) such as `en`, `de` or `pt-BR`",
    );
    config_says(
        &with("language = \"en_US\""),
        "1:12: error[bad-language]: `en_US` is not a language tag; write `en-US`",
    );
    with_is_fine("language = \"zh-Hant-TW\"");
}

#[test]
fn bad_weight() {
    config_says(
        &format!("{CONFIG}[uptime]\npartial_outage = 30\nmajor_outage = -0.1\ndegraded_performance = nan"),
        "
13:18: error[bad-weight]: `partial_outage` is not between 0 and 1; 1 counts each second as down, 0.3 counts three tenths of it, 0 counts none
14:16: error[bad-weight]: `major_outage` is not between 0 and 1; 1 counts each second as down, 0.3 counts three tenths of it, 0 counts none
15:24: error[bad-weight]: `degraded_performance` is not between 0 and 1; 1 counts each second as down, 0.3 counts three tenths of it, 0 counts none
",
    );
    is_fine(&[(
        "candor.toml",
        format!("{CONFIG}[uptime]\nmajor_outage = 1\npartial_outage = 0.25").as_bytes(),
    )]);
}

#[test]
fn bad_id() {
    config_says(
        &CONFIG.replace("\"api\"", "\"Public API\""),
        r#"6:6: error[bad-id]: the id `Public API` cannot stand in a URL: it holds ' '; write `id = "public-api"`"#,
    );
    config_says(
        &CONFIG.replace("\"api\"", "\"障\""),
        "6:6: error[bad-id]: the id `障` cannot stand in a URL: it holds '障'; write it with a-z, 0-9 and `-`",
    );
    is_fine(&[("candor.toml", CONFIG.replace("\"api\"", "\"api-v2.eu\"").as_bytes())]);
}

#[test]
fn duplicate_id() {
    config_says(
        &CONFIG.replace("\"dashboard\"", "\"API\""),
        "10:6: error[duplicate-id]: two services have the id `API`; give each an id of its own",
    );
    config_says(
        &format!("{CONFIG}[[groups]]\nid = \"a\"\nname = \"A\"\n[[groups]]\nid = \"a\"\nname = \"B\"\n"),
        "16:6: error[duplicate-id]: two groups have the id `a`; give each an id of its own",
    );
    // A group and a service may share a name.
    is_fine(&[("candor.toml", format!("{CONFIG}[[groups]]\nid = \"api\"\nname = \"A\"\n").as_bytes())]);
}

#[test]
fn unknown_group() {
    let group = "[[groups]]\nid = \"core\"\nname = \"Core\"\n";
    config_says(
        &format!("{CONFIG}group = \"core\""),
        r#"12:9: error[unknown-group]: there is no group `core`; add it: `[[groups]]` with `id = "core"`"#,
    );
    config_says(
        &format!("{CONFIG}group = \"cor\"\n{group}"),
        "12:9: error[unknown-group]: there is no group `cor`; did you mean `core`?",
    );
    is_fine(&[("candor.toml", format!("{CONFIG}group = \"core\"\n{group}").as_bytes())]);
}

#[test]
fn bad_url() {
    config_says(
        &with("support_url = \"javascript:alert(1)\""),
        "1:15: error[bad-url]: `support_url` is not a link; begin it with `https://`, `http://`, `mailto:`, or `/` for a page of this site",
    );
    config_says(
        &format!("{CONFIG}[[links]]\nname = \"A\"\nurl = \"//example.com\""),
        "14:7: error[bad-url]: `url` is not a link; begin it with `https://`, `http://`, `mailto:`, or `/` for a page of this site",
    );
    with_is_fine("support_url = \"mailto:help@example.com\"");
    with_is_fine("support_url = \"/subscribe/\"");
}

#[test]
fn unknown_encoding() {
    config_says(
        &with("output = { precompress = [\"gz\", \"brotly\", \"zstd\"] }"),
        "1:27: error[unknown-encoding]: there is no encoding `gz`; write `gzip`; all encodings: `gzip`, `brotli`\n\
         1:33: error[unknown-encoding]: there is no encoding `brotly`; write `brotli`; all encodings: `gzip`, `brotli`\n\
         1:43: error[unknown-encoding]: there is no encoding `zstd`; write `gzip` or `brotli`",
    );
    with_is_fine("output = { precompress = [\"brotli\", \"gzip\"] }");
    with_is_fine("output = { precompress = [] }");
    with_is_fine("output = {}");
}

#[test]
fn an_encoding_is_listed_once() {
    config_says(
        &with("output = { precompress = [\"gzip\", \"gzip\"] }"),
        "1:35: error[listed-twice]: `gzip` stands in this list twice; name each encoding once",
    );
}

#[test]
fn unknown_output() {
    let words = "`statuspage_api`, `heroku_api`, `candor_api`, `feed_archives`, `service_feeds`, `search`, `cards`, \
        `calendars`, `badges`, `embed`";
    let line = |column, word, near| {
        format!(
            "1:{column}: error[unknown-output]: there is no output `{word}`; write `{near}`; all outputs: {words}, `schemas`\n"
        )
    };
    let slip = line(25, "statuspage-api", "statuspage_api");
    let known_elsewhere = line(43, "og:image", "cards");
    config_says(
        &with("output = { leave_out = [\"statuspage-api\", \"og:image\", \"everything\"] }"),
        &format!(
            "{slip}{known_elsewhere}1:55: error[unknown-output]: there is no output `everything`; write {words} or `schemas`"
        ),
    );
    with_is_fine("output = { leave_out = [\"schemas\", \"cards\"] }");
    with_is_fine("output = { leave_out = [] }");
}

#[test]
fn an_output_is_listed_once() {
    config_says(
        &with("output = { leave_out = [\"search\", \"cards\", \"search\"] }"),
        "1:44: error[listed-twice]: `search` stands in this list twice; name each output once",
    );
}

#[test]
fn unknown_theme() {
    config_says(
        &with("theme = \"ocean\""),
        "1:9: error[unknown-theme]: there is no folder `themes/ocean`; make that folder, or leave `theme` out to use the built-in one",
    );
    let theme = ("themes/ocean/theme.toml", &b"name = \"Ocean\""[..]);
    says(
        &[("candor.toml", with("theme = \"ocaen\"").as_bytes()), theme],
        "candor.toml:1:9: error[unknown-theme]: there is no folder `themes/ocaen`; did you mean `ocean`?",
    );
    is_fine(&[("candor.toml", with("theme = \"ocean\"").as_bytes()), theme]);
    with_is_fine("theme = \"default\"");
}

#[test]
fn no_services() {
    let head = "title = \"A\"\nbase_url = \"https://example.com\"\n";
    // That the incident's service is unknown is a consequence, and is not said.
    says(
        &[("candor.toml", head.as_bytes()), (INCIDENT, OPEN.as_bytes())],
        r#"candor.toml:1:1: error[no-services]: the site has no services; add one: `[[services]]`, then `id = "api"` and `name = "API"`"#,
    );
    says(
        &[("candor.toml", format!("{head}services = []").as_bytes())],
        r#"candor.toml:1:1: error[no-services]: the site has no services; add one: `[[services]]`, then `id = "api"` and `name = "API"`"#,
    );
    config_says(
        &format!("{head}services = \"api\""),
        "3:12: error[wrong-type]: `services` takes parts that each begin with a line `[[services]]`, not a text; write it as in `[[services]]`",
    );
}

#[test]
fn keys_of_candor_toml_are_held_to_the_same_rules() {
    config_says(
        "titel = \"A\"\n[[service]]\nid = \"api\"",
        r#"
1:1: error[missing-key]: candor.toml needs `base_url`; add a line such as `base_url = "https://status.example.com/"`
1:1: error[missing-key]: candor.toml needs `title`; add a line such as `title = "Example Status"`
1:1: error[no-services]: the site has no services; add one: `[[services]]`, then `id = "api"` and `name = "API"`
1:1: error[unknown-key]: candor.toml has no key `titel`; write `title = "Example Status"`
2:3: error[unknown-key]: candor.toml has no key `service`; write `[[services]]`
"#,
    );
    config_says(
        &format!("{CONFIG}since = \"2024\"\ncolour = 1"),
        "
12:9: error[wrong-type]: `since` takes a date and a time without quotes, not a text; write it as in `since = 2024-03-01`
13:1: error[unknown-key]: a service has no key `colour`; the keys of a service are id, name, group, description, since
",
    );
    is_fine(&[("candor.toml", format!("{CONFIG}since = 2024-03-01").as_bytes())]);
}

#[test]
fn a_day_is_written_with_its_whole_year() {
    let since = |day: &str| CONFIG.replace("name = \"API\"\n", &format!("name = \"API\"\nsince = {day}\n"));
    config_says(
        &since("0024-03-01"),
        "8:9: error[bad-time]: `since` lies in the year 24; write the year with its four digits, as in `2026-11-20T09:52:00Z`",
    );
    is_fine(&[("candor.toml", since("2024-03-01").as_bytes())]);
}
