//! Makes HTML of this program's own fit for feed readers, which keep less than browsers do.
//!
//! Readers drop attributes that they do not know, and validators warn of them; a text that has to be unfolded is
//! unfolded, as many readers cannot. Nothing here makes HTML safe: that it is already.

use crate::fragment::runs;

/// What readers keep, of the attributes that Markdown comes out with.
const KEPT: &[&str] = &[
    "alt", "checked", "cite", "class", "colspan", "datetime", "dir", "disabled", "height", "href", "id",
    "lang", "rowspan", "scope", "src", "start", "title", "type", "width",
];

/// Appends `html` with the tags and attributes that readers keep.
///
/// Reads back only what this program wrote itself: every `<` opens a tag, no `>` stands in an attribute, and values
/// stand in double quotes.
pub(super) fn fit_into(fit: &mut String, html: &str) {
    let (mut done, mut at) = (0, 0);
    loop {
        let open = at + runs::before(&html.as_bytes()[at..], |byte| byte == b'<');
        let Some(length) = html.as_bytes()[open..].iter().position(|byte| *byte == b'>') else { break };
        at = open + length + 1;
        let tag = &html[open + 1..at - 1];
        if !is_kept(tag) {
            fit.push_str(&html[done..open]);
            write_tag(fit, tag);
            done = at;
        }
    }
    fit.push_str(&html[done..]);
}

/// Whether a tag stays as it is: most have no attributes.
fn is_kept(tag: &str) -> bool {
    !matches!(tag, "details" | "/details" | "summary" | "/summary")
        && !tag.bytes().any(|byte| matches!(byte, b' ' | b'\n'))
}

fn write_tag(fit: &mut String, tag: &str) {
    let (name, attributes) = tag.split_once([' ', '\n']).unwrap_or((tag, ""));
    match name {
        "details" => fit.push_str("<div>"),
        "/details" => fit.push_str("</div>"),
        "summary" => fit.push_str("<div><strong>"),
        "/summary" => fit.push_str("</strong></div>"),
        _ => {
            fit.push('<');
            fit.push_str(name);
            write_attributes(fit, attributes);
            fit.push('>');
        }
    }
}

fn write_attributes(fit: &mut String, attributes: &str) {
    let mut rest = attributes.trim_start();
    while !rest.is_empty() {
        let end = rest.find(['=', ' ', '\n']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let value = after.strip_prefix("=\"").and_then(|value| value.split_once('"'));
        if KEPT.contains(&name) {
            fit.push(' ');
            fit.push_str(name);
            if let Some((value, _)) = value {
                fit.extend(["=\"", value, "\""]);
            }
        }
        rest = value.map_or(after, |(_, after)| after).trim_start_matches(['=', ' ', '\n']);
    }
}

#[cfg(test)]
mod tests {
    use super::fit_into;

    fn fit(html: &str) -> String {
        let mut fit = String::new();
        fit_into(&mut fit, html);
        fit
    }

    #[test]
    fn what_readers_do_not_know_is_left_out_and_all_else_stays() {
        let image = "<p>A <img src=\"a.png\" alt=\"b = &quot;c d&quot;\" width=\"3\" loading=\"lazy\" decoding=\"async\"> e</p>";
        assert_eq!(fit(image), "<p>A <img src=\"a.png\" alt=\"b = &quot;c d&quot;\" width=\"3\"> e</p>");
        let table = "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"T\"><table>";
        assert_eq!(fit(table), "<div class=\"table\"><table>");
        assert_eq!(
            fit("<input type=\"checkbox\" disabled checked> a &lt;b&gt;"),
            "<input type=\"checkbox\" disabled checked> a &lt;b&gt;"
        );
    }

    #[test]
    fn what_is_folded_is_unfolded() {
        assert_eq!(
            fit("<details><summary>More</summary><p>x</p></details>"),
            "<div><div><strong>More</strong></div><p>x</p></div>"
        );
    }
}
