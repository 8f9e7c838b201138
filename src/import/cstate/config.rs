//! Reads cState's configuration: what the site is called, its categories and its systems.
//!
//! Every key is either carried over or named in the report as left behind, with the reason where there is one.

use super::address::Addresses;
use super::services::{Services, visible};
use super::settings;
use super::value::{self, Format, Node};
use crate::diagnostics::{Code, Diagnostic};
use crate::import::FileReport;
use crate::model::BaseUrl;
use crate::tree::{RelPath, Tree};

/// Where Hugo looks, in its order; the first that is there is the configuration.
const NAMES: &[&str] = &["hugo", "config", "config/_default/hugo", "config/_default/config"];
/// Keys of `params` may stand in a file of their own.
const PARAMS: &str = "config/_default/params";
const EXTENSIONS: &[&str] = &["toml", "yaml", "yml", "json"];

/// What the site says about itself.
#[derive(Clone, Default, Debug)]
pub(super) struct Config {
    pub(super) title: String,
    pub(super) description: Option<String>,
    pub(super) base_url: String,
    pub(super) language: String,
    /// Languages whose codes stand in file names as `name.fr.md`, besides the main one.
    pub(super) other_languages: Vec<String>,
    pub(super) main_language: String,
    pub(super) content: String,
    pub(super) addresses: Addresses,
    pub(super) services: Services,
    /// Names and addresses of further links in the site's header.
    pub(super) links: Vec<(String, String)>,
}

