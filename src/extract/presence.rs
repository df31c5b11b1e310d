//! Who was there though no verb says so: people whom a report of an event names in passing.
//!
//! A report that is about one event names few people who were not there, and most of those are set off by words of their own:
//! they are quoted from elsewhere, invited, absent, written to, remembered, or owners of something. Whoever is left is taken to
//! have been present, with a confidence that says how this was found.

use super::{posts::Entry, reading::Reading, roles::Deed};
use crate::{
    knowledge::Role,
    model::{LineRole, LocalIdx, Sentence, Stance, TokenRange, WordClass},
};

/// What such a guess is worth.
const CONFIDENCE: f64 = 0.5;
/// What an article is about stands in so many sentences of its text.
const LEAD: usize = 2;
/// Words that set a person apart stand within so many tokens.
const NEAR: usize = 8;
/// Words for an earlier time stand within so many tokens.
const CLOSE: usize = 6;
/// In front of the name within so many.
const BEFORE: usize = 4;

/// Adds to the deeds those who are merely named. `named`: the people of each sentence, in text order.
pub(super) fn complete(reading: &Reading<'_>, named: &[(&Sentence, Vec<Entry>)], deeds: &mut Vec<Deed>) {
    let Some(event) = reading.main.filter(|&main| !reading.is_planned(main) && is_reported(reading, main)) else { return };
    let mut done: Vec<LocalIdx> = deeds.iter().map(|deed| deed.person).collect();
    for (sentence, entries) in named {
        for entry in entries.iter().filter(|entry| entry.named) {
            let event = told_of(reading, sentence).unwrap_or(event);
            if done.contains(&entry.person) || is_ahead_of(reading, sentence, event) || !is_free(reading, sentence, entry, event)
            {
                continue;
            }
            done.push(entry.person);
            deeds.push(Deed {
                person: entry.person,
                event,
                role: Role::Presence,
                stance: Stance::Reported,
                video: false,
                trigger: entry.name.clone(),
                cover: entry.name.clone(),
                rule: "named-in-report",
                confidence: CONFIDENCE,
            });
        }
    }
}

/// The event that the paragraph spoke of last before a sentence: the article's, where that sentence speaks of it too.
fn told_of(reading: &Reading<'_>, sentence: &Sentence) -> Option<LocalIdx> {
    if reading.pack.body_follows_title {
        return None;
    }
    let here = reading.document.sentence_of(sentence.tokens.start);
    let earlier = reading.document.sentences[..here].iter().rev().take_while(|other| other.line == sentence.line);
    let mut meant = earlier.map(|other| reading.events_in(other.tokens.clone()));
    let events = meant.find(|events| !events.is_empty())?;
    let main = events.iter().map(|(_, event)| *event).find(|&event| reading.main == Some(event));
    let last = events.last().map(|(_, event)| *event);
    main.or(last).filter(|&event| !reading.is_planned(event) && reading.press != Some(event))
}

/// Whether the article speaks of the event in two sentences at least, or of it alone from its first sentence on.
fn is_reported(reading: &Reading<'_>, event: LocalIdx) -> bool {
    let meant = |sentence: &Sentence| reading.events_in(sentence.tokens.clone());
    let speaks = |sentence: &&Sentence| meant(sentence).iter().any(|(_, idx)| *idx == event);
    let alone = || reading.sentences().all(|sentence| meant(sentence).iter().all(|(_, idx)| *idx == event));
    let told = |sentence: &&Sentence| speaks(sentence) && !reading.has(sentence.tokens.clone(), WordClass::Message);
    let leads = || reading.sentences().take(LEAD).find(speaks).is_some_and(|sentence| told(&sentence));
    reading.sentences().filter(speaks).count() >= 2 || leads() && alone()
}

/// Whether the article has not yet spoken of the event where it speaks of it once.
fn is_ahead_of(reading: &Reading<'_>, sentence: &Sentence, event: LocalIdx) -> bool {
    let speaks = |sentence: &&Sentence| reading.events_in(sentence.tokens.clone()).iter().any(|(_, idx)| *idx == event);
    let mut told = reading.sentences().filter(speaks).map(|sentence| sentence.tokens.start);
    told.next().is_some_and(|first| sentence.tokens.start < first) && told.next().is_none()
}

/// Whether nothing sets the person apart from those present.
fn is_free(reading: &Reading<'_>, sentence: &Sentence, entry: &Entry, event: LocalIdx) -> bool {
    let apart = [
        WordClass::Absent,
        WordClass::Elsewhere,
        WordClass::Message,
        WordClass::Invited,
        WordClass::Byline,
        WordClass::Hypothetical,
        WordClass::OtherDate,
    ];
    let near = entry.name.start.saturating_sub(NEAR).max(sentence.tokens.start)..(entry.name.end + NEAR).min(sentence.tokens.end);
    let reach = if reading.pack.body_follows_title { NEAR } else { CLOSE };
    let close =
        entry.name.start.saturating_sub(if reading.pack.body_follows_title { NEAR } else { BEFORE }).max(sentence.tokens.start)
            ..(entry.name.end + reach).min(sentence.tokens.end);
    let before = entry.whole.start.saturating_sub(3).max(sentence.tokens.start)..entry.whole.start;
    let linked = entry.whole.start > sentence.tokens.start
        && reading.is(entry.whole.start - 1, WordClass::NameLink)
        && !reading.is(entry.whole.start - 1, WordClass::Conjunction);
    let other_event = reading.events_in(sentence.tokens.clone()).iter().any(|(_, idx)| *idx != event);
    sentence.role == LineRole::Body
        && apart.iter().all(|&class| !reading.has(near.clone(), class))
        && !reading.has(before.clone(), WordClass::Quoting)
        && !reading.has(close, WordClass::Past)
        && !linked
        && !other_event
        && !super::focus::speaks_of_another(reading, sentence)
        && !is_told_of(reading, sentence.tokens.start..entry.name.start)
        && reading.folded(entry.name.end) != "'s"
        && reading.document.title_at(entry.name.start).is_none()
        && !is_quoted(reading, sentence, entry.name.clone())
}

/// `said that NAME`: somebody else's words are about the person.
fn is_told_of(reading: &Reading<'_>, before: TokenRange) -> bool {
    let said = before.clone().find(|&at| reading.is(at, WordClass::SpeechVerb));
    said.is_some_and(|said| (said..before.end).any(|at| reading.is(at, WordClass::Complement)))
}

/// Inside quotation marks: named by a speaker.
fn is_quoted(reading: &Reading<'_>, sentence: &Sentence, name: TokenRange) -> bool {
    let marks = (sentence.tokens.start..name.start).filter(|&at| reading.folded(at) == "\"").count();
    marks % 2 == 1
}
