//! The list of all files of the output, and what happens when two want one place.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::api::{heroku, statuspage};
use super::badges::{BadgeForm, BadgeOf};
use super::calendar::CalendarOf;
use super::cards;
use super::feeds::{Feeds, Format, Series};
use super::lists::Listed;
use super::search;
use super::views::LinkView;
use super::{Extras, Output, Plan, What, candor_json, compat};
use crate::diagnostics::{Code, Diagnostic};
use crate::model::Extra;
use crate::routes;
use crate::status::{IncidentView, MaintenanceView, Status};
use crate::tree::RelPath;

/// How much of the output to list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// Everything.
    All,
    /// Everything but the search's index.
    NoSearch,
    /// Pages other than those of incidents, of maintenance and of filters, and what pages ask for.
    Few,
}

/// Lists what `plan` has to show.
pub(super) fn list(plan: &Plan<'_>, extent: Extent) -> Listed {
    if extent == Extent::Few {
        return Listed { outputs: for_readers(plan, extent).sorted(), faults: Vec::new() };
    }
    let (mut list, others) = rayon::join(|| for_readers(plan, extent), || for_programs(plan));
    list.outputs.extend(others.outputs);
    let mut outputs = list.sorted();
    let faults = copies(&mut outputs, plan.status());
    Listed { outputs, faults }
}

/// Pages, and what pages ask for.
fn for_readers(plan: &Plan<'_>, extent: Extent) -> List {
    let status = plan.status();
    let mut list = List::default();
    for path in &plan.theme_files {
        // The site's own file is put in its place, by `copies`.
        if extent != Extent::Few || status.site().asset(path).is_none() {
            list.add(path.as_str(), What::ThemeFile);
        }
    }
    if extent != Extent::Few {
        posts(&mut list, status);
    }
    pages(&mut list, plan);
    if extent != Extent::Few {
        filters(plan).for_each(|output| list.put(output));
    }
    if extent == Extent::All {
        search_files(plan).for_each(|output| list.put(output));
    }
    for card in plan.pages().cards().all() {
        list.add(&cards::address(card), What::Card(Box::new(card.clone())));
    }
    list.add(routes::BUILD, What::Build);
    list
}

/// Feeds, documents of APIs and the like, and what leads on from old addresses.
fn for_programs(plan: &Plan<'_>) -> List {
    let status = plan.status();
    let mut list = List::default();
    feed_documents(&mut list, status, plan.feeds());
    calendars_and_badges(&mut list, plan);
    for_other_pages(&mut list, plan);
    api_documents(&mut list, plan);
    own_api(&mut list, plan);
    list.add("sitemap.xml", What::Sitemap);
    list.add("robots.txt", What::Robots);
    list.add("_headers", What::Headers);
    redirects(status).for_each(|output| list.put(output));
    list
}

/// `what` at `address`.
pub(super) fn output(address: &str, what: What) -> Option<Output> {
    let path = routes::file_of(address)?;
    Some(Output { path, what })
}

/// An incident's page.
pub(super) fn incident(view: &IncidentView<'_>) -> Option<Output> {
    output(&routes::incident(view.incident().slug()), What::Incident(view.ix()))
}

/// A maintenance's page.
pub(super) fn maintenance(view: &MaintenanceView<'_>) -> Option<Output> {
    output(&routes::maintenance(view.maintenance().slug()), What::Maintenance(view.ix()))
}

#[derive(Default)]
struct List {
    outputs: Vec<Output>,
}

impl List {
    /// Puts `what` at `address`; what was put there before stays.
    fn add(&mut self, address: &str, what: What) {
        self.put(output(address, what));
    }

    fn put(&mut self, output: Option<Output>) {
        self.outputs.extend(output);
    }

    /// Everything by path; of what was put at one place, the first.
    fn sorted(self) -> Vec<Output> {
        let mut outputs = self.outputs;
        // Keeps the order of those with one path.
        outputs.par_sort_by(|a, b| a.path.cmp(&b.path));
        outputs.dedup_by(|later, first| later.path == first.path);
        outputs
    }
}