/// A configuration with its reports and what could not be read of it.
pub(super) struct Read {
    pub(super) config: Config,
    pub(super) files: Vec<FileReport>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Reads the configuration of the site in `source`; a missing one is replaced by guesses, which are reported.
pub(super) fn read(source: &Tree) -> Read {
    let mut diagnostics = Vec::new();
    let mut files = Vec::new();
    let mut nodes = Vec::new();
    for (path, format) in found(source) {
        let mut report = FileReport::new(&path);
        if let Some(target) = candor_toml() {
            report.becomes(&target);
        }
        match parse(source, &path, format) {
            Ok(node) => nodes.push((node, path.as_str().starts_with(PARAMS))),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
        files.push(report);
    }
    if let Some(target) = candor_toml().filter(|_| files.is_empty()) {
        let mut report = FileReport::new(&target);
        report.becomes(&target);
        report.guess("there is no configuration in the folder; services come from the issues alone");
        files.push(report);
    }
    let mut config = Config::default();
    if let Some(report) = files.first_mut() {
        config = build(&nodes, report);
    }
    Read { config, files, diagnostics }
}

/// Where the new configuration stands.
pub(super) fn candor_toml() -> Option<RelPath> {
    RelPath::new("candor.toml").ok()
}

fn found(source: &Tree) -> Vec<(RelPath, Format)> {
    let file = |name: &str| {
        EXTENSIONS.iter().find_map(|extension| {
            let path = RelPath::new(&format!("{name}.{extension}")).ok()?;
            source.contains(&path).then_some((path, Format::of(extension)?))
        })
    };
    NAMES.iter().find_map(|name| file(name)).into_iter().chain(file(PARAMS)).collect()
}

fn parse(source: &Tree, path: &RelPath, format: Format) -> Result<Node, Box<Diagnostic>> {
    let bytes = source.get(path).map_or(&[][..], |b| b);
    let text = std::str::from_utf8(bytes).map_err(|_| {
        let message = "the configuration is not UTF-8 text";
        Box::new(
            Diagnostic::new(Code::NotUtf8, path, message).help("save the file as UTF-8 and import again"),
        )
    })?;
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    value::read(&text[start..], start, format).map_err(|fault| {
        let message = format!("the configuration is not valid {}: {}", format.name(), fault.message);
        let help =
            "correct it in the old site and import again; until then the new site has guessed settings";
        Box::new(Diagnostic::new(Code::ImportSyntax, path, message).at(fault.span).help(help))
    })
}

fn build(nodes: &[(Node, bool)], report: &mut FileReport) -> Config {
    let empty = Node::nothing();
    let root = nodes.iter().find(|(_, params)| !params).map_or(&empty, |(node, _)| node);
    let apart = nodes.iter().find(|(_, params)| *params).map(|(node, _)| node);
    let params: Vec<&Node> = root.get("params").into_iter().chain(apart).collect();
    let param = |key: &str| params.iter().find_map(|p| p.get(key));
    let mut services = Services::default();
    categories(param("categories"), &mut services, report);
    systems(param("systems"), &mut services, report);
    let main = text_of(root.get("defaultcontentlanguage")).unwrap_or_else(|| "en".to_owned()).to_lowercase();
    let languages = root.get("languages").map(Node::entries).unwrap_or_default();
    let config = Config {
        title: title(root, report),
        description: text_of(param("description")).map(|d| one_line(&d)),
        base_url: base_url(root, report),
        language: language(root, &main, report),
        other_languages: languages.iter().map(|(k, _)| k.clone()).filter(|k| *k != main).collect(),
        main_language: main,
        content: text_of(root.get("contentdir")).unwrap_or_else(|| "content".to_owned()),
        addresses: Addresses::new(root),
        services,
        links: links(param("customtabs"), report),
    };
    if config.description.is_some() {
        report.keep("params.description as description");
    }
    settings::leave_behind(root, &params, report);
    config
}

fn title(root: &Node, report: &mut FileReport) -> String {
    if let Some(title) = text_of(root.get("title")) {
        report.keep("title");
        return visible(&title);
    }
    report.guess("title: none is configured; \"Status\" stands in candor.toml");
    "Status".to_owned()
}

fn base_url(root: &Node, report: &mut FileReport) -> String {
    let url = text_of(root.get("baseurl"));
    if let Some(url) = url.and_then(|u| BaseUrl::new(&u).ok()) {
        report.keep("baseURL as base_url");
        return url.as_str().to_owned();
    }
    report
        .guess("base_url: no full address is configured; https://status.example.com/ stands in candor.toml");
    "https://status.example.com/".to_owned()
}

fn language(root: &Node, main: &str, report: &mut FileReport) -> String {
    let tag = text_of(root.get("languagecode")).unwrap_or_else(|| main.to_owned());
    let part = |p: &str| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric());
    let first = tag.split('-').next().unwrap_or_default();
    let valid = tag.split('-').all(part) && (2..=3).contains(&first.len());
    if valid && !first.bytes().any(|b| b.is_ascii_digit()) {
        report.keep("languageCode as language");
        return tag;
    }
    report.guess(format!("language: {tag:?} is no language tag; `en` stands in candor.toml"));
    "en".to_owned()
}

/// The name of a category or a system: an entry of its own, or all that there is.
fn name_of(item: &Node) -> Option<String> {
    text_of(item.get("name")).or_else(|| text_of(Some(item))).map(|name| visible(&name))
}

fn categories(node: Option<&Node>, services: &mut Services, report: &mut FileReport) {
    let items = node.map(Node::items).unwrap_or_default();
    for item in items {
        let Some(name) = name_of(item) else {
            report.lose("a category without a name");
            continue;
        };
        services.add_group(&name, text_of(item.get("description")).map(|d| one_line(&d)));
        if item.get("untitled").is_some_and(Node::is_true) {
            report.lose(format!("category {name:?}: `untitled`; a group's name is always shown"));
        }
        if item.get("closed").is_some_and(Node::is_true) {
            report.lose(format!("category {name:?}: `closed`; groups are always open"));
        }
        unknown_keys(
            item,
            &["name", "description", "untitled", "closed"],
            &format!("category {name:?}"),
            report,
        );
    }
    if !items.is_empty() {
        report.keep(format!("{} as groups", counted(services.groups().len(), "category", "categories")));
    }
}

fn systems(node: Option<&Node>, services: &mut Services, report: &mut FileReport) {
    let items = node.map(Node::items).unwrap_or_default();
    for item in items {
        let Some(name) = name_of(item) else {
            report.lose("a system without a name");
            continue;
        };
        let category = text_of(item.get("category")).map(|c| visible(&c));
        let known = category.as_deref().and_then(|c| services.group_id(c)).map(str::to_owned);
        let group = known.unwrap_or_else(|| {
            let why = category.map_or("no category".to_owned(), |c| format!("an unknown category {c:?}"));
            report.guess(format!("system {name:?} has {why}; it is in the group \"Other\""));
            services.other()
        });
        if !services.add(&name, group, text_of(item.get("description")).map(|d| one_line(&d))) {
            report.lose(format!("system {name:?} is listed twice; the first one counts"));
        }
        for key in ["link", "histogram"] {
            if let Some(value) = item.get(key).and_then(Node::text) {
                report.lose(format!("system {name:?}: `{key}: {value}`"));
            }
        }
        let known = ["name", "description", "category", "link", "histogram"];
        unknown_keys(item, &known, &format!("system {name:?}"), report);
    }
    if !items.is_empty() {
        report.keep(format!("{} as services", counted(services.services().len(), "system", "systems")));
    }
}

/// Tabs that lead elsewhere; one that leads to a page of Hugo's making would lead nowhere.
fn links(node: Option<&Node>, report: &mut FileReport) -> Vec<(String, String)> {
    let mut links = Vec::new();
    for item in node.map(Node::items).unwrap_or_default() {
        let (name, link) = (text_of(item.get("name")), text_of(item.get("link")));
        let whole = |link: &String| {
            let scheme = ["https://", "http://", "mailto:"].iter().any(|s| link.starts_with(s));
            scheme && !link.contains(char::is_whitespace)
        };
        match (name, link) {
            (Some(name), Some(link)) if whole(&link) => links.push((visible(&name), link)),
            (name, link) => report.lose(format!(
                "tab {:?} to {:?}: only full addresses are carried over",
                name.unwrap_or_default(),
                link.unwrap_or_default()
            )),
        }
    }
    if !links.is_empty() {
        report.keep(format!("{} as links", counted(links.len(), "tab", "tabs")));
    }
    links
}

fn unknown_keys(node: &Node, known: &[&str], what: &str, report: &mut FileReport) {
    for (_, value) in node.entries().iter().filter(|(key, _)| !known.contains(&key.as_str())) {
        report.lose(format!("{what}: `{}`", value.name));
    }
}

fn text_of(node: Option<&Node>) -> Option<String> {
    node.and_then(Node::text).map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `1 category`, `3 categories`.
pub(super) fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
