//! Gives headings their ids and levels, before anything is written: a link may lead to a heading further down.

use super::Options;
use super::node::{self, Document, Node};
use crate::fragment::Heading;
use crate::slug::slugify;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag};
use std::collections::{HashMap, HashSet};

/// What a heading is called when its text leaves nothing for an id.
const NAMELESS: &str = "section";

/// The headings of a text.
#[derive(Default)]
pub(super) struct Anchors {
    /// In the order in which they stand.
    pub headings: Vec<Heading>,
    /// Their ids without the prefix.
    ids: HashSet<String>,
}

impl Anchors {
    /// Whether the text itself has a heading with this id (prefix left out).
    pub(super) fn has(&self, id: &str) -> bool {
        self.ids.contains(id)
    }
}

/// Puts an id and its level on the page into each heading that says something; the others keep no id, and are not
/// written as headings.
pub(super) fn assign(document: &mut Document<'_>, options: &Options<'_>) -> Anchors {
    let mut anchors = Anchors::default();
    let mut counts = HashMap::new();
    for nodes in &mut document.streams {
        let mut outline = Outline { top: options.top_heading.clamp(2, 6), open: Vec::new() };
        for index in 0..nodes.len() {
            let Node::Markdown(Event::Start(Tag::Heading { .. }), _) = &nodes[index] else { continue };
            let (inside, _) = node::inside(nodes, index);
            let text = node::plain(inside).split_whitespace().collect::<Vec<_>>().join(" ");
            if text.is_empty() {
                continue;
            }
            let free = free_id(&slugify(&text), &mut anchors.ids, &mut counts);
            let prefixed = format!("{}{free}", options.id_prefix);
            if let Node::Markdown(Event::Start(Tag::Heading { level, id, .. }), _) = &mut nodes[index] {
                *level = outline.place(*level);
                *id = Some(CowStr::from(prefixed.clone()));
                anchors.headings.push(Heading { level: *level as u8, id: prefixed, text });
            }
        }
    }
    anchors
}

/// Moves levels so that the highest is `top` and each is at most one below the heading that it belongs to: a level that
/// an author left out would be a hole in the page's outline, which validators and screen readers complain of.
struct Outline {
    top: u8,
    /// The headings that the next one may belong to, outermost first.
    open: Vec<HeadingLevel>,
}

impl Outline {
    fn place(&mut self, written: HeadingLevel) -> HeadingLevel {
        while self.open.last().is_some_and(|above| *above >= written) {
            self.open.pop();
        }
        let level = usize::from(self.top) + self.open.len();
        self.open.push(written);
        HeadingLevel::try_from(level).unwrap_or(HeadingLevel::H6)
    }
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
