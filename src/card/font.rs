//! The cards' font: which characters it has, how wide a text is, and where its lines break.

use skrifa::raw::TableProvider;
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

/// The width of `text` at `size` pixels, in whole pixels and kerning left out.
pub(super) fn width(text: &str, size: u16) -> u32 {
    let Ok(font) = FontRef::new(FONT) else { return 0 };
    let (Ok(head), Ok(advances)) = (font.head(), font.hmtx()) else { return 0 };
    let characters = font.charmap();
    let per_em = u64::from(head.units_per_em()).max(1);
    let advance = |c| advances.advance(characters.map(c)?).map(u64::from);
    let units: u64 = text.chars().filter_map(advance).sum();
    u32::try_from((units * u64::from(size)).div_ceil(per_em)).unwrap_or(u32::MAX)
}

/// Breaks `text` into at most `most` lines that are no wider than `room`; what has no room is left out, which `…` says.
pub(super) fn lines(text: &str, size: u16, room: u32, most: usize) -> Vec<String> {
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
