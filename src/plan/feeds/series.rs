//! Which feeds there are, in which formats, and where their documents stand.

use crate::model::{Config, ServiceIx};

/// What a feed is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Subject {
    /// Everything.
    Site,
    /// The services of one group, by its position in the configuration.
    Group(usize),
    /// One service.
    Service(ServiceIx),
}

/// What makes an entry.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Form {
    /// Each update, so that a reader shows each as new.
    Updates,
    /// Each incident, with all its updates.
    Incidents,
}

/// A feed's format.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Format {
    /// RSS 2.0.
    Rss,
    /// Atom (RFC 4287).
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl Format {
    /// The file's extension.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Rss => "rss",
            Self::Atom => "atom",
            Self::Json => "json",
        }
    }

    /// The media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Rss => "application/rss+xml",
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
        }
    }

    /// The name for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rss => "RSS",
            Self::Atom => "Atom",
            Self::Json => "JSON Feed",
        }
    }
}

/// A feed that can be subscribed to, whatever the format.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Series {
    /// What it is about.
    pub subject: Subject,
    /// What makes an entry.
    pub form: Form,
}

impl Series {
    /// All updates of the site.
    pub const SITE: Self = Self { subject: Subject::Site, form: Form::Updates };
    /// All incidents of the site.
    pub const HISTORY: Self = Self { subject: Subject::Site, form: Form::Incidents };

    /// All updates about one service.
    #[must_use]
    pub fn service(service: ServiceIx) -> Self {
        Self { subject: Subject::Service(service), form: Form::Updates }
    }

    /// All updates about the services of a group.
    #[must_use]
    pub fn group(group: usize) -> Self {
        Self { subject: Subject::Group(group), form: Form::Updates }
    }

    /// Every series of a site.
    #[must_use]
    pub fn all(config: &Config) -> Vec<Self> {
        let groups = (0..config.groups.len()).map(Self::group);
        let services = config.services().map(|(ix, _)| Self::service(ix));
        [Self::SITE, Self::HISTORY].into_iter().chain(groups).chain(services).collect()
    }

    /// The formats that it comes in.
    #[must_use]
    pub fn formats(self) -> &'static [Format] {
        match self.form {
            Form::Updates => &[Format::Rss, Format::Atom, Format::Json],
            Form::Incidents => &[Format::Rss, Format::Atom],
        }
    }

    /// Where its subscription document stands.
    #[must_use]
    pub fn address(self, config: &Config, format: Format) -> String {
        format!("{}.{}", self.stem(config), format.extension())
    }

    /// Where its `n`th archive document stands, counted from 1, the oldest.
    #[must_use]
    pub fn archive_address(self, config: &Config, n: usize) -> String {
        format!("{}/archive-{n}.atom", self.stem(config))
    }

    fn stem(self, config: &Config) -> String {
        match (self.subject, self.form) {
            (Subject::Site, Form::Updates) => "feed".to_owned(),
            (Subject::Site, Form::Incidents) => "history".to_owned(),
            (Subject::Group(n), _) => format!("{}feed", crate::routes::group(&config.groups[n].id)),
            (Subject::Service(ix), _) => format!("{}feed", crate::routes::service(&config.services[ix.0].id)),
        }
    }

    /// The page that it is about.
    pub(super) fn home(self, config: &Config) -> String {
        match (self.subject, self.form) {
            // A group has no page of its own; its services stand on the home page.
            (Subject::Site, Form::Updates) | (Subject::Group(_), _) => String::new(),
            (Subject::Site, Form::Incidents) => crate::routes::HISTORY.to_owned(),
            (Subject::Service(ix), _) => crate::routes::service(&config.services[ix.0].id),
        }
    }

    /// Its title.
    #[must_use]
    pub fn title(self, config: &Config) -> String {
        match (self.subject, self.form) {
            (Subject::Site, Form::Updates) => config.title.clone(),
            (Subject::Site, Form::Incidents) => format!("{}: incident history", config.title),
            (Subject::Group(n), _) => format!("{}: {}", config.title, config.groups[n].name),
            (Subject::Service(ix), _) => format!("{}: {}", config.title, config.services[ix.0].name),
        }
    }

    pub(super) fn description(self, config: &Config) -> String {
        match (self.subject, self.form) {
            (Subject::Site, Form::Updates) => {
                format!("Every update on incidents and maintenance at {}", config.title)
            }
            (Subject::Site, Form::Incidents) => {
                format!("Every incident and maintenance at {}, with all updates", config.title)
            }
            (Subject::Group(n), _) => format!("Every update about {}", config.groups[n].name),
            (Subject::Service(ix), _) => format!("Every update about {}", config.services[ix.0].name),
        }
    }
}
