//! What content files became, as a line of text that can be read back. For keeping only: no promise is made about the
//! form, and whoever keeps it throws it away with another version of the program.

use std::sync::Arc;

use chrono::DateTime;
use serde::{Deserialize, Serialize};

use super::Known;
use crate::fragment::{Fragment, Heading, Slot};
use crate::model::{
    Impact, Impacts, Incident, IncidentParts, IncidentState, Maintenance, MaintenanceParts, MaintenanceState,
    ServiceIx, Term, Update,
};
use crate::slug::Slug;
use crate::time::Instant;
use crate::tree::RelPath;

/// Seconds since 1970 and nanoseconds.
type Time = (i64, u32);

/// HTML; its open places: where they are, and whether it is the root's; and its headings: level, id and text.
type Html<'a> = (std::borrow::Cow<'a, str>, Vec<(usize, bool)>, Vec<(u8, String, String)>);

#[derive(Serialize, Deserialize)]
enum Stored<'a> {
    #[serde(borrow)]
    Incident(StoredIncident<'a>),
    #[serde(borrow)]
    Maintenance(StoredMaintenance<'a>),
}

#[derive(Serialize, Deserialize)]
struct StoredIncident<'a> {
    slug: String,
    title: String,
    impacts: Vec<(usize, String)>,
    retroactive: bool,
    times: [Option<Time>; 5],
    #[serde(borrow)]
    updates: Vec<StoredUpdate<'a>>,
    #[serde(borrow)]
    postmortem: Html<'a>,
}

#[derive(Serialize, Deserialize)]
struct StoredMaintenance<'a> {
    slug: String,
    title: String,
    services: Vec<usize>,
    times: [Option<Time>; 3],
    #[serde(borrow)]
    updates: Vec<StoredUpdate<'a>>,
    #[serde(borrow)]
    body: Html<'a>,
}

#[derive(Serialize, Deserialize)]
struct StoredUpdate<'a> {
    at: Option<Time>,
    edited: Option<Time>,
    state: String,
    impacts: Vec<(usize, String)>,
    #[serde(borrow)]
    body: Html<'a>,
}

impl Known {
    /// One line, without a line end.
    #[must_use]
    pub fn to_line(&self) -> Option<String> {
        let stored = match self {
            Self::Incident(one) => Stored::Incident(store_incident(one)),
            // A rule is quickly read again, and such files are few.
            Self::Maintenance(one) if one.repeat().is_some() => return None,
            Self::Maintenance(one) => Stored::Maintenance(store_maintenance(one)),
        };
        serde_json::to_string(&stored).ok()
    }

    /// What [`to_line`](Self::to_line) made of the file at `path`; `None` when it cannot have been that.
    #[must_use]
    pub fn from_line(path: &RelPath, line: &str) -> Option<Self> {
        match serde_json::from_str(line).ok()? {
            Stored::Incident(stored) => incident(path, stored).map(Arc::new).map(Self::Incident),
            Stored::Maintenance(stored) => maintenance(path, stored).map(Arc::new).map(Self::Maintenance),
        }
    }
}

fn store_incident(one: &Incident) -> StoredIncident<'_> {
    StoredIncident {
        slug: one.slug().to_string(),
        title: one.title().to_owned(),
        impacts: store_impacts(one.impacts()),
        retroactive: one.is_retroactive(),
        times: [
            Some(one.started()),
            one.ended(),
            one.published(),
            one.next_update(),
            one.postmortem_published(),
        ]
        .map(|time| time.map(store_time)),
        updates: one.updates().iter().map(store_update).collect(),
        postmortem: store_html(one.postmortem()),
    }
}

