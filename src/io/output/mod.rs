//! Writes a site beside its target folder and puts it in its place in one step.
//!
//! A visitor sees the old site or the new one, never a mixture, and a build that fails or is killed leaves the old one
//! as it was. While a build runs, this stands beside the target `public/`:
//!
//! ```text
//! .public.candor-<random>/lock    locked for as long as the build lives
//! .public.candor-<random>/site/   the new site
//! .public.candor-<random>/old/    the old one, for an instant, where the system cannot exchange two folders
//! ```
//!
//! Whoever can take the lock knows that the build is dead and cleans up after it. Only a missing folder, an empty one,
//! or one with the marker file that Candor itself put there is ever replaced.
//!
//! Nothing is flushed to the disk: after a power cut the newest site may be damaged, and the remedy is to build it
//! again. Flushing tens of thousands of files would make every build pay for that.

mod beside;
mod listing;
mod manifest;
mod old;
mod previous;
mod spare;
mod staging;
mod stale;
mod swap;
mod target;

pub use manifest::Manifest;
pub use old::There;
pub use staging::{Committed, Forms, Staging};
pub use target::MARKER;
