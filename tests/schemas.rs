//! The schemas of what authors write say what the reader of those files does: the same keys, the same words, the same
//! verdict on good and bad files. What Taplo and check-jsonschema make of them is asked in tests/checks/schemas.sh.
#![expect(clippy::disallowed_methods, reason = "the demo and its schemas are read from the disk")]

#[path = "support/built.rs"]
mod built;
#[path = "support/schema.rs"]
mod schema;

use std::path::Path;

use built::{config, instant, tree};
use candor::diagnostics::Severity;
use candor::encoding::Encoding;
use candor::load::{self, Options, schema::all, schema::known_keys};
use candor::model::{Extra, Impact, IncidentState, MaintenanceState, Term};
use candor::plan;
use schema::Check;
use serde_json::Value;

fn named(name: &str) -> Value {
    all().into_iter().find(|one| one.name == name).expect("the schema").schema
}

/// Front matter or configuration as the JSON that validators see.
fn json(text: &str) -> Value {
    fn convert(value: toml::Value) -> Value {
        match value {
            toml::Value::Datetime(time) => time.to_string().into(),
            toml::Value::Array(list) => list.into_iter().map(convert).collect(),
            toml::Value::Table(table) => {
                table.into_iter().map(|(key, value)| (key, convert(value))).collect()
            }
            other => serde_json::to_value(other).expect("a plain value"),
        }
    }
    convert(toml::Value::Table(text.parse().expect("TOML")))
}

fn front(text: &str) -> &str {
    text.trim_start_matches("+++\n").split("\n+++").next().expect("front matter")
}

#[test]
fn each_table_has_exactly_the_keys_that_the_reader_knows() {
    for (name, pointer, keys) in known_keys() {
        let schema = named(name);
        let table = schema.pointer(pointer).unwrap_or_else(|| panic!("{name}{pointer}"));
        let mut described: Vec<_> = table["properties"].as_object().expect("properties").keys().collect();
        let mut known: Vec<_> = keys.iter().collect();
        described.sort();
        known.sort();
        assert_eq!(described, known, "{name}{pointer}");
        assert_eq!(table["additionalProperties"], false, "{name}{pointer}");
        for (key, property) in table["properties"].as_object().expect("properties") {
            assert!(property["description"].is_string(), "{name}{pointer}/{key} has no description");
            let examples = property["examples"].as_array();
            if key != "text" {
                let example = examples.and_then(|list| list.first());
                let example = example.unwrap_or_else(|| panic!("{name}{pointer}/{key} has no example"));
                let faults = Check { root: property, closed: true }.faults(example);
                assert!(faults.is_empty(), "{name}{pointer}/{key}: {faults:?}");
            }
        }
    }
}

#[test]
fn words_are_exactly_those_of_the_vocabularies() {
    fn words<T: Term>() -> Value {
        T::ALL.iter().map(|term| term.as_str()).collect()
    }
    let (incident, maintenance) = (named("incident"), named("maintenance"));
    assert_eq!(incident["properties"]["state"]["enum"], words::<IncidentState>());
    assert_eq!(
        incident["properties"]["updates"]["items"]["properties"]["state"]["enum"],
        words::<IncidentState>()
    );
    assert_eq!(maintenance["properties"]["state"]["enum"], words::<MaintenanceState>());
    let config = named("config");
    let output = &config["properties"]["output"]["properties"];
    assert_eq!(output["precompress"]["items"]["enum"], words::<Encoding>());
    assert_eq!(output["leave_out"]["items"]["enum"], words::<Extra>());
    let table = &incident["properties"]["services"]["anyOf"][1];
    assert_eq!(table["additionalProperties"]["enum"], words::<Impact>());
}

