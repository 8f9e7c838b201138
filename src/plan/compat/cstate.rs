//! cState's read-only API, version 2: `/index.json` and `/issues/index.json`.
//!
//! cState has three severities. Degraded performance and maintenance are its `notice`, a partial outage is
//! `disrupted`, a major one `down`. Maintenance is an issue that is informational; one that has not begun is left out,
//! as cState leaves out what is dated in the future.

use serde::Serialize;

use crate::model::{Config, Impact, Indicator, MaintenanceState, ServiceIx};
use crate::routes;
use crate::status::{End, IncidentView, Interval, MaintenanceView, Status};
use crate::time::Instant;

/// The version of the API that this follows.
const API_VERSION: &str = "2.0";
/// The version of cState whose output this follows.
const CSTATE_VERSION: &str = "5.2";

/// `/index.json`. Names are cState's.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Index {
    is: &'static str,
    c_state_version: &'static str,
    api_version: &'static str,
    title: String,
    #[serde(rename = "languageCodeHTML")]
    language_code_html: String,
    language_code: String,
    #[serde(rename = "baseURL")]
    base_url: String,
    description: String,
    summary_status: &'static str,
    categories: Vec<Category>,
    systems: Vec<System>,
    build_date: String,
    build_time: String,
    build_timezone: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Category {
    name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
    hide_title: bool,
    closed_by_default: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct System {
    name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
    category: String,
    status: &'static str,
    unresolved_issues: Vec<Issue>,
}

/// `/issues/index.json`.
#[derive(Serialize)]
pub struct Issues {
    is: &'static str,
    title: &'static str,
    #[serde(rename = "baseURL")]
    base_url: String,
    description: String,
    pages: Vec<Issue>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Issue {
    is: &'static str,
    title: String,
    created_at: String,
    last_mod: String,
    permalink: String,
    severity: &'static str,
    resolved: bool,
    informational: bool,
    resolved_at: String,
    affected: Vec<String>,
    filename: String,
}

/// The category of services that are in no group; cState has no service outside of one.
const UNGROUPED: &str = "Services";

pub(super) fn index(status: &Status<'_>) -> Index {
    let config = &status.site().config;
    let built = status.zone().local(status.now());
    Index {
        is: "index",
        c_state_version: CSTATE_VERSION,
        api_version: API_VERSION,
        title: config.title.clone(),
        language_code_html: config.language.clone(),
        language_code: config.language.split('-').next().unwrap_or_default().to_owned(),
        base_url: config.base_url.as_str().to_owned(),
        description: config.description.clone(),
        summary_status: match config.services().map(|(ix, _)| status.service(ix).impact()).max() {
            Some(worst) => severity(worst),
            None => "ok",
        },
        categories: categories(config),
        systems: config.services().map(|(ix, _)| system(status, ix)).collect(),
        build_date: built.wall.format("%Y-%m-%d").to_string(),
        build_time: built.wall.format("%H:%M").to_string(),
        build_timezone: built.abbreviation,
    }
}

fn categories(config: &Config) -> Vec<Category> {
    let category = |name: &str, description: &str| Category {
        name: name.to_owned(),
        description: description.to_owned(),
        hide_title: false,
        closed_by_default: false,
    };
    let ungrouped = config.services.iter().any(|service| service.group.is_none());
    let groups = config.groups.iter().map(|group| category(&group.name, &group.description));
    groups.chain(ungrouped.then(|| category(UNGROUPED, ""))).collect()
}

fn system(status: &Status<'_>, ix: ServiceIx) -> System {
    let config = &status.site().config;
    let service = &config.services[ix.0];
    let incidents = status.open_incidents().filter(|view| view.named().get(ix).is_some());
    let work = status.maintenance_in_progress().filter(|view| view.maintenance().services().contains(&ix));
    System {
        name: service.name.clone(),
        description: service.description.clone(),
        category: service.group.map_or(UNGROUPED, |group| &config.groups[group].name).to_owned(),
        status: severity(status.service(ix).impact()),
        unresolved_issues: incidents
            .map(|view| incident(status, view))
            .chain(work.map(|view| maintenance(status, view)))
            .collect(),
    }
}

pub(super) fn issues(status: &Status<'_>) -> Issues {
    let config = &status.site().config;
    let incidents = status.incidents().iter().map(|view| (view.started(), incident(status, view)));
    let begun = |view: &&MaintenanceView<'_>| {
        !matches!(view.state(), MaintenanceState::Scheduled | MaintenanceState::Cancelled)
    };
    let work = status.maintenance().iter().filter(begun);
    let work = work.map(|view| (view.maintenance().scheduled_for(), maintenance(status, view)));
    let mut pages: Vec<(Instant, Issue)> = incidents.chain(work).collect();
    pages.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    Issues {
        is: "issues",
        title: "Issues",
        base_url: config.base_url.as_str().to_owned(),
        description: String::new(),
        pages: pages.into_iter().map(|(_, issue)| issue).collect(),
    }
}

fn incident(status: &Status<'_>, view: &IncidentView<'_>) -> Issue {
    let incident = view.incident();
    let newest = view.updates().iter().filter_map(|update| update.at).fold(view.shown_from(), Instant::max);
    Issue {
        is: "issue",
        title: incident.title().to_owned(),
        created_at: date(view.started()),
        last_mod: date(newest),
        permalink: status.site().config.base_url.join(&routes::incident(incident.slug())),
        severity: match view.impact() {
            Indicator::Critical => "down",
            Indicator::Major => "disrupted",
            Indicator::Minor | Indicator::Maintenance | Indicator::None => "notice",
        },
        resolved: !view.is_open(),
        informational: view.impact() == Indicator::None,
        resolved_at: match view.end() {
            End::At(end) if !view.is_open() => date(end),
            _ => String::new(),
        },
        affected: view.named().iter().map(|(ix, _)| name(status, ix)).collect(),
        filename: file_name(incident.path()),
    }
}

fn maintenance(status: &Status<'_>, view: &MaintenanceView<'_>) -> Issue {
    let maintenance = view.maintenance();
    let begun = maintenance.scheduled_for();
    let newest = view.updates().iter().filter_map(|update| update.at);
    let over = view.state().is_closed();
    let end = view.intervals().last().map_or(maintenance.scheduled_until(), Interval::end);
    Issue {
        is: "issue",
        title: maintenance.title().to_owned(),
        created_at: date(begun),
        last_mod: date(newest.chain(view.shown_from()).max().unwrap_or(begun)),
        permalink: status.site().config.base_url.join(&routes::maintenance(maintenance.slug())),
        severity: "notice",
        resolved: over,
        informational: true,
        resolved_at: if over { date(end) } else { String::new() },
        affected: maintenance.services().iter().map(|ix| name(status, *ix)).collect(),
        filename: file_name(maintenance.path()),
    }
}

fn name(status: &Status<'_>, ix: ServiceIx) -> String {
    status.site().config.services[ix.0].name.clone()
}

fn file_name(path: &crate::tree::RelPath) -> String {
    path.file_name().to_owned()
}

fn severity(impact: Impact) -> &'static str {
    match impact {
        Impact::Operational => "ok",
        Impact::UnderMaintenance | Impact::DegradedPerformance => "notice",
        Impact::PartialOutage => "disrupted",
        Impact::MajorOutage => "down",
    }
}

/// A moment as Go prints it, which is how cState's templates do: `2026-11-20 09:52:00 +0000 UTC`.
fn date(instant: Instant) -> String {
    instant.format("%Y-%m-%d %H:%M:%S +0000 UTC").to_string()
}
