//! What each person did at which event: spoke, presided, attended; or wrote, was invited, stayed away.
//!
//! The people of a sentence form groups (`A, post of B, and C, post of D`); a group takes the verb behind it, or the phrase
//! before it (`attended by`, `among them`, `said`). Where neither stands close, the nearest cue of the sentence counts, with
//! less confidence.

mod ahead;

use super::{focus, posts::Entry, reading::Reading};
use crate::{
    knowledge::Role,
    model::{Kind, LocalIdx, Sentence, Stance, TokenKind, TokenRange, WordClass},
};

/// What a person did at an event.
#[derive(Clone, Debug)]
pub(super) struct Deed {
    pub(super) person: LocalIdx,
    pub(super) event: LocalIdx,
    pub(super) role: Role,
    pub(super) stance: Stance,
    pub(super) video: bool,
    pub(super) trigger: TokenRange,
    /// Words that must be in the quote: the name and the event.
    pub(super) cover: TokenRange,
    pub(super) rule: &'static str,
    pub(super) confidence: f64,
}

/// People named in a row.
#[derive(Clone, Debug)]
struct Group {
    entries: Vec<Entry>,
    range: TokenRange,
}

/// A word that tells what the people of a group did.
#[derive(Clone, Debug)]
struct Cue {
    role: Role,
    tokens: TokenRange,
    rule: &'static str,
    confidence: f64,
}

/// What a sentence told of people, for the sentence behind it.
#[derive(Clone, Debug)]
pub(super) struct Carried {
    role: Role,
    line: usize,
}

/// What the sentence tells of people at the event without naming them: `Guests arrived`.
fn carry(reading: &Reading<'_>, sentence: &Sentence) -> Option<Carried> {
    let has = |class| reading.has(sentence.tokens.clone(), class);
    // `Materi disampaikan oleh:`
    let opens_list = reading.pack.body_follows_title && reading.folded(sentence.tokens.end.saturating_sub(1)) == ":";
    let about_people = has(WordClass::AttendeeNoun) || has(WordClass::SpeakerNoun) || opens_list;
    let role = if has(WordClass::SpeakerNoun) || has(WordClass::SpeechNoun) || opens_list && has(WordClass::SpeechBy) {
        Role::Speech
    } else if has(WordClass::AttendVerb) || has(WordClass::AttendBy) {
        Role::Presence
    } else {
        return None;
    };
    about_people.then_some(Carried { role, line: sentence.line })
}

/// A verb counts as a group's own within so many tokens.
const NEAR: usize = 12;
/// A sentence of so many tokens that names nobody is the number of an item.
const NUMBER: usize = 2;
/// A cue of the sentence counts for a group within so many tokens.
const FAR: usize = 40;

/// Appends what the people of one sentence did.
///
/// `carried` is the cue of the sentence before: a sentence that only goes on with its list takes it over.
pub(super) fn read(
    reading: &Reading<'_>,
    sentence: &Sentence,
    entries: &[Entry],
    carried: &mut Option<Carried>,
    deeds: &mut Vec<Deed>,
) {
    let groups = groups(reading, entries);
    let mut speaker_seen = false;
    let taken = carried.take();
    let mut last: Option<(usize, Cue)> = None;
    *carried = carry(reading, sentence);
    if groups.is_empty() && sentence.tokens.len() <= NUMBER && carried.is_none() {
        // `2.` in front of an item of a list
        *carried = taken;
        return;
    }
    for (position, group) in groups.iter().enumerate() {
        let context =
            Context { reading, sentence, group, next: groups.get(position + 1).map(|next| next.range.start), speaker_seen };
        if context.is_only_named() {
            continue;
        }
        let cue = context.transcribed().or_else(|| context.role_in_title()).or_else(|| context.introduces_quote());
        let cue = cue
            .or_else(|| context.cue())
            .or_else(|| context.continued(taken.as_ref()))
            .or_else(|| context.accompanying(position, last.as_ref()));
        let Some(cue) = cue else { continue };
        last = Some((position, cue.clone()));
        // What one person said does not go on with a list of names; what a list of speakers says does.
        let listing = cue.role != Role::Speech
            || matches!(cue.rule, "listed-speakers" | "speech-by" | "list-continued")
            || cue.rule == "speaker-noun" && group.entries.len() > 1;
        *carried = listing.then_some(Carried { role: cue.role, line: sentence.line }).or_else(|| carry(reading, sentence));
        speaker_seen |= cue.role == Role::Speech;
        context.push(&cue, deeds);
    }
}

