//! What does the page know? The tables that stand in it as JSON; `assets/report/` reads them by these names.
//!
//! Rows point at rows of other tables by their number. What is many times there is a short array, what is there once has names.

use serde::Serialize;

use super::{Input, ReportOptions, network, tables};
use crate::model::EntityIdx;

/// All tables.
#[derive(Debug, Serialize)]
pub(super) struct Data {
    pub(super) title: String,
    /// Name and version of the program.
    pub(super) program: String,
    /// What this is a part of, and what was left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) subset: Option<String>,
    /// Prefix of the entities' IRIs.
    pub(super) base: String,
    pub(super) totals: Totals,
    pub(super) relations: Vec<Relation>,
    pub(super) articles: Vec<Article>,
    pub(super) entities: Vec<Entity>,
    pub(super) quotes: Vec<Quote>,
    pub(super) rules: Vec<String>,
    pub(super) statements: Vec<Statement>,
    pub(super) network: Drawing,
    pub(super) contradictions: Vec<Contradiction>,
    pub(super) doubts: Vec<Doubt>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) coverage: Option<Coverage>,
}

/// What the whole dataset has, whether the page shows it or not.
#[derive(Debug, Serialize)]
pub(super) struct Totals {
    pub(super) articles: usize,
    pub(super) copies: usize,
    /// Articles that gave no statement.
    pub(super) silent: usize,
    pub(super) outlets: usize,
    /// Articles by language tag.
    pub(super) languages: Vec<(String, usize)>,
    /// Entities by name of their kind.
    pub(super) kinds: Vec<(&'static str, usize)>,
    pub(super) statements: usize,
    pub(super) claims: usize,
    /// Entities on the page.
    pub(super) shown: usize,
    /// Statements on the page.
    pub(super) statements_shown: usize,
}

/// A relation, by the part that it plays.
#[derive(Debug, Serialize)]
pub(super) struct Relation {
    pub(super) label: String,
    pub(super) comment: String,
    pub(super) role: String,
    /// Relations that hold too where this one holds.
    pub(super) implies: Vec<usize>,
    /// Who is its subject was at the event.
    pub(super) presence: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct Article {
    pub(super) id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) outlet: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) language: Option<String>,
    /// Id of the article that it repeats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) copy: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Entity {
    pub(super) path: String,
    pub(super) kind: &'static str,
    pub(super) label: String,
    /// Its other names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) names: Vec<String>,
    /// How many articles name it.
    pub(super) articles: usize,
    /// First and last day of an event, at the precision known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) start: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) end: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) announced: bool,
    /// No article names it: the label describes it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) unnamed: bool,
    /// Latitude and longitude in degrees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) point: Option<(f64, f64)>,
}

/// Words of an article; offsets count UTF-16 code units, as scripts in pages do.
#[derive(Debug, Serialize)]
pub(super) struct Quote(
    /// Article.
    pub(super) usize,
    /// First byte in the article's text, as in all other exports.
    pub(super) usize,
    /// The words.
    pub(super) String,
    /// Start, length and entity of each name in it.
    pub(super) Vec<(usize, usize, usize)>,
);

#[derive(Debug, Serialize)]
pub(super) struct Statement(
    /// Entity.
    pub(super) usize,
    /// Relation.
    pub(super) usize,
    pub(super) Object,
    /// 0: undisputed, 1: preferred to others, 2: others are preferred.
    pub(super) u8,
    pub(super) Vec<Claim>,
);

#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Object {
    Entity(usize),
    Value(String),
}

#[derive(Debug, Serialize)]
pub(super) struct Claim(
    /// Quote.
    pub(super) usize,
    /// Start and length of the words that tell it, in the quote.
    pub(super) usize,
    pub(super) usize,
    /// Stance: 0 reported, 1 planned, 2 denied, 3 hypothetical.
    pub(super) u8,
    /// How sure, in hundredths.
    pub(super) f64,
    /// Rule that found it.
    pub(super) usize,
    /// Post.
    pub(super) Option<String>,
    /// Mode.
    pub(super) Option<String>,
);

/// Who was at which event, and where to draw whom.
#[derive(Debug, Default, Serialize)]
pub(super) struct Drawing {
    /// Entity, x and y (rows are 1 apart), number of ties, community; those with the most ties first.
    pub(super) nodes: Vec<(usize, f64, f64, usize, usize)>,
    /// People in the network of the whole dataset, and ties.
    pub(super) people: usize,
    pub(super) ties: usize,
    /// Event and its people, as places in `nodes`.
    pub(super) events: Vec<(usize, Vec<usize>)>,
    /// What each community may be called, and how many belong to it.
    pub(super) communities: Vec<(String, usize)>,
    /// How clear the borders of the communities are.
    pub(super) reading: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Contradiction {
    pub(super) entity: usize,
    pub(super) label: String,
    pub(super) options: Vec<Told>,
}

#[derive(Debug, Serialize)]
pub(super) struct Told {
    pub(super) text: String,
    pub(super) preferred: bool,
    pub(super) sources: usize,
    pub(super) statement: usize,
}

/// Two that may be one.
#[derive(Debug, Serialize)]
pub(super) struct Doubt {
    pub(super) entities: [usize; 2],
    pub(super) score: f64,
    pub(super) reasons: Vec<(String, f64)>,
}

#[derive(Debug, Serialize)]
pub(super) struct Coverage {
    /// Label of the relation, cues that gave a fact, cues that gave none.
    pub(super) relations: Vec<(String, usize, usize)>,
    pub(super) reasons: Vec<(String, usize)>,
}

impl Data {
    /// The tables of these entities, and of what is said between them.
    pub(super) fn new(input: &Input<'_>, options: &ReportOptions, kept: &[EntityIdx]) -> Self {
        let tables = tables::Tables::new(input.index, kept);
        let coverage = input
            .coverage
            .as_ref()
            .map(|coverage| Coverage { relations: coverage.relations.clone(), reasons: coverage.reasons.clone() });
        Self {
            title: options.title.clone(),
            program: format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION")),
            subset: options.subset.clone(),
            base: input.index.dataset.base.clone(),
            totals: tables.totals(),
            relations: tables.relations(),
            network: network::drawing(input.index, |entity| tables.row(entity)),
            contradictions: tables.contradictions(),
            doubts: tables.doubts(),
            coverage,
            articles: tables.articles,
            entities: tables.entities,
            quotes: tables.quotes,
            rules: tables.rules,
            statements: tables.statements,
        }
    }
}
