//! Documents for programs, as JSON.

use serde::Serialize;

use crate::plan;

/// A document on one line: it is polled, and nobody reads it.
pub(super) fn document<V: Serialize>(view: &V) -> Vec<u8> {
    // Views hold texts, numbers and maps with text keys: they always serialise.
    let mut bytes = serde_json::to_vec(view).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// The schema whose file has the name `name`.
pub(super) fn schema(name: &str) -> Vec<u8> {
    let schema = plan::schemas().into_iter().find(|(other, _)| other == name);
    schema.map(|(_, schema)| crate::schema::to_bytes(&schema)).unwrap_or_default()
}
