//! The bytes of every output. What is shown was settled by `plan`; where the bytes go is the [`Sink`]'s affair.

mod api;
mod badge;
mod calendar;
mod feeds;
mod files;
mod json;

use rayon::prelude::*;

use crate::diagnostics::Diagnostic;
use crate::plan::views::PageView;
use crate::plan::{self, Output, Plan, What, candor_json};
use crate::theme::Theme;
use crate::tree::{RelPath, Tree};

/// Where finished files go: memory, or a folder beside the one that is to be replaced.
pub trait Sink: Sync {
    /// What can go wrong there.
    type Error: Send;

    /// Takes one file. Called from several threads, once for each path.
    ///
    /// # Errors
    /// When the file cannot be kept.
    fn put(&self, path: &RelPath, bytes: &[u8]) -> Result<(), Self::Error>;

    /// Takes over the file that stood at `path` in the build before, and says whether there was one. Asked only for files
    /// whose names change with their contents, so that what is costly to make is made once.
    ///
    /// # Errors
    /// When there is one and it cannot be kept.
    fn take_over(&self, path: &RelPath) -> Result<bool, Self::Error> {
        let _ = path;
        Ok(false)
    }
}

/// Makes every output of `plan` and hands it to `sink`. `tree` holds the files that are copied.
///
/// # Errors
/// With the first error of the sink. Faults of templates do not stop the others: all of them are in the list.
pub fn render<S: Sink>(
    plan: &Plan<'_>,
    theme: &Theme,
    tree: &Tree,
    sink: &S,
) -> Result<Vec<Diagnostic>, S::Error> {
    let made = plan.outputs().par_iter().map(|output| {
        if matches!(output.what, What::Card(_)) && sink.take_over(&output.path)? {
            return Ok(None);
        }
        match bytes(plan, theme, tree, output) {
            Ok(bytes) => sink.put(&output.path, &bytes).map(|()| None),
            Err(fault) => Ok(Some(*fault)),
        }
    });
    let faults: Vec<Option<Diagnostic>> = made.collect::<Result<_, _>>()?;
    Ok(once_each(faults.into_iter().flatten().collect()))
}

/// A template that fails on a thousand pages is one fault: the first of each place is kept.
fn once_each(faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut kept: Vec<Diagnostic> = Vec::new();
    for fault in faults {
        if !kept.iter().any(|other| (other.path(), other.span()) == (fault.path(), fault.span())) {
            kept.push(fault);
        }
    }
    kept
}

fn bytes(plan: &Plan<'_>, theme: &Theme, tree: &Tree, output: &Output) -> Result<Vec<u8>, Box<Diagnostic>> {
    let pages = plan.pages();
    let maker = Maker { theme, address: &output.address };
    match &output.what {
        What::Home => maker.page(&pages.home()),
        What::Incident(ix) => maker.page(&pages.incident(*ix)),
        What::Maintenance(ix) => maker.page(&pages.maintenance(*ix)),
        What::History => maker.page(&pages.history()),
        What::Month(n) => maker.page(&pages.month(*n)),
        What::Filter(filter) => maker.page(&pages.filter(filter)),
        What::Search => maker.page(&pages.search()),
        What::SearchFile(file) => Ok(plan.search().content(pages, file).to_string().into_bytes()),
        What::Service(ix) => maker.page(&pages.service(*ix)),
        What::Uptime => maker.page(&pages.uptime()),
        What::Subscribe => maker.page(&pages.subscribe()),
        What::NotFound => maker.page(&pages.not_found()),
        What::Text(n) => maker.page(&pages.text(plan.text(*n))),
        What::Redirect(target) => maker.page(&pages.redirect(&output.address, target)),
        What::Feed(series, format) => {
            Ok(feeds::feed(&plan.feeds().subscription(plan.status(), *series, *format), *format))
        }
        What::Archive(series, n) => Ok(feeds::archive(&plan.feeds().archive(plan.status(), *series, *n))),
        What::Calendar(of) => Ok(calendar::calendar(&plan::calendar::calendar(plan.status(), *of))),
        What::Badge(of, form) => Ok(badge::badge(&plan::badges::badge(plan.status(), *of), *form)),
        What::Embed => maker.page(&pages.embed()),
        What::EmbedStatus => Ok(files::embed_status(&pages.embed_status())),
        What::EmbedScript => Ok(include_bytes!("banner.js").to_vec()),
        What::Statuspage(document) => Ok(api::json(&document.body(plan.api(), plan.status()))),
        What::Heroku(document) => Ok(api::json(&document.body(plan.api(), plan.status()))),
        What::CandorJson => Ok(json::document(&candor_json::document(plan.status()))),
        What::CandorYear(part) => Ok(json::document(&candor_json::year(plan.status(), *part))),
        What::Compat(document) => Ok(json::document(&document.view(plan.status()))),
        What::Schema(name) => Ok(json::schema(name)),
        What::Sitemap => Ok(files::sitemap(plan)),
        What::Robots => Ok(files::robots(plan)),
        What::Build => Ok(files::build(plan)),
        What::Headers => Ok(files::headers(plan, &theme.policy())),
        What::Copy(from) => Ok(tree.get(from).map(|bytes| bytes.to_vec()).unwrap_or_default()),
        What::Card(card) => Ok(card.png()),
        What::ThemeFile => {
            let file = theme.static_files().find(|(path, _)| **path == output.path);
            Ok(file.map(|(_, bytes)| bytes.to_vec()).unwrap_or_default())
        }
    }
}

/// Renders one page.
struct Maker<'a> {
    theme: &'a Theme,
    address: &'a str,
}

impl Maker<'_> {
    fn page<V: PageView>(&self, view: &V) -> Result<Vec<u8>, Box<Diagnostic>> {
        let page = self.theme.render(V::TEMPLATE, self.address, view)?;
        Ok(page.into_bytes())
    }
}
