//! Old addresses that lead to a page: how they are written, and that none collides with anything.

use std::collections::BTreeMap;
use std::fmt;

use super::addresses::Addresses;
use super::reserved::Reserved;
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
        Some(_) if address.is_empty() => Err("the home page stands there"),
        Some(_) => Ok(address),
        None => Err("it has an empty part, `.`, `..` or a character that a path cannot hold"),
    }
}

/// Reports aliases that are another page's address, another file's alias, or would stand in the way of a file.
pub(super) fn check<'a>(
    addresses: &Addresses,
    reserved: &Reserved,
    written: impl Iterator<Item = (&'a RelPath, &'a [WrittenAlias])>,
    statics: &[Asset],
    faults: &mut Vec<Diagnostic>,
) {
    let statics: BTreeMap<&RelPath, &RelPath> =
        statics.iter().map(|asset| (&asset.to, &asset.from)).collect();
    let mut taken: BTreeMap<RelPath, (&RelPath, Span)> = BTreeMap::new();
    for (path, aliases) in written {
        for alias in aliases {
            let Some(file) = routes::file_of(&alias.address) else { continue };
            let taken_by = |by: &dyn fmt::Display| {
                let message = format!("/{} is taken by {by}", alias.address);
                let fault = Diagnostic::new(Code::AliasCollision, path, message).at(alias.span);
                fault.help("take this alias out, or change what stands there")
            };
            let above = || std::iter::successors(Some(file.clone()), RelPath::parent);
            if let Some(source) = addresses.in_the_way_of(&file) {
                faults.push(taken_by(&format_args!("the page of {source}")));
            } else if let Some(source) = above().find_map(|path| statics.get(&path).copied()) {
                faults.push(taken_by(&source));
            } else if reserved.takes(&file) {
                faults.push(taken_by(&"a page or a feed of Candor's own"));
            } else if let Some((other, span)) = above().find_map(|path| taken.get(&path).copied()) {
                let fault = taken_by(&format_args!("an alias of {other}"));
                faults.push(fault.related(other, Some(span), "the first of the two"));
            } else {
                taken.insert(file, (path, alias.span));
            }
        }
    }
}
