//! The default theme and themes laid over it: whole pages from sample views, and the faults of broken themes.
//!
//! `UPDATE_GOLDEN=1 cargo test --test theme` rewrites tests/golden/theme/, which can be opened in a browser.
#![expect(clippy::disallowed_methods, reason = "a test reads and rewrites its golden files")]

mod faults;
mod layers;
mod pages;
mod samples;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

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
    let mut made: BTreeMap<String, Vec<u8>> =
        pages::all(&theme).into_iter().map(|(k, v)| (k, v.into())).collect();
    made.extend(theme.static_files().map(|(path, bytes)| (path.to_string(), bytes.to_vec())));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/theme");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        if folder.exists() {
            std::fs::remove_dir_all(&folder).expect("the old files can be removed");
        }
        for (path, bytes) in &made {
            let file = folder.join(path);
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("the folder can be made");
            std::fs::write(file, bytes).expect("the file can be written");
        }
    }
    let mut recorded = BTreeMap::new();
    collect(&folder, &folder, &mut recorded);
    let (made_names, recorded_names): (Vec<_>, Vec<_>) = (made.keys().collect(), recorded.keys().collect());
    assert_eq!(made_names, recorded_names, "run with UPDATE_GOLDEN=1 when this is meant");
    for (path, bytes) in &made {
        let (made, recorded) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(&recorded[path]));
        for (number, (made, recorded)) in made.lines().zip(recorded.lines()).enumerate() {
            assert_eq!(made, recorded, "{path}:{}", number + 1);
        }
        assert_eq!(made.len(), recorded.len(), "{path}");
    }
}

fn collect(root: &Path, folder: &PathBuf, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("below").to_string_lossy().replace('\\', "/");
            files.insert(name, std::fs::read(&path).expect("a golden file"));
        }
    }
}
