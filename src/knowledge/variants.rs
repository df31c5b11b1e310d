//! Which simplified character does a traditional Chinese one stand for?
//!
//! In: `gazetteer/han-variants.tsv`. Out: [`Variants`], by which both ways of writing are known as one.

use super::{
    hashing::Table,
    sources::{Sources, rows},
};
use crate::diag::{Error, ErrorKind, Result};

const FILE: &str = "gazetteer/han-variants.tsv";

/// The simplified form of each traditional character. Look-ups only.
#[derive(Clone, Debug, Default)]
pub struct Variants {
    simplified: Table<char, char>,
}

impl Variants {
    /// Loads the table.
    ///
    /// # Errors
    /// It is missing, has another header, or a line without two characters.
    pub fn load(sources: &Sources) -> Result<Self> {
        let pair = |from: &str, to: &str| from.chars().next().zip(to.chars().next());
        let mut simplified = Table::default();
        for [from, to] in rows(sources, FILE, ["traditional", "simplified"])? {
            let message = || format!("knowledge file {FILE}: the line of «{from}» cannot be read");
            let (from, to) = pair(from, to).ok_or_else(|| Error::new(ErrorKind::BadInput, message()))?;
            simplified.insert(from, to);
        }
        Ok(Self { simplified })
    }

    /// The simplified form of a character, or the character itself.
    #[must_use]
    pub fn simplified(&self, character: char) -> char {
        self.simplified.get(&character).copied().unwrap_or(character)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_characters_have_a_simple_form() {
        let variants = Variants::load(&Sources::embedded()).unwrap();
        assert_eq!(variants.simplified('國'), '国');
        assert_eq!(variants.simplified('人'), '人');
        assert_eq!(variants.simplified('x'), 'x');
    }
}
