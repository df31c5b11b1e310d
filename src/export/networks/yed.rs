//! How must GraphML be written so that yEd shows labels, places and colours? With its own elements, which other readers choke on:
//! so this is a profile apart.
//!
//! yEd draws only `y:ShapeNode` and `y:PolyLineEdge`; plain attributes appear in its Properties Mapper. `url` and `description` are
//! the two that it shows by itself.

use std::io::Write;

use super::{Edge, Form, Head, Key, Node, Type, Value, edge_id, graphml, node_id, xml::Xml};
use crate::diag::Result;

/// What yEd shows in its own panel: the page that F8 opens, and the words of the tooltip.
const OWN_KEYS: [Key; 2] = [("url", Type::Text), ("description", Type::Text)];
const NAMESPACE: &str = "http://www.yworks.com/xml/graphml";

/// A GraphML file for yEd that is being written.
pub(in crate::export) struct Yed<'a> {
    xml: Xml<'a>,
    arrow: &'static str,
}

impl<'a> Yed<'a> {
    pub(in crate::export) fn new(out: &'a mut dyn Write) -> Self {
        Self { xml: Xml::new(out), arrow: "none" }
    }
}

fn own(values: &[(&'static str, Value)], link: &str, words: &str) -> Vec<(&'static str, Value)> {
    let find = |name: &str| values.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone());
    let url = find(link).map(|value| ("url", value));
    let description = find(words).map(|value| ("description", value));
    url.into_iter().chain(description).collect()
}

impl Form for Yed<'_> {
    fn start(&mut self, head: &Head) -> Result<()> {
        self.arrow = if head.directed { "standard" } else { "none" };
        let xml = &mut self.xml;
        xml.declare()?;
        xml.open("graphml", &[("xmlns", "http://graphml.graphdrawing.org/xmlns"), ("xmlns:y", NAMESPACE)])?;
        xml.empty("key", &[("id", "node_graphics"), ("for", "node"), ("yfiles.type", "nodegraphics")])?;
        xml.empty("key", &[("id", "edge_graphics"), ("for", "edge"), ("yfiles.type", "edgegraphics")])?;
        graphml::keys(xml, "node", OWN_KEYS.iter().chain(&head.node_keys))?;
        let weight: Key = ("weight", Type::Double);
        graphml::keys(xml, "edge", OWN_KEYS.iter().chain([&weight]).chain(&head.edge_keys))?;
        graphml::graph(xml, head)
    }

    fn node(&mut self, number: usize, node: &Node) -> Result<()> {
        let (xml, look) = (&mut self.xml, node.look);
        xml.open("node", &[("id", &node_id(number))])?;
        xml.open("data", &[("key", "node_graphics")])?;
        xml.open("y:ShapeNode", &[])?;
        // The place of a node is its upper left corner here.
        let [left, top] = [look.x, look.y].map(|middle| format!("{:.1}", middle - look.size / 2.0));
        let size = look.size.to_string();
        xml.empty("y:Geometry", &[("x", &left), ("y", &top), ("width", &size), ("height", &size)])?;
        let [r, g, b] = look.colour;
        xml.empty("y:Fill", &[("color", &format!("#{r:02X}{g:02X}{b:02X}")), ("transparent", "false")])?;
        xml.empty("y:BorderStyle", &[("color", "#FFFFFF"), ("type", "line"), ("width", "1.0")])?;
        let place = [("modelName", "sides"), ("modelPosition", "e"), ("fontSize", "11"), ("textColor", "#1F2328")];
        xml.element("y:NodeLabel", &place, &node.label)?;
        xml.empty("y:Shape", &[("type", "ellipse")])?;
        xml.close("y:ShapeNode")?;
        xml.close("data")?;
        graphml::data(xml, "node", &own(&node.values, "iri", "names"))?;
        graphml::data(xml, "node", &node.values)?;
        xml.close("node")
    }

    fn edges(&mut self) -> Result<()> {
        Ok(())
    }

    fn edge(&mut self, number: usize, edge: &Edge) -> Result<()> {
        let xml = &mut self.xml;
        let (source, target) = (node_id(edge.source), node_id(edge.target));
        xml.open("edge", &[("id", &edge_id(number)), ("source", &source), ("target", &target)])?;
        xml.open("data", &[("key", "edge_graphics")])?;
        xml.open("y:PolyLineEdge", &[])?;
        let width = format!("{:.1}", 1.0 + edge.weight.log2().clamp(0.0, 7.0));
        xml.empty("y:LineStyle", &[("color", "#9AA0A6"), ("type", "line"), ("width", &width)])?;
        xml.empty("y:Arrows", &[("source", "none"), ("target", self.arrow)])?;
        xml.element("y:EdgeLabel", &[("fontSize", "9"), ("textColor", "#59636E")], &edge.interaction)?;
        xml.close("y:PolyLineEdge")?;
        xml.close("data")?;
        graphml::data(xml, "edge", &own(&edge.values, "link", "quote"))?;
        graphml::data(xml, "edge", &[("weight", Value::Double(edge.weight))])?;
        graphml::data(xml, "edge", &edge.values)?;
        xml.close("edge")
    }

    fn finish(&mut self) -> Result<Vec<(&'static str, usize)>> {
        self.xml.close("graph")?;
        self.xml.close("graphml")?;
        self.xml.finish()
    }
}
