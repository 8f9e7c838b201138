//! Complete outputs of small sites, one for each feature, and of the demo site.
//!
//! A case builds a site of tests/golden/sites/ (or the demo) and holds exit code, both streams and every file of the
//! output against `tests/golden/<case>/`.

use std::collections::BTreeSet;

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
    made.extend(place.public().into_iter().map(|(path, bytes)| (format!("expected/{path}"), bytes)));
    golden::check(&project().join("tests/golden").join(case), &made);
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
