//! `[brand]` of candor.toml, from the file to the page.

use candor::build::{Memory, Outcome, Request, build};
use candor::diagnostics::{Code, Severity};
use candor::load::Options;
use candor::tree::{RelPath, Tree};

const CONFIG: &str = "title = \"Status\"\nbase_url = \"https://status.example.com/up/\"\n\n\
                      [[services]]\nid = \"api\"\nname = \"API\"\n\n[brand]\n";

const LOGO: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 96 32\"></svg>";

fn path(path: &str) -> RelPath {
    RelPath::new(path).expect("a path")
}

fn site(brand: &str) -> (Outcome, Tree) {
    let mut tree = Tree::new();
    tree.insert(path("candor.toml"), format!("{CONFIG}{brand}").as_bytes());
    tree.insert(path("static/logo.svg"), LOGO);
    let now = "2026-11-20T14:30:00Z".parse().expect("a time");
    let options = Options { now, drafts: false, base_url: None };
    let memory = Memory::default();
    let request = Request { tree: &tree, found: Vec::new(), options: &options, skip_broken: false };
    let Ok(outcome) = build(request, &memory);
    (outcome, memory.into_tree())
}

fn page(files: &Tree, at: &str) -> String {
    String::from_utf8_lossy(files.get(&path(at)).expect("the page is there")).into_owned()
}

#[test]
fn all_of_it_stands_on_every_page() {
    let (outcome, files) = site(
        "color = \"#7a1fa2\"\ndark_color = \"#d79bf0\"\nlogo = \"/logo.svg\"\nfavicon = \"/logo.svg\"\n\
         footer = \"Run by **Tidewater**. [Uptime](/uptime/)\"\n",
    );
    assert_eq!(outcome.diagnostics, []);
    for (at, root) in [("index.html", "./"), ("uptime/index.html", "../"), ("404.html", "/up/")] {
        let html = page(&files, at);
        assert!(html.contains("<style>:root{--brand:light-dark(#7a1fa2,#d79bf0)}</style>"), "{at}");
        // A logo as small as this stands in the page, so that it costs no request.
        assert!(html.contains("<img src=\"data:image/svg+xml,%3Csvg%20xmlns="), "{at}");
        assert!(html.contains("\" width=\"96\" height=\"32\" alt=\"\">"), "{at}");
        assert!(html.contains(&format!("<link rel=\"icon\" href=\"{root}logo.svg\">")), "{at}");
        assert!(html.contains("Run by <strong>Tidewater</strong>."), "{at}");
        assert!(html.contains(&format!("<a href=\"{root}uptime/\">Uptime</a>")), "{at}: {html}");
    }
    let headers = page(&files, "_headers");
    let policy = page(&files, "index.html");
    let policy = policy.split("content=\"default-src").nth(1).and_then(|rest| rest.split('"').next());
    assert!(headers.contains(policy.expect("the page has a policy")), "{headers}");
}

#[test]
fn a_pale_colour_is_used_with_a_warning_that_names_one_that_passes() {
    let (outcome, files) = site("color = \"#ff8a00\"\n");
    let [fault] = outcome.diagnostics.as_slice() else { panic!("{:?}", outcome.diagnostics) };
    assert_eq!((fault.code(), fault.severity()), (Code::LowContrast, Severity::Warning));
    assert!(outcome.built.is_some());
    assert!(page(&files, "index.html").contains("--brand:light-dark(#ff8a00,"));
    // What it says to write is not warned of.
    let help = fault.help_text().expect("it says what to write");
    let better = help.split('"').nth(1).expect("a value in quotation marks");
    assert_eq!(site(&format!("color = \"{better}\"\n")).0.diagnostics, []);
}

#[test]
fn dark_pages_are_checked_too_and_have_a_readable_colour_when_none_is_given() {
    let (outcome, _) = site("color = \"#102a83\"\ndark_color = \"#102a83\"\n");
    assert_eq!(outcome.diagnostics.len(), 1, "{:?}", outcome.diagnostics);
    let (outcome, files) = site("color = \"#102a83\"\n");
    assert_eq!(outcome.diagnostics, []);
    assert!(!page(&files, "index.html").contains("light-dark(#102a83,#102a83)"));
}

#[test]
fn what_cannot_be_used_is_said_and_what_is_missing_does_not_stop_the_site() {
    let codes = |brand: &str| -> (Vec<Code>, bool) {
        let (outcome, _) = site(brand);
        (
            outcome.diagnostics.iter().map(candor::diagnostics::Diagnostic::code).collect(),
            outcome.built.is_some(),
        )
    };
    assert_eq!(codes("color = \"blue\"\n"), (vec![Code::BadColor], false));
    assert_eq!(codes("logo = \"/none.svg\"\n"), (vec![Code::MissingImage], true));
    assert_eq!(codes("logo = \"/../candor.toml\"\n"), (vec![Code::MissingImage], true));
    assert_eq!(codes("footer = \"[here](about.md)\"\n"), (vec![Code::BrokenLink], true));
    assert_eq!(codes("footer = \"<script>alert(1)</script>\"\n"), (vec![Code::RawHtml], true));
    assert_eq!(codes("colour = \"#000000\"\n"), (vec![Code::UnknownKey], false));
}
