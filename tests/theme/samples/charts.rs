//! Charts, filters and the search.

use candor::model::{Impact, IncidentState};
use candor::plan::views::{
    AxisLabel, BarDay, ChartPath, Choice, ContentsLine, FilterPage, FilterView, HeatView, LaneMark, LaneView,
    SearchPage, StripLane, StripPoint, StripStage, StripStep, StripView, TermView, TimelineRow, TimelineView,
};
use chrono::NaiveDate;

use super::parts::{at, head, length, link};

fn label(x: &str, text: &str, minor: bool) -> AxisLabel {
    AxisLabel { x: x.to_owned(), anchor: "middle".to_owned(), text: text.to_owned(), minor }
}

fn path(class: &str, d: &str) -> ChartPath {
    ChartPath { class: class.to_owned(), d: d.to_owned() }
}

fn lane(name: &str, href: &str, grid: Option<&str>, again: bool) -> LaneView {
    LaneView {
        name: name.to_owned(),
        href: Some(href.to_owned()),
        view_box: "0 0 43200 24".to_owned(),
        height: 24,
        grid: grid.map(str::to_owned),
        ok: "M0 23H27952".to_owned(),
        marks: vec![LaneMark {
            href: "incidents/slow-api/".to_owned(),
            text: "Elevated error rates on the API: major outage, since 20 Nov 2026, 09:52 WET".to_owned(),
            again,
            paths: vec![path("major", "M27952 24h28v-22H27952z"), path("major tick", "M27966 24v-22")],
        }],
        now: Some("M28001 0v24".to_owned()),
    }
}

fn row(name: &str) -> TimelineRow {
    TimelineRow {
        lane: name.to_owned(),
        source: link("incidents/slow-api/", "Elevated error rates on the API"),
        impact: TermView::from(Impact::MajorOutage),
        from: at("2026-11-20T09:52:00Z"),
        until: Some(at("2026-11-20T10:20:00Z")),
        no_end: String::new(),
        duration: Some(length(28)),
    }
}

pub fn month() -> TimelineView {
    TimelineView {
        text: "When what was affected in November 2026, to scale".to_owned(),
        labels: vec![label("1.66%", "1", false), label("5%", "2", true)],
        grid: "M1440 0v24M2880 0v24".to_owned(),
        lanes: vec![
            lane("API", "services/api/", None, false),
            lane("Dashboard", "services/dashboard/", None, true),
        ],
        quiet: "Nothing happened to Databases.".to_owned(),
        column: "Service".to_owned(),
        rows: vec![row("API"), row("Dashboard")],
    }
}

pub fn service() -> TimelineView {
    TimelineView {
        text: "The last 12 months, to scale".to_owned(),
        grid: String::new(),
        lanes: vec![lane("Nov", "history/2026/11/", Some("M1440 0v24"), false)],
        quiet: String::new(),
        column: "Month".to_owned(),
        rows: vec![row("November 2026")],
        ..month()
    }
}

fn calendar() -> HeatView {
    let first = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
    let mut days: Vec<_> =
        first.iter_days().take(324).map(|day| (day, BarDay::Worst(Impact::Operational))).collect();
    days[323].1 = BarDay::Worst(Impact::MajorOutage);
    HeatView::new(first, 54, &days, |_| Some("history/2026/11/".to_owned()))
}

pub fn year() -> HeatView {
    HeatView {
        id: "year-2026".to_owned(),
        name: "2026".to_owned(),
        text: "2026: 323 days without impact, 1 day major outage".to_owned(),
        ..calendar()
    }
}

pub fn last_year() -> HeatView {
    HeatView {
        id: "year-api".to_owned(),
        name: "API".to_owned(),
        href: Some("services/api/".to_owned()),
        text: "API, last 53 weeks: 323 days without impact, 1 day major outage".to_owned(),
        ..calendar()
    }
}

pub fn strip() -> StripView {
    let stage = |class: &str, name: &str, minutes| StripStage {
        class: class.to_owned(),
        name: name.to_owned(),
        duration: length(minutes),
    };
    let view_box = "0 0 2940 24".to_owned();
    StripView {
        text: "Before the first post: 11 minutes, Investigating: 17 minutes".to_owned(),
        view_box: view_box.clone(),
        paths: vec![path("unsaid", "M0 24H660v-4H0z"), path("investigating", "M660 24H1680v-22H660z")],
        stages: vec![
            stage("unsaid", "Before the first post", 11),
            stage("investigating", "Investigating", 17),
        ],
        points: vec![StripPoint {
            x: "22.44%".to_owned(),
            href: "incidents/slow-api/#update-1".to_owned(),
            text: format!("{}, 20 Nov 2026, 10:03 WET", TermView::from(IncidentState::Investigating).label),
        }],
        lanes: vec![StripLane {
            name: "API".to_owned(),
            href: "services/api/".to_owned(),
            text: "Major outage 28 minutes".to_owned(),
            view_box,
            ok: "M1680 23H2940".to_owned(),
            paths: vec![path("major", "M0 24h1680v-22H0z")],
            steps: vec![StripStep { impact: TermView::from(Impact::MajorOutage), duration: length(28) }],
        }],
        labels: vec![label("16.32%", "10:00", false)],
    }
}

pub fn contents() -> Vec<ContentsLine> {
    let line = |id: &str, text: &str, depth| ContentsLine { id: id.to_owned(), text: text.to_owned(), depth };
    vec![line("what-happened", "What happened", 1), line("what-we-changed", "What we changed", 2)]
}

fn choice(href: &str, text: &str, count: usize, here: bool) -> Choice {
    Choice { href: href.to_owned(), text: text.to_owned(), count: Some(count), here }
}

pub fn filters() -> Vec<FilterView> {
    vec![
        FilterView {
            name: "By impact".to_owned(),
            choices: vec![choice("history/impact/major/", "Major impact", 2, false)],
        },
        FilterView {
            name: "By service".to_owned(),
            choices: vec![choice("history/service/api/", "API", 3, true)],
        },
    ]
}

pub fn filter() -> FilterPage {
    FilterPage {
        root: "../../../".to_owned(),
        page: head("history/service/api/", "API, 2026", Some("history/")),
        title: "API, 2026".to_owned(),
        summary: "1 incident".to_owned(),
        years: vec![
            choice("history/service/api/", "2026", 1, true),
            choice("history/service/api/2025/", "2025", 2, false),
        ],
        entries: vec![super::home::slow_api_entry()],
        turns: None,
        filters: filters(),
    }
}

pub fn search() -> SearchPage {
    SearchPage {
        root: "../../".to_owned(),
        page: head("history/search/", "Search", Some("history/")),
        title: "Search the history".to_owned(),
        text: "Titles, updates and post-mortems of everything in the history, 7 entries.".to_owned(),
    }
}
