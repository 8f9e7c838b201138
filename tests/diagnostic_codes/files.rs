//! Faults of files as a whole: their bytes, their names, their folders.

use crate::site::{INCIDENT, OPEN, front, is_fine, says};

#[test]
fn not_utf8() {
    says(
        &[(INCIDENT, b"+++\ntitle = \"Caf\xe9\"\n+++\n")],
        "content/incidents/api-down.md: error[not-utf8]: the file is not UTF-8 text: line 2 holds a byte that cannot be read; save the file as UTF-8, and see whether an accented letter or a curly quote on that line is right",
    );
    says(
        &[("content/pages/about.md", b"\xff\xfe+\0+\0+\0")],
        "content/pages/about.md: error[not-utf8]: the file is not UTF-8 text: line 1 holds a byte that cannot be read; it looks like UTF-16: save the file as UTF-8",
    );
    says(
        &[("candor.toml", b"title = \"Caf\xe9\"\n")],
        "candor.toml: error[not-utf8]: the file is not UTF-8 text: line 1 holds a byte that cannot be read; save the file as UTF-8, and see whether an accented letter or a curly quote on that line is right",
    );
    is_fine(&[(INCIDENT, OPEN.replace("API down", "Café ☕").as_bytes())]);
}

#[test]
fn nul_byte() {
    says(
        &[(INCIDENT, OPEN.replace("API down", "API\0 down").as_bytes())],
        "content/incidents/api-down.md:2:13: error[nul-byte]: the text holds a NUL byte; delete it; it may have come from a copied terminal or a binary file",
    );
    says(
        &[(INCIDENT, OPEN.replace("API down", "API\\u0000 down").as_bytes())],
        r"content/incidents/api-down.md:2:9: error[nul-byte]: `title` holds a NUL character; take the `\u0000` out",
    );
    says(
        &[(INCIDENT, OPEN.replace("into it", "\\u0000").as_bytes())],
        r"content/incidents/api-down.md:8:8: error[nul-byte]: `text` holds a NUL character; take the `\u0000` out",
    );
    says(
        &[(INCIDENT, format!("{OPEN}\nOne\0 two\n").as_bytes())],
        "content/incidents/api-down.md:11:4: error[nul-byte]: the text holds a NUL byte; delete it; it may have come from a copied terminal or a binary file",
    );
    is_fine(&[(INCIDENT, format!("{OPEN}\nOne \u{2400} two\n").as_bytes())]);
}

#[test]
fn bad_file_name() {
    says(
        &[("content/incidents/API down!.md", OPEN.as_bytes())],
        "content/incidents/API down!.md: error[bad-file-name]: the file's name cannot become a URL: it holds ' '; rename it to `api-down.md`",
    );
    says(
        &[("content/maintenance/Ünï ß.md", front(super::maintenance::PLAIN).as_bytes())],
        "content/maintenance/Ünï ß.md: error[bad-file-name]: the file's name cannot become a URL: it holds 'Ü'; rename it to `uni-ss.md`",
    );
    says(
        &[("content/incidents/障害.md", OPEN.as_bytes())],
        "content/incidents/障害.md: error[bad-file-name]: the file's name cannot become a URL: it holds '障'; name it with the letters a-z, digits and `-`",
    );
    says(
        &[("content/incidents/_index.md", OPEN.as_bytes())],
        "content/incidents/_index.md: error[bad-file-name]: the file's name cannot become a URL: it begins with '_'; rename it to `index.md`",
    );
    says(
        &[("content/pages/über uns/team.md", b"+++\ntitle = \"Team\"\n+++\n")],
        "content/pages/über uns/team.md: error[bad-file-name]: the folder's name `über uns` cannot become a URL: it holds 'ü'; rename it to `uber-uns`",
    );
    // The file is read all the same, so that all its faults are found at once.
    says(
        &[("content/incidents/no no.md", OPEN.replace("\"api\"", "\"apii\"").as_bytes())],
        "
content/incidents/no no.md: error[bad-file-name]: the file's name cannot become a URL: it holds ' '; rename it to `no-no.md`
content/incidents/no no.md:3:13: error[unknown-service]: candor.toml has no service `apii`; write `api`
",
    );
    is_fine(&[("content/incidents/2026/API_down-2.0.md", OPEN.as_bytes())]);
}

#[test]
fn misplaced_file() {
    says(
        &[("content/incident/api-down.md", OPEN.as_bytes())],
        "content/incident/api-down.md: warning[misplaced-file]: this file is not read; content is read from `.md` files in content/incidents/, content/maintenance/ and content/pages/",
    );
    says(
        &[("content/incidents/api-down.MD", OPEN.as_bytes())],
        "content/incidents/api-down.MD: warning[misplaced-file]: this file is not read; content is read from `.md` files in content/incidents/, content/maintenance/ and content/pages/",
    );
    is_fine(&[
        ("content/incidents/graph.png", b"png"),
        ("content/templates/new.md", b"not front matter {{ x }}"),
    ]);
    is_fine(&[("notes/readme.md", b"anything")]);
}

#[test]
fn missing_config() {
    says(
        &[("candor.toml", b""), (INCIDENT, b"broken")],
        "candor.toml: error[missing-config]: there is no candor.toml here; run Candor in the site's folder, or make a site with `candor init`",
    );
}

#[test]
fn missing_front_matter() {
    says(
        &[(INCIDENT, b"# API down\n\nWe are looking into it.\n")],
        r#"content/incidents/api-down.md:1:1: error[missing-front-matter]: the file does not begin with front matter; begin the file with a line `+++`, then `title = "…"` and the rest, then a line `+++`"#,
    );
    says(
        &[(INCIDENT, b"---\ntitle: API down\n---\n")],
        "content/incidents/api-down.md:1:1: error[missing-front-matter]: the file does not begin with front matter; front matter is TOML between two `+++` lines; this looks like YAML between `---` lines",
    );
    says(
        &[(INCIDENT, b"\n\n  \n")],
        r#"content/incidents/api-down.md:4:1: error[missing-front-matter]: the file does not begin with front matter; begin the file with a line `+++`, then `title = "…"` and the rest, then a line `+++`"#,
    );
    is_fine(&[(INCIDENT, format!("\u{feff}\r\n\n  +++ \n{}", &OPEN[4..]).as_bytes())]);
}

#[test]
fn unclosed_front_matter() {
    says(
        &[(INCIDENT, b"+++\ntitle = \"API down\"\n\nWhat happened.\n")],
        "content/incidents/api-down.md:1:1: error[unclosed-front-matter]: the front matter is not closed; put a line with nothing but `+++` below the front matter",
    );
    // A `+++` line in a text belongs to the text.
    is_fine(&[(INCIDENT, OPEN.replace("\"We are looking into it.\"", "'''\n+++\n'''").as_bytes())]);
}
