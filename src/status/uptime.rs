//! Uptime in exact integers: seconds by impact, what they take away, and the percentage as it is shown.

use std::fmt;

use super::intervals::seconds_between;
use crate::model::{Impact, Term, Weights};
use crate::time::Instant;

/// How many seconds a service had each impact.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct ImpactSeconds([u64; 5]);

impl ImpactSeconds {
    /// All seconds of `[from, to)`, operational.
    pub(super) fn operational(from: Instant, to: Instant) -> Self {
        let mut seconds = Self::default();
        seconds.0[Impact::Operational as usize] = seconds_between(from, to);
        seconds
    }

    /// Makes `seconds` of the operational ones seconds of `impact`.
    pub(super) fn take(&mut self, impact: Impact, seconds: u64) {
        self.0[Impact::Operational as usize] -= seconds;
        self.0[impact as usize] += seconds;
    }

    /// The seconds with exactly this impact.
    #[must_use]
    pub fn of(&self, impact: Impact) -> u64 {
        self.0[impact as usize]
    }

    /// All seconds.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.0.iter().sum()
    }

    /// The worst impact that lasted a second.
    #[must_use]
    pub fn worst(&self) -> Impact {
        let lasted = Impact::ALL.iter().copied().filter(|impact| self.of(*impact) > 0);
        lasted.max().unwrap_or(Impact::Operational)
    }
}

/// The share of a period in which a service worked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Uptime {
    millionth_seconds_lost: u128,
    seconds: u64,
}

impl Uptime {
    /// What `weights` make of `seconds`; `None` when there is no second to speak of.
    #[must_use]
    pub fn of(seconds: &ImpactSeconds, weights: &Weights) -> Option<Self> {
        let lost = Impact::ALL
            .iter()
            .map(|impact| u128::from(weights.of(*impact)) * u128::from(seconds.of(*impact)));
        let total = seconds.total();
        (total > 0).then(|| Self { millionth_seconds_lost: lost.sum(), seconds: total })
    }

    /// What was lost, in millionths of a second.
    #[must_use]
    pub fn millionth_seconds_lost(&self) -> u128 {
        self.millionth_seconds_lost
    }

    /// How many seconds were counted; at least one.
    #[must_use]
    pub fn seconds(&self) -> u64 {
        self.seconds
    }

    /// Hundredths of a percent, floored: 9998 is 99.98 %. 10000 only when nothing was lost.
    #[must_use]
    pub fn floored_hundredths(&self) -> u32 {
        let all = u128::from(self.seconds) * u128::from(Weights::ONE);
        let left = all.saturating_sub(self.millionth_seconds_lost);
        u32::try_from(left * 10_000 / all).unwrap_or(10_000)
    }
}

/// `99.98%`, always with two decimals, but `100%` and `0%`.
impl fmt::Display for Uptime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.floored_hundredths() {
            10_000 => f.write_str("100%"),
            0 => f.write_str("0%"),
            hundredths => write!(f, "{}.{:02}%", hundredths / 100, hundredths % 100),
        }
    }
}
