//! JSON lines: one article a line, as an object with `text` and, if known, `id`, `title`, `url`, `published`, `language`,
//! `outlet`. Other fields are ignored. A bad line costs that line only.

use serde::{Deserialize, de::IgnoredAny};
use serde_json::Value;

use super::{
    Format, MAX_ARTICLE_BYTES, MAX_LINES_BYTES, Reading,
    encoding::{self, Charset},
    is_blank, metadata, stem,
};
use crate::{diag::Note, model::Article};

pub(super) const FORMAT: Format = Format {
    name: "JSON lines",
    help: "one object a line: text, and if known id, title, url, published, language, outlet",
    endings: &["jsonl", "ndjson", "jsonlines"],
    max_bytes: MAX_LINES_BYTES,
    sniff,
    read,
};

/// One line. Values of any type, so that a wrong one is told by name and costs no more than it must.
#[derive(Deserialize)]
struct Line {
    id: Option<Value>,
    text: Option<Value>,
    title: Option<Value>,
    url: Option<Value>,
    published: Option<Value>,
    language: Option<Value>,
    outlet: Option<Value>,
}

/// Where a line stands.
struct Place<'a> {
    source: &'a str,
    /// Counted from 1.
    number: usize,
    /// Byte in the input where the line starts.
    start: usize,
}

impl Place<'_> {
    fn name(&self) -> String {
        format!("{}:{}", self.source, self.number)
    }

    fn fatal(&self, column: usize, message: impl Into<String>) -> Note {
        Note::fatal(self.name(), Some(self.start + column), message)
    }

    fn warning(&self, message: impl Into<String>) -> Note {
        Note::warning(self.name(), Some(self.start), message)
    }
}

/// Looks like JSON lines if the first line, as far as it is seen, is an object with a text.
fn sniff(head: &str) -> bool {
    let (line, is_whole) = head.split_once('\n').map_or((head, false), |(line, _)| (line, true));
    line.starts_with('{')
        && match serde_json::from_str::<Line>(line) {
            Ok(line) => line.text.is_some(),
            Err(error) => !is_whole && error.is_eof() && line.contains("\"text\""),
        }
}

fn read(source: &str, bytes: &[u8]) -> Reading {
    match encoding::detect(bytes, None) {
        Ok(charset) if charset.keeps_line_ends() => lines(source, bytes, charset),
        Ok(charset) => {
            let text = charset.decode(bytes);
            let mut reading = lines(source, text.as_bytes(), Charset::Utf8);
            reading.notes.splice(0..0, charset.note(source, &text));
            reading
        }
        Err(binary) => Reading::refused(binary.note(source)),
    }
}

fn lines(source: &str, bytes: &[u8], charset: Charset) -> Reading {
    let mut reading = Reading::default();
    if let Charset::Other(..) = charset {
        reading.notes.extend(charset.note(source, ""));
    }
    let mut start = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    for (line, number) in bytes[start..].split(|&b| b == b'\n').zip(1..) {
        let place = Place { source, number, start };
        start += line.len() + 1;
        if !line.trim_ascii().is_empty() {
            match article(&place, line, charset, &mut reading.notes) {
                Ok(article) => reading.articles.push(article),
                Err(note) => reading.notes.push(note),
            }
        }
    }
    if reading.articles.is_empty() {
        if reading.notes.is_empty() {
            return Reading::refused(Note::fatal(source, None, "holds nothing but white space"));
        }
        if reading.notes.len() > 1 && serde_json::from_slice::<IgnoredAny>(bytes).is_ok() {
            let message = "is one JSON value over many lines; write one object a line, for example with jq -c '.[]' or jq -c .";
            return Reading::refused(Note::fatal(source, Some(0), message));
        }
    }
    reading
}

fn article(place: &Place<'_>, line: &[u8], charset: Charset, notes: &mut Vec<Note>) -> Result<Article, Note> {
    if line.len() > MAX_ARTICLE_BYTES {
        let message = format!("line has {} bytes, over the limit of {} MiB for one article", line.len(), MAX_ARTICLE_BYTES >> 20);
        return Err(place.fatal(0, message));
    }
    if let (Charset::BrokenUtf8(_), Err(error)) = (charset, std::str::from_utf8(line)) {
        let message = "broken UTF-8 in the line: bad places were replaced by U+FFFD, the first at this byte";
        notes.push(Note::warning(place.name(), Some(place.start + error.valid_up_to()), message));
    }
    let decoded = charset.decode(line);
    // A derived type would take an array too, as its fields in their order.
    if !decoded.trim_start().starts_with('{') {
        return Err(place.fatal(0, "line is no JSON object of an article: it does not start with {"));
    }
    let fields: Line = serde_json::from_str(&decoded).map_err(|error| {
        let reason = error.to_string();
        let reason = reason.rfind(" at line ").map_or(reason.as_str(), |end| &reason[..end]);
        // In a converted line columns are not those of the file.
        let column = if decoded.as_bytes() == line { error.column().saturating_sub(1) } else { 0 };
        place.fatal(column, format!("line is no JSON object of an article: {reason}"))
    })?;
    fields.article(place, notes)
}

impl Line {
    fn article(self, place: &Place<'_>, notes: &mut Vec<Note>) -> Result<Article, Note> {
        let text = match self.text {
            Some(Value::String(text)) if is_blank(&text) => {
                return Err(place.fatal(0, "field text holds nothing but white space"));
            }
            Some(Value::String(text)) => text,
            None => return Err(place.fatal(0, "line has no field text")),
            Some(other) => return Err(place.fatal(0, format!("field text is {}, not a string", type_name(&other)))),
        };
        let mut field = |name: &str, value: Option<Value>| match value? {
            Value::String(value) => metadata::filled(value),
            Value::Number(number) if name == "id" || name == "published" => Some(number.to_string()),
            other => {
                notes.push(place.warning(format!("field {name} is {}, not a string; left out", type_name(&other))));
                None
            }
        };
        let id = field("id", self.id).unwrap_or_else(|| format!("{}-{}", stem(place.source), place.number));
        let (title, url, outlet) = (field("title", self.title), field("url", self.url), field("outlet", self.outlet));
        let (published, tag) = (field("published", self.published), field("language", self.language));
        let published = metadata::date_or_note(&place.name(), Some(place.start), published.as_deref(), notes);
        let language = tag.as_deref().and_then(metadata::language);
        if let (Some(tag), None) = (&tag, &language) {
            notes.push(place.warning(format!("field language «{tag}» is no language tag (such as en or zh-Hans); left out")));
        }
        Ok(Article { id, source: place.name(), url, outlet, title, published, language, text, hash: String::new() })
    }
}

fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
