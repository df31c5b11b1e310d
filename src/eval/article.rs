//! What of an article was read right, what wrong, and what not at all?

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Labelled, Mistake, Rules,
    calibration::{Judged, Verdict},
    claims::{Claim, Thing},
    events,
    labels::{Labels, Section},
    names::{Folded, fold, is_same},
    tally::{QUOTES, Tally},
};
use crate::{knowledge::Role, model::Kind};

/// Relation, subject and object: keys of the labels, `?` and a name for what they do not know, a date.
type Triple = (String, String, String);

/// Before the name of what the labels do not know.
const UNKNOWN: char = '?';

/// Counts one article and notes its mistakes; returns what became of each extracted fact.
pub(super) fn score(
    article: &Labelled,
    claims: &[Claim],
    rules: &Rules<'_>,
    tally: &mut Tally,
    mistakes: &mut Vec<Mistake>,
) -> Vec<Judged> {
    quotes(article, claims, rules, tally);
    let labels = &article.labels;
    let keys = Keys { labels, events: events::matched(labels, claims, rules), rules, listed: listed(labels, rules) };
    let wanted = wanted(labels, rules);
    let mut neutral = closure(triples(&labels.optional), rules);
    neutral.retain(|fact| !wanted.contains(fact));
    let stated = stated(claims, &keys, &mut neutral);
    let found = closure(stated.keys().cloned().collect(), rules);

    let doubtful = |key: &String| labels.optional_entities.contains(key) && labels.events.get(key).is_some();
    let is_neutral = |fact: &Triple| neutral.contains(fact) || doubtful(&fact.1) || doubtful(&fact.2);
    let mut mistake = |what, fact: &Triple| {
        let words = |key: &String| labels.words(key).to_owned();
        mistakes.push(Mistake::new(what, &fact.0, &article.id, vec![words(&fact.1), words(&fact.2)]));
    };
    for fact in found.union(&wanted) {
        match (found.contains(fact), wanted.contains(fact)) {
            (true, true) => tally.right(&fact.0, 1),
            (false, _) => {
                tally.missed(&fact.0, 1);
                mistake(MISSED, fact);
            }
            (true, false) if is_neutral(fact) => {}
            (true, false) => {
                tally.wrong(&fact.0, 1);
                mistake(WRONG, fact);
            }
        }
    }
    names(article, claims, &keys, tally, mistakes);
    let verdict = |fact: &Triple| match wanted.contains(fact) {
        true => Verdict::Right,
        false if is_neutral(fact) => Verdict::Neutral,
        false => Verdict::Wrong,
    };
    stated.iter().map(|(fact, claim)| Judged::new(claim, verdict(fact))).collect()
}

pub(super) const MISSED: &str = "missed";
pub(super) const WRONG: &str = "wrong";

/// Quotes that stand at their bytes, and those that do not.
fn quotes(article: &Labelled, claims: &[Claim], rules: &Rules<'_>, tally: &mut Tally) {
    for evidence in claims.iter().filter(|claim| claim.predicate != rules.mention).filter_map(|claim| claim.evidence.as_ref()) {
        let stands = article.text.get(evidence.start..evidence.end) == Some(evidence.quote.as_str());
        if stands { tally.right(QUOTES, 1) } else { tally.wrong(QUOTES, 1) }
    }
}

/// The labelled facts, with those that they imply and the first days of events.
fn wanted(labels: &Labels, rules: &Rules<'_>) -> BTreeSet<Triple> {
    let mut wanted = closure(triples(&labels.facts), rules);
    let start = &rules.schema.role(Role::Start).facts_name;
    for (key, event) in labels.events.0.iter().filter(|(key, _)| !labels.optional_entities.contains(key)) {
        wanted.extend(event.start.map(|date| (start.clone(), key.clone(), date.to_string())));
    }
    wanted
}

fn triples(facts: &[Vec<String>]) -> BTreeSet<Triple> {
    facts.iter().map(|fact| (fact[0].clone(), fact[1].clone(), fact[2].clone())).collect()
}

/// The facts, and presence for each that implies it.
fn closure(facts: BTreeSet<Triple>, rules: &Rules<'_>) -> BTreeSet<Triple> {
    let presence = &rules.schema.role(Role::Presence).facts_name;
    let implied: Vec<Triple> = facts
        .iter()
        .filter(|fact| rules.implies_presence(&fact.0))
        .map(|(_, subject, object)| (presence.clone(), subject.clone(), object.clone()))
        .collect();
    facts.into_iter().chain(implied).collect()
}

