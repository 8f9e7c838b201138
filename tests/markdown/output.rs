//! What each construct of Markdown becomes.

use crate::{Site, html, path, rendered, rendered_as};
use candor::diagnostics::Prose;
use candor::syntax::markdown::{Options, render};

#[test]
fn paragraphs_marks_and_breaks() {
    assert_eq!(
        html("We *see* **it** ~~not~~ `a<b`.\nStill\\\nhere & \"there\""),
        concat!(
            "<p>We <em>see</em> <strong>it</strong> <del>not</del> <code>a&lt;b</code>.\nStill<br>\n",
            "here &amp; \"there\"</p>\n"
        )
    );
    assert_eq!(html("> a\n\n---\n"), "<blockquote>\n<p>a</p>\n</blockquote>\n<hr>\n");
    assert_eq!(html("3. a\n4. b"), "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n");
    assert_eq!(html("'quotes' -- ... stay"), "<p>'quotes' -- ... stay</p>\n");
}

#[test]
fn an_empty_text_is_an_empty_fragment() {
    for text in ["", " \n\n", "<!-- only a note -->", "[a]: b"] {
        assert!(rendered(text).fragment.is_empty(), "{text:?}");
    }
}

#[test]
fn headings_are_shifted_and_link_to_themselves() {
    let out = rendered_as("# What went *well*\n### Deep\n# What went well?", "u-", 3);
    assert_eq!(
        out.fragment.fill("", "https://s.example/i/"),
        concat!(
            "<h3 id=\"u-what-went-well\"><a class=\"anchor\" href=\"https://s.example/i/#u-what-went-well\">",
            "What went <em>well</em></a></h3>\n",
            "<h4 id=\"u-deep\"><a class=\"anchor\" href=\"https://s.example/i/#u-deep\">Deep</a></h4>\n",
            "<h3 id=\"u-what-went-well-2\"><a class=\"anchor\" href=\"https://s.example/i/#u-what-went-well-2\">",
            "What went well?</a></h3>\n",
        )
    );
    let headings: Vec<_> =
        out.fragment.headings().iter().map(|h| (h.level, h.id.as_str(), h.text.as_str())).collect();
    assert_eq!(
        headings,
        [
            (3, "u-what-went-well", "What went well"),
            (4, "u-deep", "Deep"),
            (3, "u-what-went-well-2", "What went well?"),
        ]
    );
}

#[test]
fn heading_levels_stay_within_what_html_has() {
    let level = |text: &str, top: u8| {
        rendered_as(text, "", top).fragment.headings().iter().map(|h| h.level).collect::<Vec<_>>()
    };
    assert_eq!(level("### a\n#### b", 2), [2, 3]);
    assert_eq!(level("# a\n## b\n### c\n#### d\n### e", 4), [4, 5, 6, 6, 6]);
    assert_eq!(level("## b\n# a", 2), [2, 2]);
    assert_eq!(level("# a\n#### b\n#### c\n## d\n### e", 2), [2, 3, 3, 3, 4]);
    assert_eq!(level("# a", 0), [2]);
    assert_eq!(level("# a", 9), [6]);
}

#[test]
fn heading_ids_are_unique_and_never_empty() {
    let ids =
        |text: &str| rendered(text).fragment.headings().iter().map(|h| h.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids("# a\n# a 2\n# a\n# a"), ["a", "a-2", "a-3", "a-4"]);
    assert_eq!(ids("# 障害\n# 復旧"), ["section", "section-2"]);
    assert_eq!(html("#\n\n# <!-- x -->\n\na"), "<p>a</p>\n");
}

#[test]
fn a_heading_with_a_link_does_not_link_to_itself() {
    assert_eq!(html("# See [b](b.md)"), "<h2 id=\"see-b\">See <a href=\"../b.md\">b</a></h2>\n");
    assert!(html("# On https://a.example").contains("<a href=\"https://a.example\""));
}

#[test]
fn heading_attributes_are_text() {
    assert!(html("# a {#b .c onclick=d}").contains("a {#b .c onclick=d}"));
}

