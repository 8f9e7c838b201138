//! How badly a service is hit, and how badly an incident or the whole site.

use super::ServiceIx;
use crate::terms::terms;

terms! {
    /// What customers of one service get. The order is from best to worst; an outage outranks maintenance.
    Impact {
        /// The service works.
        Operational "operational" "Operational",
        /// The service is worked on, as announced.
        UnderMaintenance "under_maintenance" "Under maintenance",
        /// The service works, slowly or with flaws.
        DegradedPerformance "degraded_performance" "Degraded performance",
        /// The service fails for some customers or some requests.
        PartialOutage "partial_outage" "Partial outage",
        /// The service does not work.
        MajorOutage "major_outage" "Major outage",
    }
}

terms! {
    /// How bad an incident is, and how bad things are on the whole site. The order is from best to worst.
    Indicator {
        /// Nothing is wrong.
        None "none" "None",
        /// Only announced work goes on.
        Maintenance "maintenance" "Maintenance",
        /// Some service is degraded, or a small part fails.
        Minor "minor" "Minor",
        /// Some service fails, or half of them in part.
        Major "major" "Major",
        /// Half of the services or more fail.
        Critical "critical" "Critical",
    }
}

impl Indicator {
    /// The impact of an incident whose worst impact on a service is `worst`.
    #[must_use]
    pub fn of_incident(worst: Impact) -> Self {
        match worst {
            Impact::Operational => Self::None,
            Impact::UnderMaintenance => Self::Maintenance,
            Impact::DegradedPerformance => Self::Minor,
            Impact::PartialOutage => Self::Major,
            Impact::MajorOutage => Self::Critical,
        }
    }
}

/// Impacts by service; a service stands in it once, in the order of the configuration.
#[derive(Clone, Default, PartialEq, Eq, Hash, Debug)]
pub struct Impacts(Vec<(ServiceIx, Impact)>);

impl Impacts {
    /// No service.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Sets the impact on one service.
    pub fn set(&mut self, service: ServiceIx, impact: Impact) {
        match self.0.binary_search_by_key(&service, |(ix, _)| *ix) {
            Ok(at) => self.0[at].1 = impact,
            Err(at) => self.0.insert(at, (service, impact)),
        }
    }

    /// Takes over every impact of `newer`, and keeps what it does not name.
    pub fn merge(&mut self, newer: &Self) {
        for (service, impact) in newer.iter() {
            self.set(service, impact);
        }
    }

    /// The impact on one service, when it is named.
    #[must_use]
    pub fn get(&self, service: ServiceIx) -> Option<Impact> {
        self.0.binary_search_by_key(&service, |(ix, _)| *ix).ok().map(|at| self.0[at].1)
    }

    /// Services with their impacts, in the order of the configuration.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (ServiceIx, Impact)> + '_ {
        self.0.iter().copied()
    }

    /// The worst impact in it; operational when it is empty.
    #[must_use]
    pub fn worst(&self) -> Impact {
        self.0.iter().map(|(_, impact)| *impact).max().unwrap_or(Impact::Operational)
    }

    /// Whether no service is named.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(ServiceIx, Impact)> for Impacts {
    fn from_iter<I: IntoIterator<Item = (ServiceIx, Impact)>>(impacts: I) -> Self {
        let mut all = Self::none();
        for (service, impact) in impacts {
            all.set(service, impact);
        }
        all
    }
}
