//! Dates told by their distance from publication or from another date: `last month`, `next Tuesday`, `Maret tahun lalu`,
//! `on the 14th`, `eight days later`.

use std::{collections::BTreeMap, ops::Bound};

use super::{Raw, Reader};
use crate::model::{TokenKind, TokenRange, WordClass};

/// A phrase of the tables has at most so many words.
const LONGEST: usize = 4;
/// A word for the future counts within so many tokens before a date.
const REACH: usize = 12;

impl Reader<'_> {
    /// Whether a word for the future, or a verb in the present that looks ahead, stands before a date in its clause.
    pub(super) fn speaks_of_future(&self, raw: &Raw) -> bool {
        let reach = if self.pack.spaced { REACH } else { 3 };
        let start = self.document.sentences[self.document.sentence_of(raw.tokens.start)].tokens.start;
        let near = start.max(raw.tokens.start.saturating_sub(reach))..raw.tokens.start;
        let at = |class| self.document.hits_in(near.clone(), class).last().map(|hit| hit.tokens.start);
        let present = near.clone().rev().find(|&at| self.pack.present_verbs.contains(self.folded(at)));
        let said = at(WordClass::SpeechVerb).filter(|_| self.pack.spaced);
        at(WordClass::Future).max(present).is_some_and(|future| said.is_none_or(|said| said < future))
    }

    /// Whether an entry of some table of relative dates stands at the token, or may start there in a script without spaces.
    pub(super) fn may_open(&self, at: usize) -> bool {
        let token = self.document.tokens.get(at);
        token.is_some_and(|token| {
            self.calendar.opens_relative(|distance| self.folded(at + distance), token.span.of(&self.document.article.text))
        })
    }

    /// Words for a day, month or year near publication, or for a day told by the last one.
    pub(super) fn relative_day(&self, at: usize) -> Option<Raw> {
        if let Some((offset, tokens)) = self.phrase(&self.pack.relative_days, at) {
            return Some(Raw { tokens, offset: Some(offset), ..Raw::default() });
        }
        if let Some((offset, tokens)) = self.phrase(&self.pack.relative_years, at) {
            let year = self.document.published?.year.checked_add(i16::try_from(offset).ok()?)?;
            return Some(Raw { tokens, year: Some(year), ..Raw::default() });
        }
        if !self.pack.spaced {
            return None;
        }
        if let Some((distance, tokens)) = self.phrase(&self.pack.relative_months, at) {
            let published = self.document.published?;
            let months = i32::from(published.year) * 12 + i32::from(published.month?) - 1 + distance;
            let year = i16::try_from(months.div_euclid(12)).ok();
            let month = u8::try_from(months.rem_euclid(12) + 1).ok();
            return Some(Raw { tokens, year, month, near: true, ..Raw::default() });
        }
        let (distance, tokens) = self.phrase(&self.pack.days_from_last, at)?;
        Some(Raw { tokens, from_last: Some(distance), ..Raw::default() })
    }

    /// The value of the longest entry of a table that starts at a token, with its tokens.
    fn phrase(&self, table: &BTreeMap<String, i32>, at: usize) -> Option<(i32, TokenRange)> {
        let token = self.document.tokens.get(at).filter(|_| self.may_open(at))?;
        if !opens(table, &token.folded) && !opens(table, self.document.text(&(at..at + 1))) {
            return None;
        }
        // «Metals of Tomorrow»: inside a title it is no date.
        let opens_sentence = self.document.sentences[self.document.sentence_of(at)].tokens.start == at;
        if token.is_capital() && !opens_sentence {
            return None;
        }
        let longest = if self.pack.spaced { LONGEST } else { 2 };
        (1..=longest).rev().find_map(|length| {
            let words = at..at + length;
            let last = self.document.tokens.get(words.end - 1)?;
            let text = if last.kind == TokenKind::Ideograph {
                self.document.text(&words).to_owned()
            } else {
                self.document.tokens[words.clone()].iter().map(|t| t.folded.as_str()).collect::<Vec<_>>().join(" ")
            };
            table.get(&text).map(|&value| (value, words))
        })
    }

    /// `eight days later`, `two days ago`.
    pub(super) fn step(&self, at: usize) -> Option<Raw> {
        let count = self.calendar.number(self.folded(at)).and_then(|count| i32::try_from(count).ok())?;
        let day =
            self.pack.spaced && (1..=60).contains(&count) && self.pack.day_nouns.iter().any(|noun| noun == self.folded(at + 1));
        let word = self.folded(at + 2);
        let tokens = at..at + 3;
        if let Some(direction) = self.pack.steps_from_last.get(word).filter(|_| day) {
            return Some(Raw { tokens, from_last: Some(count * direction), ..Raw::default() });
        }
        let direction = self.pack.steps_from_publication.get(word).filter(|_| day)?;
        Some(Raw { tokens, offset: Some(count * direction), ..Raw::default() })
    }

    /// A weekday with a word beside it for its week or side: `next Tuesday`, `Senin pekan depan`.
    pub(super) fn with_side(&self, raw: Raw) -> Raw {
        let (start, end) = (raw.tokens.start, raw.tokens.end);
        let comma = usize::from(self.folded(end) == ",");
        let week = self.phrase(&self.pack.relative_weeks, end).or_else(|| self.phrase(&self.pack.relative_weeks, end + comma));
        if let Some((weeks, words)) = week {
            return Raw { tokens: start..words.end, weeks: Some(weeks), ..raw };
        }
        match self.mark(start, end) {
            Some((0, end)) => Raw { tokens: start..end, weeks: Some(0), ..raw },
            Some((2, end)) => Raw { tokens: start..end, weeks: Some(1), ..raw },
            Some((side, end)) => Raw { tokens: start..end, side: Some(side), ..raw },
            None => raw,
        }
    }

    /// A word for the side of publication right before the tokens, or right behind them; with where the date then ends.
    fn mark(&self, start: usize, end: usize) -> Option<(i32, usize)> {
        let marks = &self.pack.relative_marks;
        let before = start.checked_sub(1).and_then(|at| marks.get(self.folded(at)));
        before.map(|&side| (side, end)).or_else(|| marks.get(self.folded(end)).map(|&side| (side, end + 1)))
    }

    /// A date without its year, with a word beside it that tells the year: `in March last year`, `28-31 Maret lalu`.
    pub(super) fn with_near_year(&self, raw: Raw) -> Raw {
        let told = (raw.year.is_none() && self.pack.spaced).then(|| self.near_year(&raw)).flatten();
        let Some((year, end)) = told else { return raw };
        Raw { year: Some(year), near: true, tokens: raw.tokens.start..end, ..raw }
    }

    /// The year that the words beside a date without one tell, and where the date then ends.
    fn near_year(&self, raw: &Raw) -> Option<(i16, usize)> {
        let (published, month) = self.document.published.zip(raw.month)?;
        let comma = usize::from(self.folded(raw.tokens.end) == ",");
        let distance = self.phrase(&self.pack.relative_years, raw.tokens.end + comma);
        if let Some((distance, words)) = distance.or_else(|| self.phrase(&self.pack.relative_years, raw.tokens.end)) {
            return Some((published.year.checked_add(i16::try_from(distance).ok()?)?, words.end));
        }
        let (side, end) = self.mark(raw.tokens.start, raw.tokens.end)?;
        let today = (published.month?, published.day.unwrap_or(1));
        let date = (month, raw.day.unwrap_or(today.1));
        let year = match side {
            0 => published.year,
            2 => published.year + i16::from(month <= today.0 + 3),
            side if side > 0 => published.year + i16::from(date < today),
            _ => published.year - i16::from(date > today),
        };
        Some((year, end))
    }

    /// A month alone with a word beside it: `next July`, `Maret lalu`.
    pub(super) fn near_month(&self, at: usize) -> Option<Raw> {
        let month = self.month_at(at).filter(|_| self.pack.spaced)?;
        let raw = Raw { tokens: at..at + 1, month: Some(month), ..Raw::default() };
        let (year, end) = self.near_year(&raw)?;
        Some(Raw { year: Some(year), near: true, tokens: at..end, ..raw })
    }

    /// `on the 14th`, `from the 16th to the 18th`, `tanggal 20`: a day whose month is told elsewhere.
    pub(super) fn day_of_month(&self, at: usize) -> Option<Raw> {
        let day = |at: usize| {
            let folded = self.folded(at);
            let digits = folded.starts_with(|c: char| c.is_ascii_digit());
            let value = if self.pack.ordinal_suffixes.is_empty() { folded.parse().ok() } else { self.calendar.ordinal(folded) };
            value.filter(|_| digits).and_then(|day| u8::try_from(day).ok()).filter(|day| (1..=31).contains(day))
        };
        let first = day(at).filter(|_| self.pack.spaced)?;
        let opened = self.pack.day_openers.iter().any(|phrase| {
            let length = phrase.split(' ').count();
            at >= length && phrase.split(' ').eq((at - length..at).map(|at| self.folded(at)))
        });
        let free = |at: usize| {
            self.document.tokens.get(at).is_none_or(|token| {
                token.kind == TokenKind::Punctuation && token.folded != "-" && token.folded != "/"
                    || token.kind == TokenKind::Lower && self.pack.function_words.contains(&token.folded)
                    || self.document.is(at, WordClass::InPlace)
            })
        };
        let link = self.document.is(at + 1, WordClass::RangeLink);
        let from = at + 2 + usize::from(self.document.is(at + 2, WordClass::Determiner));
        let last_day = day(from).filter(|&last| link && last > first && free(from + 1));
        let end = if last_day.is_some() { from + 1 } else { at + 1 };
        (opened && free(end)).then(|| Raw { tokens: at..end, day: Some(first), last_day, ..Raw::default() })
    }

    /// The month that the paragraph names last before a token, where words are set apart.
    pub(super) fn month_of_paragraph(&self, at: usize) -> Option<u8> {
        let line = self.document.sentences.get(self.document.sentence_of(at)).filter(|_| self.pack.spaced)?.line;
        let start = self.document.lines.get(line)?.tokens.start;
        (start..at).rev().find_map(|at| self.month_at(at))
    }
}

/// Whether an entry of the table starts so.
pub(super) fn opens(table: &BTreeMap<String, i32>, start: &str) -> bool {
    table.range::<str, _>((Bound::Included(start), Bound::Unbounded)).next().is_some_and(|(entry, _)| entry.starts_with(start))
}
