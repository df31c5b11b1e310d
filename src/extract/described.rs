//! Gatherings without a name beside the one the article is about: `a breakfast for tour operators`, `its annual congress in Boksburg`.
//!
//! A small event noun is an event of its own if its words say that it was not spoken of before (an indefinite article, an owner,
//! `next`) or set it apart (modifiers and a place or day right behind), and something in the sentence shows that it takes place: a
//! day, a town, or a verb of holding or of being there. Its name is the whole noun phrase.

use super::{events, reading::Reading};
use crate::model::{Kind, LineRole, LocalIdx, Sentence, TokenKind, TokenRange, WordClass};

/// Between an article and its noun stand at most so many words.
const MODIFIERS: usize = 4;
/// A complement has at most so many words.
const COMPLEMENT: usize = 9;
/// What the lead brings in is named in one of so many sentences.
const LEAD: usize = 4;
/// A day or a verb counts within so many tokens.
const NEAR: usize = 10;

/// Adds an entity for each such gathering and notes where it is spoken of.
pub(super) fn discover(reading: &mut Reading<'_>) {
    if !reading.pack.spaced {
        other_editions(reading);
        return;
    }
    let mut found: Vec<(TokenRange, TokenRange)> = Vec::new();
    for sentence in reading.document.sentences.iter().filter(|sentence| sentence.role == LineRole::Body) {
        let finder = Finder { reading, sentence };
        for head in finder.heads() {
            let inside = found.last().is_some_and(|(phrase, _)| phrase.end > head.start);
            if let Some(phrase) = finder.phrase(&head).filter(|_| !inside) {
                found.push((phrase, head));
            }
        }
    }
    let mut known: Vec<(String, LocalIdx)> = Vec::new();
    for (phrase, head) in found {
        if introduces_main(reading, &phrase) {
            reading.described.extend(reading.main.map(|main| (head, main)));
            continue;
        }
        let name = reading.document.text(&phrase).split_whitespace().collect::<Vec<_>>().join(" ");
        let folded = name.to_lowercase();
        let same = known.iter().find(|(other, _)| *other == folded).map(|(_, idx)| *idx);
        let idx = same.unwrap_or_else(|| events::add(reading, name, vec![reading.document.span(&phrase)]));
        known.push((folded, idx));
        reading.described.push((head, idx));
    }
}

/// `上届峰会`, `2019年那届论坛`: other editions of the main event, in a script without spaces.
fn other_editions(reading: &mut Reading<'_>) {
    let Some(main) = reading.main else { return };
    let document = reading.document;
    let own = reading.entity(main).event.as_ref().and_then(|traits| traits.year);
    let page = document.published.map(|published| published.year);
    let mut found: Vec<(TokenRange, TokenRange, Option<i16>)> = Vec::new();
    for sentence in reading.sentences() {
        for noun in document.hits_in(sentence.tokens.clone(), WordClass::EventNoun) {
            let head = noun.tokens.clone();
            let fits = reading.entity(main).names.iter().any(|name| name.contains(document.text(&head)));
            let inside = found.iter().any(|(_, other, _)| other.end > head.start && other.start <= head.start);
            if document.name_at(head.start).is_some() || !fits || inside {
                continue;
            }
            let floor = head.start.saturating_sub(6).max(sentence.tokens.start);
            let near = |end: usize| end <= head.start && head.start - end <= 2;
            let word = document.hits_in(floor..head.start, WordClass::OtherEdition).find(|hit| near(hit.tokens.end));
            let date = (floor..head.start).find_map(|at| document.date_at(at)).filter(|date| near(date.tokens.end));
            let year = date.filter(|date| date.value.start.month.is_none()).map(|date| date.value.start.year);
            let other = year.filter(|_| year != own && year != page);
            let start = date.filter(|_| other.is_some()).map(|date| date.tokens.start).or(word.map(|hit| hit.tokens.start));
            found.extend(start.map(|start| (start..head.end, head, other)));
        }
    }
    let mut known: Vec<(String, LocalIdx)> = Vec::new();
    for (phrase, head, year) in found {
        let name = reading.document.text(&phrase).to_owned();
        let same = known.iter().find(|(other, _)| *other == name).map(|(_, idx)| *idx);
        let idx = same.unwrap_or_else(|| events::add(reading, name.clone(), vec![reading.document.span(&phrase)]));
        if let Some(traits) = &mut reading.entities[idx.0 as usize].event {
            traits.year = year;
        }
        known.push((name, idx));
        reading.described.push((head, idx));
    }
}

