//! What `leave_out` leaves out: its files are gone, nothing leads to them, and everything else is as it was.
#![expect(clippy::disallowed_methods, reason = "the program is tried on a real folder")]

#[path = "support/built.rs"]
#[allow(dead_code, reason = "not every helper is used here")]
mod built;
#[path = "support/golden.rs"]
#[allow(dead_code, reason = "only the reading of folders is used here")]
mod golden;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::process::Command;
use std::sync::{Arc, Mutex, OnceLock};

use built::{build, json, text, tree};
use candor::build::show;
use candor::load;
use candor::model::{Extra, Term};
use candor::routes;
use candor::tree::Tree;
use serde_json::Value;

const NOW: &str = "2026-11-20T14:30:00Z";
const BASE: &str = "https://example.com/status/";

/// How many incidents there are: enough for archives of feeds, of a service too, and for pages of Statuspage's API.
const INCIDENTS: usize = 60;

/// A site that has an output of every kind, with `leave_out` in its configuration and `page` as a page of its own.
fn files(leave_out: &[Extra], page: &str) -> Vec<(String, String)> {
    let words: Vec<String> = leave_out.iter().map(|extra| format!("\"{}\"", extra.as_str())).collect();
    // `[output]` ends the keys at the top, and what is below begins tables of its own.
    let (name, config) = built::config(&format!("[output]\nleave_out = [{}]\n", words.join(", ")));
    let mut files = vec![(name.to_owned(), config)];
    let mut put = |path: &str, text: String| files.push((path.to_owned(), text));
    for n in 0..INCIDENTS {
        // The font of cards cannot write most of the titles, so that there are few to draw.
        let title = if n % 20 == 0 { "Trouble" } else { "障害" };
        let (year, month, day) = (2025 + n / 40, 1 + n % 10, 1 + n % 28);
        let at = |hour: u32| format!("{year}-{month:02}-{day:02}T{hour:02}:00:00Z");
        let mut front = format!("+++\ntitle = \"{title} {n}\"\nservices = {{ api = \"partial_outage\" }}\n");
        if n == 3 {
            front.push_str("aliases = [\"/old/3\"]\n");
        }
        for (hour, state) in [(8, "investigating"), (11, "resolved")] {
            if n + 1 < INCIDENTS || state != "resolved" {
                let _ = write!(
                    front,
                    "[[updates]]\nat = {}\nstate = \"{state}\"\ntext = \"We look at [it](../pages/about.md).\"\n",
                    at(hour)
                );
            }
        }
        let postmortem = if n == 3 { "\nIt was the **disk**.\n" } else { "" };
        put(&format!("content/incidents/trouble-{n}.md"), format!("{front}+++\n{postmortem}"));
    }
    put(
        "content/maintenance/move.md",
        "+++\ntitle = \"Move\"\nservices = [\"db\", \"api\"]\nscheduled_for = 2026-11-28T06:00:00Z\n\
         scheduled_until = 2026-11-28T08:00:00Z\n+++\n\nWe move.\n"
            .to_owned(),
    );
    put("content/pages/about.md", format!("+++\ntitle = \"About\"\nnav = 1\n+++\n\nHello.\n\n{page}"));
    files
}

fn source(leave_out: &[Extra], page: &str) -> Tree {
    let files = files(leave_out, page);
    let files: Vec<(&str, String)> = files.iter().map(|(path, text)| (path.as_str(), text.clone())).collect();
    tree(&files)
}

/// A site that is built when it is first asked for.
type Once = Arc<OnceLock<Arc<Tree>>>;

/// What is built without these. Many tests look at the same sites; each is built once.
fn built_without(leave_out: &[Extra]) -> Arc<Tree> {
    static BUILT: Mutex<BTreeMap<Vec<Extra>, Once>> = Mutex::new(BTreeMap::new());
    let site = Arc::clone(
        BUILT.lock().expect("no other test failed in here").entry(leave_out.to_vec()).or_default(),
    );
    Arc::clone(site.get_or_init(|| Arc::new(build(&source(leave_out, ""), NOW))))
}

fn paths(site: &Tree) -> BTreeSet<String> {
    site.iter().map(|(path, _)| path.to_string()).collect()
}

