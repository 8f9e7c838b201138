//! Incidents with random values are written as files, read back, and come out the same.

use std::fmt::Write as _;

use candor::diagnostics::Prose;
use candor::fragment::Fragment;
use candor::model::{Impact, Incident, IncidentState, Term};
use candor::syntax::markdown::{self, ImageTarget, LinkTarget, Targets};
use candor::time::{Instant, Reading, Zone};
use candor::tree::RelPath;
use chrono::{DateTime, FixedOffset, TimeDelta};
use proptest::prelude::*;

use crate::site::{CONFIG, INCIDENT, emitted, load, tree};

/// How a time is written.
#[derive(Clone, Copy, Debug)]
enum Form {
    Utc,
    Offset(i32),
    Local,
}

/// An update to write: seconds after the one before, how its time is written, state, impacts and text.
type Post = (Option<(i64, Form)>, IncidentState, Vec<(&'static str, Impact)>, String);

#[derive(Clone, Debug)]
struct Wanted {
    zone: &'static str,
    title: String,
    started: (i64, Form),
    ended: Option<Form>,
    retroactive: bool,
    posts: Vec<Post>,
    postmortem: String,
    windows: bool,
}

fn form() -> impl Strategy<Value = Form> {
    prop_oneof![Just(Form::Utc), (-719..840).prop_map(Form::Offset), Just(Form::Local)]
}

/// Texts of several lines, some of which look like the end of the front matter or like quotes. No line has a meaning in
/// Markdown that depends on its place in the page.
fn text() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        Just("+++".to_owned()),
        Just(String::new()),
        Just("\"quoted\" 'text' \\n \\u0041 \\".to_owned()),
        Just("\"\"\"".to_owned()),
        Just("'''".to_owned()),
        "[a-zé日 ,.'\"\\\\]{0,30}",
    ];
    prop::collection::vec(line, 0..6).prop_map(|lines| lines.join("\n"))
}

fn impacts() -> impl Strategy<Value = Vec<(&'static str, Impact)>> {
    let impact = || prop::sample::select(Impact::ALL);
    (prop::option::of(impact()), prop::option::of(impact())).prop_map(|(api, dashboard)| {
        let both = [api.map(|impact| ("api", impact)), dashboard.map(|impact| ("dashboard", impact))];
        both.into_iter().flatten().collect()
    })
}

fn wanted() -> impl Strategy<Value = Wanted> {
    let open = [IncidentState::Investigating, IncidentState::Identified, IncidentState::Monitoring];
    let post =
        (prop::option::of((0_i64..90_000, form())), prop::sample::select(open.to_vec()), impacts(), text());
    let posts = (prop::collection::vec(post, 1..5), any::<bool>()).prop_map(|(mut posts, closed)| {
        let last = posts.last_mut().expect("there is one");
        if closed {
            last.1 = IncidentState::Resolved;
        }
        posts
    });
    (
        prop::sample::select(vec!["UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe"]),
        "\\PC{0,20}[a-z\"'\\\\#=é日]\\PC{0,20}",
        (1_500_000_000_i64..1_790_000_000, form()),
        prop::option::of(form()),
        any::<bool>(),
        posts,
        text(),
        any::<bool>(),
    )
        .prop_map(|(zone, title, started, ended, retroactive, posts, postmortem, windows)| Wanted {
            zone,
            title,
            started,
            ended,
            retroactive,
            posts,
            postmortem,
            windows,
        })
}

fn moment(seconds: i64) -> Instant {
    DateTime::from_timestamp(seconds, 0).expect("a moment")
}

/// `at` as an author would write it; with its offset where the clocks of the zone leave a doubt.
fn time(at: Instant, form: Form, zone: &Zone) -> String {
    match form {
        Form::Utc => at.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        Form::Offset(minutes) => {
            let offset = FixedOffset::east_opt(minutes * 60).expect("less than a day");
            at.with_timezone(&offset).format("%Y-%m-%d %H:%M:%S%:z").to_string()
        }
        Form::Local => {
            let wall = at.naive_utc() + TimeDelta::seconds(zone.local(at).offset_seconds.into());
            match zone.read(wall) {
                Reading::One(_) => wall.format("%Y-%m-%dT%H:%M:%S").to_string(),
                _ => time(at, Form::Utc, zone),
            }
        }
    }
}

