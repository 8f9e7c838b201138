//! As much reading of HTML as tests need: tags with their attributes.
//!
//! Understands what the program writes (quoted attributes, comments), and fails on anything else.

/// A start tag.
pub struct Tag {
    pub name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute, unescaped.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// The start tags of `html`, in order.
pub fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").expect("a comment that ends").1;
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (tag, after) = tag(rest);
            tags.push(tag);
            rest = after;
        }
    }
    tags
}

/// The tag that `text` begins with, and what follows it.
fn tag(text: &str) -> (Tag, &str) {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).expect("a tag that ends");
    let mut attributes = Vec::new();
    let mut rest = text[end..].trim_start();
    loop {
        if let Some(after) = rest.strip_prefix('>') {
            return (Tag { name: text[..end].to_owned(), attributes }, after);
        }
        if let Some(after) = rest.strip_prefix('/') {
            rest = after.trim_start();
            continue;
        }
        let end = rest.find(|c: char| c == '=' || c == '>' || c == '/' || c.is_whitespace()).expect("an end");
        assert!(end > 0, "no attribute: {}", rest.chars().take(60).collect::<String>());
        let name = rest[..end].to_owned();
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\'')).expect("a quoted value");
            (value, rest) = after[1..].split_once(quote).expect("a value that ends");
            rest = rest.trim_start();
        }
        attributes.push((name, unescape(value)));
    }
}

/// Without the entities that the program writes.
pub fn unescape(text: &str) -> String {
    let entities =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&#x2F;", "/")];
    let text = entities.iter().fold(text.to_owned(), |text, (entity, c)| text.replace(entity, c));
    text.replace("&amp;", "&")
}

#[test]
fn tags_are_read_with_their_attributes() {
    let html = r#"<!-- <a href="no"> --><p hidden class='x'>1 < 2 <a href="/?a&amp;b#c" id="d"/></p><br>"#;
    let tags = tags(html);
    let names: Vec<&str> = tags.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(names, ["p", "a", "br"]);
    assert_eq!((tags[0].get("hidden"), tags[0].get("class"), tags[0].get("id")), (Some(""), Some("x"), None));
    assert_eq!((tags[1].get("href"), tags[1].get("id")), (Some("/?a&b#c"), Some("d")));
}