/// A good site: every file of it is good by its schema too. Every key is used once.
fn good() -> Vec<(&'static str, String)> {
    let config = config(
        "description = \"How we do\"\nlanguage = \"pt-BR\"\nsupport_url = \"/about/\"\n\
         [uptime]\nmajor_outage = 1\npartial_outage = 0.5\n[feeds]\nhub = \"https://hub.example.com/\"\n\
         [api]\ncstate = false\n[output]\nprecompress = [\"gzip\"]\nleave_out = [\"embed\"]\n[[links]]\nname = \"Home\"\nurl = \"https://example.com/\"\n",
    );
    let incident = "+++\ntitle = \"Slow\"\nstate = \"resolved\"\nservices = { api = \"partial_outage\" }\nretroactive = true\n\
        started = 2026-11-01 10:00:00\nended = 2026-11-01T12:00:00+01:00\npublished = 2026-11-02T08:00:00Z\n\
        aliases = [\"/old/1\"]\ndraft = false\n[[updates]]\nat = 2026-11-01T11:00:00Z\nstate = \"resolved\"\n\
        services = [\"db\"]\ntext = '''Over.'''\n[postmortem]\npublished = 2026-11-05T08:00:00Z\n+++\n\nWhy.\n";
    let maintenance = "+++\ntitle = \"Move\"\nstate = \"completed\"\nservices = [\"db\", \"api\"]\nscheduled_for = 2026-11-03T08:00:00Z\n\
        scheduled_until = 2026-11-03T09:00:00Z\npublished = 2026-11-02T08:00:00Z\naliases = [\"/old/2\"]\ndraft = false\n\
        [[updates]]\nat = 2026-11-03T09:00:00Z\nstate = \"completed\"\ntext = 'Done.'\n+++\n";
    let page = "+++\ntitle = \"About\"\ndescription = \"Who\"\nnav = 2\naliases = [\"/about-us\"]\ndraft = false\n+++\n\nHello.\n";
    vec![
        config,
        ("content/incidents/slow.md", incident.to_owned()),
        ("content/maintenance/move.md", maintenance.to_owned()),
        ("content/pages/about.md", page.to_owned()),
    ]
}

fn errors(files: &[(&str, String)]) -> Vec<String> {
    let options = Options { drafts: true, base_url: None, now: instant("2026-11-20T14:30:00Z") };
    let loaded = load::load(&tree(files), Vec::new(), &options);
    let errors = loaded.diagnostics.iter().filter(|fault| fault.severity() == Severity::Error);
    errors.map(|fault| format!("{}: {}", fault.path(), fault.message())).collect()
}

const FILES: [&str; 4] = ["config", "incident", "maintenance", "page"];

#[test]
fn what_the_reader_takes_the_schemas_take() {
    let files = good();
    assert_eq!(errors(&files), Vec::<String>::new());
    for ((_, text), name) in files.iter().zip(FILES) {
        let faults = Check { root: &named(name), closed: false }.faults(&json(front(text)));
        assert!(faults.is_empty(), "{name}: {faults:#?}");
    }
}

#[test]
fn what_the_schemas_refuse_the_reader_refuses() {
    // In which file, what is replaced, by what.
    let wrongs = [
        (0, "title = \"Saltmarsh", "titel = \"Saltmarsh"),
        (0, "partial_outage = 0.5", "partial_outage = 1.5"),
        (0, "partial_outage = 0.5", "outage = 0.5"),
        (0, "cstate = false", "cstate = \"no\""),
        (0, "cstate = false", "statuspage = true"),
        (0, "[\"gzip\"]", "[\"gz\"]"),
        (0, "[\"gzip\"]", "[\"gzip\", \"gzip\"]"),
        (0, "[\"gzip\"]", "\"gzip\""),
        (0, "id = \"api\"", "ids = \"api\""),
        (0, "since = 2025-06-01", "since = 2025"),
        (0, "url = \"https://example.com/\"", "href = \"https://example.com/\""),
        (1, "state = \"resolved\"\nservices", "state = \"fixed\"\nservices"),
        (1, "\"partial_outage\"", "\"down\""),
        (1, "retroactive = true", "retroactive = \"yes\""),
        (1, "published = 2026-11-02T08:00:00Z\naliases", "aliases"),
        (1, "title = \"Slow\"\n", ""),
        (1, "at = 2026-11-01T11:00:00Z\nstate = \"resolved\"\n", "at = 2026-11-01T11:00:00Z\n"),
        (1, "[postmortem]\npublished", "[postmortem]\nauthor"),
        (1, "services = [\"db\"]", "services = \"db\""),
        (2, "state = \"completed\"", "state = \"resolved\""),
        (2, "services = [\"db\", \"api\"]\n", ""),
        (2, "services = [\"db\", \"api\"]", "services = { db = \"partial_outage\" }"),
        (2, "services = [\"db\", \"api\"]", "services = [\"db\", \"db\"]"),
        (2, "scheduled_until = 2026-11-03T09:00:00Z\n", ""),
        (2, "text = 'Done.'", "text = 'Done.'\nservices = [\"db\"]"),
        (3, "nav = 2", "nav = \"2\""),
        (3, "nav = 2", "weight = 2"),
        (3, "title = \"About\"\n", ""),
        (3, "aliases = [\"/about-us\"]", "aliases = \"/about-us\""),
    ];
    for (file, right, wrong) in wrongs {
        let mut files = good();
        assert!(files[file].1.contains(right), "{right} is not in {}", files[file].0);
        files[file].1 = files[file].1.replacen(right, wrong, 1);
        let faults = Check { root: &named(FILES[file]), closed: false }.faults(&json(front(&files[file].1)));
        assert!(!faults.is_empty(), "the schema takes {wrong}");
        assert!(!errors(&files).is_empty(), "the reader takes {wrong}");
    }
}

