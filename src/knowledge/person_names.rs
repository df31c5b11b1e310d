//! Given names and family names of the world in Latin script: evidence that a name is a person's.
//!
//! In: `gazetteer/given-names.tsv` and `gazetteer/family-names.tsv`. Out: [`PersonNames`], one for each list. Names that are first of
//! all another word are left out of the lists. Family names that stand in front are in `surnames.tsv`.

use super::{
    fold::fold,
    hashing::Words,
    sources::{Sources, rows},
};
use crate::diag::Result;

/// Names of one list, folded.
#[derive(Debug)]
pub struct PersonNames {
    names: Words,
}

impl PersonNames {
    /// Loads `gazetteer/given-names.tsv`.
    ///
    /// # Errors
    /// The file is missing, has another header, or a line with more than one column.
    pub fn given(sources: &Sources) -> Result<Self> {
        Self::load(sources, "gazetteer/given-names.tsv")
    }

    /// Loads `gazetteer/family-names.tsv`.
    ///
    /// # Errors
    /// The file is missing, has another header, or a line with more than one column.
    pub fn family(sources: &Sources) -> Result<Self> {
        Self::load(sources, "gazetteer/family-names.tsv")
    }

    fn load(sources: &Sources, file: &str) -> Result<Self> {
        let rows = rows(sources, file, ["name"])?;
        Ok(Self { names: rows.into_iter().map(|[name]| fold(name)).collect() })
    }

    /// Whether the folded word is such a name somewhere where Latin script is written, or the usual transcription of one.
    #[must_use]
    pub fn contains(&self, folded: &str) -> bool {
        self.names.contains(folded) || !folded.is_ascii() && self.names.contains(&fold(folded))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_countries() {
        let names = PersonNames::given(&Sources::embedded()).unwrap();
        for word in ["Yves", "Joko", "Vladimir", "Mohammed", "Siti", "Jürgen", "Jurgen", "Agnieszka", "Retno", "Sergey"] {
            assert!(names.contains(&fold(word)), "{word}");
        }
        for word in ["Forum", "China", "Kota", "Hari", "Salah", "May", "Queen", "Satu", "Media", "The"] {
            assert!(!names.contains(&fold(word)), "{word}");
        }
    }

    #[test]
    fn of_families() {
        let names = PersonNames::family(&Sources::embedded()).unwrap();
        for word in ["Ivanov", "Okafor", "Novák", "Fernández", "Odhiambo", "Johansson"] {
            assert!(names.contains(&fold(word)), "{word}");
        }
        for word in ["Forum", "Spain", "Press", "Kota", "Arts", "Banks", "University"] {
            assert!(!names.contains(&fold(word)), "{word}");
        }
    }
}
