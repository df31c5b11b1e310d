//! How must a network be written for Kumu, which tells elements apart by their labels alone?
//!
//! The JSON blueprint of docs.kumu.io: elements and connections, joined on labels. Two people of one name would be one, so the second
//! and further bearers of a label get the end of their IRI behind it. Kumu does not look at case.

use std::{collections::BTreeSet, io::Write};

use serde_json::json;

use super::{Edge, Form, Head, Node, Value, edge_id, graphology::List, json_object, node_id};
use crate::diag::Result;

/// A Kumu blueprint that is being written.
pub(in crate::export) struct Kumu<'a> {
    list: List<'a>,
    labels: Vec<String>,
    taken: BTreeSet<String>,
    changed: usize,
    direction: &'static str,
}

impl<'a> Kumu<'a> {
    pub(in crate::export) fn new(out: &'a mut dyn Write) -> Self {
        Self { list: List::new(out), labels: Vec::new(), taken: BTreeSet::new(), changed: 0, direction: "undirected" }
    }

    /// A label that no other node has, also ignoring case and blanks around it.
    fn unique(&mut self, node: &Node) -> String {
        let mut label = node.label.trim().to_owned();
        if !self.taken.insert(label.to_lowercase()) {
            self.changed += 1;
            let iri = node.values.iter().find(|(name, _)| *name == "iri").map(|(_, value)| value.text()).unwrap_or_default();
            let plain = format!("{label} ({})", iri.rsplit('/').next().unwrap_or_default());
            label.clone_from(&plain);
            let mut number = 2;
            while !self.taken.insert(label.to_lowercase()) {
                label = format!("{plain} {number}");
                number += 1;
            }
        }
        label
    }
}

impl Form for Kumu<'_> {
    fn start(&mut self, head: &Head) -> Result<()> {
        self.direction = if head.directed { "directed" } else { "undirected" };
        let (title, description) = (json!(head.title), json!(head.description));
        self.list.text(&format!("{{\"title\":{title},\"description\":{description},\n"))?;
        self.list.open("\"elements\":[")
    }

    fn node(&mut self, number: usize, node: &Node) -> Result<()> {
        let label = self.unique(node);
        let mut element = json_object(&node.values);
        // Its own words for what it shows: the type gives the colour, the description stands in the profile.
        if let Some(class) = element.remove("class") {
            element.insert("type".to_owned(), class);
        }
        if let Some(Value::Text(names)) = node.values.iter().find(|(name, _)| *name == "names").map(|(_, value)| value) {
            element.insert("description".to_owned(), names.as_str().into());
        }
        element.insert("id".to_owned(), node_id(number).into());
        element.insert("label".to_owned(), label.as_str().into());
        self.labels.push(label);
        self.list.item(&element.into())
    }

    fn edges(&mut self) -> Result<()> {
        self.list.close("],")?;
        self.list.open("\"connections\":[")
    }

    fn edge(&mut self, number: usize, edge: &Edge) -> Result<()> {
        let mut connection = json_object(&edge.values);
        let own = [
            ("id", edge_id(number)),
            ("from", self.labels[edge.source].clone()),
            ("to", self.labels[edge.target].clone()),
            ("type", edge.interaction.clone()),
            ("direction", self.direction.to_owned()),
        ];
        connection.extend(own.map(|(name, text)| (name.to_owned(), text.into())));
        connection.insert("weight".to_owned(), edge.weight.into());
        self.list.item(&connection.into())
    }

    fn finish(&mut self) -> Result<Vec<(&'static str, usize)>> {
        self.list.close("]}\n")?;
        Ok(vec![("labels that another node has, told apart by the end of the IRI", self.changed)])
    }
}
