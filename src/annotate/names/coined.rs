//! Names that an article itself introduces: abbreviations in parentheses, and places that a word for places or a preposition proves.

use std::collections::BTreeMap;

use crate::{
    knowledge::Knowledge,
    model::{Document, Kind, TokenKind, TokenRange, WordClass},
};

/// A name in front of its abbreviation has at most so many tokens.
const LONGEST: usize = 16;
/// An abbreviation has at most so many words, a place's name too.
const WORDS: usize = 3;

/// What an article introduces, as folded words with what they name.
#[derive(Clone, Debug, Default)]
pub(super) struct Coined {
    names: BTreeMap<String, Vec<(Vec<String>, Kind)>>,
}

impl Coined {
    /// The longest introduced name of a kind that starts at a token; where it ends.
    pub(super) fn end_at(&self, document: &Document<'_>, at: usize, kind: Kind) -> Option<usize> {
        let names = self.names.get(&document.tokens.get(at)?.folded)?;
        let stands = |words: &[String]| {
            document.tokens.get(at..at + words.len()).is_some_and(|tokens| tokens.iter().map(|token| &token.folded).eq(words))
        };
        let fitting = names.iter().filter(|(words, of)| *of == kind && stands(words));
        fitting.map(|(words, _)| at + words.len()).max()
    }

    fn add(&mut self, document: &Document<'_>, tokens: &TokenRange, kind: Kind) {
        let words: Vec<String> = document.tokens[tokens.clone()].iter().map(|token| token.folded.clone()).collect();
        let known = self.names.entry(words[0].clone()).or_default();
        if !known.iter().any(|(other, _)| *other == words) {
            known.push((words, kind));
        }
    }
}

/// Reads what the article introduces.
pub(super) fn find(document: &Document<'_>, knowledge: &Knowledge) -> Coined {
    let mut coined = Coined::default();
    for at in 0..document.tokens.len() {
        if document.tokens[at].folded == "(" {
            if let Some((inside, kind)) = abbreviation(document, at) {
                coined.add(document, &inside, kind);
            }
        } else if let Some(place) = proven_place(document, knowledge, at) {
            coined.add(document, &place, Kind::Place);
        }
    }
    coined
}

/// `Universitas Hasanuddin (Unhas)`: letters of the name in its order; the kind that the name's first or last word gives away.
fn abbreviation(document: &Document<'_>, open: usize) -> Option<(TokenRange, Kind)> {
    let close = (open + 2..open + 2 + WORDS).find(|&at| document.tokens.get(at).is_some_and(|token| token.folded == ")"))?;
    let inside = open + 1..close;
    let named = |at: usize| document.tokens[at].is_capital() && document.date_at(at).is_none();
    if !inside.clone().all(named) {
        return None;
    }
    let mut start = open;
    while start > 0
        && open - start < LONGEST
        && (document.tokens[start - 1].is_capital() || start < open && document.is(start - 1, WordClass::NameLink))
    {
        start -= 1;
    }
    let start = (start..open).find(|&at| document.tokens[at].is_capital() && starts_alike(document, at, inside.start))?;
    let is_short = open - start >= 2 && is_spelled_by(&letters(document, inside.clone()), &letters(document, start..open));
    let opens = |class| document.hit_at(start, class).is_some();
    let closes = |class| document.hits_in(start..open, class).any(|hit| hit.tokens.end == open);
    let headed = |class| {
        document
            .hits_in(start..open, class)
            .filter(|hit| document.tokens[hit.tokens.start].is_capital())
            .map(|hit| hit.tokens.end)
            .max()
    };
    let event = opens(WordClass::EventOpener)
        || headed(WordClass::EventHead).is_some_and(|end| headed(WordClass::OrganizationHead).is_none_or(|body| body < end));
    let body = opens(WordClass::OrganizationOpener) || closes(WordClass::OrganizationHead);
    let kind = if event { Some(Kind::Event) } else { body.then_some(Kind::Organization) };
    kind.filter(|_| is_short).map(|kind| (inside, kind))
}

fn starts_alike(document: &Document<'_>, a: usize, b: usize) -> bool {
    let first = |at: usize| document.tokens[at].folded.chars().next();
    first(a) == first(b)
}

fn letters(document: &Document<'_>, tokens: TokenRange) -> String {
    document.tokens[tokens].iter().flat_map(|token| token.folded.chars()).filter(|c| c.is_alphanumeric()).collect()
}

/// Whether the letters of `short` occur in `long` in their order.
fn is_spelled_by(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().count() >= 2 && short.chars().all(|letter| rest.any(|other| other == letter))
}

/// `Desa Totogan`, `di Balige, Kabupaten Toba`: capitals behind a word for places, or behind a preposition and before a known place.
fn proven_place(document: &Document<'_>, knowledge: &Knowledge, at: usize) -> Option<TokenRange> {
    let opener = document.hit_at(at, WordClass::PlaceOpener).filter(|_| !document.is(at, WordClass::Post));
    let preposition = document.hit_at(at, WordClass::InPlace).filter(|_| !document.tokens[at].is_capital());
    let start = opener.or(preposition)?.tokens.end;
    let bars = WordClass::PlaceOpener.bit()
        | WordClass::OrganizationOpener.bit()
        | WordClass::VenueOpener.bit()
        | WordClass::EventOpener.bit()
        | WordClass::Post.bit()
        | WordClass::Honorific.bit()
        | WordClass::NotName.bit()
        | WordClass::OrganizationKnown.bit();
    let plain = |at: usize| {
        let token = document.tokens.get(at);
        token.is_some_and(|token| token.kind == TokenKind::Capital && !knowledge.given_names.contains(&token.folded))
            && !document.is_any(at, bars)
    };
    let mut end = start;
    while plain(end) {
        end += 1;
    }
    let closed = document.tokens.get(end).is_none_or(|token| !token.is_capital() && token.kind != TokenKind::Number);
    let listed = || {
        document.tokens.get(end).is_some_and(|token| token.folded == ",")
            && (document.hit_at(end + 1, WordClass::PlaceOpener).is_some_and(|_| document.tokens[end + 1].is_capital())
                || document.tokens.get(end + 1).is_some_and(|token| {
                    let alone = document.tokens.get(end + 2).is_none_or(|next| !next.is_capital());
                    token.is_capital() && alone && knowledge.gazetteer.is_well_known(&token.folded)
                }))
    };
    let known_first = end > start + 1 && knowledge.gazetteer.is_well_known(&document.tokens[start].folded);
    ((1..=WORDS).contains(&(end - start)) && closed && !known_first && (opener.is_some() || listed())).then_some(start..end)
}