/// Joins entries between which only marks, conjunctions and names of bodies stand.
fn groups(reading: &Reading<'_>, entries: &[Entry]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for entry in entries {
        if let Some(group) = groups.last_mut() {
            let between = group.range.end..entry.whole.start;
            let named = entry.named && group.entries.iter().all(|entry| entry.named);
            if named && between.start <= between.end && is_separator(reading, &between) {
                group.range.end = entry.whole.end;
                group.entries.push(entry.clone());
                continue;
            }
        }
        groups.push(Group { entries: vec![entry.clone()], range: entry.whole.clone() });
    }
    groups
}

fn is_separator(reading: &Reading<'_>, between: &TokenRange) -> bool {
    let listed = between.clone().any(|at| matches!(reading.folded(at), ";" | "；"));
    let separates = |at: usize| {
        let mark = matches!(reading.folded(at), "," | ";" | "(" | ")" | "/" | "、" | "，" | "；");
        let word = [
            WordClass::Conjunction,
            WordClass::Determiner,
            WordClass::Honorific,
            WordClass::NameLink,
            WordClass::Including,
            WordClass::AgentBy,
        ]
        .iter()
        .any(|&class| reading.is(at, class));
        let name = reading.document.name_at(at).is_some_and(|name| matches!(name.kind, Kind::Organization | Kind::Place));
        let title = reading.is(at, WordClass::Post) || reading.is(at, WordClass::PostModifier);
        // `Dandim 0716 Letkol NAME`
        let unit =
            reading.document.tokens[at].kind == TokenKind::Number && at > between.start && reading.is(at - 1, WordClass::Post);
        mark || unit || word || name || title || reading.document.tokens[at].is_capital()
    };
    let verb = between.clone().any(|at| {
        [WordClass::SpeechVerb, WordClass::AttendVerb, WordClass::ChairVerb].iter().any(|&class| reading.is(at, class))
            && !reading.is(at, WordClass::Conjunction)
            && !reading.is(at, WordClass::Post)
    });
    // `chaired by A; papers were read by B`: a clause of its own behind the mark
    let last = between.clone().rev().find(|&at| matches!(reading.folded(at), ";" | "；")).unwrap_or(between.start);
    let clause = reading.pack.spaced
        && (last..between.end).any(|at| reading.is(at, WordClass::AgentBy))
        && (last..between.end).any(|at| reading.is(at, WordClass::Copula));
    let verb = verb || clause;
    (between.len() <= 12 || listed) && !verb && (listed || between.clone().all(separates))
}

struct Context<'a> {
    reading: &'a Reading<'a>,
    sentence: &'a Sentence,
    group: &'a Group,
    next: Option<usize>,
    speaker_seen: bool,
}

