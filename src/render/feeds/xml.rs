//! Text as XML 1.0 holds it.

/// Appends `text` for element content and for quoted attributes: what is markup is escaped, and what XML cannot hold
/// (section 2.2: control characters but for tab and line ends, and two non-characters) is left out.
pub(super) fn push(out: &mut String, text: &str) {
    let mut done = 0;
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(|byte| NOTED[usize::from(*byte)]) {
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
    while byte < 256 {
        let allowed = matches!(byte, 0x09 | 0x0a | 0x0d | 0x20..);
        let special = matches!(byte, 0x22 | 0x26 | 0x27 | 0x3c | 0x3e | 0xef);
        noted[byte] = special || !allowed;
        byte += 1;
    }
    noted
};

/// What XML can hold of `text`, not escaped.
pub(super) fn allowed(text: &str) -> String {
    let holds = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..);
    if text.chars().all(holds) { text.to_owned() } else { text.chars().filter(|c| holds(*c)).collect() }
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
