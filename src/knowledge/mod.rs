//! What the program knows before it reads an article: relations, languages, places, questions. All of it is data in `ontology/`.
//!
//! In: the files compiled into the binary, or a folder that replaces them. Out: [`Knowledge`], checked: an unknown key, a
//! doubled name or a missing file stops the run with file, key and line. This layer knows nothing of articles.

mod fold;
mod gazetteer;
mod people;
mod schema;
mod sources;

pub use fold::fold;
pub use gazetteer::{Gazetteer, Level, Place, PlaceIdx};
pub use people::PersonNames;
pub use schema::{Range, Relation, Role, Schema};
pub use sources::Sources;

use crate::diag::Result;

/// Everything that was loaded, immutable for the run.
#[derive(Debug)]
pub struct Knowledge {
    /// Classes and relations.
    pub schema: Schema,
    /// Places of the world and their names.
    pub gazetteer: Gazetteer,
    /// Surnames and given names.
    pub people: PersonNames,
    /// Hash of all knowledge files, 32 hexadecimal digits: another hash means that articles must be read again.
    pub hash: String,
}

impl Knowledge {
    /// Loads the knowledge compiled into the binary.
    ///
    /// # Errors
    /// A knowledge file that does not say what it should: a defect of the build, caught by the tests.
    pub fn embedded() -> Result<Self> {
        Self::load(&Sources::embedded())
    }

    /// Loads and checks knowledge files.
    ///
    /// # Errors
    /// The first file that is missing or malformed, with key and line.
    pub fn load(sources: &Sources) -> Result<Self> {
        Ok(Self {
            schema: Schema::load(sources)?,
            gazetteer: Gazetteer::load(sources)?,
            people: PersonNames::load(sources)?,
            hash: sources.hash(),
        })
    }
}
