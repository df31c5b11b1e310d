//! Why entities of different articles are one, or may be.

use serde::{Deserialize, Serialize};

use super::EntityIdx;

/// One piece of evidence for or against two names standing for one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// What was found, in words.
    pub what: String,
    /// Above zero it speaks for one, below zero for two.
    pub weight: f64,
}

/// Two sides that were compared, and what was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Grounds {
    /// The fullest name on either side.
    pub names: [String; 2],
    /// Ids of the articles that use them.
    pub articles: [String; 2],
    /// Heaviest first.
    pub reasons: Vec<Reason>,
}

impl Grounds {
    /// Sum of all weights.
    #[must_use]
    pub fn score(&self) -> f64 {
        self.reasons.iter().map(|reason| reason.weight).sum()
    }

    /// Puts the heaviest reason first, each once.
    pub fn sort(&mut self) {
        self.reasons.sort_by(|x, y| y.weight.total_cmp(&x.weight).then_with(|| x.what.cmp(&y.what)));
        self.reasons.dedup();
    }

    /// What tells grounds from others, and their order.
    #[must_use]
    pub fn key(&self) -> (&[String; 2], String, &[String; 2]) {
        let reasons: Vec<&str> = self.reasons.iter().map(|reason| reason.what.as_str()).collect();
        (&self.names, reasons.join("; "), &self.articles)
    }
}

/// A step in which an entity came to be one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Join {
    /// The entity that both sides belong to.
    pub entity: EntityIdx,
    /// An example of what was found.
    pub because: Grounds,
    /// How many such steps, of the same names and reasons, there were.
    pub times: usize,
}

/// Two entities that may be one: too much speaks for it to pass over it, too little to join them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Doubt {
    /// The two, the lower index first.
    pub entities: [EntityIdx; 2],
    /// What was found.
    pub because: Grounds,
}

/// An IRI by which an entity was, or would have been, known without some of its articles: it stays valid.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FormerPath {
    /// The IRI without the base.
    pub path: String,
    /// The entity that it stands for now.
    pub entity: EntityIdx,
}
