//! What every page says about itself to browsers and search engines.

use serde::Serialize;

use super::{FeedLink, TimeView};

/// A page's head. Every page's view has it as `page`.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct PageHead {
    /// The page's address from the site's root: `incidents/slow-api/`; empty for the home page.
    pub address: String,
    /// What stands in `<title>`, the site's name included.
    pub title: String,
    /// One sentence for search engines and previews.
    pub description: String,
    /// The page's absolute URL; `None` for a page that has no address of its own (404.html).
    pub canonical: Option<String>,
    /// The address of the navigation's link that this page belongs to.
    pub section: Option<String>,
    /// Whether search engines may list it.
    pub indexed: bool,
    /// When the site was built, on pages that show how things stand. The others do not change as time goes by; that of a
    /// service does while something happens to it.
    pub as_of: Option<TimeView>,
    /// On the same pages, and on those of all services: changes whenever the page says something else.
    pub version: Option<String>,
    /// The file that an open page asks for its version, as a path from the site's root.
    pub version_at: String,
    /// The icon in browser tabs: a `data:` address, which shows the status on the same pages, or a path from the site's
    /// root.
    pub icon: String,
    /// Whether the icon is an address by itself: no `root` is put before it.
    pub icon_is_data: bool,
    /// What the page is to whoever shows a preview of it, in the words of Open Graph: `article`, `website`.
    pub kind: String,
    /// The picture for previews.
    pub image: Option<ImageView>,
    /// What the site's owner says at the foot of every page; may be empty.
    pub footer_html: String,
    /// Feeds about this page's subject, beside the site's own.
    pub feeds: Vec<FeedLink>,
    /// What the page says about itself as JSON-LD, safe in a `<script>`, on pages that have something to say.
    pub linked_data_html: Option<String>,
}

/// A picture for previews.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct ImageView {
    /// Its absolute URL.
    pub url: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// What it says.
    pub text: String,
}
