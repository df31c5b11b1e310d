//! What stands in front of a group, or elsewhere in its sentence, and tells what its members did.

use super::{Carried, Context, Cue, FAR};
use crate::{
    knowledge::Role,
    model::{Kind, TokenKind, TokenRange, WordClass},
};

impl Context<'_> {
    /// A phrase before the group that names what its members did: `attended by`, `said`, `among them`.
    pub(super) fn phrase_ahead(&self) -> Option<Cue> {
        let start = self.group.range.start;
        let floor = self.sentence.tokens.start.max(start.saturating_sub(8));
        let phrases = [
            (WordClass::ChairBy, Role::Chair, "chaired-by", 0.93),
            (WordClass::SpeechBy, Role::Speech, "speech-by", 0.92),
            (WordClass::AttendBy, Role::Presence, "attended-by", 0.92),
            (WordClass::SpeechVerb, Role::Speech, "speech-verb-inverted", 0.85),
        ];
        let mut at = start;
        while at > floor {
            at -= 1;
            for (class, role, rule, confidence) in phrases {
                let found = self.reading.document.hit_at(at, class).filter(|hit| hit.tokens.end <= start);
                let end = found.map_or(at, |hit| hit.tokens.end);
                // `was shared by NAME` names the speaker behind the verb too.
                let end = end + usize::from(self.is(end, WordClass::AgentBy));
                let inverted = class != WordClass::SpeechVerb || self.is_inverted(at, end);
                // `DPR diketuai NAME`: a body is presided over, no event
                let body = class == WordClass::ChairBy
                    && self.reading.name_before(at).is_some_and(|(name, _)| name.kind == Kind::Organization);
                if let Some(hit) = found.filter(|_| inverted && !body) {
                    let (role, rule) = if role == Role::Presence && self.spoke_too(&hit.tokens) {
                        (Role::Speech, "speech-by")
                    } else {
                        (role, rule)
                    };
                    return Some(Cue { role, tokens: hit.tokens.clone(), rule, confidence });
                }
            }
            if let Some(cue) = self.passive(at).or_else(|| self.listed_guests(at)) {
                return Some(cue);
            }
            if self.reading.document.name_at(at).is_some_and(|name| name.kind == Kind::Person) {
                return None;
            }
        }
        None
    }

    /// `NAME, the keynote speaker, …`: a noun for one who speaks, set off right behind the name.
    pub(super) fn speaker_behind(&self) -> Option<Cue> {
        let comma = self.group.range.end;
        let lone = self.reading.pack.spaced && self.reading.folded(comma) == "," && self.group.entries.len() == 1;
        let at = (comma + 1..comma + 4).find(|&at| !self.is(at, WordClass::Determiner)).filter(|_| lone)?;
        let hit = self.reading.document.hit_at(at, WordClass::SpeakerNoun)?;
        Some(Cue { role: Role::Speech, tokens: hit.tokens.clone(), rule: "speaker-noun", confidence: 0.85 })
    }

    /// `Chairing the session at the Summit, NAME …`: a verb that opens the sentence, and only a comma before its subject.
    pub(super) fn opening_participle(&self) -> Option<Cue> {
        let (start, group) = (self.sentence.tokens.start, self.group.range.start);
        let comma = group.checked_sub(1).filter(|&at| at > start && self.reading.folded(at) == ",")?;
        let crossed = self.reading.kind_in(start..comma, Kind::Person).next().is_some();
        let classes = [(WordClass::ChairVerb, Role::Chair, "chair-verb"), (WordClass::SpeechVerb, Role::Speech, "speech-verb")];
        let found = classes.into_iter().find_map(|(class, role, rule)| {
            self.reading.document.hit_at(start, class).map(|hit| (hit.tokens.clone(), role, rule))
        });
        let (tokens, role, rule) = found.filter(|_| !crossed && comma - start <= FAR)?;
        Some(Cue { role, tokens, rule, confidence: 0.88 })
    }

    /// `was opened on Monday by NAME`: a verb and its agent apart, with no name but a date or a place between.
    pub(super) fn passive(&self, by: usize) -> Option<Cue> {
        let light = |at: usize| {
            self.is(at, WordClass::Determiner) || self.is(at, WordClass::Honorific) || self.is(at, WordClass::PostModifier)
        };
        if !self.is(by, WordClass::AgentBy) || !(by + 1..self.group.range.start).all(light) {
            return None;
        }
        let floor = self.sentence.tokens.start.max(by.saturating_sub(8));
        let classes = [
            (WordClass::ChairVerb, Role::Chair, "chaired-by"),
            (WordClass::SpeechVerb, Role::Speech, "speech-by"),
            (WordClass::AttendVerb, Role::Presence, "attended-by"),
            (WordClass::StartVerb, Role::Presence, "attended-by"),
        ];
        (floor..by).rev().find_map(|at| {
            let named = self.reading.document.name_at(at).is_some_and(|name| name.kind == Kind::Person);
            let (class, role, rule) = *classes.iter().find(|(class, ..)| self.is(at, *class) && !named)?;
            let hit = self.reading.document.hit_at(at, class)?;
            // `was opened with a speech by NAME` is about the speech.
            let speech = self.reading.has(hit.tokens.end..by, WordClass::SpeechNoun);
            let crossed = speech || self.reading.kind_in(hit.tokens.end..by, Kind::Person).next().is_some();
            (!crossed).then(|| Cue { role, tokens: hit.tokens.start..by + 1, rule, confidence: 0.85 })
        })
    }

    /// `The guests of the ceremony included NAME`: a noun for people there, and a copula or the like at `at`.
    pub(super) fn listed_guests(&self, at: usize) -> Option<Cue> {
        if !self.is(at, WordClass::Copula) && !self.is(at, WordClass::Including) {
            return None;
        }
        let near = at.saturating_sub(14).max(self.sentence.tokens.start)..at;
        let nationality = |at: usize| self.reading.pack.demonyms.contains_key(self.reading.document.text(&(at..at + 1)));
        let light = |at: usize| {
            self.is(at, WordClass::Determiner)
                || self.is(at, WordClass::Honorific)
                || self.is(at, WordClass::AgentBy)
                || nationality(at)
                || matches!(self.reading.folded(at), ":" | ",")
        };
        if self.group.range.start - at > 4
            || !(at + 1..self.group.range.start).all(light)
            || self.reading.kind_in(near.clone(), Kind::Person).next().is_some()
        {
            return None;
        }
        let noun = |class| self.reading.document.hits_in(near.clone(), class).last();
        let speech = [WordClass::SpeechVerb, WordClass::SpeechNoun, WordClass::SpeechBy]
            .iter()
            .any(|&class| self.reading.has(near.clone(), class));
        let cue = |hit: &crate::model::Hit, role, rule| Cue { role, tokens: hit.tokens.start..at + 1, rule, confidence: 0.86 };
        if let Some(hit) = noun(WordClass::ChairBy) {
            return Some(cue(hit, Role::Chair, "chaired-by"));
        }
        let told = [WordClass::SpeechVerb, WordClass::SpeechNoun, WordClass::SpeechBy].iter().find_map(|&class| noun(class));
        if let Some(hit) = told.filter(|_| speech) {
            return Some(cue(hit, Role::Speech, "listed-speakers"));
        }
        noun(WordClass::SpeakerNoun)
            .map(|hit| cue(hit, Role::Speech, "listed-speakers"))
            .or_else(|| noun(WordClass::AttendeeNoun).map(|hit| cue(hit, Role::Presence, "listed-guests")))
    }

    /// `…, said NAME`: the verb stands right before the group and has no subject of its own on its left.
    pub(super) fn is_inverted(&self, verb: usize, verb_end: usize) -> bool {
        let gap = verb_end..self.group.range.start;
        let light = gap.clone().all(|at| {
            self.is(at, WordClass::Determiner)
                || self.is(at, WordClass::Honorific)
                || self.is(at, WordClass::Filler)
                || matches!(self.reading.folded(at), "," | ":")
        });
        let subject = verb > self.sentence.tokens.start
            && self.reading.document.name_at(verb - 1).is_some_and(|name| matches!(name.kind, Kind::Person));
        // `We asked NAME`: a subject that is no name
        let other = verb > self.sentence.tokens.start
            && !self.reading.pack.body_follows_title
            && self.reading.document.tokens[verb - 1].kind != TokenKind::Punctuation
            && ![WordClass::Filler, WordClass::Conjunction, WordClass::Quoting].iter().any(|&class| self.is(verb - 1, class));
        gap.len() <= 3 && light && !subject && !other
    }

    /// A speech noun right beside a phrase of presence.
    pub(super) fn spoke_too(&self, tokens: &TokenRange) -> bool {
        self.reading.has(tokens.start.saturating_sub(3).max(self.sentence.tokens.start)..tokens.end, WordClass::SpeechNoun)
    }

    /// The nearest cue anywhere in the sentence: weaker, and only for people who are not set aside by a clause.
    pub(super) fn sentence_cue(&self) -> Option<Cue> {
        let classes = [
            (WordClass::ChairBy, Role::Chair),
            (WordClass::SpeechBy, Role::Speech),
            (WordClass::SpeakerNoun, Role::Speech),
            (WordClass::SpeechNoun, Role::Speech),
            (WordClass::AttendBy, Role::Presence),
            (WordClass::SpeechVerb, Role::Speech),
            (WordClass::AttendVerb, Role::Presence),
        ];
        let mut best: Option<(usize, Cue)> = None;
        for (class, role) in classes {
            for hit in self.reading.document.hits_in(self.sentence.tokens.clone(), class) {
                let ahead = self.group.range.start.checked_sub(hit.tokens.end);
                let behind = hit.tokens.start.checked_sub(self.group.range.end);
                let Some(distance) = ahead.or(behind) else { continue };
                let verb_before = ahead.is_some()
                    && matches!(class, WordClass::SpeechVerb | WordClass::AttendVerb)
                    && !self.introduced_by_list();
                if verb_before
                    || distance > FAR
                    || self.taken_by_other(hit.tokens.start)
                    || self.reading.document.name_at(hit.tokens.start).is_some()
                {
                    continue;
                }
                if best.as_ref().is_none_or(|(known, _)| distance < *known) {
                    let rule = if class == WordClass::SpeakerNoun { "speaker-noun" } else { "sentence-cue" };
                    best = Some((distance, Cue { role, tokens: hit.tokens.clone(), rule, confidence: 0.6 }));
                }
            }
        }
        best.map(|(_, cue)| cue)
    }

    /// `A took part, along with B`: B did what the group before did.
    pub(super) fn accompanying(&self, position: usize, last: Option<&(usize, Cue)>) -> Option<Cue> {
        let (before, cue) = last?;
        let start = self.group.range.start;
        let joined = (start.saturating_sub(3)..start).any(|at| {
            self.reading
                .document
                .hit_at(at, WordClass::Conjunction)
                .is_some_and(|hit| hit.tokens.len() > 1 && hit.tokens.end <= start)
        });
        (before + 1 == position && joined).then(|| Cue { confidence: cue.confidence * 0.9, ..cue.clone() })
    }

    /// The cue of the sentence before, for a sentence that opens with a list of people and has no cue of its own.
    pub(super) fn continued(&self, carried: Option<&Carried>) -> Option<Cue> {
        let carried = carried.filter(|carried| self.sentence.line <= carried.line + 2)?;
        let start = self.sentence.tokens.start;
        let end = self.sentence.tokens.end;
        // `- NAME, University of BODY`: an item that is nothing but a name and a body
        let item = || self.employer_behind().is_some_and(|body| body + 1 >= end);
        let listed = self.group.entries.len() >= 2 || self.group.range.end + 1 >= end || item();
        // `Topic – NAME (BODY)`
        let dashed = self.reading.pack.body_follows_title
            && (start..self.group.range.start).any(|at| matches!(self.reading.folded(at), "–" | "—" | "-"));
        let opens = dashed
            || self.group.range.start - start <= 4
            || (start..self.group.range.start).any(|at| self.reading.folded(at) == ":");
        let tokens = self.group.range.start..self.group.range.start + 1;
        (listed && opens).then_some(Cue { role: carried.role, tokens, rule: "list-continued", confidence: 0.6 })
    }

    /// `NAME, BODY`: where a body ends that stands right behind the group.
    fn employer_behind(&self) -> Option<usize> {
        let at = self.group.range.end;
        let (name, _) = self.reading.name_at(at + 1).filter(|_| self.reading.folded(at) == ",")?;
        matches!(name.kind, Kind::Organization | Kind::Place).then(|| super::super::reading::end_of(name))
    }

    /// `NAME: “…”`: a speaker's name in front of the words, as in a transcript.
    pub(super) fn transcribed(&self) -> Option<Cue> {
        let (start, end) = (self.sentence.tokens.start, self.group.range.end);
        let opens = self.group.range.start == start && self.group.entries.len() == 1;
        let words = end + 2 < self.sentence.tokens.end || self.sentence.tokens.end > end;
        let said = opens && words && self.reading.folded(end) == ":" && self.group.range.len() <= 8;
        said.then(|| Cue { role: Role::Speech, tokens: end..end + 1, rule: "introduced", confidence: 0.7 })
    }

    /// `will host a dinner`: who gives an event is there.
    pub(super) fn hosting_verb(&self, at: usize) -> Option<Cue> {
        let (reading, start) = (self.reading, self.group.range.start);
        let document = reading.document;
        let verb = document.hit_at(at, WordClass::HostVerb).filter(|_| at > start && reading.pack.spaced)?;
        let reach = verb.tokens.end..self.sentence.tokens.end.min(verb.tokens.end + 6);
        let (event, _) = reading.events_in(reach.clone()).into_iter().next()?;
        let marked = (reach.start..event.start).any(|at| document.tokens[at].kind == TokenKind::Punctuation);
        // `birthplace of NAME to be host of the forum`
        let owned = start.checked_sub(1).is_some_and(|at| reading.folded(at) == reading.pack.of_word);
        let tokens = verb.tokens.clone();
        let cue = Cue { role: Role::Presence, tokens, rule: "attend-verb", confidence: 0.8 };
        (!marked && !owned && document.name_at(at).is_none()).then_some(cue)
    }

    /// `Moderator NAME`, `Keynote speaker NAME`: what somebody did there, told by the title in front of the name.
    pub(super) fn role_in_title(&self) -> Option<Cue> {
        let [entry] = self.group.entries.as_slice() else { return None };
        let document = self.reading.document;
        let title = entry.whole.start..entry.name.start;
        let bare = self.reading.pack.spaced && !self.reading.pack.body_follows_title;
        if !bare || !entry.named || self.reading.names_in(title.clone()).next().is_some() {
            return None;
        }
        let closes = |hit: &&crate::model::Hit| {
            (hit.tokens.end..title.end).all(|at| self.is(at, WordClass::Honorific) || self.is(at, WordClass::Determiner))
        };
        let chair = document.hits_in(title.clone(), WordClass::ChairBy).find(closes);
        // `Speaker NAME` presides over a parliament
        let several =
            |hit: &&crate::model::Hit| hit.tokens.len() > 1 || document.tokens[hit.tokens.start].kind == TokenKind::Lower;
        let speaker = || document.hits_in(title.clone(), WordClass::SpeakerNoun).filter(several).find(closes);
        let cue = |hit: &crate::model::Hit, role, rule| Cue { role, tokens: hit.tokens.clone(), rule, confidence: 0.8 };
        let chair = chair.map(|hit| cue(hit, Role::Chair, "chaired-by"));
        chair.or_else(|| speaker().map(|hit| cue(hit, Role::Speech, "speaker-noun")))
    }

    /// `Not so NAME, who runs the house: “…”`: a colon and a quotation behind the only person of the words before it.
    pub(super) fn introduces_quote(&self) -> Option<Cue> {
        let behind = self.behind();
        let colon = behind.clone().find(|&at| self.reading.folded(at) == ":")?;
        let quoted = matches!(self.reading.folded(colon + 1), "\"" | "“");
        let verb = [WordClass::SpeechVerb, WordClass::ChairVerb, WordClass::Elsewhere, WordClass::Message]
            .iter()
            .any(|&class| self.reading.has(self.sentence.tokens.start..colon, class));
        let lone = self.group.entries.len() == 1 && self.group.entries[0].named && !self.taken_by_other(colon);
        let first = self.reading.kind_in(self.sentence.tokens.start..self.group.range.start, Kind::Person).next().is_none();
        let fits = quoted && lone && first && !verb && self.reading.pack.spaced && colon - behind.start <= 14;
        fits.then(|| Cue { role: Role::Speech, tokens: colon..colon + 1, rule: "introduced", confidence: 0.75 })
    }

    /// `…, among them NAME`
    pub(super) fn introduced_by_list(&self) -> bool {
        let start = self.group.range.start;
        let floor = start.saturating_sub(6).max(self.sentence.tokens.start);
        (floor..start).any(|at| self.is(at, WordClass::Including) || matches!(self.reading.folded(at), ":" | "："))
    }

    /// Whether another person stands between the group and a cue.
    pub(super) fn taken_by_other(&self, cue: usize) -> bool {
        let between = if cue < self.group.range.start { cue..self.group.range.start } else { self.group.range.end..cue };
        self.reading.kind_in(between, Kind::Person).next().is_some()
    }
}