fn posts(list: &mut List, status: &Status<'_>) {
    for view in status.incidents() {
        list.put(incident(view));
    }
    for view in status.maintenance() {
        list.put(maintenance(view));
    }
}

fn pages(list: &mut List, plan: &Plan<'_>) {
    let status = plan.status();
    list.add("", What::Home);
    list.add(routes::HISTORY, What::History);
    if plan.extras().have(Extra::Search) {
        list.add(routes::SEARCH, What::Search);
    }
    for (n, month) in plan.pages().archive().months().iter().enumerate() {
        list.add(&routes::month(month.first), What::Month(n));
    }
    for (ix, service) in status.site().config.services() {
        list.add(&routes::service(&service.id), What::Service(ix));
        list.add(&routes::service_build(&service.id), What::ServiceBuild(ix));
    }
    list.add(routes::UPTIME, What::Uptime);
    if plan.extras().have(Extra::Embed) {
        list.add(routes::EMBED, What::Embed);
    }
    list.add(routes::SUBSCRIBE, What::Subscribe);
    list.add(routes::NOT_FOUND, What::NotFound);
    for (n, page) in status.site().pages.iter().enumerate() {
        list.add(&format!("{}/", page.address), What::Text(n));
    }
}

/// The files of the search's index.
pub(super) fn search_files(plan: &Plan<'_>) -> impl Iterator<Item = Option<Output>> {
    let files = plan.extras().have(Extra::Search).then(|| plan.search().files());
    files.into_iter().flatten().map(|file| output(&search::address(&file), What::SearchFile(file)))
}

/// Where the pages of filters stand, and which each is.
pub(super) fn filters(plan: &Plan<'_>) -> impl Iterator<Item = Option<Output>> {
    let (choices, config) = (plan.pages().choices(), &plan.status().site().config);
    choices.all().iter().map(|filter| output(&choices.address(config, filter), What::Filter(filter.clone())))
}