/// `Experts met at a regional forum in Oslo. The Fjord Dialogue, …`: the lead brings in without its name what the text then names.
fn introduces_main(reading: &Reading<'_>, phrase: &TokenRange) -> bool {
    let Some(main) = reading.main else { return false };
    let body = reading.document.sentences.iter().filter(|sentence| sentence.role == LineRole::Body);
    let lead: Vec<&Sentence> = body.take(LEAD).collect();
    let holds = |sentence: &&&Sentence| sentence.tokens.contains(&phrase.start);
    let Some(position) = lead.iter().position(|sentence| holds(&sentence)) else { return false };
    let names = |sentence: &Sentence| reading.kind_in(sentence.tokens.clone(), Kind::Event).any(|(_, idx)| idx == main);
    let before = phrase.start.checked_sub(1);
    let indefinite = before.is_some_and(|at| {
        reading.is(at, WordClass::Indefinite) || reading.pack.body_follows_title && reading.is(at, WordClass::Determiner)
    });
    indefinite
        && position < 2
        && !lead[..=position].iter().any(|sentence| names(sentence))
        && lead[position + 1..].iter().any(|sentence| names(sentence))
}

/// The words around an event noun that belong to it: `78th annual dinner of the Chamber of Commerce`.
pub(super) fn noun_phrase(reading: &Reading<'_>, head: &TokenRange) -> TokenRange {
    if !reading.pack.spaced {
        return head.clone();
    }
    let sentence = &reading.document.sentences[reading.document.sentence_of(head.start)];
    let finder = Finder { reading, sentence };
    if reading.pack.body_follows_title {
        return head.start..finder.modifiers_behind(head.end);
    }
    finder.modifiers(head.start)..finder.complement(head.end)
}

struct Finder<'a, 'r> {
    reading: &'a Reading<'r>,
    sentence: &'a Sentence,
}

impl Finder<'_, '_> {
    fn is(&self, at: usize, class: WordClass) -> bool {
        self.reading.is(at, class)
    }

