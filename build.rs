//! Puts the default theme into the binary: writes a table of every file below themes/default/ with its bytes.
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

const FOLDER: &str = "themes/default";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed={FOLDER}");
    println!("cargo:rerun-if-changed=build.rs");
    let folder = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?).join(FOLDER);
    let mut files = Vec::new();
    list(&folder, "", &mut files)?;
    files.sort();
    let mut table = String::from("&[\n");
    for file in &files {
        writeln!(
            table,
            "    ({file:?}, include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {:?}))),",
            format!("/{FOLDER}/{file}")
        )?;
    }
    table.push_str("]\n");
    std::fs::write(PathBuf::from(std::env::var("OUT_DIR")?).join("default_theme.rs"), table)?;
    Ok(())
}

/// Adds the files below `folder` to `files`, as paths from the theme's folder with `/` between their parts. Hidden files
/// (an editor's, a file manager's) are left out.
fn list(folder: &Path, prefix: &str, files: &mut Vec<String>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || name.ends_with('~') {
            continue;
        }
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{path}/"), files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
