//! `[[updates]]` of incidents and of maintenance: when, in which state, saying what.

use super::said::Said;
use super::services;
use super::source::Text;
use super::{Context, times};
use crate::diagnostics::{Code, Span};
use crate::fragment::Fragment;
use crate::model::{Impacts, Term, Update};
use crate::syntax::toml::{Item, Key, Reader, Table};
use crate::time::Instant;

/// Headings in updates come below a page's own: its title, its section and the update's line.
pub(super) const TOP_HEADING: u8 = 4;

/// The keys of an update; maintenance has no impacts of its own.
pub(super) struct PostKeys {
    pub(super) all: &'static [Key],
    pub(super) at: Key,
    pub(super) edited: Key,
    pub(super) state: Key,
    pub(super) services: Option<Key>,
    pub(super) text: Key,
}

/// An update as it was read, with the places that cross-checks point at.
pub(super) struct Post<S> {
    pub(super) at: Said<Instant>,
    pub(super) edited: Said<Instant>,
    pub(super) state: Said<S>,
    pub(super) impacts: Impacts,
    /// Where its services stand, when it names any.
    pub(super) services_at: Option<Span>,
    pub(super) body: Fragment,
    /// Where the update stands as a whole.
    pub(super) span: Span,
}

impl<S: Copy> Post<S> {
    /// The update, when its state could be read.
    pub(super) fn into_update(self) -> Option<Update<S>> {
        let state = self.state.value()?;
        Some(Update {
            at: self.at.value(),
            edited: self.edited.value(),
            state,
            impacts: self.impacts,
            body: self.body,
        })
    }
}

/// Reads all updates that `item` lists.
pub(super) fn read<'a: 't, 't, S: Term>(
    context: &Context<'_>,
    reader: &mut Reader<'a>,
    text: &mut Text<'_>,
    item: &Item<'t, 'a>,
    keys: &PostKeys,
    meant: &[(&str, S)],
) -> Vec<Post<S>> {
    let elements = reader.list(item).unwrap_or_default();
    let tables: Vec<Table<'t, 'a>> = elements.iter().filter_map(|element| reader.table(element)).collect();
    // Several posts stand on one page, and posts of several files on the home page: the ids in each are its own.
    let number = |n: usize| format!("{}-{}-", reader.path().stem(), n + 1);
    let prefixes: Vec<String> = (0..tables.len()).map(number).collect();
    let posts = tables.iter().zip(&prefixes);
    posts.map(|(table, prefix)| post(context, reader, text, table, prefix, keys, meant)).collect()
}

fn post<'a: 't, 't, S: Term>(
    context: &Context<'_>,
    reader: &mut Reader<'a>,
    text: &mut Text<'_>,
    table: &Table<'t, 'a>,
    id_prefix: &str,
    keys: &PostKeys,
    meant: &[(&str, S)],
) -> Post<S> {
    reader.only(table, "an update", keys.all);
    let at = times::said(reader, table.get(&keys.at), &context.config.zone);
    let edited = times::said(reader, table.get(&keys.edited), &context.config.zone);
    let state = reader.required(table, "an update", &keys.state);
    let state = self::state(reader, state, meant);
    let services = keys.services.and_then(|key| table.get(&key));
    let services_at = services.map(|item| item.span());
    let impacts = services.map_or_else(Impacts::none, |item| services::impacts(context, reader, &item));
    let prose = table.get(&keys.text).and_then(|item| reader.prose(&item));
    let body = prose.map_or_else(Fragment::new, |prose| text.render(reader, &prose, id_prefix, TOP_HEADING));
    Post { at, edited, state, impacts, services_at, body, span: table.span() }
}

/// A state of the vocabulary `S`.
pub(super) fn state<S: Term>(
    reader: &mut Reader<'_>,
    item: Option<Item<'_, '_>>,
    meant: &[(&str, S)],
) -> Said<S> {
    let Some(item) = item else { return Said::Nothing };
    let Some(word) = reader.text(&item) else { return Said::Unreadable };
    let state = S::parse(word);
    if state.is_none() {
        services::report_unknown_term::<S>(reader, &item, Code::UnknownState, "state", word, meant);
    }
    Said::read(state, item.span())
}

/// Reports updates that are dated before one above them or edited before they were posted, and a state at the top that is
/// not the newest update's.
pub(super) fn check<S: Term>(reader: &mut Reader<'_>, posts: &[Post<S>], top_state: Said<S>) {
    let path = reader.path();
    let mut above: Option<(Instant, Span)> = None;
    for post in posts {
        let Some((at, span)) = post.at.get() else { continue };
        if let Some((_, there)) = above.filter(|(before, _)| at < *before) {
            let message = "this update is dated before the one above it";
            let fault = reader.fault(Code::UpdatesOutOfOrder, span, message);
            let fault = fault.related(path, Some(there), "the one above it");
            let help = "put updates in the order in which they were posted, oldest first, or mend the time";
            reader.report(fault.help(help));
        }
        above = Some((at, span));
    }
    for post in posts {
        let (Some((at, there)), Some((edited, span))) = (post.at.get(), post.edited.get()) else { continue };
        if edited < at {
            let fault =
                reader.fault(Code::EditedBeforePosted, span, "this update is edited before it was posted");
            let fault = fault.related(path, Some(there), "it was posted here");
            reader.report(fault.help("`edited` is when you last changed its text; mend it or `at`"));
        }
    }
    let newest = posts.last().and_then(|post| post.state.get());
    if let (Some((top, span)), Some((newest, there))) = (top_state.get(), newest)
        && top != newest
    {
        let message =
            format!("`state` is `{}`, but the newest update says `{}`", top.as_str(), newest.as_str());
        let fault =
            reader.fault(Code::StateDisagrees, span, message).related(path, Some(there), "the newest update");
        reader.report(fault.help(format!(
            "write `state = \"{}\"` here or leave the line out; or add the update that is missing",
            newest.as_str()
        )));
    }
}
