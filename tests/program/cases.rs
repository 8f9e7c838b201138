//! Complete outputs of small sites, one for each feature, and of the demo site.
//!
//! A case builds a site of tests/golden/sites/ (or the demo) and holds exit code, both streams and every file of the
//! output against `tests/golden/<case>/`. What people read is recorded whole; what programs read, and what is nearly
//! the same for every site, is recorded as a digest, so that the golden files stay small enough to be looked at.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::golden::{self, Files};
use crate::place::{Place, project};

/// What the site of a case is called when it is the project's own.
const DEMO: &str = "demo";

/// Folders of golden files that belong to other tests: of `init`, the import and the theme.
const OTHERS: &[&str] = &["import-cstate", "init", "theme"];

fn check(case: &str, site: &str, arguments: &[&str]) {
    let place = if site == DEMO { Place::demo() } else { Place::fixture(site) };
    let run = place.build(arguments);
    let code = run.code.map_or("killed\n".to_owned(), |code| format!("{code}\n"));
    let mut made: Files = [("exit", code), ("stdout", run.stdout), ("stderr", run.stderr)]
        .map(|(name, text)| (name.to_owned(), text.into_bytes()))
        .into();
    let mut digests = String::new();
    for (path, bytes) in place.public() {
        if is_whole(site, &path) {
            made.insert(format!("expected/{path}"), bytes);
        } else {
            let digest = Sha256::digest(&bytes);
            let start: [u8; 8] = std::array::from_fn(|at| digest[at]);
            let _ = writeln!(digests, "{:016x} {path}", u64::from_be_bytes(start));
        }
    }
    made.insert("digests".to_owned(), digests.into_bytes());
    golden::check(&project().join("tests/golden").join(case), &made);
}

/// Whether a file of the output is recorded whole. Other tests look into feeds and interfaces.
fn is_whole(site: &str, path: &str) -> bool {
    let read_by_programs = ["api/", "schema/", "assets/"].iter().any(|folder| path.starts_with(folder));
    let text = ["html", "atom", "txt", "xml"].contains(&path.rsplit('.').next().unwrap_or_default());
    let same_everywhere =
        ["404.html", "services/", "subscribe/", "uptime/"].iter().any(|start| path.starts_with(start));
    let many = path != "feed.atom" && path.ends_with("atom");
    !read_by_programs && (text || path == "_headers") && if site == DEMO { !many } else { !same_everywhere }
}

macro_rules! cases {
    ($($case:ident: $site:expr, [$($argument:expr),*];)*) => {
        $(#[test] fn $case() { check(stringify!($case), $site, &[$($argument),*]); })*

        const CASES: &[(&str, &str)] = &[$((stringify!($case), $site)),*];
    };
}

cases! {
    demo: DEMO, [];
    empty: "empty", [];
    retroactive: "retroactive", [];
    reopened: "reopened", [];
    false_alarm: "false_alarm", [];
    overlapping: "overlapping", [];
    maintenance_to_come: "maintenance", ["--now", "2026-11-20T13:59:59Z"];
    maintenance_running: "maintenance", ["--now", "2026-11-20T14:00:00Z"];
    maintenance_past: "maintenance", ["--now", "2026-11-20T16:00:00Z"];
    untimed: "untimed", [];
    dst_zone: "dst_zone", [];
    base_path: "base_path", [];
    theme_override: "theme_override", [];
    pages: "pages", [];
    drafts: "drafts", [];
    drafts_shown: "drafts", ["--drafts"];
    broken: "broken", [];
    skip_broken: "skip_broken", ["--skip-broken"];
}

#[test]
fn no_case_and_no_site_is_left_over() {
    let cases = CASES.iter().map(|(case, _)| *case);
    let known: BTreeSet<&str> = cases.chain(["sites"]).chain(OTHERS.iter().copied()).collect();
    let sites: BTreeSet<&str> = CASES.iter().map(|(_, site)| *site).filter(|site| *site != DEMO).collect();
    for (folder, known) in [("tests/golden", known), ("tests/golden/sites", sites)] {
        let entries = std::fs::read_dir(project().join(folder)).expect("golden files");
        for name in entries.map(|entry| entry.expect("an entry").file_name()) {
            let name = name.into_string().expect("UTF-8");
            assert!(known.contains(name.as_str()), "{folder}/{name} belongs to no case");
        }
    }
}
