//! Home pages: in trouble, calm, and of a site that is empty.

use candor::model::{Impact, IncidentState, Indicator, MaintenanceState};
use candor::plan::views::{
    ByClock, DayEntry, DaysView, GroupView, Headline, HomePage, IncidentCard, MaintenanceCard, Promise,
    ServiceRow, TermView, Turns, UptimeView,
};

use super::parts::{at, entry, head, impact, length, link, service_bar, slow_api_updates, uptime, window};

pub fn slow_api_entry() -> DayEntry {
    let mut slow = entry(
        "incidents/slow-api/",
        "Elevated error rates on the API",
        Indicator::Major,
        IncidentState::Identified,
        "2026-11-20T09:52:00Z",
        "ongoing",
    );
    slow.services = vec![link("services/api/", "API"), link("services/dashboard/", "Dashboard")];
    slow
}

pub fn recent() -> Vec<DaysView> {
    let quiet = |text: &str, iso: &str| DaysView {
        text: text.to_owned(),
        iso: iso.to_owned(),
        quiet: true,
        entries: vec![],
    };
    let full = |text: &str, iso: &str, entries| DaysView {
        text: text.to_owned(),
        iso: iso.to_owned(),
        quiet: false,
        entries,
    };
    let mut mail = entry(
        "incidents/lost-mail/",
        "Password reset mails were lost",
        Indicator::Minor,
        IncidentState::Resolved,
        "2026-11-06T14:10:00Z",
        "52 minutes",
    );
    mail.services = vec![link("services/sign-in/", "Sign-in")];
    mail.mark = Some("Reported afterwards".to_owned());
    vec![
        full("Friday, 20 November 2026", "2026-11-20", vec![slow_api_entry()]),
        quiet("13 quiet days: 7 to 19 Nov", "2026-11-07"),
        full("Friday, 6 November 2026", "2026-11-06", vec![mail]),
    ]
}

fn row(
    id: &str,
    name: &str,
    description: &str,
    status: Impact,
    shape: usize,
    uptime: UptimeView,
) -> ServiceRow {
    ServiceRow {
        id: id.to_owned(),
        name: name.to_owned(),
        href: format!("services/{id}/"),
        description: description.to_owned(),
        status: TermView::from(status),
        status_turns: String::new(),
        bar: service_bar(shape),
        uptime,
    }
}

fn groups(api: Impact, dashboard: Impact) -> Vec<GroupView> {
    let unknown = UptimeView { text: "no uptime yet".to_owned(), href: None };
    vec![
        GroupView {
            id: "run".to_owned(),
            name: Some("Build and run".to_owned()),
            description: "What your applications stand on.".to_owned(),
            services: vec![
                row(
                    "api",
                    "API",
                    "The HTTP interface that everything else is built on.",
                    api,
                    2,
                    uptime("api", "99.97 %"),
                ),
                row("dashboard", "Dashboard", "", dashboard, 1, uptime("dashboard", "99.99 %")),
            ],
        },
        GroupView {
            id: "data".to_owned(),
            name: Some("Data".to_owned()),
            description: String::new(),
            services: vec![
                row(
                    "databases",
                    "Databases",
                    "Managed PostgreSQL.",
                    Impact::Operational,
                    0,
                    uptime("databases", "100 %"),
                ),
                row(
                    "queues",
                    "Queues with a long name that has to wrap on a phone",
                    "New.",
                    Impact::UnderMaintenance,
                    3,
                    unknown,
                ),
            ],
        },
    ]
}

fn upcoming() -> MaintenanceCard {
    let (from, until) = window("2026-11-24T02:00:00Z", "2026-11-24T04:00:00Z");
    MaintenanceCard {
        slug: "database".to_owned(),
        href: "maintenance/database/".to_owned(),
        title: "Upgrade of the primary databases".to_owned(),
        state: TermView::from(MaintenanceState::Scheduled),
        services: vec![link("services/databases/", "Databases"), link("services/dashboard/", "Dashboard")],
        from,
        until,
        clock: clock(),
        duration: length(120),
        repeats: Some("every fourth Tuesday of the month at 02:00".to_owned()),
        body_html: "<p>Databases answer more slowly, and connections are cut once for up to 30 seconds.</p>"
            .to_owned(),
    }
}

