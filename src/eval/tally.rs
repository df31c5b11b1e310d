//! How many were right, wrong and missed, and what shares are those?

use std::collections::BTreeMap;

use serde::Serialize;

use super::labels::Section;
use crate::knowledge::{Relation, Role, Schema};

/// The relations that are scored, in the order of the table.
const SCORED: [Role; 11] = [
    Role::Speech,
    Role::Presence,
    Role::Chair,
    Role::Host,
    Role::Support,
    Role::Participation,
    Role::Place,
    Role::Start,
    Role::Affiliation,
    Role::Subevent,
    Role::Part,
];

/// Those that the row `core` sums up: who spoke and attended, who hosted, where and when, who held which post.
const CORE: [Role; 6] = [Role::Speech, Role::Presence, Role::Host, Role::Place, Role::Start, Role::Affiliation];

/// Quotes that stand where they should, and those that do not.
pub(super) const QUOTES: &str = "quotes";

/// The scored relations.
pub(super) fn relations(schema: &Schema) -> Vec<&Relation> {
    SCORED.iter().map(|&role| schema.role(role)).collect()
}

/// Figures of one row.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Row {
    /// The relation, the sort of names, or what is summed up.
    pub name: String,
    /// Found and labelled (true positives).
    pub right: usize,
    /// Found and not labelled (false positives).
    pub wrong: usize,
    /// Labelled and not found (false negatives).
    pub missed: usize,
    /// Share of what was found that is right, 0..=1; none if nothing was found.
    pub precision: Option<f64>,
    /// Share of what is labelled that was found, 0..=1; none if nothing is labelled.
    pub recall: Option<f64>,
    /// Harmonic mean of the two, 0..=1.
    pub f1: Option<f64>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    right: usize,
    wrong: usize,
    missed: usize,
}

/// Counts by relation and sort of names.
#[derive(Debug, Default)]
pub(super) struct Tally(BTreeMap<String, Counts>);

impl Tally {
    pub(super) fn right(&mut self, name: &str, count: usize) {
        self.0.entry(name.to_owned()).or_default().right += count;
    }

    pub(super) fn wrong(&mut self, name: &str, count: usize) {
        self.0.entry(name.to_owned()).or_default().wrong += count;
    }

    pub(super) fn missed(&mut self, name: &str, count: usize) {
        self.0.entry(name.to_owned()).or_default().missed += count;
    }

    /// One row a relation, one a sort of names, the quotes, the core, all facts.
    pub(super) fn rows(&self, schema: &Schema) -> Vec<Row> {
        let facts: Vec<&str> = relations(schema).iter().map(|relation| relation.facts_name.as_str()).collect();
        let core: Vec<&str> = CORE.iter().map(|&role| schema.role(role).facts_name.as_str()).collect();
        let names = Section::ALL.map(Section::name);
        let single = facts.iter().chain(&names).chain(&[QUOTES]).map(|name| self.row(name, &[*name]));
        single.chain([self.row("core", &core), self.row("all facts", &facts)]).collect()
    }

    fn row(&self, name: &str, parts: &[&str]) -> Row {
        let counts = || parts.iter().filter_map(|part| self.0.get(*part));
        let right = counts().map(|counts| counts.right).sum();
        let wrong = counts().map(|counts| counts.wrong).sum();
        let missed = counts().map(|counts| counts.missed).sum();
        Row {
            name: name.to_owned(),
            right,
            wrong,
            missed,
            precision: share(right, right + wrong),
            recall: share(right, right + missed),
            f1: share(2 * right, 2 * right + wrong + missed),
        }
    }
}

/// The share, rounded to four places.
pub(super) fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| (part as f64 / whole as f64 * 1e4).round() / 1e4)
}
