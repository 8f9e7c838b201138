//! Candor's own API: everything about a site in one shape, and what of it stands in which document.
//!
//! Each year that anything began in has a document, whatever the size of the site, so that an address, once there,
//! stays. /api/candor.json holds all of it while there is little, and what is recent when there is much; it says which.

mod each;
mod fill;
mod shape;

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::digest::Digest;
use crate::plan::Digests;
use crate::status::{Cause, IncidentView, MaintenanceView, Status};
use crate::time::Instant;
use each::Each;
use fill::Filler;

pub use shape::{Document, VERSION, Year};

/// Up to how many incidents and maintenances together one document holds everything.
pub const COMPLETE: usize = 200;

/// How many incidents, and how many maintenances, stand in a document that does not hold everything.
pub const RECENT: usize = 50;

/// How many incidents, and how many maintenances, stand in one part of a year.
pub const PART: usize = 200;

/// How many days of each service are given one by one.
const DAYS: u32 = 90;

/// How many months of each service stand in a document that does not hold everything.
const RECENT_MONTHS: usize = 12;

/// Where the whole document stands.
pub const ADDRESS: &str = "api/candor.json";

/// A part of a year's document. Parts are counted from 1, which holds what began first, so that a part that is full does
/// not change because something new began.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct YearPart {
    /// The year.
    pub year: i32,
    /// Which part of it.
    pub part: usize,
}

impl YearPart {
    /// Where it stands.
    #[must_use]
    pub fn address(self) -> String {
        match self.part {
            1 => format!("api/candor/{}.json", self.year),
            part => format!("api/candor/{}-{part}.json", self.year),
        }
    }
}

/// What began in one year, oldest first. A maintenance that recurs stands in each year in which it took place.
struct Begun<'v, 's> {
    incidents: Vec<&'v IncidentView<'s>>,
    maintenance: Vec<&'v MaintenanceView<'s>>,
}

impl Begun<'_, '_> {
    fn parts(&self) -> usize {
        self.incidents.len().max(self.maintenance.len()).div_ceil(PART).max(1)
    }
}

/// Everything by the year in which it began, the newest year first.
fn by_year<'v, 's>(status: &'v Status<'s>) -> Vec<(i32, Begun<'v, 's>)> {
    let mut years: BTreeMap<i32, Begun<'v, 's>> = BTreeMap::new();
    let empty = || Begun { incidents: Vec::new(), maintenance: Vec::new() };
    for view in status.incidents().iter().rev() {
        let year = status.zone().day(view.started()).year();
        years.entry(year).or_insert_with(empty).incidents.push(view);
    }
    let year = |at: Instant| status.zone().day(at).year();
    let maintenance = status.maintenance().iter().rev().flat_map(|view| {
        let mut years: Vec<(Instant, &MaintenanceView<'_>)> =
            view.listed().map(|(_, one)| (one.scheduled_for(), view)).collect();
        years.dedup_by_key(|(at, _)| year(*at));
        years
    });
    for (at, view) in by_first_time(maintenance) {
        years.entry(year(at)).or_insert_with(empty).maintenance.push(view);
    }
    years.into_iter().rev().collect()
}

/// Maintenance by the first time in a year at which it was to begin: that one stays when more are added.
fn by_first_time<'v, 's>(
    dated: impl Iterator<Item = (Instant, &'v MaintenanceView<'s>)>,
) -> Vec<(Instant, &'v MaintenanceView<'s>)> {
    let mut dated: Vec<_> = dated.collect();
    dated.sort_by_key(|(at, _)| *at);
    dated
}

/// Every part of every year that anything began in, the newest year first.
#[must_use]
pub fn years(status: &Status<'_>) -> Vec<YearPart> {
    let parts =
        |(year, begun): (i32, Begun<'_, '_>)| (1..=begun.parts()).map(move |part| YearPart { year, part });
    by_year(status).into_iter().flat_map(parts).collect()
}

/// /api/candor.json.
#[must_use]
pub fn document(status: &Status<'_>) -> Document {
    let complete = status.incidents().len() + status.maintenance().len() <= COMPLETE;
    let shown = |n: usize| complete || n < RECENT;
    let incidents = status.incidents().iter().enumerate();
    let incidents = incidents.filter(|(n, view)| shown(*n) || view.is_open()).map(|(_, view)| view);
    let open = |view: &MaintenanceView<'_>| !view.state().is_closed();
    let maintenance = status.maintenance().iter().enumerate();
    let maintenance = maintenance.filter(|(n, view)| shown(*n) || open(view)).map(|(_, view)| view);
    Filler::new(status).document(complete, incidents, maintenance)
}

/// A part of the document of one year, and the digest of all that it hangs on, when there are `digests` to take it from.
#[must_use]
pub fn year<'v>(
    status: &'v Status<'_>,
    part: YearPart,
    digests: Option<&Digests>,
) -> (Year<impl Serialize + 'v, impl Serialize + 'v>, Option<Digest>) {
    let (from, to) = bounds(status, part.year);
    let within = |at: Instant| from <= at && at < to;
    let incidents = status.incidents().iter().rev().filter(|view| within(view.started()));
    let maintenance = status.maintenance().iter().rev().filter_map(|view| {
        let first = view.listed().map(|(_, one)| one.scheduled_for()).find(|at| within(*at));
        Some((first?, view))
    });
    let maintenance = by_first_time(maintenance).into_iter().map(|(_, view)| view).collect();
    let begun = Begun { incidents: incidents.collect(), maintenance };
    let incidents: Vec<_> = of_part(&begun.incidents, part.part).collect();
    let maintenance: Vec<_> = of_part(&begun.maintenance, part.part).collect();
    let listed = incidents.iter().map(|view| Cause::Incident(view.ix()));
    let listed = listed.chain(maintenance.iter().map(|view| Cause::Maintenance(view.ix())));
    let listed =
        digests.map(|digests| -> Vec<Digest> { listed.map(|cause| digests.of_cause_now(cause)).collect() });
    let (for_incidents, for_maintenance) = (Filler::new(status), Filler::new(status));
    let year = Filler::new(status).year(
        part,
        begun.parts(),
        Each::new(incidents, move |view: &&IncidentView<'_>| for_incidents.incident(view)),
        Each::new(maintenance, move |view: &&MaintenanceView<'_>| for_maintenance.maintenance(view)),
    );
    let source = listed.zip(digests).and_then(|(listed, digests)| {
        let place = (part.year, part.part, year.parts, year.incidents.len());
        Digest::of_written(&(digests.config(), place, listed), &year.services)
    });
    (year, source)
}

/// The first moment of a year, and of the one after it.
fn bounds(status: &Status<'_>, year: i32) -> (Instant, Instant) {
    let start = |year| {
        let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NaiveDate::MAX);
        status.zone().day_start(first)
    };
    (start(year), start(year.saturating_add(1)))
}

/// The entries of one part, the newest first.
fn of_part<T: Copy>(all: &[T], part: usize) -> impl Iterator<Item = T> + '_ {
    all.chunks(PART).nth(part - 1).unwrap_or_default().iter().rev().copied()
}
