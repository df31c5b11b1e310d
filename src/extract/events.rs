//! Which gatherings an article speaks of: named ones, the one it is about, those without a name, and which noun means which.

use super::reading::Reading;
use crate::model::{EventTraits, Kind, LineRole, LocalEntity, LocalIdx, PartialDate, TokenRange, WordClass};

/// What an article is about stands in so many sentences of its text.
const LEAD: usize = 5;

/// A line of fewer tokens is no sentence that tells what an article is about.
const SHORTEST: usize = 8;

/// Fills in the main event, described events and the nouns that stand for events.
pub(super) fn discover(reading: &mut Reading<'_>) {
    reading.main = choose_main(reading);
    describe_main(reading);
    super::meetings::discover(reading);
    describe_press(reading);
    super::editions::discover(reading);
    super::described::discover(reading);
    mark_traits(reading);
    reading.references = references(reading);
}

/// The named event with the most weight: mentions, early mention, headline, words of holding beside it.
fn choose_main(reading: &Reading<'_>) -> Option<LocalIdx> {
    let events: Vec<LocalIdx> = indices(reading).filter(|&idx| reading.kind(idx) == Kind::Event).collect();
    let weights = events.iter().map(|&idx| (weight(reading, idx), idx));
    let best = weights.max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)))?;
    (best.0 > 0 && !is_aside(reading, best.1)).then_some(best.1)
}

/// Named once, far down, in an article that speaks of a gathering without a name from its start.
fn is_aside(reading: &Reading<'_>, event: LocalIdx) -> bool {
    let told = |sentence: &&crate::model::Sentence| sentence.role == LineRole::Body && sentence.tokens.len() >= SHORTEST;
    let body: Vec<_> = reading.sentences().filter(told).collect();
    let lead = body.get(LEAD).map_or(usize::MAX, |sentence| sentence.span.start);
    let entity = reading.entity(event);
    let late = entity.mentions.len() == 1 && entity.mentions.iter().all(|mention| mention.start >= lead);
    let own = |hit: &crate::model::Hit| {
        let noun = reading.document.text(&hit.tokens).to_lowercase();
        reading.document.name_at(hit.tokens.start).is_none()
            && !reading.is(hit.tokens.start, WordClass::EventPart)
            && !entity.names.iter().any(|name| name.to_lowercase().contains(&noun))
    };
    let opening = body.iter().take(LEAD);
    let nouns =
        opening.filter(|sentence| reading.document.hits_in(sentence.tokens.clone(), WordClass::EventNoun).any(own)).count();
    // `Kongres III X bertema … dibuka di Palu`: told as what the article is about, however late
    let told = |sentence: &crate::model::Sentence| {
        reading.pack.body_follows_title
            && reading.kind_in(sentence.tokens.clone(), Kind::Event).any(|(_, idx)| idx == event)
            && reading.has(sentence.tokens.clone(), WordClass::ThemeBy)
            && reading.has(sentence.tokens.clone(), WordClass::HoldVerb)
    };
    reading.pack.spaced && late && nouns >= 1 && !reading.sentences().any(told)
}

fn indices(reading: &Reading<'_>) -> impl Iterator<Item = LocalIdx> + use<> {
    (0..u32::try_from(reading.entities.len()).unwrap_or(u32::MAX)).map(LocalIdx)
}

fn weight(reading: &Reading<'_>, event: LocalIdx) -> i32 {
    let mut weight = 0;
    for (position, sentence) in reading.sentences().enumerate() {
        let named = reading.kind_in(sentence.tokens.clone(), Kind::Event).filter(|&(_, idx)| idx == event).count();
        if named == 0 {
            continue;
        }
        let has = |class| i32::from(reading.has(sentence.tokens.clone(), class));
        let session = reading.has(sentence.tokens.clone(), WordClass::SubEventNoun)
            && reading
                .kind_in(sentence.tokens.clone(), Kind::Event)
                .any(|(name, idx)| idx == event && name.rule == "quoted-event");
        weight += 2 * i32::try_from(named.min(3)).unwrap_or(3);
        weight += if position < 4 { 4 } else { 0 };
        weight += if sentence.role == LineRole::Headline { 2 } else { 0 };
        weight -= if session { 6 } else { 0 };
        weight += 2 * has(WordClass::HoldVerb) + 2 * has(WordClass::HostBy) + has(WordClass::ThemeBy);
        let opening = !reading.pack.spaced && position < 3;
        weight -= if opening { 0 } else { 2 * has(WordClass::Past) };
    }
    let entity = reading.entity(event);
    let year = entity.event.as_ref().and_then(|traits| traits.year);
    let old = year.zip(reading.document.published).is_some_and(|(year, published)| year < published.year - 1);
    let next = entity.mentions.iter().all(|mention| preceded_by(reading, mention.start, WordClass::Next));
    weight - if old { 8 } else { 0 } - if next { 8 } else { 0 }
}

