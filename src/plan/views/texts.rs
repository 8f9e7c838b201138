//! Pages of text: subscribe, the author's own, not found, and the pages that lead from an old address to the new one.

use serde::Serialize;

use super::{FeedLink, LinkView, PageHead, PageView};

/// The page that explains the feeds.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct SubscribePage {
    /// The way to the site's root: `../`.
    pub root: String,
    /// The head.
    pub page: PageHead,
    /// What feeds are good for, in a sentence or two.
    pub intro: String,
    /// The ways to be told, each in a sentence.
    pub ways: Vec<WayView>,
    /// The heading above the feeds: `All feeds`.
    pub feeds_title: String,
    /// The feeds by what they hold.
    pub groups: Vec<FeedGroup>,
}

impl PageView for SubscribePage {
    const TEMPLATE: &'static str = "subscribe.html";
}

/// A way to be told of what changes.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct WayView {
    /// `Slack`.
    pub name: String,
    /// What to do, in a sentence.
    pub text: String,
    /// What to copy for it: an address, or a line to write.
    pub copy: Vec<String>,
}

/// Feeds that hold the same in different formats.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct FeedGroup {
    /// `Every update`.
    pub name: String,
    /// What is in them.
    pub text: String,
    /// The feeds.
    pub feeds: Vec<FeedLink>,
}

/// A page of the author's own.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct TextPage {
    /// The way to the site's root.
    pub root: String,
    /// The head.
    pub page: PageHead,
    /// The page's title.
    pub title: String,
    /// What it says.
    pub body_html: String,
}

impl PageView for TextPage {
    const TEMPLATE: &'static str = "page.html";
}

/// 404.html, which is served from any address: its `root` is a path from the host's root.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct NotFoundPage {
    /// The way to the site's root: `/status/`.
    pub root: String,
    /// The head.
    pub page: PageHead,
    /// The heading.
    pub title: String,
    /// What may have happened, in a sentence.
    pub text: String,
    /// Where to go on.
    pub links: Vec<LinkView>,
}

impl PageView for NotFoundPage {
    const TEMPLATE: &'static str = "404.html";
}

/// A page at an old address that leads to the new one.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct RedirectPage {
    /// The way to the site's root.
    pub root: String,
    /// The head; its canonical URL is the target's.
    pub page: PageHead,
    /// The target.
    pub target: LinkView,
}

impl PageView for RedirectPage {
    const TEMPLATE: &'static str = "redirect.html";
}
