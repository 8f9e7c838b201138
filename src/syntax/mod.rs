//! How text is read: front matter, TOML with places, Markdown.

pub mod markdown;
