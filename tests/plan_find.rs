//! A file of the output is the same whether a plan is asked for it alone or lists everything.

#[path = "support/built.rs"]
#[allow(dead_code, reason = "only sites are made here, none is built")]
mod built;

use candor::io::read::read_site;
use candor::load::{self, Options};
use candor::plan::Plan;
use candor::status::Status;
use candor::theme::Theme;
use candor::tree::{RelPath, Tree};

fn check(tree: &Tree) {
    let options = Options { drafts: false, base_url: None, now: built::instant("2026-11-20T14:30:00Z") };
    let loaded = load::load(tree, Vec::new(), &options);
    let site = loaded.site.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics));
    let status = Status::derive(&site, options.now);
    let theme = Theme::load(tree, site.config.theme.as_deref()).0.expect("a theme");
    let theme_files = || theme.static_files().map(|(path, _)| path);
    let (whole, faults) = Plan::new(&status, theme_files());
    let asked = Plan::on_demand(&status, theme_files());
    for output in whole.outputs() {
        assert_eq!(asked.find(&output.path).as_ref(), Some(output), "alone");
        assert_eq!(whole.find(&output.path).as_ref(), Some(output), "from the list");
    }
    assert_eq!(asked.faults(), faults);
    for absent in ["absent", "incidents/absent/index.html", "incidents", "history/search/w-none.json"] {
        assert_eq!(asked.find(&RelPath::new(absent).expect("a path")), None, "{absent}");
    }
}

#[test]
fn of_the_demo() {
    let read = read_site(std::path::Path::new(env!("CARGO_MANIFEST_DIR"))).expect("readable");
    check(&read.tree);
}

#[test]
fn of_a_theme_with_files_that_the_site_replaces() {
    let config = "title = \"T\"\nbase_url = \"https://status.example.com/\"\ntheme = \"own\"\n\n\
                  [[services]]\nid = \"api\"\nname = \"API\"\n";
    let text = str::to_owned;
    check(&built::tree(&[
        ("candor.toml", text(config)),
        ("themes/own/theme.toml", text("description = \"Own\"\n")),
        ("themes/own/static/assets/own.css", text("a{}")),
        ("themes/own/static/assets/both.css", text("theme{}")),
        ("static/assets/both.css", text("site{}")),
        ("static/robots.txt", text("User-agent: *\n")),
    ]));
}
