//! The cards' font: which characters it has, how wide a text is, and where its lines break.

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

/// A subset of Source Sans 3; see card.ttf.LICENSE.txt.
pub(super) const FONT: &[u8] = include_bytes!("card.ttf");
/// Its family's name.
pub(super) const FAMILY: &str = "Candor Card";

/// Whether the font has every character of `text`.
pub(super) fn has(text: &str) -> bool {
    let Ok(font) = FontRef::new(FONT) else { return false };
    let characters = font.charmap();
    text.chars().all(|c| characters.map(c).is_some())
}

/// The width of `text` at `size` pixels, kerning left out.
pub(super) fn width(text: &str, size: f32) -> f32 {
    let Ok(font) = FontRef::new(FONT) else { return 0.0 };
    let (characters, metrics) = (font.charmap(), font.glyph_metrics(Size::new(size), LocationRef::default()));
    let advance = |c| metrics.advance_width(characters.map(c)?);
    text.chars().filter_map(advance).sum()
}

/// Breaks `text` into at most `most` lines that are no wider than `room`; what has no room is left out, which `…` says.
pub(super) fn lines(text: &str, size: f32, room: f32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match longer.filter(|line| width(line, size) <= room) {
            Some(line) => {
                lines.pop();
                lines.push(line);
            }
            None => lines.push(word.to_owned()),
        }
    }
    let left_out = lines.len() > most;
    lines.truncate(most);
    let last = lines.len().saturating_sub(1);
    for (n, line) in lines.iter_mut().enumerate() {
        let cut = left_out && n == last;
        if cut {
            line.push('…');
        }
        while width(line, size) > room && line.chars().count() > 1 {
            let keep = line.trim_end_matches('…').char_indices().next_back().map_or(0, |(at, _)| at);
            line.truncate(keep);
            line.push('…');
        }
    }
    lines
}
