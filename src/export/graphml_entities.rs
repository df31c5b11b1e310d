//! How is everything that the articles name connected, as a network to look at?
//!
//! Nodes are all entities. Edges are asserted statements between two of them, one for each pair in each direction: `interaction`
//! lists the relations, without those that another of them implies. `weight` is the number of articles that support it.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
};

use super::{
    Input, Report,
    graphml::{self, Key, Network, Value, Values},
};
use crate::{
    diag::Result,
    knowledge::Role,
    model::{Claim, Dataset, EntityIdx, Object, Statement},
};

const NODE_KEYS: &[Key] = &[
    ("label", "string"),
    ("name", "string"),
    ("class", "string"),
    ("names", "string"),
    ("iri", "string"),
    ("articles", "int"),
    ("mentions", "int"),
    ("edition", "int"),
    ("unnamed", "boolean"),
    ("start", "string"),
    ("start_year", "int"),
    ("latitude", "double"),
    ("longitude", "double"),
    ("country", "string"),
    graphml::LOOK_KEYS[0],
    graphml::LOOK_KEYS[1],
    graphml::LOOK_KEYS[2],
    graphml::LOOK_KEYS[3],
    graphml::LOOK_KEYS[4],
    graphml::LOOK_KEYS[5],
];

const EDGE_KEYS: &[Key] = &[
    ("interaction", "string"),
    ("weight", "double"),
    ("articles", "int"),
    ("claims", "int"),
    ("confidence", "double"),
    ("planned", "boolean"),
    ("post", "string"),
    ("mode", "string"),
    ("quote", "string"),
    ("article", "string"),
];

/// The statements of one edge.
type Ends = (EntityIdx, EntityIdx);

/// All entities, and how they are connected.
pub(super) fn write(input: &Input<'_>, out: &mut dyn Write) -> Result<Report> {
    let dataset = input.dataset;
    let mut edges: BTreeMap<Ends, Vec<&Statement>> = BTreeMap::new();
    let (mut values, mut denied, mut selfish) = (0, 0, 0);
    for statement in &dataset.statements {
        match &statement.object {
            _ if !statement.is_asserted() => denied += 1,
            Object::Literal(_) => values += 1,
            Object::Entity(object) if *object == statement.subject => selfish += 1,
            Object::Entity(object) => edges.entry((statement.subject, *object)).or_default().push(statement),
        }
    }
    let mut neighbours = vec![0; dataset.entities.len()];
    for (source, target) in edges.keys() {
        neighbours[source.0 as usize] += 1;
        neighbours[target.0 as usize] += 1;
    }
    let looks: Vec<_> = dataset.entities.iter().zip(&neighbours).map(|(entity, degree)| (entity.kind, *degree)).collect();
    let starts = starts(input);
    let nodes = dataset.entities().zip(graphml::look(&looks)).map(|((idx, _), look)| {
        let mut values = node(dataset, idx, starts.get(&idx).copied());
        values.extend(look);
        values
    });
    let network = Network {
        directed: true,
        node_keys: NODE_KEYS,
        edge_keys: EDGE_KEYS,
        nodes: nodes.collect(),
        edges: edges.iter().map(|(ends, parts)| (ends.0.0 as usize, ends.1.0 as usize, edge(input, parts))).collect(),
    };
    let report = graphml::write(&network, out)?;
    let report = report.dropped("statements with a value for object, left out or kept as attribute of a node", values);
    let report = report.dropped("statements that no article asserts, left out", denied);
    Ok(report.dropped("statements of something with itself, left out", selfish))
}

/// First day of each event: the date that most claims support, then the earliest.
fn starts<'a>(input: &Input<'a>) -> BTreeMap<EntityIdx, &'a Statement> {
    let start = input.knowledge.schema.name(Role::Start);
    let mut best: BTreeMap<EntityIdx, &Statement> = BTreeMap::new();
    for statement in input.dataset.statements.iter().filter(|s| s.relation == start && s.is_asserted()) {
        let known = best.entry(statement.subject).or_insert(statement);
        if statement.claims.len() > known.claims.len() {
            *known = statement;
        }
    }
    best
}

fn node(dataset: &Dataset, idx: EntityIdx, start: Option<&Statement>) -> Values {
    let entity = dataset.entity(idx);
    let articles: BTreeSet<_> = entity.mentions.iter().map(|mention| mention.article).collect();
    let mut values = Values::new();
    graphml::add_text(&mut values, "label", &entity.label);
    graphml::add_text(&mut values, "name", &entity.label);
    graphml::add_text(&mut values, "class", entity.kind.name());
    graphml::add_text(&mut values, "names", &graphml::names(entity));
    graphml::add_text(&mut values, "iri", &dataset.iri(idx));
    values.push(("articles", graphml::int(articles.len())));
    values.push(("mentions", graphml::int(entity.mentions.len())));
    values.extend(entity.edition.map(|edition| ("edition", graphml::int(edition as usize))));
    values.push(("unnamed", Value::Boolean(entity.unnamed)));
    if let Some(date) = start.and_then(|statement| statement.object.literal()).map(crate::model::Literal::text) {
        let year = date.get(..4).and_then(|year| year.parse().ok());
        graphml::add_text(&mut values, "start", &date);
        values.extend(year.map(|year| ("start_year", Value::Int(year))));
    }
    if let Some(point) = entity.point {
        values.push(("latitude", Value::Double(point.latitude)));
        values.push(("longitude", Value::Double(point.longitude)));
    }
    graphml::add_text(&mut values, "country", entity.country.as_deref().unwrap_or(""));
    values
}

/// Attributes of an edge: what all its asserted claims say together, and the surest quote.
fn edge(input: &Input<'_>, statements: &[&Statement]) -> Values {
    let names: BTreeSet<_> = statements.iter().map(|statement| statement.relation.as_str()).collect();
    let implied = |name: &str| {
        let implies =
            |other: &&str| input.knowledge.schema.get(other).is_some_and(|relation| relation.implies.iter().any(|n| n == name));
        names.iter().any(implies)
    };
    let shown: Vec<_> = names.iter().copied().filter(|name| !implied(name)).collect();
    let claims: Vec<&Claim> = statements.iter().flat_map(|s| &s.claims).filter(|claim| claim.stance.is_asserted()).collect();
    let articles: BTreeSet<_> = claims.iter().map(|claim| claim.article).collect();
    let texts = |of: fn(&Claim) -> Option<&str>| {
        claims.iter().filter_map(|claim| of(claim)).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(" | ")
    };
    // Of equally sure claims the first in the order of articles.
    let surest = claims.iter().copied().reduce(|best, claim| if claim.confidence > best.confidence { claim } else { best });
    let mut values = Values::new();
    graphml::add_text(&mut values, "interaction", &shown.join(", "));
    values.push(("weight", Value::Double(articles.len() as f64)));
    values.push(("articles", graphml::int(articles.len())));
    values.push(("claims", graphml::int(claims.len())));
    values.extend(surest.map(|claim| ("confidence", Value::Double(claim.confidence))));
    values.push(("planned", Value::Boolean(statements.iter().all(|statement| statement.is_only_planned()))));
    graphml::add_text(&mut values, "post", &texts(|claim| claim.post.as_deref()));
    graphml::add_text(&mut values, "mode", &texts(|claim| claim.mode.as_deref()));
    if let Some(claim) = surest {
        graphml::add_text(&mut values, "quote", input.dataset.quote(claim));
        graphml::add_text(&mut values, "article", &input.dataset.article(claim.article).id);
    }
    values
}
