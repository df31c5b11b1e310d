//! Dates in the text, at the precision it gives, resolved against the publication date.
//!
//! Understood: month and day in either order with ranges, digits with slashes, dots and hyphens, weekdays, words such as
//! yesterday, bare years; [`signs`] reads scripts without spaces. All words come from the language pack.

mod near;
mod signs;

use jiff::civil::{self, Weekday};

use crate::{
    knowledge::{Calendar, Language},
    model::{Date, DateSpan, Document, PartialDate, TokenKind, TokenRange, WordClass},
};

/// A date as written, before the year is filled in.
#[derive(Clone, Debug, Default)]
struct Raw {
    tokens: TokenRange,
    year: Option<i16>,
    month: Option<u8>,
    day: Option<u8>,
    last_month: Option<u8>,
    last_day: Option<u8>,
    weekday: Option<u8>,
    last_weekday: Option<u8>,
    offset: Option<i32>,
    /// Weeks from the week of publication to that of the weekday.
    weeks: Option<i32>,
    /// The weekday before publication (below zero), in its week (zero), or after it, whatever else the sentence says.
    side: Option<i32>,
    /// Days from the last date told before.
    from_last: Option<i32>,
    /// Its year or month was told by its distance from publication.
    near: bool,
}

/// Dates that name their own year, with where they stand: those that start before token `until`.
pub(super) fn find_absolute(
    document: &Document<'_>,
    pack: &Language,
    calendar: &Calendar,
    until: usize,
) -> Vec<(TokenRange, DateSpan)> {
    let reader = Reader { document, pack, calendar, today: document.published };
    let dated = reader.read_until(until).into_iter().filter(|raw| raw.month.is_some() && !raw.near);
    dated.filter_map(|raw| Some((raw.tokens.clone(), span(&raw, raw.year?)?))).collect()
}

/// All dates that can be resolved.
pub(super) fn find(document: &Document<'_>, pack: &Language, calendar: &Calendar) -> Vec<Date> {
    let mut reader = Reader { document, pack, calendar, today: document.published };
    let raws = reader.read_until(document.tokens.len());
    reader.today = reader.day_of_dateline(&raws).or(reader.today);
    let reference = document.published.map(|date| date.year).or_else(|| usual_year(document, &raws));
    let mut dates = Vec::new();
    let mut before = None;
    let mut last: Option<PartialDate> = None;
    for mut raw in raws {
        if raw.month.is_none() && raw.day.is_some() {
            let told = reader.month_of_paragraph(raw.tokens.start);
            raw = match told {
                Some(month) => Raw { month: Some(month), ..raw },
                None => with_month(raw, document.published, before),
            };
        }
        before = raw.month.map(|month| (raw.year, month)).or(before);
        let value = if let Some(distance) = raw.from_last {
            last.and_then(|last| later(last, distance)).map(|start| DateSpan { start, end: None })
        } else if raw.month.is_some() {
            let ahead = reader.speaks_of_future(&raw);
            let inferred = || match (reference.filter(|_| ahead), document.published.and_then(|date| date.month).zip(raw.month)) {
                (Some(year), _) if pack.spaced => Some(next_year(&raw, document.published, year)),
                // Without a word for the future a month lies in the past.
                (_, Some((today, month))) if !pack.spaced && month < today => reference.map(|year| year + i16::from(ahead)),
                (Some(year), _) => Some(year),
                _ => infer_year(&raw, document.published, reference),
            };
            raw.year.or_else(inferred).and_then(|year| span(&raw, year))
        } else if raw.year.is_some() {
            raw.year.map(|year| DateSpan { start: PartialDate::year(year), end: None })
        } else {
            reader.relative(&raw)
        };
        if let Some(value) = value {
            last = Some(value.start).filter(|start| start.day.is_some()).or(last);
            let dateline = document.in_dateline(raw.tokens.start);
            dates.push(Date { tokens: raw.tokens, value, dateline });
        }
    }
    dates
}

