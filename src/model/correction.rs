//! What a human has put right, to be applied at every build.

use serde::{Deserialize, Serialize};

use super::Kind;

/// One correction, with who made it, when and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Its number in the file: corrections apply in this order.
    pub number: u32,
    /// What is put right.
    pub change: Change,
    /// Who says so; empty if not told.
    pub who: String,
    /// Day on which it was said, ISO 8601; empty if not told.
    pub when: String,
    /// Why; empty if not told.
    pub why: String,
}

/// What is put right. Entities are given by path, as in their IRI; former paths do as well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// The two are one.
    Merge([String; 2]),
    /// The two are not one, whatever the evidence.
    NotSame([String; 2]),
    /// What these articles (by id) say of the entity is of another one.
    Split(String, Vec<String>),
    /// The entity is to be shown under this name.
    Rename(String, String),
    /// The entity is of this kind.
    Retype(String, Kind),
    /// The fact is wrong: subject, relation, object (a path or a value), and the article if only one is wrong.
    Reject(String, String, String, Option<String>),
    /// The correction of this number no longer holds.
    Undo(u32),
}

/// The corrections that hold: without those undone, and without the undoing.
#[must_use]
pub fn in_force(corrections: &[Correction]) -> Vec<Correction> {
    let mut undone = std::collections::BTreeSet::new();
    let mut holding = Vec::new();
    for correction in corrections.iter().rev() {
        if undone.contains(&correction.number) {
            continue;
        }
        match correction.change {
            Change::Undo(number) => {
                undone.insert(number);
            }
            _ => holding.push(correction.clone()),
        }
    }
    holding.reverse();
    holding
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undoing_can_be_undone() {
        let of = |number, change| Correction { number, change, who: String::new(), when: String::new(), why: String::new() };
        let merge = of(1, Change::Merge(["person/a".to_owned(), "person/b".to_owned()]));
        let (undo, redo) = (of(2, Change::Undo(1)), of(3, Change::Undo(2)));
        assert_eq!(in_force(&[merge.clone(), undo.clone()]), []);
        assert_eq!(in_force(&[merge.clone(), undo, redo]), [merge]);
    }
}
