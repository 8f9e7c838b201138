//! Puts the default theme and the demo site into the binary: writes a table of files with their bytes for each.
//!
//! A generated table sees a new file at the next build, because cargo watches the whole folder.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a build script reads the disk and speaks to cargo by printing"
)]

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

/// What goes into each table: its name, the folder from which its paths count (with `/` at the end when it is not this
/// crate's own), and the files and folders there.
const TABLES: [(&str, &str, &[&str]); 2] = [
    ("default_theme.rs", "themes/default/", &["scripts", "static", "styles", "templates", "theme.toml"]),
    ("demo_site.rs", "", &["candor.toml", "content", "static"]),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    for (name, folder, parts) in TABLES {
        let mut files = Vec::new();
        for part in parts {
            println!("cargo:rerun-if-changed={folder}{part}");
            list(&root.join(folder), part, &mut files)?;
        }
        files.sort();
        std::fs::write(out.join(name), table(folder, &files)?)?;
    }
    Ok(())
}

/// A list of pairs as Rust: each path from `folder`, and the bytes there.
fn table(folder: &str, files: &[String]) -> Result<String, std::fmt::Error> {
    let mut table = String::from("&[\n");
    for file in files {
        writeln!(
            table,
            "    ({file:?}, include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {:?}))),",
            format!("/{folder}{file}")
        )?;
    }
    table.push_str("]\n");
    Ok(table)
}

/// Adds the file at `path` below `folder`, or the files below it, to `files`, with `/` between the parts of their paths.
/// Hidden files (an editor's, a file manager's) are left out.
fn list(folder: &Path, path: &str, files: &mut Vec<String>) -> io::Result<()> {
    if !folder.join(path).is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in std::fs::read_dir(folder.join(path))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') && !name.ends_with('~') {
            list(folder, &format!("{path}/{name}"), files)?;
        }
    }
    Ok(())
}
