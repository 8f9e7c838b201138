//! Services and the groups that they stand in.

use crate::slug::Slug;
use crate::time::Instant;

/// Which service: its position in the configuration.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ServiceIx(pub usize);

/// A group of services as the page shows them together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// The name in files.
    pub id: Slug,
    /// The name for people.
    pub name: String,
    /// One sentence on what belongs to it; may be empty.
    pub description: String,
}

/// Something that customers use and that can fail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Service {
    /// The name in files and URLs.
    pub id: Slug,
    /// The name for people.
    pub name: String,
    /// One sentence on what it does for a customer; may be empty.
    pub description: String,
    /// The position of its group in the configuration, when it has one.
    pub group: Option<usize>,
    /// When it was first offered; no uptime is counted before. `None`: always.
    pub since: Option<Instant>,
}
