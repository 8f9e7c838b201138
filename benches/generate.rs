//! Writes a generated site: `cargo bench --bench generate -- INCIDENTS FOLDER`.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark reads, writes and prints"
)]

mod support;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    // `cargo bench` adds an argument of its own.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let [incidents, folder] = arguments.as_slice() else {
        // Run with all the others and nothing to do.
        return ExitCode::SUCCESS;
    };
    let Ok(incidents) = incidents.parse() else { return ExitCode::from(2) };
    match support::site::write(&support::site::site(incidents), Path::new(folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{folder}: {error}");
            ExitCode::FAILURE
        }
    }
}
