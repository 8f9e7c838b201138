//! Short ids that never change: derived from an incident's slug or a service's id, and from nothing else.
//!
//! A slug is a file's name, so that an id survives every edit of text, title and times, and the file's move to another
//! folder. Two slugs whose ids are the same (one chance in 10^9 at 50,000 incidents) are told apart: the one later in
//! the alphabet gets another id.
//!
//! An update's id is derived from its post's and from the second in which it was posted, so that one that is put in
//! between others, or taken away, leaves the others theirs. Only updates of the same second are counted, in the order of
//! the file; and those of the same state, where no time was recorded. No id hangs on the moment of the build. Entries of
//! feeds are known by other means, which survive edits of times: `plan::feeds`.

use std::collections::{HashMap, HashSet};

use crate::digest::QuickTable;
use crate::model::{Config, Site};
use crate::slug::Slug;
use crate::time::Instant;

/// The length of an id as text: Statuspage's.
const LENGTH: usize = 12;

/// The bits of a number that every client can hold: a double has 53 (RFC 8259, section 6).
const NUMBER_BITS: u32 = 53;

/// An id in both forms.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Id {
    text: String,
    number: u64,
}

impl Id {
    /// The id that `key` gives.
    pub(super) fn of(key: &str) -> Self {
        Self::from_hash(hash(key))
    }

    /// The id of a part of what has this id.
    pub(super) fn part(&self, part: &str) -> Self {
        Self::of(&format!("{}/{part}", self.text))
    }

    fn from_hash(hash: u64) -> Self {
        let mut rest = hash;
        let digits = std::iter::from_fn(|| {
            // The remainder of a division by 36 is a digit.
            let digit = char::from_digit((rest % 36) as u32, 36);
            rest /= 36;
            digit
        });
        Self { text: digits.take(LENGTH).collect(), number: hash >> (u64::BITS - NUMBER_BITS) }
    }

    /// Twelve lower-case letters and digits: Statuspage's form.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A number below 2^53: Heroku's form.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }
}

/// The ids of one post's updates.
pub(super) struct UpdateIds<'a> {
    of: &'a Id,
    seen: HashMap<String, u32>,
}

impl<'a> UpdateIds<'a> {
    /// For the updates of the post that has the id `of`.
    pub(super) fn new(of: &'a Id) -> Self {
        Self { of, seen: HashMap::new() }
    }

    /// The id of the next update, which was posted `at` and led to `state`. They are asked for in the order of the file.
    pub(super) fn next(&mut self, at: Option<Instant>, state: &str) -> Id {
        let key = match at {
            Some(at) => at.timestamp().to_string(),
            // What stands before it is no help: that is what changes when another is put in.
            None => format!("untimed/{state}"),
        };
        let seen = self.seen.entry(key.clone()).or_default();
        *seen += 1;
        if *seen == 1 { self.of.part(&key) } else { self.of.part(&format!("{key}/{seen}")) }
    }
}

/// The ids of a site.
pub(super) struct Ids {
    page: Id,
    incidents: HashMap<Slug, Id, QuickTable>,
    maintenance: HashMap<Slug, Id, QuickTable>,
    services: Vec<Id>,
    groups: Vec<Id>,
}

impl Ids {
    /// Derives all ids; files that are not shown yet have theirs already.
    pub(super) fn of(site: &Site) -> Self {
        let config = &site.config;
        let incidents = || site.incidents.iter().map(|incident| incident.slug());
        let maintenance = || site.maintenance.iter().map(|maintenance| maintenance.slug());
        let posts = incidents().map(incident_key).chain(maintenance().map(maintenance_key));
        let mut posts = assign(posts.collect(), hash);
        let mut of_slug = |slug: &Slug, key: String| Some((slug.clone(), posts.remove(&key)?));
        let services = config.services.iter().map(|service| format!("service/{}", service.id));
        let groups = config.groups.iter().map(|group| format!("group/{}", group.id));
        // Services and groups stand in one list of components.
        let components: Vec<String> = services.chain(groups).collect();
        let by_key = assign(components.clone(), hash);
        let mut ids = components.iter().map(|key| by_key[key].clone());
        Self {
            page: Id::of(&format!("page/{}", place(config))),
            incidents: incidents().filter_map(|slug| of_slug(slug, incident_key(slug))).collect(),
            maintenance: maintenance().filter_map(|slug| of_slug(slug, maintenance_key(slug))).collect(),
            services: ids.by_ref().take(config.services.len()).collect(),
            groups: ids.collect(),
        }
    }

