//! What makes a site look like its owner's: a colour, a logo, an icon, and the words at the foot of its pages.

use crate::color::Color;
use crate::fragment::Fragment;

/// `[brand]` of candor.toml, checked.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Brand {
    /// The colour of links and accents on light pages.
    pub color: Option<Color>,
    /// The same on dark pages.
    pub dark_color: Option<Color>,
    /// Stands before the site's name.
    pub logo: Option<Logo>,
    /// The path of the icon in browser tabs, from the site's root; `None`: an icon that shows the status.
    pub favicon: Option<String>,
    /// Stands at the foot of every page; may be empty.
    pub footer: Fragment,
}

/// A picture with its size, so that nothing moves when it arrives.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Logo {
    /// Its path from the site's root.
    pub path: String,
    /// The picture itself as a `data:` address, when it is small enough to stand in every page.
    pub data: Option<String>,
    /// Its width in CSS pixels.
    pub width: u32,
    /// Its height in CSS pixels.
    pub height: u32,
}
