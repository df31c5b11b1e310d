//! What an answer consists of.

use serde::Serialize;

use crate::model::{Kind, Span, Stance};

/// An entity as answers show it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Card {
    /// First day of an event, at the precision known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The name to show.
    pub label: String,
    /// Full IRI.
    pub iri: String,
    /// Its class.
    pub kind: Kind,
    /// Where an event takes place.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// An event that is announced, and of which nothing is reported as having happened.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub announced: bool,
}

impl Card {
    /// The label; for an event with date, place, and whether it is yet to come.
    #[must_use]
    pub fn text(&self) -> String {
        let announced = self.announced.then_some("announced");
        let about: Vec<_> = self.date.iter().chain(&self.places).map(String::as_str).chain(announced).collect();
        if about.is_empty() { self.label.clone() } else { format!("{} ({})", self.label, about.join(", ")) }
    }
}

/// The words of an article that a line of an answer rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Quote {
    /// Id of the article.
    pub article: String,
    /// First byte of the quote in the article's text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// Who or what it is quoted for, in words.
    pub subject: String,
    /// The relation, in words.
    pub relation: String,
    /// What is said of the subject, in words.
    pub object: String,
    /// The words, in full.
    pub quote: String,
    /// When the article was published, if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// How the article puts it forward.
    pub stance: Stance,
    /// How the person took part, if not in person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// The post held, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
    /// The part of the quote to keep when it is cut for display, in bytes of the quote.
    #[serde(skip)]
    pub focus: Span,
}

/// One field of a row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// An entity.
    Entity(Card),
    /// A value; empty if there is none.
    Text(String),
}

impl Cell {
    /// What to show.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Entity(card) => &card.label,
            Self::Text(text) => text,
        }
    }
}

/// One finding with everything that supports it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// One for each of [`Answer::columns`].
    pub cells: Vec<Cell>,
    /// Something that it rests on is only announced, and not reported as having happened.
    pub announced: bool,
    /// How people took part, where not in person.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub modes: Vec<String>,
    /// Sorted by article and place in it.
    pub quotes: Vec<Quote>,
}

/// What a slot of the question was taken to mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Binding {
    /// Name of the slot.
    pub slot: String,
    /// The words of the question.
    pub text: String,
    /// The entities meant, if it is a name.
    pub entities: Vec<Card>,
    /// The values meant, if it is none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
}

/// What became of the question. The four are different answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Outcome {
    /// There are rows.
    Found,
    /// The question is understood, and no article says so.
    Empty,
    /// The question is understood, but a name in it fits nothing that the articles name.
    NoSuchName {
        /// As asked.
        name: String,
        /// The names that come nearest.
        did_you_mean: Vec<Card>,
    },
    /// No phrasing fits the question.
    NotUnderstood {
        /// What can be asked.
        examples: Vec<String>,
    },
}

/// An entity that was looked at and what is known of it: tells "nobody did" from "nothing is known".
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LookedAt {
    /// The entity.
    pub entity: Card,
    /// How many people are reported there, for an event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people: Option<usize>,
    /// At or in how many events it is reported, for anything else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<usize>,
    /// How many articles name it.
    pub articles: usize,
    /// When the first article on an event without a known date was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reported: Option<String>,
}

/// How near a near miss comes, nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nearness {
    /// The same post at the same body, held by different people.
    SamePost,
    /// The same sort of post at the same body, or at a body that carries the name of the place.
    SimilarPost,
    /// The same body, through different people or by itself.
    SameBody,
}

/// One side of a near miss: who or what was at one of the events.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Side {
    /// The event.
    pub event: Card,
    /// The person who was there; none if the body itself was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<Card>,
    /// The person's post, or what the body did, in words.
    pub role: String,
    /// The body.
    pub body: Card,
    /// For the presence and for the post.
    pub quotes: Vec<Quote>,
}

/// Something that was at both of two events though nobody was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Nearest {
    /// How near.
    pub nearness: Nearness,
    /// The post or body that both sides share.
    pub shared: String,
    /// One for each of the two events.
    pub sides: [Side; 2],
}

/// The answer to a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// As asked.
    pub question: String,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// Type of the question: the stem of its file.
    pub kind: String,
    /// Language of the phrasing that fits, BCP 47.
    pub language: String,
    /// How it was understood, in words.
    pub reading: String,
    /// That nothing is reported, in words, if there are no rows.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub nothing: String,
    /// What each slot was taken to mean.
    pub bindings: Vec<Binding>,
    /// The query that gave the rows, or the last that was tried.
    pub sparql: String,
    /// Names of the cells of a row.
    pub columns: Vec<String>,
    /// Sorted.
    pub rows: Vec<Row>,
    /// What the user should know about the reading.
    pub notes: Vec<String>,
    /// What was looked at, if there are no rows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub looked_at: Vec<LookedAt>,
    /// What comes nearest, if there are no rows; nearest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub nearest: Vec<Nearest>,
}
