//! Which words make no difference when a name of a label is compared with one that was extracted?

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::sources::{Sources, parse};
use crate::diag::Result;

/// The words of `scoring.toml`, in lower case and without accents.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scoring {
    /// Words left out of every name that has others: forms of address, articles.
    pub honorifics: BTreeSet<String>,
    /// Words left out of the name of a place: city, province.
    pub place_words: BTreeSet<String>,
    /// The same at the end of a name in a script without spaces; single characters.
    pub place_signs: Vec<char>,
    /// What stands behind the digits of an ordinal: `th`.
    pub ordinal_endings: Vec<String>,
    /// Ordinals in words, with their number.
    pub ordinals: BTreeMap<String, u32>,
}

impl Scoring {
    /// Loads `scoring.toml`.
    ///
    /// # Errors
    /// The file is missing or malformed.
    pub fn load(sources: &Sources) -> Result<Self> {
        const PATH: &str = "scoring.toml";
        parse(PATH, sources.text(PATH)?)
    }
}
