//! Exit codes, and why a verb stops before its end.
#![expect(clippy::disallowed_macros, reason = "the command line speaks to whoever started it")]

use std::process::ExitCode;

use crate::io::Fault;

/// There are errors in content.
pub(super) const CONTENT: u8 = 1;
/// The arguments are wrong.
pub(super) const USAGE: u8 = 2;
/// The environment is at fault: the disk, a permission, a port.
pub(super) const ENVIRONMENT: u8 = 3;

/// Why a verb stopped before its end.
#[derive(Debug)]
pub(super) enum Stop {
    /// The arguments cannot be followed: what is wrong, and what to write.
    Usage(String, String),
    /// The environment is at fault.
    Environment(Vec<Fault>),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Environment(vec![fault])
    }
}

impl From<Vec<Fault>> for Stop {
    fn from(faults: Vec<Fault>) -> Self {
        Self::Environment(faults)
    }
}

/// Says why, and gives the exit code.
pub(super) fn explain(stop: &Stop) -> ExitCode {
    match stop {
        Stop::Usage(wrong, help) => {
            eprintln!("error: {wrong}\n  help: {help}");
            USAGE.into()
        }
        Stop::Environment(faults) => {
            for fault in faults {
                eprintln!("error: {fault}");
                if let Some(help) = fault.help_text() {
                    eprintln!("  help: {help}");
                }
            }
            ENVIRONMENT.into()
        }
    }
}
