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
    /// When the site was built, on pages that show how things stand. The others do not change as time goes by.
    pub as_of: Option<TimeView>,
    /// Feeds about this page's subject, beside the site's own.
    pub feeds: Vec<FeedLink>,
}
