//! `repeat` in a file: what it becomes, what is said of its faults, and what the pages say.

use candor::build::{self, Memory, Request};
use candor::diagnostics::Code;
use candor::load::Options;
use candor::tree::{RelPath, Tree};

use crate::at;

const CONFIG: &str = "title = \"Status\"\nbase_url = \"https://status.example.com/\"\ntimezone = \"Europe/Berlin\"\n\
                      [[services]]\nid = \"api\"\nname = \"API\"\n";

/// What a build gives of one maintenance: faults as what is underlined with the message and the help, and the site.
fn built(front_matter: &str) -> (Vec<(String, String, String)>, Tree) {
    let text = format!("+++\ntitle = \"Restarts\"\nservices = [\"api\"]\n{front_matter}\n+++\n");
    let files = [("candor.toml", CONFIG), ("content/maintenance/restarts.md", &text)];
    let tree: Tree = files
        .iter()
        .map(|(path, text)| (RelPath::new(path).expect("a path"), text.as_bytes().into()))
        .collect();
    let options = Options { drafts: false, base_url: None, now: at("2026-11-20T14:30:00Z") };
    let memory = Memory::default();
    let request = Request { tree: &tree, found: Vec::new(), options: &options, skip_broken: false };
    let Ok(outcome) = build::build(request, &memory);
    let told = |fault: &candor::diagnostics::Diagnostic| {
        assert_eq!(fault.code(), Code::BadRepeat);
        let span = fault.span().expect("a place");
        (
            text[span.range()].to_owned(),
            fault.message().to_owned(),
            fault.help_text().unwrap_or_default().to_owned(),
        )
    };
    (outcome.diagnostics.iter().map(told).collect(), memory.into_tree())
}

const SATURDAY: &str = "scheduled_for = 2026-10-03T02:00:00\nscheduled_until = 2026-10-03T03:00:00\n";

#[test]
fn a_fault_in_a_rule_is_shown_at_the_part() {
    let (faults, _) = built(&format!("{SATURDAY}repeat = \"RRULE:FREQ=WEEKLY;BYDAY=SA,XX\""));
    assert_eq!(faults.len(), 1);
    assert_eq!((faults[0].0.as_str(), faults[0].1.as_str()), ("XX", "`XX` is nothing that `BYDAY` takes"));
}

#[test]
fn a_first_window_on_a_day_without_is_shown_with_the_day_to_write() {
    let (faults, _) = built(&format!("{SATURDAY}repeat = \"RRULE:FREQ=WEEKLY;BYDAY=SU\""));
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].0, "2026-10-03T02:00:00");
    assert_eq!(
        faults[0].1,
        "the maintenance first begins on Saturday, 3 October 2026, a day that its rule leaves out"
    );
    assert!(faults[0].2.starts_with("write `scheduled_for = 2026-10-04T02:00:00`"), "{}", faults[0].2);
}

#[test]
fn the_page_tells_the_rule_and_lists_the_dates_and_so_does_the_archive() {
    let (faults, site) = built(&format!("{SATURDAY}repeat = \"RRULE:FREQ=MONTHLY;BYDAY=1SA\""));
    assert_eq!(faults, []);
    let page = |path: &str| {
        let bytes = site.get(&RelPath::new(path).expect("a path")).unwrap_or_else(|| panic!("no {path}"));
        String::from_utf8_lossy(bytes).into_owned()
    };
    let own = page("maintenance/restarts/index.html");
    for said in [
        "on the first Saturday of every month at 02:00",
        "7 Nov 2026, 02:00</time> – <time datetime=\"2026-11-07T02:00:00Z\">03:00 CET",
        "3 Oct 2026, 02:00</time> – <time datetime=\"2026-10-03T01:00:00Z\">03:00 CEST",
        "5 Dec 2026, 02:00</time>",
    ] {
        assert!(own.contains(said), "{said}: {own}");
    }
    for month in ["history/2026/10/index.html", "history/2026/11/index.html", "history/2026/12/index.html"] {
        assert!(page(month).contains("maintenance/restarts/"), "{month}");
    }
    assert!(
        site.get(&RelPath::new("history/2027/01/index.html").expect("a path")).is_none(),
        "only the next one"
    );
    assert!(page("index.html").contains("on the first Saturday of every month"));
    assert!(page("services/api/index.html").contains("1 hour under maintenance"));
}

#[test]
fn the_home_page_says_what_was_announced_when_the_first_time_is_over() {
    let announced =
        "[[updates]]\nat = 2026-09-20T10:00:00Z\nstate = \"scheduled\"\ntext = \"Each restarts once.\"\n";
    let running =
        "[[updates]]\nat = 2026-10-03T00:05:00Z\nstate = \"in_progress\"\ntext = \"We have begun.\"\n";
    let front_matter = format!("{SATURDAY}repeat = \"RRULE:FREQ=MONTHLY;BYDAY=1SA\"\n{announced}{running}");
    let (faults, site) = built(&front_matter);
    assert_eq!(faults, []);
    let home = site.get(&RelPath::new("index.html").expect("a path")).expect("a home page");
    let home = String::from_utf8_lossy(home);
    assert!(home.contains("Each restarts once.") && !home.contains("We have begun."), "{home}");
}