impl Context<'_> {
    fn is(&self, at: usize, class: WordClass) -> bool {
        self.reading.is(at, class)
    }

    /// Tokens from the group to the next one, or to the end of the sentence.
    fn behind(&self) -> TokenRange {
        self.group.range.end..self.next.unwrap_or(self.sentence.tokens.end).max(self.group.range.end)
    }

    fn ahead(&self) -> TokenRange {
        self.sentence.tokens.start..self.group.range.start
    }

    /// Named only: quoted inside another's words, owner of something, only invited to or written about.
    fn is_only_named(&self) -> bool {
        let start = self.group.range.start;
        let possessive = self.reading.folded(self.group.range.end) == "'s";
        let quoting = (start.saturating_sub(3)..start)
            .any(|at| at >= self.sentence.tokens.start && self.is(at, WordClass::Quoting) && !self.is(at, WordClass::SpeechVerb));
        let embedded = self.speaker_seen
            && (self.sentence.tokens.start..start)
                .any(|at| self.is(at, WordClass::Complement) || self.is(at, WordClass::Quoting));
        let own_speech = self.reading.document.hit_at(self.group.range.end + 1, WordClass::SpeechNoun).is_some();
        let titled = self.reading.document.title_at(start).is_some();
        let end = self.group.range.end;
        // `NAME, he said`, but not `NAME as he addressed the forum`
        let told_by_other = (end..end + 2).any(|at| {
            let set_off = at == end
                || self.reading.document.tokens.get(end).is_some_and(|token| token.kind == TokenKind::Punctuation)
                || !self.reading.pack.spaced;
            set_off && self.is(at, WordClass::PersonPronoun) && self.is(at + 1, WordClass::SpeechVerb)
        });
        let told_before = (self.sentence.tokens.start..start)
            .any(|at| self.is(at, WordClass::PersonPronoun) && self.is(at + 1, WordClass::SpeechVerb));
        let represented = (end..end + 2).any(|at| self.reading.document.hit_at(at, WordClass::RepresentedBy).is_some());
        represented
            || told_by_other
            || told_before
            || possessive && !own_speech
            || quoting && !self.attributed_at_end()
            || embedded
            || titled
    }

    /// `…, according to NAME.`
    fn attributed_at_end(&self) -> bool {
        self.behind().len() <= 2 && self.group.range.start > self.sentence.tokens.start + 6 && !self.speaker_seen
    }

    fn cue(&self) -> Option<Cue> {
        let verb = self.verb_behind();
        if self.group.entries.iter().any(|entry| !entry.named) {
            let verb = verb.or_else(|| self.verb_of_pronoun());
            return verb.map(|cue| Cue { confidence: cue.confidence * 0.9, ..cue });
        }
        let phrase = self.speaker_behind().or_else(|| self.opening_participle()).or_else(|| self.phrase_ahead());
        match (verb, phrase) {
            (Some(verb), Some(phrase)) => {
                Some(if rank(verb.role) >= rank(phrase.role) || verb.confidence > phrase.confidence { verb } else { phrase })
            }
            (verb, phrase) => verb.or(phrase).or_else(|| {
                let quoted = self.reading.pack.body_follows_title && self.inside_quotation();
                if quoted { None } else { self.sentence_cue() }
            }),
        }
    }

    /// The verb of saying that holds the pronoun, or stands right before it: `ujarnya`, `kata dia`.
    fn verb_of_pronoun(&self) -> Option<Cue> {
        let at = self.group.range.start;
        let verb = if self.is(at, WordClass::SpeechPronoun) { at } else { at.checked_sub(1)? };
        let said = self.is(verb, WordClass::SpeechPronoun) || self.is(verb, WordClass::SpeechVerb);
        said.then(|| Cue { role: Role::Speech, tokens: verb..verb + 1, rule: "speech-verb", confidence: 0.85 })
    }

    /// The verb whose subject the group is, looked for behind it up to a new clause.
    fn verb_behind(&self) -> Option<Cue> {
        let mut best: Option<Cue> = None;
        let behind = self.behind();
        let relative = (behind.start..behind.end.min(behind.start + 2)).any(|at| self.is(at, WordClass::RelativePronoun));
        if relative && self.group.entries.len() > 1 {
            return None;
        }
        let mut at = behind.start;
        while at < behind.end {
            if at > behind.start
                && best.is_some()
                && (self.is(at, WordClass::Complement) || matches!(self.reading.folded(at), "\"" | ":" | "："))
            {
                break;
            }
            // `NAME, with whom he talked`
            let another = self.is(at, WordClass::RelativePronoun) && self.is(at + 1, WordClass::PersonPronoun);
            if best.is_none() && (at - behind.start > NEAR || another || self.other_subject(at)) {
                break;
            }
            if let Some(cue) = self.verb_at(at).filter(|cue| !self.is_of_next(cue) && !self.holds_pronoun(cue)) {
                let near = best.as_ref().is_none_or(|known| at - known.tokens.end <= 14);
                if near && best.as_ref().is_none_or(|known| rank(cue.role) > rank(known.role)) {
                    at = cue.tokens.end;
                    best = Some(cue);
                    continue;
                }
            }
            at += 1;
        }
        best
    }

    /// `"NAME itu guru," ujarnya`: the verb holds its subject, whom the words in front are not.
    fn holds_pronoun(&self, cue: &Cue) -> bool {
        let start = cue.tokens.start;
        let quoted = start > self.group.range.end && matches!(self.reading.folded(start - 1), "\"" | "”");
        let named = self.group.entries.iter().all(|entry| entry.named);
        named && quoted && self.is(start, WordClass::SpeechPronoun) && self.inside_quotation()
    }

    /// Whether a quotation mark opens in front of the group and closes behind it.
    fn inside_quotation(&self) -> bool {
        let mark = |at: &usize| matches!(self.reading.folded(*at), "\"" | "“" | "”");
        self.ahead().filter(mark).count() % 2 == 1 && self.behind().any(|at| mark(&at))
    }

    /// `“…,” kata NAME`, `A, said B, …`: the verb is set off and its subject follows.
    fn is_of_next(&self, cue: &Cue) -> bool {
        let start = cue.tokens.start;
        let set_off = start > self.group.range.end && matches!(self.reading.folded(start - 1), "," | "\"" | "”");
        let follows = self.next.is_some_and(|next| next >= cue.tokens.end && next - cue.tokens.end <= 1);
        self.reading.is(start, WordClass::SpeechVerb) && set_off && follows
    }

    /// An organization right before a verb is the verb's subject, not the group.
    fn other_subject(&self, at: usize) -> bool {
        self.reading.name_at(at).is_some_and(|(name, _)| {
            let next = super::reading::end_of(name);
            matches!(name.kind, Kind::Organization) && at > self.group.range.end + 1 && self.verb_at(next).is_some()
        })
    }

    fn verb_at(&self, at: usize) -> Option<Cue> {
        let hit = |class| self.reading.document.hit_at(at, class).filter(|_| self.reading.document.name_at(at).is_none());
        let cue =
            |role, class, rule, confidence| hit(class).map(|hit| Cue { role, tokens: hit.tokens.clone(), rule, confidence });
        let given = || {
            let give = hit(WordClass::GiveVerb)?;
            let noun = self
                .reading
                .document
                .hits_in(give.tokens.end..self.sentence.tokens.end.min(give.tokens.end + 6), WordClass::SpeechNoun)
                .next()?;
            Some(Cue { role: Role::Speech, tokens: give.tokens.start..noun.tokens.end, rule: "speech-given", confidence: 0.95 })
        };
        let chairs = cue(Role::Chair, WordClass::ChairVerb, "chair-verb", 0.93).filter(|cue| self.chairs_event(cue.tokens.end));
        // `have confirmed as speakers`
        let announced = || {
            let verb = hit(WordClass::SpeechVerb)?;
            let reach = verb.tokens.end..self.sentence.tokens.end.min(verb.tokens.end + 3);
            let noun = self.reading.document.hits_in(reach, WordClass::SpeakerNoun).next()?;
            let tokens = verb.tokens.start..noun.tokens.end;
            Some(Cue { role: Role::Speech, tokens, rule: "speaker-noun", confidence: 0.85 })
        };
        // `opened the BODY Congress`: a person opens or closes what an event is named right behind
        let opens = || {
            let verb = hit(WordClass::StartVerb).or_else(|| hit(WordClass::EndVerb)).filter(|_| at > self.group.range.start)?;
            let reach = verb.tokens.end..self.sentence.tokens.end.min(verb.tokens.end + 3);
            let event =
                (reach.start..reach.end).find_map(|at| self.reading.name_at(at)).filter(|(name, _)| name.kind == Kind::Event);
            let tokens = verb.tokens.clone();
            event.map(|_| Cue { role: Role::Presence, tokens, rule: "attend-verb", confidence: 0.85 })
        };
        // `when asked by reporters`: somebody else's verb
        let passive = |cue: &Cue| {
            self.is(cue.tokens.end, WordClass::AgentBy)
                && self.reading.pack.comma_joins_title
                && !self.reading.pack.body_follows_title
        };
        chairs
            .or_else(given)
            .or_else(announced)
            .or_else(|| cue(Role::Speech, WordClass::SpeechVerb, "speech-verb", 0.85).filter(|cue| !passive(cue)))
            .or_else(|| cue(Role::Presence, WordClass::AttendVerb, "attend-verb", 0.9))
            .or_else(opens)
            .or_else(|| self.hosting_verb(at))
    }

    /// Whether what is presided over is an event: one is meant behind the verb, or nothing is named there.
    fn chairs_event(&self, from: usize) -> bool {
        let reach = from..self.sentence.tokens.end.min(from + 8);
        // `memimpin delegasi`: people are led, no event
        let people = self.is(from, WordClass::AttendeeNoun) && self.reading.events_in(from..from + 1).is_empty();
        let event = !people && !self.reading.events_in(reach.clone()).is_empty();
        let body = self.reading.kind_in(reach.clone(), Kind::Organization).next().is_some();
        event || !people && !body && reach.len() <= 4
    }

    fn push(&self, cue: &Cue, deeds: &mut Vec<Deed>) {
        let window = self.window(cue);
        if self.reading.has(window.clone(), WordClass::Message) && cue.rule != "speech-given" {
            return;
        }
        let Some(target) = focus::event_for(self.reading, self.sentence, &cue.tokens, &self.group.range) else { return };
        // what somebody says may be about any edition
        let told = if cue.role == Role::Speech && self.reading.pack.body_follows_title {
            self.sentence.tokens.start..cue.tokens.start.min(self.group.range.start)
        } else {
            self.sentence.tokens.clone()
        };
        if target.doubtful || !target.explicit && self.reading.has(told, WordClass::OtherEdition) {
            return;
        }
        let stance = self.stance(cue, &window);
        let local = focus::last_in_paragraph(self.reading, self.sentence)
            .filter(|&event| self.reading.pack.body_follows_title && self.reading.is_planned(event));
        let announced = local.or(self.reading.main).filter(|_| stance == Stance::Planned && !target.explicit);
        let target = focus::Target { event: announced.unwrap_or(target.event), ..target };
        let ahead_of_time = self.reading.is_planned(target.event);
        let said = matches!(cue.rule, "speech-verb" | "speech-verb-inverted" | "sentence-cue");
        if ahead_of_time
            && stance == Stance::Reported
            && (said || !target.explicit && !cue.rule.starts_with("listed") && cue.rule != "speaker-noun")
        {
            return;
        }
        let elsewhere = self.said_elsewhere(&window) && !self.is_at(target.event);
        if cue.role == Role::Speech && (elsewhere || !target.explicit && self.told_a_body(cue)) {
            return;
        }
        let video = self.reading.has(window.clone(), WordClass::ByVideo);
        for entry in &self.group.entries {
            let cover = entry.name.start.min(cue.tokens.start)..entry.name.end.max(cue.tokens.end);
            let confidence = cue.confidence * if target.explicit { 1.0 } else { 0.85 };
            deeds.push(Deed {
                person: entry.person,
                event: target.event,
                role: cue.role,
                stance,
                video,
                trigger: cue.tokens.clone(),
                cover,
                rule: cue.rule,
                confidence,
            });
        }
    }

    /// The part of the sentence that speaks of this group: up to the next group on either side.
    fn window(&self, cue: &Cue) -> TokenRange {
        let end = self.behind().end.max(cue.tokens.end);
        let start = self.ahead().start.min(cue.tokens.start);
        start..end
    }

    fn stance(&self, cue: &Cue, window: &TokenRange) -> Stance {
        let before = cue.tokens.start.saturating_sub(4).max(self.sentence.tokens.start)..cue.tokens.end;
        if self.reading.has(before.clone(), WordClass::Absent)
            || self.reading.has(window.clone(), WordClass::Absent)
                && (cue.role == Role::Presence || matches!(cue.rule, "speaker-noun" | "sentence-cue"))
        {
            return Stance::Denied;
        }
        let right_before = cue.tokens.start.saturating_sub(3).max(self.group.range.end.min(cue.tokens.start))..cue.tokens.start;
        if self.reading.has(right_before.clone(), WordClass::Negation) || self.reading.has(right_before, WordClass::Absent) {
            return Stance::Denied;
        }
        let asked = cue.tokens.start.saturating_sub(6).max(window.start)..(cue.tokens.end + 2).min(window.end);
        if self.reading.has(asked, WordClass::Invited) && cue.role == Role::Presence {
            return Stance::Hypothetical;
        }
        if self.reading.has(before.clone(), WordClass::Future) {
            return Stance::Planned;
        }
        if self.reading.has(before, WordClass::Hypothetical) && cue.role == Role::Presence {
            return Stance::Hypothetical;
        }
        Stance::Reported
    }

    /// `told Reuters`, `told the BBC`: said to a body, and no event is named.
    fn told_a_body(&self, cue: &Cue) -> bool {
        let next = cue.tokens.end + usize::from(self.is(cue.tokens.end, WordClass::Determiner));
        let name = self.reading.name_at(next).filter(|(name, _)| name.kind == Kind::Organization);
        cue.rule == "speech-verb" && name.is_some_and(|(name, _)| name.tokens.end <= self.sentence.tokens.end)
    }

    /// `at the forum`: whether the sentence names an event behind a preposition for events.
    fn is_at(&self, event: LocalIdx) -> bool {
        let placed = |range: &TokenRange| {
            (range.start.saturating_sub(3).max(self.sentence.tokens.start)..range.start).any(|at| self.is(at, WordClass::AtEvent))
        };
        self.reading.events_in(self.sentence.tokens.clone()).iter().any(|(range, idx)| *idx == event && placed(range))
    }

    fn said_elsewhere(&self, window: &TokenRange) -> bool {
        self.reading.has(window.clone(), WordClass::Elsewhere)
    }
}

/// Which of two cues tells more.
fn rank(role: Role) -> u8 {
    match role {
        Role::Chair => 3,
        Role::Speech => 2,
        _ => 1,
    }
}
