//! Every link of a built site leads somewhere: on a host of its own, below a path, and on a plain file server.
//!
//! Pages are read as a browser reads them; an address is looked up as a file server without rewrite rules does it.

use std::collections::{BTreeMap, BTreeSet};

use crate::golden::Files;
use crate::html::{self, Tag};
use crate::place::Place;

/// The ends of files that name pages and are no pages.
const KINDS: &[&str] = &[".rss", ".atom", ".json", ".xml", ".txt"];

const BASES: &[&str] = &["https://host.example/", "https://host.example/status/"];

/// A site as a browser sees it below `base`.
struct Served<'a> {
    base: &'a str,
    files: &'a Files,
    /// The ids of each page, by its file.
    ids: BTreeMap<&'a str, BTreeSet<String>>,
}

impl<'a> Served<'a> {
    fn new(base: &'a str, files: &'a Files) -> Self {
        let ids =
            |html: &str| html::tags(html).iter().filter_map(|tag| tag.get("id")).map(str::to_owned).collect();
        let ids = pages(files).map(|(path, html)| (path, ids(html))).collect();
        Self { base, files, ids }
    }

    /// Why `url` does not lead to anything of this site; nothing when it does, or leads elsewhere.
    fn fault(&self, url: &str) -> Option<String> {
        let (address, fragment) = url.split_once('#').unwrap_or((url, ""));
        let address = address.split('?').next().unwrap_or_default();
        let host = self.base.split('/').take(3).collect::<Vec<_>>().join("/");
        // Statuspage's clients know a site by its address without the last `/`; a server adds it.
        let address = if format!("{address}/") == self.base { self.base } else { address };
        let Some(path) = address.strip_prefix(self.base) else {
            return address.starts_with(&format!("{host}/")).then(|| "leads out of the site".to_owned());
        };
        let folder = path.is_empty() || path.ends_with('/');
        let file = if folder { format!("{path}index.html") } else { decode(path) };
        if !self.files.contains_key(&file) {
            return Some(format!("there is no {file}"));
        }
        let has = |ids: &BTreeSet<String>| fragment.is_empty() || ids.contains(fragment);
        (!self.ids.get(file.as_str()).is_none_or(has)).then(|| format!("{file} has no #{fragment}"))
    }
}

fn pages(files: &Files) -> impl Iterator<Item = (&str, &str)> {
    let pages = files.iter().filter(|(path, _)| path.rsplit('.').next() == Some("html"));
    pages.map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).expect("UTF-8")))
}

/// What `%20` and its like stand for.
fn decode(path: &str) -> String {
    let mut parts = path.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).expect("two hexadecimal digits"));
        bytes.extend(part[2..].bytes());
    }
    String::from_utf8(bytes).expect("UTF-8")
}

/// The absolute URL of `reference` as seen from the page at `page` (RFC 3986, section 5.2, for http).
fn resolve(page: &str, reference: &str) -> String {
    if reference.contains("://") || reference.starts_with("mailto:") {
        return reference.to_owned();
    }
    if reference.is_empty() || reference.starts_with('#') {
        return format!("{page}{reference}");
    }
    let host_end = page.match_indices('/').nth(2).expect("a path").0;
    if reference.starts_with('/') {
        return format!("{}{reference}", &page[..host_end]);
    }
    let mut parts: Vec<&str> = page[host_end + 1..].split('/').collect();
    parts.pop();
    let (path, fragment) = reference.split_at(reference.find(['#', '?']).unwrap_or(reference.len()));
    for (n, part) in path.split('/').enumerate() {
        let last = n + 1 == path.split('/').count();
        match part {
            "." | ".." => {
                if part == ".." {
                    parts.pop().expect("a link that does not climb above the host");
                }
                if last {
                    parts.push("");
                }
            }
            part => parts.push(part),
        }
    }
    format!("{}/{}{fragment}", &page[..host_end], parts.join("/"))
}

/// The addresses in a tag: links, images, and where a page without a text of its own leads.
fn references(tag: &Tag) -> Vec<String> {
    let mut found: Vec<String> = ["href", "src", "action", "poster"]
        .iter()
        .filter_map(|name| tag.get(name))
        .map(str::to_owned)
        .collect();
    if tag.get("http-equiv") == Some("refresh") {
        let content = tag.get("content").unwrap_or_default();
        found.push(content.split_once("url=").expect("an address to lead to").1.to_owned());
    }
    found
}

