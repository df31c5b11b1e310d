//! Which characters do these bytes stand for? UTF-8 as it is; everything else is converted, and a note says so.
//!
//! Guesses follow the `chardetng` library; this file decides when to ask it, and what is no text at all.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::binary::{self, Binary};
use crate::diag::Note;

/// How the bytes of an input are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Charset {
    /// UTF-8 throughout: the bytes are the text.
    Utf8,
    /// UTF-8 with a few broken places, the first at this byte.
    BrokenUtf8(usize),
    /// Another encoding; the first byte that shows it.
    Other(&'static Encoding, usize),
}

/// Text out of bytes.
pub(super) struct Decoded<'a> {
    /// The text; the bytes themselves if they are UTF-8.
    pub(super) text: Cow<'a, str>,
    /// What was changed on the way.
    pub(super) notes: Vec<Note>,
}

/// Decodes a whole input, or says why it is no text. `declared` is the label of an encoding that the input itself names.
pub(super) fn decode<'a>(source: &str, bytes: &'a [u8], declared: Option<&str>) -> Result<Decoded<'a>, Note> {
    let charset = detect(bytes, declared).map_err(|binary| binary.note(source))?;
    let text = charset.decode(bytes);
    let notes = charset.note(source, &text).into_iter().collect();
    Ok(Decoded { text, notes })
}

/// Finds out how `bytes` are to be read, or what they are if no text.
pub(super) fn detect(bytes: &[u8], declared: Option<&str>) -> Result<Charset, Binary> {
    if let Some(binary) = binary::by_mark(bytes) {
        return Err(binary);
    }
    let charset = match Encoding::for_bom(bytes) {
        Some((encoding, _)) if encoding != UTF_8 => Charset::Other(encoding, 0),
        _ => match bytes.iter().position(|&b| b == 0) {
            Some(nul) => utf16_without_mark(bytes).ok_or_else(|| binary::unknown("a NUL byte", nul))?,
            None => without_nul(bytes, declared),
        },
    };
    if has_controls(&charset.decode(bytes)) {
        let offset = bytes.iter().position(|&b| is_odd(char::from(b))).unwrap_or(0);
        return Err(binary::unknown("control characters", offset));
    }
    Ok(charset)
}

fn without_nul(bytes: &[u8], declared: Option<&str>) -> Charset {
    let Err(error) = std::str::from_utf8(bytes) else { return Charset::Utf8 };
    let first_bad = error.valid_up_to();
    if is_mostly_utf8(bytes) {
        return Charset::BrokenUtf8(first_bad);
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.as_bytes()));
    if let Some(encoding) = declared.filter(|encoding| *encoding != UTF_8 && !encoding.decode_without_bom_handling(bytes).1) {
        return Charset::Other(encoding, first_bad);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Charset::Other(detector.guess(None, Utf8Detection::Deny), first_bad)
}

/// Whether more characters beyond ASCII are sound UTF-8 than not. Bytes of other encodings rarely are by chance.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0_usize, 0_usize);
    let mut cut_at_end = false;
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
        // A lone byte at the end may be a Latin-1 letter; two or more that begin a character were cut.
        cut_at_end = chunk.invalid().len() > 1;
    }
    sound > broken || (broken == 1 && cut_at_end)
}

/// UTF-16 without a byte order mark has NUL bytes in every ASCII character; the right byte order is the one that yields
/// spaces and line ends, and no character that no text holds.
fn utf16_without_mark(bytes: &[u8]) -> Option<Charset> {
    let gaps = |text: &str| text.chars().filter(|c| matches!(c, ' ' | '\n' | '\u{3001}' | '\u{3002}' | '\u{ff0c}')).count();
    let read = |encoding: &'static Encoding| {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        // One bad place is allowed: the last character may be cut in two.
        let is_sound = text.matches('\u{fffd}').nth(1).is_none() && !text.contains('\0') && !has_controls(&text);
        is_sound.then(|| (gaps(&text), encoding))
    };
    let (gaps, encoding) = [UTF_16LE, UTF_16BE].into_iter().filter_map(read).max_by_key(|(gaps, _)| *gaps)?;
    // One gap in a hundred characters at least: Chinese has few, data have none.
    (gaps * 200 >= bytes.len()).then_some(Charset::Other(encoding, 0))
}

/// Whether more than one character in fifty is a control character that no text holds.
fn has_controls(text: &str) -> bool {
    text.chars().filter(|c| is_odd(*c)).count() * 50 > text.chars().count()
}

fn is_odd(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{1b}' | '\u{85}')
}

impl Charset {
    /// Decodes a part of the input that begins and ends between characters.
    pub(super) fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Utf8 | Self::BrokenUtf8(_) => String::from_utf8_lossy(bytes),
            // The mark of UTF-16 is no part of the text; bytes that fit no character become U+FFFD.
            Self::Other(encoding, _) => encoding.decode_with_bom_removal(bytes).0,
        }
    }

    /// Whether lines can be told apart before decoding.
    pub(super) fn keeps_line_ends(self) -> bool {
        !matches!(self, Self::Other(encoding, _) if encoding == UTF_16LE || encoding == UTF_16BE)
    }

    /// What the user should know of the conversion to `text`.
    pub(super) fn note(self, source: &str, text: &str) -> Option<Note> {
        let replaced = text.matches('\u{fffd}').count();
        match self {
            Self::Utf8 => None,
            Self::BrokenUtf8(first) => {
                let message = format!("broken UTF-8, replaced by U+FFFD (places: {replaced}), the first at this byte");
                Some(Note::warning(source, Some(first), message))
            }
            Self::Other(encoding, first) => {
                let name = encoding.name();
                let loss = if replaced == 0 { String::new() } else { format!(" (characters lost: {replaced})") };
                let message = format!("is {name}, not UTF-8; converted{loss}, and positions count the converted text");
                Some(Note::warning(source, Some(first), message))
            }
        }
    }
}
