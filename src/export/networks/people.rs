//! Who was at the same events as whom? The people network of `plenary network`, as a network to look at.
//!
//! Nodes are the people who were reported at some event; two are tied if they share one. The weight is the number of events that
//! they share.

use std::collections::BTreeMap;

use super::{
    Edge, Form, Graph, Head, Input, Node, Report, Type, add_text,
    dates::{self, Spell},
    entities::{ENTITY_KEYS, describe, label},
    evidence, int, look,
    measures::Measures,
    subset_sentence, write,
};
use crate::{
    diag::Result,
    model::{Claim, Dataset, EntityIdx, Kind},
    network::{Context, Filter, Network, Options},
};

/// Writes people, tied by the events that they shared.
pub(in crate::export) fn people(input: &Input<'_>, form: &mut dyn Form) -> Result<Report> {
    let min_weight = input.subset.map_or(0.0, |subset| subset.min_weight);
    let options = Options { min_weight, ..Options::default() };
    let mut network = Network::build(input.dataset, &input.knowledge.schema, &options);
    let all = network.len();
    if min_weight > 0.0 {
        let tied: Vec<EntityIdx> = network.nodes().iter().copied().filter(|&node| !network.neighbours(node).is_empty()).collect();
        network = network.part(|node| tied.binary_search(&node).is_ok());
    }
    let mut graph = graph(input, &network);
    graph.dropped.push(("people without a tie of the least weight, left out", all - network.len()));
    write(graph, form)
}

fn graph<'a>(input: &'a Input<'a>, network: &'a Network) -> Graph<'a> {
    let dataset = input.dataset;
    let measures = Measures::new(network);
    let degrees: Vec<usize> = network.degrees_of_all();
    let colours: Vec<_> = measures.community.iter().map(|&number| look::colour_at(number)).collect();
    let looks = look::looks(network, &degrees, &measures.community, &colours);
    let presences = Presences::new(input);
    let mut node_keys = ENTITY_KEYS.to_vec();
    node_keys.push(("events", Type::Int));
    node_keys.extend(dates::KEYS);
    node_keys.extend(measures.keys());
    let mut edge_keys = vec![("events", Type::Text), ("dates", Type::Text)];
    edge_keys.extend(evidence::KEYS);
    edge_keys.extend(dates::KEYS);
    let head = Head {
        title: "People and shared events".to_owned(),
        description: format!(
            "People whom {} articles report at events. A tie is presence at the same event, weight is the number of events that two \
             share; being at one event is no proof that they met.{}",
            dataset.articles.len(),
            subset_sentence(input)
        ),
        directed: false,
        multi: false,
        node_keys,
        edge_keys,
    };
    let dropped = vec![
        ("people who are only announced, left out", announced(input, network)),
        ("measures that are too dear for a network of this size, left out", measures.too_dear),
    ];
    let spells = dates::events(input);
    let spell_of = move |context: Context| context.event().and_then(|event| spells.get(&event).copied());
    let spell_of_tie = spell_of.clone();
    let nodes = network.nodes().iter().enumerate().map(move |(number, &person)| {
        let contexts = network.contexts_of(person);
        let spell = Spell::hull(contexts.iter().filter_map(|&context| spell_of(context)));
        let mut values = describe(dataset, person);
        values.push(("events", int(contexts.len())));
        values.extend(spell.into_iter().flat_map(Spell::values));
        values.extend(measures.of(number));
        Node { label: label(dataset.entity(person)).to_owned(), look: looks[number], spell, values }
    });
    let number = |node| network.nodes().binary_search(&node).unwrap_or_default();
    let edges = network.ties_in_passing().map(move |tie| {
        let labels: Vec<String> = tie.shared.iter().map(|context| context.label(dataset)).collect();
        let mut values = Vec::new();
        add_text(&mut values, "events", &labels.join(" | "));
        let mut spells: Vec<Spell> = tie.shared.iter().filter_map(|&context| spell_of_tie(context)).collect();
        spells.sort_unstable();
        spells.dedup();
        let dates: Vec<String> = spells.iter().map(|spell| spell.first.to_string()).collect();
        add_text(&mut values, "dates", &dates.join(" | "));
        values.extend(presences.evidence(dataset, tie.a, tie.b, &tie.shared));
        values.extend(Spell::hull(spells.iter().copied()).into_iter().flat_map(Spell::values));
        let interaction = "shared events".to_owned();
        Edge { source: number(tie.a), target: number(tie.b), interaction, weight: tie.weight, spells, values }
    });
    Graph { head, nodes: Box::new(nodes), edges: Box::new(edges), dropped }
}

/// How many people are only announced somewhere.
fn announced(input: &Input<'_>, network: &Network) -> usize {
    let options = Options { filter: Filter::with_planned(), ..Options::default() };
    let all = Network::build(input.dataset, &input.knowledge.schema, &options);
    let subset = input.subset.is_some_and(|subset| subset.min_weight > 0.0);
    if subset { 0 } else { all.len() - network.len() }
}

/// The claims that someone was at an event.
struct Presences<'a> {
    claims: BTreeMap<(EntityIdx, EntityIdx), Vec<&'a Claim>>,
}

impl<'a> Presences<'a> {
    fn new(input: &Input<'a>) -> Self {
        let mut claims: BTreeMap<_, Vec<&Claim>> = BTreeMap::new();
        let counts = Filter::default();
        for statement in &input.dataset.statements {
            let Some(event) = statement.object.entity() else { continue };
            let present = input.knowledge.schema.is_presence(&statement.relation);
            if present && input.dataset.entity(statement.subject).kind == Kind::Person {
                let list = claims.entry((statement.subject, event)).or_default();
                list.extend(statement.claims.iter().filter(|claim| counts.claim(input.dataset, claim)));
            }
        }
        Self { claims }
    }

    fn of(&self, person: EntityIdx, shared: &[Context]) -> Vec<&'a Claim> {
        let events = shared.iter().filter_map(|context| context.event());
        events.filter_map(|event| self.claims.get(&(person, event))).flatten().copied().collect()
    }

    /// What a tie rests on. Words that name both of them go first.
    fn evidence(&self, dataset: &Dataset, a: EntityIdx, b: EntityIdx, shared: &[Context]) -> super::Values {
        let (of_a, of_b) = (self.of(a, shared), self.of(b, shared));
        let of_both = of_a.iter().copied().filter(|x| of_b.iter().any(|y| (x.article, x.quote) == (y.article, y.quote)));
        let top = evidence::surest(of_both).or_else(|| evidence::surest(of_a.iter().chain(&of_b).copied()));
        evidence::values(dataset, &[of_a, of_b].concat(), top)
    }
}
