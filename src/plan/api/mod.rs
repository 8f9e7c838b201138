//! What other tools' clients read: the bodies of Atlassian Statuspage's public API v2 and of Heroku's Status API v4.
//!
//! Both say the same things in their own words. An incident or a maintenance is first put into a `Post`, with
//! every rule that the two APIs share (which time stands where none was recorded, what a false alarm is called); then
//! each API gives it its own shape. Nothing here makes bytes.

pub mod heroku;
mod ids;
mod posts;
mod stamp;
pub mod statuspage;
mod text;

use crate::digest::Digest;
use crate::model::Config;
use crate::status::{Cause, IncidentIx, MaintenanceIx, Status};

pub use ids::Id;
pub use posts::Post;
pub use stamp::Stamp;
pub use text::Said;

use ids::Ids;
use posts::Writer;

/// How many incidents a list holds, and how many each of its numbered pages. Statuspage's own number.
pub const NEWEST: usize = 50;

/// What all bodies share, made once for a site.
pub struct Api {
    ids: Ids,
    statuspage: statuspage::Shared,
    heroku: heroku::Shared,
}

impl Api {
    /// Derives the ids and everything that stands in more than one body.
    #[must_use]
    pub fn new(status: &Status<'_>) -> Self {
        let ids = Ids::of(status.site());
        Self { statuspage: statuspage::Shared::new(status, &ids), heroku: heroku::Shared::new(status), ids }
    }

    /// The id of an incident.
    #[must_use]
    pub fn incident_id(&self, status: &Status<'_>, ix: IncidentIx) -> &Id {
        self.ids.incident(status.incident(ix).incident().slug())
    }

    /// The id of a maintenance.
    #[must_use]
    pub fn maintenance_id(&self, status: &Status<'_>, ix: MaintenanceIx) -> &Id {
        self.ids.maintenance(status.maintenance_at(ix).maintenance().slug())
    }

    /// An incident or a maintenance in words.
    #[must_use]
    pub fn post(&self, status: &Status<'_>, cause: Cause) -> Post {
        let writer = Writer::new(&status.site().config, self.id(status, cause), status.now());
        match cause {
            Cause::Incident(ix) => writer.incident(status.incident(ix)),
            Cause::Maintenance(ix) => writer.maintenance(status.maintenance_at(ix)),
        }
    }

    /// The id of an incident or a maintenance.
    #[must_use]
    pub fn id(&self, status: &Status<'_>, cause: Cause) -> &Id {
        match cause {
            Cause::Incident(ix) => self.incident_id(status, ix),
            Cause::Maintenance(ix) => self.maintenance_id(status, ix),
        }
    }

    /// A digest of all that a post's document of Statuspage's API hangs on beside the post and the configuration, for a
    /// post that is `open` or over; `None` when there is none.
    #[must_use]
    pub fn statuspage_digest(&self, open: bool) -> Option<Digest> {
        self.statuspage.digest(open)
    }
}

/// The site's address without a `/` at its end, as the field's APIs write it.
fn bare_url(config: &Config) -> &str {
    config.base_url.as_str().trim_end_matches('/')
}
