//! Tables: a box that scrolls sideways around each, and alignment by class, because a strict CSP blocks `style=`.

use super::escape::push_attribute;
use super::node::{self, Node};
use super::write::Writer;
use pulldown_cmark::{Alignment, Event, Tag};

/// The table that is being written.
pub(super) struct Table<'d> {
    alignments: &'d [Alignment],
    column: usize,
    in_head: bool,
    has_body: bool,
    cell: &'static str,
}

impl<'d> Writer<'d> {
    /// Begins the table at `nodes[start]`. Its box takes the focus so that the keyboard can scroll it, and is called by
    /// its column heads; it is a group and no region, because two tables with the same heads would be two regions of
    /// one name.
    pub(super) fn start_table(&mut self, nodes: &[Node<'_>], start: usize, alignments: &'d [Alignment]) {
        self.out.push_html("<div class=\"table\" tabindex=\"0\"");
        let name = heads(nodes, start).join(", ");
        if !name.is_empty() {
            self.out.push_html(" role=\"group\" aria-label=\"");
            push_attribute(&mut self.out, &name);
            self.out.push_html("\"");
        }
        self.out.push_html(">\n<table>\n");
        self.table = Some(Table { alignments, column: 0, in_head: false, has_body: false, cell: "td" });
    }

    pub(super) fn end_table(&mut self) {
        if self.table.take().is_some_and(|table| table.has_body) {
            self.out.push_html("</tbody>\n");
        }
        self.out.push_html("</table>\n</div>\n");
    }

    pub(super) fn start_row(&mut self, in_head: bool) {
        let Some(table) = &mut self.table else { return };
        table.column = 0;
        table.in_head = in_head;
        if in_head {
            self.out.push_html("<thead>\n");
        } else if !std::mem::replace(&mut table.has_body, true) {
            self.out.push_html("<tbody>\n");
        }
        self.out.push_html("<tr>");
    }

    pub(super) fn end_row(&mut self, in_head: bool) {
        self.out.push_html(if in_head { "</tr>\n</thead>\n" } else { "</tr>\n" });
    }

    /// A head without words is no head.
    pub(super) fn start_cell(&mut self, nodes: &[Node<'_>], start: usize) {
        let Some(table) = &mut self.table else { return };
        let head = table.in_head && node::says_something(node::inside(nodes, start).0);
        table.cell = if head { "th" } else { "td" };
        self.out.push_html(if head { "<th scope=\"col\"" } else { "<td" });
        self.out.push_html(match table.alignments.get(table.column) {
            Some(Alignment::Left) => " class=\"align-left\">",
            Some(Alignment::Center) => " class=\"align-center\">",
            Some(Alignment::Right) => " class=\"align-right\">",
            Some(Alignment::None) | None => ">",
        });
        table.column += 1;
    }

    pub(super) fn end_cell(&mut self) {
        let head = self.table.as_ref().is_some_and(|table| table.cell == "th");
        self.out.push_html(if head { "</th>" } else { "</td>" });
    }
}

/// What the heads of the table's columns say, empty ones left out.
fn heads(nodes: &[Node<'_>], table: usize) -> Vec<String> {
    let (head, _) = node::inside(nodes, table + 1);
    let mut heads = Vec::new();
    for (index, cell) in head.iter().enumerate() {
        if matches!(cell, Node::Markdown(Event::Start(Tag::TableCell), _)) {
            let text = node::plain(node::inside(head, index).0);
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if !text.is_empty() {
                heads.push(text);
            }
        }
    }
    heads
}
