//! A maintenance's front matter → a checked [`Maintenance`].

use std::sync::Arc;

use super::incident::{flag, time};
use super::posts::{self, Post, PostKeys};
use super::source::Front;
use super::{Content, Context, Reading, aliases, broken, keys, repeat, services};
use crate::diagnostics::Code;
use crate::model::{Maintenance, MaintenanceParts, MaintenanceState};
use crate::slug::Slug;

/// What people write for a state when they do not know the word.
const MEANT: &[(&str, MaintenanceState)] = &[
    ("planned", MaintenanceState::Scheduled),
    ("announced", MaintenanceState::Scheduled),
    ("started", MaintenanceState::InProgress),
    ("running", MaintenanceState::InProgress),
    ("done", MaintenanceState::Completed),
    ("finished", MaintenanceState::Completed),
    ("resolved", MaintenanceState::Completed),
    ("canceled", MaintenanceState::Cancelled),
];

const POST_KEYS: PostKeys = PostKeys {
    all: keys::maintenance_update::ALL,
    at: keys::maintenance_update::AT,
    edited: keys::maintenance_update::EDITED,
    state: keys::maintenance_update::STATE,
    services: None,
    text: keys::maintenance_update::TEXT,
};

/// The description stands below a heading of the page.
const BODY_TOP_HEADING: u8 = 3;

/// Reads a maintenance.
pub(super) fn read(context: &Context<'_>, front: &mut Front<'_, '_, '_>, slug: &Slug, reading: &mut Reading) {
    use keys::maintenance as key;
    const WHAT: &str = "a maintenance";
    let root = front.root;
    front.reader.only(&root, WHAT, key::ALL);
    reading.draft = flag(front, &key::DRAFT).is_some_and(|(flag, _)| flag);
    reading.aliases = aliases::read(front, &key::ALIASES);
    let title = front.reader.required(&root, WHAT, &key::TITLE);
    let title = title.and_then(|item| front.reader.text(&item)).map(|text| text.trim().to_owned());
    let services = front.reader.required(&root, WHAT, &key::SERVICES);
    let services = services.map_or_else(Vec::new, |item| services::list(context, front.reader, &item));
    let window = [&key::SCHEDULED_FOR, &key::SCHEDULED_UNTIL].map(|key| {
        front.reader.required(&root, WHAT, key);
        time(context, front, key).get()
    });
    let published = time(context, front, &key::PUBLISHED).value();
    let state = posts::state(front.reader, root.get(&key::STATE), MEANT);
    let posts = root.get(&key::UPDATES).map_or_else(Vec::new, |item| {
        posts::read(context, front.reader, &mut front.text, &item, &POST_KEYS, MEANT)
    });
    posts::check(front.reader, &posts, state);
    check_window(front, window);
    let repeat = repeat::read(context, front, window);
    // One that recurs may be on at any time, whatever was said about one of its dates.
    let repeats = root.get(&key::REPEAT).is_some();
    let until = window[1].map(|(at, _)| at).filter(|_| !repeats);
    let hidden = repeats || front.hides_updates(posts.len());
    reading.open = broken::MaybeOpen::maintenance(title.clone(), &posts, hidden, until, context.now);
    let prefix = format!("{}-plan-", front.reader.path().stem());
    let body = front.text.render(front.reader, &front.body, &prefix, BODY_TOP_HEADING);
    let parts = |updates| {
        Some(MaintenanceParts {
            path: front.reader.path().clone(),
            slug: slug.clone(),
            title: title?,
            services,
            scheduled_for: window[0]?.0,
            scheduled_until: window[1]?.0,
            repeat: repeat.ok()?,
            published,
            aliases: reading.aliases.iter().map(|alias| alias.address.clone()).collect(),
            updates,
            body,
        })
    };
    let updates = posts.into_iter().map(Post::into_update).collect::<Option<Vec<_>>>();
    // What the constructor refuses has been reported with its place.
    let maintenance = updates.and_then(parts).and_then(|parts| Maintenance::new(parts).ok());
    reading.content = maintenance.map(|one| Content::Maintenance(Arc::new(one)));
}

/// A moment and where it is written.
pub(super) type Moment = Option<(crate::time::Instant, crate::diagnostics::Span)>;

fn check_window(front: &mut Front<'_, '_, '_>, window: [Moment; 2]) {
    if let [Some((from, there)), Some((until, span))] = window
        && until <= from
    {
        let path = front.reader.path();
        let fault =
            front.reader.fault(Code::EndBeforeStart, span, "the maintenance is over before it begins");
        let fault = fault.related(path, Some(there), "it begins here");
        front.reader.report(fault.help("mend `scheduled_for` or `scheduled_until`"));
    }
}
