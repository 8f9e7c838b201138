//! Writes the new site's `candor.toml`.

use std::fmt::Write as _;

use super::config::Config;
use crate::import::write;
use crate::time::Zone;

/// The configuration, with `zone` as the site's time zone.
pub(super) fn candor_toml(config: &Config, zone: &Zone) -> String {
    let mut out = String::new();
    pair(&mut out, "title", &config.title);
    if let Some(description) = &config.description {
        pair(&mut out, "description", description);
    }
    pair(&mut out, "base_url", &config.base_url);
    pair(&mut out, "language", &config.language);
    pair(&mut out, "timezone", zone.name());
    for group in config.services.groups() {
        out.push_str("\n[[groups]]\n");
        pair(&mut out, "id", &group.id);
        pair(&mut out, "name", &group.name);
        if let Some(description) = &group.description {
            pair(&mut out, "description", description);
        }
    }
    for service in config.services.services() {
        out.push_str("\n[[services]]\n");
        pair(&mut out, "id", &service.id);
        pair(&mut out, "name", &service.name);
        pair(&mut out, "group", &service.group);
        if let Some(description) = &service.description {
            pair(&mut out, "description", description);
        }
    }
    for (name, url) in &config.links {
        out.push_str("\n[[links]]\n");
        pair(&mut out, "name", name);
        pair(&mut out, "url", url);
    }
    out
}

fn pair(out: &mut String, key: &str, value: &str) {
    let _ = writeln!(out, "{key} = {}", write::line(value));
}
