//! Which answer a request gets. Looks up, never reads a disk.

use std::fmt::Write;
use std::time::Duration;

use super::headers;
use super::kind;
use super::request::Head;
use super::response::Response;
use super::state::{News, Problems, Site, State};
use crate::fragment::escape;
use crate::tree::{BadPath, RelPath};

/// How long a tab is kept waiting for news: well below the minute after which proxies and browsers give up.
const PATIENCE: Duration = Duration::from_secs(25);

const SCRIPT: &str = include_str!("../live/live.js");
const STYLE: &str = include_str!("../live/live.css");

/// Answers a request; `only_local` when only this machine can have meant it.
pub(super) fn answer(head: &Head, state: &State, only_local: bool) -> Response {
    if only_local && !head.names_this_machine() {
        return Response::text(421, "this server only answers to localhost and 127.0.0.1");
    }
    if !matches!(head.method(), "GET" | "HEAD") {
        return Response::text(405, "this server only answers GET and HEAD");
    }
    let (raw, query) = head.target();
    let path = match decode(raw) {
        Some(path) if path.starts_with('/') => path,
        _ => return Response::text(400, "the address is not a path of UTF-8 text, percent-encoded"),
    };
    let Some(below) = below_base(&path, state.base()) else {
        if path == "/" || decode(state.base()).is_some_and(|base| base.trim_end_matches('/') == path) {
            return Response::redirect(state.base().to_owned());
        }
        return Response::text(404, &format!("not found; the site is served below {}", state.base()));
    };
    match below.strip_prefix("__candor/") {
        Some("live.js") => Response::new(200, "text/javascript; charset=utf-8", SCRIPT.as_bytes()),
        Some("live.css") => Response::new(200, "text/css; charset=utf-8", STYLE.as_bytes()),
        Some("events") => events(head, query, state),
        Some(_) => Response::text(404, "not found"),
        None => match state.site() {
            Some((site, version)) => from_site(&site, &version, below, query, state.base()),
            None => without_site(&state.news(), state.base()),
        },
    }
}

fn events(head: &Head, query: Option<&str>, state: &State) -> Response {
    let seen = query.unwrap_or_default().split('&').find_map(|pair| pair.strip_prefix("version="));
    let news = match seen {
        Some(seen) if !head.is_head() => state.wait(seen, PATIENCE),
        _ => state.news(),
    };
    Response::new(200, "application/json", news.json().into_bytes())
}

fn from_site(site: &Site, version: &str, below: &str, query: Option<&str>, base: &str) -> Response {
    let file = if below.is_empty() || below.ends_with('/') {
        format!("{below}index.html")
    } else {
        below.to_owned()
    };
    let path = match RelPath::new(&file) {
        Ok(path) => path,
        Err(BadPath::Empty) => return not_found(site, version, base),
        Err(bad) => return Response::text(400, &bad.to_string()),
    };
    match site.files.get(&path) {
        Ok(Some(bytes)) => {
            let kind = kind::of(&path);
            if kind::is_page(&kind) {
                return Response::new(200, kind, with_script(&bytes, &script(base, version, None)));
            }
            return Response::new(200, kind, bytes).with_link(link(site, &path, base));
        }
        Ok(None) => {}
        Err(problems) => {
            let body = format!("<pre>{}</pre>", escape(&problems.text));
            let script = script(base, version, None);
            return Response::page(500, own_page("This page cannot be made", &body, base, &script));
        }
    }
    let page = RelPath::new(&format!("{path}/index.html"));
    if page.is_ok_and(|page| site.files.has(&page)) {
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        return Response::redirect(format!("{base}{}/{query}", encode(path.as_str())));
    }
    not_found(site, version, base)
}

/// What `_headers` links a file to. Only documents of APIs are linked so.
fn link(site: &Site, path: &RelPath, base: &str) -> Option<String> {
    path.below("api")?;
    let headers = site.files.get(&RelPath::new("_headers").ok()?).ok().flatten()?;
    headers::link(&String::from_utf8_lossy(&headers), &format!("{base}{path}"))
}

