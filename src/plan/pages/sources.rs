//! What pages hang on, as digests: for those that are not worth making in order to see that they are what they were.
//!
//! Each says everything that its page says or that decides what it says: what a view takes from anywhere belongs into its
//! page's source. What goes on hangs on the moment, too. `tests/cache.rs` holds pages that were kept against new ones.

use super::archive::Listed;
use super::{Filter, Pages};
use crate::card::Card;
use crate::digest::Digest;
use crate::model::ServiceIx;
use crate::plan::Digests;
use crate::routes;
use crate::status::{Cause, End, IncidentIx};

impl Pages<'_> {
    /// What the page of an incident that is over hangs on; `None` for one whose page says how things stand.
    #[must_use]
    pub fn incident_source(&self, digests: &Digests, ix: IncidentIx) -> Option<Digest> {
        let view = self.status.incident(ix);
        if view.is_open() || !matches!(view.end(), End::At(_)) {
            return None;
        }
        let card = self.cards.incident(ix).or(self.cards.site()).map(Card::version);
        let beside = [Some(ix.0 + 1), ix.0.checked_sub(1)].map(|position| {
            let incident = self.status.incidents().get(position?)?.incident();
            Some((incident.slug(), incident.title()))
        });
        let incident = digests.of_cause(Cause::Incident(ix));
        Some(Digest::of(&("the page of an incident", digests.config(), incident, card, beside)))
    }

    /// What the page of the archive's `n`th month hangs on; `None` for one that is not over.
    #[must_use]
    pub fn month_source(&self, digests: &Digests, n: usize) -> Option<Digest> {
        let months = self.archive.months();
        let (from, until) = self.bounds(months[n].first);
        if until > self.status.now() {
            return None;
        }
        let beside = [n.checked_sub(1), Some(n + 1)].map(|at| Some(months.get(at?)?.first));
        let began: Vec<_> =
            months[n].days().map(|(day, listed)| (day, self.listed(digests, listed))).collect();
        let went_on: Vec<Vec<Digest>> = self
            .config()
            .services()
            .map(|(ix, _)| self.status.service(ix).timeline().causes(from, until))
            .map(|causes| causes.into_iter().map(|cause| self.cause(digests, cause)).collect())
            .collect();
        Some(Digest::of(&("a month", self.shared(digests), months[n].first, beside, began, went_on)))
    }

    /// What the page of a filter hangs on.
    #[must_use]
    pub fn filter_source(&self, digests: &Digests, filter: &Filter) -> Digest {
        let address = self.choices().address(self.config(), filter);
        let shown = self.choices().shown(filter).map(|(year, all)| (year, self.listed(digests, all)));
        Digest::of(&("a filter", self.shared(digests), address, shown, self.choices().counts()))
    }

    /// What the page of a service hangs on.
    #[must_use]
    pub fn service_source(&self, digests: &Digests, ix: ServiceIx) -> Digest {
        let (service, now) = (self.status.service(ix), self.status.now());
        // What is older stands on it as what it did to the service, and as a part of the number of all.
        let causes: Vec<Digest> = self.service_named(ix).map(|cause| self.cause(digests, cause)).collect();
        let past = (service.timeline().intervals(), service.incidents().len(), service.maintenance().len());
        // Days lead to the pages of their months, where there are any.
        let months: Vec<_> = self.archive.months().iter().map(|month| month.first).collect();
        let affected = self.is_affected(ix);
        let moment = (self.status.zone().day(now), affected, self.service_moment(ix));
        // What is counted up to now grows better by the minute, and seldom enough to be seen.
        let this_month = self.status.this_month(ix).and_then(|month| month.uptime());
        let uptime =
            [self.uptime_of_bar(ix).text, this_month.map(|uptime| uptime.to_string()).unwrap_or_default()];
        let state = (service.impact(), self.turns_of(ix), uptime);
        // Its version stands on it, too.
        let named = (routes::service(&self.config().services[ix.0].id), self.service_version(ix));
        Digest::of(&("a service", self.shared(digests), named, moment, state, causes, past, months))
    }

    /// What all of them hang on: the configuration, and the picture for previews.
    fn shared(&self, digests: &Digests) -> (Digest, Option<&str>) {
        (digests.config(), self.cards.site().map(Card::version))
    }

    fn listed<'a>(
        &self,
        digests: &Digests,
        all: impl IntoIterator<Item = &'a Listed>,
    ) -> Vec<(Digest, usize)> {
        all.into_iter().map(|(cause, n)| (self.cause(digests, *cause), *n)).collect()
    }

    /// Of a cause, and of the moment when it goes on.
    fn cause(&self, digests: &Digests, cause: Cause) -> Digest {
        let digest = digests.of_cause(cause);
        if self.status.is_over(cause) { digest } else { Digest::of(&(digest, self.status.now())) }
    }
}
