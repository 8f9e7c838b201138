//! Old addresses that lead to a page: how they are written, and that none collides with anything.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use super::source::Front;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::model::Asset;
use crate::routes;
use crate::syntax::toml::Key;
use crate::tree::RelPath;

/// An alias as it was written.
#[derive(Clone, Debug)]
pub(super) struct WrittenAlias {
    /// Its address, in the form of [`routes`].
    pub(super) address: String,
    pub(super) span: Span,
}

/// Files of Candor's own at the top of every site.
const OWN_FILES: &[&str] = &[
    "404.html",
    "_headers",
    "feed.atom",
    "feed.json",
    "feed.rss",
    "history.atom",
    "history.rss",
    "index.html",
    "maintenance.ics",
    "badge.json",
    "badge.svg",
    "robots.txt",
    "sitemap.xml",
];

/// Folders below which every file is Candor's own.
const OWN_TREES: &[&str] = &["api", "assets", "embed", "history", "schema", "subscribe", "uptime"];

/// The list of aliases under `key`.
pub(super) fn read(front: &mut Front<'_, '_, '_>, key: &Key) -> Vec<WrittenAlias> {
    let elements = front.root.get(key).and_then(|item| front.reader.list(&item)).unwrap_or_default();
    let mut aliases = Vec::new();
    for element in elements {
        let Some(text) = front.reader.text(&element) else { continue };
        match address(text) {
            Ok(address) => aliases.push(WrittenAlias { address, span: element.span() }),
            Err(why) => {
                let fault = front.reader.fault(
                    Code::BadAlias,
                    element.span(),
                    format!("`{text}` is not an alias: {why}"),
                );
                front
                    .reader
                    .report(fault.help("write a path of this site that begins with `/`: `/incidents/2105`"));
            }
        }
    }
    aliases
}

fn address(alias: &str) -> Result<String, &'static str> {
    if !alias.starts_with('/') || alias.starts_with("//") {
        return Err("it does not begin with one `/`");
    }
    if alias.contains(['?', '#']) {
        return Err("a plain file server cannot tell what stands behind `?` or `#`");
    }
    if alias.contains('%') {
        return Err("write the characters themselves in place of `%`");
    }
    let address = routes::of_alias(alias);
    match routes::file_of(&address) {
        Some(_) if !address.is_empty() => Ok(address),
        _ => Err("it has an empty part, `.`, `..` or a character that a path cannot hold"),
    }
}

/// Reports aliases that are another page's address, another file's alias, or would stand in the way of a file.
pub(super) fn check<'a>(
    context: &Context<'_>,
    written: impl Iterator<Item = (&'a RelPath, &'a [WrittenAlias])>,
    statics: &[Asset],
    faults: &mut Vec<Diagnostic>,
) {
    let own: BTreeSet<RelPath> = OWN_FILES.iter().filter_map(|file| RelPath::new(file).ok()).collect();
    let services: Vec<String> =
        context.config.services.iter().map(|service| format!("services/{}", service.id)).collect();
    let of_service = |file: &RelPath| services.iter().any(|folder| file.below(folder).is_some());
    let statics: BTreeMap<&RelPath, &RelPath> =
        statics.iter().map(|asset| (&asset.to, &asset.from)).collect();
    let mut taken: BTreeMap<RelPath, (&RelPath, Span)> = BTreeMap::new();
    for (path, aliases) in written {
        for alias in aliases {
            let Some(file) = routes::file_of(&alias.address) else { continue };
            let fault = Diagnostic::new(Code::AliasCollision, path, format!("/{} is taken", alias.address))
                .at(alias.span);
            let fault = fault.help("take this alias out, or change what stands there");
            if let Some(source) = context.addresses.source_of(&file) {
                faults.push(fault.related(source, None, "this file's own page stands there"));
            } else if let Some(source) = statics.get(&file) {
                faults.push(fault.related(source, None, "this file stands there"));
            } else if is_own(&file, &own) || of_service(&file) {
                faults.push(fault.label("a page or a feed of Candor's own stands there"));
            } else if let Some((other, span)) = taken.get(&file) {
                faults.push(fault.related(other, Some(*span), "this alias is the same"));
            } else {
                taken.insert(file, (path, alias.span));
            }
        }
    }
}

/// Whether `file` is one of Candor's own files, or stands below one as if that were a folder.
fn is_own(file: &RelPath, own: &BTreeSet<RelPath>) -> bool {
    let above = std::iter::successors(Some(file.clone()), RelPath::parent);
    above.into_iter().any(|path| own.contains(&path))
        || OWN_TREES.iter().any(|folder| file.below(folder).is_some())
}
