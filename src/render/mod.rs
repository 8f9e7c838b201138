//! The bytes of every output. What is shown was settled by `plan`; where the bytes go is the [`Sink`]'s affair.

mod api;
mod badge;
mod calendar;
mod feeds;
mod files;
mod json;

use rayon::prelude::*;

use crate::diagnostics::Diagnostic;
use crate::digest::Digest;
use crate::plan::search::Notes;
use crate::plan::views::PageView;
use crate::plan::{self, Output, Plan, What, candor_json};
use crate::theme::Theme;
use crate::tree::{RelPath, Tree};

/// Where finished files go: memory, or a folder beside the one that is to be replaced.
///
/// A sink may remember what its files were made from. Then it is asked before one is made, and those that would come
/// out the same are not made again.
pub trait Sink: Sync {
    /// What can go wrong there.
    type Error: Send;

    /// Takes one file. Called from several threads, once for each path.
    ///
    /// # Errors
    /// When the file cannot be kept.
    fn put(&self, path: &RelPath, bytes: &[u8]) -> Result<(), Self::Error>;

    /// Takes one file with the same bytes as the one that was put at `first`.
    ///
    /// # Errors
    /// When the file cannot be kept.
    fn put_again(&self, path: &RelPath, first: &RelPath, bytes: &[u8]) -> Result<(), Self::Error> {
        let _ = first;
        self.put(path, bytes)
    }

    /// Takes over the file that stood at `path` in the build before, and says whether there was one. Asked only for files
    /// whose names change with their contents, so that what is costly to make is made once.
    ///
    /// # Errors
    /// When there is one and it cannot be kept.
    fn take_over(&self, path: &RelPath) -> Result<bool, Self::Error> {
        let _ = path;
        Ok(false)
    }

    /// Whether the bytes matter, or only whether they can be made.
    fn wants_bytes(&self) -> bool {
        true
    }

    /// Whether it is worth asking [`keep`](Self::keep).
    fn remembers(&self) -> bool {
        false
    }

    /// Whether the file at `path` was made from the same `source` before; then it stays, and is not put again.
    fn keep(&self, _path: &RelPath, _source: Digest) -> bool {
        false
    }

    /// What is noted of parts of outputs from one build to the next.
    fn notes(&self) -> Option<&dyn Notes> {
        None
    }

    /// Takes note of what the file that was just put at `path` was made from.
    fn made_from(&self, _path: &RelPath, _source: Digest) {}
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
    let salt = sink.remembers().then(|| theme.digest());
    let written = feeds::Written::new(plan.feeds());
    let made = tasks(plan, theme, sink).into_par_iter().map(|task| {
        let output = match task {
            Task::One(output) => output,
            Task::Posts(batch) => return batch.put(plan, sink).map(|()| None),
        };
        if matches!(output.what, What::Card(_)) && sink.take_over(&output.path)? {
            return Ok(None);
        }
        let keep = |source| sink.keep(&output.path, source);
        let maker = Maker { theme, address: output.address(), salt, keep: &keep, written: &written };
        match make(plan, &maker, tree, output) {
            Ok(Made::Kept) => Ok(None),
            Ok(Made::Bytes(bytes, source)) => {
                sink.put(&output.path, &bytes)?;
                if let Some(source) = source {
                    sink.made_from(&output.path, source);
                }
                Ok(None)
            }
            Err(fault) => Ok(Some(*fault)),
        }
    });
    let faults: Vec<Option<Diagnostic>> = made.collect::<Result<_, _>>()?;
    Ok(once_each(faults.into_iter().flatten().collect()))
}

