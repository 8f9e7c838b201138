//! Styles and scripts that stand in the pages themselves, and the policy that allows exactly these.
//!
//! A page that brings its style along is whole after one request. Each file is an element of its own, so that its hash is
//! the same on every page and one policy serves the whole site: what is not a file of the theme does not run.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::minify;

/// What is written into pages, by name.
#[derive(Clone, Default)]
pub(super) struct Inline {
    styles: BTreeMap<String, Piece>,
    scripts: BTreeMap<String, Piece>,
}

/// A text with its hash as a policy names it.
#[derive(Clone)]
struct Piece {
    text: String,
    hash: String,
}

impl Piece {
    fn new(text: String) -> Self {
        let hash = format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())));
        Self { text, hash }
    }
}

impl Inline {
    /// Takes the style sheet `css` as `name`, in place of one of that name. Rules that would end the element are left out.
    pub(super) fn add_style(&mut self, name: &str, css: &str) {
        let css = minify::css(css).replace("</", "<\\/");
        self.styles.insert(name.to_owned(), Piece::new(css));
    }

    /// Takes the script `js` as `name`, in place of one of that name.
    pub(super) fn add_script(&mut self, name: &str, js: &str) {
        self.scripts.insert(name.to_owned(), Piece::new(minify::js(js).replace("</", "<\\/")));
    }

    /// The elements with the styles `names`; the first name that is not known otherwise. An empty style has no element.
    pub(super) fn style_elements<'n>(&self, names: &'n [String]) -> Result<String, &'n str> {
        let mut html = String::new();
        for name in names {
            let style = self.styles.get(name).ok_or(name.as_str())?;
            if !style.text.is_empty() {
                html.push_str("<style>");
                html.push_str(&style.text);
                html.push_str("</style>\n");
            }
        }
        html.truncate(html.trim_end().len());
        Ok(html)
    }

    /// The element with the script `name`.
    pub(super) fn script_element(&self, name: &str) -> Option<String> {
        self.scripts.get(name).map(|script| format!("<script>{}</script>", script.text))
    }

    /// The Content Security Policy (W3C CSP level 3) that allows these pieces and files of the site's own host.
    pub(super) fn policy(&self) -> String {
        let hashes = |pieces: &BTreeMap<String, Piece>| -> String {
            let filled = pieces.values().filter(|piece| !piece.text.is_empty());
            filled.flat_map(|piece| [" ", &piece.hash]).collect()
        };
        format!(
            "default-src 'none'; style-src 'self'{}; script-src 'self'{}; img-src 'self' data:; \
             connect-src 'self'; base-uri 'none'; form-action 'none'",
            hashes(&self.styles),
            hashes(&self.scripts),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The hash was computed with `openssl dgst -sha256 -binary | base64`.
    #[test]
    fn a_policy_names_the_hash_of_what_stands_in_the_element() {
        let mut inline = Inline::default();
        inline.add_script("head", "alert(1)");
        assert_eq!(inline.script_element("head").as_deref(), Some("<script>alert(1)</script>"));
        let policy = inline.policy();
        assert!(
            policy.contains("script-src 'self' 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=';"),
            "{policy}"
        );
        assert!(!policy.contains("unsafe"), "{policy}");
    }

    #[test]
    fn nothing_in_a_style_ends_its_element() {
        let mut inline = Inline::default();
        inline.add_style("a", "a::after { content: \"</style>\" }");
        let html = inline.style_elements(&["a".to_owned()]).expect("it is there");
        assert_eq!(html, r#"<style>a::after{content:"<\/style>"}</style>"#);
        assert_eq!(inline.style_elements(&["b".to_owned()]), Err("b"));
    }
}
