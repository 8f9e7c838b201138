//! Content types by a file's path, as a well-set-up host would send them.

use crate::tree::RelPath;

/// The `Content-Type` of the file at `path`.
pub(super) fn of(path: &RelPath) -> String {
    let kind = known(path).unwrap_or_else(|| {
        mime_guess::from_ext(path.extension()).first_raw().unwrap_or("application/octet-stream")
    });
    if needs_charset(kind) { format!("{kind}; charset=utf-8") } else { kind.to_owned() }
}

/// The ones that general tables do not have, or have otherwise.
fn known(path: &RelPath) -> Option<&'static str> {
    Some(match (path.file_name(), path.extension()) {
        ("feed.json", _) => "application/feed+json",
        ("_headers" | "_redirects" | "CNAME", _) => "text/plain",
        (_, "rss") => "application/rss+xml",
        (_, "atom") => "application/atom+xml",
        (_, "ics") => "text/calendar",
        (_, "js" | "mjs") => "text/javascript",
        (_, "webmanifest") => "application/manifest+json",
        (_, "") if path.below("api").is_some() => "application/json",
        _ => return None,
    })
}

fn needs_charset(kind: &str) -> bool {
    kind.starts_with("text/")
        || matches!(kind, "application/rss+xml" | "application/atom+xml" | "application/xml")
}

/// Whether a browser shows it as a page.
pub(super) fn is_page(kind: &str) -> bool {
    kind.starts_with("text/html")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_what_a_host_would_send() {
        let cases = [
            ("index.html", "text/html; charset=utf-8"),
            ("style.css", "text/css; charset=utf-8"),
            ("app.js", "text/javascript; charset=utf-8"),
            ("robots.txt", "text/plain; charset=utf-8"),
            ("feed.rss", "application/rss+xml; charset=utf-8"),
            ("services/api/feed.atom", "application/atom+xml; charset=utf-8"),
            ("feed.json", "application/feed+json"),
            ("api/v2/status.json", "application/json"),
            ("api/v4/current-status", "application/json"),
            ("maintenance.ics", "text/calendar; charset=utf-8"),
            ("badge.svg", "image/svg+xml"),
            ("a.woff2", "font/woff2"),
            ("logo.PNG", "image/png"),
            ("sitemap.xml", "text/xml; charset=utf-8"),
            ("_headers", "text/plain; charset=utf-8"),
            ("strange", "application/octet-stream"),
        ];
        for (path, kind) in cases {
            assert_eq!(of(&RelPath::new(path).expect("a path")), kind, "{path}");
        }
    }
}
