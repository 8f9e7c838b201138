//! The read-only APIs of other tools, for whoever comes from them with clients that know those: cState and Upptime.
//!
//! They say what Candor knows in the other tool's words; docs/api-compat.md says what that leaves out. None is written
//! unless candor.toml asks for it.

mod cstate;
mod upptime;

use serde::Serialize;

use crate::model::Compat;
use crate::status::Status;

/// A document of another tool's API.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Document {
    /// cState's overview.
    CstateIndex,
    /// cState's list of issues.
    CstateIssues,
    /// Upptime's summary.
    UpptimeSummary,
}

/// What stands in a document.
#[derive(Serialize)]
#[serde(untagged)]
pub enum View {
    #[doc(hidden)]
    CstateIndex(cstate::Index),
    #[doc(hidden)]
    CstateIssues(cstate::Issues),
    #[doc(hidden)]
    UpptimeSummary(Vec<upptime::Site>),
}

impl Document {
    /// The documents that `wanted` asks for.
    #[must_use]
    pub fn all(wanted: Compat) -> &'static [Self] {
        match (wanted.cstate, wanted.upptime) {
            (false, false) => &[],
            (true, false) => &[Self::CstateIndex, Self::CstateIssues],
            (false, true) => &[Self::UpptimeSummary],
            (true, true) => &[Self::CstateIndex, Self::CstateIssues, Self::UpptimeSummary],
        }
    }

    /// Where it stands.
    #[must_use]
    pub fn address(self) -> &'static str {
        match self {
            Self::CstateIndex => "index.json",
            Self::CstateIssues => "issues/index.json",
            Self::UpptimeSummary => "history/summary.json",
        }
    }

    /// What stands in it.
    #[must_use]
    pub fn view(self, status: &Status<'_>) -> View {
        match self {
            Self::CstateIndex => View::CstateIndex(cstate::index(status)),
            Self::CstateIssues => View::CstateIssues(cstate::issues(status)),
            Self::UpptimeSummary => View::UpptimeSummary(upptime::summary(status)),
        }
    }
}
