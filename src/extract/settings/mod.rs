//! Where and when an event takes place, under which theme, with how many people, and of which larger event it is part.

mod dates;
mod places;
mod venues;

use std::cell::OnceCell;

use super::{focus, reading::Reading};
use crate::model::{DateSpan, Kind, LocalIdx, PartialDate, Sentence, TokenRange, WordClass};

/// Something that an event has.
#[derive(Clone, Debug)]
pub(super) enum Trait {
    Place(LocalIdx),
    Dates(DateSpan),
    End(PartialDate),
    Theme(TokenRange),
    Attendance(i64),
    PartOf(LocalIdx),
}

/// A trait with the words that tell it, and how much speaks for it.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    pub(super) event: LocalIdx,
    pub(super) what: Trait,
    pub(super) trigger: TokenRange,
    pub(super) cover: TokenRange,
    pub(super) rule: &'static str,
    pub(super) weight: i32,
}

/// From so much weight on, the weight is believed; from one less where words are set apart, so that a name's kind is surer.
const ENOUGH: i32 = 3;
/// A sentence this early tells of the event itself.
const LEAD: usize = 4;
/// A sentence this early tells where and when even without a word for the event.
const OPENING: usize = 3;
/// What a sentence on another edition tells is never believed of this one.
const OTHER_EDITION: i32 = -20;
/// Names of the rules for such sentences.
const OPENING_PLACE: &str = "held-in-opening";
/// See [`OPENING_PLACE`].
const OPENING_DATE: &str = "held-on-opening";

/// The settings of all events: for each event and sort of trait the best, places and dates after weighing all candidates.
pub(super) fn read(reading: &Reading<'_>) -> Vec<Setting> {
    let mut candidates = Vec::new();
    let length = OnceCell::new();
    for (position, sentence) in reading.telling_sentences().enumerate() {
        let finder = Finder { reading, sentence, position, length: &length };
        finder.places(&mut candidates);
        finder.dates(&mut candidates);
        finder.themes(&mut candidates);
        finder.attendance(&mut candidates);
        finder.parts(&mut candidates);
        finder.wholes(&mut candidates);
    }
    let (openings, candidates): (Vec<Setting>, Vec<Setting>) =
        candidates.into_iter().partition(|setting| matches!(setting.rule, OPENING_PLACE | OPENING_DATE));
    let mut chosen = choose(reading, &candidates);
    // What an opening tells without naming the event counts only where nothing tells more.
    for setting in choose(reading, &openings) {
        if !chosen.iter().any(|other| other.event == setting.event && same_sort(&other.what, &setting.what)) {
            chosen.push(setting);
        }
    }
    chosen.extend(venues::place_in_name(reading, &chosen));
    chosen.extend(years_of_editions(reading, &chosen));
    for (words, event, place) in &reading.placed {
        if !chosen.iter().any(|setting| setting.event == *event && matches!(setting.what, Trait::Place(_))) {
            let what = Trait::Place(*place);
            let (trigger, cover) = (words.clone(), words.clone());
            chosen.push(Setting { event: *event, what, trigger, cover, rule: "town-of-edition", weight: ENOUGH });
        }
    }
    share_with_joined(reading, &mut chosen);
    chosen
}

/// `A和B在X开幕`: events in one row, with a verb of holding behind them, are held together.
fn share_with_joined(reading: &Reading<'_>, chosen: &mut Vec<Setting>) {
    let mut pairs: Vec<(LocalIdx, LocalIdx)> = Vec::new();
    for sentence in reading.sentences().filter(|_| !reading.pack.spaced) {
        let named: Vec<_> = reading.kind_in(sentence.tokens.clone(), Kind::Event).collect();
        for row in named.windows(2) {
            let ((first, a), (second, b)) = (row[0], row[1]);
            let mut between = super::reading::end_of(first)..second.tokens.start;
            let joined = !between.is_empty() && between.all(|at| reading.is(at, WordClass::Conjunction));
            let behind = second.tokens.end..sentence.tokens.end.min(second.tokens.end + 24);
            if joined && a != b && reading.has(behind, WordClass::HoldVerb) {
                pairs.push((a, b));
            }
        }
    }
    for (a, b) in pairs {
        let shared = |setting: &&Setting| setting.event == b && matches!(setting.what, Trait::Place(_) | Trait::Dates(_));
        let new: Vec<Setting> = chosen
            .iter()
            .filter(shared)
            .filter(|setting| !chosen.iter().any(|own| own.event == a && same_sort(&own.what, &setting.what)))
            .map(|setting| Setting { event: a, ..setting.clone() })
            .collect();
        chosen.extend(new);
    }
}

