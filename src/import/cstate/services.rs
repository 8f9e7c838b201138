//! The services of the new site: those that cState's configuration names, and those that only incidents do.
//!
//! An unknown name becomes a service in a group "Other" under exactly that name; nothing is merged but what differs in
//! case and blanks alone. Impacts are not decided here.

use std::collections::{HashMap, HashSet};

use super::labels::is_invisible;
use crate::slug::slugify;

/// The group of services that no category holds.
const OTHER: &str = "Other";

/// A heading over services.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) description: Option<String>,
}

/// What can be up or down.
#[derive(Clone, Debug)]
pub(super) struct Service {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) group: String,
    pub(super) description: Option<String>,
}

/// What a name in `affected` turned out to be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Found {
    /// The service with this id.
    Known(String),
    /// A service's name written in another way.
    Variant { id: String, name: String },
    /// A name that nothing had before.
    New(String),
}

/// All groups and services, in the order in which they are shown.
#[derive(Clone, Default, Debug)]
pub(super) struct Services {
    groups: Vec<Group>,
    all: Vec<Service>,
    by_key: HashMap<String, usize>,
    ids: HashSet<String>,
    group_ids: HashSet<String>,
}

impl Services {
    pub(super) fn groups(&self) -> &[Group] {
        &self.groups
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub(super) fn services(&self) -> &[Service] {
        &self.all
    }

    /// Adds a category; its id comes back, or that of the category which has the name already.
    pub(super) fn add_group(&mut self, name: &str, description: Option<String>) -> String {
        if let Some(group) = self.groups.iter().find(|g| key(&g.name) == key(name)) {
            return group.id.clone();
        }
        let id = free_id(name, "group", &mut self.group_ids);
        self.groups.push(Group { id: id.clone(), name: name.to_owned(), description });
        id
    }

    /// The id of the category called `name`.
    pub(super) fn group_id(&self, name: &str) -> Option<&str> {
        self.groups.iter().find(|g| key(&g.name) == key(name)).map(|g| g.id.as_str())
    }

    /// The id of the group for everything else; makes it when it is not there.
    pub(super) fn other(&mut self) -> String {
        self.add_group(OTHER, None)
    }

    /// Adds a service unless one has this name; says whether it did.
    pub(super) fn add(&mut self, name: &str, group: String, description: Option<String>) -> bool {
        if self.by_key.contains_key(&key(name)) {
            return false;
        }
        let id = free_id(name, "service", &mut self.ids);
        self.by_key.insert(key(name), self.all.len());
        self.all.push(Service { id, name: name.to_owned(), group, description });
        true
    }

    /// Finds the service that `name` means, or adds it to the group "Other".
    pub(super) fn find_or_add(&mut self, name: &str) -> Found {
        if let Some(service) = self.by_key.get(&key(name)).and_then(|i| self.all.get(*i)) {
            let (id, known) = (service.id.clone(), service.name.clone());
            return if known == name { Found::Known(id) } else { Found::Variant { id, name: known } };
        }
        let other = self.other();
        self.add(name, other, None);
        Found::New(self.all.last().map(|s| s.id.clone()).unwrap_or_default())
    }
}

/// Names that differ only in case, blanks and invisible characters have one key.
fn key(name: &str) -> String {
    visible(name).to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `name` without invisible characters and outer blanks.
pub(super) fn visible(name: &str) -> String {
    name.chars().filter(|c| !is_invisible(*c)).collect::<String>().trim().to_owned()
}

fn free_id(name: &str, fallback: &str, taken: &mut HashSet<String>) -> String {
    let slug = slugify(name);
    let base = if slug.is_empty() { fallback } else { &slug };
    let mut id = base.to_owned();
    let mut n = 1;
    while !taken.insert(id.clone()) {
        n += 1;
        id = format!("{base}-{n}");
    }
    id
}