/// What is made in one go.
enum Task<'p> {
    One(&'p Output),
    Posts(api::Batch<'p>),
}

/// All that is to be made: nothing twice, and what shares its parts close together.
fn tasks<'p, S: Sink>(plan: &'p Plan<'_>, theme: &Theme, sink: &S) -> Vec<Task<'p>> {
    let mut batches = api::Batches::default();
    // Only a template of somebody's own can fail; the built-in ones are held by the tests.
    let wanted = |output: &&Output| sink.wants_bytes() || (!theme.is_builtin() && output.what.is_page());
    let outputs = if sink.wants_bytes() { plan.outputs() } else { plan.without_search() };
    let alone = outputs.iter().filter(wanted).filter(|output| !batches.take(plan, output));
    let (mut archives, mut alone): (Vec<_>, Vec<_>) =
        alone.partition(|output| matches!(output.what, What::Archive(..)));
    // By time, so that what several of them share need not be held for long.
    archives.sort_by_cached_key(|output| match output.what {
        What::Archive(series, n) => plan.feeds().archived_until(series, n),
        _ => None,
    });
    alone.append(&mut archives);
    let mut tasks: Vec<Task<'_>> = alone.into_iter().map(Task::One).collect();
    tasks.extend(batches.finish().map(Task::Posts));
    tasks
}

/// The bytes of one output of `plan`.
///
/// # Errors
/// With the fault of the template that was to make it.
pub fn one(plan: &Plan<'_>, theme: &Theme, tree: &Tree, output: &Output) -> Result<Vec<u8>, Box<Diagnostic>> {
    let written = feeds::Written::default();
    let maker = Maker { theme, address: output.address(), salt: None, keep: &|_| false, written: &written };
    match make(plan, &maker, tree, output)? {
        Made::Bytes(bytes, _) => Ok(bytes),
        Made::Kept => Ok(Vec::new()),
    }
}

/// A template that fails on a thousand pages is one fault: the first of each place is kept.
#[must_use]
pub fn once_each(faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut kept: Vec<Diagnostic> = Vec::new();
    for fault in faults {
        if !kept.iter().any(|other| (other.path(), other.span()) == (fault.path(), fault.span())) {
            kept.push(fault);
        }
    }
    kept
}

/// What came of making an output.
enum Made {
    /// Nothing: the file that is there is the same.
    Kept,
    /// The bytes, and the digest of what they were made from, if that was reckoned.
    Bytes(Vec<u8>, Option<Digest>),
}

impl From<Vec<u8>> for Made {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes, None)
    }
}

fn make(plan: &Plan<'_>, maker: &Maker<'_>, tree: &Tree, output: &Output) -> Result<Made, Box<Diagnostic>> {
    let pages = plan.pages();
    match &output.what {
        What::Home => maker.page(&pages.home()),
        What::Incident(ix) => {
            maker.page_unless(|| pages.incident_source(plan.digests(), *ix), || pages.incident(*ix))
        }
        What::Maintenance(ix) => maker.page(&pages.maintenance(*ix)),
        What::History => maker.page(&pages.history()),
        What::Month(n) => maker.page_unless(|| pages.month_source(plan.digests(), *n), || pages.month(*n)),
        What::Filter(filter) => {
            maker.page_unless(|| Some(pages.filter_source(plan.digests(), filter)), || pages.filter(filter))
        }
        What::Search => maker.page(&pages.search()),
        What::SearchFile(file) => {
            let source = maker.salt.and_then(|_| plan.search().source(plan.digests(), file));
            Ok(maker.unless(source, || plan.search().content(pages, file).to_string().into_bytes()))
        }
        What::Service(ix) => {
            maker.page_unless(|| Some(pages.service_source(plan.digests(), *ix)), || pages.service(*ix))
        }
        What::Uptime => maker.page(&pages.uptime()),
        What::Subscribe => maker.page(&pages.subscribe()),
        What::NotFound => maker.page(&pages.not_found()),
        What::Text(n) => maker.page(&pages.text(plan.text(*n))),
        What::Redirect(target) => maker.page(&pages.redirect(output.address(), target)),
        What::Feed(series, format) => {
            Ok(feeds::feed(&plan.feeds().subscription(plan.status(), *series, *format), *format).into())
        }
        What::Archive(series, n) => {
            let source = || plan.feeds().archive_source(plan.digests(), *series, *n);
            Ok(maker.unless_kept(source, || feeds::archive(plan, maker.written, *series, *n)))
        }
        What::Statuspage(document) => Ok(api::statuspage(plan, *document).into()),
        What::Heroku(document) => Ok(api::heroku(plan, *document).into()),
        What::CandorJson => Ok(json::document(&candor_json::document(plan.status())).into()),
        What::CandorYear(part) => {
            let digests = maker.salt.map(|_| plan.digests());
            let (year, source) = candor_json::year(plan.status(), *part, digests);
            Ok(maker.unless(source, || json::document(&year)))
        }
        What::Compat(document) => Ok(json::document(&document.view(plan.status())).into()),
        What::Schema(name) => Ok(json::schema(name).into()),
        What::Sitemap => Ok(files::sitemap(plan).into()),
        What::Robots => Ok(files::robots(plan).into()),
        What::Build => Ok(files::build(plan).into()),
        What::ServiceBuild(ix) => Ok(files::service_build(&pages.service_version(*ix)).into()),
        What::Headers => Ok(files::headers(plan, &maker.theme.policy()).into()),
        What::Card(card) => Ok(card.png().into()),
        What::Copy(from) => Ok(tree.get(from).map(|bytes| bytes.to_vec()).unwrap_or_default().into()),
        What::Calendar(of) => {
            let source = || plan::calendar::source(plan.status(), plan.digests(), *of);
            let make = || calendar::calendar(&plan::calendar::calendar(plan.status(), *of));
            Ok(maker.unless_kept(source, make))
        }
        What::Badge(of, form) => Ok(badge::badge(&plan::badges::badge(plan.status(), *of), *form).into()),
        What::Embed => maker.page(&pages.embed()),
        What::EmbedStatus => Ok(files::embed_status(&pages.embed_status()).into()),
        What::EmbedScript => Ok(include_bytes!("banner.js").to_vec().into()),
        What::ThemeFile => {
            let file = theme_file(maker.theme, output);
            Ok(file.map(<[u8]>::to_vec).unwrap_or_default().into())
        }
    }
}

