//! What is the same on every page: given to the theme once.

use serde::Serialize;

use super::{FeedLink, Words};

/// The fields that every template has besides its page's own.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct SiteGlobals {
    /// The site.
    pub site: SiteView,
    /// The words that do not depend on data.
    pub words: Words,
}

/// The site as templates see it.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct SiteView {
    /// Its name.
    pub title: String,
    /// One sentence on it; may be empty.
    pub description: String,
    /// Its language, a BCP 47 tag.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// The navigation inside the site.
    pub nav: Vec<NavLink>,
    /// Links of the author's in the header.
    pub links: Vec<NavLink>,
    /// Where customers get help.
    pub support: Option<NavLink>,
    /// The site's feeds.
    pub feeds: Vec<FeedLink>,
    /// The picture before the site's name, unless it is small enough to stand in the style `brand`.
    pub logo: Option<LogoView>,
    /// The name of the zone in which times are shown: `Europe/Lisbon`.
    pub zone: String,
    /// The zone that times are shown in: `Times are in Europe/Lisbon.`
    pub zone_note: String,
    /// For `<meta name="generator">`: `Candor 0.1.0`.
    pub generator: String,
}

/// A picture with its size.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct LogoView {
    /// Its path from the site's root.
    pub href: String,
    /// Its width in CSS pixels.
    pub width: u32,
    /// Its height in CSS pixels.
    pub height: u32,
}

/// A link of the navigation, the header or the footer.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct NavLink {
    /// The path from the site's root (empty for the home page), or a whole URL when `outside`.
    pub href: String,
    /// Whether it leads away from the site: no `root` is put before it.
    pub outside: bool,
    /// What it says.
    pub text: String,
}
