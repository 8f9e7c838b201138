//! Small files for machines: the sitemap, robots.txt, and headers for hosts that read `_headers`.

use std::fmt::Write as _;

use crate::fragment::escape;
use crate::model::Extra;
use crate::plan::api::statuspage;
use crate::plan::views::EmbedStatus;
use crate::plan::{Plan, What};
use crate::routes;
use crate::time::{Instant, rfc3339};

/// The list of pages (sitemaps.org, protocol 0.9). An incident's page says when it last changed.
pub(super) fn sitemap(plan: &Plan<'_>) -> Vec<u8> {
    let base = &plan.status().site().config.base_url;
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for output in plan.indexed() {
        let url = escape(&base.join(output.address()));
        let changed = last_change(plan, &output.what);
        let changed = changed.map(|at| format!("<lastmod>{}</lastmod>", rfc3339(at))).unwrap_or_default();
        let _ = writeln!(xml, "<url><loc>{url}</loc>{changed}</url>");
    }
    xml.push_str("</urlset>\n");
    xml.into_bytes()
}

/// The newest date that a page's file gives.
fn last_change(plan: &Plan<'_>, what: &What) -> Option<Instant> {
    match what {
        What::Incident(ix) => Some(plan.status().incident(*ix).changed()),
        What::Maintenance(ix) => plan.status().maintenance_at(*ix).changed(),
        _ => None,
    }
}

/// What the banner on other pages asks for.
pub(super) fn embed_status(view: &EmbedStatus) -> Vec<u8> {
    let mut json = serde_json::to_vec(view).unwrap_or_default();
    json.push(b'\n');
    json
}

/// What robots are told (RFC 9309): everything is public.
pub(super) fn robots(plan: &Plan<'_>) -> Vec<u8> {
    let sitemap = plan.status().site().config.base_url.join("sitemap.xml");
    format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n").into_bytes()
}

/// What an open page asks for, again and again: whether there is something new, and as of when that is known.
pub(super) fn build(plan: &Plan<'_>) -> Vec<u8> {
    let (version, built) = (plan.pages().version(), rfc3339(plan.status().now()));
    format!("{{\"version\":\"{version}\",\"built\":\"{built}\"}}\n").into_bytes()
}

/// The version of a service's page.
pub(super) fn service_build(version: &str) -> Vec<u8> {
    format!("{{\"version\":\"{version}\"}}\n").into_bytes()
}

/// The form that Netlify and Cloudflare Pages read: a path, then headers that are indented. `policy` is the Content
/// Security Policy of all pages.
///
/// Where several paths fit, some hosts send the headers of all of them and some only the last. Either way no page but
/// the one in `embed/` may be framed: that is why the pages are named one by one, each with the whole policy.
pub(super) fn headers(plan: &Plan<'_>, policy: &str) -> Vec<u8> {
    let root = plan.status().site().config.base_url.path().to_owned();
    let shared = "Access-Control-Allow-Origin: *";
    let policy = format!("Content-Security-Policy: {policy}");
    let unframed = format!("{policy}; frame-ancestors 'none'");
    let everywhere = [
        policy.as_str(),
        "X-Content-Type-Options: nosniff",
        "Referrer-Policy: no-referrer",
        "Permissions-Policy: interest-cohort=()",
    ];
    let mut text = String::new();
    let mut rule = |path: &str, lines: &[&str]| {
        let _ = writeln!(text, "{root}{path}");
        for line in lines {
            let _ = writeln!(text, "  {line}");
        }
    };
    rule("*", &everywhere);
    for folder in pages(plan) {
        rule(&folder, &[&unframed]);
    }
    rule("*.rss", &["Content-Type: application/rss+xml; charset=utf-8", shared]);
    rule("*.atom", &["Content-Type: application/atom+xml; charset=utf-8", shared]);
    rule("*feed.json", &["Content-Type: application/feed+json; charset=utf-8", shared]);
    let extras = plan.extras();
    if extras.have(Extra::Calendars) {
        rule("*.ics", &["Content-Type: text/calendar; charset=utf-8", shared]);
    }
    if extras.have(Extra::Badges) {
        for badge in ["*badge.svg", "*badge.json", "*uptime.svg", "*uptime.json"] {
            rule(badge, &["Cache-Control: public, max-age=300", shared]);
        }
    }
    if extras.have_api() {
        rule("api/*", &[shared]);
    }
    if extras.have(Extra::StatuspageApi) {
        for kind in statuspage::Kind::ALL {
            let list = statuspage::Document::Newest(kind).address(plan.api(), plan.status());
            // Scripts of pages elsewhere are shown no other headers than these name.
            rule(&list, &[&link(plan, kind), "Access-Control-Expose-Headers: Link"]);
        }
    }
    if extras.have(Extra::HerokuApi) {
        // Heroku's addresses have no extension that would say what they hold.
        rule("api/v4/*", &["Content-Type: application/json; charset=utf-8"]);
    }
    if extras.have(Extra::Embed) {
        rule("embed/status.json", &["Cache-Control: public, max-age=60", shared]);
        rule("embed/banner.js", &["Cache-Control: public, max-age=3600", shared]);
    }
    rule("build.json", &["Cache-Control: no-cache"]);
    rule("assets/*", &["Cache-Control: public, max-age=31536000, immutable"]);
    text.into_bytes()
}

/// The header that leads from a kind's list of the newest to the rest (RFC 8288, section 3).
fn link(plan: &Plan<'_>, kind: statuspage::Kind) -> String {
    let links = statuspage::links(kind, plan.api(), plan.status()).into_iter();
    let links: Vec<String> = links.map(|(relation, url)| format!("<{url}>; rel=\"{relation}\"")).collect();
    format!("Link: {}", links.join(", "))
}

/// Where the pages of a site stand.
fn pages(plan: &Plan<'_>) -> Vec<String> {
    let folders =
        ["incidents/", "maintenance/", routes::HISTORY, "services/", routes::UPTIME, routes::SUBSCRIBE];
    let own = plan.status().site().pages.iter().map(|page| format!("{}/", page.address));
    let folders = folders.iter().map(|folder| (*folder).to_owned()).chain(own);
    let fixed = ["", "index.html", routes::NOT_FOUND].map(str::to_owned);
    fixed.into_iter().chain(folders.map(|folder| format!("{folder}*"))).collect()
}
