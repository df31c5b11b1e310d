//! How is everything that the articles name connected? All entities, and the asserted statements between them, as a network.
//!
//! Edges lead from subject to object: one for each pair, with its relations listed, or one for each statement. Relations that
//! another one of the same pair implies are not told again. The weight is the number of independent articles that support it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Edge, Graph, Head, Input, Key, Node, Type, Value, Values, add_text,
    dates::{self, Spell},
    evidence, int,
    look::{self, Look},
    measures::Measures,
    subset_sentence,
};
use crate::{
    knowledge::Schema,
    model::{Claim, Dataset, Entity, EntityIdx, Kind, Object, Statement},
    network::Network,
};

/// Attributes of an entity as a node of any network; see [`describe`].
pub(super) const ENTITY_KEYS: [Key; 10] = [
    ("class", Type::Text),
    ("names", Type::Text),
    ("iri", Type::Text),
    ("articles", Type::Int),
    ("mentions", Type::Int),
    ("edition", Type::Int),
    ("unnamed", Type::Boolean),
    ("latitude", Type::Double),
    ("longitude", Type::Double),
    ("country", Type::Text),
];

/// From so many edges on, no measures are worked out: the network that they need would take memory for each edge.
const MOST_MEASURED: usize = 100_000;

/// What is one edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::export) enum Edges {
    /// All that leads from one entity to another.
    Pairs,
    /// Each relation between them, for programs that hold several.
    Statements,
}

/// All that leads from one entity to another; never empty.
type Bundle<'a> = (EntityIdx, EntityIdx, Vec<&'a Statement>);

/// The network of all entities.
pub(in crate::export) fn entities<'a>(input: &'a Input<'a>, edges: Edges) -> Graph<'a> {
    let dataset = input.dataset;
    let plan = Plan::new(input);
    let spells = dates::events(input);
    let head = head(input, edges, &plan.measures);
    let (numbers, seen, dropped) = (plan.numbers, plan.seen, plan.dropped);
    let (degrees, measures, looks) = (plan.degrees, plan.measures, plan.looks);
    let event_spells = spells.clone();
    let kept: Vec<EntityIdx> = dataset.entities().map(|(idx, _)| idx).filter(|idx| numbers[idx.0 as usize].is_some()).collect();
    let nodes = kept.into_iter().enumerate().map(move |(number, idx)| {
        let (spell, mut values) = (event_spells.get(&idx).copied(), describe(dataset, idx));
        values.extend(spell.into_iter().flat_map(Spell::values));
        let (into, out) = degrees[idx.0 as usize];
        values.extend([("in_degree", int(into)), ("out_degree", int(out))]);
        values.extend(measures.of(number));
        let seen = spell.or(seen[idx.0 as usize]);
        Node { label: label(dataset.entity(idx)).to_owned(), look: looks[number], spell: seen, values }
    });
    let schema = &input.knowledge.schema;
    let least = least(input);
    let split = move |(subject, object, statements): Bundle<'a>| {
        let shown = shown(schema, &statements);
        let parts: Vec<(String, Vec<&Statement>)> = match edges {
            Edges::Pairs => vec![(shown.join(", "), statements)],
            Edges::Statements => shown
                .into_iter()
                .map(|name| (name.to_owned(), statements.iter().copied().filter(|s| s.relation == name).collect()))
                .collect(),
        };
        parts.into_iter().map(move |(interaction, statements)| (subject, object, interaction, statements))
    };
    let edges = bundles(dataset).flat_map(split).filter_map(move |(subject, object, interaction, statements)| {
        let ends = (numbers[subject.0 as usize]?, numbers[object.0 as usize]?);
        let spell = [subject, object].iter().find_map(|end| spells.get(end).copied());
        Some(edge(dataset, ends, interaction, &statements, spell)).filter(|edge| edge.weight >= least)
    });
    Graph { head, nodes: Box::new(nodes), edges: Box::new(edges), dropped }
}

