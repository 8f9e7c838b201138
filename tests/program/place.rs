//! A site's folder for one test, and the program run in it with an environment that is always the same.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::golden::{self, Files};

/// The moment for which sites are built unless a test says otherwise.
pub const NOW: &str = "2026-11-20T14:30:00Z";

/// The least that a site must have.
pub const CONFIG: &str = r#"title = "Example Status"
base_url = "https://status.example.com/"

[[services]]
id = "api"
name = "API"
"#;

/// The folder of the project.
pub fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A temporary folder with a site in it.
pub struct Place {
    folder: TempDir,
}

/// How a run of the program went.
#[derive(PartialEq, Eq, Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Place {
    /// A site of these files.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join("site")).expect("a folder");
        let place = Self { folder };
        for (path, text) in files {
            place.put(path, text);
        }
        place
    }

    /// The project's own demo site.
    pub fn demo() -> Self {
        let place = Self::new(&[]);
        let demo = |part: &str| project().join(part);
        fs::copy(demo("candor.toml"), place.root().join("candor.toml")).expect("copied");
        for part in ["content", "static"] {
            place.put_all(&golden::files(&demo(part)), part);
        }
        place
    }

    /// One of the sites in tests/golden/sites/.
    pub fn fixture(name: &str) -> Self {
        let files = golden::files(&project().join("tests/golden/sites").join(name));
        assert!(!files.is_empty(), "there is no site {name}");
        let place = Self::new(&[]);
        place.put_all(&files, ".");
        place
    }

    fn put_all(&self, files: &Files, below: &str) {
        for (path, bytes) in files {
            self.put(&format!("{below}/{path}"), bytes);
        }
    }

    /// The site's folder; the temporary one around it holds nothing else.
    pub fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// Writes a file of the site.
    pub fn put(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, content).expect("a file");
    }

    /// The program, standing in the site's folder, with nothing in its environment.
    pub fn candor(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_candor"));
        command.args(arguments).current_dir(self.root()).env_clear();
        command
    }

    /// Runs the program to its end.
    pub fn run(&self, arguments: &[&str]) -> Run {
        finish(&mut self.candor(arguments))
    }

    /// Builds the site, at [`NOW`] unless `more` says otherwise.
    pub fn build(&self, more: &[&str]) -> Run {
        let now: &[&str] = if more.contains(&"--now") { &[] } else { &["--now", NOW] };
        self.run(&[&["build"], now, more].concat())
    }

    /// Builds the site, which must go well, and gives its files.
    pub fn built(&self, more: &[&str]) -> Files {
        let run = self.build(more);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        self.public()
    }

    /// What stands in `public/`.
    pub fn public(&self) -> Files {
        golden::files(&self.root().join("public"))
    }
}

/// Runs `command` to its end.
pub fn finish(command: &mut Command) -> Run {
    let output = command.output().expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// An incident with these lines at its top and one update, `resolved`, at 10:00 on 19 November 2026.
pub fn incident(top: &str) -> String {
    format!(
        "+++\n{top}\n[[updates]]\nat = 2026-11-19T10:00:00Z\nstate = \"resolved\"\ntext = \"Mended.\"\n+++\n"
    )
}
