//! What other pages show of this site.

use serde::Serialize;

use super::{Headline, PageHead, PageView};

/// The page for a frame.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct EmbedPage {
    /// The way to the site's root: `../`.
    pub root: String,
    /// The head.
    pub page: PageHead,
    /// The answer to "is it you or me?".
    pub headline: Headline,
}

impl PageView for EmbedPage {
    const TEMPLATE: &'static str = "embed.html";
}

/// What the banner asks for; docs/badges.md describes it.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct EmbedStatus {
    /// `none`, `maintenance`, `minor`, `major` or `critical`.
    pub indicator: String,
    /// The headline.
    pub message: String,
    /// The page to look at, from the site's root; empty for the home page.
    pub path: String,
    /// What it is about: another one when something else goes wrong, so that what was dismissed stays away and what is
    /// new does not.
    pub id: String,
    /// What the button is called that takes the banner away.
    pub dismiss: String,
}
