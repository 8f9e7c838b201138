//! Decides which update came first and what state each one left the incident in.
//!
//! Times decide where there are any, then labels, then the habit of cState's authors to write the newest on top.
//! Whatever is not decided by times is a guess and says so. No time is made up here.

use super::blocks::Block;
use super::labels::Meaning;
use crate::time::Instant;

/// A state of an incident, as Candor writes it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum State {
    Investigating,
    Identified,
    Monitoring,
    Resolved,
    FalseAlarm,
}

impl State {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Investigating => "investigating",
            Self::Identified => "identified",
            Self::Monitoring => "monitoring",
            Self::Resolved => "resolved",
            Self::FalseAlarm => "false_alarm",
        }
    }

    pub(super) fn is_closed(self) -> bool {
        matches!(self, Self::Resolved | Self::FalseAlarm)
    }
}

/// An update on its way to Candor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Update {
    pub(super) block: Block,
    pub(super) at: Option<Instant>,
    pub(super) state: State,
    /// Whether the label has to stand in the text, because the state does not say all that it says.
    pub(super) keep_label: bool,
}

impl Update {
    pub(super) fn new(block: Block, at: Option<Instant>) -> Self {
        let keep_label = block.label.as_ref().is_some_and(|l| !l.plain);
        Self { block, at, state: State::Investigating, keep_label }
    }

    pub(super) fn meaning(&self) -> Option<Meaning> {
        self.block.label.as_ref().map(|l| l.meaning)
    }

    fn rank(&self) -> Option<u8> {
        self.meaning().and_then(Meaning::rank)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    OldestFirst,
    NewestFirst,
}

/// Puts `updates`, which stand in the order of the file, into the order of time. What was guessed on the way comes back.
pub(super) fn by_time(updates: &mut Vec<Update>) -> Vec<String> {
    let mut guesses = Vec::new();
    if updates.len() < 2 {
        return guesses;
    }
    let times: Vec<Instant> = updates.iter().filter_map(|u| u.at).collect();
    let rising = times.is_sorted();
    let falling = times.iter().rev().is_sorted();
    let (direction, sure) = match (rising, falling) {
        (true, false) => (Direction::OldestFirst, true),
        (false, true) => (Direction::NewestFirst, true),
        _ => by_words(updates),
    };
    if direction == Direction::NewestFirst {
        updates.reverse();
    }
    if !rising && !falling {
        sort_mixed(updates);
        guesses.push("updates: their times are in no order in the file; sorted by time".to_owned());
    } else if !sure {
        guesses.push(format!(
            "updates: {} in the file, by their {}",
            if direction == Direction::NewestFirst { "newest first" } else { "oldest first" },
            if updates.iter().any(|u| u.rank().is_some()) { "labels" } else { "places" },
        ));
    }
    if direction == Direction::NewestFirst && head_first(updates) {
        guesses.push("updates: the text above the first label is taken for the first post".to_owned());
    } else if direction == Direction::NewestFirst && split_opening(updates) {
        guesses
            .push("updates: the paragraphs at the end of the text are taken for the first post".to_owned());
    }
    guesses
}

/// Sorts by time; an update without one stays behind the update that it follows.
fn sort_mixed(updates: &mut Vec<Update>) {
    let mut last = None;
    let mut keyed: Vec<(Option<Instant>, Update)> = Vec::new();
    for update in updates.drain(..) {
        last = update.at.or(last);
        keyed.push((last, update));
    }
    keyed.sort_by_key(|(key, _)| *key);
    updates.extend(keyed.into_iter().map(|(_, update)| update));
}

/// What labels, numbers and places say about the direction of the file; nothing of it is certain.
fn by_words(updates: &[Update]) -> (Direction, bool) {
    let ranks: Vec<u8> = updates.iter().filter_map(Update::rank).collect();
    let votes = |values: &[u32]| -> i64 {
        let pairs = values.iter().enumerate().flat_map(|(i, a)| values[i + 1..].iter().map(move |b| (a, b)));
        pairs.map(|(a, b)| i64::from(a < b) - i64::from(a > b)).sum()
    };
    let ranked: Vec<u32> = ranks.iter().map(|r| u32::from(*r)).collect();
    let numbered: Vec<u32> = updates
        .iter()
        .filter(|u| u.meaning() == Some(Meaning::Update))
        .filter_map(|u| u.block.label.as_ref().map(|l| l.number.unwrap_or(1)))
        .collect();
    let first = updates.first().and_then(Update::rank);
    let last = updates.last().and_then(Update::rank);
    let ends = i64::from(first == Some(0)) + i64::from(last == Some(3))
        - i64::from(first == Some(3))
        - i64::from(last == Some(0));
    let opens = i64::from(updates.first().is_some_and(|u| u.block.label.is_none()));
    for vote in [votes(&ranked), ends, votes(&numbered), opens] {
        match vote {
            1.. => return (Direction::OldestFirst, false),
            ..=-1 => return (Direction::NewestFirst, false),
            0 => {}
        }
    }
    (Direction::NewestFirst, false)
}

/// Newest first, a text above the label that closes the incident speaks of the whole: it becomes the first post.
fn head_first(updates: &mut [Update]) -> bool {
    let [.., closing, head] = &*updates else { return false };
    let heads = head.block.label.is_none() && head.at.is_none() && closing.rank() == Some(3);
    if heads {
        updates.rotate_right(1);
    }
    heads
}

/// Newest first, the first post often stands at the end without a label, glued to the oldest update: parts the two.
fn split_opening(updates: &mut Vec<Update>) -> bool {
    let Some(oldest) = updates.first_mut() else { return false };
    let news = matches!(oldest.meaning(), Some(Meaning::Update | Meaning::Resolved | Meaning::Free));
    let Some((own, opening)) = oldest.block.text.split_once("\n\n").filter(|_| news && oldest.at.is_none())
    else {
        return false;
    };
    let (own, opening) = (own.to_owned(), opening.trim().to_owned());
    oldest.block.text = own;
    updates.insert(0, Update::new(Block { text: opening, ..Block::default() }, None));
    true
}

/// Gives each update its state, from the oldest on. What was guessed on the way comes back.
///
/// A closed incident goes on only by being reopened, so a closing label before the last one keeps its words and
/// becomes `monitoring`, unless a later label looks into it again.
pub(super) fn states(updates: &mut [Update], closed: bool) -> Vec<String> {
    let mut guesses = Vec::new();
    let mut state = State::Investigating;
    for i in 0..updates.len() {
        let meaning = updates[i].meaning();
        state = match meaning {
            Some(Meaning::Opening) => State::Investigating,
            Some(Meaning::Identified) => State::Identified,
            Some(Meaning::Monitoring) => State::Monitoring,
            Some(Meaning::Resolved) => State::Resolved,
            Some(Meaning::FalseAlarm) => State::FalseAlarm,
            None | Some(Meaning::Update | Meaning::Free | Meaning::Postmortem) => state,
        };
        let last = i + 1 == updates.len();
        let stays = if last { closed } else { is_reopened(&updates[i + 1..]) };
        if state.is_closed() && !stays {
            state = State::Monitoring;
            updates[i].keep_label = true;
            let words = updates[i].block.label.as_ref().map_or("", |l| &l.words);
            guesses.push(if last {
                format!("`{words}` is `monitoring`, because the incident is not marked as resolved")
            } else {
                format!("`{words}` is `monitoring`, because the text goes on after it")
            });
        }
        updates[i].state = state;
        if meaning == Some(Meaning::Free) && updates[i].at.is_none() {
            let words = updates[i].block.label.as_ref().map_or("", |l| &l.words);
            guesses.push(format!("`{words}` opens an update that leaves the state `{}`", state.as_str()));
        }
    }
    guesses
}

/// Whether the very next update looks into it again; only that reopens an incident.
fn is_reopened(later: &[Update]) -> bool {
    later.first().and_then(Update::rank).is_some_and(|rank| rank < 2)
}

#[cfg(test)]
mod tests {
    use super::super::blocks;
    use super::*;

