//! Moments as both APIs write them.

use serde::{Serialize, Serializer};

use crate::time::Instant;

/// A moment that is written in UTC with milliseconds, `2026-11-20T09:52:00.000Z`: strict clients take no other form.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Stamp(pub Instant);

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0.format("%Y-%m-%dT%H:%M:%S%.3fZ"))
    }
}
