//! What a reader of diagnostics gets, in each of the five forms, through the public interface.

mod machine;

use std::fmt::Write as _;

use candor::diagnostics::emit::{Format, Options, emit, summary};
use candor::diagnostics::{Code, Diagnostic, Span};
use candor::tree::{RelPath, Tree};
use proptest::prelude::*;
use serde_json::{Value, json};

fn path(path: &str) -> RelPath {
    RelPath::new(path).expect("a valid path")
}

fn tree(files: &[(&str, &str)]) -> Tree {
    let mut tree = Tree::new();
    for (name, text) in files {
        tree.insert(path(name), text.as_bytes());
    }
    tree
}

const NARROW: Options<'static> = Options { color: false, base: "", width: 60 };

/// The human form of one fault labelled `here` at `span` in a file with this text, without its first line.
fn human(text: &str, span: std::ops::Range<usize>) -> String {
    let fault = Diagnostic::new(Code::UnknownKey, &path("a.md"), "a fault").at(span).label("here");
    let out = emit(Format::Human, &[fault], &tree(&[("a.md", text)]), &NARROW);
    out.strip_prefix("error[unknown-key]: a fault\n").expect("the title").to_owned()
}

#[test]
fn a_fault_shows_its_line_label_help_and_related_places() {
    let sources = tree(&[
        ("content/incidents/2026/api.md", "+++\nslug = \"api\"\n"),
        ("content/incidents/2025/api.md", "+++\n"),
    ]);
    let faults = [
        Diagnostic::new(
            Code::DuplicateSlug,
            &path("content/incidents/2026/api.md"),
            "two files are called `api`",
        )
        .at(11..16)
        .label("taken")
        .help("rename one of them,\nfor example to `api-2026.md`")
        .related(
            &path("content/incidents/2025/api.md"),
            Some(Span::new(0, 3)),
            "the other one is here",
        ),
        Diagnostic::new(Code::RawHtml, &path("content/incidents/2026/api.md"), "this tag is shown as text"),
    ];
    assert_eq!(
        emit(Format::Human, &faults, &sources, &NARROW),
        "\
error[duplicate-slug]: two files are called `api`
 --> content/incidents/2026/api.md:2:8
  |
2 | slug = \"api\"
  |        ^^^^^ taken
  |
  = help: rename one of them,
          for example to `api-2026.md`
note: the other one is here
 --> content/incidents/2025/api.md:1:1
  |
1 | +++
  | ^^^

warning[raw-html]: this tag is shown as text
 --> content/incidents/2026/api.md
"
    );
}

