//! What a status site is: checked values that cannot be put together wrongly.
//!
//! These types are what the rest of the program believes. They are made by `load` (which explains what is wrong to the
//! author) and by tests; they are never serialised, and views for templates are made of them elsewhere.

mod brand;
mod impact;
mod incident;
mod maintenance;
mod output;
mod page;
mod service;
mod site;

pub use crate::terms::Term;
pub use brand::{Brand, Logo};
pub use impact::{Impact, Impacts, Indicator};
pub use incident::{Incident, IncidentParts, IncidentState, InvalidIncident, Update};
pub use maintenance::{InvalidMaintenance, Maintenance, MaintenanceParts, MaintenanceState};
pub use output::{Extra, LeftOut, OutputConfig};
pub use page::Page;
pub use service::{Group, Service, ServiceIx};
pub use site::{Asset, BadBaseUrl, BaseUrl, Compat, Config, Link, Site, Unshown, Weights};
