//! The sentences for raw HTML that is shown as text.

use super::raw::{self, RAW_TAGS};

/// Why a piece of raw HTML is shown as text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Refusal {
    /// It is not on the list, or has attributes, or is no tag at all.
    NotListed,
    /// It is closed nowhere in the same paragraph, or across another tag.
    Unclosed,
    /// It closes nothing.
    Unopened,
    /// `details` or `summary` in the wrong place.
    Misplaced,
    /// `details` without a summary.
    NoSummary,
    /// Too many tags are open.
    TooDeep,
    /// A comment without an end.
    OpenComment,
}

/// What is wrong with `tag`, and what to write instead.
pub(super) fn sentences(tag: &str, why: Refusal) -> (String, String) {
    let name = raw::name(tag);
    let shown = shorten(tag);
    match why {
        Refusal::NotListed if RAW_TAGS.contains(&name.as_str()) => (
            format!("`{shown}` is shown as text because it holds more than the tag's name"),
            format!("write `<{name}>` without anything else in it"),
        ),
        Refusal::NotListed => {
            (format!("`{shown}` is not a safe HTML tag, so it is shown as text"), instead_of(&name))
        }
        Refusal::Unclosed => (
            format!("`{shown}` is shown as text because it is not closed where it should be"),
            if raw::is_block(&name) {
                format!(
                    "write `</{name}>` on a line of its own, in the same list item or quote as `<{name}>`"
                )
            } else {
                format!("write `</{name}>` in the same paragraph, and close inner tags before outer ones")
            },
        ),
        Refusal::Unopened => (
            format!("`{shown}` is shown as text because it closes nothing"),
            format!("write `<{name}>` before it in the same place, or take `{shown}` out"),
        ),
        Refusal::Misplaced => (
            format!("`{shown}` is shown as text because it does not stand where it can work"),
            "begin a line with `<details>`, put `<summary>…</summary>` right behind it, and leave an empty line before \
             and after"
                .to_owned(),
        ),
        Refusal::NoSummary => (
            "`<details>` is shown as text because nothing says what to click on".to_owned(),
            "write `<summary>`, a few words and `</summary>` right behind `<details>`".to_owned(),
        ),
        Refusal::TooDeep => (
            format!("`{shown}` is shown as text because too many tags are open"),
            "close a tag before opening the next".to_owned(),
        ),
        Refusal::OpenComment => (
            "a comment is shown as text because it has no end".to_owned(),
            "write `-->` where the comment ends".to_owned(),
        ),
    }
}

/// What to write in place of a tag that is not on the list.
fn instead_of(name: &str) -> String {
    match name {
        "a" => "write a link as `[text](address)`".to_owned(),
        "img" => "write an image as `![what it shows](file.png)`".to_owned(),
        _ => format!(
            "write Markdown instead, or put it in backticks to show it; these tags work, without attributes: {}",
            RAW_TAGS.join(", ")
        ),
    }
}

/// The beginning of a tag, on one line.
fn shorten(tag: &str) -> String {
    let mut short: String = tag.chars().take(40).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if short.len() < tag.len() {
        short.push('…');
    }
    short.replace('`', "'")
}