/// `the 2026 edition`: the year that tells an edition without a name, where nothing tells its days.
fn years_of_editions(reading: &Reading<'_>, chosen: &[Setting]) -> Vec<Setting> {
    let dated = |event| chosen.iter().any(|setting| setting.event == event && matches!(setting.what, Trait::Dates(_)));
    let mut years: Vec<Setting> = Vec::new();
    for (words, event) in &reading.described {
        let Some(year) = reading.entity(*event).event.as_ref().and_then(|traits| traits.year) else { continue };
        if !dated(*event) && !years.iter().any(|other| other.event == *event) {
            let what = Trait::Dates(DateSpan { start: PartialDate::year(year), end: None });
            let (trigger, cover) = (words.clone(), words.clone());
            years.push(Setting { event: *event, what, trigger, cover, rule: "year-of-edition", weight: ENOUGH });
        }
    }
    years
}

/// The first day of each event that has one.
pub(super) fn starts(settings: &[Setting]) -> Vec<(LocalIdx, PartialDate)> {
    let dated = settings.iter().filter_map(|setting| match setting.what {
        Trait::Dates(span) => Some((setting.event, span.start)),
        _ => None,
    });
    dated.collect()
}

struct Finder<'a> {
    reading: &'a Reading<'a>,
    sentence: &'a Sentence,
    position: usize,
    /// How many days the article says that its event takes, read when first asked for.
    length: &'a OnceCell<Option<i32>>,
}

