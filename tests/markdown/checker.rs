//! Reads HTML far more strictly than a browser: a list of tags and attributes, every tag closed in order, every `<`,
//! `>` and `&` accounted for, and of HTML's content models those that could be broken.

use std::collections::HashSet;

const BLOCKS: &[&str] = &[
    "p",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "ul",
    "ol",
    "li",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "div",
    "details",
];
const INLINE: &[&str] = &[
    "a", "em", "strong", "del", "code", "img", "br", "sup", "label", "input", "b", "cite", "i", "ins", "kbd",
    "mark", "q", "s", "samp", "small", "sub", "summary", "u", "var",
];
const VOID: &[&str] = &["br", "hr", "img", "input"];
/// Blocks that can hold blocks.
const FLOW: &[&str] = &["", "blockquote", "li", "div", "details"];
/// Blocks that hold text.
const PHRASING: &[&str] = &["p", "h2", "h3", "h4", "h5", "h6", "pre", "li", "th", "td", "summary"];

/// Panics, saying why, when `html` is not what only this program could have written.
pub fn check(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut ids = HashSet::new();
    let mut previous = "";
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        check_text(&rest[..at], &open, html);
        let end = rest[at..].find('>').unwrap_or_else(|| panic!("unclosed tag in {html}")) + at;
        let tag = &rest[at + 1..end];
        if !rest[..at].trim().is_empty() {
            previous = "text";
        }
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "wrong closing tag in {html}");
        } else {
            let name = tag.split(' ').next().unwrap_or_default();
            check_place(name, &open, previous, html);
            check_attributes(name, &tag[name.len()..], &mut ids, html);
            if !VOID.contains(&name) {
                open.push(name);
            }
            previous = name;
            continue;
        }
        previous = "end";
    }
    check_text(rest, &open, html);
    assert!(open.is_empty(), "{open:?} still open in {html}");
}

fn check_text(text: &str, open: &[&str], html: &str) {
    check_entities(text, html);
    let parent = open.last().copied().unwrap_or("");
    if !text.trim_matches([' ', '\n']).is_empty() {
        let fits = PHRASING.contains(&parent) || INLINE.contains(&parent);
        assert!(fits, "the text {text:?} stands in <{parent}> in {html}");
    }
}

fn check_entities(text: &str, html: &str) {
    assert!(!text.contains(['<', '>']), "a bare bracket in {text:?} in {html}");
    assert!(
        !text.contains(|c: char| c.is_control() && c != '\n' && c != '\t'),
        "a control character in {html:?}"
    );
    for part in text.split('&').skip(1) {
        let known = ["amp;", "lt;", "gt;", "quot;", "#39;"];
        assert!(known.iter().any(|entity| part.starts_with(entity)), "a bare & before {part:?} in {html}");
    }
}

fn check_place(name: &str, open: &[&str], previous: &str, html: &str) {
    let parent = open.last().copied().unwrap_or("");
    let fits = match name {
        "li" => matches!(parent, "ul" | "ol"),
        "thead" | "tbody" => parent == "table",
        "tr" => matches!(parent, "thead" | "tbody"),
        "th" => parent == "tr" && open.contains(&"thead"),
        "td" => parent == "tr",
        "summary" => parent == "details" && previous == "details",
        "input" => parent == "label" && previous == "label",
        name if BLOCKS.contains(&name) => FLOW.contains(&parent),
        name if INLINE.contains(&name) => PHRASING.contains(&parent) || INLINE.contains(&parent),
        _ => false,
    };
    assert!(fits, "<{name}> stands in <{parent}> in {html}");
    assert!(!(name == "a" && open.contains(&"a")), "a link in a link in {html}");
    assert!(
        !(matches!(name, "label" | "a") && open.contains(&"summary")),
        "a control in a control in {html}"
    );
    assert!(parent != "details" || previous != "details" || name == "summary", "no summary in {html}");
}

fn check_attributes(name: &str, attributes: &str, ids: &mut HashSet<String>, html: &str) {
    let mut seen = HashSet::new();
    let mut rest = attributes;
    while !rest.is_empty() {
        let after = rest.strip_prefix(' ').unwrap_or_else(|| panic!("{rest:?} in {html}"));
        let end = after.find([' ', '=']).unwrap_or(after.len());
        let key = &after[..end];
        assert!(seen.insert(key), "{key} twice in {html}");
        let value = if let Some(quoted) = after[end..].strip_prefix("=\"") {
            let close = quoted.find('"').unwrap_or_else(|| panic!("an open quote in {html}"));
            rest = &quoted[close + 1..];
            &quoted[..close]
        } else {
            rest = &after[end..];
            ""
        };
        check_entities(value, html);
        check_attribute(name, key, value, html);
        if key == "id" {
            assert!(!value.is_empty() && !value.contains(char::is_whitespace), "the id {value:?} in {html}");
            assert!(ids.insert(value.to_owned()), "the id {value} twice in {html}");
        }
    }
    for needed in match name {
        "img" => ["src", "alt"].as_slice(),
        "a" => &["href"],
        _ => &[],
    } {
        assert!(seen.contains(needed), "<{name}> without {needed} in {html}");
    }
}

fn check_attribute(name: &str, key: &str, value: &str, html: &str) {
    let known = match (name, key) {
        ("a", "href") | ("img", "src") => safe_address(value),
        ("a", "id" | "title" | "aria-label")
        | ("img", "alt" | "title")
        | ("div", "aria-label")
        | ("li" | "h2" | "h3" | "h4" | "h5" | "h6", "id") => true,
        ("a", "rel") => value == "noopener noreferrer",
        ("a", "role") => matches!(value, "doc-noteref" | "doc-backlink"),
        ("a", "class") => matches!(value, "anchor" | "footnote-back"),
        ("img", "width" | "height") | ("ol", "start") => value.parse::<u64>().is_ok(),
        ("img", "loading") => value == "lazy",
        ("img", "decoding") => value == "async",
        ("input", "type") => value == "checkbox",
        ("input", "disabled" | "checked") => value.is_empty(),
        ("th", "scope") => value == "col",
        ("th" | "td", "class") => matches!(value, "align-left" | "align-right" | "align-center"),
        ("div", "class") => matches!(value, "table" | "footnotes"),
        ("div", "role") => value == "group",
        ("div" | "pre", "tabindex") => value == "0",
        ("sup", "class") => value == "footnote-ref",
        ("li", "class") => value == "task",
        ("code", "class") => value.starts_with("language-") && !value.contains([' ', '&']),
        _ => false,
    };
    assert!(known, "<{name} {key}={value:?}> in {html}");
}

/// Whether a browser would take the address for a web page, a mail, a telephone number or a place on the site.
fn safe_address(address: &str) -> bool {
    let ascii = address.chars().all(|c| !c.is_control() && !c.is_whitespace() && c != '\\');
    let lower = address.to_ascii_lowercase();
    let prefixes = ["./", "#", "http://", "https://", "mailto:", "tel:"];
    ascii && prefixes.iter().any(|prefix| lower.starts_with(prefix)) && !lower.starts_with("//")
}

#[test]
#[should_panic(expected = "wrong closing tag")]
fn the_checker_sees_crossed_tags() {
    check("<p><em><b></em></b></p>");
}

#[test]
#[should_panic(expected = "<img onerror")]
fn the_checker_sees_handlers() {
    check("<p><img src=\"./a\" alt=\"\" onerror=\"x\"></p>");
}

#[test]
#[should_panic(expected = "<a href=\"javascript:x\">")]
fn the_checker_sees_scripts_in_links() {
    check("<p><a href=\"javascript:x\">y</a></p>");
}
