//! Which words of different languages mean the same in the names of bodies and events, and which Han characters are variants?
//!
//! In: `names/concepts.tsv`, one concept a line with its words in every language, and [`Variants`]. Out: [`NameWords`],
//! asked for the longest known phrase at a place of a name.

use std::collections::{BTreeMap, HashMap};

use super::{
    fold::fold,
    sources::{Sources, rows},
    variants::Variants,
};
use crate::diag::{Error, ErrorKind, Result};

const CONCEPTS: &str = "names/concepts.tsv";

/// How much a word tells about whose name it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Telling {
    /// Nothing: it joins other words, or is a legal form.
    Link,
    /// Which of several generations of one name a person is.
    Generation,
    /// Only how large a place is.
    Level,
    /// Many bodies have it.
    Plain,
    /// Many bodies have it, and it makes the size of the place go without saying.
    Administrative,
    /// Every state has one: without a country, that of the language is meant.
    National,
    /// It tells the body by itself.
    Whole,
}

impl Telling {
    fn from_name(name: &str) -> Option<Self> {
        match name {
            "link" => Some(Self::Link),
            "generation" => Some(Self::Generation),
            "level" => Some(Self::Level),
            "plain" => Some(Self::Plain),
            "administrative" => Some(Self::Administrative),
            "national" => Some(Self::National),
            "telling" => Some(Self::Whole),
            _ => None,
        }
    }
}

/// What a phrase means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// Its concepts; the phrase itself, with `=` before it, if it means one of several. A country is `@` and its gazetteer key.
    pub exact: Vec<String>,
    /// The same, where concepts that share a word in some language are one.
    pub coarse: Vec<String>,
    /// How much it tells.
    pub telling: Telling,
}

/// The words of names. The maps are only asked, never walked through.
#[derive(Debug)]
pub struct NameWords {
    meanings: HashMap<String, Meaning>,
    variants: Variants,
    /// Words of the longest phrase in a script with spaces.
    most_words: usize,
    /// Characters of the longest phrase in a script without.
    most_chars: usize,
}

impl NameWords {
    /// Loads both tables.
    ///
    /// # Errors
    /// A table that is missing or malformed, with its line.
    pub fn load(sources: &Sources) -> Result<Self> {
        let variants = Variants::load(sources)?;
        let mut words = Self { meanings: HashMap::new(), variants, most_words: 0, most_chars: 0 };
        let mut senses: BTreeMap<String, Vec<(Vec<String>, Telling)>> = BTreeMap::new();
        for (idx, [atoms, telling, phrases]) in rows(sources, CONCEPTS, ["atoms", "sort", "phrases"])?.into_iter().enumerate() {
            let Some(telling) = Telling::from_name(telling) else {
                let message = format!("knowledge file {CONCEPTS}, line {}: there is no sort «{telling}»", idx + 2);
                return Err(Error::new(ErrorKind::BadInput, message));
            };
            let atoms: Vec<String> = atoms.split(' ').filter(|atom| !atom.is_empty()).map(str::to_owned).collect();
            for phrase in phrases.split('|') {
                let known = senses.entry(words.plain(phrase)).or_default();
                if !known.iter().any(|(same, _)| *same == atoms) {
                    known.push((atoms.clone(), telling));
                }
            }
        }
        let classes = classes(&senses);
        for (phrase, senses) in senses {
            words.most_words = words.most_words.max(phrase.split(' ').count());
            words.most_chars = words.most_chars.max(phrase.chars().count());
            let meaning = meaning(&phrase, &senses, &classes);
            words.meanings.insert(phrase, meaning);
        }
        Ok(words)
    }

    /// The folded name in simplified characters, with single blanks for all marks: what all comparison starts from.
    #[must_use]
    pub fn plain(&self, name: &str) -> String {
        let mut plain = String::with_capacity(name.len());
        for c in fold(name).chars() {
            match c {
                // part of a word: people's, K.H.
                '\'' | '.' => {}
                // part of a name: a plus sign tells a channel from its sister
                '+' => plain.push_str("plus"),
                c if c.is_alphanumeric() => plain.push(self.variants.simplified(c)),
                _ if plain.is_empty() || plain.ends_with(' ') => {}
                _ => plain.push(' '),
            }
        }
        plain.truncate(plain.trim_end().len());
        plain
    }

