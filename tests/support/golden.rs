//! Golden files: what was made, compared with what is recorded in a folder, to the byte.
//!
//! `UPDATE_GOLDEN=1 cargo test` records anew. A file that is recorded and no longer made is a difference too. Makes
//! nothing itself, and knows nothing of sites.
#![expect(clippy::disallowed_methods, reason = "golden files are read from the disk and rewritten there")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Files by their paths, with `/` between their parts.
pub type Files = BTreeMap<String, Vec<u8>>;

/// How many differing files a failure shows.
const SHOWN: usize = 12;

/// Holds `made` against the files recorded in `folder`, or records them when `UPDATE_GOLDEN` is set.
pub fn check(folder: &Path, made: &Files) {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        return record(folder, made);
    }
    let differences = differences(&files(folder), made);
    let (count, folder) = (differences.len(), folder.display());
    let shown: String = differences.into_iter().take(SHOWN).collect();
    assert!(
        count == 0,
        "{count} files differ from those in {folder}:\n{shown}Run with UPDATE_GOLDEN=1 when this is meant."
    );
}

/// All files below `folder`, none when it is not there.
pub fn files(folder: &Path) -> Files {
    let mut found = Files::new();
    gather(folder, "", &mut found);
    found
}

fn gather(folder: &Path, prefix: &str, found: &mut Files) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_str().expect("a name in UTF-8");
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            gather(&path, &format!("{name}/"), found);
        } else {
            found.insert(name, fs::read(&path).expect("a readable file"));
        }
    }
}

fn record(folder: &Path, made: &Files) {
    if folder.exists() {
        fs::remove_dir_all(folder).expect("the old files can be removed");
    }
    for (name, bytes) in made {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        fs::write(path, bytes).expect("the file can be written");
    }
}

/// One short text for each file that is missing, stale or different.
fn differences(recorded: &Files, made: &Files) -> Vec<String> {
    let names: std::collections::BTreeSet<&String> = recorded.keys().chain(made.keys()).collect();
    let difference = |name: &String| match (recorded.get(name), made.get(name)) {
        (Some(old), Some(new)) if old == new => None,
        (Some(old), Some(new)) => Some(first_difference(name, old, new)),
        (Some(_), None) => Some(format!("{name}: recorded, but no longer made\n")),
        (None, _) => Some(format!("{name}: made, but not recorded\n")),
    };
    names.into_iter().filter_map(difference).collect()
}

fn first_difference(name: &str, old: &[u8], new: &[u8]) -> String {
    let (Ok(old_text), Ok(new_text)) = (std::str::from_utf8(old), std::str::from_utf8(new)) else {
        return format!("{name}: {} bytes are recorded, {} were made\n", old.len(), new.len());
    };
    let (mut old_lines, mut new_lines) = (old_text.split('\n'), new_text.split('\n'));
    for number in 1.. {
        let (old_line, new_line) = (old_lines.next(), new_lines.next());
        if old_line != new_line {
            let mut text = format!("{name}:{number}\n");
            for (sign, line) in [('-', old_line), ('+', new_line)] {
                let _ = match line {
                    Some(line) => writeln!(text, "  {sign} {}", around(line, old_line, new_line)),
                    None => writeln!(text, "  {sign} (the file ends before this line)"),
                };
            }
            return text;
        }
        if old_line.is_none() {
            break;
        }
    }
    format!("{name}: differs\n")
}

/// Of a long line the part in which the two differ: pages and feeds have lines of many thousand characters.
fn around<'a>(line: &'a str, old: Option<&str>, new: Option<&str>) -> std::borrow::Cow<'a, str> {
    const BEFORE: usize = 40;
    const LENGTH: usize = 160;
    let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
    let same = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).count();
    if line.chars().count() <= LENGTH {
        return line.into();
    }
    let from = same.saturating_sub(BEFORE);
    let part: String = line.chars().skip(from).take(LENGTH).collect();
    format!("{}{part}…", if from > 0 { "…" } else { "" }).into()
}

#[test]
fn differences_are_told_in_few_words() {
    let files = |list: &[(&str, &str)]| -> Files {
        list.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    };
    let recorded = files(&[("same", "x"), ("stale", "x"), ("text", "one\ntwo\nthree"), ("short", "a\n")]);
    let made = files(&[("same", "x"), ("new", "x"), ("text", "one\n2\nthree"), ("short", "a\nb\n")]);
    assert_eq!(
        differences(&recorded, &made),
        [
            "new: made, but not recorded\n",
            "short:2\n  - \n  + b\n",
            "stale: recorded, but no longer made\n",
            "text:2\n  - two\n  + 2\n",
        ]
    );
}