/// The faults of every link on every page, and how many links there are.
fn check(base: &str, files: &Files) -> (Vec<String>, usize) {
    let served = Served::new(base, files);
    let (mut faults, mut count) = (Vec::new(), 0);
    for (file, html) in pages(files) {
        // The page for what is not there is sent for any address.
        let address = if file == "404.html" {
            "some/where/lost"
        } else {
            file.strip_suffix("index.html").unwrap_or(file)
        };
        let page = format!("{base}{address}");
        for tag in html::tags(html) {
            for reference in references(&tag) {
                count += 1;
                let url = resolve(&page, &reference);
                // A drawing on this very page stands under an id of this very page.
                let fault = match reference.strip_prefix('#') {
                    Some(id) => (!served.ids[file].contains(id)).then(|| format!("{file} has no #{id}")),
                    None => served.fault(&url),
                };
                faults.extend(fault.map(|fault| format!("{file}: {reference}: {fault}")));
            }
        }
    }
    (faults, count)
}

#[test]
fn every_link_leads_somewhere_on_a_host_and_below_a_path() {
    let sites =
        ["base_path", "drafts", "dst_zone", "empty", "maintenance", "pages", "reopened", "retroactive"];
    let mut places: Vec<(&str, Place)> = sites.iter().map(|site| (*site, Place::fixture(site))).collect();
    places.push(("demo", Place::demo()));
    for base in BASES {
        for (site, place) in &places {
            let (faults, count) = check(base, &place.built(&["--base-url", base]));
            assert!(faults.is_empty(), "{site} at {base}:\n{}", faults.join("\n"));
            assert!(count > 100, "{site} has {count} links");
        }
    }
}

#[test]
fn feeds_and_site_map_name_pages_that_are_there() {
    let place = Place::demo();
    for base in BASES {
        let files = place.built(&["--base-url", base]);
        let served = Served::new(base, &files);
        for (path, bytes) in &files {
            let text = String::from_utf8_lossy(bytes);
            if !KINDS.iter().any(|end| path.ends_with(end)) {
                continue;
            }
            // Whatever stands before or behind an address in these formats, or in HTML escaped in them.
            let starts = text.match_indices("https://host.example").map(|(at, _)| &text[at..]);
            let urls: BTreeSet<String> = starts
                .map(|rest| {
                    rest.split(['<', '>', '"', '\'', '&', '\\', ' ', '\n', ']', ')'])
                        .next()
                        .unwrap_or_default()
                })
                .map(str::to_owned)
                .collect();
            assert!(path.ends_with("json") || !urls.is_empty(), "{path} names no address");
            let faults: Vec<_> =
                urls.iter().filter_map(|url| Some(format!("{url}: {}", served.fault(url)?))).collect();
            assert!(faults.is_empty(), "{path} at {base}:\n{}", faults.join("\n"));
        }
    }
}

#[test]
fn pages_below_the_root_are_the_same_wherever_the_site_stands() {
    let place = Place::fixture("pages");
    let (first, second) = (place.built(&["--base-url", BASES[0]]), place.built(&["--base-url", BASES[1]]));
    // Absolute addresses differ (canonical links); what a browser follows does not.
    let follows = |files: &Files| -> Vec<(String, Vec<String>)> {
        let anchors = |html: &str| {
            html::tags(html)
                .iter()
                .filter(|tag| tag.name == "a" || tag.name == "img")
                .flat_map(references)
                .collect()
        };
        let others = pages(files).filter(|(path, _)| *path != "404.html");
        others.map(|(path, html)| (path.to_owned(), anchors(html))).collect()
    };
    assert_eq!(follows(&first), follows(&second));
}

#[test]
fn addresses_resolve_as_in_a_browser() {
    let page = "https://host.example/status/incidents/x/";
    for (reference, url) in [
        ("../../", "https://host.example/status/"),
        ("./", page),
        (".", page),
        ("../y/#z", "https://host.example/status/incidents/y/#z"),
        ("a.png?v=1", "https://host.example/status/incidents/x/a.png?v=1"),
        ("/top", "https://host.example/top"),
        ("#z", "https://host.example/status/incidents/x/#z"),
        ("https://other.example/", "https://other.example/"),
    ] {
        assert_eq!(resolve(page, reference), url, "{reference}");
    }
    let files = Files::from([("index.html".to_owned(), b"<p id=\"here\">".to_vec())]);
    let served = Served::new(BASES[1], &files);
    let fault = |rest: &str| served.fault(&format!("{}{rest}", BASES[1])).is_some();
    assert_eq!([fault(""), fault("#here"), fault("#there"), fault("gone/")], [false, false, true, true]);
    assert!(
        served.fault("https://host.example/").is_some() && served.fault("https://other.example/x").is_none()
    );
}
