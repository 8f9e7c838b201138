//! Real cState sites, imported and then built: every incident is in the new site's archive or in the
//! report.
//!
//! The sites are not part of this project. Without them the test says that it was skipped.
#![expect(clippy::disallowed_methods, clippy::disallowed_macros, reason = "tests read folders and print")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use candor::diagnostics::{Diagnostic, LineIndex, Severity, Sources};
use candor::import::{Imported, Outcome, cstate};
use candor::load;
use candor::time::Zone;
use candor::tree::{RelPath, Tree};

fn corpora() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    let folder = std::env::var_os("CANDOR_CORPORA").map_or(beside, PathBuf::from).join("cstate");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: there are no real sites at {}", folder.display());
    None
}

fn read(folder: &Path, into: &mut Tree, prefix: &str) {
    let mut entries: Vec<_> =
        std::fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry")).collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = format!("{prefix}{}", entry.file_name().to_str().expect("a UTF-8 name"));
        if entry.path().is_dir() {
            read(&entry.path(), into, &format!("{name}/"));
        } else {
            let bytes = std::fs::read(entry.path()).expect("a file");
            into.insert(RelPath::new(&name).expect("a path"), bytes);
        }
    }
}

fn import(site: &str) -> Option<(Tree, Imported)> {
    let mut source = Tree::new();
    read(&corpora()?.join(site), &mut source, "");
    let imported = cstate::import(&source, &Zone::utc());
    Some((source, imported))
}

fn shown(diagnostic: &Diagnostic, tree: &Tree) -> String {
    let text = tree.text(diagnostic.path()).unwrap_or_default();
    let place = LineIndex::new(text).place(diagnostic.span().map_or(0, candor::diagnostics::Span::start));
    format!(
        "{}:{}:{}: {}: {}",
        diagnostic.path(),
        place.line,
        place.column,
        diagnostic.code(),
        diagnostic.message()
    )
}

/// Imports `site`, loads what came out and checks that nothing is missing: `unread` are the files with errors.
fn check(site: &str, incidents: usize, unread: &[&str]) {
    let Some((source, imported)) = import(site) else { return };
    let report = &imported.report;
    let faults: Vec<String> = report.diagnostics().iter().map(|d| shown(d, &source)).collect();
    assert_eq!(faults, unread, "{site}");
    assert_eq!(report.failed(), !unread.is_empty());
    assert_eq!(report.incidents_found(), incidents);
    let reported: BTreeMap<&RelPath, Outcome> =
        report.files().iter().map(|f| (f.source(), f.outcome())).collect();
    for (path, _) in source.under("content") {
        assert!(reported.contains_key(path), "{path} is not in the report");
    }
    let written = imported.site.under("content/incidents").filter(|(p, _)| p.extension() == "md").count();
    assert_eq!(written, incidents - unread.len());

    let built = build(site, &imported.site);
    println!("{site}: {}", report.to_text().lines().next().unwrap_or_default());
    reachable(site, &imported.site, &built);
}

/// Builds what was imported; nothing may be wrong with it but what the old site did not know.
fn build(name: &str, site: &Tree) -> Tree {
    let now = "2027-01-01T00:00:00Z".parse().expect("a date");
    let options = load::Options { drafts: true, base_url: None, now };
    let request =
        candor::build::Request { tree: site, found: Vec::new(), options: &options, skip_broken: false };
    let sink = candor::build::Memory::default();
    let outcome = candor::build::build(request, &sink).expect("memory takes everything");
    let errors = outcome.diagnostics.iter().filter(|d| d.severity() == Severity::Error);
    let errors: Vec<String> = errors.map(|d| shown(d, site)).collect();
    assert_eq!(errors, [""; 0], "{name}");
    let mut warnings: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in &outcome.diagnostics {
        *warnings.entry(diagnostic.code().as_str()).or_default() += 1;
    }
    println!("{name}: warnings of the build: {warnings:?}");
    sink.into_tree()
}

/// Every incident has a page, and the archive links to it.
fn reachable(name: &str, site: &Tree, built: &Tree) {
    let archive: String =
        built.under("history").map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
    for (path, _) in site.under("content/incidents").filter(|(path, _)| path.extension() == "md") {
        let page = format!("incidents/{}/", path.stem());
        assert!(built.get_str(&format!("{page}index.html")).is_some(), "{name}: there is no {page}");
        assert!(archive.contains(&page), "{name}: the archive does not link to {page}");
    }
}

#[test]
fn jenkins() {
    check("jenkins", 297, &[]);
}

#[test]
fn packit() {
    check(
        "packit",
        108,
        &[
            "content/issues/2023-10-31-release-monitoring.org-outage.md:1:1: import-front-matter: the front matter has \
             no opening line `---`, so Hugo takes it for text",
            "content/issues/2024-08-13-github-outage.md:3:7: import-time: date: `2024-08-13T015:00:00+02:00` is not a \
             date and a time: `015` cannot be the hour",
        ],
    );
}

#[test]
fn x4b() {
    check("x4b", 109, &[]);
}

#[test]
fn example_site() {
    check("example-site/exampleSite", 11, &[]);
}
