//! Writes a text's nodes as HTML, in one pass. Every tag and attribute in the output comes from here and its neighbours.

use super::anchors::Anchors;
use super::escape::{push_attribute, push_number, push_text};
use super::footnotes::Notes;
use super::links::LinkEnd;
use super::node::{self, Document, Node, Side};
use super::tables::Table;
use super::{Options, Rendered, SiteLink};
use crate::diagnostics::{Diagnostic, Prose};
use crate::fragment::{Fragment, Slot};
use linkify::{LinkFinder, LinkKind};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};
use std::ops::Range;

/// A text that is being written.
pub(super) struct Writer<'d> {
    pub(super) out: Fragment,
    pub(super) document: &'d Document<'d>,
    pub(super) anchors: &'d Anchors,
    pub(super) prose: &'d Prose<'d>,
    pub(super) options: &'d Options<'d>,
    pub(super) faults: Vec<Diagnostic>,
    pub(super) site_links: Vec<SiteLink>,
    pub(super) notes: Notes,
    pub(super) table: Option<Table<'d>>,
    /// The links that are open, and those that are shown as text.
    pub(super) links: Vec<LinkEnd>,
    pub(super) finder: LinkFinder,
    /// Whether the heading that is being written is a link to itself.
    pub(super) in_heading_link: bool,
    /// The level of the heading that is being written.
    heading: Option<HeadingLevel>,
    in_code: bool,
    in_label: bool,
}

/// Writes `document`.
pub(super) fn write<'d>(
    document: &'d Document<'d>,
    anchors: &'d Anchors,
    prose: &'d Prose<'d>,
    options: &'d Options<'d>,
) -> Rendered {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    let mut writer = Writer {
        out: Fragment::with_capacity(document.size + document.size / 2),
        document,
        anchors,
        prose,
        options,
        faults: Vec::new(),
        site_links: Vec::new(),
        notes: Notes::new(&document.labels),
        table: None,
        links: Vec::new(),
        finder,
        in_heading_link: false,
        heading: None,
        in_code: false,
        in_label: false,
    };
    if let Some(body) = document.streams.first() {
        writer.nodes(body);
    }
    writer.footnotes();
    Rendered { fragment: writer.out, diagnostics: writer.faults, site_links: writer.site_links }
}

