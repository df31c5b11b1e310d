//! Companies and outlets that no head word gives away: characters that make no word before the name of a trade, and what stands in
//! a row with bodies.

use super::{
    Finder, end_of,
    lattice::Lattice,
    words::{Sense, Word},
};
use crate::model::{Kind, NameMention, TokenKind, TokenRange, WordClass};

/// So many characters that make no word stand before the name of a trade.
const COINED: std::ops::RangeInclusive<usize> = 2..=4;
/// A member of a row has so many tokens.
const MEMBER: std::ops::RangeInclusive<usize> = 2..=8;
/// Characters that make no ordinary words cost at least so much each.
const UNUSUAL: f32 = 6.5;

/// Words that no such name has inside.
const STOPS: u128 = WordClass::NotName.bit()
    | WordClass::SpeechVerb.bit()
    | WordClass::AttendVerb.bit()
    | WordClass::ChairVerb.bit()
    | WordClass::HoldVerb.bit()
    | WordClass::HostVerb.bit()
    | WordClass::Conjunction.bit()
    | WordClass::Post.bit()
    | WordClass::Honorific.bit()
    | WordClass::EventNoun.bit()
    | WordClass::EventPart.bit()
    | WordClass::EventHead.bit()
    | WordClass::VenueHead.bit()
    | WordClass::PlaceHead.bit()
    | WordClass::AttendeeNoun.bit()
    | WordClass::PersonPronoun.bit();

impl Finder<'_> {
    /// `汇海精工`, `浙江同泰电器`: coined characters and a trade, between marks or words that end names.
    pub(super) fn traded(&self, words: &[Word], idx: usize) -> Option<(NameMention, usize)> {
        let tail = words.get(idx).filter(|word| word.is(WordClass::BodyWord) && word.tokens.len() >= 2)?;
        let coined = |word: &&Word| {
            let ideograph = self.document.tokens[word.tokens.start].kind == TokenKind::Ideograph;
            word.tokens.len() == 1
                && ideograph
                && word.sense == Sense::Open
                && !word.stops()
                && word.place.is_none()
                && !word.date
        };
        let length = words[..idx].iter().rev().take_while(coined).take(COINED.end() + 1).count();
        let start = idx - length;
        let known = length == 0 && idx > 0 && words[idx - 1].is(WordClass::OrganizationKnown);
        let placed = start > 0 && words[start - 1].place.is_some();
        let first = if known || placed { start - 1 } else { start };
        let tokens = words[first].tokens.start..tail.tokens.end;
        let whole = tokens.clone().skip(1).all(|at| !self.gap_before(at));
        let opens = first == 0 || placed || self.ends_name(&words[first - 1]) || self.gap_before(tokens.start);
        let closes = words.get(idx + 1).is_none_or(|next| self.ends_name(next)) || self.gap_before(tokens.end);
        ((known || COINED.contains(&length)) && whole && opens && closes)
            .then_some((NameMention { tokens, kind: Kind::Organization, acronym: None, gazetteer: None, rule: "traded" }, first))
    }

    /// Whether a name ends before a word and can start behind it: a mark, a date, a verb, a post, a joining word.
    pub(super) fn ends_name(&self, word: &Word) -> bool {
        word.date
            || word.stops()
            || word.sense == Sense::Ordinary
            || word.is(WordClass::Conjunction)
            || word.is(WordClass::Post)
            || word.is(WordClass::PostModifier)
            || self.document.tokens[word.tokens.start].kind != TokenKind::Ideograph
    }

    /// Adds what stands in a row with a body and makes no ordinary words: `北江集团、埃同顿、SKP等`.
    pub(super) fn rows_of_bodies(&self, sentence: &TokenRange, lattice: &Lattice, found: &mut Vec<NameMention>) {
        let mut idx = 0;
        while let Some(name) = found.get(idx) {
            idx += 1;
            if name.kind != Kind::Organization {
                continue;
            }
            let (start, end) = (name.tokens.start, end_of(name));
            let row = Row { finder: self, sentence, lattice, found };
            let members = [row.member_behind(end), row.member_ahead(start)];
            found.extend(members.into_iter().flatten().map(|tokens| NameMention {
                tokens,
                kind: Kind::Organization,
                acronym: None,
                gazetteer: None,
                rule: "row",
            }));
        }
    }
}

struct Row<'a, 'b> {
    finder: &'a Finder<'b>,
    sentence: &'a TokenRange,
    lattice: &'a Lattice,
    found: &'a [NameMention],
}

impl Row<'_, '_> {
    /// Whether an enumeration mark or a joining word stands at a token, which is no part of a name.
    fn joint(&self, at: usize) -> bool {
        self.sentence.contains(&at)
            && self.finder.document.hit_at(at, WordClass::Conjunction).is_some_and(|hit| hit.tokens.len() == 1)
    }

    /// Whether the enumeration mark itself stands there.
    fn mark(&self, at: usize) -> bool {
        self.joint(at) && self.finder.document.tokens[at].kind == TokenKind::Punctuation
    }

    fn ends(&self, at: usize) -> bool {
        let document = self.finder.document;
        at >= self.sentence.end
            || self.finder.gap_before(at)
            || document.tokens[at].kind == TokenKind::Punctuation
            || self.finder.hits_at(at).any(|hit| hit.class.bit() & STOPS != 0)
    }

    fn member_behind(&self, end: usize) -> Option<TokenRange> {
        let start = end + 1;
        let stop =
            (start..self.sentence.end.min(start + MEMBER.end() + 1)).find(|&at| self.ends(at)).unwrap_or(self.sentence.end);
        self.fits(start..stop).filter(|_| self.joint(end) && (self.mark(end) || self.mark(stop)))
    }

    fn member_ahead(&self, start: usize) -> Option<TokenRange> {
        let end = start.checked_sub(1).filter(|&at| self.joint(at))?;
        let floor = end.saturating_sub(MEMBER.end() + 1).max(self.sentence.start);
        let from = (floor..end).rev().find(|&at| self.ends(at)).map_or(floor, |at| at + 1);
        let opens = from == self.sentence.start || self.finder.gap_before(from) || self.mark(from - 1);
        self.fits(from..end).filter(|_| opens && (self.mark(end) || from > self.sentence.start && self.mark(from - 1)))
    }

    /// A stretch that no name covers and that makes no ordinary words.
    fn fits(&self, tokens: TokenRange) -> Option<TokenRange> {
        let document = self.finder.document;
        let letters = |at: &usize| matches!(document.tokens[*at].kind, TokenKind::Upper | TokenKind::Capital);
        let plain = |at: &usize| document.tokens[*at].kind == TokenKind::Ideograph || letters(at);
        let covered = |at: &usize| self.found.iter().any(|name| name.tokens.start <= *at && *at < end_of(name));
        let latin = tokens.clone().all(|at| letters(&at)) && (1..=3).contains(&tokens.len());
        let length = latin || MEMBER.contains(&tokens.len());
        let free = length && tokens.clone().all(|at| plain(&at) && !covered(&at));
        (free && (latin || self.lattice.cost_each(&tokens) >= UNUSUAL)).then_some(tokens)
    }
}
