//! How must GraphML be written so that Gephi, Cytoscape, NetworkX, igraph, NetworKit and graphology all read the same?
//!
//! Standard: GraphML 1.0, graphml.graphdrawing.org. Each rule below avoids a loss or a failure seen in one of these readers:
//!
//! - UTF-8, no byte order mark, no DOCTYPE; keys, then nodes, then edges in one flat graph; one direction for all edges.
//! - Ids `n1`, `e1`, unique over nodes and edges; the IRI is an attribute like any other.
//! - Each key is for nodes or for edges, typed, its name unique also ignoring case. Values that are missing are not written.
//! - `weight` is a double above zero. `label`, `x`, `y`, `size`, `r`, `g`, `b` mean what Gephi takes them for; `name` and
//!   `interaction` what Cytoscape does.
//! - Texts are escaped as `xml.rs` says. No edge without both ends, none from a node to itself. One for each pair, for Gephi adds
//!   up the others; all of them in the variant for programs that hold several.

use std::io::Write;

use super::{Edge, Form, Head, Key, Node, Type, Value, edge_id, node_id, xml::Xml};
use crate::diag::Result;

/// Keys that every node has, besides those of its network.
const NODE_KEYS: [Key; 2] = [("label", Type::Text), ("name", Type::Text)];
/// Place and look, as Gephi names them.
const LOOK_KEYS: [Key; 6] =
    [("x", Type::Double), ("y", Type::Double), ("size", Type::Double), ("r", Type::Int), ("g", Type::Int), ("b", Type::Int)];
/// Keys that every edge has, besides those of its network.
const EDGE_KEYS: [Key; 2] = [("interaction", Type::Text), ("weight", Type::Double)];

/// A GraphML file that is being written.
pub(in crate::export) struct GraphMl<'a> {
    xml: Xml<'a>,
}

impl<'a> GraphMl<'a> {
    pub(in crate::export) fn new(out: &'a mut dyn Write) -> Self {
        Self { xml: Xml::new(out) }
    }
}

/// Declares the attributes of nodes or edges.
pub(super) fn keys<'k>(xml: &mut Xml<'_>, domain: &str, keys: impl IntoIterator<Item = &'k Key>) -> Result<()> {
    for (name, kind) in keys {
        let kind = match kind {
            Type::Text => "string",
            Type::Int => "int",
            Type::Double => "double",
            Type::Boolean => "boolean",
        };
        xml.empty("key", &[("id", &key_id(domain, name)), ("for", domain), ("attr.name", name), ("attr.type", kind)])?;
    }
    Ok(())
}

fn key_id(domain: &str, name: &str) -> String {
    format!("{domain}_{name}")
}

/// Writes values of a node or edge.
pub(super) fn data(xml: &mut Xml<'_>, domain: &str, values: &[(&'static str, Value)]) -> Result<()> {
    values.iter().try_for_each(|(name, value)| xml.element("data", &[("key", &key_id(domain, name))], &value.text()))
}

/// Opens the graph and tells what it holds.
pub(super) fn graph(xml: &mut Xml<'_>, head: &Head) -> Result<()> {
    xml.open("graph", &[("id", "g"), ("edgedefault", if head.directed { "directed" } else { "undirected" })])?;
    xml.element("desc", &[], &format!("{}. {}", head.title, head.description))
}

impl Form for GraphMl<'_> {
    fn start(&mut self, head: &Head) -> Result<()> {
        let xml = &mut self.xml;
        xml.declare()?;
        xml.open("graphml", &[("xmlns", "http://graphml.graphdrawing.org/xmlns")])?;
        keys(xml, "node", NODE_KEYS.iter().chain(&head.node_keys).chain(&LOOK_KEYS))?;
        keys(xml, "edge", EDGE_KEYS.iter().chain(&head.edge_keys))?;
        graph(xml, head)
    }

    fn node(&mut self, number: usize, node: &Node) -> Result<()> {
        self.xml.open("node", &[("id", &node_id(number))])?;
        let label = Value::Text(node.label.clone());
        data(&mut self.xml, "node", &[("label", label.clone()), ("name", label)])?;
        data(&mut self.xml, "node", &node.values)?;
        let look = node.look;
        let [r, g, b] = look.colour.map(|part| Value::Int(part.into()));
        let place = [("x", look.x), ("y", look.y), ("size", look.size)].map(|(name, value)| (name, Value::Double(value)));
        data(&mut self.xml, "node", &place)?;
        data(&mut self.xml, "node", &[("r", r), ("g", g), ("b", b)])?;
        self.xml.close("node")
    }

    fn edges(&mut self) -> Result<()> {
        Ok(())
    }

    fn edge(&mut self, number: usize, edge: &Edge) -> Result<()> {
        let (source, target) = (node_id(edge.source), node_id(edge.target));
        self.xml.open("edge", &[("id", &edge_id(number)), ("source", &source), ("target", &target)])?;
        let own = [("interaction", Value::Text(edge.interaction.clone())), ("weight", Value::Double(edge.weight))];
        data(&mut self.xml, "edge", &own)?;
        data(&mut self.xml, "edge", &edge.values)?;
        self.xml.close("edge")
    }

    fn finish(&mut self) -> Result<Vec<(&'static str, usize)>> {
        self.xml.close("graph")?;
        self.xml.close("graphml")?;
        self.xml.finish()
    }
}
