//! `candor init`: a new site that builds as it is.
//!
//! A folder with something in it is refused with exit code 3, like any other place where nothing can be written: the
//! arguments are fine, it is the disk that is not as it should be.

use std::path::Path;
use std::process::ExitCode;

use super::args::{Ci, Init};
use super::{Done, choices, report};
use crate::io::create;
use crate::scaffold::{self, OPEN_INCIDENT, ci};
use crate::tree::RelPath;
use crate::{load, schema};

pub(super) fn run(verb: &Init, base: &Path) -> Done {
    let target = choices::below(base, &verb.dir);
    let mut tree = scaffold::site(choices::this_moment()?);
    for named in load::schema::all() {
        // candor.toml names the first one at its top, for editors that read such lines.
        if let Ok(path) = RelPath::new(&format!("schema/{}.json", named.name)) {
            tree.insert(path, schema::to_bytes(&named.schema));
        }
    }
    let host = verb.ci.map(host);
    if let Some(host) = host {
        host.add_to(&mut tree);
    }
    create::create(&target, &tree)?;
    report::out(&next_steps(&target, tree.len(), host));
    Ok(ExitCode::SUCCESS)
}

fn host(ci: Ci) -> ci::Host {
    match ci {
        Ci::Github => ci::Host::Github,
        Ci::Gitlab => ci::Host::Gitlab,
    }
}

fn next_steps(target: &Path, files: usize, host: Option<ci::Host>) -> String {
    let here = target.components().all(|part| part == std::path::Component::CurDir);
    let place = if here { "this folder".to_owned() } else { target.display().to_string() };
    let mut text = format!("Made a site in {place}: {files} files.\n\nLook at it:\n");
    if !here {
        text.push_str("  cd ");
        text.push_str(&in_a_shell(target));
        text.push('\n');
    }
    text.push_str("  candor serve\n\n");
    text.push_str("It is a sample, in which something is broken right now:\n  ");
    text.push_str(OPEN_INCIDENT);
    text.push_str("\n\nTo make it yours, edit candor.toml and delete the samples:\n");
    text.push_str("  rm -r content/incidents/* content/maintenance/*\n");
    if let Some(host) = host {
        text.push_str("\nIt is checked and published by the workflow below, which says at its top what to set up once:\n  ");
        text.push_str(host.path());
        text.push('\n');
    }
    text
}

/// A path as it can be pasted into a shell.
fn in_a_shell(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || "/._-+,:@%".contains(c);
    let quoted = if text.chars().all(plain) { text } else { format!("'{}'", text.replace('\'', r"'\''")) };
    if quoted.starts_with('-') { format!("./{quoted}") } else { quoted }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_can_be_pasted_into_a_shell() {
        for (path, pasted) in [
            ("status", "status"),
            ("a b", "'a b'"),
            ("it's", r"'it'\''s'"),
            ("-n", "./-n"),
            ("$(x)", "'$(x)'"),
            ("/srv/status.example.com", "/srv/status.example.com"),
        ] {
            assert_eq!(in_a_shell(Path::new(path)), pasted);
        }
    }
}
