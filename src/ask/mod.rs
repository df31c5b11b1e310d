//! A question in words to SPARQL, and to an answer with its sentences.
//!
//! In: a question, an [`Index`] of the dataset, and the store as something that answers SPARQL ([`Select`]). Out: an [`Answer`].
//! The best phrasing of `ontology/questions` that fits gives the words of its slots ([`resolve()`] says which entities they mean)
//! and the query. "Not understood", "no such name" and "understood, and nobody did" are three different outcomes.

mod answer;
mod bind;
mod describe;
mod fill;
#[cfg(test)]
pub(crate) mod fixture;
mod index;
mod looked;
mod names;
pub(crate) mod nearest;
mod page;
mod phrases;
mod render;
mod resolve;
mod rows;
mod sets;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub use answer::{Answer, Binding, Card, Cell, LookedAt, Nearest, Nearness, Outcome, Quote, Row, Side};
pub use index::Index;
pub use names::{Found, How};
pub use page::{nearest_blocks, page, quotations, unknown};
pub use render::{cut, explain, nearest_lines, quote_lines, render};
pub use resolve::{resolve, suggest};

use bind::{Bound, Failure, Meaning};
use phrases::Fit;

use crate::{
    diag::{ErrorKind, Result},
    graph::{KnowledgeGraph, Term},
    knowledge::{Questions, questions},
    model::Kind,
};

/// One solution of a query: variable without its question mark to IRI or lexical form; unbound variables are missing.
pub type Solution = BTreeMap<String, String>;

/// What answers SPARQL.
pub trait Select {
    /// The solutions of a SELECT query over the union of all graphs, in any order.
    ///
    /// # Errors
    /// The query does not parse or its evaluation fails.
    fn select(&self, sparql: &str) -> Result<Vec<Solution>>;
}

impl Select for KnowledgeGraph {
    fn select(&self, sparql: &str) -> Result<Vec<Solution>> {
        let found = Self::select(self, sparql)?;
        let solution = |row: &Vec<Option<Term>>| {
            let bound = found.variables.iter().zip(row);
            bound.filter_map(|(name, term)| Some((name.clone(), term.as_ref()?.value().to_owned()))).collect()
        };
        Ok(found.rows.iter().map(solution).collect())
    }
}

impl Answer {
    /// The failure that an answer without rows stands for, for the exit code.
    #[must_use]
    pub fn error_kind(&self) -> Option<ErrorKind> {
        match self.outcome {
            Outcome::Found => None,
            Outcome::Empty | Outcome::NoSuchName { .. } => Some(ErrorKind::NoResult),
            Outcome::NotUnderstood { .. } => Some(ErrorKind::Usage),
        }
    }

    fn new(question: &str, outcome: Outcome) -> Self {
        Self {
            question: question.to_owned(),
            outcome,
            kind: String::new(),
            language: String::new(),
            reading: String::new(),
            nothing: String::new(),
            bindings: Vec::new(),
            sparql: String::new(),
            columns: Vec::new(),
            rows: Vec::new(),
            notes: Vec::new(),
            looked_at: Vec::new(),
            nearest: Vec::new(),
        }
    }
}

/// Answers a question.
///
/// # Errors
/// The store fails; a question that is not understood is an answer, not an error.
pub fn ask(question: &str, index: &Index, store: &dyn Select) -> Result<Answer> {
    let tokens = questions::tokens(question);
    let fits = phrases::fits(&index.knowledge.questions, &tokens);
    let mut unknown: Option<Unknown> = None;
    // A phrasing whose names are spelled rightly goes before one that fits better but for a slip.
    for slips in [false, true] {
        for fit in &fits {
            match bind::bind(index, fit, question, &tokens, slips) {
                Ok(bound) => return answer(question, index, store, fit, &bound),
                Err(Failure::Unknown { missing, kinds }) if slips => {
                    let first = unknown.get_or_insert_with(|| Unknown { fit, missing: missing.clone(), kinds: BTreeSet::new() });
                    if first.missing == missing {
                        first.kinds.extend(kinds);
                    }
                }
                Err(Failure::Unknown { .. } | Failure::Misfit) => {}
            }
        }
    }
    Ok(match unknown {
        Some(Unknown { fit, missing, kinds }) => {
            let kinds: Vec<_> = kinds.into_iter().collect();
            let did_you_mean = suggest(index, &missing.words, &kinds);
            let mut answer = Answer::new(question, Outcome::NoSuchName { name: missing.text, did_you_mean });
            fit.language.clone_into(&mut answer.language);
            answer.kind.clone_from(&fit.question.name);
            answer
        }
        None => Answer::new(question, Outcome::NotUnderstood { examples: examples(index, &tokens) }),
    })
}

