//! Views of a site that does not exist: enough to exercise every template and to look at.

mod charts;
pub mod home;
mod parts;
mod texts;

use candor::model::{Impact, IncidentState, Indicator, MaintenanceState};
use candor::plan::views::{
    ByClock, HistoryPage, IncidentPage, IntervalView, LinkView, MaintenancePage, Mark, MonthLink, MonthPage,
    OccurrenceView, Postmortem, Promise, ServicePage, TermView, UptimeCell, UptimeGroup, UptimeMonth,
    UptimePage, UptimeRow, YearView,
};

pub use charts::{filter, search};
pub use parts::globals;
use parts::{at, feeds, head, impact, length, link, service_bar, update, uptime, window};
pub use texts::{about, embed, not_found, redirect, subscribe};

pub fn open_incident() -> IncidentPage {
    let mut page = head("incidents/slow-api/", "Elevated error rates on the API", Some("history/"));
    page.linked_data_html = Some(r#"{"@context":"https://schema.org","@type":"Article"}"#.to_owned());
    IncidentPage {
        root: "../../".to_owned(),
        page,
        title: "Elevated error rates on the API".to_owned(),
        impact: TermView::from(Indicator::Major),
        state: TermView::from(IncidentState::Identified),
        services: vec![
            impact("API", "api", Impact::PartialOutage),
            impact("Dashboard", "dashboard", Impact::DegradedPerformance),
        ],
        started: at("2026-11-20T09:52:00Z"),
        ended: None,
        no_end: "Ongoing".to_owned(),
        duration: None,
        duration_note: String::new(),
        strip: Some(charts::strip()),
        next_update: Some(Promise {
            text: "Next update by".to_owned(),
            late: "Update was due".to_owned(),
            time: at("2026-11-20T11:00:00Z"),
        }),
        marks: vec![],
        updates: parts::slow_api_updates(),
        postmortem: None,
        previous: Some(LinkView {
            href: "incidents/lost-mail/".to_owned(),
            text: "Password reset mails were lost".to_owned(),
        }),
        next: None,
    }
}

pub fn closed_incident() -> IncidentPage {
    IncidentPage {
        root: "../../".to_owned(),
        page: head("incidents/lost-mail/", "Password reset mails were lost", Some("history/")),
        title: "Password reset mails were lost".to_owned(),
        impact: TermView::from(Indicator::Minor),
        state: TermView::from(IncidentState::Resolved),
        services: vec![impact("Sign-in", "sign-in", Impact::DegradedPerformance)],
        started: at("2026-11-06T14:10:00Z"),
        ended: Some(at("2026-11-06T15:02:00Z")),
        no_end: String::new(),
        duration: Some(length(52)),
        duration_note: "without 2 hours in which it was resolved".to_owned(),
        next_update: None,
        strip: None,
        marks: vec![Mark {
            text: "Reported afterwards, on".to_owned(),
            time: Some(at("2026-11-07T08:00:00Z")),
        }],
        updates: vec![update(
            "lost-mail",
            1,
            None,
            IncidentState::Resolved,
            &[],
            "<p>For 52 minutes, mails to reset a password were accepted and never sent. Whoever asked for one \
             in that time should ask again.</p>",
        )],
        postmortem: Some(Postmortem {
            published: Some(at("2026-11-09T16:00:00Z")),
            contents: charts::contents(),
            body_html: "<p>This is what went wrong, in the order in which it happened, and what we changed.</p>\n\
                <h3 id=\"what-happened\">What happened</h3>\n<p>At 14:10 a change to our mail relay's \
                configuration went out. It was meant for one region, and <code>relay.accept_only</code> was set in \
                all of them. The relay went on to accept mail, answered <em>queued</em>, and put it where nothing \
                reads.</p>\n<blockquote><p>Queued is not sent. We now measure the second one.</p></blockquote>\n\
                <h3 id=\"what-we-changed\">What we changed</h3>\n<ol>\n<li>A mail that is queued for more than two \
                minutes wakes somebody up.</li>\n<li>Configuration for one region names the region, or is \
                refused.</li>\n</ol>\n<table>\n<thead><tr><th>Time</th><th>Mails lost</th></tr></thead>\n<tbody>\
                <tr><td>14:10 to 14:30</td><td>212</td></tr>\n<tr><td>14:30 to 15:02</td><td>377</td></tr>\n\
                </tbody>\n</table>\n<pre><code>relay.accept_only = true\nrelay.regions = [&quot;*&quot;]\n\
                </code></pre>"
                .to_owned(),
        }),
        previous: Some(LinkView {
            href: "incidents/webhooks-late/".to_owned(),
            text: "Webhooks arrived up to an hour late".to_owned(),
        }),
        next: Some(LinkView {
            href: "incidents/slow-api/".to_owned(),
            text: "Elevated error rates on the API".to_owned(),
        }),
    }
}

pub fn maintenance() -> MaintenancePage {
    MaintenancePage {
        root: "../../".to_owned(),
        page: head("maintenance/database/", "Upgrade of the primary databases", None),
        title: "Upgrade of the primary databases".to_owned(),
        state: TermView::from(MaintenanceState::Scheduled),
        services: vec![link("services/databases/", "Databases"), link("services/dashboard/", "Dashboard")],
        from: at("2026-11-24T02:00:00Z"),
        until: at("2026-11-24T04:00:00Z"),
        clock: home::clock(),
        turns: Some(home::turns()),
        duration: length(120),
        worked: vec![],
        repeats: Some("every fourth Tuesday of the month at 02:00".to_owned()),
        next_dates: vec![date("2026-11-24T02:00:00Z", MaintenanceState::Scheduled)],
        past_dates: vec![
            date("2026-10-27T02:00:00Z", MaintenanceState::Completed),
            date("2026-09-22T02:00:00Z", MaintenanceState::Cancelled),
        ],
        earlier: Some(link("history/", "3 earlier ones are in the history")),
        body_html: "<p>Databases answer more slowly, and connections are cut once for up to 30 seconds.</p>"
            .to_owned(),
        updates: vec![],
        previous: None,
        next: None,
    }
}

fn date(from: &str, state: MaintenanceState) -> OccurrenceView {
    let from = at(from);
    OccurrenceView {
        until: from.clone(),
        from,
        state: state.into(),
        worked: vec![],
        clock: ByClock::default(),
    }
}

pub fn history() -> HistoryPage {
    let month = |href: Option<&str>, name: &str, summary: &str| MonthLink {
        href: href.map(str::to_owned),
        name: name.to_owned(),
        summary: summary.to_owned(),
    };
    HistoryPage {
        root: "../".to_owned(),
        page: head("history/", "History", Some("history/")),
        summary: "5 incidents and 2 maintenance windows since December 2025.".to_owned(),
        search: Some(link("history/search/", "Search the history")),
        filters: charts::filters(),
        years: vec![
            YearView {
                year: "2026".to_owned(),
                summary: "4 incidents, 2 maintenance windows".to_owned(),
                months: vec![
                    month(Some("history/2026/11/"), "November", "2 incidents"),
                    month(None, "October", "quiet"),
                    month(Some("history/2026/09/"), "September", "2 incidents, 2 maintenance windows"),
                ],
            },
            YearView {
                year: "2025".to_owned(),
                summary: "1 incident".to_owned(),
                months: vec![month(Some("history/2025/12/"), "December", "1 incident")],
            },
        ],
    }
}

pub fn month() -> MonthPage {
    MonthPage {
        root: "../../../".to_owned(),
        page: head("history/2026/11/", "November 2026", Some("history/")),
        title: "November 2026".to_owned(),
        summary: "2 incidents".to_owned(),
        timeline: charts::month(),
        days: home::recent(),
        turns: Some(home::turns()),
        previous: Some(link("history/2026/09/", "September 2026")),
        next: None,
    }
}

pub fn service() -> ServicePage {
    let slow = || vec![link("incidents/slow-api/", "Elevated error rates on the API")];
    let (from, until) = window("2026-11-20T09:52:00Z", "2026-11-20T10:20:00Z");
    let intervals = vec![
        IntervalView {
            impact: TermView::from(Impact::PartialOutage),
            from: at("2026-11-20T10:20:00Z"),
            until: None,
            no_end: "ongoing".to_owned(),
            duration: length(21),
            weight: "counted at 0.3".to_owned(),
            sources: slow(),
        },
        IntervalView {
            impact: TermView::from(Impact::MajorOutage),
            from,
            until: Some(until),
            no_end: String::new(),
            duration: length(28),
            weight: "counted in full".to_owned(),
            sources: slow(),
        },
    ];
    let month = |id: &str, name: &str, uptime: &str, summary: &str, intervals| UptimeMonth {
        id: format!("uptime-{id}"),
        name: name.to_owned(),
        href: Some(format!("history/{}/", id.replace('-', "/"))),
        uptime: uptime.to_owned(),
        summary: summary.to_owned(),
        intervals,
    };
    ServicePage {
        root: "../../".to_owned(),
        page: head("services/api/", "API", None),
        name: "API".to_owned(),
        group: Some("Build and run".to_owned()),
        description: "The HTTP interface that everything else is built on.".to_owned(),
        status: TermView::from(Impact::PartialOutage),
        status_turns: "2026-11-24T02:00:00Z 2026-11-24T04:00:00Z".to_owned(),
        turns: Some(home::turns()),
        since: Some(at("2026-11-20T09:52:00Z")),
        bar: service_bar(2),
        uptime: uptime("api", "99.97 %"),
        timeline: charts::service(),
        years: vec![charts::year()],
        counted_since: "Counted since 3 Mar 2025.".to_owned(),
        months: vec![
            month("2026-11", "November 2026", "99.95 %", "49 minutes of impact", intervals),
            month("2026-10", "October 2026", "100 %", "no impact", vec![]),
        ],
        entries: vec![home::slow_api_entry()],
        history: link("history/service/api/", "All of them by year"),
        feeds: feeds("services/api/feed", "API"),
    }
}

pub fn uptime_page() -> UptimePage {
    let cell = |text: &str, class: &str| UptimeCell {
        text: text.to_owned(),
        href: (text != "–").then(|| "services/api/#uptime".to_owned()),
        class: class.to_owned(),
    };
    let row = |name: &str, id: &str, cells| UptimeRow {
        name: name.to_owned(),
        href: format!("services/{id}/"),
        cells,
    };
    let all = |class: &str, text: &str| {
        vec![cell(text, class), cell(text, class), cell("100 %", "ok"), cell("–", "none")]
    };
    UptimePage {
        root: "../".to_owned(),
        page: head("uptime/", "Uptime", Some("uptime/")),
        columns: ["90 days", "Nov 2026", "Oct 2026", "Sep 2026"].map(str::to_owned).to_vec(),
        groups: vec![
            UptimeGroup {
                name: Some("Build and run".to_owned()),
                span: 5,
                rows: vec![row("API", "api", all("partial", "99.97 %")), row("Dashboard", "dashboard", all("degraded", "99.99 %"))],
            },
            UptimeGroup {
                name: Some("Data".to_owned()),
                span: 5,
                rows: vec![row("Databases", "databases", all("ok", "100 %"))],
            },
        ],
        heat: vec![charts::last_year()],
        explanation: vec![
            "Each second counts by the worst impact that a service had in it: a major outage in full, a partial \
             outage at 0.3, degraded performance and announced maintenance not at all."
                .to_owned(),
            "Percentages are cut off, never rounded up. Each number leads to the intervals that it comes from."
                .to_owned(),
        ],
    }
}
