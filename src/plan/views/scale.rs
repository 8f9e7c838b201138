//! Time on a line: from a moment to a place, in true proportion.
//!
//! A drawing's unit is a fixed number of seconds, so that equal times have equal lengths, on the days on which clocks
//! change too. Nothing here knows what is drawn.

use crate::time::Instant;

/// A stretch of time and how it is measured.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Scale {
    from: Instant,
    seconds: i64,
    unit: i64,
}

impl Scale {
    /// The scale of `[from, until)` with `unit` seconds to a unit; both are at least 1.
    #[must_use]
    pub fn new(from: Instant, until: Instant, unit: i64) -> Self {
        Self { from, seconds: (until - from).num_seconds().max(1), unit: unit.max(1) }
    }

    /// The same scale, moved to begin at `from`: for lanes that are to be compared.
    #[must_use]
    pub fn moved(self, from: Instant) -> Self {
        Self { from, ..self }
    }

    /// How many units wide the whole is.
    #[must_use]
    pub fn width(&self) -> i64 {
        (self.seconds + self.unit - 1) / self.unit
    }

    /// The place of `instant`, to the unit below; what lies outside is put at the nearer end.
    #[must_use]
    pub fn at(&self, instant: Instant) -> i64 {
        (instant - self.from).num_seconds().clamp(0, self.seconds) / self.unit
    }

    /// The place of `instant` in percent of the width, for what is not drawn in units: `12.5%`.
    #[must_use]
    pub fn percent(&self, instant: Instant) -> String {
        let seconds = (instant - self.from).num_seconds().clamp(0, self.seconds);
        // In hundredths, in integers: no rounding differs between machines.
        let hundredths = seconds * 10_000 / self.seconds;
        match (hundredths / 100, hundredths % 100) {
            (whole, 0) => format!("{whole}%"),
            (whole, part) if part % 10 == 0 => format!("{whole}.{}%", part / 10),
            (whole, part) => format!("{whole}.{part:02}%"),
        }
    }
}
