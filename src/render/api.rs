//! Bodies of other tools' APIs as JSON: compact, with a line end. What stands in them is decided in `plan::api`.
//!
//! An incident stands in a document of its own in each API and in a page of the history. These are made together, a
//! page's worth of incidents at a time, so that each is put into words once and into each API's shape once.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use super::Sink;
use crate::digest::Digest;
use crate::plan::api::{Post, heroku, statuspage};
use crate::plan::{Output, Plan, What};
use crate::status::Cause;
use crate::time::Instant;

/// More bytes than most documents of a post have, so that they are copied once.
const ROOM: usize = 12 << 10;

/// Writes `body`.
fn json(body: &impl Serialize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(ROOM);
    // Structs of texts, numbers and lists always serialise, and writing to memory does not fail.
    let _ = serde_json::to_writer(&mut bytes, body);
    bytes.push(b'\n');
    bytes
}

/// A document of Statuspage's API.
pub(super) fn statuspage(plan: &Plan<'_>, document: statuspage::Document) -> Vec<u8> {
    let (api, status) = (plan.api(), plan.status());
    let posts = document.posts(status).map(|cause| api.post(status, *cause));
    let newest = posts.iter().map(|post| post.updated).max();
    let changed = document.changed(api, status, newest);
    let posts = posts.map(|post| statuspage::incident(api, post));
    let body = document.body(api, status, &posts);
    match changed {
        Some(changed) => json(&body.as_of(changed)),
        None => json(&body),
    }
}

/// A document of Heroku's API.
pub(super) fn heroku(plan: &Plan<'_>, document: heroku::Document) -> Vec<u8> {
    let (api, status) = (plan.api(), plan.status());
    let (incidents, scheduled) = document.posts(status);
    let post = |cause: Cause| api.post(status, cause);
    let posts = (incidents.into_iter().map(post).collect(), scheduled.into_iter().map(post).collect());
    json(&document.body(api, status, &posts))
}

/// The documents of the posts that stand on one page of the history, and that page.
#[derive(Default)]
pub(super) struct Batch<'p> {
    page: Option<(&'p Output, statuspage::Document)>,
    posts: Vec<Documents<'p>>,
}

/// The documents of one post.
struct Documents<'p> {
    cause: Cause,
    statuspage: Option<(&'p Output, statuspage::Document)>,
    /// Two with the same bytes.
    heroku: Vec<&'p Output>,
}

/// Which page of which history: its kind and number.
type Place = (statuspage::Kind, usize);

/// Sorts documents into batches.
#[derive(Default)]
pub(super) struct Batches<'p> {
    batches: BTreeMap<Place, Batch<'p>>,
}

impl<'p> Batches<'p> {
    /// Takes `output`, if it belongs to a batch.
    pub(super) fn take(&mut self, plan: &Plan<'_>, output: &'p Output) -> bool {
        use statuspage::Document as Statuspage;
        match &output.what {
            What::Statuspage(document @ Statuspage::Numbered(kind, n)) => {
                self.batches.entry((*kind, *n)).or_default().page = Some((output, *document));
            }
            What::Statuspage(document @ Statuspage::Incident(ix)) => {
                self.of(plan, Cause::Incident(*ix)).statuspage = Some((output, *document));
            }
            What::Statuspage(document @ Statuspage::Maintenance(ix)) => {
                self.of(plan, Cause::Maintenance(*ix)).statuspage = Some((output, *document));
            }
            What::Heroku(heroku::Document::Incident(ix)) => {
                self.of(plan, Cause::Incident(*ix)).heroku.push(output);
            }
            What::Heroku(heroku::Document::Maintenance(ix)) => {
                self.of(plan, Cause::Maintenance(*ix)).heroku.push(output);
            }
            _ => return false,
        }
        true
    }

    fn of(&mut self, plan: &Plan<'_>, cause: Cause) -> &mut Documents<'p> {
        let (kind, n) = match cause {
            Cause::Incident(ix) => (statuspage::Kind::Incidents, ix.0),
            Cause::Maintenance(ix) => (statuspage::Kind::Maintenance, ix.0),
        };
        let place = (kind, statuspage::number_of(kind, n, plan.status()));
        let posts = &mut self.batches.entry(place).or_default().posts;
        let at = posts.iter().position(|one| one.cause == cause).unwrap_or_else(|| {
            posts.push(Documents { cause, statuspage: None, heroku: Vec::new() });
            posts.len() - 1
        });
        &mut posts[at]
    }

    /// The batches, the oldest of each kind first.
    pub(super) fn finish(self) -> impl Iterator<Item = Batch<'p>> {
        self.batches.into_values()
    }
}

