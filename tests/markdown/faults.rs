//! What is refused: it is shown as text, and the fault points at its very place.

use crate::{faults, faulty, html, rendered};
use candor::diagnostics::{Code, Severity};

#[test]
fn other_html_is_shown_as_text() {
    assert_eq!(
        faulty("a <span class=\"x\">b</span> <script>alert(1)</script>"),
        "<p>a &lt;span class=\"x\"&gt;b&lt;/span&gt; &lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
    );
    let text = "a <span class=\"x\">b</span> <script>c</script> <?x?> <!X y> <![CDATA[a]]> <i\nb>";
    assert_eq!(
        faults(text),
        [
            (Code::RawHtml, "<span class=\"x\">"),
            (Code::RawHtml, "<script>"),
            (Code::RawHtml, "<?x?>"),
            (Code::RawHtml, "<!X y>"),
            (Code::RawHtml, "<![CDATA[a]]>"),
            (Code::RawHtml, "<i\nb>"),
        ]
    );
}

#[test]
fn blocks_of_html_are_shown_as_text() {
    assert_eq!(
        faulty("<div onclick='x'>\n*a*\n</div>\n\n<iframe src=x></iframe>"),
        "<p>&lt;div onclick='x'&gt;\n*a*\n&lt;/div&gt;\n</p>\n<p>&lt;iframe src=x&gt;&lt;/iframe&gt;</p>\n"
    );
    assert_eq!(
        faults("> <div>\n> x\n> <p a\n> b>\n\n<!-- open"),
        [(Code::RawHtml, "<div>"), (Code::RawHtml, "<p a\n> b>"), (Code::RawHtml, "<!--"),]
    );
    assert_eq!(
        faulty("<script>\nif (a<b) x()\n\n</script>\n"),
        "<p>&lt;script&gt;\nif (a&lt;b) x()\n\n&lt;/script&gt;\n</p>\n"
    );
}

#[test]
fn tags_that_are_not_balanced_are_shown_as_text() {
    for (text, refused) in [
        ("a <kbd>b\n\nc", "<kbd>"),
        ("a </kbd>b", "</kbd>"),
        ("a <kbd>b *c</kbd> d*", "<kbd>"),
        ("- <kbd>a\n  ```\n  x\n  ```\n  b</kbd>", "<kbd>"),
        ("- a <kbd>b\n  - c</kbd>", "<kbd>"),
        ("a <br>b</br>", "</br>"),
        ("<kbd/>a", "<kbd/>"),
        ("a <b class=x>b</b>", "<b class=x>"),
        ("<sub><sup>a</sub></sup>", "<sup>"),
    ] {
        let found = faults(text);
        assert_eq!(found[0], (Code::RawHtml, refused), "{text}");
        assert!(faulty(text).contains(&refused.replace('<', "&lt;").replace('>', "&gt;")), "{text}");
    }
    assert_eq!(faulty("<sub><sup>a</sub></sup>"), "<p><sub>&lt;sup&gt;a</sub>&lt;/sup&gt;</p>\n");
}

#[test]
fn details_that_cannot_work_are_shown_as_text() {
    for text in [
        "<details>\n\na\n\n</details>",
        "<details><summary> </summary>\n\na\n\n</details>",
        "<details><summary>x</summary>\n\na",
        "<details><summary>x\n\na</summary></details>",
        "<summary>x</summary>",
        "</details>",
        "a <details><summary>x</summary></details>",
        "> <details><summary>x</summary>\n\na\n\n</details>",
        "- <details><summary>x</summary>\n\n  a\n\n</details>",
        "<details open><summary>x</summary>\n\n</details>",
        "<details>text<summary>x</summary></details>",
        "<details><summary>x<details></summary></details>",
    ] {
        assert!(!faulty(text).contains("<details"), "{text}");
        assert!(faults(text).iter().all(|(code, _)| *code == Code::RawHtml), "{text}");
    }
    assert_eq!(
        faulty("<details><summary>x <b>y</b></summary>\n\na"),
        "<p>&lt;details&gt;</p>\n<p>&lt;summary&gt;x <b>y</b>&lt;/summary&gt;</p>\n<p>a</p>\n"
    );
}

