//! Cuts a sentence without spaces into known words, longest first; whatever is not known stands alone.

use super::{Finder, lattice::Lattice};
use crate::{
    knowledge::{PlaceIdx, WordSort},
    model::{Document, TokenKind, TokenRange, WordClass},
};

/// Classes of words that may stand inside a name.
const INSIDE: u128 = WordClass::OrganizationHead.bit()
    | WordClass::OrganizationOpener.bit()
    | WordClass::OrganizationSuffix.bit()
    | WordClass::OrganizationKnown.bit()
    | WordClass::SubBody.bit()
    | WordClass::BodyWord.bit()
    | WordClass::EventHead.bit()
    | WordClass::EventOpener.bit()
    | WordClass::EventNoun.bit()
    | WordClass::MinorEvent.bit()
    | WordClass::PressEvent.bit()
    | WordClass::NotEvent.bit()
    | WordClass::PlaceHead.bit()
    | WordClass::PlaceOpener.bit()
    | WordClass::VenueHead.bit()
    | WordClass::VenueOpener.bit()
    | WordClass::NameLink.bit()
    | WordClass::PlainWord.bit()
    | WordClass::PostModifier.bit()
    | WordClass::Wire.bit();

/// Single characters that may be part of almost any word end no name.
const WEAK: u128 = WordClass::Demonstrative.bit()
    | WordClass::AttendeeNoun.bit()
    | WordClass::RangeLink.bit()
    | WordClass::Former.bit()
    | WordClass::Byline.bit()
    | WordClass::DateLine.bit()
    | WordClass::Filler.bit()
    | WordClass::About.bit()
    | WordClass::AsPost.bit()
    | WordClass::Quoting.bit()
    | WordClass::Negation.bit()
    | WordClass::ByVideo.bit()
    | WordClass::NameParticle.bit()
    | WordClass::NoiseLine.bit()
    | WordClass::Past.bit();

/// Classes that say what a line is for: inside a sentence they are ordinary words.
const LINES: u128 = WordClass::NoiseLine.bit()
    | WordClass::NoiseSection.bit()
    | WordClass::Byline.bit()
    | WordClass::SourceLine.bit()
    | WordClass::NameParticle.bit();

/// What the dictionary makes of a word in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// Nothing that matters here.
    Open,
    /// An ordinary word that names do not have inside: a verb, a pronoun.
    Ordinary,
    /// It is, or belongs to, an ordinary noun of two characters or more.
    Noun,
    /// It is part of a person's name beyond doubt.
    Person,
}

/// A known word, or a single token.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) tokens: TokenRange,
    /// The parts it can play.
    pub(super) classes: u128,
    /// The place of this name.
    pub(super) place: Option<PlaceIdx>,
    /// It is part of a date.
    pub(super) date: bool,
    /// What the dictionary makes of it.
    pub(super) sense: Sense,
}

impl Word {
    pub(super) fn is(&self, class: WordClass) -> bool {
        self.classes & class.bit() != 0
    }

    /// Whether no name goes on over this word.
    pub(super) fn stops(&self) -> bool {
        let weighty = if self.tokens.len() == 1 { self.classes & !WEAK } else { self.classes & !LINES };
        self.place.is_none() && weighty != 0 && self.classes & INSIDE == 0
    }
}

/// The words of a sentence.
pub(super) fn cut(finder: &Finder<'_>, sentence: &TokenRange) -> Vec<Word> {
    let mut words = Vec::with_capacity(sentence.len());
    let mut at = sentence.start;
    while at < sentence.end {
        let word = word_at(finder, at, sentence.end);
        at = word.tokens.end;
        words.push(word);
    }
    words
}

/// Marks the words that are part of an ordinary verb, pronoun or number.
pub(super) fn mark(words: &mut [Word], lattice: &Lattice, document: &Document<'_>) {
    let mut at = words.first().map_or(0, |word| word.tokens.start);
    let mut idx = 0;
    while let Some(word) = words.get(idx) {
        if at > word.tokens.start {
            idx += 1;
            continue;
        }
        at = word.tokens.start;
        let (length, sort) = lattice.word_at(at);
        let covered = words[idx..].iter().take_while(|word| word.tokens.start < at + length).count();
        let free = words[idx..idx + covered].iter().all(|word| word.classes == 0 && word.place.is_none() && !word.date);
        let whole = words[idx + covered - 1].tokens.end == at + length;
        let stops = length >= 2 && matches!(sort, Some(WordSort::Verb | WordSort::Function));
        let ideograph = document.tokens[at].kind == TokenKind::Ideograph;
        for word in &mut words[idx..idx + covered] {
            word.sense = if free && whole && stops && ideograph {
                Sense::Ordinary
            } else if whole && length >= 2 && sort == Some(WordSort::Noun) {
                Sense::Noun
            } else {
                Sense::Open
            };
        }
        idx += covered;
        at = words.get(idx).map_or(usize::MAX, |word| word.tokens.start);
    }
}

