//! Names in scripts without spaces.
//!
//! [`words`] cuts a sentence into known words, longest first; what is left between them can be part of a name. [`bodies`] finds
//! organizations and venues by their last word, [`gatherings`] events, [`companies`] those with none, [`people`] weighs how likely a name is against [`lattice`] and
//! [`surroundings`], and the gazetteer finds places.

mod bodies;
mod companies;
mod gatherings;
mod lattice;
mod people;
mod posted;
mod surroundings;
mod words;

use lattice::Lattice;
use words::{Sense, Word, cut, mark};

use crate::{
    knowledge::{Knowledge, Language, Level, WordSort},
    model::{Document, Hit, Kind, LineRole, NameMention, TokenKind, TokenRange, WordClass},
};

/// A town below this population is taken for one only where something beside it says so.
const LARGE_CITY: u64 = 1_000_000;
/// One below this population only with something beside it or the word for what it is.
const TOWN: u64 = 100_000;

/// What a search in one document needs.
pub(super) struct Finder<'a> {
    document: &'a Document<'a>,
    knowledge: &'a Knowledge,
    pack: &'a Language,
    /// First characters of the short forms of places, in order.
    alias_openers: Vec<char>,
}

/// The names of a document, before every further occurrence of each is looked up.
pub(super) fn find(document: &Document<'_>, knowledge: &Knowledge) -> Vec<NameMention> {
    let pack = &knowledge.languages.all()[document.language];
    let mut alias_openers: Vec<char> = pack.place_aliases.keys().filter_map(|alias| alias.chars().next()).collect();
    alias_openers.sort_unstable();
    let finder = Finder { document, knowledge, pack, alias_openers };
    let mut names = Vec::new();
    for sentence in document.sentences.iter().filter(|sentence| sentence.role != LineRole::Noise) {
        finder.sentence(&sentence.tokens, &mut names);
    }
    names.sort_by_key(|name: &NameMention| (name.tokens.start, name.tokens.end));
    names
}

