//! What a text is made of between reading and writing: the parser's events, and raw HTML that has been judged.

use pulldown_cmark::{CowStr, Event, Tag};
use std::ops::Range;

/// One step of a text.
#[derive(Clone, Debug)]
pub(super) enum Node<'a> {
    /// Markdown, and the bytes of the text that it stands for.
    Markdown(Event<'a>, Range<usize>),
    /// A raw tag that is on the list.
    Tag {
        /// The element's name, in lower case.
        name: &'static str,
        /// Whether it opens or closes.
        side: Side,
        /// The tag as the author wrote it.
        source: CowStr<'a>,
        /// Whether it is written as a tag; otherwise `source` is shown as text.
        markup: bool,
    },
    /// Text that is shown exactly as it is: refused HTML, and what stands between the tags of an HTML block.
    Literal(CowStr<'a>),
}

/// Which part of an element a tag is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Side {
    /// `<kbd>`
    Open,
    /// `</kbd>`
    Close,
    /// `<br>`
    Void,
}

/// A text, read and balanced.
#[derive(Default, Debug)]
pub(super) struct Document<'a> {
    /// The text itself, then the content of each footnote, in the order of their definitions.
    pub streams: Vec<Vec<Node<'a>>>,
    /// The labels of the footnotes, lower case: `labels[i]` is defined in `streams[i + 1]`.
    pub labels: Vec<String>,
    /// How many bytes the text has.
    pub size: usize,
}

/// How a footnote's label is compared: without regard to case.
pub(super) fn fold_label(label: &str) -> String {
    label.to_lowercase()
}

/// Whether `tag` is a block: something that cannot stand inside a paragraph.
pub(super) fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

/// What is inside the element whose start is `nodes[start]`, and the index of its end.
pub(super) fn inside<'n, 'a>(nodes: &'n [Node<'a>], start: usize) -> (&'n [Node<'a>], usize) {
    let mut depth = 0_usize;
    for (index, node) in nodes.iter().enumerate().skip(start + 1) {
        match node {
            Node::Markdown(Event::Start(_), _) => depth += 1,
            Node::Markdown(Event::End(_), _) if depth == 0 => return (&nodes[start + 1..index], index),
            Node::Markdown(Event::End(_), _) => depth -= 1,
            _ => {}
        }
    }
    (&nodes[nodes.len().min(start + 1)..], nodes.len())
}

/// The text alone: what a heading says, an image's description.
pub(super) fn plain(nodes: &[Node<'_>]) -> String {
    let mut plain = String::new();
    for node in nodes {
        match node {
            Node::Markdown(Event::Text(text) | Event::Code(text), _) | Node::Literal(text) => {
                plain.push_str(text);
            }
            Node::Tag { source, markup: false, .. } => plain.push_str(source),
            Node::Markdown(Event::SoftBreak | Event::HardBreak, _) | Node::Tag { side: Side::Void, .. } => {
                plain.push(' ');
            }
            _ => {}
        }
    }
    plain
}

/// Whether there is anything to see or to hear in `nodes` (an image counts when it has a description).
pub(super) fn says_something(nodes: &[Node<'_>]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Markdown(Event::Text(text) | Event::Code(text), _) | Node::Literal(text) => {
            !text.trim().is_empty()
        }
        Node::Tag { markup, .. } => !markup,
        Node::Markdown(..) => false,
    })
}
