//! A cState text → the updates of a Candor incident, in order, each with its state and, where it is known, its time.
//!
//! How the result is written is `incident`'s.

use super::blocks::{self, Block};
use super::issue::Issue;
use super::labels::Meaning;
use super::order::{self, State, Update};
use super::when;
use crate::import::FileReport;
use crate::time::{Instant, Zone};

/// What the text of an issue says, in order.
#[derive(Clone, Debug)]
pub(super) struct Timeline {
    pub(super) updates: Vec<Update>,
    /// The account written afterwards; empty when there is none.
    pub(super) postmortem: String,
}

/// Reads the text `body` of `issue`.
pub(super) fn read(issue: &Issue, body: &str, zone: &Zone, report: &mut FileReport) -> Timeline {
    let (accounts, blocks): (Vec<Block>, Vec<Block>) = blocks::cut(body)
        .into_iter()
        .partition(|b| b.label.as_ref().is_some_and(|l| l.meaning == Meaning::Postmortem));
    let mut updates: Vec<Update> = blocks.into_iter().map(|block| timed(block, zone, report)).collect();
    for guess in order::by_time(&mut updates) {
        report.guess(guess);
    }
    if updates.is_empty() {
        updates.push(Update::new(Block::default(), None));
    }
    date_opening(&mut updates, issue.date.instant);
    let closed = issue.resolved || issue.informational;
    for guess in order::states(&mut updates, closed) {
        report.guess(guess);
    }
    close(&mut updates, issue, report);
    let untimed = updates.iter().filter(|u| u.at.is_none()).count();
    let posts = super::config::counted(updates.len(), "update", "updates");
    report.keep(if untimed == 0 { posts } else { format!("{posts}, {untimed} without a time") });
    if !accounts.is_empty() {
        report.keep("the post-mortem");
    }
    let postmortem = accounts.into_iter().map(|b| b.text).collect::<Vec<_>>().join("\n\n");
    Timeline { updates, postmortem }
}

/// An update with the time of its shortcode or, failing that, of its label.
fn timed(mut block: Block, zone: &Zone, report: &mut FileReport) -> Update {
    let mut at = None;
    if let Some(track) = block.track.clone() {
        match when::read(&track, zone) {
            Ok(when) if !when.day_only => {
                when.guess.into_iter().for_each(|guess| report.guess(format!("track: {guess}")));
                at = Some(when.instant);
            }
            read => {
                let why = read.err().unwrap_or_else(|| "it names no time of day".to_owned());
                report.lose(format!(
                    "the time of an update, {track:?}, cannot be read ({why}); it stays in the text"
                ));
                let kept = format!("{}\n\n({track})", block.text);
                kept.trim().clone_into(&mut block.text);
            }
        }
    } else if let Some(label) = &block.label
        && let Some(time) = time_in(&label.words)
        && let Ok(when) = when::read(&time, zone)
        && !when.day_only
    {
        if when.zoneless {
            report.guess(format!("the time in `{}` is read in {}", label.words, zone.name()));
        }
        at = Some(when.instant);
    }
    Update::new(block, at)
}

/// A date and time in a label: `Update - 2023-01-05 10h20 UTC`.
fn time_in(words: &str) -> Option<String> {
    let start = words.char_indices().map(|(i, _)| i).find(|i| {
        let rest = words.as_bytes().get(*i..*i + 5);
        rest.is_some_and(|r| r[..4].iter().all(u8::is_ascii_digit) && r[4] == b'-')
    })?;
    let bytes = words.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut time = String::new();
    for (i, c) in words.char_indices().filter(|(i, _)| *i >= start) {
        let hour_mark = c == 'h' && i > 0 && digit(i - 1) && digit(i + 1);
        time.push(if hour_mark { ':' } else { c });
    }
    Some(time.trim().to_owned())
}

/// The first post stands under the issue's own date, unless it has a time or a later update would come before it.
fn date_opening(updates: &mut [Update], date: Instant) {
    let in_order = updates.iter().filter_map(|u| u.at).all(|at| at >= date);
    if let Some(first) = updates.first_mut()
        && first.at.is_none()
        && in_order
        && matches!(
            first.meaning(),
            None | Some(Meaning::Opening | Meaning::Identified | Meaning::Monitoring)
        )
    {
        first.at = Some(date);
    }
}

/// Lets the last update close an incident that is over.
fn close(updates: &mut Vec<Update>, issue: &Issue, report: &mut FileReport) {
    let reopened = updates.iter().rev().nth(1).is_some_and(|update| update.state.is_closed());
    let Some(last) = updates.last_mut() else { return };
    if last.state.is_closed() {
        return;
    }
    if issue.resolved {
        let newest = updates.iter().filter_map(|u| u.at).chain([issue.date.instant]).max();
        let ended = issue.ended.as_ref().map(|(when, _)| when.instant);
        let at = ended.filter(|end| newest.is_none_or(|newest| *end >= newest));
        let mut closing = Update::new(Block::default(), at);
        closing.state = State::Resolved;
        updates.push(closing);
        report.keep("`resolved: true` as a last update without text");
    } else if issue.informational {
        if reopened {
            // Two closing updates in a row would not be an incident that was reopened any more.
            updates.push(Update { state: State::Resolved, ..Update::new(Block::default(), None) });
        } else {
            last.state = State::Resolved;
        }
        report.guess("it is an announcement: a closed incident that touches no service's status");
    }
}
