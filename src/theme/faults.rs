//! Turns what the template engine complains about into diagnostics that point into the user's files.
//!
//! The engine speaks of templates by name and, for faults between templates, only in a printed report; here names become
//! paths and reports become spans.

use std::collections::BTreeSet;

use tera::{Error, ErrorKind, ReportError, Tera};

use super::{BUILTIN_PREFIX, fault};
use crate::diagnostics::{Diagnostic, Span};
use crate::tree::RelPath;

const FIELDS_HELP: &str = "docs/themes.md lists what each page gives its template; \
                           `a?.b or \"\"` prints nothing when there is no `b`";

/// Which template comes from where.
pub(super) struct Origins {
    folder: String,
    user: BTreeSet<String>,
}

/// Faults between templates, and the templates that have to go before the others can be looked at.
pub(super) struct Found {
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) guilty: BTreeSet<String>,
}

/// A fault as the engine's printed report gives it.
struct Report<'a> {
    message: &'a str,
    template: &'a str,
    line: usize,
    column: usize,
    width: usize,
}

/// Reads one template alone and says what is wrong with its own text.
pub(super) fn syntax(name: &str, text: &str) -> Option<Box<ReportError>> {
    match Tera::default().add_raw_template(name, text).map_err(|error| error.kind().clone()) {
        Err(ErrorKind::SyntaxError(report)) => Some(report),
        _ => None,
    }
}

impl Origins {
    pub(super) fn new(theme: Option<&str>, user: impl Iterator<Item = String>) -> Self {
        let folder = theme.map_or_else(String::new, |name| format!("themes/{name}/"));
        Self { folder, user: user.collect() }
    }

    /// The file of a template: the user's, or the built-in one's name with its prefix in place of a path.
    fn path(&self, template: &str) -> RelPath {
        let path = if self.user.contains(template) {
            format!("{}templates/{template}", self.folder)
        } else if template.starts_with(BUILTIN_PREFIX) {
            template.to_owned()
        } else {
            format!("{BUILTIN_PREFIX}{template}")
        };
        RelPath::new(&path).unwrap_or_else(|_| self.home())
    }

    /// The place of a fault that belongs to no template.
    fn home(&self) -> RelPath {
        let manifest = RelPath::new(&format!("{}theme.toml", self.folder));
        manifest.unwrap_or_else(|_| RelPath::new("theme.toml").expect("a plain name is a path"))
    }

    /// A fault in the text of a user's template.
    pub(super) fn syntax(&self, name: &str, error: &ReportError) -> Diagnostic {
        let help = "the lines around it show what was opened and not closed, or misspelt; docs/themes.md has examples";
        fault(&self.path(name), lower_first(error.message())).at(error.span().range.clone()).help(help)
    }

    /// A fault that has no place in a template.
    pub(super) fn unplaced(&self, about: &str, error: &Error) -> Box<Diagnostic> {
        Box::new(fault(&self.home(), format!("{about}: {}", lower_first(&error.to_string()))))
    }

    /// A fault that showed when the page at `page` was rendered with `template`.
    pub(super) fn rendering(&self, template: &str, page: &str, error: &Error) -> Box<Diagnostic> {
        let page = format!("/{}", page.trim_start_matches('/'));
        let diagnostic = match error.kind() {
            ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => {
                self.rendering_at(report, &page)
            }
            ErrorKind::TemplateNotFound(name) => {
                fault(&self.path(name), format!("there is no template `{name}` to render `{page}` with"))
            }
            _ => {
                let why = lower_first(&error.to_string());
                fault(&self.path(template), format!("{why} (while rendering `{page}` with `{template}`)"))
            }
        };
        Box::new(diagnostic)
    }

    fn rendering_at(&self, report: &ReportError, page: &str) -> Diagnostic {
        let name = report.filename();
        let (why, known) = split_known(report.message());
        let help = if known { FIELDS_HELP.to_owned() } else { help_for(&why, None) };
        let message = format!("{} (while rendering `{page}`)", lower_first(&why));
        if self.user.contains(name) {
            fault(&self.path(name), message).at(report.span().range.clone()).help(help)
        } else {
            // The built-in templates are not in the site's folder: an emitter cannot show the line, so it is named.
            fault(&self.path(name), format!("line {}: {message}", report.span().start_line)).help(help)
        }
    }
}

