//! Whatever the bytes are, reading and reporting end without a panic; and without an error there is something to show.

use candor::diagnostics::Severity;
use candor::diagnostics::emit::{Format, Options, emit, summary};
use candor::load::Loaded;
use candor::tree::{RelPath, Tree};
use proptest::prelude::*;

use crate::demo;
use crate::site::{INCIDENT, OPEN, load, tree};

/// Reads a site and writes what is said about it in every form.
fn survives(tree: &Tree) -> Loaded {
    let loaded = load(tree);
    for format in Format::ALL {
        let options = Options { color: true, base: "docs/status", width: 60 };
        let text = emit(*format, &loaded.diagnostics, tree, &options);
        let quiet = matches!(format, Format::Json | Format::Sarif);
        assert!(loaded.diagnostics.is_empty() || quiet || text.ends_with('\n'));
    }
    let _ = summary(&loaded.diagnostics);
    for fault in &loaded.diagnostics {
        if let (Some(span), Some(bytes)) = (fault.span(), tree.get(fault.path())) {
            assert!(span.end() <= bytes.len(), "{fault:?} points behind the end of its file");
        }
    }
    loaded
}

fn has_error(loaded: &Loaded) -> bool {
    loaded.diagnostics.iter().any(|fault| fault.severity() == Severity::Error)
}

/// How many files are on the site.
fn shown(loaded: &Loaded) -> usize {
    let site = loaded.site.as_ref().expect("a site, for there is no error");
    site.incidents.len() + site.maintenance.len() + site.pages.len()
}

/// Texts made of the pieces that matter to front matter and TOML.
fn pieces() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "+++\n",
        "+++",
        "\n",
        "\r\n",
        "\r",
        " ",
        "\t",
        "\0",
        "\u{feff}",
        "é",
        "𝄞",
        "#",
        "=",
        " = ",
        ".",
        ",",
        ":",
        "[[updates]]\n",
        "[postmortem]\n",
        "[[services]]\n",
        "[[groups]]\n",
        "[uptime]\n",
        "[",
        "]",
        "{",
        "}",
        "\"",
        "'",
        "'''",
        "\"\"\"",
        "\\",
        "\\u0000",
        "title",
        "title = \"A\"\n",
        "state = \"resolved\"\n",
        "services",
        "services = [\"api\"]\n",
        "{ api = \"down\" }",
        "id = \"api\"\n",
        "name = \"API\"\n",
        "2026-11-20T10:03:00Z",
        "2026-10-25T02:30:00",
        "2026-11-20",
        "10:03",
        "at = ",
        "started = ",
        "ended = ",
        "retroactive = true\n",
        "published = ",
        "aliases = [\"/a\"]\n",
        "base_url = \"https://a.example\"\n",
        "timezone = \"Europe/Berlin\"\n",
        "1",
        "-0.3",
        "nan",
        "0x10",
        "true",
        "<b>",
        "[a](b)",
        "![a](b.png)",
        "text = '''\n",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..300),
        pieces().prop_map(String::into_bytes),
        pieces().prop_map(|text| format!("+++\n{text}\n+++\n{text}").into_bytes()),
        (pieces(), prop::collection::vec(any::<u8>(), 0..4)).prop_map(|(text, more)| [
            text.as_bytes(),
            &more
        ]
        .concat()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_can_be_content(bytes in bytes()) {
        for path in [INCIDENT, "content/maintenance/a.md", "content/pages/a.md", "content/pages/ä b.md"] {
            survives(&tree(&[(path, &bytes)]));
        }
    }

    #[test]
    fn any_bytes_can_be_the_configuration(bytes in bytes()) {
        survives(&tree(&[("candor.toml", &bytes), (INCIDENT, OPEN.as_bytes())]));
    }

    #[test]
    fn a_demo_file_can_be_changed_anywhere(
        file in any::<prop::sample::Index>(),
        from in any::<prop::sample::Index>(),
        length in 0_usize..80,
        how in 0..3,
        with in prop_oneof![pieces(), "\\PC{0,8}"],
    ) {
        let files = demo::files();
        let (path, text) = file.get(&files);
        let from = from.index(text.len() + 1);
        let to = (from + length).min(text.len());
        let (before, slice, after) = (&text.as_bytes()[..from], &text.as_bytes()[from..to], &text.as_bytes()[to..]);
        let changed = match how {
            0 => [before, after].concat(),
            1 => [before, slice, slice, after].concat(),
            _ => [before, with.as_bytes(), after].concat(),
        };
        let mut site = Tree::new();
        let config = RelPath::new("candor.toml").expect("a path");
        site.insert(config.clone(), demo::tree().get(&config).expect("it is there").clone());
        site.insert(path.clone(), changed);
        let loaded = survives(&site);
        prop_assert_eq!(loaded.broken.len(), usize::from(has_error(&loaded)));
        if !has_error(&loaded) {
            prop_assert_eq!(shown(&loaded), 1, "a file without an error is on the site");
        }
    }
}

#[test]
fn deep_nesting_is_a_fault_and_no_overflow() {
    for (open, close) in [("[", "]"), ("{a=", "}"), ("{a=[", "]}")] {
        let text = format!("+++\ntitle = {}1{}\n+++\n", open.repeat(10_000), close.repeat(10_000));
        assert!(has_error(&survives(&tree(&[(INCIDENT, text.as_bytes())]))));
    }
    let dotted = format!("+++\n{}a = 1\n+++\n", "a.".repeat(10_000));
    assert!(has_error(&survives(&tree(&[(INCIDENT, dotted.as_bytes())]))));
}
