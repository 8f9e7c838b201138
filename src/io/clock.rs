//! Reads the clock: the one place where `now` comes from.
#![expect(clippy::disallowed_methods, reason = "this is where the clock is read")]

use std::time::{SystemTime, UNIX_EPOCH};

use crate::time::Instant;

/// The moment by the machine's clock, cut to the second.
#[must_use]
pub fn now() -> Instant {
    // A clock before 1970 is a machine without a battery; 1970 is as wrong and does not stop the build.
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs())
        .ok()
        .and_then(|s| Instant::from_timestamp(s, 0))
        .unwrap_or(Instant::MAX_UTC)
}

#[cfg(test)]
mod tests {
    use super::now;

    #[test]
    fn is_to_the_second_and_later_than_this_program() {
        let now = now();
        assert_eq!(now.timestamp_subsec_nanos(), 0);
        assert!(now.timestamp() > 1_700_000_000);
    }
}
