//! What stands right beside an unknown name and says what it names: posts, forms of address, bodies, brackets.

use super::{
    Segment, Sort,
    evidence::is_camel_case,
    typing::{Evidence, Judge, LONGEST_PERSON},
};
use crate::model::{Kind, TokenKind, TokenRange, WordClass};

impl Judge<'_> {
    /// Posts and forms of address right beside the name.
    pub(super) fn weigh_neighbours(&self, idx: usize, evidence: &mut Evidence) {
        let segment = &self.segments[idx];
        let before = idx.checked_sub(1).map(|i| &self.segments[i]).filter(|s| s.end() == segment.tokens.start);
        // What stands on another line stands beside nothing.
        let same_line = |s: &&Segment| self.document.tokens[s.tokens.start.max(segment.tokens.start)].breaks == 0;
        let before = before.filter(same_line);
        let after = self.segments.get(idx + 1).filter(|s| s.tokens.start == segment.tokens.end).filter(same_line);
        let body_then_name = after.is_some_and(|s| matches!(s.sort, Sort::Unknown | Sort::Honorific));
        self.weigh_before(idx, before.map(|s| s.sort), body_then_name, evidence);
        let comma = segment.tokens.start.checked_sub(1).filter(|&at| self.document.tokens[at].folded == ",");
        let body = idx.checked_sub(1).filter(|&i| comma == Some(self.segments[i].end()));
        if body.is_some_and(|i| {
            let body = &self.segments[i];
            let acronym = body.sort == Sort::Unknown && body.tokens.len() == 1 && self.is_abbreviation(body.tokens.start);
            (body.sort == Sort::Name(Kind::Organization) || body.is_place() || acronym) && self.post_precedes(i)
        }) {
            let alone = self.document.tokens.get(segment.tokens.end).is_none_or(|token| !token.is_capital());
            let several = segment.tokens.len() > 1;
            evidence.person += if several { 2 } else { 3 * i32::from(alone && self.comma_joins_title()) };
        }
        let listed_body = comma.is_some_and(|comma| self.is_post_set_off(comma));
        if listed_body {
            evidence.organization += 3;
            evidence.person -= 3;
        }
        if self.is_behind_post_and_comma(&segment.tokens) {
            evidence.person += if segment.tokens.len() > 1 { 2 } else { 1 };
        }
        if segment.tokens.len() > 1 && self.is_from_body(idx) {
            evidence.person += 2;
        }
        match self.owner(idx) {
            Some(Kind::Place) if self.document.tokens[segment.tokens.start].kind == TokenKind::Upper => {
                evidence.organization += 2;
            }
            Some(_) if self.is_plain(&segment.tokens) => evidence.person += 2,
            _ => {}
        }
        if comma.is_some_and(|comma| self.post_ends(comma)) && segment.tokens.len() > 1 {
            evidence.person += 2;
        }
        self.weigh_brackets(idx, evidence);
        self.weigh_origin(idx, evidence);
        let given = segment.tokens.start.checked_sub(1).is_some_and(|at| self.is(at, WordClass::AppointVerb));
        if given && self.is_plain(&segment.tokens) {
            // `elected NAME president`
            evidence.person += 2;
        } else if after.is_some_and(|s| s.sort == Sort::Post) {
            evidence.organization += 3;
            evidence.person -= 2;
        }
    }

    /// What stands right before the name, and whether a further name stands right behind it.
    fn weigh_before(&self, idx: usize, before: Option<Sort>, named: bool, evidence: &mut Evidence) {
        let segment = &self.segments[idx];
        let upper = segment.tokens.len() == 1 && self.document.tokens[segment.tokens.start].kind == TokenKind::Upper;
        let coined = segment.tokens.len() == 1
            && self.pack().body_follows_title
            && (is_camel_case(self.document.text(&segment.tokens)) || upper && self.is_in_plain_text(segment.tokens.start));
        match before {
            Some(Sort::Post) if coined || upper && (named || self.is_abbreviation(segment.tokens.start)) => {
                evidence.organization += 3;
            }
            Some(Sort::Post) if segment.tokens.len() == 1 && self.is_post_of_name(idx - 1) => {
                let governs = self.is(segment.tokens.start - 1, WordClass::PlacePost);
                if governs {
                    evidence.place += 3;
                } else {
                    evidence.organization += 2;
                }
                evidence.person -= 2;
            }
            Some(Sort::Post) if self.is_seat_of_next(idx) => {
                evidence.organization += 3;
                evidence.person -= 2;
            }
            Some(Sort::Honorific | Sort::Post) => evidence.person += 3,
            Some(Sort::Name(Kind::Organization | Kind::Place) | Sort::Unknown)
                if self.post_leads(idx - 1) && (segment.tokens.len() > 1 || self.is_lone_name(segment)) =>
            {
                evidence.person += 3;
            }
            // `Prime Minister of Nepal PRACHANDA`
            Some(Sort::Name(Kind::Place))
                if !upper && self.is_plain(&segment.tokens) && self.is_post_of(self.segments[idx - 1].tokens.start) =>
            {
                evidence.person += 3;
            }
            _ => {}
        }
    }

    /// An abbreviation of three letters or more that is no given name, in a sentence with words in small letters.
    fn is_in_plain_text(&self, at: usize) -> bool {
        let sentence = &self.document.sentences[self.document.sentence_of(at)];
        let small = sentence.tokens.clone().filter(|&at| self.document.tokens[at].kind == TokenKind::Lower).count();
        let upper = sentence.tokens.clone().filter(|&at| self.document.tokens[at].kind == TokenKind::Upper).count();
        let letters = self.document.tokens[at].folded.chars().filter(|c| c.is_alphabetic()).count();
        letters >= 3 && small > upper && small >= 3 && !self.is_given(at)
    }

    /// `Direktur SUMBERINA, Budi Hartono,`: words that name nobody between a post and the comma before a known given name.
    fn is_seat_of_next(&self, idx: usize) -> bool {
        let tokens = &self.segments[idx].tokens;
        let comma = self.document.tokens.get(tokens.end).is_some_and(|token| token.folded == ",");
        let next = self.segments.get(idx + 1).filter(|next| next.tokens.start == tokens.end + 1 && next.sort == Sort::Unknown);
        let governs = tokens.start > 0 && self.is(tokens.start - 1, WordClass::PlacePost);
        let nobody = tokens.clone().all(|at| !self.is_given(at) && !self.is_family(at));
        self.comma_joins_title()
            && self.pack().body_follows_title
            && comma
            && !governs
            && nobody
            && next.is_some_and(|next| next.tokens.len() > 1 && self.is_given(next.tokens.start))
    }

    /// What a person is from is no person, and a common noun that opens a sentence no body.
    fn weigh_origin(&self, idx: usize, evidence: &mut Evidence) {
        let segment = &self.segments[idx];
        // `Samuel Eze of GRACE CHAPEL`: what a person is from is no person
        let from = idx.checked_sub(1).map(|i| &self.segments[i]).filter(|other| {
            other.sort == Sort::Unknown
                && other.tokens.len() > 1
                && other.tokens.end + 1 == segment.tokens.start
                && self.is(other.tokens.end, WordClass::FromBody)
                && self.is_given(other.tokens.start)
        });
        if from.is_some() {
            evidence.person -= 2;
            evidence.organization += i32::from(segment.tokens.len() > 1);
        }
        let opens = self.document.sentences[self.document.sentence_of(segment.tokens.start)].tokens.start == segment.tokens.start;
        let common = WordClass::PostModifier.bit() | WordClass::BodyNoun.bit() | WordClass::OrganizationHead.bit();
        if opens
            && segment.tokens.len() == 1
            && self.document.tokens[segment.tokens.start].kind != TokenKind::Upper
            && self.document.is_any(segment.tokens.start, common)
        {
            evidence.organization -= 4;
        }
    }

    /// `Ketua Fraksi A DPRD Kota B NAME`: whether a post stands right before a segment, or before a row of bodies that it closes.
    pub(super) fn post_leads(&self, idx: usize) -> bool {
        let mut first = idx;
        let body = |segment: &Segment| matches!(segment.sort, Sort::Name(Kind::Organization | Kind::Place));
        let link = |at: usize| self.document.is_any(at, WordClass::NameLink.bit() | WordClass::FromBody.bit());
        while self.pack().body_follows_title && first > 0 {
            let (before, start) = (&self.segments[first - 1], self.segments[first].tokens.start);
            let near = before.end() == start
                || before.end() + 1 == start && link(before.end()) && !self.is(before.end(), WordClass::Conjunction);
            if near && before.sort == Sort::Post {
                return true;
            }
            if !near || !body(before) {
                break;
            }
            first -= 1;
        }
        self.post_precedes(first)
    }

    /// `NAME NAME, peneliti BODY`: a post set off behind a full name in front of which no post stands.
    pub(super) fn is_post_of_name(&self, post: usize) -> bool {
        let start = self.segments[post].tokens.start;
        let comma = start.checked_sub(1).filter(|&at| self.document.tokens[at].folded == ",");
        let name = post.checked_sub(1).map(|i| &self.segments[i]).filter(|name| Some(name.end()) == comma);
        let untitled = |name: &Segment| {
            let before = name.tokens.start.checked_sub(1);
            before.is_none_or(|at| {
                self.document.tokens[name.tokens.start].breaks > 0
                    || self.document.tokens[at].kind == TokenKind::Punctuation && self.document.tokens[at].folded != ","
            })
        };
        self.pack().body_follows_title
            && name.is_some_and(|name| name.sort == Sort::Unknown && name.tokens.len() > 1 && untitled(name))
            && (self.document.tokens[start].kind == TokenKind::Lower || self.is(start, WordClass::PlacePost))
    }

    /// `NAME, director, BODY`: a post of one or two words between commas, and plain capitals in front of the first.
    pub(super) fn is_post_set_off(&self, comma: usize) -> bool {
        let mark = |at: usize| self.document.tokens[at].folded == ",";
        let first = (comma.saturating_sub(4)..comma).rev().find(|&at| mark(at));
        let named = |first: usize| first >= 2 && (first - 2..first).all(|at| self.document.tokens[at].kind == TokenKind::Capital);
        !self.pack().body_follows_title
            && first.is_some_and(|first| {
                let post = self.document.hits_in(first + 1..comma, WordClass::Post).any(|hit| hit.tokens.end == comma);
                post && named(first) && self.is_given(first - 2)
            })
    }

    /// `NAME (BODY)`: a body in brackets speaks for a person in front, and the other way round.
    pub(super) fn weigh_brackets(&self, idx: usize, evidence: &mut Evidence) {
        let mark = |at: usize, mark: &str| self.document.tokens.get(at).is_some_and(|token| token.folded == mark);
        let several = |segment: &Segment| (2..=LONGEST_PERSON).contains(&segment.tokens.len());
        let closed = |at: usize| {
            let place = |at: usize| self.segments.iter().any(|other| other.tokens.start == at && mark(other.tokens.end, ")"));
            mark(at, ")") || mark(at, ",") && place(at + 1)
        };
        let inside =
            |segment: &Segment| segment.tokens.start > 0 && mark(segment.tokens.start - 1, "(") && closed(segment.tokens.end);
        let segment = &self.segments[idx];
        let next = self.segments.get(idx + 1).filter(|next| next.tokens.start == segment.tokens.end + 1 && inside(next));
        if next.is_some_and(|next| next.sort == Sort::Name(Kind::Organization) || next.sort == Sort::Unknown && several(next))
            && several(segment)
        {
            evidence.person += 2;
        }
        let previous =
            idx.checked_sub(1).map(|i| &self.segments[i]).filter(|previous| previous.tokens.end + 1 == segment.tokens.start);
        let single = segment.tokens.len() == 1;
        // `Ministers NAME (Health) and NAME (Education)`
        let field = self.document.hit_at(segment.tokens.start, WordClass::PostField);
        let field = field.is_some_and(|hit| hit.tokens.end >= segment.tokens.end) && !self.pack().body_follows_title;
        if inside(segment)
            && !field
            && (several(segment) || single)
            && previous.is_some_and(|other| several(other) || other.sort == Sort::Name(Kind::Event))
        {
            evidence.organization += 2;
        }
    }

    /// `Moderator acara, NAME,`: a post with plain words behind it, and a comma.
    pub(super) fn is_behind_post_and_comma(&self, tokens: &TokenRange) -> bool {
        let comma = tokens.start.checked_sub(1).filter(|&at| self.document.tokens[at].folded == "," && self.comma_joins_title());
        let Some(comma) = comma else { return false };
        let plain = |at: &usize| {
            let verbs = WordClass::SpeechVerb.bit()
                | WordClass::AttendVerb.bit()
                | WordClass::HoldVerb.bit()
                | WordClass::ChairVerb.bit();
            self.document.tokens[*at].kind == TokenKind::Lower
                && !self.document.is_any(*at, verbs)
                && !self.is(*at, WordClass::Post)
        };
        let gap = (comma.saturating_sub(3)..comma).rev().take_while(plain).last().unwrap_or(comma);
        gap > 0 && self.is(gap - 1, WordClass::Post)
    }

    /// `Bupati Wakatobi HALIANA dan`: one plain capital, in a language where that may be all of a name.
    pub(super) fn is_lone_name(&self, segment: &Segment) -> bool {
        self.pack().body_follows_title
            && self.document.tokens[segment.tokens.start].kind == TokenKind::Capital
            && !self.document.is_any(
                segment.tokens.start,
                WordClass::NotName.bit() | WordClass::PlaceOpener.bit() | WordClass::PlaceTail.bit(),
            )
    }
}
