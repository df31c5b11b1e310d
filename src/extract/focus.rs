//! Which event a sentence speaks of.

use super::reading::Reading;
use crate::model::{Line, LocalIdx, Sentence, TokenKind, TokenRange, WordClass};

/// The label of a line of a programme ends within so many tokens, its mark included.
const LABEL: usize = 8;

/// The event that a cue is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target {
    pub(super) event: LocalIdx,
    /// The sentence itself names or means the event.
    pub(super) explicit: bool,
    /// The noun that means it seems to speak of a gathering that the article does not name.
    pub(super) doubtful: bool,
}

/// The same for what people did, in scripts without spaces: what follows a word of speech is what was said, so that its event
/// stands before it, in the sentence or earlier in the paragraph.
pub(super) fn event_of_deed(
    reading: &Reading<'_>,
    sentence: &Sentence,
    cue: &TokenRange,
    group: &TokenRange,
    speech: bool,
) -> Option<Target> {
    let events = reading.events_in(sentence.tokens.clone());
    let ahead = || events.iter().any(|(range, _)| range.end <= cue.end.max(group.start));
    let gap = |range: &TokenRange| (cue.end..range.start).any(|at| matches!(reading.folded(at), "," | "，" | ":" | "：" | "\""));
    let behind = || events.iter().any(|(range, _)| range.start >= cue.end && range.start - cue.end <= 20 && !gap(range));
    if ahead() || behind() && !speech {
        return event_for(reading, &clipped(reading, sentence, cue, speech), cue, group);
    }
    let local = last_in_paragraph(reading, sentence).map(|event| Target { event, explicit: false, doubtful: false });
    local.or_else(|| event_for(reading, &Sentence { tokens: group.start..group.start, ..sentence.clone() }, cue, group))
}

/// The sentence up to what is said in it.
fn clipped(reading: &Reading<'_>, sentence: &Sentence, cue: &TokenRange, speech: bool) -> Sentence {
    let marks = |at: usize| matches!(reading.folded(at), "," | "，" | ":" | "：" | "\"" | "“" | "「");
    let end = (cue.end..sentence.tokens.end).find(|&at| marks(at)).filter(|_| speech).unwrap_or(sentence.tokens.end);
    Sentence { tokens: sentence.tokens.start..end, ..sentence.clone() }
}

/// The last event that the paragraph speaks of before a sentence, one to come among them; for a line of a programme, that of the
/// lines right above it.
pub(super) fn last_in_paragraph(reading: &Reading<'_>, sentence: &Sentence) -> Option<LocalIdx> {
    let line = reading.document.lines.get(sentence.line)?;
    let events = reading.events_in(line.tokens.start..sentence.tokens.start);
    events.last().map(|(_, event)| *event).or_else(|| of_section(reading, sentence))
}

/// `TITLE / 时间：… / 主持人：…`: the last event of the lines above a labelled line, without an empty line between.
pub(super) fn of_section(reading: &Reading<'_>, sentence: &Sentence) -> Option<LocalIdx> {
    let lines = &reading.document.lines;
    let is_labelled = |line: &Line| {
        let start = line.tokens.start;
        (start..line.tokens.end.min(start + LABEL)).any(|at| matches!(reading.folded(at), ":" | "："))
    };
    let own = lines.get(sentence.line).filter(|line| !reading.pack.spaced && is_labelled(line))?;
    let mut glued = reading.document.tokens[own.tokens.start].breaks <= 1;
    for line in lines[..sentence.line].iter().rev() {
        if !glued {
            return None;
        }
        if let Some((_, event)) = reading.events_in(line.tokens.clone()).pop() {
            return Some(event);
        }
        glued = reading.document.tokens[line.tokens.start].breaks <= 1;
    }
    None
}

