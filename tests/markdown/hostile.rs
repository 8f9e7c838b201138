//! Input that nobody writes in good faith: it takes neither the stack nor the afternoon, and never makes HTML that this
//! program did not mean.

use crate::{faults, rendered};
use candor::diagnostics::Code;
use proptest::prelude::*;

const SIZE: usize = 100_000;

#[test]
fn a_hundred_kilobytes_of_anything_is_read() {
    for part in [
        "[",
        "]",
        "(",
        "<",
        ">",
        "> ",
        "*",
        "_a ",
        "**a",
        "- ",
        "1. ",
        "+ ",
        "![",
        "[](",
        "](",
        "`",
        "``a",
        "<!--",
        "<!-- ",
        "<?",
        "<![CDATA[",
        "<a ",
        "<a b='",
        "</b>",
        "[^a]",
        "[^a]: x\n",
        "|",
        "&",
        "&#",
        "\\",
        "~",
        "[a]: b\n",
        "http://",
        "://",
        "http://a.example/(",
        "\n> - ",
        "- a\n\n",
        "<br>",
        "# a\n",
        "***a",
        "\n\n<b>\n",
        "```\n",
        "a|b\n-|-\n",
        "<details>\n",
        "<details><summary>a</summary>\n",
        "\n\n</details>",
        "- [ ] ",
        "- [x] a\n",
        "\u{0}",
        "a\r",
        "[a](javascript:b)",
        "https://a.example/ ",
        "<b\n",
        "\n\n<!-- a",
        "\n\n<x <",
        "[a](#a)\n",
    ] {
        rendered(&part.repeat(SIZE / part.len()));
    }
}

#[test]
fn ten_thousand_levels_are_too_deep() {
    for (open, close) in [
        ("> ", "\n"),
        ("> - ", "x\n"),
        ("> ", "\ny"),
        ("*a ", " a*"),
        ("**a ", " a**"),
        ("![", "](b)"),
        ("- ", "a\n"),
        ("1) > ", "b\n"),
        (">", "c\n"),
    ] {
        let text = format!("{}x{}", open.repeat(10_000), close.repeat(10_000));
        let found = faults(&text);
        assert!(
            found.iter().all(|(code, _)| *code == Code::TooDeep) && found.len() == 1,
            "{open}: {}",
            found.len()
        );
    }
    for (open, close) in
        [("[", "]"), ("[", "](b)"), ("(", ")"), ("<kbd>", "</kbd>"), ("<div>", "</div>"), ("[x](", ")")]
    {
        let text = format!("{}x{}", open.repeat(10_000), close.repeat(10_000));
        assert!(rendered(&text).fragment.plain().contains('x'), "{open}");
    }
}

#[test]
fn long_lines_that_only_look_deep_are_read() {
    for text in ["- ".repeat(200), "* ".repeat(200), format!("a\n{}", " ".repeat(500)), "-".repeat(500)] {
        assert_eq!(faults(&text), [], "{text}");
    }
}

#[test]
fn output_grows_with_input() {
    for part in ["[^a] ", "# a\n", "[a](b.md) ", "<kbd>a</kbd>", "- [x] a\n", "https://a.example/ ", "<div>"]
    {
        let size = |n: usize| rendered(&format!("{}\n\n[^a]: b", part.repeat(n))).fragment.len();
        let (once, twice) = (size(500), size(1000));
        assert!(twice < once * 5 / 2, "{part}: {once} and {twice}");
    }
}

/// Pieces that mean something to Markdown or to HTML.
const PIECES: &[&str] = &[
    "<script",
    "<script>",
    "</script>",
    "<img src=x onerror=",
    "onerror=\"x\"",
    "javascript:",
    "&#106;avascript:",
    "data:text/html,",
    "vbscript&colon;",
    "[x](",
    "![x](",
    "[",
    "]",
    "](",
    ")",
    "`",
    "```\n",
    "~~~",
    "<",
    ">",
    "/>",
    "\"",
    "'",
    "=",
    "<!--",
    "-->",
    "<!-->",
    "<details>",
    "</details>",
    "<summary>",
    "</summary>",
    "<kbd>",
    "</kbd>",
    "<b>",
    "</b>",
    "<br>",
    "<br/>",
    "<sub>",
    "</sub>",
    "<div>",
    "</div>",
    "<svg onload=x>",
    "<a href=\"x\">",
    "</a>",
    "<?php",
    "?>",
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE html>",
    "\n",
    "\n\n",
    "\n\n",
    "  ",
    "    ",
    "\t",
    "> ",
    "- ",
    "1. ",
    "- [ ] ",
    "- [x] ",
    "# ",
    "## a\n",
    "---\n",
    "===\n",
    "|",
    "|a|b|\n|-|:-:|\n|",
    "*",
    "**",
    "_",
    "~~",
    "\\",
    "&",
    "&lt;",
    "&amp;",
    "&quot;",
    "&#0;",
    "&#x3c;",
    "[^1]",
    "[^1]: ",
    "[a]: b\n",
    "[a]",
    "https://a.example/",
    "http://",
    "//a.example",
    "<https://a.example>",
    "<a@b.example>",
    "mailto:a@b",
    "a.md",
    "missing",
    "torn",
    "#x",
    "a",
    "b c",
    "é",
    "\u{0}",
    "\u{7f}",
    "\u{ffff}",
    "\r",
    "\r\n",
    "style=\"x\"",
    "{#id onclick=x}",
    "%",
    "%zz",
    "\\x",
];

/// One of [`PIECES`], or anything else.
fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(PIECES).prop_map(str::to_owned);
    prop_oneof![12 => known, 1 => any::<char>().prop_map(String::from), 1 => "[a-z<>&\"'/= ]{0,8}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// The checker that `rendered` calls fails on anything that is not on its lists.
    #[test]
    fn nothing_makes_unsafe_or_invalid_html(pieces in prop::collection::vec(piece(), 0..40)) {
        let text = pieces.concat();
        for fault in &rendered(&text).diagnostics {
            let span = fault.span().expect("a place");
            prop_assert!(span.start() <= span.end() && span.end() <= text.len(), "{:?}", fault);
            prop_assert!(fault.help_text().is_some());
        }
    }

    /// Words come through whatever stands around them.
    #[test]
    fn words_are_not_lost(before in "[a-z<>&\"/*_` ]{0,20}", word in "[A-Z]{5}") {
        let plain = rendered(&format!("{before}\n\n{word}\n")).fragment.plain();
        prop_assert!(plain.contains(&word), "{}", plain);
    }
}
