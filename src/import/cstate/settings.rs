//! The keys of cState's configuration that have no counterpart, and why.

use super::value::Node;
use crate::import::FileReport;

/// Keys that were read above, and so are not left behind.
const READ: &[&str] = &[
    "title",
    "baseurl",
    "languagecode",
    "defaultcontentlanguage",
    "languages",
    "contentdir",
    "permalinks",
    "uglyurls",
    "disablepathtolower",
    "params",
];
const READ_PARAMS: &[&str] = &["description", "categories", "systems", "customtabs"];

/// Reasons for the keys that many cState sites have.
const REASONS: &[(&str, &str)] = &[
    ("theme", "Candor has themes of its own"),
    ("enablegitinfo", "Candor asks Git nothing"),
    ("buildfuture", "Candor shows an update from its date on"),
    ("enablemissingtranslationplaceholders", "Candor's texts are complete"),
    ("preservetaxonomynames", "a setting of Hugo's"),
    ("taxonomies", "services take the place of the taxonomy `affected`"),
    ("outputs", "Candor writes all its formats, always"),
    ("outputformats", "Candor writes all its formats, always"),
    ("security", "a setting of Hugo's"),
    ("ignorelogs", "a setting of Hugo's"),
    ("markup", "Candor's Markdown has no settings"),
    ("minify", "a setting of Hugo's"),
    ("params.brand", "colours belong to the theme"),
    ("params.ok", "colours belong to the theme"),
    ("params.disrupted", "colours belong to the theme"),
    ("params.down", "colours belong to the theme"),
    ("params.notice", "colours belong to the theme"),
    ("params.alwayskeepbrandcolor", "colours belong to the theme"),
    ("params.headertextcolor", "colours belong to the theme"),
    ("params.uselogo", "the logo belongs to the theme"),
    ("params.logo", "the logo belongs to the theme; the file itself is in static/ if it was there"),
    ("params.uselargeheaderdesign", "the header belongs to the theme"),
    ("params.disabledarkmode", "the theme decides"),
    ("params.dateformat", "the theme decides how dates look"),
    ("params.shortdateformat", "the theme decides how dates look"),
    ("params.userelativetime", "the theme decides how dates look"),
    ("params.skipseconds", "the theme decides how dates look"),
    ("params.enablelastmod", "each update has its own time"),
    ("params.incidenthistoryformat", "the archive is by month"),
    ("params.disableincidenthistory", "the archive is always there"),
    ("params.incidentpostsperpage", "the archive is by month"),
    ("params.disablecomplexcalculations", "uptime is always counted"),
    ("params.enableuptimehistogram", "uptime is always shown"),
    ("params.googleanalytics", "Candor's pages load nothing from elsewhere"),
    ("params.enablecustomhtml", "HTML of your own belongs to the theme"),
    ("params.monitorbot", "Candor does no monitoring"),
    ("params.cstatelanguage", "`language` decides"),
];

/// Names every key of the configuration that is not carried over.
pub(super) fn leave_behind(root: &Node, params: &[&Node], report: &mut FileReport) {
    let own = root.entries().iter().filter(|(key, _)| !READ.contains(&key.as_str()));
    let own = own.map(|(key, value)| (key.clone(), value.name.clone()));
    let inner = params.iter().flat_map(|p| p.entries());
    let inner = inner.filter(|(key, _)| !READ_PARAMS.contains(&key.as_str()));
    let inner = inner.map(|(key, value)| (format!("params.{key}"), format!("params.{}", value.name)));
    for (key, name) in own.chain(inner) {
        match REASONS.iter().find(|(known, _)| *known == key) {
            Some((_, reason)) => report.lose(format!("`{name}`: {reason}")),
            None => report.lose(format!("`{name}`: Candor has no such setting")),
        }
    }
}
