//! Where everything stands on the site: the addresses of pages, feeds and copied files.
//!
//! An address is a path from the site's root without a leading `/`: `incidents/slow-api/`, `feed.rss`, or nothing for
//! the home page. Whether the thing exists is not known here.

use chrono::{Datelike, NaiveDate};

use crate::slug::Slug;
use crate::tree::RelPath;

/// The list of incidents by month.
pub const HISTORY: &str = "history/";
/// The search of the archive; its index stands beside it.
pub const SEARCH: &str = "history/search/";
/// How available each service was.
pub const UPTIME: &str = "uptime/";
/// The ways to be told.
pub const SUBSCRIBE: &str = "subscribe/";
/// The page for what is not there.
pub const NOT_FOUND: &str = "404.html";

/// The calendar of maintenance.
pub const CALENDAR: &str = "maintenance.ics";
/// The page that others show in a frame.
pub const EMBED: &str = "embed/";

/// Where Candor puts things of its own: neither a page nor an alias may stand there.
pub const OWN_FOLDERS: &[&str] = &[
    "api",
    "assets",
    "embed",
    "groups",
    "history",
    "incidents",
    "maintenance",
    "schema",
    "services",
    "subscribe",
    "uptime",
];

/// Files that an author may replace by one of the same name in static/: what a host or a robot is told is theirs to say.
pub const REPLACEABLE: &[&str] = &["_headers", "robots.txt"];

/// An incident's page.
#[must_use]
pub fn incident(slug: &Slug) -> String {
    ["incidents/", slug.as_str(), "/"].concat()
}

/// A maintenance's page.
#[must_use]
pub fn maintenance(slug: &Slug) -> String {
    ["maintenance/", slug.as_str(), "/"].concat()
}

/// A service's page.
#[must_use]
pub fn service(id: &Slug) -> String {
    ["services/", id.as_str(), "/"].concat()
}

/// A file about a service: `services/api/badge.svg`.
#[must_use]
pub fn service_file(id: &Slug, name: &str) -> String {
    format!("services/{id}/{name}")
}

/// The folder of a group's feeds; it has no page.
#[must_use]
pub fn group(id: &Slug) -> String {
    format!("groups/{id}/")
}

/// The page of the month that `day` lies in.
#[must_use]
pub fn month(day: NaiveDate) -> String {
    format!("history/{:04}/{:02}/", day.year(), day.month())
}

/// The archive of one service: its newest year, or another.
#[must_use]
pub fn history_of_service(id: &Slug, year: Option<i32>) -> String {
    with_year(format!("history/service/{id}/"), year)
}

/// The archive of one impact: its newest year, or another.
#[must_use]
pub fn history_of_impact(impact: &str, year: Option<i32>) -> String {
    with_year(format!("history/impact/{impact}/"), year)
}

fn with_year(address: String, year: Option<i32>) -> String {
    match year {
        Some(year) => format!("{address}{year:04}/"),
        None => address,
    }
}

/// What open pages compare themselves with, but for those of services.
pub const BUILD: &str = "build.json";

/// What open pages of a service compare themselves with.
#[must_use]
pub fn service_build(id: &Slug) -> String {
    format!("{}{BUILD}", service(id))
}

/// The file that a plain file server sends for an address.
#[must_use]
pub fn file_of(address: &str) -> Option<RelPath> {
    let folder = address.is_empty() || address.ends_with('/');
    RelPath::new(&if folder { format!("{address}index.html") } else { address.to_owned() }).ok()
}

/// The address under which visitors ask for a file: that of its folder when it is the folder's page.
#[must_use]
pub fn address_of(file: &RelPath) -> &str {
    match file.as_str().strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => file.as_str(),
    }
}

/// The way from the page at `address` to the site's root, ending in `/`: `./`, `../../`.
#[must_use]
pub fn root_from(address: &str) -> String {
    match address.matches('/').count() {
        0 => "./".to_owned(),
        depth => "../".repeat(depth),
    }
}

/// The address at which an alias answers: `/incidents/2105` is the folder page `incidents/2105/`, `/old.html` is a file.
#[must_use]
pub fn of_alias(alias: &str) -> String {
    let path = alias.trim_start_matches('/');
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_page = name.to_ascii_lowercase().ends_with(".html") || name.to_ascii_lowercase().ends_with(".htm");
    if path.is_empty() || path.ends_with('/') || is_page { path.to_owned() } else { format!("{path}/") }
}
