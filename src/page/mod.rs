//! A page to read: claims with their quotes, and for each quote where it stands; written as Markdown or as HTML.
//!
//! In: a [`Page`], made by whoever has something to tell. Out: text. Names and quotes come from articles that anyone may have
//! written: whatever they hold, they stay words, and neither markup nor code.

mod html;
mod markdown;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use html::html;
pub use markdown::{escape as markdown_escape, markdown, note_link};

use crate::model::{Article, Span};

/// Something to read from top to bottom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// What it is about.
    pub title: String,
    /// In order.
    pub blocks: Vec<Block>,
}

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading; level 2 stands right below the title.
    Heading {
        /// 2..=6.
        level: u8,
        /// The words.
        text: String,
    },
    /// A paragraph.
    Text(String),
    /// A remark on how to read the rest.
    Note(String),
    /// Lines to be kept as they are, such as a query.
    Code(String),
    /// A list.
    Items(Vec<Item>),
}

/// One line of a list, with what it rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// A date, as it is shown in front.
    pub when: Option<String>,
    /// The words.
    pub text: String,
    /// A name in the words that has a note of its own, if the page is one of several that are linked.
    pub link: Option<NoteLink>,
    /// What is special about it, each in a few words.
    pub marks: Vec<String>,
    /// What it rests on.
    pub quotes: Vec<Quotation>,
    /// What it consists of.
    pub items: Vec<Item>,
}

/// A name that leads to another note, as wikis link them: `[[note|name]]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoteLink {
    /// The name as it stands in the text.
    pub name: String,
    /// Name of the note's file, without its ending.
    pub note: String,
}

impl Item {
    /// A line without anything else.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// Words of an article, with where they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quotation {
    /// The words, in full.
    pub words: String,
    /// The part of them that says what is claimed, in bytes of the words; empty if it is unknown.
    pub focus: Span,
    /// What is special about them, each in a few words.
    pub marks: Vec<String>,
    /// Where they stand.
    pub citation: Citation,
}

/// Where words stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Citation {
    /// Id of the article.
    pub article: String,
    /// Its title, or how it begins.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When, as precisely as it is known.
    pub date: Option<String>,
    /// Where it was read.
    pub source: String,
    /// Address of the page.
    pub url: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Name of the article's note, if the page is one of several that are linked.
    pub note: Option<String>,
    /// First byte of the words in the article's text.
    pub start: usize,
    /// One past their last byte.
    pub end: usize,
}

impl Citation {
    /// Where these bytes of the article stand.
    #[must_use]
    pub fn new(article: &Article, span: Span) -> Self {
        Self {
            article: article.id.clone(),
            title: article.heading(),
            outlet: article.outlet.clone(),
            date: article.published.map(|date| date.to_string()),
            source: article.source.clone(),
            url: article.url.clone(),
            language: article.language.clone(),
            note: None,
            start: span.start,
            end: span.end,
        }
    }

    /// What follows the title: outlet, date, source and place in the text; the address apart, if it is one to follow.
    fn rest(&self) -> (Vec<String>, Option<&str>) {
        let date = self.date.clone().unwrap_or_else(|| "no date".to_owned());
        let mut parts: Vec<_> = self.outlet.iter().cloned().chain([date]).collect();
        parts.push(self.source.clone());
        parts.push(format!("bytes {}–{} of article {}", self.start, self.end, self.article));
        (parts, self.url.as_deref().filter(|url| is_web_address(url)))
    }

    /// All of it as one line.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}, {}", self.name(), self.rest().0.join(", "))
    }

    /// The title, or what stands for it.
    fn name(&self) -> String {
        self.title.clone().unwrap_or_else(|| format!("article {}", self.article))
    }
}

/// Whether following the address opens a page and does nothing else.
#[must_use]
pub fn is_web_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty()) && !url.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// Which quotes a page has shown already: each is printed in full once and has a number.
#[derive(Default)]
struct Numbers(BTreeMap<(String, usize, usize), usize>);

impl Numbers {
    /// The number of the quote, and whether it is new.
    fn of(&mut self, citation: &Citation) -> (usize, bool) {
        let next = self.0.len() + 1;
        let number = *self.0.entry((citation.article.clone(), citation.start, citation.end)).or_insert(next);
        (number, number == next)
    }
}

/// The words with their first letter in upper case, if it has one: headings are written small elsewhere.
fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
