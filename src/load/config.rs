//! candor.toml → a checked [`Config`].

use std::collections::HashMap;

use super::{brand, keys, output, times, trust};
use crate::diagnostics::{Code, Diagnostic, Span, nearest};
use crate::model::{BaseUrl, Brand, Compat, Config, Group, Link, Service, Weights};
use crate::slug::{Slug, slugify};
use crate::syntax::markdown::SiteLink;
use crate::syntax::toml::{Item, Reader, Table};
use crate::time::Zone;
use crate::tree::{RelPath, Tree};

/// The configuration's file.
pub const FILE: &str = "candor.toml";

/// The language of a site that names none.
const DEFAULT_LANGUAGE: &str = "en";

/// What messages call the file as a whole.
const WHOLE: &str = "candor.toml";

/// candor.toml as far as it could be read.
pub(super) struct Reading {
    /// What could be read, with defaults in the gaps.
    pub(super) config: Config,
    /// Its links into the site.
    pub(super) links: Vec<SiteLink>,
    /// Whether a site can be built by it.
    pub(super) usable: bool,
    /// Whether all services could be read, so that a name that is missing is really missing.
    pub(super) knows_services: bool,
    /// Whether the time zone could be read, so that times with and without an offset can be compared.
    pub(super) knows_zone: bool,
}

/// Reads candor.toml; `base_url` stands in for the file's own when it is given.
///
/// `None` when there is no such file, so that this is hardly a site. When it is there and cannot be read at all, content
/// is still read against an empty one, so that its own faults are found.
pub(super) fn read(tree: &Tree, base_url: Option<&BaseUrl>, faults: &mut Vec<Diagnostic>) -> Option<Reading> {
    let path = RelPath::new(FILE).ok()?;
    let Some(bytes) = tree.get(&path) else {
        if faults.iter().any(|fault| *fault.path() == path) {
            // It is there but could not be taken in; the reason stands in the list already.
            return Some(unreadable());
        }
        let fault = Diagnostic::new(Code::MissingConfig, &path, "there is no candor.toml here");
        faults.push(fault.help("run Candor in the site's folder, or make a site with `candor init`"));
        return None;
    };
    let Some(text) = super::text::decode(&path, bytes, faults) else { return Some(unreadable()) };
    let mut reader = Reader::new(&path, text);
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let document = reader.parse(&text[start..], start, Span::new(start, start));
    let root = reader.root(&document);
    let mut links = Vec::new();
    let config = config(&mut reader, &root, tree, base_url, &mut links);
    let services_at = root.get(&keys::config::SERVICES).map_or(0, |item| item.span().start());
    let broken = reader.broken_at().to_vec();
    let found = reader.into_faults();
    let has = |test: fn(Code) -> bool| found.iter().any(|fault| test(fault.code()));
    let reading = Reading {
        config,
        links,
        usable: !super::has_error(&found),
        knows_services: trust::all_above(text, &broken, services_at) && !has(may_hide_services),
        knows_zone: broken.is_empty() && !has(may_hide_the_zone),
    };
    faults.extend(trust::certain(text, &broken, found));
    Some(reading)
}

fn may_hide_services(code: Code) -> bool {
    use Code::{BadId, EmptyValue, MissingKey, NoServices, NulByte, UnknownKey, WrongType};
    matches!(code, BadId | EmptyValue | MissingKey | NoServices | NulByte | UnknownKey | WrongType)
}

fn may_hide_the_zone(code: Code) -> bool {
    use Code::{EmptyValue, NulByte, UnknownKey, UnknownTimezone, WrongType};
    matches!(code, EmptyValue | NulByte | UnknownKey | UnknownTimezone | WrongType)
}

/// What stands in for a candor.toml of which nothing could be read.
fn unreadable() -> Reading {
    let config = Config { language: DEFAULT_LANGUAGE.to_owned(), ..Config::default() };
    Reading { config, links: Vec::new(), usable: false, knows_services: false, knows_zone: false }
}

