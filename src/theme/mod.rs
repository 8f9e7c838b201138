//! Themes: templates and static files, the user's laid over the built-in ones file by file.
//!
//! A theme turns a view (anything that serialises to a map) into a page. It does not know which pages there are, and it
//! escapes everything that a template does not mark as safe.

mod builtin;
mod faults;
mod inline;
mod layers;
mod manifest;
mod minify;

use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, Value};

use crate::diagnostics::{Code, Diagnostic};
use crate::digest::Digest;
use crate::fragment::escape_by;
use crate::tree::{RelPath, Tree};
use faults::Origins;
use inline::Inline;

/// What the names of the built-in theme's templates begin with, for templates that extend the one they override.
pub const BUILTIN_PREFIX: &str = "default/";

/// The program's version, and with it that of the templates in it.
const BUILTIN_VERSION: &str = env!("CARGO_PKG_VERSION");

/// A theme that can be rendered.
pub struct Theme {
    tera: Tera,
    origins: Origins,
    statics: Tree,
    inline: Inline,
    description: String,
    /// Of the templates and the static files.
    files: Digest,
    /// Of the globals.
    globals: Option<Digest>,
    builtin: bool,
}

impl Theme {
    /// Reads the theme in the site's folder `themes/<name>/` over the built-in one; `None` is the built-in one alone.
    ///
    /// All faults of all its files are reported at once. There is a theme only when there is no error among them.
    #[must_use]
    pub fn load(tree: &Tree, name: Option<&str>) -> (Option<Self>, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let layers = layers::read(tree, name, &mut diagnostics);
        let description =
            name.map(|name| manifest::read(tree, name, &mut diagnostics).description).unwrap_or_default();
        let origins = Origins::new(name, layers.templates.iter().map(|(name, _)| name.clone()));
        let builtin = layers.templates.is_empty();
        let files = Digest::of(&(BUILTIN_VERSION, &layers.templates, Digest::of_all(layers.statics.iter())));
        let base = engine(&layers.statics, &layers.inline);
        let tera = compile(base, layers.templates, &origins, &mut diagnostics);
        let theme = tera.filter(|_| diagnostics.is_empty()).map(|tera| Self {
            tera,
            origins,
            statics: layers.statics,
            inline: layers.inline,
            description,
            files,
            globals: None,
            builtin,
        });
        crate::diagnostics::sort(&mut diagnostics);
        (theme, diagnostics)
    }

    /// Gives every template the fields of `globals`: what is the same on all pages. A page's own fields win.
    ///
    /// # Errors
    /// When `globals` does not serialise to a map with text keys.
    pub fn with_globals(mut self, globals: &impl Serialize) -> Result<Self, Box<Diagnostic>> {
        let context = Context::from_serialize(globals)
            .map_err(|error| self.origins.unplaced("the site's own fields", &error))?;
        *self.tera.global_context() = context;
        self.globals = Digest::of_written(&0, globals);
        Ok(self)
    }

    /// The digest of all that pages hang on beside their views: templates, static files, globals, and the styles and
    /// scripts that stand in pages, which the policy names by their hashes.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(&(self.files, self.globals, self.policy()))
    }

    /// Takes `css` as the theme's style `name`, in place of the theme's own: for what a site sets by itself.
    #[must_use]
    pub fn with_style(mut self, name: &str, css: &str) -> Self {
        self.inline.add_style(name, css);
        pieces(&mut self.tera, &self.inline);
        self
    }

    /// The Content Security Policy of all pages: it allows what stands in them by its hash, and nothing else that does.
    #[must_use]
    pub fn policy(&self) -> String {
        self.inline.policy()
    }

    /// Renders `template` (a path below `templates/`) with the fields of `view`. `page` is the address of the page that
    /// is made, for messages.
    ///
    /// # Errors
    /// When there is no such template, or it asks for something that `view` does not have: the fault points at the place
    /// in the user's template, or names the built-in one.
    pub fn render(
        &self,
        template: &str,
        page: &str,
        view: &impl Serialize,
    ) -> Result<String, Box<Diagnostic>> {
        let context = Context::from_serialize(view).map_err(|error| self.origins.unplaced(page, &error))?;
        // Room for most pages with the styles in them: a buffer that grows is copied each time.
        let mut bytes = Vec::with_capacity(64 << 10);
        let made = self.tera.render_to(template, &context, &mut bytes);
        made.map_err(|error| self.origins.rendering(template, page, &error))?;
        String::from_utf8(bytes)
            .map_err(|error| self.origins.unplaced(page, &tera::Error::message(error.to_string())))
    }

    /// Whether all templates are the program's own.
    #[must_use]
    pub fn is_builtin(&self) -> bool {
        self.builtin
    }

    /// Whether there is a template of that name.
    #[must_use]
    pub fn has_template(&self, template: &str) -> bool {
        self.tera.contains_template(template)
    }

    /// The files to copy into the output, by their paths there.
    pub fn static_files(&self) -> impl Iterator<Item = (&RelPath, &std::sync::Arc<[u8]>)> {
        self.statics.iter()
    }

    /// One sentence on the theme, from its theme.toml; may be empty.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.description
    }
}