/// A day without its month: in the month of publication, or the one before where the day would lie ahead by far; else in the
/// month named before it.
fn with_month(raw: Raw, published: Option<PartialDate>, before: Option<(Option<i16>, u8)>) -> Raw {
    let (year, month) = match (published.and_then(|date| Some((date, date.month?))), before) {
        (Some((date, month)), _) => {
            let far = date.day.zip(raw.day).is_some_and(|(today, day)| day > today + 15);
            match (far, month) {
                (true, 1) => (Some(date.year - 1), Some(12)),
                (true, month) => (Some(date.year), Some(month - 1)),
                (false, month) => (Some(date.year), Some(month)),
            }
        }
        (None, Some((year, month))) => (year, Some(month)),
        (None, None) => (None, None),
    };
    Raw { year, month, ..raw }
}

/// The year that the text names most often, also inside names; the earliest of equals.
fn usual_year(document: &Document<'_>, raws: &[Raw]) -> Option<i16> {
    let mut years: Vec<i16> = document.tokens.iter().filter_map(|token| year_of(&token.folded)).collect();
    years.extend(raws.iter().filter(|raw| raw.month.is_some()).filter_map(|raw| raw.year));
    years.sort_unstable();
    let count = |year: i16| years.iter().filter(|&&other| other == year).count();
    let most = years.iter().map(|&year| count(year)).max()?;
    years.iter().copied().find(|&year| count(year) == most)
}

fn year_of(folded: &str) -> Option<i16> {
    let year = folded.parse().ok()?;
    (folded.len() == 4 && (1900..=2100).contains(&year)).then_some(year)
}

/// The first year from `reference` on in which a date lies ahead of publication.
fn next_year(raw: &Raw, published: Option<PartialDate>, reference: i16) -> i16 {
    let before = published.zip(raw.month).is_some_and(|(published, month)| {
        let today = (published.month.unwrap_or(1), published.day.unwrap_or(1));
        (month, raw.day.unwrap_or(31)) < today
    });
    if before { reference.saturating_add(1) } else { reference }
}

fn infer_year(raw: &Raw, published: Option<PartialDate>, reference: Option<i16>) -> Option<i16> {
    let reference = reference?;
    let Some((month, today)) = raw.month.zip(published.and_then(|date| date.month)) else { return Some(reference) };
    let distance = i16::from(month) - i16::from(today);
    Some(if distance > 6 {
        reference - 1
    } else if distance < -6 {
        reference + 1
    } else {
        reference
    })
}

fn span(raw: &Raw, year: i16) -> Option<DateSpan> {
    let start = PartialDate { year, month: raw.month, day: raw.day };
    civil::Date::new(year, i8::try_from(raw.month?).ok()?, i8::try_from(raw.day.unwrap_or(1)).ok()?).ok()?;
    let last_month = raw.last_month.or(raw.month);
    let end = raw.last_day.map(|day| PartialDate { year, month: last_month, day: Some(day) }).filter(|end| *end > start);
    Some(DateSpan { start, end })
}

struct Reader<'a> {
    document: &'a Document<'a>,
    pack: &'a Language,
    calendar: &'a Calendar,
    /// The day from which yesterday and tomorrow are counted: that of publication, or of the dateline.
    today: Option<PartialDate>,
}