fn preceded_by(reading: &Reading<'_>, byte: usize, class: WordClass) -> bool {
    let at = reading.document.tokens.partition_point(|token| token.span.start < byte);
    // `the next round of`, `next year's`
    (at.saturating_sub(3)..at).any(|at| reading.is(at, class))
}

/// An article that names no event and yet speaks of one throughout: an event noun with hosts, a theme or a place beside it.
fn describe_main(reading: &mut Reading<'_>) {
    if reading.main.is_some() {
        return;
    }
    let mut nouns: Vec<TokenRange> = Vec::new();
    let mut proof = 0;
    for sentence in reading.sentences() {
        // part of an event's name, where an event that has one is no more than an aside
        let named = |at: usize| reading.document.name_at(at).is_some_and(|name| name.kind == Kind::Event) && reading.pack.spaced;
        let hits = reading.document.hits_in(sentence.tokens.clone(), WordClass::EventNoun);
        // `the previous, fourth meeting of the Commission`
        let other = |at: usize| {
            let near = at.saturating_sub(4).max(sentence.tokens.start)..at;
            reading.pack.spaced && near.clone().any(|at| reading.is(at, WordClass::Past) || reading.is(at, WordClass::Next))
        };
        let found: Vec<_> =
            hits.map(|hit| hit.tokens.clone()).filter(|tokens| !named(tokens.start) && !other(tokens.start)).collect();
        if !found.is_empty() {
            let has = |class| usize::from(reading.has(sentence.tokens.clone(), class));
            let dated = reading.document.dates.iter().any(|date| sentence.tokens.contains(&date.tokens.start) && !date.dateline);
            proof += has(WordClass::HostBy) + has(WordClass::ThemeBy) + has(WordClass::HoldVerb) + has(WordClass::AttendBy);
            proof += has(WordClass::AttendVerb) + usize::from(dated);
        }
        nouns.extend(found);
    }
    let Some(first) = nouns.first().cloned().filter(|_| nouns.len() >= 2 && proof >= 2 || proof >= 3) else {
        return;
    };
    let about = theme(reading).unwrap_or_else(|| reading.document.article.title.clone().unwrap_or_default());
    // The fullest way in which the article speaks of it.
    let body = |phrase: &TokenRange| reading.kind_in(phrase.clone(), Kind::Organization).next().is_some();
    let phrases = nouns.iter().map(|noun| super::described::noun_phrase(reading, noun));
    let fullest = phrases.filter(body).max_by_key(|phrase| (phrase.len(), std::cmp::Reverse(phrase.start)));
    let name = match fullest {
        Some(phrase) => reading.document.text(&phrase).split_whitespace().collect::<Vec<_>>().join(" "),
        None => describe(reading, &reading.document.text(&first).to_lowercase(), &about),
    };
    let mentions = nouns.iter().map(|tokens| reading.document.span(tokens)).collect();
    reading.main = Some(add(reading, name, mentions));
}

/// The first theme of the article, in quotation marks.
fn theme(reading: &Reading<'_>) -> Option<String> {
    let after_theme =
        |title: &&TokenRange| (title.start.saturating_sub(5)..title.start).any(|at| reading.is(at, WordClass::ThemeBy));
    reading.document.titles.iter().find(after_theme).map(|title| format!("“{}”", reading.document.text(title)))
}

pub(super) fn describe(reading: &Reading<'_>, noun: &str, about: &str) -> String {
    reading.pack.unnamed_event.replace("{noun}", noun).replace("{about}", about).trim().to_owned()
}

