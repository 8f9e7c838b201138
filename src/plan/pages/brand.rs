//! What a site's own colours and the state that it is in make of its style and its icon.

use sha2::{Digest, Sha256};

use super::Pages;
use crate::model::{Brand, Indicator};

/// The style that sets the site's colour; empty when it has none of its own.
#[must_use]
pub fn style(brand: &Brand) -> String {
    let Some(light) = brand.color.or(brand.dark_color) else { return String::new() };
    let dark = brand.dark_color.unwrap_or(light);
    format!(":root{{--brand:light-dark({light},{dark})}}")
}

/// An icon in the colour of the site's indicator, as an address that needs no request. The colours are the light ones
/// of the default theme; a browser's tab bar has none of the page's own.
pub(super) fn icon(indicator: Indicator) -> String {
    let (color, mark) = match indicator {
        Indicator::None => ("1c7a4d", "m9.5 16.5 4.5 4.5 8.5-10"),
        Indicator::Maintenance => ("2b62b3", "M11 10v12m10-12v12"),
        Indicator::Minor => ("8a5c00", "M16 8.5v9m0 5.5v.5"),
        Indicator::Major => ("b2470c", "M16 8.5v9m0 5.5v.5"),
        Indicator::Critical => ("b4232f", "m10.5 10.5 11 11m0-11-11 11"),
    };
    format!(
        "data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22%20viewBox=%220%200%2032%2032%22%3E\
         %3Crect%20width=%2232%22%20height=%2232%22%20rx=%229%22%20fill=%22%23{color}%22/%3E\
         %3Cpath%20d=%22{}%22%20fill=%22none%22%20stroke=%22%23fff%22%20stroke-width=%223.5%22\
         %20stroke-linecap=%22round%22%20stroke-linejoin=%22round%22/%3E%3C/svg%3E",
        mark.replace(' ', "%20"),
    )
}

impl Pages<'_> {
    /// A text that changes exactly when the home page says something else; when the site was built is not part of it.
    #[must_use]
    pub fn version(&self) -> String {
        let said = serde_json::to_vec(&self.home()).unwrap_or_default();
        let digest = Sha256::digest(said);
        digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }
}
