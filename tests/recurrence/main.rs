//! Maintenance that recurs: how its rule is read, on which days it holds, and what is shown of each time.

#[path = "../support/built.rs"]
mod built;
#[path = "../support/mod.rs"]
mod support;

mod loaded;
mod naive;
mod outputs;
mod rules;
mod shown;

use candor::recur::{BadRecurrence, Recurrence, Rule};
use candor::time::{Instant, Zone};

fn at(time: &str) -> Instant {
    chrono::DateTime::parse_from_rfc3339(time).expect("a time").to_utc()
}

fn recurrence(rule: &str, zone: &str, from: &str, minutes: i64) -> Result<Recurrence, BadRecurrence> {
    let rule = Rule::parse(rule).expect("a rule");
    let from = at(from);
    let until = from + chrono::TimeDelta::minutes(minutes);
    Recurrence::new(rule, &Zone::new(zone).expect("a zone"), from, until)
}
