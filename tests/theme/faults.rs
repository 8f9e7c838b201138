//! Broken themes: everything that is wrong, at its place, in one go.

use candor::diagnostics::{Code, Diagnostic, LineIndex};
use candor::theme::Theme;
use candor::tree::Tree;

use crate::samples::{self, home};
use crate::tree;

/// `path:line:column message` of each diagnostic, columns by its span.
fn told(files: &Tree, diagnostics: &[Diagnostic]) -> Vec<String> {
    let tell = |diagnostic: &Diagnostic| {
        let place = diagnostic.span().map_or_else(String::new, |span| {
            let text = files.get(diagnostic.path()).and_then(|bytes| std::str::from_utf8(bytes).ok());
            let text = text.expect("a span points into a text file");
            let place = LineIndex::new(text).place(span.start());
            format!(":{}:{} `{}`", place.line, place.column, &text[span.range()])
        });
        assert!(diagnostic.help_text().is_some(), "{diagnostic:?}");
        format!("{}{place} {}", diagnostic.path(), diagnostic.message())
    };
    diagnostics.iter().map(tell).collect()
}

fn faults(files: &[(&str, &str)]) -> Vec<String> {
    let files = tree(files);
    let (theme, diagnostics) = Theme::load(&files, Some("mine"));
    assert!(theme.is_none(), "a theme with a fault cannot be rendered");
    told(&files, &diagnostics)
}

#[test]
fn all_broken_templates_are_reported_at_once() {
    let told = faults(&[
        ("themes/mine/templates/home.html", "ü {{ headline.text | shout }} {{ nothing() }}"),
        ("themes/mine/templates/incident.html", "<p>\n{{ title }\n"),
        ("themes/mine/templates/month.html", "{% extends \"layuot.html\" %}"),
        ("themes/mine/templates/page.html", "{% include \"partials/haeder.html\" %}"),
        ("themes/mine/templates/uptime.html", "{% if %}"),
        ("themes/mine/templates/404.html", "{% extends \"layout.html\" %}{% block contents %}{% endblock %}"),
    ]);
    assert_eq!(
        told,
        [
            "themes/mine/templates/404.html:1:37 `contents` block `contents` is not defined in any parent template",
            "themes/mine/templates/home.html:1:22 `shout` unknown filter `shout`",
            "themes/mine/templates/home.html:1:34 `nothing()` unknown function `nothing`",
            "themes/mine/templates/incident.html:2:10 `}` found `}` but expected }}",
            "themes/mine/templates/month.html:1:13 `layuot.html` there is no template `layuot.html` to extend",
            "themes/mine/templates/page.html:1:12 `\"partials/haeder.html\"` unknown template `partials/haeder.html`",
            "themes/mine/templates/uptime.html:1:7 `%}` found `%}` but expected one of: integer, float, string, bool, \
             ident, `-`, `not`, `<`, `{`, `[` or `(`",
        ]
    );
}

#[test]
fn what_only_follows_from_a_broken_template_is_not_reported() {
    let told = faults(&[
        ("themes/mine/templates/base.html", "{% block aside %}{% endblock %}{% if %}"),
        ("themes/mine/templates/home.html", "{% extends \"base.html\" %}{% block aside %}x{% endblock %}"),
        ("themes/mine/templates/page.html", "{% include \"base.html\" %}"),
        ("themes/mine/templates/layout.html", "{% block mine %}{% endblock %}{{ 1 |"),
        (
            "themes/mine/templates/month.html",
            "{% extends \"default/month.html\" %}{% block mine %}x{% endblock %}",
        ),
    ]);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("themes/mine/templates/base.html:1:"), "{told:?}");
    assert!(told[1].starts_with("themes/mine/templates/layout.html:1:"), "{told:?}");
}

#[test]
fn a_template_that_extends_itself_is_told_the_built_in_one_s_name() {
    let files = tree(&[("themes/mine/templates/home.html", "{% extends \"home.html\" %}")]);
    let (_, diagnostics) = Theme::load(&files, Some("mine"));
    assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
    let help = diagnostics[0].help_text().unwrap_or_default();
    assert!(help.contains("{% extends \"default/home.html\" %}"), "{help}");
}

#[test]
fn a_circle_of_includes_through_a_built_in_template_is_the_user_s_fault() {
    let told = faults(&[(
        "themes/mine/templates/partials/footer.html",
        "{% include \"redirect.html\" %}{% include \"partials/footer.html\" %}",
    )]);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("partials/footer.html"), "{told:?}");
}

