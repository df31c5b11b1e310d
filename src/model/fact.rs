//! What one article says: its entities, known only to itself, and the facts between them.

use serde::{Deserialize, Serialize};

use super::{Kind, PartialDate, Span};

/// Index into [`ArticleFacts::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LocalIdx(pub u32);

/// Everything that was read out of one article.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ArticleFacts {
    /// Tag of the language pack that read the article.
    pub language: String,
    /// The entities named in it, each once, in order of first mention.
    pub entities: Vec<LocalEntity>,
    /// The facts, in text order.
    pub facts: Vec<Fact>,
    /// What was left out and why: (reason, how often), sorted by reason.
    pub dropped: Vec<(String, usize)>,
}

impl ArticleFacts {
    /// The entity at `idx`.
    #[must_use]
    pub fn entity(&self, idx: LocalIdx) -> &LocalEntity {
        &self.entities[idx.0 as usize]
    }
}

/// One person, organization, place or event as a single article knows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LocalEntity {
    /// Its class.
    pub kind: Kind,
    /// Every form in which the article names it, the fullest first; never empty.
    pub names: Vec<String>,
    /// Where it is named, in text order.
    pub mentions: Vec<Span>,
    /// What is known of it if it is an event.
    pub event: Option<EventTraits>,
    /// Key of the gazetteer row, if it is a known place.
    pub gazetteer: Option<String>,
}

/// What tells one event from another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventTraits {
    /// Name without edition and year: the series' name.
    pub series: Option<String>,
    /// Number of the edition ("12th" is 12).
    pub edition: Option<u32>,
    /// Year in the name.
    pub year: Option<i16>,
    /// The article never names it; its name is a description.
    pub unnamed: bool,
    /// The gathering that the article is about.
    pub main: bool,
}

/// A value that is no entity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Literal {
    /// A date at the precision that the text gives.
    Date(PartialDate),
    /// Words in a language.
    Text {
        /// The words.
        value: String,
        /// BCP 47 tag.
        language: String,
    },
    /// A whole number.
    Integer(i64),
}

impl Literal {
    /// The value as plain text.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Date(date) => date.to_string(),
            Self::Text { value, .. } => value.clone(),
            Self::Integer(number) => number.to_string(),
        }
    }
}

/// The object of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Argument {
    /// An entity of the same article.
    Entity(LocalIdx),
    /// A value.
    Literal(Literal),
}

/// How the article puts a fact forward.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stance {
    /// As having happened.
    #[default]
    Reported,
    /// As firmly to come.
    Planned,
    /// As not so.
    Denied,
    /// As a mere possibility.
    Hypothetical,
}

impl Stance {
    /// All stances.
    pub const ALL: [Self; 4] = [Self::Reported, Self::Planned, Self::Denied, Self::Hypothetical];

    /// The word used in the store and in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Planned => "planned",
            Self::Denied => "denied",
            Self::Hypothetical => "hypothetical",
        }
    }

    /// The stance of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stance| stance.name() == name)
    }

    /// Whether a fact of this stance is written as a plain triple too.
    #[must_use]
    pub fn is_asserted(self) -> bool {
        matches!(self, Self::Reported | Self::Planned)
    }
}

/// The words that a fact rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Evidence {
    /// The quoted sentence or sentences, in bytes of the article's text.
    pub quote: Span,
    /// The words that gave the fact away, inside the quote.
    pub trigger: Span,
    /// Name of the rule that found it.
    pub rule: String,
}

/// One fact, as one article states it at one place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// Local name of the relation in the vocabulary.
    pub relation: String,
    /// Who or what the fact is about.
    pub subject: LocalIdx,
    /// What is said of it.
    pub object: Argument,
    /// The post held, as written, with the language's word for `former` in front where the text says so.
    pub post: Option<String>,
    /// How the person took part, if not in person: a name from the ontology, such as `video`.
    pub mode: Option<String>,
    /// How the article puts it forward.
    pub stance: Stance,
    /// The words it rests on.
    pub evidence: Evidence,
    /// How sure the extractor is, 0..=1.
    pub confidence: f64,
}