/// What the name of the file at `path` ends in.
fn extension(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or_default()
}

/// Whether the file at `path` is of this kind, said once more in other words than the program's.
fn is_of(extra: Extra, path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    let (folder, name) = (parts[0], parts[parts.len() - 1]);
    let of_part = ["services", "groups"].contains(&folder);
    match extra {
        Extra::StatuspageApi => path.starts_with("api/v2/"),
        Extra::HerokuApi => path.starts_with("api/v4/"),
        Extra::CandorApi => path.starts_with("api/candor"),
        Extra::FeedArchives => name.starts_with("archive-") && extension(name) == "atom",
        Extra::ServiceFeeds => of_part && (parts.contains(&"feed") || name.starts_with("feed.")),
        Extra::Search => path.starts_with("history/search/"),
        Extra::Cards => path.starts_with("assets/cards/"),
        Extra::Calendars => name == "maintenance.ics",
        Extra::Badges => ["badge.svg", "badge.json", "uptime.svg", "uptime.json"].contains(&name),
        Extra::Embed => folder == "embed",
        Extra::Schemas => folder == "schema",
    }
}

/// Every extra that this program can make at all.
fn extras() -> impl Iterator<Item = Extra> {
    Extra::ALL.iter().copied().filter(|extra| cfg!(feature = "cards") || *extra != Extra::Cards)
}

/// The links of `text`, which is at `path`: addresses from the site's root.
fn links(path: &str, text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let (page, root) = (url::of(path), BASE.trim_start_matches("https://example.com"));
    // A calendar's lines are folded.
    let text = text.replace("\r\n ", "");
    let ends = |c: char| c.is_whitespace() || "\"'<>(){}[],;&\\`".contains(c);
    for (at, _) in text.match_indices(BASE) {
        let rest = &text[at + BASE.len()..];
        found.insert(rest[..rest.find(ends).unwrap_or(rest.len())].to_owned());
    }
    if extension(path) == "html" {
        for name in [" href=\"", " src=\"", " data-search=\"", "; url="] {
            for (at, _) in text.match_indices(name) {
                let rest = &text[at + name.len()..];
                let link = &rest[..rest.find('"').expect("closed")];
                if !link.contains(':') {
                    found.insert(match link.strip_prefix(root) {
                        Some(from_root) => from_root.to_owned(),
                        None => url::join(&page, link),
                    });
                }
            }
        }
    }
    if path == "_headers" {
        let ours = text.lines().filter_map(|line| line.strip_prefix(root));
        found.extend(ours.filter(|rule| !rule.contains('*')).map(str::to_owned));
    }
    found
}

/// URLs, as far as a site's own links need them.
mod url {
    /// The address of the file at `path`.
    pub fn of(path: &str) -> String {
        path.strip_suffix("index.html").unwrap_or(path).to_owned()
    }

    /// Where `link` on the page at `page` leads, from the site's root.
    pub fn join(page: &str, link: &str) -> String {
        if link.starts_with('#') {
            return format!("{page}{link}");
        }
        let mut parts: Vec<&str> = page.split('/').collect();
        parts.pop();
        for part in link.split('/') {
            match part {
                "." => {}
                ".." => assert!(parts.pop().is_some(), "{page}: {link} leads out of the site"),
                part => parts.push(part),
            }
        }
        parts.join("/")
    }
}

/// Links of the files of `site` to what is not in `there`, each with the file that it stands in.
fn dead(site: &Tree, there: &Tree) -> Vec<(String, String)> {
    let mut dead = Vec::new();
    for (path, bytes) in site.iter() {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        for link in links(path.as_str(), text) {
            let address = link.split(['#', '?']).next().unwrap_or_default();
            let is_there = |address: &str| routes::file_of(address).is_some_and(|file| there.contains(&file));
            if !is_there(address) && !is_there(&format!("{address}/")) {
                dead.push((path.to_string(), link));
            }
        }
    }
    dead
}

/// Lines that say something else when less is there to be named.
const SAID_OTHERWISE: &[&str] =
    &["<meta name=\"twitter:card\"", "<p>Ask for this: ", "<p>Announced maintenance of "];

