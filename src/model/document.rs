//! An article with its layers: tokens, lines, sentences, word classes, dates, names.
//!
//! Layers stand off: each points into the text by [`Span`] or to tokens by [`TokenRange`], and copies no text but the folded
//! form of each token.

use std::ops::Range;

use super::{Article, Kind, PartialDate, Span, WordClass};

/// A half-open range of token indices.
pub type TokenRange = Range<usize>;

/// Index into [`Document::sentences`].
pub type SentenceIdx = usize;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters without a capital in front.
    Lower,
    /// Letters with a capital in front and a small one behind it.
    Capital,
    /// Capitals, digits among them perhaps; two characters or more.
    Upper,
    /// Digits, with separators.
    Number,
    /// One character of a script without spaces.
    Ideograph,
    /// Anything else.
    Punctuation,
}

/// One word, number, ideograph or mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Lower case, straight apostrophes and hyphens.
    pub folded: String,
    /// Line breaks since the token before, at most 2.
    pub breaks: u8,
    /// The text runs on without a space, and yet a new sentence starts here.
    pub run_on: bool,
}

impl Token {
    /// Starts with a capital letter or is an ideograph or a number: can be part of a name.
    #[must_use]
    pub fn is_capital(&self) -> bool {
        matches!(self.kind, TokenKind::Capital | TokenKind::Upper)
    }
}

/// A phrase of the lexicon found in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The part it plays.
    pub class: WordClass,
    /// Its tokens.
    pub tokens: TokenRange,
}

/// What a line of the text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineRole {
    /// Running text.
    Body,
    /// A headline: no full stop at its end.
    Headline,
    /// A caption.
    Caption,
    /// Who wrote or photographed.
    Byline,
    /// Menu, advertisement, disclaimer, link.
    Noise,
}

/// A paragraph as the text breaks it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its tokens.
    pub tokens: TokenRange,
    /// What it is for.
    pub role: LineRole,
}

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens.
    pub tokens: TokenRange,
    /// Index of its line.
    pub line: usize,
    /// Role of its line.
    pub role: LineRole,
    /// From its first byte to its last.
    pub span: Span,
}

/// A stretch of days at the precision that the text gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateSpan {
    /// First day, month or year.
    pub start: PartialDate,
    /// Last, if the text names another.
    pub end: Option<PartialDate>,
}

/// A date in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    /// Its tokens.
    pub tokens: TokenRange,
    /// What it says, resolved against the publication date.
    pub value: DateSpan,
    /// It stands in a dateline or byline and tells when the article was written.
    pub dateline: bool,
}

/// A name in the text, before entities are formed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameMention {
    /// Its tokens.
    pub tokens: TokenRange,
    /// What it names.
    pub kind: Kind,
    /// Abbreviation given in parentheses right behind it.
    pub acronym: Option<TokenRange>,
    /// Key of the gazetteer row, if it is a known place.
    pub gazetteer: Option<String>,
    /// Name of the rule that made it.
    pub rule: &'static str,
}

/// An article with its layers.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// The article.
    pub article: &'a Article,
    /// Index of the language pack that reads it.
    pub language: usize,
    /// Day, month or year of publication: the article's own, or read from its dateline.
    pub published: Option<PartialDate>,
    /// Words, in text order.
    pub tokens: Vec<Token>,
    /// For each token the set of word classes that cover it.
    pub classes: Vec<u128>,
    /// Phrases of the lexicon, by first token, longest first.
    pub hits: Vec<Hit>,
    /// For each token, and for the end, the index of the first phrase that starts there or further on.
    pub first_hits: Vec<usize>,
    /// Paragraphs.
    pub lines: Vec<Line>,
    /// Sentences.
    pub sentences: Vec<Sentence>,
    /// Datelines: place, day and agency before the first sentence of a report.
    pub datelines: Vec<TokenRange>,
    /// Quoted titles and mottos, without their quotation marks: short, and capitalised like a name.
    pub titles: Vec<TokenRange>,
    /// Dates, in text order, none inside another.
    pub dates: Vec<Date>,
    /// Names, in text order, none overlapping another.
    pub names: Vec<NameMention>,
}

