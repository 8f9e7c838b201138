//! What must hold between the values of an incident. Each rule points at the very value that breaks it.

use super::incident::Draft;
use super::posts;
use crate::diagnostics::{Code, Span};
use crate::model::IncidentState;
use crate::syntax::toml::Reader;

/// Reports every rule that `draft` breaks; `heading` is where a fault of the whole is shown.
pub(super) fn check(reader: &mut Reader<'_>, heading: Span, draft: &Draft) {
    posts::check(reader, &draft.posts, draft.state);
    presence(reader, heading, draft);
    start(reader, draft);
    end(reader, heading, draft);
    reopening(reader, draft);
    retroactive(reader, draft);
    next_update(reader, draft);
    postmortem(reader, draft);
}

fn presence(reader: &mut Reader<'_>, heading: Span, draft: &Draft) {
    if draft.posts.is_empty() {
        let fault = reader.fault(Code::NoUpdates, heading, "the incident has no update");
        reader.report(fault.help(
            "add one: a line `[[updates]]`, then `at = 2026-11-20T10:03:00Z`, `state = \"investigating\"`, `text = '''…'''`",
        ));
    }
    let timed = draft.posts.iter().any(|post| post.at.is_some());
    if draft.started.is_none() && !timed && !draft.posts.is_empty() {
        let fault = reader.fault(Code::MissingStart, heading, "nothing says when the incident started");
        reader.report(fault.help("add `started = 2026-11-20T09:52:00Z`, or `at` to the first update"));
    }
    let open = draft.newest_state().is_some_and(|state| !state.is_closed()) && !draft.is_retroactive();
    if let Some(post) = draft.posts.last().filter(|post| open && post.at.is_none()) {
        let fault =
            reader.fault(Code::UpdateWithoutTime, post.span, "this update does not say when it was posted");
        reader.report(
            fault.help("add `at = 2026-11-20T10:03:00Z`; without it the page says \"time not recorded\""),
        );
    }
}

fn start(reader: &mut Reader<'_>, draft: &Draft) {
    let Some((started, span)) = draft.started else { return };
    let path = reader.path();
    if let Some((first, there)) = draft.posts.iter().find_map(|post| post.at)
        && started > first
    {
        let fault =
            reader.fault(Code::StartAfterFirstUpdate, span, "the incident starts after its first update");
        let fault = fault.related(path, Some(there), "the first update");
        reader.report(
            fault.help("`started` is when customers were first affected; mend it or the update's `at`"),
        );
    }
    if let Some((published, there)) = draft.published
        && published < started
    {
        let fault =
            reader.fault(Code::PublishedBeforeStart, there, "the incident is published before it started");
        reader
            .report(fault.related(path, Some(span), "it started here").help("mend `published` or `started`"));
    }
}

fn end(reader: &mut Reader<'_>, heading: Span, draft: &Draft) {
    let path = reader.path();
    let closed = draft.newest_state().is_some_and(IncidentState::is_closed);
    let closing = draft.posts.last().filter(|_| closed).and_then(|post| post.at);
    if let Some((end, span)) = draft.ended.or(closing)
        && draft.start().is_some_and(|start| end < start)
    {
        let fault = reader.fault(Code::EndBeforeStart, span, "the incident ends before it starts");
        let there = draft.started.map(|(_, span)| span);
        let fault = if there.is_some() { fault.related(path, there, "it starts here") } else { fault };
        reader.report(fault.help("mend the one that is wrong; both are moments at which customers noticed"));
    }
    let looking =
        matches!(draft.newest_state(), Some(IncidentState::Investigating | IncidentState::Identified));
    if let Some((_, span)) = draft.ended
        && looking
        && !draft.is_retroactive()
    {
        let fault = reader.fault(
            Code::EndWhileOpen,
            span,
            "the incident has ended, but its newest update leaves it open",
        );
        reader.report(
            fault.help("add an update with `state = \"monitoring\"` or `\"resolved\"`, or take `ended` out"),
        );
    }
    let over = closed || draft.is_retroactive();
    let false_alarm = draft.newest_state() == Some(IncidentState::FalseAlarm);
    if over && !false_alarm && draft.ended.is_none() && closing.is_none() && !draft.posts.is_empty() {
        let span = draft.posts.last().map_or(heading, |post| post.span);
        let fault = reader.fault(Code::EndNotRecorded, span, "nothing says when the incident ended");
        reader.report(fault.help(
            "add `ended = …`; until then the page says \"end not recorded\" and no downtime is counted",
        ));
    }
}

/// After a closing update, only one that reopens the incident may follow.
fn reopening(reader: &mut Reader<'_>, draft: &Draft) {
    let path = reader.path();
    for pair in draft.posts.windows(2) {
        let (Some((before, there)), Some((state, span))) = (pair[0].state, pair[1].state) else { continue };
        let reopens = matches!(state, IncidentState::Investigating | IncidentState::Identified);
        if before.is_closed() && !reopens {
            let fault = reader.fault(
                Code::UpdateAfterResolved,
                span,
                "this update follows one that closed the incident",
            );
            let fault = fault.related(path, Some(there), "closed here");
            reader.report(fault.help(
                "to reopen it, write `state = \"investigating\"` or `\"identified\"`; a later remark belongs into the \
                 closing update or into the post-mortem below the front matter",
            ));
        }
    }
}

fn retroactive(reader: &mut Reader<'_>, draft: &Draft) {
    let Some((true, span)) = draft.retroactive else { return };
    let path = reader.path();
    let Some((published, published_span)) = draft.published else {
        let fault = reader.fault(
            Code::RetroactiveUnpublished,
            span,
            "a retroactive incident says when it was published",
        );
        reader.report(fault.help("add `published = …`, the moment when this file goes online"));
        return;
    };
    let end = draft.ended.or_else(|| draft.posts.last().and_then(|post| post.at));
    if let Some((end, there)) = end
        && published < end
    {
        let message = "a retroactive incident is published after it ended";
        let fault = reader.fault(Code::RetroactiveTooEarly, published_span, message);
        reader.report(
            fault
                .related(path, Some(there), "it ended here")
                .help("mend `published`, or take `retroactive` out"),
        );
    }
}

fn next_update(reader: &mut Reader<'_>, draft: &Draft) {
    let open = draft.newest_state().is_some_and(|state| !state.is_closed());
    let newest = draft.posts.iter().rev().find_map(|post| post.at);
    if let (Some((promised, span)), Some((newest, there)), true) = (draft.next_update, newest, open)
        && promised <= newest
    {
        let path = reader.path();
        let fault = reader.fault(
            Code::NextUpdateBeforeLast,
            span,
            "the promised next update is not after the newest one",
        );
        reader.report(
            fault
                .related(path, Some(there), "the newest update")
                .help("write when you will post next, or take the line out"),
        );
    }
}

fn postmortem(reader: &mut Reader<'_>, draft: &Draft) {
    if let Some(span) = draft.postmortem_table
        && draft.postmortem.is_empty()
    {
        let fault =
            reader.fault(Code::PostmortemMissing, span, "there is no post-mortem below the front matter");
        reader.report(fault.help("write it below the closing `+++`, or take `[postmortem]` out"));
    }
}
