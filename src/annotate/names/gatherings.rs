//! What speaks for an unknown name to be that of an event: `NAME, which opened on Friday`, `the trade fair NAME`, `NAME 2026`.

use super::typing::{Evidence, Judge};
use crate::model::{Hit, TokenKind, TokenRange, WordClass};

/// An apposition reaches so many tokens behind the comma.
const APPOSITION: usize = 9;

impl Judge<'_> {
    /// Adds what the words around a name say for an event.
    pub(super) fn weigh_gathering(&self, tokens: &TokenRange, evidence: &mut Evidence) {
        let document = self.document;
        let folded = |at: usize| document.tokens.get(at).map_or("", |token| token.folded.as_str());
        if self.pack().body_follows_title
            || self.is_given(tokens.start)
            || tokens.len() > 5
            || self.is(tokens.end - 1, WordClass::NotName)
        {
            return;
        }
        let comma = usize::from(folded(tokens.end) == ",");
        let relative = tokens.end + comma;
        if comma == 1 && self.is(relative, WordClass::RelativePronoun) && self.holds(relative + 1) >= 2 {
            evidence.event += 3;
        }
        if self.is_apposed_event(tokens.end) || tokens.start > 0 && self.is_event_noun(tokens.start - 1) {
            evidence.event += 3;
        }
        evidence.event += self.holds(tokens.end);
        let year = |at: usize| {
            let text = folded(at);
            text.len() == 4 && text.parse::<u16>().is_ok_and(|year| (1950..=2100).contains(&year))
        };
        let dated = tokens.len() > 1 && year(tokens.end - 1);
        let placed =
            tokens.start > 0 && self.is(tokens.start - 1, WordClass::AtEvent) && !self.is(tokens.start - 1, WordClass::NameLink);
        // `at Euro 2024`: a name of one word and a year behind what stands before events and places, and places have no year
        let at_word = tokens.start > 0
            && self.document.tokens[tokens.start - 1].kind == TokenKind::Lower
            && self.pack().event_prepositions.iter().any(|word| word == folded(tokens.start - 1));
        let near = tokens.end.checked_sub(1).and_then(|at| folded(at).parse::<i16>().ok()).zip(document.published);
        if dated && at_word && near.is_some_and(|(year, published)| year <= published.year + 1) {
            evidence.event += 2;
        }
        evidence.event += self.visited(tokens);
        if dated {
            evidence.event += 1 + i32::from(placed) + i32::from(self.is(tokens.end, WordClass::HoldVerb));
        }
    }

    /// `during NAME`, `this year's NAME`, `the third edition of NAME`, `visitors to NAME`: what is said of events and hardly of bodies.
    fn visited(&self, tokens: &TokenRange) -> i32 {
        let document = self.document;
        let folded = |at: usize| document.tokens.get(at).map_or("", |token| token.folded.as_str());
        let article = |at: usize| self.is(at, WordClass::Determiner) && document.tokens[at].kind == TokenKind::Lower;
        let first = tokens.start - usize::from(tokens.start > 0 && article(tokens.start - 1));
        let Some(before) = first.checked_sub(1) else { return 0 };
        let years = &self.pack().relative_years;
        let year = folded(before) == "'s"
            && before >= 2
            && years.contains_key(document.text(&(before - 2..before)).to_lowercase().as_str());
        let prepositions = &self.pack().event_prepositions;
        let during = prepositions.iter().skip(1).any(|word| word == folded(before));
        let of = before > 0 && folded(before) == self.pack().of_word && self.is(before - 1, WordClass::EditionNoun);
        let people = WordClass::AttendeeNoun.bit() | WordClass::ParticipantNoun.bit() | WordClass::SpeakerNoun.bit();
        let guests = before > 0
            && document.is_any(before - 1, people)
            && (self.is(before, WordClass::InPlace) || prepositions.iter().any(|word| word == folded(before)));
        let several = i32::from(tokens.len() > 1);
        match (year || of, during || guests) {
            (true, _) => 4,
            (false, true) => 2 + several,
            _ => 0,
        }
    }

    /// How surely the verb that starts at a token has an event for its subject.
    fn holds(&self, at: usize) -> i32 {
        let small = |hit: &&Hit| self.document.tokens[hit.tokens.start].kind == TokenKind::Lower;
        let hit = |class| self.document.hit_at(at, class).filter(small);
        if hit(WordClass::HoldVerb).is_some_and(|hit| hit.tokens.len() > 1) {
            3
        } else if hit(WordClass::StartVerb).or(hit(WordClass::EndVerb)).is_some() {
            2
        } else {
            0
        }
    }

    /// A noun for events in small letters.
    fn is_event_noun(&self, at: usize) -> bool {
        self.is(at, WordClass::EventNoun) && self.document.tokens[at].kind == TokenKind::Lower
    }

    /// `NAME, the region's largest trade fair,`: a comma, an article or a place, and a noun for events before the next mark.
    fn is_apposed_event(&self, end: usize) -> bool {
        let folded = |at: usize| self.document.tokens.get(at).map_or("", |token| token.folded.as_str());
        if folded(end) != "," || !self.is(end + 1, WordClass::Determiner) {
            return false;
        }
        let inside = |at: &usize| {
            !matches!(folded(*at), "," | "." | ";" | "(" | ":" | "")
                && !self.is(*at, WordClass::RelativePronoun)
                && !self.is(*at, WordClass::BodyNoun)
                && !self.is(*at, WordClass::Post)
        };
        (end + 2..end + APPOSITION).take_while(inside).any(|at| self.is_event_noun(at))
    }
}
