//! A network with the measures that were asked for, as `plenary network --graphml` saves it.

use std::io::Write;

use super::{
    Edge, Graph, GraphMl, Head, Key, Node, Report, Type, Value, add_text,
    entities::{ENTITY_KEYS, describe, label},
    look, write,
};
use crate::{
    diag::Result,
    model::Dataset,
    network::{MEASURES, Network},
};

/// Name of a measure, and its value for each node in order.
pub type Column = (&'static str, Vec<f64>);

/// Writes the network as GraphML: nodes with the columns, ties with their weights and what they rest on.
///
/// # Errors
/// Writing fails.
pub fn network_graphml(network: &Network, dataset: &Dataset, columns: &[Column], out: &mut dyn Write) -> Result<Report> {
    debug_assert!(columns.iter().all(|(name, _)| *name == "community" || MEASURES.iter().any(|measure| measure.name == *name)));
    let communities = columns.iter().find(|(name, _)| *name == "community").map_or(&[][..], |(_, column)| column);
    // Without communities, all nodes are one.
    let number = |i: usize| communities.get(i).and_then(|value| format!("{value:.0}").parse().ok()).unwrap_or(1);
    let communities: Vec<usize> = (0..network.len()).map(number).collect();
    let colours: Vec<_> = network.nodes().iter().map(|&node| look::colour_of(dataset.entity(node).kind)).collect();
    let looks = look::looks(network, &network.degrees_of_all(), &communities, &colours);
    let mut node_keys = ENTITY_KEYS.to_vec();
    node_keys.extend(columns.iter().map(|(name, _)| (*name, Type::Double)));
    let edge_keys: Vec<Key> = vec![("shared", Type::Text)];
    let head = Head {
        title: "Who appears with whom".to_owned(),
        description: "Ties are what two share, as plenary network was told to read it; its measures are columns.".to_owned(),
        directed: false,
        multi: false,
        node_keys,
        edge_keys,
    };
    let nodes = network.nodes().iter().enumerate().map(|(i, &node)| {
        let mut values = describe(dataset, node);
        values.extend(columns.iter().map(|(name, column)| (*name, Value::Double(column[i]))));
        Node { label: label(dataset.entity(node)).to_owned(), look: looks[i], spell: None, values }
    });
    let position = |node| network.nodes().binary_search(&node).unwrap_or_default();
    let edges = network.ties_in_passing().map(|tie| {
        let shared: Vec<String> = tie.shared.iter().map(|context| context.label(dataset)).collect();
        let mut values = Vec::new();
        add_text(&mut values, "shared", &shared.join(" | "));
        let interaction = "shared events".to_owned();
        Edge { source: position(tie.a), target: position(tie.b), interaction, weight: tie.weight, spells: Vec::new(), values }
    });
    let graph = Graph { head, nodes: Box::new(nodes), edges: Box::new(edges), dropped: Vec::new() };
    write(graph, &mut GraphMl::new(out))
}
