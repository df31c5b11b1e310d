//! What stands right behind a name: degrees and an age, then `of BODY`, `(BODY)`, `, BODY`; and a body set off behind a post.

use super::{Holding, Parser, Post};
use crate::{
    extract::reading::end_of,
    model::{Kind, LocalIdx, NameMention, TokenKind, WordClass},
};

impl Parser<'_> {
    /// `, S.Sos., M.Si`: where what belongs to the name goes on behind letters set off by commas.
    pub(super) fn skip_degrees(&self, mut at: usize) -> usize {
        let document = self.reading.document;
        let degree = |at: usize| {
            let text = document.tokens.get(at).map_or("", |token| token.span.of(&document.article.text));
            let parts = text.trim_end_matches('.').split('.');
            document.is(at, WordClass::NameSuffix)
                || parts.clone().count() >= 2
                    && text.len() <= 10
                    && parts.into_iter().all(|part| part.starts_with(char::is_uppercase) && part.chars().all(char::is_alphabetic))
        };
        while self.reading.folded(at) == "," && at + 1 < self.limit && degree(at + 1) && document.name_at(at + 1).is_none() {
            at += 2;
            at += usize::from(self.reading.folded(at) == "." && at < self.limit && self.reading.folded(at + 1) == ",");
        }
        at
    }

    /// `Director, BODY, Town`, `Director (BODY)`, `Head (Field), BODY`: a body behind a mark and a post, nobody's own.
    pub(super) fn body_behind_mark(&self, post_end: usize) -> Option<(LocalIdx, usize)> {
        if !self.reading.pack.comma_joins_title {
            return None;
        }
        let mut at = post_end;
        if self.reading.folded(at) == "(" {
            let close = (at..self.limit.min(at + 8)).find(|&at| self.reading.folded(at) == ")")?;
            let inside =
                self.reading.name_at(at + 1).filter(|(name, _)| name.kind == Kind::Organization && end_of(name) == close);
            // `Joint Secretary (Cooperation), BODY`
            let behind = self.reading.name_at(close + 2).filter(|(name, _)| name.kind == Kind::Organization);
            if let Some((_, idx)) = inside.filter(|_| self.reading.folded(close + 1) != "," || behind.is_none()) {
                return Some((idx, close + 1));
            }
            at = close + 1;
        }
        let (name, idx) = self.reading.name_at(at + 1).filter(|_| self.reading.folded(at) == ",")?;
        let end = end_of(name);
        let closed = matches!(self.reading.folded(end), "," | "." | ";" | ")" | "(" | "")
            || self.is_any(end, &[WordClass::SpeechVerb, WordClass::GiveVerb, WordClass::AttendVerb, WordClass::RelativePronoun])
            || end >= self.sentence.end;
        (name.kind == Kind::Organization && end <= self.limit && self.next != Some(end) && closed).then_some((idx, end))
    }

    /// `NAME of BODY`, `NAME (BODY)`: an affiliation without a post; `President NAME of PLACE`: one with the post in front.
    pub(super) fn body_behind(&self, person: &NameMention, at: usize, holdings: &mut Vec<Holding>) -> Option<usize> {
        let bracket = self.reading.folded(at) == "(";
        let from = at + usize::from(self.reading.folded(at) == ",");
        let link = self.reading.document.hit_at(from, WordClass::FromBody).map(|hit| hit.tokens.end);
        let start = if bracket { at + 1 } else { self.skip_body_noun(link?) };
        let of = !bracket && from == at && self.reading.folded(from) == self.reading.pack.of_word;
        let title = of.then(|| self.longest_post_ending(person.tokens.start, self.floor)).flatten();
        let fits = |kind| kind == Kind::Organization || title.is_some() && kind == Kind::Place;
        let (name, body) = self.reading.name_at(start).filter(|(name, _)| fits(name.kind))?;
        let end = end_of(name);
        let placed = self.reading.folded(end) == ","
            && self.reading.name_at(end + 1).is_some_and(|(place, _)| self.reading.folded(place.tokens.end) == ")");
        if end > self.limit || bracket && self.reading.folded(end) != ")" && !placed {
            return None;
        }
        let trigger = title.as_ref().map_or(start, |title| title.start)..end;
        let post = Post { tokens: title.unwrap_or(at..at), former: false };
        self.push(&post, body, trigger, "from-body", 0.7, holdings);
        Some(end + usize::from(bracket))
    }

    /// `- NAME, BODY`, `NAME, BODY; NAME, BODY`: an item of a list that is a name and a body.
    pub(super) fn body_apposed(&self, person: &NameMention, at: usize, holdings: &mut Vec<Holding>) -> Option<usize> {
        let (name, body) = self.reading.name_at(at + 1).filter(|_| self.reading.folded(at) == ",")?;
        let end = end_of(name);
        let before = (self.floor..person.tokens.start).rev().find(|&at| !self.is(at, WordClass::Honorific));
        let opens = before
            .is_none_or(|at| at + 3 >= self.sentence.start && self.reading.document.tokens[at].kind == TokenKind::Punctuation);
        let verb = [WordClass::SpeechVerb, WordClass::AttendVerb, WordClass::ChairVerb, WordClass::GiveVerb];
        let titled = self.longest_post_ending(person.tokens.start, self.floor).is_some()
            || person.tokens.start > self.floor && self.is(person.tokens.start - 1, WordClass::Honorific);
        let clause = titled && self.reading.folded(end) == "," && self.is_any(end + 1, &verb);
        let opens = opens || clause;
        let closed =
            clause || end >= self.sentence.end || matches!(self.reading.folded(end), ";") || end + 1 == self.sentence.end;
        if name.kind != Kind::Organization || !opens || !closed || end > self.limit {
            return None;
        }
        self.push(&Post { tokens: at..at, former: false }, body, at + 1..end, "from-body", 0.65, holdings);
        Some(end)
    }

    /// `of the Spanish agents' federation BODY`: where the name starts behind a noun for it.
    pub(super) fn skip_body_noun(&self, start: usize) -> usize {
        let noun = (start..self.limit.min(start + 6)).find(|&at| {
            self.is_any(at, &[WordClass::BodyNoun, WordClass::OrganizationHead]) && self.reading.document.name_at(at).is_none()
        });
        let plain =
            |at: usize| !matches!(self.reading.folded(at), "," | "." | ";") && self.reading.document.name_at(at).is_none();
        noun.filter(|&noun| (start..noun).all(plain) && self.reading.name_at(noun + 1).is_some()).map_or(start, |noun| noun + 1)
    }

    /// `, 45, mayor of`: behind somebody's age.
    pub(super) fn skip_age(&self, at: usize) -> usize {
        let age = self.reading.folded(at).parse::<u8>().is_ok_and(|age| (5..=105).contains(&age));
        if age && self.reading.folded(at + 1) == "," && at + 2 < self.limit { at + 2 } else { at }
    }
}
