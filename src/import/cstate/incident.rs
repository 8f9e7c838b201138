//! An issue of cState's → the file of a Candor incident.
//!
//! What cannot be true is left out of the keys and stands in a comment beside them; nothing is made up in its place.

use std::fmt::Write as _;

use super::address;
use super::issue::{Issue, Severity};
use super::order::Update;
use super::services::{Found, Services};
use super::text::{self, Place};
use super::timeline;
use crate::import::{FileReport, write};
use crate::time::{Instant, Zone, rfc3339};

/// The longest line of services before they get lines of their own.
const MAX_LINE: usize = 100;

/// Words in a title by which a notice is taken for maintenance.
const MAINTENANCE: &[&str] = &[
    "maintenance",
    "maintenances",
    "wartung",
    "wartungsarbeiten",
    "mantenimiento",
    "manutenção",
    "manutenzione",
    "onderhoud",
];

/// Writes the incident for `issue` with the text `body`.
pub(super) fn write(
    issue: &Issue,
    body: &str,
    aliases: &[String],
    services: &mut Services,
    zone: &Zone,
    place: Place<'_>,
    report: &mut FileReport,
) -> String {
    let mut line = timeline::read(issue, body, zone, report);
    for update in &mut line.updates {
        update.block.text = text::mend(&update.block.text, place, report);
    }
    let mut out = format!("+++\ntitle = {}\n", write::line(&issue.title));
    let services = affected(issue, services, report);
    if let Some(inline) = inline_services(&services) {
        out.push_str(&inline);
    }
    times(&mut out, issue, &line.updates, report);
    address::publication(&mut out, issue.draft, aliases, report);
    if inline_services(&services).is_none() {
        out.push_str("\n[services]\n");
        for (id, impact) in &services {
            let _ = writeln!(out, "{id} = \"{impact}\"");
        }
    }
    for update in &line.updates {
        out.push_str(&update_table(update));
    }
    out.push_str("+++\n");
    if !line.postmortem.is_empty() {
        let _ = write!(out, "\n{}\n", text::mend(&line.postmortem, place, report));
    }
    out
}

fn update_table(update: &Update) -> String {
    let mut out = String::from("\n[[updates]]\n");
    if let Some(at) = update.at {
        let _ = writeln!(out, "at = {}", rfc3339(at));
    }
    let _ = writeln!(out, "state = \"{}\"", update.state.as_str());
    let label = update.block.label.as_ref().filter(|_| update.keep_label);
    let text = match label {
        Some(label) => format!("**{}**\n\n{}", label.words, update.block.text).trim_end().to_owned(),
        None => update.block.text.clone(),
    };
    if !text.is_empty() {
        let _ = writeln!(out, "text = {}", write::block(&format!("{text}\n")));
    }
    out
}

/// `started` and `ended`, or a comment where one of them cannot be.
fn times(out: &mut String, issue: &Issue, updates: &[Update], report: &mut FileReport) {
    let started = issue.date.instant;
    let ended = end(out, issue, report);
    let last = updates.last().filter(|u| u.state.is_closed()).and_then(|u| u.at);
    if ended.is_none() && last.is_some_and(|last| last < started) {
        let _ = writeln!(out, "# `date` was {}, after the update that resolves it", rfc3339(started));
        report
            .guess("`date` is after the update that resolves it; the incident starts with its first update");
    } else {
        let _ = writeln!(out, "started = {}", rfc3339(started));
        report.keep(said("date", "started", issue.date.zoneless));
        if updates.iter().filter_map(|u| u.at).any(|at| at < started) {
            report.guess("an update is dated before the issue's own `date`; both stay as they are");
        }
    }
    if let Some(ended) = ended {
        let _ = writeln!(out, "ended = {}", rfc3339(ended));
    }
}

fn end(out: &mut String, issue: &Issue, report: &mut FileReport) -> Option<Instant> {
    let Some((ended, typed)) = &issue.ended else {
        if issue.resolved {
            report.guess("it is resolved, but nothing says when; Candor shows \"end not recorded\" unless an update does");
        }
        return None;
    };
    if !issue.resolved {
        report.lose(format!("`resolvedWhen: {typed}`, because the issue is not marked as resolved"));
        return None;
    }
    if ended.instant < issue.date.instant {
        let _ =
            writeln!(out, "# `resolvedWhen` was {typed}, before it started: write the right time as `ended`");
        report.guess(format!("`resolvedWhen: {typed}` is before `date`; the end is taken for not recorded"));
        return None;
    }
    report.keep(said("resolvedWhen", "ended", ended.zoneless));
    Some(ended.instant)
}

fn said(key: &str, now: &str, zoneless: bool) -> String {
    format!("{key} as {now}{}", if zoneless { ", read in the site's zone" } else { "" })
}

fn affected(issue: &Issue, services: &mut Services, report: &mut FileReport) -> Vec<(String, &'static str)> {
    if issue.affected.is_empty() {
        return Vec::new();
    }
    let impact = impact(issue, report);
    let mut found: Vec<(String, &'static str)> = Vec::new();
    for name in &issue.affected {
        let id = match services.find_or_add(name) {
            Found::Known(id) => id,
            Found::Variant { id, name: known } => {
                report.guess(format!("affected: {name:?} is taken for {known:?}"));
                id
            }
            Found::New(id) => {
                report.keep(format!("{name:?}, which is not configured, as a service in \"Other\""));
                id
            }
        };
        if !found.iter().any(|(known, _)| *known == id) {
            found.push((id, impact));
        }
    }
    let count = super::config::counted(found.len(), "service", "services");
    report.keep(format!("{count} with {impact}"));
    found
}

/// What a severity means for a service. A notice is information: cState colours nothing red for it, so it counts as no
/// disturbance here; `disrupted` is cState's middle of three and says that something did not work, so it counts in part.
fn impact(issue: &Issue, report: &mut FileReport) -> &'static str {
    if issue.informational {
        return "operational";
    }
    match issue.severity {
        Severity::Down => "major_outage",
        Severity::Disrupted => "partial_outage",
        Severity::Notice if is_maintenance(&issue.title) => {
            report.guess("a notice whose title speaks of maintenance is `under_maintenance`");
            "under_maintenance"
        }
        Severity::Notice => "operational",
        Severity::Unknown => {
            report.guess("there is no severity that cState knows: taken for `degraded_performance`, which counts no downtime");
            "degraded_performance"
        }
    }
}

fn is_maintenance(title: &str) -> bool {
    let title = title.to_lowercase();
    title.split(|c: char| !c.is_alphanumeric()).any(|word| MAINTENANCE.contains(&word))
}

/// The services on one line; none when there are none, nothing when they need more room.
fn inline_services(services: &[(String, &'static str)]) -> Option<String> {
    if services.is_empty() {
        return Some(String::new());
    }
    let pairs: Vec<String> = services.iter().map(|(id, impact)| format!("{id} = \"{impact}\"")).collect();
    let line = format!("services = {{ {} }}\n", pairs.join(", "));
    (line.len() <= MAX_LINE).then_some(line)
}
