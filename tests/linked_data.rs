//! What pages say about themselves to search engines: valid JSON, true, and unable to break out of its place.

#[path = "support/built.rs"]
#[allow(dead_code, reason = "no other document is read here")]
mod built;

use built::{build, config, text, tree};
use candor::io::read::read_site;
use candor::tree::Tree;
use serde_json::{Value, json};

const NOW: &str = "2026-11-20T14:30:00Z";
const OPEN: &str = "<script type=\"application/ld+json\">";

/// The blocks of data of a page, as a browser finds them: an element ends with the first `</script`.
fn blocks(page: &str) -> Vec<Value> {
    let blocks = page.split(OPEN).skip(1).map(|rest| {
        let (block, _) = rest.split_once("</script").expect("an end");
        assert!(!block.contains(['<', '>', '&', '\u{2028}']), "{block}");
        serde_json::from_str(block).unwrap_or_else(|fault| panic!("{fault}: {block}"))
    });
    blocks.collect()
}

fn only_block(site: &Tree, path: &str) -> Value {
    let mut blocks = blocks(&text(site, path));
    assert_eq!(blocks.len(), 1, "{path}");
    blocks.remove(0)
}

fn incident(name: &str, title: &str, rest: &str) -> (String, String) {
    let text = format!("+++\ntitle = '{title}'\nservices = [\"api\"]\n{rest}\n+++\n");
    (format!("content/incidents/{name}.md"), text)
}

fn maintenance(name: &str, rest: &str) -> (String, String) {
    let text = format!(
        "+++\ntitle = \"The API moves\"\nservices = [\"api\"]\nscheduled_for = 2026-12-01T08:00:00Z\n\
         scheduled_until = 2026-12-01T09:00:00Z\n{rest}\n+++\n"
    );
    (format!("content/maintenance/{name}.md"), text)
}

fn site(files: &[(String, String)]) -> Tree {
    let files = files.iter().map(|(path, text)| (path.as_str(), text.clone()));
    let config = config("language = \"pt\"\ndescription = \"How it goes.\"");
    build(&tree(&std::iter::once(config).chain(files).collect::<Vec<_>>()), NOW)
}

/// What the page at `path` says, when it has this title and these dates.
fn article(path: &str, title: &str, published: Option<&str>, modified: Option<&str>) -> Value {
    let root = "https://example.com/status/";
    let name = "Saltmarsh <Status> & co";
    let mut article = json!({
        "@type": "Article",
        "headline": title,
        "inLanguage": "pt",
        "mainEntityOfPage": format!("{root}{path}"),
        "publisher": { "@type": "Organization", "name": name },
    });
    for (key, date) in [("datePublished", published), ("dateModified", modified)] {
        if let Some(date) = date {
            article[key] = json!(date);
        }
    }
    let way = json!([
        { "@type": "ListItem", "position": 1, "name": name, "item": root },
        { "@type": "ListItem", "position": 2, "name": "History", "item": format!("{root}history/") },
    ]);
    json!({
        "@context": "https://schema.org",
        "@graph": [article, { "@type": "BreadcrumbList", "itemListElement": way }],
    })
}

fn update(at: &str, state: &str, more: &str) -> String {
    format!("[[updates]]\nat = {at}\nstate = \"{state}\"\n{more}text = \"x\"\n")
}

#[test]
fn the_home_page_is_the_site_s() {
    let about = json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": "Saltmarsh <Status> & co",
        "url": "https://example.com/status/",
        "description": "How it goes.",
        "inLanguage": "pt",
    });
    assert_eq!(only_block(&site(&[]), "index.html"), about);
    let short = build(&tree(&[config("")]), NOW);
    assert_eq!(only_block(&short, "index.html").get("description"), None, "nobody described it");
}