impl Batch<'_> {
    /// Makes all of its documents that are not what they were.
    pub(super) fn put<S: Sink>(&self, plan: &Plan<'_>, sink: &S) -> Result<(), S::Error> {
        let maker = Maker { plan, sink, shared: sink.remembers().then(|| Shared::of(plan)) };
        let mut page = None;
        if let Some((output, document)) = self.page {
            let posts = document.posts(plan.status());
            let source = maker.shared.map(|shared| {
                let digests = posts.map(|cause| shared.statuspage(plan, *cause));
                let of_posts = (digests.incidents, digests.scheduled_maintenances);
                Digest::of(&(document.place(plan.status()), of_posts))
            });
            if !maker.keeps(output, source) {
                page = Some((output, document, posts, source));
            }
        }
        let mut written = HashMap::new();
        for one in &self.posts {
            if let Some(post) = maker.documents(one, page.is_some())? {
                written.insert(one.cause, post);
            }
        }
        let Some((output, document, posts, source)) = page else { return Ok(()) };
        let newest = written.values().map(|(_, updated)| *updated).max();
        let posts = posts.map(|cause| written.get(cause).map(|(post, _)| post));
        let body =
            document.body(plan.api(), plan.status(), &posts).as_of(newest.unwrap_or(plan.status().now()));
        maker.put(output, &json(&body), source)
    }
}

/// Digests of what documents of posts hang on beside the post.
#[derive(Clone, Copy)]
struct Shared {
    config: Digest,
    /// For Statuspage's API: of a post that goes on, and of one that is over.
    open: Option<Digest>,
    over: Option<Digest>,
}

impl Shared {
    fn of(plan: &Plan<'_>) -> Self {
        let of_statuspage = |open| plan.api().statuspage_digest(open);
        Self { config: plan.digests().config(), open: of_statuspage(true), over: of_statuspage(false) }
    }

    /// Of a post's document of Heroku's API.
    fn heroku(&self, plan: &Plan<'_>, cause: Cause) -> Digest {
        Digest::of(&(self.config, plan.api().id(plan.status(), cause), plan.digests().of_cause_now(cause)))
    }

    /// Of a post's document of Statuspage's API.
    fn statuspage(&self, plan: &Plan<'_>, cause: Cause) -> Digest {
        let is_over = plan.status().is_over(cause);
        Digest::of(&(if is_over { self.over } else { self.open }, self.heroku(plan, cause)))
    }
}

/// A post in Statuspage's shape, and when it last changed.
type Written = (Box<RawValue>, Instant);

struct Maker<'a, S> {
    plan: &'a Plan<'a>,
    sink: &'a S,
    /// `None` when nobody remembers what outputs were made from.
    shared: Option<Shared>,
}

impl<S: Sink> Maker<'_, S> {
    /// Makes the documents of a post, and its part of the page when that is `wanted`.
    fn documents(&self, one: &Documents<'_>, wanted: bool) -> Result<Option<Written>, S::Error> {
        let (plan, api, status) = (self.plan, self.plan.api(), self.plan.status());
        let source = self.shared.map(|shared| shared.statuspage(plan, one.cause));
        let for_heroku = self.shared.map(|shared| shared.heroku(plan, one.cause));
        let statuspage = one.statuspage.filter(|(output, _)| !self.keeps(output, source));
        let heroku: Vec<&Output> =
            one.heroku.iter().copied().filter(|output| !self.keeps(output, for_heroku)).collect();
        if !wanted && statuspage.is_none() && heroku.is_empty() {
            return Ok(None);
        }
        let post = api.post(status, one.cause);
        self.heroku(&post, &heroku, for_heroku)?;
        if !wanted && statuspage.is_none() {
            return Ok(None);
        }
        // Structs of texts, numbers and lists always serialise.
        let written = to_raw_value(&statuspage::incident(api, &post)).ok();
        if let Some((output, document)) = statuspage {
            let posts = document.posts(status).map(|_| &written);
            self.put(output, &json(&document.body(api, status, &posts).as_of(post.updated)), source)?;
        }
        Ok(written.map(|written| (written, post.updated)))
    }

    /// Puts a post's document into each of `places`.
    fn heroku(&self, post: &Post, places: &[&Output], source: Option<Digest>) -> Result<(), S::Error> {
        let Some((first, twins)) = places.split_first() else { return Ok(()) };
        let bytes = json(&heroku::incident(self.plan.api(), self.plan.status(), post));
        self.put(first, &bytes, source)?;
        for twin in twins {
            self.sink.put_again(&twin.path, &first.path, &bytes)?;
            self.made_from(twin, source);
        }
        Ok(())
    }

    fn keeps(&self, output: &Output, source: Option<Digest>) -> bool {
        source.is_some_and(|source| self.sink.keep(&output.path, source))
    }

    fn put(&self, output: &Output, bytes: &[u8], source: Option<Digest>) -> Result<(), S::Error> {
        self.sink.put(&output.path, bytes)?;
        self.made_from(output, source);
        Ok(())
    }

    fn made_from(&self, output: &Output, source: Option<Digest>) {
        if let Some(source) = source {
            self.sink.made_from(&output.path, source);
        }
    }
}
