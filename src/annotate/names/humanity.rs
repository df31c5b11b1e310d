//! What people alone do, have and are, and what is said of organizations alone: `NAME married`, `her coach NAME`, `chipmaker NAME`.

use super::{
    Sort,
    evidence::is_camel_case,
    is_family, is_given,
    typing::{Evidence, Judge},
};
use crate::model::{Kind, Token, TokenKind, TokenRange, WordClass};

impl Judge<'_> {
    /// What only people do, have or are: `NAME married`, `NAME's wife`, `her coach NAME`, `NAME, 19,`.
    pub(super) fn weigh_humanity(&self, tokens: &TokenRange, behind: usize, evidence: &mut Evidence) {
        let folded = |at: usize| self.document.tokens.get(at).map_or("", |token| token.folded.as_str());
        let small = |at: usize| self.document.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Lower);
        let several = tokens.len() > 1;
        let name_like = |token: &Token| {
            matches!(token.kind, TokenKind::Capital | TokenKind::Lower) && token.folded.chars().nth(1) != Some('-')
        };
        if !self.document.tokens[tokens.clone()].iter().all(name_like) {
            return;
        }
        let strong = if several { 2 } else { 3 };
        let listed = self.is_given(tokens.start) || self.is_family(tokens.end - 1);
        let comma = tokens.end + usize::from(folded(tokens.end) == ",");
        let passive = (tokens.end..behind).any(|at| self.is(at, WordClass::Copula));
        let acts = self.is_verb(tokens.end, WordClass::HumanVerb) || !passive && self.is_verb(behind, WordClass::HumanVerb);
        let who = self.is_verb(comma, WordClass::HumanVerb) && self.is(comma, WordClass::RelativePronoun);
        let governed = tokens.start.checked_sub(1).is_some_and(|at| {
            self.document.is_any(at, WordClass::FromBody.bit() | WordClass::InPlace.bit() | WordClass::NameLink.bit())
                && !self.is(at, WordClass::Conjunction)
        });
        if acts && !governed || who {
            evidence.person += strong;
        }
        let owner = folded(tokens.end) == "'s" || folded(tokens.end) == "'" && folded(tokens.end - 1).ends_with('s');
        let owned = (1..=3).map(|step| tokens.end + step).find(|&at| self.is(at, WordClass::PersonalNoun) || !small(at));
        if owner && owned.is_some_and(|at| self.is(at, WordClass::PersonalNoun)) {
            evidence.person += strong;
        }
        let opens = |at: usize| self.document.sentences[self.document.sentence_of(at)].tokens.start == at;
        let before = tokens.start.checked_sub(1).filter(|&at| small(at) || several && opens(at));
        if before.is_some_and(|at| self.is(at, WordClass::PersonNoun)) {
            evidence.person += 3;
        }
        let age = folded(comma).parse::<u8>().is_ok_and(|age| (5..=105).contains(&age));
        if age && comma > tokens.end && matches!(folded(comma + 1), "," | "." | ")") {
            evidence.person += 3;
        }
        if !several {
            let subject = (small(tokens.end) || owner) && !governed;
            evidence.person += if listed && subject { 3 } else { i32::from(listed) };
            let unlikely =
                !listed && self.pack().word_endings.iter().any(|ending| folded(tokens.start).ends_with(ending.as_str()));
            evidence.person -= 2 * i32::from(unlikely);
        }
    }

    /// A verb in small letters.
    pub(super) fn is_verb(&self, at: usize, class: WordClass) -> bool {
        self.document.hit_at(at, class).is_some() && self.document.tokens[at].kind == TokenKind::Lower
    }

    /// `chipmaker NAME`, `NAME, a German company`, `a deal with NAME`.
    pub(super) fn weigh_bodies(&self, tokens: &TokenRange, evidence: &mut Evidence) {
        let folded = |at: usize| self.document.tokens.get(at).map_or("", |token| token.folded.as_str());
        let small = |at: usize| self.document.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Lower);
        let before = tokens.start.checked_sub(1);
        let noun = |at: usize| small(at) && self.is(at, WordClass::BodyNoun);
        if before.is_some_and(noun) {
            evidence.organization += 3;
        }
        let cue = |at: usize| self.document.hits_in(at.saturating_sub(3)..at, WordClass::BodyCue).any(|hit| hit.tokens.end == at);
        let article = before.filter(|&at| self.is(at, WordClass::Determiner)).unwrap_or(tokens.start);
        if cue(tokens.start) || cue(article) {
            evidence.organization += 2;
        }
        let upper = tokens.len() == 1 && self.document.tokens[tokens.start].kind == TokenKind::Upper;
        if upper && before.is_some_and(|at| folded(at) == "," && self.post_ends(at)) {
            evidence.organization += 2;
        }
        if tokens.len() > 1 && before.is_some_and(|at| self.is(at, WordClass::Determiner)) && self.opens_with_place(tokens) {
            evidence.organization += 1;
        }
        if folded(tokens.end) == "," && self.is(tokens.end + 1, WordClass::Determiner) {
            let plain = |at: &usize| !matches!(folded(*at), "," | "." | ";" | "(");
            let noun = (tokens.end + 2..tokens.end + 8)
                .take_while(plain)
                .take_while(|&at| !self.is(at, WordClass::RelativePronoun))
                .any(noun);
            evidence.organization += if noun { 3 } else { 0 };
        }
    }

    /// `Toronto Marlboros`: a known town or region in front of something else.
    pub(super) fn opens_with_place(&self, tokens: &TokenRange) -> bool {
        let first = self.document.text(&(tokens.start..tokens.start + 1));
        self.knowledge.gazetteer.is_well_known(first)
    }

    pub(super) fn is_given(&self, at: usize) -> bool {
        is_given(self.document, self.knowledge, at)
    }

    pub(super) fn is_family(&self, at: usize) -> bool {
        is_family(self.document, self.knowledge, at)
    }

    /// `the World Bank's NAME`, `Kenya's NAME`: what owns a name of two or three words.
    pub(super) fn owner(&self, idx: usize) -> Option<Kind> {
        let tokens = &self.segments[idx].tokens;
        let possessive = tokens.start >= 1 && self.document.tokens[tokens.start - 1].folded == "'s";
        let owner = idx.checked_sub(1).map(|i| &self.segments[i]).filter(|owner| owner.tokens.end + 1 == tokens.start)?;
        match owner.sort {
            Sort::Name(kind @ (Kind::Organization | Kind::Place)) if possessive && (2..=3).contains(&tokens.len()) => Some(kind),
            _ => None,
        }
    }

    /// Words with a capital in front and small letters behind it, none of which is a head of some name or a generic word.
    pub(super) fn is_plain(&self, tokens: &TokenRange) -> bool {
        let head = WordClass::OrganizationHead.bit()
            | WordClass::EventHead.bit()
            | WordClass::VenueHead.bit()
            | WordClass::PlaceHead.bit()
            | WordClass::NotName.bit()
            | WordClass::GenericWord.bit();
        tokens.clone().all(|at| self.document.tokens[at].kind == TokenKind::Capital && !self.document.is_any(at, head))
    }

    /// `in Lillesand.`, `near Cai Cui`: one or two plain words behind a preposition of place.
    pub(super) fn weigh_towns(&self, tokens: &TokenRange, evidence: &mut Evidence) {
        let cue = self.document.hits_in(tokens.start.saturating_sub(3)..tokens.start, WordClass::TownCue);
        let governed = cue.last().is_some_and(|hit| hit.tokens.end == tokens.start);
        let open = self.document.tokens.get(tokens.end).is_some_and(|token| token.folded == "'s" || token.is_capital());
        let person = self.is_given(tokens.start) || self.is_family(tokens.end - 1);
        let calendar = &self.knowledge.calendars[self.document.language];
        let word = self.document.tokens[tokens.start].folded.as_str();
        let dated = calendar.month(word).is_some() || calendar.weekday(word).is_some();
        if governed && !open && !person && !dated && tokens.len() <= 2 && self.is_plain(tokens) {
            evidence.place += 2;
        }
    }

    /// Words that are no names, a capital inside a word, a town of the name.
    pub(super) fn weigh_words(&self, tokens: &TokenRange, town: bool, evidence: &mut Evidence) {
        let first = &self.document.tokens[tokens.start];
        let plain_word = |at: usize| {
            let common = WordClass::NotName.bit() | WordClass::GenericWord.bit() | WordClass::EventModifier.bit();
            let demonym = self.pack().demonyms.contains_key(self.document.text(&(at..at + 1)));
            (self.document.is_any(at, common) || demonym) && !self.is_given(at) && !self.is_family(at)
        };
        if !self.pack().body_follows_title && (plain_word(tokens.start) || plain_word(tokens.end - 1)) {
            evidence.person -= 3;
        }
        if !self.pack().body_follows_title && tokens.len() > 1 && self.is(tokens.end - 1, WordClass::NotName) {
            evidence.organization -= 2;
        }
        let camel = |token: &Token| is_camel_case(token.span.of(&self.document.article.text));
        if tokens.len() > 1 && self.document.tokens[tokens.clone()].iter().any(camel) {
            evidence.organization += 2;
        }
        if tokens.len() == 1 && first.kind == TokenKind::Capital && self.is(tokens.start, WordClass::NotName) {
            evidence.organization -= 4;
        }
        evidence.place += 2 * i32::from(town);
    }
}
