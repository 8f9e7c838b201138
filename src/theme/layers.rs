//! Which file of a theme counts: the user's where there is one, the built-in one otherwise.

use super::{BUILTIN_PREFIX, builtin, fault};
use crate::diagnostics::{Code, Diagnostic};
use crate::tree::{RelPath, Tree};

/// A theme's files.
pub(super) struct Layers {
    /// The user's templates by name; the built-in ones stand behind them in the engine.
    pub(super) templates: Vec<(String, String)>,
    /// The static files of both, by their paths in the output.
    pub(super) statics: Tree,
}

/// Reads the layers of the theme `name`.
pub(super) fn read(tree: &Tree, name: Option<&str>, diagnostics: &mut Vec<Diagnostic>) -> Layers {
    let mut layers = Layers { templates: Vec::new(), statics: Tree::new() };
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
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let start = error.valid_up_to();
            let diagnostic = Diagnostic::new(Code::NotUtf8, path, "this template is not UTF-8 text")
                .at(start..start + 1)
                .help("save the file as UTF-8");
            Err(Box::new(diagnostic))
        }
    }
}
