//! What content files became, as text that can be read back. For keeping only: no promise is made about the form, and
//! whoever keeps it throws it away with another version of the program.
//!
//! The HTML stands by itself, as it is: most of it is never asked for again, and what is read back points into the text
//! that it was read from.

use std::borrow::Cow;
use std::ops::Range;
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

/// How many bytes of HTML; its open places: where they are, and whether it is the root's; and its headings: level, id and
/// text.
type Html = (usize, Vec<(usize, bool)>, Vec<(u8, String, String)>);

/// Services with the words for their impacts.
type StoredImpacts<'a> = Vec<(usize, &'a str)>;

/// What is kept of a content file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// All but the HTML, in one line.
    pub facts: String,
    /// The HTML, one piece behind the other.
    pub html: String,
}

/// HTML that was kept, taken piece by piece.
struct Pieces<'a> {
    text: &'a Arc<String>,
    rest: Range<usize>,
}

#[derive(Serialize, Deserialize)]
enum Stored<'a> {
    #[serde(borrow)]
    Incident(StoredIncident<'a>),
    #[serde(borrow)]
    Maintenance(StoredMaintenance<'a>),
}

#[derive(Serialize, Deserialize)]
struct StoredIncident<'a> {
    slug: &'a str,
    #[serde(borrow)]
    title: Cow<'a, str>,
    #[serde(borrow)]
    impacts: StoredImpacts<'a>,
    retroactive: bool,
    times: [Option<Time>; 5],
    #[serde(borrow)]
    updates: Vec<StoredUpdate<'a>>,
    postmortem: Html,
}

#[derive(Serialize, Deserialize)]
struct StoredMaintenance<'a> {
    slug: &'a str,
    #[serde(borrow)]
    title: Cow<'a, str>,
    services: Vec<usize>,
    times: [Option<Time>; 3],
    #[serde(borrow)]
    updates: Vec<StoredUpdate<'a>>,
    body: Html,
}

#[derive(Serialize, Deserialize)]
struct StoredUpdate<'a> {
    at: Option<Time>,
    edited: Option<Time>,
    state: &'a str,
    #[serde(borrow)]
    impacts: StoredImpacts<'a>,
    body: Html,
}

impl Known {
    /// What is to be kept of it; `None` when it is not worth it.
    #[must_use]
    pub fn to_note(&self) -> Option<Note> {
        let mut html = String::new();
        let stored = match self {
            Self::Incident(one) => Stored::Incident(store_incident(one, &mut html)),
            // A rule is quickly read again, and such files are few.
            Self::Maintenance(one) if one.repeat().is_some() => return None,
            Self::Maintenance(one) => Stored::Maintenance(store_maintenance(one, &mut html)),
        };
        let facts = serde_json::to_string(&stored).ok()?;
        Some(Note { facts, html })
    }

    /// What [`to_note`](Self::to_note) made of the file at `path`, where the HTML stands in `text` at a place; `None` when
    /// it cannot have been that.
    #[must_use]
    pub fn from_note(path: &RelPath, facts: &str, text: &Arc<String>, html: Range<usize>) -> Option<Self> {
        let mut pieces = Pieces { text, rest: html };
        match serde_json::from_str(facts).ok()? {
            Stored::Incident(one) => incident(path, one, &mut pieces).map(Arc::new).map(Self::Incident),
            Stored::Maintenance(one) => {
                maintenance(path, one, &mut pieces).map(Arc::new).map(Self::Maintenance)
            }
        }
    }
}

fn store_incident<'a>(one: &'a Incident, html: &mut String) -> StoredIncident<'a> {
    StoredIncident {
        slug: one.slug().as_str(),
        title: one.title().into(),
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
        updates: one.updates().iter().map(|update| store_update(update, html)).collect(),
        postmortem: store_html(one.postmortem(), html),
    }
}

fn incident(path: &RelPath, stored: StoredIncident<'_>, pieces: &mut Pieces<'_>) -> Option<Incident> {
    let [started, ended, published, next_update, postmortem_published] = times(stored.times)?;
    let parts = IncidentParts {
        path: path.clone(),
        slug: Slug::new(stored.slug).ok()?,
        title: stored.title.into_owned(),
        impacts: impacts(stored.impacts)?,
        retroactive: stored.retroactive,
        started: started?,
        ended,
        published,
        next_update,
        aliases: Vec::new(),
        updates: stored
            .updates
            .into_iter()
            .map(|one| update::<IncidentState>(one, pieces))
            .collect::<Option<_>>()?,
        postmortem: pieces.take(stored.postmortem)?,
        postmortem_published,
    };
    Incident::new(parts).ok()
}

