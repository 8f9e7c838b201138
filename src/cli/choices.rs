//! Arguments and environment resolved once into what a build needs: the moment, the address, the folder.
#![expect(clippy::disallowed_methods, reason = "the command line reads the environment")]

use std::path::{Path, PathBuf};

use chrono::{DateTime, Datelike};

use super::args::Reading;
use super::exit::Stop;
use crate::io::{self, read::ReadSite};
use crate::load::Options;
use crate::model::BaseUrl;
use crate::time::Instant;

/// The environment's word for `now`, in seconds since 1970 (reproducible-builds.org/specs/source-date-epoch).
const EPOCH: &str = "SOURCE_DATE_EPOCH";

/// Sites are built for moments before this year: each month since the first has pages of its own, and who writes 9999
/// would wait for all of them.
const YEARS: i32 = 2200;

/// What `reading` asks for.
pub(super) fn options(reading: &Reading) -> Result<Options, Stop> {
    Ok(Options { drafts: reading.drafts, base_url: base_url(reading)?, now: now(reading)? })
}

fn now(reading: &Reading) -> Result<Instant, Stop> {
    if let Some(written) = &reading.now {
        return match DateTime::parse_from_rfc3339(written) {
            Ok(time) if time.to_utc().year() >= YEARS => Err(Stop::Usage(
                format!("`--now {written}` is too far away"),
                format!("write a moment before the year {YEARS}"),
            )),
            Ok(time) => Ok(time.to_utc()),
            Err(_) => Err(Stop::Usage(
                format!("`--now {written}` is not a date and a time"),
                "write it as in `--now 2026-11-20T14:30:00Z`".to_owned(),
            )),
        };
    }
    this_moment()
}

/// The moment that the environment names, or the clock.
pub(super) fn this_moment() -> Result<Instant, Stop> {
    let Some(seconds) = std::env::var_os(EPOCH).filter(|value| !value.is_empty()) else {
        return Ok(io::clock::now());
    };
    let number: Option<i64> = seconds.to_str().and_then(|text| text.parse().ok());
    let instant = number.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    instant.filter(|instant| instant.year() < YEARS).ok_or_else(|| {
        let why = match number {
            Some(_) => format!("which is no moment before the year {YEARS}"),
            None => "which is not a number of seconds".to_owned(),
        };
        Stop::Usage(
            format!("{EPOCH} is `{}`, {why}", seconds.to_string_lossy()),
            format!("set {EPOCH} to whole seconds since 1970, or unset it"),
        )
    })
}

fn base_url(reading: &Reading) -> Result<Option<BaseUrl>, Stop> {
    let Some(written) = &reading.base_url else { return Ok(None) };
    match BaseUrl::new(written) {
        Ok(url) => Ok(Some(url)),
        Err(bad) => Err(Stop::Usage(
            format!("`--base-url {written}` cannot be used: {bad}"),
            "write where the site will live: `--base-url https://status.example.com/`".to_owned(),
        )),
    }
}

/// The site's folder as it is on the disk.
pub(super) fn read(site: &Path) -> Result<ReadSite, Stop> {
    Ok(io::read::read_site(site)?)
}

/// A path from the arguments, which is one from the folder that `-C` names.
pub(super) fn below(base: &Path, path: &Path) -> PathBuf {
    if base == Path::new(".") { path.to_path_buf() } else { base.join(path) }
}
