//! What each person did at which event, in scripts without spaces.
//!
//! The people of a sentence form rows (`A、B和C`). A row takes the verbs behind it, up to the next row; or the verb before it,
//! where that verb is made a noun and a copula or colon introduces the row. Rows that only a comma sets apart share
//! what introduces the first, or what stands behind the last.

use super::{focus, posts::Entry, reading::Reading, roles::Deed};
use crate::{
    knowledge::Role,
    model::{Kind, LocalIdx, Sentence, Stance, TokenKind, TokenRange, WordClass},
};

/// Between a verb that introduces a row and the row stand at most so many tokens.
const LEAD: usize = 18;
/// Between a row and its first verb stand at most so many tokens, unless a comma comes first.
const NEAR: usize = 30;

/// People named in a row.
struct Row<'a> {
    entries: Vec<&'a Entry>,
    range: TokenRange,
}

/// What the people of a row did.
#[derive(Clone, Debug)]
struct Cue {
    role: Role,
    tokens: TokenRange,
    rule: &'static str,
    confidence: f64,
    /// It introduces rows to come.
    opens: bool,
}

/// Appends what the people of one sentence did.
pub(super) fn read(reading: &Reading<'_>, sentence: &Sentence, entries: &[Entry], deeds: &mut Vec<Deed>) {
    let owner = |entry: &&Entry| reading.document.hit_at(entry.name.end, WordClass::PostOffice).is_some();
    let outside: Vec<&Entry> =
        entries.iter().filter(|entry| !reading.document.in_dateline(entry.name.start) && !owner(entry)).collect();
    let finder = Finder { reading, sentence };
    let rows = finder.rows(&outside);
    let mut cues: Vec<Option<Cue>> = Vec::new();
    for (idx, row) in rows.iter().enumerate() {
        let end = rows.get(idx + 1).map_or(sentence.tokens.end, |next| next.range.start);
        let start = idx.checked_sub(1).map_or(sentence.tokens.start, |before| rows[before].range.end);
        let own = if finder.is_only_named(row) { None } else { finder.cue(row, start, end, idx > 0) };
        cues.push(own);
    }
    for idx in 0..rows.len() {
        if cues[idx].is_none() && !finder.is_only_named(&rows[idx]) {
            cues[idx] = finder.shared(&rows, &cues, idx);
        }
    }
    finder.met(&outside, deeds);
    for (idx, (row, cue)) in rows.iter().zip(&cues).enumerate() {
        let Some(cue) = cue else { continue };
        let end = rows.get(idx + 1).map_or(sentence.tokens.end, |next| next.range.start);
        finder.push(row, cue, end, deeds);
        // `论坛主席NAME说`: who presided spoke too.
        let spoke = finder.behind(row.range.end, end).filter(|said| said.role == Role::Speech);
        if let Some(said) = spoke.filter(|_| cue.role == Role::Chair && cue.opens) {
            finder.push(row, &said, end, deeds);
        }
    }
}

struct Finder<'a> {
    reading: &'a Reading<'a>,
    sentence: &'a Sentence,
}