#[test]
fn dates_are_when_somebody_wrote_something_and_never_the_build_s() {
    let edited = update("2026-11-20T13:00:00Z", "investigating", "edited = 2026-11-20T13:30:00Z\n");
    let later = update("2026-11-20T12:05:00Z", "resolved", "");
    let reported =
        "retroactive = true\nstarted = 2026-10-01T08:00:00Z\nended = 2026-10-01T09:00:00Z\npublished = 2026-11-02T08:00:00Z\n"
            .to_owned()
            + &update("2026-10-01T09:00:00Z", "resolved", "");
    let undated = "started = 2026-10-03T08:00:00Z\n[[updates]]\nstate = \"resolved\"\ntext = \"x\"\n";
    let site = site(&[
        incident("open", "It is slow", &edited),
        incident("over", "It was slow", &(update("2026-11-20T12:00:00Z", "investigating", "") + &later)),
        incident("reported", "It had been slow", &reported),
        incident("undated", "Nobody wrote down when", undated),
        maintenance("announced", "published = 2026-11-18T08:00:00Z"),
        maintenance("undated", ""),
    ]);
    let expected = [
        ("incidents/open/", "It is slow", Some("2026-11-20T13:00:00Z"), Some("2026-11-20T13:30:00Z")),
        ("incidents/over/", "It was slow", Some("2026-11-20T12:00:00Z"), Some("2026-11-20T12:05:00Z")),
        (
            "incidents/reported/",
            "It had been slow",
            Some("2026-11-02T08:00:00Z"),
            Some("2026-11-02T08:00:00Z"),
        ),
        ("incidents/undated/", "Nobody wrote down when", None, None),
        (
            "maintenance/announced/",
            "The API moves",
            Some("2026-11-18T08:00:00Z"),
            Some("2026-11-18T08:00:00Z"),
        ),
        ("maintenance/undated/", "The API moves", None, None),
    ];
    for (path, title, published, modified) in expected {
        let block = only_block(&site, &format!("{path}index.html"));
        assert_eq!(block, article(path, title, published, modified), "{path}");
    }
}

#[test]
fn no_title_breaks_out_of_its_place() {
    let titles = [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "a \"quoted\" \\ & &lt;/script&gt; ]]> \u{2028}line",
    ];
    for title in titles {
        let files = [incident("t", title, &update("2026-11-20T12:00:00Z", "resolved", ""))];
        let page = text(&site(&files), "incidents/t/index.html");
        let block = &blocks(&page)[0];
        assert_eq!(block["@graph"][0]["headline"], title);
    }
}

#[test]
fn every_block_of_the_demo_is_true() {
    let read = read_site(std::path::Path::new(env!("CARGO_MANIFEST_DIR"))).expect("readable");
    let site = build(&read.tree, NOW);
    let sitemap = text(&site, "sitemap.xml");
    let base = "https://status.saltmarsh.example/";
    let mut told = 0;
    for (path, _) in site.iter().filter(|(path, _)| path.extension() == "html") {
        let page = text(&site, path.as_str());
        let address = path.as_str().strip_suffix("index.html").unwrap_or(path.as_str());
        let source = address.trim_end_matches('/');
        let Some(written) =
            read.tree.get_str(&format!("content/{source}.md")).filter(|_| source.contains('/'))
        else {
            assert_eq!(blocks(&page).len(), usize::from(address.is_empty()), "{path}");
            continue;
        };
        told += 1;
        let block = only_block(&site, path.as_str());
        let [article, way] = block["@graph"].as_array().expect("a list").as_slice() else { panic!("two") };
        let written = std::str::from_utf8(written).expect("UTF-8");
        let title = written.lines().find_map(|line| line.strip_prefix("title = \"")?.strip_suffix('"'));
        assert_eq!(article["headline"].as_str(), title, "{path}");
        let url = article["mainEntityOfPage"].as_str().expect("a URL");
        assert_eq!(url, format!("{base}{address}"));
        assert!(page.contains(&format!("<link rel=\"canonical\" href=\"{url}\">")), "{path}");
        let modified = article["dateModified"].as_str().expect("a date");
        assert!(
            sitemap.contains(&format!("<loc>{url}</loc><lastmod>{modified}</lastmod>")),
            "{path}: {modified}"
        );
        let published = article["datePublished"].as_str().expect("a date");
        assert!(published <= modified && modified < NOW, "{path}: {published}, {modified}");
        for step in way["itemListElement"].as_array().expect("a list") {
            let item = step["item"].as_str().expect("a URL");
            let file = format!("{}index.html", item.strip_prefix(base).expect("on the site"));
            assert!(site.get_str(&file).is_some(), "{path}: {item}");
        }
        let length = page.split(OPEN).nth(1).and_then(|rest| rest.find("</script")).expect("a block");
        assert!(length < 680, "{path}: {length} bytes");
    }
    assert!(told > 30, "{told} pages");
}
