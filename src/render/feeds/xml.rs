//! Text as XML 1.0 holds it.

use crate::runs;

/// Appends `text` for element content and for quoted attributes: what is markup is escaped, and what XML cannot hold
/// (section 2.2: control characters but for tab and line ends, and two non-characters) is left out.
pub(super) fn push(out: &mut String, text: &str) {
    let escaped = |byte: u8| {
        (byte == b'<') | (byte == b'>') | (byte == b'&') | (byte == b'"') | (byte == b'\'') | suspect(byte)
    };
    let (mut done, mut at) = (0, 0);
    loop {
        at += runs::before(&text.as_bytes()[at..], escaped);
        let Some(byte) = text.as_bytes().get(at) else { break };
        let (length, instead) = match byte {
            b'<' => (1, "&lt;"),
            b'>' => (1, "&gt;"),
            b'&' => (1, "&amp;"),
            b'"' => (1, "&quot;"),
            b'\'' => (1, "&apos;"),
            _ => match text[at..].chars().next() {
                Some(other) if !holds(other) => (other.len_utf8(), ""),
                other => {
                    at += other.map_or(1, char::len_utf8);
                    continue;
                }
            },
        };
        out.push_str(&text[done..at]);
        out.push_str(instead);
        at += length;
        done = at;
    }
    out.push_str(&text[done..]);
}

/// What XML can hold of `text`, not escaped.
pub(super) fn allowed(text: &str) -> String {
    if runs::before(text.as_bytes(), suspect) == text.len() {
        return text.to_owned();
    }
    text.chars().filter(|c| holds(*c)).collect()
}

/// Whether XML can hold a character.
fn holds(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..)
}

/// Whether a character that XML cannot hold may begin with this byte: a control character, or U+FFFE and U+FFFF.
fn suspect(byte: u8) -> bool {
    ((byte < b' ') & (byte != b'\t') & (byte != b'\n') & (byte != b'\r')) | (byte == 0xef)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pushed(text: &str) -> String {
        let mut out = String::new();
        push(&mut out, text);
        out
    }

    #[test]
    fn markup_is_escaped_and_what_xml_cannot_hold_is_left_out() {
        assert_eq!(
            pushed("<a href='x'>\"R&D\"</a>"),
            "&lt;a href=&apos;x&apos;&gt;&quot;R&amp;D&quot;&lt;/a&gt;"
        );
        assert_eq!(pushed("a\u{0}b\u{b}c\td\r\n"), "abc\td\r\n");
        assert_eq!(pushed("x\u{fffe}\u{ffff}<y\u{fffd}\u{ff01}"), "x&lt;y\u{fffd}\u{ff01}");
        assert_eq!(pushed("größer 🙂"), "größer 🙂");
        assert_eq!(allowed("a\u{1}\u{ffff}b 🙂"), "ab 🙂");
    }
}
