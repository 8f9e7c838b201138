//! The JSON Schemas that a site carries: of what its authors write, and of what clients read.

use serde_json::Value;

use super::candor_json::{Document, Year};
use crate::load::schema;
use crate::schema::of_output;

/// Every schema with the name of its file.
#[must_use]
pub fn schemas() -> Vec<(String, Value)> {
    let written = schema::all().into_iter().map(|one| (format!("{}.json", one.name), one.schema));
    let read = [
        ("candor.json".to_owned(), of_output::<Document>()),
        ("candor-year.json".to_owned(), of_output::<Year>()),
    ];
    written.chain(read).collect()
}