fn config<'a>(
    reader: &mut Reader<'a>,
    root: &Table<'_, 'a>,
    tree: &Tree,
    base_url: Option<&BaseUrl>,
    inside: &mut Vec<SiteLink>,
) -> Config {
    use keys::config as key;
    reader.only(root, WHOLE, key::ALL);
    let title = reader.required(root, WHOLE, &key::TITLE).and_then(|item| owned(reader, &item));
    let base_url = match base_url {
        Some(given) => Some(given.clone()),
        None => reader.required(root, WHOLE, &key::BASE_URL).and_then(|item| base_url_of(reader, &item)),
    };
    let zone = root.get(&key::TIMEZONE).and_then(|item| zone(reader, &item)).unwrap_or_else(Zone::utc);
    let groups = groups(reader, root);
    let services = services(reader, root, &groups, &zone);
    let language = root.get(&key::LANGUAGE).and_then(|item| language(reader, &item));
    Config {
        title: title.unwrap_or_default(),
        description: root.get(&key::DESCRIPTION).and_then(|item| owned(reader, &item)).unwrap_or_default(),
        base_url: base_url.unwrap_or_default(),
        language: language.unwrap_or_else(|| DEFAULT_LANGUAGE.to_owned()),
        theme: root.get(&key::THEME).and_then(|item| theme(reader, &item, tree)),
        support_url: root.get(&key::SUPPORT_URL).and_then(|item| url(reader, &item, inside)),
        weights: root.get(&key::UPTIME).map_or_else(Weights::default, |item| weights(reader, &item)),
        brand: brand(reader, root, tree, inside),
        links: links(reader, root, inside),
        hub: root.get(&key::FEEDS).and_then(|item| hub(reader, &item)),
        compat: root.get(&key::API).map_or_else(Compat::default, |item| compat(reader, &item)),
        output: root.get(&key::OUTPUT).map(|item| output::read(reader, &item)).unwrap_or_default(),
        zone,
        groups,
        services,
    }
}

fn brand<'a>(
    reader: &mut Reader<'a>,
    root: &Table<'_, 'a>,
    tree: &Tree,
    inside: &mut Vec<SiteLink>,
) -> Brand {
    let table = root.get(&keys::config::BRAND).and_then(|item| reader.table(&item));
    table.map_or_else(Brand::default, |table| brand::read(reader, &table, tree, inside))
}

fn owned(reader: &mut Reader<'_>, item: &Item<'_, '_>) -> Option<String> {
    reader.text(item).map(|text| text.trim().to_owned())
}

fn base_url_of(reader: &mut Reader<'_>, item: &Item<'_, '_>) -> Option<BaseUrl> {
    let text = reader.text(item)?;
    match BaseUrl::new(text.trim()) {
        Ok(url) => Some(url),
        Err(bad) => {
            let fault =
                reader.fault(Code::BadBaseUrl, item.span(), format!("`base_url` cannot be used: {bad}"));
            reader.report(
                fault.help("write where the site will live: `base_url = \"https://status.example.com/\"`"),
            );
            None
        }
    }
}

fn zone(reader: &mut Reader<'_>, item: &Item<'_, '_>) -> Option<Zone> {
    let name = reader.text(item)?;
    match Zone::new(name.trim()) {
        Ok(zone) => Some(zone),
        Err(unknown) => {
            let fault =
                reader.fault(Code::UnknownTimezone, item.span(), format!("there is no time zone `{name}`"));
            let help = match unknown.nearest {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None => "write a name of the IANA database, such as `Europe/Lisbon`, or `UTC`".to_owned(),
            };
            reader.report(fault.help(help));
            None
        }
    }
}

/// A language tag (RFC 5646, section 2.1): `en`, `pt-BR`, `zh-Hant`. Whether its parts are registered is not looked up;
/// no language has a longer subtag than three letters.
fn language(reader: &mut Reader<'_>, item: &Item<'_, '_>) -> Option<String> {
    let tag = reader.text(item)?;
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    let fits = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    let shaped = (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic());
    if shaped && parts.all(fits) {
        return Some(tag.to_owned());
    }
    let fault = reader.fault(Code::BadLanguage, item.span(), format!("`{tag}` is not a language tag"));
    reader.report(fault.help(if tag.contains('_') {
        format!("write `{}`", tag.replace('_', "-"))
    } else {
        "write a language tag (BCP 47) such as `en`, `de` or `pt-BR`".to_owned()
    }));
    None
}

