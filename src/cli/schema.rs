//! `candor schema`: the JSON Schemas, for editors and for checks in CI.
#![expect(clippy::disallowed_methods, reason = "the command line writes the files that it is asked for")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use super::args::Schema;
use super::{Done, report};
use crate::io::Fault;
use crate::{plan, schema};

pub(super) fn run(verb: &Schema, site: &Path) -> Done {
    let folder = site.join(&verb.out);
    fs::create_dir_all(&folder).map_err(|error| Fault::system("make the folder", &folder, &error))?;
    let mut text = String::new();
    for (name, value) in plan::schemas() {
        let file = folder.join(name);
        fs::write(&file, schema::to_bytes(&value)).map_err(|error| Fault::system("write", &file, &error))?;
        let _ = writeln!(text, "{}", file.display());
    }
    report::out(&text);
    Ok(ExitCode::SUCCESS)
}