#[test]
fn links_and_where_they_lead() {
    assert_eq!(
        html("[a](https://x.example/?a=1&b=ü \"T & \\\"t\\\"\")"),
        "<p><a href=\"https://x.example/?a=1&amp;b=%C3%BC\" rel=\"noopener noreferrer\" title=\"T &amp; &quot;t&quot;\">a</a></p>\n"
    );
    assert_eq!(
        html("[a](//x.example/y)"),
        "<p><a href=\"https://x.example/y\" rel=\"noopener noreferrer\">a</a></p>\n"
    );
    assert_eq!(html("[a](<my file.md#x>)"), "<p><a href=\"../my%20file.md#x\">a</a></p>\n");
    assert_eq!(html("[call](tel:+4930123)"), "<p><a href=\"tel:+4930123\">call</a></p>\n");
    assert_eq!(html("<ops@x.example>"), "<p><a href=\"mailto:ops@x.example\">ops@x.example</a></p>\n");
    assert_eq!(
        html("<https://x.example>"),
        "<p><a href=\"https://x.example\" rel=\"noopener noreferrer\">https://x.example</a></p>\n"
    );
    assert_eq!(html("[a][r]\n\n[r]: b.md"), "<p><a href=\"../b.md\">a</a></p>\n");
}

#[test]
fn a_fragment_finds_the_texts_own_headings() {
    let out = rendered_as("[a](#later) [b](#elsewhere)\n\n# Later", "u-", 2).fragment.fill("", "P");
    assert!(out.contains("<a href=\"P#u-later\">a</a> <a href=\"P#elsewhere\">b</a>"), "{out}");
}

#[test]
fn a_link_without_words_is_called_by_its_destination() {
    assert_eq!(html("[](b.md)"), "<p><a href=\"../b.md\">b.md</a></p>\n");
    assert!(html("[![](a.png)](b.md)").starts_with("<p><a href=\"../b.md\" aria-label=\"b.md\"><img "));
}

#[test]
fn links_do_not_nest() {
    assert_eq!(
        html("[a <https://x.example> https://y.example](b.md)"),
        "<p><a href=\"../b.md\">a https://x.example https://y.example</a></p>\n"
    );
}

#[test]
fn bare_urls_become_links() {
    let link = |url: &str| format!("<a href=\"{url}\" rel=\"noopener noreferrer\">{url}</a>");
    let a = "https://a.example/x_y_z";
    assert_eq!(html(&format!("({a}), {a}.")), format!("<p>({}), {}.</p>\n", link(a), link(a)));
    assert_eq!(html("http://a.example/b_(c)"), format!("<p>{}</p>\n", link("http://a.example/b_(c)")));
    assert_eq!(
        html("https://a.example/?a=1&amp;b=2"),
        "<p><a href=\"https://a.example/?a=1&amp;b=2\" rel=\"noopener noreferrer\">https://a.example/?a=1&amp;b=2</a></p>\n"
    );
    assert!(html("**https://a.example**").contains(&link("https://a.example")));
    for plain in [
        "`https://a.example`",
        "    https://a.example",
        "ftp://a.example",
        "a@b.example",
        "www.a.example",
        "https://",
        "javascript://a.example",
    ] {
        assert!(!html(plain).contains("<a"), "{plain}");
    }
    // What is marked may belong to the address; half of it would lead elsewhere.
    assert_eq!(html("https://a.example/_b_"), "<p>https://a.example/<em>b</em></p>\n");
}

#[test]
fn images_of_the_site_have_their_size() {
    let out = rendered("![a *b* `c`](<d/e f.png> \"t\") ![](x.svg) ![a](<d/e f.png>)");
    assert!(out.fragment.fill("../", "").starts_with(concat!(
        "<p><img src=\"../d/e%20f.png\" alt=\"a b c\" width=\"640\" height=\"480\" title=\"t\" loading=\"lazy\" decoding=\"async\"> ",
        "<img src=\"../x.svg\" alt=\"\" loading=\"lazy\" decoding=\"async\"> <img "
    )));
}