fn store_maintenance<'a>(one: &'a Maintenance, html: &mut String) -> StoredMaintenance<'a> {
    StoredMaintenance {
        slug: one.slug().as_str(),
        title: one.title().into(),
        services: one.services().iter().map(|service| service.0).collect(),
        times: [Some(one.scheduled_for()), Some(one.scheduled_until()), one.published()]
            .map(|time| time.map(store_time)),
        updates: one.updates().iter().map(|update| store_update(update, html)).collect(),
        body: store_html(one.body(), html),
    }
}

fn maintenance(
    path: &RelPath,
    stored: StoredMaintenance<'_>,
    pieces: &mut Pieces<'_>,
) -> Option<Maintenance> {
    let [scheduled_for, scheduled_until, published] = times(stored.times)?;
    let parts = MaintenanceParts {
        path: path.clone(),
        slug: Slug::new(stored.slug).ok()?,
        title: stored.title.into_owned(),
        services: stored.services.into_iter().map(ServiceIx).collect(),
        scheduled_for: scheduled_for?,
        scheduled_until: scheduled_until?,
        published,
        repeat: None,
        aliases: Vec::new(),
        updates: stored
            .updates
            .into_iter()
            .map(|one| update::<MaintenanceState>(one, pieces))
            .collect::<Option<_>>()?,
        body: pieces.take(stored.body)?,
    };
    Maintenance::new(parts).ok()
}

fn store_update<'a, S: Term>(update: &'a Update<S>, html: &mut String) -> StoredUpdate<'a> {
    StoredUpdate {
        at: update.at.map(store_time),
        edited: update.edited.map(store_time),
        state: update.state.as_str(),
        impacts: store_impacts(&update.impacts),
        body: store_html(&update.body, html),
    }
}

fn update<S: Term>(stored: StoredUpdate<'_>, pieces: &mut Pieces<'_>) -> Option<Update<S>> {
    let [at, edited] = times([stored.at, stored.edited])?;
    Some(Update {
        at,
        edited,
        state: S::parse(stored.state)?,
        impacts: impacts(stored.impacts)?,
        body: pieces.take(stored.body)?,
    })
}

fn store_impacts(impacts: &Impacts) -> StoredImpacts<'_> {
    impacts.iter().map(|(service, impact)| (service.0, impact.as_str())).collect()
}

fn impacts(stored: StoredImpacts<'_>) -> Option<Impacts> {
    stored.into_iter().map(|(service, word)| Some((ServiceIx(service), Impact::parse(word)?))).collect()
}

fn store_time(time: Instant) -> Time {
    (time.timestamp(), time.timestamp_subsec_nanos())
}

/// The times; `None` when one of them is none.
fn times<const N: usize>(stored: [Option<Time>; N]) -> Option<[Option<Instant>; N]> {
    let times = stored.map(|time| time.map(|(seconds, nanos)| DateTime::from_timestamp(seconds, nanos)));
    times.iter().all(|time| *time != Some(None)).then(|| times.map(Option::flatten))
}

fn store_html(fragment: &Fragment, all: &mut String) -> Html {
    let (html, slots) = fragment.parts();
    let headings = fragment.headings().iter().map(|one| (one.level, one.id.clone(), one.text.clone()));
    all.push_str(html);
    (html.len(), slots.iter().map(|(at, slot)| (*at, *slot == Slot::Root)).collect(), headings.collect())
}

impl Pieces<'_> {
    /// The next piece.
    fn take(&mut self, (len, slots, headings): Html) -> Option<Fragment> {
        let end = self.rest.start.checked_add(len).filter(|end| *end <= self.rest.end)?;
        let slot = |(at, is_root)| (at, if is_root { Slot::Root } else { Slot::Page });
        let slots = slots.into_iter().map(slot).collect();
        let headings = headings.into_iter().map(|(level, id, text)| Heading { level, id, text }).collect();
        let fragment = Fragment::from_part(self.text, self.rest.start..end, slots, headings);
        self.rest.start = end;
        fragment
    }
}
