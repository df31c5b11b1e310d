//! Is what is said with a confidence of 0.9 right nine times in ten?

use std::collections::BTreeMap;

use serde::Serialize;

use super::{claims::Claim, tally::share};

/// Bands of confidence to one.
const BANDS: usize = 20;

/// What became of an extracted fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Right,
    Wrong,
    /// The labels leave it open.
    Neutral,
}

/// An extracted fact with its surest claim.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    relation: String,
    rule: String,
    confidence: f64,
    verdict: Verdict,
}

impl Judged {
    pub(super) fn new(claim: &Claim, verdict: Verdict) -> Self {
        let rule = claim.rule.clone().unwrap_or_default();
        Self { relation: claim.predicate.clone(), rule, confidence: claim.confidence.unwrap_or(1.0), verdict }
    }
}

/// Extracted facts that were said with a like confidence, or by one rule.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Band {
    /// Least confidence of the band; none for a rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<f64>,
    /// Relation and rule; none for a band.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// How many are labelled.
    pub right: usize,
    /// How many are not.
    pub wrong: usize,
    /// Mean confidence, 0..=1.
    pub confidence: f64,
    /// Share that is right, 0..=1.
    pub precision: Option<f64>,
}

/// The facts by confidence, the surest first, and by relation and rule. What the labels leave open is left out.
pub(super) fn bands(judged: &[Judged]) -> (Vec<Band>, Vec<Band>) {
    let mut by_band: BTreeMap<usize, Vec<&Judged>> = BTreeMap::new();
    let mut by_rule: BTreeMap<String, Vec<&Judged>> = BTreeMap::new();
    for fact in judged.iter().filter(|fact| fact.verdict != Verdict::Neutral) {
        by_band.entry(band(fact.confidence)).or_default().push(fact);
        by_rule.entry(format!("{} {}", fact.relation, fact.rule)).or_default().push(fact);
    }
    let bands = by_band.into_iter().rev().map(|(band, facts)| summed(Some(band as f64 / BANDS as f64), None, &facts));
    let rules = by_rule.into_iter().map(|(rule, facts)| summed(None, Some(rule), &facts));
    (bands.collect(), rules.collect())
}

/// Number of the band from below; certainty belongs to the last.
fn band(confidence: f64) -> usize {
    (0..BANDS).rev().find(|&band| confidence + 1e-9 >= band as f64 / BANDS as f64).unwrap_or(0)
}

fn summed(from: Option<f64>, rule: Option<String>, facts: &[&Judged]) -> Band {
    let right = facts.iter().filter(|fact| fact.verdict == Verdict::Right).count();
    let mean = facts.iter().map(|fact| fact.confidence).sum::<f64>() / facts.len().max(1) as f64;
    let confidence = (mean * 1e4).round() / 1e4;
    Band { from, rule, right, wrong: facts.len() - right, confidence, precision: share(right, facts.len()) }
}
