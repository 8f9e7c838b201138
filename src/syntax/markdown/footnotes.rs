//! Footnotes: numbered by their first reference, listed at the end, with links both ways.
//!
//! Ids are `fn_1` and `fnref_1`: the underscore keeps them apart from every heading's id.

use super::escape::{push_attribute, push_number, push_text};
use super::node::{Node, fold_label};
use super::write::Writer;
use crate::fragment::Slot;
use pulldown_cmark::{Event, TagEnd};
use std::collections::HashMap;

/// The footnotes of a text, while it is written.
pub(super) struct Notes {
    by_label: HashMap<String, usize>,
    numbers: Vec<Option<usize>>,
    references: Vec<usize>,
    order: Vec<usize>,
}

impl Notes {
    /// Nothing is referred to yet. Where a label is defined twice, the first definition is the one.
    pub(super) fn new(labels: &[String]) -> Self {
        let mut by_label = HashMap::with_capacity(labels.len());
        for (index, label) in labels.iter().enumerate() {
            by_label.entry(label.clone()).or_insert(index);
        }
        Self {
            by_label,
            numbers: vec![None; labels.len()],
            references: vec![0; labels.len()],
            order: Vec::new(),
        }
    }

    /// The number of a note, and how many references it has with this one.
    fn refer(&mut self, label: &str) -> Option<(usize, usize)> {
        let note = *self.by_label.get(&fold_label(label))?;
        let number = *self.numbers[note].get_or_insert_with(|| {
            self.order.push(note);
            self.order.len()
        });
        self.references[note] += 1;
        Some((number, self.references[note]))
    }
}

impl Writer<'_> {
    /// A reference; inside a link only its number, because links do not nest.
    pub(super) fn footnote_reference(&mut self, label: &str) {
        if self.in_link() {
            match self.notes.by_label.get(&fold_label(label)).and_then(|note| self.notes.numbers[*note]) {
                Some(number) => push_text(&mut self.out, &format!("[{number}]")),
                None => push_text(&mut self.out, &format!("[^{label}]")),
            }
            return;
        }
        let Some((number, reference)) = self.notes.refer(label) else {
            push_text(&mut self.out, &format!("[^{label}]"));
            return;
        };
        self.out.push_html("<sup class=\"footnote-ref\"><a id=\"");
        self.reference_id(number, reference);
        self.out.push_html("\" href=\"");
        self.out.push_slot(Slot::Page);
        self.out.push_html("#");
        self.note_id(number);
        self.out.push_html("\" role=\"doc-noteref\">");
        push_number(&mut self.out, number as u64);
        self.out.push_html("</a></sup>");
    }

    /// All footnotes. Those that nothing refers to come last: an author's words do not vanish.
    pub(super) fn footnotes(&mut self) {
        if self.notes.numbers.is_empty() {
            return;
        }
        self.out.push_html("<div class=\"footnotes\">\n<ol>\n");
        let mut next = 0;
        // A note may refer to another one, which then joins the list.
        while let Some(note) = self.notes.order.get(next).copied() {
            next += 1;
            self.out.push_html("<li id=\"");
            self.note_id(next);
            self.out.push_html("\">");
            self.footnote(note, next);
        }
        for note in 0..self.notes.numbers.len() {
            if self.notes.numbers[note].is_none() {
                self.out.push_html("<li>");
                self.footnote(note, 0);
            }
        }
        self.out.push_html("</ol>\n</div>\n");
    }

    /// One note, with the ways back at the end of its last paragraph.
    fn footnote(&mut self, note: usize, number: usize) {
        let nodes = &self.document.streams[note + 1];
        let end = match nodes.last() {
            Some(Node::Markdown(Event::End(TagEnd::Paragraph), _)) => nodes.len() - 1,
            _ => nodes.len(),
        };
        self.nodes(&nodes[..end]);
        for reference in 1..=self.notes.references[note] {
            self.out.push_html(" <a class=\"footnote-back\" href=\"");
            self.out.push_slot(Slot::Page);
            self.out.push_html("#");
            self.reference_id(number, reference);
            self.out.push_html("\" role=\"doc-backlink\" aria-label=\"Back to reference ");
            push_number(&mut self.out, number as u64);
            if reference > 1 {
                self.out.push_html("-");
                push_number(&mut self.out, reference as u64);
            }
            self.out.push_html("\">↩</a>");
        }
        self.nodes(&nodes[end..]);
        self.out.push_html("</li>\n");
    }

    fn note_id(&mut self, number: usize) {
        push_attribute(&mut self.out, self.options.id_prefix);
        self.out.push_html("fn_");
        push_number(&mut self.out, number as u64);
    }

    fn reference_id(&mut self, number: usize, reference: usize) {
        push_attribute(&mut self.out, self.options.id_prefix);
        self.out.push_html("fnref_");
        push_number(&mut self.out, number as u64);
        if reference > 1 {
            self.out.push_html("_");
            push_number(&mut self.out, reference as u64);
        }
    }
}
