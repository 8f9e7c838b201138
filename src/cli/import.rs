//! `candor import`: another tool's status site becomes a Candor site, with a report on every file.

use std::path::Path;
use std::process::ExitCode;

use super::args::FromCstate;
use super::exit::Stop;
use super::{Done, choices, exit, report};
use crate::import::{self, Imported};
use crate::io::{create, read};
use crate::time::Zone;
use crate::tree::RelPath;

/// The report's place in the new site.
const REPORT: &str = "import-report.json";

pub(super) fn cstate(from: &FromCstate, base: &Path, color: bool) -> Done {
    let zone = zone(&from.timezone)?;
    let [dir, out] = [&from.dir, &from.out].map(|path| choices::below(base, path));
    let source = read::read_tree(&dir)?;
    let Imported { mut site, report } = import::cstate::import(&source.tree, &zone);
    let mut faults = source.diagnostics;
    faults.extend_from_slice(report.diagnostics());
    crate::diagnostics::sort(&mut faults);
    if report.incidents_found() == 0 {
        report::err(&report::human(&faults, &source.tree, color));
        report::err(&format!("Nothing was imported, and {} was not made.\n", out.display()));
        return Ok(exit::CONTENT.into());
    }
    if let Ok(path) = RelPath::new(REPORT) {
        site.insert(path, report.to_json().into_bytes());
    }
    create::create(&out, &site)?;
    report::err(&report::human(&faults, &source.tree, color));
    report::out(&report.to_text());
    report::out(&next_steps(&out));
    let failed = report.failed() || !faults.is_empty();
    Ok(if failed { exit::CONTENT.into() } else { ExitCode::SUCCESS })
}

fn zone(name: &str) -> Result<Zone, Stop> {
    Zone::new(name).map_err(|unknown| {
        let help = match unknown.nearest {
            Some(nearest) => format!("did you mean `--timezone {nearest}`?"),
            None => "write a name of the IANA database, such as `Europe/Lisbon`, or `UTC`".to_owned(),
        };
        Stop::Usage(format!("there is no time zone `{name}`"), help)
    })
}

fn next_steps(out: &Path) -> String {
    let out = out.display();
    format!(
        "\nThe site is in {out}, this report as JSON in {out}/{REPORT}.\n\
         Look at it with `candor serve -C {out}`, and set `base_url` in {out}/candor.toml before you publish.\n"
    )
}
