//! When do a name of a label and a name that was extracted mean the same?
//!
//! Names are compared as lists of folded words; in scripts without spaces as lists of characters.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

use super::labels::Section;
use crate::knowledge::Scoring;

/// A name ready to be compared; empty if it has no letter or digit.
pub(super) type Folded = Vec<String>;

/// Least overlap of the words of two names of one body.
const SAME_BODY: f64 = 0.75;

/// The words of a name: no accents, no case, no marks, ordinals as digits, forms of address left out.
pub(super) fn fold(name: &str, words: &Scoring) -> Folded {
    let plain: String = name.nfkd().filter(|&c| canonical_combining_class(c) == 0).flat_map(char::to_lowercase).collect();
    let plain = plain.replace('\u{df}', "ss").replace('\u{3c2}', "\u{3c3}");
    let all: Vec<String> = spaced(&plain).split_whitespace().map(|word| ordinal(word, words)).collect();
    let kept: Vec<String> = all.iter().filter(|word| !words.honorifics.contains(*word)).cloned().collect();
    if kept.is_empty() { all } else { kept }
}

/// A possessive ending joined to its word, all other marks as spaces.
fn spaced(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let is_word = |at: usize| chars.get(at).is_some_and(|c| c.is_alphanumeric() || *c == '_');
    let mut spaced = String::with_capacity(name.len());
    for (at, &c) in chars.iter().enumerate() {
        let is_possessive =
            matches!(c, '\u{2019}' | '\'' | '`' | '\u{b4}') && chars.get(at + 1) == Some(&'s') && !is_word(at + 2);
        if is_word(at) {
            spaced.push(c);
        } else if !is_possessive {
            spaced.push(' ');
        }
    }
    spaced
}

fn ordinal(word: &str, words: &Scoring) -> String {
    if let Some(number) = words.ordinals.get(word) {
        return number.to_string();
    }
    let digits = words.ordinal_endings.iter().find_map(|ending| word.strip_suffix(ending.as_str()));
    digits.filter(|digits| !digits.is_empty() && digits.chars().all(char::is_numeric)).unwrap_or(word).to_owned()
}

/// Han characters: the basic block and its first extension, and what lies between.
fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

/// Words; of a name with Han characters, its characters. With how often each stands there.
fn units(folded: &[String]) -> BTreeMap<String, usize> {
    let joined = folded.concat();
    let mut units = BTreeMap::new();
    if joined.contains(is_han) {
        joined.chars().for_each(|c| *units.entry(c.to_string()).or_default() += 1);
    } else {
        for word in folded {
            *units.entry(word.clone()).or_default() += 1;
        }
    }
    units
}

fn total(units: &BTreeMap<String, usize>) -> usize {
    units.values().sum()
}

fn shared(a: &BTreeMap<String, usize>, b: &BTreeMap<String, usize>) -> usize {
    a.iter().map(|(unit, count)| (*count).min(b.get(unit).copied().unwrap_or(0))).sum()
}

/// Share of the units of either that both have (Jaccard index of multisets), 0..=1.
fn overlap(a: &BTreeMap<String, usize>, b: &BTreeMap<String, usize>) -> f64 {
    let common = shared(a, b);
    let union = total(a) + total(b) - common;
    if union == 0 { 0.0 } else { common as f64 / union as f64 }
}

/// Whether one has all units of the other.
fn is_inside(a: &BTreeMap<String, usize>, b: &BTreeMap<String, usize>) -> bool {
    shared(a, b) == total(a).min(total(b))
}

/// Whether two names of the same section are the same but for spelling, order or words that make no difference.
pub(super) fn is_same(section: Section, a: &[String], b: &[String], words: &Scoring) -> bool {
    if a.is_empty() || b.is_empty() {
        return false;
    }
    if a == b || a.concat() == b.concat() {
        return true;
    }
    match section {
        Section::People => a.len() > 1 && sorted(a) == sorted(b),
        Section::Places => is_same_place(a, b, words),
        Section::Orgs => {
            let (a, b) = (units(a), units(b));
            // words may be missing, but none replaced
            is_inside(&a, &b) && overlap(&a, &b) >= SAME_BODY
        }
        Section::Events => false,
    }
}

fn sorted(folded: &[String]) -> Vec<&String> {
    let mut words: Vec<_> = folded.iter().collect();
    words.sort();
    words
}

fn is_same_place(a: &[String], b: &[String], words: &Scoring) -> bool {
    let (joined_a, joined_b) = (a.concat(), b.concat());
    let bare = |name: &str| name.trim_end_matches(words.place_signs.as_slice()).to_owned();
    if joined_a.contains(is_han) && bare(&joined_a) == bare(&joined_b) {
        return true;
    }
    let strip = |folded: &[String]| -> Folded { folded.iter().filter(|w| !words.place_words.contains(*w)).cloned().collect() };
    !strip(a).is_empty() && strip(a) == strip(b)
}

/// How well the names of two events agree, 0..=1: best of all pairs; names with other numbers do not agree at all.
pub(super) fn agreement(found: &[Folded], labelled: &[Folded]) -> f64 {
    let pairs = found.iter().flat_map(|a| labelled.iter().map(move |b| (a, b)));
    pairs.map(|(a, b)| pair_agreement(a, b)).fold(0.0, f64::max)
}

fn pair_agreement(a: &Folded, b: &Folded) -> f64 {
    let (numbers_a, numbers_b) = (numbers(a), numbers(b));
    let differ = !numbers_a.is_subset(&numbers_b) && !numbers_b.is_subset(&numbers_a);
    if !numbers_a.is_empty() && !numbers_b.is_empty() && differ {
        return 0.0;
    }
    if a == b || a.concat() == b.concat() {
        return 1.0;
    }
    let (a, b) = (units(a), units(b));
    let (short, long) = (total(&a).min(total(&b)), total(&a).max(total(&b)));
    if short > 0 && is_inside(&a, &b) {
        return 0.6 + 0.3 * (short as f64 / long as f64);
    }
    0.85 * overlap(&a, &b)
}

/// The runs of digits.
fn numbers(folded: &[String]) -> BTreeSet<String> {
    let runs = folded.iter().flat_map(|word| word.split(|c: char| !c.is_ascii_digit()));
    runs.filter(|run| !run.is_empty()).map(str::to_owned).collect()
}
