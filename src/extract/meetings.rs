//! Meetings of two people that a verb tells of: `A met with B`, `A received B`.
//!
//! Each is an event, named after the two in the language's own words. Where an article is about nothing else, the first of them is
//! its main event.

use super::{events, reading::Reading};
use crate::model::{Kind, LocalIdx, Sentence, TokenKind, TokenRange, WordClass};

/// A meeting that an article is about stands in its first sentences.
const LEAD: usize = 3;
/// A pronoun means somebody of so many sentences before.
const MEMORY: usize = 2;
/// Those who meet stand within so many tokens of the verb: with their posts in front.
const REACH: usize = 24;

/// Adds an event for each such meeting and notes the verb as what speaks of it.
pub(super) fn discover(reading: &mut Reading<'_>) {
    if reading.pack.unnamed_meeting.is_empty() {
        return;
    }
    let mut met: Vec<(usize, TokenRange, LocalIdx, LocalIdx)> = Vec::new();
    for (position, sentence) in reading.sentences().enumerate() {
        // `on the sidelines of the Summit A met B`: it was there.
        // `At the opening ceremony A welcomed B`, likewise
        let at_event = |hit: &crate::model::Hit| {
            let floor = hit.tokens.start.saturating_sub(4).max(sentence.tokens.start);
            let small = reading.document.tokens[hit.tokens.start].kind == TokenKind::Lower;
            let marked =
                (floor..hit.tokens.start).any(|at| reading.pack.event_prepositions.iter().any(|word| word == reading.folded(at)));
            small && marked && !reading.is(hit.tokens.start, WordClass::MeetVerb)
        };
        let parts = || reading.document.hits_in(sentence.tokens.clone(), WordClass::EventPart).any(at_event);
        let nouns = || reading.document.hits_in(sentence.tokens.clone(), WordClass::EventNoun).any(at_event);
        if reading.kind_in(sentence.tokens.clone(), Kind::Event).next().is_some() || reading.pack.spaced && (parts() || nouns()) {
            continue;
        }
        for verb in reading.document.hits_in(sentence.tokens.clone(), WordClass::MeetVerb) {
            if let Some((a, b)) = pair(reading, sentence, &verb.tokens) {
                met.push((position, verb.tokens.clone(), a, b));
            }
        }
    }
    let mut known: Vec<(LocalIdx, LocalIdx, LocalIdx)> = Vec::new();
    for (position, verb, a, b) in met {
        let same = known.iter().find(|(x, y, _)| (*x, *y) == (a, b) || (*x, *y) == (b, a)).map(|(.., idx)| *idx);
        let idx = same.unwrap_or_else(|| {
            let name = reading.pack.unnamed_meeting.replace("{a}", &full(reading, a)).replace("{b}", &full(reading, b));
            events::add(reading, name, vec![reading.document.span(&verb)])
        });
        known.push((a, b, idx));
        if reading.main.is_none() && position < LEAD {
            reading.main = Some(idx);
        }
        reading.described.push((verb, idx));
    }
}

/// The last person before the verb and the first behind it, in one clause.
fn pair(reading: &Reading<'_>, sentence: &Sentence, verb: &TokenRange) -> Option<(LocalIdx, LocalIdx)> {
    if reading.document.name_at(verb.start).is_some() {
        return None;
    }
    let before = sentence.tokens.start.max(verb.start.saturating_sub(REACH))..verb.start;
    let behind = verb.end..sentence.tokens.end.min(verb.end + REACH * 2 / 3);
    let Some((name, a)) = reading.kind_in(before.clone(), Kind::Person).last() else {
        return of_pronoun(reading, sentence, before, behind);
    };
    let Some((other, b)) = reading.kind_in(behind, Kind::Person).next() else {
        // `A同B举行会谈`
        let (first, other) = reading.kind_in(before, Kind::Person).filter(|(_, idx)| *idx != a).last()?;
        let between = first.tokens.end..name.tokens.start;
        let with = reading.has(between.clone(), WordClass::Conjunction) || reading.has(between.clone(), WordClass::AtEvent);
        let marked = between.clone().any(|at| matches!(reading.folded(at), "," | "，" | "、" | "。"));
        return (!reading.pack.spaced && with && !marked).then_some((other, a));
    };
    let own_verb = |at: usize| {
        [WordClass::SpeechVerb, WordClass::ChairVerb, WordClass::HostVerb].iter().any(|&class| reading.is(at, class))
            && reading.document.name_at(at).is_none()
    };
    let crossed = (name.tokens.end..verb.start).any(own_verb) || (verb.end..other.tokens.start).any(own_verb);
    // `received a delegation LED BY B`, but no `was received … BY B`
    let led = |at: usize| reading.document.hits_in(verb.end..at + 1, WordClass::Including).any(|hit| hit.tokens.end == at + 1);
    let given =
        (verb.end..other.tokens.start).any(|at| reading.is(at, WordClass::AgentBy) && !led(at) || reading.folded(at) == ":");
    let denied = (name.tokens.end..verb.start).any(|at| reading.is(at, WordClass::Negation));
    (a != b && !crossed && !given && !denied).then_some((a, b))
}

/// `HE held talks with B`: who was named first in the last sentence that names one person or two.
fn of_pronoun(
    reading: &Reading<'_>,
    sentence: &Sentence,
    before: TokenRange,
    behind: TokenRange,
) -> Option<(LocalIdx, LocalIdx)> {
    let light = [WordClass::Filler, WordClass::Future, WordClass::Copula];
    let subject = before.rev().find(|&at| !light.iter().any(|&class| reading.is(at, class)))?;
    let (_, b) =
        reading.kind_in(behind.clone(), Kind::Person).next().filter(|_| reading.is(subject, WordClass::PersonPronoun))?;
    // `she received it from B`
    let apart = [WordClass::AgentBy, WordClass::ThingPronoun];
    let given = behind.clone().any(|at| apart.iter().any(|&class| reading.is(at, class)));
    let here = reading.document.sentence_of(sentence.tokens.start);
    let earlier = reading.document.sentences[here.saturating_sub(MEMORY)..here].iter().rev();
    let people = |tokens: TokenRange| reading.kind_in(tokens, Kind::Person).map(|(_, idx)| idx).collect::<Vec<_>>();
    let named = earlier.map(|sentence| people(sentence.tokens.clone())).find(|people| !people.is_empty())?;
    let a = named.first().copied().filter(|_| named.len() <= 2 && !given)?;
    (a != b && reading.pack.spaced).then_some((a, b))
}

/// The longest name of an entity.
fn full(reading: &Reading<'_>, idx: LocalIdx) -> String {
    reading.entity(idx).names.iter().max_by_key(|name| name.len()).cloned().unwrap_or_default()
}
