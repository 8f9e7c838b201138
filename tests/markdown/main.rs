//! Markdown through the public surface: what each construct becomes, which faults are found where, and that no input
//! makes unsafe or invalid HTML.

mod checker;
mod faults;
mod hostile;
mod output;

use candor::diagnostics::{Code, Prose};
use candor::syntax::markdown::{ImageTarget, LinkTarget, Options, Rendered, Targets, render};
use candor::tree::RelPath;

/// A site that has every file, except those whose name says otherwise.
struct Site;

impl Targets for Site {
    fn link(&self, destination: &str) -> LinkTarget {
        if destination.starts_with('#') {
            return LinkTarget::SamePage(destination.to_owned());
        }
        if destination.contains("missing") {
            LinkTarget::Broken(format!("there is no file {destination}"))
        } else {
            LinkTarget::Site(destination.to_owned())
        }
    }

    fn image(&self, destination: &str) -> ImageTarget {
        let path = destination.to_owned();
        if destination.to_ascii_lowercase().starts_with("http") {
            ImageTarget::External(path)
        } else if destination.contains("missing") {
            ImageTarget::Missing(format!("there is no file {path}"))
        } else if destination.contains("torn") {
            ImageTarget::Unreadable("it ends too early".to_owned())
        } else if destination.contains(".svg") {
            ImageTarget::SiteUnsized { path }
        } else {
            ImageTarget::Site { path, width: 640, height: 480 }
        }
    }
}

fn path() -> RelPath {
    RelPath::new("content/incidents/a.md").expect("a plain path")
}

/// Renders with `prefix` before ids and `top` as the highest heading.
fn rendered_as(text: &str, prefix: &str, top: u8) -> Rendered {
    let path = path();
    let options = Options { id_prefix: prefix, top_heading: top, targets: &Site };
    let rendered = render(&Prose::verbatim(text, &path, 0), &options);
    checker::check(&rendered.fragment.fill("./", ""));
    rendered
}

fn rendered(text: &str) -> Rendered {
    rendered_as(text, "", 2)
}

/// The HTML of a text that has no faults, as on a page one folder down.
fn html(text: &str) -> String {
    let rendered = rendered(text);
    assert_eq!(rendered.diagnostics, [], "{text}");
    rendered.fragment.fill("../", "")
}

/// The HTML of a text that has faults.
fn faulty(text: &str) -> String {
    let rendered = rendered(text);
    assert!(!rendered.diagnostics.is_empty(), "{text}");
    rendered.fragment.fill("../", "")
}

/// The faults of a text: their codes, and the bytes that they point at.
fn faults(text: &str) -> Vec<(Code, &str)> {
    let found = rendered(text).diagnostics;
    found.iter().map(|fault| (fault.code(), &text[fault.span().expect("a place").range()])).collect()
}