pub(super) fn add(reading: &mut Reading<'_>, name: String, mentions: Vec<crate::model::Span>) -> LocalIdx {
    let event = Some(EventTraits { unnamed: true, ..EventTraits::default() });
    reading.entities.push(LocalEntity { kind: Kind::Event, names: vec![name], mentions, event, gazetteer: None });
    LocalIdx(u32::try_from(reading.entities.len() - 1).unwrap_or(u32::MAX))
}

/// A press conference is an event of its own, even without a name.
fn describe_press(reading: &mut Reading<'_>) {
    let mut hits: Vec<TokenRange> = Vec::new();
    for sentence in reading.document.sentences.iter().filter(|sentence| sentence.role != LineRole::Noise) {
        let unnamed = |at: usize| reading.pack.spaced || reading.document.name_at(at).is_none_or(|name| name.kind != Kind::Event);
        let press = reading.document.hits_in(sentence.tokens.clone(), WordClass::PressEvent);
        hits.extend(press.filter(|hit| unnamed(hit.tokens.start)).map(|hit| hit.tokens.clone()));
    }
    let Some(first) = hits.first().cloned() else { return };
    let about = reading.main.map(|main| reading.entity(main).names[0].clone()).unwrap_or_default();
    let noun = reading.document.text(&first).to_lowercase();
    let name = describe(reading, &noun, &about);
    let mentions = hits.iter().map(|tokens| reading.document.span(tokens)).collect();
    let idx = add(reading, name, mentions);
    reading.press = Some(idx);
    let bare = reading.document.text(&first).to_owned();
    let names = &mut reading.entities[idx.0 as usize].names;
    if !names.contains(&bare) {
        names.push(bare);
    }
}

fn mark_traits(reading: &mut Reading<'_>) {
    for idx in indices(reading) {
        let is_main = reading.main == Some(idx);
        let series = series_name(reading, idx);
        if let Some(traits) = &mut reading.entities[idx.0 as usize].event {
            traits.main = is_main;
            traits.series = series;
        }
    }
}

/// The event's longest name without edition, year and abbreviation.
pub(super) fn series_name(reading: &Reading<'_>, event: LocalIdx) -> Option<String> {
    let calendar = &reading.knowledge.calendars[reading.document.language];
    let entity = reading.entity(event);
    if entity.kind != Kind::Event || entity.event.as_ref().is_some_and(|traits| traits.unnamed) {
        return None;
    }
    let bare = |name: &str| {
        let mut depth = 0;
        let mut words = Vec::new();
        for word in name.split_whitespace() {
            depth += word.matches('(').count();
            let mark = word.parse::<u16>().is_ok()
                || calendar.ordinal(&word.to_lowercase()).is_some()
                || crate::knowledge::Calendar::roman(word).is_some();
            if depth == 0 && !mark {
                words.push(word);
            }
            depth -= word.matches(')').count().min(depth);
        }
        words.join(" ")
    };
    let full = entity.names.iter().map(|name| bare(name)).max_by_key(String::len)?;
    (!full.is_empty()).then_some(full)
}