impl Reader<'_> {
    /// The dates that start before a token.
    fn read_until(&self, end: usize) -> Vec<Raw> {
        let mut raws: Vec<Raw> = Vec::new();
        let mut at = 0;
        while at < end.min(self.document.tokens.len()) {
            match self.read(at) {
                Some(raw) => {
                    at = raw.tokens.end;
                    raws.push(raw);
                }
                None => at += 1,
            }
        }
        raws
    }

    fn folded(&self, at: usize) -> &str {
        self.document.tokens.get(at).map_or("", |token| token.folded.as_str())
    }

    /// Whether no date starts at a token, by its own look.
    fn is_out_of_question(&self, at: usize) -> bool {
        let token = &self.document.tokens[at];
        let folded = token.folded.as_str();
        let digits = |first: char| first.is_ascii_digit() || first == '+';
        let opens = match token.kind {
            TokenKind::Ideograph => return !folded.chars().next().is_some_and(|first| self.calendar.opens_with(first)),
            TokenKind::Lower => {
                folded.starts_with(|c: char| c.is_ascii_digit())
                    || folded.contains('-')
                    || self.calendar.opens_date(folded) && self.calendar.number(folded).is_some()
            }
            _ => {
                folded.starts_with(digits)
                    || self.calendar.opens_date(folded)
                    || self.pack.month_prefixes.iter().any(|prefix| folded.starts_with(prefix.as_str()))
                    || !self.pack.spaced && self.calendar.opens_weekday(folded)
            }
        };
        !opens && !((!self.pack.spaced || self.calendar.opens_date(folded)) && self.may_open(at))
    }

    fn read(&self, at: usize) -> Option<Raw> {
        if self.is_out_of_question(at) {
            return None;
        }
        let explicit = |at: usize| {
            self.units(at).or_else(|| self.digits(at)).or_else(|| self.day_first(at)).or_else(|| self.month_first(at))
        };
        if !self.pack.spaced
            && let Some(raw) = self.day_inside(at).or_else(|| self.week_day(at)).or_else(|| self.told_by_last(at))
        {
            return Some(raw);
        }
        if let Some(weekday) = self.weekday_at(at) {
            return Some(self.after_weekday(at, weekday, explicit));
        }
        let explicit = explicit(at).map(|raw| self.with_near_year(raw));
        explicit
            .or_else(|| self.near_month(at))
            .or_else(|| self.relative_day(at))
            .or_else(|| self.step(at).or_else(|| self.step_back(at)))
            .or_else(|| self.day_of_month(at))
            .or_else(|| self.bare_year(at))
    }

    fn weekday_at(&self, at: usize) -> Option<u8> {
        let token = self.document.tokens.get(at)?;
        let weekday = self.calendar.weekday(&token.folded)?;
        token.is_capital().then_some(weekday)
    }

    /// A weekday, with the date behind it if there is one: `Tuesday, December 3`, `Selasa dan Rabu (24-25/1/2023)`.
    fn after_weekday(&self, at: usize, weekday: u8, explicit: impl Fn(usize) -> Option<Raw>) -> Raw {
        let mut next = at + 1;
        let last_weekday = if self.document.is(next, WordClass::RangeLink) { self.weekday_at(next + 1) } else { None };
        if last_weekday.is_some() {
            next += 2;
        }
        for gap in 0..4 {
            if let Some(mut raw) = explicit(next + gap).filter(|raw| raw.day.is_some()) {
                let closing = usize::from(self.folded(raw.tokens.end) == ")" && gap > 0);
                raw.tokens = at..raw.tokens.end + closing;
                return raw;
            }
            let part = self.pack.day_parts.iter().any(|part| part == self.folded(next + gap));
            let skippable =
                part || matches!(self.folded(next + gap), "," | "(") || self.document.is(next + gap, WordClass::OnDate);
            if !skippable {
                break;
            }
        }
        self.with_side(Raw { tokens: at..next, weekday: Some(weekday), last_weekday, ..Raw::default() })
    }

    /// `8`, `8th`, `8-9`, or `8 to 9`: first day, last day, tokens used.
    fn days(&self, at: usize) -> Option<(u8, Option<u8>, usize)> {
        let day = |folded: &str| {
            let plain = folded.strip_suffix('.').unwrap_or(folded);
            let number = if plain.starts_with(|c: char| c.is_ascii_digit()) {
                plain.parse().ok().or_else(|| self.calendar.ordinal(plain))
            } else {
                None
            };
            number.and_then(|n| u8::try_from(n).ok()).filter(|n| (1..=31).contains(n))
        };
        let token = self.folded(at);
        if let Some((first, last)) = token.split_once(['-', '–']) {
            return Some((day(first)?, Some(day(last)?), 1));
        }
        let first = day(token)?;
        let last = self.document.is(at + 1, WordClass::RangeLink).then(|| day(self.folded(at + 2))).flatten();
        Some(match last {
            Some(last) => (first, Some(last), 3),
            None => (first, None, 1),
        })
    }

    fn month_at(&self, at: usize) -> Option<u8> {
        let token = self.document.tokens.get(at)?;
        let part = self.pack.month_prefixes.iter().find_map(|prefix| token.folded.strip_prefix(prefix.as_str()));
        if let Some(month) = part {
            return self.calendar.month(month);
        }
        if !token.is_capital() {
            return None;
        }
        self.calendar.month(&token.folded).or_else(|| self.calendar.month(token.folded.trim_end_matches('.')))
    }

    /// A year right behind, perhaps after a comma: the year and the tokens used.
    fn year_behind(&self, at: usize) -> (Option<i16>, usize) {
        let comma = usize::from(self.folded(at) == ",");
        match year_of(self.folded(at + comma)) {
            Some(year) => (Some(year), comma + 1),
            None => (None, 0),
        }
    }

    /// `8-9 Desember 2016`, `30 August - 2 September 2024`, `3rd of May`.
    fn day_first(&self, at: usize) -> Option<Raw> {
        let (day, mut last_day, used) = self.days(at)?;
        let mut next = at + used;
        if self.month_at(next).is_none() && self.document.is(next, WordClass::NameLink) {
            next += 1;
        }
        let month = self.month_at(next)?;
        next += 1;
        let mut last_month = None;
        if self.document.is(next, WordClass::RangeLink)
            && last_day.is_none()
            && let Some(((end, None, 1), end_month)) = self.days(next + 1).zip(self.month_at(next + 2))
        {
            (last_day, last_month) = (Some(end), Some(end_month));
            next += 3;
        }
        let (year, used) = self.year_behind(next);
        Some(Raw { tokens: at..next + used, year, month: Some(month), day: Some(day), last_month, last_day, ..Raw::default() })
    }

    /// `May 23, 2021`, `Sept 7 to 9`, `April 30 - May 2, 2024`, `December 2024`, and a month alone behind a preposition.
    fn month_first(&self, at: usize) -> Option<Raw> {
        let month = self.month_at(at)?;
        let raw = Raw { month: Some(month), ..Raw::default() };
        let Some((day, mut last_day, used)) = self.days(at + 1).filter(|_| year_of(self.folded(at + 1)).is_none()) else {
            let (year, used) = self.year_behind(at + 1);
            let part = self.pack.month_prefixes.iter().any(|prefix| self.folded(at).starts_with(prefix.as_str()));
            let preposition = part || at > 0 && self.document.is(at - 1, WordClass::OnDate);
            return (year.is_some() || preposition).then(|| Raw { tokens: at..at + 1 + used, year, ..raw });
        };
        let mut next = at + 1 + used;
        let mut last_month = None;
        if last_day.is_none()
            && self.document.is(next, WordClass::RangeLink)
            && let Some((end_month, (end, None, 1))) = self.month_at(next + 1).zip(self.days(next + 2))
        {
            (last_day, last_month) = (Some(end), Some(end_month));
            next += 3;
        }
        let (year, used) = self.year_behind(next);
        Some(Raw { tokens: at..next + used, year, day: Some(day), last_month, last_day, ..raw })
    }

    /// `2021-05-23`, `2024-12`, `7/12/2016`, `24-25/1/2023`, `18/10`, `04.02.2021`.
    fn digits(&self, at: usize) -> Option<Raw> {
        let token = self.folded(at);
        if !token.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        if let Some(date) = token.parse::<PartialDate>().ok().filter(|date| date.month.is_some()) {
            return Some(Raw { tokens: at..at + 1, year: Some(date.year), month: date.month, day: date.day, ..Raw::default() });
        }
        let dotted: Vec<&str> = token.split('.').collect();
        if let [first, second, year] = dotted[..] {
            let raw = make(first, second).or_else(|| make(second, first))?;
            return Some(Raw { tokens: at..at + 1, year: Some(year_of(year)?), ..raw });
        }
        if self.folded(at + 1) != "/" {
            return None;
        }
        let (second, third) = (self.folded(at + 2), self.folded(at + 4));
        if self.folded(at + 3) == "/" {
            if let Some(year) = year_of(token) {
                let raw = Raw { month: second.parse().ok(), day: third.parse().ok(), ..Raw::default() };
                return valid(raw).map(|raw| Raw { tokens: at..at + 5, year: Some(year), ..raw });
            }
            let year = year_of(third)?;
            let raw = self.day_month(token, second, Some(year))?;
            return Some(Raw { tokens: at..at + 5, year: Some(year), ..raw });
        }
        let bracketed = at > 0 && self.folded(at - 1) == "(" && self.folded(at + 3) == ")";
        self.day_month(token, second, None).filter(|_| bracketed).map(|raw| Raw { tokens: at..at + 3, ..raw })
    }

    /// Two numbers that are a day (or days) and a month: of two readings the one that lies nearer to publication, which papers
    /// of one language settle in different ways; without a publication date in the language's order.
    fn day_month(&self, first: &str, second: &str, year: Option<i16>) -> Option<Raw> {
        let (day_first, month_first) = (make(first, second), make(second, first));
        let (Some(a), Some(b)) = (&day_first, &month_first) else { return day_first.or(month_first) };
        let published = self.document.published.filter(|date| date.month.is_some());
        let months = |raw: &Raw| {
            let published = published?;
            let year = year.unwrap_or(published.year);
            Some((i32::from(year - published.year) * 12 + i32::from(raw.month?) - i32::from(published.month?)).abs())
        };
        let apart = months(a).zip(months(b)).filter(|(a, b)| a != b && (*a).min(*b) <= 2);
        let usual = self.pack.day_first || first.contains('-');
        if apart.map_or(usual, |(a, b)| a < b) { day_first } else { month_first }
    }

    /// A year that stands alone behind a preposition or at the start of a clause; a year in a name is no date.
    fn bare_year(&self, at: usize) -> Option<Raw> {
        let year = year_of(self.folded(at))?;
        let before = at > 0 && self.document.is(at - 1, WordClass::OnDate);
        before.then(|| Raw { tokens: at..at + 1, year: Some(year), ..Raw::default() })
    }

    /// A weekday or a word such as yesterday against the publication date, which must be known to the day.
    ///
    /// A weekday is the last one before publication (or that very day), or the next one where the sentence speaks of the future.
    fn relative(&self, raw: &Raw) -> Option<DateSpan> {
        let today = self.today?;
        let today = civil::Date::new(today.year, i8::try_from(today.month?).ok()?, i8::try_from(today.day?).ok()?).ok()?;
        let day = match (raw.weekday, raw.offset) {
            (Some(weekday), _) if raw.weeks.is_some() => {
                let monday =
                    today.checked_sub(jiff::Span::new().days(i32::from(today.weekday().to_monday_zero_offset()))).ok()?;
                monday.checked_add(jiff::Span::new().days(7 * raw.weeks? + i32::from(weekday) - 1)).ok()?
            }
            (Some(weekday), _) => {
                let weekday = Weekday::from_monday_one_offset(i8::try_from(weekday).ok()?).ok()?;
                let future = raw.side.map_or_else(|| self.speaks_of_future(raw), |side| side > 0);
                let is_today = today.weekday() == weekday && raw.side.is_none();
                if is_today { today } else { today.nth_weekday(if future { 1 } else { -1 }, weekday).ok()? }
            }
            (None, Some(offset)) => today.checked_add(jiff::Span::new().days(offset)).ok()?,
            _ => return None,
        };
        let last = raw
            .last_weekday
            .and_then(|last| Weekday::from_monday_one_offset(i8::try_from(last).ok()?).ok())
            .and_then(|last| day.nth_weekday(1, last).ok());
        Some(DateSpan { start: partial(day)?, end: last.and_then(partial) })
    }
}

/// A date some days after another that is known to the day.
fn later(date: PartialDate, days: i32) -> Option<PartialDate> {
    let day = civil::Date::new(date.year, i8::try_from(date.month?).ok()?, i8::try_from(date.day?).ok()?).ok()?;
    partial(day.checked_add(jiff::Span::new().days(days)).ok()?)
}

fn partial(day: civil::Date) -> Option<PartialDate> {
    Some(PartialDate::day(day.year(), u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?))
}

/// A day (or days) and a month written as numbers.
fn make(days: &str, month: &str) -> Option<Raw> {
    let (first, last) = days.split_once('-').map_or((days, None), |(first, last)| (first, Some(last)));
    let last_day = last.and_then(|day| day.parse().ok());
    valid(Raw { day: first.parse().ok(), month: month.parse().ok(), last_day, ..Raw::default() })
}

/// The same if day and month are possible.
fn valid(raw: Raw) -> Option<Raw> {
    let month = (1..=12).contains(&raw.month?);
    let day = raw.day.is_none_or(|day| (1..=31).contains(&day));
    let last = raw.last_day.is_none_or(|day| (1..=31).contains(&day));
    (month && day && last).then_some(raw)
}
