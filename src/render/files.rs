//! Small files for machines: the sitemap, robots.txt, and headers for hosts that read `_headers`.

use std::fmt::Write as _;

use crate::fragment::escape;
use crate::plan::{Plan, What};
use crate::time::{Instant, rfc3339};

/// The list of pages (sitemaps.org, protocol 0.9). An incident's page says when it last changed.
pub(super) fn sitemap(plan: &Plan<'_>) -> Vec<u8> {
    let base = &plan.status().site().config.base_url;
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for output in plan.indexed() {
        let url = escape(&base.join(&output.address));
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
        What::Incident(ix) => {
            let view = plan.status().incident(*ix);
            let posts = view.updates().iter().filter_map(|update| update.at);
            let postmortem = view.postmortem().and(view.incident().postmortem_published());
            Some(posts.chain(postmortem).fold(view.shown_from(), Instant::max))
        }
        What::Maintenance(ix) => {
            plan.status().maintenance_at(*ix).updates().iter().filter_map(|update| update.at).max()
        }
        _ => None,
    }
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

/// The form that Netlify and Cloudflare Pages read: a path, then headers that are indented.
pub(super) fn headers(plan: &Plan<'_>, policy: &str) -> Vec<u8> {
    let root = plan.status().site().config.base_url.path().to_owned();
    let policy = format!("Content-Security-Policy: {policy}; frame-ancestors 'none'");
    let rules: &[(&str, &[&str])] = &[
        (
            "*",
            &[
                &policy,
                "X-Content-Type-Options: nosniff",
                "Referrer-Policy: no-referrer",
                "Permissions-Policy: interest-cohort=()",
            ],
        ),
        ("*.rss", &["Content-Type: application/rss+xml; charset=utf-8", "Access-Control-Allow-Origin: *"]),
        ("*.atom", &["Content-Type: application/atom+xml; charset=utf-8", "Access-Control-Allow-Origin: *"]),
        (
            "*feed.json",
            &["Content-Type: application/feed+json; charset=utf-8", "Access-Control-Allow-Origin: *"],
        ),
        ("api/*", &["Access-Control-Allow-Origin: *"]),
        // Heroku's addresses have no extension that would say what they hold.
        ("api/v4/*", &["Content-Type: application/json; charset=utf-8"]),
        ("build.json", &["Cache-Control: no-cache"]),
        ("assets/*", &["Cache-Control: public, max-age=31536000, immutable"]),
    ];
    let mut text = String::new();
    for (path, lines) in rules {
        let _ = writeln!(text, "{root}{path}");
        for line in *lines {
            let _ = writeln!(text, "  {line}");
        }
    }
    text.into_bytes()
}