/// The nouns that mean an event, each with the event: the last one named with that noun in its name, else the main event.
fn references(reading: &Reading<'_>) -> Vec<(TokenRange, LocalIdx)> {
    let mut references = Vec::new();
    let mut recent: Vec<LocalIdx> = Vec::new();
    for sentence in &reading.document.sentences {
        if sentence.role == LineRole::Noise {
            continue;
        }
        let press = reading.document.hits_in(sentence.tokens.clone(), WordClass::PressEvent);
        let press: Vec<TokenRange> = press.map(|hit| hit.tokens.clone()).collect();
        for at in sentence.tokens.clone() {
            if let Some((name, idx)) = reading.name_at(at)
                && name.kind == Kind::Event
            {
                recent.retain(|&other| other != idx);
                recent.push(idx);
            }
            if let Some((range, idx)) = reading.described.iter().find(|(range, _)| range.start == at) {
                recent.push(*idx);
                references.push((range.clone(), *idx));
                continue;
            }
            if let Some(range) = press.iter().find(|range| range.start == at) {
                references.extend(reading.press.map(|idx| (range.clone(), idx)));
                continue;
            }
            let within_press = press.iter().any(|range| range.contains(&at));
            let part = reading.document.hit_at(at, WordClass::EventPart);
            let Some(hit) = part.or_else(|| reading.document.hit_at(at, WordClass::EventNoun)) else { continue };
            // `赛事总监`: a post, in a script without spaces.
            let posted = !reading.pack.spaced
                && reading.document.hit_at(hit.tokens.end, WordClass::Post).is_some()
                && reading.document.hit_at(at, WordClass::ChairBy).is_none();
            if within_press || posted || reading.document.name_at(at).is_some() {
                continue;
            }
            // `the next Congress will meet in 2029`
            let capital = reading.document.tokens[at].is_capital() && at > sentence.tokens.start && reading.pack.spaced;
            if part.is_none() && capital && preceded_by(reading, reading.document.tokens[at].span.start, WordClass::Next) {
                continue;
            }
            let noun = reading.document.text(&hit.tokens).to_lowercase();
            if part.is_none() && is_another(reading, at, &noun, &recent) {
                continue;
            }
            let meant = if part.is_some() {
                part_of_named(reading, hit.tokens.end).or_else(|| in_paragraph(reading, sentence.line, at)).or(reading.main)
            } else {
                let local = local_event(reading, sentence.line, &hit.tokens);
                apposed(reading, hit.tokens.start).or_else(|| meant_by(reading, &noun, &recent, local))
            };
            references.extend(meant.map(|idx| (hit.tokens.clone(), idx)));
        }
    }
    references
}

/// The event named last before a token in its paragraph, in a script without spaces.
fn in_paragraph(reading: &Reading<'_>, line: usize, at: usize) -> Option<LocalIdx> {
    let from = reading.document.lines.get(line).filter(|_| !reading.pack.spaced)?.tokens.start;
    let named = reading.kind_in(from..at, Kind::Event).map(|(_, idx)| idx).last();
    named.filter(|&idx| reading.main == Some(idx) || !is_ahead_or_past(reading, idx))
}

/// `People's Water Forum, pertemuan tandingan yang …`: the event named right before the noun and a comma.
fn apposed(reading: &Reading<'_>, noun: usize) -> Option<LocalIdx> {
    // Articles and adjectives may stand between: `the World Sepsis Congress, a three-day meeting`.
    let small =
        |at: &usize| reading.document.tokens[*at].kind == crate::model::TokenKind::Lower && !reading.is(*at, WordClass::HoldVerb);
    let first = (noun.saturating_sub(4)..noun).rev().take_while(small).last().unwrap_or(noun);
    let comma = first.checked_sub(1).filter(|&at| reading.folded(at) == ",")?;
    reading.name_before(comma).filter(|(name, _)| name.kind == Kind::Event).map(|(_, idx)| idx)
}

/// `a conference on mini-grids`, in an article whose main event is already named; `job fair`, in one about a gala without a name.
fn is_another(reading: &Reading<'_>, at: usize, noun: &str, recent: &[LocalIdx]) -> bool {
    let Some(main) = reading.main else { return false };
    let entity = reading.entity(main);
    if entity.event.as_ref().is_some_and(|traits| traits.unnamed) {
        let own = |name: &String| {
            let name = name.to_lowercase();
            noun.split_whitespace().any(|word| name.contains(word))
        };
        return !reading.is(at, WordClass::MinorEvent) && noun.contains(' ') && !entity.names.iter().any(own);
    }
    let small = |at: usize| reading.document.tokens[at].kind == crate::model::TokenKind::Lower;
    let article = (at.saturating_sub(3)..at).rev().take_while(|&at| small(at)).any(|at| reading.is(at, WordClass::Indefinite));
    article && recent.contains(&main)
}

/// `opening ceremony of the Second Conference`: the event named behind a link.
fn part_of_named(reading: &Reading<'_>, from: usize) -> Option<LocalIdx> {
    let at = linked(reading, from)?;
    reading.name_at(at).filter(|(name, _)| name.kind == Kind::Event).map(|(_, idx)| idx)
}

/// The token behind links and articles, if there is a link.
pub(super) fn linked(reading: &Reading<'_>, from: usize) -> Option<usize> {
    let mut at = from;
    while at < from + 4
        && (reading.is(at, WordClass::NameLink) || reading.is(at, WordClass::Determiner) || reading.is(at, WordClass::About))
    {
        at += 1;
    }
    (at > from).then_some(at)
}

