//! Ordinary words in Han characters, and the characters of names, each with how unlikely it is.
//!
//! In: `gazetteer/han-words.tsv` and `han-names.tsv`. Out: [`Han`]. All costs are negative natural logarithms
//! of probabilities, for a token of running text. Traditional characters are looked up as their simplified forms.

use std::ops::Range;

use super::{
    hashing::Table,
    sources::{Sources, rows},
    variants::Variants,
};
use crate::diag::{Error, ErrorKind, Result};

const WORDS: &str = "gazetteer/han-words.tsv";
const NAMES: &str = "gazetteer/han-names.tsv";

/// Longest word, in characters.
pub const LONGEST: usize = 4;
/// Longest surname, in characters.
const MOST_FAMILY: usize = 3;
/// Share of given names with two characters and with one.
const TWO: f32 = 0.223;
const ONE: f32 = 1.609;
/// A name of foreign sounds begins; it goes on; it ends.
const FOREIGN: f32 = 5.5;
const GOES_ON: f32 = 0.33;
const STOPS: f32 = 1.27;

/// A character that usually writes no sound, in a name with marks between its parts.
const STRANGE: f32 = 10.0;

/// What sort of word it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordSort {
    /// Noun, adjective, or anything else that may be part of a name.
    Noun,
    /// Verb that names seldom have inside.
    Verb,
    /// Adverb, preposition, pronoun, conjunction, particle.
    Function,
    /// Number or measure word.
    Number,
    /// Word for a time.
    Time,
    /// Name of a place.
    Place,
}

/// How unlikely a character is in each position of a name; infinite where it does not stand there.
#[derive(Clone, Copy, Debug)]
struct NameCosts {
    first: f32,
    last: f32,
    only: f32,
    sound: f32,
}

/// Words and name characters. Lookups only: nothing is listed in the order of the tables.
#[derive(Debug)]
pub struct Han {
    /// None for what only starts words.
    words: Table<u64, Option<(f32, WordSort)>>,
    n_words: usize,
    surnames: Table<u64, f32>,
    /// How many characters the longest surname has that starts with a character.
    families: Table<char, usize>,
    characters: Table<char, NameCosts>,
    variants: Variants,
}

impl Han {
    /// Loads the tables.
    ///
    /// # Errors
    /// A table is missing, has another header, or a line that cannot be read.
    pub fn load(sources: &Sources) -> Result<Self> {
        let mut words = Table::default();
        let mut n_words = 0;
        for [word, cost, sort] in rows(sources, WORDS, ["word", "cost", "sort"])? {
            let entry = key_of(word).zip(tenths(cost)).zip(sort_of(sort)).map(|((key, cost), sort)| (key, (cost, sort)));
            let (key, value) = entry.ok_or_else(|| malformed(WORDS, word))?;
            n_words += usize::from(words.insert(key, Some(value)).flatten().is_none());
            for start in 1..word.chars().count() {
                words.entry(key >> (u16::BITS as usize * start)).or_default();
            }
        }
        let mut surnames = Table::default();
        let mut families: Table<char, usize> = Table::default();
        let mut characters = Table::default();
        for [text, surname, first, last, only, sound] in
            rows(sources, NAMES, ["text", "surname", "first", "last", "only", "sound"])?
        {
            let key = key_of(text).ok_or_else(|| malformed(NAMES, text))?;
            if let Some(cost) = tenths(surname) {
                surnames.insert(key, cost);
                if let Some(first) = text.chars().next() {
                    let most = families.entry(first).or_default();
                    *most = text.chars().count().max(*most);
                }
            }
            let cost = |column: &str| tenths(column).unwrap_or(f32::INFINITY);
            let mut single = text.chars();
            if let (Some(character), None) = (single.next(), single.next()) {
                let costs = NameCosts { first: cost(first), last: cost(last), only: cost(only), sound: cost(sound) };
                characters.insert(character, costs);
            }
        }
        Ok(Self { words, n_words, surnames, families, characters, variants: Variants::load(sources)? })
    }

