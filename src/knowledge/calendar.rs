//! Month names, weekday names and number words of one language, ready for look-up.

use std::collections::BTreeMap;

use super::{
    hashing::{Characters, Table, Words},
    language::Language,
    tokens::{fold_token, is_ideograph},
};

/// Words for parts of dates, folded. Look-ups only: nothing iterates the maps.
#[derive(Debug, Default)]
pub struct Calendar {
    months: Table<String, u8>,
    weekdays: Table<String, u8>,
    /// First characters of the names of weekdays.
    weekday_openers: Vec<char>,
    numbers: Table<String, u32>,
    ordinals: Table<String, u32>,
    ordinal_prefixes: Vec<String>,
    ordinal_suffixes: Vec<String>,
    /// Under the first word of the entries of all tables of relative dates, the words behind it in each.
    relative_words: Table<String, Vec<Vec<String>>>,
    /// First characters of those entries that may stand in the text without spaces.
    relative_openers: Vec<char>,
    /// Ideographs that a date may start with.
    ideographs: Characters,
    /// Words that a date may start with: months, weekdays, number words, and the first words of relative dates.
    openers: Words,
}

impl Calendar {
    /// Indexes the words of a language.
    #[must_use]
    pub fn new(language: &Language) -> Self {
        let index = |lists: &[Vec<String>]| -> Table<String, u8> {
            let numbered = lists.iter().zip(1..);
            numbered.flat_map(|(names, number)| names.iter().map(move |name| (fold_token(name), number))).collect()
        };
        let relative = relative_entries(language);
        let relative_openers = unspaced_openers(language, &relative);
        let numbers = language.numbers.keys().filter(|word| word.chars().count() == 1);
        let firsts = language.weekdays.iter().flatten().chain(numbers).filter_map(|word| fold_token(word).chars().next());
        let words = language.months.iter().chain(&language.weekdays).flatten().chain(language.numbers.keys());
        let openers = words.map(|word| fold_token(word)).chain(relative.iter().map(|entry| first_word(entry).to_owned()));
        Self {
            openers: openers.collect(),
            ideographs: firsts.chain(relative_openers.iter().copied()).collect(),
            months: index(&language.months),
            weekdays: index(&language.weekdays),
            weekday_openers: language.weekdays.iter().flatten().filter_map(|name| fold_token(name).chars().next()).collect(),
            numbers: language.numbers.iter().map(|(word, &number)| (fold_token(word), number)).collect(),
            ordinals: language.ordinals.iter().map(|(word, &number)| (fold_token(word), number)).collect(),
            ordinal_prefixes: language.ordinal_prefixes.clone(),
            ordinal_suffixes: language.ordinal_suffixes.clone(),
            relative_words: relative_words(&relative),
            relative_openers,
        }
    }

