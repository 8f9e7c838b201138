//! An incident's front matter → a checked [`Incident`]. The rules between its values are in `incident_rules`.

use std::sync::Arc;

use super::posts::{self, Post, PostKeys};
use super::said::Said;
use super::source::Front;
use super::{Content, Context, Reading, aliases, broken, incident_rules, keys, services, times};
use crate::diagnostics::Span;
use crate::fragment::Fragment;
use crate::model::{Impacts, Incident, IncidentParts, IncidentState};
use crate::slug::Slug;
use crate::syntax::toml::Key;
use crate::time::Instant;

/// What people write for a state when they do not know the word.
pub(super) const MEANT: &[(&str, IncidentState)] = &[
    ("fixed", IncidentState::Resolved),
    ("closed", IncidentState::Resolved),
    ("done", IncidentState::Resolved),
    ("completed", IncidentState::Resolved),
    ("open", IncidentState::Investigating),
    ("new", IncidentState::Investigating),
    ("watching", IncidentState::Monitoring),
];

const POST_KEYS: PostKeys = PostKeys {
    all: keys::update::ALL,
    at: keys::update::AT,
    edited: keys::update::EDITED,
    state: keys::update::STATE,
    services: Some(keys::update::SERVICES),
    text: keys::update::TEXT,
};

/// The post-mortem stands below a heading of the page.
const POSTMORTEM_TOP_HEADING: u8 = 3;

/// An incident's values with the places that rules point at.
pub(super) struct Draft {
    pub(super) title: Option<String>,
    pub(super) state: Said<IncidentState>,
    pub(super) impacts: Impacts,
    /// Whether there are services at the top, were they unreadable.
    pub(super) names_services: bool,
    pub(super) retroactive: Option<(bool, Span)>,
    pub(super) started: Said<Instant>,
    pub(super) ended: Said<Instant>,
    pub(super) published: Said<Instant>,
    pub(super) next_update: Said<Instant>,
    pub(super) posts: Vec<Post<IncidentState>>,
    /// Whether something stands under `updates`, were it unreadable.
    pub(super) lists_updates: bool,
    pub(super) postmortem: Fragment,
    pub(super) postmortem_table: Option<Span>,
    pub(super) postmortem_published: Option<Instant>,
}

impl Draft {
    pub(super) fn is_retroactive(&self) -> bool {
        self.retroactive.is_some_and(|(flag, _)| flag)
    }

    /// When it started: as said, or by the first update whose time is known.
    pub(super) fn start(&self) -> Option<Instant> {
        self.started.value().or_else(|| self.first_post().map(|(at, _)| at))
    }

    /// The newest update's state.
    pub(super) fn newest_state(&self) -> Option<IncidentState> {
        self.posts.last().and_then(|post| post.state.value())
    }

    /// Whether its newest update closes it.
    pub(super) fn is_closed(&self) -> bool {
        self.newest_state().is_some_and(IncidentState::is_closed)
    }

    /// Whether its newest update leaves it open, so that the site shows it as going on.
    pub(super) fn is_open(&self) -> bool {
        !self.is_retroactive() && self.newest_state().is_some_and(|state| !state.is_closed())
    }

    /// The time of the first update that has one.
    pub(super) fn first_post(&self) -> Option<(Instant, Span)> {
        self.posts.iter().find_map(|post| post.at.get())
    }
}

/// Reads an incident.
pub(super) fn read(context: &Context<'_>, front: &mut Front<'_, '_, '_>, slug: &Slug, reading: &mut Reading) {
    use keys::incident as key;
    front.reader.only(&front.root, "an incident", key::ALL);
    reading.draft = flag(front, &key::DRAFT).is_some_and(|(flag, _)| flag);
    reading.aliases = aliases::read(front, &key::ALIASES);
    let draft = draft(context, front);
    let hidden = front.hides_updates(draft.posts.len());
    reading.open = broken::MaybeOpen::incident(&draft, hidden, context.now);
    incident_rules::check(front.reader, context.config, front.root.span(), &draft);
    reading.content = incident(draft, slug, front, reading).map(|one| Content::Incident(Arc::new(one)));
}

fn draft(context: &Context<'_>, front: &mut Front<'_, '_, '_>) -> Draft {
    use keys::incident as key;
    let root = front.root;
    let title = front.reader.required(&root, "an incident", &key::TITLE);
    let title = title.and_then(|item| front.reader.text(&item)).map(|text| text.trim().to_owned());
    let state = posts::state(front.reader, root.get(&key::STATE), MEANT);
    let services = root.get(&key::SERVICES);
    let impacts = services.map_or_else(Impacts::none, |item| services::impacts(context, front.reader, &item));
    let posts = root.get(&key::UPDATES).map_or_else(Vec::new, |item| {
        posts::read(context, front.reader, &mut front.text, &item, &POST_KEYS, MEANT)
    });
    let postmortem = front.text.render(front.reader, &front.body, "postmortem-", POSTMORTEM_TOP_HEADING);
    let (postmortem_table, postmortem_published) = postmortem_table(context, front);
    Draft {
        title,
        state,
        impacts,
        names_services: services.is_some(),
        retroactive: flag(front, &key::RETROACTIVE),
        started: time(context, front, &key::STARTED),
        ended: time(context, front, &key::ENDED),
        published: time(context, front, &key::PUBLISHED),
        next_update: time(context, front, &key::NEXT_UPDATE),
        lists_updates: root.get(&key::UPDATES).is_some_and(|item| !item.is_empty_list()),
        posts,
        postmortem,
        postmortem_table,
        postmortem_published,
    }
}

fn incident(draft: Draft, slug: &Slug, front: &Front<'_, '_, '_>, reading: &Reading) -> Option<Incident> {
    let started = draft.start()?;
    let parts = IncidentParts {
        path: front.reader.path().clone(),
        slug: slug.clone(),
        retroactive: draft.is_retroactive(),
        title: draft.title?,
        impacts: draft.impacts,
        started,
        ended: draft.ended.value(),
        published: draft.published.value(),
        next_update: draft.next_update.value(),
        aliases: reading.aliases.iter().map(|alias| alias.address.clone()).collect(),
        updates: draft.posts.into_iter().map(Post::into_update).collect::<Option<_>>()?,
        postmortem: draft.postmortem,
        postmortem_published: draft.postmortem_published,
    };
    // What the constructor refuses, the rules have reported with its place.
    Incident::new(parts).ok()
}

fn postmortem_table(context: &Context<'_>, front: &mut Front<'_, '_, '_>) -> (Option<Span>, Option<Instant>) {
    let Some(item) = front.root.get(&keys::incident::POSTMORTEM) else { return (None, None) };
    let Some(table) = front.reader.table(&item) else { return (Some(item.span()), None) };
    front.reader.only(&table, "[postmortem]", keys::postmortem::ALL);
    let published = table.get(&keys::postmortem::PUBLISHED);
    let published = published.and_then(|item| times::instant(front.reader, &item, &context.config.zone));
    (Some(item.span()), published)
}

/// The value of a yes-or-no key, with its place.
pub(super) fn flag(front: &mut Front<'_, '_, '_>, key: &Key) -> Option<(bool, Span)> {
    let item = front.root.get(key)?;
    front.reader.flag(&item).map(|flag| (flag, item.span()))
}

/// The moment that a key names, with its place.
pub(super) fn time(context: &Context<'_>, front: &mut Front<'_, '_, '_>, key: &Key) -> Said<Instant> {
    times::said(front.reader, front.root.get(key), &context.config.zone)
}