    /// The longest known phrase that these plain words start with: how many words, and what it means.
    #[must_use]
    pub fn longest_words(&self, words: &[&str]) -> Option<(usize, &Meaning)> {
        let most = self.most_words.min(words.len());
        (1..=most).rev().find_map(|len| self.meanings.get(&words[..len].join(" ")).map(|meaning| (len, meaning)))
    }

    /// The longest known phrase that this plain text without spaces starts with: how many bytes, and what it means.
    #[must_use]
    pub fn longest_prefix(&self, text: &str) -> Option<(usize, &Meaning)> {
        let ends: Vec<usize> = text.char_indices().take(self.most_chars).map(|(at, c)| at + c.len_utf8()).collect();
        ends.into_iter().rev().find_map(|end| self.meanings.get(&text[..end]).map(|meaning| (end, meaning)))
    }
}

/// For each concept one that stands for all those that some phrase takes it for.
fn classes(senses: &BTreeMap<String, Vec<(Vec<String>, Telling)>>) -> BTreeMap<String, String> {
    let mut class: BTreeMap<String, String> = BTreeMap::new();
    for senses in senses.values().filter(|senses| senses.len() > 1) {
        let mut one: Vec<String> = senses.iter().flat_map(|(atoms, _)| atoms.iter().cloned()).collect();
        one.extend(one.clone().iter().filter_map(|atom| class.get(atom).cloned()));
        let Some(least) = one.iter().min().cloned() else { continue };
        for other in class.values_mut().filter(|other| one.contains(other)) {
            other.clone_from(&least);
        }
        for atom in one {
            class.insert(atom, least.clone());
        }
    }
    class
}

fn meaning(phrase: &str, senses: &[(Vec<String>, Telling)], classes: &BTreeMap<String, String>) -> Meaning {
    let class = |atom: &String| classes.get(atom).unwrap_or(atom).clone();
    let telling = senses.iter().map(|(_, telling)| *telling).max().unwrap_or(Telling::Plain);
    let first = senses.first().map(|(atoms, _)| atoms.clone()).unwrap_or_default();
    let coarse = first.iter().map(class).collect();
    let exact = if senses.len() > 1 { vec![format!("={phrase}")] } else { first };
    Meaning { exact, coarse, telling }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_of_all_languages_mean_the_same() {
        let words = NameWords::load(&Sources::embedded()).unwrap();
        let in_latin = |phrase: &str| {
            let plain = words.plain(phrase);
            let list: Vec<_> = plain.split(' ').collect();
            words.longest_words(&list).filter(|(len, _)| *len == list.len()).unwrap().1.exact.clone()
        };
        let in_han = |phrase: &str| words.longest_prefix(&words.plain(phrase)).unwrap().1.exact.clone();
        assert_eq!(in_latin("Ministry of Foreign Affairs"), in_latin("Kementerian Luar Negeri"));
        assert_eq!(in_latin("foreign ministry"), in_han("外交部"));
        assert_eq!(in_han("聯合國"), in_latin("PBB"));
        assert_ne!(in_latin("Academy of Sciences"), in_latin("Academy of Social Sciences"));
        assert_eq!(words.plain("Wuxi Municipal People’s Government"), "wuxi municipal peoples government");
    }

    #[test]
    fn a_word_of_several_meanings_is_told_from_each_and_blocked_with_all() {
        let words = NameWords::load(&Sources::embedded()).unwrap();
        let (_, both) = words.longest_prefix("大会").unwrap();
        let (_, one) = words.longest_words(&["conference"]).unwrap();
        assert_eq!((both.exact.as_slice(), both.coarse.as_slice()), (["=大会".to_owned()].as_slice(), one.coarse.as_slice()));
    }
}
