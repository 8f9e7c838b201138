//! Decides for every file of the old site what it is and where it will stand, before any is read.
//!
//! Whether an old address can be an alias depends on where all files will stand, so that is known first.

use std::collections::HashSet;

use super::config::Config;
use crate::routes;
use crate::slug::{Slug, slugify};
use crate::tree::{RelPath, Tree};

/// Files of Candor's own at the top of a site.
const OWN_FILES: &[&str] = &[
    "404.html",
    "_headers",
    "badge.svg",
    "feed.atom",
    "feed.json",
    "feed.rss",
    "history.atom",
    "history.rss",
    "index.html",
    "maintenance.ics",
    "robots.txt",
    "sitemap.xml",
];

/// Content that Hugo reads and Candor does not.
const OTHER_MARKUP: &[&str] = &["html", "htm", "adoc", "asciidoc", "ad", "org", "rst", "pandoc", "pdc"];

/// What a file is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Incident {
        slug: String,
    },
    Page,
    /// Copied as it is.
    File,
    /// Stays behind, for this reason.
    Left {
        incident: bool,
        why: String,
    },
}

/// A file with its place.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    pub(super) source: RelPath,
    pub(super) kind: Kind,
    pub(super) target: Option<RelPath>,
    /// The folders below `content/`, for its old address.
    pub(super) folders: Vec<String>,
    /// The name that its old address is made of.
    pub(super) stem: String,
    /// Whether the name had to be changed to become an address.
    pub(super) renamed: bool,
}

/// Where everything will stand.
#[derive(Clone, Default, Debug)]
pub(super) struct Plan {
    pub(super) files: Vec<Planned>,
    /// Output files that exist, in lower case: neither page nor alias may stand there.
    taken: HashSet<String>,
}

impl Plan {
    /// Looks at every file of `source`.
    pub(super) fn new(source: &Tree, config: &Config) -> Self {
        let mut plan = Self::default();
        for (path, _) in source.iter() {
            if let Some(planned) = plan.file(path, config) {
                plan.files.push(planned);
            }
        }
        for service in config.services.services() {
            plan.taken.insert(format!("services/{}/index.html", service.id));
        }
        plan
    }

    fn file(&mut self, path: &RelPath, config: &Config) -> Option<Planned> {
        if path.below("static").is_some() {
            return Some(self.copied(path));
        }
        let rest = path.below(&config.content)?;
        let mut folders: Vec<String> = rest.split('/').map(str::to_owned).collect();
        folders.pop();
        let section = folders.first().cloned().unwrap_or_default();
        let incident = section == "issues";
        let mut planned = Planned {
            source: path.clone(),
            kind: Kind::Page,
            target: None,
            folders,
            stem: path.stem().to_owned(),
            renamed: false,
        };
        let extension = path.extension().to_ascii_lowercase();
        let left = |why: &str, incident| Kind::Left { incident, why: why.to_owned() };
        if OTHER_MARKUP.contains(&extension.as_str()) {
            planned.kind = left("it is not Markdown; write it as Markdown and import again", incident);
        } else if !matches!(extension.as_str(), "md" | "markdown" | "mdown") {
            planned.kind = Kind::File;
            planned.target = resource(rest, &section);
        } else if let Some(language) = language_of(&mut planned.stem, config) {
            planned.kind =
                left(&format!("it is a translation ({language}); a Candor site has one language"), incident);
        } else if planned.stem == "_index" && (section.is_empty() || incident) {
            planned.kind = left("it is the text of a list, and Candor's lists have none", false);
        } else {
            let bundle = planned.stem == "index" || planned.stem == "_index";
            if bundle && let Some(name) = planned.folders.pop() {
                planned.stem = name;
            }
            if incident {
                self.incident(&mut planned, bundle);
            } else {
                self.page(&mut planned);
            }
        }
        Some(planned)
    }

    fn incident(&mut self, planned: &mut Planned, bundle: bool) {
        let base = address_part(&planned.stem, "incident");
        let slug = self.free(&base, |slug| format!("incidents/{slug}/index.html"));
        planned.renamed = slug != planned.stem;
        let mut folder = vec!["content".to_owned(), "incidents".to_owned()];
        folder.extend(planned.folders.iter().skip(1).cloned());
        if bundle {
            folder.push(planned.stem.clone());
        }
        planned.target = RelPath::new(&format!("{}/{slug}.md", folder.join("/"))).ok();
        planned.kind = Kind::Incident { slug };
    }

