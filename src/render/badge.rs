//! Badges as bytes: a flat picture of two halves, and what shields.io draws one from.
//!
//! The halves must be as wide as their texts, and nothing here can ask a browser: widths are those of Verdana's kind at
//! 11 pixels, and the picture holds each text to the width that was reckoned, whatever the font.

use std::fmt::Write as _;

use serde::Serialize;

use crate::color::Color;
use crate::fragment::escape;
use crate::palette;
use crate::plan::badges::{BadgeForm, BadgeView, Tone};
use crate::plan::views::TermView;

/// The bytes of a badge.
pub(super) fn badge(view: &BadgeView, form: BadgeForm) -> Vec<u8> {
    match form {
        BadgeForm::Svg => svg(view).into_bytes(),
        BadgeForm::Json => json(view),
    }
}

fn colour(tone: Tone) -> Color {
    match tone {
        Tone::Impact(impact) => palette::status(TermView::from(impact).class),
        Tone::Unknown => palette::SOFT,
    }
}

/// The room left and right of a text, in pixels.
const PADDING: u32 = 6;

fn svg(view: &BadgeView) -> String {
    let (label, message) = (printable(&view.label), printable(&view.message));
    let title = escape(&printable(&view.title));
    let widths = [width(&label), width(&message)];
    let [left, right] = widths.map(|width| width + 2 * PADDING);
    let all = left + right;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{all}\" height=\"20\" viewBox=\"0 0 {all} 20\" \
         role=\"img\" aria-label=\"{title}\">\n<title>{title}</title>\n"
    );
    let (top, bottom) = (left - 3, right - 3);
    let _ = writeln!(svg, "<path fill=\"#414a50\" d=\"M3 0h{top}v20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z\"/>");
    let _ = writeln!(
        svg,
        "<path fill=\"{}\" d=\"M{left} 0h{bottom}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H{left}z\"/>",
        colour(view.tone)
    );
    svg.push_str(
        "<g fill=\"#fff\" font-family=\"Verdana,'DejaVu Sans',Geneva,sans-serif\" font-size=\"11\">\n",
    );
    for (x, text, width) in [(PADDING, &label, widths[0]), (left + PADDING, &message, widths[1])] {
        let text = escape(text);
        let _ = writeln!(svg, "<text x=\"{x}\" y=\"14\" textLength=\"{width}\">{text}</text>");
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

/// Without the control characters that XML cannot hold.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

/// What shields.io reads from an endpoint (<https://shields.io/badges/endpoint-badge>).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Endpoint<'a> {
    schema_version: u8,
    label: &'a str,
    message: &'a str,
    color: &'a str,
}

fn json(view: &BadgeView) -> Vec<u8> {
    let color = colour(view.tone).to_string();
    let color = color.trim_start_matches('#');
    let endpoint = Endpoint { schema_version: 1, label: &view.label, message: &view.message, color };
    let mut json = serde_json::to_vec(&endpoint).unwrap_or_default();
    json.push(b'\n');
    json
}

/// The widths of the characters from space to `~` at 11 pixels, in tenths of a pixel.
const WIDTHS: [u32; 95] = [
    35, 44, 51, 92, 70, 105, 86, 30, 43, 43, 55, 92, 35, 40, 35, 37, 70, 70, 70, 70, 70, 70, 70, 70, 70, 70,
    37, 37, 92, 92, 92, 58, 110, 75, 75, 77, 85, 70, 63, 85, 83, 32, 32, 72, 61, 95, 82, 87, 66, 87, 76, 70,
    67, 81, 75, 109, 75, 67, 75, 43, 37, 43, 92, 55, 55, 67, 70, 60, 70, 68, 39, 70, 70, 31, 31, 64, 31, 107,
    70, 67, 70, 70, 45, 57, 43, 70, 65, 90, 65, 65, 58, 70, 37, 70, 92,
];

/// The width of a text at 11 pixels, in whole pixels.
fn width(text: &str) -> u32 {
    let tenths: u32 = text.chars().map(tenths).sum();
    tenths.div_ceil(10).max(1)
}

fn tenths(c: char) -> u32 {
    let code = u32::from(c);
    match code {
        0x20..0x7f => WIDTHS[code as usize - 0x20],
        // Marks that stand on the letter before them, and joiners.
        0x300..0x370 | 0x200b..0x2010 | 0xfe00..0xfe10 => 0,
        // East Asian scripts, full-width forms, pictures: as wide as high.
        0x1100..0x1160 | 0x2e80..0xa4d0 | 0xac00..0xd7a4 | 0xf900..0xfb00 | 0xff00..0xff61 | 0x1_f000.. => {
            110
        }
        // Other letters are about as wide as capitals of the table.
        _ => 73,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_letters() {
        assert_eq!(width("status"), 34);
        assert_eq!(width("operational"), 63);
        assert!(width("iiii") < width("WWWW"));
        assert_eq!(width("日本"), 22);
        assert_eq!(width("e\u{301}"), width("e"));
    }

    #[test]
    fn a_label_cannot_break_out() {
        let view = BadgeView {
            label: "a\u{1b}<b>&\"c".to_owned(),
            message: "x".to_owned(),
            title: "\"><script>".to_owned(),
            tone: Tone::Unknown,
        };
        let svg = svg(&view);
        assert!(svg.contains(">a&lt;b&gt;&amp;&quot;c</text>") && !svg.contains("<script>"), "{svg}");
    }
}
