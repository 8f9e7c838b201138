//! What a site's own colours and the state that it is in make of its style and its icon.

use crate::model::{Brand, Impact, Indicator};
use crate::palette::{self, BRAND, DARK_BRAND};
use crate::plan::views::TermView;

/// The style that sets the site's colour, and its logo when that is small; `None` when it has neither.
#[must_use]
pub fn style(brand: &Brand) -> Option<String> {
    // A colour for one kind of page only leaves the other kind as the theme has it.
    let color = match (brand.color, brand.dark_color) {
        (None, None) => String::new(),
        (light, dark) => {
            let (light, dark) = (light.unwrap_or(BRAND), dark.unwrap_or(DARK_BRAND));
            format!(":root{{--brand:light-dark({light},{dark})}}")
        }
    };
    let logo = brand.logo.as_ref().and_then(|logo| {
        let (address, width, height) = (logo.data.as_ref()?, logo.width, logo.height);
        Some(format!(
            ".brand::before{{content:\"\";block-size:1.75rem;aspect-ratio:{width}/{height};max-inline-size:40vw;\
             background:url(\"{address}\") center/contain no-repeat;print-color-adjust:exact}}"
        ))
    });
    let style = color + logo.as_deref().unwrap_or_default();
    (!style.is_empty()).then_some(style)
}

/// An icon in the colour of the site's indicator, as an address that needs no request. The colours are the light ones
/// of the default theme; a browser's tab bar has none of the page's own.
pub(super) fn icon(indicator: Indicator) -> String {
    let mark = match indicator {
        Indicator::None => "m9.5 16.5 4.5 4.5 8.5-10",
        Indicator::Maintenance => "M11 10v12m10-12v12",
        Indicator::Minor | Indicator::Major => "M16 8.5v9m0 5.5v.5",
        Indicator::Critical => "m10.5 10.5 11 11m0-11-11 11",
    };
    drawn(TermView::from(indicator).class, mark)
}

/// The icon of what is about one service.
pub(super) fn icon_of(impact: Impact) -> String {
    icon(match impact {
        Impact::Operational => Indicator::None,
        Impact::UnderMaintenance => Indicator::Maintenance,
        Impact::DegradedPerformance => Indicator::Minor,
        Impact::PartialOutage => Indicator::Major,
        Impact::MajorOutage => Indicator::Critical,
    })
}

/// The icon of pages that do not say how things stand: they stay as they are whatever happens.
pub(super) fn quiet_icon() -> String {
    drawn("none", "M8 16h16")
}

fn drawn(class: &str, mark: &str) -> String {
    let color = palette::status(class).to_string().replace('#', "%23");
    format!(
        "data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22%20viewBox=%220%200%2032%2032%22%3E\
         %3Crect%20width=%2232%22%20height=%2232%22%20rx=%229%22%20fill=%22{color}%22/%3E\
         %3Cpath%20d=%22{}%22%20fill=%22none%22%20stroke=%22%23fff%22%20stroke-width=%223.5%22\
         %20stroke-linecap=%22round%22%20stroke-linejoin=%22round%22/%3E%3C/svg%3E",
        mark.replace(' ', "%20"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::Color;

    #[test]
    fn a_colour_for_one_kind_of_page_leaves_the_other_as_the_theme_has_it() {
        let teal = Color::rgb(0x0b, 0x6b, 0x7a);
        let brand = |color, dark_color| Brand { color, dark_color, ..Brand::default() };
        assert_eq!(style(&brand(None, None)), None);
        let light = style(&brand(Some(teal), None));
        assert_eq!(light.as_deref(), Some(":root{--brand:light-dark(#0b6b7a,#8cb8ff)}"));
        let dark = style(&brand(None, Some(teal)));
        assert_eq!(dark.as_deref(), Some(":root{--brand:light-dark(#1f54b5,#0b6b7a)}"));
    }
}