/// The template engine with the built-in templates in it and everything that templates can call.
fn engine(statics: &Tree, inline: &Inline) -> Result<Tera, tera::Error> {
    let mut tera = Tera::default();
    // Every name ends in the empty suffix: whatever a template is called, what it prints is escaped.
    tera.autoescape_on([""]);
    // What the engine's own makes too, which writes byte by byte.
    tera.set_escape_fn(|text, out| escape_by(text, |piece| out.write_all(piece.as_bytes())));
    let versions: Vec<(String, String)> = statics
        .iter()
        .map(|(path, bytes)| (path.to_string(), format!("{path}?v={:08x}", fingerprint(bytes))))
        .collect();
    tera.register_function("asset", move |arguments: Kwargs, _: &State| {
        let wanted = arguments.must_get::<&str>("path")?;
        match versions.iter().find(|(path, _)| path == wanted) {
            Some((_, versioned)) => Ok(versioned.clone()),
            None => Err(tera::Error::message(format!("The theme has no file `static/{wanted}`"))),
        }
    });
    pieces(&mut tera, inline);
    tera.set_fallback_prefixes([BUILTIN_PREFIX])?;
    tera.add_raw_templates(builtin::templates())?;
    Ok(tera)
}

/// Gives templates the functions that write styles and scripts into pages, and the policy that allows them.
fn pieces(tera: &mut Tera, inline: &Inline) {
    let styles = inline.clone();
    // Every page asks for one of a few lists, and what is made of it is long.
    let made: Mutex<Vec<(Vec<String>, Value)>> = Mutex::default();
    tera.register_function("style", move |arguments: Kwargs, _: &State| {
        let names = arguments.must_get::<Vec<String>>("names")?;
        let mut made = made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, html)) = made.iter().find(|(known, _)| *known == names) {
            return Ok(html.clone());
        }
        let html = styles.style_elements(&names);
        let html =
            html.map_err(|name| tera::Error::message(format!("The theme has no file `styles/{name}.css`")))?;
        let html = Value::safe_string(&html);
        made.push((names, html.clone()));
        Ok::<_, tera::Error>(html)
    });
    let scripts = inline.clone();
    tera.register_function("script", move |arguments: Kwargs, _: &State| {
        let name = arguments.must_get::<&str>("name")?;
        let missing = || tera::Error::message(format!("The theme has no file `scripts/{name}.js`"));
        let html = scripts.script_element(name).ok_or_else(missing)?;
        Ok::<_, tera::Error>(Value::safe_string(&html))
    });
    let policy = Value::safe_string(&inline.policy());
    tera.register_function("policy", move |_: Kwargs, _: &State| policy.clone());
}

/// FNV-1a, folded to 32 bits: tells one version of a file from the next; it protects nothing.
fn fingerprint(bytes: &[u8]) -> u64 {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3)
    });
    (hash >> 32) ^ (hash & 0xffff_ffff)
}

/// Adds the user's templates, taking out each faulty one as it is reported, until the rest agrees.
///
/// The engine stops at its first fault, so every template is read alone first; then faults between templates are looked
/// for until there are none. What is only a consequence of a template that was taken out is not reported.
fn compile(
    base: Result<Tera, tera::Error>,
    mut templates: Vec<(String, String)>,
    origins: &Origins,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Tera> {
    let mut tera = match base {
        Ok(tera) => tera,
        Err(error) => {
            diagnostics.push(*origins.unplaced("the built-in theme", &error));
            return None;
        }
    };
    let mut broken = Vec::new();
    for template in std::mem::take(&mut templates) {
        match faults::syntax(&template.0, &template.1) {
            None => templates.push(template),
            Some(error) => {
                diagnostics.push(origins.syntax(&template.0, &error));
                broken.push(template);
            }
        }
    }
    loop {
        let error = match tera.add_raw_templates(templates.iter().map(|(name, text)| (name, text))) {
            Ok(()) => return Some(tera),
            Err(error) => error,
        };
        let found = faults::between_templates(&error, &templates, &broken, origins);
        let before = templates.len();
        broken.extend(templates.extract_if(.., |(name, _)| found.guilty.contains(name)));
        diagnostics.extend(found.diagnostics);
        if templates.len() == before {
            diagnostics.push(*origins.unplaced("the theme's templates", &error));
            return None;
        }
    }
}

/// A diagnostic on a file of the theme.
fn fault(path: &RelPath, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::TemplateFault, path, message)
}
