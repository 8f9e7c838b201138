//! Small parts alone: reading one incident, deriving what is shown, rendering one page.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark reads, writes and prints"
)]

mod support;

use candor::build::{self, Memory, Nowhere, Request};
use candor::load::{self, Options};
use candor::model::Site;
use candor::plan::Plan;
use candor::plan::pages::globals;
use candor::status::Status;
use candor::theme::Theme;
use candor::tree::{RelPath, Tree};
use chrono::DateTime;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

fn options() -> Options {
    let now = DateTime::from_timestamp(support::site::NOW, 0).expect("a time");
    Options { drafts: false, base_url: None, now }
}

fn tree(incidents: usize) -> Tree {
    let path = |path: String| RelPath::new(&path).expect("a path");
    support::site::site(incidents)
        .into_iter()
        .map(|(at, text)| (path(at), text.into_bytes().into()))
        .collect()
}

fn loaded(incidents: usize) -> Site {
    load::load(&tree(incidents), Vec::new(), &options()).site.expect("a site")
}

/// Reading and checking a site of one incident: the configuration, its TOML and its Markdown.
#[divan::bench]
fn parse_one(bencher: Bencher<'_, '_>) {
    let (tree, options) = (tree(1), options());
    bencher.bench(|| load::load(black_box(&tree), Vec::new(), &options));
}

/// What is shown at a moment: every incident's state and every service's timeline.
#[divan::bench(args = [100, 1_000, 10_000])]
fn derive(bencher: Bencher<'_, '_>, incidents: usize) {
    let site = loaded(incidents);
    bencher.bench(|| Status::derive(black_box(&site), options().now));
}

/// Listing every file of the output.
#[divan::bench(args = [100, 1_000, 10_000])]
fn plan(bencher: Bencher<'_, '_>, incidents: usize) {
    let site = loaded(incidents);
    let status = Status::derive(&site, options().now);
    bencher.bench(|| Plan::new(black_box(&status), std::iter::empty()));
}

/// One incident's page: its view, and the template filled with it.
#[divan::bench]
fn render_one(bencher: Bencher<'_, '_>) {
    let site = loaded(100);
    let status = Status::derive(&site, options().now);
    let (plan, _) = Plan::new(&status, std::iter::empty());
    let (theme, _) = Theme::load(&Tree::new(), None);
    let theme = theme.expect("the built-in theme").with_globals(&globals(plan.pages())).expect("globals");
    let incident = status.incidents()[50].ix();
    bencher.bench(|| theme.render("incident.html", "page", &plan.pages().incident(black_box(incident))));
}

/// A whole site in memory, and the same without keeping it.
#[divan::bench(args = [100, 1_000], sample_count = 10)]
fn in_memory(bencher: Bencher<'_, '_>, incidents: usize) {
    let (tree, options) = (tree(incidents), options());
    bencher.bench(|| {
        let request = Request { tree: &tree, found: Vec::new(), options: &options, skip_broken: false };
        build::build(request, &Memory::default())
    });
}

/// Checking: everything is made and nothing kept.
#[divan::bench(args = [100, 1_000], sample_count = 10)]
fn check(bencher: Bencher<'_, '_>, incidents: usize) {
    let (tree, options) = (tree(incidents), options());
    bencher.bench(|| {
        let request = Request { tree: &tree, found: Vec::new(), options: &options, skip_broken: false };
        build::build(request, &Nowhere::<std::convert::Infallible>::new())
    });
}
