//! What does each article say, as lines of JSON that a program can check against the text?
//!
//! ```json
//! {"article": "a1", "predicate": "spokeAt", "subject": {"iri": "…", "type": "Person", "label": "…", "aliases": ["…"]},
//!  "object": {…} or {"value": "2021-05-22"}, "role": "mayor", "evidence": {"quote": "…", "start": 0, "end": 9},
//!  "confidence": 0.9, "stance": "reported", "mode": "video", "rule": "…", "rank": "preferred", "sources": 2}
//! {"article": "a1", "predicate": "mentions", "object": {"iri": …}}
//! ```
//!
//! One line a claim that the article asserts, under the relation's name for facts, and one for each entity that it names. Offsets
//! count bytes of the article's UTF-8 text. `role` is the post; `role` and `mode` are left out where there is none, `rank` where
//! nothing contradicts; `sources` counts articles that say so, copies of one report once.

use std::{collections::BTreeSet, io::Write};

use serde::Serialize;

use super::{Input, Report, unwritten};
use crate::{
    diag::Result,
    knowledge::Schema,
    model::{Claim, Dataset, EntityIdx, Literal, Object, Rank, Statement},
};

#[derive(Serialize)]
struct Line<'a> {
    article: &'a str,
    predicate: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<Thing<'a>>,
    object: Thing<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
    #[serde(flatten)]
    support: Option<Support<'a>>,
}

#[derive(Serialize)]
struct Support<'a> {
    evidence: Evidence<'a>,
    confidence: f64,
    stance: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    mode: Option<&'a str>,
    rule: &'a str,
    /// Left out where nothing contradicts.
    #[serde(skip_serializing_if = "Option::is_none")]
    rank: Option<&'static str>,
    /// How many articles say so independently.
    sources: usize,
}

#[derive(Serialize)]
struct Evidence<'a> {
    quote: &'a str,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Thing<'a> {
    Entity {
        iri: String,
        #[serde(rename = "type")]
        class: &'static str,
        label: &'a str,
        aliases: BTreeSet<&'a str>,
    },
    Number {
        value: i64,
    },
    Value {
        value: String,
    },
}

/// The predicate of a line that only names an entity.
pub const MENTION: &str = "mentions";

/// One line a claim and one a named entity, sorted.
pub(super) fn write(input: &Input<'_>, out: &mut dyn Write) -> Result<Report> {
    each(input.dataset, &input.knowledge.schema, |lines| {
        lines.iter().try_for_each(|line| writeln!(out, "{line}")).map_err(unwritten)
    })
}

/// The lines of this format, sorted, without a store.
///
/// # Errors
/// None in practice: a line that cannot be written as JSON.
pub fn lines(dataset: &Dataset, schema: &Schema) -> Result<(BTreeSet<String>, Report)> {
    let mut all = BTreeSet::new();
    let report = each(dataset, schema, |mut lines| {
        all.append(&mut lines);
        Ok(())
    })?;
    Ok((all, report))
}

/// Goes on with the lines of one article after the other. A line begins with the article, so all of them are sorted.
fn each(dataset: &Dataset, schema: &Schema, mut then: impl FnMut(BTreeSet<String>) -> Result<()>) -> Result<Report> {
    let mut named: Vec<Vec<EntityIdx>> = vec![Vec::new(); dataset.articles.len()];
    for (idx, entity) in dataset.entities() {
        for article in super::articles_of(entity) {
            named[article.0 as usize].push(idx);
        }
    }
    let (mut claimed, mut not_asserted) = (vec![Vec::new(); dataset.articles.len()], 0);
    for (statement, claim) in dataset.statements.iter().flat_map(|s| s.claims.iter().map(move |claim| (s, claim))) {
        if claim.stance.is_asserted() {
            claimed[claim.article.0 as usize].push((statement, claim));
        } else {
            not_asserted += 1;
        }
    }
    let spelled = |&article: &usize| serde_json::to_string(&dataset.articles[article].id).unwrap_or_default();
    let mut order: Vec<usize> = (0..dataset.articles.len()).collect();
    order.sort_by_cached_key(spelled);
    let (mut claims, mut mentions) = (0, 0);
    for idx in order {
        let (article, mut lines) = (dataset.articles[idx].id.as_str(), BTreeSet::new());
        for &entity in &named[idx] {
            let object = thing(dataset, entity);
            lines.insert(text(&Line { article, predicate: MENTION, subject: None, object, role: None, support: None })?);
        }
        mentions += lines.len();
        for (statement, claim) in &claimed[idx] {
            let known = schema.get(&statement.relation);
            let predicate = known.map_or(statement.relation.as_str(), |relation| &relation.facts_name);
            claims += usize::from(lines.insert(text(&line(dataset, statement, claim, predicate))?));
        }
        then(lines)?;
    }
    let report = Report::default().written("claims", claims).written("mentions", mentions);
    Ok(report.dropped("claims that an article denies or holds possible, left out", not_asserted))
}

fn line<'a>(dataset: &'a Dataset, statement: &'a Statement, claim: &'a Claim, predicate: &'a str) -> Line<'a> {
    let evidence = Evidence { quote: dataset.quote(claim), start: claim.quote.start, end: claim.quote.end };
    let object = match &statement.object {
        Object::Entity(idx) => thing(dataset, *idx),
        Object::Literal(Literal::Integer(value)) => Thing::Number { value: *value },
        Object::Literal(literal) => Thing::Value { value: literal.text() },
    };
    Line {
        article: &dataset.article(claim.article).id,
        predicate,
        subject: Some(thing(dataset, statement.subject)),
        object,
        role: claim.post.as_deref(),
        support: Some(Support {
            evidence,
            confidence: claim.confidence,
            stance: claim.stance.name(),
            mode: claim.mode.as_deref(),
            rule: &claim.rule,
            rank: (statement.rank != Rank::Undisputed).then(|| statement.rank.name()),
            sources: dataset.n_sources(&statement.claims),
        }),
    }
}

fn thing(dataset: &Dataset, idx: EntityIdx) -> Thing<'_> {
    let entity = dataset.entity(idx);
    let names = entity.names.iter().map(|name| name.text.as_str());
    Thing::Entity {
        iri: dataset.iri(idx),
        class: entity.kind.name(),
        label: &entity.label,
        aliases: names.filter(|name| *name != entity.label).collect(),
    }
}

fn text(line: &Line<'_>) -> Result<String> {
    serde_json::to_string(line).map_err(unwritten)
}
