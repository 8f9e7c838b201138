//! static/: files that are copied as they are, and must not stand where a page does.

use super::addresses::Addresses;
use super::reserved::Reserved;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::{Asset, Term};
use crate::routes;
use crate::tree::{RelPath, Tree};

/// The folder.
pub(super) const FOLDER: &str = "static";

/// Lists the files of static/ with their places in the output.
pub(super) fn collect(
    tree: &Tree,
    addresses: &Addresses,
    reserved: &Reserved,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Asset> {
    let mut assets = Vec::new();
    for (from, _) in tree.under(FOLDER) {
        let Some(to) = from.below(FOLDER).and_then(|path| RelPath::new(path).ok()) else { continue };
        if let Some(page) = addresses.in_the_way_of(&to) {
            let fault = Diagnostic::new(Code::ReservedPath, from, format!("a page stands at /{to} already"));
            faults.push(fault.related(page, None, "the page's file").help("rename this file or the page's"));
        } else if reserved.takes(&to) && !routes::REPLACEABLE.contains(&to.as_str()) {
            let why = match reserved.left_out(&to) {
                Some(extra) => {
                    format!("/{to} is kept for Candor's own `{}`, left out or not", extra.as_str())
                }
                None => format!("Candor itself writes /{to}"),
            };
            let fault = Diagnostic::new(Code::ReservedPath, from, why);
            faults.push(fault.help("rename this file or put it into another folder"));
        } else {
            assets.push(Asset { to, from: from.clone() });
        }
    }
    assets
}