    fn timeline(body: &str, closed: bool) -> Vec<(String, &'static str)> {
        let mut updates = blocks::cut(body).into_iter().map(|b| Update::new(b, None)).collect();
        by_time(&mut updates);
        states(&mut updates, closed);
        updates.into_iter().map(|u| (u.block.text, u.state.as_str())).collect()
    }

    fn expect(body: &str, updates: &[(&str, &'static str)]) {
        let updates: Vec<_> = updates.iter().map(|(text, state)| ((*text).to_owned(), *state)).collect();
        assert_eq!(timeline(body, true), updates, "{body}");
    }

    #[test]
    fn newest_on_top_by_labels() {
        expect(
            "[Final message]\nOver.\n\n[Update]\nNews.\n\n[Initial message]\nDown.",
            &[("Down.", "investigating"), ("News.", "investigating"), ("Over.", "resolved")],
        );
    }

    #[test]
    fn oldest_on_top_by_labels() {
        expect(
            "*Investigating* - Down.\n\n*Identified* - Disk.\n\n*Update* - Still.\n\n*Resolved* - Over.",
            &[
                ("Down.", "investigating"),
                ("Disk.", "identified"),
                ("Still.", "identified"),
                ("Over.", "resolved"),
            ],
        );
    }

    #[test]
    fn the_first_post_without_a_label() {
        expect("Down.\n\n*Update* Up.", &[("Down.", "investigating"), ("Up.", "investigating")]);
        expect(
            "*Update* Done.\n\n*Update* Begun.\n\nWe will move.\n\nIt takes an hour.",
            &[
                ("We will move.\n\nIt takes an hour.", "investigating"),
                ("Begun.", "investigating"),
                ("Done.", "investigating"),
            ],
        );
    }

    #[test]
    fn a_text_above_the_closing_label() {
        expect(
            "See the ticket.\n\n[Final message]\nOver.\n\n[Initial message]\nDown.",
            &[("See the ticket.", "investigating"), ("Down.", "investigating"), ("Over.", "resolved")],
        );
    }

    #[test]
    fn a_closing_label_in_between_does_not_close() {
        expect(
            "*Investigating* - a\n\n*Resolved* - b\n\n*Update* - c\n\n*Resolved* - d",
            &[("a", "investigating"), ("b", "monitoring"), ("c", "monitoring"), ("d", "resolved")],
        );
        expect(
            "*Investigating* - a\n\n*Resolved* - b\n\n*Investigating* - c\n\n*Resolved* - d",
            &[("a", "investigating"), ("b", "resolved"), ("c", "investigating"), ("d", "resolved")],
        );
    }

    #[test]
    fn an_open_incident_stays_open() {
        assert_eq!(timeline("*Resolved* - Over.", false), [("Over.".to_owned(), "monitoring")]);
    }
}
