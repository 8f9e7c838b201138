//! Safe HTML as plain text that keeps its paragraphs: what clients print in a terminal or a chat.
//!
//! Reads back only what this program wrote itself: every `<` opens a tag, attributes stand in double quotes, and the
//! entities are the ones that [`crate::fragment::escape`] makes.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use crate::fragment::{entity, runs, words_len};

/// A text, in the form that it has in every document. Most are long, and stand in several.
#[derive(Clone, Serialize, Debug)]
#[serde(transparent)]
pub struct Said(Box<RawValue>);

impl Said {
    pub(super) fn new(text: &str) -> Self {
        // Texts always serialise.
        Self(to_raw_value(text).unwrap_or_else(|_| RawValue::NULL.to_owned()))
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.get() == "\"\""
    }
}

impl PartialEq for Said {
    fn eq(&self, other: &Self) -> bool {
        self.0.get() == other.0.get()
    }
}

impl Eq for Said {}

/// `html` as text: paragraphs with an empty line between them, lists with `-` or numbers, links with their address.
pub(super) fn plain(html: &str) -> String {
    let mut writer = Writer { out: String::with_capacity(html.len()), ..Writer::default() };
    let mut rest = html;
    loop {
        let open = runs::before(rest.as_bytes(), |byte| byte == b'<');
        writer.text(&rest[..open]);
        let Some(close) = rest.as_bytes()[open..].iter().position(|byte| *byte == b'>') else {
            return writer.finish();
        };
        writer.tag(&rest[open + 1..open + close]);
        rest = &rest[open + close + 1..];
    }
}

#[derive(Default)]
struct Writer {
    out: String,
    /// Line ends that are due before the next word.
    breaks: usize,
    /// Whether a space is due before the next word.
    space: bool,
    /// Whether nothing follows the bullet yet: its words go on its line.
    bullet: bool,
    preformatted: bool,
    /// How many cells the row of a table has so far.
    cells: usize,
    /// The lists that are open, with the number of the next item where items are numbered.
    lists: Vec<Option<usize>>,
    /// The links that are open: their addresses, and where their words begin.
    links: Vec<(Option<String>, usize)>,
}

impl Writer {
    fn finish(mut self) -> String {
        self.out.truncate(self.out.trim_end().len());
        self.out
    }

    fn text(&mut self, escaped: &str) {
        if self.preformatted {
            if !escaped.is_empty() {
                self.flush();
                self.out.push_str(&unescape(escaped));
            }
            return;
        }
        let mut rest = escaped;
        while let Some(first) = rest.chars().next() {
            if first.is_whitespace() {
                self.space = true;
                rest = &rest[first.len_utf8()..];
                continue;
            }
            self.flush();
            let length = if let Some((text, entity)) = entity(rest) {
                self.out.push_str(text);
                entity.len()
            } else {
                let length = words_len(rest, usize::MAX).max(first.len_utf8());
                self.out.push_str(&rest[..length]);
                length
            };
            rest = &rest[length..];
        }
    }

    /// Writes the line ends or the space that are due.
    fn flush(&mut self) {
        if self.breaks > 0 && !self.out.is_empty() {
            self.out.extend(std::iter::repeat_n('\n', self.breaks));
        } else if self.space && !self.out.is_empty() && !self.out.ends_with([' ', '\n']) {
            self.out.push(' ');
        }
        (self.breaks, self.space, self.bullet) = (0, false, false);
    }

    fn break_line(&mut self, breaks: usize) {
        if !self.bullet {
            self.breaks = self.breaks.max(breaks);
            self.space = false;
        }
    }

    fn tag(&mut self, tag: &str) {
        let (closes, tag) = tag.strip_prefix('/').map_or((false, tag), |name| (true, name));
        let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        match (name, closes) {
            ("br", _) => self.break_line(1),
            ("tr", _) => {
                self.break_line(1);
                self.cells = 0;
            }
            ("td" | "th", false) => {
                if self.cells > 0 {
                    self.text(" | ");
                }
                self.cells += 1;
            }
            ("ul" | "ol", false) => {
                self.break_line(if self.lists.is_empty() { 2 } else { 1 });
                let first = attribute(tag, "start").and_then(|start| start.parse().ok()).unwrap_or(1);
                self.lists.push((name == "ol").then_some(first));
            }
            ("ul" | "ol", true) => {
                self.lists.pop();
                self.break_line(if self.lists.is_empty() { 2 } else { 1 });
            }
            ("li", false) => self.item(),
            ("li", true) => {
                self.bullet = false;
                self.break_line(1);
            }
            ("pre", closes) => {
                self.preformatted = !closes;
                self.break_line(2);
            }
            ("input", _) => self.text(if tag.contains(" checked") { "[x] " } else { "[ ] " }),
            ("img", _) => self.text(attribute(tag, "alt").unwrap_or_default()),
            ("a", false) => {
                let to_itself = attribute(tag, "class") == Some("anchor");
                let address = attribute(tag, "href").filter(|_| !to_itself).map(str::to_owned);
                self.links.push((address, self.out.len()));
            }
            ("a", true) => self.end_link(),
            (name, _) if is_block(name) => self.break_line(2),
            _ => {}
        }
    }

