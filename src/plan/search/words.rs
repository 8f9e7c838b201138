//! A text's words as they are looked up: without case and without accents.
//!
//! The theme's script cuts what is asked for by the same rules (`words` in assets/search.js); a test holds them
//! together.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word is cut after this many characters.
const LONGEST: usize = 32;

/// The words of `text`, in order: runs of letters and digits, and single characters of scripts that put no space
/// between words.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for_each(text, |word| words.push(word.to_owned()));
    words
}

/// Tells `found` each of the [`words`] of `text`.
pub(super) fn for_each(text: &str, mut found: impl FnMut(&str)) {
    // No word goes on over white space, and no rule that looks at neighbours looks past it.
    for piece in text.split_ascii_whitespace() {
        if piece.is_ascii() {
            let mut rest = piece;
            while let Some(start) = rest.bytes().position(|byte| byte.is_ascii_alphanumeric()) {
                let run = &rest[start..];
                let end = run.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(run.len());
                let word = &run[..end.min(LONGEST)];
                if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
                    found(&word.to_ascii_lowercase());
                } else {
                    found(word);
                }
                rest = &run[end..];
            }
        } else {
            of_any_script(piece, &mut found);
        }
    }
}

fn of_any_script(text: &str, found: &mut impl FnMut(&str)) {
    // Decomposed first: what comes apart may hold capitals (`№`) or marks (`İ`).
    let lower = text.nfkd().collect::<String>().to_lowercase();
    let folded = lower.chars().filter(|c| !is_combining_mark(*c));
    let (mut word, mut length) = (String::new(), 0);
    for c in folded {
        let alone = stands_alone(c);
        if alone || !c.is_alphanumeric() {
            if !word.is_empty() {
                found(&word);
                word.clear();
                length = 0;
            }
            if alone {
                found(c.encode_utf8(&mut [0; 4]));
            }
        } else if length < LONGEST {
            word.push(c);
            length += 1;
        }
    }
    if !word.is_empty() {
        found(&word);
    }
}

/// Whether `c` is of a script without spaces: Thai, Lao, Burmese, Khmer, kana, Han.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{e01}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3041}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
        && c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn case_and_accents_do_not_matter() {
        assert_eq!(words("Déploiements über-LENTS, №3"), ["deploiements", "uber", "lents", "no3"]);
        assert_eq!(words("ＡＰＩ İstanbul ﬁle"), ["api", "istanbul", "file"]);
    }

    #[test]
    fn scripts_without_spaces_are_cut_into_characters() {
        assert_eq!(words("API障害です"), ["api", "障", "害", "て", "す"]);
    }

    #[test]
    fn long_runs_are_cut() {
        assert_eq!(words(&"x".repeat(100)), ["x".repeat(32)]);
    }
}