    /// The simplified form of a character, or the character itself.
    #[must_use]
    pub fn simplified(&self, character: char) -> char {
        self.variants.simplified(character)
    }

    /// Cost and sort of an ordinary word in simplified characters.
    #[must_use]
    pub fn word(&self, characters: &[char]) -> Option<(f32, WordSort)> {
        self.words.get(&key(characters)?).copied().flatten()
    }

    /// The ordinary words that a run of simplified characters starts with: for each length from one on, cost and sort.
    pub fn words_at(&self, characters: impl Iterator<Item = char>) -> impl Iterator<Item = Option<(f32, WordSort)>> {
        characters.take(LONGEST).scan(Some(0), |key, character| {
            *key = key.and_then(|key| extended(key, character));
            let known = key.and_then(|key| self.words.get(&key).copied());
            // nothing longer starts so
            *key = key.filter(|_| known.is_some());
            Some(known.flatten())
        })
    }

    /// What the characters of a sentence, simplified, cost in names; none stands for what is no ideograph.
    #[must_use]
    pub fn signs(&self, characters: &[Option<char>]) -> Signs {
        let unseen = self.unseen();
        let costs = |character: &Option<char>| character.and_then(|c| self.characters.get(&c)).copied().unwrap_or(unseen);
        let family = |at: usize| {
            let mut costs = [f32::INFINITY; MOST_FAMILY];
            let mut key = Some(0);
            let most = characters[at].and_then(|first| self.families.get(&first).copied()).unwrap_or_default();
            for (cost, character) in costs.iter_mut().zip(&characters[at..]).take(most) {
                key = key.zip(*character).and_then(|(key, character)| extended(key, character));
                *cost = key.and_then(|key| self.surnames.get(&key).copied()).unwrap_or(f32::INFINITY);
            }
            costs
        };
        Signs {
            costs: characters.iter().map(costs).collect(),
            families: (0..characters.len()).map(family).collect(),
            ideographs: characters.iter().map(Option::is_some).collect(),
        }
    }

    /// Characters that no name of the tables has in that position, yet some name may have.
    fn unseen(&self) -> NameCosts {
        let rare = self.n_words.max(1) as f32;
        let cost = rare.ln();
        NameCosts { first: cost, last: cost, only: cost, sound: f32::INFINITY }
    }
}

/// What the characters of one sentence cost in names.
#[derive(Clone, Debug)]
pub struct Signs {
    costs: Vec<NameCosts>,
    /// Cost of the surnames of one to three characters that start at each; infinite where there is none.
    families: Vec<[f32; MOST_FAMILY]>,
    ideographs: Vec<bool>,
}

impl Signs {
    /// Cost of a personal name with its surname in front: one to three characters for the surname, one or two for the given name.
    #[must_use]
    pub fn name_cost(&self, name: &Range<usize>) -> Option<f32> {
        let families = self.families.get(name.start)?;
        if !self.ideographs.get(name.clone())?.iter().all(|ideograph| *ideograph) {
            return None;
        }
        let with = |length: usize| {
            let family = families[length - 1];
            let cost = match self.costs.get(name.start + length..name.end)? {
                [only] => family + only.only + ONE,
                [first, last] => family + first.first + last.last + TWO,
                _ => return None,
            };
            family.is_finite().then_some(cost)
        };
        (1..=MOST_FAMILY).filter_map(with).min_by(f32::total_cmp)
    }

    /// Whether a surname starts at a character.
    #[must_use]
    pub fn opens_name(&self, at: usize) -> bool {
        self.families.get(at).is_some_and(|families| families.iter().any(|cost| cost.is_finite()))
    }

    /// Cost of one character among those that write the sounds of foreign names; none if it does not.
    #[must_use]
    pub fn sound_cost(&self, at: usize) -> Option<f32> {
        let sound = self.ideographs.get(at).filter(|ideograph| **ideograph).map(|_| self.costs[at].sound);
        sound.filter(|cost| cost.is_finite())
    }