    fn item(&mut self) {
        self.break_line(1);
        self.flush();
        let depth = self.lists.len().saturating_sub(1);
        self.out.extend(std::iter::repeat_n("  ", depth));
        match self.lists.last_mut() {
            Some(Some(number)) => {
                self.out.push_str(&number.to_string());
                self.out.push_str(". ");
                *number += 1;
            }
            _ => self.out.push_str("- "),
        }
        self.bullet = true;
    }

    /// Puts a link's address behind its words, unless they are the address. Within the text there is nowhere to lead
    /// to: a footnote's number is set in brackets, and the way back from it is left out.
    fn end_link(&mut self) {
        let Some((Some(address), start)) = self.links.pop() else { return };
        let address = unescape(&address);
        if address.starts_with('#') {
            let words = self.out.get(start..).unwrap_or_default().trim().to_owned();
            if words == "↩" {
                self.out.truncate(start);
            } else if words.parse::<usize>().is_ok() {
                self.out.truncate(start);
                self.out.extend(["[", words.as_str(), "]"]);
            }
            return;
        }
        let words = self.out.get(start..).unwrap_or_default().trim();
        let bare = address.split_once("://").map_or(&*address, |(_, bare)| bare);
        let bare = bare.strip_prefix("mailto:").unwrap_or(bare);
        if words != address && words.trim_end_matches('/') != bare.trim_end_matches('/') {
            self.text(&format!(" ({})", crate::fragment::escape(&address)));
        }
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "blockquote"
            | "table"
            | "hr"
            | "details"
            | "summary"
            | "div"
            | "section"
            | "figure"
            | "figcaption"
    )
}

/// The value of an attribute, as it is written.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut parts = tag.split('"');
    while let (Some(before), Some(value)) = (parts.next(), parts.next()) {
        let element = before.strip_suffix('=').and_then(|before| before.strip_suffix(name));
        if element.is_some_and(|element| element.ends_with(' ')) {
            return Some(value);
        }
    }
    None
}

fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    Cow::Owned(text.replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn paragraphs_lists_and_links_stay_readable() {
        let cases = [
            ("<p>One\nline.</p>\n<p>Two <strong>bold</strong>.</p>\n", "One line.\n\nTwo bold."),
            ("<p>a<br>\nb &lt;c&gt; &amp;lt; &#39;d&#39;</p>", "a\nb <c> &lt; 'd'"),
            (
                "<p>Do:</p>\n<ul>\n<li>this</li>\n<li>\n<p>that</p>\n</li>\n</ul>\n<p>End</p>",
                "Do:\n\n- this\n- that\n\nEnd",
            ),
            ("<ol start=\"3\">\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ol>", "3. a\n  - b\n4. c"),
            (
                "<p>See <a href=\"https://x.example/?a=1&amp;b\">the page</a>.</p>",
                "See the page (https://x.example/?a=1&b).",
            ),
            ("<p><a href=\"https://x.example/\">x.example</a></p>", "x.example"),
            ("<h3 id=\"a\"><a class=\"anchor\" href=\"#a\">Why</a></h3>\n<p>So.</p>", "Why\n\nSo."),
            ("<pre tabindex=\"0\"><code>a\n  b\n</code></pre>\n<p>c</p>", "a\n  b\n\n\nc"),
            ("<p><img src=\"a.png\" alt=\"A chart\"> <code>x</code></p>", "A chart x"),
            (
                "<p>Down.<sup><a href=\"#fn\">1</a></sup></p><ol><li><p>Ours. <a href=\"#ref\">↩</a></p></li></ol>",
                "Down.[1]\n\n1. Ours.",
            ),
            ("<table><tr><th>a</th><th>b</th></tr>\n<tr><td>1</td><td>2</td></tr></table>", "a | b\n1 | 2"),
            ("", ""),
        ];
        for (html, text) in cases {
            assert_eq!(plain(html), text, "{html}");
        }
    }
}
