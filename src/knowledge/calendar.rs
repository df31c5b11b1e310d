//! Month names, weekday names and number words of one language, ready for look-up.

use std::collections::HashMap;

use super::{language::Language, tokens::fold_token};

/// Words for parts of dates, folded. Look-ups only: nothing iterates the maps.
#[derive(Debug, Default)]
pub struct Calendar {
    months: HashMap<String, u8>,
    weekdays: HashMap<String, u8>,
    numbers: HashMap<String, u32>,
    ordinal_prefixes: Vec<String>,
    ordinal_suffixes: Vec<String>,
}

impl Calendar {
    /// Indexes the words of a language.
    #[must_use]
    pub fn new(language: &Language) -> Self {
        let index = |lists: &[Vec<String>]| -> HashMap<String, u8> {
            let numbered = lists.iter().zip(1..);
            numbered.flat_map(|(names, number)| names.iter().map(move |name| (fold_token(name), number))).collect()
        };
        Self {
            months: index(&language.months),
            weekdays: index(&language.weekdays),
            numbers: language.numbers.iter().map(|(word, &number)| (fold_token(word), number)).collect(),
            ordinal_prefixes: language.ordinal_prefixes.clone(),
            ordinal_suffixes: language.ordinal_suffixes.clone(),
        }
    }

    /// 1..=12 for the name of a month.
    #[must_use]
    pub fn month(&self, folded: &str) -> Option<u8> {
        self.months.get(folded).copied()
    }

    /// 1..=7, Monday first, for the name of a weekday.
    #[must_use]
    pub fn weekday(&self, folded: &str) -> Option<u8> {
        self.weekdays.get(folded).copied()
    }

    /// The value of digits or of a number word.
    #[must_use]
    pub fn number(&self, folded: &str) -> Option<u32> {
        folded.parse().ok().or_else(|| self.numbers.get(folded).copied())
    }

    /// The value of an ordinal: `12th`, `ke-43`, `third`; never of plain digits.
    #[must_use]
    pub fn ordinal(&self, folded: &str) -> Option<u32> {
        let suffixed = self.ordinal_suffixes.iter().find_map(|suffix| folded.strip_suffix(suffix.as_str())?.parse().ok());
        let prefixed = || self.ordinal_prefixes.iter().find_map(|prefix| folded.strip_prefix(prefix.as_str())?.parse().ok());
        suffixed.or_else(prefixed).or_else(|| self.numbers.get(folded).copied())
    }

    /// The value of a Roman numeral from II to XXXIX, as editions are numbered.
    #[must_use]
    pub fn roman(text: &str) -> Option<u32> {
        let values = text.chars().map(|c| match c {
            'I' => Some(1),
            'V' => Some(5),
            'X' => Some(10),
            _ => None,
        });
        let values: Vec<u32> = values.collect::<Option<_>>()?;
        if values.len() < 2 && text != "V" && text != "X" {
            return None;
        }
        let total = values.iter().enumerate().fold(0i64, |sum, (at, &value)| {
            let before_larger = values.get(at + 1).is_some_and(|&next| next > value);
            if before_larger { sum - i64::from(value) } else { sum + i64::from(value) }
        });
        u32::try_from(total).ok().filter(|n| (2..40).contains(n))
    }
}
