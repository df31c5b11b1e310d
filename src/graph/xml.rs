//! Which characters may an XML document hold? For results of queries here and for exports elsewhere.

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

#[test]
fn what_xml_forbids_is_replaced_and_counted() {
    assert_eq!(xml_text("a\u{0}b\u{1}c\td\u{fffe}"), ("a\u{fffd}b\u{fffd}c\td\u{fffd}".to_owned(), 3));
    assert_eq!(xml_text("无锡 é\r\n"), ("无锡 é\r\n".to_owned(), 0));
}
