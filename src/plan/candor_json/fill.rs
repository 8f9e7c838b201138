//! Fills the shapes of Candor's own API. What stands in which document is chosen by the module above.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::shape::{
    Affected, Document, Feeds, Group, Incident, IncidentUpdate, Interval, Maintenance, MaintenanceUpdate,
    Occurrence, Postmortem, Service, ServiceDay, ServiceMonth, ServiceYear, Site, Text, Uptime, VERSION,
    Work, Year, YearLink,
};
use super::{ADDRESS, Begun, DAYS, RECENT_MONTHS, YearPart, bounds, by_year};
use crate::fragment::{Fragment, escape};
use crate::model::{Config, Impact, Impacts, ServiceIx, Term};
use crate::plan::Extras;
use crate::plan::calendar::rule;
use crate::plan::feeds::{Format, Series};
use crate::routes;
use crate::schema::Word;
use crate::status::{self, Cause, End, ImpactSeconds, IncidentView, MaintenanceView, Period, Status};
use crate::time::Instant;

/// Puts a site's status into the shapes.
pub(super) struct Filler<'s> {
    status: &'s Status<'s>,
}

impl<'s> Filler<'s> {
    pub(super) fn new(status: &'s Status<'s>) -> Self {
        Self { status }
    }

    fn config(&self) -> &'s Config {
        &self.status.site().config
    }

    fn url(&self, address: &str) -> String {
        self.config().base_url.join(address)
    }

    pub(super) fn document<'v>(
        &self,
        complete: bool,
        incidents: impl Iterator<Item = &'v IncidentView<'s>>,
        maintenance: impl Iterator<Item = &'v MaintenanceView<'s>>,
    ) -> Document
    where
        's: 'v,
    {
        let config = self.config();
        Document {
            version: VERSION,
            built_at: self.status.now().into(),
            site: self.site(),
            status: Word(self.status.indicator()),
            groups: (0..config.groups.len()).map(|group| self.group(group)).collect(),
            services: config.services().map(|(ix, _)| self.service(ix, complete)).collect(),
            incidents: incidents.map(|view| self.incident(view)).collect(),
            maintenance: maintenance.map(|view| self.maintenance(view)).collect(),
            complete,
            years: by_year(self.status).iter().map(|(year, begun)| self.year_link(*year, begun)).collect(),
        }
    }

    /// A part of a year, with the lists of what stands in it.
    pub(super) fn year<I, M>(&self, at: YearPart, parts: usize, incidents: I, maintenance: M) -> Year<I, M> {
        let next = YearPart { part: at.part + 1, ..at };
        // Once for the year: what is counted up to now would change all of its parts.
        let services = self.config().services().filter(|_| at.part == 1);
        Year {
            version: VERSION,
            year: at.year,
            part: at.part,
            parts,
            next: (at.part < parts).then(|| self.url(&next.address())),
            index: self.url(ADDRESS),
            services: services.map(|(ix, _)| self.service_year(ix, at.year)).collect(),
            incidents,
            maintenance,
        }
    }

    fn year_link(&self, year: i32, begun: &Begun<'_, '_>) -> YearLink {
        YearLink {
            year,
            url: self.url(&YearPart { year, part: 1 }.address()),
            incidents: begun.incidents.len(),
            maintenance: begun.maintenance.len(),
        }
    }

    fn site(&self) -> Site {
        let config = self.config();
        let support = config.support_url.as_deref();
        Site {
            title: config.title.clone(),
            description: config.description.clone(),
            url: config.base_url.as_str().to_owned(),
            language: config.language.clone(),
            time_zone: self.status.zone().name().to_owned(),
            support_url: support
                .map(|url| url.strip_prefix('/').map_or_else(|| url.to_owned(), |path| self.url(path))),
            feeds: self.feeds_at(Series::SITE),
        }
    }

    /// The URLs of a feed that the site may leave out.
    fn feeds(&self, series: Series) -> Option<Feeds> {
        Extras::of(self.config()).have_feed(series).then(|| self.feeds_at(series))
    }

    fn feeds_at(&self, series: Series) -> Feeds {
        let url = |format| self.url(&series.address(self.config(), format));
        Feeds { rss: url(Format::Rss), atom: url(Format::Atom), json: url(Format::Json) }
    }

    fn group(&self, n: usize) -> Group {
        let group = &self.config().groups[n];
        let members = self.config().services.iter().filter(|service| service.group == Some(n));
        Group {
            id: group.id.to_string(),
            name: group.name.clone(),
            description: group.description.clone(),
            status: Word(self.status.group_impact(n)),
            services: members.map(|service| service.id.to_string()).collect(),
            feeds: self.feeds(Series::group(n)),
        }
    }

    fn service(&self, ix: ServiceIx, complete: bool) -> Service {
        let service = &self.config().services[ix.0];
        let status = self.status.service(ix);
        let days = self.status.days(ix, DAYS);
        let months = self.status.months(ix);
        let skipped = if complete { 0 } else { months.len().saturating_sub(RECENT_MONTHS) };
        let now = self.status.now();
        let from = if complete { Instant::MIN_UTC } else { days.first().map_or(now, Period::start) };
        Service {
            id: service.id.to_string(),
            name: service.name.clone(),
            description: service.description.clone(),
            group: service.group.map(|group| self.config().groups[group].id.to_string()),
            url: self.url(&routes::service(&service.id)),
            status: Word(status.impact()),
            since: status.since().map(Into::into),
            uptime: self.uptime(ix, days.first().map_or(now, Period::start), now),
            days: days.iter().map(day).collect(),
            months: months[skipped..].iter().map(month).collect(),
            intervals: self.intervals(ix, from, now),
            feeds: self.feeds(Series::service(ix)),
        }
    }

    fn service_year(&self, ix: ServiceIx, year: i32) -> ServiceYear {
        let (from, to) = bounds(self.status, year);
        let months = self.status.months(ix);
        ServiceYear {
            id: self.id(ix),
            uptime: self.uptime(ix, from, to),
            months: months.iter().filter(|period| period.first_day().year() == year).map(month).collect(),
            intervals: self.intervals(ix, from, to),
        }
    }

    fn uptime(&self, ix: ServiceIx, from: Instant, to: Instant) -> Uptime {
        uptime(&self.status.seconds(ix, from, to), self.status.uptime(ix, from, to))
    }

    /// The intervals that have a second in `[from, to)`, whole.
    fn intervals(&self, ix: ServiceIx, from: Instant, to: Instant) -> Vec<Interval> {
        let service = self.status.service(ix);
        let interval = |interval: &status::Interval| {
            let (mut incidents, mut maintenance) = (Vec::new(), Vec::new());
            for cause in service.timeline().causes(interval.start(), interval.end()) {
                match cause {
                    Cause::Incident(ix) => {
                        incidents.push(self.status.incident(ix).incident().slug().to_string());
                    }
                    Cause::Maintenance(ix) => {
                        maintenance.push(self.status.maintenance_at(ix).maintenance().slug().to_string());
                    }
                }
            }
            let goes_on = interval.end() >= self.status.now() && service.impact() == interval.impact();
            Interval {
                impact: Word(interval.impact()),
                from: interval.start().into(),
                until: (!goes_on).then(|| interval.end().into()),
                incidents,
                maintenance,
            }
        };
        service.timeline().within(from, to).iter().map(interval).collect()
    }

    pub(super) fn incident(&self, view: &IncidentView<'_>) -> Incident {
        let incident = view.incident();
        let address = routes::incident(incident.slug());
        let update = |(n, update): (usize, &crate::model::Update<_>)| IncidentUpdate {
            url: self.url(&format!("{address}#update-{}", n + 1)),
            at: update.at.map(Into::into),
            edited_at: update.edited_by(self.status.now()).map(Into::into),
            state: Word(update.state),
            services: self.affected(&update.impacts),
            body: self.text(&update.body, &address),
        };
        Incident {
            id: incident.slug().to_string(),
            url: self.url(&address),
            title: incident.title().to_owned(),
            impact: Word(view.impact()),
            state: Word(view.state()),
            open: view.is_open(),
            retroactive: incident.is_retroactive(),
            started_at: view.started().into(),
            ended_at: match view.end() {
                End::At(end) => Some(end.into()),
                End::Ongoing | End::Unknown => None,
            },
            published_at: view.shown_from().into(),
            updated_at: view.changed().into(),
            next_update_at: view.next_update().map(Into::into),
            services: self.affected(view.named()),
            updates: view.updates().iter().enumerate().map(update).collect(),
            postmortem: view.postmortem().map(|text| Postmortem {
                url: self.url(&format!("{address}#postmortem")),
                published_at: incident.postmortem_published().map(Into::into),
                body: self.text(text, &address),
            }),
        }
    }

    pub(super) fn maintenance(&self, view: &MaintenanceView<'_>) -> Maintenance {
        let maintenance = view.maintenance();
        let address = routes::maintenance(maintenance.slug());
        let now = self.status.now();
        let work = |interval: &status::Interval| Work {
            from: interval.start().into(),
            until: (!(view.is_in_progress() && interval.end() >= now)).then(|| interval.end().into()),
        };
        let occurrence = |one: &status::Occurrence<'_>| Occurrence {
            scheduled_for: one.scheduled_for().into(),
            scheduled_until: one.scheduled_until().into(),
            state: Word(one.state()),
        };
        let update = |(n, update): (usize, &crate::model::Update<_>)| MaintenanceUpdate {
            url: self.url(&format!("{address}#update-{}", n + 1)),
            at: update.at.map(Into::into),
            edited_at: update.edited_by(self.status.now()).map(Into::into),
            state: Word(update.state),
            body: self.text(&update.body, &address),
        };
        Maintenance {
            id: maintenance.slug().to_string(),
            url: self.url(&address),
            title: maintenance.title().to_owned(),
            state: Word(view.state()),
            scheduled_for: view.scheduled_for().into(),
            scheduled_until: view.scheduled_until().into(),
            repeats: maintenance.repeat().map(rule),
            occurrences: view.occurrences().iter().map(occurrence).collect(),
            published_at: view.shown_from().map(Into::into),
            services: maintenance.services().iter().map(|ix| self.id(*ix)).collect(),
            work: view.intervals().iter().map(work).collect(),
            updates: view.updates().iter().enumerate().map(update).collect(),
            body: self.text(maintenance.body(), &address),
        }
    }

    fn id(&self, ix: ServiceIx) -> String {
        self.config().services[ix.0].id.to_string()
    }

    fn affected(&self, impacts: &Impacts) -> Vec<Affected> {
        impacts.iter().map(|(ix, impact)| Affected { id: self.id(ix), impact: Word(impact) }).collect()
    }

    fn text(&self, text: &Fragment, page: &str) -> Text {
        let base = self.config().base_url.as_str();
        Text { html: text.fill(&escape(base), &escape(&self.url(page))), text: text.plain() }
    }
}

fn uptime(seconds: &ImpactSeconds, uptime: Option<status::Uptime>) -> Uptime {
    let lasted = Impact::ALL.iter().filter(|impact| **impact != Impact::Operational);
    let lasted = lasted.map(|impact| (impact.as_str(), seconds.of(*impact))).filter(|(_, n)| *n > 0);
    Uptime {
        percent: uptime.map(|uptime| f64::from(uptime.floored_hundredths()) / 100.0),
        seconds: seconds.total(),
        impact_seconds: lasted.collect::<BTreeMap<_, _>>(),
    }
}

fn worst(period: &Period) -> Option<Word<Impact>> {
    period.uptime().map(|_| Word(period.worst()))
}

fn day(period: &Period) -> ServiceDay {
    ServiceDay {
        date: period.first_day().format("%Y-%m-%d").to_string(),
        worst: worst(period),
        uptime: uptime(period.seconds(), period.uptime()),
    }
}

fn month(period: &Period) -> ServiceMonth {
    ServiceMonth {
        month: period.first_day().format("%Y-%m").to_string(),
        worst: worst(period),
        uptime: uptime(period.seconds(), period.uptime()),
    }
}
