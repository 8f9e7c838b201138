//! The small parts of the samples.

use candor::model::{Impact, IncidentState, Indicator};
use candor::plan::views::{
    BadDay, BarDay, BarView, ByClock, DayEntry, DayView, DurationView, FeedLink, ImageView, LinkView,
    LogoView, NavLink, PageHead, ServiceImpact, SiteGlobals, SiteView, TermView, TimeView, UpdateView,
    UptimeView, Words,
};
use candor::time::Zone;
use chrono::{DateTime, NaiveDate, TimeDelta};

pub fn at(time: &str) -> TimeView {
    let instant = DateTime::parse_from_rfc3339(time).expect("a time").to_utc();
    TimeView::new(instant, &Zone::new("Europe/Lisbon").expect("a zone"))
}

pub fn window(from: &str, until: &str) -> (TimeView, TimeView) {
    let instant = |time| DateTime::parse_from_rfc3339(time).expect("a time").to_utc();
    TimeView::window(instant(from), instant(until), &Zone::new("Europe/Lisbon").expect("a zone"))
}

pub fn day(day: &str) -> DayView {
    DayView::from(day.parse::<NaiveDate>().expect("a day"))
}

pub fn length(minutes: i64) -> DurationView {
    DurationView::new(TimeDelta::minutes(minutes))
}

pub fn link(href: &str, text: &str) -> LinkView {
    LinkView { href: href.to_owned(), text: text.to_owned() }
}

pub fn impact(name: &str, id: &str, impact: Impact) -> ServiceImpact {
    ServiceImpact {
        name: name.to_owned(),
        href: format!("services/{id}/"),
        impact: TermView::from(impact),
        turns: String::new(),
    }
}

pub fn uptime(id: &str, text: &str) -> UptimeView {
    UptimeView { text: text.to_owned(), href: Some(format!("services/{id}/#uptime")) }
}

pub fn feeds(stem: &str, title: &str) -> Vec<FeedLink> {
    [
        ("rss", "RSS", "application/rss+xml"),
        ("atom", "Atom", "application/atom+xml"),
        ("json", "JSON Feed", "application/feed+json"),
    ]
    .map(|(extension, name, kind)| FeedLink {
        href: format!("{stem}.{extension}"),
        url: format!("https://nimbus.example/status/{stem}.{extension}"),
        kind: kind.to_owned(),
        name: name.to_owned(),
        title: format!("{title} ({name})"),
    })
    .to_vec()
}

pub fn head(address: &str, title: &str, section: Option<&str>) -> PageHead {
    PageHead {
        address: address.to_owned(),
        title: format!("{title} · Nimbus & Co status"),
        description: format!("{title}, at Nimbus & Co."),
        canonical: Some(format!("https://nimbus.example/status/{address}")),
        section: section.map(str::to_owned),
        indexed: true,
        as_of: Some(at("2026-11-20T10:41:00Z")),
        version: Some("0123456789abcdef".to_owned()),
        version_at: "build.json".to_owned(),
        icon: "data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22/%3E".to_owned(),
        icon_is_data: true,
        kind: "website".to_owned(),
        image: Some(ImageView {
            url: "https://nimbus.example/status/assets/cards/0123456789abcdef.png".to_owned(),
            width: 1200,
            height: 630,
            text: "How Nimbus & Co is doing, and how it did.".to_owned(),
        }),
        footer_html: "<p>Run by Nimbus &amp; Co.</p>\n".to_owned(),
        feeds: vec![],
        linked_data_html: None,
    }
}

pub fn globals() -> SiteGlobals {
    let nav =
        |href: &str, text: &str, outside| NavLink { href: href.to_owned(), text: text.to_owned(), outside };
    SiteGlobals {
        site: SiteView {
            title: "Nimbus & Co status".to_owned(),
            description: "How Nimbus & Co is doing, and how it did.".to_owned(),
            language: "en".to_owned(),
            direction: "ltr".to_owned(),
            nav: vec![
                nav("", "Status", false),
                nav("history/", "History", false),
                nav("uptime/", "Uptime", false),
                nav("subscribe/", "Subscribe", false),
                nav("about/", "About", false),
            ],
            links: vec![nav("https://nimbus.example/", "nimbus.example", true)],
            support: Some(nav("mailto:help@nimbus.example", "Get help", true)),
            feeds: feeds("feed", "Nimbus & Co status"),
            logo: Some(LogoView { href: "logo.svg".to_owned(), width: 96, height: 32 }),
            zone: "Europe/Lisbon".to_owned(),
            zone_note: "Times are in Europe/Lisbon.".to_owned(),
            generator: "Candor".to_owned(),
        },
        words: Words::english(),
    }
}