impl Finder<'_> {
    fn tokens(&self) -> TokenRange {
        self.sentence.tokens.clone()
    }

    /// The event that holds nearest to a token: in the sentence, else none.
    fn nearest_event(&self, at: usize) -> Option<(TokenRange, LocalIdx)> {
        let events = self.reading.events_in(self.tokens());
        if events.is_empty() {
            if self.reading.has(self.tokens(), WordClass::Next) {
                return None;
            }
            // `时间：5月3日`, below the title of a session
            if let Some(event) = focus::of_section(self.reading, self.sentence) {
                return Some((self.sentence.tokens.start..self.sentence.tokens.start + 1, event));
            }
            // What somebody said on that day or there is not about the event.
            let said = self.reading.has(self.tokens().start..at, WordClass::SpeechVerb);
            let opening = self.position < OPENING && self.reading.pack.spaced && !said;
            let hold = self.holds_near(at).filter(|hold| !self.is_of_place(hold)).or(opening.then_some(at..at))?;
            let local = focus::last_in_paragraph(self.reading, self.sentence).filter(|_| !self.reading.pack.spaced);
            return local.or(self.reading.main).map(|event| (hold, event));
        }
        // `during the Summit, on that day B was held`: the day and the place are B's.
        let frame = |range: &TokenRange| {
            let link = self.reading.document.hit_at(range.end, WordClass::SubEventBy);
            !self.reading.pack.spaced && link.is_some() && self.reading.document.name_at(range.start).is_some()
        };
        let all_frames = events.iter().all(|(range, _)| frame(range));
        events.into_iter().filter(|(range, _)| all_frames || !frame(range)).min_by_key(|(range, _)| {
            let distance = if range.start > at { range.start - at } else { at.saturating_sub(range.end) };
            // What stands behind a place or a date is its event less often than what stands in front.
            (distance + if range.start > at { 3 } else { 0 }, range.start)
        })
    }

    /// `talkshow X yang digelar A pada FORUM Y, Bogor, Kamis`: the event held at another one, which stands right behind a preposition.
    fn held_inside(&self, outer: &TokenRange) -> Option<(TokenRange, LocalIdx)> {
        let reading = self.reading;
        let floor = outer.start.saturating_sub(2).max(self.tokens().start);
        let led = (floor..outer.start).any(|at| reading.is(at, WordClass::AtEvent) || reading.is(at, WordClass::SubEventOf));
        let named = reading.document.name_at(outer.start).is_some();
        let events = reading.events_in(self.tokens());
        let whole = events.iter().find(|(range, _)| range == outer).map(|(_, event)| *event);
        let inner = events.iter().rfind(|(range, event)| range.end < outer.start && Some(*event) != whole)?;
        let held = [WordClass::HostBy, WordClass::HoldVerb, WordClass::HostVerb]
            .iter()
            .any(|&class| reading.has(inner.0.end..outer.start, class));
        (reading.pack.body_follows_title && led && named && held && outer.start - inner.0.end <= 24).then(|| inner.clone())
    }

    /// `The stadium OPENED in May`: the verb tells of a building.
    fn is_of_place(&self, hold: &TokenRange) -> bool {
        let subject = self.reading.name_before(hold.start).filter(|_| self.reading.pack.spaced);
        let opens = self.reading.is(hold.start, WordClass::StartVerb);
        opens && subject.is_some_and(|(name, _)| name.kind == Kind::Place)
    }

    /// A verb of holding near a token.
    fn holds_near(&self, at: usize) -> Option<TokenRange> {
        let (back, ahead) = if self.reading.pack.spaced { (24, 16) } else { (40, 40) };
        let near = self.tokens().start.max(at.saturating_sub(back))..self.tokens().end.min(at + ahead);
        let hits = self
            .reading
            .document
            .hits_in(near, WordClass::HoldVerb)
            .filter(|hit| self.reading.document.name_at(hit.tokens.start).is_none());
        hits.min_by_key(|hit| hit.tokens.start.abs_diff(at)).map(|hit| hit.tokens.clone())
    }

    /// Where the sentence starts behind its dateline.
    fn text_start(&self) -> usize {
        let start = self.sentence.tokens.start;
        self.reading.document.datelines.iter().find(|dateline| dateline.contains(&start)).map_or(start, |dateline| dateline.end)
    }

    fn named(&self, range: &TokenRange) -> i32 {
        i32::from(self.reading.document.name_at(range.start).is_some())
    }

    /// `Next year the forum moves to A`: what a sentence on another edition tells is not about the event of the article.
    fn of_other_edition(&self, event: LocalIdx) -> i32 {
        let reading = self.reading;
        if reading.main != Some(event) || !reading.pack.spaced {
            return 0;
        }
        // `on Saturday next week` is a day of this edition, `next year` tells of the one behind it.
        let day = |at: usize| reading.document.date_at(at).is_some_and(|date| date.value.start.day.is_some());
        let other = reading.document.hits_in(self.tokens(), WordClass::OtherEdition).any(|hit| !day(hit.tokens.start));
        let future = self.position >= LEAD && !reading.is_planned(event) && reading.has(self.tokens(), WordClass::Future);
        if other {
            OTHER_EDITION
        } else if future {
            -2
        } else {
            0
        }
    }

    /// A clause of speech between event and place: what is said there is not about where the event is.
    fn in_other_clause(&self, range: &TokenRange, at: usize) -> bool {
        let between = range.end.min(at)..range.start.max(at);
        let speech = |hit: &crate::model::Hit| {
            let at = hit.tokens.start;
            self.reading.document.name_at(at).is_none() && !self.reading.is(at, WordClass::EndVerb)
        };
        self.reading.document.hits_in(between, WordClass::SpeechVerb).any(speech)
    }

    fn themes(&self, candidates: &mut Vec<Setting>) {
        for hit in self.reading.document.hits_in(self.tokens(), WordClass::ThemeBy) {
            let reach = hit.tokens.end..(hit.tokens.end + 10).min(self.tokens().end);
            let title = self.reading.document.titles.iter().find(|title| reach.contains(&title.start));
            let title = title.cloned().or_else(|| self.capital_theme(hit.tokens.end));
            let Some(title) =
                title.filter(|title| self.reading.document.name_at(title.start).is_none_or(|name| name.rule != "quoted-event"))
            else {
                continue;
            };
            let Some(target) = focus::event_for(self.reading, self.sentence, &hit.tokens, &title) else { continue };
            let cover = hit.tokens.start..title.end;
            candidates.push(Setting {
                event: target.event,
                what: Trait::Theme(title),
                trigger: hit.tokens.clone(),
                cover,
                rule: "motto",
                weight: ENOUGH,
            });
        }
    }

    /// A theme without quotation marks: capitalised words up to a mark that ends it.
    fn capital_theme(&self, from: usize) -> Option<TokenRange> {
        let tokens = &self.reading.document.tokens;
        let start = (from..self.tokens().end.min(from + 2)).find(|&at| {
            tokens[at].is_capital() && self.reading.document.name_at(at).is_none_or(|name| name.kind != Kind::Event)
        })?;
        let words =
            |at: usize| tokens[at].is_capital() || self.reading.is(at, WordClass::NameLink) || self.reading.folded(at) == ",";
        let mut end = start;
        while end < self.tokens().end && words(end) {
            end += 1;
        }
        while end > start && !tokens[end - 1].is_capital() {
            end -= 1;
        }
        (end - start >= 3).then_some(start..end)
    }

    fn attendance(&self, candidates: &mut Vec<Setting>) {
        for hit in self.reading.document.hits_in(self.tokens(), WordClass::AttendeeNoun) {
            let floor = hit.tokens.start.saturating_sub(4).max(self.tokens().start);
            let number = (floor..hit.tokens.start).rev().find_map(|at| self.count_at(at).map(|count| (at, count)));
            let Some((at, count)) = number.filter(|&(_, count)| count >= 10) else { continue };
            let Some((range, event)) = self.nearest_event(at) else { continue };
            let from_afar = at > self.sentence.tokens.start && self.reading.is(at - 1, WordClass::FromBody);
            let involved = !from_afar && self.reading.has(self.tokens(), WordClass::DrawVerb)
                || self.reading.has(self.tokens(), WordClass::AttendVerb)
                || self.reading.has(self.tokens(), WordClass::AttendBy)
                || self.reading.has(self.tokens(), WordClass::HostVerb);
            if !involved {
                continue;
            }
            let cover = range.start.min(at)..range.end.max(hit.tokens.end);
            candidates.push(Setting {
                event,
                what: Trait::Attendance(count),
                trigger: at..hit.tokens.end,
                cover,
                rule: "attendance",
                weight: ENOUGH,
            });
        }
    }

    /// Digits that are a count: no year, no date.
    fn count_at(&self, at: usize) -> Option<i64> {
        let text = self.reading.folded(at);
        let grouped = |mark: char| text.split(mark).skip(1).all(|part| part.len() == 3);
        let number: i64 = if grouped(',') && grouped('.') { text.replace([',', '.'], "").parse().ok()? } else { return None };
        (self.reading.document.date_at(at).is_none() && !(1900..=2100).contains(&number)).then_some(number)
    }

    /// Named events beside a phrase for parts of an event belong to the main event.
    fn parts(&self, candidates: &mut Vec<Setting>) {
        let Some(main) = self.reading.main else { return };
        let told = |class| self.reading.has(self.tokens(), class);
        if !told(WordClass::SubEventNoun) && !told(WordClass::SubEventBy) {
            return;
        }
        let meant = self.reading.events_in(self.tokens());
        let main_meant = meant.iter().any(|(_, event)| *event == main);
        for (range, event) in meant.iter().filter(|(range, event)| {
            *event != main && Some(*event) != self.reading.press && self.reading.document.name_at(range.start).is_some()
        }) {
            let session = self.reading.document.name_at(range.start).is_some_and(|name| name.rule == "quoted-event");
            let class = if session { WordClass::SubEventNoun } else { WordClass::SubEventBy };
            let phrase =
                self.reading.document.hits_in(self.tokens().start..range.start, class).last().map(|hit| hit.tokens.clone());
            let main_meant = main_meant || session;
            let other_edition = self.same_series(*event, main);
            if let Some(phrase) = phrase.filter(|phrase| range.start - phrase.end <= 30 && main_meant && !other_edition) {
                let cover = phrase.start.min(range.start)..range.end;
                candidates.push(Setting {
                    event: *event,
                    what: Trait::PartOf(main),
                    trigger: phrase,
                    cover,
                    rule: "part-of-event",
                    weight: ENOUGH,
                });
            }
        }
    }

    /// `A, held as part of B`: the part stands in front of the phrase, the whole behind it.
    fn wholes(&self, candidates: &mut Vec<Setting>) {
        if !self.reading.has(self.tokens(), WordClass::SubEventOf) {
            return;
        }
        let meant = self.reading.events_in(self.tokens());
        for hit in self.reading.document.hits_in(self.tokens(), WordClass::SubEventOf) {
            let whole = meant.iter().find(|(range, _)| range.start >= hit.tokens.end && range.start - hit.tokens.end <= 4);
            let opens = hit.tokens.start <= self.text_start() + 1;
            let behind = || meant.iter().find(|(range, _)| opens && whole.is_some_and(|(whole, _)| range.start > whole.end));
            let part = meant.iter().rfind(|(range, _)| range.end <= hit.tokens.start).or_else(behind);
            let Some(((range, whole), (from, part))) = whole.zip(part) else { continue };
            let named =
                self.reading.document.name_at(from.start).is_some() && self.reading.document.name_at(range.start).is_some();
            if named && whole != part && !self.same_series(*whole, *part) {
                let cover = from.start.min(range.start)..range.end.max(from.end);
                candidates.push(Setting {
                    event: *part,
                    what: Trait::PartOf(*whole),
                    trigger: hit.tokens.clone(),
                    cover,
                    rule: "part-of-whole",
                    weight: ENOUGH,
                });
            }
        }
    }

    fn same_series(&self, a: LocalIdx, b: LocalIdx) -> bool {
        let series = |idx: LocalIdx| self.reading.entity(idx).event.as_ref().and_then(|traits| traits.series.clone());
        series(a).zip(series(b)).is_some_and(|(a, b)| a.contains(&b) || b.contains(&a))
    }
}

