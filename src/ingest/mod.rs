//! Bytes to articles: one file a format and one line in [`FORMATS`].
//!
//! In: the bytes of one file or of standard input, and the name they came under. Out: a [`Reading`]: the articles in them, and
//! notes on what could not be used or was used with a change. Nothing here opens a file, and nothing here fails: a bad input
//! is a note with its place and reason. What the running text says about itself (datelines, sources) is left to annotate.
//!
//! The text of a plain-text file in UTF-8 is the file, byte for byte, so that offsets can be checked against the disk.

mod binary;
mod clash;
mod encoding;
mod hash;
mod html;
mod jsonl;
mod markdown;
mod metadata;
mod text;

pub use clash::settle_clashes;
pub use hash::content_hash;

use std::path::Path;

use crate::{diag::Note, model::Article};

/// The name under which standard input is read.
pub const STDIN: &str = "-";

/// Most bytes of one article: a file of text, Markdown or HTML, or one line of JSON lines. A news item has about 5 kB; what
/// exceeds this is no news item, and cutting it short would lose facts in silence.
pub const MAX_ARTICLE_BYTES: usize = 20 << 20;

/// Most bytes of one file of JSON lines: all its articles are held in memory at once.
pub const MAX_LINES_BYTES: usize = 1 << 30;

/// How many of the first bytes of an input tell its format.
pub const SNIFF_BYTES: usize = 4096;

/// What one input holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The articles, in the order of the input.
    pub articles: Vec<Article>,
    /// What the user should know, in the order of the input.
    pub notes: Vec<Note>,
}

/// A way to write articles into bytes.
pub struct Format {
    /// Short name, as shown to users.
    pub name: &'static str,
    /// What it reads, in one line.
    pub help: &'static str,
    /// File endings that mean this format, lower case, without the dot.
    pub endings: &'static [&'static str],
    /// Most bytes of one input.
    pub max_bytes: usize,
    /// Whether the first bytes, decoded, look like it.
    sniff: fn(&str) -> bool,
    /// Reads a whole input that is neither empty nor too large.
    read: fn(&str, &[u8]) -> Reading,
}

/// Every format, in the order in which they are tried on an input whose ending says nothing; the last takes all.
pub const FORMATS: &[Format] = &[jsonl::FORMAT, html::FORMAT, markdown::FORMAT, text::FORMAT];

impl Format {
    /// The format that the ending of a file name stands for.
    #[must_use]
    pub fn from_ending(source: &str) -> Option<&'static Self> {
        let ending = Path::new(source).extension()?.to_str()?.to_lowercase();
        FORMATS.iter().find(|format| format.endings.contains(&ending.as_str()))
    }

    /// The format of an input: by the ending of its name, else by its first bytes.
    #[must_use]
    pub fn of(source: &str, head: &[u8]) -> &'static Self {
        Self::from_ending(source).unwrap_or_else(|| sniff(head))
    }

    /// The note on an input of `len` bytes that is too large for this format.
    #[must_use]
    pub fn too_large(&self, source: &str, len: u64) -> Option<Note> {
        (len > self.max_bytes as u64).then(|| {
            let (mib, name) = (self.max_bytes >> 20, self.name);
            Note::fatal(source, None, format!("is over the limit of {mib} MiB for {name}; {}", self.remedy()))
        })
    }

    fn remedy(&self) -> &'static str {
        if self.max_bytes == MAX_LINES_BYTES {
            "split it into several files"
        } else {
            "split it into one file an article, or give JSON lines with one article a line"
        }
    }
}

impl std::fmt::Debug for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Format").field(&self.name).finish()
    }
}

/// Reads the articles of one input.
///
/// `source` is the path as the user knows it, or [`STDIN`]; without a `format`, the ending of the name decides, else the
/// content. Every article of the result has its hash; ids may still clash with those of other inputs ([`settle_clashes`]).
#[must_use]
pub fn read(source: &str, bytes: &[u8], format: Option<&Format>) -> Reading {
    if bytes.is_empty() {
        return Reading::refused(Note::fatal(source, None, "is empty"));
    }
    let format = format.unwrap_or_else(|| Format::of(source, head(bytes)));
    if let Some(note) = format.too_large(source, bytes.len() as u64) {
        return Reading::refused(note);
    }
    let mut reading = (format.read)(source, bytes);
    for article in &mut reading.articles {
        article.hash = content_hash(article);
    }
    reading
}

/// What the first bytes of an input are if they are no text: "a PNG image". For deciding without reading it all.
#[must_use]
pub fn binary_kind(head: &[u8]) -> Option<String> {
    encoding::detect(head, None).err().map(|binary| binary.what)
}

fn head(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(SNIFF_BYTES)]
}

fn sniff(head: &[u8]) -> &'static Format {
    let decoded = encoding::decode("", head, None).map(|decoded| decoded.text).unwrap_or_default();
    let text = decoded.trim_start_matches('\u{feff}').trim_start();
    FORMATS.iter().find(|format| (format.sniff)(text)).unwrap_or(&text::FORMAT)
}

/// The id of an article whose source gives none: the file's name without its ending.
fn stem(source: &str) -> String {
    let name = if source == STDIN { "stdin" } else { source };
    Path::new(name).file_stem().map_or_else(|| name.to_owned(), |stem| stem.to_string_lossy().into_owned())
}

/// An article with nothing but its text.
fn plain(source: &str, text: String) -> Article {
    Article { id: stem(source), source: source.to_owned(), text, ..Article::default() }
}

impl Reading {
    fn refused(note: Note) -> Self {
        Self { articles: Vec::new(), notes: vec![note] }
    }

    /// One article, unless nothing is in it.
    fn of(article: Article, notes: Vec<Note>) -> Self {
        if is_blank(&article.text) {
            return Self::refused(Note::fatal(article.source, None, "holds nothing but white space"));
        }
        Self { articles: vec![article], notes }
    }
}

/// Whether there is nothing to read: white space and byte order marks only.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'))
}

#[cfg(test)]
mod tests;
