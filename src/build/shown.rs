//! A site that is shown rather than written: derived and planned at once, its files made when they are asked for.
//!
//! A whole build says everything that is wrong before a byte is kept. Here the faults of content are known at the start;
//! those of a theme's own templates are, as far as a few pages of each kind show them, and [`Shown::check`] finds the rest.

use rayon::prelude::*;

use super::{dressed, may_publish};
use crate::diagnostics::{self, Diagnostic, Severity};
use crate::load::Loaded;
use crate::plan::{Output, Plan};
use crate::render;
use crate::status::Status;
use crate::theme::Theme;
use crate::time::Instant;
use crate::tree::{RelPath, Tree};

/// A site at one moment, and what is wrong with it as far as that is known at once.
pub struct Shown<'a> {
    /// What is wrong but for pages that cannot be made.
    faults: Vec<Diagnostic>,
    diagnostics: Vec<Diagnostic>,
    good: bool,
    parts: Option<Parts<'a>>,
}

/// What files are made from.
#[derive(Clone, Copy)]
struct Parts<'a> {
    plan: &'a Plan<'a>,
    theme: &'a Theme,
    tree: &'a Tree,
}

/// Derives and plans the site that was loaded from `tree`, as it is at `now`, and hands it to `then`.
pub fn show<R>(loaded: Loaded, tree: &Tree, now: Instant, then: impl FnOnce(&Shown<'_>) -> R) -> R {
    let publish = may_publish(&loaded, false);
    let Loaded { site, mut diagnostics, .. } = loaded;
    let (theme, faults) =
        site.as_ref().map(|site| Theme::load(tree, site.config.theme.as_deref())).unwrap_or_default();
    diagnostics.extend(faults);
    let status = site.as_ref().map(|site| Status::derive(site, now));
    let plan = status.as_ref().zip(theme.as_ref());
    let plan =
        plan.map(|(status, theme)| Plan::on_demand(status, theme.static_files().map(|(path, _)| path)));
    let theme = match theme.zip(plan.as_ref()).map(|(theme, plan)| dressed(theme, plan)) {
        Some(Ok(theme)) => Some(theme),
        Some(Err(fault)) => {
            diagnostics.push(*fault);
            None
        }
        None => None,
    };
    let parts = plan.as_ref().zip(theme.as_ref()).map(|(plan, theme)| Parts { plan, theme, tree });
    let faults = diagnostics.clone();
    if let Some(parts) = parts.filter(|parts| !parts.theme.is_builtin()) {
        let samples = parts.plan.samples();
        let faults: Vec<Diagnostic> = samples.par_iter().filter_map(|page| parts.fault_of(page)).collect();
        diagnostics.extend(render::once_each(faults));
    }
    diagnostics::sort(&mut diagnostics);
    let sound = diagnostics.iter().all(|fault| fault.severity() != Severity::Error);
    then(&Shown { faults, diagnostics, good: publish && sound && parts.is_some(), parts })
}

impl Shown<'_> {
    /// What is known to be wrong, by path and position.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Whether there is a site, and no error is known.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.good
    }

    /// How many incidents are shown.
    #[must_use]
    pub fn incidents(&self) -> usize {
        self.parts.map_or(0, |parts| parts.plan.status().incidents().len())
    }

    /// Whether there is a file at `path`.
    #[must_use]
    pub fn has(&self, path: &RelPath) -> bool {
        self.parts.is_some_and(|parts| parts.plan.find(path).is_some())
    }

    /// The bytes of the file at `path`, when there is one: those that a build would write.
    ///
    /// # Errors
    /// With the fault of the template that was to make it.
    #[must_use]
    pub fn file(&self, path: &RelPath) -> Option<Result<Vec<u8>, Box<Diagnostic>>> {
        let Parts { plan, theme, tree } = self.parts?;
        let output = plan.find(path)?;
        Some(render::one(plan, theme, tree, &output))
    }

    /// Whether [`check`](Self::check) may find anything.
    #[must_use]
    pub fn wants_check(&self) -> bool {
        let uncertain =
            |parts: Parts<'_>| !parts.theme.is_builtin() || !parts.plan.status().site().assets.is_empty();
        self.parts.is_some_and(uncertain)
    }

    /// Everything that is wrong, as a build would say it, by path and position; `None` when `goes_on` says no meanwhile,
    /// which is asked before each `step` pages. Takes as long as making all pages when the theme has templates of its own.
    #[must_use]
    pub fn check(&self, step: usize, goes_on: &dyn Fn() -> bool) -> Option<Vec<Diagnostic>> {
        let Some(parts) = self.parts else { return Some(self.diagnostics.clone()) };
        let mut diagnostics = self.faults.clone();
        diagnostics.extend(parts.plan.faults().iter().cloned());
        if !parts.theme.is_builtin() {
            let mut faults = Vec::new();
            for outputs in parts.plan.without_search().chunks(step.max(1)) {
                if !goes_on() {
                    return None;
                }
                let pages = outputs.par_iter().filter(|output| output.what.is_page());
                faults.par_extend(pages.filter_map(|page| parts.fault_of(page)));
            }
            diagnostics.extend(render::once_each(faults));
        }
        diagnostics::sort(&mut diagnostics);
        Some(diagnostics)
    }
}

impl Parts<'_> {
    fn fault_of(&self, page: &Output) -> Option<Diagnostic> {
        render::one(self.plan, self.theme, self.tree, page).err().map(|fault| *fault)
    }
}
