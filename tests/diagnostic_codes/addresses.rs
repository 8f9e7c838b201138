//! Faults between files: two things at one address.

use crate::site::{CONFIG, INCIDENT, OPEN, front, is_fine, says};

const PAGE: &[u8] = b"+++\ntitle = \"A page\"\n+++\n";

/// The open incident with these aliases, which stand on line 2.
fn alias(aliases: &str) -> Vec<u8> {
    OPEN.replacen("+++\n", &format!("+++\naliases = [{aliases}]\n"), 1).into_bytes()
}

#[test]
fn duplicate_slug() {
    let twice = [
        ("content/incidents/2025/api.md", OPEN.as_bytes()),
        ("content/incidents/2026/API.md", OPEN.as_bytes()),
    ];
    says(
        &twice,
        "content/incidents/2026/API.md: error[duplicate-slug]: this file and content/incidents/2025/api.md would both stand at /incidents/API/; rename one of them: the file's name is its address, whatever folder it is in",
    );
    let maintenance = front(crate::maintenance::PLAIN);
    is_fine(&[
        ("content/incidents/api.md", OPEN.as_bytes()),
        ("content/maintenance/api.md", maintenance.as_bytes()),
    ]);
}

#[test]
fn reserved_path() {
    says(
        &[("content/pages/history.md", PAGE)],
        "content/pages/history.md: error[reserved-path]: a page cannot stand at /history/; rename it: `history` is Candor's own",
    );
    says(
        &[("content/pages/index.md", PAGE)],
        "content/pages/index.md: error[reserved-path]: a page cannot stand at /index/; rename it: `index` is Candor's own",
    );
    says(
        &[("content/pages/API/v2.md", PAGE)],
        "content/pages/API/v2.md: error[reserved-path]: a page cannot stand at /API/v2/; rename it: `api` is Candor's own",
    );
    says(
        &[("content/pages/feed.rss.md", PAGE)],
        "content/pages/feed.rss.md: error[reserved-path]: a page cannot stand at /feed.rss/; rename it: `feed.rss` is Candor's own",
    );
    says(
        &[("static/feed.rss", b"x")],
        "static/feed.rss: error[reserved-path]: Candor itself writes /feed.rss; rename this file or put it into another folder",
    );
    says(
        &[("static/build.json", b"{}")],
        "static/build.json: error[reserved-path]: Candor itself writes /build.json; rename this file or put it into another folder",
    );
    // Another tool's API only where it is asked for.
    is_fine(&[("static/index.json", b"{}")]);
    let cstate = format!("{CONFIG}[api]\ncstate = true\n");
    says(
        &[("candor.toml", cstate.as_bytes()), ("static/index.json", b"{}")],
        "static/index.json: error[reserved-path]: Candor itself writes /index.json; rename this file or put it into another folder",
    );
    says(
        &[("static/api/v2/summary.json", b"x")],
        "static/api/v2/summary.json: error[reserved-path]: Candor itself writes /api/v2/summary.json; rename this file or put it into another folder",
    );
    says(
        &[("static/services/api/feed.json", b"x")],
        "static/services/api/feed.json: error[reserved-path]: Candor itself writes /services/api/feed.json; rename this file or put it into another folder",
    );
    says(
        &[("static/incidents", b"x")],
        "static/incidents: error[reserved-path]: Candor itself writes /incidents; rename this file or put it into another folder",
    );
    says(
        &[("static/about/index.html", b"x"), ("content/pages/about.md", PAGE)],
        "static/about/index.html: error[reserved-path]: a page stands at /about/index.html already; rename this file or the page's",
    );
    says(
        &[("static/about", b"x"), ("content/pages/about.md", PAGE)],
        "static/about: error[reserved-path]: a page stands at /about already; rename this file or the page's",
    );
    is_fine(&[
        ("static/podcast.rss", b"x"),
        ("static/assets/logo.png", b"x"),
        ("static/services/api/notes.txt", b"x"),
    ]);
    is_fine(&[
        ("content/pages/legal/history.md", PAGE),
        ("static/about/team.jpg", b"x"),
        ("content/pages/about.md", PAGE),
    ]);
}

