//! Gives headings their ids and levels, before anything is written: a link may lead to a heading further down.

use super::node::{self, Document, Node};
use super::{Heading, Options};
use crate::slug::slugify;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag};
use std::collections::{HashMap, HashSet};

/// What a heading is called when its text leaves nothing for an id.
const NAMELESS: &str = "section";

/// The headings of a text.
pub(super) struct Anchors {
    /// In the order in which they stand.
    pub headings: Vec<Heading>,
    /// Their ids without the prefix.
    ids: HashSet<String>,
    top: u8,
    highest: u8,
}

impl Anchors {
    /// The level that a heading gets.
    pub(super) fn level(&self, written: HeadingLevel) -> u8 {
        (self.top + (written as u8).saturating_sub(self.highest)).min(6)
    }

    /// Whether the text itself has a heading with this id (prefix left out).
    pub(super) fn has(&self, id: &str) -> bool {
        self.ids.contains(id)
    }
}

/// Puts an id into each heading that says something; the others keep none, and are not written.
pub(super) fn assign(document: &mut Document<'_>, options: &Options<'_>) -> Anchors {
    let mut anchors = Anchors {
        headings: Vec::new(),
        ids: HashSet::new(),
        top: options.top_heading.clamp(2, 6),
        highest: 6,
    };
    let mut levels = Vec::new();
    let mut counts = HashMap::new();
    for nodes in &mut document.streams {
        for index in 0..nodes.len() {
            let Node::Markdown(Event::Start(Tag::Heading { level, .. }), _) = &nodes[index] else { continue };
            let level = *level;
            let (inside, _) = node::inside(nodes, index);
            let text = node::plain(inside).split_whitespace().collect::<Vec<_>>().join(" ");
            if text.is_empty() {
                continue;
            }
            let free = free_id(&slugify(&text), &mut anchors.ids, &mut counts);
            let prefixed = format!("{}{free}", options.id_prefix);
            if let Node::Markdown(Event::Start(Tag::Heading { id, .. }), _) = &mut nodes[index] {
                *id = Some(CowStr::from(prefixed.clone()));
            }
            anchors.highest = anchors.highest.min(level as u8);
            levels.push(level);
            anchors.headings.push(Heading { level: 0, id: prefixed, text });
        }
    }
    for (index, level) in levels.into_iter().enumerate() {
        anchors.headings[index].level = anchors.level(level);
    }
    anchors
}

/// `slug`, or `slug-2`, `slug-3`, … when it is taken.
fn free_id(slug: &str, taken: &mut HashSet<String>, counts: &mut HashMap<String, usize>) -> String {
    let slug = if slug.is_empty() { NAMELESS } else { slug };
    let count = counts.entry(slug.to_owned()).or_insert(0);
    loop {
        *count += 1;
        let id = if *count == 1 { slug.to_owned() } else { format!("{slug}-{count}") };
        if taken.insert(id.clone()) {
            return id;
        }
    }
}
