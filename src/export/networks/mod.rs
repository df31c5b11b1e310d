//! What is in a file of nodes and edges, whatever its format? One neutral value that every writer of networks takes.
//!
//! A [`Graph`] is written as a stream: nodes, then edges, each forgotten when it is written, so that a million edges take no more
//! memory than a thousand. [`write`] holds what must be true of any network file: edges have both ends, none leads from a node
//! to itself, weights are finite and above zero. A format is one type that implements [`Form`].

mod cytoscape;
mod dates;
mod dot;
mod entities;
mod evidence;
mod gexf;
mod graphml;
mod graphology;
mod kumu;
mod look;
mod measures;
mod people;
mod saved;
#[cfg(test)]
mod tests;
mod xml;
mod yed;

use super::{Input, Report};
use crate::diag::{Error, ErrorKind, Result};

pub use self::saved::{Column, network_graphml};
pub(super) use self::{
    cytoscape::Cytoscape,
    dot::Dot,
    entities::{Edges, entities, label, other_names},
    gexf::{Gexf, Time},
    graphml::GraphMl,
    graphology::Graphology,
    kumu::Kumu,
    people::people,
    yed::Yed,
};
use self::{dates::Spell, look::Look};

/// The value of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// Text, and dates as ISO 8601 has them; not empty.
    Text(String),
    /// A whole number of 32 bits.
    Int(i32),
    /// A finite number.
    Double(f64),
    /// True or false.
    Boolean(bool),
}

/// Type of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Text,
    Int,
    Double,
    Boolean,
}

/// Name and type of an attribute. Names are ASCII and differ also ignoring case.
pub(super) type Key = (&'static str, Type);

/// Values by name of their key, in the order of the keys; what is not known is not there.
pub(super) type Values = Vec<(&'static str, Value)>;

/// What is known of a network before its first node.
pub(super) struct Head {
    /// What it is a network of.
    title: String,
    /// What nodes, edges and weights mean, and what was left out.
    description: String,
    /// Whether edges have a direction, all of them.
    directed: bool,
    /// Whether two edges may lead from one node to the same other one.
    multi: bool,
    /// Attributes of nodes besides label and look.
    node_keys: Vec<Key>,
    /// Attributes of edges besides interaction and weight.
    edge_keys: Vec<Key>,
}

/// One node.
pub(super) struct Node {
    /// The name to show.
    label: String,
    /// Where and how it is drawn.
    look: Look,
    /// When it can be seen; always if that is not known.
    spell: Option<Spell>,
    /// Its attributes.
    values: Values,
}

/// One edge.
pub(super) struct Edge {
    /// Number of the node that it leads from, from 0.
    source: usize,
    /// Number of the node that it leads to.
    target: usize,
    /// What it stands for: the relations, or what is shared.
    interaction: String,
    /// Finite, above 0.
    weight: f64,
    /// When it held, in order; empty if that is not known.
    spells: Vec<Spell>,
    /// Its attributes.
    values: Values,
}

/// A network, ready to be written.
pub(super) struct Graph<'a> {
    /// What is known of all of it.
    head: Head,
    /// The nodes in order.
    nodes: Box<dyn Iterator<Item = Node> + 'a>,
    /// The edges in order.
    edges: Box<dyn Iterator<Item = Edge> + 'a>,
    /// What was left out before it came to writing.
    dropped: Vec<(&'static str, usize)>,
}

/// A format of networks: what it writes for each part, called in this order.
pub(super) trait Form {
    /// Before the first node.
    fn start(&mut self, head: &Head) -> Result<()>;
    /// A node; numbers count from 0.
    fn node(&mut self, number: usize, node: &Node) -> Result<()>;
    /// After the last node, before the first edge.
    fn edges(&mut self) -> Result<()>;
    /// An edge; numbers count from 0.
    fn edge(&mut self, number: usize, edge: &Edge) -> Result<()>;
    /// After the last edge. What had to be changed: (what and why, how often).
    fn finish(&mut self) -> Result<Vec<(&'static str, usize)>>;
}

/// Writes a network in a form.
///
/// # Errors
/// Writing fails, or the network is not fit to be written, which is a fault of the program.
pub(super) fn write(graph: Graph<'_>, form: &mut dyn Form) -> Result<Report> {
    form.start(&graph.head)?;
    let (mut n_nodes, mut n_edges) = (0, 0);
    for node in graph.nodes {
        form.node(n_nodes, &node)?;
        n_nodes += 1;
    }
    form.edges()?;
    let mut ends = None;
    for edge in graph.edges {
        check(&edge, n_nodes, &mut ends, graph.head.multi)?;
        form.edge(n_edges, &edge)?;
        n_edges += 1;
    }
    let changed = form.finish()?;
    let report = Report::default().written("nodes", n_nodes).written("edges", n_edges);
    Ok(changed.into_iter().chain(graph.dropped).fold(report, |report, (what, count)| report.dropped(what, count)))
}

/// Fails for an edge that some reader would drop, or invent a node for.
fn check(edge: &Edge, n_nodes: usize, before: &mut Option<(usize, usize)>, multi: bool) -> Result<()> {
    let ends = (edge.source, edge.target);
    let fault = if ends.0 >= n_nodes || ends.1 >= n_nodes {
        "has an end that is no node"
    } else if ends.0 == ends.1 {
        "leads from a node to itself"
    } else if !(edge.weight.is_finite() && edge.weight > 0.0) {
        "has a weight that is not above zero"
    } else if before.is_some_and(|before| before > ends || (before == ends && !multi)) {
        "is there twice, or out of order"
    } else {
        *before = Some(ends);
        return Ok(());
    };
    Err(Error::new(ErrorKind::Storage, format!("the network cannot be written: the edge from {} to {} {fault}", ends.0, ends.1)))
}

/// Id of a node: short, ASCII, and never that of an edge.
fn node_id(number: usize) -> String {
    format!("n{}", number + 1)
}

/// Id of an edge.
fn edge_id(number: usize) -> String {
    format!("e{}", number + 1)
}

/// Adds a text if there is one.
fn add_text(values: &mut Values, name: &'static str, text: &str) {
    if !text.is_empty() {
        values.push((name, Value::Text(text.to_owned())));
    }
}

/// A count as the formats hold it.
fn int(count: usize) -> Value {
    Value::Int(i32::try_from(count).unwrap_or(i32::MAX))
}

/// What the file tells of a subset that it holds, as a further sentence.
fn subset_sentence(input: &Input<'_>) -> String {
    input.subset.map(|subset| format!(" {}", subset.description())).unwrap_or_default()
}

impl Value {
    /// The value as a text.
    fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Int(number) => number.to_string(),
            Self::Double(number) => number.to_string(),
            Self::Boolean(yes) => yes.to_string(),
        }
    }

    /// The value in JSON.
    fn json(&self) -> serde_json::Value {
        match self {
            Self::Text(text) => text.as_str().into(),
            Self::Int(number) => (*number).into(),
            Self::Double(number) => (*number).into(),
            Self::Boolean(yes) => (*yes).into(),
        }
    }
}

/// Attributes as a JSON object.
fn json_object(values: &[(&'static str, Value)]) -> serde_json::Map<String, serde_json::Value> {
    values.iter().map(|(name, value)| ((*name).to_owned(), value.json())).collect()
}
