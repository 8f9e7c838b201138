//! Which content file gets which address. Known before any file is read, so that files can link to each other.

use std::collections::{BTreeMap, HashMap};

use super::reserved::Reserved;

use crate::diagnostics::{Code, Diagnostic};
use crate::digest::QuickTable;
use crate::routes;
use crate::slug::{Slug, slugify};
use crate::tree::{RelPath, Tree};

/// The folder of all content.
pub(super) const FOLDER: &str = "content";

/// Whether the file at `path` is read for its text, and not copied.
pub(super) fn is_text(path: &RelPath) -> bool {
    path.below(FOLDER).is_some_and(|rest| rest.strip_suffix(".md").is_some())
}

/// What a content file is, by the folder that it stands in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Incident(Slug),
    Maintenance(Slug),
    /// A page of the author's own and where it stands.
    Page(RelPath),
}

/// A content file to read.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) path: RelPath,
    pub(super) kind: Kind,
    /// Its page's address.
    pub(super) address: String,
}

/// The addresses of all content files.
#[derive(Default, Debug)]
pub(super) struct Addresses {
    by_file: BTreeMap<RelPath, String>,
    /// Files that appear in the output, with the content file that they come from.
    by_output: HashMap<RelPath, RelPath, QuickTable>,
}

impl Addresses {
    /// The address of the page that a content file becomes.
    pub(super) fn of(&self, file: &RelPath) -> Option<&str> {
        self.by_file.get(file).map(String::as_str)
    }

    /// The addresses of all pages that content files become.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.by_file.values().map(String::as_str)
    }

    /// The content file that becomes the output file `output`, or whose page's folder `output` would be.
    pub(super) fn in_the_way_of(&self, output: &RelPath) -> Option<&RelPath> {
        let as_folder = || RelPath::new(&format!("{output}/index.html")).ok();
        self.by_output.get(output).or_else(|| self.by_output.get(&as_folder()?))
    }
}

/// Lists the content files with their addresses, and reports names that cannot be addresses and files with one address.
///
/// A file that is reported is listed all the same, at the address that it would have: its other faults want to be found
/// too, and whether it is about something that goes on.
pub(super) fn collect(tree: &Tree, faults: &mut Vec<Diagnostic>) -> (Vec<Entry>, Addresses) {
    let mut entries = Vec::new();
    let mut addresses = Addresses::default();
    let mut taken: HashMap<String, RelPath, QuickTable> = HashMap::default();
    for (path, _) in tree.under(FOLDER) {
        let Some(kind) = kind(path, faults) else { continue };
        let address = match &kind {
            Kind::Incident(slug) => routes::incident(slug),
            Kind::Maintenance(slug) => routes::maintenance(slug),
            Kind::Page(address) => format!("{address}/"),
        };
        // Case does not tell two apart: on some disks and hosts it cannot.
        if let Some(first) = taken.insert(address.to_ascii_lowercase(), path.clone()) {
            let message = format!("this file and {first} would both stand at /{address}");
            let fault = Diagnostic::new(Code::DuplicateSlug, path, message);
            let fault = fault.related(&first, None, "the other one");
            faults.push(
                fault.help("rename one of them: the file's name is its address, whatever folder it is in"),
            );
            taken.insert(address.to_ascii_lowercase(), first);
        } else if let Some(output) = routes::file_of(&address) {
            addresses.by_output.insert(output, path.clone());
        }
        addresses.by_file.insert(path.clone(), address.clone());
        entries.push(Entry { path: path.clone(), kind, address });
    }
    (entries, addresses)
}

fn kind(path: &RelPath, faults: &mut Vec<Diagnostic>) -> Option<Kind> {
    if path.below("content/templates").is_some() {
        return None;
    }
    let is_markdown = path.extension() == "md";
    let below = |folder: &str| path.below(folder).filter(|_| is_markdown);
    if below("content/incidents").is_some() {
        return Some(Kind::Incident(slug(path, faults)));
    }
    if below("content/maintenance").is_some() {
        return Some(Kind::Maintenance(slug(path, faults)));
    }
    if let Some(rest) = below("content/pages") {
        return Some(Kind::Page(page_address(path, rest, faults)));
    }
    let extension = path.extension().to_ascii_lowercase();
    let looks_like_content = matches!(extension.as_str(), "md" | "markdown" | "mdown");
    if looks_like_content {
        let fault = Diagnostic::new(Code::MisplacedFile, path, "this file is not read");
        faults.push(fault.help(
            "content is read from `.md` files in content/incidents/, content/maintenance/ and content/pages/",
        ));
    }
    None
}

/// The slug that a file's name gives; a stand-in when it gives none, which is reported.
fn slug(path: &RelPath, faults: &mut Vec<Diagnostic>) -> Slug {
    Slug::new(path.stem()).unwrap_or_else(|bad| {
        faults.push(bad_name(path, path.stem(), &bad.to_string()));
        stand_in(path.stem())
    })
}

fn stand_in(name: &str) -> Slug {
    let unnamed = || Slug::new("unnamed").expect("letters alone are a slug");
    Slug::new(&format!("unnamed-{}", slugify(name))).unwrap_or_else(|_| unnamed())
}

fn bad_name(path: &RelPath, name: &str, why: &str) -> Diagnostic {
    let fault =
        Diagnostic::new(Code::BadFileName, path, format!("the file's name cannot become a URL: {why}"));
    fault.help(better_name(name, ".md"))
}

/// What to call a file or a folder whose name cannot stand in a URL.
fn better_name(name: &str, extension: &str) -> String {
    match slugify(name) {
        better if better.is_empty() => "name it with the letters a-z, digits and `-`".to_owned(),
        better => format!("rename it to `{better}{extension}`"),
    }
}

fn page_address(path: &RelPath, rest: &str, faults: &mut Vec<Diagnostic>) -> RelPath {
    let address = rest.strip_suffix(".md").unwrap_or(rest);
    for part in address.split('/') {
        if let Err(bad) = Slug::new(part) {
            let fault = if part == path.stem() {
                bad_name(path, part, &bad.to_string())
            } else {
                let message = format!("the folder's name `{part}` cannot become a URL: {bad}");
                let fault = Diagnostic::new(Code::BadFileName, path, message);
                fault.help(better_name(part, ""))
            };
            faults.push(fault);
            return stand_in_page(path);
        }
    }
    let first = address.split('/').next().unwrap_or(address).to_ascii_lowercase();
    let own = routes::OWN_FOLDERS.contains(&first.as_str()) || first == "index";
    if own || RelPath::new(&first).is_ok_and(|first| Reserved::everywhere().takes(&first)) {
        let fault = Diagnostic::new(Code::ReservedPath, path, format!("a page cannot stand at /{address}/"));
        faults.push(fault.help(format!("rename it: `{first}` is Candor's own")));
        return stand_in_page(path);
    }
    RelPath::new(address).unwrap_or_else(|_| stand_in_page(path))
}

fn stand_in_page(path: &RelPath) -> RelPath {
    RelPath::new(stand_in(path.stem()).as_str()).expect("a slug is a path of one part")
}
