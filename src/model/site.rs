//! The whole site: its configuration and all that was written for it.

use std::fmt;
use std::sync::Arc;

use super::{Brand, Group, Impact, Incident, Maintenance, OutputConfig, Page, Service, ServiceIx};
use crate::time::Zone;
use crate::tree::RelPath;

/// Where the site is published: an absolute URL that ends in `/`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BaseUrl(String);

/// Why a text is not a [`BaseUrl`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BadBaseUrl {
    /// It does not begin with `https://` or `http://`.
    Scheme,
    /// No host follows the scheme, or it holds what no host can.
    Host,
    /// It has a query or a fragment.
    Tail,
    /// It holds a character that a URL cannot hold as it is.
    Character(char),
}

impl fmt::Display for BadBaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scheme => f.write_str("it does not begin with `https://` or `http://`"),
            Self::Host => f.write_str("it has no host"),
            Self::Tail => f.write_str("it has a `?` or a `#`, and paths are put behind it"),
            Self::Character(c) => write!(f, "it holds {c:?}, which a URL cannot hold"),
        }
    }
}

impl BaseUrl {
    /// Checks `url` and puts a `/` at its end when there is none.
    ///
    /// # Errors
    /// When it is not an absolute http or https URL without query, fragment and user name.
    pub fn new(url: &str) -> Result<Self, BadBaseUrl> {
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let rest = rest.ok_or(BadBaseUrl::Scheme)?;
        if rest.contains(['?', '#']) {
            return Err(BadBaseUrl::Tail);
        }
        if let Some(c) = url.chars().find(|c| !c.is_ascii_graphic() || "\"<>\\^`{|}'".contains(*c)) {
            return Err(BadBaseUrl::Character(c));
        }
        let host = rest.split('/').next().unwrap_or_default();
        if host.is_empty() || host.starts_with(':') || host.contains('@') {
            return Err(BadBaseUrl::Host);
        }
        Ok(Self(if url.ends_with('/') { url.to_owned() } else { format!("{url}/") }))
    }

    /// The URL, ending in `/`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The URL's path, beginning and ending in `/`: `/` or `/status/`.
    #[must_use]
    pub fn path(&self) -> &str {
        let host = self.0.find("://").map_or(0, |at| at + 3);
        self.0[host..].find('/').map_or("/", |slash| &self.0[host + slash..])
    }

    /// The absolute URL of a path from the site's root.
    #[must_use]
    pub fn join(&self, path: &str) -> String {
        [&self.0, path].concat()
    }
}

/// A URL that leads nowhere, for a configuration that has none yet (RFC 2606, section 2: `.invalid`).
impl Default for BaseUrl {
    fn default() -> Self {
        Self("https://status.invalid/".to_owned())
    }
}

/// How much a second of an impact takes from uptime, in millionths.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Weights {
    /// A second of major outage.
    pub major_outage: u32,
    /// A second of partial outage.
    pub partial_outage: u32,
    /// A second of degraded performance.
    pub degraded_performance: u32,
    /// A second of maintenance.
    pub under_maintenance: u32,
}

impl Weights {
    /// A whole second, in millionths.
    pub const ONE: u32 = 1_000_000;

    /// The weight of an impact, in millionths of a second per second.
    #[must_use]
    pub fn of(&self, impact: Impact) -> u32 {
        match impact {
            Impact::Operational => 0,
            Impact::UnderMaintenance => self.under_maintenance,
            Impact::DegradedPerformance => self.degraded_performance,
            Impact::PartialOutage => self.partial_outage,
            Impact::MajorOutage => self.major_outage,
        }
    }
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            major_outage: Self::ONE,
            partial_outage: 300_000,
            degraded_performance: 0,
            under_maintenance: 0,
        }
    }
}

/// A link in the site's header.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// What it says.
    pub name: String,
    /// Where it leads.
    pub url: String,
}

/// APIs of other tools that are written for clients that know them; none unless it is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Compat {
    /// cState's `/index.json` and `/issues/index.json`.
    pub cstate: bool,
    /// Upptime's `/history/summary.json`.
    pub upptime: bool,
}

/// candor.toml, checked.
#[derive(Default, Clone, PartialEq, Eq, Debug)]
pub struct Config {
    /// The site's name.
    pub title: String,
    /// One sentence on it; may be empty.
    pub description: String,
    /// Where it is published.
    pub base_url: BaseUrl,
    /// Its language, a BCP 47 tag.
    pub language: String,
    /// The zone in which days are cut and times are shown.
    pub zone: Zone,
    /// The theme's folder in `themes/`; `None`: the built-in one.
    pub theme: Option<String>,
    /// Where customers get help, when there is such a place.
    pub support_url: Option<String>,
    /// How uptime is weighed.
    pub weights: Weights,
    /// Groups in the order in which they are shown.
    pub groups: Vec<Group>,
    /// Services in the order in which they are shown.
    pub services: Vec<Service>,
    /// Links in the header.
    pub links: Vec<Link>,
    /// The WebSub hub that passes the feeds on, when there is one.
    pub hub: Option<String>,
    /// Which other tools' APIs are written.
    pub compat: Compat,
    /// How it is written down.
    pub output: OutputConfig,
    /// What makes it look like its owner's.
    pub brand: Brand,
}

impl Config {
    /// The services with their indices, in order.
    #[must_use]
    pub fn services(&self) -> impl ExactSizeIterator<Item = (ServiceIx, &Service)> {
        self.services.iter().enumerate().map(|(n, service)| (ServiceIx(n), service))
    }

    /// The service with the id `id`.
    #[must_use]
    pub fn service_by_id(&self, id: &str) -> Option<ServiceIx> {
        self.services.iter().position(|service| service.id.as_str() == id).map(ServiceIx)
    }
}

/// A file that is copied into the output as it is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Asset {
    /// Where it stands in the output.
    pub to: RelPath,
    /// Where it stands in the site's folder.
    pub from: RelPath,
}

/// A file that could not be read and may be about something that goes on: the home page says so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unshown {
    /// The file.
    pub path: RelPath,
    /// Its title, when that could be read.
    pub title: Option<String>,
}

/// Everything that a build needs to know. What a file became is shared with whoever remembers it.
#[derive(Clone, Debug)]
pub struct Site {
    /// The configuration.
    pub config: Config,
    /// All incidents, by start, oldest first.
    pub incidents: Vec<Arc<Incident>>,
    /// All maintenance, by scheduled start, oldest first.
    pub maintenance: Vec<Arc<Maintenance>>,
    /// The author's own pages, by address.
    pub pages: Vec<Page>,
    /// Files to copy, by target.
    pub assets: Vec<Asset>,
    /// What had to be left out although it may be open.
    pub unshown: Vec<Unshown>,
}

impl Site {
    /// The file that is copied to `to`, when there is one.
    #[must_use]
    pub fn asset(&self, to: &RelPath) -> Option<&Asset> {
        self.assets.binary_search_by(|asset| asset.to.cmp(to)).ok().map(|at| &self.assets[at])
    }
}
