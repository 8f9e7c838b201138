//! The default theme's files, compiled in by build.rs.

use super::inline::Inline;
use super::layers::Piece;

/// Every file below themes/default/, by its path there.
const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/default_theme.rs"));

/// The built-in templates by their names, which begin with [`BUILTIN_PREFIX`](super::BUILTIN_PREFIX).
pub(super) fn templates() -> impl Iterator<Item = (String, &'static str)> {
    below("templates/").filter_map(|(path, bytes)| {
        // A test holds that all of them are UTF-8.
        Some((format!("{}{path}", super::BUILTIN_PREFIX), std::str::from_utf8(bytes).ok()?))
    })
}

/// The text of the built-in template whose name without the prefix is `name`.
pub(super) fn template(name: &str) -> Option<&'static str> {
    below("templates/").find(|(path, _)| *path == name).and_then(|(_, bytes)| std::str::from_utf8(bytes).ok())
}

/// The built-in static files by their paths in the output.
pub(super) fn statics() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    below("static/")
}

/// The built-in styles and scripts that stand in pages.
pub(super) fn inline() -> Inline {
    let mut inline = Inline::default();
    for (path, bytes) in FILES {
        if let (Some(piece), Ok(text)) = (Piece::named(path), std::str::from_utf8(bytes)) {
            piece.add(&mut inline, text);
        }
    }
    inline
}

fn below(folder: &'static str) -> impl Iterator<Item = (&'static str, &'static [u8])> {
    FILES.iter().filter_map(move |(path, bytes)| Some((path.strip_prefix(folder)?, *bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_template_is_text() {
        for (path, bytes) in FILES.iter().filter(|(path, _)| !path.starts_with("static/")) {
            assert!(std::str::from_utf8(bytes).is_ok(), "{path}");
        }
        assert!(templates().any(|(name, _)| name == "default/home.html"));
    }

    /// What is printed without escaping must have been made safe, and fields that were are named for it.
    #[test]
    fn only_fields_named_html_are_printed_as_they_are() {
        for (name, text) in templates() {
            for (number, line) in text.lines().enumerate() {
                for before in line.split("safe").collect::<Vec<_>>().split_last().map_or(&[][..], |(_, b)| b)
                {
                    let Some(printed) = before.trim_end().strip_suffix('|') else { continue };
                    assert!(printed.trim_end().ends_with("_html"), "{name}:{}: {line}", number + 1);
                }
                assert!(!line.contains("escape_xml") && !line.contains("{% filter safe"), "{name}: {line}");
            }
        }
    }

    /// A property that nobody sets makes the rule that uses it do nothing, in silence.
    #[test]
    fn every_custom_property_that_a_style_uses_is_set() {
        let texts =
            || FILES.iter().filter_map(|(path, bytes)| Some((path, std::str::from_utf8(bytes).ok()?)));
        let sets = |name: &str| {
            let by_style = format!("{name}:");
            let by_script = format!("\"{name}\"");
            texts().any(|(_, text)| text.contains(&by_style) || text.contains(&by_script))
        };
        for (path, text) in texts().filter(|(path, _)| path.starts_with("styles/")) {
            for used in text.split("var(").skip(1) {
                let name = used.split([')', ',']).next().unwrap_or_default().trim();
                assert!(sets(name), "{path} uses {name}");
            }
        }
    }

    #[test]
    fn no_template_holds_what_the_content_security_policy_forbids() {
        for (name, text) in templates() {
            for forbidden in
                ["<script>", "<style", " style=", " onclick=", " onload=", "http://", "javascript:"]
            {
                assert!(!text.contains(forbidden), "{name} holds {forbidden}");
            }
        }
    }
}
