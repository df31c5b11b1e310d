//! Who gave an event, who backed it, which organizations took part, and which body is part of which.

mod owners;

use super::{
    focus,
    reading::{Reading, end_of},
};
use crate::{
    knowledge::Role,
    model::{Kind, LocalIdx, Sentence, TokenKind, TokenRange, WordClass},
};

/// An organization (or a place acting as one) and an event, or two organizations.
#[derive(Clone, Debug)]
pub(super) struct Tie {
    pub(super) subject: LocalIdx,
    pub(super) object: LocalIdx,
    pub(super) role: Role,
    pub(super) trigger: TokenRange,
    pub(super) cover: TokenRange,
    pub(super) rule: &'static str,
    pub(super) confidence: f64,
}

/// Organizations named in a row, with the tokens from the first to the last.
pub(super) type Row = (Vec<LocalIdx>, TokenRange);

/// Appends the ties of one sentence.
pub(super) fn read(reading: &Reading<'_>, sentence: &Sentence, ties: &mut Vec<Tie>) {
    let finder = Finder { reading, sentence };
    finder.by_phrases(ties);
    finder.by_headings(ties);
    finder.by_agents(ties);
    finder.by_nouns(ties);
    finder.by_verbs(ties);
    finder.by_places(ties);
    finder.owners(ties);
    finder.parts(ties);
}

/// Reads the ties of one sentence.
pub(super) struct Finder<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) sentence: &'a Sentence,
}