impl<'d> Writer<'d> {
    pub(super) fn nodes(&mut self, nodes: &'d [Node<'d>]) {
        let mut index = 0;
        while let Some(node) = nodes.get(index) {
            index = match node {
                Node::Markdown(Event::Start(tag), range) => self.start(nodes, index, tag, range),
                Node::Markdown(event, range) => {
                    self.event(nodes, index, event, range);
                    index + 1
                }
                Node::Tag { name, side, source, markup } => {
                    self.tag(name, *side, source, *markup);
                    index + 1
                }
                Node::Literal(text) => {
                    push_text(&mut self.out, text);
                    index + 1
                }
            };
        }
    }

    fn event(&mut self, nodes: &[Node<'_>], index: usize, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::End(end) => self.end(*end),
            Event::Text(text) if self.in_code => push_text(&mut self.out, text),
            Event::Text(text) => {
                let goes_on = matches!(
                    nodes.get(index + 1),
                    Some(Node::Markdown(Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough), _))
                );
                self.text_with_links(text, range, goes_on);
            }
            Event::Code(text) => {
                self.out.push_html("<code>");
                push_text(&mut self.out, text);
                self.out.push_html("</code>");
            }
            Event::SoftBreak => self.out.push_html("\n"),
            Event::HardBreak => self.out.push_html("<br>\n"),
            Event::Rule => {
                self.end_label();
                self.out.push_html("<hr>\n");
            }
            Event::FootnoteReference(label) => self.footnote_reference(label),
            Event::TaskListMarker(done) => self.task(*done, &nodes[index + 1..]),
            // Not asked of the parser, or handled as nodes of other kinds: shown as text if they ever come.
            Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => {
                push_text(&mut self.out, text);
            }
            Event::Start(_) => {}
        }
    }

    /// Begins an element; the index of the node to go on with.
    fn start(
        &mut self,
        nodes: &'d [Node<'d>],
        index: usize,
        tag: &'d Tag<'d>,
        range: &Range<usize>,
    ) -> usize {
        if node::is_block(tag) {
            self.end_label();
        }
        match tag {
            Tag::Paragraph => self.out.push_html("<p>"),
            Tag::Heading { level, id: Some(id), .. } => self.start_heading(nodes, index, *level, id),
            Tag::Heading { id: None, .. } => return self.silent_heading(nodes, index),
            Tag::BlockQuote(_) => self.out.push_html("<blockquote>\n"),
            Tag::CodeBlock(kind) => self.start_code(kind),
            Tag::List(None) => self.out.push_html("<ul>\n"),
            Tag::List(Some(1)) => self.out.push_html("<ol>\n"),
            Tag::List(Some(first)) => {
                self.out.push_html("<ol start=\"");
                push_number(&mut self.out, *first);
                self.out.push_html("\">\n");
            }
            Tag::Item => {
                let task = is_task(&nodes[index + 1..]);
                self.out.push_html(if task { "<li class=\"task\">" } else { "<li>" });
            }
            Tag::Table(alignments) => self.start_table(nodes, index, alignments),
            Tag::TableHead => self.start_row(true),
            Tag::TableRow => self.start_row(false),
            Tag::TableCell => self.start_cell(nodes, index),
            Tag::Emphasis => self.out.push_html("<em>"),
            Tag::Strong => self.out.push_html("<strong>"),
            Tag::Strikethrough => self.out.push_html("<del>"),
            Tag::Link { .. } => self.start_link(nodes, index, tag, range),
            Tag::Image { .. } => return self.image(nodes, index, tag, range) + 1,
            // Taken apart while reading, or not asked of the parser.
            Tag::HtmlBlock
            | Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
        index + 1
    }

    fn end(&mut self, end: TagEnd) {
        if matches!(end, TagEnd::Paragraph | TagEnd::Item) {
            self.end_label();
        }
        match end {
            TagEnd::Paragraph => self.out.push_html("</p>\n"),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(_) => self.out.push_html("</blockquote>\n"),
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.out.push_html("</code></pre>\n");
            }
            TagEnd::List(true) => self.out.push_html("</ol>\n"),
            TagEnd::List(false) => self.out.push_html("</ul>\n"),
            TagEnd::Item => self.out.push_html("</li>\n"),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.end_row(true),
            TagEnd::TableRow => self.end_row(false),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Emphasis => self.out.push_html("</em>"),
            TagEnd::Strong => self.out.push_html("</strong>"),
            TagEnd::Strikethrough => self.out.push_html("</del>"),
            TagEnd::Link => self.end_link(),
            TagEnd::HtmlBlock
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Image
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// A raw tag. `details` and `summary` stand between paragraphs: as text, they need some of their own.
    fn tag(&mut self, name: &str, side: Side, source: &str, markup: bool) {
        if matches!(name, "details") {
            self.end_label();
        }
        if markup {
            self.out.push_html(if side == Side::Close { "</" } else { "<" });
            self.out.push_html(name);
            self.out.push_html(">");
            if name == "details" || (name, side) == ("summary", Side::Close) {
                self.out.push_html("\n");
            }
            return;
        }
        let (before, after) = match (name, side) {
            ("details", _) => ("<p>", "</p>\n"),
            ("summary", Side::Open) => ("<p>", ""),
            ("summary", _) => ("", "</p>\n"),
            _ => ("", ""),
        };
        self.out.push_html(before);
        push_text(&mut self.out, source);
        self.out.push_html(after);
    }

    /// A heading is a link to itself, unless it holds one already. Made this way, neither a feed nor a screen reader has
    /// a sign in it that is not the author's.
    fn start_heading(&mut self, nodes: &[Node<'_>], index: usize, level: HeadingLevel, id: &str) {
        self.heading = Some(level);
        self.out.push_html("<h");
        push_number(&mut self.out, level as u64);
        self.out.push_html(" id=\"");
        push_attribute(&mut self.out, id);
        self.out.push_html("\">");
        if !holds_link(node::inside(nodes, index).0) {
            self.out.push_html("<a class=\"anchor\" href=\"");
            self.out.push_slot(Slot::Page);
            self.out.push_html("#");
            push_attribute(&mut self.out, id);
            self.out.push_html("\">");
            self.in_heading_link = true;
        }
    }

    fn end_heading(&mut self) {
        let Some(level) = self.heading.take() else { return };
        if std::mem::take(&mut self.in_heading_link) {
            self.out.push_html("</a>");
        }
        self.out.push_html("</h");
        push_number(&mut self.out, level as u64);
        self.out.push_html(">\n");
    }

    /// A heading without words: an outline has no use for it. Images in it are shown in a paragraph.
    fn silent_heading(&mut self, nodes: &'d [Node<'d>], index: usize) -> usize {
        let (inside, end) = node::inside(nodes, index);
        if !inside.is_empty() {
            self.out.push_html("<p>");
            self.nodes(inside);
            self.out.push_html("</p>\n");
        }
        end + 1
    }

    /// Begins a code block. It takes the focus so that the keyboard can scroll it.
    fn start_code(&mut self, kind: &CodeBlockKind<'_>) {
        self.in_code = true;
        self.out.push_html("<pre tabindex=\"0\"><code");
        if let CodeBlockKind::Fenced(info) = kind {
            let language = language(info);
            if !language.is_empty() {
                self.out.push_html(" class=\"language-");
                push_attribute(&mut self.out, language);
                self.out.push_html("\"");
            }
        }
        self.out.push_html(">");
    }

    /// A task's box with the task's first words as its label; one without words, or in a heading, is shown as it was written.
    fn task(&mut self, done: bool, after: &[Node<'_>]) {
        let line = after.iter().position(ends_line).map_or(after, |end| &after[..end]);
        // In a heading, which is a link to itself, a box with a label would be a control inside a control.
        if self.heading.is_some() || !node::says_something(line) {
            self.out.push_html(if done { "[x] " } else { "[ ] " });
            return;
        }
        self.in_label = true;
        self.out.push_html("<label><input type=\"checkbox\" disabled");
        self.out.push_html(if done { " checked> " } else { "> " });
    }

    fn end_label(&mut self) {
        if std::mem::take(&mut self.in_label) {
            self.out.push_html("</label>");
        }
    }
}

/// Whether an item's content begins with a task's box.
fn is_task(content: &[Node<'_>]) -> bool {
    let content = match content {
        [Node::Markdown(Event::Start(Tag::Paragraph), _), rest @ ..] => rest,
        _ => content,
    };
    matches!(content.first(), Some(Node::Markdown(Event::TaskListMarker(_), _)))
}

/// Whether a paragraph or an item's own words end at `node`.
fn ends_line(node: &Node<'_>) -> bool {
    match node {
        Node::Markdown(Event::Start(tag), _) => node::is_block(tag),
        Node::Markdown(Event::End(end), _) => matches!(end, TagEnd::Paragraph | TagEnd::Item),
        Node::Markdown(Event::Rule, _) => true,
        Node::Tag { name, .. } => super::raw::is_block(name),
        _ => false,
    }
}

/// Whether something in a heading is or may become a link.
fn holds_link(nodes: &[Node<'_>]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Markdown(
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) | Event::FootnoteReference(_),
            _,
        ) => true,
        Node::Markdown(Event::Text(text), _) => text.contains("://"),
        _ => false,
    })
}

/// The language of a fenced block: what stands first behind the fence, when it can be part of a class.
fn language(info: &str) -> &str {
    let word = info.split(|c: char| c.is_whitespace() || c == ',').next().unwrap_or_default();
    let fits = word.len() <= 40
        && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '#' | '.' | '_'));
    if fits { word } else { "" }
}
