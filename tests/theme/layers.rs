//! A user's files over the built-in ones.

use candor::theme::Theme;

use crate::samples::{self, home};
use crate::{render, tree};

fn load(files: &[(&str, &str)]) -> Theme {
    let (theme, diagnostics) = Theme::load(&tree(files), Some("mine"));
    assert_eq!(diagnostics, []);
    theme.expect("no fault").with_globals(&samples::globals()).expect("globals are a map")
}

#[test]
fn a_file_takes_the_place_of_the_built_in_one_and_all_others_stay() {
    let theme =
        load(&[("themes/mine/templates/partials/footer.html", "<footer>ours: {{ site.title }}</footer>")]);
    let html = render(&theme, "", &home::calm());
    assert!(html.contains("<footer>ours: Nimbus &amp; Co status</footer>"), "{html}");
    assert!(html.contains("<header class=\"top\">"));
}

#[test]
fn a_template_extends_the_one_that_it_overrides() {
    let text =
        "{% extends \"default/home.html\" %}\n{% block headline %}<p>before</p>{{ super() }}{% endblock %}";
    let html = render(&load(&[("themes/mine/templates/home.html", text)]), "", &home::calm());
    let (before, headline) = (html.find("<p>before</p>"), html.find("<section class=\"headline ok\""));
    assert!(before.is_some() && before < headline, "{html}");
}

#[test]
fn a_component_of_the_user_s_replaces_the_built_in_one_everywhere() {
    let text = "{% component term(t) %}<b>{{ t.label }}</b>{% endcomponent term %}";
    let html = render(&load(&[("themes/mine/templates/components/mine.html", text)]), "", &home::calm());
    assert!(html.contains("<b>Operational</b>") && !html.contains("class=\"term"), "{html}");
}

#[test]
fn static_files_are_layered_and_listed_in_order() {
    let theme = load(&[
        ("themes/mine/static/assets/page.js", "// our own script"),
        ("themes/mine/static/logo.svg", "<svg/>"),
        ("themes/other/static/not-ours.txt", "x"),
    ]);
    let files: Vec<(&str, usize)> =
        theme.static_files().map(|(path, bytes)| (path.as_str(), bytes.len())).collect();
    let names: Vec<&str> = files.iter().map(|(path, _)| *path).collect();
    assert_eq!(names, ["assets/page.js", "assets/search.js", "logo.svg"]);
    assert_eq!(files[0].1, 17);
}

#[test]
fn every_template_is_escaped_whatever_its_name_ends_in() {
    let theme = load(&[("themes/mine/templates/note.txt", "{{ site.title }}")]);
    assert_eq!(theme.render("note.txt", "", &home::calm()).ok().as_deref(), Some("Nimbus &amp; Co status"));
}

#[test]
fn a_theme_toml_says_what_the_theme_is() {
    let theme = load(&[("themes/mine/theme.toml", "name = \"Mine\"\ndescription = \"Teal.\"\n")]);
    assert_eq!(theme.description(), "Teal.");
}