/// `two-day`, `three day`, `selama dua hari` in a sentence, in days.
fn length_in_days(reading: &Reading<'_>, sentence: &Sentence) -> Option<i32> {
    let calendar = &reading.knowledge.calendars[reading.document.language];
    let is_day = |folded: &str| reading.pack.day_nouns.iter().any(|noun| noun == folded);
    let days = sentence.tokens.clone().find_map(|at| {
        let folded = reading.folded(at);
        if let Some((number, noun)) = folded.split_once('-') {
            return calendar.number(number).filter(|_| is_day(noun));
        }
        if is_day(reading.folded(at + 1)) { calendar.number(folded) } else { None }
    })?;
    i32::try_from(days).ok().filter(|days| (2..=30).contains(days))
}

fn add_days(date: PartialDate, days: i32) -> Option<PartialDate> {
    let day = jiff::civil::Date::new(date.year, i8::try_from(date.month?).ok()?, i8::try_from(date.day?).ok()?).ok()?;
    let later = day.checked_add(jiff::Span::new().days(days)).ok()?;
    Some(PartialDate::day(later.year(), u8::try_from(later.month()).ok()?, u8::try_from(later.day()).ok()?))
}

/// Keeps for each event its best place (and one joined to it), its best dates, each theme, the first count.
fn choose(reading: &Reading<'_>, candidates: &[Setting]) -> Vec<Setting> {
    let enough = if reading.pack.spaced { ENOUGH - 1 } else { ENOUGH };
    let mut chosen: Vec<Setting> = Vec::new();
    for candidate in candidates {
        let rivals = candidates.iter().filter(|other| other.event == candidate.event && same_sort(&other.what, &candidate.what));
        let rivals = rivals.filter(|other| !is_later_part(reading, candidates, other));
        let best = rivals.clone().map(|other| other.weight + support(candidates, other)).max().unwrap_or(0);
        if is_later_part(reading, candidates, candidate) {
            continue;
        }
        let own = candidate.weight + support(candidates, candidate);
        let known = chosen.iter().any(|other| {
            other.event == candidate.event && same_sort(&other.what, &candidate.what) && !is_joined(reading, other, candidate)
        });
        if own == best && candidate.weight >= enough && !known {
            chosen.push(candidate.clone());
        }
    }
    chosen
}