    /// Cost of a whole name in foreign sounds, and how many signs in it are no ideographs; none if a character writes no sound and no
    /// mark stands in the name.
    #[must_use]
    pub fn foreign_cost(&self, name: &Range<usize>) -> Option<(f32, usize)> {
        let ideographs = self.ideographs.get(name.clone())?;
        let among = || name.clone().zip(ideographs).filter(|(_, ideograph)| **ideograph);
        let marks = name.len() - among().count();
        let sound = |at: usize| self.sound_cost(at).or_else(|| (marks > 0).then_some(STRANGE));
        let sounds = among().map(|(at, _)| sound(at).map(|cost| cost + GOES_ON)).sum::<Option<f32>>();
        sounds.map(|cost| (FOREIGN + cost + STOPS - GOES_ON, marks))
    }
}

fn malformed(file: &str, line: &str) -> Error {
    Error::new(ErrorKind::BadInput, format!("knowledge file {file}: the line of «{line}» cannot be read"))
}

fn tenths(column: &str) -> Option<f32> {
    column.parse::<u16>().ok().map(|cost| f32::from(cost) / 10.0)
}

fn sort_of(letter: &str) -> Option<WordSort> {
    Some(match letter {
        "n" => WordSort::Noun,
        "v" => WordSort::Verb,
        "f" => WordSort::Function,
        "m" => WordSort::Number,
        "t" => WordSort::Time,
        "s" => WordSort::Place,
        _ => return None,
    })
}

fn key_of(word: &str) -> Option<u64> {
    let mut characters = ['\0'; LONGEST];
    let mut length = 0;
    for character in word.chars() {
        *characters.get_mut(length)? = character;
        length += 1;
    }
    key(&characters[..length])
}

/// Up to four characters of the basic plane in one number.
fn key(characters: &[char]) -> Option<u64> {
    if characters.is_empty() || characters.len() > LONGEST {
        return None;
    }
    characters.iter().try_fold(0, |key, &character| extended(key, character))
}

/// The number of some characters with one more behind them.
fn extended(key: u64, character: char) -> Option<u64> {
    let unit = u16::try_from(u32::from(character)).ok()?;
    Some(key << 16 | u64::from(unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn embedded() -> Han {
        Han::load(&Sources::embedded()).unwrap()
    }

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    fn signs(text: &str) -> Vec<Option<char>> {
        text.chars().map(Some).collect()
    }

    #[test]
    fn words_and_what_they_are() {
        let han = embedded();
        let sort = |word: &str| han.word(&chars(word)).map(|(_, sort)| sort);
        assert_eq!(sort("举行"), Some(WordSort::Verb));
        assert_eq!(sort("农业"), Some(WordSort::Noun));
        assert_eq!(sort("因为"), Some(WordSort::Function));
        assert_eq!(sort("农举行"), None);
        assert!(han.word(&chars("的")).unwrap().0 < han.word(&chars("农业")).unwrap().0);
    }

    #[test]
    fn names_are_likelier_than_accidents() {
        let han = embedded();
        let cost = |name: &str| han.signs(&signs(name)).name_cost(&(0..name.chars().count()));
        assert!(cost("李建国").unwrap() < cost("李的了").unwrap());
        assert!(cost("欧阳文").is_some() && cost("古贺义章").is_some());
        assert_eq!(cost("的建国"), None);
        assert_eq!(cost("李"), None);
        assert_eq!(cost("李建国人民"), None);
    }

    #[test]
    fn sounds_and_variants() {
        let han = embedded();
        let cost = |name: &str| han.signs(&signs(name)).foreign_cost(&(0..name.chars().count())).map(|(cost, _)| cost);
        assert!(cost("斯蒂尔").unwrap() < cost("斯蒂尔德").unwrap());
        assert_eq!(cost("龘国内"), None);
        assert_eq!(han.simplified('國'), '国');
        assert_eq!(han.simplified('人'), '人');
    }
}
