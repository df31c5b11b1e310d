//! Plain text: the file is the article.

use super::{Format, MAX_ARTICLE_BYTES, Reading, encoding, plain};

pub(super) const FORMAT: Format = Format {
    name: "text",
    help: "plain text, one article a file; UTF-8 is kept byte for byte",
    endings: &["txt", "text"],
    max_bytes: MAX_ARTICLE_BYTES,
    sniff: |_| true,
    read,
};

fn read(source: &str, bytes: &[u8]) -> Reading {
    match encoding::decode(source, bytes, None) {
        Ok(decoded) => Reading::of(plain(source, decoded.text.into_owned()), decoded.notes),
        Err(note) => Reading::refused(note),
    }
}
