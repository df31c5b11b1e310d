//! Where in a row of capitals a body ends and the person who serves it starts: `Kepala Dinas Sosial Kabupaten X NAME NAME`.
//!
//! Only in languages where a body stands right behind a post and before the name, without any mark. Every place where the row can be
//! cut is weighed: words that bodies are made of speak for the left side, words that people are named with for the right side, and
//! most names have two or three words. No name begins with a known place or a word of bodies.

use super::{chunk::Chunker, is_family};
use crate::{
    knowledge::Calendar,
    model::{TokenKind, TokenRange, WordClass},
};

/// A personal name has at most so many words.
const LONGEST: usize = 6;
/// Without anybody in the row, the post in front would stand for nobody.
const NOBODY: i32 = -2;
/// But where a comma and a further name follow, that is the person.
const NAMED_BEHIND: i32 = 3;

/// Words in front of a person of which none tells that a body is named.
const BODILESS: i32 = -3;

impl Chunker<'_> {
    /// Where the person starts in `row`, not before `least`; none if nobody is named there. Where a word in front of the row says
    /// that a body is named (`opened`), words that tell nothing can be the body's.
    pub(super) fn person_start(&self, row: TokenRange, least: usize, opened: bool) -> Option<usize> {
        let first = (row.start..row.end).rev().take_while(|&at| self.can_name(at)).last()?;
        let places = self.places_in(&row);
        let body = |to: usize| (row.start..to).map(|at| self.body_weight(at, places[at - row.start])).sum::<i32>();
        let nobody = body(row.end) + if self.is_named_behind(row.end) { NAMED_BEHIND } else { NOBODY };
        let cuts = (first.max(least).max(row.end.saturating_sub(LONGEST))..row.end)
            .filter(|&at| self.can_open(at, places[at - row.start]));
        let weighed = cuts.map(|at| {
            let name: i32 = (at..row.end).map(|at| self.name_weight(at, places[at - row.start])).sum();
            let opens = i32::from(self.is_given(at));
            let length = match row.end - at {
                1 => -1 - i32::from(!self.names_people(at)),
                2 => 1,
                3 => i32::from(self.names_people(at) || !opened),
                4 => 0,
                _ => -1,
            };
            let bodiless = if !opened && at > row.start && body(at) <= 0 { BODILESS } else { 0 };
            (body(at) + name + opens + length + bodiless, at)
        });
        // Of cuts that weigh the same the one that leaves the longer name.
        let best = weighed.max_by_key(|&(weight, at)| (weight, std::cmp::Reverse(at)))?;
        (best.0 > nobody).then_some(best.1)
    }

    /// `Kepala Dinas X, NAME`: a comma and a name that no post opens.
    fn is_named_behind(&self, end: usize) -> bool {
        let next = end + 1;
        let bars =
            WordClass::Post.bit() | WordClass::NameSuffix.bit() | WordClass::PlaceOpener.bit() | WordClass::PostModifier.bit();
        self.folded(end) == ","
            && self.is_capital(next)
            && !self.document.is_any(next, bars)
            && !self.is_degree(next)
            && self.document.date_at(next).is_none()
            && self.calendar().weekday(self.folded(next)).is_none()
            && self.place_prefix(next, next + 1).is_none()
    }

    /// `S.Sos`, `Sp.PD`: letters with a full stop between them.
    pub(super) fn is_degree(&self, at: usize) -> bool {
        let Some(token) = self.document.tokens.get(at) else { return false };
        let text = token.span.of(&self.document.article.text);
        let parts = text.trim_end_matches('.').split('.');
        self.document.is(at, WordClass::NameSuffix)
            || parts.clone().count() >= 2
                && text.len() <= 10
                && parts.into_iter().all(|part| part.starts_with(char::is_uppercase) && part.chars().all(char::is_alphabetic))
    }

    /// A word that can stand in a personal name: a capital in front of small letters, an initial, a particle.
    fn can_name(&self, at: usize) -> bool {
        let token = &self.document.tokens[at];
        let letters = token.folded.chars().filter(|c| c.is_alphabetic()).count();
        match token.kind {
            TokenKind::Capital => true,
            TokenKind::Upper => letters <= 2 || Calendar::roman(token.span.of(&self.document.article.text)).is_some(),
            _ => self.document.is(at, WordClass::NameParticle),
        }
    }

    /// Which words of a row belong to known places that are nobody's name.
    fn places_in(&self, row: &TokenRange) -> Vec<bool> {
        let mut places = vec![false; row.len()];
        let mut at = row.start;
        while at < row.end {
            let place = self.place_prefix(at, row.end).map(|(_, end)| end);
            let end = place.filter(|&end| end > at + 1 || !self.names_people(at)).unwrap_or(at);
            places[at - row.start..end - row.start].fill(true);
            at = end.max(at + 1);
        }
        places
    }

    fn can_open(&self, at: usize, place: bool) -> bool {
        self.document.tokens[at].is_capital() && !place && !self.is_body_word(at)
    }

    fn names_people(&self, at: usize) -> bool {
        self.is_given(at) || is_family(self.document, self.knowledge, at)
    }

    /// A word that bodies are named with and people are not.
    fn is_body_word(&self, at: usize) -> bool {
        let classes = WordClass::PostField.bit()
            | WordClass::PlaceOpener.bit()
            | WordClass::PlaceTail.bit()
            | WordClass::GenericWord.bit()
            | WordClass::OrganizationOpener.bit()
            | WordClass::OrganizationHead.bit()
            | WordClass::EventNoun.bit()
            | WordClass::VenueOpener.bit();
        self.document.is(at, WordClass::BodyWord) && !self.document.is(at, WordClass::GivenName)
            || self.document.is_any(at, classes) && !self.is_given(at)
    }

    fn body_weight(&self, at: usize, place: bool) -> i32 {
        if self.is_body_word(at) || place {
            2
        } else if self.document.tokens[at].kind == TokenKind::Capital {
            -2 * i32::from(self.names_people(at))
        } else {
            1
        }
    }

    fn name_weight(&self, at: usize, place: bool) -> i32 {
        if self.is_body_word(at) {
            -4
        } else if self.names_people(at) {
            2
        } else if place {
            -1
        } else {
            i32::from(self.document.tokens[at].kind != TokenKind::Capital)
        }
    }

    /// `Camat NGALIYAN Drs Mulyanto`, `Lurah WONOSARI, Kecamatan …`: a word behind the post of somebody who governs that is the place, where
    /// the name of unknown words behind it would reach to `end`.
    pub(super) fn is_governed_place(&self, at: usize, end: usize) -> bool {
        let governed = self.pack.body_follows_title
            && at > 0
            && self.document.hits_in(at.saturating_sub(3)..at, WordClass::PlacePost).any(|hit| hit.tokens.end == at);
        let set_off = end == at + 1 && self.folded(end) == "," && self.is_plain_start(end + 1);
        let address = self.document.hit_at(at + 1, WordClass::Honorific).is_some() && self.is_capital(at + 1);
        let within = self.folded(at + 1) == "," && self.document.is(at + 2, WordClass::PlaceOpener);
        let told = address && end == at + 1 || within;
        // `Bupati MAROS Ratna Wulan`: a town of the country that bears the name of people
        let home = self.place_prefix(at, at + 1).is_some_and(|(key, _)| {
            let gazetteer = &self.knowledge.gazetteer;
            let place = gazetteer.by_key(key).map(|idx| gazetteer.place(idx));
            let home = self.pack.home_country.as_deref().and_then(|key| key.rsplit('/').next());
            place.is_some_and(|place| place.country.is_some() && place.country == home)
        });
        governed && (end - at >= 3 || set_off || told) && (!self.is_given(at) || home && self.names_people(at + 1))
    }

    /// `Menteri HUKUM DAN HAM`: end of a field of office and of those joined to it.
    pub(super) fn joined_post_fields(&self, at: usize) -> Option<usize> {
        let mut end = self.document.hit_at(at, WordClass::PostField)?.tokens.end;
        loop {
            let next = self.document.hit_at(end, WordClass::Conjunction).map_or(end, |link| link.tokens.end);
            match self.document.hit_at(next, WordClass::PostField).filter(|_| self.is_capital(next)) {
                Some(more) => end = more.tokens.end,
                None => return Some(end),
            }
        }
    }

    /// `Adi Wira, M.SI`, `Sen. Jane Roe, R-OHIO`, `(D-Mo.)`: a degree, or a party and a state, set off behind a name.
    pub(super) fn is_letters_behind_name(&self, at: usize) -> bool {
        let mark = at > 0 && matches!(self.folded(at - 1), "," | "(");
        let text = self.document.text(&(at..at + 1));
        let seat = || {
            text.split_once('-').is_some_and(|(party, state)| {
                party.len() == 1
                    && party.starts_with(char::is_uppercase)
                    && state.starts_with(char::is_uppercase)
                    && state.len() > 1
            })
        };
        mark && if self.pack.body_follows_title { self.folded(at - 1) == "," && self.is_degree(at) } else { seat() }
    }
}