fn not_found(site: &Site, version: &str, base: &str) -> Response {
    let script = script(base, version, None);
    match site.not_found.as_ref().and_then(|path| site.files.get(path).ok().flatten()) {
        Some(bytes) => Response::new(404, "text/html; charset=utf-8", with_script(&bytes, &script)),
        None => Response::page(404, own_page("Not found", "<p>There is no page here.</p>", base, &script)),
    }
}

/// The page that stands in for all pages as long as no build has succeeded.
fn without_site(news: &News, base: &str) -> Response {
    let (title, body) = match &news.problems {
        Some(problems) => (
            format!("The site cannot be built: {}", counts(problems)),
            format!("<p>This page reloads by itself once it can.</p>\n<pre>{}</pre>", escape(&problems.text)),
        ),
        None => ("The site is being built".to_owned(), "<p>This page reloads by itself.</p>".to_owned()),
    };
    Response::page(503, own_page(&title, &body, base, &script(base, "", Some(&news.version))))
}

fn own_page(title: &str, body: &str, base: &str, script: &str) -> String {
    let (title, base) = (escape(title), escape(base));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" href=\"{base}__candor/live.css\">\n</head>\n\
         <body class=\"candor\">\n<main>\n<h1>{title}</h1>\n{body}\n</main>\n{script}</body>\n</html>\n"
    )
}

/// `2 errors and 1 warning`.
pub(super) fn counts(problems: &Problems) -> String {
    let count = |number: usize, word: &str| match number {
        0 => None,
        1 => Some(format!("1 {word}")),
        many => Some(format!("{many} {word}s")),
    };
    match (count(problems.errors, "error"), count(problems.warnings, "warning")) {
        (Some(errors), Some(warnings)) => format!("{errors} and {warnings}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => "no problems".to_owned(),
    }
}

/// The script that waits for news; `report` on a page that shows nothing but the report of that version.
fn script(base: &str, version: &str, report: Option<&str>) -> String {
    let report = report.map(|report| format!(" data-report=\"{report}\"")).unwrap_or_default();
    format!(
        "<script src=\"{}__candor/live.js\" data-version=\"{version}\"{report} defer></script>\n",
        escape(base)
    )
}

/// The page with `script` before its last `</body`, or at its end.
fn with_script(page: &[u8], script: &str) -> Vec<u8> {
    let end = b"</body";
    let at =
        page.windows(end.len()).rposition(|window| window.eq_ignore_ascii_case(end)).unwrap_or(page.len());
    [&page[..at], script.as_bytes(), &page[at..]].concat()
}

/// The part of `path` behind the base.
fn below_base<'a>(path: &'a str, base: &str) -> Option<&'a str> {
    path.strip_prefix(decode(base)?.as_str())
}

/// Undoes percent-encoding (RFC 3986, section 2.1); nothing when it is broken or does not make UTF-8.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let [high, low, after @ ..] = rest else { return None };
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        bytes.push(digit(*high)? << 4 | digit(*low)?);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

/// Percent-encodes everything but letters, digits, `-._~` and `/`.
fn encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing into a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoding_is_undone_or_refused() {
        assert_eq!(decode("/a%20b/%C3%BC").as_deref(), Some("/a b/ü"));
        for broken in ["%", "%2", "%zz", "%+1", "/%ff"] {
            assert_eq!(decode(broken), None, "{broken}");
        }
        assert_eq!(encode("a b/ü\"<"), "a%20b/%C3%BC%22%3C");
    }

    #[test]
    fn the_script_goes_before_the_end_of_the_page() {
        let page = |text: &str| String::from_utf8(with_script(text.as_bytes(), "S")).expect("UTF-8");
        assert_eq!(page("<body>a</body></html>"), "<body>aS</body></html>");
        assert_eq!(page("<p>&lt;/body</BODY >"), "<p>&lt;/bodyS</BODY >");
        assert_eq!(page("no end"), "no endS");
    }

    #[test]
    fn counts_are_words() {
        let of = |errors, warnings| counts(&Problems { errors, warnings, text: String::new() });
        assert_eq!([of(1, 0), of(2, 1), of(0, 3)], ["1 error", "2 errors and 1 warning", "3 warnings"]);
    }
}