    /// Whether a phrase for a day, week, month or year near another stands here, word by word; or may start with the first character
    /// of a text, in a script without spaces. `word` gives the folded token at a distance, `written` the text of the first.
    #[must_use]
    pub fn opens_relative<'a>(&self, word: impl Fn(usize) -> &'a str, written: &str) -> bool {
        let listed = |word: &str| word.chars().next().is_some_and(|first| self.relative_openers.binary_search(&first).is_ok());
        let unspaced = !self.relative_openers.is_empty() && (listed(word(0)) || word(0) != written && listed(written));
        let stands = |rest: &Vec<String>| (1..).zip(rest).all(|(at, other)| word(at) == other);
        unspaced || self.relative_words.get(word(0)).is_some_and(|entries| entries.iter().any(stands))
    }

    /// Whether a date may start with this ideograph: a weekday, a number sign, a word for a day or time near another.
    #[must_use]
    pub fn opens_with(&self, ideograph: char) -> bool {
        self.ideographs.contains(&ideograph)
    }

    /// Whether a date may start with this word: a month, a weekday, a number word, or the first word of a phrase such as `next week`.
    #[must_use]
    pub fn opens_date(&self, folded: &str) -> bool {
        self.openers.contains(folded) || folded.ends_with('.') && self.month(folded.trim_end_matches('.')).is_some()
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

    /// Whether the name of a weekday starts with this word, or with its first character.
    #[must_use]
    pub fn opens_weekday(&self, folded: &str) -> bool {
        folded.chars().next().is_some_and(|first| self.weekday_openers.contains(&first))
    }

    /// The value of digits or of a number word.
    #[must_use]
    pub fn number(&self, folded: &str) -> Option<u32> {
        folded.parse().ok().or_else(|| self.numbers.get(folded).copied())
    }

    /// The value of an ordinal: `12th`, `ke-43`, `third`, `twenty-first`; never of plain digits or of `three`.
    #[must_use]
    pub fn ordinal(&self, folded: &str) -> Option<u32> {
        let suffixed = self.ordinal_suffixes.iter().find_map(|suffix| folded.strip_suffix(suffix.as_str())?.parse().ok());
        let prefixed = || self.ordinal_prefixes.iter().find_map(|prefix| folded.strip_prefix(prefix.as_str())?.parse().ok());
        let compound = || {
            let (tens, unit) = folded.split_once('-')?;
            Some(self.numbers.get(tens).filter(|&&tens| tens >= 20)? + self.ordinals.get(unit)?)
        };
        suffixed.or_else(prefixed).or_else(|| self.ordinals.get(folded).copied()).or_else(compound)
    }

    /// An edition written over several tokens, as in scripts without spaces: a prefix, a number, a suffix. Its value and length
    /// in tokens. `word` gives the folded token at a distance.
    #[must_use]
    pub fn edition<'a>(&self, word: impl Fn(usize) -> &'a str) -> Option<(u32, usize)> {
        let suffixed = !word(1).is_empty() && self.ordinal_suffixes.iter().any(|suffix| suffix == word(1));
        if let Some(&value) = suffixed.then(|| self.numbers.get(&format!("{}{}", word(0), word(1)))).flatten() {
            return Some((value, 2));
        }
        self.ordinal_prefixes.iter().find(|prefix| *prefix == word(0))?;
        let mut at = 1;
        let mut value = word(at).parse::<u32>().ok();
        if value.is_some() {
            at += 1;
        } else {
            let digits: Vec<u32> = (1..5).map_while(|at| self.numbers.get(word(at)).copied()).collect();
            at += digits.len();
            value = joined(&digits);
        }
        let suffix = self.ordinal_suffixes.iter().any(|suffix| suffix == word(at));
        value.filter(|&value| suffix && value > 0).map(|value| (value, at + 1))
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

/// The entries of all tables of dates near another.
fn relative_entries(language: &Language) -> Vec<&String> {
    let Language { relative_days, relative_weeks, relative_months, relative_years, days_from_last, .. } = language;
    let tables = [relative_days, relative_weeks, relative_months, relative_years, days_from_last];
    tables.into_iter().flat_map(BTreeMap::keys).collect()
}

fn first_word(entry: &str) -> &str {
    entry.split(' ').next().unwrap_or_default()
}

fn relative_words(entries: &[&String]) -> Table<String, Vec<Vec<String>>> {
    let mut table: Table<String, Vec<Vec<String>>> = Table::default();
    for entry in entries {
        let mut words = entry.split(' ').map(str::to_owned);
        if let Some(first) = words.next() {
            table.entry(first).or_default().push(words.collect());
        }
    }
    table
}

/// First characters, in order, of the entries that are not looked up word by word.
fn unspaced_openers(language: &Language, entries: &[&String]) -> Vec<char> {
    let unspaced = entries.iter().filter(|entry| !language.spaced || entry.chars().any(is_ideograph));
    let mut openers: Vec<char> = unspaced.filter_map(|entry| entry.chars().next()).collect();
    openers.sort_unstable();
    openers.dedup();
    openers
}

/// The value of digits and tens in a row: 2, 10, 3 is 23; 10, 2 is 12.
fn joined(digits: &[u32]) -> Option<u32> {
    let mut total = 0;
    let mut last = None;
    for &digit in digits {
        if digit == 10 {
            total += last.take().unwrap_or(1) * 10;
        } else if last.replace(digit).is_some() {
            return None;
        }
    }
    (!digits.is_empty()).then(|| total + last.unwrap_or(0))
}