fn feed_documents(list: &mut List, status: &Status<'_>, feeds: &Feeds) {
    let config = &status.site().config;
    for series in Series::all(config).into_iter().filter(|series| Extras::of(config).have_feed(*series)) {
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

fn calendars_and_badges(list: &mut List, plan: &Plan<'_>) {
    let (extras, config) = (plan.extras(), &plan.status().site().config);
    if extras.have(Extra::Calendars) {
        for calendar in CalendarOf::all(config) {
            list.add(&calendar.address(config), What::Calendar(calendar));
        }
    }
    if extras.have(Extra::Badges) {
        for badge in BadgeOf::all(config) {
            for form in BadgeForm::ALL {
                list.add(&badge.address(config, *form), What::Badge(badge, *form));
            }
        }
    }
}

/// What the banner on other pages is made of.
fn for_other_pages(list: &mut List, plan: &Plan<'_>) {
    if plan.extras().have(Extra::Embed) {
        list.add("embed/status.json", What::EmbedStatus);
        list.add("embed/banner.js", What::EmbedScript);
    }
}

fn own_api(list: &mut List, plan: &Plan<'_>) {
    let (extras, status) = (plan.extras(), plan.status());
    if extras.have(Extra::CandorApi) {
        list.add(candor_json::ADDRESS, What::CandorJson);
        for part in candor_json::years(status) {
            list.add(&part.address(), What::CandorYear(part));
        }
    }
    for document in compat::Document::all(status.site().config.compat) {
        list.add(document.address(), What::Compat(*document));
    }
    if extras.have(Extra::Schemas) {
        for (name, _) in super::schemas() {
            list.add(&format!("schema/{name}"), What::Schema(name));
        }
    }
}

fn api_documents(list: &mut List, plan: &Plan<'_>) {
    let (extras, status) = (plan.extras(), plan.status());
    if extras.have(Extra::StatuspageApi) {
        for document in statuspage::Document::all(status) {
            list.add(&document.address(plan.api(), status), What::Statuspage(document));
        }
    }
    if extras.have(Extra::HerokuApi) {
        for document in heroku::Document::all(status) {
            for address in document.addresses(plan.api(), status) {
                list.add(&address, What::Heroku(document));
            }
        }
    }
}

/// The pages at old addresses.
pub(super) fn redirects<'a>(status: &'a Status<'_>) -> impl Iterator<Item = Option<Output>> + 'a {
    let incidents = status.incidents().iter().flat_map(|view| {
        let incident = view.incident();
        let to = || (routes::incident(incident.slug()), incident.title());
        incident.aliases().iter().map(move |alias| redirect(alias, to()))
    });
    let maintenance = status.maintenance().iter().flat_map(|view| {
        let one = view.maintenance();
        let to = || (routes::maintenance(one.slug()), one.title());
        one.aliases().iter().map(move |alias| redirect(alias, to()))
    });
    let pages = status.site().pages.iter().flat_map(|page| {
        let to = || (format!("{}/", page.address), page.title.as_str());
        page.aliases.iter().map(move |alias| redirect(alias, to()))
    });
    incidents.chain(maintenance).chain(pages)
}

fn redirect(alias: &str, (href, text): (String, &str)) -> Option<Output> {
    output(alias, What::Redirect(Box::new(LinkView { href, text: text.to_owned() })))
}

/// Adds the files that are copied to `outputs`. One that stands where Candor puts a file of its own is a fault, but for those
/// that are there to be replaced; so is one that stands where a folder must be, or below a file.
fn copies(outputs: &mut Vec<Output>, status: &Status<'_>) -> Vec<Diagnostic> {
    let (mut faults, mut copied) = (Vec::new(), BTreeMap::new());
    for asset in &status.site().assets {
        let of_theme = |at: usize| matches!(outputs[at].what, What::ThemeFile);
        let there = position(outputs, &asset.to).ok();
        let replaceable = routes::REPLACEABLE.contains(&asset.to.as_str()) || there.is_some_and(of_theme);
        if let Some(at) = there.filter(|_| replaceable) {
            outputs.remove(at);
        }
        if let Some(way) = in_the_way(outputs, &copied, &asset.to) {
            let message = format!("this file cannot be copied to /{}: Candor puts /{way} there", asset.to);
            let fault = Diagnostic::new(Code::ReservedPath, &asset.from, message);
            faults.push(fault.help("rename the file or its folder"));
            continue;
        }
        if let Some(output) = output(asset.to.as_str(), What::Copy(asset.from.clone())) {
            copied.entry(output.path.clone()).or_insert(output);
        }
    }
    outputs.extend(copied.into_values());
    outputs.sort_by(|a, b| a.path.cmp(&b.path));
    faults
}

fn position(outputs: &[Output], path: &RelPath) -> Result<usize, usize> {
    outputs.binary_search_by(|output| output.path.cmp(path))
}

/// What stands at `path`, above it as a file, or below it as if it were a folder: in `outputs`, which are sorted, or among
/// what is `copied`.
fn in_the_way(outputs: &[Output], copied: &BTreeMap<RelPath, Output>, path: &RelPath) -> Option<RelPath> {
    let is_there = |path: &RelPath| position(outputs, path).is_ok() || copied.contains_key(path);
    if is_there(path) {
        return Some(path.clone());
    }
    let above = std::iter::successors(path.parent(), RelPath::parent).find(is_there);
    let from_here = position(outputs, path).unwrap_or_else(|at| at);
    let planned = outputs[from_here..].iter().map(|output| &output.path);
    // What is below need not follow at once: `a.json` stands between `a` and `a/b`.
    let same_start = |other: &&RelPath| other.as_str().starts_with(path.as_str());
    let copied = copied.range(path..).map(|(other, _)| other).take_while(same_start);
    let mut around = planned.take_while(same_start).chain(copied);
    above.or_else(|| around.find(|other| other.below(path.as_str()).is_some()).cloned())
}
