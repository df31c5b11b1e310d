//! Who was at the same events as whom, as a network to look at?
//!
//! Nodes are the people who were at some event; two are tied if they share one. `weight` is the number of events they share.

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
    model::{EntityIdx, Kind},
};

const NODE_KEYS: &[Key] = &[
    ("label", "string"),
    ("name", "string"),
    ("names", "string"),
    ("iri", "string"),
    ("events", "int"),
    graphml::LOOK_KEYS[0],
    graphml::LOOK_KEYS[1],
    graphml::LOOK_KEYS[2],
    graphml::LOOK_KEYS[3],
    graphml::LOOK_KEYS[4],
    graphml::LOOK_KEYS[5],
];

const EDGE_KEYS: &[Key] = &[("interaction", "string"), ("weight", "double"), ("events", "string")];

/// People, tied by the events they shared.
pub(super) fn write(input: &Input<'_>, out: &mut dyn Write) -> Result<Report> {
    let dataset = input.dataset;
    let guests = guests(input);
    let mut events: BTreeMap<EntityIdx, BTreeSet<EntityIdx>> = BTreeMap::new();
    let mut ties: BTreeMap<(EntityIdx, EntityIdx), Vec<EntityIdx>> = BTreeMap::new();
    for (event, people) in &guests {
        for (number, one) in people.iter().enumerate() {
            events.entry(*one).or_default().insert(*event);
            for other in people.iter().skip(number + 1) {
                ties.entry((*one, *other)).or_default().push(*event);
            }
        }
    }
    let people: Vec<EntityIdx> = events.keys().copied().collect();
    let position = |person: &EntityIdx| people.binary_search(person).unwrap_or_default();
    let mut neighbours = vec![0; people.len()];
    for (one, other) in ties.keys() {
        neighbours[position(one)] += 1;
        neighbours[position(other)] += 1;
    }
    let looks: Vec<_> = neighbours.iter().map(|degree| (Kind::Person, *degree)).collect();
    let nodes = events.iter().zip(graphml::look(&looks)).map(|((person, events), look)| {
        let mut values = Values::new();
        let entity = dataset.entity(*person);
        graphml::add_text(&mut values, "label", &entity.label);
        graphml::add_text(&mut values, "name", &entity.label);
        graphml::add_text(&mut values, "names", &graphml::names(entity));
        graphml::add_text(&mut values, "iri", &dataset.iri(*person));
        values.push(("events", graphml::int(events.len())));
        values.extend(look);
        values
    });
    let edges = ties.iter().map(|((one, other), shared)| {
        let names: Vec<_> = shared.iter().map(|event| dataset.entity(*event).label.as_str()).collect();
        let mut values = Values::new();
        graphml::add_text(&mut values, "interaction", "shared events");
        values.push(("weight", Value::Double(shared.len() as f64)));
        graphml::add_text(&mut values, "events", &names.join(" | "));
        (position(one), position(other), values)
    });
    let network =
        Network { directed: false, node_keys: NODE_KEYS, edge_keys: EDGE_KEYS, nodes: nodes.collect(), edges: edges.collect() };
    graphml::write(&network, out)
}

/// The people at each event, as far as an article asserts it.
fn guests(input: &Input<'_>) -> BTreeMap<EntityIdx, BTreeSet<EntityIdx>> {
    let mut guests: BTreeMap<EntityIdx, BTreeSet<EntityIdx>> = BTreeMap::new();
    for statement in &input.dataset.statements {
        let present = input.knowledge.schema.is_presence(&statement.relation) && statement.is_asserted();
        let person = input.dataset.entity(statement.subject).kind == Kind::Person;
        if let Some(event) = statement.object.entity().filter(|_| present && person) {
            guests.entry(event).or_default().insert(statement.subject);
        }
    }
    guests
}
