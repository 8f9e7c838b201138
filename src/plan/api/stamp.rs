//! Moments as both APIs write them.

use std::fmt::Write as _;

use chrono::Timelike;
use serde::{Serialize, Serializer};

use crate::time::{Instant, rfc3339};

/// A moment that is written in UTC with milliseconds, `2026-11-20T09:52:00.000Z`: strict clients take no other form.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Stamp(pub Instant);

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = rfc3339(self.0);
        // The `Z` comes last.
        text.pop();
        match self.0.nanosecond() / 1_000_000 % 1000 {
            0 => text.push_str(".000Z"),
            // Writing to a text does not fail.
            millis => drop(write!(text, ".{millis:03}Z")),
        }
        serializer.serialize_str(&text)
    }
}
