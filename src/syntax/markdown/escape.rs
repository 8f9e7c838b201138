//! Text and addresses as HTML takes them. Characters that HTML and XML forbid become U+FFFD.

use crate::fragment::{Fragment, runs};

/// Appends text as element content.
pub(super) fn push_text(out: &mut Fragment, text: &str) {
    push_replacing(out, text, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        _ => forbidden(c),
    });
}

/// Appends text as the inside of an attribute in double quotes.
pub(super) fn push_attribute(out: &mut Fragment, text: &str) {
    push_replacing(out, text, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\n' | '\t' => Some(" "),
        _ => forbidden(c),
    });
}

/// Appends a number.
pub(super) fn push_number(out: &mut Fragment, number: u64) {
    out.push_html(&number.to_string());
}

fn push_replacing(out: &mut Fragment, text: &str, replacement: impl Fn(char) -> Option<&'static str>) {
    let (mut done, mut at) = (0, 0);
    loop {
        at += runs::before(&text.as_bytes()[at..], noted);
        let Some(c) = text[at..].chars().next() else { break };
        if let Some(instead) = replacement(c) {
            out.push_html(&text[done..at]);
            out.push_html(instead);
            done = at + c.len_utf8();
        }
        at += c.len_utf8();
    }
    out.push_html(&text[done..]);
}

/// Whether a character that is replaced may begin with this byte: one of markup, a control character, or one that is
/// [`forbidden`].
#[expect(clippy::needless_bitwise_bool, reason = "asked of sixteen bytes at once")]
fn noted(byte: u8) -> bool {
    let markup = (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == b'"');
    markup | (byte < b' ') | (byte == 0x7f) | (byte == 0xc2) | (byte >= 0xef)
}

/// What stands for a character that cannot be in HTML or XML; `None` for all others.
fn forbidden(c: char) -> Option<&'static str> {
    match c {
        '\n' | '\t' | ' '..='~' => None,
        '\r' => Some(" "),
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fdd0}'..='\u{fdef}' => Some("\u{fffd}"),
        _ if u32::from(c) & 0xfffe == 0xfffe => Some("\u{fffd}"),
        _ => None,
    }
}

/// Appends an address inside an attribute in double quotes; what an address cannot hold is percent-encoded (RFC 3986,
/// section 2). The host of an `http` or `https` address keeps letters of other scripts.
pub(super) fn push_address(out: &mut Fragment, address: &str) {
    let host_end = host_end(address);
    out.push_html(&crate::fragment::escape(&address[..host_end]));
    let rest = &address[host_end..];
    let mut fragment = false;
    let mut done = 0;
    for (at, byte) in rest.bytes().enumerate() {
        let kept = match byte {
            b'#' if !fragment => {
                fragment = true;
                true
            }
            b'%' => {
                rest.as_bytes().get(at + 1..at + 3).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit))
            }
            b'-' | b'.' | b'_' | b'~' | b':' | b'/' | b'?' | b'@' | b'!' | b'$' | b'\'' | b'(' | b')'
            | b'*' | b'+' | b',' | b';' | b'=' => true,
            _ => byte.is_ascii_alphanumeric(),
        };
        if !kept {
            // A run of kept bytes is ASCII, so both its ends are boundaries of characters.
            out.push_html(rest.get(done..at).unwrap_or_default());
            if byte == b'&' {
                out.push_html("&amp;");
            } else {
                let digits = [b'%', hex(byte >> 4), hex(byte & 15)].map(char::from);
                out.push_html(&String::from_iter(digits));
            }
            done = at + 1;
        }
    }
    out.push_html(rest.get(done..).unwrap_or_default());
}

/// Where the host of an `http` or `https` address ends; 0 for all others.
fn host_end(address: &str) -> usize {
    let Some(scheme) = address.find("//").map(|at| at + 2) else { return 0 };
    if !matches!(address[..scheme].to_ascii_lowercase().as_str(), "http://" | "https://") {
        return 0;
    }
    address[scheme..].find(['/', '?', '#']).map_or(address.len(), |at| scheme + at)
}

fn hex(nibble: u8) -> u8 {
    if nibble < 10 { b'0' + nibble } else { b'A' + nibble - 10 }
}