/// The extracted facts with the surest claim of each. A date is right at the precision of the label; dates of an event whose label
/// has none count as nothing.
fn stated<'a>(claims: &'a [Claim], keys: &Keys<'_>, neutral: &mut BTreeSet<Triple>) -> BTreeMap<Triple, &'a Claim> {
    let mut stated: BTreeMap<Triple, &Claim> = BTreeMap::new();
    for claim in claims.iter().filter(|claim| keys.rules.is_scored(&claim.predicate)) {
        let subject = keys.of(&claim.subject);
        let object = if claim.predicate == keys.rules.schema.role(Role::Start).facts_name {
            let value = claim.object.value();
            let event = keys.labels.events.get(&subject);
            match event.and_then(|event| event.start).map(|start| start.to_string()) {
                Some(start) if value.starts_with(&start) => start,
                Some(_) => value,
                None => {
                    if !subject.starts_with(UNKNOWN) {
                        neutral.insert((claim.predicate.clone(), subject.clone(), value.clone()));
                    }
                    value
                }
            }
        } else {
            keys.of(&claim.object)
        };
        let fact = (claim.predicate.clone(), subject, object);
        let best = stated.entry(fact).or_insert(claim);
        if claim.confidence > best.confidence {
            *best = claim;
        }
    }
    stated
}

/// Counts which people, organizations, places and events were named.
fn names(article: &Labelled, claims: &[Claim], keys: &Keys<'_>, tally: &mut Tally, mistakes: &mut Vec<Mistake>) {
    let labels = &article.labels;
    let mut named: BTreeMap<Section, BTreeSet<String>> = BTreeMap::new();
    for claim in claims.iter().filter(|claim| claim.predicate == keys.rules.mention) {
        if let Some(section) = claim.object.kind().and_then(Section::of) {
            named.entry(section).or_default().insert(keys.of(&claim.object));
        }
    }
    for section in Section::ALL {
        let named = named.remove(&section).unwrap_or_default();
        let listed = labels.listed(section).into_iter().map(|(key, _)| key);
        let known: BTreeSet<&str> = listed.filter(|key| !labels.optional_entities.contains(*key)).collect();
        for key in known {
            if named.contains(key) {
                tally.right(section.name(), 1);
            } else {
                tally.missed(section.name(), 1);
                mistakes.push(Mistake::new(MISSED, section.name(), &article.id, vec![labels.words(key).to_owned()]));
            }
        }
        for key in named.iter().filter(|key| key.starts_with(UNKNOWN)) {
            tally.wrong(section.name(), 1);
            mistakes.push(Mistake::new(WRONG, section.name(), &article.id, vec![key.clone()]));
        }
    }
}

/// A name of a label as written and folded.
type Listed<'a> = Vec<(&'a str, Vec<(&'a str, Folded)>)>;

fn listed<'a>(labels: &'a Labels, rules: &Rules<'_>) -> BTreeMap<Section, Listed<'a>> {
    let section = |section| {
        let entries = labels.listed(section).into_iter();
        let folded = |names: &'a [String]| names.iter().map(|name| (name.as_str(), fold(name, rules.words))).collect();
        (section, entries.map(|(key, names)| (key, folded(names))).collect())
    };
    [Section::People, Section::Orgs, Section::Places].map(section).into()
}

/// Finds the key that an extracted entity stands for.
struct Keys<'a> {
    labels: &'a Labels,
    events: BTreeMap<String, String>,
    rules: &'a Rules<'a>,
    listed: BTreeMap<Section, Listed<'a>>,
}

impl Keys<'_> {
    /// The key with the very name, else the same folded name, else a similar one; else the mark of the unknown and the label.
    fn of(&self, thing: &Thing) -> String {
        let unknown = |label: &str| format!("{UNKNOWN}{label}");
        let sections = match thing.kind() {
            Some(Kind::Event) => {
                let label = if thing.label().is_empty() { &thing.iri } else { thing.label() };
                return self.events.get(&thing.iri).cloned().unwrap_or_else(|| unknown(label));
            }
            Some(Kind::Person) => &[Section::People][..],
            Some(Kind::Organization) => &[Section::Orgs, Section::Places],
            Some(Kind::Place) => &[Section::Places, Section::Orgs],
            Some(Kind::EventSeries) | None => &[],
        };
        let names: Vec<(&str, Folded)> = thing.names().map(|name| (name, fold(name, self.rules.words))).collect();
        let very = |_: Section, a: &(&str, Folded), b: &(&str, Folded)| a.0 == b.0;
        let folded = |_: Section, a: &(&str, Folded), b: &(&str, Folded)| a.1 == b.1 && !a.1.is_empty();
        let similar = |section, a: &(&str, Folded), b: &(&str, Folded)| is_same(section, &a.1, &b.1, self.rules.words);
        let key = self
            .find(sections, &names, very)
            .or_else(|| self.find(sections, &names, folded))
            .or_else(|| self.find(sections, &names, similar));
        key.map_or_else(|| unknown(thing.label()), str::to_owned)
    }

    fn find(
        &self,
        sections: &[Section],
        names: &[(&str, Folded)],
        is_match: impl Fn(Section, &(&str, Folded), &(&str, Folded)) -> bool,
    ) -> Option<&str> {
        sections.iter().find_map(|&section| {
            let is_it = |known: &[(&str, Folded)]| names.iter().any(|a| known.iter().any(|b| is_match(section, a, b)));
            self.listed.get(&section)?.iter().find(|(_, known)| is_it(known)).map(|(key, _)| *key)
        })
    }
}
