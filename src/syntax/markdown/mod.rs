//! Markdown to safe HTML: CommonMark with tables, strikethrough, footnotes, task lists, heading anchors and bare URLs.
//!
//! What an author writes never reaches a page as markup of its own: every tag in the output is written here, from a
//! list that is known in advance. Raw HTML is let through when it is one of [`RAW_TAGS`], written without attributes and
//! properly nested; comments vanish; everything else is shown as the text that it is, with a warning at its place.
//! There is no `style=` attribute, no `javascript:` or `data:` address and no image of another host in the output,
//! whatever the input.
//!
//! The text is parsed once into a list of nodes (`read`), in which raw HTML is balanced (`html`, `balance`, `raw`), and written
//! once (`write` and its neighbours). Where a destination leads is the caller's to say, through [`Targets`]; nothing
//! here looks at files.

mod address;
mod anchors;
mod balance;
mod escape;
mod faults;
mod footnotes;
mod html;
mod links;
mod node;
mod raw;
mod read;
mod tables;
mod write;

use crate::diagnostics::{Diagnostic, Prose, Span};
use crate::fragment::Fragment;

pub use raw::RAW_TAGS;

/// Blocks and inline marks nested deeper than this are an error: nobody can read them, and browsers give up on them.
pub const MAX_DEPTH: usize = 100;

/// How a text is to be rendered.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Stands before every id that the text makes (`update-3-`), so that several texts fit on one page; may be empty.
    pub id_prefix: &'a str,
    /// The level of the text's highest headings, 2 to 6. Each heading below them is one level deeper than the heading
    /// that it belongs to, down to 6, whatever levels the author left out.
    pub top_heading: u8,
    /// Where destinations lead.
    pub targets: &'a dyn Targets,
}

/// Says where a destination that an author wrote leads.
///
/// A destination comes decoded (no entities), without control characters and without white space at its ends.
pub trait Targets {
    /// Where a link leads that has no scheme and names no host: a path, a query or a fragment.
    fn link(&self, destination: &str) -> LinkTarget;
    /// What an image is; a scheme, when there is one, is http or https. `//host/path` comes as `https://host/path`.
    fn image(&self, destination: &str) -> ImageTarget;
}

/// Where a link leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LinkTarget {
    /// To a page or a file of the site: its path from the root without a leading slash, maybe with `#fragment`.
    Site(String),
    /// The same, but whether anything stands there is not known yet: the link is handed back in
    /// [`Rendered::site_links`].
    Unchecked(String),
    /// To a fragment of the same page, with or without its `#`. One that is a heading of the same text gets its prefix.
    SamePage(String),
    /// Nowhere, for this reason (a clause in lower case without a full stop).
    Broken(String),
}

/// What an image is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ImageTarget {
    /// A file of the site.
    Site {
        /// Its path from the root, without a leading slash.
        path: String,
        /// Its width in CSS pixels.
        width: u32,
        /// Its height in CSS pixels.
        height: u32,
    },
    /// A file of the site that has no size of its own (an SVG without width and height).
    SiteUnsized {
        /// Its path from the root, without a leading slash.
        path: String,
    },
    /// An image on another host. It is not embedded: a link stands in its place.
    External(String),
    /// There is no such file, for this reason (a clause in lower case without a full stop).
    Missing(String),
    /// The file is no image that browsers show, for this reason (a clause in lower case without a full stop).
    Unreadable(String),
}

/// A link to an address of the site at which something should stand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SiteLink {
    /// The path from the site's root, without a leading slash, maybe with `#fragment`.
    pub path: String,
    /// Where the link is written.
    pub span: Span,
}

/// A text as HTML, and what came to light on the way.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Rendered {
    /// The HTML with its headings, and with places left open for the way to the site's root and for the page's own
    /// address.
    pub fragment: Fragment,
    /// What is wrong with the text, by position.
    pub diagnostics: Vec<Diagnostic>,
    /// The links that nobody has looked up yet, in the order in which they stand.
    pub site_links: Vec<SiteLink>,
}

/// Renders `prose`.
#[must_use]
pub fn render(prose: &Prose<'_>, options: &Options<'_>) -> Rendered {
    let mut faults = Vec::new();
    let mut document = read::read(prose, &mut faults);
    let anchors = anchors::assign(&mut document, options);
    let mut rendered = write::write(&document, &anchors, prose, options);
    rendered.fragment.set_headings(anchors.headings);
    // It is held for as long as the site is.
    rendered.fragment.shrink();
    rendered.diagnostics.append(&mut faults);
    rendered.diagnostics.sort_by_key(|fault| fault.span().map_or(0, crate::diagnostics::Span::start));
    rendered
}
