//! Reading a site again gives what reading it for the first time gives, whatever has changed meanwhile.

use candor::load::{self, Kept, Options};
use candor::model::BaseUrl;
use candor::tree::{RelPath, Tree};

use crate::demo;

fn path(text: &str) -> RelPath {
    RelPath::new(text).expect("a path")
}

fn text(tree: &Tree, at: &str) -> String {
    String::from_utf8(tree.get_str(at).expect("there").to_vec()).expect("UTF-8")
}

fn put(tree: &mut Tree, at: &str, text: &str) {
    tree.insert(path(at), text.as_bytes());
}

/// Holds what `kept` makes of `tree` against a reading that knows nothing.
fn check(what: &str, tree: &Tree, options: &Options, kept: &mut Kept) {
    let again = load::load_again(tree, Vec::new(), options, kept);
    let afresh = load::load(tree, Vec::new(), options);
    assert_eq!(format!("{again:#?}"), format!("{afresh:#?}"), "{what}");
}

#[test]
fn reading_again_is_reading() {
    let mut tree = demo::tree();
    let mut options =
        Options { drafts: false, base_url: None, now: "2026-11-20T14:30:00Z".parse().expect("a moment") };
    let mut kept = Kept::default();
    check("the first time", &tree, &options, &mut kept);
    check("the second time", &tree, &options, &mut kept);

    let incidents = tree.under("content/incidents").map(|(path, _)| path);
    let incidents: Vec<String> =
        incidents.filter(|path| path.extension() == "md").map(ToString::to_string).collect();
    let [one, other, ..] = incidents.as_slice() else { panic!("the demo has incidents") };
    let (before, copy) = (text(&tree, one), text(&tree, other));
    put(&mut tree, one, &before.replacen("title = \"", "title = \"Again: ", 1));
    check("an edit", &tree, &options, &mut kept);
    put(&mut tree, one, "+++\ntitle = 1\n+++\n");
    check("a mistake", &tree, &options, &mut kept);
    check("a mistake that stays", &tree, &options, &mut kept);
    options.now += chrono::TimeDelta::days(400);
    check("a mistake that stays, later", &tree, &options, &mut kept);
    let aliased = before.replacen("[[updates]]", "aliases = [\"/old/\"]\n[[updates]]", 1);
    put(&mut tree, one, &aliased);
    check("an alias", &tree, &options, &mut kept);
    put(&mut tree, other, &copy.replacen("[[updates]]", "aliases = [\"/old/\"]\n[[updates]]", 1));
    check("the same alias twice", &tree, &options, &mut kept);
    put(&mut tree, other, &copy);
    put(&mut tree, one, &before.replacen("[[updates]]", "draft = true\n[[updates]]", 1));
    check("a draft", &tree, &options, &mut kept);
    options.drafts = true;
    check("drafts are shown", &tree, &options, &mut kept);

    let link = format!("{before}\nSee [the other one](new-one.md) and <b>this</b>.\n");
    put(&mut tree, one, &link);
    check("a link to what is not there", &tree, &options, &mut kept);
    put(&mut tree, "content/incidents/new-one.md", &copy);
    check("now it is there", &tree, &options, &mut kept);
    put(&mut tree, "content/maintenance/new-one.md", &copy);
    check("an incident in another folder", &tree, &options, &mut kept);
    tree.remove(&path("content/maintenance/new-one.md"));
    tree.remove(&path(other));
    check("one less", &tree, &options, &mut kept);

    let config = text(&tree, "candor.toml");
    put(&mut tree, "candor.toml", &config.replacen("timezone = \"", "timezone = \"Asia/Tokyo\" # ", 1));
    check("another time zone", &tree, &options, &mut kept);
    options.base_url = BaseUrl::new("https://other.example/").ok();
    check("another address", &tree, &options, &mut kept);
    put(&mut tree, "candor.toml", "nonsense");
    check("a broken configuration", &tree, &options, &mut kept);
    put(&mut tree, "candor.toml", &config);
    check("mended", &tree, &options, &mut kept);
}
