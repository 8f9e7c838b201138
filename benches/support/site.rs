//! A site as files: candor.toml, incidents and maintenance.
#![expect(clippy::disallowed_methods, reason = "a generated site is written to the disk")]

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use super::random::Random;
use super::text;

/// The moment for which the benchmarks build: everything in the site lies before it. 2026-11-20T14:30:00Z.
pub const NOW: i64 = 1_795_185_000;

/// Five years before the newest incident, in seconds.
const SPAN: usize = 5 * 365 * 86_400;

/// How long the newest incident has been going on at [`NOW`], in seconds.
const NEWEST_AGE: i64 = 4 * 3600;

const SERVICES: &[(&str, &str, &str)] = &[
    ("web", "Website", "front"),
    ("app", "Mobile app", "front"),
    ("sign-in", "Sign-in", "front"),
    ("search", "Search", "front"),
    ("orders", "Orders", "shop"),
    ("payments", "Payments", "shop"),
    ("delivery", "Delivery dates", "shop"),
    ("invoices", "Invoices", "shop"),
    ("api", "API", "partners"),
    ("webhooks", "Webhooks", "partners"),
    ("exports", "Exports", "partners"),
    ("mail", "Email", "partners"),
];

const GROUPS: &[(&str, &str)] =
    &[("front", "For visitors"), ("shop", "Buying"), ("partners", "For partners")];

const FAULTS: &[&str] = &[
    "Errors",
    "Slow answers",
    "Lost connections",
    "Late messages",
    "Missing pictures",
    "Failed payments",
    "Wrong totals",
    "Sign-in fails",
    "Delayed reports",
    "Pages do not load",
];

const WHERE: &[&str] =
    &["for some customers", "in Europe", "in the Americas", "after a change", "for new accounts"];

/// A file of a site: its path and its text.
pub type File = (String, String);

/// A site with `incidents` incidents, maintenance among them. Of these the newest is open.
pub fn site(incidents: usize) -> Vec<File> {
    let mut random = Random::new(7);
    let mut starts: Vec<i64> = (0..incidents.saturating_sub(1)).map(|_| start(&mut random)).collect();
    starts.sort_unstable();
    starts.push(NOW - NEWEST_AGE);
    let mut files = vec![("candor.toml".to_owned(), config())];
    for (n, start) in starts.iter().enumerate() {
        let newest = n + 1 == starts.len();
        files.push(if !newest && random.chance(5) {
            maintenance(&mut random, n, *start)
        } else {
            incident(&mut random, n, *start, newest)
        });
    }
    files
}

/// Writes `files` below `folder`.
pub fn write(files: &[File], folder: &Path) -> io::Result<()> {
    for (path, text) in files {
        let to = folder.join(path);
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(to, text)?;
    }
    Ok(())
}

fn start(random: &mut Random) -> i64 {
    let before = NEWEST_AGE + 86_400 + i64::try_from(random.below(SPAN)).expect("five years of seconds");
    (NOW - before) / 60 * 60
}

fn config() -> String {
    let mut text = String::from(
        "title = \"Bench Status\"\nbase_url = \"https://status.example.com/\"\nlanguage = \"en\"\ntimezone = \"UTC\"\n",
    );
    for (id, name) in GROUPS {
        let _ = write!(text, "\n[[groups]]\nid = \"{id}\"\nname = \"{name}\"\n");
    }
    for (id, name, group) in SERVICES {
        let _ = write!(text, "\n[[services]]\nid = \"{id}\"\nname = \"{name}\"\ngroup = \"{group}\"\n");
    }
    text
}

fn incident(random: &mut Random, n: usize, start: i64, open: bool) -> File {
    let retroactive = !open && random.chance(5);
    let count = 2 + random.below(5);
    let mut at = start;
    let mut updates = String::new();
    for update in 0..count {
        let state = match (update + 1 == count && !open, update) {
            (true, _) => "resolved",
            (_, 0) => "investigating",
            (_, 1) => "identified",
            _ => "monitoring",
        };
        push_update(&mut updates, at, state, &text::update(random));
        at += i64::try_from(6 + random.below(if open { 20 } else { 70 })).expect("minutes") * 60;
    }
    let title = format!("{} {}", random.pick(FAULTS), random.pick(WHERE));
    let impacts = ["degraded_performance", "partial_outage", "major_outage"];
    let mut front = format!("title = \"{title}\"\nservices = {{ ");
    let first = random.below(SERVICES.len());
    let affected = 1 + random.below(3);
    for step in 0..affected {
        let comma = if step > 0 { ", " } else { "" };
        let id = SERVICES[(first + step * 5) % SERVICES.len()].0;
        let _ = write!(front, "{comma}{id} = \"{}\"", random.pick(&impacts));
    }
    front.push_str(" }\n");
    if retroactive {
        let _ = write!(front, "retroactive = true\npublished = {}\n", time(at));
    }
    let mut body = String::new();
    if !open && random.chance(10) {
        let _ = write!(updates, "\n[postmortem]\npublished = {}\n", time(at + 3 * 3600));
        body = format!("\n{}", text::postmortem(random));
    }
    file(
        "incidents",
        &format!("{}-{n:05}", title.to_lowercase().replace(' ', "-")),
        start,
        &front,
        &updates,
        &body,
    )
}

fn maintenance(random: &mut Random, n: usize, start: i64) -> File {
    let end = start + i64::try_from(1 + random.below(4)).expect("hours") * 3600;
    let (one, other) = (random.below(SERVICES.len()), random.below(SERVICES.len() - 1) + 1);
    let services = [one, (one + other) % SERVICES.len()].map(|n| SERVICES[n].0);
    let mut updates = String::new();
    push_update(&mut updates, start, "in_progress", &text::update(random));
    push_update(&mut updates, end, "completed", &text::update(random));
    let front = format!(
        "title = \"Planned work {}\"\nservices = [\"{}\", \"{}\"]\nscheduled_for = {}\nscheduled_until = {}\n",
        random.pick(WHERE),
        services[0],
        services[1],
        time(start),
        time(end)
    );
    file(
        "maintenance",
        &format!("planned-work-{n:05}"),
        start,
        &front,
        &updates,
        &format!("\n{}", text::update(random)),
    )
}

fn push_update(out: &mut String, at: i64, state: &str, text: &str) {
    let _ = write!(out, "\n[[updates]]\nat = {}\nstate = \"{state}\"\ntext = '''\n{text}'''\n", time(at));
}

fn file(folder: &str, slug: &str, start: i64, front: &str, updates: &str, body: &str) -> File {
    let year = &time(start)[..4];
    (format!("content/{folder}/{year}/{slug}.md"), format!("+++\n{front}{updates}+++\n{body}"))
}

/// RFC 3339, in UTC.
fn time(seconds: i64) -> String {
    let time = chrono::DateTime::from_timestamp(seconds, 0).expect("a time of this century");
    time.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}
