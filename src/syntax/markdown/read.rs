//! Parses a text once and balances the raw HTML in it. Writes nothing.

use super::MAX_DEPTH;
use super::balance::Balance;
use super::html::HtmlBlock;
use super::node::{self, Document, Node, fold_label};
use super::raw::Piece;
use crate::diagnostics::{Code, Diagnostic, Prose};
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;
use std::ops::Range;

/// Reads `prose`; what is wrong with it goes to `faults`.
pub(super) fn read<'a>(prose: &Prose<'a>, faults: &mut Vec<Diagnostic>) -> Document<'a> {
    let text = prose.text();
    let mut reader = Reader {
        prose,
        faults,
        document: Document {
            streams: vec![Vec::with_capacity(16 + text.len() / 64)],
            labels: Vec::new(),
            size: text.len(),
        },
        streams: vec![0],
        open: Vec::new(),
        balance: Balance::default(),
        merges: text.contains("://"),
        text: None,
        pieces: Vec::new(),
    };
    let deep = deep_line(text);
    let readable = &text[..deep.unwrap_or(text.len())];
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let whole = reader.read_all(Parser::new_ext(readable, options).into_offset_iter());
    if let (true, Some(at)) = (whole, deep) {
        reader.too_deep(at);
    }
    reader.document
}

/// The first line that opens more than [`MAX_DEPTH`] quotes and lists at once.
///
/// The parser goes through all open blocks on every line, so a few thousand of them would cost minutes: such a line is
/// found before parsing. A line of nothing but `- - -` is a rule and opens none.
fn deep_line(text: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        // Even at one byte for each quote mark, a shorter line cannot.
        if line.len() > MAX_DEPTH && markers(line) > MAX_DEPTH && !is_rule(line) {
            return Some(start);
        }
        start += line.len();
    }
    None
}

/// How many marks of quotes, list items and footnotes a line begins with.
fn markers(line: &str) -> usize {
    let bytes = line.as_bytes();
    let (mut at, mut count) = (0, 0);
    while at < bytes.len() {
        let ends = |at: usize| bytes.get(at).is_none_or(u8::is_ascii_whitespace);
        at += match bytes[at] {
            b' ' | b'\t' => {
                at += 1;
                continue;
            }
            b'>' => 1,
            b'-' | b'+' | b'*' if ends(at + 1) => 1,
            b'0'..=b'9' => {
                let digits = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
                let marked = matches!(bytes.get(at + digits), Some(b'.' | b')'));
                if digits > 9 || !marked || !ends(at + digits + 1) {
                    break;
                }
                digits + 1
            }
            b'[' if line[at..].starts_with("[^") => match line[at..].find("]:") {
                Some(end) => end + 2,
                None => break,
            },
            _ => break,
        };
        count += 1;
    }
    count
}

fn is_rule(line: &str) -> bool {
    let mut marks = line.bytes().filter(|b| !b.is_ascii_whitespace());
    let Some(first) = marks.next() else { return false };
    matches!(first, b'-' | b'*') && marks.all(|mark| mark == first)
}