/// `Oslo Fjord Dialogue akan digelar besok. FORUM ITU …`: the event named last before a noun in its paragraph, where articles are
/// rare.
fn local_event(reading: &Reading<'_>, line: usize, noun: &TokenRange) -> Option<LocalIdx> {
    let from = reading.document.lines.get(line).filter(|_| reading.pack.body_follows_title)?.tokens.start;
    let named = reading.kind_in(from..noun.start, Kind::Event).map(|(_, idx)| idx).last()?;
    let small = reading.document.tokens[noun.start].kind == crate::model::TokenKind::Lower;
    let pointed = reading.is(noun.end, WordClass::Demonstrative) || !small;
    (pointed && reading.press != Some(named)).then_some(named)
}

fn meant_by(reading: &Reading<'_>, noun: &str, recent: &[LocalIdx], local: Option<LocalIdx>) -> Option<LocalIdx> {
    let fits = |idx: LocalIdx| reading.entity(idx).names.iter().any(|name| name.to_lowercase().contains(noun));
    let main_fits = reading.main.filter(|&idx| fits(idx));
    let last_fit = recent.iter().rev().copied().find(|&idx| fits(idx));
    match (main_fits, last_fit) {
        (Some(main), Some(last)) if main != last && recent.last() == Some(&last) && is_ahead_or_past(reading, last) => Some(main),
        (_, Some(last)) => Some(last),
        (Some(main), None) => local.filter(|_| !recent.contains(&main)).or(Some(main)),
        (None, None) => local.or(reading.main),
    }
}

/// An edition that is only compared with: next year's, or one of years ago.
fn is_ahead_or_past(reading: &Reading<'_>, idx: LocalIdx) -> bool {
    let entity = reading.entity(idx);
    let year = entity.event.as_ref().and_then(|traits| traits.year);
    let other_year = year.zip(reading.document.published).is_some_and(|(year, published)| year != published.year);
    other_year || entity.mentions.iter().all(|mention| preceded_by(reading, mention.start, WordClass::Next))
}

/// Which events lie ahead: they start after publication, or the article speaks of holding them in the future and never in the past.
pub(super) fn planned(reading: &Reading<'_>, starts: &[(LocalIdx, PartialDate)]) -> Vec<LocalIdx> {
    let is_ahead = |idx: LocalIdx| {
        let start = starts.iter().find(|(event, _)| *event == idx).map(|(_, start)| *start);
        match (start, reading.document.published) {
            // A later day is another event's, if the article reports of this one, which has no name.
            (Some(start), Some(published)) if start.day.is_some() && published.day.is_some() => {
                let unnamed = reading.entity(idx).event.as_ref().is_some_and(|traits| traits.unnamed);
                start > published && !(unnamed && reading.main == Some(idx) && !speaks_of_future(reading, idx))
            }
            (Some(start), Some(published)) if start.year != published.year => start.year > published.year,
            _ => speaks_of_future(reading, idx),
        }
    };
    indices(reading).filter(|&idx| reading.kind(idx) == Kind::Event && is_ahead(idx)).collect()
}

fn speaks_of_future(reading: &Reading<'_>, event: LocalIdx) -> bool {
    let mut future = 0;
    let mut present = 0;
    for sentence in reading.sentences() {
        let mut holds = reading.document.hits_in(sentence.tokens.clone(), WordClass::HoldVerb).peekable();
        if holds.peek().is_none() || !reading.events_in(sentence.tokens.clone()).iter().any(|(_, idx)| *idx == event) {
            continue;
        }
        let reach = if reading.pack.spaced { 4 } else { 24 };
        let ahead =
            |at: usize| (at.saturating_sub(reach).max(sentence.tokens.start)..=at).any(|at| reading.is(at, WordClass::Future));
        if holds.any(|hit| ahead(hit.tokens.start)) { future += 1 } else { present += 1 }
    }
    let next = reading.entity(event).mentions.iter().all(|mention| preceded_by(reading, mention.start, WordClass::Next));
    future > 0 && future >= present || next && !reading.entity(event).mentions.is_empty()
}
