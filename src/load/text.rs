//! Bytes → text, with the faults that a text file can have as a whole.

use crate::diagnostics::{Code, Diagnostic};
use crate::tree::RelPath;

/// The text of a file; reports bytes that are not UTF-8.
pub(super) fn decode<'a>(path: &RelPath, bytes: &'a [u8], faults: &mut Vec<Diagnostic>) -> Option<&'a str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            let line = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n').count();
            let message = format!("the file is not UTF-8 text: line {line} holds a byte that cannot be read");
            let help = if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
                "it looks like UTF-16: save the file as UTF-8"
            } else {
                "save the file as UTF-8, and see whether an accented letter or a curly quote on that line is right"
            };
            faults.push(Diagnostic::new(Code::NotUtf8, path, message).help(help));
            None
        }
    }
}

/// Reports NUL bytes in `text`, which begins at byte `base` of the file.
pub(super) fn refuse_nul(path: &RelPath, text: &str, base: usize, faults: &mut Vec<Diagnostic>) {
    if let Some(at) = text.find('\0') {
        let fault = Diagnostic::new(Code::NulByte, path, "the text holds a NUL byte");
        faults.push(
            fault
                .at(base + at..base + at + 1)
                .help("delete it; it may have come from a copied terminal or a binary file"),
        );
    }
}
