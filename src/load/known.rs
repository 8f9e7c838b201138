//! Content files that were read before: what they became then can be taken instead of reading them again.
//!
//! Only what hangs on nothing but the file itself, the configuration and the address override is remembered: a file
//! without a fault, a draft mark, an alias or a link to another file of the site. Where it is kept is the caller's affair.

use std::sync::Arc;

use super::addresses::{Entry, Kind};
use super::{Content, Reading};
use crate::digest::Digest;
use crate::model::{Incident, Maintenance};
use crate::tree::RelPath;

/// What a content file became.
#[derive(Clone, Debug)]
pub enum Known {
    /// An incident.
    Incident(Arc<Incident>),
    /// A maintenance.
    Maintenance(Arc<Maintenance>),
}

/// A memory of content files.
pub trait Readings: Sync {
    /// Makes ready to be asked. Called once, before anything else, while other work goes on.
    fn prepare(&self) {}

    /// What the file at `path` became when it had the digest `bytes`.
    fn find(&self, path: &RelPath, bytes: Digest) -> Option<Known>;

    /// Takes note of what it became. Called from several threads.
    fn remember(&self, path: &RelPath, bytes: Digest, known: Known);

    /// Whether there is any point in telling.
    fn remembers(&self) -> bool {
        true
    }
}

/// No memory at all.
pub struct Nothing;

impl Readings for Nothing {
    fn find(&self, _: &RelPath, _: Digest) -> Option<Known> {
        None
    }

    fn remember(&self, _: &RelPath, _: Digest, _: Known) {}

    fn remembers(&self) -> bool {
        false
    }
}

/// The reading that `known` stands for, when it is of the kind and has the name that `entry` gives.
pub(super) fn reading(entry: &Entry, known: Known) -> Option<Reading> {
    let content = match (known, &entry.kind) {
        (Known::Incident(one), Kind::Incident(slug)) if one.slug() == slug => Content::Incident(one),
        (Known::Maintenance(one), Kind::Maintenance(slug)) if one.slug() == slug => Content::Maintenance(one),
        _ => return None,
    };
    Some(Reading { content: Some(content), known: true, ..Reading::default() })
}

/// What can be remembered of a reading.
pub(super) fn of(reading: &Reading) -> Option<Known> {
    let plain = reading.faults.is_empty()
        && reading.aliases.is_empty()
        && reading.assets.is_empty()
        && !reading.draft
        && !reading.looked_around;
    match reading.content.as_ref().filter(|_| plain)? {
        Content::Incident(one) => Some(Known::Incident(Arc::clone(one))),
        Content::Maintenance(one) => Some(Known::Maintenance(Arc::clone(one))),
        Content::Page(_) => None,
    }
}
