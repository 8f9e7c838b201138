//! Links to addresses of the site itself (`/incidents/slow-api/`): whether anything stands there.
//!
//! What stands where is known only when all files are read, for each may have aliases; so these links are gathered and
//! looked up at the end. Candor's own pages are taken to be there: which months have one is not known here.

use std::collections::BTreeSet;

use percent_encoding::percent_decode_str;

use super::CONFIG_FILE;
use super::addresses::Addresses;
use super::aliases::WrittenAlias;
use super::reserved::Reserved;
use super::statics;
use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::model::{Asset, Term};
use crate::routes;
use crate::syntax::markdown::SiteLink;
use crate::tree::RelPath;

/// All that stands on the site.
pub(super) struct Inhabited<'a> {
    addresses: &'a Addresses,
    reserved: &'a Reserved,
    copied: BTreeSet<&'a RelPath>,
    aliases: BTreeSet<RelPath>,
}

impl<'a> Inhabited<'a> {
    pub(super) fn new(
        addresses: &'a Addresses,
        reserved: &'a Reserved,
        statics: &'a [Asset],
        aliases: impl Iterator<Item = &'a WrittenAlias>,
    ) -> Self {
        let aliases = aliases.filter_map(|alias| routes::file_of(&alias.address)).collect();
        Self { addresses, reserved, copied: statics.iter().map(|asset| &asset.to).collect(), aliases }
    }

    /// Reports those of `links`, which stand in the file at `path`, that lead to nothing.
    pub(super) fn check(&self, path: &RelPath, links: &[SiteLink], faults: &mut Vec<Diagnostic>) {
        for link in links {
            let written = link.path.split(['#', '?']).next().unwrap_or_default();
            let Ok(address) = percent_decode_str(written).decode_utf8() else { continue };
            if !self.has(&address) {
                let message = format!("the link leads nowhere: nothing stands at /{address} on this site");
                let fault = Diagnostic::new(Code::BrokenLink, path, message).at(link.span);
                faults.push(fault.help(self.instead_of(&address)));
            }
        }
    }

    /// Whether something stands at `address`, or at `address/`, to which servers lead on.
    fn has(&self, address: &str) -> bool {
        files(address).any(|file| {
            let file = &file;
            self.addresses.in_the_way_of(file).is_some()
                || self.reserved.takes(file) && self.reserved.left_out(file).is_none()
                || self.copied.contains(file)
                || self.aliases.contains(file)
                || file.below("assets").is_some()
                // A picture beside a page, say.
                || file.parent().is_some_and(|page| self.addresses.in_the_way_of(&page).is_some())
        })
    }

    /// What to write in place of a link to `address`.
    fn instead_of(&self, address: &str) -> String {
        if let Some(extra) = files(address).find_map(|file| self.reserved.left_out(&file)) {
            let word = extra.as_str();
            return format!("take the link out, or take `{word}` out of `leave_out` in {CONFIG_FILE}");
        }
        let copied = address.strip_prefix(statics::FOLDER).filter(|rest| rest.starts_with('/'));
        if let Some(path) = copied.filter(|path| self.has(path.trim_start_matches('/'))) {
            return format!("write `{path}`: files of {}/ stand at the top of the site", statics::FOLDER);
        }
        let page = address.strip_prefix("content/").unwrap_or(address);
        let page = page.strip_prefix("pages/").unwrap_or(page).trim_end_matches('/');
        let page = page.strip_suffix(".md").unwrap_or(page);
        match nearest(&format!("{page}/"), self.addresses.all()) {
            Some(near) => format!("write `/{near}`, if that is what is meant"),
            None => {
                "write the path of a page or a file of this site; an address elsewhere begins with https://"
                    .to_owned()
            }
        }
    }
}

/// The files that a server looks for when it is asked for `address`: the file itself, and the page of that folder.
fn files(address: &str) -> impl Iterator<Item = RelPath> {
    let file = routes::file_of(address);
    let page = routes::file_of(&format!("{}/", address.trim_end_matches('/')));
    [file, page].into_iter().flatten()
}
