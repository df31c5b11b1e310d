//! What was extracted? The lines of `export --format facts`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::{
    diag::{Error, ErrorKind, Result},
    model::Kind,
};

/// One line: a claim, or a name that the article mentions.
#[derive(Debug, Deserialize)]
pub(super) struct Claim {
    article: String,
    pub(super) predicate: String,
    #[serde(default)]
    pub(super) subject: Thing,
    #[serde(default)]
    pub(super) object: Thing,
    pub(super) evidence: Option<Evidence>,
    pub(super) confidence: Option<f64>,
    pub(super) rule: Option<String>,
}

/// Either side of a claim.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Thing {
    #[serde(default)]
    pub(super) iri: String,
    #[serde(default, rename = "type")]
    class: String,
    #[serde(default)]
    label: String,
    #[serde(default)]
    aliases: Vec<String>,
    value: Option<Value>,
}

/// The words that a claim rests on, in bytes of the article's text.
#[derive(Debug, Deserialize)]
pub(super) struct Evidence {
    pub(super) quote: String,
    #[serde(default)]
    pub(super) start: usize,
    #[serde(default)]
    pub(super) end: usize,
}

impl Thing {
    pub(super) fn kind(&self) -> Option<Kind> {
        Kind::from_name(&self.class)
    }

    /// The label first.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.label.as_str()).chain(self.aliases.iter().map(String::as_str))
    }

    /// What to call it where no label knows it.
    pub(super) fn label(&self) -> &str {
        &self.label
    }

    /// The value as text, if it is one.
    pub(super) fn value(&self) -> String {
        match &self.value {
            Some(Value::String(text)) => text.clone(),
            Some(value) => value.to_string(),
            None => String::new(),
        }
    }
}

/// The lines of each article.
///
/// # Errors
/// A line that is no such JSON, with its number.
pub(super) fn parse(lines: &str) -> Result<BTreeMap<String, Vec<Claim>>> {
    let mut by_article: BTreeMap<String, Vec<Claim>> = BTreeMap::new();
    for (idx, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let claim: Claim = serde_json::from_str(line)
            .map_err(|error| Error::new(ErrorKind::BadInput, format!("facts, line {}: {error}", idx + 1)))?;
        by_article.entry(claim.article.clone()).or_default().push(claim);
    }
    Ok(by_article)
}
