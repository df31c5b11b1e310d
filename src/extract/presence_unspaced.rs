//! Who was there by being named in the report of a gathering, though no word tells what they did, in scripts without spaces.
//!
//! A report names those who were there; the others are set aside by the words around them: a message, an absence, a conversation
//! elsewhere, an earlier time, a reporter's line.

use super::{focus, posts::Entry, reading::Reading, roles::Deed};
use crate::{
    knowledge::Role,
    model::{LineRole, LocalIdx, Sentence, Stance, TokenRange, WordClass},
};

/// How sure it is.
const CONFIDENCE: f64 = 0.6;

/// Appends a presence for each person of whom no deed is known. `named` holds the people of each sentence.
pub(super) fn read(reading: &Reading<'_>, named: &[(&Sentence, Vec<Entry>)], deeds: &mut Vec<Deed>) {
    let mut done: Vec<LocalIdx> = deeds.iter().map(|deed| deed.person).collect();
    let aside: Vec<LocalIdx> = named
        .iter()
        .flat_map(|(sentence, entries)| entries.iter().filter(|entry| is_set_aside(reading, sentence, entry)))
        .map(|entry| entry.person)
        .collect();
    for (sentence, entries) in named.iter().filter(|(sentence, _)| sentence.role == LineRole::Body) {
        for entry in entries {
            if done.contains(&entry.person) || aside.contains(&entry.person) || !is_told_of(reading, sentence, entry) {
                continue;
            }
            let target = focus::event_of_deed(reading, sentence, &entry.name, &entry.whole, false);
            let Some(target) = target.filter(|target| !reading.is_planned(target.event)) else { continue };
            done.push(entry.person);
            deeds.push(Deed {
                person: entry.person,
                event: target.event,
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

/// The clause of a name, from mark to mark.
fn clause(reading: &Reading<'_>, sentence: &Sentence, entry: &Entry) -> TokenRange {
    let ends = |at: usize| matches!(reading.folded(at), "," | "，" | ";" | "；" | "。");
    let start = (sentence.tokens.start..entry.whole.start).rev().find(|&at| ends(at)).map_or(sentence.tokens.start, |at| at + 1);
    let end = (entry.whole.end..sentence.tokens.end).find(|&at| ends(at)).unwrap_or(sentence.tokens.end);
    start..end
}

/// Whether words around a name say that the person was not there.
fn is_set_aside(reading: &Reading<'_>, sentence: &Sentence, entry: &Entry) -> bool {
    let near = clause(reading, sentence, entry);
    let anywhere = [WordClass::Absent, WordClass::Elsewhere, WordClass::Message, WordClass::Invited];
    let whole = sentence.tokens.clone();
    anywhere.iter().any(|&class| reading.has(whole.clone(), class))
        || reading.has(near.start..entry.whole.start, WordClass::Past)
        || reading.has(near, WordClass::Hypothetical)
}

/// Whether a name stands in the report's own words, as somebody and not as whose something is.
fn is_told_of(reading: &Reading<'_>, sentence: &Sentence, entry: &Entry) -> bool {
    let document = reading.document;
    let quoted = document.title_at(entry.name.start).is_some() || document.in_dateline(entry.name.start);
    let owner = reading.folded(entry.whole.end) == reading.pack.of_word;
    let cited = document.hits_in(entry.whole.start.saturating_sub(4)..entry.whole.start, WordClass::Quoting).next().is_some();
    let byline = document.hits_in(sentence.tokens.start..entry.name.start, WordClass::Byline).next().is_some();
    !quoted && !owner && !cited && !byline
}
