//! Text as XML 1.0 holds it.

use crate::fragment::runs;

/// Appends `text` for element content and for quoted attributes: what is markup is escaped, and what XML cannot hold
/// (section 2.2: control characters but for tab and line ends, and two non-characters) is left out.
pub(super) fn push(out: &mut String, text: &str) {
    let mut done = 0;
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        at += runs::blocks_before(&bytes[at..], |byte, _| is_noted(byte));
        let Some(next) = bytes[at..].iter().position(|byte| NOTED[usize::from(*byte)]) else { break };
        at += next;
        let instead = match bytes[at] {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'&' => "&amp;",
            b'"' => "&quot;",
            b'\'' => "&apos;",
            0..b' ' => "",
            // U+FFFE and U+FFFF are the bytes EF BF BE and EF BF BF.
            0xef if matches!(bytes.get(at + 1..at + 3), Some([0xbf, 0xbe | 0xbf])) => {
                out.push_str(&text[done..at]);
                (at, done) = (at + 3, at + 3);
                continue;
            }
            _ => {
                at += 1;
                continue;
            }
        };
        out.push_str(&text[done..at]);
        out.push_str(instead);
        (at, done) = (at + 1, at + 1);
    }
    out.push_str(&text[done..]);
}

/// Bytes that are not simply taken over, or may not be.
const NOTED: [bool; 256] = {
    let mut noted = [false; 256];
    let mut byte = 0;
    while byte < u8::MAX {
        noted[byte as usize] = is_noted(byte);
        byte += 1;
    }
    noted
};

/// Whether a byte is markup, or may begin what XML cannot hold.
#[expect(clippy::needless_bitwise_bool, reason = "asked of sixteen bytes at once")]
const fn is_noted(byte: u8) -> bool {
    let control = (byte < b' ') & (byte != b'\t') & (byte != b'\n') & (byte != b'\r');
    let markup = (byte == b'<') | (byte == b'>') | (byte == b'&') | (byte == b'"') | (byte == b'\'');
    control | markup | (byte == 0xef)
}

/// What XML can hold of `text`, not escaped.
pub(super) fn allowed(text: &str) -> String {
    // U+FFFE and U+FFFF begin with the byte EF.
    #[expect(clippy::needless_bitwise_bool, reason = "asked of sixteen bytes at once")]
    let suspect = |byte| ((byte < b' ') & (byte != b'\n')) | (byte == 0xef);
    if runs::before(text.as_bytes(), suspect) == text.len() {
        return text.to_owned();
    }
    let holds = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(|c| holds(*c)).collect()
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