fn head(input: &Input<'_>, edges: Edges, measures: &Measures) -> Head {
    let mut node_keys = ENTITY_KEYS.to_vec();
    node_keys.extend(dates::KEYS);
    node_keys.extend([("in_degree", Type::Int), ("out_degree", Type::Int)]);
    node_keys.extend(measures.keys());
    let mut edge_keys = vec![("planned", Type::Boolean), ("post", Type::Text), ("mode", Type::Text)];
    edge_keys.extend(evidence::KEYS);
    edge_keys.extend(dates::KEYS);
    edge_keys.push(("dated_by", Type::Text));
    let meaning = match edges {
        Edges::Pairs => "An edge is all that leads from one entity to another, interaction lists the relations;",
        Edges::Statements => "An edge is one statement, interaction is its relation;",
    };
    Head {
        title: "Entities and statements".to_owned(),
        description: format!(
            "Everything that {} articles name, and what they say connects it. {meaning} weight is the number of independent articles \
             that support it. Dates are those of the event at either end, or else of the reports.{}",
            input.dataset.articles.len(),
            subset_sentence(input)
        ),
        directed: true,
        multi: edges == Edges::Statements,
        node_keys,
        edge_keys,
    }
}

/// The least weight of an edge that is wanted.
fn least(input: &Input<'_>) -> f64 {
    input.subset.map_or(0.0, |subset| subset.min_weight)
}

/// The name of an entity; its path, should it have none.
pub(in crate::export) fn label(entity: &Entity) -> &str {
    if entity.label.trim().is_empty() { &entity.path } else { &entity.label }
}

/// What must be known of all edges before the first node is written, in a few words for each node.
struct Plan {
    /// Number of each entity's node, if it is one.
    numbers: Vec<Option<usize>>,
    /// Edges to and from each entity.
    degrees: Vec<(usize, usize)>,
    /// From the first edge of each entity to its last.
    seen: Vec<Option<Spell>>,
    measures: Measures,
    looks: Vec<Look>,
    dropped: Vec<(&'static str, usize)>,
}

impl Plan {
    fn new(input: &Input<'_>) -> Self {
        let dataset = input.dataset;
        let (least, spells) = (least(input), dates::events(input));
        let mut degrees = vec![(0, 0); dataset.entities.len()];
        let mut seen: Vec<Option<Spell>> = vec![None; dataset.entities.len()];
        let (mut pairs, mut weak, mut implied) = (Vec::new(), 0, 0);
        let mut n_edges = 0;
        for (subject, object, statements) in bundles(dataset) {
            let claims = asserted(&statements);
            if (dataset.n_sources(claims.iter().copied()) as f64) < least {
                weak += 1;
                continue;
            }
            n_edges += 1;
            implied += statements.len() - shown(&input.knowledge.schema, &statements).len();
            degrees[subject.0 as usize].1 += 1;
            degrees[object.0 as usize].0 += 1;
            let spell = [subject, object].iter().find_map(|end| spells.get(end).copied());
            let spell = spell.or_else(|| dates::reports(dataset, claims));
            for end in [subject, object] {
                seen[end.0 as usize] = Spell::hull(seen[end.0 as usize].into_iter().chain(spell));
            }
            if n_edges <= MOST_MEASURED {
                pairs.push(vec![subject.0, object.0]);
            }
        }
        let is_node = |idx: usize| least <= 0.0 || degrees[idx] != (0, 0);
        let mut next = 0..;
        let numbers: Vec<_> = (0..dataset.entities.len()).map(|idx| if is_node(idx) { next.next() } else { None }).collect();
        let nodes: Vec<u32> = (0_u32..).zip(&numbers).filter_map(|(idx, number)| number.map(|_| idx)).collect();
        let too_many = n_edges > MOST_MEASURED;
        if too_many {
            pairs.clear();
        }
        let network = Network::from_lists(nodes.iter().map(|&idx| vec![idx]).chain(pairs));
        let kind_of = |idx: u32| dataset.entity(EntityIdx(idx)).kind;
        let by_kind =
            || nodes.iter().map(|&idx| 1 + Kind::ALL.iter().position(|kind| *kind == kind_of(idx)).unwrap_or(0)).collect();
        let measures = if too_many { Measures::none(by_kind()) } else { Measures::new(&network) };
        let colours: Vec<_> = nodes.iter().map(|&idx| look::colour_of(kind_of(idx))).collect();
        let around: Vec<_> = nodes.iter().map(|&idx| degrees[idx as usize].0 + degrees[idx as usize].1).collect();
        let looks = look::looks(&network, &around, &measures.community, &colours);
        let mut dropped = left_out(dataset);
        dropped.push(("relations that another one of the same two implies, not told again", implied));
        dropped.push(("edges below the least weight, left out", weak));
        dropped.push(("measures that are too dear for a network of this size, left out", measures.too_dear));
        Self { numbers, degrees, seen, measures, looks, dropped }
    }
}

/// What no edge shows.
fn left_out(dataset: &Dataset) -> Vec<(&'static str, usize)> {
    let (mut values, mut denied, mut selfish) = (0, 0, 0);
    for statement in &dataset.statements {
        match &statement.object {
            _ if !statement.is_asserted() => denied += 1,
            Object::Literal(_) => values += 1,
            Object::Entity(object) if *object == statement.subject => selfish += 1,
            Object::Entity(_) => {}
        }
    }
    vec![
        ("statements with a value for object, left out or kept as attribute of a node", values),
        ("statements that no article asserts, left out", denied),
        ("statements of something with itself, left out", selfish),
    ]
}

/// The asserted statements between two entities, by subject, then object. Statements come by subject, so one subject at a time
/// is in memory.
fn bundles(dataset: &Dataset) -> impl Iterator<Item = Bundle<'_>> {
    dataset.statements.chunk_by(|a, b| a.subject == b.subject).flat_map(|of_subject| {
        let mut by_object: BTreeMap<EntityIdx, Vec<&Statement>> = BTreeMap::new();
        for statement in of_subject.iter().filter(|statement| statement.is_asserted()) {
            if let Some(object) = statement.object.entity().filter(|object| *object != statement.subject) {
                by_object.entry(object).or_default().push(statement);
            }
        }
        let subject = of_subject[0].subject;
        by_object.into_iter().map(move |(object, statements)| (subject, object, statements))
    })
}

