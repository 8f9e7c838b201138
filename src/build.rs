//! The whole way from a tree of bytes to a site: load, derive, plan, render.
//!
//! Checking is building into nothing, so that a check says all that a build would. Decides whether there is a site;
//! reads and writes nothing itself.

mod shown;

pub use shown::{Shown, show};

use crate::diagnostics::{self, Diagnostic, Severity};
use crate::encoding::Encoding;
use crate::load::{self, Loaded, Options};
use crate::model::Site;
use crate::plan::Plan;
use crate::plan::pages::{brand_style, globals};
use crate::render::{self, Sink};
use crate::status::Status;
use crate::theme::Theme;
use crate::tree::{RelPath, Tree};

/// What to build.
pub struct Request<'a> {
    /// The site's folder.
    pub tree: &'a Tree,
    /// What was found wrong when the folder was read.
    pub found: Vec<Diagnostic>,
    /// How to read it, and for which moment.
    pub options: &'a Options,
    /// Builds what can be shown even when some content files are broken.
    pub skip_broken: bool,
}

/// What building gave.
#[derive(Debug)]
pub struct Outcome {
    /// All faults, by path and position.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that were left out; only ever filled when broken files are skipped.
    pub skipped: Vec<RelPath>,
    /// What was built; `None` when there is no site because of errors.
    pub built: Option<Built>,
}

/// Facts of a site that was built.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Built {
    /// How many files it has; of one that is only checked, how many without the search's index.
    pub files: usize,
    /// How many incidents are shown.
    pub incidents: usize,
    /// The page for what is not there.
    pub not_found: Option<RelPath>,
    /// The site's address, ending in `/`.
    pub base_url: String,
    /// In which encodings its files are wanted too.
    pub precompress: Vec<Encoding>,
}

impl Outcome {
    /// Whether any fault is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|fault| fault.severity() == Severity::Error)
    }
}

/// Builds a site into `sink`. What the sink holds is worth keeping only when the outcome says that a site was built.
///
/// # Errors
/// With the first error of the sink.
pub fn build<S: Sink>(request: Request<'_>, sink: &S) -> Result<Outcome, S::Error> {
    let loaded = load::load(request.tree, request.found, request.options);
    publish(loaded, request.tree, request.options, request.skip_broken, sink)
}

/// The second half of [`build`]: what was loaded, into `sink`. `tree` needs no more than the files that are copied, the
/// theme, and those that messages point into ([`Loaded::forget_texts`]).
///
/// # Errors
/// With the first error of the sink.
pub fn publish<S: Sink>(
    loaded: Loaded,
    tree: &Tree,
    options: &Options,
    skip_broken: bool,
    sink: &S,
) -> Result<Outcome, S::Error> {
    let publish = may_publish(&loaded, skip_broken);
    let Loaded { site, mut diagnostics, broken } = loaded;
    let mut built = None;
    if let Some(site) = site {
        let (more, made) = if publish {
            publish_site(&site, tree, options, sink)?
        } else {
            // There will be no site, but what a build would say of the theme is said all the same.
            publish_site(&site, tree, options, &Nowhere::<S::Error>::new())?
        };
        diagnostics.extend(more);
        built = made.filter(|_| publish);
    }
    diagnostics::sort(&mut diagnostics);
    let skipped = if skip_broken { broken } else { Vec::new() };
    Ok(Outcome { diagnostics, skipped, built })
}

/// Whether what was loaded is a site that may be published.
fn may_publish(loaded: &Loaded, skip_broken: bool) -> bool {
    // A file that is broken is left out; any other error (in the configuration, in a static file) is not got around.
    let mut errors = loaded.diagnostics.iter().filter(|fault| fault.severity() == Severity::Error);
    let only_content = errors.all(|fault| loaded.broken.contains(fault.path()));
    (loaded.broken.is_empty() || skip_broken) && only_content
}

fn publish_site<S: Sink>(
    site: &Site,
    tree: &Tree,
    options: &Options,
    sink: &S,
) -> Result<(Vec<Diagnostic>, Option<Built>), S::Error> {
    let (theme, mut faults) = Theme::load(tree, site.config.theme.as_deref());
    let Some(theme) = theme else { return Ok((faults, None)) };
    let status = Status::derive(site, options.now);
    let plan = Plan::on_demand(&status, theme.static_files().map(|(path, _)| path));
    let plan = plan.knowing(sink.notes());
    let theme = match dressed(theme, &plan) {
        Ok(theme) => theme,
        Err(fault) => {
            faults.push(*fault);
            return Ok((faults, None));
        }
    };
    if sink.wants_bytes() {
        plan.prepare();
    }
    faults.extend(render::render(&plan, &theme, tree, sink)?);
    faults.extend(plan.faults().iter().cloned());
    let failed = faults.iter().any(|fault| fault.severity() == Severity::Error);
    let outputs = if sink.wants_bytes() { plan.outputs() } else { plan.without_search() };
    let not_found = outputs.iter().find(|output| output.address() == crate::routes::NOT_FOUND);
    let built = Built {
        files: outputs.len(),
        incidents: status.incidents().len(),
        not_found: not_found.map(|output| output.path.clone()),
        base_url: site.config.base_url.as_str().to_owned(),
        precompress: site.config.output.precompress.clone(),
    };
    Ok((faults, (!failed).then_some(built)))
}

/// The theme with all that it has from the site.
fn dressed(theme: Theme, plan: &Plan<'_>) -> Result<Theme, Box<Diagnostic>> {
    let theme = match brand_style(&plan.status().site().config.brand) {
        Some(style) => theme.with_style("brand", &style),
        None => theme,
    };
    theme.with_globals(&globals(plan.pages()))
}

/// A sink that keeps nothing: for checking.
pub struct Nowhere<E>(std::marker::PhantomData<fn() -> E>);

impl<E> Nowhere<E> {
    /// The sink.
    #[must_use]
    pub fn new() -> Self {
        Self(std::marker::PhantomData)
    }
}

impl<E> Default for Nowhere<E> {
    fn default() -> Self {
        Self::new()
    }
}

impl<E: Send> Sink for Nowhere<E> {
    type Error = E;

    fn put(&self, _: &RelPath, _: &[u8]) -> Result<(), E> {
        Ok(())
    }

    fn wants_bytes(&self) -> bool {
        false
    }

    /// Nothing is kept, so nothing that cannot fail need be made.
    fn take_over(&self, _: &RelPath) -> Result<bool, E> {
        Ok(true)
    }
}

/// A sink in memory: for tests.
#[derive(Default)]
pub struct Memory {
    files: std::sync::Mutex<Tree>,
}

impl Memory {
    /// The files that it was given.
    #[must_use]
    pub fn into_tree(self) -> Tree {
        self.files.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Sink for Memory {
    type Error = std::convert::Infallible;

    fn put(&self, path: &RelPath, bytes: &[u8]) -> Result<(), Self::Error> {
        self.files.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(path.clone(), bytes);
        Ok(())
    }
}
