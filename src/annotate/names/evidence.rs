//! What speaks for each reading of an unknown name: its neighbours, the words around it, its look.

use super::{
    Segment, Sort, is_initialled,
    typing::{Evidence, Judge},
};
use crate::{
    knowledge::{Calendar, Language},
    model::{Kind, LineRole, TokenKind, TokenRange, WordClass},
};

impl Judge<'_> {
    pub(super) fn weigh(&self, idx: usize) -> Evidence {
        let segment = &self.segments[idx];
        let mut evidence = Evidence::default();
        self.weigh_neighbours(idx, &mut evidence);
        self.weigh_context(&segment.tokens, &mut evidence);
        self.weigh_shape(segment, &mut evidence);
        evidence
    }

    /// `ujar RUHUT.`, `menurut NINING,`, `RAMLAN mengatakan`: one plain capital that speaks, in a language where that may be all of a
    /// name.
    fn lone_speaker(&self, tokens: &TokenRange, speaks: bool) -> i32 {
        let document = self.document;
        let at = tokens.start;
        let bars = WordClass::OrganizationOpener.bit() | WordClass::EventNoun.bit() | WordClass::PlaceOpener.bit();
        let plain = tokens.len() == 1
            && document.tokens[at].kind == TokenKind::Capital
            && (self.pack().body_follows_title || !self.names_people_in_full())
            && !self.is(at, WordClass::NotName)
            && !document.is_any(at, bars);
        if !plain {
            return 0;
        }
        let start = document.sentences[document.sentence_of(at)].tokens.start;
        let behind_verb = at > start && document.is_any(at - 1, WordClass::SpeechVerb.bit() | WordClass::Quoting.bit());
        let open = document.tokens.get(tokens.end).is_some_and(crate::model::Token::is_capital);
        let early = i32::from(at > start);
        if behind_verb && !open {
            3
        } else if speaks {
            1 + early
        } else {
            0
        }
    }

    /// Whether somebody is named by given name and family name: then a lone word that speaks is rather a body.
    fn names_people_in_full(&self) -> bool {
        let full = |segment: &Segment| {
            segment.sort == Sort::Unknown && (2..=4).contains(&segment.tokens.len()) && self.is_given(segment.tokens.start)
        };
        self.segments.iter().any(full)
    }

    pub(super) fn pack(&self) -> &Language {
        &self.knowledge.languages.all()[self.document.language]
    }

    pub(super) fn comma_joins_title(&self) -> bool {
        self.pack().comma_joins_title
    }

    /// `NAME dari BODY`
    pub(super) fn is_from_body(&self, idx: usize) -> bool {
        let link = self.document.hit_at(self.segments[idx].tokens.end, WordClass::FromBody).map(|hit| hit.tokens.end);
        let next = self.segments.get(idx + 1).filter(|next| Some(next.tokens.start) == link);
        next.is_some_and(|next| next.sort == Sort::Name(Kind::Organization))
            && link.is_some_and(|link| !self.is(link - 1, WordClass::InPlace))
    }

    /// `minister of culture and youth,`: whether a post, its field behind it, ends at a token.
    pub(super) fn post_ends(&self, end: usize) -> bool {
        let field = WordClass::PostField.bit() | WordClass::NameLink.bit() | WordClass::Conjunction.bit();
        let mut at = end;
        while at > 0
            && end - at < 8
            && self.document.is_any(at - 1, field)
            && self.document.hit_at(at - 1, WordClass::Post).is_none()
        {
            at -= 1;
        }
        at > 0 && self.is(at - 1, WordClass::Post)
    }

    /// Whether a post stands right before a segment, perhaps with a preposition between.
    pub(super) fn post_precedes(&self, idx: usize) -> bool {
        let start = self.segments[idx].tokens.start;
        start > 0 && self.is(start - 1, WordClass::Post) || self.is_post_of(start) || self.follows_portfolio(idx)
    }

    /// `Minister of Economy of GEORGIA`: a post with its field in front, and `of`.
    fn follows_portfolio(&self, idx: usize) -> bool {
        let start = self.segments[idx].tokens.start;
        let link =
            (start.saturating_sub(2)..start).find(|&at| self.is(at, WordClass::NameLink) && !self.is(at, WordClass::Conjunction));
        link.is_some_and(|link| (link + 1..start).all(|at| self.is(at, WordClass::Determiner)) && self.post_ends(link))
    }

    pub(super) fn is_post_of(&self, start: usize) -> bool {
        let mut at = start;
        while at > 0
            && start - at < 3
            && !self.is(at - 1, WordClass::Post)
            && self.document.is_any(at - 1, WordClass::NameLink.bit() | WordClass::Determiner.bit() | WordClass::FromBody.bit())
        {
            at -= 1;
        }
        at > 0 && at < start && self.is(at - 1, WordClass::Post) && !self.is(at, WordClass::Conjunction)
    }

    /// Words of the sentence around the name.
    fn weigh_context(&self, tokens: &TokenRange, evidence: &mut Evidence) {
        let several = tokens.len() > 1;
        let behind = self.skip_filler(tokens.end);
        let ahead = tokens.start.checked_sub(1);
        let closed = self.document.tokens.get(tokens.end).is_none_or(|token| token.kind == TokenKind::Punctuation)
            || self.is(tokens.end, WordClass::AtEvent);
        let speaks = self.document.hit_at(behind, WordClass::SpeechVerb).is_some()
            || closed && ahead.is_some_and(|at| self.is(at, WordClass::SpeechVerb));
        if speaks {
            evidence.person += if several { 2 } else { 1 };
        }
        self.weigh_humanity(tokens, behind, evidence);
        self.weigh_deeds(tokens, behind, evidence);
        self.weigh_company(tokens, behind, evidence);
        self.weigh_bodies(tokens, evidence);
        self.weigh_towns(tokens, evidence);
        self.weigh_gathering(tokens, evidence);
        evidence.person += self.lone_speaker(tokens, speaks);
        if self.is_apposed_post(tokens.end) {
            evidence.person += if several { 3 } else { 1 };
        }
        let field = self.document.hit_at(tokens.start, WordClass::PostField).is_some_and(|hit| hit.tokens.end >= tokens.end);
        if self.is_post_of(tokens.start) && !field {
            // `mayor of Lecce`
            let governs = !self.pack().body_follows_title
                && tokens.len() <= 2
                && tokens.start >= 2
                && self.document.is(tokens.start - 2, WordClass::PlacePost);
            if governs { evidence.place += 2 } else { evidence.organization += 2 }
        }
        let before = ahead.map_or(0, |at| if self.is(at, WordClass::Determiner) { at.saturating_sub(1) } else { at });
        if ahead.is_some() && self.document.is_any(before, WordClass::HostBy.bit() | WordClass::SupportBy.bit()) {
            evidence.organization += 2;
        }
        if self.listed_with_hosts(tokens) {
            evidence.organization += 2;
        }
        if ahead.is_some_and(|at| self.is(at, WordClass::Determiner)) {
            evidence.person -= 3;
            evidence.organization += 1;
        }
        if ahead.is_some_and(|at| self.is(at, WordClass::InPlace)) {
            let country = self.document.tokens.get(tokens.end).is_some_and(|token| token.folded == ",")
                && self.segments.iter().any(|other| other.tokens.start == tokens.end + 1 && other.is_place());
            evidence.place += 1 + 2 * i32::from(country);
            evidence.person -= i32::from(!several || !self.is_given(tokens.start));
        }
        let sentence = &self.document.sentences[self.document.sentence_of(tokens.start)];
        if sentence.role == LineRole::Byline || ahead.is_some_and(|at| self.is(at, WordClass::Byline)) {
            let whole = ahead.is_some_and(|at| self.document.tokens[at].folded == ":");
            evidence.person += if several { 2 } else { 3 * i32::from(whole && sentence.role == LineRole::Byline) };
        }
    }

    /// `organized by the A Association, NAME and the B Club`: beside an organization, by comma or conjunction, in a row of hosts.
    fn listed_with_hosts(&self, tokens: &TokenRange) -> bool {
        let sentence = &self.document.sentences[self.document.sentence_of(tokens.start)];
        let classes = [WordClass::HostBy, WordClass::SupportBy, WordClass::ParticipateBy];
        let after_cue =
            classes.iter().any(|&class| self.document.hits_in(sentence.tokens.start..tokens.start, class).next().is_some());
        let separates = |at: usize| {
            self.document.tokens.get(at).is_some_and(|token| token.folded == ",") || self.is(at, WordClass::Conjunction)
        };
        let is_body = |segment: &Segment| segment.sort == Sort::Name(Kind::Organization);
        let before = || {
            self.segments
                .iter()
                .any(|other| is_body(other) && other.tokens.end + 1 == tokens.start && separates(other.tokens.end))
        };
        let behind = || {
            self.segments.iter().any(|other| {
                is_body(other) && other.tokens.start > tokens.end && other.tokens.start <= tokens.end + 3 && separates(tokens.end)
            })
        };
        after_cue && (before() || behind())
    }

    fn skip_filler(&self, mut at: usize) -> usize {
        while let Some(hit) = self.document.hit_at(at, WordClass::Filler) {
            at = hit.tokens.end;
        }
        at
    }

    /// A comma, and a post behind it: `NAME, deputy director of …`.
    fn is_apposed_post(&self, end: usize) -> bool {
        let comma = self.document.tokens.get(end).is_some_and(|token| token.folded == "," || token.folded == "(");
        let skippable =
            WordClass::Determiner.bit() | WordClass::PostModifier.bit() | WordClass::Former.bit() | WordClass::AsPost.bit();
        let mut at = end + usize::from(comma);
        let said_to_be = !comma && self.document.hit_at(at, WordClass::AsPost).is_some();
        while at < end + 7 {
            if (comma || said_to_be) && self.document.hit_at(at, WordClass::Post).is_some() {
                return true;
            }
            let demonym_or_name = self.document.tokens.get(at).is_some_and(|token| token.is_capital() || token.folded == "'s");
            if !self.document.is_any(at, skippable) && !demonym_or_name {
                return false;
            }
            at += 1;
        }
        false
    }

    /// The look of the name itself.
    pub(super) fn weigh_shape(&self, segment: &Segment, evidence: &mut Evidence) {
        let tokens = &segment.tokens;
        let first = &self.document.tokens[tokens.start];
        let text = self.document.text(tokens);
        let all_capital = self.document.tokens[tokens.clone()].iter().all(|token| token.kind == TokenKind::Capital);
        if (2..=3).contains(&tokens.len()) && all_capital && self.knowledge.surnames.contains(&first.folded) {
            evidence.person += 2;
        }
        let pack = self.pack();
        let longest = if pack.body_follows_title { 6 } else { 4 };
        if (2..=longest).contains(&tokens.len()) && all_capital && self.is_given(tokens.start) {
            evidence.person += 2;
        }
        // `Razali BIN Johari`: a particle in small letters, which names of towns and bodies hardly have twice capitals around.
        let particle = |at: usize| self.is(at, WordClass::NameParticle) && self.document.tokens[at].kind == TokenKind::Lower;
        if tokens.len() >= 3 && self.is_given(tokens.start) && (tokens.start + 1..tokens.end - 1).any(particle) {
            evidence.person += 2;
        }
        let last = &self.document.tokens[tokens.end - 1];
        // Where names have no family part, any given name may close them.
        let closes = self.is_family(tokens.end - 1)
            || pack.body_follows_title
                && (self.knowledge.given_names.contains(&last.folded) || self.is(tokens.end - 1, WordClass::GivenName));
        if (2..=longest).contains(&tokens.len()) && all_capital && closes {
            evidence.person += 2;
        }
        evidence.person += 3 * i32::from(self.is_transcribed(tokens));
        evidence.person += 4 * i32::from(tokens.len() == 1 && is_initialled(self.document, tokens.start));
        self.weigh_words(tokens, segment.gazetteer.is_some(), evidence);
        self.weigh_body_words(tokens, evidence);
        if tokens.len() == 1 && first.kind == TokenKind::Upper {
            evidence.organization += 1 + i32::from(self.is_abbreviation(tokens.start));
        }
        if self.document.tokens[tokens.clone()].iter().any(|token| token.folded == "&")
            || tokens.len() == 1 && is_camel_case(text)
        {
            evidence.organization += 2;
        }
        if tokens.len() == 1 && self.is_given(tokens.start) && first.kind == TokenKind::Capital {
            evidence.person += 1;
        }
        if tokens.len() == 1 && (text.chars().any(|c| c.is_ascii_digit()) || Calendar::roman(text).is_some()) {
            evidence.person -= 4;
        }
        evidence.organization += 3 * i32::from(self.is_web_address(tokens));
        let abbreviated = segment.acronym.is_some() && tokens.len() > 1;
        if self.is(tokens.start, WordClass::Wire) || abbreviated && !pack.body_follows_title {
            evidence.organization += 4;
        } else if abbreviated {
            evidence.organization += 1;
        }
    }

    /// Words that bodies and places are named with and people are not.
    fn weigh_body_words(&self, tokens: &TokenRange, evidence: &mut Evidence) {
        let body = |at: usize| {
            let word = WordClass::BodyWord.bit() | WordClass::PlaceOpener.bit();
            self.document.is_any(at, word) && !self.is_given(at) && !self.is_family(at)
        };
        if tokens.len() > 1 && self.pack().body_follows_title && tokens.clone().any(body) {
            evidence.person -= 3;
            evidence.organization += 1;
        }
    }

    /// `example.org`
    fn is_web_address(&self, tokens: &TokenRange) -> bool {
        let text = self.document.text(tokens);
        tokens.len() == 1
            && text.len() > 4
            && text.rsplit_once('.').is_some_and(|(name, ending)| {
                name.len() > 2 && ending.len() >= 2 && ending.chars().all(|c| c.is_ascii_alphabetic())
            })
    }

    /// `MARIA LOPEZ: Thank you`: two or three words in capitals that open a line, a colon behind them.
    fn is_transcribed(&self, tokens: &TokenRange) -> bool {
        let first = &self.document.tokens[tokens.start];
        let colon = self.document.tokens.get(tokens.end).is_some_and(|token| token.folded == ":");
        (first.breaks > 0 || tokens.start == 0) && colon && (2..=3).contains(&tokens.len()) && self.is_given(tokens.start)
    }

    /// Three letters or more within a sentence of small letters, no unit or number beside it.
    pub(super) fn is_abbreviation(&self, at: usize) -> bool {
        let sentence = &self.document.sentences[self.document.sentence_of(at)];
        let letters = self.document.tokens[at].folded.chars().filter(|c| c.is_alphabetic()).count();
        let small = sentence.tokens.clone().filter(|&at| self.document.tokens[at].kind == TokenKind::Lower).count();
        let number = |at: usize| self.document.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number);
        let counted = number(at + 1) || at > 0 && number(at - 1);
        (3..=8).contains(&letters)
            && small * 2 > sentence.tokens.len()
            && !counted
            && !self.is(at, WordClass::NotName)
            && matches!(sentence.role, LineRole::Body)
    }
}

/// `ClientEarth`: a capital inside a word of small letters.
pub(super) fn is_camel_case(text: &str) -> bool {
    let inner = text.chars().zip(text.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase());
    inner
        && text.chars().all(char::is_alphabetic)
        && text.starts_with(char::is_uppercase)
        && !text.starts_with("Mc")
        && !text.starts_with("Mac")
}
