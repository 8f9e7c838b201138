//! The home page: the answer first, then what is open, what is planned, the services, the last days.

use serde::Serialize;

use super::{
    BarView, DaysView, IncidentCard, MaintenanceCard, PageHead, PageView, ServiceImpact, TermView, TimeView,
    UptimeView,
};

/// The home page.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct HomePage {
    /// The way to the site's root: `./`.
    pub root: String,
    /// The head.
    pub page: PageHead,
    /// The answer.
    pub headline: Headline,
    /// What could not be shown, in sentences.
    pub notices: Vec<String>,
    /// Open incidents, the newest first.
    pub open: Vec<IncidentCard>,
    /// Maintenance that goes on.
    pub in_progress: Vec<MaintenanceCard>,
    /// Maintenance to come, the nearest first.
    pub upcoming: Vec<MaintenanceCard>,
    /// What the page says when maintenance begins or ends after the site was built.
    pub turns: Turns,
    /// The services by group.
    pub groups: Vec<GroupView>,
    /// The last 14 days, newest first, quiet ones folded together.
    pub recent: Vec<DaysView>,
}

impl PageView for HomePage {
    const TEMPLATE: &'static str = "home.html";
}

/// The answer to "is it you or me?".
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct Headline {
    /// The site's indicator, for icon and colour.
    pub indicator: TermView,
    /// `Some requests to the API are failing`, `All services are operational`.
    pub text: String,
    /// A second sentence, when there is one to say; may be empty.
    pub detail: String,
    /// Since when, when something is wrong.
    pub since: Option<TimeView>,
    /// The services that are not operational.
    pub services: Vec<ServiceImpact>,
}

/// Words for what the clock changes on an open page.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct Turns {
    /// The state of a maintenance that has begun.
    pub begun: TermView,
    /// The state of one that is over.
    pub over: TermView,
    /// The status of a service that is worked on.
    pub worked_on: TermView,
    /// The status of one that no longer is.
    pub working: TermView,
    /// The headline while maintenance goes on, before its title.
    pub headline_begun: String,
    /// The headline when nothing is wrong.
    pub headline_over: String,
}

/// Services that are shown together.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct GroupView {
    /// The group's id, for an anchor.
    pub id: String,
    /// The name; a site without groups has one group without a name.
    pub name: Option<String>,
    /// One sentence; may be empty.
    pub description: String,
    /// The services.
    pub services: Vec<ServiceRow>,
}

/// A service in a list of services.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct ServiceRow {
    /// The service's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// One sentence; may be empty.
    pub description: String,
    /// Its status now.
    pub status: TermView,
    /// When the clock changes that, from operational to under maintenance or back, in turns: moments with spaces between
    /// them; may be empty.
    pub status_turns: String,
    /// Its last 90 days.
    pub bar: BarView,
    /// Its uptime over these days.
    pub uptime: UptimeView,
}