impl Finder<'_> {
    fn is(&self, at: usize, class: WordClass) -> bool {
        self.reading.is(at, class)
    }

    fn is_comma(&self, at: usize) -> bool {
        matches!(self.reading.folded(at), "," | "，" | ";" | "；")
    }

    fn is_colon(&self, at: usize) -> bool {
        matches!(self.reading.folded(at), ":" | "：")
    }

    /// `A会见B`: both were at their meeting.
    fn met(&self, entries: &[&Entry], deeds: &mut Vec<Deed>) {
        let verbs =
            self.reading.described.iter().filter(|(verb, _)| {
                self.sentence.tokens.contains(&verb.start) && self.reading.is(verb.start, WordClass::MeetVerb)
            });
        for (verb, event) in verbs {
            let before = entries.iter().rfind(|entry| entry.name.end <= verb.start);
            let behind = entries.iter().find(|entry| entry.name.start >= verb.end);
            deeds.extend(before.into_iter().chain(behind).map(|entry| Deed {
                person: entry.person,
                event: *event,
                role: Role::Presence,
                stance: Stance::Reported,
                video: false,
                trigger: verb.clone(),
                cover: entry.name.start.min(verb.start)..entry.name.end.max(verb.end),
                rule: "met",
                confidence: 0.85,
            }));
        }
    }

    /// Joins people between whom only marks, joining words and titles stand; commas part rows.
    fn rows<'e>(&self, entries: &[&'e Entry]) -> Vec<Row<'e>> {
        let mut rows: Vec<Row<'e>> = Vec::new();
        for &entry in entries {
            if let Some(row) = rows.last_mut() {
                let between = row.range.end..entry.whole.start.max(row.range.end);
                if self.separates(&between) {
                    row.range.end = entry.whole.end;
                    row.entries.push(entry);
                    continue;
                }
            }
            rows.push(Row { entries: vec![entry], range: entry.whole.clone() });
        }
        rows
    }

    fn separates(&self, between: &TokenRange) -> bool {
        let joined = between.clone().any(|at| self.is(at, WordClass::Conjunction) && self.named_kind(at).is_none());
        let clean = between.clone().all(|at| {
            let comma = self.is_comma(at);
            let joins_on = comma && (at + 1..between.end).next().is_some_and(|next| self.is(next, WordClass::Conjunction));
            let verb = self.named_kind(at).is_none() && self.verb_at(at).is_some();
            !verb && (!comma || joins_on) && self.named_kind(at) != Some(Kind::Event)
        });
        between.len() <= 24 && (joined || between.is_empty()) && clean
    }

    fn named_kind(&self, at: usize) -> Option<Kind> {
        self.reading.document.name_at(at).map(|name| name.kind)
    }

    /// Whether the people are only spoken of: their thoughts are studied, their words passed on.
    fn is_only_named(&self, row: &Row<'_>) -> bool {
        let start = row.range.start;
        let floor = start.saturating_sub(4).max(self.sentence.tokens.start);
        let quoted = self.reading.document.hits_in(floor..start, WordClass::Quoting).any(|hit| hit.tokens.end == start);
        let possessive = self.reading.pack.of_word == self.reading.folded(row.range.end);
        let spoke = self
            .reading
            .document
            .hits_in(row.range.end..self.sentence.tokens.end.min(row.range.end + 4), WordClass::SpeechNoun)
            .next();
        let titled = self.reading.document.title_at(start).is_some();
        quoted || titled || possessive && spoke.is_none()
    }

    /// A word for a deed at a token, outside names.
    fn verb_at(&self, at: usize) -> Option<Cue> {
        let document = self.reading.document;
        if document.name_at(at).is_some() {
            return None;
        }
        let kinds = [
            (WordClass::ChairVerb, Role::Chair, "chair-verb", 0.93),
            (WordClass::SpeechVerb, Role::Speech, "speech-verb", 0.9),
            (WordClass::AttendVerb, Role::Presence, "attend-verb", 0.9),
        ];
        let found = kinds.iter().filter_map(|&(class, role, rule, confidence)| {
            document.hit_at(at, class).map(|hit| Cue { role, tokens: hit.tokens.clone(), rule, confidence, opens: false })
        });
        let longest = found.max_by_key(|cue| (cue.tokens.len(), rank(cue.role)))?;
        let gatherings = [WordClass::EventPart, WordClass::EventHead, WordClass::PressEvent, WordClass::EventNoun];
        let mut around = gatherings.iter().flat_map(|&class| document.hits_in(at.saturating_sub(5)..at + 6, class));
        let swallowed = around.any(|hit| {
            hit.tokens.start <= longest.tokens.start
                && hit.tokens.end >= longest.tokens.end
                && hit.tokens.len() > longest.tokens.len()
        });
        (!swallowed).then_some(longest)
    }

    /// The cue of a row: verbs behind it, else the phrase that introduces it.
    fn cue(&self, row: &Row<'_>, start: usize, end: usize, follows: bool) -> Option<Cue> {
        let name = row.entries.first().map_or(row.range.start, |entry| entry.name.start);
        let ahead = self.ahead(row.range.start, name, start, follows);
        let behind = self.behind(row.range.end, end).or_else(|| self.quoted(row, end));
        match (ahead, behind) {
            (Some(ahead), Some(behind)) => {
                Some(if rank(behind.role) > rank(ahead.role) && !ahead.opens { behind } else { ahead })
            }
            (ahead, behind) => ahead.or(behind),
        }
    }

    /// `POST NAME：WORDS`: what stands behind the colon is what the person said.
    fn quoted(&self, row: &Row<'_>, end: usize) -> Option<Cue> {
        let colon = row.range.end;
        let opens = row.range.start == self.sentence.tokens.start
            || self.reading.document.tokens[row.range.start - 1].kind == TokenKind::Punctuation;
        let words = (colon + 1..self.sentence.tokens.end)
            .take_while(|&at| self.named_kind(at) != Some(Kind::Person))
            .filter(|&at| self.reading.document.tokens[at].kind == TokenKind::Ideograph)
            .count();
        let said = colon < end && self.is_colon(colon) && opens && row.entries.len() == 1 && words >= 6;
        said.then(|| Cue { role: Role::Speech, tokens: colon..colon + 1, rule: "name-and-colon", confidence: 0.75, opens: false })
    }

    /// The strongest verb behind a row, up to a new clause once one is found.
    fn behind(&self, from: usize, end: usize) -> Option<Cue> {
        let mut best: Option<Cue> = None;
        let mut at = from;
        while at < end {
            let quote =
                matches!(self.reading.folded(at), "\"" | "“" | "「") && best.is_some() || self.is_colon(at) && best.is_some();
            if quote || best.is_none() && at - from > NEAR {
                break;
            }
            if self.is_comma(at) && best.as_ref().is_some_and(|cue| cue.role != Role::Presence) {
                break;
            }
            if self.other_subject(at, from) {
                break;
            }
            let set_aside = [WordClass::Message, WordClass::Elsewhere];
            if best.is_none() && set_aside.iter().any(|&class| self.reading.document.hit_at(at, class).is_some()) {
                return None;
            }
            if let Some(cue) = self.verb_at(at) {
                if self.introduces(cue.tokens.end, end) {
                    break;
                }
                at = cue.tokens.end;
                if best.as_ref().is_none_or(|known| rank(cue.role) > rank(known.role)) {
                    best = Some(cue);
                }
                continue;
            }
            at += 1;
        }
        best
    }

    /// An organization or event right behind a comma is a new subject.
    fn other_subject(&self, at: usize, from: usize) -> bool {
        at > from
            && self.is_comma(at - 1)
            && self.reading.name_at(at).is_some_and(|(name, _)| matches!(name.kind, Kind::Organization | Kind::Event))
            && self
                .reading
                .document
                .name_at(at)
                .is_none_or(|name| self.reading.document.hit_at(name.tokens.end, WordClass::Post).is_none())
    }

    /// Whether a verb is made a noun that introduces the next row: `致辞的有`.
    fn introduces(&self, verb_end: usize, end: usize) -> bool {
        let of = self.reading.folded(verb_end) == self.reading.pack.of_word && !self.reading.pack.of_word.is_empty();
        of && (verb_end..end).any(|at| self.copula(at).is_some_and(|copula| copula + 3 >= end))
    }

    /// End of a copula or a word that opens a list, or of a colon.
    fn copula(&self, at: usize) -> Option<usize> {
        let document = self.reading.document;
        if self.is_colon(at) {
            return Some(at + 1);
        }
        let classes = [WordClass::Copula, WordClass::Including];
        classes.iter().find_map(|&class| document.hit_at(at, class).map(|hit| hit.tokens.end))
    }

    /// A phrase before a row that says what its members did.
    fn ahead(&self, start: usize, name: usize, floor: usize, follows: bool) -> Option<Cue> {
        let floor = floor.max(start.saturating_sub(LEAD + 12));
        let copula = (floor..start).rev().find(|&at| self.copula(at).is_some_and(|end| end <= start && start - end <= 3));
        let opens = copula.map(|at| {
            let mut head = at;
            while head > floor && self.filler_before(head) {
                head -= 1;
            }
            head
        });
        if let Some(head) = opens {
            let verbs = (floor..head)
                .filter_map(|at| self.verb_at(at))
                .filter(|cue| cue.tokens.end <= head && !self.has_comma(cue.tokens.end..head));
            let made_noun = |cue: &Cue| {
                let of = &self.reading.pack.of_word;
                self.is_colon(copula.unwrap_or(head)) || (cue.tokens.end..head).any(|at| self.reading.folded(at) == of)
            };
            let best = verbs.filter(made_noun).max_by_key(|cue| rank(cue.role));
            if let Some(cue) = best {
                return Some(Cue { rule: "introduced", confidence: 0.9, opens: true, ..cue });
            }
        }
        let phrases = [
            (WordClass::ChairBy, Role::Chair, "chaired-by"),
            (WordClass::SpeechBy, Role::Speech, "speech-by"),
            (WordClass::AttendBy, Role::Presence, "attended-by"),
        ];
        let _ = follows;
        let near = start.saturating_sub(10).max(floor)..name;
        phrases.iter().find_map(|&(class, role, rule)| {
            let hit = self.reading.document.hits_in(near.clone(), class).last()?;
            let clean = !self.has_comma(hit.tokens.end..name) && self.reading.document.name_at(hit.tokens.start).is_none();
            clean.then(|| Cue { role, tokens: hit.tokens.clone(), rule, confidence: 0.88, opens: true })
        })
    }

    fn filler_before(&self, at: usize) -> bool {
        self.is(at - 1, WordClass::Filler) && self.reading.document.tokens[at - 1].kind == TokenKind::Ideograph
    }

    fn has_comma(&self, mut range: TokenRange) -> bool {
        range.any(|at| self.is_comma(at))
    }

    /// What a row without a cue of its own shares with the rows beside it: an introduction before, a verb behind.
    fn shared(&self, rows: &[Row<'_>], cues: &[Option<Cue>], idx: usize) -> Option<Cue> {
        let bare = |from: usize, to: usize| {
            let between = from..to.max(from);
            let clean = |at: usize| {
                let named = self.named_kind(at);
                let field = self.reading.document.tokens[at].kind == TokenKind::Ideograph && self.verb_at(at).is_none();
                named != Some(Kind::Event)
                    && (named.is_some() || field || self.is_comma(at) || self.is(at, WordClass::Conjunction))
            };
            let message = self.reading.has(between.clone(), WordClass::Message);
            between.len() <= 14 && !message && between.clone().all(clean)
        };
        let before = idx.checked_sub(1).filter(|&before| bare(rows[before].range.end, rows[idx].range.start));
        if let Some(cue) = before.and_then(|before| cues[before].as_ref()).filter(|cue| cue.opens) {
            return Some(cue.clone());
        }
        let mut next = idx;
        while next + 1 < rows.len() && bare(rows[next].range.end, rows[next + 1].range.start) {
            next += 1;
            if let Some(cue) = &cues[next] {
                return (!cue.opens).then(|| Cue { confidence: cue.confidence - 0.1, ..cue.clone() });
            }
        }
        None
    }

    fn push(&self, row: &Row<'_>, cue: &Cue, end: usize, deeds: &mut Vec<Deed>) {
        let window = row.range.start.min(cue.tokens.start)..end.max(cue.tokens.end);
        let speech = cue.role == Role::Speech;
        let Some(target) = focus::event_of_deed(self.reading, self.sentence, &cue.tokens, &row.range, speech) else { return };
        let stance = self.stance(cue, &window);
        let planned = self.reading.is_planned(target.event);
        if planned && stance == Stance::Reported && (cue.role == Role::Speech || !target.explicit) {
            return;
        }
        let elsewhere = self.reading.has(window.clone(), WordClass::Elsewhere);
        if speech && !target.explicit && elsewhere {
            return;
        }
        let video = self.reading.has(window.clone(), WordClass::ByVideo);
        let factor = if target.explicit { 1.0 } else { 0.85 };
        let further = self.further(row, cue, end).into_iter().filter(|(event, _)| *event != target.event);
        let all: Vec<_> = std::iter::once((target.event, cue.clone(), factor, video))
            .chain(further.map(|(event, cue)| (event, cue, 0.95, false)))
            .collect();
        for entry in &row.entries {
            deeds.extend(all.iter().map(|(event, cue, factor, video)| Deed {
                person: entry.person,
                event: *event,
                role: cue.role,
                stance,
                video: *video,
                trigger: cue.tokens.clone(),
                cover: entry.name.start.min(cue.tokens.start)..entry.name.end.max(cue.tokens.end),
                rule: cue.rule,
                confidence: cue.confidence * factor,
            }));
        }
    }

    /// Further verbs behind a row, each with an event named right behind it.
    fn further(&self, row: &Row<'_>, cue: &Cue, end: usize) -> Vec<(LocalIdx, Cue)> {
        if cue.opens {
            return Vec::new();
        }
        let verbs = (row.range.end..end).filter_map(|at| self.verb_at(at)).filter(|verb| verb.tokens.start > cue.tokens.end);
        let named = verbs.filter_map(|verb| {
            let reach = verb.tokens.end..end.min(verb.tokens.end + 3);
            let (at, event) = reach.clone().find_map(|at| self.reading.name_at(at))?;
            (at.kind == Kind::Event).then_some((event, verb))
        });
        named.collect()
    }

    fn stance(&self, cue: &Cue, window: &TokenRange) -> Stance {
        let before = cue.tokens.start.saturating_sub(8).max(self.sentence.tokens.start)..cue.tokens.end;
        let close = cue.tokens.start.saturating_sub(2).max(self.sentence.tokens.start)..cue.tokens.start;
        let negated = self.reading.has(close, WordClass::Negation) && cue.role != Role::Speech;
        if self.reading.has(before.clone(), WordClass::Absent) || negated {
            return Stance::Denied;
        }
        let free = |class| {
            self.reading
                .document
                .hits_in(before.clone(), class)
                .any(|hit| self.reading.document.name_at(hit.tokens.start).is_none())
        };
        if cue.role == Role::Presence && self.reading.has(window.clone(), WordClass::Invited) {
            return Stance::Hypothetical;
        }
        if cue.role != Role::Speech && free(WordClass::Hypothetical) {
            return Stance::Hypothetical;
        }
        if cue.role != Role::Speech && free(WordClass::Future) { Stance::Planned } else { Stance::Reported }
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
