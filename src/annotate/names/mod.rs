//! Names of people, organizations, places and events.
//!
//! [`chunk`] cuts each sentence into segments by shape, head words and gazetteer; [`typing`] decides once for the article what
//! each unknown segment names, by all the evidence in it; then every further occurrence of a proven name is found.

mod abbreviated;
mod beside;
mod chunk;
mod coined;
mod deeds;
mod evidence;
mod gatherings;
mod heads;
mod humanity;
mod ideographs;
mod openers;
mod phrase;
mod places;
mod recall;
mod runs;
mod split;
mod typing;

use std::cell::OnceCell;

use crate::{
    knowledge::Knowledge,
    model::{Document, Kind, LineRole, NameMention, TokenRange, WordClass},
};

/// What a segment is, as far as its own words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// A name of this kind.
    Name(Kind),
    /// A name of some kind.
    Unknown,
    /// A post.
    Post,
    /// A form of address.
    Honorific,
}

/// A stretch of capitalised words.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub(super) tokens: TokenRange,
    pub(super) sort: Sort,
    pub(super) acronym: Option<TokenRange>,
    pub(super) gazetteer: Option<String>,
    pub(super) rule: &'static str,
}

impl Segment {
    /// Where it ends, its abbreviation in parentheses included.
    pub(super) fn end(&self) -> usize {
        self.acronym.as_ref().map_or(self.tokens.end, |acronym| self.tokens.end.max(acronym.end + 1))
    }

    /// A place, or a town's name that may be a person's.
    fn is_place(&self) -> bool {
        self.sort == Sort::Name(Kind::Place) || self.gazetteer.is_some()
    }
}

/// All names of the document, in text order, none overlapping another.
pub(super) fn find(document: &Document<'_>, knowledge: &Knowledge) -> Vec<NameMention> {
    if !knowledge.languages.all()[document.language].spaced {
        return recall::complete(document, knowledge, ideographs::find(document, knowledge));
    }
    let coined = coined::find(document, knowledge);
    let places = places::KnownPlaces::find(document, knowledge);
    let pack = &knowledge.languages.all()[document.language];
    let chunker = chunk::Chunker {
        document,
        knowledge,
        pack,
        coined: &coined,
        places: &places,
        breaks: vec![OnceCell::new(); document.tokens.len()],
    };
    let mut segments = Vec::new();
    for sentence in &document.sentences {
        let noise = sentence.role == LineRole::Noise;
        let shouted = sentence.role == LineRole::Headline && is_title_case(document, &sentence.tokens);
        if !noise && !shouted {
            chunker.sentence(&sentence.tokens, &mut segments);
        }
    }
    // A name that runs on over the end of its line leaves the line behind it no name of its own.
    let mut end = 0;
    segments.retain(|segment: &Segment| {
        let free = segment.tokens.start >= end;
        end = if free { segment.tokens.end } else { end };
        free
    });
    let names = typing::decide(document, knowledge, segments);
    recall::complete(document, knowledge, names)
}

/// Whether nearly every longer word is capitalised, so that capitals tell nothing.
fn is_title_case(document: &Document<'_>, tokens: &TokenRange) -> bool {
    let addressed = tokens.clone().any(|at| {
        let hit = document.hit_at(at, WordClass::Honorific).filter(|_| document.tokens[at].is_capital());
        hit.is_some_and(|hit| {
            document.tokens.get(hit.tokens.end).is_some_and(crate::model::Token::is_capital)
                && !document.is(hit.tokens.end, WordClass::NotName)
        })
    });
    let long: Vec<_> = document.tokens[tokens.clone()]
        .iter()
        .filter(|t| t.folded.len() > 3 && t.folded.chars().all(char::is_alphabetic))
        .collect();
    let apposed = |at: usize| document.tokens[at].folded == "," && (at + 1..at + 4).any(|at| document.is(at, WordClass::Post));
    let listed = tokens.clone().any(apposed);
    let capital = long.iter().filter(|token| token.is_capital()).count();
    !listed && !addressed && long.len() >= 5 && capital * 10 >= long.len() * 8
}

/// `Ts.Bold`, `D.Bat-Erdene`: an initial and a name without a blank between.
fn is_initialled(document: &Document<'_>, at: usize) -> bool {
    let text = document.tokens.get(at).map_or("", |token| token.span.of(&document.article.text));
    let capital = |part: &str| part.starts_with(char::is_uppercase);
    let small = |part: &str| part.chars().skip(1).all(|c| c.is_lowercase() || matches!(c, '-' | '’' | '\'') || c.is_uppercase());
    text.split_once('.').is_some_and(|(initial, name)| {
        let letters = name.chars().filter(|c| c.is_lowercase()).count();
        capital(initial)
            && initial.chars().count() <= 2
            && initial.chars().skip(1).all(char::is_lowercase)
            && capital(name)
            && small(name)
            && letters >= 2
    })
}

/// Whether the token is a given name, or a hyphenated one that starts with one.
fn is_given(document: &Document<'_>, knowledge: &Knowledge, at: usize) -> bool {
    let Some(token) = document.tokens.get(at) else { return false };
    let first = token.folded.split('-').next().unwrap_or(&token.folded);
    document.is(at, WordClass::GivenName)
        || knowledge.given_names.contains(&token.folded)
        || first.len() > 2 && knowledge.given_names.contains(first)
}

/// Whether the token is a family name, or a hyphenated one that ends in one.
fn is_family(document: &Document<'_>, knowledge: &Knowledge, at: usize) -> bool {
    let Some(token) = document.tokens.get(at) else { return false };
    let last = token.folded.rsplit('-').next().unwrap_or(&token.folded);
    knowledge.family_names.contains(&token.folded) || last.len() > 2 && knowledge.family_names.contains(last)
}
