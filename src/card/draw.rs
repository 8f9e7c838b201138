//! A card as SVG, and the SVG as a PNG.

use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::encode;
use super::font::{FAMILY, FONT, lines};
use super::{HEIGHT, WIDTH, Words};
use crate::color::{AA_TEXT, Color};
use crate::fragment::escape;
use crate::palette::{self, INK, LINE, PAPER, SOFT};

const MARGIN: u32 = 80;
const TITLE: u16 = 68;
const TITLE_LEADING: u32 = 78;

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(FONT.to_vec());
    Arc::new(fonts)
});

/// The picture of `words`.
pub(super) fn png(words: &Words) -> Vec<u8> {
    let options = Options { fontdb: FONTS.clone(), font_family: FAMILY.to_owned(), ..Options::default() };
    let drawn = Tree::from_str(&svg(words), &options).ok().and_then(|tree| {
        let mut pixels = Pixmap::new(WIDTH, HEIGHT)?;
        resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
        encode::png(&pixels)
    });
    // The SVG is our own and the size is fixed: there is nothing that could fail. A test draws every kind of card.
    drawn.unwrap_or_default()
}

fn svg(words: &Words) -> String {
    // A colour of the owner's that cannot be read on the card gives way to one that can.
    let brand = if words.brand.contrast(PAPER) >= AA_TEXT { words.brand } else { INK };
    // The site's own card tells of no status.
    let tint = if words.status.is_empty() { brand } else { palette::status(&words.class) };
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" font-family=\"{FAMILY}\">\
         <path fill=\"{PAPER}\" d=\"M0 0h{WIDTH}v{HEIGHT}H0z\"/><path fill=\"{tint}\" d=\"M0 0h24v{HEIGHT}H0z\"/>"
    );
    let mut text = |x: u32, y: u32, size: u32, fill: Color, text: &str| {
        let _ = write!(
            svg,
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"{fill}\">{}</text>",
            escape(text)
        );
    };
    for line in lines(&words.site, 36, WIDTH - 2 * MARGIN, 1) {
        text(MARGIN, 112, 36, brand, &line);
    }
    for (line, y) in
        lines(&words.title, TITLE, WIDTH - 2 * MARGIN, 3).iter().zip((220..).step_by(TITLE_LEADING as usize))
    {
        text(MARGIN, y, 68, INK, line);
    }
    let mut x = MARGIN;
    if !words.status.is_empty() {
        text(MARGIN, 470, 40, tint, &words.status);
        x += super::font::width(&words.status, 40) + 28;
    }
    for line in lines(&words.facts, 36, WIDTH.saturating_sub(MARGIN + x), 1) {
        text(x, 470, 36, SOFT, &line);
    }
    svg.push_str(&course(words));
    svg.push_str("</svg>");
    svg
}

/// The course of an incident at the foot of its card.
fn course(words: &Words) -> String {
    let (base, high, room) = (560, 52, WIDTH - 2 * MARGIN);
    let mut drawn = String::new();
    if words.course.is_empty() {
        return drawn;
    }
    let _ = write!(drawn, "<path fill=\"{LINE}\" d=\"M{MARGIN} {base}h{room}v2H{MARGIN}z\"/>");
    for (class, percent, from, until) in &words.course {
        let place = |thousandths: &u32| MARGIN + room * thousandths / 1000;
        let (x, end) = (place(from), place(until).max(place(from) + 4));
        let height = high * percent / 100;
        let _ = write!(
            drawn,
            "<path fill=\"{}\" d=\"M{x} {base}H{end}v-{height}H{x}z\"/>",
            palette::status(class)
        );
    }
    drawn
}