/// A text that is being read.
pub(super) struct Reader<'p, 'a> {
    pub(super) prose: &'p Prose<'a>,
    pub(super) faults: &'p mut Vec<Diagnostic>,
    pub(super) document: Document<'a>,
    /// The streams that are being filled, innermost last: footnotes are taken out of where they are defined.
    streams: Vec<usize>,
    /// The elements that are open.
    open: Vec<TagEnd>,
    pub(super) balance: Balance,
    /// Whether neighbouring texts become one, so that a URL in them is whole.
    merges: bool,
    /// Text that may go on.
    text: Option<(Cow<'a, str>, Range<usize>)>,
    /// The pieces of the HTML block (or of several, one right after the other) that is being read.
    pub(super) pieces: Vec<(Piece, CowStr<'a>, Range<usize>)>,
}

impl<'a> Reader<'_, 'a> {
    /// Reads the events; `false` when it stopped because they are nested too deep.
    fn read_all(&mut self, events: impl Iterator<Item = (Event<'a>, Range<usize>)>) -> bool {
        self.balance.enter();
        let mut block: Option<HtmlBlock<'a>> = None;
        for (event, range) in events {
            if !matches!(event, Event::Text(_)) {
                self.end_text();
            }
            match event {
                Event::Start(Tag::HtmlBlock) => block = Some(HtmlBlock::default()),
                Event::Html(html) => block.get_or_insert_default().push(html, range),
                Event::End(TagEnd::HtmlBlock) => {
                    self.pieces.extend(block.take().unwrap_or_default().into_pieces());
                    self.pieces.push((Piece::Break, CowStr::Borrowed(""), range.end..range.end));
                }
                event => {
                    self.end_html();
                    if matches!(event, Event::Start(_)) && self.open.len() >= MAX_DEPTH {
                        self.too_deep(range.start);
                        self.close_all();
                        return false;
                    }
                    self.read_one(event, range);
                }
            }
        }
        self.end_text();
        self.end_html();
        self.leave();
        true
    }

    fn read_one(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => self.end(end, range),
            Event::InlineHtml(html) => self.inline_html(html, range),
            Event::Text(text) => self.text(text, range),
            Event::Rule => {
                self.before_block();
                self.push(Node::Markdown(Event::Rule, range));
            }
            event => {
                self.push(Node::Markdown(event, range));
            }
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        if node::is_block(&tag) {
            self.before_block();
        }
        self.open.push(tag.to_end());
        self.balance.enter();
        if let Tag::FootnoteDefinition(label) = &tag {
            self.streams.push(self.document.streams.len());
            self.document.streams.push(Vec::new());
            self.document.labels.push(fold_label(label));
        } else {
            self.push(Node::Markdown(Event::Start(tag), range));
        }
    }

    fn end(&mut self, end: TagEnd, range: Range<usize>) {
        self.leave();
        self.open.pop();
        if end == TagEnd::FootnoteDefinition {
            self.streams.pop();
        } else {
            self.push(Node::Markdown(Event::End(end), range));
        }
    }

    fn text(&mut self, text: CowStr<'a>, range: Range<usize>) {
        if !self.merges {
            self.push(Node::Markdown(Event::Text(text), range));
            return;
        }
        match &mut self.text {
            Some((whole, place)) => {
                whole.to_mut().push_str(&text);
                place.end = range.end;
            }
            None => self.text = Some((text.into(), range)),
        }
    }

    fn end_text(&mut self) {
        if let Some((text, range)) = self.text.take() {
            self.push(Node::Markdown(Event::Text(text.into()), range));
        }
    }

    /// Ends what is open where the reading stops, without complaints about it: the depth is the one fault.
    fn close_all(&mut self) {
        while let Some(end) = self.open.pop() {
            if end == TagEnd::FootnoteDefinition {
                self.streams.pop();
            } else {
                self.push(Node::Markdown(Event::End(end), self.prose.text().len()..self.prose.text().len()));
            }
        }
    }

    fn too_deep(&mut self, at: usize) {
        let text = self.prose.text();
        let end = text[at..].find('\n').map_or(text.len(), |line| at + line);
        let end = text[at..end].char_indices().nth(20).map_or(end, |(more, _)| at + more);
        self.faults.push(
            Diagnostic::new(
                Code::TooDeep,
                self.prose.path(),
                format!("the text is nested more than {MAX_DEPTH} levels deep"),
            )
            .at(self.prose.span_of(at..end))
            .help("take out the surplus quote marks, list marks, brackets or asterisks"),
        );
    }

    /// The stream that is being filled.
    pub(super) fn stream(&self) -> usize {
        self.streams.last().copied().unwrap_or(0)
    }

    /// Appends a node; its index in its stream.
    pub(super) fn push(&mut self, node: Node<'a>) -> usize {
        let stream = self.stream();
        let nodes = &mut self.document.streams[stream];
        nodes.push(node);
        nodes.len() - 1
    }
}