fn theme_file<'a>(theme: &'a Theme, output: &Output) -> Option<&'a [u8]> {
    theme.static_files().find(|(path, _)| **path == output.path).map(|(_, bytes)| &**bytes)
}

/// Makes the bytes of one output, or finds that they need not be made.
struct Maker<'a> {
    theme: &'a Theme,
    address: &'a str,
    /// What all pages hang on beside their views; `None` when nobody remembers what outputs were made from.
    salt: Option<Digest>,
    keep: &'a dyn Fn(Digest) -> bool,
    /// What archive documents share.
    written: &'a feeds::Written,
}

impl Maker<'_> {
    /// Renders a page, unless its view, its template and its address are what they were.
    fn page<V: PageView>(&self, view: &V) -> Result<Made, Box<Diagnostic>> {
        let source = |salt| Digest::of_written(&(salt, V::TEMPLATE, self.address), view);
        let source = self.salt.and_then(source);
        if source.is_some_and(self.keep) {
            return Ok(Made::Kept);
        }
        let page = self.theme.render(V::TEMPLATE, self.address, view)?;
        Ok(Made::Bytes(page.into_bytes(), source))
    }

    /// As [`page`](Self::page), for a view that is not worth making in order to see that it is what it was: `source` says
    /// all that it hangs on, if that can be said.
    fn page_unless<V: PageView>(
        &self,
        source: impl FnOnce() -> Option<Digest>,
        view: impl FnOnce() -> V,
    ) -> Result<Made, Box<Diagnostic>> {
        let source =
            self.salt.and_then(|salt| Some(Digest::of(&(salt, V::TEMPLATE, self.address, source()?))));
        let Some(source) = source else { return self.page(&view()) };
        if (self.keep)(source) {
            return Ok(Made::Kept);
        }
        let page = self.theme.render(V::TEMPLATE, self.address, &view())?;
        Ok(Made::Bytes(page.into_bytes(), Some(source)))
    }

    /// Makes a document, unless `source`, which says all that it hangs on, is what it was.
    fn unless_kept(&self, source: impl FnOnce() -> Digest, make: impl FnOnce() -> Vec<u8>) -> Made {
        self.unless(self.salt.map(|_| source()), make)
    }

    fn unless(&self, source: Option<Digest>, make: impl FnOnce() -> Vec<u8>) -> Made {
        if source.is_some_and(self.keep) { Made::Kept } else { Made::Bytes(make(), source) }
    }
}
