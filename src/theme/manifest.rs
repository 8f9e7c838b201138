//! theme.toml: what a theme says about itself. It does not have to be there.

use toml::de::{DeTable, DeValue};

use crate::diagnostics::{Code, Diagnostic};
use crate::tree::{RelPath, Tree};

const KEYS: [&str; 2] = ["name", "description"];

/// What a theme says about itself.
#[derive(Default)]
pub(super) struct Manifest {
    /// One sentence; may be empty.
    pub(super) description: String,
}

/// Reads the theme.toml of the theme `name`; without one, a manifest that says nothing.
pub(super) fn read(tree: &Tree, name: &str, diagnostics: &mut Vec<Diagnostic>) -> Manifest {
    let Ok(path) = RelPath::new(&format!("themes/{name}/theme.toml")) else { return Manifest::default() };
    let Some(bytes) = tree.get(&path) else { return Manifest::default() };
    let Ok(text) = std::str::from_utf8(bytes) else {
        let diagnostic = Diagnostic::new(Code::NotUtf8, &path, "theme.toml is not UTF-8 text");
        diagnostics.push(diagnostic.help("save the file as UTF-8"));
        return Manifest::default();
    };
    parse(&path, text.strip_prefix('\u{feff}').unwrap_or(text), text.len(), diagnostics)
}

/// `text` is what follows a byte-order mark; `whole` is the file's length with it, so that spans can be moved.
fn parse(path: &RelPath, text: &str, whole: usize, diagnostics: &mut Vec<Diagnostic>) -> Manifest {
    let shift = whole - text.len();
    let mut report = |span: std::ops::Range<usize>, message: String, help: String| {
        let diagnostic = Diagnostic::new(Code::BadThemeConfig, path, message);
        diagnostics.push(diagnostic.at(span.start + shift..span.end + shift).help(help));
    };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let help = "write `key = \"value\"` on a line of its own";
        report(error.span().unwrap_or(0..0), error.message().to_owned(), help.to_owned());
    }
    let mut manifest = Manifest::default();
    for (key, value) in table.get_ref() {
        let name: &str = key.get_ref();
        if !KEYS.contains(&name) {
            report(key.span(), format!("theme.toml has no key `{name}`"), instead_of(name));
        } else if let DeValue::String(words) = value.get_ref() {
            if name == "description" {
                manifest.description = words.to_string();
            }
        } else {
            report(value.span(), format!("`{name}` is not a text"), format!("write `{name} = \"…\"`"));
        }
    }
    manifest
}

fn instead_of(key: &str) -> String {
    let near = KEYS.iter().find(|known| strsim::damerau_levenshtein(known, key) <= 2);
    match near {
        Some(known) => format!("did you mean `{known}`?"),
        None => "leave the line out; theme.toml knows `name` and `description`".to_owned(),
    }
}
