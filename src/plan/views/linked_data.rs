//! What a page says about itself to search engines, in schema.org's words as JSON-LD: a block of data, never run.
//!
//! It says what stands on the page and nothing besides. There is no word for an incident or for maintenance in it: the
//! page is an article about one, whatever became of that.

use std::fmt::Write as _;

use serde::Serialize;

/// A block of data (JSON-LD 1.1, section 7).
#[derive(Serialize)]
pub struct LinkedData<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(flatten)]
    about: About<'a>,
}

/// What the block is about.
#[derive(Serialize)]
#[serde(untagged)]
pub enum About<'a> {
    /// The whole site.
    Site(WebSite<'a>),
    /// A page.
    Page {
        /// The page, and the way to it.
        #[serde(rename = "@graph")]
        graph: (Article<'a>, BreadcrumbList<'a>),
    },
}

/// A site.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub struct WebSite<'a> {
    /// Its title.
    pub name: &'a str,
    /// The URL of the home page.
    pub url: &'a str,
    /// One sentence on it; may be empty.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub description: &'a str,
    /// Its language, a BCP 47 tag.
    pub in_language: &'a str,
}

/// What somebody wrote.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub struct Article<'a> {
    /// Its title.
    pub headline: &'a str,
    /// When it was put on the site, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_published: Option<String>,
    /// When somebody last wrote something in it, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_modified: Option<String>,
    /// Its language, a BCP 47 tag.
    pub in_language: &'a str,
    /// The URL of its page.
    pub main_entity_of_page: &'a str,
    /// Who stands for it.
    pub publisher: Organization<'a>,
}

/// Somebody who publishes.
#[derive(Serialize)]
#[serde(tag = "@type")]
pub struct Organization<'a> {
    /// Their name.
    pub name: &'a str,
}

/// The way from the home page to a page.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub struct BreadcrumbList<'a> {
    /// The home page first; the page itself is left out.
    pub item_list_element: [ListItem<'a>; 2],
}

/// A page on the way.
#[derive(Serialize)]
#[serde(tag = "@type")]
pub struct ListItem<'a> {
    /// Counted from 1.
    pub position: usize,
    /// Its title.
    pub name: &'a str,
    /// Its URL.
    pub item: String,
}

impl<'a> LinkedData<'a> {
    /// A block about `about`.
    #[must_use]
    pub fn new(about: About<'a>) -> Self {
        Self { context: "https://schema.org", about }
    }

    /// The block as it may stand in a `<script>`: no text in it can end the element or begin a comment (HTML, section
    /// "Restrictions for contents of script elements").
    #[must_use]
    pub fn html(&self) -> Option<String> {
        let json = serde_json::to_string(self).ok()?;
        let mut html = String::with_capacity(json.len());
        let mut rest = &*json;
        // They stand in texts only, where an escape means the same. The last two end a line of a script.
        while let Some(at) = rest.find(['<', '>', '&', '\u{2028}', '\u{2029}']) {
            html.push_str(&rest[..at]);
            let character = rest[at..].chars().next()?;
            let _ = write!(html, "\\u{:04x}", u32::from(character));
            rest = &rest[at + character.len_utf8()..];
        }
        html.push_str(rest);
        Some(html)
    }
}
