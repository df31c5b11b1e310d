//! Given names of the world in Latin script: evidence that a name is a person's.
//!
//! In: `gazetteer/given-names.tsv`. Out: [`GivenNames`]. Names that are first of all another word are left out of the list.

use std::collections::BTreeSet;

use super::{
    fold::fold,
    sources::{Sources, rows},
};
use crate::diag::Result;

/// Given names, folded.
#[derive(Debug)]
pub struct GivenNames {
    names: BTreeSet<String>,
}

impl GivenNames {
    /// Loads `gazetteer/given-names.tsv`.
    ///
    /// # Errors
    /// The file is missing, has another header, or a line with more than one column.
    pub fn load(sources: &Sources) -> Result<Self> {
        let rows = rows(sources, "gazetteer/given-names.tsv", ["name"])?;
        Ok(Self { names: rows.into_iter().map(|[name]| fold(name)).collect() })
    }

    /// Whether the folded word is a given name somewhere where Latin script is written, or the usual transcription of one.
    #[must_use]
    pub fn contains(&self, folded: &str) -> bool {
        self.names.contains(folded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_countries() {
        let names = GivenNames::load(&Sources::embedded()).unwrap();
        for word in ["Yves", "Joko", "Vladimir", "Mohammed", "Siti", "Jürgen", "Jurgen", "Agnieszka", "Retno", "Sergey"] {
            assert!(names.contains(&fold(word)), "{word}");
        }
        for word in ["Forum", "China", "Kota", "Hari", "Salah", "May", "Queen", "Satu", "Media", "The"] {
            assert!(!names.contains(&fold(word)), "{word}");
        }
    }
}
