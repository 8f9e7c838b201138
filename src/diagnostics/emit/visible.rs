//! Makes text harmless for a terminal: what would move the cursor, change colours, turn the direction of writing or
//! take no room at all is shown as a character of its own. Says nothing about HTML.

/// The text with every dangerous character replaced by one visible character; line feeds become spaces, and
/// spaces at the ends go.
pub(super) fn one_line(text: &str) -> String {
    spaced(&text.trim().replace("\r\n", "\n"))
}

/// The same for a text whose line feeds stay, for forms that indent what follows them.
pub(super) fn lines(text: &str) -> String {
    text.trim().lines().map(|line| spaced(line.trim_end())).collect::<Vec<_>>().join("\n")
}

fn spaced(text: &str) -> String {
    text.chars().map(|c| if c == '\n' || c == '\t' { ' ' } else { shown(c) }).collect()
}

/// `c`, or what stands for it; one character for one, so that columns stay right. A tab stays a tab.
pub(super) fn shown(c: char) -> char {
    match c {
        '\t' => '\t',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7f}' => '\u{2421}',
        // C1 controls (some terminals obey U+009B like ESC [), marks that turn the direction of writing, characters
        // without width, line and paragraph separators, tags, and the private use area, where fonts differ.
        '\u{80}'..='\u{9f}'
        | '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'..='\u{1160}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{e000}'..='\u{f8ff}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

/// About how many columns a terminal gives to `c` once it is shown; rather too many than too few.
pub(super) fn columns(c: char) -> usize {
    match c {
        '\t' => 4,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff01}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f000}'.. => 2,
        _ => 1,
    }
}