    fn page(&mut self, planned: &mut Planned) {
        let skip = usize::from(planned.folders.first().is_some_and(|f| f == "pages"));
        let mut parts: Vec<String> =
            planned.folders.iter().skip(skip).map(|p| address_part(p, "page")).collect();
        parts.push(address_part(&planned.stem, "page"));
        if let Some(first) = parts.first_mut()
            && (routes::OWN_FOLDERS.contains(&first.as_str()) || first == "index")
        {
            first.push_str("-page");
        }
        let address = self.free(&parts.join("/"), |address| format!("{address}/index.html"));
        let typed = planned.folders.iter().skip(skip).chain([&planned.stem]);
        planned.renamed = address != typed.cloned().collect::<Vec<_>>().join("/");
        planned.target = RelPath::new(&format!("content/pages/{address}.md")).ok();
    }

    fn copied(&mut self, path: &RelPath) -> Planned {
        let to = path.below("static").unwrap_or_default();
        let first = to.split('/').next().unwrap_or_default();
        let why = if first == "admin" {
            Some("it belongs to the editor that wrote into cState")
        } else if OWN_FILES.contains(&to) || routes::OWN_FOLDERS.contains(&first) {
            Some("Candor puts a file of its own there")
        } else {
            self.taken.insert(to.to_ascii_lowercase());
            None
        };
        let kind = why.map_or(Kind::File, |why| Kind::Left { incident: false, why: why.to_owned() });
        let target = why.is_none().then(|| path.clone());
        Planned {
            source: path.clone(),
            kind,
            target,
            folders: Vec::new(),
            stem: String::new(),
            renamed: false,
        }
    }

    /// `base`, or with a number behind it when something stands there already; case does not tell two apart.
    fn free(&mut self, base: &str, output: impl Fn(&str) -> String) -> String {
        let mut name = base.to_owned();
        let mut n = 1;
        while !self.taken.insert(output(&name).to_ascii_lowercase()) {
            n += 1;
            name = format!("{base}-{n}");
        }
        name
    }

    /// Takes `address` as an alias of `own`, the address of the file itself.
    ///
    /// # Errors
    /// Says why it cannot be one. An alias that is the own address is no alias and no error.
    pub(super) fn alias(&mut self, address: &str, own: &str) -> Result<Option<String>, &'static str> {
        let decoded = percent_encoding::percent_decode_str(address).decode_utf8_lossy();
        if decoded.contains(['?', '#', '%']) || decoded.starts_with("//") {
            return Err("it is not a plain path");
        }
        let path = routes::of_alias(&decoded);
        if path == own {
            return Ok(None);
        }
        let file = routes::file_of(&path).filter(|_| !path.is_empty()).ok_or("it is not a plain path")?;
        let first = path.split('/').next().unwrap_or_default();
        let kept = ["incidents", "maintenance"];
        if OWN_FILES.contains(&first) || routes::OWN_FOLDERS.contains(&first) && !kept.contains(&first) {
            return Err("Candor puts a file of its own there");
        }
        if !self.taken.insert(file.as_str().to_ascii_lowercase()) {
            return Err("something else stands there");
        }
        Ok(Some(format!("/{path}")))
    }
}

/// Takes a language's code off the end of a stem; says which one when it is not the site's own.
fn language_of(stem: &mut String, config: &Config) -> Option<String> {
    let (name, language) = stem.rsplit_once('.')?;
    let language = language.to_lowercase();
    if config.other_languages.contains(&language) {
        return Some(language);
    }
    if language == config.main_language && !config.other_languages.is_empty() {
        *stem = name.to_owned();
    }
    None
}

/// Where a file beside content goes: beside what the content becomes.
fn resource(rest: &str, section: &str) -> Option<RelPath> {
    let below = rest.strip_prefix(section).and_then(|r| r.strip_prefix('/')).unwrap_or(rest);
    RelPath::new(&match section {
        "issues" => format!("content/incidents/{below}"),
        "pages" => format!("content/pages/{below}"),
        _ => format!("content/pages/{rest}"),
    })
    .ok()
}

fn address_part(text: &str, fallback: &str) -> String {
    if Slug::new(text).is_ok() {
        return text.to_owned();
    }
    let slug = slugify(text);
    if slug.is_empty() { fallback.to_owned() } else { slug }
}