/// Whether `less` is `more` without some of its lines.
fn is_part_of(less: &str, more: &str) -> bool {
    let mut lines = more.lines();
    let mut own = less.lines().filter(|line| !SAID_OTHERWISE.iter().any(|other| line.starts_with(other)));
    own.all(|line| lines.any(|other| other == line))
}

#[test]
fn what_is_left_out_is_gone_and_the_rest_is_as_it_was() {
    let whole = built_without(&[]);
    for extra in extras() {
        let word = extra.as_str();
        let site = built_without(&[extra]);
        let gone: BTreeSet<String> = paths(&whole).into_iter().filter(|path| is_of(extra, path)).collect();
        assert!(!gone.is_empty(), "the site has no {word}");
        let left: BTreeSet<String> = paths(&whole).difference(&gone).cloned().collect();
        assert_eq!(paths(&site), left, "{word}");
        let mut differ = Vec::new();
        for path in &left {
            if site.get_str(path) == whole.get_str(path) {
                continue;
            }
            differ.push(path.as_str());
            match path.as_str() {
                // Without its feeds, a service is what it was.
                "api/candor.json" => {
                    let mut more = json(&whole, path);
                    for list in ["services", "groups"] {
                        for one in more[list].as_array_mut().expect("a list") {
                            one["feeds"] = Value::Null;
                        }
                    }
                    assert_eq!(json(&site, path), more);
                }
                // Says whether the home page is another one, and so do pages that ask.
                "build.json" => assert_eq!(extra, Extra::Cards),
                _ => {
                    let unversioned = |site: &Tree| {
                        let version =
                            json(site, "build.json")["version"].as_str().expect("a text").to_owned();
                        text(site, path).replace(&version, "")
                    };
                    assert!(is_part_of(&unversioned(&site), &unversioned(&whole)), "{word}: {path}");
                }
            }
        }
        let service = ["services/api/index.html", "services/db/index.html", "services/mail/index.html"];
        match extra {
            Extra::StatuspageApi => assert_eq!(differ, ["_headers", "subscribe/index.html"]),
            Extra::CandorApi => assert_eq!(differ, ["subscribe/index.html"]),
            Extra::HerokuApi | Extra::Badges | Extra::Embed => assert_eq!(differ, ["_headers"]),
            Extra::FeedArchives => {
                assert_eq!(differ.len(), 2 * 4, "the site's two feeds, a service's and its group's");
                assert!(differ.iter().all(|path| ["atom", "rss"].contains(&extension(path))));
            }
            Extra::ServiceFeeds => {
                assert_eq!(differ, [&["api/candor.json"][..], &service, &["subscribe/index.html"]].concat());
            }
            Extra::Calendars => {
                assert_eq!(differ, [&["_headers"][..], &service, &["subscribe/index.html"]].concat());
            }
            Extra::Search => assert_eq!(differ, ["history/index.html"]),
            Extra::Cards => {
                assert!(
                    differ.iter().all(|path| extension(path) == "html" || *path == "build.json"),
                    "{differ:?}"
                );
                assert!(!text(&site, "index.html").contains("og:image"));
                assert!(
                    text(&site, "index.html").contains("<meta name=\"twitter:card\" content=\"summary\">")
                );
            }
            Extra::Schemas => assert_eq!(differ, [""; 0]),
        }
    }
}

#[test]
fn nothing_leads_to_what_is_not_there() {
    let whole = built_without(&[]);
    assert_eq!(dead(&whole, &whole), []);
    let each = extras().map(|extra| vec![extra]);
    let but_one = extras().map(|kept| extras().filter(|extra| *extra != kept).collect());
    for leave_out in each.chain(but_one).chain([extras().collect()]) {
        let site = built_without(&leave_out);
        assert_eq!(dead(&site, &site), [], "{leave_out:?}");
    }
}

/// The test above finds nothing; this one holds that it looks where there would be something.
#[test]
fn a_link_to_what_is_left_out_would_be_found() {
    let whole = built_without(&[]);
    for extra in extras() {
        let found = dead(&whole, &built_without(&[extra]));
        let from_elsewhere = found.iter().any(|(path, link)| !is_of(extra, path) && is_of(extra, link));
        // Pages say nothing of these, and programs know where they are.
        let unlinked = [Extra::HerokuApi, Extra::Badges, Extra::Schemas].contains(&extra);
        assert_eq!(from_elsewhere, !unlinked, "{}: {found:?}", extra.as_str());
    }
}