impl Finder<'_> {
    /// `hosted by A, B and C`, `supported by …`.
    fn by_phrases(&self, ties: &mut Vec<Tie>) {
        let phrases = [
            (WordClass::HostBy, Role::Host, "hosted-by"),
            (WordClass::SupportBy, Role::Support, "supported-by"),
            (WordClass::ParticipateBy, Role::Participation, "participants"),
        ];
        for (class, role, rule) in phrases {
            for hit in self.reading.document.hits_in(self.sentence.tokens.clone(), class) {
                if let Some(row) = self.row_behind(hit.tokens.end, 6) {
                    self.push(role, &hit.tokens, &row, rule, 0.92, ties);
                    // `A menggandeng B`: both give the event
                    let joined = role == Role::Host && self.reading.is(hit.tokens.start, WordClass::Conjunction);
                    if let Some(row) = self.row_ahead(hit.tokens.start).filter(|_| joined && self.reading.pack.body_follows_title)
                    {
                        self.push(role, &hit.tokens, &row, rule, 0.85, ties);
                    }
                }
            }
        }
    }

    /// `is co-organized by`, `diadakan secara luring oleh`: a passive verb and its agent apart.
    fn by_agents(&self, ties: &mut Vec<Tie>) {
        for by in self.reading.document.hits_in(self.sentence.tokens.clone(), WordClass::AgentBy) {
            let floor = by.tokens.start.saturating_sub(8).max(self.sentence.tokens.start);
            let verb = (floor..by.tokens.start)
                .rev()
                .find(|&at| self.reading.is(at, WordClass::HostVerb) || self.reading.is(at, WordClass::HostBy));
            let Some(verb) = verb else { continue };
            let named_between = self.reading.kind_in(verb..by.tokens.start, Kind::Organization).next().is_some();
            if let Some(row) = self.row_behind(by.tokens.end, 3).filter(|_| !named_between) {
                self.push(Role::Host, &(verb..by.tokens.end), &row, "hosted-by", 0.9, ties);
            }
        }
        // The agent in front of the verb: `by A and B is co-organized`.
        for by in self.reading.document.hits_in(self.sentence.tokens.clone(), WordClass::AgentBy) {
            let Some(row) = self.row_behind(by.tokens.end, 2) else { continue };
            let near = if self.reading.pack.spaced { 4 } else { 12 };
            let mut clause = (row.1.end..(row.1.end + near).min(self.sentence.tokens.end))
                .take_while(|&at| !matches!(self.reading.folded(at), "，" | "," | "。" | ";" | "；"));
            let verb = clause.find(|&at| self.reading.is(at, WordClass::HostVerb));
            if let Some(verb) = verb {
                self.push(Role::Host, &(verb..verb + 1), &row, "hosted-by", 0.85, ties);
            }
        }
    }

    /// `The hosts of the forum are A, B and C`.
    fn by_nouns(&self, ties: &mut Vec<Tie>) {
        let nouns = [
            (WordClass::HostNoun, Role::Host, "host-noun"),
            (WordClass::SupportNoun, Role::Support, "support-noun"),
            (WordClass::ParticipantNoun, Role::Participation, "participant-noun"),
        ];
        let hits = nouns.into_iter().flat_map(|(class, role, rule)| {
            self.reading.document.hits_in(self.sentence.tokens.clone(), class).map(move |hit| (hit, role, rule))
        });
        for (hit, role, rule) in hits {
            let limit = self.sentence.tokens.end.min(hit.tokens.end + 14);
            let copula = (hit.tokens.end..limit)
                .find(|&at| self.reading.is(at, WordClass::Copula) || matches!(self.reading.folded(at), ":" | "："));
            let behind = self.row_behind(hit.tokens.end, 2).or_else(|| copula.and_then(|at| self.row_behind(at, 4)));
            let behind = behind.or_else(|| self.apposed_behind(hit.tokens.end));
            let ahead = || {
                self.copula_before(hit.tokens.start)
                    .or_else(|| self.apposed_before(hit.tokens.start))
                    .and_then(|at| self.row_ahead(at))
            };
            if let Some(row) = behind.or_else(ahead) {
                self.push(role, &hit.tokens, &row, rule, 0.9, ties);
            }
        }
    }

    /// `A, organizer of the forum` and `A selaku penyelenggara`: where the name ends that the noun stands in apposition to.
    fn apposed_before(&self, noun: usize) -> Option<usize> {
        let mut at = noun;
        while at > self.sentence.tokens.start
            && (self.reading.folded(at - 1) == ","
                || self.reading.is(at - 1, WordClass::AsPost)
                || self.reading.is(at - 1, WordClass::Determiner))
        {
            at -= 1;
        }
        (at < noun).then_some(at)
    }

    /// `organisers of the EVENT, BODY,`: the row behind the event's name and a comma.
    fn apposed_behind(&self, noun_end: usize) -> Option<Row> {
        let reach = noun_end..self.sentence.tokens.end.min(noun_end + 3);
        let event = reach.clone().find_map(|at| self.reading.name_at(at).filter(|(name, _)| name.kind == Kind::Event));
        let end = event.map(|(name, _)| end_of(name))?;
        if self.reading.folded(end) == "," { self.row_behind(end + 1, 1) } else { None }
    }

    /// `A and B are the two hosts`: where the copula before a noun stands.
    fn copula_before(&self, noun: usize) -> Option<usize> {
        let floor = noun.saturating_sub(4).max(self.sentence.tokens.start);
        (floor..noun).rev().find(|&at| self.reading.is(at, WordClass::Copula))
    }

    /// `A and B hosted the forum`, `A sponsored it together with B`, `A exhibited`.
    fn by_verbs(&self, ties: &mut Vec<Tie>) {
        let verbs = [
            (WordClass::HostVerb, Role::Host, "host-verb"),
            (WordClass::SupportVerb, Role::Support, "support-verb"),
            (WordClass::ParticipateVerb, Role::Participation, "participate-verb"),
        ];
        for (class, role, rule) in verbs {
            for hit in self.reading.document.hits_in(self.sentence.tokens.clone(), class) {
                if self.reading.is(hit.tokens.end, WordClass::AgentBy) || self.is_told_by_other_class(&hit.tokens, role) {
                    continue;
                }
                let Some(row) = self.row_ahead(hit.tokens.start) else { continue };
                let span = if self.reading.pack.spaced { 12 } else { 48 };
                let reach = hit.tokens.end..self.sentence.tokens.end.min(hit.tokens.end + span);
                let object = self.reading.events_in(reach.clone()).into_iter().next().map(|(range, _)| range);
                let pronoun = self.reading.is(hit.tokens.end, WordClass::ThingPronoun);
                let relative = row.1.start.saturating_sub(5).max(self.sentence.tokens.start)..row.1.start;
                let object = object.or_else(|| {
                    self.reading
                        .events_in(relative.clone())
                        .pop()
                        .map(|(range, _)| range)
                        .filter(|_| self.reading.has(relative, WordClass::Quoting))
                });
                let told = !self.reading.events_in(self.sentence.tokens.clone()).is_empty();
                let participates = role == Role::Participation && (told || !self.reading.pack.spaced);
                // `UNHAS ditunjuk sebagai tuan rumah.`: of what the article is about
                let whole = self.reading.pack.body_follows_title
                    && role == Role::Host
                    && hit.tokens.len() > 1
                    && self.reading.main.is_some()
                    && self.reading.document.tokens.get(hit.tokens.end).is_none_or(|token| token.kind == TokenKind::Punctuation);
                let closed = !self.reading.pack.spaced
                    && self.reading.document.tokens.get(hit.tokens.end).is_none_or(|token| token.kind == TokenKind::Punctuation)
                    && !self.reading.events_in(self.sentence.tokens.clone()).is_empty();
                // `A与B联合主办，`: of what the article is about.
                let main = !self.reading.pack.spaced && role == Role::Host && self.reading.main.is_some();
                let closed = closed || main && self.ends_clause(hit.tokens.end);
                if object.is_none() && !pronoun && !participates && !closed && !whole {
                    continue;
                }
                self.push(role, &hit.tokens, &row, rule, 0.85, ties);
                let joint = (hit.tokens.end..self.sentence.tokens.end.min(hit.tokens.end + 14)).find(|&at| {
                    self.reading.document.hit_at(at, WordClass::Conjunction).is_some_and(|joint| joint.tokens.len() > 1)
                });
                if let Some(row) = joint.and_then(|at| self.row_behind(at, 4)) {
                    self.push(role, &hit.tokens, &row, rule, 0.85, ties);
                }
            }
        }
    }

    /// `A sponsored it together with B` tells who gave the event, `A sponsored the dinner` who backed it: for a verb of both classes,
    /// whether it is the other one here.
    fn is_told_by_other_class(&self, verb: &TokenRange, role: Role) -> bool {
        // `The Rovers host Valencia`: a guest, no event
        let guest = self.reading.name_at(verb.end).is_some_and(|(name, _)| {
            matches!(name.kind, Kind::Place | Kind::Person)
                && self.reading.document.date_at(end_of(name)).is_none()
                && (self.reading.is(end_of(name), WordClass::OnDate) || self.reading.folded(end_of(name)) == ",")
        });
        if guest && role == Role::Host && self.reading.pack.spaced {
            return true;
        }
        let both = self.reading.is(verb.start, WordClass::HostVerb) && self.reading.is(verb.start, WordClass::SupportVerb);
        let reach = verb.end..self.sentence.tokens.end.min(verb.end + 14);
        let joint = self.reading.document.hits_in(reach, WordClass::Conjunction).any(|hit| hit.tokens.len() > 1);
        let host = joint || self.reading.is(verb.end, WordClass::ThingPronoun);
        both && self.reading.pack.spaced
            && match role {
                Role::Host => !host,
                Role::Support => host,
                _ => false,
            }
    }

    /// Whether a mark stands at a token, in a sentence that names no event.
    fn ends_clause(&self, at: usize) -> bool {
        let mark = self.reading.document.tokens.get(at).is_none_or(|token| token.kind == TokenKind::Punctuation);
        mark && self.reading.events_in(self.sentence.tokens.clone()).is_empty()
    }

    /// `Portugal will host the congress`: a country or region as host. A town that hosts is where the event is held.
    fn by_places(&self, ties: &mut Vec<Tie>) {
        for hit in self.reading.document.hits_in(self.sentence.tokens.clone(), WordClass::PlaceHostVerb) {
            let mut at = hit.tokens.start;
            while at > self.sentence.tokens.start && self.reading.is(at - 1, WordClass::Filler) {
                at -= 1;
            }
            let Some((name, place)) =
                self.reading.name_before(at).filter(|(name, _)| matches!(name.kind, Kind::Place | Kind::Person))
            else {
                continue;
            };
            let gazetteer = &self.reading.knowledge.gazetteer;
            let level = self
                .reading
                .entity(place)
                .gazetteer
                .as_deref()
                .and_then(|key| gazetteer.by_key(key))
                .map(|idx| gazetteer.level(idx));
            let reach = hit.tokens.end..self.sentence.tokens.end.min(hit.tokens.end + 6);
            let whole = matches!(level, Some(crate::knowledge::Level::Country | crate::knowledge::Level::Region));
            let whole = whole || name.kind == Kind::Person;
            if whole && !self.reading.events_in(reach).is_empty() {
                let and = name.tokens.start.checked_sub(1).filter(|&at| self.reading.is(at, WordClass::Conjunction));
                let other = and.and_then(|at| self.reading.name_before(at)).filter(|(other, _)| other.kind == Kind::Place);
                let other = other.filter(|_| self.reading.pack.spaced).map(|(_, idx)| idx);
                let places = other.into_iter().chain([place]).collect();
                self.push(Role::Host, &hit.tokens, &(places, name.tokens.clone()), "host-place", 0.95, ties);
            }
        }
    }

    /// The organizations in a row that starts within `slack` tokens behind `at`.
    pub(super) fn row_behind(&self, at: usize, slack: usize) -> Option<Row> {
        let limit = self.sentence.tokens.end;
        let first = (at..limit.min(at + slack + 1)).find(|&at| self.host_at(at).is_some())?;
        let plain = |at: usize| !self.reading.is(at, WordClass::AgentBy) || at == first;
        let broken = (at..first).any(|at| {
            self.reading.is(at, WordClass::InPlace) && !self.reading.is(at, WordClass::AgentBy)
                || self.reading.document.name_at(at).is_some_and(|name| name.kind == Kind::Person)
                || !plain(at)
                || self.reading.folded(at) == "."
        });
        if broken {
            return None;
        }
        let (idx, mut end) = self.host_at(first)?;
        let mut members = vec![idx];
        while let Some((next, member, member_end)) = self.next_member(end) {
            let _ = next;
            members.push(member);
            end = member_end;
        }
        Some((members, first..end))
    }

    /// The organizations in a row that ends right before `at`, fillers between allowed.
    fn row_ahead(&self, at: usize) -> Option<Row> {
        let mut end = at;
        while end > self.sentence.tokens.start
            && self.reading.is(end - 1, WordClass::Filler)
            && self.reading.document.name_at(end - 1).is_none()
        {
            end -= 1;
            let relative = self.reading.pack.body_follows_title && self.reading.is(end, WordClass::RelativePronoun);
            end -= usize::from(relative && end > self.sentence.tokens.start && self.reading.folded(end - 1) == ",");
        }
        end = self.over_partners(self.over_circumstances(self.over_adverbs(end)));
        end = self.over_relative(self.over_date(self.over_sort(end)));
        let names: Vec<_> = self
            .reading
            .names_in(self.sentence.tokens.start..end)
            .filter(|(name, _)| matches!(name.kind, Kind::Organization | Kind::Place))
            .map(|(name, idx)| (name.tokens.start, end_of(name), name.kind, idx))
            .collect();
        let last = names.last().filter(|last| last.1 == end && last.2 == Kind::Organization)?;
        let mut members = vec![last.3];
        let mut start = last.0;
        for &(from, to, kind, idx) in names.iter().rev().skip(1) {
            let separated = (to..start).all(|at| {
                self.reading.folded(at) == ","
                    || self.reading.is(at, WordClass::Conjunction)
                    || self.reading.is(at, WordClass::Determiner)
            });
            // `德国蔡司`
            if !self.reading.pack.spaced && kind == Kind::Place && to == start {
                start = from;
                continue;
            }
            if !separated || to >= start || kind != Kind::Organization {
                break;
            }
            members.push(idx);
            start = from;
        }
        members.reverse();
        let backs = self.reading.is(at, WordClass::SupportVerb);
        let inside = !self.reading.pack.spaced
            && !backs
            && start > self.sentence.tokens.start
            && self.reading.is(start - 1, WordClass::InPlace)
            && self.reading.document.name_at(start - 1).is_none();
        (!inside).then_some((members, start..end))
    }

    /// `A, together with B, staged`: where the partners set off behind the subject start.
    fn over_partners(&self, end: usize) -> usize {
        let document = self.reading.document;
        let comma = end.checked_sub(1).filter(|&at| self.reading.folded(at) == "," && self.reading.pack.spaced);
        let floor = self.sentence.tokens.start.max(end.saturating_sub(14));
        let opens = |at: &usize| {
            self.reading.folded(*at) == ","
                && [WordClass::Conjunction, WordClass::SupportBy]
                    .iter()
                    .any(|&class| document.hit_at(at + 1, class).is_some_and(|hit| hit.tokens.len() > 1))
        };
        comma.and_then(|comma| (floor..comma).rev().find(opens)).unwrap_or(end)
    }

    /// `A BAHU-MEMBAHU menggelar`: over a word or two with a hyphen that play no part known, right behind a body.
    fn over_adverbs(&self, end: usize) -> usize {
        let document = self.reading.document;
        let plain = |at: &usize| {
            document.tokens[*at].folded.contains('-') && document.classes[*at] == 0 && document.name_at(*at).is_none()
        };
        let floor = self.sentence.tokens.start.max(end.saturating_sub(2));
        let start = (floor..end).rev().take_while(plain).last().unwrap_or(end);
        let body = self.reading.name_before(start).is_some_and(|(name, _)| name.kind == Kind::Organization);
        if body && self.reading.pack.body_follows_title { start } else { end }
    }

    /// `UNICEF on Monday launched`: where a day between subject and verb starts, its preposition included.
    fn over_date(&self, end: usize) -> usize {
        let date = end.checked_sub(1).and_then(|at| self.reading.document.date_at(at)).filter(|_| self.reading.pack.spaced);
        date.map_or(end, |date| {
            let start = date.tokens.start;
            let led = start > self.sentence.tokens.start && self.reading.is(start - 1, WordClass::OnDate);
            start - usize::from(led)
        })
    }

    /// `The Chamber of Mines, which organises`: where the pronoun and its comma start.
    fn over_relative(&self, end: usize) -> usize {
        let pronoun = end > self.sentence.tokens.start + 1 && self.reading.is(end - 1, WordClass::RelativePronoun);
        if !pronoun {
            return end;
        }
        end - 1 - usize::from(self.reading.folded(end - 2) == ",")
    }

    fn host_at(&self, at: usize) -> Option<(LocalIdx, usize)> {
        let (name, idx) = self.reading.name_at(at)?;
        let owner = name.kind == Kind::Place && self.reading.folded(end_of(name)) == "'s";
        (matches!(name.kind, Kind::Organization | Kind::Place) && !owner).then(|| (idx, end_of(name)))
    }

    /// The next member of a row: behind a comma, a conjunction, or an apposition that says what the last one is.
    fn next_member(&self, end: usize) -> Option<(usize, LocalIdx, usize)> {
        let limit = self.sentence.tokens.end;
        let mut at = end;
        let mut separated = false;
        // `organised by A and B; C and D are its sponsors`: behind a semicolon a clause of its own may start.
        let clause = |at: usize| self.reading.folded(at) == ";" && self.verb_in_clause(at + 1);
        while at < limit && at - end < 5 {
            let separator =
                matches!(self.reading.folded(at), "," | ";" | "、" | "，") || self.reading.is(at, WordClass::Conjunction);
            if clause(at) {
                return None;
            }
            if let Some((idx, member_end)) = self.host_at(at) {
                return separated.then_some((at, idx, member_end));
            }
            if !separator && !self.reading.is(at, WordClass::Determiner) {
                return None;
            }
            separated |= separator;
            at += 1;
        }
        None
    }

    /// Whether a copula or a verb of hosting stands before the next semicolon.
    fn verb_in_clause(&self, from: usize) -> bool {
        let clause = (from..self.sentence.tokens.end).take_while(|&at| self.reading.folded(at) != ";");
        let verb = [WordClass::Copula, WordClass::HostVerb, WordClass::SupportVerb, WordClass::SpeechVerb, WordClass::AttendVerb];
        clause.take(16).any(|at| verb.iter().any(|&class| self.reading.is(at, class)))
    }

    pub(super) fn push(
        &self,
        role: Role,
        trigger: &TokenRange,
        row: &Row,
        rule: &'static str,
        confidence: f64,
        ties: &mut Vec<Tie>,
    ) {
        let Some(target) = focus::event_for(self.reading, self.sentence, trigger, &row.1) else { return };
        let named = self.reading.kind_in(self.sentence.tokens.clone(), Kind::Event).any(|(_, event)| event == target.event);
        if !named && self.reading.has(self.sentence.tokens.clone(), WordClass::OtherEdition) {
            return;
        }
        for &subject in &row.0 {
            let place = self.reading.kind(subject) == Kind::Place;
            let unfit = self.reading.entity(subject).gazetteer.is_none()
                || role == Role::Support
                || row.0.len() > 1 && role == Role::Participation;
            if place && unfit {
                continue;
            }
            let confidence = confidence * if target.explicit { 1.0 } else { 0.85 } * if place { 0.7 } else { 1.0 };
            let cover = trigger.start.min(row.1.start)..trigger.end.max(row.1.end);
            ties.push(Tie { subject, object: target.event, role, trigger: trigger.clone(), cover, rule, confidence });
        }
    }
}
