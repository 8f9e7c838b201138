//! Judges raw HTML while a text is read: what becomes a tag, what is shown as text, what vanishes.

use super::balance::{Closed, Open};
use super::faults::{self, Refusal};
use super::node::{Node, Side};
use super::raw::{self, Piece};
use super::read::Reader;
use crate::diagnostics::{Code, Diagnostic};
use pulldown_cmark::{CowStr, Event, Tag, TagEnd};
use std::ops::Range;

/// An HTML block as it comes from the parser, line by line (quote marks and indentation taken off).
#[derive(Default)]
pub(super) struct HtmlBlock<'a> {
    lines: Vec<(CowStr<'a>, Range<usize>)>,
}

impl<'a> HtmlBlock<'a> {
    pub(super) fn push(&mut self, line: CowStr<'a>, range: Range<usize>) {
        self.lines.push((line, range));
    }

    /// The pieces of the block, and the bytes of the text that each stands for.
    pub(super) fn into_pieces(self) -> Vec<(Piece, CowStr<'a>, Range<usize>)> {
        let mut html = String::with_capacity(self.lines.iter().map(|(line, _)| line.len()).sum());
        let mut starts = Vec::with_capacity(self.lines.len());
        for (line, range) in &self.lines {
            starts.push((html.len(), range.clone()));
            html.push_str(line);
        }
        let place = |at: usize| {
            let line = starts.partition_point(|(start, _)| *start <= at).saturating_sub(1);
            starts.get(line).map_or(0, |(start, range)| (range.start + at - start).min(range.end))
        };
        raw::pieces(&html)
            .into_iter()
            .map(|(piece, range)| {
                let source = place(range.start)..place(range.end.saturating_sub(1)) + 1;
                (piece, CowStr::from(html[range].to_owned()), source)
            })
            .collect()
    }
}

