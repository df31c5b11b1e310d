//! How must GraphML be written so that Gephi, Cytoscape, NetworkX, igraph, NetworKit and graphology all read the same?
//!
//! Standard: GraphML 1.0, graphml.graphdrawing.org. Each rule below avoids a loss or a failure seen in one of these readers:
//!
//! - UTF-8, no byte order mark, no DOCTYPE; keys, then nodes, then edges in one flat graph; one direction for all edges.
//! - Ids `n1`, `e1`, unique over nodes and edges; the IRI is an attribute like any other.
//! - Each key is for nodes or for edges, typed, its name unique also ignoring case. Values that are missing are not written.
//! - `weight` is a double above zero. `label`, `x`, `y`, `size`, `r`, `g`, `b` mean what Gephi takes them for; `name` and
//!   `interaction` what Cytoscape does.
//! - At most one character of a text is escaped (Gephi loses blanks between two escapes): with more it is CDATA. What XML forbids
//!   becomes U+FFFD and is counted.
//! - No edge without both ends, none from a node to itself, one for each pair (Gephi merges the others).

use std::{f64::consts::TAU, io::Write};

use quick_xml::{
    Writer,
    escape::partial_escape,
    events::{BytesCData, BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

use super::{Report, unwritten};
use crate::{
    diag::Result,
    graph::xml_text,
    model::{Entity, Kind},
};

/// The value of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// Text, and dates as ISO 8601 has them.
    Text(String),
    /// A whole number of 32 bits.
    Int(i32),
    /// A finite number.
    Double(f64),
    /// True or false.
    Boolean(bool),
}

/// Name and type of an attribute.
pub(super) type Key = (&'static str, &'static str);

/// Values by name of their key.
pub(super) type Values = Vec<(&'static str, Value)>;

/// A network, ready to be written.
pub(super) struct Network<'a> {
    /// Whether edges have a direction, all of them.
    pub(super) directed: bool,
    /// Attributes of nodes.
    pub(super) node_keys: &'a [Key],
    /// Attributes of edges.
    pub(super) edge_keys: &'a [Key],
    /// Attributes of each node.
    pub(super) nodes: Vec<Values>,
    /// For each edge the positions of its ends in `nodes`, and its attributes.
    pub(super) edges: Vec<(usize, usize, Values)>,
}

/// Writes the network.
pub(super) fn write(network: &Network<'_>, out: &mut dyn Write) -> Result<Report> {
    let mut file = File { xml: Writer::new_with_indent(out, b' ', 1), replaced: 0 };
    file.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    file.open("graphml", &[("xmlns", "http://graphml.graphdrawing.org/xmlns")])?;
    for (domain, keys) in [("node", network.node_keys), ("edge", network.edge_keys)] {
        for (name, kind) in keys {
            let id = key_id(domain, name);
            file.empty("key", &[("id", &id), ("for", domain), ("attr.name", name), ("attr.type", kind)])?;
        }
    }
    file.open("graph", &[("id", "g"), ("edgedefault", if network.directed { "directed" } else { "undirected" })])?;
    for (number, values) in (1..).zip(&network.nodes) {
        file.open("node", &[("id", &format!("n{number}"))])?;
        file.values("node", values)?;
        file.close("node")?;
    }
    for (number, (source, target, values)) in (1..).zip(&network.edges) {
        let (source, target) = (format!("n{}", source + 1), format!("n{}", target + 1));
        file.open("edge", &[("id", &format!("e{number}")), ("source", &source), ("target", &target)])?;
        file.values("edge", values)?;
        file.close("edge")?;
    }
    file.close("graph")?;
    file.close("graphml")?;
    let replaced = file.replaced;
    file.xml.into_inner().write_all(b"\n").map_err(unwritten)?;
    let report = Report::default().written("nodes", network.nodes.len()).written("edges", network.edges.len());
    Ok(report.dropped("characters that XML forbids, replaced by U+FFFD", replaced))
}

fn key_id(domain: &str, name: &str) -> String {
    format!("{domain}_{name}")
}

struct File<'a> {
    xml: Writer<&'a mut dyn Write>,
    replaced: usize,
}