/// `Sesi lanjutan diadakan 20 November`: a day after publication, where the text tells a day before it of the same event.
fn is_later_part(reading: &Reading<'_>, candidates: &[Setting], candidate: &Setting) -> bool {
    let day = |setting: &Setting| match setting.what {
        Trait::Dates(span) => span.start.day.map(|_| span.start),
        _ => None,
    };
    let published = reading.document.published.filter(|published| published.day.is_some() && reading.pack.body_follows_title);
    let (Some(start), Some(published)) = (day(candidate), published) else { return false };
    let before = |other: &Setting| {
        other.event == candidate.event
            && other.cover.start < candidate.cover.start
            && other.weight >= ENOUGH - 1
            && day(other).is_some_and(|day| day <= published)
    };
    start > published && candidates.iter().any(before)
}

fn same_sort(a: &Trait, b: &Trait) -> bool {
    std::mem::discriminant(a) == std::mem::discriminant(b)
}

/// The same value told again elsewhere.
fn support(candidates: &[Setting], candidate: &Setting) -> i32 {
    let again = candidates.iter().filter(|other| {
        other.event == candidate.event
            && match (&other.what, &candidate.what) {
                (Trait::Place(a), Trait::Place(b)) => a == b,
                (Trait::Dates(a), Trait::Dates(b)) => a.start == b.start,
                _ => false,
            }
    });
    i32::try_from(again.count().min(3)).unwrap_or(3)
}

/// `in Beijing and Moscow`: two places of one sentence with a conjunction between.
fn is_joined(reading: &Reading<'_>, a: &Setting, b: &Setting) -> bool {
    let (Trait::Place(_), Trait::Place(_)) = (&a.what, &b.what) else { return false };
    let end = a.cover.end.min(b.cover.end);
    end < reading.document.tokens.len() && reading.is(end, WordClass::Conjunction) && a.cover.end.abs_diff(b.cover.end) <= 3
}