/// The relations of these statements, without those that another of them implies.
fn shown<'a>(schema: &Schema, statements: &[&'a Statement]) -> Vec<&'a str> {
    let names: BTreeSet<_> = statements.iter().map(|statement| statement.relation.as_str()).collect();
    let implied = |name: &str| {
        let implies = |other: &&str| schema.get(other).is_some_and(|relation| relation.implies.iter().any(|n| n == name));
        names.iter().any(implies)
    };
    names.iter().copied().filter(|name| !implied(name)).collect()
}

fn asserted<'a>(statements: &[&'a Statement]) -> Vec<&'a Claim> {
    statements.iter().flat_map(|s| &s.claims).filter(|claim| claim.stance.is_asserted()).collect()
}

/// What an entity is, as attributes of its node.
pub(super) fn describe(dataset: &Dataset, idx: EntityIdx) -> Values {
    let entity = dataset.entity(idx);
    let articles: BTreeSet<_> = entity.mentions.iter().map(|mention| mention.article).collect();
    let mut values = Values::new();
    add_text(&mut values, "class", entity.kind.name());
    add_text(&mut values, "names", &other_names(entity));
    add_text(&mut values, "iri", &dataset.iri(idx));
    values.push(("articles", int(articles.len())));
    values.push(("mentions", int(entity.mentions.len())));
    values.extend(entity.edition.map(|edition| ("edition", int(edition as usize))));
    values.push(("unnamed", Value::Boolean(entity.unnamed)));
    if let Some(point) = entity.point {
        values.push(("latitude", Value::Double(point.latitude)));
        values.push(("longitude", Value::Double(point.longitude)));
    }
    add_text(&mut values, "country", entity.country.as_deref().unwrap_or(""));
    values
}

/// All names of an entity except its label, each once.
pub(in crate::export) fn other_names(entity: &Entity) -> String {
    let names: BTreeSet<_> = entity.names.iter().map(|name| name.text.as_str()).collect();
    names.into_iter().filter(|name| *name != entity.label).collect::<Vec<_>>().join(" | ")
}

/// An edge with what all its asserted claims say together.
fn edge(
    dataset: &Dataset,
    (source, target): (usize, usize),
    interaction: String,
    statements: &[&Statement],
    event: Option<Spell>,
) -> Edge {
    let claims = asserted(statements);
    let texts = |of: fn(&Claim) -> Option<&str>| {
        claims.iter().filter_map(|claim| of(claim)).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(" | ")
    };
    let spell = event.or_else(|| dates::reports(dataset, claims.iter().copied()));
    let mut values = vec![("planned", Value::Boolean(statements.iter().all(|statement| statement.is_only_planned())))];
    add_text(&mut values, "post", &texts(|claim| claim.post.as_deref()));
    add_text(&mut values, "mode", &texts(|claim| claim.mode.as_deref()));
    values.extend(evidence::values(dataset, &claims, evidence::surest(claims.iter().copied())));
    values.extend(spell.into_iter().flat_map(Spell::values));
    if spell.is_some() {
        add_text(&mut values, "dated_by", if event.is_some() { "event" } else { "reports" });
    }
    let weight = dataset.n_sources(claims.iter().copied()) as f64;
    Edge { source, target, interaction, weight, spells: spell.into_iter().collect(), values }
}
