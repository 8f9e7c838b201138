//! Which names in a site's folder are the site's, and which are the system's or an editor's.
//!
//! Reading and watching must agree on this, or a change would not be seen, or a build would follow a build.

/// What Candor reads in a site's folder, in the order in which it is read; the first is a file.
pub(super) const PARTS: [&str; 4] = ["candor.toml", "content", "static", "themes"];

/// The one hidden folder that belongs to a site (RFC 8615: security.txt and its like).
const WELL_KNOWN: &str = ".well-known";

/// Whether the entry `name` of `folder` (`/`-separated, `""` for the site's own) is none of the site's.
pub(super) fn is_skipped(folder: &str, name: &str) -> bool {
    if is_leftover(name) {
        return true;
    }
    let well_known =
        folder.strip_prefix("static/").is_some_and(|rest| rest.split('/').next() == Some(WELL_KNOWN));
    name.starts_with('.') && !well_known && !(folder == "static" && name == WELL_KNOWN)
}

/// Whether an editor left the file while it was open: `a.md~`, `#a.md#`, `.#a.md`, `.a.md.swp`.
fn is_leftover(name: &str) -> bool {
    let swap = name.starts_with('.')
        && name.rsplit_once('.').is_some_and(|(_, end)| end.len() == 3 && end.starts_with("sw"));
    let lock = name.starts_with(".#") || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'));
    // Vim tries whether it may write into a folder with a file of this name.
    swap || lock || name.ends_with('~') || name == "4913"
}

#[cfg(test)]
mod tests {
    use super::is_skipped;

    #[test]
    fn hidden_files_and_leftovers_are_skipped() {
        for name in [".git", ".env", "a.md~", "#a.md#", ".#a.md", ".a.md.swp", ".a.md.swo", "4913"] {
            assert!(is_skipped("content/incidents", name), "{name}");
            assert!(is_skipped("static", name), "{name}");
        }
        for name in ["a.md", "#1.md", "a~b", "#", "swp", "4913.md"] {
            assert!(!is_skipped("content/incidents", name), "{name}");
        }
    }

    #[test]
    fn well_known_is_the_sites() {
        assert!(!is_skipped("static", ".well-known"));
        assert!(!is_skipped("static/.well-known", ".hidden"));
        assert!(!is_skipped("static/.well-known/a", "security.txt"));
        assert!(is_skipped("static/.well-known", ".security.txt.swp"));
        assert!(is_skipped("content", ".well-known"));
        assert!(is_skipped("static/.well-known-not", ".x"));
    }
}
