//! Which characters may an XML document hold? For results of queries here and for exports elsewhere.

use std::io::{self, Write};

/// Whether XML 1.0 allows the character, escaped or not (production 2, Char).
#[must_use]
pub fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// The text with U+FFFD for every character that XML forbids, and how many these were.
#[must_use]
pub fn xml_text(text: &str) -> (String, usize) {
    let forbidden = text.chars().filter(|&c| !is_xml_char(c)).count();
    (text.replace(|c| !is_xml_char(c), "\u{fffd}"), forbidden)
}

/// Passes XML on with every carriage return as a reference: readers take a bare one for a line feed (XML 1.0, 2.11).
pub(super) struct LineEnds<W>(pub(super) W);

impl<W: Write> Write for LineEnds<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut rest = bytes;
        while let Some(at) = rest.iter().position(|&byte| byte == b'\r') {
            self.0.write_all(&rest[..at])?;
            self.0.write_all(b"&#13;")?;
            rest = &rest[at + 1..];
        }
        self.0.write_all(rest)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[test]
fn carriage_returns_are_references() {
    let mut out = LineEnds(Vec::new());
    out.write_all("\ra\r\nb\n".as_bytes()).unwrap();
    assert_eq!(String::from_utf8(out.0).unwrap(), "&#13;a&#13;\nb\n");
}

#[test]
fn what_xml_forbids_is_replaced_and_counted() {
    assert_eq!(xml_text("a\u{0}b\u{1}c\td\u{fffe}"), ("a\u{fffd}b\u{fffd}c\td\u{fffd}".to_owned(), 3));
    assert_eq!(xml_text("无锡 é\r\n"), ("无锡 é\r\n".to_owned(), 0));
}