#[test]
fn tables_scroll_and_align_without_styles() {
    assert_eq!(
        html("|A|B *b*||\n|:-|-:|:-:|\n|1|2|3|"),
        concat!(
            "<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"A, B b\">\n<table>\n<thead>\n<tr>",
            "<th scope=\"col\" class=\"align-left\">A</th><th scope=\"col\" class=\"align-right\">B <em>b</em></th>",
            "<td class=\"align-center\"></td></tr>\n</thead>\n<tbody>\n<tr><td class=\"align-left\">1</td>",
            "<td class=\"align-right\">2</td><td class=\"align-center\">3</td></tr>\n</tbody>\n</table>\n</div>\n",
        )
    );
    assert_eq!(
        html("| |\n|-|"),
        "<div class=\"table\" tabindex=\"0\">\n<table>\n<thead>\n<tr><td></td></tr>\n</thead>\n</table>\n</div>\n"
    );
}

#[test]
fn task_lists_have_labels() {
    assert_eq!(
        html("- [x] a *b*\n  - c\n- [ ] d"),
        concat!(
            "<ul>\n<li class=\"task\"><label><input type=\"checkbox\" disabled checked> a <em>b</em></label><ul>\n",
            "<li>c</li>\n</ul>\n</li>\n",
            "<li class=\"task\"><label><input type=\"checkbox\" disabled> d</label></li>\n</ul>\n",
        )
    );
    assert!(
        html("- [x] a\n\n- b").contains("<p><label><input type=\"checkbox\" disabled checked> a</label></p>")
    );
    assert!(html("- [x]\n- [ ] ![](a.png)").contains("<li class=\"task\">[x] </li>"));
}

#[test]
fn code_blocks_name_their_language_when_it_is_one() {
    assert_eq!(
        html("```rust,ignore\na<b>\n```"),
        "<pre tabindex=\"0\"><code class=\"language-rust\">a&lt;b&gt;\n</code></pre>\n"
    );
    assert!(html("```c++\n```").contains("language-c++"));
    for odd in ["```\"x\n```", "```a&quot;b\n```", "```<b>\n```", "    a"] {
        assert!(html(odd).starts_with("<pre tabindex=\"0\"><code>"), "{odd}");
    }
}

#[test]
fn footnotes_lead_there_and_back() {
    let out = rendered_as("b[^x] a[^Y] again[^X]\n\n[^y]: Why\n[^x]: Ex\n\n> [^z]: Unused", "u-", 2);
    assert_eq!(out.diagnostics, []);
    assert_eq!(
        out.fragment.fill("", "P"),
        concat!(
            "<p>b<sup class=\"footnote-ref\"><a id=\"u-fnref_1\" href=\"P#u-fn_1\" role=\"doc-noteref\">1</a></sup> ",
            "a<sup class=\"footnote-ref\"><a id=\"u-fnref_2\" href=\"P#u-fn_2\" role=\"doc-noteref\">2</a></sup> ",
            "again<sup class=\"footnote-ref\"><a id=\"u-fnref_1_2\" href=\"P#u-fn_1\" role=\"doc-noteref\">1</a></sup></p>\n",
            "<blockquote>\n</blockquote>\n",
            "<div class=\"footnotes\">\n<ol>\n<li id=\"u-fn_1\"><p>Ex ",
            "<a class=\"footnote-back\" href=\"P#u-fnref_1\" role=\"doc-backlink\" aria-label=\"Back to reference 1\">↩</a> ",
            "<a class=\"footnote-back\" href=\"P#u-fnref_1_2\" role=\"doc-backlink\" aria-label=\"Back to reference 1-2\">↩</a></p>\n",
            "</li>\n<li id=\"u-fn_2\"><p>Why ",
            "<a class=\"footnote-back\" href=\"P#u-fnref_2\" role=\"doc-backlink\" aria-label=\"Back to reference 2\">↩</a></p>\n",
            "</li>\n<li><p>Unused</p>\n</li>\n</ol>\n</div>\n",
        )
    );
}

