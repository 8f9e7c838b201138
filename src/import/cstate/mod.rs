//! cState, a Hugo theme, → Candor: configuration, issues, pages and static files.
//!
//! The mapping and its reasons are in docs/import-cstate.md. Everything here follows what cState and Hugo do with a
//! file; where they show nothing of it (unreadable front matter, a date that is none) the file is an error.

mod address;
mod blocks;
mod config;
mod front;
mod incident;
mod issue;
mod labels;
mod order;
mod page;
mod plan;
mod services;
mod settings;
mod site;
mod text;
mod timeline;
mod value;
mod when;
mod yaml;

use std::collections::BTreeMap;

use self::address::File;
use self::config::Config;
use self::front::Parts;
use self::plan::{Kind, Plan, Planned};
use self::value::Node;
use super::{FileReport, Imported, Report};
use crate::diagnostics::{Code, Diagnostic};
use crate::time::Zone;
use crate::tree::{RelPath, Tree};

/// Makes a Candor site of the cState site in `source`. Dates without an offset are read in `zone`, which becomes the
/// site's time zone.
#[must_use]
pub fn import(source: &Tree, zone: &Zone) -> Imported {
    let read = config::read(source);
    let plan = Plan::new(source, &read.config);
    let mut importer = Importer {
        source,
        zone,
        config: read.config,
        plan,
        site: Tree::new(),
        files: read.files,
        diagnostics: read.diagnostics,
    };
    importer.run();
    importer.finish()
}

struct Importer<'a> {
    source: &'a Tree,
    zone: &'a Zone,
    config: Config,
    plan: Plan,
    site: Tree,
    files: Vec<FileReport>,
    diagnostics: Vec<Diagnostic>,
}

/// A content file, read as far as its front matter.
struct Opened<'a> {
    parts: Parts<'a>,
    node: Node,
}

impl<'a> Importer<'a> {
    fn run(&mut self) {
        for planned in std::mem::take(&mut self.plan.files) {
            let mut report = FileReport::new(&planned.source);
            match &planned.kind {
                Kind::Incident { slug } => self.incident(&planned, slug, &mut report),
                Kind::Page => self.page(&planned, &mut report),
                Kind::File => self.copy(&planned, &mut report),
                Kind::Left { incident, why } => {
                    if *incident {
                        report.mark_incident();
                    }
                    report.lose(why);
                }
            }
            self.files.push(report);
        }
        if !self.files.iter().any(FileReport::is_incident)
            && let Ok(folder) = RelPath::new(&format!("{}/issues", self.config.content))
        {
            let message = "there are no issues here, so this is not a cState site";
            let mut help = "give the folder that holds cState's config.yml and content/".to_owned();
            if let Some(deeper) = self.deeper() {
                help = format!("{help}; `{deeper}` in this one looks like it");
            }
            self.diagnostics.push(Diagnostic::new(Code::ImportMissing, &folder, message).help(&help));
        }
        self.leave_rest();
    }