impl<'a> Reader<'_, 'a> {
    /// Raw HTML inside a paragraph: the parser hands over one tag or one comment at a time.
    pub(super) fn inline_html(&mut self, html: CowStr<'a>, range: Range<usize>) {
        if html.starts_with("<!--") {
            return;
        }
        match raw::exact(&html) {
            Some((name, _)) if raw::is_block(name) => self.refuse(html, range, Refusal::Misplaced),
            Some((name, side)) => self.inline_tag(name, side, html, range),
            None => self.refuse(html, range, Refusal::NotListed),
        }
    }

    /// Ends the HTML block that was being read, if any.
    pub(super) fn end_html(&mut self) {
        if self.pieces.is_empty() {
            return;
        }
        self.before_block();
        let pieces = std::mem::take(&mut self.pieces);
        let mut rest = pieces.as_slice();
        let mut paragraph = false;
        while let Some((piece, text, range)) = rest.first() {
            let text = text.clone();
            let range = range.clone();
            let mut used = 1;
            match *piece {
                Piece::Comment => {}
                Piece::Break => self.end_paragraph(&mut paragraph),
                Piece::Text if !paragraph && text.trim().is_empty() => {}
                Piece::Text if paragraph => {
                    self.push(Node::Literal(text));
                }
                Piece::Text => {
                    self.begin_paragraph(&mut paragraph);
                    self.push(Node::Literal(CowStr::from(text.trim_start().to_owned())));
                }
                Piece::Tag("details", Side::Open) => match summary(rest) {
                    Some(end) => {
                        self.end_paragraph(&mut paragraph);
                        self.details(&rest[..end]);
                        used = end;
                    }
                    None => self.refuse_in(&mut paragraph, text, range, Refusal::NoSummary),
                },
                Piece::Tag("details", _) => self.close_details(&mut paragraph, text, range),
                Piece::Tag("summary", _) => self.refuse_in(&mut paragraph, text, range, Refusal::Misplaced),
                Piece::Tag(name, side) => {
                    self.begin_paragraph(&mut paragraph);
                    self.inline_tag(name, side, text, range);
                }
                Piece::Other if text.as_ref() == "<!--" => {
                    self.refuse_in(&mut paragraph, text, range, Refusal::OpenComment);
                }
                Piece::Other => self.refuse_in(&mut paragraph, text, range, Refusal::NotListed),
            }
            rest = &rest[used..];
        }
        self.end_paragraph(&mut paragraph);
    }

    /// `<details>` with its summary, which is the last of `pieces`. Both are shown as text until `</details>` is found.
    fn details(&mut self, pieces: &[(Piece, CowStr<'a>, Range<usize>)]) {
        let mut nodes = Vec::with_capacity(3);
        let stream = self.stream();
        let place = pieces[0].2.clone();
        for (piece, text, range) in pieces {
            let (text, range) = (text.clone(), range.clone());
            let inside = nodes.len() == 2;
            match *piece {
                Piece::Tag(name, side) if raw::is_block(name) => {
                    if side == Side::Close {
                        self.leave();
                    }
                    nodes.push(self.push(Node::Tag { name, side, source: text, markup: false }));
                    if (name, side) == ("summary", Side::Open) {
                        self.balance.enter();
                    }
                }
                Piece::Tag(name, side) if inside => self.inline_tag(name, side, text, range),
                Piece::Text if inside => {
                    self.push(Node::Literal(text));
                }
                Piece::Other if inside => self.refuse(text, range, Refusal::NotListed),
                _ => {}
            }
        }
        if let Err(open) = self.balance.open(Open { name: "details", stream, nodes, range: place }) {
            self.report("<details>", open.range, Refusal::TooDeep);
            self.balance.refuse("details".to_owned());
        }
    }

    fn close_details(&mut self, paragraph: &mut bool, text: CowStr<'a>, range: Range<usize>) {
        self.end_paragraph(paragraph);
        match self.balance.close("details") {
            Closed::Matched(open, skipped) => {
                self.report_unclosed(skipped);
                self.accept(&open);
                self.push(Node::Tag { name: "details", side: Side::Close, source: text, markup: true });
            }
            Closed::Refused => {
                self.begin_paragraph(paragraph);
                self.push(Node::Literal(text));
            }
            Closed::Nothing => self.refuse_in(paragraph, text, range, Refusal::Unopened),
        }
    }

    /// A tag of the list that stands inside a paragraph.
    fn inline_tag(&mut self, name: &'static str, side: Side, source: CowStr<'a>, range: Range<usize>) {
        match side {
            Side::Void => {
                self.push(Node::Tag { name, side, source, markup: true });
            }
            Side::Open => {
                let stream = self.stream();
                let shown = source.clone();
                let node = self.push(Node::Tag { name, side, source, markup: false });
                if let Err(open) = self.balance.open(Open { name, stream, nodes: vec![node], range }) {
                    self.report(&shown, open.range, Refusal::TooDeep);
                    self.balance.refuse(name.to_owned());
                }
            }
            Side::Close => match self.balance.close(name) {
                Closed::Matched(open, skipped) => {
                    self.report_unclosed(skipped);
                    self.accept(&open);
                    self.push(Node::Tag { name, side, source, markup: true });
                }
                Closed::Refused => {
                    self.push(Node::Literal(source));
                }
                Closed::Nothing => {
                    self.report(&source, range, Refusal::Unopened);
                    self.push(Node::Literal(source));
                }
            },
        }
    }

    /// Leaves an element of the Markdown.
    pub(super) fn leave(&mut self) {
        let unclosed = self.balance.leave();
        self.report_unclosed(unclosed);
    }

    /// A block begins: tags that stand inside a paragraph cannot go on over it.
    pub(super) fn before_block(&mut self) {
        let unclosed = self.balance.before_block();
        self.report_unclosed(unclosed);
    }

    fn begin_paragraph(&mut self, paragraph: &mut bool) {
        if !*paragraph {
            *paragraph = true;
            self.push(Node::Markdown(Event::Start(Tag::Paragraph), 0..0));
            self.balance.enter();
        }
    }

    fn end_paragraph(&mut self, paragraph: &mut bool) {
        if *paragraph {
            *paragraph = false;
            self.leave();
            self.push(Node::Markdown(Event::End(TagEnd::Paragraph), 0..0));
        }
    }

    fn refuse_in(&mut self, paragraph: &mut bool, text: CowStr<'a>, range: Range<usize>, why: Refusal) {
        self.begin_paragraph(paragraph);
        self.refuse(text, range, why);
    }

    /// Shows a piece of HTML as text, with a warning unless it closes what has been warned of already.
    fn refuse(&mut self, text: CowStr<'a>, range: Range<usize>, why: Refusal) {
        let name = raw::name(&text);
        if !(text.starts_with("</") && self.balance.expects(&name)) {
            self.report(&text, range, why);
            if text.len() > 1 && text.as_bytes()[1].is_ascii_alphabetic() {
                self.balance.refuse(name);
            }
        }
        self.push(Node::Literal(text));
    }

    fn accept(&mut self, open: &Open) {
        for node in &open.nodes {
            if let Some(Node::Tag { markup, .. }) = self.document.streams[open.stream].get_mut(*node) {
                *markup = true;
            }
        }
    }

    fn report_unclosed(&mut self, unclosed: Vec<Open>) {
        for open in unclosed {
            self.report(&format!("<{}>", open.name), open.range, Refusal::Unclosed);
        }
    }

    fn report(&mut self, tag: &str, range: Range<usize>, why: Refusal) {
        let (message, help) = faults::sentences(tag, why);
        let fault = Diagnostic::new(Code::RawHtml, self.prose.path(), message);
        self.faults.push(fault.at(self.prose.span_of(range)).help(help));
    }
}

/// How many of `pieces`, which begin with `<details>`, reach to the end of its summary; `None` when it has none that
/// says something.
fn summary(pieces: &[(Piece, CowStr<'_>, Range<usize>)]) -> Option<usize> {
    let mut inside = false;
    let mut says = false;
    for (index, (piece, text, _)) in pieces.iter().enumerate().skip(1) {
        match piece {
            Piece::Tag("summary", Side::Open) if !inside => inside = true,
            Piece::Tag("summary", Side::Close) if inside && says => return Some(index + 1),
            Piece::Tag("details" | "summary", _) => return None,
            Piece::Break if inside => return None,
            Piece::Comment | Piece::Break => {}
            Piece::Text if text.trim().is_empty() => {}
            Piece::Text | Piece::Other if inside => says = true,
            Piece::Tag(..) if inside => {}
            _ => return None,
        }
    }
    None
}
