//! Makes cState's Markdown fit for Candor without changing what it says.
//!
//! An image that is not in the folder becomes a link to it (Candor refuses to publish a page with a hole in it), HTML
//! comments, which no visitor ever saw, are left out; HTML and shortcodes stay as they are, and are reported.

use std::ops::Range;

use percent_encoding::percent_decode_str;
use pulldown_cmark::{Event, Options, Parser, Tag};

use super::blocks::Shortcode;
use crate::import::FileReport;
use crate::tree::{RelPath, Tree};

/// Images that may stand beside a content file.
const IMAGES: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "avif"];

const OPTIONS: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH).union(Options::ENABLE_FOOTNOTES);

/// Where a text comes from: decides which of its images are there.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) source: &'a Tree,
    /// The file that the text stands in.
    pub(super) path: &'a RelPath,
}

impl Place<'_> {
    fn has_image(self, destination: &str) -> bool {
        if destination.starts_with("//") || destination.contains("://") || destination.starts_with("data:") {
            return true;
        }
        let Ok(path) = percent_decode_str(destination).decode_utf8() else { return false };
        let folder = RelPath::new("static").ok();
        let found = match path.strip_prefix('/') {
            Some(path) => RelPath::resolve(folder.as_ref(), path).filter(|p| p.below("static").is_some()),
            None => RelPath::resolve(self.path.parent().as_ref(), &path)
                .filter(|p| IMAGES.contains(&p.extension().to_ascii_lowercase().as_str())),
        };
        let Some(bytes) = found.as_ref().and_then(|f| self.source.get(f)) else { return false };
        let svg = found.is_some_and(|f| f.extension().eq_ignore_ascii_case("svg"));
        svg || imagesize::blob_size(bytes).is_ok()
    }
}

/// `body` without its HTML comments; each different one is reported. Comes before anything else is read: authors hide
/// whole updates in comments.
pub(super) fn without_comments(body: &str, report: &mut FileReport) -> String {
    let mut cuts: Vec<Range<usize>> = Vec::new();
    let mut reported: Vec<String> = Vec::new();
    for (event, range) in Parser::new_ext(body, OPTIONS).into_offset_iter() {
        if !matches!(event, Event::Html(_) | Event::InlineHtml(_)) {
            continue;
        }
        let mut from = range.start;
        while let Some(start) = body[from..range.end].find("<!--").map(|i| from + i) {
            let end = body[start..].find("-->").map_or(range.end, |i| start + i + 3);
            if cuts.last().is_none_or(|cut| cut.end <= start) {
                let shown = shortened(&body[start..end]);
                if !reported.contains(&shown) {
                    report.lose(format!("a comment that no visitor saw: {shown}"));
                    reported.push(shown);
                }
                cuts.push(whole_lines(body, start..end));
            }
            from = end.min(range.end);
        }
    }
    without(body, &cuts)
}

/// A cut that leaves nothing else on its lines takes their line break along.
fn whole_lines(text: &str, cut: Range<usize>) -> Range<usize> {
    let before = text[..cut.start].rfind('\n').map_or(0, |i| i + 1);
    let after = text[cut.end..].find('\n').map_or(text.len(), |i| cut.end + i + 1);
    let alone = text[before..cut.start].trim().is_empty() && text[cut.end..after].trim().is_empty();
    if alone { before..after } else { cut }
}

/// `text` as it is written into the new site; what had to be changed or will look different is reported.
pub(super) fn mend(text: &str, place: Place<'_>, report: &mut FileReport) -> String {
    let mut cuts: Vec<Range<usize>> = Vec::new();
    let mut html: Option<&str> = None;
    for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::Image { dest_url, .. }) if !place.has_image(&dest_url) => {
                cuts.push(range.start..range.start + 1);
                report.lose(format!(
                    "the image {dest_url} is not in the folder; a link to it stands in its place"
                ));
            }
            Event::Html(_) | Event::InlineHtml(_) if text[range.clone()].trim_start().starts_with('<') => {
                html = html.or(Some(&text[range]));
            }
            _ => {}
        }
    }
    if let Some(first) = html {
        report.lose(format!("HTML, of which Candor shows all but a few tags as text: {}", shortened(first)));
    }
    shortcodes(text, report);
    without(text, &cuts).trim_end().trim_start_matches('\n').to_owned()
}

fn shortcodes(text: &str, report: &mut FileReport) {
    let mut from = 0;
    while let Some(code) = Shortcode::first(&text[from..], "") {
        let shown = shortened(&text[from + code.start..from + code.end]);
        report.lose(format!("a Hugo shortcode, which stays in the text as it is: {shown}"));
        from += code.end;
    }
}

/// `text` without the bytes of `cuts`, which stand in order and apart.
fn without(text: &str, cuts: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for cut in cuts.iter().filter(|cut| cut.start < cut.end) {
        out.push_str(&text[at..cut.start.max(at)]);
        at = at.max(cut.end);
    }
    out.push_str(&text[at..]);
    out
}

fn shortened(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}