/// A text as a TOML string: between three quotes when that can hold it, else with escapes.
fn quoted(text: &str) -> String {
    if text.contains('\n') && !text.contains("'''") && !text.ends_with('\'') {
        return format!("'''\n{text}'''");
    }
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

/// The posts' times, counted on from the start.
fn times(wanted: &Wanted) -> Vec<Option<Instant>> {
    let mut now = wanted.started.0;
    let step = |at: &Option<(i64, Form)>| {
        at.map(|(seconds, _)| {
            now += seconds;
            moment(now)
        })
    };
    wanted.posts.iter().map(|post| &post.0).map(step).collect()
}

fn write(wanted: &Wanted, zone: &Zone) -> String {
    let (start, form) = wanted.started;
    let mut file =
        format!("+++\ntitle = {}\nstarted = {}\n", quoted(&wanted.title), time(moment(start), form, zone));
    if let Some(form) = wanted.ended {
        writeln!(file, "ended = {}", time(moment(start + 60), form, zone)).expect("it is memory");
    }
    if wanted.retroactive {
        file += "retroactive = true\npublished = 2030-01-01T00:00:00Z\n";
    }
    for ((at, state, impacts, text), moment) in wanted.posts.iter().zip(times(wanted)) {
        file += "\n[[updates]]\n";
        if let (Some((_, form)), Some(moment)) = (at, moment) {
            writeln!(file, "at = {}", time(moment, *form, zone)).expect("it is memory");
        }
        let impacts: Vec<String> =
            impacts.iter().map(|(id, impact)| format!("{id} = \"{}\"", impact.as_str())).collect();
        writeln!(
            file,
            "services = {{ {} }}\nstate = \"{}\"\ntext = {}",
            impacts.join(", "),
            state.as_str(),
            quoted(text)
        )
        .expect("it is memory");
    }
    file.extend(["+++\n", &wanted.postmortem]);
    if wanted.windows { file.replace('\n', "\r\n") } else { file }
}

/// Leads nowhere: the texts have no links.
struct Nowhere;

impl Targets for Nowhere {
    fn link(&self, _: &str) -> LinkTarget {
        LinkTarget::Broken(String::new())
    }

    fn image(&self, _: &str) -> ImageTarget {
        ImageTarget::Missing(String::new())
    }
}

fn html(fragment: &Fragment) -> String {
    fragment.fill("", "").replace("\r\n", "\n")
}

/// The HTML that `text` gives by itself.
fn expected_html(text: &str) -> String {
    let path = RelPath::new(INCIDENT).expect("a path");
    let options = markdown::Options { id_prefix: "", top_heading: 3, targets: &Nowhere };
    html(&markdown::render(&Prose::verbatim(text, &path, 0), &options).fragment)
}

fn compare(wanted: &Wanted, incident: &Incident) {
    let start = wanted.started.0;
    assert_eq!(incident.title(), wanted.title.trim());
    assert_eq!(incident.started(), moment(start));
    assert_eq!(incident.ended(), wanted.ended.map(|_| moment(start + 60)));
    assert_eq!(incident.is_retroactive(), wanted.retroactive);
    assert_eq!(incident.published().is_some(), wanted.retroactive);
    assert_eq!(incident.updates().len(), wanted.posts.len());
    let posts = wanted.posts.iter().zip(times(wanted));
    for (update, ((_, state, impacts, text), at)) in incident.updates().iter().zip(posts) {
        assert_eq!((update.at, update.state), (at, *state));
        let read: Vec<Impact> = update.impacts.iter().map(|(_, impact)| impact).collect();
        assert_eq!(read, impacts.iter().map(|(_, impact)| *impact).collect::<Vec<_>>());
        assert_eq!(html(&update.body), expected_html(text));
    }
    assert_eq!(html(incident.postmortem()), expected_html(&wanted.postmortem));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read(wanted in wanted()) {
        let zone = Zone::new(wanted.zone).expect("a zone");
        let file = write(&wanted, &zone);
        let config = CONFIG.replace("Europe/Berlin", wanted.zone);
        let tree = tree(&[("candor.toml", config.as_bytes()), (INCIDENT, file.as_bytes())]);
        let loaded = load(&tree);
        let said = emitted(&loaded, &tree);
        let site = loaded.site.expect("a site");
        prop_assert_eq!(site.incidents.len(), 1, "{}\n{}", said, file);
        compare(&wanted, &site.incidents[0]);
    }
}

#[test]
fn a_line_of_three_pluses_in_a_text_does_not_end_the_front_matter() {
    for quotes in ["'''", "\"\"\""] {
        let text = format!(
            "+++\ntitle = 'A # \"quote'\n[[updates]]\nat = 2026-11-20T10:03:00Z\nstate = \"investigating\"\n\
             text = {quotes}\n+++\n{quotes}\n+++\n\nAfter.\n"
        );
        let tree = tree(&[(INCIDENT, text.as_bytes())]);
        let loaded = load(&tree);
        assert_eq!(emitted(&loaded, &tree), "");
        let site = loaded.site.expect("a site");
        assert_eq!(html(&site.incidents[0].updates()[0].body), expected_html("+++\n"));
        assert_eq!(html(site.incidents[0].postmortem()), expected_html("\nAfter.\n"));
    }
}
