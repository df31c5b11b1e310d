//! How are millions of ties written in a second or two? Names and weights alone, each line put together from pieces.
//!
//! Whoever wants places, colours, measures and quotes beside them takes the other GraphML files.

use std::io::Write;

use super::{
    Report, Type,
    graphml::{graph, keys},
    node_id,
    xml::Xml,
};
use crate::{diag::Result, export::networks::Head, model::Dataset, network::Network};

/// So many bytes go to the file at once.
const CHUNK: usize = 1 << 16;

/// Writes the network as GraphML with weights; with a dataset, nodes have labels and IRIs too.
///
/// # Errors
/// Writing fails.
pub fn bare_graphml(network: &Network, dataset: Option<&Dataset>, out: &mut dyn Write) -> Result<Report> {
    let head = Head {
        title: "Who appears with whom".to_owned(),
        description: "Nodes and weights of ties alone, as plenary network was told to read them.".to_owned(),
        directed: false,
        multi: false,
        node_keys: Vec::new(),
        edge_keys: Vec::new(),
    };
    let mut xml = Xml::new(out);
    xml.declare()?;
    xml.open("graphml", &[("xmlns", "http://graphml.graphdrawing.org/xmlns")])?;
    if dataset.is_some() {
        keys(&mut xml, "node", &[("label", Type::Text), ("iri", Type::Text)])?;
    }
    keys(&mut xml, "edge", &[("weight", Type::Double)])?;
    graph(&mut xml, &head)?;
    let mut lines = Lines::default();
    for (number, &node) in network.nodes().iter().enumerate() {
        match dataset {
            Some(dataset) => {
                xml.open("node", &[("id", &node_id(number))])?;
                xml.element("data", &[("key", "node_label")], &dataset.entity(node).label)?;
                xml.element("data", &[("key", "node_iri")], &dataset.iri(node))?;
                xml.close("node")?;
            }
            None => lines.node(number, &mut xml)?,
        }
    }
    let mut n_ties = 0;
    network.try_each_tie(|a, b, weight| {
        n_ties += 1;
        lines.tie(n_ties, (a, b), weight, &mut xml)
    })?;
    lines.flush(&mut xml)?;
    xml.close("graph")?;
    xml.close("graphml")?;
    let changed = xml.finish()?;
    let report = Report::default().written("nodes", network.len()).written("edges", n_ties);
    Ok(changed.into_iter().fold(report, |report, (what, count)| report.dropped(what, count)))
}

/// Lines that are still to be written.
#[derive(Default)]
struct Lines {
    bytes: Vec<u8>,
    /// What stands between the numbers of the tie and of its second node, and the first node that it is for.
    middle: Vec<u8>,
    first: Option<u32>,
    digits: itoa::Buffer,
}

impl Lines {
    fn node(&mut self, number: usize, xml: &mut Xml<'_>) -> Result<()> {
        self.bytes.extend_from_slice(b"\n<node id=\"n");
        self.bytes.extend_from_slice(self.digits.format(number + 1).as_bytes());
        self.bytes.extend_from_slice(b"\"/>");
        self.flush_if_long(xml)
    }

    fn tie(&mut self, number: usize, (a, b): (u32, u32), weight: f64, xml: &mut Xml<'_>) -> Result<()> {
        if self.first != Some(a) {
            self.first = Some(a);
            self.middle.clear();
            self.middle.extend_from_slice(b"\" source=\"n");
            self.middle.extend_from_slice(self.digits.format(u64::from(a) + 1).as_bytes());
            self.middle.extend_from_slice(b"\" target=\"n");
        }
        self.bytes.extend_from_slice(b"\n<edge id=\"e");
        self.bytes.extend_from_slice(self.digits.format(number).as_bytes());
        self.bytes.extend_from_slice(&self.middle);
        self.bytes.extend_from_slice(self.digits.format(u64::from(b) + 1).as_bytes());
        self.bytes.extend_from_slice(b"\"><data key=\"edge_weight\">");
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, and small enough")]
        if weight.fract() == 0.0 && weight < 1e15 {
            self.bytes.extend_from_slice(self.digits.format(weight as u64).as_bytes());
        } else {
            // Memory takes all that is written.
            let _ = write!(self.bytes, "{weight}");
        }
        self.bytes.extend_from_slice(b"</data></edge>");
        self.flush_if_long(xml)
    }

    fn flush_if_long(&mut self, xml: &mut Xml<'_>) -> Result<()> {
        if self.bytes.len() < CHUNK { Ok(()) } else { self.flush(xml) }
    }

    fn flush(&mut self, xml: &mut Xml<'_>) -> Result<()> {
        xml.raw(&self.bytes)?;
        self.bytes.clear();
        Ok(())
    }
}
