//! Dates in scripts without spaces: numbers with a sign behind each, weekdays of this week or the last, and days told by the day
//! before them.

use std::collections::BTreeMap;

use super::{Raw, Reader, later, near::opens, valid};
use crate::model::{PartialDate, TokenKind, WordClass};

impl Reader<'_> {
    /// Numbers with a sign behind each: year, month, day, with the last day behind a dash.
    pub(super) fn units(&self, at: usize) -> Option<Raw> {
        let [year_sign, month_sign, day_signs @ ..] = &self.pack.date_units[..] else { return None };
        let is_day = |at: usize| day_signs.iter().any(|sign| sign == self.folded(at));
        let mut raw = Raw::default();
        let mut next = at;
        let year =
            self.numeral(next).filter(|&(year, length)| (1900..=2100).contains(&year) && self.folded(next + length) == year_sign);
        if let Some((year, length)) = year {
            raw.year = i16::try_from(year).ok();
            next += length + 1;
        } else if let Some((distance, length)) = self.table(&self.pack.relative_years, next) {
            let month = self.month(next + length, month_sign);
            raw.year = month.and(self.document.published)?.year.checked_add(i16::try_from(distance).ok()?);
            next += length;
        }
        if let Some((distance, length)) = self.table(&self.pack.relative_months, next).filter(|_| next == at) {
            let published = self.document.published?;
            let months = i32::from(published.year) * 12 + i32::from(published.month?) - 1 + distance;
            raw.year = i16::try_from(months.div_euclid(12)).ok();
            raw.month = u8::try_from(months.rem_euclid(12) + 1).ok();
            next = self.day(&mut raw, next + length, &is_day);
        } else if let Some((month, length)) = self.month(next, month_sign) {
            raw.month = Some(month);
            next = self.day(&mut raw, next + length + 1, &is_day);
        }
        if next == at {
            return self.day_alone(at, &is_day);
        }
        raw.tokens = at..self.over_weekday(next);
        (raw.month.is_some() || raw.year.is_some())
            .then_some(raw)
            .and_then(|raw| if raw.month.is_some() { valid(raw) } else { Some(raw) })
    }

    /// A number with the sign of a month: the month and the length of the number.
    fn month(&self, at: usize, sign: &str) -> Option<(u8, usize)> {
        let (number, length) = self.numeral(at)?;
        let month = u8::try_from(number).ok().filter(|month| (1..=12).contains(month))?;
        (self.folded(at + length) == sign).then_some((month, length))
    }

    /// Reads day and last day behind a month; where the date goes on.
    fn day(&self, raw: &mut Raw, at: usize, is_day: &impl Fn(usize) -> bool) -> usize {
        let mut next = at;
        let (folded, last) = self.folded(next).split_once('-').unwrap_or((self.folded(next), ""));
        let number = folded.parse().ok().map(|day| (day, 1)).or_else(|| self.numeral(next));
        let Some((day, length)) = number.and_then(|(day, length)| Some((u8::try_from(day).ok()?, length))) else { return at };
        let signed = is_day(next + length);
        let ranged = self.document.is(next + length, WordClass::RangeLink)
            || signed && self.document.is(next + length + 1, WordClass::RangeLink);
        if !signed && !ranged || !(1..=31).contains(&day) {
            return at;
        }
        raw.day = Some(day);
        raw.last_day = last.parse().ok();
        next += length + usize::from(signed);
        if self.document.is(next, WordClass::RangeLink) {
            let [_, month_sign, ..] = &self.pack.date_units[..] else { return next };
            let month = self.month(next + 1, month_sign);
            let from = next + 1 + month.map_or(0, |(_, length)| length + 1);
            let end = self.numeral(from).filter(|&(_, length)| is_day(from + length));
            if let Some((end, length)) = end.and_then(|(end, length)| Some((u8::try_from(end).ok()?, length))) {
                raw.last_day = Some(end);
                raw.last_month = month.map(|(month, _)| month);
                next = from + length + 1;
            }
        }
        next
    }

    /// A number with the sign of a day, and perhaps the last day: the month is that of the date before it, or of publication.
    fn day_alone(&self, at: usize, is_day: &impl Fn(usize) -> bool) -> Option<Raw> {
        let number = |text: &str| text.parse().ok().filter(|day| (1..=31).contains(day));
        // `4号馆` is no day.
        let word = |at: usize| self.document.hit_at(at, WordClass::PlainWord).is_some_and(|hit| hit.tokens.len() > 1);
        let is_day = |at: usize| is_day(at) && !word(at);
        let day = |at: usize| number(self.folded(at)).filter(|_| is_day(at + 1));
        if let Some((first, last)) = self.folded(at).split_once('-').filter(|_| is_day(at + 1)) {
            return Some(Raw { tokens: at..at + 2, day: Some(number(first)?), last_day: Some(number(last)?), ..Raw::default() });
        }
        // `7、8两日`
        let joined = self.document.is(at + 1, WordClass::Conjunction) && is_day(at + 4);
        if joined && self.numeral(at + 3).is_some_and(|(count, _)| count == 2) {
            let (first, last) = (number(self.folded(at))?, number(self.folded(at + 2))?);
            return Some(Raw { tokens: at..at + 5, day: Some(first), last_day: Some(last), ..Raw::default() });
        }
        let first = day(at)?;
        let last_day = day(at + 3).filter(|_| self.document.is(at + 2, WordClass::RangeLink));
        let end = if last_day.is_some() { at + 5 } else { at + 2 };
        Some(Raw { tokens: at..self.over_weekday(end), day: Some(first), last_day, ..Raw::default() })
    }

    /// `本报杭州9月5日讯`: the day on which the article was written, where it lies in the week up to publication.
    pub(super) fn day_of_dateline(&self, raws: &[Raw]) -> Option<PartialDate> {
        let published = self.document.published.filter(|_| !self.pack.spaced)?;
        let written = raws.iter().find(|raw| self.document.in_dateline(raw.tokens.start))?;
        let (month, day) = written.month.zip(written.day)?;
        let year = written.year.unwrap_or(published.year - i16::from(published.month? < month));
        let date = PartialDate::day(year, month, day);
        (0..=7).any(|distance| later(date, distance) == Some(published)).then_some(date)
    }

    /// `今(20)日`, `昨(19)晚`: the day of the month between the two signs of a word for a day near by.
    pub(super) fn day_inside(&self, at: usize) -> Option<Raw> {
        let near = self.may_open(at) && opens(&self.pack.relative_days, self.folded(at)) && !self.pack.spaced;
        let bracketed = near && matches!(self.folded(at + 1), "(" | "（") && matches!(self.folded(at + 3), ")" | "）");
        let day = self.folded(at + 2).parse().ok().filter(|day| bracketed && (1..=31).contains(day))?;
        Some(Raw { tokens: at..at + 5, day: Some(day), ..Raw::default() })
            .filter(|raw| raw.tokens.end <= self.document.tokens.len())
    }

    /// `三天前`, `五年前`: a number of days or years back from the day of writing.
    pub(super) fn step_back(&self, at: usize) -> Option<Raw> {
        let (count, length) = self.numeral(at).filter(|_| !self.pack.spaced)?;
        let unit = self.folded(at + length);
        let direction = *self.pack.steps_from_publication.get(self.folded(at + length + 1))?;
        let tokens = at..at + length + 2;
        let count = i32::try_from(count).ok().filter(|count| (1..=60).contains(count))?;
        if self.pack.day_nouns.iter().any(|noun| noun == unit) {
            return Some(Raw { tokens, offset: Some(count * direction), ..Raw::default() });
        }
        let year = self.pack.date_units.first().is_some_and(|sign| sign == unit);
        let distance = i16::try_from(count * direction).ok().filter(|_| year)?;
        Some(Raw { tokens, year: Some(self.document.published?.year.checked_add(distance)?), ..Raw::default() })
    }

    /// The value of digits, or of number signs: each one digit, or tens and ones; with its length in tokens.
    fn numeral(&self, at: usize) -> Option<(u32, usize)> {
        let kind = self.document.tokens.get(at)?.kind;
        if kind != TokenKind::Ideograph {
            return self.folded(at).parse().ok().map(|number| (number, 1));
        }
        let run: Vec<u32> = (at..at + 4)
            .map_while(|at| {
                let ideograph = self.document.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Ideograph);
                self.calendar.number(self.folded(at)).filter(|&number| ideograph && number <= 10)
            })
            .collect();
        let value = match run[..] {
            [tens, 10, ones] if tens < 10 && ones < 10 => tens * 10 + ones,
            [10, ones] if ones < 10 => 10 + ones,
            [tens, 10] if tens < 10 => tens * 10,
            [single] => single,
            [_, _, _, _] if run.iter().all(|&digit| digit < 10) => run.iter().fold(0, |value, digit| value * 10 + digit),
            _ => return None,
        };
        Some((value, run.len()))
    }

    /// The value of the longest entry of a table that starts at a token, with its length.
    fn table(&self, table: &BTreeMap<String, i32>, at: usize) -> Option<(i32, usize)> {
        let longest = self.document.tokens.len().min(at + 4);
        if at >= longest || !self.may_open(at) || !opens(table, self.document.text(&(at..at + 1))) {
            return None;
        }
        (at + 1..=longest).rev().find_map(|end| table.get(self.document.text(&(at..end))).map(|&value| (value, end - at)))
    }

    /// A weekday, perhaps behind a word for the week, with the date in parentheses behind it if there is one.
    pub(super) fn week_day(&self, at: usize) -> Option<Raw> {
        let (weeks, length) =
            self.table(&self.pack.relative_weeks, at).map_or((None, 0), |(weeks, length)| (Some(weeks), length));
        let from = at + length;
        let weekday = |length: usize| {
            let end = from + length;
            let inside = end <= self.document.tokens.len();
            inside.then(|| self.calendar.weekday(self.document.text(&(from..end)))).flatten().map(|day| (day, end))
        };
        if !self.document.tokens.get(from).is_some_and(|token| self.calendar.opens_weekday(&token.folded)) {
            return None;
        }
        let (weekday, end) = weekday(3).or_else(|| weekday(2))?;
        if matches!(self.folded(end), "(" | "（")
            && let Some(mut raw) = self.units(end + 1).filter(|raw| raw.day.is_some())
        {
            raw.tokens = at..raw.tokens.end + usize::from(matches!(self.folded(raw.tokens.end), ")" | "）"));
            return Some(raw);
        }
        Some(Raw { tokens: at..end, weekday: Some(weekday), weeks, ..Raw::default() })
    }

    /// Goes over a weekday in parentheses behind a date.
    fn over_weekday(&self, at: usize) -> usize {
        if !matches!(self.folded(at), "(" | "（") {
            return at;
        }
        let close = (at + 2..at + 6).find(|&at| matches!(self.folded(at), ")" | "）"));
        close.filter(|&close| self.week_day(at + 1).is_some_and(|raw| raw.tokens.end == close)).map_or(at, |close| close + 1)
    }

    /// A day told by the one before it: that day, the next day.
    pub(super) fn told_by_last(&self, at: usize) -> Option<Raw> {
        let (distance, length) = self.table(&self.pack.days_from_last, at)?;
        Some(Raw { tokens: at..at + length, from_last: Some(distance), ..Raw::default() })
    }
}