impl File<'_> {
    fn event(&mut self, event: Event<'_>) -> Result<()> {
        self.xml.write_event(event).map_err(unwritten)
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> Result<()> {
        self.event(Event::Start(BytesStart::new(name).with_attributes(attributes.iter().copied())))
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> Result<()> {
        self.event(Event::Empty(BytesStart::new(name).with_attributes(attributes.iter().copied())))
    }

    fn close(&mut self, name: &str) -> Result<()> {
        self.event(Event::End(BytesEnd::new(name)))
    }

    fn values(&mut self, domain: &str, values: &Values) -> Result<()> {
        for (name, value) in values {
            self.open("data", &[("key", &key_id(domain, name))])?;
            match value {
                Value::Text(text) => self.text(text)?,
                Value::Int(number) => self.text(&number.to_string())?,
                Value::Double(number) => self.text(&number.to_string())?,
                Value::Boolean(yes) => self.text(&yes.to_string())?,
            }
            self.close("data")?;
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<()> {
        // A carriage return is a line feed to every XML reader, and only one of the two could be escaped in CDATA.
        let (text, replaced) = xml_text(&text.replace("\r\n", "\n").replace('\r', "\n"));
        self.replaced += replaced;
        if text.matches(['&', '<', '>']).count() < 2 {
            return self.event(Event::Text(BytesText::from_escaped(partial_escape(text.as_str()))));
        }
        for part in BytesCData::escaped(&text) {
            self.event(Event::CData(part))?;
        }
        Ok(())
    }
}

/// All names of an entity except its label, each once.
pub(super) fn names(entity: &Entity) -> String {
    let names: std::collections::BTreeSet<_> = entity.names.iter().map(|name| name.text.as_str()).collect();
    names.into_iter().filter(|name| *name != entity.label).collect::<Vec<_>>().join(" | ")
}

/// Adds a text if there is one.
pub(super) fn add_text(values: &mut Values, name: &'static str, text: &str) {
    if !text.is_empty() {
        values.push((name, Value::Text(text.to_owned())));
    }
}

/// A count as the format holds it.
pub(super) fn int(count: usize) -> Value {
    Value::Int(i32::try_from(count).unwrap_or(i32::MAX))
}

/// Keys of place and look; see [`look`].
pub(super) const LOOK_KEYS: [Key; 6] =
    [("x", "double"), ("y", "double"), ("size", "double"), ("r", "int"), ("g", "int"), ("b", "int")];

/// Place, size and colour of each node, so that the first view in Gephi is not one dot: a ring for each class, the largest outside.
///
/// `nodes` are class and number of neighbours.
pub(super) fn look(nodes: &[(Kind, usize)]) -> Vec<Values> {
    let mut rings: Vec<(Kind, usize)> =
        Kind::ALL.map(|kind| (kind, nodes.iter().filter(|(k, _)| *k == kind).count())).into_iter().collect();
    rings.sort_by_key(|&(_, count)| count);
    let mut placed = [0_usize; Kind::ALL.len()];
    let mut look = Vec::with_capacity(nodes.len());
    for &(kind, degree) in nodes {
        let ring = rings.iter().position(|(k, _)| *k == kind).unwrap_or(0);
        let number = placed[ring];
        placed[ring] += 1;
        // Room of 30 for each node, and at least 150 between the rings.
        let radius = rings[..=ring]
            .iter()
            .filter(|(_, count)| *count > 0)
            .fold(0.0_f64, |inner, (_, count)| (inner + 150.0).max(*count as f64 * 30.0 / TAU));
        let angle = TAU * number as f64 / rings[ring].1 as f64;
        let (r, g, b) = colour(kind);
        look.push(vec![
            ("x", Value::Double(round(radius * angle.cos()))),
            ("y", Value::Double(round(radius * angle.sin()))),
            ("size", Value::Double(round(8.0 + 4.0 * (degree as f64).sqrt()))),
            ("r", Value::Int(r)),
            ("g", Value::Int(g)),
            ("b", Value::Int(b)),
        ]);
    }
    look
}

/// Sines differ in the last digit between machines: one digit after the point does not. No minus before zero.
fn round(number: f64) -> f64 {
    (number * 10.0).round() / 10.0 + 0.0
}

/// Colours that people who see colours differently can tell apart (Okabe and Ito 2008).
fn colour(kind: Kind) -> (i32, i32, i32) {
    match kind {
        Kind::Person => (0, 114, 178),
        Kind::Organization => (230, 159, 0),
        Kind::Place => (0, 158, 115),
        Kind::Event => (213, 94, 0),
        Kind::EventSeries => (204, 121, 167),
    }
}
