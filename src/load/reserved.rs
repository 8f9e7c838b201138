//! The files that Candor writes itself: no page, no alias and no file of static/ may take their place.

use std::collections::BTreeSet;

use crate::model::{Config, Extra, LeftOut};
use crate::routes;
use crate::tree::RelPath;

/// Files at the top of every site.
const FILES: &[&str] = &[
    "404.html",
    "_headers",
    "badge.json",
    "badge.svg",
    "build.json",
    "feed.atom",
    "feed.json",
    "feed.rss",
    "history.atom",
    "history.rss",
    "index.html",
    "maintenance.ics",
    "robots.txt",
    "sitemap.xml",
];

/// Folders in which every file is Candor's own. (In `assets/` the author's files may stand beside the theme's.)
const FOLDERS: &[&str] = &["api", "embed", "groups", "history", "schema", "subscribe", "uptime"];

/// What every service has beside its page.
const OF_A_SERVICE: &[&str] = &[
    "badge.json",
    "badge.svg",
    "feed.atom",
    "feed.json",
    "feed.rss",
    "index.html",
    "maintenance.ics",
    "uptime.json",
    "uptime.svg",
];

/// What a site has that speaks cState's API (Upptime's stands in `history/`).
const OF_CSTATE: &[&str] = &["index.json", "issues/index.json"];

/// The outputs that `file` is one of or would stand below, of those that a site may leave out. (Pictures of cards and the
/// archives of the site's own feeds have no addresses that anybody could know.)
fn extras(file: &RelPath) -> &'static [Extra] {
    let parts: Vec<&str> = file.as_str().split('/').collect();
    match parts.as_slice() {
        ["api", "v2", ..] => &[Extra::StatuspageApi],
        ["api", "v4", ..] => &[Extra::HerokuApi],
        ["api", "candor" | "candor.json", ..] => &[Extra::CandorApi],
        ["history", "search", ..] => &[Extra::Search],
        ["history", name, ..] if name.starts_with("archive-") => &[Extra::FeedArchives],
        ["groups" | "services", _, "feed", ..] => &[Extra::ServiceFeeds, Extra::FeedArchives],
        ["groups", ..] | ["services", _, "feed.atom" | "feed.json" | "feed.rss", ..] => {
            &[Extra::ServiceFeeds]
        }
        ["maintenance.ics", ..] | ["services", _, "maintenance.ics", ..] => &[Extra::Calendars],
        ["badge.json" | "badge.svg", ..]
        | ["services", _, "badge.json" | "badge.svg" | "uptime.json" | "uptime.svg", ..] => &[Extra::Badges],
        ["embed", ..] => &[Extra::Embed],
        ["schema", ..] => &[Extra::Schemas],
        _ => &[],
    }
}

/// The files that Candor writes itself for one site. What the site leaves out is reserved all the same: it may be there
/// again one day.
pub(super) struct Reserved {
    files: BTreeSet<RelPath>,
    left_out: LeftOut,
}

impl Reserved {
    /// What is reserved on every site.
    pub(super) fn everywhere() -> Self {
        let files = FILES.iter().filter_map(|file| RelPath::new(file).ok()).collect();
        Self { files, left_out: LeftOut::default() }
    }

    /// What is reserved on the site that `config` describes.
    pub(super) fn of(config: &Config) -> Self {
        let mut files = Self::everywhere().files;
        for service in &config.services {
            let folder = routes::service(&service.id);
            files
                .extend(OF_A_SERVICE.iter().filter_map(|file| RelPath::new(&format!("{folder}{file}")).ok()));
        }
        let compat: &[&str] = if config.compat.cstate { OF_CSTATE } else { &[] };
        files.extend(compat.iter().filter_map(|file| RelPath::new(file).ok()));
        Self { files, left_out: config.output.leave_out.clone() }
    }

    /// Whether `file` is one of them, or would need one of them to be a folder, or one of their folders to be a file.
    pub(super) fn takes(&self, file: &RelPath) -> bool {
        let mut above = std::iter::successors(Some(file.clone()), RelPath::parent);
        above.any(|path| self.files.contains(&path))
            || FOLDERS.iter().any(|folder| file.as_str() == *folder || file.below(folder).is_some())
            || routes::OWN_FOLDERS.contains(&file.as_str())
    }

    /// What the site would have at `file`, had it not left that out.
    pub(super) fn left_out(&self, file: &RelPath) -> Option<Extra> {
        extras(file).iter().copied().find(|extra| self.left_out.has(*extra))
    }
}