/// A name that fits nothing, in the phrasing that fits best.
struct Unknown<'f, 'k> {
    fit: &'f Fit<'k>,
    missing: sets::Missing,
    /// What it could have been, by all phrasings that have it in a slot.
    kinds: BTreeSet<Kind>,
}

fn answer(question: &str, index: &Index, store: &dyn Select, fit: &Fit, bound: &BTreeMap<&str, Bound>) -> Result<Answer> {
    let mut answer = Answer::new(question, Outcome::Empty);
    answer.kind.clone_from(&fit.question.name);
    fit.language.clone_into(&mut answer.language);
    let written = |texts: &BTreeMap<String, String>| bind::written(texts.get(fit.language).map_or("", String::as_str), bound);
    answer.reading = written(&fit.question.reading);
    answer.bindings = bind::bindings(index, bound);
    for bound in bound.values() {
        if let Meaning::Entities(set) = &bound.meaning {
            answer.notes.extend(set.notes.iter().cloned());
        }
    }
    for query in &fit.question.queries {
        answer.sparql = fill::fill(index, &query.sparql, bound)?;
        answer.columns.clone_from(&query.columns);
        let solutions = store.select(&answer.sparql)?;
        if !solutions.is_empty() {
            answer.outcome = Outcome::Found;
            answer.rows = rows::rows(index, &query.columns, &solutions, fit.language);
            answer.notes.extend(query.instead.get(fit.language).map(|text| bind::written(text, bound)));
            return Ok(answer);
        }
    }
    answer.nothing = written(&fit.question.nothing);
    answer.looked_at = looked::looked_at(index, bound);
    if fit.question.nearest {
        answer.nearest = sets(bound).flat_map(|set| nearest::between_all(index, &set.groups, &answer.language)).collect();
    }
    Ok(answer)
}

/// The slots that ask for several at once.
fn sets<'b>(bound: &'b BTreeMap<&str, Bound>) -> impl Iterator<Item = &'b sets::Set> {
    bound.values().filter_map(|bound| match &bound.meaning {
        Meaning::Entities(set) if set.need > 1 => Some(set),
        _ => None,
    })
}

/// Questions that can be asked, in the language of what was asked, about what the graph knows most of; where no word tells
/// the language, in every one.
fn examples(index: &Index, tokens: &[questions::Token]) -> Vec<String> {
    let Questions { questions, words, .. } = &index.knowledge.questions;
    let mut examples = BTreeSet::new();
    let mut listed = Vec::new();
    let known: Vec<_> = words.iter().map(|words| phrases::n_known(questions, words, tokens)).collect();
    let most = known.iter().max();
    for (words, _) in words.iter().zip(&known).filter(|(_, known)| Some(*known) == most) {
        for question in questions {
            let text = question.example.get(&words.language);
            if let Some(example) = text.and_then(|text| example(index, text, &question.slots))
                && examples.insert(example.clone())
            {
                listed.push(example);
            }
        }
    }
    listed
}

/// An example with the names of the best known entities in its slots; none if the graph has no such entity.
fn example(index: &Index, text: &str, slots: &BTreeMap<String, questions::Slot>) -> Option<String> {
    let mut filled = text.to_owned();
    let mut used = BTreeSet::new();
    for (name, slot) in slots {
        let place = format!("{{{name}}}");
        if !filled.contains(&place) {
            continue;
        }
        let value = match slot {
            questions::Slot::Entities(kinds) => {
                let known = best_known(index, kinds);
                let label = known.into_iter().find(|label| !used.contains(label))?;
                used.insert(label.clone());
                label
            }
            questions::Slot::Year => {
                let events = index.dataset.entities().filter(|(_, entity)| entity.kind == Kind::Event);
                events.filter_map(|(event, _)| index.date(event)).map(|date| date.year).max()?.to_string()
            }
            questions::Slot::Post => {
                let claims = index.dataset.statements.iter().flat_map(|statement| &statement.claims);
                claims.filter_map(|claim| claim.post.clone()).min()?
            }
            questions::Slot::Head => return None,
        };
        filled = filled.replace(&place, &value);
    }
    Some(filled)
}

/// Labels of the entities of these kinds with most statements.
fn best_known(index: &Index, kinds: &[Kind]) -> Vec<String> {
    let entities = index.dataset.entities().filter(|(_, entity)| kinds.contains(&entity.kind));
    let mut known: Vec<_> = entities
        .map(|(idx, entity)| (std::cmp::Reverse(index.about(idx).count() + index.toward(idx).count()), idx, &entity.label))
        .collect();
    known.sort();
    known.into_iter().take(2).map(|(_, _, label)| label.clone()).collect()
}