    pub(super) fn page(&self) -> &Id {
        &self.page
    }

    pub(super) fn incident(&self, slug: &Slug) -> &Id {
        &self.incidents[slug]
    }

    pub(super) fn maintenance(&self, slug: &Slug) -> &Id {
        &self.maintenance[slug]
    }

    pub(super) fn services(&self) -> &[Id] {
        &self.services
    }

    pub(super) fn groups(&self) -> &[Id] {
        &self.groups
    }
}

fn incident_key(slug: &Slug) -> String {
    format!("incident/{slug}")
}

fn maintenance_key(slug: &Slug) -> String {
    format!("maintenance/{slug}")
}

/// Host and path of the site: `http` that becomes `https` is the same site.
fn place(config: &Config) -> &str {
    let url = super::bare_url(config);
    url.split_once("://").map_or(url, |(_, place)| place)
}

/// Gives each key an id of its own, in both forms.
fn assign(mut keys: Vec<String>, hash: fn(&str) -> u64) -> HashMap<String, Id, QuickTable> {
    keys.sort();
    keys.dedup();
    let (mut texts, mut numbers) = (HashSet::new(), HashSet::new());
    let mut ids = HashMap::with_capacity_and_hasher(keys.len(), QuickTable::default());
    for key in keys {
        let mut id = Id::from_hash(hash(&key));
        let mut turn = 1_u32;
        while texts.contains(&id.text) || numbers.contains(&id.number) {
            turn += 1;
            id = Id::from_hash(hash(&format!("{key}/{turn}")));
        }
        texts.insert(id.text.clone());
        numbers.insert(id.number);
        ids.insert(key, id);
    }
    ids
}

/// FNV-1a with 64 bits, its bits mixed once more so that texts which differ in their last letter differ everywhere.
/// An id is an address: this function may never change.
fn hash(key: &str) -> u64 {
    let fnv = key.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let mixed = (fnv ^ (fnv >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_what_it_has_always_been() {
        let id = Id::of("incident/slow-api");
        assert_eq!((id.text(), id.number()), ("gtt5jjztyvae", 919_195_344_001_526));
    }

    #[test]
    fn equal_hashes_are_told_apart_whatever_the_order() {
        fn length(key: &str) -> u64 {
            key.len() as u64 * 0x1111_1111_1111_1111
        }
        let keys = |order: [&str; 3]| order.map(str::to_owned).to_vec();
        let ids = assign(keys(["incident/b", "incident/a", "incident/c"]), length);
        assert_eq!(ids["incident/a"], Id::from_hash(length("incident/a")));
        let texts: HashSet<&str> = ids.values().map(Id::text).collect();
        let numbers: HashSet<u64> = ids.values().map(Id::number).collect();
        assert_eq!((texts.len(), numbers.len()), (3, 3));
        assert_eq!(ids, assign(keys(["incident/c", "incident/b", "incident/a"]), length));
    }

    #[test]
    fn ids_of_many_keys_differ() {
        let keys: Vec<String> = (0..50_000).map(|n| format!("incident/{n}")).collect();
        let texts: HashSet<String> = keys.iter().map(|key| Id::of(key).text).collect();
        let numbers: HashSet<u64> = keys.iter().map(|key| Id::of(key).number).collect();
        assert_eq!((texts.len(), numbers.len()), (keys.len(), keys.len()));
        assert!(texts.iter().all(|text| text.len() == LENGTH));
    }
}
