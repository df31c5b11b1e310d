//! Family names that stand in front: evidence that a name is a person's.

use std::collections::HashSet;

use serde::Deserialize;

use super::sources::{Sources, parse};
use crate::diag::Result;

/// Family names, folded. Look-ups only: nothing iterates the set.
#[derive(Debug, Default)]
pub struct Surnames {
    names: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SurnamesFile {
    latin: Vec<String>,
    han: Vec<String>,
}

impl Surnames {
    /// Loads `gazetteer/surnames.toml`.
    ///
    /// # Errors
    /// A file that is missing or malformed.
    pub fn load(sources: &Sources) -> Result<Self> {
        let path = "gazetteer/surnames.toml";
        let file: SurnamesFile = parse(path, sources.text(path)?)?;
        Ok(Self { names: file.latin.into_iter().chain(file.han).collect() })
    }

    /// Whether the folded word is a family name that stands in front.
    #[must_use]
    pub fn contains(&self, folded: &str) -> bool {
        self.names.contains(folded)
    }
}
