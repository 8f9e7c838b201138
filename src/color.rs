//! Colours as WCAG 2.x counts their contrast, and the nearest colour that has enough of it.
//!
//! Knows no theme: what stands on what is the caller's to say.

use std::fmt;

/// The least contrast of text with what it stands on (WCAG 2.2, success criterion 1.4.3, level AA).
pub const AA_TEXT: f64 = 4.5;

/// An opaque sRGB colour.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Color {
    red: u8,
    green: u8,
    blue: u8,
}

impl Color {
    /// White.
    pub const WHITE: Self = Self::rgb(255, 255, 255);

    /// The colour with these components.
    #[must_use]
    pub const fn rgb(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// Reads `#rgb` or `#rrggbb` (CSS Color 4, section 5.2); no other notation, and no transparency.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let at = |range: std::ops::Range<usize>| u8::from_str_radix(digits.get(range)?, 16).ok();
        match digits.len() {
            3 => Some(Self::rgb(at(0..1)? * 17, at(1..2)? * 17, at(2..3)? * 17)),
            6 => Some(Self::rgb(at(0..2)?, at(2..4)?, at(4..6)?)),
            _ => None,
        }
    }

    /// Relative luminance, 0 for black to 1 for white (WCAG 2.2, definition of relative luminance, with the threshold
    /// 0.04045 of the current text).
    #[must_use]
    pub fn luminance(self) -> f64 {
        let linear = |component: u8| {
            let value = f64::from(component) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    /// Contrast ratio with another colour, 1 to 21 (WCAG 2.2, definition of contrast ratio).
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The least contrast with any of `grounds`.
    #[must_use]
    pub fn least_contrast(self, grounds: &[Self]) -> f64 {
        grounds.iter().map(|ground| self.contrast(*ground)).fold(21.0, f64::min)
    }

    /// The nearest colour on the way from this one to `end` (black or white) that has a contrast of at least `ratio`
    /// with all of `grounds`; this one itself when it has. `None` when even `end` has not.
    #[must_use]
    pub fn towards(self, end: Self, ratio: f64, grounds: &[Self]) -> Option<Self> {
        (0..=255_u8).map(|step| self.mixed(end, step)).find(|color| color.least_contrast(grounds) >= ratio)
    }

    /// The mixture with `step` parts of 255 of `other`.
    fn mixed(self, other: Self, step: u8) -> Self {
        let mix = |a: u8, b: u8| {
            let (a, b, step) = (u32::from(a), u32::from(b), u32::from(step));
            u8::try_from((a * (255 - step) + b * step + 127) / 255).unwrap_or(u8::MAX)
        };
        Self::rgb(mix(self.red, other.red), mix(self.green, other.green), mix(self.blue, other.blue))
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLACK: Color = Color::rgb(0, 0, 0);

    #[test]
    fn only_hexadecimal_notation_is_read() {
        assert_eq!(Color::parse("#0bF"), Some(Color::rgb(0x00, 0xbb, 0xff)));
        assert_eq!(Color::parse("#0b5fff").map(|c| c.to_string()).as_deref(), Some("#0b5fff"));
        for wrong in ["0b5fff", "#0b5ff", "#0b5fff80", "blue", "#ggg", "", "#é12"] {
            assert_eq!(Color::parse(wrong), None, "{wrong}");
        }
    }

    /// The values are those that other contrast checkers give: black on white is 21, #767676 is the lightest grey that
    /// passes on white, #777777 the first that fails.
    #[test]
    fn contrast_is_counted_as_wcag_says() {
        let near = |a: f64, b: f64| (a - b).abs() < 0.005;
        assert!(near(BLACK.contrast(Color::WHITE), 21.0));
        assert!(near(Color::rgb(0x76, 0x76, 0x76).contrast(Color::WHITE), 4.54));
        assert!(near(Color::rgb(0x77, 0x77, 0x77).contrast(Color::WHITE), 4.48));
        assert!(near(Color::rgb(255, 0, 0).contrast(Color::WHITE), 4.0));
        assert!(near(Color::WHITE.contrast(Color::WHITE), 1.0));
    }

    #[test]
    fn the_nearest_passing_colour_passes_and_the_one_before_it_does_not() {
        let orange = Color::rgb(0xff, 0x8a, 0x00);
        let found = orange.towards(BLACK, AA_TEXT, &[Color::WHITE]).expect("black passes on white");
        assert!(found.contrast(Color::WHITE) >= AA_TEXT);
        assert!(found.contrast(Color::WHITE) < 4.6, "{found} is darker than it has to be");
        assert_eq!(BLACK.towards(BLACK, AA_TEXT, &[Color::WHITE]), Some(BLACK));
        assert_eq!(orange.towards(Color::WHITE, AA_TEXT, &[Color::WHITE]), None);
    }
}
