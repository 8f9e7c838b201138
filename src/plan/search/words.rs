//! A text's words as they are looked up: without case and without accents.
//!
//! The theme's script cuts what is asked for by the same rules (`words` in assets/search.js); a test holds them
//! together.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::fragment::runs;

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
    let mut rest = text;
    // What is not ASCII is taken with all that it stands next to: no word goes on over white space, and no rule that looks
    // at neighbours looks past it.
    while let Some(at) =
        Some(runs::before(rest.as_bytes(), |byte| byte >= 0x80)).filter(|at| *at < rest.len())
    {
        let start =
            rest.as_bytes()[..at].iter().rposition(u8::is_ascii_whitespace).map_or(0, |space| space + 1);
        let end =
            rest.as_bytes()[at..].iter().position(u8::is_ascii_whitespace).map_or(rest.len(), |end| at + end);
        of_ascii(&rest[..start], &mut found);
        of_any_script(&rest[start..end], &mut found);
        rest = &rest[end..];
    }
    of_ascii(rest, &mut found);
}

/// What a word of ASCII holds.
const LETTER_OR_DIGIT: u8 = 1;
const CAPITAL: u8 = 2;

/// What each byte is of these; 0 for what is in no word.
const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        kinds[byte as usize] = match byte {
            b'A'..=b'Z' => CAPITAL,
            b'a'..=b'z' | b'0'..=b'9' => LETTER_OR_DIGIT,
            _ => 0,
        };
        byte += 1;
    }
    kinds
};

fn of_ascii(text: &str, found: &mut impl FnMut(&str)) {
    let mut lower = String::new();
    let mut at = 0;
    while at < text.len() {
        let (start, mut kinds) = (at, 0);
        while let Some(byte) = text.as_bytes().get(at)
            && KINDS[usize::from(*byte)] != 0
        {
            kinds |= KINDS[usize::from(*byte)];
            at += 1;
        }
        let word = &text[start..at.min(start + LONGEST)];
        if kinds & CAPITAL != 0 {
            lower.clear();
            lower.push_str(word);
            lower.make_ascii_lowercase();
            found(&lower);
        } else if !word.is_empty() {
            found(word);
        }
        // What ended the word is none of the next.
        at += 1;
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
    fn what_is_ascii_and_what_is_not_stand_side_by_side() {
        let text = "On-call: Größe_2\tDB9 OK,\u{a0}x; \u{3b1}\u{3a3}. end";
        assert_eq!(words(text), ["on", "call", "große", "2", "db9", "ok", "x", "ας", "end"]);
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
