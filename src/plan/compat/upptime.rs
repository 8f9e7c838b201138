//! Upptime's `history/summary.json`: a list of sites with their uptime and the minutes that they were down.
//!
//! Candor measures no response times, so all of those are 0. A service that works, flawlessly or under maintenance, is
//! `up`; one that is degraded or fails in part is `degraded`; one in major outage is `down`.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use serde::Serialize;

use crate::model::{Config, Impact, ServiceIx};
use crate::routes;
use crate::status::{Period, Status};
use crate::time::Instant;

/// How many days are looked at for minutes of downtime.
const DAYS: u32 = 365;

/// One site. Names are Upptime's.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Site {
    name: String,
    url: String,
    icon: String,
    slug: String,
    status: &'static str,
    uptime: String,
    uptime_day: String,
    uptime_week: String,
    uptime_month: String,
    uptime_year: String,
    time: u32,
    time_day: u32,
    time_week: u32,
    time_month: u32,
    time_year: u32,
    daily_minutes_down: BTreeMap<String, u64>,
}

pub(super) fn summary(status: &Status<'_>) -> Vec<Site> {
    status.site().config.services().map(|(ix, _)| site(status, ix)).collect()
}

fn site(status: &Status<'_>, ix: ServiceIx) -> Site {
    let config = &status.site().config;
    let service = &config.services[ix.0];
    let first = status.months(ix).first().map_or(status.now(), Period::start);
    let last = |days: i64| uptime(status, ix, status.now() - TimeDelta::days(days));
    Site {
        name: service.name.clone(),
        url: config.base_url.join(&routes::service(&service.id)),
        icon: icon(config),
        slug: service.id.to_string(),
        status: match status.service(ix).impact() {
            Impact::Operational | Impact::UnderMaintenance => "up",
            Impact::DegradedPerformance | Impact::PartialOutage => "degraded",
            Impact::MajorOutage => "down",
        },
        uptime: uptime(status, ix, first),
        uptime_day: last(1),
        uptime_week: last(7),
        uptime_month: last(30),
        uptime_year: last(365),
        time: 0,
        time_day: 0,
        time_week: 0,
        time_month: 0,
        time_year: 0,
        daily_minutes_down: minutes_down(status, ix),
    }
}

/// The site's own icon, which is the nearest thing to one of a service; empty when it has none.
fn icon(config: &Config) -> String {
    let logo = || config.brand.logo.as_ref().map(|logo| &logo.path);
    let path = config.brand.favicon.as_ref().or_else(logo);
    path.map(|path| config.base_url.join(path)).unwrap_or_default()
}

/// `99.98%`, always with two decimals. A service that was not offered in that time has lost nothing.
fn uptime(status: &Status<'_>, ix: ServiceIx, from: Instant) -> String {
    let hundredths =
        status.uptime(ix, from, status.now()).map_or(10_000, |uptime| uptime.floored_hundredths());
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

/// The days with at least a minute of outage, partial or major.
fn minutes_down(status: &Status<'_>, ix: ServiceIx) -> BTreeMap<String, u64> {
    let minutes = |day: &Period| {
        let down = day.seconds().of(Impact::MajorOutage) + day.seconds().of(Impact::PartialOutage);
        (day.first_day().format("%Y-%m-%d").to_string(), down / 60)
    };
    status.days(ix, DAYS).iter().map(minutes).filter(|(_, minutes)| *minutes > 0).collect()
}
