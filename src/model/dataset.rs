//! The resolved knowledge: entities across articles and the statements between them. What the store holds, as Rust values.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Article, Doubt, FormerPath, Join, Kind, Literal, Span, Stance};

/// Index into [`Dataset::articles`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ArticleIdx(pub u32);

/// Index into [`Dataset::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntityIdx(pub u32);

/// Articles, entities and statements, each vector in its canonical order, so that equal knowledge is equal bytes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Dataset {
    /// Prefix of every IRI that is ours, with its closing slash.
    pub base: String,
    /// Sorted by id.
    pub articles: Vec<Article>,
    /// Sorted by path.
    pub entities: Vec<Entity>,
    /// Sorted by subject, relation, object.
    pub statements: Vec<Statement>,
    /// Why each entity is one, sorted by entity, names and articles.
    pub joins: Vec<Join>,
    /// What may be one, sorted by entities.
    pub doubts: Vec<Doubt>,
    /// Articles that are copies of an earlier one, sorted.
    pub copies: Vec<Copy>,
    /// Other paths that stand for an entity, sorted.
    pub former: Vec<FormerPath>,
}

impl Dataset {
    /// The article at `idx`.
    #[must_use]
    pub fn article(&self, idx: ArticleIdx) -> &Article {
        &self.articles[idx.0 as usize]
    }

    /// The entity at `idx`.
    #[must_use]
    pub fn entity(&self, idx: EntityIdx) -> &Entity {
        &self.entities[idx.0 as usize]
    }

    /// Every entity with its index, in order of path.
    pub fn entities(&self) -> impl Iterator<Item = (EntityIdx, &Entity)> {
        self.entities.iter().zip(0..).map(|(entity, idx)| (EntityIdx(idx), entity))
    }

    /// The entity with this path.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<EntityIdx> {
        let idx = self.entities.binary_search_by(|entity| entity.path.as_str().cmp(path)).ok()?;
        u32::try_from(idx).ok().map(EntityIdx)
    }

    /// The entity that this path stands for, or once stood for.
    #[must_use]
    pub fn find_any(&self, path: &str) -> Option<EntityIdx> {
        self.find(path).or_else(|| {
            let idx = self.former.binary_search_by(|former| former.path.as_str().cmp(path)).ok()?;
            Some(self.former[idx].entity)
        })
    }

    /// The full IRI of an entity.
    #[must_use]
    pub fn iri(&self, idx: EntityIdx) -> String {
        format!("{}{}", self.base, self.entity(idx).path)
    }

    /// The article that this one is a copy of; itself, if of none.
    #[must_use]
    pub fn original(&self, article: ArticleIdx) -> ArticleIdx {
        self.copies.binary_search_by_key(&article, |copy| copy.article).map_or(article, |idx| self.copies[idx].of)
    }

    /// How many articles say so independently: those that are copies of one another count once.
    #[must_use]
    pub fn n_sources<'a>(&self, claims: impl IntoIterator<Item = &'a Claim>) -> usize {
        claims.into_iter().map(|claim| self.original(claim.article)).collect::<BTreeSet<_>>().len()
    }

    /// The words that a claim quotes.
    #[must_use]
    pub fn quote(&self, claim: &Claim) -> &str {
        claim.quote.of(&self.article(claim.article).text)
    }
}

/// A name in a language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Name {
    /// As written.
    pub text: String,
    /// BCP 47 tag of the articles that use it.
    pub language: String,
}

/// One place where an article names an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mention {
    /// The article.
    pub article: ArticleIdx,
    /// Where in its text.
    pub span: Span,
}

/// A point on the earth, WGS 84 degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GeoPoint {
    /// North is positive.
    pub latitude: f64,
    /// East is positive.
    pub longitude: f64,
}

/// One person, organization, place, event or series, across all articles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// The IRI without the base: `person/shen-haixiong`. Unique; depends on the articles' content, never on their order.
    pub path: String,
    /// Its class.
    pub kind: Kind,
    /// The name to show.
    pub label: String,
    /// Every name, the label among them, sorted.
    pub names: Vec<Name>,
    /// Where it is named, sorted. Empty for a series.
    pub mentions: Vec<Mention>,
    /// Number of the edition, for an event.
    pub edition: Option<u32>,
    /// The event is named by no article; its label is a description.
    pub unnamed: bool,
    /// Where a place lies, from the gazetteer.
    pub point: Option<GeoPoint>,
    /// ISO 3166-1 alpha-2 code of a place's country, from the gazetteer.
    pub country: Option<String>,
}

/// The object of a statement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Object {
    /// An entity.
    Entity(EntityIdx),
    /// A value.
    Literal(Literal),
}

impl Object {
    /// The entity, if it is one.
    #[must_use]
    pub fn entity(&self) -> Option<EntityIdx> {
        match self {
            Self::Entity(idx) => Some(*idx),
            Self::Literal(_) => None,
        }
    }

    /// The value, if it is one.
    #[must_use]
    pub fn literal(&self) -> Option<&Literal> {
        match self {
            Self::Entity(_) => None,
            Self::Literal(literal) => Some(literal),
        }
    }
}

/// A fact between entities with everything that supports it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Who or what it is about.
    pub subject: EntityIdx,
    /// Local name of the relation in the vocabulary.
    pub relation: String,
    /// What is said of it.
    pub object: Object,
    /// How it stands against others that say something else.
    pub rank: Rank,
    /// What the articles say, at least one, sorted by article and quote.
    pub claims: Vec<Claim>,
}

/// How a statement stands where there can be only one and the articles disagree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rank {
    /// Nothing contradicts it.
    #[default]
    Undisputed,
    /// Others contradict it, and by the rule it goes before them.
    Preferred,
    /// Another contradicts it and goes before it.
    Outranked,
}

impl Rank {
    /// The word used in the store and in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Undisputed => "undisputed",
            Self::Preferred => "preferred",
            Self::Outranked => "outranked",
        }
    }

    /// The rank of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Undisputed, Self::Preferred, Self::Outranked].into_iter().find(|rank| rank.name() == name)
    }
}

/// An article that repeats another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Copy {
    /// The article.
    pub article: ArticleIdx,
    /// The first of those that say the same.
    pub of: ArticleIdx,
}

impl Statement {
    /// Whether some article puts it forward as a fact or as firmly planned.
    #[must_use]
    pub fn is_asserted(&self) -> bool {
        self.claims.iter().any(|claim| claim.stance.is_asserted())
    }

    /// Whether it is only announced: asserted, and by no article as having happened.
    #[must_use]
    pub fn is_only_planned(&self) -> bool {
        self.is_asserted() && !self.claims.iter().any(|claim| claim.stance == Stance::Reported)
    }
}

/// What one article says in support of a statement: a `pl:Statement` node of the store.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// The article.
    pub article: ArticleIdx,
    /// The quoted words, in bytes of its text.
    pub quote: Span,
    /// The words that gave the fact away, inside the quote.
    pub trigger: Span,
    /// Name of the rule that found it.
    pub rule: String,
    /// The post held, as written.
    pub post: Option<String>,
    /// How the person took part, if not in person.
    pub mode: Option<String>,
    /// How the article puts it forward.
    pub stance: Stance,
    /// How sure the extractor is, 0..=1.
    pub confidence: f64,
}
