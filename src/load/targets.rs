//! Where the links and images of one content file lead: to other content, to files beside it, to static/, elsewhere.

use std::cell::{Cell, RefCell};

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use super::addresses::Entry;
use super::{Context, statics};
use crate::model::Asset;
use crate::syntax::markdown::{ImageTarget, LinkTarget, Targets};
use crate::tree::RelPath;

/// What a path in a URL cannot hold as it is (RFC 3986, section 3.3).
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}');

/// Images that browsers show and that cannot run anything.
const IMAGES: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "avif"];

/// Files that may be offered from beside a content file: a browser shows or saves them without running anything.
const DOWNLOADS: &[&str] = &["pdf", "txt", "csv", "log", "json", "zip", "gz"];

/// The targets of one file's links and images; remembers which files have to be copied for them.
pub(super) struct FileTargets<'a> {
    context: &'a Context<'a>,
    entry: &'a Entry,
    assets: RefCell<Vec<Asset>>,
    looked: Cell<bool>,
}

/// A file of the site that a destination names.
enum Found {
    /// Another content file: its page's address.
    Page(String),
    /// A file to copy or that is copied anyway: the file, and its address.
    File(RelPath, String),
    Nothing(String),
}

impl<'a> FileTargets<'a> {
    pub(super) fn new(context: &'a Context<'a>, entry: &'a Entry) -> Self {
        Self { context, entry, assets: RefCell::default(), looked: Cell::new(false) }
    }

    /// Whether anything was looked up among the site's files.
    pub(super) fn has_looked(&self) -> bool {
        self.looked.get()
    }

    /// The files that have to be copied for what was linked.
    pub(super) fn into_assets(self) -> Vec<Asset> {
        self.assets.into_inner()
    }

    /// What the path `destination` names, seen from the content file.
    fn find(&self, destination: &str, allowed: &[&str]) -> Found {
        self.looked.set(true);
        let Ok(path) = percent_decode_str(destination).decode_utf8() else {
            return Found::Nothing("its `%` signs do not give readable text".to_owned());
        };
        let from_root = path.strip_prefix('/');
        let found = match from_root {
            Some(path) => RelPath::resolve(RelPath::new(statics::FOLDER).ok().as_ref(), path),
            None => RelPath::resolve(self.entry.path.parent().as_ref(), &path),
        };
        let Some(found) = found.filter(|found| from_root.is_none() || found.below(statics::FOLDER).is_some())
        else {
            return Found::Nothing("it leads out of the site's folder".to_owned());
        };
        if let Some(address) = self.context.addresses.of(&found) {
            return Found::Page(address.to_owned());
        }
        if !self.context.tree.contains(&found) {
            return Found::Nothing(format!("there is no file {found}"));
        }
        if let Some(copied) = found.below(statics::FOLDER) {
            let address = encode(copied);
            return Found::File(found, address);
        }
        self.beside(found, allowed)
    }

    /// A file in content/: it is copied into the folder of the page that uses it.
    fn beside(&self, found: RelPath, allowed: &[&str]) -> Found {
        let extension = found.extension().to_ascii_lowercase();
        if found.below("content").is_none() {
            return Found::Nothing(format!("{found} is neither in content/ nor in static/"));
        }
        if !allowed.contains(&extension.as_str()) {
            return Found::Nothing(format!(
                "a file of this kind is not copied from content/ (only {}); put it into static/",
                allowed.join(", ")
            ));
        }
        let Ok(to) = RelPath::new(&format!("{}{}", self.entry.address, found.file_name())) else {
            return Found::Nothing("its name cannot be part of a URL".to_owned());
        };
        if self.assets.borrow().iter().any(|asset| asset.to == to && asset.from != found) {
            let name = found.file_name();
            return Found::Nothing(format!("another file named {name} is used here already; rename one"));
        }
        let address = encode(to.as_str());
        self.assets.borrow_mut().push(Asset { to, from: found.clone() });
        Found::File(found, address)
    }
}

impl Targets for FileTargets<'_> {
    fn link(&self, destination: &str) -> LinkTarget {
        if destination.starts_with('#') {
            return LinkTarget::SamePage(destination.to_owned());
        }
        if let Some(path) = destination.strip_prefix('/') {
            self.looked.set(true);
            return LinkTarget::Unchecked(path.to_owned());
        }
        let (path, tail) = destination.split_at(destination.find(['#', '?']).unwrap_or(destination.len()));
        let offered: Vec<&str> = IMAGES.iter().chain(DOWNLOADS).copied().collect();
        match self.find(path, &offered) {
            Found::Page(address) | Found::File(_, address) => LinkTarget::Site(format!("{address}{tail}")),
            Found::Nothing(why) => LinkTarget::Broken(why),
        }
    }

    fn image(&self, destination: &str) -> ImageTarget {
        if has_scheme(destination) {
            return ImageTarget::External(destination.to_owned());
        }
        match self.find(destination, IMAGES) {
            Found::Page(_) => ImageTarget::Missing("that is a page, not an image".to_owned()),
            Found::Nothing(why) => ImageTarget::Missing(why),
            Found::File(file, path) => self.measured(&file, path),
        }
    }
}

impl FileTargets<'_> {
    fn measured(&self, file: &RelPath, path: String) -> ImageTarget {
        if file.extension().eq_ignore_ascii_case("svg") {
            return ImageTarget::SiteUnsized { path };
        }
        let bytes = self.context.tree.get(file).map(AsRef::as_ref).unwrap_or_default();
        let size = imagesize::blob_size(bytes).ok();
        let size =
            size.and_then(|size| Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?)));
        match size {
            Some((width, height)) => ImageTarget::Site { path, width, height },
            None => ImageTarget::Unreadable(format!("{file} is not an image that can be read")),
        }
    }
}

fn encode(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// Whether a destination begins with a scheme (RFC 3986, section 3.1).
fn has_scheme(destination: &str) -> bool {
    let Some((scheme, _)) = destination.split_once(':') else { return false };
    let mut characters = scheme.chars();
    characters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && characters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}