fn theme(reader: &mut Reader<'_>, item: &Item<'_, '_>, tree: &Tree) -> Option<String> {
    let name = reader.text(item)?;
    let mut themes: Vec<&str> =
        tree.under("themes").filter_map(|(path, _)| path.below("themes")?.split('/').next()).collect();
    themes.dedup();
    if name == "default" && !themes.contains(&name) {
        return None;
    }
    if !themes.contains(&name) {
        let fault =
            reader.fault(Code::UnknownTheme, item.span(), format!("there is no folder `themes/{name}`"));
        let help = match nearest(name, themes) {
            Some(theme) => format!("did you mean `{theme}`?"),
            None => "make that folder, or leave `theme` out to use the built-in one".to_owned(),
        };
        reader.report(fault.help(help));
        return None;
    }
    Some(name.to_owned())
}

/// A link; one into the site goes to `inside` too.
fn url(reader: &mut Reader<'_>, item: &Item<'_, '_>, inside: &mut Vec<SiteLink>) -> Option<String> {
    let text = reader.text(item)?.trim();
    let known = ["https://", "http://", "mailto:", "/"].iter().any(|start| text.starts_with(start));
    if known && !text.starts_with("//") && !text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        let path = text.strip_prefix('/').map(str::to_owned);
        inside.extend(path.map(|path| SiteLink { path, span: item.span() }));
        return Some(text.to_owned());
    }
    let fault = reader.fault(Code::BadUrl, item.span(), format!("`{}` is not a link", item.name()));
    reader
        .report(fault.help("begin it with `https://`, `http://`, `mailto:`, or `/` for a page of this site"));
    None
}

