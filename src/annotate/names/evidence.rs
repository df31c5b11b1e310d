//! What speaks for each reading of an unknown name at one place: the words beside it, its sentence, its look.

use super::{
    Segment, Sort, is_family, is_given,
    typing::{Evidence, Judge, LONGEST_PERSON, is_camel_case},
};
use crate::model::{Kind, LineRole, Token, TokenKind, TokenRange, WordClass};

impl Judge<'_> {
    pub(super) fn weigh(&self, idx: usize) -> Evidence {
        let segment = &self.segments[idx];
        let mut evidence = Evidence::default();
        self.weigh_neighbours(idx, &mut evidence);
        self.weigh_context(&segment.tokens, &mut evidence);
        self.weigh_shape(segment, &mut evidence);
        evidence
    }

    /// Posts and forms of address right beside the name.
    fn weigh_neighbours(&self, idx: usize, evidence: &mut Evidence) {
        let segment = &self.segments[idx];
        let before = idx
            .checked_sub(1)
            .map(|i| &self.segments[i])
            .filter(|s| s.acronym.as_ref().map_or(s.tokens.end, |a| a.end + 1) == segment.tokens.start);
        let after = self.segments.get(idx + 1).filter(|s| s.tokens.start == segment.tokens.end);
        let upper = segment.tokens.len() == 1 && self.document.tokens[segment.tokens.start].kind == TokenKind::Upper;
        let body_then_name = after.is_some_and(|s| matches!(s.sort, Sort::Unknown | Sort::Honorific));
        match before.map(|s| s.sort) {
            Some(Sort::Post) if upper && body_then_name => evidence.organization += 3,
            Some(Sort::Honorific | Sort::Post) => evidence.person += 3,
            Some(Sort::Name(Kind::Organization | Kind::Place) | Sort::Unknown)
                if self.post_precedes(idx - 1) && segment.tokens.len() > 1 =>
            {
                evidence.person += 3;
            }
            _ => {}
        }
        let comma = segment.tokens.start.checked_sub(1).filter(|&at| self.document.tokens[at].folded == ",");
        let body = idx
            .checked_sub(1)
            .filter(|&i| comma == Some(self.segments[i].acronym.as_ref().map_or(self.segments[i].tokens.end, |a| a.end + 1)));
        if body.is_some_and(|i| {
            (self.segments[i].sort == Sort::Name(Kind::Organization) || self.segments[i].is_place()) && self.post_precedes(i)
        }) && segment.tokens.len() > 1
        {
            evidence.person += 2;
        }
        match self.owner(idx) {
            Some(Kind::Place) if self.document.tokens[segment.tokens.start].kind == TokenKind::Upper => {
                evidence.organization += 2
            }
            Some(_) if self.is_plain(&segment.tokens) => evidence.person += 2,
            _ => {}
        }
        if comma.is_some_and(|comma| self.post_ends(comma)) && segment.tokens.len() > 1 {
            evidence.person += 2;
        }
        self.weigh_brackets(idx, evidence);
        if after.is_some_and(|s| s.sort == Sort::Post) {
            evidence.organization += 3;
            evidence.person -= 2;
        }
    }

    /// `the World Bank's NAME`, `Kenya's NAME`: what owns a name of two or three words.
    fn owner(&self, idx: usize) -> Option<Kind> {
        let tokens = &self.segments[idx].tokens;
        let possessive = tokens.start >= 1 && self.document.tokens[tokens.start - 1].folded == "'s";
        let owner = idx.checked_sub(1).map(|i| &self.segments[i]).filter(|owner| owner.tokens.end + 1 == tokens.start)?;
        match owner.sort {
            Sort::Name(kind @ (Kind::Organization | Kind::Place)) if possessive && (2..=3).contains(&tokens.len()) => Some(kind),
            _ => None,
        }
    }

    /// Words with a capital in front and small letters behind it, none of which is a head of some name or a generic word.
    fn is_plain(&self, tokens: &TokenRange) -> bool {
        let head = WordClass::OrganizationHead.bit()
            | WordClass::EventHead.bit()
            | WordClass::VenueHead.bit()
            | WordClass::PlaceHead.bit()
            | WordClass::NotName.bit()
            | WordClass::GenericWord.bit();
        tokens.clone().all(|at| self.document.tokens[at].kind == TokenKind::Capital && !self.document.is_any(at, head))
    }

    /// `NAME (BODY)`: a body in brackets speaks for a person in front, and the other way round.
    fn weigh_brackets(&self, idx: usize, evidence: &mut Evidence) {
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
        if inside(segment) && (several(segment) || single) && previous.is_some_and(several) {
            evidence.organization += 2;
        }
    }

    /// `minister of culture and youth,`: whether a post, its field behind it, ends at a token.
    fn post_ends(&self, end: usize) -> bool {
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
    fn post_precedes(&self, idx: usize) -> bool {
        let start = self.segments[idx].tokens.start;
        start > 0 && self.is(start - 1, WordClass::Post) || self.is_post_of(start)
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
        self.weigh_bodies(tokens, evidence);
        if self.is_apposed_post(tokens.end) {
            evidence.person += if several { 3 } else { 1 };
        }
        let field = self.document.hit_at(tokens.start, WordClass::PostField).is_some_and(|hit| hit.tokens.end >= tokens.end);
        if self.is_post_of(tokens.start) && !field {
            evidence.organization += 2;
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
            evidence.person += if several { 2 } else { 0 };
        }
    }

    /// What only people do, have or are: `NAME married`, `NAME's wife`, `her coach NAME`, `NAME, 19,`.
    fn weigh_humanity(&self, tokens: &TokenRange, behind: usize, evidence: &mut Evidence) {
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
        let before = tokens.start.checked_sub(1).filter(|&at| small(at));
        if before.is_some_and(|at| self.is(at, WordClass::PersonNoun)) {
            evidence.person += 3;
        }
        let age = folded(comma).parse::<u8>().is_ok_and(|age| (5..=105).contains(&age));
        if age && comma > tokens.end && matches!(folded(comma + 1), "," | "." | ")") {
            evidence.person += 3;
        }
        if !several {
            let subject = small(tokens.end) || owner;
            evidence.person += if listed && subject { 3 } else { i32::from(listed) };
            let unlikely =
                !listed && self.pack().word_endings.iter().any(|ending| folded(tokens.start).ends_with(ending.as_str()));
            evidence.person -= 2 * i32::from(unlikely);
        }
    }

    /// A verb in small letters.
    fn is_verb(&self, at: usize, class: WordClass) -> bool {
        self.document.hit_at(at, class).is_some() && self.document.tokens[at].kind == TokenKind::Lower
    }

    /// `chipmaker NAME`, `NAME, a German company`, `a deal with NAME`.
    fn weigh_bodies(&self, tokens: &TokenRange, evidence: &mut Evidence) {
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
            let plain = |at: &usize| !matches!(folded(*at), "," | "." | ";" | "(") && *at < tokens.end + 8;
            let noun = (tokens.end + 2..).take_while(plain).take_while(|&at| !self.is(at, WordClass::RelativePronoun)).any(noun);
            evidence.organization += if noun { 3 } else { 0 };
        }
    }

    /// `Toronto Marlboros`: a known town, region or nationality in front of something else.
    fn opens_with_place(&self, tokens: &TokenRange) -> bool {
        let first = self.document.text(&(tokens.start..tokens.start + 1));
        self.knowledge.gazetteer.is_well_known(first) || self.pack().demonyms.contains_key(first)
    }

    pub(super) fn pack(&self) -> &crate::knowledge::Language {
        &self.knowledge.languages.all()[self.document.language]
    }

    pub(super) fn is_given(&self, at: usize) -> bool {
        is_given(self.document, self.knowledge, at)
    }

    pub(super) fn is_family(&self, at: usize) -> bool {
        is_family(self.document, self.knowledge, at)
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
    fn weigh_shape(&self, segment: &Segment, evidence: &mut Evidence) {
        let tokens = &segment.tokens;
        let first = &self.document.tokens[tokens.start];
        let text = self.document.text(tokens);
        let all_capital = self.document.tokens[tokens.clone()].iter().all(|token| token.kind == TokenKind::Capital);
        if (2..=3).contains(&tokens.len()) && all_capital && self.knowledge.surnames.contains(&first.folded) {
            evidence.person += 2;
        }
        if (2..=4).contains(&tokens.len()) && all_capital && self.is_given(tokens.start) {
            evidence.person += 2;
        }
        if (2..=4).contains(&tokens.len()) && all_capital && self.is_family(tokens.end - 1) {
            evidence.person += 2;
        }
        let plain_word = |at: usize| {
            let common = WordClass::NotName.bit() | WordClass::GenericWord.bit() | WordClass::EventModifier.bit();
            let demonym = self.pack().demonyms.contains_key(self.document.text(&(at..at + 1)));
            (self.document.is_any(at, common) || demonym) && !self.is_given(at) && !self.is_family(at)
        };
        if plain_word(tokens.start) || plain_word(tokens.end - 1) {
            evidence.person -= 3;
        }
        let camel = |token: &Token| is_camel_case(token.span.of(&self.document.article.text));
        if tokens.len() > 1 && self.document.tokens[tokens.clone()].iter().any(camel) {
            evidence.organization += 2;
        }
        if tokens.len() == 1 && first.kind == TokenKind::Capital && self.is(tokens.start, WordClass::NotName) {
            evidence.organization -= 4;
        }
        if segment.gazetteer.is_some() {
            evidence.place += 2;
        }
        if tokens.len() == 1 && first.kind == TokenKind::Upper {
            evidence.organization += 1 + i32::from(self.is_abbreviation(tokens.start));
        }
        if self.document.tokens[tokens.clone()].iter().any(|token| token.folded == "&")
            || tokens.len() == 1 && is_camel_case(text)
        {
            evidence.organization += 2;
        }
        let web = tokens.len() == 1
            && text.len() > 4
            && text.rsplit_once('.').is_some_and(|(name, ending)| {
                name.len() > 2 && ending.len() >= 2 && ending.chars().all(|c| c.is_ascii_alphabetic())
            });
        if web {
            evidence.organization += 3;
        }
        if self.is(tokens.start, WordClass::Wire) || segment.acronym.is_some() && tokens.len() > 1 {
            evidence.organization += 4;
        }
    }

    /// Three letters or more within a sentence of small letters, no unit or number beside it.
    fn is_abbreviation(&self, at: usize) -> bool {
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
