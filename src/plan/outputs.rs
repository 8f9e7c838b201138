//! The list of all files of the output, and what happens when two want one place.

use std::collections::BTreeMap;

use super::badges::{BadgeForm, BadgeOf};
use super::calendar::CalendarOf;
use super::feeds::{Feeds, Format, Series};
use super::pages::Archive;
use super::views::LinkView;
use super::{Output, What};
use crate::diagnostics::{Code, Diagnostic};
use crate::routes;
use crate::status::Status;
use crate::tree::RelPath;

/// Files of Candor's own that an author may replace by one of the same name in static/.
const REPLACEABLE: &[&str] = &["robots.txt", "_headers"];

pub(super) fn list<'t>(
    status: &Status<'_>,
    archive: &Archive,
    feeds: &Feeds,
    theme_files: impl Iterator<Item = &'t RelPath>,
) -> (Vec<Output>, Vec<Diagnostic>) {
    let mut list = List::default();
    for path in theme_files {
        list.add(path.as_str(), What::ThemeFile);
    }
    pages(&mut list, status, archive);
    feed_documents(&mut list, status, feeds);
    calendars_and_badges(&mut list, status);
    list.add("sitemap.xml", What::Sitemap);
    list.add("robots.txt", What::Robots);
    list.add("_headers", What::Headers);
    redirects(&mut list, status);
    let faults = copies(&mut list, status);
    (list.outputs.into_values().collect(), faults)
}

#[derive(Default)]
struct List {
    outputs: BTreeMap<RelPath, Output>,
}

impl List {
    /// Puts `what` at `address`; what was put there before stays.
    fn add(&mut self, address: &str, what: What) {
        if let Some(path) = routes::file_of(address) {
            let output = Output { path: path.clone(), address: address.to_owned(), what };
            self.outputs.entry(path).or_insert(output);
        }
    }
}

fn pages(list: &mut List, status: &Status<'_>, archive: &Archive) {
    list.add("", What::Home);
    for view in status.incidents() {
        list.add(&routes::incident(view.incident().slug()), What::Incident(view.ix()));
    }
    for view in status.maintenance() {
        list.add(&routes::maintenance(view.maintenance().slug()), What::Maintenance(view.ix()));
    }
    list.add(routes::HISTORY, What::History);
    for (n, month) in archive.months().iter().enumerate() {
        list.add(&routes::month(month.first), What::Month(n));
    }
    for (ix, service) in status.site().config.services() {
        list.add(&routes::service(&service.id), What::Service(ix));
    }
    list.add(routes::UPTIME, What::Uptime);
    list.add(routes::SUBSCRIBE, What::Subscribe);
    list.add(routes::NOT_FOUND, What::NotFound);
    for (n, page) in status.site().pages.iter().enumerate() {
        list.add(&format!("{}/", page.address), What::Text(n));
    }
}

fn feed_documents(list: &mut List, status: &Status<'_>, feeds: &Feeds) {
    let config = &status.site().config;
    for series in Series::all(config) {
        for format in series.formats() {
            list.add(&series.address(config, *format), What::Feed(series, *format));
        }
        for n in 1..=feeds.archives(series) {
            list.add(&series.archive_address(config, n), What::Archive(series, n));
        }
    }
    debug_assert!(
        Series::SITE.formats().contains(&Format::Atom),
        "archives are linked from the Atom document"
    );
}

fn calendars_and_badges(list: &mut List, status: &Status<'_>) {
    let config = &status.site().config;
    for calendar in CalendarOf::all(config) {
        list.add(&calendar.address(config), What::Calendar(calendar));
    }
    for badge in BadgeOf::all(config) {
        for form in BadgeForm::ALL {
            list.add(&badge.address(config, *form), What::Badge(badge, *form));
        }
    }
    list.add(routes::EMBED, What::Embed);
    list.add("embed/status.json", What::EmbedStatus);
    list.add("embed/banner.js", What::EmbedScript);
}

fn redirects(list: &mut List, status: &Status<'_>) {
    let incidents = status.incidents().iter().map(|view| {
        let incident = view.incident();
        (incident.aliases(), routes::incident(incident.slug()), incident.title())
    });
    let maintenance = status.maintenance().iter().map(|view| {
        let maintenance = view.maintenance();
        (maintenance.aliases(), routes::maintenance(maintenance.slug()), maintenance.title())
    });
    let pages = status.site().pages.iter();
    let pages =
        pages.map(|page| (page.aliases.as_slice(), format!("{}/", page.address), page.title.as_str()));
    for (aliases, href, title) in incidents.chain(maintenance).chain(pages) {
        for alias in aliases {
            list.add(alias, What::Redirect(LinkView { href: href.clone(), text: title.to_owned() }));
        }
    }
}

/// Files that are copied. One that stands where Candor puts a file of its own is a fault, but for those that are there
/// to be replaced; so is one that stands where a folder must be, or below a file.
fn copies(list: &mut List, status: &Status<'_>) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for asset in &status.site().assets {
        let replaceable = REPLACEABLE.contains(&asset.to.as_str())
            || matches!(list.outputs.get(&asset.to), Some(Output { what: What::ThemeFile, .. }));
        if replaceable {
            list.outputs.remove(&asset.to);
        }
        if let Some(way) = in_the_way(list, &asset.to) {
            let message = format!("this file cannot be copied to /{}: Candor puts /{way} there", asset.to);
            let fault = Diagnostic::new(Code::ReservedPath, &asset.from, message);
            faults.push(fault.help("rename the file or its folder"));
            continue;
        }
        list.add(asset.to.as_str(), What::Copy(asset.from.clone()));
    }
    faults
}

/// What stands at `path`, above it as a file, or below it as if it were a folder.
fn in_the_way(list: &List, path: &RelPath) -> Option<RelPath> {
    if list.outputs.contains_key(path) {
        return Some(path.clone());
    }
    let above =
        std::iter::successors(path.parent(), RelPath::parent).find(|above| list.outputs.contains_key(above));
    let first_after = list.outputs.range(path..).map(|(other, _)| other).find(|other| *other != path);
    above.or_else(|| first_after.filter(|other| other.below(path.as_str()).is_some()).cloned())
}
