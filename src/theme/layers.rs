//! Which file of a theme counts: the user's where there is one, the built-in one otherwise.

use super::inline::Inline;
use super::{BUILTIN_PREFIX, builtin, fault};
use crate::diagnostics::{Code, Diagnostic};
use crate::tree::{RelPath, Tree};

/// A theme's files.
pub(super) struct Layers {
    /// The user's templates by name; the built-in ones stand behind them in the engine.
    pub(super) templates: Vec<(String, String)>,
    /// The static files of both, by their paths in the output.
    pub(super) statics: Tree,
    /// The styles and scripts of both that stand in pages.
    pub(super) inline: Inline,
}

/// Reads the layers of the theme `name`.
pub(super) fn read(tree: &Tree, name: Option<&str>, diagnostics: &mut Vec<Diagnostic>) -> Layers {
    let mut layers = Layers { templates: Vec::new(), statics: Tree::new(), inline: builtin::inline() };
    for (path, bytes) in builtin::statics() {
        if let Ok(path) = RelPath::new(path) {
            layers.statics.insert(path, bytes);
        }
    }
    let Some(name) = name else { return layers };
    let folder = format!("themes/{name}");
    for (path, bytes) in tree.under(&folder) {
        let Some(below) = path.below(&folder) else { continue };
        if let Some(target) = below.strip_prefix("static/").and_then(|target| RelPath::new(target).ok()) {
            layers.statics.insert(target, bytes.clone());
        } else if let Some(template) = below.strip_prefix("templates/") {
            match template_text(path, template, bytes) {
                Ok(text) => layers.templates.push((template.to_owned(), text)),
                Err(diagnostic) => diagnostics.push(*diagnostic),
            }
        } else if let Some(piece) = Piece::named(below) {
            match utf8(path, bytes, "this file") {
                Ok(text) => piece.add(&mut layers.inline, text),
                Err(diagnostic) => diagnostics.push(*diagnostic),
            }
        }
    }
    layers
}

fn template_text(path: &RelPath, template: &str, bytes: &[u8]) -> Result<String, Box<Diagnostic>> {
    if template.starts_with(BUILTIN_PREFIX) {
        let diagnostic =
            fault(path, format!("`templates/{BUILTIN_PREFIX}` is where the built-in templates stand"))
                .help("move the file one folder up, or into a folder with another name");
        return Err(Box::new(diagnostic));
    }
    utf8(path, bytes, "this template").map(str::to_owned)
}

fn utf8<'b>(path: &RelPath, bytes: &'b [u8], what: &str) -> Result<&'b str, Box<Diagnostic>> {
    std::str::from_utf8(bytes).map_err(|error| {
        let start = error.valid_up_to();
        let fault = Diagnostic::new(Code::NotUtf8, path, format!("{what} is not UTF-8 text"));
        Box::new(fault.at(start..start + 1).help("save the file as UTF-8"))
    })
}

/// A file of a theme that stands in pages, by its name.
pub(super) enum Piece<'a> {
    Style(&'a str),
    Script(&'a str),
}

impl<'a> Piece<'a> {
    /// What the file at `below` (a path in the theme's folder) is, when it stands in pages.
    pub(super) fn named(below: &'a str) -> Option<Self> {
        let style = below.strip_prefix("styles/").and_then(|file| file.strip_suffix(".css"));
        let script = || below.strip_prefix("scripts/").and_then(|file| file.strip_suffix(".js"));
        style.map(Self::Style).or_else(|| script().map(Self::Script))
    }

    pub(super) fn add(self, inline: &mut Inline, text: &str) {
        match self {
            Self::Style(name) => inline.add_style(name, text),
            Self::Script(name) => inline.add_script(name, text),
        }
    }
}
