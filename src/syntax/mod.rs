//! How text is read: front matter, TOML with places, Markdown. Knows nothing of incidents.

pub mod front_matter;
pub mod markdown;
pub mod toml;
mod toml_faults;
mod toml_values;
