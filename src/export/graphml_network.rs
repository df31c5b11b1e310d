//! A network with its measures, as a file for Gephi, Cytoscape and NetworkX.

use std::io::Write;

use super::{
    Report,
    graphml::{self, Key, Value, Values},
};
use crate::{
    diag::Result,
    model::Dataset,
    network::{MEASURES, Network},
};

/// Name of a measure, and its value for each node in order.
pub type Column = (&'static str, Vec<f64>);

const NODE_KEYS: &[Key] = &[("label", "string"), ("name", "string"), ("names", "string"), ("iri", "string"), ("kind", "string")];
const EDGE_KEYS: &[Key] = &[("interaction", "string"), ("weight", "double"), ("shared", "string")];

/// Writes the network: nodes with the columns, ties with their weights and what they rest on.
///
/// # Errors
/// Writing fails.
pub fn network_graphml(network: &Network, dataset: &Dataset, columns: &[Column], out: &mut dyn Write) -> Result<Report> {
    debug_assert!(columns.iter().all(|(name, _)| *name == "community" || MEASURES.iter().any(|measure| measure.name == *name)));
    let degrees: Vec<_> =
        network.nodes().iter().map(|&node| (dataset.entity(node).kind, network.neighbours(node).len())).collect();
    let mut keys = NODE_KEYS.to_vec();
    keys.extend(columns.iter().map(|(name, _)| (*name, "double")));
    keys.extend(graphml::LOOK_KEYS);
    let nodes = network.nodes().iter().zip(graphml::look(&degrees)).enumerate().map(|(i, (&node, look))| {
        let entity = dataset.entity(node);
        let mut values = Values::new();
        graphml::add_text(&mut values, "label", &entity.label);
        graphml::add_text(&mut values, "name", &entity.label);
        graphml::add_text(&mut values, "names", &graphml::names(entity));
        graphml::add_text(&mut values, "iri", &dataset.iri(node));
        graphml::add_text(&mut values, "kind", entity.kind.name());
        values.extend(columns.iter().map(|(name, column)| (*name, Value::Double(column[i]))));
        values.extend(look);
        values
    });
    let position = |node| network.nodes().binary_search(&node).unwrap_or_default();
    let edges = network.ties().map(|tie| {
        let shared: Vec<String> = tie.shared.iter().map(|context| context.label(dataset)).collect();
        let mut values = Values::new();
        graphml::add_text(&mut values, "interaction", "shared events");
        values.push(("weight", Value::Double(tie.weight)));
        graphml::add_text(&mut values, "shared", &shared.join(" | "));
        (position(tie.a), position(tie.b), values)
    });
    let network = graphml::Network {
        directed: false,
        node_keys: &keys,
        edge_keys: EDGE_KEYS,
        nodes: nodes.collect(),
        edges: edges.collect(),
    };
    graphml::write(&network, out)
}
