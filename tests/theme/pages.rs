//! Every page of the sample site, and what holds for all of them.

use candor::plan::views::PageView;
use candor::theme::Theme;

use crate::samples::{self, home};
use crate::{default_theme, render};

/// All sample pages by their paths in the output.
pub fn all(theme: &Theme) -> Vec<(String, String)> {
    fn page<V: PageView>(theme: &Theme, path: &str, view: &V) -> (String, String) {
        (path.to_owned(), render(theme, path, view))
    }
    vec![
        page(theme, "index.html", &home::troubled()),
        page(theme, "calm.html", &home::calm()),
        page(theme, "empty.html", &home::empty()),
        page(theme, "incidents/slow-api/index.html", &samples::open_incident()),
        page(theme, "incidents/lost-mail/index.html", &samples::closed_incident()),
        page(theme, "maintenance/database/index.html", &samples::maintenance()),
        page(theme, "history/index.html", &samples::history()),
        page(theme, "history/2026/11/index.html", &samples::month()),
        page(theme, "history/service/api/index.html", &samples::filter()),
        page(theme, "history/search/index.html", &samples::search()),
        page(theme, "services/api/index.html", &samples::service()),
        page(theme, "uptime/index.html", &samples::uptime_page()),
        page(theme, "subscribe/index.html", &samples::subscribe()),
        page(theme, "about/index.html", &samples::about()),
        page(theme, "404.html", &samples::not_found()),
        page(theme, "old/index.html", &samples::redirect()),
        page(theme, "embed/index.html", &samples::embed()),
    ]
}

#[test]
fn every_page_has_one_heading_of_the_first_level_and_ids_that_stand_once() {
    for (path, html) in all(&default_theme()) {
        assert_eq!(html.matches("<h1").count(), 1, "{path}");
        let mut ids: Vec<&str> =
            html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count, "{path} has an id twice: {ids:?}");
        for label in html.split("aria-labelledby=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(ids.contains(&label), "{path}: nothing has the id {label}");
        }
    }
}

#[test]
fn every_site_link_begins_with_the_page_s_root() {
    for (path, html) in all(&default_theme()) {
        let depth = path.matches('/').count();
        let root = if path == "404.html" { "/status/".to_owned() } else { "../".repeat(depth) };
        let root = if root.is_empty() { "./".to_owned() } else { root };
        for href in html.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let fine = href.starts_with(&root) || href.starts_with('#') || href.contains(':');
            assert!(fine, "{path}: {href}");
        }
    }
}

#[test]
fn no_page_asks_for_anything_that_the_policy_or_another_host_would_have_to_give() {
    for (path, html) in all(&default_theme()) {
        for forbidden in [" style=", " onclick", " src=\"http", "rel=\"stylesheet\"", "unsafe-"] {
            assert!(!html.contains(forbidden), "{path} holds {forbidden}");
        }
    }
}

/// The hashes are computed here again, from what stands in the page.
#[test]
fn the_policy_allows_exactly_what_stands_in_the_pages() {
    use base64::Engine as _;
    use sha2::{Digest, Sha256};
    let theme = default_theme();
    let policy = theme.policy();
    for (path, html) in all(&theme) {
        let given = format!("http-equiv=\"Content-Security-Policy\" content=\"{policy}\"");
        assert!(html.contains(&given), "{path}");
        let mut count = 0;
        for (open, close) in [("<style>", "</style>"), ("<script>", "</script>")] {
            for text in html.split(open).skip(1).filter_map(|rest| rest.split(close).next()) {
                let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text));
                assert!(policy.contains(&format!("'sha256-{hash}'")), "{path}: {hash} of {text}");
                count += 1;
            }
        }
        // The page for frames has a style of its own, and nothing else.
        let least = if path.starts_with("embed/") { 1 } else { 2 };
        assert!(count >= least, "{path} holds {count} pieces");
        // Data is not run, and no policy looks at it.
        let kinds = ["<script>", "<script defer src=", "<script type=\"application/ld+json\">"];
        let known: usize = kinds.iter().map(|kind| html.matches(kind).count()).sum();
        assert_eq!(html.matches("<script").count(), known, "{path}");
    }
}

#[test]
fn what_authors_write_is_escaped_unless_it_is_named_html() {
    let theme = default_theme();
    let mut view = samples::open_incident();
    "<script>alert(1)</script> & \"co\"".clone_into(&mut view.title);
    view.updates[0].body_html = "<p>kept</p>".to_owned();
    let html = render(&theme, "incidents/slow-api/", &view);
    assert!(html.contains("<h1>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;co&quot;</h1>"), "{html}");
    assert!(html.contains("<p>kept</p>"));
}

