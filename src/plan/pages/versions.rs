//! Texts that change when a page says something else: an open page asks for a few bytes, and for itself only when they
//! differ.

use sha2::{Digest as _, Sha256};

use super::Pages;
use crate::digest::Digest;
use crate::model::{Impact, ServiceIx};
use crate::plan::digests::{of_incident, of_maintenance};

impl Pages<'_> {
    /// A text that changes exactly when the home page says something else; when the site was built is not part of it.
    #[must_use]
    pub fn version(&self) -> String {
        let version = self.version.get_or_init(|| {
            let said = serde_json::to_vec(&self.home_without_time()).unwrap_or_default();
            let digest: [u8; 32] = Sha256::digest(said).into();
            let [first, ..] = digest.as_chunks::<8>().0 else { return String::new() };
            format!("{:016x}", u64::from_be_bytes(*first))
        });
        version.clone()
    }

    /// A text that changes when the page of a service says something else.
    #[must_use]
    pub fn service_version(&self, ix: ServiceIx) -> String {
        let (status, now) = (self.status, self.status.now());
        let service = status.service(ix);
        let incidents: Vec<Digest> =
            service.incidents().iter().map(|one| of_incident(status.incident(*one), now)).collect();
        let maintenance: Vec<Digest> = service
            .maintenance()
            .iter()
            .map(|one| of_maintenance(status.maintenance_at(*one), now))
            .collect();
        let config = format!("{:?}", self.config());
        // Days are counted up to today.
        let today = status.zone().day(now);
        Digest::of(&(config, ix, today, self.turns_of(ix), service.impact(), incidents, maintenance))
            .to_string()
    }

    /// Whether something happens to a service now, so that what its page says of it grows older by the minute.
    pub(super) fn is_affected(&self, ix: ServiceIx) -> bool {
        let mut open = self.status.open_incidents();
        self.status.service(ix).impact() != Impact::Operational
            || open.any(|view| view.named().get(ix).is_some())
    }
}
