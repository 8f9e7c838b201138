//! What must hold between the values of an incident. Each rule points at the very value that breaks it.
//!
//! A value that could not be read breaks no rule: its own fault has been reported.

use super::incident::Draft;
use super::posts;
use crate::diagnostics::{Code, Span};
use crate::model::{Config, Impact, IncidentState, Term};
use crate::syntax::toml::Reader;

/// Reports every rule that `draft` breaks; `heading` is where a fault of the whole is shown.
pub(super) fn check(reader: &mut Reader<'_>, config: &Config, heading: Span, draft: &Draft) {
    posts::check(reader, &draft.posts, draft.state);
    presence(reader, heading, draft);
    start(reader, draft);
    end_before_start(reader, draft);
    end_while_open(reader, draft);
    end_not_recorded(reader, heading, draft);
    impact_too_late(reader, config, draft);
    reopening(reader, draft);
    retroactive(reader, draft);
    next_update(reader, draft);
    postmortem(reader, draft);
}

fn presence(reader: &mut Reader<'_>, heading: Span, draft: &Draft) {
    if !draft.lists_updates {
        let fault = reader.fault(Code::NoUpdates, heading, "the incident has no update");
        reader.report(fault.help(
            "add one: a line `[[updates]]`, then `at = 2026-11-20T10:03:00Z`, `state = \"investigating\"`, `text = '''…'''`",
        ));
        return;
    }
    if draft.started.is_nothing()
        && draft.posts.iter().all(|post| post.at.is_nothing())
        && !draft.posts.is_empty()
    {
        let fault = reader.fault(Code::MissingStart, heading, "nothing says when the incident started");
        reader.report(fault.help("add `started = 2026-11-20T09:52:00Z`, or `at` to the first update"));
        return;
    }
    for post in draft.posts.iter().filter(|post| draft.is_open() && post.at.is_nothing()) {
        let message = "this update does not say when it was posted";
        let fault = reader.fault(Code::UpdateWithoutTime, post.span, message);
        let help = "add `at = 2026-11-20T10:03:00Z`; without it the page says \"time not recorded\"";
        reader.report(fault.help(help));
    }
}

fn start(reader: &mut Reader<'_>, draft: &Draft) {
    let Some((started, span)) = draft.started.get() else { return };
    let path = reader.path();
    if let Some((first, there)) = draft.first_post()
        && started > first
    {
        let message = "the incident starts after its first update";
        let fault = reader.fault(Code::StartAfterFirstUpdate, span, message);
        let fault = fault.related(path, Some(there), "the first update");
        let help = "`started` is when customers were first affected; mend it or the update's `at`";
        reader.report(fault.help(help));
    }
    if let Some((published, there)) = draft.published.get()
        && published < started
    {
        let message = "the incident is published before it started";
        let fault = reader.fault(Code::PublishedBeforeStart, there, message);
        let fault = fault.related(path, Some(span), "it started here");
        reader.report(fault.help("mend `published` or `started`"));
    }
}

fn end_before_start(reader: &mut Reader<'_>, draft: &Draft) {
    let closing = draft.posts.last().filter(|_| draft.is_closed()).and_then(|post| post.at.get());
    let Some((end, span)) = draft.ended.get().or(closing) else { return };
    if draft.start().is_none_or(|start| start <= end) {
        return;
    }
    let path = reader.path();
    let fault = reader.fault(Code::EndBeforeStart, span, "the incident ends before it starts");
    reader.report(match (draft.started.get(), draft.first_post()) {
        (Some((_, there)), _) => {
            fault.related(path, Some(there), "it starts here").help("mend the one of the two that is wrong")
        }
        (None, first) => fault
            .related(path, first.map(|(_, there)| there), "without `started`, the first update is the start")
            .help("mend `ended`, or add `started = …`, when customers were first affected"),
    });
}

fn end_while_open(reader: &mut Reader<'_>, draft: &Draft) {
    let looking =
        matches!(draft.newest_state(), Some(IncidentState::Investigating | IncidentState::Identified));
    let Some((_, span)) = draft.ended.get().filter(|_| looking && draft.is_open()) else { return };
    let message = "the incident has ended, but its newest update leaves it open";
    let help = "add an update with `state = \"monitoring\"` or `state = \"resolved\"`, or take `ended` out";
    reader.report(reader.fault(Code::EndWhileOpen, span, message).help(help));
}

