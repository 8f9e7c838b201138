//! Cuts a cState text into its updates, in the order in which they stand.
//!
//! A label at the start of a paragraph opens an update; `{{< track "…" >}}` ends one and carries its time. Text inside
//! code fences is never looked at. Which update came first is decided in `order`.

use super::labels::{self, Label};

/// One update as it stands in the text.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Block {
    pub(super) label: Option<Label>,
    pub(super) text: String,
    /// What stands in its `track` shortcode.
    pub(super) track: Option<String>,
}

impl Block {
    fn is_blank(&self) -> bool {
        trimmed(&self.text).is_empty()
    }
}

/// A text cut into updates.
pub(super) fn cut(body: &str) -> Vec<Block> {
    let mut cutter = Cutter::default();
    for line in body.lines() {
        cutter.line(line);
    }
    cutter.finish();
    for block in &mut cutter.blocks {
        block.text = trimmed(&block.text);
    }
    cutter.blocks
}

#[derive(Default)]
struct Cutter {
    blocks: Vec<Block>,
    current: Block,
    fence: Option<(char, usize)>,
    inside: bool,
}

impl Cutter {
    fn line(&mut self, line: &str) {
        let fenced = self.in_fence(line);
        if fenced {
            self.push(line);
            self.inside = true;
            return;
        }
        let mut rest = line;
        if let Some(label) = labels::at_start(line, !self.inside) {
            self.finish();
            rest = &line[label.rest..];
            self.current.label = Some(label);
        }
        while let Some(track) = Shortcode::first(rest, "track") {
            self.push(&rest[..track.start]);
            self.track(track.argument);
            rest = &rest[track.end..];
        }
        self.push(rest);
        self.inside = !(line.trim().is_empty() || is_rule(line));
    }

    /// Whether `line` is part of a fenced code block; follows its fences.
    fn in_fence(&mut self, line: &str) -> bool {
        let text = line.trim_start();
        let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'));
        let marks = mark.map_or(0, |m| text.len() - text.trim_start_matches(m).len());
        match (self.fence, mark) {
            (None, Some(mark)) if marks >= 3 => {
                self.fence = Some((mark, marks));
                true
            }
            (Some((open, count)), Some(mark))
                if mark == open && marks >= count && text[marks..].trim().is_empty() =>
            {
                self.fence = None;
                true
            }
            (fence, _) => fence.is_some(),
        }
    }

    fn push(&mut self, line: &str) {
        // Two blanks at a line's end are a line break in Markdown.
        self.current.text.push_str(line);
        self.current.text.push('\n');
    }

    /// A time belongs to the text before it; before any text, to the text that follows.
    fn track(&mut self, time: &str) {
        if self.current.track.is_some() {
            self.finish();
        }
        let heads = self.current.is_blank();
        self.current.track = Some(time.to_owned());
        if !heads {
            self.finish();
        }
    }

    fn finish(&mut self) {
        let block = std::mem::take(&mut self.current);
        if !block.is_blank() || block.label.is_some() || block.track.is_some() {
            self.blocks.push(block);
        }
    }
}

fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3 && (line.bytes().all(|b| b == b'-') || line.bytes().all(|b| b == b'*'))
}

/// Without blank lines and the rules that part updates, at both ends.
fn trimmed(text: &str) -> String {
    let idle = |line: &&str| line.trim().is_empty() || is_rule(line);
    let lines: Vec<&str> = text.lines().collect();
    let first = lines.iter().take_while(|l| idle(l)).count();
    let last = lines.len() - lines[first..].iter().rev().take_while(|l| idle(l)).count();
    lines[first..last].join("\n").trim_end().to_owned()
}

/// A Hugo shortcode in a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Shortcode<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its first argument, without quotes.
    pub(super) argument: &'a str,
}

impl<'a> Shortcode<'a> {
    /// The first shortcode called `name` in `text`; with an empty name, the first of any.
    pub(super) fn first(text: &'a str, name: &str) -> Option<Self> {
        let mut from = 0;
        while let Some(found) = text[from..].find("{{").map(|i| from + i) {
            let (open, close) = match text.get(found..found + 3)? {
                "{{<" => ("{{<", ">}}"),
                "{{%" => ("{{%", "%}}"),
                _ => {
                    from = found + 2;
                    continue;
                }
            };
            let inner = found + open.len();
            let end = inner + text[inner..].find(close)?;
            let content = text[inner..end].trim();
            let (word, rest) = content.split_once(char::is_whitespace).unwrap_or((content, ""));
            if name.is_empty() || word == name {
                let argument = rest.trim().trim_matches(['"', '`', '“', '”', '\'']).trim();
                return Some(Self { start: found, end: end + close.len(), argument });
            }
            from = end + close.len();
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(body: &str) -> Vec<(Option<String>, String, Option<String>)> {
        cut(body).into_iter().map(|b| (b.label.map(|l| l.words), b.text, b.track)).collect()
    }

    #[test]
    fn tracks_end_updates_and_carry_their_time() {
        let body = "Down. {{< track \"2019-09-29 21:45:00\" >}}\n\n---\n\n*Fixed* - Up.\n{{< track \"2019-09-29 22:00:00\" >}}";
        let expect = [
            (None, "Down.".to_owned(), Some("2019-09-29 21:45:00".to_owned())),
            (Some("Fixed".to_owned()), "Up.".to_owned(), Some("2019-09-29 22:00:00".to_owned())),
        ];
        assert_eq!(shape(body), expect);
    }

    #[test]
    fn a_track_before_its_text_belongs_to_that_text() {
        let body = "*Investigating* {{< track \"2020-01-01 10:00:00\" >}}\nWe look.\n\n*Fixed* {{% track `2020-01-01 11:00:00` %}}\nUp.";
        let expect = [
            (Some("Investigating".to_owned()), "We look.".to_owned(), Some("2020-01-01 10:00:00".to_owned())),
            (Some("Fixed".to_owned()), "Up.".to_owned(), Some("2020-01-01 11:00:00".to_owned())),
        ];
        assert_eq!(shape(body), expect);
    }

    #[test]
    fn code_is_left_alone() {
        let body =
            "Before.\n\n```\n\n*Update* - x {{< track \"2020-01-01\" >}}\n```\n\n[Final message]\nDone.";
        assert_eq!(shape(body).len(), 2);
        assert!(shape(body)[0].1.contains("*Update* - x {{< track"));
    }

    #[test]
    fn no_labels_is_one_update() {
        assert_eq!(shape("One.\n\nTwo.\n"), [(None, "One.\n\nTwo.".to_owned(), None)]);
        assert!(shape("\n \n").is_empty());
    }
}
