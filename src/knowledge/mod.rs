//! What the program knows before it reads an article: relations, languages, places, questions. All of it is data in `ontology/`.
//!
//! In: the files compiled into the binary, or a folder that replaces them. Out: [`Knowledge`], checked: an unknown key, a
//! doubled name or a missing file stops the run with file, key and line. This layer knows nothing of articles.

mod calendar;
mod fold;
mod gazetteer;
mod han;
mod hashing;
mod language;
mod lexicon;
mod names;
mod person_names;
pub mod questions;
mod schema;
mod scoring;
mod sources;
mod surnames;
mod tokens;
mod variants;

pub use calendar::Calendar;
pub use fold::fold;
pub use gazetteer::{Gazetteer, Level, Place, PlaceIdx};
pub use han::{Han, LONGEST, Signs, WordSort};
pub use language::{BarePosts, Language, Languages};
pub use lexicon::Lexicon;
pub use names::{Meaning, NameWords, Telling};
pub use person_names::PersonNames;
pub use questions::Questions;
pub use schema::{Example, ExampleFact, ExampleTerm, Range, Relation, Role, Schema};
pub use scoring::Scoring;
pub use sources::Sources;
pub use surnames::Surnames;
pub use tokens::{TokenRules, fold_token, is_ideograph, tokenize};
pub use variants::Variants;

use crate::diag::Result;

/// Everything that was loaded, immutable for the run.
#[derive(Debug)]
pub struct Knowledge {
    /// Classes and relations.
    pub schema: Schema,
    /// Language packs, and what is compiled from each, in the same order.
    pub languages: Languages,
    /// Words and phrases of each language.
    pub lexicons: Vec<Lexicon>,
    /// Words for dates of each language.
    pub calendars: Vec<Calendar>,
    /// Places of the world and their names.
    pub gazetteer: Gazetteer,
    /// Words and the characters of names in scripts without spaces.
    pub han: Han,
    /// Family names that stand in front.
    pub surnames: Surnames,
    /// What can be asked, and in which words.
    pub questions: Questions,
    /// Words of the names of bodies and events, across languages.
    pub name_words: NameWords,
    /// Given names of the world in Latin script.
    pub given_names: PersonNames,
    /// Family names of the world that stand behind the given name.
    pub family_names: PersonNames,
    /// What makes no difference when names are compared with labels.
    pub scoring: Scoring,
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
        let schema = Schema::load(sources)?;
        let mut languages = Languages::load(sources)?;
        let organizations = sources::rows(sources, "gazetteer/organizations.tsv", ["name"])?;
        languages.know_organizations(&organizations);
        let variants = Variants::load(sources)?;
        Ok(Self {
            schema,
            lexicons: languages.all().iter().map(|language| Lexicon::new(language, &variants)).collect(),
            calendars: languages.all().iter().map(Calendar::new).collect(),
            languages,
            gazetteer: Gazetteer::load(sources)?,
            han: Han::load(sources)?,
            questions: Questions::load(sources)?,
            scoring: Scoring::load(sources)?,
            surnames: Surnames::load(sources)?,
            name_words: NameWords::load(sources)?,
            given_names: PersonNames::given(sources)?,
            family_names: PersonNames::family(sources)?,
            hash: sources.hash(),
        })
    }
}

/// The built-in knowledge, loaded once for all tests.
#[cfg(test)]
pub(crate) fn built_in() -> &'static Knowledge {
    static KNOWLEDGE: std::sync::LazyLock<Knowledge> = std::sync::LazyLock::new(|| Knowledge::embedded().unwrap());
    &KNOWLEDGE
}
