//! The lists of a plan, each made when it is first asked for: a whole build needs all of them, and whoever shows single
//! pages needs hardly any. What stands where is settled in `outputs`; a file is the same in whichever list it is found.

use std::collections::BTreeMap;
use std::mem::discriminant;
use std::sync::OnceLock;

use super::outputs::{self, Extent};
use super::{Output, Plan, What};
use crate::diagnostics::Diagnostic;
use crate::routes;
use crate::tree::RelPath;

/// How many pages of a kind are samples of it.
const SAMPLES: usize = 3;

/// Files by their paths, and what is wrong with the places of some.
pub(super) struct Listed {
    pub(super) outputs: Vec<Output>,
    pub(super) faults: Vec<Diagnostic>,
}

#[derive(Default)]
pub(super) struct Lists {
    few: OnceLock<Listed>,
    most: OnceLock<Listed>,
    all: OnceLock<Listed>,
}

impl Lists {
    /// Every file.
    pub(super) fn all(&self, plan: &Plan<'_>) -> &Listed {
        self.all.get_or_init(|| outputs::list(plan, Extent::All))
    }

    /// Every file but those of the search's index, which takes longer to make than all the rest, and in which nothing can
    /// stand in the way of anything: nobody else may write into its folder.
    pub(super) fn most(&self, plan: &Plan<'_>) -> &Listed {
        self.all.get().unwrap_or_else(|| self.most.get_or_init(|| outputs::list(plan, Extent::NoSearch)))
    }

    /// Pages of which there are few, and what pages ask for.
    fn few(&self, plan: &Plan<'_>) -> &[Output] {
        &self.few.get_or_init(|| outputs::list(plan, Extent::Few)).outputs
    }

    pub(super) fn find(&self, plan: &Plan<'_>, path: &RelPath) -> Option<Output> {
        if let Some(all) = self.all.get() {
            return at(&all.outputs, path);
        }
        let few = at(self.few(plan), path).or_else(|| post(plan, path)).or_else(|| copied(plan, path));
        let few = few.or_else(|| filter(plan, path)).or_else(|| redirect(plan, path));
        // All pages were asked for by now, and what is not there is asked for often.
        if few.is_none() && path.file_name() == "index.html" {
            return None;
        }
        few.or_else(|| at(&self.most(plan).outputs, path)).or_else(|| {
            let below = path.as_str().starts_with(routes::SEARCH);
            let mut files = below.then(|| outputs::search_files(plan)).into_iter().flatten().flatten();
            files.find(|output| output.path == *path)
        })
    }

    /// A few pages of each kind; of incidents, one for each way in which their pages differ.
    pub(super) fn samples(&self, plan: &Plan<'_>) -> Vec<Output> {
        let mut samples: Vec<Output> = Vec::new();
        let filters: Vec<Output> = outputs::filters(plan).flatten().take(SAMPLES).collect();
        for output in self.few(plan).iter().chain(&filters).filter(|output| output.what.is_page()) {
            let kind = discriminant(&output.what);
            if samples.iter().filter(|other| discriminant(&other.what) == kind).count() < SAMPLES {
                samples.push(output.clone());
            }
        }
        let mut incidents = BTreeMap::new();
        for view in plan.status().incidents() {
            let incident = view.incident();
            let postmortem = view.postmortem().is_some();
            let kind = (view.is_open(), incident.is_retroactive(), postmortem, view.impact());
            incidents.entry(kind).or_insert_with(|| outputs::incident(view));
        }
        let mut maintenance = BTreeMap::new();
        for view in plan.status().maintenance() {
            let kind = (view.state(), view.maintenance().repeat().is_some());
            maintenance.entry(kind).or_insert_with(|| outputs::maintenance(view));
        }
        samples.extend(incidents.into_values().chain(maintenance.into_values()).flatten());
        samples
    }
}

fn at(outputs: &[Output], path: &RelPath) -> Option<Output> {
    let at = outputs.binary_search_by(|output| output.path.cmp(path)).ok()?;
    Some(outputs[at].clone())
}

/// The page of an incident or of a maintenance.
fn post(plan: &Plan<'_>, path: &RelPath) -> Option<Output> {
    let slug = |folder: &str| path.below(folder)?.strip_suffix("/index.html");
    if let Some(slug) = slug("incidents") {
        let view = plan.status().incidents().iter().find(|view| view.incident().slug().as_str() == slug)?;
        return outputs::incident(view);
    }
    let slug = slug("maintenance")?;
    let view = plan.status().maintenance().iter().find(|view| view.maintenance().slug().as_str() == slug)?;
    outputs::maintenance(view)
}

/// The archive of one service or of one impact.
fn filter(plan: &Plan<'_>, path: &RelPath) -> Option<Output> {
    path.below("history")?;
    outputs::filters(plan).flatten().find(|output| output.path == *path)
}

/// A page at an old address.
fn redirect(plan: &Plan<'_>, path: &RelPath) -> Option<Output> {
    outputs::redirects(plan.status()).flatten().find(|output| output.path == *path)
}

/// A file of the site's folder.
fn copied(plan: &Plan<'_>, path: &RelPath) -> Option<Output> {
    let asset = plan.status().site().asset(path)?;
    outputs::output(asset.to.as_str(), What::Copy(asset.from.clone()))
}
