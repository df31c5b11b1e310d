//! All that is known of one name, and what two have in common: every line with its sentences.
//!
//! In: a name or description and an [`Index`]. Out: [`Shown`] or [`Comparison`], to print or to serialize.

mod cases;
mod compare;
mod dossier;
mod page;
mod render;
#[cfg(test)]
mod tests;
mod why;

use serde::Serialize;

pub use cases::{Case, Choice, Told, cases, contradictions, render_case};
pub use compare::{Comparison, Part, compare};
pub use dossier::{Dossier, Line, Section, Support, dossier};
pub use page::{Notes, comparison_page, note, page};
pub use render::{render, render_comparison};
pub use why::{Why, render_why, why};

use crate::{
    ask::{Card, Found, How, Index, resolve, suggest},
    diag::ErrorKind,
    knowledge::questions::phrase,
    model::{EntityIdx, Kind},
};

/// A name that fits more entities than this gets no dossiers, only the list.
const MOST: usize = 5;

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// The name as asked.
    pub name: String,
    /// One for each entity that it fits; none if there is no such name or too many.
    pub dossiers: Vec<Dossier>,
    /// The entities that it fits, if they are too many; the names that come nearest, if there are none.
    pub did_you_mean: Vec<Card>,
    /// How the name was understood, where that is not obvious.
    pub notes: Vec<String>,
}

impl Shown {
    /// The failure that no dossier stands for, for the exit code.
    #[must_use]
    pub fn error_kind(&self) -> Option<ErrorKind> {
        if self.dossiers.is_empty() { Some(ErrorKind::NoResult) } else { None }
    }
}

/// Everything known of what `name` stands for. Relations are named in `language` (BCP 47), or else in English.
#[must_use]
pub fn show(name: &str, index: &Index, language: &str) -> Shown {
    let (entities, notes) = match find(name, index) {
        Ok(found) => found,
        Err(did_you_mean) => return Shown { name: name.to_owned(), dossiers: Vec::new(), did_you_mean, notes: Vec::new() },
    };
    let too_many = entities.len() > MOST;
    let cards = || entities.iter().map(|&entity| index.card(entity)).collect();
    Shown {
        name: name.to_owned(),
        did_you_mean: if too_many { cards() } else { Vec::new() },
        dossiers: entities.iter().filter(|_| !too_many).map(|&entity| dossier(index, entity, language)).collect(),
        notes,
    }
}

/// The entities that a name of any kind fits, with how it was understood; else the names that come nearest.
fn find(name: &str, index: &Index) -> Result<(Vec<EntityIdx>, Vec<String>), Vec<Card>> {
    let words = phrase(name);
    let any = |slips| resolve(index, &words, &Kind::ALL, slips);
    let Some(Found { entities, how, .. }) = any(false).or_else(|| any(true)).filter(|_| !words.is_empty()) else {
        return Err(suggest(index, &words, &Kind::ALL));
    };
    let labels: Vec<_> = entities.iter().map(|&entity| index.dataset.entity(entity).label.as_str()).collect();
    let mut notes = Vec::new();
    if how == How::Slip {
        notes.push(format!("«{name}» was read as: {}", labels.join("; ")));
    } else if entities.len() > 1 {
        notes.push(format!("«{name}» fits {}: {}", entities.len(), labels.join("; ")));
    }
    Ok((entities, notes))
}