fn end_not_recorded(reader: &mut Reader<'_>, heading: Span, draft: &Draft) {
    let over = (draft.is_closed() || draft.is_retroactive())
        && draft.newest_state().is_some_and(|state| state != IncidentState::FalseAlarm);
    let Some(newest) = draft.posts.last().filter(|_| over && draft.ended.is_nothing()) else { return };
    if draft.is_closed() && !newest.at.is_nothing() {
        return;
    }
    let span = if newest.at.is_nothing() { newest.span } else { heading };
    let fault = reader.fault(Code::EndNotRecorded, span, "nothing says when the incident ended");
    reader.report(fault.help(
        "add `ended = 2026-11-20T10:41:00Z`; without it the page says \"end not recorded\" and no downtime is counted",
    ));
}

/// Impacts count from the update that names them up to the end; those of the closing update count for no time at all.
fn impact_too_late(reader: &mut Reader<'_>, config: &Config, draft: &Draft) {
    let Some((closing, before)) = draft.posts.split_last() else { return };
    let (Some(span), Some(IncidentState::Resolved)) = (closing.services_at, closing.state.value()) else {
        return;
    };
    let tops = std::iter::once((&draft.impacts, draft.names_services));
    let said = || tops.clone().chain(before.iter().map(|post| (&post.impacts, post.services_at.is_some())));
    if said().any(|(impacts, named)| named && impacts.is_empty()) {
        // Services that could not be read, perhaps just these.
        return;
    }
    for (service, impact) in closing.impacts.iter() {
        let worst = said().filter_map(|(impacts, _)| impacts.get(service)).max();
        let id = config.services.get(service.0).map(|service| service.id.as_str()).unwrap_or_default();
        if impact <= worst.unwrap_or(Impact::Operational) {
            continue;
        }
        let message = format!(
            "`{id}` has this impact only in the update that closes the incident, where it counts no downtime"
        );
        let fault = reader.fault(Code::ImpactTooLate, span, message);
        reader.report(fault.help(format!(
            "write `services = {{ {id} = \"{}\" }}` above the first `[[updates]]`, or in the update since which it held",
            impact.as_str()
        )));
    }
}

/// After a closing update, only one that reopens the incident may follow.
fn reopening(reader: &mut Reader<'_>, draft: &Draft) {
    let path = reader.path();
    for pair in draft.posts.windows(2) {
        let (Some((before, there)), Some((state, span))) = (pair[0].state.get(), pair[1].state.get()) else {
            continue;
        };
        let reopens = matches!(state, IncidentState::Investigating | IncidentState::Identified);
        if before.is_closed() && !reopens {
            let message = "this update follows one that closed the incident";
            let fault = reader.fault(Code::UpdateAfterResolved, span, message);
            let fault = fault.related(path, Some(there), "closed here");
            reader.report(fault.help(
                "to reopen it, write `state = \"investigating\"` or `state = \"identified\"`; a later remark belongs \
                 into the closing update, or into the post-mortem below the front matter",
            ));
        }
    }
}

fn retroactive(reader: &mut Reader<'_>, draft: &Draft) {
    let Some((true, span)) = draft.retroactive else { return };
    let path = reader.path();
    if draft.published.is_nothing() {
        let message = "this retroactive incident does not say when it was published";
        let fault = reader.fault(Code::RetroactiveUnpublished, span, message);
        reader.report(
            fault.help("add `published = 2026-11-21T08:00:00Z`, the moment when this file goes online"),
        );
    }
    let Some((published, published_span)) = draft.published.get() else { return };
    let end = draft.ended.get().or_else(|| draft.posts.last().and_then(|post| post.at.get()));
    let after_start = draft.started.value().is_none_or(|started| started <= published);
    if let Some((end, there)) = end
        && published < end
        && after_start
    {
        let message = "this retroactive incident is published before it ended";
        let fault = reader.fault(Code::RetroactiveTooEarly, published_span, message);
        let fault = fault.related(path, Some(there), "it ended here");
        reader.report(fault.help("mend `published`, or take `retroactive` out"));
    }
}

fn next_update(reader: &mut Reader<'_>, draft: &Draft) {
    let newest = draft.posts.iter().rev().find_map(|post| post.at.get());
    if let (Some((promised, span)), Some((newest, there)), true) =
        (draft.next_update.get(), newest, draft.is_open())
        && promised <= newest
    {
        let path = reader.path();
        let message = "the promised next update is not after the newest one";
        let fault = reader.fault(Code::NextUpdateBeforeLast, span, message);
        let fault = fault.related(path, Some(there), "the newest update");
        reader.report(fault.help("write when you will post next, or take the line out"));
    }
}

fn postmortem(reader: &mut Reader<'_>, draft: &Draft) {
    if let Some(span) = draft.postmortem_table
        && draft.postmortem.is_empty()
    {
        let message = "there is no post-mortem below the front matter";
        let fault = reader.fault(Code::PostmortemMissing, span, message);
        reader.report(fault.help("write it below the closing `+++`, or take `[postmortem]` out"));
    }
}
