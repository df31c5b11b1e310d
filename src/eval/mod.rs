//! How well are articles read, held against what a reader says they state?
//!
//! In: labelled articles, and the lines of `export --format facts` that were extracted from them. Out: [`Scores`]. Entities are
//! matched by their names, whatever the spelling; facts by relation, subject and object. Who spoke or presided was there, too, so
//! presence is counted with all that implies it.

mod article;
mod calibration;
mod claims;
mod events;
mod labels;
mod names;
mod tally;
#[cfg(test)]
mod tests;

pub use calibration::Band;
pub use labels::Labels;
use serde::Serialize;
pub use tally::Row;
use tally::Tally;

use crate::{
    diag::Result,
    knowledge::{Knowledge, Role, Schema, Scoring},
};

/// An article and what a reader says of it.
#[derive(Clone, Debug)]
pub struct Labelled {
    /// The article's id in the facts.
    pub id: String,
    /// Its text, to check quotes.
    pub text: String,
    /// What it states.
    pub labels: Labels,
}

/// The figures.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Scores {
    /// Number of labelled articles.
    pub articles: usize,
    /// Relations, sorts of names, quotes, and sums.
    pub rows: Vec<Row>,
    /// What was wrong and what was missed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mistakes: Vec<Mistake>,
    /// Extracted facts by confidence, the surest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub calibration: Vec<Band>,
    /// Extracted facts by relation and rule.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Band>,
}

/// A fact or name that is wrong or was missed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mistake {
    /// `wrong` or `missed`.
    pub what: &'static str,
    /// The relation or the sort of names.
    pub name: String,
    /// The article.
    pub article: String,
    /// Subject and object, or the name; `?` before what the labels do not know.
    pub words: Vec<String>,
}

impl Mistake {
    fn new(what: &'static str, name: &str, article: &str, words: Vec<String>) -> Self {
        Self { what, name: name.to_owned(), article: article.to_owned(), words }
    }
}

/// What names and relations are compared by.
struct Rules<'a> {
    schema: &'a Schema,
    words: &'a Scoring,
    /// The predicate of lines that only name an entity.
    mention: &'static str,
}

impl Rules<'_> {
    fn is_scored(&self, predicate: &str) -> bool {
        tally::relations(self.schema).iter().any(|relation| relation.facts_name == predicate)
    }

    fn implies_presence(&self, predicate: &str) -> bool {
        let presence = self.schema.role(Role::Presence);
        let relations = self.schema.relations().iter();
        let mut named = relations.filter(|relation| relation.facts_name == predicate && relation.name != presence.name);
        named.any(|relation| self.schema.is_presence(&relation.name))
    }
}

/// Scores the lines of `export --format facts`.
///
/// # Errors
/// A line that is no such JSON.
pub fn score(articles: &[Labelled], facts: &str, knowledge: &Knowledge) -> Result<Scores> {
    let claims = claims::parse(facts)?;
    let rules = Rules { schema: &knowledge.schema, words: &knowledge.scoring, mention: crate::export::MENTION };
    let (mut tally, mut mistakes, mut judged) = (Tally::default(), Vec::new(), Vec::new());
    for article in articles {
        let claims = claims.get(&article.id).map_or(&[][..], Vec::as_slice);
        judged.extend(article::score(article, claims, &rules, &mut tally, &mut mistakes));
    }
    let (calibration, by_rule) = calibration::bands(&judged);
    Ok(Scores { articles: articles.len(), rows: tally.rows(&knowledge.schema), mistakes, calibration, rules: by_rule })
}