fn incident(path: &RelPath, stored: StoredIncident<'_>) -> Option<Incident> {
    let [started, ended, published, next_update, postmortem_published] = times(stored.times)?;
    let parts = IncidentParts {
        path: path.clone(),
        slug: Slug::new(&stored.slug).ok()?,
        title: stored.title,
        impacts: impacts(stored.impacts)?,
        retroactive: stored.retroactive,
        started: started?,
        ended,
        published,
        next_update,
        aliases: Vec::new(),
        updates: stored.updates.into_iter().map(update::<IncidentState>).collect::<Option<_>>()?,
        postmortem: html(stored.postmortem)?,
        postmortem_published,
    };
    Incident::new(parts).ok()
}

fn store_maintenance(one: &Maintenance) -> StoredMaintenance<'_> {
    StoredMaintenance {
        slug: one.slug().to_string(),
        title: one.title().to_owned(),
        services: one.services().iter().map(|service| service.0).collect(),
        times: [Some(one.scheduled_for()), Some(one.scheduled_until()), one.published()]
            .map(|time| time.map(store_time)),
        updates: one.updates().iter().map(store_update).collect(),
        body: store_html(one.body()),
    }
}

fn maintenance(path: &RelPath, stored: StoredMaintenance<'_>) -> Option<Maintenance> {
    let [scheduled_for, scheduled_until, published] = times(stored.times)?;
    let parts = MaintenanceParts {
        path: path.clone(),
        slug: Slug::new(&stored.slug).ok()?,
        title: stored.title,
        services: stored.services.into_iter().map(ServiceIx).collect(),
        scheduled_for: scheduled_for?,
        scheduled_until: scheduled_until?,
        published,
        repeat: None,
        aliases: Vec::new(),
        updates: stored.updates.into_iter().map(update::<MaintenanceState>).collect::<Option<_>>()?,
        body: html(stored.body)?,
    };
    Maintenance::new(parts).ok()
}

fn store_update<S: Term>(update: &Update<S>) -> StoredUpdate<'_> {
    StoredUpdate {
        at: update.at.map(store_time),
        edited: update.edited.map(store_time),
        state: update.state.as_str().to_owned(),
        impacts: store_impacts(&update.impacts),
        body: store_html(&update.body),
    }
}

fn update<S: Term>(stored: StoredUpdate<'_>) -> Option<Update<S>> {
    let [at, edited] = times([stored.at, stored.edited])?;
    Some(Update {
        at,
        edited,
        state: S::parse(&stored.state)?,
        impacts: impacts(stored.impacts)?,
        body: html(stored.body)?,
    })
}

fn store_impacts(impacts: &Impacts) -> Vec<(usize, String)> {
    impacts.iter().map(|(service, impact)| (service.0, impact.as_str().to_owned())).collect()
}

fn impacts(stored: Vec<(usize, String)>) -> Option<Impacts> {
    stored.into_iter().map(|(service, word)| Some((ServiceIx(service), Impact::parse(&word)?))).collect()
}

fn store_time(time: Instant) -> Time {
    (time.timestamp(), time.timestamp_subsec_nanos())
}

/// The times; `None` when one of them is none.
fn times<const N: usize>(stored: [Option<Time>; N]) -> Option<[Option<Instant>; N]> {
    let times = stored.map(|time| time.map(|(seconds, nanos)| DateTime::from_timestamp(seconds, nanos)));
    times.iter().all(|time| *time != Some(None)).then(|| times.map(Option::flatten))
}

fn store_html(fragment: &Fragment) -> Html<'_> {
    let (html, slots) = fragment.parts();
    let headings = fragment.headings().iter().map(|one| (one.level, one.id.clone(), one.text.clone()));
    (html.into(), slots.iter().map(|(at, slot)| (*at, *slot == Slot::Root)).collect(), headings.collect())
}

fn html((html, slots, headings): Html<'_>) -> Option<Fragment> {
    let slots =
        slots.into_iter().map(|(at, is_root)| (at, if is_root { Slot::Root } else { Slot::Page })).collect();
    let headings = headings.into_iter().map(|(level, id, text)| Heading { level, id, text }).collect();
    Fragment::from_parts(html.into_owned(), slots, headings)
}
