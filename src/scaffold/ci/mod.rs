//! Workflows that check, build and publish a site: real files beside this one, with Candor's version filled in.

use crate::tree::{RelPath, Tree};

/// Whose machines build and publish.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Host {
    /// GitHub Actions and GitHub Pages.
    Github,
    /// GitLab CI and GitLab Pages.
    Gitlab,
}

/// What stands in the files for Candor's version.
const VERSION: &str = "@CANDOR_VERSION@";
/// What stands in the files for the Rust version that Candor needs at least.
const RUST: &str = "@RUST_VERSION@";

impl Host {
    /// Where the workflow's file stands in the repository.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Github => ".github/workflows/status.yml",
            Self::Gitlab => ".gitlab-ci.yml",
        }
    }

    /// The workflow's file.
    #[must_use]
    pub fn workflow(self) -> String {
        let text = match self {
            Self::Github => include_str!("github.yml"),
            Self::Gitlab => include_str!("gitlab.yml"),
        };
        text.replace(VERSION, env!("CARGO_PKG_VERSION")).replace(RUST, env!("CARGO_PKG_RUST_VERSION"))
    }

    /// Puts the workflow's file into `tree`.
    pub fn add_to(self, tree: &mut Tree) {
        // A test holds that it is a path.
        if let Ok(path) = RelPath::new(self.path()) {
            tree.insert(path, self.workflow().into_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_host_gets_one_file_with_nothing_left_to_fill_in() {
        for host in [Host::Github, Host::Gitlab] {
            let mut tree = Tree::new();
            host.add_to(&mut tree);
            let bytes = tree.get_str(host.path()).expect("its file");
            let text = std::str::from_utf8(bytes).expect("text");
            assert!(text.contains(env!("CARGO_PKG_VERSION")) && !text.contains("_VERSION@"), "{host:?}");
        }
    }
}
