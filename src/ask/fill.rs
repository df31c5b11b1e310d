//! How does a query template become SPARQL? Only validated IRIs, numbers and escaped literals go in, never words of a question.

use std::{collections::BTreeMap, fmt::Write as _};

use super::{
    bind::{Bound, Meaning},
    index::Index,
};
use crate::{
    diag::{Error, ErrorKind, Result},
    knowledge::Questions,
    model::EntityIdx,
};

/// The query with its fragments and the values of its slots.
///
/// # Errors
/// An IRI of the graph that cannot stand in a query.
pub(crate) fn fill(index: &Index, template: &str, bound: &BTreeMap<&str, Bound>) -> Result<String> {
    let questions = &index.knowledge.questions;
    let mut query = questions.prologue.clone();
    for (position, part) in fragments(questions, template).split('%').enumerate() {
        if position % 2 == 0 {
            query.push_str(part);
        } else {
            let words: Vec<&str> = part.split_whitespace().collect();
            let (name, variables) = words.split_first().map_or(("", [].as_slice()), |(name, variables)| (*name, variables));
            query.push_str(&slot(index, name, variables, bound)?);
        }
    }
    Ok(query)
}

/// The template with its fragments put in.
fn fragments(questions: &Questions, template: &str) -> String {
    let mut filled = String::new();
    for (position, part) in template.split('%').enumerate() {
        let mut words = part.split_whitespace();
        match words.next().and_then(|name| questions.fragments.get(name)) {
            _ if position % 2 == 0 => filled.push_str(part),
            Some(fragment) => {
                let arguments = fragment.parameters.iter().map(String::as_str).zip(words).collect();
                filled.push_str(&replaced(&fragment.text, &arguments));
            }
            None => {
                let _ = write!(filled, "%{part}%");
            }
        }
    }
    filled
}

/// The text with each variable that is a parameter replaced by its argument.
fn replaced(text: &str, arguments: &BTreeMap<&str, &str>) -> String {
    let mut parts = text.split('?');
    let mut filled = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let end = part.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(part.len());
        let variable = format!("?{}", &part[..end]);
        filled.push_str(arguments.get(variable.as_str()).copied().unwrap_or(&variable));
        filled.push_str(&part[end..]);
    }
    filled
}

/// The values of a slot. A slot that the phrasing leaves out binds nothing.
fn slot(index: &Index, name: &str, variables: &[&str], bound: &BTreeMap<&str, Bound>) -> Result<String> {
    let (slot, part) = name.split_once('.').unwrap_or((name, ""));
    let Some(bound) = bound.get(slot) else { return Ok(String::new()) };
    let variable = variables.join(" ");
    match (&bound.meaning, part) {
        (Meaning::Entities(set), "") => values(&variable, &iris(index, set.named.iter())?),
        (Meaning::Entities(set), "members") => values(&variable, &iris(index, set.groups.iter().flatten())?),
        (Meaning::Entities(set), "without") => values(&variable, &iris(index, set.without.iter())?),
        (Meaning::Entities(set), "need") => Ok(set.need.to_string()),
        (Meaning::Entities(set), "groups") => {
            let mut rows = Vec::new();
            for (number, group) in set.groups.iter().enumerate() {
                rows.extend(iris(index, group.iter())?.into_iter().map(|iri| format!("({number} {iri})")));
            }
            values(&format!("({variable})"), &rows)
        }
        (Meaning::Narrowed(None), _) => Ok(String::new()),
        (Meaning::Narrowed(Some(events)), _) => values(&variable, &iris(index, events.iter())?),
        (Meaning::Values(texts), _) => values(&variable, &texts.iter().map(|text| literal(text)).collect::<Vec<_>>()),
        (Meaning::Entities(_), _) => {
            let message =
                format!("question template: «%{name}%» is unknown; after the dot may stand members, groups, need, without");
            Err(Error::new(ErrorKind::BadInput, message))
        }
    }
}

#[expect(clippy::unnecessary_wraps, reason = "stands beside the arms that can fail")]
fn values(variable: &str, rows: &[String]) -> Result<String> {
    let mut rows = rows.to_vec();
    rows.sort();
    rows.dedup();
    Ok(format!("VALUES {variable} {{ {} }}", rows.join(" ")))
}

fn iris<'e>(index: &Index, entities: impl Iterator<Item = &'e EntityIdx>) -> Result<Vec<String>> {
    entities.map(|&entity| iri(&index.dataset.iri(entity))).collect()
}

/// The IRI as SPARQL writes it. Grammar: <https://www.w3.org/TR/sparql11-query/#rIRIREF>
fn iri(iri: &str) -> Result<String> {
    let forbidden = |c: char| c <= ' ' || matches!(c, '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\');
    if iri.contains(forbidden) || !iri.contains(':') {
        return Err(Error::new(ErrorKind::Storage, format!("entity IRI «{iri}» cannot stand in a query")));
    }
    Ok(format!("<{iri}>"))
}

/// The text as a SPARQL string. Grammar: <https://www.w3.org/TR/sparql11-query/#rSTRING_LITERAL2>
fn literal(text: &str) -> String {
    let mut written = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            _ => written.push(c),
        }
    }
    written.push('"');
    written
}
