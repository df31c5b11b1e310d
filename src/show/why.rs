//! Why are the names of an entity taken for one, and what else may be the same?

use std::fmt::Write as _;

use serde::Serialize;

use super::Shown;
use crate::{
    ask::{Card, Index},
    model::{Doubt, Grounds, Join},
};

/// Why an entity is one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Why {
    /// Who or what.
    pub entity: Card,
    /// Every sort of step by which it came to be one.
    pub joins: Vec<Step>,
    /// What may be the same, and is kept apart.
    pub doubts: Vec<(Card, Grounds)>,
    /// IRIs that stand for it too.
    pub also: Vec<String>,
}

/// Steps of the same names and reasons.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// An example.
    pub because: Grounds,
    /// How many there were.
    pub times: usize,
}

/// Why each of the entities shown is one.
#[must_use]
pub fn why(shown: &Shown, index: &Index) -> Vec<Why> {
    let dataset = index.dataset;
    let of = |card: &Card| {
        let path = card.iri.strip_prefix(&dataset.base).unwrap_or(&card.iri);
        let entity = dataset.find(path)?;
        let joins = dataset.joins.iter().filter(|join| join.entity == entity);
        let doubts = dataset.doubts.iter().filter(|doubt| doubt.entities.contains(&entity));
        let other = |doubt: &Doubt| {
            let other = if doubt.entities[0] == entity { doubt.entities[1] } else { doubt.entities[0] };
            (index.card(other), doubt.because.clone())
        };
        let also = dataset.former.iter().filter(|former| former.entity == entity);
        Some(Why {
            entity: card.clone(),
            joins: joins.map(|Join { because, times, .. }| Step { because: because.clone(), times: *times }).collect(),
            doubts: doubts.map(other).collect(),
            also: also.map(|former| format!("{}{}", dataset.base, former.path)).collect(),
        })
    };
    shown.dossiers.iter().filter_map(|dossier| of(&dossier.entity)).collect()
}

/// The reasons, as lines of text.
#[must_use]
pub fn render_why(why: &Why) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{} ({})", why.entity.text(), why.entity.kind);
    for iri in std::iter::once(&why.entity.iri).chain(&why.also) {
        let _ = writeln!(out, "  <{iri}>");
    }
    if why.joins.is_empty() {
        out.push_str("one article names it, or all by nothing that had to be compared\n");
    }
    for step in &why.joins {
        let times = if step.times > 1 { format!(", and {} more like it", step.times - 1) } else { String::new() };
        out.push_str(&lines("joined", &step.because, &times));
    }
    for (other, because) in &why.doubts {
        out.push_str(&lines(&format!("kept apart from {} <{}>", other.text(), other.iri), because, ""));
    }
    out
}

fn lines(what: &str, because: &Grounds, more: &str) -> String {
    let [a, b] = &because.names;
    let [x, y] = &because.articles;
    let mut out = format!("{what} ({:.2}): {a} [{x}] and {b} [{y}]{more}\n", because.score());
    for reason in &because.reasons {
        let _ = writeln!(out, "  {:+.2} {}", reason.weight, reason.what);
    }
    out
}