impl Document<'_> {
    /// The bytes that some tokens cover.
    #[must_use]
    pub fn span(&self, tokens: &TokenRange) -> Span {
        if tokens.is_empty() {
            return Span::default();
        }
        Span::new(self.tokens[tokens.start].span.start, self.tokens[tokens.end - 1].span.end)
    }

    /// The words that some tokens cover, as written.
    #[must_use]
    pub fn text(&self, tokens: &TokenRange) -> &str {
        self.span(tokens).of(&self.article.text)
    }

    /// Whether the token is covered by a phrase of this class.
    #[must_use]
    pub fn is(&self, token: usize, class: WordClass) -> bool {
        self.classes.get(token).is_some_and(|set| set & class.bit() != 0)
    }

    /// Whether the token is covered by a phrase of one of these classes, given as joined bits.
    #[must_use]
    pub fn is_any(&self, token: usize, classes: u128) -> bool {
        self.classes.get(token).is_some_and(|set| set & classes != 0)
    }

    /// The longest phrase of this class that starts at the token.
    #[must_use]
    pub fn hit_at(&self, token: usize, class: WordClass) -> Option<&Hit> {
        // most tokens play no part: a hit covers its tokens
        if !self.is(token, class) {
            return None;
        }
        self.hits_at(token).find(|hit| hit.class == class)
    }

    /// The phrases that start at the token, the longest first.
    pub fn hits_at(&self, token: usize) -> impl Iterator<Item = &Hit> {
        self.hits[self.first_hit(token)..self.first_hit(token + 1)].iter()
    }

    fn first_hit(&self, token: usize) -> usize {
        self.first_hits.get(token).copied().unwrap_or(self.hits.len())
    }

    /// The phrases of this class inside a range of tokens, in text order.
    pub fn hits_in(&self, tokens: TokenRange, class: WordClass) -> impl Iterator<Item = &Hit> {
        let first = self.first_hit(tokens.start);
        let last = self.first_hit(tokens.end).max(first);
        self.hits[first..last].iter().filter(move |hit| hit.class == class && hit.tokens.end <= tokens.end)
    }

    /// Index of the sentence that holds the token.
    #[must_use]
    pub fn sentence_of(&self, token: usize) -> SentenceIdx {
        self.sentences.partition_point(|sentence| sentence.tokens.end <= token).min(self.sentences.len().saturating_sub(1))
    }

    /// Whether the token stands in a dateline.
    #[must_use]
    pub fn in_dateline(&self, token: usize) -> bool {
        self.datelines.iter().any(|tokens| tokens.contains(&token))
    }

    /// The quoted title that covers the token.
    #[must_use]
    pub fn title_at(&self, token: usize) -> Option<&TokenRange> {
        self.titles.iter().find(|tokens| tokens.contains(&token))
    }

    /// The date that covers the token.
    #[must_use]
    pub fn date_at(&self, token: usize) -> Option<&Date> {
        let next = self.dates.partition_point(|date| date.tokens.end <= token);
        self.dates.get(next).filter(|date| date.tokens.contains(&token))
    }

    /// The names inside a range of tokens.
    pub fn names_in(&self, tokens: TokenRange) -> impl Iterator<Item = &NameMention> {
        let first = self.names.partition_point(|name| name.tokens.start < tokens.start);
        self.names[first..].iter().take_while(move |name| name.tokens.end <= tokens.end)
    }

    /// The name that covers the token.
    #[must_use]
    pub fn name_at(&self, token: usize) -> Option<&NameMention> {
        let next = self.names.partition_point(|name| name.tokens.end <= token);
        self.names.get(next).filter(|name| name.tokens.contains(&token))
    }
}
