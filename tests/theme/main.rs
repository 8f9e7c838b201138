//! The default theme and themes laid over it: whole pages from sample views, and the faults of broken themes.
//!
//! `UPDATE_GOLDEN=1 cargo test --test theme` rewrites tests/golden/theme/, which can be opened in a browser.

mod faults;
#[path = "../support/golden.rs"]
mod golden;
mod layers;
mod pages;
mod samples;

use std::path::Path;

use candor::plan::views::PageView;
use candor::theme::Theme;
use candor::tree::{RelPath, Tree};

/// The built-in theme with the sample site's globals.
fn default_theme() -> Theme {
    let (theme, diagnostics) = Theme::load(&Tree::new(), None);
    assert_eq!(diagnostics, []);
    theme
        .expect("the built-in theme has no fault")
        .with_globals(&samples::globals())
        .expect("globals are a map")
}

fn render<V: PageView>(theme: &Theme, page: &str, view: &V) -> String {
    theme.render(V::TEMPLATE, page, view).unwrap_or_else(|diagnostic| panic!("{page}: {diagnostic:?}"))
}

fn tree(files: &[(&str, &str)]) -> Tree {
    files.iter().map(|(path, text)| (RelPath::new(path).expect("a path"), text.as_bytes().into())).collect()
}

#[test]
fn sample_pages_are_as_recorded() {
    let theme = default_theme();
    let mut made: golden::Files = pages::all(&theme).into_iter().map(|(k, v)| (k, v.into())).collect();
    made.extend(theme.static_files().map(|(path, bytes)| (path.to_string(), bytes.to_vec())));
    golden::check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/theme"), &made);
}