#[test]
fn two_templates_with_one_component_are_a_fault() {
    let component = "{% component tag(t) %}{{ t }}{% endcomponent tag %}";
    let told =
        faults(&[("themes/mine/templates/a.html", component), ("themes/mine/templates/b.html", component)]);
    assert_eq!(
        told,
        ["themes/mine/templates/b.html:1:14 `tag` the component `tag` is defined in another template too"]
    );
}

#[test]
fn a_template_in_the_built_in_theme_s_place_is_refused() {
    let told = faults(&[("themes/mine/templates/default/home.html", "x")]);
    assert_eq!(told.len(), 1, "{told:?}");
}

#[test]
fn a_template_that_is_not_utf_8_is_said_to_be_so() {
    let mut files = tree(&[]);
    let path = candor::tree::RelPath::new("themes/mine/templates/home.html").expect("a path");
    files.insert(path, &b"abc \xff"[..]);
    let (_, diagnostics) = Theme::load(&files, Some("mine"));
    assert_eq!(diagnostics.iter().map(Diagnostic::code).collect::<Vec<_>>(), [Code::NotUtf8]);
    assert_eq!(diagnostics[0].span().map(candor::diagnostics::Span::start), Some(4));
}

#[test]
fn a_render_fault_names_the_place_in_the_user_s_template_and_the_page() {
    let files = tree(&[("themes/mine/templates/home.html", "<h1>\n  {{ headline.txt }}</h1>")]);
    let (theme, diagnostics) = Theme::load(&files, Some("mine"));
    assert_eq!(diagnostics, []);
    let theme = theme.expect("no fault").with_globals(&samples::globals()).expect("globals are a map");
    let diagnostic = *theme.render("home.html", "", &home::calm()).expect_err("there is no field `txt`");
    assert_eq!(diagnostic.code(), Code::TemplateFault);
    assert_eq!(
        told(&files, &[diagnostic]),
        ["themes/mine/templates/home.html:2:15 `txt` field `txt` is not defined (while rendering `/`)"]
    );
}

#[test]
fn a_render_fault_in_a_built_in_template_names_it_and_its_line() {
    #[derive(serde::Serialize)]
    struct Nothing {}
    let (theme, _) = Theme::load(&tree(&[]), None);
    let theme = theme.expect("no fault");
    let diagnostic = *theme.render("home.html", "status/", &Nothing {}).expect_err("it needs fields");
    assert_eq!(diagnostic.path().as_str(), "default/layout.html");
    assert_eq!(diagnostic.span(), None);
    assert_eq!(diagnostic.message(), "line 2: variable `site` is not defined (while rendering `/status/`)");
}

#[test]
fn a_template_that_is_not_there_is_named() {
    let (theme, _) = Theme::load(&tree(&[]), None);
    let diagnostic =
        *theme.expect("no fault").render("hom.html", "", &home::calm()).expect_err("no such template");
    assert_eq!(diagnostic.message(), "there is no template `hom.html` to render `/` with");
}

#[test]
fn an_asset_that_is_not_there_is_named() {
    let files = tree(&[("themes/mine/templates/home.html", "{{ asset(path=\"assets/sytle.css\") }}")]);
    let (theme, _) = Theme::load(&files, Some("mine"));
    let diagnostic =
        *theme.expect("no fault").render("home.html", "", &home::calm()).expect_err("no such file");
    let told = told(&files, &[diagnostic]);
    assert!(told[0].contains("the theme has no file `static/assets/sytle.css`"), "{told:?}");
}

#[test]
fn a_theme_toml_is_held_to_its_keys() {
    let told = faults(&[("themes/mine/theme.toml", "nme = \"Mine\"\ndescription = 3\nextends = \"x\"\n")]);
    assert_eq!(
        told,
        [
            "themes/mine/theme.toml:1:1 `nme` theme.toml has no key `nme`",
            "themes/mine/theme.toml:2:15 `3` `description` is not a text",
            "themes/mine/theme.toml:3:1 `extends` theme.toml has no key `extends`",
        ]
    );
    let files = tree(&[("themes/mine/theme.toml", "nme = \"Mine\"\n")]);
    let (_, diagnostics) = Theme::load(&files, Some("mine"));
    assert_eq!(diagnostics[0].help_text(), Some("did you mean `name`?"));
    assert_eq!(diagnostics[0].code(), Code::BadThemeConfig);
}

#[test]
fn a_theme_toml_that_is_no_toml_says_where() {
    let told = faults(&[("themes/mine/theme.toml", "\u{feff}name = \"Mine\nx\n")]);
    assert!(
        !told.is_empty() && told.iter().all(|fault| fault.starts_with("themes/mine/theme.toml:")),
        "{told:?}"
    );
}
