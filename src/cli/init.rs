//! `candor init`: a new site that builds as it is.

use std::process::ExitCode;

use super::Done;
use super::args::Init;

pub(super) fn run(_verb: &Init) -> Done {
    Ok(ExitCode::SUCCESS)
}