fn word_at(finder: &Finder<'_>, at: usize, end: usize) -> Word {
    let document = finder.document;
    if let Some(date) = document.date_at(at).filter(|date| date.tokens.start == at && date.tokens.end <= end) {
        return Word { tokens: date.tokens.clone(), classes: 0, place: None, date: true, sense: Sense::Open };
    }
    // `第十一届`: no `一届`.
    let counted = at > 0 && finder.is_number(at) && finder.is_number(at - 1);
    let bars = |class: WordClass| counted && class == WordClass::Determiner;
    let hits =
        || document.hits_at(at).filter(|hit| hit.tokens.end <= end && !bars(hit.class) && !head_across(finder, &hit.tokens));
    let fits = |tokens: &TokenRange| tokens.clone().skip(1).all(|at| !finder.gap_before(at));
    let longest = hits().filter(|hit| fits(&hit.tokens)).map(|hit| hit.tokens.len()).max().unwrap_or(0);
    let longest = if longest == 2 && longer_across(finder, at, end) { 1 } else { longest };
    let classes = hits().filter(|hit| hit.tokens.len() == longest).map(|hit| hit.class.bit()).fold(0, std::ops::BitOr::bitor);
    let place = place_at(finder, at, end).filter(|(length, _)| *length >= longest && !verb_across(finder, at, *length));
    let plain = WordClass::PlainWord.bit() | WordClass::NotName.bit();
    match place {
        Some((length, idx)) if length > longest || length == 1 || classes & plain == 0 => {
            let classes = if length == longest { classes } else { 0 };
            Word { tokens: at..at + length, classes, place: Some(idx), date: false, sense: Sense::Open }
        }
        _ => Word { tokens: at..at + longest.max(1), classes, place: None, date: false, sense: Sense::Open },
    }
}

/// Whether the last character of a place belongs to a post or a body instead: `省长`, `省委` behind the bare name of a province,
/// unless what follows the place is another place.
fn gives_its_end_to_a_post(finder: &Finder<'_>, stop: usize, end: usize) -> bool {
    let document = finder.document;
    let longer = |class| document.hit_at(stop - 1, class).is_some_and(|hit| hit.tokens.len() > 1 && hit.tokens.end <= end);
    let across = longer(WordClass::Post) || longer(WordClass::OrganizationKnown);
    let rest = document.tokens.get(stop).filter(|_| stop < end).map(|token| &document.article.text[token.span.start..]);
    across && rest.is_some_and(|rest| finder.knowledge.gazetteer.longest_prefix(rest).is_none())
}

/// Whether the head of an event's name starts inside a longer word and runs over its end: `冠军赛` behind `世界`.
fn head_across(finder: &Finder<'_>, tokens: &TokenRange) -> bool {
    let mut inside = (tokens.start + 2..tokens.end).flat_map(|at| finder.hits_at(at));
    tokens.len() >= 4
        && inside.any(|hit| hit.class == WordClass::EventHead && hit.tokens.len() >= 3 && hit.tokens.end > tokens.end)
}

/// Whether a longer word starts at the second character of a word of two and runs over its end, and what it would leave is no word.
fn longer_across(finder: &Finder<'_>, at: usize, end: usize) -> bool {
    let whole = |stop: usize| finder.hits_at(at + 2).any(|hit| hit.tokens.len() >= 2 && hit.tokens.end == stop);
    finder.hits_at(at + 1).any(|hit| hit.tokens.len() >= 3 && hit.tokens.end <= end && !whole(hit.tokens.end))
}

/// Whether a verb of two characters or more starts inside a short place and runs over its end: the place is an accident.
fn verb_across(finder: &Finder<'_>, at: usize, length: usize) -> bool {
    let document = finder.document;
    let verbs = WordClass::ChairVerb.bit()
        | WordClass::SpeechVerb.bit()
        | WordClass::AttendVerb.bit()
        | WordClass::HoldVerb.bit()
        | WordClass::HostVerb.bit();
    let mut inside = (at + 1..at + length).flat_map(|at| document.hits_at(at));
    length == 2 && inside.any(|hit| hit.class.bit() & verbs != 0 && hit.tokens.end > at + length)
}

/// The longest known place that starts at a token, with its length in tokens.
fn place_at(finder: &Finder<'_>, at: usize, end: usize) -> Option<(usize, PlaceIdx)> {
    let document = finder.document;
    if document.tokens[at].kind != TokenKind::Ideograph {
        return None;
    }
    let gazetteer = &finder.knowledge.gazetteer;
    let first = document.tokens[at].folded.chars().next();
    let may_open = first.is_some_and(|first| finder.alias_openers.binary_search(&first).is_ok());
    for length in (2..=(end - at).min(4)).rev().filter(|_| may_open) {
        let alias = finder.pack.place_aliases.get(document.text(&(at..at + length)));
        if let Some(idx) = alias.and_then(|key| gazetteer.by_key(key)) {
            return Some((length, idx));
        }
    }
    // `在沪举行`
    let alone = at > 0 && document.is(at - 1, WordClass::InPlace) && document.hit_at(at + 1, WordClass::HoldVerb).is_some();
    let alias = || finder.pack.place_aliases.get(document.text(&(at..at + 1)));
    if alone && let Some(idx) = alias().and_then(|key| gazetteer.by_key(key)) {
        return Some((1, idx));
    }
    let rest = &document.article.text[document.tokens[at].span.start..];
    let (bytes, places) = gazetteer.longest_prefix(rest)?;
    let stop = document.tokens[at].span.start + bytes;
    let length = document.tokens[at..end].iter().take_while(|token| token.span.end <= stop).count();
    let length = if gives_its_end_to_a_post(finder, at + length, end) && length > 2 { length - 1 } else { length };
    let idx = *places.first()?;
    (length >= 2).then_some((length, idx))
}
