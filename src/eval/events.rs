//! Which labelled event does an extracted event stand for?
//!
//! By name; a labelled event that the article never names by its place, date or theme, or because it is the only one left.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    Rules,
    claims::{Claim, Thing},
    labels::{EventLabel, Labels, Section},
    names::{Folded, agreement, fold, is_same},
};
use crate::{knowledge::Role, model::Kind};

/// Least agreement of two events that are taken for one.
const SAME_EVENT: f64 = 0.5;

/// An extracted event.
#[derive(Default)]
struct Found {
    names: Vec<Folded>,
    n_facts: usize,
    places: Vec<Folded>,
    dates: Vec<String>,
    themes: Vec<Folded>,
}

/// A pair that may be one event.
struct Pair<'a> {
    score: f64,
    is_main: bool,
    n_facts: usize,
    iri: &'a str,
    key: &'a str,
}

impl Pair<'_> {
    fn order(&self, other: &Self) -> Ordering {
        let rest = |pair: &Self| (pair.is_main, pair.n_facts);
        self.score
            .total_cmp(&other.score)
            .then(rest(self).cmp(&rest(other)))
            .then((self.iri, self.key).cmp(&(other.iri, other.key)))
    }
}

/// The key of each extracted event that a label stands for, by IRI: one to one, the best agreement first.
pub(super) fn matched(labels: &Labels, claims: &[Claim], rules: &Rules<'_>) -> BTreeMap<String, String> {
    let found = found(claims, rules);
    let mut pairs = Vec::new();
    for (iri, event) in &found {
        for (key, label) in &labels.events.0 {
            let names: Vec<Folded> = label.names.iter().map(|name| fold(name, rules.words)).collect();
            let mut score = agreement(&event.names, &names);
            if score < SAME_EVENT && label.unnamed {
                score = score.max(by_traits(event, label, rules));
            }
            if score >= SAME_EVENT {
                pairs.push(Pair { score, is_main: label.main, n_facts: event.n_facts, iri, key });
            }
        }
    }
    pairs.sort_by(|a, b| b.order(a));
    let (mut mapping, mut taken) = (BTreeMap::new(), BTreeSet::new());
    for pair in pairs {
        if !mapping.contains_key(pair.iri) && taken.insert(pair.key) {
            mapping.insert(pair.iri.to_owned(), pair.key.to_owned());
        }
    }
    let left: Vec<&str> = found.keys().copied().filter(|iri| !mapping.contains_key(*iri)).collect();
    let is_nameless = |(key, label): &&(String, EventLabel)| label.unnamed && label.main && !taken.contains(key.as_str());
    let nameless: Vec<&str> = labels.events.0.iter().filter(is_nameless).map(|(key, _)| key.as_str()).collect();
    if let ([iri], [key]) = (&left[..], &nameless[..]) {
        mapping.insert((*iri).to_owned(), (*key).to_owned());
    }
    mapping
}

/// The extracted events of an article and what is said of them, by IRI.
fn found<'a>(claims: &'a [Claim], rules: &Rules<'_>) -> BTreeMap<&'a str, Found> {
    let mut found: BTreeMap<&str, Found> = BTreeMap::new();
    let name = |role: Role| rules.schema.role(role).facts_name.as_str();
    let folded = |thing: &Thing| -> Vec<Folded> { thing.names().map(|name| fold(name, rules.words)).collect() };
    for claim in claims {
        for thing in [&claim.subject, &claim.object].into_iter().filter(|thing| thing.kind() == Some(Kind::Event)) {
            let event = found.entry(&thing.iri).or_default();
            let names = thing.names().filter(|name| !name.is_empty()).map(|name| fold(name, rules.words));
            for name in names {
                if !event.names.contains(&name) {
                    event.names.push(name);
                }
            }
            event.n_facts += usize::from(rules.is_scored(&claim.predicate));
        }
        if claim.subject.kind() == Some(Kind::Event) {
            let event = found.entry(&claim.subject.iri).or_default();
            if claim.predicate == name(Role::Place) {
                event.places.extend(folded(&claim.object));
            } else if claim.predicate == name(Role::Start) {
                event.dates.push(claim.object.value());
            } else if claim.predicate == name(Role::Theme) {
                event.themes.push(fold(&claim.object.value(), rules.words));
            }
        }
    }
    found
}

/// How well place, date and theme agree: 0 if none does.
fn by_traits(event: &Found, label: &EventLabel, rules: &Rules<'_>) -> f64 {
    let texts =
        |texts: &Option<Vec<String>>| -> Vec<Folded> { texts.iter().flatten().map(|text| fold(text, rules.words)).collect() };
    let (cities, themes) = (texts(&label.city), texts(&label.theme));
    let place = cities.iter().any(|city| event.places.iter().any(|place| is_same(Section::Places, city, place, rules.words)));
    let date = label.start.is_some_and(|start| event.dates.iter().any(|date| date.starts_with(&start.to_string())));
    let theme = themes.iter().any(|theme| event.themes.contains(theme));
    let n_agreeing = [place, date, theme].into_iter().filter(|agrees| *agrees).count();
    if n_agreeing == 0 { 0.0 } else { SAME_EVENT + 0.1 * n_agreeing as f64 }
}