#[test]
fn bad_alias() {
    says(
        &[(INCIDENT, &alias("\"https://old.example.com/2105\""))],
        "content/incidents/api-down.md:2:12: error[bad-alias]: `https://old.example.com/2105` is not an alias: it does not begin with one `/`; write a path of this site that begins with `/`: `/incidents/2105`",
    );
    says(
        &[(INCIDENT, &alias("\"/old?id=2105\", \"/a/../b\", \"/a%20b\", \"/\", \"//x\""))],
        "
content/incidents/api-down.md:2:12: error[bad-alias]: `/old?id=2105` is not an alias: a plain file server cannot tell what stands behind `?` or `#`; write a path of this site that begins with `/`: `/incidents/2105`
content/incidents/api-down.md:2:28: error[bad-alias]: `/a/../b` is not an alias: it has an empty part, `.`, `..` or a character that a path cannot hold; write a path of this site that begins with `/`: `/incidents/2105`
content/incidents/api-down.md:2:39: error[bad-alias]: `/a%20b` is not an alias: write the characters themselves in place of `%`; write a path of this site that begins with `/`: `/incidents/2105`
content/incidents/api-down.md:2:49: error[bad-alias]: `/` is not an alias: the home page stands there; write a path of this site that begins with `/`: `/incidents/2105`
content/incidents/api-down.md:2:54: error[bad-alias]: `//x` is not an alias: it does not begin with one `/`; write a path of this site that begins with `/`: `/incidents/2105`
",
    );
    is_fine(&[(INCIDENT, &alias("\"/incidents/2105\", \"/old/störung.html\""))]);
}

#[test]
fn alias_collision() {
    says(
        &[(INCIDENT, &alias("\"/incidents/api-down/\""))],
        "content/incidents/api-down.md:2:12: error[alias-collision]: /incidents/api-down/ is taken by the page of content/incidents/api-down.md; take this alias out, or change what stands there",
    );
    says(
        &[(INCIDENT, &alias("\"/history\", \"/services/api\", \"/index.html\", \"/feed.rss/x\""))],
        "
content/incidents/api-down.md:2:12: error[alias-collision]: /history/ is taken by a page or a feed of Candor's own; take this alias out, or change what stands there
content/incidents/api-down.md:2:24: error[alias-collision]: /services/api/ is taken by a page or a feed of Candor's own; take this alias out, or change what stands there
content/incidents/api-down.md:2:41: error[alias-collision]: /index.html is taken by a page or a feed of Candor's own; take this alias out, or change what stands there
content/incidents/api-down.md:2:56: error[alias-collision]: /feed.rss/x/ is taken by a page or a feed of Candor's own; take this alias out, or change what stands there
",
    );
    says(
        &[
            (INCIDENT, &alias("\"/about\", \"/logo.html\", \"/a\", \"/a/\"")),
            ("content/pages/about.md", PAGE),
            ("static/logo.html", b"x"),
        ],
        "
content/incidents/api-down.md:2:12: error[alias-collision]: /about/ is taken by the page of content/pages/about.md; take this alias out, or change what stands there
content/incidents/api-down.md:2:22: error[alias-collision]: /logo.html is taken by static/logo.html; take this alias out, or change what stands there
content/incidents/api-down.md:2:42: error[alias-collision]: /a/ is taken by an alias of content/incidents/api-down.md; take this alias out, or change what stands there
",
    );
    says(
        &[(INCIDENT, &alias("\"/a\"")), ("content/incidents/other.md", &alias("\"/a\""))],
        "content/incidents/other.md:2:12: error[alias-collision]: /a/ is taken by an alias of content/incidents/api-down.md; take this alias out, or change what stands there",
    );
    is_fine(&[(INCIDENT, &alias("\"/a\", \"/a/b\"")), ("content/incidents/other.md", &alias("\"/c\""))]);
    // A draft is not on the site, so its aliases are free.
    let draft = String::from_utf8(alias("\"/a\"")).expect("text").replacen("+++\n", "+++\ndraft = true\n", 1);
    is_fine(&[(INCIDENT, &alias("\"/a\"")), ("content/incidents/draft.md", draft.as_bytes())]);
}