pub fn clock() -> ByClock {
    ByClock { begins: Some("2026-11-24T02:00:00Z".to_owned()), ends: Some("2026-11-24T04:00:00Z".to_owned()) }
}

pub fn turns() -> Turns {
    Turns {
        begun: TermView::from(MaintenanceState::InProgress),
        over: TermView::from(MaintenanceState::Completed),
        worked_on: TermView::from(Impact::UnderMaintenance),
        working: TermView::from(Impact::Operational),
        headline_begun: "Maintenance:".to_owned(),
        headline_several: "{n} maintenance windows are in progress".to_owned(),
        headline_over: "All services are operational".to_owned(),
    }
}

pub fn troubled() -> HomePage {
    let services = vec![
        impact("API", "api", Impact::PartialOutage),
        impact("Dashboard", "dashboard", Impact::DegradedPerformance),
    ];
    let mut running = upcoming();
    "queues".clone_into(&mut running.slug);
    "Queues move to new hardware".clone_into(&mut running.title);
    running.state = TermView::from(MaintenanceState::InProgress);
    running.services = vec![link("services/queues/", "Queues")];
    (running.from, running.until) = window("2026-11-20T10:00:00Z", "2026-11-20T12:30:00Z");
    running.clock = ByClock { begins: None, ends: Some("2026-11-20T12:30:00Z".to_owned()) };
    running.duration = length(150);
    running.body_html = String::new();
    HomePage {
        root: "./".to_owned(),
        page: head("", "Some requests to the API are failing", Some("")),
        headline: Headline {
            indicator: TermView::from(Indicator::Major),
            text: "Some requests to the API are failing".to_owned(),
            detail: String::new(),
            since: Some(at("2026-11-20T09:52:00Z")),
            services: services.clone(),
        },
        notices: vec![
            "An incident could not be shown: “Builds are stuck”. Its file has an error.".to_owned(),
        ],
        open: vec![IncidentCard {
            slug: "slow-api".to_owned(),
            href: "incidents/slow-api/".to_owned(),
            title: "Elevated error rates on the API".to_owned(),
            impact: TermView::from(Indicator::Major),
            state: TermView::from(IncidentState::Identified),
            services,
            started: at("2026-11-20T09:52:00Z"),
            next_update: Some(Promise {
                text: "Next update by".to_owned(),
                late: "Update was due".to_owned(),
                time: at("2026-11-20T11:00:00Z"),
            }),
            updates: slow_api_updates(),
            earlier: Some(link("incidents/slow-api/#update-1", "2 earlier updates")),
        }],
        in_progress: vec![running],
        upcoming: vec![upcoming()],
        turns: turns(),
        groups: groups(Impact::PartialOutage, Impact::DegradedPerformance),
        recent: recent(),
    }
}

pub fn calm() -> HomePage {
    let mut page = troubled();
    page.headline = Headline {
        indicator: TermView::from(Indicator::None),
        text: "All services are operational".to_owned(),
        detail: String::new(),
        since: None,
        services: vec![],
    };
    page.page = head("", "All services are operational", Some(""));
    (page.notices, page.open, page.in_progress, page.upcoming) = (vec![], vec![], vec![], vec![]);
    page.groups = groups(Impact::Operational, Impact::Operational);
    page.recent.remove(0);
    page
}

pub fn empty() -> HomePage {
    let mut page = calm();
    page.groups.truncate(1);
    page.groups[0].services.truncate(1);
    page.groups[0].name = None;
    page.groups[0].description = String::new();
    let quiet = "14 quiet days: 7 to 20 Nov".to_owned();
    page.recent = vec![DaysView { text: quiet, iso: "2026-11-07".to_owned(), quiet: true, entries: vec![] }];
    page
}
