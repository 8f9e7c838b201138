//! The colours of the default theme on light pages, for what has no style sheet: share cards, badges, icons.
//!
//! base.css is where they come from, and a test holds the two together. Which colour means what is the theme's affair.

use crate::color::Color;

/// What pages stand on.
pub const PAPER: Color = Color::rgb(0xf7, 0xf7, 0xf5);
/// Text.
pub const INK: Color = Color::rgb(0x16, 0x19, 0x1c);
/// Text that steps back, and what nobody knows.
pub const SOFT: Color = Color::rgb(0x5a, 0x61, 0x69);
/// Lines.
pub const LINE: Color = Color::rgb(0xe1, 0xe2, 0xdf);
/// Links and accents, where a site has no colour of its own.
pub const BRAND: Color = Color::rgb(0x1f, 0x54, 0xb5);
/// The same on dark pages.
pub const DARK_BRAND: Color = Color::rgb(0x8c, 0xb8, 0xff);

/// The colour of a class of statuses: `ok`, `maintenance`, `degraded`, `partial`, `major`; of any other, [`SOFT`]. White
/// on each has a contrast of 4.5 to 1 or more.
#[must_use]
pub fn status(class: &str) -> Color {
    match class {
        "ok" => Color::rgb(0x16, 0x71, 0x4a),
        "maintenance" => Color::rgb(0x2a, 0x5d, 0xb0),
        "degraded" => Color::rgb(0x85, 0x58, 0x00),
        "partial" => Color::rgb(0xad, 0x43, 0x0a),
        "major" => Color::rgb(0xb3, 0x20, 0x2d),
        _ => SOFT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::AA_TEXT;

    const CLASSES: [&str; 6] = ["ok", "maintenance", "degraded", "partial", "major", "none"];

    #[test]
    fn the_colours_are_those_of_the_default_theme() {
        let base = include_str!("../themes/default/styles/base.css");
        let named = [("paper", PAPER), ("ink", INK), ("soft", SOFT), ("line", LINE), ("brand", BRAND)];
        for (name, color) in named.into_iter().chain(CLASSES.map(|class| (class, status(class)))) {
            let begin = format!("--{name}: light-dark({color},");
            assert!(base.contains(&begin), "base.css has another --{name} than {color}");
        }
        assert!(base.contains(&format!("--brand: light-dark({BRAND}, {DARK_BRAND});")));
    }

    #[test]
    fn the_line_in_a_frame_has_the_same_statuses() {
        let base = include_str!("../themes/default/styles/base.css");
        let embed = include_str!("../themes/default/styles/embed.css");
        for class in CLASSES.iter().take(5).chain(&["soft"]) {
            let begin = format!("--{class}: light-dark(");
            let set = |css: &str| {
                let rest = css.split_once(&begin).map(|(_, rest)| rest.to_owned());
                rest.and_then(|rest| rest.split_once(')').map(|(colors, _)| colors.to_owned()))
            };
            assert!(set(base).is_some() && set(embed) == set(base), "--{class}: {:?}", set(embed));
        }
    }

    #[test]
    fn white_can_be_read_on_every_status() {
        for class in CLASSES {
            assert!(status(class).contrast(Color::WHITE) >= AA_TEXT, "{class}");
        }
    }
}