    fn is_small(&self, at: usize) -> bool {
        self.reading.document.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Lower)
    }

    /// Nouns for events, and those that stand for none but the one that their own words tell of.
    fn heads(&self) -> Vec<TokenRange> {
        let nouns = self.reading.document.hits_in(self.sentence.tokens.clone(), WordClass::EventNoun);
        let mut heads: Vec<TokenRange> = nouns.map(|hit| hit.tokens.clone()).collect();
        let known = |at: usize| heads.iter().any(|head| head.contains(&at));
        let other = |at: &usize| self.reading.pack.gathering_nouns.contains(self.reading.folded(*at)) && !known(*at);
        let others: Vec<TokenRange> = self.sentence.tokens.clone().filter(other).map(|at| at..at + 1).collect();
        heads.extend(others);
        heads.sort_by_key(|head| head.start);
        heads
    }

    /// `diskusi publik di Padang`, `rapat koordinasi penanganan banjir`: where modifiers stand behind the noun.
    fn phrase_behind(&self, head: &TokenRange) -> Option<TokenRange> {
        let end = self.modifiers_behind(head.end);
        let before = head.start.checked_sub(1).filter(|&at| at >= self.sentence.tokens.start);
        let indefinite = before.is_some_and(|at| self.is(at, WordClass::Determiner));
        let part = self.reading.has(head.start..end, WordClass::EventPart);
        let next = (head.end..end).any(|at| self.is(at, WordClass::Next));
        if part || self.is(end, WordClass::Demonstrative) || self.is_predicate(head.start) || self.is_known(head) && !next {
            return None;
        }
        let generic = (head.end..end).all(|at| self.is(at, WordClass::GenericWord));
        let named = self.reading.names_in(head.end..end).next().is_some();
        let before = |class| self.reading.document.hits_in(self.sentence.tokens.start..head.start, class).last();
        let gives = [WordClass::HostVerb, WordClass::AttendVerb].map(before).into_iter().flatten();
        let held = gives.map(|hit| hit.tokens.end).any(|verb_end| verb_end == head.start) || self.is(end, WordClass::HoldVerb);
        let (placed, dated) = (self.is_placed(end), self.is_dated(end));
        if indefinite || next {
            return (placed || held || dated).then_some(head.start..end);
        }
        // where the event of the article has no name, another noun is one more word for it
        let main = self.reading.main.and_then(|main| self.reading.entity(main).event.as_ref());
        let own = end > head.end && !generic && !main.is_some_and(|event| event.unnamed);
        (own && (dated && named || placed && (held || dated))).then_some(head.start..end)
    }

    /// Where the words behind an event noun end that belong to it.
    fn modifiers_behind(&self, from: usize) -> usize {
        let stops = [
            WordClass::OnDate,
            WordClass::InPlace,
            WordClass::HoldVerb,
            WordClass::Copula,
            WordClass::Future,
            WordClass::RelativePronoun,
            WordClass::SpeechVerb,
            WordClass::AgentBy,
            WordClass::AttendVerb,
            WordClass::AttendBy,
            WordClass::HostBy,
            WordClass::HostVerb,
            WordClass::ThemeBy,
            WordClass::TitledBy,
            WordClass::Negation,
            WordClass::Demonstrative,
            WordClass::UntilDate,
            WordClass::Past,
        ];
        let limit = self.sentence.tokens.end.min(from + COMPLEMENT);
        let (mut at, mut end) = (from, from);
        while at < limit {
            if let Some((name, _)) = self.reading.name_at(at) {
                at = super::reading::end_of(name);
                end = at;
                continue;
            }
            let stop = stops.iter().any(|&class| self.is(at, class)) || self.reading.document.date_at(at).is_some();
            let link = self.is(at, WordClass::Conjunction) || self.is(at, WordClass::NameLink) || self.is(at, WordClass::About);
            let capital = self.reading.document.tokens[at].is_capital() && self.is(at, WordClass::Post);
            let word = self.is_small(at) && !self.reading.pack.function_words.contains(self.reading.folded(at)) || capital;
            if stop || !word && !link || link && self.is_small(at + 1) {
                break;
            }
            at += 1;
            if !link {
                end = at;
            }
        }
        end
    }

    /// The noun phrase around an event noun, if it is an event of its own.
    fn phrase(&self, head: &TokenRange) -> Option<TokenRange> {
        let named = self.reading.document.name_at(head.start).is_some();
        if named || !self.is_small(head.start) {
            return None;
        }
        if self.reading.pack.body_follows_title {
            return self.phrase_behind(head);
        }
        if !self.closes(head.end) {
            return None;
        }
        let start = self.modifiers(head.start);
        let before = start.checked_sub(1).filter(|&at| at >= self.sentence.tokens.start);
        let indefinite = before.is_some_and(|at| self.is(at, WordClass::Indefinite));
        // a ceremony is no part where no event has a name of which it could be one
        let whole = indefinite && self.reading.main.is_none();
        let part =
            self.reading.has(start..head.end, WordClass::EventPart) && !whole || self.is(head.start, WordClass::SpeechNoun);
        if part || self.is_predicate(start) {
            return None;
        }
        let owned = before.is_some_and(|at| self.reading.folded(at) == "'s" && self.reading.name_before(at).is_some());
        let next = (start..head.start).any(|at| self.is(at, WordClass::Next));
        let end = self.complement(head.end);
        let of_body = self.reading.kind_in(head.end..end, Kind::Organization).next().is_some();
        let of_body = of_body || self.reading.name_at(start).is_some_and(|(name, _)| name.kind == Kind::Organization);
        let set_apart = start < head.start && (self.is_placed(head.end) || self.is_dated(head.end));
        let new = next || !self.is_known(head) && (indefinite || owned || of_body || set_apart);
        let shown = self.is_placed(end) || self.is_dated(end) || self.is_held(start, end);
        (new && shown).then_some(start..end)
    }

    /// Whether the phrase ends behind the noun: no further noun follows (`conference room`).
    fn closes(&self, at: usize) -> bool {
        let classes = [
            WordClass::NameLink,
            WordClass::InPlace,
            WordClass::OnDate,
            WordClass::AtEvent,
            WordClass::About,
            WordClass::Conjunction,
            WordClass::RelativePronoun,
            WordClass::TitledBy,
            WordClass::HoldVerb,
            WordClass::HostBy,
            WordClass::Copula,
            WordClass::Future,
            WordClass::Complement,
        ];
        let token = self.reading.document.tokens.get(at);
        token.is_none_or(|token| token.kind == TokenKind::Punctuation)
            || classes.iter().any(|&class| self.is(at, class))
            || self.reading.document.date_at(at).is_some()
    }

    /// Where the words before the noun start that belong to it.
    fn modifiers(&self, head: usize) -> usize {
        let mut start = head;
        while start > self.sentence.tokens.start && head - start < MODIFIERS {
            let at = start - 1;
            let stops = [
                WordClass::Determiner,
                WordClass::Indefinite,
                WordClass::InPlace,
                WordClass::OnDate,
                WordClass::NameLink,
                WordClass::AgentBy,
                WordClass::HoldVerb,
                WordClass::HostVerb,
                WordClass::AttendVerb,
                WordClass::SpeechVerb,
                WordClass::Copula,
                WordClass::Future,
                WordClass::Conjunction,
                WordClass::GiveVerb,
            ];
            let word = self.is_small(at) && self.reading.document.name_at(at).is_none();
            let function = self.reading.pack.function_words.contains(self.reading.folded(at));
            if !word || function || stops.iter().any(|&class| self.is(at, class)) {
                break;
            }
            start = at;
        }
        self.body_in_front(start).unwrap_or(start)
    }

    /// `the Miners' Union conference`: where the body starts whose name stands right before the words of the noun.
    fn body_in_front(&self, start: usize) -> Option<usize> {
        let (name, _) = self.reading.name_before(start).filter(|(name, _)| name.kind == Kind::Organization)?;
        let before = name.tokens.start.checked_sub(1).filter(|&at| at >= self.sentence.tokens.start)?;
        self.is(before, WordClass::Determiner).then_some(name.tokens.start)
    }

    /// End of `of BODY`, `with NAME`, `on TOPIC` behind the noun.
    fn complement(&self, from: usize) -> usize {
        let link =
            |at: usize| (self.is(at, WordClass::NameLink) || self.is(at, WordClass::About)) && !self.is(at, WordClass::InPlace);
        if !link(from) || self.reading.document.date_at(from + 1).is_some() {
            return from;
        }
        let mut end = from;
        let limit = self.sentence.tokens.end.min(from + COMPLEMENT);
        let mut at = from + 1;
        while at < limit {
            let stops = [
                WordClass::OnDate,
                WordClass::InPlace,
                WordClass::HoldVerb,
                WordClass::Copula,
                WordClass::Future,
                WordClass::RelativePronoun,
                WordClass::SpeechVerb,
                WordClass::AgentBy,
                WordClass::AttendVerb,
            ];
            let mark = self.reading.document.tokens[at].kind == TokenKind::Punctuation && self.reading.folded(at) != "-";
            let name = self.reading.name_at(at).map(|(name, _)| super::reading::end_of(name));
            let joins = self.is(at, WordClass::Conjunction) && !self.is(at, WordClass::InPlace) || link(at);
            let stop = stops.iter().any(|&class| self.is(at, class)) && !joins;
            if let Some(name) = name {
                (at, end) = (name, name);
                continue;
            }
            if mark || stop || self.reading.document.date_at(at).is_some() {
                break;
            }
            at += 1;
            if !joins && !self.is(at - 1, WordClass::Determiner) {
                end = at;
            }
        }
        end
    }

    /// `in PLACE`, `at BODY` right behind.
    fn is_placed(&self, at: usize) -> bool {
        let located = |name: &crate::model::NameMention| {
            name.kind == Kind::Place || self.reading.pack.body_follows_title && name.kind == Kind::Organization
        };
        let reach = if self.reading.pack.body_follows_title { 2 } else { 3 };
        self.is(at, WordClass::InPlace)
            && (at + 1..at + reach).any(|at| self.reading.name_at(at).is_some_and(|(name, _)| located(name)))
    }

    /// A day close behind, or before.
    fn is_dated(&self, at: usize) -> bool {
        let near = at.saturating_sub(NEAR).max(self.sentence.tokens.start)..(at + NEAR).min(self.sentence.tokens.end);
        self.reading.document.dates.iter().any(|date| !date.dateline && near.contains(&date.tokens.start))
    }

    /// Object of a verb of holding or being there, or behind `at`.
    fn is_held(&self, start: usize, end: usize) -> bool {
        let before = start.saturating_sub(6).max(self.sentence.tokens.start)..start;
        let behind = end..(end + 4).min(self.sentence.tokens.end);
        let verbs = [WordClass::HostVerb, WordClass::AttendVerb, WordClass::HoldVerb];
        verbs.iter().any(|&class| self.reading.has(before.clone(), class))
            || [WordClass::HoldVerb, WordClass::HostBy].iter().any(|&class| self.reading.has(behind.clone(), class))
    }

    /// `is the first event of its kind`: says something of an event, and brings in none.
    fn is_predicate(&self, start: usize) -> bool {
        let article = |at: usize| self.is(at, WordClass::Determiner) || self.is(at, WordClass::Indefinite);
        let before = (self.sentence.tokens.start..start).rev().find(|&at| !article(at));
        // `the World Sepsis Congress, a three-day meeting`
        let apposed = |at: usize| {
            self.reading.folded(at) == "," && self.reading.name_before(at).is_some_and(|(name, _)| name.kind == Kind::Event)
        };
        before.is_some_and(|at| self.is(at, WordClass::Copula) || self.is(at, WordClass::AsPost) || apposed(at))
    }

    /// Whether the noun stands in the name of the main event.
    fn is_known(&self, head: &TokenRange) -> bool {
        let noun = self.reading.document.text(head).to_lowercase();
        self.reading
            .main
            .is_some_and(|main| self.reading.entity(main).names.iter().any(|name| name.to_lowercase().contains(&noun)))
    }
}
