//! What is shown at `now`: derived once, from the model and a moment, with no clock and no I/O.
//!
//! [`Status::derive`] is the way in. Everything is reckoned in whole seconds: a moment that is finer is taken down to
//! its second, `now` too, and every stretch of time is half-open, `[start, end)`.
//!
//! # What can be seen
//! An incident is shown from its `published`, else from its first dated update, else from `started`. Of its updates,
//! those before the first one that is dated after `now`; one without a time keeps its place. A maintenance is shown
//! from its `published`, else from its first dated update, else always. See `visible`. That a post was edited is shown
//! from `edited` on; its text is the one in the file at any time.
//!
//! # Incidents
//! - The state is that of the newest update shown. Without one it is `investigating` (a retroactive incident is over
//!   by its nature: `resolved`). An incident is open when its state is not closed and it is not retroactive.
//! - The impacts of the file hold from `started`; each update changes the ones it names. An update without a time
//!   takes effect at the last time that is known before it: no time is made up. One dated before `started` takes
//!   effect at `started`.
//! - A closing update ends every impact, whatever impacts it names itself; an update after it that is not closed takes
//!   them up again, as they were before, with its own on top.
//! - How long an incident lasted leaves out the times for which it was closed before it was reopened.
//! - `ended` has the last word on the end: it cuts an open incident too, and it prolongs one that was resolved before.
//!   One that is still to come is cut at `now`. Without it, the end is the time of the update that closed the incident
//!   for good (the first of the closing updates that it ends with). When neither is known, the end is
//!   [unknown](End::Unknown) and the incident counts for no time.
//! - A false alarm has no impact and counts for no time.
//!
//! # Maintenance
//! By the clock a maintenance begins at `scheduled_for` and completes at `scheduled_until`. An update outranks it:
//! - `in_progress` or `verifying` before `scheduled_until` may begin it early; the clock still completes it. From
//!   `scheduled_until` on they extend it, without a gap, until another update;
//! - `scheduled` after `scheduled_for` postpones it: what the clock had begun did not take place; work that an update
//!   had said was under way stops there;
//! - `completed` and `cancelled` close it. Unless it was extended, no time after `scheduled_until` counts, however late
//!   somebody wrote that it was over.
//!
//! An update without a time has the time of the last dated one before it. With none before it, it is an announcement:
//! a closing one closes, and else the clock rules; `completed` leaves the planned window as the time of the work.
//!
//! One that recurs takes place once for each window of its rule. An update belongs to the time whose window it was
//! posted in. One posted between two windows: `scheduled` and `cancelled` are about the next, `verifying` and
//! `completed` about the one before, `in_progress` about the nearer of the two; none goes back behind the time that the
//! update above it was about. What is still open when the next window begins is over: completed, or, when it had been
//! postponed, cancelled. At most 1,000 times are kept, and of those to come the next two, or three within 90 days.
//!
//! # Services
//! The current impact is the worst among open incidents and maintenance in progress; what is closed or retroactive
//! never changes it. A service's [`Timeline`] unites everything that counts for time, retroactive incidents at their
//! real dates among it, the worst impact winning each second. [`Uptime`] is counted from it in exact integers, never
//! before `since` and never after `now`.
//!
//! # What this does not do
//! It decides no wording, no address and no page, and it complains of nothing: what is odd in a file was said when it
//! was loaded.

mod incident;
mod intervals;
mod maintenance;
mod occurrences;
mod periods;
mod snapshot;
mod timeline;
mod uptime;
mod visible;

pub use incident::{End, IncidentIx, IncidentView};
pub use intervals::Interval;
pub use maintenance::{MaintenanceIx, MaintenanceView, Occurrence};
pub use periods::{DayLog, Period};
pub use snapshot::{ServiceStatus, Status};
pub use timeline::{Cause, Timeline};
pub use uptime::{ImpactSeconds, Uptime};
