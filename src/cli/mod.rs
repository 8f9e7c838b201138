//! The verbs, one file each. This floor reads the arguments, the environment, the clock and the disk, and prints;
//! nothing below it does.

mod args;
mod build;
mod check;
mod choices;
mod content;
mod exit;
mod import;
mod init;
mod memory;
mod notes;
mod report;
mod schema;
mod serve;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, ImportFrom, Verb};
use exit::Stop;

/// Runs the program with `arguments` (the program's name first) and says how it went: 0 when all is well, 1 for errors
/// in content, 2 for wrong usage, 3 when the environment (disk, permission, network) is at fault.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version come this way too, with exit code 0. A closed pipe is not worth a word.
            let _ = error.print();
            return if error.use_stderr() { exit::USAGE.into() } else { ExitCode::SUCCESS };
        }
    };
    let color = report::wants_color(arguments.color, &std::io::stderr());
    let done = match arguments.verb {
        Verb::Init(verb) => init::run(&verb, &arguments.site),
        Verb::Build(verb) => build::run(&verb, &arguments.site, color),
        Verb::Check(verb) => check::run(&verb, &arguments.site, arguments.color),
        Verb::Serve(verb) => serve::run(&verb, &arguments.site, color),
        Verb::Schema(verb) => schema::run(&verb, &arguments.site),
        Verb::Import(verb) => match verb.from {
            ImportFrom::Cstate(from) => import::cstate(&from, &arguments.site, color),
        },
    };
    match done {
        Ok(code) => code,
        Err(stop) => exit::explain(&stop),
    }
}

/// What a verb gives: an exit code, or the reason why it had to stop.
type Done = Result<ExitCode, Stop>;
