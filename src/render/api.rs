//! Bodies of other tools' APIs as JSON: compact, with a line end. What stands in them is decided in `plan::api`.

use serde::Serialize;

/// Writes `body`.
pub(super) fn json(body: &impl Serialize) -> Vec<u8> {
    // Structs of texts, numbers and lists always serialise.
    let mut bytes = serde_json::to_vec(body).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
