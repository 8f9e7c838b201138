//! The floors of src/lib.rs, held: no import upward or sideways, no circle, no I/O in the core, no file too long.
//!
//! Reads the sources as text: a scanner of a few lines that knows `crate::…`, `super::…`, and groups in braces. What a
//! comment or a documentation link names is no import.
#![expect(clippy::disallowed_methods, reason = "the sources are read from the disk")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The modules that may touch the outside world.
const OUTER: &[&str] = &["io", "cli"];

/// How long a file may be, in lines.
const LONGEST: usize = 400;

struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The module path of a file in src/: `load`, `incident` for src/load/incident.rs.
    fn module(&self) -> Vec<&str> {
        let path = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        path.split('/').filter(|part| *part != "mod").collect()
    }

    /// Whether it is the map or the program, which stand outside of the floors.
    fn is_top(&self) -> bool {
        matches!(self.path.as_str(), "src/lib.rs" | "src/main.rs")
    }

    /// Its text without comments. Tests at its end stay: they are held to the floors like everything else.
    fn code(&self) -> String {
        let code = |line: &'_ str| line.split("//").next().unwrap_or_default().to_owned() + "\n";
        self.text.lines().map(code).collect()
    }
}

fn sources(folder: &str) -> Vec<Source> {
    fn gather(root: &Path, folder: &Path, sources: &mut Vec<Source>) {
        let mut entries: Vec<_> =
            fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                gather(root, &path, sources);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("UTF-8");
                let path = path.strip_prefix(root).expect("below").to_str().expect("UTF-8").to_owned();
                sources.push(Source { path, text });
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    gather(root, &root.join(folder), &mut sources);
    assert!(!sources.is_empty(), "{folder} has no sources");
    sources
}

/// The floor of each module, from the table in src/lib.rs.
fn floors(map: &str) -> BTreeMap<String, u32> {
    let rows = map.lines().filter_map(|line| line.strip_prefix("//! | "));
    let mut floors = BTreeMap::new();
    for row in rows {
        let mut cells = row.split(" | ");
        let Some(Ok(floor)) = cells.next().map(str::parse) else { continue };
        for name in
            cells.next().unwrap_or_default().split(['[', ']', '`', ',', ' ']).filter(|name| !name.is_empty())
        {
            assert_eq!(floors.insert(name.to_owned(), floor), None, "{name} stands on two floors");
        }
    }
    floors
}

fn map() -> String {
    sources("src").into_iter().find(|source| source.path == "src/lib.rs").expect("src/lib.rs").text
}

/// The modules of the crate's top that `source` names.
fn named(source: &Source) -> BTreeSet<String> {
    let code = source.code();
    let module = source.module();
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        heads(&code[at + "crate::".len()..], &mut found);
    }
    // As many `super::` as the module is deep lead to the crate's top. In a module within the file one more does; that
    // one would have to climb through all of its own file first, and is not looked for.
    let climb = "super::".repeat(module.len());
    for (at, _) in code.match_indices(&climb) {
        let before = &code[..at];
        let inner_module = code[..at].contains("mod tests {") && module.len() == 1;
        if !before.ends_with("super::") && !inner_module {
            heads(&code[at + climb.len()..], &mut found);
        }
    }
    found
}

/// The first names of a path: one, or those of a group in braces.
fn heads(path: &str, found: &mut BTreeSet<String>) {
    let name = |text: &str| -> String {
        text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let Some(group) = path.strip_prefix('{') else {
        found.insert(name(path));
        return;
    };
    let mut depth = 0;
    let mut start = 0;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                found.insert(name(&group[start..at]));
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    found.remove("");
}

/// What each top module imports of the others, and where.
fn imports() -> BTreeMap<(String, String), String> {
    let floors = floors(&map());
    let mut imports = BTreeMap::new();
    for source in sources("src").iter().filter(|source| !source.is_top()) {
        let module = source.module()[0].to_owned();
        for name in named(source).into_iter().filter(|name| *name != module && floors.contains_key(name)) {
            imports.entry((module.clone(), name)).or_insert_with(|| source.path.clone());
        }
    }
    imports
}

#[test]
fn the_map_names_every_module_and_no_other() {
    let map = map();
    let declared: BTreeSet<&str> =
        map.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let floors = floors(&map);
    assert_eq!(floors.keys().map(String::as_str).collect::<BTreeSet<_>>(), declared);
    for source in sources("src").iter().filter(|source| !source.is_top()) {
        assert!(floors.contains_key(source.module()[0]), "{} belongs to no module of the map", source.path);
    }
}

#[test]
fn the_page_on_the_architecture_shows_the_same_floors() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/architecture.md"));
    let page = page.expect("UTF-8").replace("\n| ", "\n//! | ");
    assert_eq!(floors(&page), floors(&map()));
}

