//! Which words are evidence that a name is a person's?
//!
//! In: `gazetteer/surnames.tsv` and `gazetteer/given-names.tsv`. Out: [`PersonNames`]. It is evidence only: «Chang» is a surname,
//! a given name and a river; the stages weigh it.

use std::collections::{BTreeMap, BTreeSet};

use super::{fold::fold, sources::Sources};
use crate::diag::{Error, ErrorKind, Result};

const SURNAMES: &str = "gazetteer/surnames.tsv";
const GIVEN_NAMES: &str = "gazetteer/given-names.tsv";

/// Surnames that are written in Han characters, with their romanisations, and given names of the world in Latin script.
#[derive(Debug)]
pub struct PersonNames {
    /// Each surname in Han characters, simplified and traditional.
    han: BTreeSet<String>,
    /// Folded romanisation to the surnames in simplified characters that are written so.
    latin: BTreeMap<String, Vec<String>>,
    /// Folded given names.
    given: BTreeSet<String>,
    /// Length in characters of the longest surname in Han characters.
    longest: usize,
}

impl PersonNames {
    /// Loads both lists.
    ///
    /// # Errors
    /// A file is missing, has another header, or a line with another number of columns.
    pub fn load(sources: &Sources) -> Result<Self> {
        let mut han = BTreeSet::new();
        let mut latin: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for [simplified, traditional, romanised] in rows(sources, SURNAMES, ["han", "traditional", "latin"])? {
            han.extend([simplified.to_owned(), traditional.to_owned()]);
            for name in romanised.split('|') {
                latin.entry(fold(name)).or_default().push(simplified.to_owned());
            }
        }
        let given = rows(sources, GIVEN_NAMES, ["name"])?.into_iter().map(|[name]| fold(name)).collect();
        let longest = han.iter().map(|name| name.chars().count()).max().unwrap_or_default();
        Ok(Self { han, latin, given, longest })
    }

    /// The surnames in simplified Han characters that this word in Latin script may stand for: «Li» for 李 and others. Empty if
    /// it is no romanisation of one.
    #[must_use]
    pub fn surnames(&self, word: &str) -> &[String] {
        self.latin.get(&fold(word)).map_or(&[], Vec::as_slice)
    }

    /// Length in bytes of the surname in Han characters that `text` starts with; of two, the longer.
    #[must_use]
    pub fn surname_prefix(&self, text: &str) -> Option<usize> {
        let ends: Vec<_> = text.char_indices().take(self.longest).map(|(at, c)| at + c.len_utf8()).collect();
        ends.into_iter().rev().find(|&end| self.han.contains(&text[..end]))
    }

    /// Whether the word is a given name somewhere in the world where Latin script is written, or the usual transcription of one.
    #[must_use]
    pub fn is_given_name(&self, word: &str) -> bool {
        self.given.contains(&fold(word))
    }
}

/// The lines of a table, with its header checked.
fn rows<'a, const N: usize>(sources: &'a Sources, path: &str, header: [&str; N]) -> Result<Vec<[&'a str; N]>> {
    let mut lines = sources.text(path)?.lines().enumerate().map(|(idx, line)| {
        let columns: Vec<_> = line.split('\t').collect();
        <[&str; N]>::try_from(columns).map_err(|found| {
            let message = format!("knowledge file {path}, line {}: {} columns instead of {N}", idx + 1, found.len());
            Error::new(ErrorKind::BadInput, message)
        })
    });
    if lines.next().transpose()? != Some(header) {
        return Err(Error::new(ErrorKind::BadInput, format!("knowledge file {path}: the header must be «{}»", header.join(" "))));
    }
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn embedded() -> PersonNames {
        PersonNames::load(&Sources::embedded()).unwrap()
    }

    #[test]
    fn surnames_in_latin_script() {
        let names = embedded();
        for (word, han) in [
            ("Li", "李"),
            ("Du", "杜"),
            ("Shen", "慎"),
            ("CAO", "曹"),
            ("Lü", "吕"),
            ("Lyu", "吕"),
            ("Ouyang", "欧阳"),
            ("Wong", "黄"),
        ] {
            assert!(names.surnames(word).iter().any(|name| name == han), "{word}: {:?}", names.surnames(word));
        }
        for word in ["", "Wuxi", "Volin", "Forum"] {
            assert!(names.surnames(word).is_empty(), "{word}");
        }
    }

    #[test]
    fn surnames_at_the_start_of_chinese_text() {
        let names = embedded();
        let check = |text: &str, surname: Option<&str>| {
            assert_eq!(names.surname_prefix(text).map(|end| &text[..end]), surname, "{text}");
        };
        check("慎海雄", Some("慎"));
        check("李小敏表示", Some("李"));
        check("欧阳修", Some("欧阳"));
        check("歐陽修", Some("歐陽"));
        check("張朝陽", Some("張"));
        check("国家", None);
        check("主席", None);
        check("", None);
        check("Li", None);
    }

    #[test]
    fn given_names_of_several_countries() {
        let names = embedded();
        for word in ["Yves", "Joko", "Vladimir", "Mohammed", "Siti", "Jürgen", "jurgen", "Agnieszka", "Retno", "Sergey"] {
            assert!(names.is_given_name(word), "{word}");
        }
        for word in ["Forum", "China", "Kota", "Hari", "Salah", "May", "Queen", "Satu", "Media", "The"] {
            assert!(!names.is_given_name(word), "{word}");
        }
    }
}