impl Finder<'_> {
    fn sentence(&self, sentence: &TokenRange, names: &mut Vec<NameMention>) {
        let mut words = cut(self, sentence);
        let lattice = Lattice::new(self, sentence, &words);
        mark(&mut words, &lattice, self.document);
        let first = names.len();
        let headline = self.document.sentences[self.document.sentence_of(sentence.start)].role == LineRole::Headline
            && !self.is_labelled(sentence);
        self.take_people(sentence, &lattice, &mut words);
        let mut found = self.bodies(&words);
        let places: Vec<TokenRange> = words.iter().filter(|word| word.place.is_some()).map(|word| word.tokens.clone()).collect();
        self.people(sentence, &lattice, &places, headline, &mut found);
        self.posted(sentence, &lattice, &mut found);
        self.rows_of_bodies(sentence, &lattice, &mut found);
        let covered = |names: &[NameMention], tokens: &TokenRange| {
            names.iter().any(|name| name.tokens.start < tokens.end && tokens.start < end_of(name))
        };
        for idx in 0..words.len() {
            let place = self.place(&words, idx, &lattice).or_else(|| self.headed_place(&words, idx));
            let place = place.or_else(|| self.told_place(&words, idx));
            if let Some(place) = place.filter(|place| !covered(&found, &place.tokens)) {
                found.push(place);
            }
        }
        names.extend(found);
        names[first..].sort_by_key(|name| name.tokens.start);
    }

    /// `致辞：校长NAME`: a line of a programme, which tells who did what.
    fn is_labelled(&self, sentence: &TokenRange) -> bool {
        let classes = [
            WordClass::SpeechBy,
            WordClass::ChairBy,
            WordClass::AttendBy,
            WordClass::SpeechVerb,
            WordClass::ChairVerb,
            WordClass::HostBy,
        ];
        let start = (sentence.start..sentence.end).find(|&at| self.document.tokens[at].kind != TokenKind::Punctuation);
        start.is_some_and(|at| {
            let mut labels = self.hits_at(at).filter(|hit| classes.contains(&hit.class));
            labels.any(|hit| [hit.tokens.end - 1, hit.tokens.end].iter().any(|&at| matches!(self.folded(at), ":" | "：")))
        })
    }

    /// A known place, with the word behind it that says what it is.
    fn place(&self, words: &[Word], idx: usize, lattice: &Lattice) -> Option<NameMention> {
        let word = &words[idx];
        let known = word.place?;
        let level = self.knowledge.gazetteer.level(known);
        if level == Level::Area && self.document.title_at(word.tokens.start).is_some() {
            return None;
        }
        let headed = words.get(idx + 1).filter(|next| next.is(WordClass::PlaceHead) && level != Level::Country);
        let short = word.tokens.len() == 2 && level == Level::City;
        let population = self.knowledge.gazetteer.population(known);
        let beside = idx.checked_sub(1).map(|before| &words[before]);
        let led = beside.is_some_and(|before| {
            before.place.is_some()
                || before.is(WordClass::PlaceHead)
                || before.is(WordClass::InPlace)
                || before.is(WordClass::HoldVerb)
                || before.is(WordClass::Wire)
        });
        // No ordinary words are likelier there.
        let settled = population >= TOWN;
        let likely =
            settled && self.is_no_other_word(&word.tokens) && lattice.word_at(word.tokens.start).1 == Some(WordSort::Place);
        let suffixed = self.document.is(word.tokens.end - 1, WordClass::PlaceHead);
        if short && !suffixed && headed.is_none() && !led && !likely && population < LARGE_CITY {
            return None;
        }
        let end = headed.map_or(word.tokens.end, |next| next.tokens.end);
        Some(NameMention {
            tokens: word.tokens.start..end,
            kind: Kind::Place,
            acronym: None,
            gazetteer: Some(self.knowledge.gazetteer.key(known).to_owned()),
            rule: "gazetteer",
        })
    }

    /// A town or district that the gazetteer lacks: one to three characters and the word for what it is, behind a known place.
    fn headed_place(&self, words: &[Word], idx: usize) -> Option<NameMention> {
        let head = words[idx].is(WordClass::PlaceHead).then_some(idx)?;
        let tail = words[head + 1..].iter().take_while(|word| word.is(WordClass::PlaceHead) && word.tokens.len() == 1).count();
        let run =
            words[..head].iter().rev().take_while(|word| word.classes == 0 && word.place.is_none() && word.tokens.len() == 1);
        let length = run.take(6).count();
        let first = head - length;
        let known =
            first.checked_sub(1).is_some_and(|before| words[before].place.is_some() || words[before].is(WordClass::PlaceHead));
        let proper = words[first..head].iter().all(|word| word.sense == Sense::Open) && length >= 2;
        let opens = first.checked_sub(1).is_none_or(|before| {
            words[before].is(WordClass::InPlace)
                || self.document.tokens[words[before].tokens.start].kind == TokenKind::Punctuation
        });
        let led = known && length <= 4 || proper && opens;
        let ideographs =
            words[first..head].iter().all(|word| self.document.tokens[word.tokens.start].kind == TokenKind::Ideograph);
        ((1..=6).contains(&length) && led && ideographs).then(|| NameMention {
            tokens: words[first].tokens.start..words[head + tail].tokens.end,
            kind: Kind::Place,
            acronym: None,
            gazetteer: None,
            rule: "place-head",
        })
    }

    /// `在列河举行`: two or three characters that make no word between a preposition of place and a verb of holding.
    fn told_place(&self, words: &[Word], idx: usize) -> Option<NameMention> {
        let opened = idx > 0 && words[idx - 1].is(WordClass::InPlace) && words[idx - 1].tokens.len() == 1;
        let unknown = |word: &&Word| {
            let ideograph = self.document.tokens[word.tokens.start].kind == TokenKind::Ideograph;
            ideograph && word.tokens.len() == 1 && word.classes == 0 && word.sense == Sense::Open && word.place.is_none()
        };
        let length = words[idx..].iter().take(4).take_while(unknown).count();
        let held = words.get(idx + length).is_some_and(|verb| verb.is(WordClass::HoldVerb) && verb.tokens.len() > 1);
        let tokens = words[idx].tokens.start..words[idx].tokens.start + length;
        (opened && held && (2..=3).contains(&length)).then_some(NameMention {
            tokens,
            kind: Kind::Place,
            acronym: None,
            gazetteer: None,
            rule: "place-told",
        })
    }

    /// Whether no ordinary word is written like a place.
    fn is_no_other_word(&self, tokens: &TokenRange) -> bool {
        let han = &self.knowledge.han;
        let characters: Vec<char> = self.document.text(tokens).chars().map(|c| han.simplified(c)).collect();
        han.word(&characters).is_none_or(|(_, sort)| sort == WordSort::Place)
    }

    /// Whether a word of the pack with two characters or more starts at a token.
    fn starts_word(&self, at: usize) -> bool {
        self.hits_at(at).any(|hit| hit.tokens.len() >= 2)
    }

    /// The words of the pack that start at a token.
    fn hits_at(&self, at: usize) -> impl Iterator<Item = &Hit> {
        self.document.hits_at(at)
    }

    /// Whether a sign of a number stands there.
    fn is_number(&self, at: usize) -> bool {
        self.knowledge.calendars[self.document.language].number(self.folded(at)).is_some()
    }

    fn folded(&self, at: usize) -> &str {
        self.document.tokens.get(at).map_or("", |token| token.folded.as_str())
    }

    /// Whether white space or a line break stands before the token.
    fn gap_before(&self, at: usize) -> bool {
        at > 0 && self.document.tokens.get(at).is_none_or(|token| token.span.start > self.document.tokens[at - 1].span.end)
    }
}

/// End of a name with its abbreviation in parentheses.
fn end_of(name: &NameMention) -> usize {
    name.acronym.as_ref().map_or(name.tokens.end, |acronym| name.tokens.end.max(acronym.end + 1))
}

#[cfg(test)]
mod tests;
