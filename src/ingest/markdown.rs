//! Markdown: the words without the marks, a paragraph a line, and the fields of a front matter.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{Format, MAX_ARTICLE_BYTES, Reading, encoding, metadata, plain};
use crate::{diag::Note, model::Article};

pub(super) const FORMAT: Format = Format {
    name: "Markdown",
    help: "text with Markdown marks; a front matter may give id, title, url, published, language, outlet",
    endings: &["md", "markdown", "mkd"],
    max_bytes: MAX_ARTICLE_BYTES,
    // Any text is Markdown: the ending has to say it.
    sniff: |_| false,
    read,
};

fn read(source: &str, bytes: &[u8]) -> Reading {
    let mut decoded = match encoding::decode(source, bytes, None) {
        Ok(decoded) => decoded,
        Err(note) => return Reading::refused(note),
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut writer = Writer::default();
    for event in Parser::new_ext(decoded.text.trim_start_matches('\u{feff}'), options) {
        writer.event(event);
    }
    let mut article = plain(source, writer.text);
    set_fields(&mut article, &writer.front_matter, &mut decoded.notes);
    Reading::of(article, decoded.notes)
}

/// Collects the words.
#[derive(Default)]
struct Writer {
    text: String,
    front_matter: String,
    /// Depth of parts whose text is not for readers of the page: image descriptions, HTML, front matter.
    hidden: usize,
    in_front_matter: bool,
    /// A line break in the source that may have to become a space.
    soft_break: bool,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::MetadataBlock(_)) => (self.hidden, self.in_front_matter) = (self.hidden + 1, true),
            Event::Start(Tag::Image { .. } | Tag::HtmlBlock) => self.hidden += 1,
            Event::End(TagEnd::MetadataBlock(_)) => (self.hidden, self.in_front_matter) = (self.hidden - 1, false),
            Event::End(TagEnd::Image | TagEnd::HtmlBlock) => self.hidden -= 1,
            Event::Text(words) if self.in_front_matter => self.front_matter.push_str(&words),
            Event::Text(words) | Event::Code(words) => self.words(&words),
            Event::SoftBreak => self.soft_break = true,
            Event::HardBreak
            | Event::Start(Tag::Item | Tag::TableRow | Tag::TableHead)
            | Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Table | TagEnd::List(_)) => self.end_line("\n"),
            Event::End(TagEnd::TableCell) => self.text.push('\t'),
            Event::Start(tag) if is_block(&tag) => self.end_line("\n\n"),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.hidden > 0 {
            return;
        }
        if std::mem::take(&mut self.soft_break) && !self.text.ends_with(char::is_whitespace) {
            // Scripts without spaces are wrapped without them too.
            let is_unspaced = self.text.ends_with(is_ideographic) && words.starts_with(is_ideographic);
            self.text.push_str(if is_unspaced { "" } else { " " });
        }
        self.text.push_str(words);
    }

    /// Ends the current line, if there is one, so that the text ends with at least `ending`.
    fn end_line(&mut self, ending: &str) {
        self.soft_break = false;
        if self.text.is_empty() || self.hidden > 0 {
            return;
        }
        let breaks = self.text.len() - self.text.trim_end_matches('\n').len();
        self.text.push_str(&ending[breaks.min(ending.len())..]);
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    use Tag::{BlockQuote, CodeBlock, FootnoteDefinition, Heading, Paragraph, Table};
    matches!(tag, Paragraph | Heading { .. } | BlockQuote(_) | CodeBlock(_) | FootnoteDefinition(_) | Table(_))
}

/// Chinese and Japanese characters and their punctuation; not Hangul, which is spaced.
fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{312f}' | '\u{3190}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff65}' | '\u{20000}'..='\u{3ffff}')
}

/// Sets what the `KEY: VALUE` lines of the front matter say; nested values and unknown keys are left alone.
fn set_fields(article: &mut Article, front_matter: &str, notes: &mut Vec<Note>) {
    for line in front_matter.lines() {
        let Some((key, value)) = line.split_once(": ") else { continue };
        let value = metadata::filled(value.trim().trim_matches(['"', '\'']));
        match key {
            "id" => article.id = value.unwrap_or_else(|| article.id.clone()),
            "title" => article.title = value,
            "url" => article.url = value,
            "outlet" => article.outlet = value,
            "language" | "lang" => article.language = value.as_deref().and_then(metadata::language),
            "published" | "date" => {
                article.published = metadata::date_or_note(&article.source, None, value.as_deref(), notes);
            }
            _ => {}
        }
    }
}
