//! How must GEXF be written so that Gephi shows places, colours and, if it is to, time; and NetworkX and sigma still read it?
//!
//! GEXF 1.3, gexf.net, in the namespace that NetworkX knows (the one with `www.` is unknown to it). Static and dynamic are two files.
//! Edges between the same two nodes differ in `kind`, or Gephi adds them up. In the dynamic file dates are intervals, closed on
//! both sides, and stand among the attributes too, for programs that pass over intervals.

use std::io::Write;

use super::{Edge, Form, Head, Key, Node, Spell, Type, Value, edge_id, node_id, xml::Xml};
use crate::diag::Result;

/// Whether dates are intervals on nodes and edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::export) enum Time {
    Static,
    Dynamic,
}

/// Attributes that every edge has, besides those of its network. It has no `label`: Gephi keeps parallel edges apart by `kind`.
const EDGE_KEYS: [Key; 1] = [("interaction", Type::Text)];

/// A GEXF file that is being written.
pub(in crate::export) struct Gexf<'a> {
    xml: Xml<'a>,
    time: Time,
}

impl<'a> Gexf<'a> {
    pub(in crate::export) fn new(out: &'a mut dyn Write, time: Time) -> Self {
        Self { xml: Xml::new(out), time }
    }

    fn keys<'k>(&mut self, domain: &str, keys: impl IntoIterator<Item = &'k Key>) -> Result<()> {
        self.xml.open("attributes", &[("class", domain), ("mode", "static")])?;
        for (name, kind) in keys {
            let kind = match kind {
                Type::Text => "string",
                Type::Int => "integer",
                Type::Double => "double",
                Type::Boolean => "boolean",
            };
            self.xml.empty("attribute", &[("id", name), ("title", name), ("type", kind)])?;
        }
        self.xml.close("attributes")
    }

    fn values(&mut self, values: &[(&'static str, Value)]) -> Result<()> {
        self.xml.open("attvalues", &[])?;
        for (name, value) in values {
            self.xml.empty("attvalue", &[("for", name), ("value", &value.text())])?;
        }
        self.xml.close("attvalues")
    }

    /// Opens a node or edge; one spell stands in its tag, several follow.
    fn open(&mut self, name: &'static str, attributes: &[(&str, &str)], spells: &[Spell]) -> Result<()> {
        match spells {
            [spell] if self.time == Time::Dynamic => {
                let (start, end) = (spell.start(), spell.end());
                self.xml.open(name, &[attributes, &[("start", start.as_str()), ("end", end.as_str())]].concat())
            }
            _ => self.xml.open(name, attributes),
        }
    }

    fn spells(&mut self, spells: &[Spell]) -> Result<()> {
        if self.time == Time::Static || spells.len() < 2 {
            return Ok(());
        }
        self.xml.open("spells", &[])?;
        for spell in spells {
            self.xml.empty("spell", &[("start", &spell.start()), ("end", &spell.end())])?;
        }
        self.xml.close("spells")
    }
}

impl Form for Gexf<'_> {
    fn start(&mut self, head: &Head) -> Result<()> {
        self.xml.declare()?;
        let viz = ("xmlns:viz", "http://gexf.net/1.3/viz");
        self.xml.open("gexf", &[("xmlns", "http://gexf.net/1.3"), viz, ("version", "1.3")])?;
        self.xml.open("meta", &[])?;
        self.xml.element("creator", &[], "Plenary")?;
        self.xml.element("title", &[], &head.title)?;
        self.xml.element("description", &[], &head.description)?;
        self.xml.close("meta")?;
        let direction = ("defaultedgetype", if head.directed { "directed" } else { "undirected" });
        match self.time {
            Time::Static => self.xml.open("graph", &[direction, ("mode", "static")])?,
            Time::Dynamic => {
                let time = [("mode", "dynamic"), ("timeformat", "date"), ("timerepresentation", "interval")];
                self.xml.open("graph", &[&[direction], &time[..]].concat())?;
            }
        }
        self.keys("node", &head.node_keys)?;
        self.keys("edge", EDGE_KEYS.iter().chain(&head.edge_keys))?;
        self.xml.open("nodes", &[])
    }

    fn node(&mut self, number: usize, node: &Node) -> Result<()> {
        let (id, look) = (node_id(number), node.look);
        self.open("node", &[("id", &id), ("label", &node.label)], node.spell.as_slice())?;
        self.values(&node.values)?;
        self.xml.empty("viz:size", &[("value", &look.size.to_string())])?;
        self.xml.empty("viz:position", &[("x", &look.x.to_string()), ("y", &look.y.to_string()), ("z", "0")])?;
        let [r, g, b] = look.colour.map(|part| part.to_string());
        self.xml.empty("viz:color", &[("r", &r), ("g", &g), ("b", &b), ("a", "1")])?;
        self.xml.close("node")
    }

    fn edges(&mut self) -> Result<()> {
        self.xml.close("nodes")?;
        self.xml.open("edges", &[])
    }

    fn edge(&mut self, number: usize, edge: &Edge) -> Result<()> {
        let (id, source, target) = (edge_id(number), node_id(edge.source), node_id(edge.target));
        let weight = edge.weight.to_string();
        let ends = [("id", &*id), ("source", &source), ("target", &target), ("kind", &edge.interaction), ("weight", &weight)];
        self.open("edge", &ends, &edge.spells)?;
        let interaction = [("interaction", Value::Text(edge.interaction.clone()))];
        self.values(&[&interaction, edge.values.as_slice()].concat())?;
        self.spells(&edge.spells)?;
        self.xml.close("edge")
    }

    fn finish(&mut self) -> Result<Vec<(&'static str, usize)>> {
        for name in ["edges", "graph", "gexf"] {
            self.xml.close(name)?;
        }
        self.xml.finish()
    }
}