/// The shapes of texts are regular expressions in the schemas; tests/checks/schemas.sh asks others what they refuse.
#[test]
fn texts_of_the_wrong_shape_are_refused_by_the_reader_as_well() {
    let wrongs = [
        (0, "base_url = \"https://example.com/status/\"", "base_url = \"example.com\""),
        (0, "id = \"api\"", "id = \"the api\""),
        (0, "hub = \"https://hub.example.com/\"", "hub = \"hub.example.com\""),
        (0, "language = \"pt-BR\"", "language = \"pt_BR\""),
        (0, "support_url = \"/about/\"", "support_url = \"about\""),
        (1, "started = 2026-11-01 10:00:00", "started = \"yesterday\""),
        (1, "aliases = [\"/old/1\"]", "aliases = [\"old/1\"]"),
        (2, "title = \"Move\"", "title = \" \""),
    ];
    for (file, right, wrong) in wrongs {
        let mut files = good();
        assert!(files[file].1.contains(right), "{right} is not in {}", files[file].0);
        files[file].1 = files[file].1.replacen(right, wrong, 1);
        assert!(!errors(&files).is_empty(), "the reader takes {wrong}");
    }
}

#[test]
fn what_the_schemas_ask_for_the_reader_asks_for() {
    for (file, name) in FILES.iter().enumerate() {
        for required in named(name)["required"].as_array().expect("a list") {
            let key = required.as_str().expect("a key");
            let mut files = good();
            let kept = |line: &&str| !line.starts_with(&format!("{key} ="));
            files[file].1 = files[file].1.lines().filter(kept).collect::<Vec<_>>().join("\n") + "\n";
            if matches!(key, "services" | "updates") && name != &"maintenance" {
                let heading = format!("[[{key}]]");
                files[file].1 = files[file].1.split(&heading).next().expect("a beginning").to_owned();
                if *name == "incident" {
                    files[file].1.push_str("+++\n");
                }
            }
            assert!(!errors(&files).is_empty(), "the reader does without {key} in {name}");
        }
    }
}

#[test]
fn the_demo_and_its_front_matter_are_valid() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &Path| std::fs::read_to_string(path).expect("a text");
    let check = |name: &str, text: &str, path: &Path| {
        let faults = Check { root: &named(name), closed: false }.faults(&json(text));
        assert!(faults.is_empty(), "{}: {faults:#?}", path.display());
    };
    check("config", &read(&root.join("candor.toml")), &root.join("candor.toml"));
    for (folder, name) in [("incidents", "incident"), ("maintenance", "maintenance"), ("pages", "page")] {
        for entry in std::fs::read_dir(root.join("content").join(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|extension| extension == "md") {
                check(name, front(&read(&path)), &path);
            }
        }
    }
}

#[test]
fn the_schemas_beside_the_demo_are_the_ones_that_candor_writes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema");
    for (name, schema) in plan::schemas() {
        let written = candor::schema::to_bytes(&schema);
        let there = std::fs::read(folder.join(&name)).unwrap_or_default();
        if there != written && std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(folder.join(&name), &written).expect("the folder can be written");
        } else {
            assert!(there == written, "schema/{name} is old: run `candor schema`");
        }
    }
    let config = std::fs::read_to_string(folder.with_file_name("candor.toml")).expect("the demo");
    assert!(
        config.starts_with("#:schema ./schema/config.json\n"),
        "editors find the schema by its first line"
    );
}

#[test]
fn a_site_carries_its_schemas() {
    let site = built::build(&tree(&good()), "2026-11-20T14:30:00Z");
    for (name, schema) in plan::schemas() {
        assert_eq!(built::json(&site, &format!("schema/{name}")), schema);
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#", "{name}");
    }
}
