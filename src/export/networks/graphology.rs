//! How does graphology take a network, and sigma and everything else built on it?
//!
//! The JSON of `graph.export()`, graphology.github.io: options, attributes, nodes and edges by key. `x`, `y`, `size`, `color` and
//! `label` are what sigma draws.

use std::io::Write;

use serde_json::{Value as Json, json};

use super::{Edge, Form, Head, Node, edge_id, json_object, node_id};
use crate::{diag::Result, export::unwritten};

/// Items of JSON lists, one a line, written one by one.
pub(super) struct List<'a> {
    out: &'a mut dyn Write,
    is_first: bool,
}

impl<'a> List<'a> {
    pub(super) fn new(out: &'a mut dyn Write) -> Self {
        Self { out, is_first: true }
    }

    /// What stands between lists.
    pub(super) fn text(&mut self, text: &str) -> Result<()> {
        self.out.write_all(text.as_bytes()).map_err(unwritten)
    }

    /// The start of a list.
    pub(super) fn open(&mut self, text: &str) -> Result<()> {
        self.is_first = true;
        self.text(text)
    }

    /// One item.
    pub(super) fn item(&mut self, item: &Json) -> Result<()> {
        self.text(if self.is_first { "\n" } else { ",\n" })?;
        self.is_first = false;
        serde_json::to_writer(&mut self.out, item).map_err(unwritten)
    }

    /// The end of a list.
    pub(super) fn close(&mut self, text: &str) -> Result<()> {
        self.text("\n")?;
        self.text(text)
    }
}

/// A file for graphology that is being written.
pub(in crate::export) struct Graphology<'a> {
    list: List<'a>,
    directed: bool,
}

impl<'a> Graphology<'a> {
    pub(in crate::export) fn new(out: &'a mut dyn Write) -> Self {
        Self { list: List::new(out), directed: false }
    }
}

impl Form for Graphology<'_> {
    fn start(&mut self, head: &Head) -> Result<()> {
        self.directed = head.directed;
        let options = json!({
            "type": if head.directed { "directed" } else { "undirected" },
            "multi": head.multi,
            "allowSelfLoops": false,
        });
        let attributes = json!({ "name": head.title, "description": head.description });
        self.list.text(&format!("{{\"options\":{options},\"attributes\":{attributes},\n"))?;
        self.list.open("\"nodes\":[")
    }

    fn node(&mut self, number: usize, node: &Node) -> Result<()> {
        let (look, [r, g, b]) = (node.look, node.look.colour);
        let mut attributes = json_object(&node.values);
        attributes.extend([
            ("label".to_owned(), node.label.as_str().into()),
            ("x".to_owned(), look.x.into()),
            ("y".to_owned(), look.y.into()),
            ("size".to_owned(), look.size.into()),
            ("color".to_owned(), format!("#{r:02x}{g:02x}{b:02x}").into()),
        ]);
        self.list.item(&json!({ "key": node_id(number), "attributes": attributes }))
    }

    fn edges(&mut self) -> Result<()> {
        self.list.close("],")?;
        self.list.open("\"edges\":[")
    }

    fn edge(&mut self, number: usize, edge: &Edge) -> Result<()> {
        let mut attributes = json_object(&edge.values);
        attributes.insert("interaction".to_owned(), edge.interaction.as_str().into());
        attributes.insert("weight".to_owned(), edge.weight.into());
        let (source, target) = (node_id(edge.source), node_id(edge.target));
        let mut item = json!({ "key": edge_id(number), "source": source, "target": target, "attributes": attributes });
        if !self.directed {
            item["undirected"] = true.into();
        }
        self.list.item(&item)
    }

    fn finish(&mut self) -> Result<Vec<(&'static str, usize)>> {
        self.list.close("]}\n")?;
        Ok(Vec::new())
    }
}