fn weights(reader: &mut Reader<'_>, item: &Item<'_, '_>) -> Weights {
    use keys::uptime as key;
    let mut weights = Weights::default();
    let Some(table) = reader.table(item) else { return weights };
    reader.only(&table, "[uptime]", key::ALL);
    for (key, place) in [
        (key::MAJOR, &mut weights.major_outage),
        (key::PARTIAL, &mut weights.partial_outage),
        (key::DEGRADED, &mut weights.degraded_performance),
        (key::MAINTENANCE, &mut weights.under_maintenance),
    ] {
        if let Some(weight) = table.get(&key).and_then(|item| weight(reader, &item)) {
            *place = weight;
        }
    }
    weights
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked first")]
fn weight(reader: &mut Reader<'_>, item: &Item<'_, '_>) -> Option<u32> {
    let number = reader.number(item)?;
    if (0.0..=1.0).contains(&number) {
        return Some((number * f64::from(Weights::ONE)).round() as u32);
    }
    let message = format!("`{}` is not between 0 and 1", item.name());
    let fault = reader.fault(Code::BadWeight, item.span(), message);
    reader.report(fault.help("1 counts each second as down, 0.3 counts three tenths of it, 0 counts none"));
    None
}

fn tables<'t, 'i>(
    reader: &mut Reader<'_>,
    root: &Table<'t, 'i>,
    key: &crate::syntax::toml::Key,
) -> Vec<Table<'t, 'i>> {
    let Some(list) = root.get(key).and_then(|item| reader.list(&item)) else { return Vec::new() };
    list.iter().filter_map(|item| reader.table(item)).collect()
}

/// The id of a group or a service; reports one that stood before.
fn id(
    reader: &mut Reader<'_>,
    item: &Item<'_, '_>,
    what: &str,
    seen: &mut HashMap<String, Span>,
) -> Option<Slug> {
    let text = reader.text(item)?;
    let slug = match Slug::new(text) {
        Ok(slug) => slug,
        Err(bad) => {
            let fault = reader.fault(
                Code::BadId,
                item.span(),
                format!("the id `{text}` cannot stand in a URL: {bad}"),
            );
            let help = match slugify(text) {
                better if better.is_empty() => "write it with a-z, 0-9 and `-`".to_owned(),
                better => format!("write `id = \"{better}\"`"),
            };
            reader.report(fault.help(help));
            return None;
        }
    };
    // Case does not tell two apart: some disks do not either.
    if let Some(first) = seen.insert(text.to_ascii_lowercase(), item.span()) {
        let fault = reader.fault(Code::DuplicateId, item.span(), format!("two {what} have the id `{text}`"));
        let path = reader.path();
        reader.report(fault.related(path, Some(first), "the first one").help("give each an id of its own"));
    }
    Some(slug)
}

fn groups(reader: &mut Reader<'_>, root: &Table<'_, '_>) -> Vec<Group> {
    use keys::group as key;
    let mut seen = HashMap::new();
    let mut groups = Vec::new();
    for table in tables(reader, root, &keys::config::GROUPS) {
        reader.only(&table, "a group", key::ALL);
        let id = reader
            .required(&table, "a group", &key::ID)
            .and_then(|item| id(reader, &item, "groups", &mut seen));
        let name = reader.required(&table, "a group", &key::NAME).and_then(|item| owned(reader, &item));
        let description =
            table.get(&key::DESCRIPTION).and_then(|item| owned(reader, &item)).unwrap_or_default();
        if let (Some(id), Some(name)) = (id, name) {
            groups.push(Group { id, name, description });
        }
    }
    groups
}

fn services(reader: &mut Reader<'_>, root: &Table<'_, '_>, groups: &[Group], zone: &Zone) -> Vec<Service> {
    use keys::service as key;
    let mut seen = HashMap::new();
    let mut services = Vec::new();
    let tables = tables(reader, root, &keys::config::SERVICES);
    let listed = root.get(&keys::config::SERVICES).is_some_and(|item| !item.is_list());
    if tables.is_empty() && !listed {
        let fault = reader.fault(Code::NoServices, root.span(), "the site has no services");
        reader.report(fault.help("add one: `[[services]]`, then `id = \"api\"` and `name = \"API\"`"));
    }
    for table in tables {
        reader.only(&table, "a service", key::ALL);
        let id = reader
            .required(&table, "a service", &key::ID)
            .and_then(|item| id(reader, &item, "services", &mut seen));
        let name = reader.required(&table, "a service", &key::NAME).and_then(|item| owned(reader, &item));
        let description =
            table.get(&key::DESCRIPTION).and_then(|item| owned(reader, &item)).unwrap_or_default();
        let group = table.get(&key::GROUP).and_then(|item| group_of(reader, &item, groups));
        let since = table.get(&key::SINCE).and_then(|item| times::day_or_instant(reader, &item, zone));
        if let (Some(id), Some(name)) = (id, name) {
            services.push(Service { id, name, description, group, since });
        }
    }
    services
}

fn group_of(reader: &mut Reader<'_>, item: &Item<'_, '_>, groups: &[Group]) -> Option<usize> {
    let id = reader.text(item)?;
    let found = groups.iter().position(|group| group.id.as_str() == id);
    if found.is_none() {
        let ids = || groups.iter().map(|group| group.id.as_str());
        let fault = reader.fault(Code::UnknownGroup, item.span(), format!("there is no group `{id}`"));
        let help = match nearest(id, ids()) {
            Some(group) => format!("did you mean `{group}`?"),
            None => format!("add it: `[[groups]]` with `id = \"{id}\"`"),
        };
        reader.report(fault.help(help));
    }
    found
}

fn links(reader: &mut Reader<'_>, root: &Table<'_, '_>, inside: &mut Vec<SiteLink>) -> Vec<Link> {
    use keys::link as key;
    let mut links = Vec::new();
    for table in tables(reader, root, &keys::config::LINKS) {
        reader.only(&table, "a link", key::ALL);
        let name = reader.required(&table, "a link", &key::NAME).and_then(|item| owned(reader, &item));
        let url = reader.required(&table, "a link", &key::URL).and_then(|item| url(reader, &item, inside));
        if let (Some(name), Some(url)) = (name, url) {
            links.push(Link { name, url });
        }
    }
    links
}

/// The WebSub hub of the feeds.
fn hub(reader: &mut Reader<'_>, item: &Item<'_, '_>) -> Option<String> {
    use keys::feeds as key;
    let table = reader.table(item)?;
    reader.only(&table, "[feeds]", key::ALL);
    let item = table.get(&key::HUB)?;
    let text = reader.text(&item)?.trim();
    let web = text.starts_with("https://") || text.starts_with("http://");
    if web && text.chars().all(|c| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c)) {
        return Some(text.to_owned());
    }
    let fault = reader.fault(Code::BadUrl, item.span(), "`hub` is not the URL of a WebSub hub");
    reader.report(fault.help("write the hub's address, beginning with `https://`, or leave `hub` out"));
    None
}

/// Which other tools' APIs are written.
fn compat(reader: &mut Reader<'_>, item: &Item<'_, '_>) -> Compat {
    use keys::api as key;
    let Some(table) = reader.table(item) else { return Compat::default() };
    reader.only(&table, "[api]", key::ALL);
    let mut wanted = |key| table.get(&key).and_then(|item| reader.flag(&item)).unwrap_or_default();
    Compat { cstate: wanted(key::CSTATE), upptime: wanted(key::UPPTIME) }
}