#[test]
fn a_site_that_is_shown_has_the_files_that_a_build_writes() {
    let all: Vec<Extra> = extras().collect();
    let (whole, site) = (built_without(&[]), built_without(&all));
    let tree = source(&all, "");
    let now = built::instant(NOW);
    let options = load::Options { drafts: false, base_url: None, now };
    let loaded = load::load(&tree, Vec::new(), &options);
    show(loaded, &tree, now, |shown| {
        assert!(shown.is_good(), "{:?}", shown.diagnostics());
        for (path, _) in whole.iter() {
            let file = shown.file(path).map(|file| file.expect("made"));
            assert_eq!(shown.has(path), site.contains(path), "{path}");
            assert!(file.as_deref() == site.get(path).map(|bytes| &**bytes), "{path}");
        }
    });
}

/// What the author links to is the author's; but nobody should find out from a visitor that it is gone.
#[test]
fn an_author_s_link_to_what_is_left_out_is_reported() {
    let whole = built_without(&[]);
    let linked: Vec<String> = paths(&whole).iter().map(|path| url::of(path)).collect();
    let page: Vec<String> = linked.iter().map(|address| format!("[{address}](</{address}>)")).collect();
    let page = page.join("\n\n");
    let reported = |leave_out: &[Extra]| -> Vec<(String, String)> {
        let now = built::instant(NOW);
        let options = load::Options { drafts: false, base_url: None, now };
        let loaded = load::load(&source(leave_out, &page), Vec::new(), &options);
        let of = |message: &str| {
            message.split("stands at /").nth(1).and_then(|rest| rest.split(' ').next()).map(str::to_owned)
        };
        let faults = loaded.diagnostics.iter().filter(|fault| fault.code().as_str() == "broken-link");
        faults.filter_map(|fault| Some((of(fault.message())?, fault.help_text()?.to_owned()))).collect()
    };
    let always: BTreeSet<String> = reported(&[]).into_iter().map(|(address, _)| address).collect();
    for extra in extras().filter(|extra| *extra != Extra::Cards) {
        let there = paths(&built_without(&[extra]));
        let gone = linked.iter().filter(|address| {
            !there.contains(routes::file_of(address).expect("a file").as_str()) && !always.contains(*address)
        });
        let found: Vec<(String, String)> =
            reported(&[extra]).into_iter().filter(|(address, _)| !always.contains(address)).collect();
        assert!(found.iter().map(|(address, _)| address).eq(gone), "{}: {found:?}", extra.as_str());
        let word = format!("`{}`", extra.as_str());
        assert!(found.iter().all(|(_, help)| help.contains(&word)), "{found:?}");
        assert!(!found.is_empty(), "{word}");
    }
}

#[test]
fn a_word_that_comes_and_goes_between_builds_gives_what_a_new_build_gives() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |path: &str| folder.path().join(path);
    let write = |leave_out: &[Extra]| {
        for (name, text) in files(leave_out, "") {
            fs::create_dir_all(path(&name).parent().expect("a folder")).expect("made");
            fs::write(path(&name), text).expect("written");
        }
    };
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_candor"));
        let output =
            command.current_dir(folder.path()).args(["build", "--now", NOW]).args(arguments).output();
        let output = output.expect("started");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let all: Vec<Extra> = extras().collect();
    let mut steps: Vec<Vec<Extra>> = vec![vec![], all.clone(), vec![]];
    steps.extend(all.iter().map(|extra| vec![*extra]));
    steps.push(vec![]);
    for leave_out in steps {
        write(&leave_out);
        run(&[]);
        let memory = built_without(&leave_out);
        let made = golden::files(&path("public"));
        let names: BTreeSet<&str> =
            made.keys().map(String::as_str).filter(|name| *name != ".candor").collect();
        let wanted = paths(&memory);
        assert!(names.iter().copied().eq(wanted.iter().map(String::as_str)), "{leave_out:?}: other files");
        for (path, bytes) in memory.iter() {
            assert!(made[path.as_str()] == **bytes, "{leave_out:?}: {path} differs");
        }
    }
}
