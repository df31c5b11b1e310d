//! What is a file that is no text? The first bytes of common formats, and what its owner can do about it.

use crate::diag::Note;

/// A file that is no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Binary {
    /// What it is: "a PNG image".
    pub(super) what: String,
    /// The byte that shows it.
    pub(super) offset: usize,
    /// What to do to have its text read.
    pub(super) remedy: &'static str,
}

impl Binary {
    /// The note on an input that is this.
    pub(super) fn note(&self, source: &str) -> Note {
        Note::fatal(source, Some(self.offset), format!("is {}, not text; {}", self.what, self.remedy))
    }
}

const UNPACK: &str = "unpack it first";
const EXPORT: &str = "save it as text or HTML first";
const NONE: &str = "there is no text in it to read";

/// First bytes, name, remedy. Formats whose mark could start a text are left out: NUL bytes give them away.
const MARKS: &[(&[u8], &str, &str)] = &[
    (b"%PDF-", "a PDF document", "extract its text first, for example with pdftotext"),
    (b"PK\x03\x04", "a zip archive or an office document", "unpack it, or save it as text, first"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document", EXPORT),
    (b"{\\rtf", "an RTF document", EXPORT),
    (b"%!PS", "a PostScript document", EXPORT),
    (b"\x1f\x8b", "gzip-compressed data", UNPACK),
    (b"BZh91AY&SY", "bzip2-compressed data", UNPACK),
    (b"\xfd7zXZ\x00", "xz-compressed data", UNPACK),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed data", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", UNPACK),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", NONE),
    (b"\xff\xd8\xff", "a JPEG image", NONE),
    (b"GIF87a", "a GIF image", NONE),
    (b"GIF89a", "a GIF image", NONE),
    (b"SQLite format 3\x00", "an SQLite database", NONE),
    (b"\x7fELF", "a program", NONE),
];

/// The format that the first bytes are the mark of.
pub(super) fn by_mark(bytes: &[u8]) -> Option<Binary> {
    let &(_, what, remedy) = MARKS.iter().find(|(mark, ..)| bytes.starts_with(mark))?;
    Some(Binary { what: what.to_owned(), offset: 0, remedy })
}

/// Data of no known format, given away by the byte at `offset`.
pub(super) fn unknown(sign: &str, offset: usize) -> Binary {
    Binary { what: format!("binary data ({sign})"), offset, remedy: NONE }
}
