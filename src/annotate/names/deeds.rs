//! What speaks for a person of whom nothing but a deed is told, where a name may be of any words: `NAME tampak hadir`, `dihadiri
//! NAME dan`, `diraih NAME dari Thailand`.

use super::typing::{Evidence, Judge};
use crate::{
    knowledge::Level,
    model::{TokenKind, TokenRange, WordClass},
};

impl Judge<'_> {
    /// Adds what the deeds of plain words say for a person; `behind` is the token behind the name and its fillers.
    pub(super) fn weigh_deeds(&self, tokens: &TokenRange, behind: usize, evidence: &mut Evidence) {
        if !self.pack().body_follows_title || !self.may_name_somebody(tokens) {
            return;
        }
        let comma = self.document.tokens.get(behind).is_some_and(|token| token.folded == ",");
        let verb = behind + usize::from(comma);
        let deeds = [WordClass::AttendVerb, WordClass::ChairVerb, WordClass::SpeechVerb];
        if deeds.iter().take(if comma { 3 } else { 2 }).any(|&class| self.is_verb(verb, class)) {
            evidence.person += 2;
        }
        let done_by = [WordClass::AttendBy, WordClass::SpeechBy, WordClass::ChairBy, WordClass::PersonNoun];
        let floor = tokens.start.saturating_sub(4);
        let by = |class: &WordClass| self.document.hits_in(floor..tokens.start, *class).any(|hit| hit.tokens.end == tokens.start);
        let gives = WordClass::HostBy.bit() | WordClass::SupportBy.bit() | WordClass::ParticipateBy.bit();
        let agent =
            tokens.start > 0 && self.is(tokens.start - 1, WordClass::AgentBy) && !self.document.is_any(tokens.start - 1, gives);
        let closed = self.document.tokens.get(tokens.end).is_none_or(|token| token.kind == TokenKind::Punctuation)
            || self.document.is_any(tokens.end, WordClass::Conjunction.bit() | WordClass::FromBody.bit());
        if done_by.iter().any(by) || agent {
            evidence.person += 1 + i32::from(closed);
        }
        if let Some(level) = self.origin(tokens.end) {
            evidence.person += 1 + i32::from(level == Level::Country);
        }
    }

    /// Adds what the deeds of bodies say: `SUMBERINA menggelar`, and the country that closes a company's name.
    pub(super) fn weigh_company(&self, tokens: &TokenRange, behind: usize, evidence: &mut Evidence) {
        if !self.pack().body_follows_title || tokens.clone().any(|at| self.is_given(at) || self.is_family(at)) {
            return;
        }
        let opens = self.document.sentences[self.document.sentence_of(tokens.start)].tokens.start == tokens.start;
        let marked = tokens.len() > 1 || !opens || self.document.tokens[tokens.start].kind == TokenKind::Upper;
        if marked && self.is_verb(behind, WordClass::HostVerb) {
            evidence.organization += 2;
        }
        let last = self.document.text(&(tokens.end - 1..tokens.end));
        let home = self.knowledge.gazetteer.lookup(last).first().map(|&idx| self.knowledge.gazetteer.key(idx));
        if tokens.len() > 1 && home.is_some() && home == self.pack().home_country.as_deref() {
            evidence.organization += 2;
            evidence.person -= 2;
        }
    }

    /// `dari THAILAND`: how large the known place is that something is said to be from.
    fn origin(&self, at: usize) -> Option<Level> {
        let link = self.document.hit_at(at, WordClass::FromBody).filter(|hit| !self.is(hit.tokens.start, WordClass::InPlace))?;
        let gazetteer = &self.knowledge.gazetteer;
        let place = self.segments.iter().find(|other| other.tokens.start == link.tokens.end)?;
        let idx = gazetteer.by_key(place.gazetteer.as_deref()?)?;
        Some(gazetteer.level(idx))
    }

    /// Two to four plain words, particles besides, of which none is known to name places, bodies or events.
    fn may_name_somebody(&self, tokens: &TokenRange) -> bool {
        let bars = WordClass::BodyWord.bit()
            | WordClass::NotName.bit()
            | WordClass::GenericWord.bit()
            | WordClass::PlaceOpener.bit()
            | WordClass::PlaceTail.bit()
            | WordClass::EventNoun.bit()
            | WordClass::EventOpener.bit()
            | WordClass::EventHead.bit()
            | WordClass::OrganizationOpener.bit()
            | WordClass::OrganizationHead.bit()
            | WordClass::OrganizationKnown.bit()
            | WordClass::VenueOpener.bit()
            | WordClass::PostField.bit();
        let plain = |at: usize| {
            self.document.tokens[at].kind == TokenKind::Capital && (!self.document.is_any(at, bars) || self.is_given(at))
        };
        let particle = |at: usize| self.is(at, WordClass::NameParticle) && self.document.tokens[at].kind == TokenKind::Lower;
        let town = self.document.text(&(tokens.end - 1..tokens.end));
        let words = tokens.clone().filter(|&at| plain(at)).count();
        (2..=4).contains(&words)
            && tokens.clone().all(|at| plain(at) || particle(at))
            && !self.knowledge.gazetteer.is_well_known(town)
            && !self.opens_with_place(tokens)
    }
}