#[test]
fn a_file_that_cannot_be_read_is_named_without_a_place() {
    let mut sources = Tree::new();
    sources.insert(path("a.md"), [0xff_u8, 0xfe].as_slice());
    let fault = Diagnostic::new(Code::NotUtf8, &path("a.md"), "this is not UTF-8 text")
        .at(0..1)
        .label("here")
        .help("save it as UTF-8")
        .related(&path("gone.md"), Some(Span::new(3, 9)), "linked from here");
    let faults = [fault];
    assert_eq!(
        emit(Format::Human, &faults, &sources, &NARROW),
        "\
error[not-utf8]: this is not UTF-8 text
 --> a.md
  |
  = note: here
  = help: save it as UTF-8
note: linked from here
 --> gone.md
"
    );
    assert_eq!(
        emit(Format::Short, &faults, &sources, &NARROW),
        "a.md: error[not-utf8]: this is not UTF-8 text; save it as UTF-8\n"
    );
    assert_eq!(
        emit(Format::Github, &faults, &sources, &NARROW),
        "::error file=a.md,title=not-utf8::this is not UTF-8 text%0Ahere%0Ahelp: save it as UTF-8%0A\
         note: linked from here (gone.md)\n"
    );
    let value: Value = serde_json::from_str(&emit(Format::Json, &faults, &sources, &NARROW)).expect("JSON");
    assert_eq!(value["diagnostics"][0]["start"], Value::Null);
    let value: Value = serde_json::from_str(&emit(Format::Sarif, &faults, &sources, &NARROW)).expect("JSON");
    let location = &value["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(*location, json!({"artifactLocation": {"uri": "a.md", "uriBaseId": "%SRCROOT%"}}));
}

#[test]
fn spans_at_edges_are_shown_where_they_are() {
    let end_of_line = " --> a.md:1:6\n  |\n1 | a = 1\n  |      ^ here\n";
    assert_eq!(human("a = 1\nb = 2\n", 5..5), end_of_line);
    assert_eq!(human("a = 1\nb = 2\n", 5..6), end_of_line);
    assert_eq!(human("a = 1", 5..5), end_of_line);
    assert_eq!(human("a = 1", 2..2), " --> a.md:1:3\n  |\n1 | a = 1\n  |   ^ here\n");
    assert_eq!(human("a = 1\n", 6..6), " --> a.md:2:1\n  |\n2 |\n  | ^ here\n");
    assert_eq!(human("", 0..0), " --> a.md:1:1\n  |\n1 |\n  | ^ here\n");
    assert_eq!(human("a = 1\n", 99..120), " --> a.md:2:1\n  |\n2 |\n  | ^ here\n");
    assert_eq!(human("a = 1   \n", 0..1), " --> a.md:1:1\n  |\n1 | a = 1\n  | ^ here\n");
    // Bytes 1 and 2 stand inside of one character.
    assert_eq!(human("é€\n", 3..4), " --> a.md:1:2\n  |\n1 | é€\n  |  ^ here\n");
}

#[test]
fn line_breaks_marks_and_widths_do_not_shift_the_underline() {
    assert_eq!(human("a = 1\r\nb = 2\r\n", 0..7), " --> a.md:1:1\n  |\n1 | a = 1\n  | ^^^^^ here\n");
    assert_eq!(human("a = 1\r\nb = 2\r\n", 11..12), " --> a.md:2:5\n  |\n2 | b = 2\n  |     ^ here\n");
    assert_eq!(human("\u{feff}a = 1\n", 3..4), " --> a.md:1:1\n  |\n1 | a = 1\n  | ^ here\n");
    assert_eq!(human("\ta\t= 1\n", 3..4), " --> a.md:1:4\n  |\n1 |     a    = 1\n  |          ^ here\n");
    assert_eq!(human("障害 🎉 x\n", 7..11), " --> a.md:1:4\n  |\n1 | 障害 🎉 x\n  |      ^^ here\n");
}

#[test]
fn a_span_over_lines_shows_its_ends_and_folds_the_rest() {
    let mut text = "+++\ntext = '''\n".to_owned();
    for i in 1..=300 {
        let _ = writeln!(text, "line {i}");
    }
    let span = 11..text.len() + 3;
    text.push_str("'''\n+++\n");
    assert_eq!(
        human(&text, span),
        "   --> a.md:2:8
    |
  2 |   text = '''
    |  ________^
  3 | | line 1
  4 | | line 2
  5 | | line 3
...   |
302 | | line 300
303 | | '''
    | |___^ here
"
    );
    let endless = "x\n".repeat(200_000);
    let shown = human(&endless, 0..endless.len());
    assert!(shown.starts_with(" --> a.md:1:1\n") && shown.lines().count() < 12, "{shown}");
}

#[test]
fn a_long_line_is_cut_to_a_window_around_the_span() {
    let (before, after) = ("abcdefghij".repeat(5000), "0123456789".repeat(5000));
    assert_eq!(
        human(&format!("{before}BAD{after}"), 50_000..50_003),
        " --> a.md:1:50001
  |
1 | ...abcdefghijabcdefghijBAD012345678901234567890...
  |                        ^^^ here
"
    );
    assert_eq!(
        human(&format!("{before}BAD"), 50_000..50_003),
        " --> a.md:1:50001
  |
1 | ...jabcdefghijabcdefghijabcdefghijabcdefghijBAD
  |                                             ^^^ here
"
    );
    let whole = human(&format!("{before}\n{after}"), 3..100_000);
    assert!(whole.lines().all(|line| line.len() <= 60), "{whole}");
}

/// Content, messages and paths come from anybody's pull request.
#[test]
fn nothing_in_content_reaches_the_terminal_as_a_command() {
    let name = "content/\u{202e}dm.ipa\u{200b}.md";
    let text = "a\u{202e}b\u{200b}c\u{1b}[31m\u{9b}2J\u{7}\u{7f}\n";
    let fault = Diagnostic::new(Code::UnknownKey, &path(name), "bad \u{1b}]0;x\u{7}\nkey\r\n")
        .at(1..4)
        .label("la\u{2066}bel")
        .help("he\u{1b}[2Klp")
        .related(&path(name), None, "no\u{1b}te");
    let (faults, sources) = ([fault], tree(&[(name, text)]));
    assert_eq!(
        emit(Format::Human, &faults, &sources, &NARROW),
        "\
error[unknown-key]: bad ␛]0;x␇
                    key
 --> content/�dm.ipa�.md:1:2
  |
1 | a�b�c␛[31m�2J␇␡
  |  ^ la�bel
  |
  = help: he␛[2Klp
note: no␛te
 --> content/�dm.ipa�.md
"
    );
    assert_eq!(
        emit(Format::Short, &faults, &sources, &NARROW),
        "content/�dm.ipa�.md:1:2: error[unknown-key]: bad ␛]0;x␇ key; he␛[2Klp\n"
    );
}

#[test]
fn colour_changes_nothing_but_colour() {
    let faults = [
        Diagnostic::new(Code::UnknownKey, &path("a.md"), "a fault").at(0..1).help("mend it"),
        Diagnostic::new(Code::RawHtml, &path("b.md"), "another").help("mend it").related(
            &path("a.md"),
            None,
            "see",
        ),
    ];
    let sources = tree(&[("a.md", "a = 1  \n")]);
    let plain = emit(Format::Human, &faults, &sources, &NARROW);
    let coloured = emit(Format::Human, &faults, &sources, &Options { color: true, ..NARROW });
    assert!(coloured.contains("\u{1b}[1m\u{1b}[91merror[unknown-key]"), "{coloured:?}");
    assert_eq!(without_colour(&coloured), plain);
}

fn without_colour(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.split_once('m').expect("a colour ends with m").1);
    }
    out
}
#[test]
fn the_summary_counts() {
    let fault = |code, name| Diagnostic::new(code, &path(name), "x");
    let (error, warning) = (Code::UnknownKey, Code::RawHtml);
    assert_eq!(summary(&[]), "no errors and no warnings");
    assert_eq!(summary(&[fault(error, "a.md")]), "1 error in 1 file");
    assert_eq!(summary(&[fault(warning, "a.md"), fault(warning, "b.md")]), "2 warnings in 2 files");
    assert_eq!(
        summary(&[fault(error, "a.md"), fault(error, "b.md"), fault(warning, "b.md")]),
        "2 errors and 1 warning in 2 files"
    );
}

#[test]
fn formats_are_known_by_name() {
    for format in Format::ALL {
        assert_eq!(format.as_str().parse(), Ok(*format));
        assert_eq!(emit(*format, &[], &tree(&[]), &NARROW).is_empty(), {
            !matches!(format, Format::Json | Format::Sarif)
        });
    }
    let refused = "xml".parse::<Format>().expect_err("no such format");
    assert_eq!(refused.to_string(), "the format is none of human, short, json, github, sarif");
}

/// Asking for a file checks that it is UTF-8 and indexes its lines; done for each fault, that would be quadratic.
#[test]
fn ten_thousand_faults_in_one_file_are_written_file_by_file() {
    struct Counting(Tree, std::cell::Cell<usize>);
    impl candor::diagnostics::Sources for Counting {
        fn text(&self, path: &RelPath) -> Option<&str> {
            self.1.set(self.1.get() + 1);
            self.0.text(path)
        }
    }
    let text = "key = 1\n".repeat(10_000);
    let faults: Vec<_> = (0..10_000)
        .map(|i| Diagnostic::new(Code::UnknownKey, &path("a.md"), "unknown").at(i * 8..i * 8 + 3))
        .collect();
    for format in Format::ALL {
        let sources = Counting(tree(&[("a.md", &text)]), std::cell::Cell::new(0));
        let out = emit(*format, &faults, &sources, &NARROW);
        assert_eq!(sources.1.get(), 1, "{format} asks for the file more than once");
        assert!(out.matches("unknown-key").count() >= 10_000);
    }
}

fn hostile_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[ -~]{0,12}",
        2 => any::<char>().prop_map(String::from),
        1 => prop::sample::select(vec!["\n", "\r\n", "\r", "\t", "\u{feff}", "\u{1b}[2J", "\u{1}", "\u{1}:1:1",
            "\u{202e}", "\u{200d}", "障害", "👩‍👩‍👧", "e\u{301}", "  ", "'''", "](", "%0A", "\0", "\u{2028}"])
            .prop_map(String::from),
        1 => (0..400_usize).prop_map(|n| "x".repeat(n)),
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_and_no_span_breaks_a_form(
        text in hostile_text(),
        words in hostile_text(),
        (start, length) in (0..3000_usize, 0..3000_usize),
        (width, color) in (0..300_usize, any::<bool>()),
    ) {
        let span = start.min(text.len() + 3)..start.min(text.len() + 3) + length;
        let faults = [
            Diagnostic::new(Code::UnknownKey, &path("a.md"), words.clone())
                .at(span.clone()).label(words.clone()).help(words.clone())
                .related(&path("a.md"), Some(span.into()), words.clone())
                .related(&path("b.md"), Some(Span::new(1, 2)), words.clone()),
            Diagnostic::new(Code::RawHtml, &path("b.md"), words.clone()).help(words),
        ];
        let sources = tree(&[("a.md", &text)]);
        let options = Options { color, base: "x", width };
        for format in Format::ALL {
            let out = emit(*format, &faults, &sources, &options);
            prop_assert!(out.ends_with('\n'));
            match format {
                Format::Json | Format::Sarif => {
                    prop_assert!(serde_json::from_str::<Value>(&out).is_ok());
                }
                Format::Human | Format::Short | Format::Github => {
                    let coloured = color && *format == Format::Human;
                    let bad = |c: &char| c.is_control() && *c != '\n' && !(coloured && *c == '\u{1b}');
                    prop_assert_eq!(out.chars().find(bad), None);
                    let plain = if coloured { without_colour(&out) } else { out.clone() };
                    prop_assert_eq!(plain.find(['\u{1b}', '\u{202e}']), None);
                    if *format != Format::Github {
                        prop_assert!(out.lines().all(|line| line == line.trim_end()), "{:?}", out);
                    }
                }
            }
            if matches!(format, Format::Short | Format::Github) {
                prop_assert_eq!(out.lines().count(), faults.len());
            }
        }
    }
}
