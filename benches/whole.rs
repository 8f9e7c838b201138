//! Whole builds as people run them, from a folder into a folder: clean, and again with nothing changed.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark reads, writes and prints"
)]

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use divan::Bencher;
use tempfile::TempDir;

fn main() {
    divan::main();
}

fn site(incidents: usize) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    support::site::write(&support::site::site(incidents), &folder.path().join("site")).expect("written");
    folder
}

fn build(folder: &Path) {
    let output = Command::new(env!("CARGO_BIN_EXE_candor"))
        .args(["build", "--now", "2026-11-20T14:30:00Z", "-C"])
        .arg(folder.join("site"))
        .output()
        .expect("started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// There is no output yet, and there are no notes.
#[divan::bench(args = [100, 1_000, 10_000], sample_count = 5, sample_size = 1)]
fn clean(bencher: Bencher<'_, '_>, incidents: usize) {
    let folder = site(incidents);
    bencher
        .with_inputs(|| {
            for left in ["site/public", "site/.candor-cache"] {
                let _ = fs::remove_dir_all(folder.path().join(left));
            }
        })
        .bench_local_values(|()| build(folder.path()));
}

/// The output is there and nothing has changed.
#[divan::bench(args = [100, 1_000, 10_000], sample_count = 5, sample_size = 1)]
fn again(bencher: Bencher<'_, '_>, incidents: usize) {
    let folder = site(incidents);
    build(folder.path());
    bencher.bench_local(|| build(folder.path()));
}