/// Reads the engine's complaint about templates that were added together.
pub(super) fn between_templates(
    error: &Error,
    templates: &[(String, String)],
    broken: &[(String, String)],
    origins: &Origins,
) -> Found {
    let mut found = Found { diagnostics: Vec::new(), guilty: BTreeSet::new() };
    match error.kind() {
        ErrorKind::MissingParent { current, parent } => {
            if !broken.iter().any(|(name, _)| name == parent) {
                let diagnostic =
                    fault(&origins.path(current), format!("there is no template `{parent}` to extend"));
                let place = span_of(templates, current, parent);
                found
                    .diagnostics
                    .push(placed(diagnostic, place).help(help_for("", nearest(templates, parent))));
            }
            found.guilty.insert(current.clone());
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain: chain }
        | ErrorKind::CircularInclude { tpl, include_chain: chain } => {
            // Built-in templates agree among themselves: one of the user's closes the circle.
            let names = std::iter::once(tpl).chain(chain).filter(|name| origins.user.contains(*name));
            if let Some(name) = names.into_iter().next() {
                let message = format!("`{name}` leads back to itself: {}", chain.join(" → "));
                let help = format!(
                    "to build on the built-in template, write `{{% extends \"{BUILTIN_PREFIX}{name}\" %}}`"
                );
                found.diagnostics.push(fault(&origins.path(name), message).help(help));
                found.guilty.insert(name.clone());
            }
        }
        ErrorKind::Msg(text) => from_text(text, templates, broken, origins, &mut found),
        _ => {}
    }
    found
}

fn from_text(
    text: &str,
    templates: &[(String, String)],
    broken: &[(String, String)],
    origins: &Origins,
    found: &mut Found,
) {
    for report in reports(text) {
        let Some((name, source)) = templates.iter().find(|(name, _)| name == report.template) else {
            // A built-in template that misses something: it is missing because a template was taken out.
            continue;
        };
        found.guilty.insert(name.clone());
        let missing = report.message.split('`').nth(1).unwrap_or_default();
        let follows = if report.message.starts_with("Block") {
            ancestors(templates, name).iter().any(|name| broken.iter().any(|(gone, _)| gone == name))
        } else {
            let definition = format!("component {missing}");
            broken.iter().any(|(name, text)| name == missing || text.contains(&definition))
        };
        if !follows {
            let near = report.message.contains("template `").then(|| nearest(templates, missing)).flatten();
            let help = help_for(report.message, near);
            let diagnostic = fault(&origins.path(name), lower_first(report.message));
            found.diagnostics.push(diagnostic.at(report.span(source)).help(help));
        }
    }
    if let Some((component, second)) = defined_twice(text) {
        let message = format!("the component `{component}` is defined in another template too");
        let place = span_of(templates, second, component);
        let diagnostic = placed(fault(&origins.path(second), message), place);
        found.diagnostics.push(diagnostic.help("give one of the two another name"));
        found.guilty.insert(second.to_owned());
    }
}

/// The templates that `name` extends, as their texts say, whether they are there or not.
fn ancestors(templates: &[(String, String)], name: &str) -> Vec<String> {
    let mut chain = vec![name.to_owned()];
    while let Some(parent) = chain.last().and_then(|name| extended_by(templates, name)) {
        if chain.contains(&parent) {
            break;
        }
        chain.push(parent);
    }
    chain
}

fn extended_by(templates: &[(String, String)], name: &str) -> Option<String> {
    let user = templates.iter().find(|(template, _)| template == name).map(|(_, text)| text.as_str());
    let short = name.strip_prefix(BUILTIN_PREFIX).unwrap_or(name);
    let text = user.or_else(|| super::builtin::template(short))?;
    let (_, rest) = text.split_once("{% extends ")?;
    rest.split(['"', '\'']).nth(1).map(str::to_owned)
}

