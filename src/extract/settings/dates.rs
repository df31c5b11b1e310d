//! When an event takes place: which date of a sentence is the event's.

use super::{ENOUGH, Finder, LEAD, OPENING_DATE, Setting, Trait, add_days, length_in_days};
use crate::model::{Date, DateSpan, Kind, LocalIdx, PartialDate, TokenRange, WordClass};

impl Finder<'_> {
    pub(super) fn dates(&self, candidates: &mut Vec<Setting>) {
        if self.is_question() {
            return;
        }
        let dates =
            self.reading.document.dates.iter().filter(|date| !date.dateline && self.tokens().contains(&date.tokens.start));
        for date in dates {
            let at = date.tokens.start;
            let Some((range, event)) = self.event_of_date(at) else { continue };
            let hold = self.verb_beside(date, &range, event);
            let start_verb = hold.as_ref().is_some_and(|hold| self.reading.is(hold.start, WordClass::StartVerb));
            if self.is_other_date(at) || self.is_one_of_many_parts(&range) {
                continue;
            }
            let cover = range.start.min(at)..range.end.max(date.tokens.end);
            let ends = self.ends_near(at).or_else(|| self.closes(hold.as_ref(), at)).filter(|_| date.value.end.is_none());
            if let Some(trigger) = ends {
                // `until Saturday he had never owned a tie`: no word for an event, and none of holding
                if !range.is_empty() {
                    let what = self.days_until(date.value.start);
                    candidates.push(Setting { event, what, trigger, cover, rule: "held-until", weight: ENOUGH });
                }
                continue;
            }
            let precise = date.value.start.day.is_some();
            if self.is_told_closer(date)
                || self.year_in_name(event, date.value.start)
                || self.in_other_clause(&range, at) && hold.is_none()
            {
                continue;
            }
            let past_deed = self.reading.has(self.tokens(), WordClass::AttendVerb);
            let gap = gap(&range, &date.tokens);
            let close = gap <= self.near(date.tokens.end, range.start);
            let bare = date.value.start.month.is_none() && !self.reading.pack.spaced;
            let weight = i32::from(hold.is_some() || close || past_deed) * 2 - 1
                + i32::from(past_deed)
                + i32::from(close)
                + if hold.is_some() { 2 } else { 0 }
                + i32::from(start_verb)
                + if precise { 2 + 2 * i32::from(self.follows_place(at)) } else { 0 }
                + i32::from(close && !precise && self.reading.pack.spaced && date.value.start.month.is_some())
                - if bare { self.bare_year(event, hold.as_ref()) } else { 0 }
                - self.beside_last(&date.tokens)
                + if start_verb && length_in_days(self.reading, self.sentence).is_some() { 3 } else { 0 }
                + if date.value.end.is_some() { 2 } else { 0 }
                + i32::from(self.position < LEAD)
                + self.named(&range)
                + self.of_other_edition(event)
                + 2 * i32::from(Some(event) == self.reading.press && gap <= 12)
                + self.clashes(event, date.value.start)
                + self.of_own_year(event, date.value.start)
                - self.distance(&range, at, &date.tokens, hold.as_ref());
            let weight = if range.is_empty() && !precise { 0 } else { weight };
            let rule = if range.is_empty() { OPENING_DATE } else { "held-on" };
            let value = self.with_length(self.first_day(self.in_own_year(event, date), at), start_verb);
            let trigger = hold.unwrap_or_else(|| date.tokens.clone());
            candidates.push(Setting { event, what: Trait::Dates(value), trigger, cover, rule, weight });
        }
    }

    /// The words for the event that a date is beside, and the event: one held inside another, if the words tell of both.
    fn event_of_date(&self, at: usize) -> Option<(TokenRange, LocalIdx)> {
        let (range, event) = self.subject_event(at).or_else(|| self.nearest_event(at))?;
        let inner = if range.end <= at { self.held_inside(&range) } else { None };
        Some((range, inner.map_or(event, |(_, inner)| inner)))
    }

    /// `the 2018 conference, on 8 April`: a day whose year is a guess from elsewhere in the text lies in the year of the event's name.
    fn in_own_year(&self, event: LocalIdx, date: &Date) -> DateSpan {
        let (reading, value) = (self.reading, date.value);
        let own = reading.entity(event).event.as_ref().and_then(|traits| traits.year);
        let written = reading.document.text(&date.tokens).contains(&value.start.year.to_string());
        let today = reading.document.published.is_some_and(|published| published.year == value.start.year);
        let moved = |day: PartialDate, year: i16| PartialDate { year: day.year + year - value.start.year, ..day };
        match own.filter(|_| !written && !today && value.start.month.is_some()) {
            Some(year) => DateSpan { start: moved(value.start, year), end: value.end.map(|end| moved(end, year)) },
            None => value,
        }
    }

    /// A question tells nothing.
    fn is_question(&self) -> bool {
        self.reading.pack.spaced && self.reading.folded(self.tokens().end.saturating_sub(1)) == "?"
    }

    /// `This year's regatta will be rowed on 22 June`: whether a date is no more than a word for a year, in a sentence that has a day of it.
    fn is_told_closer(&self, date: &Date) -> bool {
        let words = self.reading.document.text(&date.tokens).to_lowercase();
        let year = date.value.start.month.is_none() && self.reading.pack.relative_years.contains_key(&words);
        let day = |other: &&Date| {
            other.value.start.day.is_some()
                && other.value.start.year == date.value.start.year
                && self.tokens().contains(&other.tokens.start)
        };
        year && self.reading.pack.spaced && self.reading.document.dates.iter().any(|other| day(&other))
    }

    /// The verb of holding that a date goes with: in a script without spaces the one right behind it, or that of a meeting.
    fn verb_beside(&self, date: &Date, range: &TokenRange, event: LocalIdx) -> Option<TokenRange> {
        let reading = self.reading;
        let behind = reading.document.hit_at(date.tokens.end, WordClass::HoldVerb).filter(|_| !reading.pack.spaced);
        let met = || reading.described.iter().find(|(verb, idx)| verb == range && *idx == event).map(|(verb, _)| verb.clone());
        let behind = behind.map(|hit| hit.tokens.clone()).or_else(|| self.holds_near(date.tokens.start));
        behind.or_else(|| met().filter(|verb| reading.is(verb.start, WordClass::MeetVerb)))
    }

    /// What the distance between an event and a date takes away; nothing, in a script without spaces, where the date opens the
    /// sentence or the verb of holding stands right behind it.
    fn distance(&self, range: &TokenRange, at: usize, date: &TokenRange, hold: Option<&TokenRange>) -> i32 {
        let bound = hold.is_some_and(|hold| at == self.text_start() || hold.start >= date.end && hold.start - date.end <= 1);
        if bound && !self.reading.pack.spaced {
            return 0;
        }
        let apart = if range.start > at { range.start - at } else { at.saturating_sub(range.end) };
        i32::try_from(apart / 8).unwrap_or(0).min(3)
    }

    /// How little a year alone says: the more where it is not the year in which another event than that of the article is held.
    fn bare_year(&self, event: LocalIdx, hold: Option<&TokenRange>) -> i32 {
        let alone = self.reading.document.dates.iter().filter(|date| self.tokens().contains(&date.tokens.start)).count() == 1;
        if self.reading.main != Some(event) && hold.is_some() && alone { -1 } else { 2 }
    }

    /// `次日`, in a script without spaces: the day after what was told is seldom that of the event itself.
    fn beside_last(&self, date: &TokenRange) -> i32 {
        let table = &self.reading.pack.days_from_last;
        let other = table.get(self.reading.document.text(date)).is_some_and(|distance| *distance != 0);
        2 * i32::from(other && !self.reading.pack.spaced)
    }

    /// `2019年那届论坛`: the year that tells which edition is meant is the event's.
    fn of_own_year(&self, event: LocalIdx, start: PartialDate) -> i32 {
        let traits = self.reading.entity(event).event.as_ref();
        let own = traits.is_some_and(|traits| traits.unnamed && traits.year == Some(start.year));
        2 * i32::from(own && start.month.is_none() && !self.reading.pack.spaced)
    }

    /// How far apart an event and its date stand at most if the one belongs to the other: `8日下午的“X论坛”` in a script without spaces.
    fn near(&self, end: usize, event: usize) -> usize {
        let of = &self.reading.pack.of_word;
        let joined = !self.reading.pack.spaced && (end..event).any(|at| self.reading.folded(at) == of);
        if joined { 6 } else { 3 }
    }

    /// `The two-day forum wrapped up yesterday`: the last day, and the first where the sentence tells the length.
    fn days_until(&self, last: PartialDate) -> Trait {
        let length = length_in_days(self.reading, self.sentence).filter(|_| last.day.is_some());
        let start = length.and_then(|days| add_days(last, 1 - days)).filter(|start| *start < last);
        start.map_or(Trait::End(last), |start| Trait::Dates(DateSpan { start, end: Some(last) }))
    }

    /// `on the second day, Tuesday`: the event started so many days before.
    fn first_day(&self, value: DateSpan, at: usize) -> DateSpan {
        let calendar = &self.reading.knowledge.calendars[self.reading.document.language];
        let floor = self.tokens().start.max(at.saturating_sub(24));
        let is_day = |at: usize| self.reading.pack.day_nouns.iter().any(|noun| noun == self.reading.folded(at));
        let nth = |at: usize| calendar.ordinal(self.reading.folded(at)).filter(|nth| (2..=9).contains(nth));
        let told = |at: usize| if is_day(at) { nth(at + 1) } else { is_day(at + 1).then(|| nth(at)).flatten() };
        let nth = (floor..at).find_map(told).or_else(|| self.undated_next().and_then(|mut next| next.find_map(told)));
        let back = nth.and_then(|nth| i32::try_from(nth).ok()).map(|nth| 1 - nth);
        let start = back.filter(|_| value.end.is_none()).and_then(|back| add_days(value.start, back));
        start.map_or(value, |start| DateSpan { start, end: None })
    }

    /// `di Badung, MINGGU (20/3)`, `in Dakar on MONDAY`: a town with its preposition right before a day.
    fn follows_place(&self, at: usize) -> bool {
        let light = |at: &usize| self.reading.folded(*at) == "," || self.reading.is(*at, WordClass::OnDate);
        let end = (self.tokens().start..at).rev().take_while(light).last().unwrap_or(at);
        let place = self.reading.name_before(end).filter(|_| self.reading.pack.spaced && at - end <= 2);
        place.is_some_and(|(name, _)| {
            let start = name.tokens.start;
            let before = start.checked_sub(1).filter(|&before| before >= self.tokens().start);
            name.kind == Kind::Place
                && (before.is_some_and(|before| self.reading.is(before, WordClass::InPlace)) || self.inside_address(start))
        })
    }

    /// `at a side event on 21 May`: the day of one part among others is not the first day of the whole.
    fn is_one_of_many_parts(&self, range: &TokenRange) -> bool {
        let before = range.start.checked_sub(1).filter(|&at| at >= self.tokens().start);
        self.reading.pack.spaced
            && self.reading.document.hit_at(range.start, WordClass::EventPart).is_some()
            && self.reading.document.name_at(range.start).is_none()
            && before.is_some_and(|at| self.reading.is(at, WordClass::Indefinite))
    }

    /// The next sentence of the paragraph, if it has no day of its own.
    fn undated_next(&self) -> Option<TokenRange> {
        let document = self.reading.document;
        let next = document.sentences.get(document.sentence_of(self.tokens().start) + 1)?;
        let dated = document.dates.iter().any(|date| next.tokens.contains(&date.tokens.start));
        (next.line == self.sentence.line && !dated && self.reading.pack.spaced).then(|| next.tokens.clone())
    }

    /// `A conference on rivers RUNS alongside the fair today`: the event right before the verb of holding before a date.
    fn subject_event(&self, at: usize) -> Option<(TokenRange, LocalIdx)> {
        let hold = self.holds_near(at).filter(|hold| hold.end <= at && self.reading.pack.spaced)?;
        let events = self.reading.events_in(self.tokens().start..hold.start);
        let subject = events.into_iter().rfind(|(range, _)| hold.start - range.end <= 3)?;
        let between = self.reading.events_in(hold.end..at);
        let apart = between.iter().any(|(_, other)| *other != subject.1);
        // a clause of its own has its own event
        let clause = (hold.end..at).any(|at| self.reading.folded(at) == ";" || self.reading.is(at, WordClass::RelativePronoun));
        (apart && !clause).then_some(subject)
    }

    /// Whether a date is no more than a year, and the event's name has its own.
    fn year_in_name(&self, event: LocalIdx, start: PartialDate) -> bool {
        start.month.is_none() && self.reading.entity(event).event.as_ref().is_some_and(|traits| traits.year.is_some())
    }

    /// The verb of holding, if it says that the event ends; where words are set apart, in front of the date.
    fn closes(&self, hold: Option<&TokenRange>, at: usize) -> Option<TokenRange> {
        let ends = |hold: &&TokenRange| self.reading.is(hold.start, WordClass::EndVerb);
        hold.filter(ends).filter(|hold| !self.reading.pack.spaced || hold.end <= at && at - hold.end <= 14).cloned()
    }

    /// Words of ending right before a date.
    pub(super) fn ends_near(&self, at: usize) -> Option<TokenRange> {
        let floor = at.saturating_sub(4).max(self.sentence.tokens.start);
        let until = (floor..at).rev().take(2).find(|&at| self.reading.is(at, WordClass::UntilDate));
        let ends = || (floor..at).rev().find(|&at| self.reading.is(at, WordClass::EndVerb));
        until.or_else(ends).map(|at| at..at + 1)
    }

    /// `a law of 14 May`, founded, born, applications close: the date of something else.
    pub(super) fn is_other_date(&self, at: usize) -> bool {
        let of = &self.reading.pack.of_word;
        if at > self.tokens().start + 1 && !of.is_empty() && self.reading.folded(at - 1) == of {
            let part = self.reading.pack.day_parts.iter().any(|part| part == self.reading.folded(at - 2));
            let event = self.reading.events_in(self.tokens().start..at - 1).last().is_some_and(|(range, _)| range.end == at - 1);
            if !part && !event {
                return true;
            }
        }
        self.reading.has(at.saturating_sub(8).max(self.sentence.tokens.start)..at, WordClass::OtherDate)
    }

    /// Another year than the one in the event's name, or years before publication for the event the article is about.
    pub(super) fn clashes(&self, event: LocalIdx, start: PartialDate) -> i32 {
        let named = self.reading.entity(event).event.as_ref().and_then(|traits| traits.year);
        let main = self.reading.main == Some(event);
        let published = self.reading.document.published.filter(|_| main);
        let off_name = named.is_some_and(|year| year != start.year);
        let off_page = published.is_some_and(|published| (published.year - start.year).abs() > 1);
        if off_name || off_page { -6 } else { 0 }
    }

    /// `The two-day forum, which opened on Tuesday`: the last day follows from the length, wherever the article tells it.
    pub(super) fn with_length(&self, value: DateSpan, starts: bool) -> DateSpan {
        if !starts || value.end.is_some() || value.start.day.is_none() {
            return value;
        }
        let read = || self.reading.sentences().find_map(|sentence| length_in_days(self.reading, sentence));
        let length = *self.length.get_or_init(read);
        let end = length.and_then(|days| add_days(value.start, days - 1)).filter(|end| *end > value.start);
        DateSpan { end, ..value }
    }
}

/// Tokens between an event's words and a date's.
fn gap(event: &TokenRange, date: &TokenRange) -> usize {
    if event.start > date.start { event.start - date.end.min(event.start) } else { date.start.saturating_sub(event.end) }
}
