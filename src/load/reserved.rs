//! The files that Candor writes itself: no page, no alias and no file of static/ may take their place.

use std::collections::BTreeSet;

use crate::model::Config;
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

/// The files that Candor writes itself for one site.
pub(super) struct Reserved(BTreeSet<RelPath>);

impl Reserved {
    /// What is reserved on every site.
    pub(super) fn everywhere() -> Self {
        Self(FILES.iter().filter_map(|file| RelPath::new(file).ok()).collect())
    }

    /// What is reserved on the site that `config` describes.
    pub(super) fn of(config: &Config) -> Self {
        let mut files = Self::everywhere().0;
        for service in &config.services {
            let folder = routes::service(&service.id);
            files
                .extend(OF_A_SERVICE.iter().filter_map(|file| RelPath::new(&format!("{folder}{file}")).ok()));
        }
        let compat: &[&str] = if config.compat.cstate { OF_CSTATE } else { &[] };
        files.extend(compat.iter().filter_map(|file| RelPath::new(file).ok()));
        Self(files)
    }

    /// Whether `file` is one of them, or would need one of them to be a folder, or one of their folders to be a file.
    pub(super) fn takes(&self, file: &RelPath) -> bool {
        let mut above = std::iter::successors(Some(file.clone()), RelPath::parent);
        above.any(|path| self.0.contains(&path))
            || FOLDERS.iter().any(|folder| file.as_str() == *folder || file.below(folder).is_some())
            || routes::OWN_FOLDERS.contains(&file.as_str())
    }
}
