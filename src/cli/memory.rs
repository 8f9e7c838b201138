//! What `build` remembers from one run to the next, in the cache folder: what content files became, and what each file of
//! the output was made from.
//!
//! All of it holds for one version of the program, one configuration and one set of options. Every note carries a digest
//! of itself, so that a damaged one is only one that is not known.

use std::path::{Path, PathBuf};

use super::content::Content;
use super::notes::Notes;
use crate::digest::Digest;
use crate::io::cache::{self, Cache};
use crate::io::output::{Committed, Manifest};
use crate::load::{CONFIG_FILE, Options, Readings};
use crate::model::BaseUrl;
use crate::plan::search;
use crate::tree::{RelPath, Tree};

/// The file of notes on parts of outputs.
const PARTS: &str = "parts";

/// Where one build remembers what it wrote.
pub(super) struct Place {
    cache: Option<Cache>,
    output: String,
}

impl Place {
    /// In the cache of the site at `root`, for builds into `out`; with no `cache` nowhere.
    pub(super) fn new(root: &Path, out: &Path, cache: bool) -> Self {
        let cache = cache.then(|| Cache::open(root)).flatten();
        Self { cache, output: format!("output-{}", Digest::of(out)) }
    }

    /// What is known of the output that is there.
    pub(super) fn output(&self) -> Option<Manifest> {
        Manifest::parse(&self.cache.as_ref()?.read(&self.output)?)
    }

    /// Where the folder of a replaced output is kept.
    pub(super) fn spare(&self) -> Option<PathBuf> {
        self.cache.as_ref().map(|cache| cache.path(&format!("spare-{}", self.output)))
    }
}

/// What one build remembers.
pub(super) struct Memory {
    place: Place,
    /// What content files became.
    content: Content,
    /// On parts of outputs.
    parts: Notes,
    whole: Digest,
}

impl Memory {
    /// The memory at `place` for a build of `tree`.
    pub(super) fn open(place: Place, tree: &Tree, options: &Options) -> Self {
        let base_url = options.base_url.as_ref().map(BaseUrl::as_str);
        let config = RelPath::new(CONFIG_FILE).ok().and_then(|path| tree.get(&path));
        let reading = Digest::of(&(env!("CARGO_PKG_VERSION"), cache::program(), config, base_url));
        let whole = match &place.cache {
            Some(_) => Digest::of(&(reading, Digest::of_all(tree.iter()), options.now, options.drafts)),
            None => reading,
        };
        let parts = Notes::open(place.cache.clone(), PARTS, reading);
        let content = Content::open(place.cache.clone(), reading);
        Self { place, content, parts, whole }
    }

    /// Whether there is a memory.
    pub(super) fn works(&self) -> bool {
        self.place.cache.is_some()
    }

    /// A digest of all that the site is made from.
    pub(super) fn whole(&self) -> Digest {
        self.whole
    }

    /// What content files became.
    pub(super) fn readings(&self) -> &dyn Readings {
        &self.content
    }

    /// What is known of parts of outputs, when there is a memory.
    pub(super) fn parts(&self) -> Option<&dyn search::Notes> {
        self.works().then_some(&self.parts)
    }

    /// Writes down what is known now. `silent`: nothing was said of the site, so that the next build has nothing to say
    /// either when nothing has changed. What cannot be written is not known next time.
    pub(super) fn keep(self, committed: Committed, incidents: usize, silent: bool) {
        let Self { place: Place { cache: Some(cache), output }, content, parts, whole, .. } = self else {
            return;
        };
        let whole = if silent { whole } else { Digest::of(&("to be said again", whole)) };
        let write_output = || cache.write(&output, &committed.into_manifest(whole, incidents).to_text());
        let write_others = || {
            parts.keep();
            content.close()
        };
        let _ = rayon::join(write_output, write_others);
    }
}