/// Ninety days; `shape` 0 is quiet, 1 has two bad days, 2 many and an outage today, 3 is new.
pub fn service_bar(shape: usize) -> BarView {
    let ok = BarDay::Worst(Impact::Operational);
    let mut days = [ok; 90];
    let mut set = |range: std::ops::Range<usize>, day| days[range].fill(day);
    match shape {
        1 => {
            set(40..41, BarDay::Worst(Impact::DegradedPerformance));
            set(77..78, BarDay::Worst(Impact::UnderMaintenance));
        }
        2 => {
            set(12..14, BarDay::Worst(Impact::PartialOutage));
            set(33..34, BarDay::Worst(Impact::DegradedPerformance));
            set(60..61, BarDay::Worst(Impact::UnderMaintenance));
            set(89..90, BarDay::Worst(Impact::MajorOutage));
        }
        3 => set(0..62, BarDay::NoRecord),
        _ => {}
    }
    let text = match shape {
        1 => "90 days: 88 operational, 1 with degraded performance, 1 with maintenance.",
        2 => {
            "90 days: 85 operational, 1 with a major outage, 2 with a partial outage, 1 degraded, 1 with maintenance."
        }
        3 => "28 days, all operational; not counted before.",
        _ => "90 days, all operational.",
    };
    let bad = |at: usize, iso: &str, level: Impact, minutes: i64| BadDay {
        at,
        day: day(iso),
        impact: TermView::from(level),
        length: length(minutes),
        sources: vec![link("incidents/lost-mail/", "Password reset mails were lost")],
    };
    let bad = match shape {
        1 => vec![
            bad(77, "2026-11-08", Impact::UnderMaintenance, 60),
            bad(40, "2026-10-02", Impact::DegradedPerformance, 12),
        ],
        2 => vec![bad(89, "2026-11-20", Impact::MajorOutage, 49)],
        _ => vec![],
    };
    BarView::new(&days, day("2026-08-23"), day("2026-11-20"), text.to_owned(), bad)
}

pub fn update(
    slug: &str,
    number: usize,
    time: Option<&str>,
    state: IncidentState,
    changes: &[ServiceImpact],
    html: &str,
) -> UpdateView {
    UpdateView {
        id: format!("update-{number}"),
        href: format!("incidents/{slug}/#update-{number}"),
        state: TermView::from(state),
        time: time.map(at),
        edited: None,
        no_time: if time.is_none() { "Time not recorded".to_owned() } else { String::new() },
        changes: changes.to_vec(),
        body_html: html.to_owned(),
    }
}

pub fn slow_api_updates() -> Vec<UpdateView> {
    vec![
        update(
            "slow-api",
            2,
            Some("2026-11-20T10:20:00Z"),
            IncidentState::Identified,
            &[impact("API", "api", Impact::PartialOutage)],
            "<p>One of three database shards takes no writes. We are moving its traffic. About a third of \
             requests that <strong>create or change</strong> something still fail; reading works.</p>\n\
             <p>Retrying is safe: a request that failed changed nothing.</p>",
        ),
        update(
            "slow-api",
            1,
            Some("2026-11-20T10:03:00Z"),
            IncidentState::Investigating,
            &[impact("API", "api", Impact::MajorOutage)],
            "<p>We are seeing failed requests on the <strong>API</strong>. We are looking for the cause.</p>",
        ),
    ]
}

pub fn entry(
    href: &str,
    title: &str,
    impact: Indicator,
    state: IncidentState,
    time: &str,
    length: &str,
) -> DayEntry {
    DayEntry {
        href: href.to_owned(),
        title: title.to_owned(),
        impact: TermView::from(impact),
        state: TermView::from(state),
        clock: ByClock::default(),
        started: at(time),
        length: length.to_owned(),
        services: vec![],
        mark: None,
    }
}