/// The event that what was done happened at: the one named behind the cue, else elsewhere in the sentence, else the one the
/// article is about (or the press conference, where the article announces an event to come).
pub(super) fn event_for(reading: &Reading<'_>, sentence: &Sentence, cue: &TokenRange, group: &TokenRange) -> Option<Target> {
    let events = reading.events_in(sentence.tokens.clone());
    let at_event = |range: &TokenRange| {
        let before = range.start.saturating_sub(3).max(sentence.tokens.start)..range.start;
        before.clone().any(|at| reading.is(at, WordClass::AtEvent))
    };
    let complement =
        (cue.end..sentence.tokens.end).find(|&at| reading.is(at, WordClass::Complement)).unwrap_or(sentence.tokens.end);
    let behind =
        events.iter().filter(|(range, _)| range.start >= cue.end && range.start < complement && range.start - cue.end <= 20);
    let behind =
        behind.clone().find(|(range, _)| at_event(range) || range.start - cue.end <= 3).or_else(|| behind.clone().next());
    let ahead = events.iter().rfind(|(range, _)| range.end <= cue.start.max(group.start));
    let inside = events.iter().find(|(range, _)| range.start >= cue.start && range.end <= cue.end);
    // `the talk that was organized by A at the summit`: a relative clause is about what stands right before it
    let relative =
        (cue.start.saturating_sub(2).max(sentence.tokens.start)..cue.start).any(|at| reading.is(at, WordClass::RelativePronoun));
    let head = ahead.filter(|(range, _)| relative && cue.start - range.end.min(cue.start) <= 4);
    let chosen = inside
        .or(head)
        .or(behind)
        .or(ahead)
        .or_else(|| events.iter().find(|(range, _)| range.start < complement && at_event(range)));
    if let Some((range, event)) = chosen {
        return Some(Target { event: *event, explicit: true, doubtful: is_another(reading, range, *event) });
    }
    if let Some(event) = earlier_in_paragraph(reading, sentence).filter(|_| reading.pack.spaced) {
        return Some(Target { event, explicit: false, doubtful: false });
    }
    if let Some(event) = of_section(reading, sentence) {
        return Some(Target { event, explicit: false, doubtful: false });
    }
    let fallback = match (reading.main, reading.press) {
        (Some(main), Some(press)) if reading.is_planned(main) => Some(press),
        (main, press) => main.or(press),
    };
    fallback.map(|event| Target { event, explicit: false, doubtful: false })
}

/// `its spring meeting`, in an article about a festival: a noun that is no part of the event's name and that its own words set apart
/// speaks of a gathering that the article does not name.
fn is_another(reading: &Reading<'_>, noun: &TokenRange, event: LocalIdx) -> bool {
    if !reading.pack.spaced
        || reading.pack.body_follows_title
        || reading.name_at(noun.start).is_some()
        // `Initiative for Media DIALOGUE`: part of some title
        || reading.document.tokens[noun.start].is_capital()
        || reading.main != Some(event)
    {
        return false;
    }
    let own = reading.described.iter().any(|(range, _)| range == noun) || reading.press == Some(event);
    let words = reading.document.text(noun).to_lowercase();
    let fits = reading.entity(event).names.iter().any(|name| name.to_lowercase().contains(&words));
    let pointed = noun.start > 0
        && (reading.is(noun.start - 1, WordClass::Determiner) || reading.is(noun.start - 1, WordClass::Demonstrative))
        && !reading.is(noun.start - 1, WordClass::Indefinite);
    let part = reading.document.hit_at(noun.start, WordClass::EventPart).is_some();
    let small = reading.document.tokens[noun.start].kind == TokenKind::Lower;
    small && !own && !fits && !pointed && !part
}

/// Whether a noun of a sentence speaks of a gathering that the article does not name.
pub(super) fn speaks_of_another(reading: &Reading<'_>, sentence: &Sentence) -> bool {
    reading.events_in(sentence.tokens.clone()).iter().any(|(range, event)| is_another(reading, range, *event))
}

/// The last event that the paragraph speaks of before a sentence; one to come only if the article is about it.
fn earlier_in_paragraph(reading: &Reading<'_>, sentence: &Sentence) -> Option<LocalIdx> {
    let line = reading.document.lines.get(sentence.line)?;
    let events = reading.events_in(line.tokens.start..sentence.tokens.start);
    let now = |event: &LocalIdx| !reading.is_planned(*event) || reading.main == Some(*event);
    events.into_iter().map(|(_, event)| event).rfind(now)
}