#[test]
fn an_update_is_anchored_on_its_page_and_only_linked_on_the_home_page() {
    let theme = default_theme();
    let page = render(&theme, "incidents/slow-api/", &samples::open_incident());
    assert!(page.contains("id=\"update-2\"") && page.contains("href=\"../../incidents/slow-api/#update-2\""));
    let home = render(&theme, "", &home::troubled());
    assert!(!home.contains("id=\"update-2\"") && home.contains("href=\"./incidents/slow-api/#update-2\""));
}

#[test]
fn a_status_is_told_by_icon_and_word_not_by_colour_alone() {
    let html = render(&default_theme(), "", &home::troubled());
    let terms: Vec<&str> = html.split("<span class=\"term ").skip(1).collect();
    assert!(terms.len() > 10);
    for term in terms {
        let term = term.split("</span>").next().unwrap_or_default();
        let word = term.rsplit("</svg>").next().unwrap_or_default();
        assert!(term.contains("<use href=\"#i_") && !word.trim().is_empty(), "{term}");
    }
}

#[test]
fn a_script_s_address_changes_with_its_content() {
    let version = |theme: &Theme| {
        let html = render(theme, "", &home::calm());
        let start = html.find("assets/page.js?v=").expect("the script is linked");
        html[start..start + 25].to_owned()
    };
    let files = [("themes/mine/static/assets/page.js", "// mine")];
    let (mine, _) = Theme::load(&crate::tree(&files), Some("mine"));
    let mine = mine.expect("no fault").with_globals(&samples::globals()).expect("globals are a map");
    assert_ne!(version(&default_theme()), version(&mine));
}

#[test]
fn a_style_of_the_user_s_takes_the_place_of_the_built_in_one_and_the_policy_follows() {
    let files = [
        ("themes/mine/styles/home.css", ".headline { color: teal; }"),
        ("themes/mine/styles/extra.css", "p { color: red; }"),
        (
            "themes/mine/templates/home.html",
            "{% extends \"default/home.html\" %}{% block styles %}{{ super() }}{{ style(names=[\"extra\"]) }}{% endblock styles %}",
        ),
    ];
    let (mine, faults) = Theme::load(&crate::tree(&files), Some("mine"));
    assert_eq!(faults, []);
    let mine = mine.expect("no fault").with_globals(&samples::globals()).expect("globals are a map");
    let html = render(&mine, "", &home::calm());
    assert!(
        html.contains("<style>.headline{color:teal}</style>") && html.contains("<style>p{color:red}</style>")
    );
    assert_ne!(mine.policy(), default_theme().policy());
}

#[test]
fn a_site_s_own_colour_is_a_style_that_the_policy_allows() {
    let theme = default_theme().with_style("brand", ":root{--brand:#7a1fa2}");
    let html = render(&theme, "", &home::calm());
    assert!(html.contains("<style>:root{--brand:#7a1fa2}</style>"));
    assert!(html.contains(&theme.policy()));
    assert_ne!(theme.policy(), default_theme().policy());
}

#[test]
fn a_style_that_is_not_there_is_a_fault_that_says_where_to_put_it() {
    let files = [("themes/mine/templates/404.html", "{{ style(names=[\"none\"]) }}")];
    let (mine, _) = Theme::load(&crate::tree(&files), Some("mine"));
    let fault = mine.expect("no fault").render("404.html", "404.html", &samples::not_found()).unwrap_err();
    assert!(format!("{fault:?}").contains("styles/none.css"), "{fault:?}");
}

#[test]
fn the_theme_contract_names_every_field() {
    fn keys(value: &serde_json::Value, found: &mut std::collections::BTreeSet<String>) {
        match value {
            serde_json::Value::Object(fields) => {
                for (key, value) in fields {
                    found.insert(key.clone());
                    keys(value, found);
                }
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| keys(item, found)),
            _ => {}
        }
    }
    fn of(view: &impl serde::Serialize) -> serde_json::Value {
        serde_json::to_value(view).expect("a view serialises")
    }
    let contract = include_str!("../../docs/themes.md");
    let mut found = std::collections::BTreeSet::new();
    let globals = of(&samples::globals());
    keys(&globals["site"], &mut found);
    for view in [
        of(&home::troubled()),
        of(&samples::open_incident()),
        of(&samples::closed_incident()),
        of(&samples::maintenance()),
        of(&samples::history()),
        of(&samples::month()),
        of(&samples::filter()),
        of(&samples::search()),
        of(&samples::service()),
        of(&samples::uptime_page()),
        of(&samples::subscribe()),
        of(&samples::about()),
        of(&samples::not_found()),
        of(&samples::redirect()),
        of(&samples::embed()),
    ] {
        keys(&view, &mut found);
    }
    let missing: Vec<&String> = found.iter().filter(|key| !contract.contains(&format!("`{key}`"))).collect();
    assert!(missing.is_empty(), "docs/themes.md does not name {missing:?}");
}
