//! A page's front matter → a [`Page`].

use super::incident::flag;
use super::source::Front;
use super::{Content, Reading, aliases, keys};
use crate::model::Page;
use crate::tree::RelPath;

/// A page's own title is its only heading of the first level.
const TOP_HEADING: u8 = 2;

/// Reads a page that stands at `address`.
pub(super) fn read(front: &mut Front<'_, '_, '_>, address: &RelPath, reading: &mut Reading) {
    use keys::page as key;
    let root = front.root;
    front.reader.only(&root, "a page", key::ALL);
    reading.draft = flag(front, &key::DRAFT).is_some_and(|(flag, _)| flag);
    reading.aliases = aliases::read(front, &key::ALIASES);
    let title = front.reader.required(&root, "a page", &key::TITLE);
    let title = title.and_then(|item| front.reader.text(&item)).map(|text| text.trim().to_owned());
    let description = root.get(&key::DESCRIPTION).and_then(|item| front.reader.text(&item));
    let description = description.map(|text| text.trim().to_owned()).unwrap_or_default();
    let nav = root.get(&key::NAV).and_then(|item| front.reader.integer(&item));
    let body = front.text.render(front.reader, &front.body, "", TOP_HEADING);
    reading.content = title.map(|title| {
        Content::Page(Box::new(Page {
            path: front.reader.path().clone(),
            address: address.clone(),
            title,
            description,
            nav,
            aliases: reading.aliases.iter().map(|alias| alias.address.clone()).collect(),
            body,
        }))
    });
}
