//! Share cards: the picture that a chat or a social network shows beside a link, as a PNG.
//!
//! A card is drawn as SVG in letters of its own font and turned into pixels by resvg; the machine's fonts play no part,
//! so that a card has the same bytes everywhere. What stands on it is not decided here. Without the feature `cards`
//! there are none: [`Card::new`] always says so.

#[cfg(feature = "cards")]
mod draw;
#[cfg(feature = "cards")]
mod encode;
#[cfg(feature = "cards")]
mod font;

use crate::color::Color;

/// Width of a card in pixels.
pub const WIDTH: u32 = 1200;
/// Height of a card in pixels.
pub const HEIGHT: u32 = 630;
/// Changes when cards are drawn or packed differently, so that their addresses do.
#[cfg(feature = "cards")]
const DRAWING: u32 = 3;

/// What a card says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Words {
    /// The site's name.
    pub site: String,
    /// The owner's colour, for the site's name.
    pub brand: Color,
    /// The main thing, at most three lines of it.
    pub title: String,
    /// A status by its word; may be empty.
    pub status: String,
    /// The class of the status, one of those of the pages: `ok`, `major`, …
    pub class: String,
    /// What follows the status: state, date, duration.
    pub facts: String,
    /// Stretches of time at impacts, to scale: class, height in percent, start and end in thousandths of the width.
    pub course: Vec<(String, u32, u32, u32)>,
}

/// A card that can be drawn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Card {
    words: Words,
    version: String,
}

impl Card {
    /// The card, unless it holds a character that the font does not have.
    #[must_use]
    #[cfg(feature = "cards")]
    pub fn new(words: Words) -> Option<Self> {
        let texts = [&words.site, &words.title, &words.status, &words.facts];
        let version = format!("{:016x}", fingerprint(&words));
        texts.iter().all(|text| font::has(text)).then_some(Self { words, version })
    }

    /// No card: this program was built without them.
    #[must_use]
    #[cfg(not(feature = "cards"))]
    pub fn new(_: Words) -> Option<Self> {
        None
    }

    /// What the card says.
    #[must_use]
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// Differs when the picture does: for its address, so that nobody shows an old one.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The picture, a PNG of [`WIDTH`] × [`HEIGHT`] pixels.
    #[must_use]
    #[cfg(feature = "cards")]
    pub fn png(&self) -> Vec<u8> {
        draw::png(&self.words)
    }

    /// No picture: this program was built without them.
    #[must_use]
    #[cfg(not(feature = "cards"))]
    pub fn png(&self) -> Vec<u8> {
        Vec::new()
    }
}

/// FNV-1a over all words: tells one card from another; it protects nothing.
#[cfg(feature = "cards")]
fn fingerprint(words: &Words) -> u64 {
    let text = format!("{DRAWING} {words:?}");
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}
