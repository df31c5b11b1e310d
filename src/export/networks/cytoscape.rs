//! How does Cytoscape.js take a network, and Cytoscape desktop with it?
//!
//! The JSON of `cy.json()`, js.cytoscape.org: `data` and `elements`. Ids are unique over nodes and edges, or an edge would vanish.
//! Attributes of a node are strings, numbers and booleans in its `data`, its place is `position`.

use std::io::Write;

use serde_json::{Map, Value as Json, json};

use super::{Edge, Form, Head, Node, edge_id, graphology::List, json_object, node_id};
use crate::diag::Result;

/// A file for Cytoscape that is being written.
pub(in crate::export) struct Cytoscape<'a> {
    list: List<'a>,
}

impl<'a> Cytoscape<'a> {
    pub(in crate::export) fn new(out: &'a mut dyn Write) -> Self {
        Self { list: List::new(out) }
    }
}

fn data(own: Json, values: Map<String, Json>) -> Json {
    let mut data = values;
    if let Json::Object(own) = own {
        data.extend(own);
    }
    Json::Object(data)
}

impl Form for Cytoscape<'_> {
    fn start(&mut self, head: &Head) -> Result<()> {
        let about = json!({ "name": head.title, "description": head.description, "directed": head.directed });
        self.list.text(&format!("{{\"format_version\":\"1.0\",\"generated_by\":\"Plenary\",\"data\":{about},\n"))?;
        self.list.open("\"elements\":{\"nodes\":[")
    }

    fn node(&mut self, number: usize, node: &Node) -> Result<()> {
        let (look, [r, g, b]) = (node.look, node.look.colour);
        let colour = format!("#{r:02x}{g:02x}{b:02x}");
        let own = json!({ "id": node_id(number), "label": node.label, "name": node.label, "color": colour, "size": look.size });
        self.list.item(&json!({ "data": data(own, json_object(&node.values)), "position": { "x": look.x, "y": look.y } }))
    }

    fn edges(&mut self) -> Result<()> {
        self.list.close("],")?;
        self.list.open("\"edges\":[")
    }

    fn edge(&mut self, number: usize, edge: &Edge) -> Result<()> {
        let own = json!({
            "id": edge_id(number),
            "source": node_id(edge.source),
            "target": node_id(edge.target),
            "interaction": edge.interaction,
            "weight": edge.weight,
        });
        self.list.item(&json!({ "data": data(own, json_object(&edge.values)) }))
    }

    fn finish(&mut self) -> Result<Vec<(&'static str, usize)>> {
        self.list.close("]}}\n")?;
        Ok(Vec::new())
    }
}
