//! Other editions of the article's event that have no name of their own: `the next edition`, `the 2026 edition`, `a London edition`,
//! `tahun depan ajang ini pindah ke Ambon`.
//!
//! Each is an event of the main event's series, named by the words that bring it in.

use super::{events, reading::Reading};
use crate::{
    knowledge::Level,
    model::{Kind, LineRole, LocalIdx, Sentence, TokenKind, TokenRange, WordClass},
};

/// What tells one edition from another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Mark {
    year: Option<i16>,
    edition: Option<u32>,
    place: Option<LocalIdx>,
    next: bool,
    phrase: Option<String>,
}

/// Adds an entity for each other edition and notes the words that stand for it.
pub(super) fn discover(reading: &mut Reading<'_>) {
    let named = |main: &LocalIdx| !reading.entity(*main).event.as_ref().is_some_and(|traits| traits.unnamed);
    let Some(main) = reading.main.filter(named) else { return };
    let mut found: Vec<(TokenRange, Vec<TokenRange>, Mark)> = Vec::new();
    for sentence in reading.document.sentences.iter().filter(|sentence| sentence.role != LineRole::Noise) {
        let finder = Finder { reading, sentence, main };
        let before = found.len();
        for hit in reading.document.hits_in(sentence.tokens.clone(), WordClass::EditionNoun) {
            found.extend(finder.by_noun(&hit.tokens).map(|(words, mark)| (words, vec![hit.tokens.clone()], mark)));
        }
        if found.len() == before {
            found.extend(finder.by_phrase());
        } else if found[before..].iter().any(|(.., mark)| mark.edition.is_some()) {
            found.extend(finder.by_ordinal());
        }
    }
    let series = events::series_name(reading, main).unwrap_or_default();
    let mut known: Vec<(Mark, LocalIdx)> = Vec::new();
    for (words, meaning, mark) in found {
        let same = known.iter().find(|(other, _)| *other == mark).map(|(_, idx)| *idx);
        let idx = same.unwrap_or_else(|| {
            let noun = reading.document.text(&words).to_lowercase();
            let name = events::describe(reading, &noun, &series);
            let idx = events::add(reading, name, vec![reading.document.span(&words)]);
            if let Some(traits) = &mut reading.entities[idx.0 as usize].event {
                (traits.year, traits.edition) = (mark.year, mark.edition);
            }
            reading.placed.extend(mark.place.map(|place| (words, idx, place)));
            idx
        });
        known.push((mark, idx));
        reading.described.extend(meaning.into_iter().map(|tokens| (tokens, idx)));
    }
}

struct Finder<'a, 'r> {
    reading: &'a Reading<'r>,
    sentence: &'a Sentence,
    main: LocalIdx,
}

impl Finder<'_, '_> {
    fn year_at(&self, at: usize) -> Option<i16> {
        self.reading.folded(at).parse().ok().filter(|year| (1900..=2100).contains(year))
    }

    /// The words for another edition around a noun, and what tells it from this one.
    fn by_noun(&self, noun: &TokenRange) -> Option<(TokenRange, Mark)> {
        let reading = self.reading;
        let floor = noun.start.saturating_sub(3).max(self.sentence.tokens.start);
        let limit = (noun.end + 2).min(self.sentence.tokens.end);
        let traits = reading.entity(self.main).event.as_ref();
        let (own_year, own_edition) = (traits.and_then(|own| own.year), traits.and_then(|own| own.edition));
        let page = reading.document.published.map(|published| published.year);
        let other_year = |at: usize| self.year_at(at).filter(|_| self.year_at(at) != own_year && self.year_at(at) != page);
        let around = |at: usize| if at < noun.end { at.min(noun.start)..noun.end } else { noun.start..at + 1 };
        if let Some((at, year)) = (floor..noun.start).rev().chain(noun.end..limit).find_map(|at| Some((at, other_year(at)?))) {
            return Some((around(at), Mark { year: Some(year), ..Mark::default() }));
        }
        if let Some(at) = (floor..noun.end).rev().chain(noun.end..limit).find(|&at| reading.is(at, WordClass::Next)) {
            return Some((around(at), Mark { next: true, ..Mark::default() }));
        }
        let calendar = &reading.knowledge.calendars[reading.document.language];
        let ordinal = |at: usize| calendar.ordinal(reading.folded(at)).map(|nth| (at, nth));
        if let Some((at, nth)) = (floor..noun.start).rev().chain(noun.end..=noun.end).find_map(ordinal) {
            let told = own_edition.is_some_and(|own| own != nth) || own_edition.is_none() && nth == 1 && self.is_of_old();
            return told.then(|| (around(at), Mark { edition: Some(nth), ..Mark::default() }));
        }
        let (name, place) = reading.name_before(noun.start).filter(|(name, _)| name.kind == Kind::Place)?;
        let told = reading.pack.spaced && name.tokens.start >= self.sentence.tokens.start;
        told.then(|| (name.tokens.start..noun.end, Mark { place: Some(place), ..Mark::default() }))
    }