#[test]
fn no_module_imports_upward_or_sideways() {
    let floors = floors(&map());
    let imports = imports();
    assert!(imports.len() > 30, "the scanner found only {imports:?}");
    for ((from, to), place) in &imports {
        assert!(floors[to] < floors[from], "{place}: {from} imports {to}");
        assert!(to != "io" || from == "cli", "{place}: only cli uses io");
    }
}

#[test]
fn no_modules_import_each_other_in_a_circle() {
    let imports = imports();
    let mut left: BTreeSet<&str> =
        imports.keys().flat_map(|(from, to)| [from.as_str(), to.as_str()]).collect();
    // Whoever imports nothing that is left can go; in a circle nobody can.
    loop {
        let stays =
            |module: &&str| imports.keys().any(|(from, to)| from == module && left.contains(to.as_str()));
        let next: BTreeSet<&str> = left.iter().copied().filter(stays).collect();
        if next.len() == left.len() {
            break;
        }
        left = next;
    }
    assert_eq!(left, BTreeSet::new());
}

#[test]
fn nothing_in_the_core_reads_a_disk_or_a_clock_or_prints() {
    let outside = [
        "std::fs",
        "std::env",
        "TcpStream",
        "TcpListener",
        "UdpSocket",
        "std::process",
        "std::thread",
        "SystemTime",
        "Instant::now",
        "Utc::now",
        "Local::now",
        "Timestamp::now",
        "Zoned::now",
        "println!",
        "print!",
        "dbg!",
        "stdout()",
        "stderr()",
        "stdin()",
    ];
    for source in sources("src") {
        if source.is_top() || OUTER.contains(&source.module()[0]) {
            continue;
        }
        let code = source.code();
        for word in outside {
            assert!(!code.contains(word), "{} names {word}", source.path);
        }
        let std_group =
            code.split("use std::{").nth(1).and_then(|rest| rest.split(';').next()).unwrap_or_default();
        for word in ["fs", "env", "process", "thread"] {
            let named = std_group.split(|c: char| !c.is_alphanumeric()).any(|part| part == word);
            assert!(!named, "{} names std::{word}", source.path);
        }
    }
}

#[test]
fn every_file_is_short_and_says_what_it_is_for() {
    let mut offenders = Vec::new();
    for source in sources("src").into_iter().chain(sources("tests")) {
        let lines = source.text.lines().count();
        if lines > LONGEST {
            offenders.push(format!("{} has {lines} lines", source.path));
        }
        if !source.text.starts_with("//! ") {
            offenders.push(format!("{} does not begin with `//!`", source.path));
        }
    }
    assert!(offenders.is_empty(), "{}", offenders.join("\n"));
}

#[test]
fn the_scanner_sees_what_it_should() {
    let source = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
    let seen = |path: &str, text: &str| named(&source(path, text)).into_iter().collect::<Vec<_>>().join(" ");
    assert_eq!(
        seen("src/load/mod.rs", "use crate::model::{Site, Incident};\nlet x = crate::slug::f();"),
        "model slug"
    );
    assert_eq!(seen("src/load/mod.rs", "use crate::{self, io::{a, b}, tree};"), "io self tree");
    assert_eq!(seen("src/load/mod.rs", "/// [`crate::cli`]\n// crate::cli\n"), "");
    assert_eq!(seen("src/tree.rs", "use super::cli;"), "cli");
    assert_eq!(seen("src/load/posts.rs", "use super::times; use super::super::cli::x;"), "cli");
    assert_eq!(seen("src/a/b/c.rs", "use super::super::d;"), "");
    assert_eq!(floors("//! | floor | m | w |\n//! |---|\n//! | 2 | [`load`], [`status`] | x |").len(), 2);
}
