//! Gatherings: the last word of their name tells what they are, and words behind it that they take place.

use super::{
    Finder,
    bodies::{is_year, post_follows},
    words::{Sense, Word},
};
use crate::model::{Kind, NameMention, TokenKind, WordClass};

/// A minor gathering counts with so many tokens before its head.
const MINOR: usize = 4;

impl Finder<'_> {
    pub(super) fn event(&self, words: &[Word], idx: usize) -> Option<(NameMention, usize)> {
        let head = &words[idx];
        if words.get(idx + 1).is_some_and(|next| next.is(WordClass::VenueHead)) {
            return None;
        }
        let letters = self.document.tokens[head.tokens.start].kind == TokenKind::Upper;
        let mut first = if letters { idx } else { self.left_edge(words, idx, Kind::Event) };
        while first < idx
            && (words[first].is(WordClass::EventPart) || self.is_mark(words, first) && !self.is_opening(words, first))
        {
            first += 1;
        }
        if let Some(second) = (first + 1..idx).rev().find(|&at| self.is_edition(words[at].tokens.start)) {
            let earlier = (words[first].tokens.start..words[second].tokens.start).any(|at| self.is_edition(at));
            // `第二十届中央委员会第三次全体会议`
            let of_body = words[second - 1].is(WordClass::OrganizationHead);
            first = if earlier && !of_body { second } else { first };
        }
        let tokens = words[first].tokens.start..head.tokens.end;
        let own = head.tokens.start - tokens.start;
        let told = words[first..idx].iter().any(|word| word.date || self.is_edition(word.tokens.start))
            || self.document.tokens[tokens.clone()].iter().any(|token| is_year(&token.folded))
            || (tokens.start..head.tokens.start).any(|at| self.is_edition(at) || self.document.title_at(at).is_some());
        let content = content(&words[first..idx]);
        let bare_edition = own > 0 && (tokens.start..head.tokens.start).all(|at| self.in_edition(at, tokens.start));
        let minor = head.is(WordClass::MinorEvent);
        let session = head.is(WordClass::EventPart) && !head.is(WordClass::EventHead);
        if session && content < 4 || self.goes_on(words, idx) && !told {
            return None;
        }
        let led = first > 0 && (words[first - 1].is(WordClass::HoldVerb) || words[first - 1].is(WordClass::HostVerb));
        let other = own > 0 && told && !minor && head.is(WordClass::EventNoun) && !post_follows(words, idx) && !session;
        let plain = self.is_plain_head(head);
        let held = (minor && own >= 4 || plain && own >= 2) && content >= 2 && !session && is_held(words, idx);
        if plain && !(held && told) {
            return None;
        }
        let enough = head.is(WordClass::EventOpener)
            || other
            || held
            || led
                && minor
                && (own >= 2 || head.tokens.len() >= 4 && !head.is(WordClass::PressEvent))
                && !head.is(WordClass::EventPart)
            || own >= 2
                && (content >= 2 && !bare_edition || bare_edition && !minor && head.tokens.len() >= 4)
                && (!minor || post_follows(words, idx) || told && own >= 4 || content + head.tokens.len() >= MINOR + 2);
        if !enough {
            return None;
        }
        let kind = if post_follows(words, idx) && !told { Kind::Organization } else { Kind::Event };
        let tokens = if kind == Kind::Event { tokens.start..self.event_end(words, idx) } else { tokens };
        Some((self.named(tokens, kind, "event-head"), first))
    }

    /// Where an event's name ends behind its head: a year in digits alone, or a place and the word for a round that is held there.
    fn event_end(&self, words: &[Word], idx: usize) -> usize {
        let end = words[idx].tokens.end;
        let glued = |word: &&Word| !self.gap_before(word.tokens.start);
        let Some(next) = words.get(idx + 1).filter(glued) else { return end };
        let year = next.tokens.len() == 1 && is_year(self.folded(next.tokens.start));
        let dated = self.pack.date_units.first().is_some_and(|sign| sign == self.folded(next.tokens.end));
        let round = words.get(idx + 2).filter(glued).filter(|round| next.place.is_some() && round.is(WordClass::EditionNoun));
        match round {
            Some(round) => round.tokens.end,
            None if year && !dated => next.tokens.end,
            None => end,
        }
    }

    /// Whether a longer noun goes on behind a word for an event: `书展大奖`.
    fn goes_on(&self, words: &[Word], idx: usize) -> bool {
        words.get(idx + 1).is_some_and(|next| {
            next.sense == Sense::Noun && next.classes == 0 && next.place.is_none() && !self.gap_before(next.tokens.start)
        })
    }

    /// Whether the word for a part of an event ends with a word for an event: `分论坛`.
    pub(super) fn ends_like_event(&self, word: &Word) -> bool {
        let inside = word.tokens.start + 1..word.tokens.end;
        self.document.hits_in(inside.clone(), WordClass::EventHead).any(|hit| hit.tokens.end == inside.end)
    }

    /// A character that closes the names of gatherings and many other words.
    pub(super) fn is_plain_head(&self, word: &Word) -> bool {
        word.tokens.len() == 1 && !word.date && self.pack.gathering_nouns.contains(self.folded(word.tokens.start))
    }
}

/// How many tokens of some words say which gathering it is.
fn content(words: &[Word]) -> usize {
    words
        .iter()
        .filter(|word| {
            !word.date && !word.is(WordClass::EventNoun) && !word.is(WordClass::PlainWord) && !word.is(WordClass::PostModifier)
        })
        .map(|word| word.tokens.len())
        .sum::<usize>()
}

/// Whether a day, a place or a verb of holding stands right behind an event.
fn is_held(words: &[Word], idx: usize) -> bool {
    let behind = words[idx + 1..].iter().take(6).take_while(|word| {
        word.date
            || word.place.is_some()
            || word.is(WordClass::Filler)
            || word.is(WordClass::InPlace)
            || word.is(WordClass::HoldVerb)
    });
    behind.clone().next().is_some_and(|word| !word.is(WordClass::Filler))
        && (behind.clone().any(|word| word.is(WordClass::HoldVerb))
            || behind.clone().any(|word| word.date) && behind.clone().any(|word| word.is(WordClass::InPlace)))
}
