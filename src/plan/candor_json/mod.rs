//! Candor's own API: everything about a site in one shape, and what of it stands in which document.
//!
//! Each year that anything began in has a document, whatever the size of the site, so that an address, once there,
//! stays. /api/candor.json holds all of it while there is little, and what is recent when there is much; it says which.

mod fill;
mod shape;

use chrono::Datelike;

use crate::status::{IncidentView, MaintenanceView, Status};
use fill::Filler;

pub use shape::{Document, VERSION, Year};

/// Up to how many incidents and maintenances together one document holds everything.
pub const COMPLETE: usize = 200;

/// How many incidents, and how many maintenances, stand in a document that does not hold everything.
pub const RECENT: usize = 50;

/// How many days of each service are given one by one.
const DAYS: u32 = 90;

/// How many months of each service stand in a document that does not hold everything.
const RECENT_MONTHS: usize = 12;

/// Where the whole document stands.
pub const ADDRESS: &str = "api/candor.json";

/// Where a year's document stands.
#[must_use]
pub fn year_address(year: i32) -> String {
    format!("api/candor/{year}.json")
}

/// The years that anything began in, the newest first.
#[must_use]
pub fn years(status: &Status<'_>) -> Vec<i32> {
    let incidents = status.incidents().iter().map(|view| year_of_incident(status, view));
    let maintenance = status.maintenance().iter().flat_map(|view| years_of_maintenance(status, view));
    let mut years: Vec<i32> = incidents.chain(maintenance).collect();
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.dedup();
    years
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

/// The document of one year.
#[must_use]
pub fn year(status: &Status<'_>, year: i32) -> Year {
    let incidents = status.incidents().iter().filter(|view| year_of_incident(status, view) == year);
    let maintenance = status.maintenance().iter().filter(|view| is_of_year(status, view, year));
    Filler::new(status).year(year, incidents, maintenance)
}

fn year_of_incident(status: &Status<'_>, view: &IncidentView<'_>) -> i32 {
    status.zone().day(view.started()).year()
}

/// The years in which a maintenance was to begin: one that recurs stands in each of them.
fn years_of_maintenance(status: &Status<'_>, view: &MaintenanceView<'_>) -> impl Iterator<Item = i32> {
    view.listed().map(|(_, one)| status.zone().day(one.scheduled_for()).year())
}

fn is_of_year(status: &Status<'_>, view: &MaintenanceView<'_>, year: i32) -> bool {
    years_of_maintenance(status, view).any(|other| other == year)
}
