//! HTML: the article of a page, without menus and advertisements, and what the page says about it.
//!
//! The `dom_smoothie` library finds the article; this file guards it against hostile nesting and decides what is no article.

use dom_smoothie::{Config, Readability, ReadabilityError, TextMode};

use super::{Format, MAX_ARTICLE_BYTES, Reading, SNIFF_BYTES, encoding, metadata, plain};
use crate::diag::Note;

pub(super) const FORMAT: Format = Format {
    name: "HTML",
    help: "a saved page; its main text, title, outlet, date, address and language are read",
    endings: &["html", "htm", "xhtml"],
    max_bytes: MAX_ARTICLE_BYTES,
    sniff,
    read,
};

/// Elements deeper than this are refused, as browsers do: the parser takes quadratic time in the depth.
const MAX_DEPTH: usize = 512;

/// Most elements of a page: enough for any article, and few enough to end in seconds.
const MAX_ELEMENTS: usize = 100_000;

/// Bytes of the longest line below which a page is a list of links or an error page and no article: about one sentence.
const MIN_PROSE: usize = 140;

/// Where a page may name its encoding, in bytes from its start (HTML standard, "prescan a byte stream").
const PRESCAN_BYTES: usize = 1024;

fn sniff(head: &str) -> bool {
    let head = head.to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body", "<article", "<!--"].iter().any(|tag| head.starts_with(tag))
        || head.get(..head.floor_char_boundary(PRESCAN_BYTES)).is_some_and(|head| head.contains("<html"))
}

fn read(source: &str, bytes: &[u8]) -> Reading {
    let mut decoded = match encoding::decode(source, bytes, declared_encoding(bytes).as_deref()) {
        Ok(decoded) => decoded,
        Err(note) => return Reading::refused(note),
    };
    let refuse = |message: String| Reading::refused(Note::fatal(source, None, message));
    if is_too_deep(&decoded.text) {
        return refuse(format!("page has elements nested more than {MAX_DEPTH} deep"));
    }
    let config = Config { text_mode: TextMode::Formatted, max_elements_to_parse: MAX_ELEMENTS, ..Config::default() };
    let page = Readability::new(decoded.text.as_ref(), None, Some(config));
    let parsed = page.and_then(|mut page| Ok((address(&page), page.parse()?)));
    let (address, found) = match parsed {
        Ok(parsed) => parsed,
        Err(ReadabilityError::TooManyElements(found, most)) => {
            return refuse(format!("page has {found} elements, over the limit of {most}"));
        }
        Err(_) => return refuse("no article found in the page".to_owned()),
    };
    let text = found.text_content.trim();
    let longest = text.lines().map(|line| line.trim().len()).max().unwrap_or(0);
    if longest < MIN_PROSE {
        return refuse(format!("no article found in the page: its longest paragraph has {longest} bytes"));
    }
    let mut article = plain(source, text.to_owned());
    article.title = metadata::filled(found.title);
    article.outlet = found.site_name.or(found.byline).and_then(metadata::filled);
    article.url = address.or_else(|| found.url.filter(|url| is_web_address(url)));
    article.language = found.lang.as_deref().and_then(metadata::language);
    article.published = metadata::date_or_note(source, None, found.published_time.as_deref(), &mut decoded.notes);
    Reading::of(article, decoded.notes)
}

/// The address that the page gives as its own.
fn address(page: &Readability) -> Option<String> {
    let places = [("link[rel=canonical]", "href"), ("meta[property='og:url']", "content")];
    places
        .iter()
        .filter_map(|(selector, name)| page.doc.select(selector).attr(name))
        .map(|url| url.trim().to_owned())
        .find(|url| is_web_address(url))
}

fn is_web_address(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// The label in the first `charset=` of the page.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(PRESCAN_BYTES)]).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset=")?;
    let rest = rest.trim_start_matches(['"', '\'', ' ']);
    metadata::filled(rest.split(['"', '\'', ' ', ';', '>', '/']).next()?)
}

/// Whether start tags outrun end tags by more than [`MAX_DEPTH`]: a bound that needs no parser.
///
/// Elements that have no end tag, or may do without, are not counted: unclosed, they do not nest. A tag that closes itself
/// does so in drawings only, and the parser of a hostile page may think otherwise, hence [`MAX_SELF_CLOSED`].
fn is_too_deep(page: &str) -> bool {
    let (mut depth, mut drawings, mut self_closed) = (0_usize, 0_usize, 0_usize);
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        let (is_end, name) = tag_name(rest);
        match name.as_str() {
            "script" | "style" if !is_end => rest = skip_to_end_tag(rest, &name),
            name if name.is_empty() || UNCLOSED.contains(&name) => {}
            name if is_end => {
                depth = depth.saturating_sub(1);
                drawings = drawings.saturating_sub(usize::from(is_drawing(name)));
            }
            _ if drawings > 0 && self_closed < MAX_SELF_CLOSED && closes_itself(rest) => self_closed += 1,
            name => {
                depth += 1;
                drawings += usize::from(is_drawing(name));
            }
        }
        if depth > MAX_DEPTH {
            return true;
        }
    }
    false
}

/// Most self-closing tags that are believed.
const MAX_SELF_CLOSED: usize = 10_000;

/// Whether it is an end tag, and the name in lower case, of the tag whose `<` was just read; no name if it is no tag.
fn tag_name(rest: &str) -> (bool, String) {
    let is_end = rest.starts_with('/');
    let name = &rest[usize::from(is_end)..];
    let len = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    (is_end, name[..len].to_ascii_lowercase())
}

fn is_drawing(name: &str) -> bool {
    matches!(name, "svg" | "math")
}

fn closes_itself(rest: &str) -> bool {
    let tag = &rest.as_bytes()[..rest.len().min(SNIFF_BYTES)];
    tag.iter().position(|&b| b == b'>').is_some_and(|end| end > 0 && tag[end - 1] == b'/')
}

/// What follows the end tag of a script or style sheet, in which nothing is markup.
fn skip_to_end_tag<'a>(mut rest: &'a str, name: &str) -> &'a str {
    while let Some(start) = rest.find("</") {
        rest = &rest[start + 2..];
        if rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return rest;
        }
    }
    ""
}

/// Void elements and those whose end tag may be left out (HTML standard, "optional tags").
const UNCLOSED: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "param", "p", "li",
    "dt", "dd", "rt", "rp", "option", "optgroup", "thead", "tbody", "tfoot", "tr", "td", "th", "colgroup", "html", "head",
    "body",
];
