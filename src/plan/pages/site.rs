//! What is the same on every page.

use super::Pages;
use crate::plan::feeds::Series;
use crate::plan::views::{LogoView, NavLink, SiteGlobals, SiteView, Words};
use crate::routes;

/// Languages that are written from right to left.
const RIGHT_TO_LEFT: &[&str] =
    &["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"];

/// The fields that every template has.
#[must_use]
pub fn globals(pages: &Pages<'_>) -> SiteGlobals {
    let config = pages.config();
    let words = Words::english();
    let primary = config.language.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let feeds = [Series::SITE, Series::HISTORY].into_iter().flat_map(|series| pages.feed_links(series));
    SiteGlobals {
        site: SiteView {
            title: config.title.clone(),
            description: config.description.clone(),
            language: config.language.clone(),
            direction: if RIGHT_TO_LEFT.contains(&primary.as_str()) { "rtl" } else { "ltr" }.to_owned(),
            nav: navigation(pages, &words),
            links: config.links.iter().map(|link| written(&link.name, &link.url)).collect(),
            support: config.support_url.as_deref().map(|url| written(&words.support, url)),
            feeds: feeds.collect(),
            logo: config.brand.logo.as_ref().filter(|logo| logo.data.is_none()).map(|logo| LogoView {
                href: logo.path.clone(),
                width: logo.width,
                height: logo.height,
            }),
            zone: config.zone.name().to_owned(),
            zone_note: format!("Times are in {}.", config.zone.name()),
            generator: concat!("Candor ", env!("CARGO_PKG_VERSION")).to_owned(),
        },
        words,
    }
}

fn navigation(pages: &Pages<'_>, words: &Words) -> Vec<NavLink> {
    let inside =
        |href: &str, text: &str| NavLink { href: href.to_owned(), outside: false, text: text.to_owned() };
    let mut own: Vec<_> = pages.status.site().pages.iter().filter(|page| page.nav.is_some()).collect();
    own.sort_by_key(|page| page.nav);
    let fixed = [
        inside("", "Status"),
        inside(routes::HISTORY, &words.history),
        inside(routes::UPTIME, &words.uptime),
        inside(routes::SUBSCRIBE, &words.subscribe),
    ];
    let own = own.into_iter().map(|page| inside(&format!("{}/", page.address), &page.title));
    fixed.into_iter().chain(own).collect()
}

/// A link as an author wrote it: one that begins with `/` stays on the site.
fn written(text: &str, url: &str) -> NavLink {
    let inside = url.strip_prefix('/');
    NavLink { href: inside.unwrap_or(url).to_owned(), outside: inside.is_none(), text: text.to_owned() }
}
