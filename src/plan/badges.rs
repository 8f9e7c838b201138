//! Badges: what the status or the uptime is, in two words for a README.
//!
//! There is one for the site and one for each service, and one for the uptime of each service. There is none for the
//! uptime of the whole site: services fail apart, and no one number tells what a customer got.

use crate::model::{Config, Impact, Indicator, ServiceIx, Term};
use crate::plan::pages::BAR_DAYS;
use crate::routes;
use crate::status::{Status, Uptime};

/// What a badge is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BadgeOf {
    /// The status of the site.
    Site,
    /// The status of a service.
    Service(ServiceIx),
    /// The uptime of a service.
    Uptime(ServiceIx),
}

/// As what a badge comes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BadgeForm {
    /// A picture.
    Svg,
    /// What shields.io draws a picture from.
    Json,
}

impl BadgeForm {
    /// All forms.
    pub const ALL: &[Self] = &[Self::Svg, Self::Json];

    fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Json => "json",
        }
    }
}

impl BadgeOf {
    /// Every badge of a site.
    #[must_use]
    pub fn all(config: &Config) -> Vec<Self> {
        let services = config.services().flat_map(|(ix, _)| [Self::Service(ix), Self::Uptime(ix)]);
        std::iter::once(Self::Site).chain(services).collect()
    }

    /// Where it stands.
    #[must_use]
    pub fn address(self, config: &Config, form: BadgeForm) -> String {
        let extension = form.extension();
        let id = |ix: ServiceIx| &config.services[ix.0].id;
        match self {
            Self::Site => format!("badge.{extension}"),
            Self::Service(ix) => routes::service_file(id(ix), &format!("badge.{extension}")),
            Self::Uptime(ix) => routes::service_file(id(ix), &format!("uptime.{extension}")),
        }
    }
}

/// How good what a badge says is; it decides the colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// As an impact of this kind.
    Impact(Impact),
    /// Nobody knows.
    Unknown,
}

/// What a badge says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadgeView {
    /// The left half: what it is about.
    pub label: String,
    /// The right half: `operational`, `99.98%`.
    pub message: String,
    /// The same for who cannot see it, in full.
    pub title: String,
    /// How good that is.
    pub tone: Tone,
}

/// The badge `of` at the moment of `status`.
#[must_use]
pub fn badge(status: &Status<'_>, of: BadgeOf) -> BadgeView {
    match of {
        BadgeOf::Site => said("status", status.site().config.title.as_str(), site(status)),
        BadgeOf::Service(ix) => {
            let name = &status.site().config.services[ix.0].name;
            said(name, name, Tone::Impact(status.service(ix).impact()))
        }
        BadgeOf::Uptime(ix) => {
            let name = &status.site().config.services[ix.0].name;
            uptime(name, status.uptime_of_last(ix, BAR_DAYS))
        }
    }
}

fn said(label: &str, subject: &str, tone: Tone) -> BadgeView {
    let message = match tone {
        Tone::Impact(impact) => impact.label().to_lowercase(),
        Tone::Unknown => "unknown".to_owned(),
    };
    BadgeView { label: label.to_owned(), title: format!("{subject}: {message}"), message, tone }
}

/// The status of the whole: what its worst service has, but a major outage of the whole takes half of the services.
fn site(status: &Status<'_>) -> Tone {
    let worst = status.services().map(|(_, service)| service.impact()).max().unwrap_or(Impact::Operational);
    match (status.indicator(), worst) {
        // A file that could not be read may be about something that goes on: nobody says that all is well.
        (Indicator::None, _) if !status.site().unshown.is_empty() => Tone::Unknown,
        (Indicator::Critical, _) | (_, Impact::Operational) => {
            Tone::Impact(if worst == Impact::Operational { worst } else { Impact::MajorOutage })
        }
        (_, worst) => Tone::Impact(worst.min(Impact::PartialOutage)),
    }
}

fn uptime(name: &str, uptime: Option<Uptime>) -> BadgeView {
    let label = format!("{name} uptime");
    let Some(uptime) = uptime else {
        let message = "not counted yet".to_owned();
        return BadgeView { title: format!("{label}: {message}"), label, message, tone: Tone::Unknown };
    };
    let impact = match uptime.floored_hundredths() {
        9990.. => Impact::Operational,
        9900.. => Impact::DegradedPerformance,
        9500.. => Impact::PartialOutage,
        _ => Impact::MajorOutage,
    };
    let message = uptime.to_string();
    let title = format!("{label} over {BAR_DAYS} days: {message}");
    BadgeView { label, message, title, tone: Tone::Impact(impact) }
}