/// ``Component `x` is defined in both `a` and `b` ``: the component and the second template.
fn defined_twice(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("Component `")?;
    let (component, rest) = rest.split_once("` is defined in both `")?;
    let (_, second) = rest.split_once("` and `")?;
    Some((component, second.trim_end_matches('`')))
}

/// The faults in a printed report: a line `error: …`, a line ` --> template:line:column`, the source, an underline.
fn reports(text: &str) -> impl Iterator<Item = Report<'_>> {
    let lines: Vec<&str> = text.lines().collect();
    (0..lines.len()).filter_map(move |at| {
        let message = lines[at].strip_prefix("error: ")?;
        let place = lines.get(at + 1)?.trim_start().strip_prefix("--> ")?;
        let mut parts = place.rsplitn(3, ':');
        let column = parts.next()?.parse().ok()?;
        let line = parts.next()?.parse().ok()?;
        let template = parts.next()?;
        let width = lines.get(at + 4).map_or(1, |underline| underline.matches('^').count().max(1));
        Some(Report { message, template, line, column, width })
    })
}

impl Report<'_> {
    /// The bytes that are underlined; lines and columns count from 1, columns in characters.
    fn span(&self, source: &str) -> Span {
        let start =
            source.split_inclusive('\n').take(self.line.saturating_sub(1)).map(str::len).sum::<usize>();
        let line = source[start..].lines().next().unwrap_or_default();
        let byte = |column: usize| line.char_indices().nth(column).map_or(line.len(), |(byte, _)| byte);
        let column = self.column.saturating_sub(1);
        Span::new(start + byte(column), start + byte(column + self.width))
    }
}

fn placed(diagnostic: Diagnostic, place: Option<Span>) -> Diagnostic {
    match place {
        Some(span) => diagnostic.at(span),
        None => diagnostic,
    }
}

/// Where a template first names `words`.
fn span_of(templates: &[(String, String)], name: &str, words: &str) -> Option<Span> {
    let (_, source) = templates.iter().find(|(template, _)| template == name)?;
    let start = source.find(words)?;
    Some(Span::new(start, start + words.len()))
}

fn nearest(templates: &[(String, String)], wanted: &str) -> Option<String> {
    let builtin = super::builtin::templates().map(|(name, _)| name);
    let short = super::builtin::templates().map(|(name, _)| name[BUILTIN_PREFIX.len()..].to_owned());
    let all = templates.iter().map(|(name, _)| name.clone()).chain(short).chain(builtin);
    let scored =
        all.map(|name| (strsim::jaro_winkler(&name, wanted), name)).filter(|(score, _)| *score > 0.8);
    scored.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| name)
}

fn help_for(message: &str, near: Option<String>) -> String {
    if let Some(near) = near {
        return format!("did you mean `{near}`?");
    }
    let words = if message.starts_with("Unknown filter") || message.starts_with("Unknown test") {
        "docs/themes.md says where the filters and tests are listed"
    } else if message.starts_with("Unknown function") {
        "besides Tera's own functions there are `asset`, `style`, `script` and `policy`; docs/themes.md explains them"
    } else if message.starts_with("Block") {
        "use the name of a block that the extended template has; docs/themes.md lists them"
    } else if message.starts_with("The theme has no file") {
        "`asset` takes the path of a file below the theme's `static/`; `style` and `script` take the names of files in \
         `styles/` and `scripts/`, without their endings"
    } else {
        "docs/themes.md lists the templates, their blocks and what each page gives them"
    };
    words.to_owned()
}

/// Leaves out the engine's list of everything that is defined, which can be longer than the screen.
fn split_known(message: &str) -> (String, bool) {
    match message.split_once(". Available ") {
        Some((why, _)) => (why.to_owned(), true),
        None => (message.to_owned(), false),
    }
}

fn lower_first(text: &str) -> String {
    let text = text.trim_end_matches('.');
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}