#[test]
fn the_help_says_what_to_write() {
    for (text, help) in [
        ("a <a href=x>", "[text](address)"),
        ("a <img src=x>", "![what it shows](file.png)"),
        ("a <div>", "kbd"),
        ("a <kbd>", "`</kbd>`"),
        ("<details>\n\na", "`<summary>`"),
        ("a <kbd class=x>b</kbd>", "`<kbd>`"),
        ("[a](javascript:b)", "https://"),
        ("[a](missing.md)", "as seen from this file"),
        ("![a](https://x.example/y.png)", "static/"),
    ] {
        let fault = &rendered(text).diagnostics[0];
        assert!(fault.help_text().is_some_and(|said| said.contains(help)), "{text}: {fault:?}");
    }
}

#[test]
fn unsafe_links_become_their_text() {
    for scheme in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "javascript&colon;alert(1)",
        "&#106;avascript:alert(1)",
        "java&#x09;script:alert(1)",
        "&#1;javascript:alert(1)",
        "data:text/html;base64,x",
        "vbscript:x",
        "file:///etc/passwd",
        "x-app:y",
        "blob:x",
        "java&NewLine;script:alert(1)",
        "&nbsp;javascript:x",
    ] {
        let text = format!("see [**a**](<{scheme}>).");
        assert_eq!(faulty(&text), "<p>see <strong>a</strong>.</p>\n", "{text}");
        assert_eq!(faults(&text), [(Code::UnsafeLink, &text[4..text.len() - 1])]);
        let image = format!("![a](<{scheme}>)");
        assert_eq!(faulty(&image), "<p>a</p>\n", "{image}");
    }
    assert_eq!(faults("<javascript:a>"), [(Code::UnsafeLink, "<javascript:a>")]);
    assert_eq!(faults("![a](mailto:x@y)"), [(Code::UnsafeLink, "![a](mailto:x@y)")]);
    assert_eq!(faulty("[a][r]\n\n[r]: javascript:x"), "<p>a</p>\n");
}

#[test]
fn links_that_lead_nowhere_become_their_text() {
    for link in ["[a](missing.md)", "[a]()", "[a](https://)", "[a](http:x)", "[a](<>)", "[a](https://x:y)"] {
        assert_eq!(faulty(link), "<p>a</p>\n");
        assert_eq!(faults(link), [(Code::BrokenLink, link)]);
    }
    let fault = &rendered("[a](missing.md)").diagnostics[0];
    assert_eq!(fault.message(), "the link leads nowhere: there is no file missing.md");
}

#[test]
fn images_that_cannot_be_shown_leave_their_description() {
    for (image, code, severity) in [
        ("![a *b*](missing.png)", Code::MissingImage, Severity::Warning),
        ("![a *b*](torn.png)", Code::BadImage, Severity::Warning),
        ("![a *b*]()", Code::MissingImage, Severity::Warning),
    ] {
        assert_eq!(faulty(image), "<p>a b</p>\n");
        assert_eq!(faults(image), [(code, image)]);
        assert_eq!(code.severity(), severity);
    }
}

#[test]
fn images_of_other_hosts_become_links() {
    let link = |text: &str| {
        format!("<p><a href=\"https://x.example/y.png\" rel=\"noopener noreferrer\">{text}</a></p>\n")
    };
    assert_eq!(faulty("![a](https://x.example/y.png)"), link("a"));
    assert_eq!(faulty("![](//x.example/y.png)"), link("https://x.example/y.png"));
    assert_eq!(faulty("[![a](https://x.example/y.png)](b.md)"), "<p><a href=\"../b.md\">a</a></p>\n");
    assert_eq!(
        faults("x ![a](https://x.example/y.png)"),
        [(Code::ExternalImage, "![a](https://x.example/y.png)")]
    );
}

#[test]
fn faults_come_in_the_order_of_the_text() {
    assert_eq!(
        faults("[a](missing) <div>\n\n![](torn)").iter().map(|(code, _)| *code).collect::<Vec<_>>(),
        [Code::BrokenLink, Code::RawHtml, Code::BadImage,]
    );
}

#[test]
fn what_is_too_deep_is_one_fault() {
    let quotes = format!("before\n\n{}a\n\nafter", "> ".repeat(101));
    assert_eq!(faults(&quotes), [(Code::TooDeep, &*"> ".repeat(10))]);
    assert!(faulty(&quotes).contains("<p>before</p>"));
    for (open, middle, close) in [("*a ", "b", " a*"), ("- ", "a", ""), ("![", "a", "](b)"), ("1. ", "a", "")]
    {
        let text = format!("{}{middle}{}", open.repeat(200), close.repeat(200));
        let found = faults(&text);
        assert_eq!(found.len(), 1, "{open}");
        assert_eq!(found[0].0, Code::TooDeep);
    }
    assert!(html(&format!("{}a", "> ".repeat(99))).contains("<p>a</p>"));
}