#[test]
fn a_footnote_may_refer_to_another_and_to_itself() {
    let out = html("a[^1]\n\n[^1]: b[^2][^1]\n[^2]: c");
    assert!(out.contains("<li id=\"fn_2\"><p>c"), "{out}");
}

#[test]
fn a_reference_to_no_footnote_is_text() {
    assert_eq!(html("a[^b] [^c]"), "<p>a[^b] [^c]</p>\n");
}

#[test]
fn listed_tags_work_where_they_are_balanced() {
    assert_eq!(
        html("Press <kbd>Ctrl</kbd>+<KBD>C</KBD><br/>H<sub>2</sub>O <small>*x*</small>"),
        "<p>Press <kbd>Ctrl</kbd>+<kbd>C</kbd><br>H<sub>2</sub>O <small><em>x</em></small></p>\n"
    );
    assert_eq!(
        html("- <kbd>a</kbd>\n\n|<b>x</b>|\n|-|"),
        concat!(
            "<ul>\n<li><kbd>a</kbd></li>\n</ul>\n",
            "<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"x\">\n<table>\n<thead>\n<tr>",
            "<th scope=\"col\"><b>x</b></th></tr>\n</thead>\n</table>\n</div>\n",
        )
    );
    assert_eq!(html("![a<br>b <kbd>c</kbd>](d.png)").matches("alt=\"a b c\"").count(), 1);
}

#[test]
fn details_hold_markdown() {
    let out = "<details>\n<summary>More <b>now</b></summary>\n<p>some <em>text</em></p>\n<ul>\n<li>a</li>\n</ul>\n</details>\n";
    assert_eq!(
        html("<details>\n<summary>More <b>now</b></summary>\n\nsome *text*\n- a\n\n</details>\n"),
        out
    );
    assert_eq!(
        html("<details>\n\n<summary>More <b>now</b></summary>\n\nsome *text*\n- a\n\n</details>\n"),
        out
    );
    assert_eq!(
        html("> <details><summary>x</summary>\n> a *b* <kbd>c</kbd>\n> </details>\r\n"),
        "<blockquote>\n<details>\n<summary>x</summary>\n<p>a *b* <kbd>c</kbd>\n</p>\n</details>\n</blockquote>\n"
    );
    let nested =
        "<details><summary>a</summary>\n\n<details><summary>b</summary>\n\nc\n\n</details>\n</details>";
    assert!(html(nested).ends_with("<p>c</p>\n</details>\n</details>\n"));
}

#[test]
fn comments_vanish() {
    assert_eq!(html("a <!-- <b> \n --> b\n\n<!-- c\n\nd -->\n\ne<!-->f"), "<p>a  b</p>\n<p>ef</p>\n");
}

#[test]
fn characters_that_html_forbids_are_replaced() {
    assert_eq!(html("a\u{1}b&#2;c&#xffff;d&#13;e\u{85}"), "<p>a\u{fffd}b\u{fffd}c\u{fffd}d e\u{fffd}</p>\n");
}

#[test]
fn the_plain_text_is_what_a_reader_sees() {
    let plain = |text: &str| rendered(text).fragment.plain();
    assert_eq!(
        plain("# Down & out\n\nThe **API**, `a<b>` & <kbd>x</kbd> <script> https://a.example"),
        "Down & out The API, a<b> & x <script> https://a.example"
    );
}

#[test]
fn a_place_in_decoded_text_is_the_whole() {
    let path = path();
    let options = Options { id_prefix: "", top_heading: 2, targets: &Site };
    let decoded = render(&Prose::decoded("a <div>", &path, (50..90).into()), &options);
    assert_eq!(decoded.diagnostics[0].span(), Some((50..90).into()));
    let verbatim = render(&Prose::verbatim("a <div>", &path, 100), &options);
    assert_eq!(verbatim.diagnostics[0].span(), Some((102..107).into()));
}

#[test]
fn a_task_that_is_a_heading_is_a_heading() {
    let html = html("- [ ] Later\n  ---\n");
    assert!(html.contains("[ ] Later</a></h"), "{html}");
}