    /// `the first edition was held online; THE SECOND, in Lima, drew more`: an ordinal that leaves the noun out.
    fn by_ordinal(&self) -> Vec<(TokenRange, Vec<TokenRange>, Mark)> {
        let reading = self.reading;
        let calendar = &reading.knowledge.calendars[reading.document.language];
        let own = reading.entity(self.main).event.as_ref().and_then(|own| own.edition);
        let ends = [WordClass::InPlace, WordClass::OnDate, WordClass::HoldVerb, WordClass::Copula];
        let bare = |at: &usize| {
            let next = at + 1;
            reading.is(at - 1, WordClass::Determiner)
                && (reading.folded(next) == "," || ends.iter().any(|&class| reading.is(next, class)))
        };
        let ordinals = (self.sentence.tokens.start + 1..self.sentence.tokens.end).filter(bare);
        let told = ordinals.filter_map(|at| Some((at, calendar.ordinal(reading.folded(at)).filter(|&nth| Some(nth) != own)?)));
        told.map(|(at, nth)| (at..at + 1, std::iter::once(at..at + 1).collect(), Mark { edition: Some(nth), ..Mark::default() }))
            .collect()
    }

    /// Whether the sentence tells of another time than that of publication.
    fn is_of_old(&self) -> bool {
        let page = self.reading.document.published.map(|published| published.year);
        let dates = self.reading.document.dates.iter().filter(|date| self.sentence.tokens.contains(&date.tokens.start));
        dates.clone().any(|date| page.is_some_and(|page| date.value.start.year < page))
    }

    /// `Tahun depan lomba digelar di Ambon`: a phrase for another edition, with a verb of holding, and a town or a day of it.
    fn by_phrase(&self) -> Option<(TokenRange, Vec<TokenRange>, Mark)> {
        let reading = self.reading;
        let tokens = self.sentence.tokens.clone();
        let phrase = reading.document.hits_in(tokens.clone(), WordClass::OtherEdition).next()?.tokens.clone();
        let day = |at: usize| reading.document.date_at(at).is_some_and(|date| date.value.start.day.is_some());
        let named = reading.kind_in(tokens.clone(), Kind::Event).next().is_some();
        let verbs = [WordClass::HoldVerb, WordClass::PlaceHostVerb, WordClass::HostVerb];
        let free = |hit: &&crate::model::Hit| reading.document.name_at(hit.tokens.start).is_none();
        let verb = verbs.iter().find_map(|&class| reading.document.hits_in(tokens.clone(), class).find(free))?.tokens.clone();
        if named || day(phrase.start) || !reading.pack.spaced {
            return None;
        }
        let town = reading.kind_in(tokens.clone(), Kind::Place).any(|(name, place)| {
            let at = name.tokens.start;
            let prepared = at > tokens.start && reading.is(at - 1, WordClass::InPlace);
            let opens = at == tokens.start;
            (prepared || opens) && reading.level(place) != Some(Level::Country)
        });
        let dates = reading.document.dates.iter().filter(|date| tokens.contains(&date.tokens.start));
        let year = dates.clone().find(|date| date.tokens.contains(&phrase.start)).map(|date| date.value.start.year);
        let dated = dates.clone().any(|date| date.value.start.month.is_some());
        let nouns = reading.document.hits_in(tokens, WordClass::EventNoun);
        let small = |hit: &&crate::model::Hit| reading.document.tokens[hit.tokens.start].kind == TokenKind::Lower;
        let mut meaning: Vec<TokenRange> = nouns.filter(free).filter(small).map(|hit| hit.tokens.clone()).collect();
        if meaning.is_empty() {
            meaning.push(verb);
        }
        let told = year.is_none().then(|| reading.document.text(&phrase).to_lowercase());
        (town || dated).then_some((phrase, meaning, Mark { year, phrase: told, ..Mark::default() }))
    }
}
