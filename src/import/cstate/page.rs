//! A page of the old site → a page of the new one: its title, its description and its text.

use std::fmt::Write as _;

use super::address;
use super::front::Parts;
use super::text::{self, Place};
use super::value::Node;
use crate::import::{FileReport, write};

/// Writes the page, or nothing when there is neither title nor text.
pub(super) fn write(
    node: &Node,
    parts: &Parts<'_>,
    aliases: &[String],
    place: Place<'_>,
    report: &mut FileReport,
) -> Option<String> {
    let text_of = |key: &str| node.get(key).and_then(Node::text).map(str::trim).filter(|t| !t.is_empty());
    let body = text::without_comments(&parts.body.replace("\r\n", "\n"), report);
    let body = body.trim();
    let title = match text_of("title") {
        Some(title) => {
            report.keep("title");
            super::services::visible(title)
        }
        None if body.is_empty() => return None,
        None => {
            report.guess("title: there is none; the file's name stands in its place");
            place.path.stem().to_owned()
        }
    };
    let mut out = format!("+++\ntitle = {}\n", write::line(&title));
    if let Some(description) = text_of("description") {
        let _ = writeln!(out, "description = {}", write::line(description));
        report.keep("description");
    }
    address::publication(&mut out, node.get("draft").is_some_and(Node::is_true), aliases, report);
    let known = ["title", "description", "draft", "slug", "url", "aliases"];
    for (_, value) in node.entries().iter().filter(|(key, _)| !known.contains(&key.as_str())) {
        let key = &value.name;
        report.lose(format!("`{key}{}`", value.text().map_or(String::new(), |text| format!(": {text}"))));
    }
    out.push_str("+++\n");
    if !body.is_empty() {
        let _ = writeln!(out, "\n{}", text::mend(body, place, report));
        report.keep("text");
    }
    Some(out)
}
