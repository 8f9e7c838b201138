//! Links and images that lead to nothing in the site.

use crate::site::{CONFIG, File, OPEN, is_fine, load, says, tree};

const INCIDENT: &str = "content/incidents/2026/api-down.md";

/// A picture of one pixel.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";

/// The open incident with `markdown` on line 11.
fn with(markdown: &str) -> String {
    format!("{OPEN}\n{markdown}\n")
}

#[track_caller]
fn body_says(markdown: &str, others: &[File<'_>], expected: &str) {
    let text = with(markdown);
    let files: Vec<File<'_>> = [&[(INCIDENT, text.as_bytes())], others].concat();
    says(&files, expected);
}

#[track_caller]
fn body_is_fine(markdown: &str, others: &[File<'_>]) {
    let text = with(markdown);
    let files: Vec<File<'_>> = [&[(INCIDENT, text.as_bytes())], others].concat();
    is_fine(&files);
}

#[test]
fn broken_link() {
    body_says(
        "See [May](may.md).",
        &[],
        "content/incidents/2026/api-down.md:11:5: warning[broken-link]: the link leads nowhere: there is no file content/incidents/2026/may.md; write a file's path as seen from this file, a path on the site, or an address that begins with https://",
    );
    body_says(
        "See [it](../../../../secret.txt).",
        &[],
        "content/incidents/2026/api-down.md:11:5: warning[broken-link]: the link leads nowhere: it leads out of the site's folder; write a file's path as seen from this file, a path on the site, or an address that begins with https://",
    );
    body_says(
        "See [it](../../../candor.toml).",
        &[],
        "content/incidents/2026/api-down.md:11:5: warning[broken-link]: the link leads nowhere: candor.toml is neither in content/ nor in static/; write a file's path as seen from this file, a path on the site, or an address that begins with https://",
    );
    body_says(
        "See [it](run.exe).",
        &[("content/incidents/2026/run.exe", b"x")],
        "content/incidents/2026/api-down.md:11:5: warning[broken-link]: the link leads nowhere: a file of this kind is not copied from content/ (only png, jpg, jpeg, gif, webp, avif, pdf, txt, csv, log, json, zip, gz); put it into static/; write a file's path as seen from this file, a path on the site, or an address that begins with https://",
    );
    body_is_fine("See [May](../may.md#what).", &[("content/incidents/may.md", OPEN.as_bytes())]);
    body_is_fine(
        "See [data](data%20set.csv), [top](#top), [us](https://example.com).",
        &[("content/incidents/2026/data set.csv", b"1")],
    );
}

#[test]
fn a_link_from_the_root_leads_to_something_on_the_site() {
    let said = |address: &str, help: &str| {
        format!(
            "content/incidents/2026/api-down.md:11:5: warning[broken-link]: the link leads nowhere: nothing stands at {address} on this site; {help}"
        )
    };
    let others: &[File<'_>] = &[
        ("content/incidents/logins-fail.md", OPEN.as_bytes()),
        (
            "content/pages/about.md",
            b"+++\ntitle = \"About\"\naliases = [\"/us\", \"/2019/\xc3\xbc.html\"]\n+++\n",
        ),
        ("static/images/rate.png", PNG),
    ];
    let nothing_near =
        "write the path of a page or a file of this site; an address elsewhere begins with https://";
    for (address, help) in [
        ("/incidents/login-fails/", "write `/incidents/logins-fail/`, if that is what is meant"),
        ("/content/incidents/logins-fail.md", "write `/incidents/logins-fail/`, if that is what is meant"),
        ("/content/pages/about.md", "write `/about/`, if that is what is meant"),
        (
            "/static/images/rate.png",
            "write `/images/rate.png`: files of static/ stand at the top of the site",
        ),
        ("/quarterly.pdf", nothing_near),
        ("/services/mail/", nothing_near),
    ] {
        body_says(&format!("See [it]({address})."), others, &said(address, help));
    }
    for address in [
        "/",
        "/incidents/logins-fail/",
        "/incidents/logins-fail#update-1",
        "/about/?from=mail",
        "/us",
        "/2019/%C3%BC.html",
        "/images/rate.png",
        "/history/2026/11/",
        "/services/api/feed.rss",
        "/uptime",
        "/assets/mine.css",
    ] {
        body_is_fine(&format!("See [it]({address})."), others);
    }
    // Those of candor.toml stand on every page.
    let config = |support: &str| {
        format!("support_url = \"{support}\"\n{CONFIG}[brand]\nfooter = \"[Us]({support})\"\n")
    };
    let about: File<'_> = ("content/pages/about.md", b"+++\ntitle = \"About\"\n+++\n");
    is_fine(&[("candor.toml", config("/about").as_bytes()), about]);
    says(
        &[("candor.toml", config("/abuot").as_bytes()), about],
        "
candor.toml:1:15: warning[broken-link]: the link leads nowhere: nothing stands at /abuot on this site; write `/about/`, if that is what is meant
candor.toml:14:11: warning[broken-link]: the link leads nowhere: nothing stands at /abuot on this site; write `/about/`, if that is what is meant
",
    );
}

#[test]
fn missing_image() {
    body_says(
        "![Errors](rate.png)",
        &[],
        "content/incidents/2026/api-down.md:11:1: warning[missing-image]: the image is not there: there is no file content/incidents/2026/rate.png; write the path of an image as seen from this file, or put the image there",
    );
    body_says(
        "![Errors](/images/rate.png)",
        &[],
        "content/incidents/2026/api-down.md:11:1: warning[missing-image]: the image is not there: there is no file static/images/rate.png; write the path of an image as seen from this file, or put the image there",
    );
    body_says(
        "![Errors](../2025/rate.svg)",
        &[("content/incidents/2025/rate.svg", b"<svg/>")],
        "content/incidents/2026/api-down.md:11:1: warning[missing-image]: the image is not there: a file of this kind is not copied from content/ (only png, jpg, jpeg, gif, webp, avif); put it into static/; write the path of an image as seen from this file, or put the image there",
    );
    body_is_fine("![Errors](../rate.PNG)", &[("content/incidents/rate.PNG", PNG)]);
    body_is_fine("![Errors](/images/rate.svg)", &[("static/images/rate.svg", b"<svg/>")]);
    // Two files of one name would become one beside the page.
    let both: &[File<'_>] = &[("content/incidents/a/x.png", PNG), ("content/incidents/b/x.png", PNG)];
    body_says(
        "![A](../a/x.png) ![B](../b/x.png)",
        both,
        "content/incidents/2026/api-down.md:11:18: warning[missing-image]: the image is not there: another file named x.png is used here already; rename one; write the path of an image as seen from this file, or put the image there",
    );
}

#[test]
fn bad_image() {
    body_says(
        "![Errors](/rate.png)",
        &[("static/rate.png", b"<html>")],
        "content/incidents/2026/api-down.md:11:1: warning[bad-image]: the image cannot be shown: static/rate.png is not an image that can be read; use a PNG, JPEG, GIF, WebP, AVIF or SVG file that opens in a browser",
    );
    body_is_fine("![Errors](/rate.png)", &[("static/rate.png", PNG)]);
}

#[test]
fn files_beside_the_text_are_copied_to_the_page_that_uses_them() {
    let text = with("![Errors](rate.png) [data](../data.csv) ![Logo](/logo.png)");
    let site = load(&tree(&[
        (INCIDENT, text.as_bytes()),
        ("content/incidents/2026/rate.png", PNG),
        ("content/incidents/2026/unused.png", PNG),
        ("content/incidents/data.csv", b"1"),
        ("static/logo.png", PNG),
    ]));
    let assets: Vec<(String, String)> = site
        .site
        .expect("a site")
        .assets
        .iter()
        .map(|asset| (asset.to.to_string(), asset.from.to_string()))
        .collect();
    let asset = |to: &str, from: &str| (to.to_owned(), from.to_owned());
    assert_eq!(
        assets,
        [
            asset("incidents/api-down/data.csv", "content/incidents/data.csv"),
            asset("incidents/api-down/rate.png", "content/incidents/2026/rate.png"),
            asset("logo.png", "static/logo.png"),
        ]
    );
}