    /// A folder further down that has issues where a cState site has them.
    fn deeper(&self) -> Option<&'a str> {
        self.source.iter().find_map(|(path, _)| Some(path.as_str().split_once("/content/issues/")?.0))
    }

    fn incident(&mut self, planned: &Planned, slug: &str, report: &mut FileReport) {
        report.mark_incident();
        let Some(opened) = self.open(&planned.source, true) else { return };
        let issue = match issue::read(&opened.node, &planned.source, self.zone, report) {
            Ok(issue) => issue,
            Err(faults) => return self.diagnostics.extend(faults),
        };
        if planned.renamed {
            report.guess(format!("its name cannot be its address as it is; it stands at /incidents/{slug}/"));
        }
        let folders: Vec<&str> = planned.folders.iter().map(String::as_str).collect();
        let file = File {
            folders: &folders,
            stem: &planned.stem,
            title: &issue.title,
            slug: issue.slug.as_deref(),
            url: issue.url.as_deref(),
            date: Some(self.zone.local(issue.date.instant).wall),
        };
        let aliases = self.aliases(file, &issue.aliases, &format!("incidents/{slug}/"), report);
        let body = opened.parts.body.replace("\r\n", "\n");
        if body.len() != opened.parts.body.len() {
            report.keep("line ends, now as on Unix");
        }
        let body = text::without_comments(&body, report);
        let place = text::Place { source: self.source, path: &planned.source };
        let services = &mut self.config.services;
        let made = incident::write(&issue, &body, &aliases, services, self.zone, place, report);
        self.put(planned, made, report);
    }

    fn page(&mut self, planned: &Planned, report: &mut FileReport) {
        let Some(opened) = self.open(&planned.source, false) else { return };
        let text = |key: &str| opened.node.get(key).and_then(Node::text);
        let folders: Vec<&str> = planned.folders.iter().map(String::as_str).collect();
        let file = File {
            folders: &folders,
            stem: &planned.stem,
            title: text("title").unwrap_or_default(),
            slug: text("slug"),
            url: text("url"),
            date: None,
        };
        let own = planned.target.as_ref().and_then(|t| t.below("content/pages")).unwrap_or_default();
        let own = format!("{}/", own.trim_end_matches(".md"));
        let more = opened.node.get("aliases").map(Node::items).unwrap_or_default();
        let more: Vec<String> = more.iter().filter_map(Node::text).map(str::to_owned).collect();
        let aliases = self.aliases(file, &more, &own, report);
        let place = text::Place { source: self.source, path: &planned.source };
        match page::write(&opened.node, &opened.parts, &aliases, place, report) {
            Some(made) => {
                if planned.renamed {
                    report.guess(format!("its name cannot be its address as it is; it stands at /{own}"));
                }
                self.put(planned, made, report);
            }
            None => report.lose("it has neither a title nor a text"),
        }
    }

    /// The front matter of a content file; what cannot be read is noted. An issue without any has no date; a page may.
    fn open(&mut self, path: &RelPath, needs_front: bool) -> Option<Opened<'a>> {
        let source = self.source;
        let bytes = source.get(path)?;
        let faults = &mut self.diagnostics;
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let readable = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
                let line = readable.matches('\n').count() + 1;
                let message =
                    format!("the file is not UTF-8 text: line {line} holds a byte that cannot be read");
                let help = "save the file as UTF-8 and import again";
                faults.push(Diagnostic::new(Code::NotUtf8, path, message).help(help));
                return None;
            }
        };
        let parts = match front::split(text) {
            Ok(parts) => parts,
            Err(fault) if fault.absent && !needs_front => Parts::only_body(text),
            Err(fault) => {
                let diagnostic = Diagnostic::new(Code::ImportFrontMatter, path, fault.message).at(fault.span);
                faults.push(diagnostic.help(format!("{}, and import again", fault.help)));
                return None;
            }
        };
        match value::read(parts.front, parts.start, parts.format) {
            Ok(node) => Some(Opened { parts, node }),
            Err(fault) => {
                let message =
                    format!("the front matter is not valid {}: {}", parts.format.name(), fault.message);
                let diagnostic = Diagnostic::new(Code::ImportSyntax, path, message).at(fault.span);
                faults.push(diagnostic.help("correct this line in the old site and import again"));
                None
            }
        }
    }

    /// The old address and the aliases that the file had already, as far as they can be aliases in the new site.
    fn aliases(
        &mut self,
        file: File<'_>,
        more: &[String],
        own: &str,
        report: &mut FileReport,
    ) -> Vec<String> {
        let mut aliases = Vec::new();
        let old = match self.config.addresses.of(file) {
            Ok(address) => Some(address),
            Err(part) => {
                report.lose(format!("its old address: `{part}` in `permalinks` is not understood"));
                None
            }
        };
        for address in old.iter().chain(more) {
            match self.plan.alias(address, own) {
                Ok(alias) => aliases.extend(alias),
                Err(why) => report.lose(format!("the old address {address}: {why}")),
            }
        }
        aliases
    }

    fn put(&mut self, planned: &Planned, made: String, report: &mut FileReport) {
        let Some(target) = &planned.target else {
            return report.lose("its name cannot be a file's name in the new site");
        };
        report.becomes(target);
        self.site.insert(target.clone(), made.into_bytes());
    }

    fn copy(&mut self, planned: &Planned, report: &mut FileReport) {
        if let (Some(bytes), Some(target)) = (self.source.get(&planned.source), &planned.target) {
            report.becomes(target);
            report.keep("copied as it is");
            self.site.insert(target.clone(), bytes.clone());
        }
    }

    /// Names what is no part of a site: single files by themselves, folders as a whole.
    fn leave_rest(&mut self) {
        let known = |path: &RelPath| self.files.iter().any(|f| f.source() == path);
        let mut rest: BTreeMap<String, usize> = BTreeMap::new();
        let content = self.config.content.as_str();
        for (path, _) in self.source.iter() {
            if path.below("static").is_none() && path.below(content).is_none() && !known(path) {
                let top = path.as_str().split('/').next().unwrap_or_default();
                *rest.entry(top.to_owned()).or_default() += 1;
            }
        }
        for (top, count) in rest {
            let Ok(path) = RelPath::new(&top) else { continue };
            let mut report = FileReport::new(&path);
            let why = match top.as_str() {
                "themes" => "cState's theme; Candor has themes of its own",
                "layouts" | "assets" | "i18n" | "data" => {
                    "it changes cState's theme; Candor has themes of its own"
                }
                "archetypes" => "patterns for new files; Candor's are in content/templates/",
                "public" | "resources" => "Hugo made it",
                _ => "not part of the site",
            };
            let folder = !self.source.contains(&path);
            let many = config::counted(count, "file", "files");
            report.lose(if folder { format!("{many}: {why}") } else { why.to_owned() });
            self.files.push(report);
        }
    }

    /// A site has at least one service.
    fn ensure_service(&mut self) {
        if !self.config.services.is_empty() {
            return;
        }
        let name = self.config.title.clone();
        let group = self.config.services.other();
        self.config.services.add(&name, group, None);
        if let Some(report) = self.files.first_mut() {
            report.guess(format!("no system is named anywhere; {name:?} is the one service"));
        }
    }

    fn finish(mut self) -> Imported {
        self.ensure_service();
        if let Some(path) = config::candor_toml() {
            self.site.insert(path, site::candor_toml(&self.config, self.zone).into_bytes());
        }
        let zone = self.zone.name();
        let rules = vec![
            format!("Dates without an offset were read in {zone}. All are written in UTC, to the second."),
            "Every issue is an incident. `down` is major_outage, `disrupted` partial_outage, `notice` operational (or \
             under_maintenance, where the title says so)."
                .to_owned(),
            "Old addresses of issues and pages lead to the new ones; those of systems, lists and feeds do not."
                .to_owned(),
        ];
        let report = Report::new("cstate", zone, rules, self.files, self.diagnostics, self.source);
        Imported { site: self.site, report }
    }
}
