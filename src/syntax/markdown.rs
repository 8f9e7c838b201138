//! Markdown to safe HTML (interface only until the module lands).
use crate::diagnostics::{Diagnostic, Prose};
use crate::fragment::Fragment;
pub struct Options<'a> {
    pub id_prefix: &'a str,
    pub top_heading: u8,
    pub targets: &'a dyn Targets,
}
pub trait Targets {
    fn link(&self, destination: &str) -> LinkTarget;
    fn image(&self, destination: &str) -> ImageTarget;
}
pub enum LinkTarget {
    External(String),
    Site(String),
    SamePage(String),
    Broken(String),
}
pub enum ImageTarget {
    Site { path: String, width: u32, height: u32 },
    SiteUnsized { path: String },
    External(String),
    Missing(String),
    Unreadable(String),
}
pub struct Rendered {
    pub fragment: Fragment,
    pub diagnostics: Vec<Diagnostic>,
}
pub fn render(prose: &Prose<'_>, _options: &Options<'_>) -> Rendered {
    let mut f = Fragment::new();
    f.push_text(prose.text());
    Rendered { fragment: f, diagnostics: vec![] }
}
