//! The addresses that Hugo gave the old site's files, so that old links go on working as aliases.
//!
//! Follows Hugo's rules: `permalinks` of the configuration, `slug` and `url` of the front matter, file names in lower
//! case with blanks as `-`. Addresses of lists and of JSON twins are not redirected.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::NaiveDateTime;

use super::value::{Kind, Node};
use crate::import::{FileReport, write};

/// Writes the keys of a new file that say whether it has an address, and which old ones lead there.
pub(super) fn publication(out: &mut String, draft: bool, aliases: &[String], report: &mut FileReport) {
    if draft {
        out.push_str("draft = true\n");
        report.keep("draft");
    }
    if !aliases.is_empty() {
        let list: Vec<String> = aliases.iter().map(|alias| write::line(alias)).collect();
        let _ = writeln!(out, "aliases = [{}]", list.join(", "));
        report.keep(format!("the old address {}", aliases.join(", ")));
    }
}

/// How the old site makes addresses.
#[derive(Clone, Default, Debug)]
pub(super) struct Addresses {
    patterns: BTreeMap<String, String>,
    ugly: bool,
    keep_case: bool,
}

/// What a file's address is made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct File<'a> {
    /// The folders below `content/`, the section first.
    pub(super) folders: &'a [&'a str],
    /// The file's name without extension and language.
    pub(super) stem: &'a str,
    pub(super) title: &'a str,
    pub(super) slug: Option<&'a str>,
    /// The `url` of its front matter.
    pub(super) url: Option<&'a str>,
    /// The date on the wall.
    pub(super) date: Option<NaiveDateTime>,
}

impl Addresses {
    /// Takes the rules out of the configuration.
    pub(super) fn new(config: &Node) -> Self {
        let mut patterns = BTreeMap::new();
        let permalinks = config.get("permalinks");
        let nested = permalinks.and_then(|p| p.get("page")).filter(|n| matches!(n.kind, Kind::Map(_)));
        for node in [permalinks, nested].into_iter().flatten() {
            for (section, pattern) in node.entries() {
                if let Some(pattern) = pattern.text() {
                    patterns.insert(section.clone(), pattern.to_owned());
                }
            }
        }
        let flag = |key: &str| config.get(key).is_some_and(Node::is_true);
        Self { patterns, ugly: flag("uglyurls"), keep_case: flag("disablepathtolower") }
    }

    /// The path of a file on the old site, from its root: `/issues/2020-01-01-outage/`.
    ///
    /// # Errors
    /// Names the part of a `permalinks` pattern that is not understood.
    pub(super) fn of(&self, file: File<'_>) -> Result<String, String> {
        if let Some(url) = file.url {
            let path =
                url.split_once("://").map_or(url, |(_, rest)| rest.find('/').map_or("/", |i| &rest[i..]));
            return Ok(format!("/{}", path.trim_start_matches('/')));
        }
        let section = file.folders.first().copied().unwrap_or_default();
        let path = if let Some(pattern) = self.patterns.get(&section.to_lowercase()) {
            self.expand(pattern, file)?
        } else {
            let name = file.slug.unwrap_or(file.stem);
            file.folders.iter().chain([&name]).map(|part| self.urlize(part)).collect::<Vec<_>>().join("/")
        };
        let path = path.trim_matches('/');
        Ok(if self.ugly { format!("/{path}.html") } else { format!("/{path}/") })
    }

    fn expand(&self, pattern: &str, file: File<'_>) -> Result<String, String> {
        let date = |format: &str| file.date.map(|d| d.format(format).to_string()).unwrap_or_default();
        let parts = pattern.split('/').map(|part| {
            let mut out = String::new();
            let mut rest = part;
            while let Some(colon) = rest.find(':') {
                out.push_str(&rest[..colon]);
                let name = &rest[colon + 1..];
                let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
                let slug_or = |other: &str| self.urlize(file.slug.unwrap_or(other));
                out.push_str(&match &name[..end] {
                    "year" => date("%Y"),
                    "month" => date("%m"),
                    "monthname" => date("%B").to_lowercase(),
                    "day" => date("%d"),
                    "weekday" => date("%w"),
                    "yearday" => date("%j"),
                    "section" => self.urlize(file.folders.first().copied().unwrap_or_default()),
                    "sections" => file.folders.iter().map(|f| self.urlize(f)).collect::<Vec<_>>().join("/"),
                    "title" => self.urlize(file.title),
                    "slug" => slug_or(file.title),
                    "filename" | "contentbasename" => self.urlize(file.stem),
                    "slugorfilename" | "slugorcontentbasename" => slug_or(file.stem),
                    other => return Err(format!(":{other}")),
                });
                rest = &name[end..];
            }
            out.push_str(rest);
            Ok(out)
        });
        Ok(parts.collect::<Result<Vec<_>, _>>()?.join("/"))
    }

    /// A text as a part of an address: letters, digits and a few marks stay, blanks become one `-`.
    fn urlize(&self, text: &str) -> String {
        let mut out = String::new();
        let mut gap = false;
        for c in text.trim().chars() {
            if c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '~' | '@') {
                if gap && !out.is_empty() && c != '-' && !out.ends_with('-') {
                    out.push('-');
                }
                gap = false;
                out.push(c);
            } else if c.is_whitespace() {
                gap = true;
            }
        }
        if self.keep_case { out } else { out.to_lowercase() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::value::{self, Format};
    use super::*;

    fn address(config: &str, slug: Option<&str>, url: Option<&str>) -> Result<String, String> {
        let config = value::read(config, 0, Format::Yaml).expect("it is YAML");
        let date = chrono::NaiveDate::from_ymd_opt(2024, 3, 9).and_then(|d| d.and_hms_opt(10, 0, 0));
        let file = File {
            folders: &["issues"],
            stem: "2024-03-09 GitHub  Outage!",
            title: "Äh, oh",
            slug,
            url,
            date,
        };
        Addresses::new(&config).of(file)
    }

    #[test]
    fn hugos_rules() {
        let ok = |text: &str| Ok(text.to_owned());
        assert_eq!(address("", None, None), ok("/issues/2024-03-09-github-outage/"));
        assert_eq!(address("", Some("gone"), None), ok("/issues/gone/"));
        assert_eq!(address("", None, Some("/elsewhere/x/")), ok("/elsewhere/x/"));
        assert_eq!(address("uglyURLs: true", Some("gone"), None), ok("/issues/gone.html"));
        assert_eq!(address("disablePathToLower: true", None, None), ok("/issues/2024-03-09-GitHub-Outage/"));
        let pattern = "permalinks:\n  issues: /:year/:month/:slug/";
        assert_eq!(address(pattern, None, None), ok("/2024/03/äh-oh/"));
        let nested = "permalinks:\n  page:\n    issues: /incident/:slugorcontentbasename";
        assert_eq!(address(nested, None, None), ok("/incident/2024-03-09-github-outage/"));
        assert_eq!(address("permalinks:\n  issues: /:wombat/", None, None), Err(":wombat".to_owned()));
    }
}
