//! Which nodes and ties are in a GraphML file, whoever wrote it?
//!
//! All that makes a network is read: nodes with their names, edges with their weights. Other attributes, places and colours are passed
//! over, and so is what the linter of `export --check` looks for: a file that some program trips over is read here all the same.
//! Nearly all edges of a large file are plain, and are scanned as such ([`plain`]); everything else is read as XML. The linter
//! asks after each name and value and gives each a line; one reader for both would be ten times slower.

mod ids;
mod plain;
#[cfg(test)]
mod tests;

use quick_xml::{
    Reader,
    escape::unescape,
    events::{BytesStart, Event},
};

use self::{ids::Ids, plain::Plain};
use crate::{
    diag::{Error, ErrorKind, Result},
    model::{Dataset, Entity, Kind, Name},
};

/// A network that was drawn, or worked out, by another program.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawn {
    /// Id of each node, in order of the file.
    pub ids: Vec<String>,
    /// Names of the nodes; as the id where the file gives none.
    pub labels: Vec<String>,
    /// Places of the two ends among the nodes, and the weight; 1 where the file gives none.
    pub ties: Vec<(u32, u32, f64)>,
    /// What was left out or taken for something else: (what, how many), only where it happened.
    pub dropped: Vec<(&'static str, usize)>,
}

impl Drawn {
    /// The nodes as entities, whose paths are their ids, in order of these; and the ties between these.
    #[must_use]
    pub fn into_dataset(self) -> (Dataset, Vec<(u32, u32, f64)>) {
        let mut order: Vec<usize> = (0..self.ids.len()).collect();
        order.sort_by(|&a, &b| self.ids[a].cmp(&self.ids[b]));
        let mut place = vec![0_u32; order.len()];
        for (&node, number) in order.iter().zip(0..) {
            place[node] = number;
        }
        let entity = |&node: &usize| Entity {
            path: self.ids[node].clone(),
            kind: Kind::Person,
            label: self.labels[node].clone(),
            names: vec![Name { text: self.labels[node].clone(), language: String::new() }],
            mentions: Vec::new(),
            edition: None,
            unnamed: false,
            point: None,
            country: None,
        };
        let dataset = Dataset { entities: order.iter().map(entity).collect(), ..Dataset::default() };
        let ties = self.ties.into_iter().map(|(a, b, weight)| (place[a as usize], place[b as usize], weight)).collect();
        (dataset, ties)
    }
}

/// Reads a GraphML file.
///
/// Edges are ties, whatever their direction. An attribute of edges that is called `weight` is the weight, one of nodes called `label`
/// or `name` the name, ignoring case. Edges in nested graphs count like all others.
///
/// # Errors
/// [`ErrorKind::BadInput`] with the line if it is no well-formed XML or no GraphML.
///
/// # Example
/// ```
/// let file = plenary::export::read_graphml(
///     r#"<graphml><key id="w" for="edge" attr.name="weight"/><graph edgedefault="undirected"><node id="a"/><node id="b"/>
///     <edge source="b" target="a"><data key="w">2.5</data></edge></graph></graphml>"#,
/// )?;
/// assert_eq!((file.ids, file.ties), (vec!["a".to_owned(), "b".to_owned()], vec![(1, 0, 2.5)]));
/// # Ok::<(), plenary::diag::Error>(())
/// ```
pub fn read_graphml(text: &str) -> Result<Drawn> {
    read(text, true)
}

fn read(text: &str, scan: bool) -> Result<Drawn> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader::from_str(text);
    let mut file = File::default();
    let mut is_after_tag = false;
    loop {
        if scan && is_after_tag && file.may_scan() {
            // Right behind a tag the reader can be moved on.
            let rest = text.len() - reader.get_ref().len();
            let n_bytes = file.scan(&text[rest..]);
            let left = *reader.get_ref();
            *reader.get_mut() = &left[n_bytes..];
        }
        let event = reader.read_event();
        is_after_tag = matches!(event, Ok(Event::Start(_) | Event::Empty(_) | Event::End(_)));
        let at = || text.len() - reader.get_ref().len();
        match event {
            Ok(Event::Eof) => break,
            Ok(event) => file.event(&event).map_err(|reason| bad(text, at(), &reason))?,
            Err(error) => return Err(bad(text, at(), &error.to_string())),
        }
    }
    if file.depth > 0 {
        return Err(bad(text, text.len(), "the file ends inside an element"));
    }
    if file.n_graphs == 0 {
        return Err(bad(text, text.len(), "there is no graph in it"));
    }
    Ok(file.drawn())
}

fn bad(text: &str, at: usize, reason: &str) -> Error {
    let line = 1 + text.get(..at).unwrap_or(text).matches('\n').count();
    Error::new(ErrorKind::BadInput, format!("cannot read the network: line {line}: {reason}"))
        .with_hint("plenary export --check tells more of a GraphML file")
}

/// What is being read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Inside {
    /// Nothing whose text counts.
    #[default]
    Other,
    /// The default of a key of weights.
    Default,
    /// The weight of an edge.
    Weight,
    /// The name of a node.
    Label,
}

/// What has been read so far.
#[derive(Default)]
struct File {
    depth: usize,
    n_graphs: usize,
    is_directed: bool,
    ids: Ids,
    labels: Vec<Option<String>>,
    ties: Vec<(u32, u32, f64)>,
    /// Ids of the keys that are weights or names, and the weight of edges without.
    weight_key: Option<String>,
    label_key: Option<String>,
    default_weight: f64,
    /// The key that is being declared is that of weights.
    is_weight: bool,
    inside: Inside,
    text: String,
    /// The element around is an edge, or a node.
    edge: Option<(u32, u32, f64)>,
    node: Option<u32>,
    /// Nodes that only edges name; edges from a node to itself, without a weight above 0, with another number of ends than two.
    n_declared: usize,
    n_loops: usize,
    n_weightless: usize,
    n_hyper: usize,
}

impl File {
    /// Whether an edge may come next, and nothing else is open.
    fn may_scan(&self) -> bool {
        self.n_graphs > 0 && self.edge.is_none() && self.node.is_none() && self.inside == Inside::Other
    }

    /// Takes the plain edges at the start of a text; the number of bytes that they take.
    fn scan(&mut self, text: &str) -> usize {
        let key = self.weight_key.clone();
        let mut plain = Plain::new(text, key.as_deref());
        let mut before: Option<(&str, u32)> = None;
        while let Some(edge) = plain.next_edge() {
            // Most files are sorted by the first end.
            let source = match before {
                Some((id, number)) if id == edge.source => number,
                _ => self.ids.number(edge.source),
            };
            before = Some((edge.source, source));
            let target = self.ids.number(edge.target);
            self.tie(source, target, edge.weight.unwrap_or(self.weight()));
        }
        plain.n_bytes()
    }

    fn weight(&self) -> f64 {
        if self.default_weight == 0.0 { 1.0 } else { self.default_weight }
    }

    fn tie(&mut self, source: u32, target: u32, weight: f64) {
        if source == target {
            self.n_loops += 1;
        } else if weight > 0.0 && weight.is_finite() {
            self.ties.push((source, target, weight));
        } else {
            self.n_weightless += 1;
        }
    }

    fn event(&mut self, event: &Event<'_>) -> Result<(), String> {
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                self.open(tag)
            }
            Event::Empty(tag) => {
                self.open(tag)?;
                self.close(tag.local_name().as_ref())
            }
            Event::End(tag) => {
                self.depth -= 1;
                self.close(tag.local_name().as_ref())
            }
            Event::Text(text) => {
                self.add(text);
                Ok(())
            }
            Event::CData(text) => {
                self.add(text);
                Ok(())
            }
            Event::GeneralRef(name) => {
                let known = quick_xml::escape::resolve_predefined_entity(name).map(str::to_owned);
                let found = known.or_else(|| name.resolve_char_ref().ok().flatten().map(String::from));
                self.add(&found.ok_or_else(|| format!("&{}; is not known to XML", &**name))?);
                Ok(())
            }
            Event::Decl(_) | Event::DocType(_) | Event::Comment(_) | Event::PI(_) | Event::Eof => Ok(()),
        }
    }

    fn add(&mut self, text: &str) {
        if self.inside != Inside::Other {
            self.text.push_str(text);
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), String> {
        match tag.local_name().as_ref() {
            "key" => self.key(tag),
            "default" if self.is_weight => {
                self.begin(Inside::Default);
                Ok(())
            }
            "graph" => {
                self.n_graphs += 1;
                self.is_directed |= attribute(tag, "edgedefault")?.as_deref() == Some("directed");
                Ok(())
            }
            "node" => {
                let id = attribute(tag, "id")?.ok_or("a node has no id")?;
                self.node = Some(self.ids.number(&id));
                self.n_declared += 1;
                Ok(())
            }
            "edge" => {
                let end = |name: &str| attribute(tag, name)?.ok_or_else(|| format!("an edge has no {name}"));
                let (source, target) = (end("source")?, end("target")?);
                self.edge = Some((self.ids.number(&source), self.ids.number(&target), self.weight()));
                Ok(())
            }
            "hyperedge" => {
                self.n_hyper += 1;
                Ok(())
            }
            "data" => {
                let key = attribute(tag, "key")?;
                if self.edge.is_some() && key.is_some() && key == self.weight_key {
                    self.begin(Inside::Weight);
                } else if self.node.is_some() && key.is_some() && key == self.label_key {
                    self.begin(Inside::Label);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn begin(&mut self, inside: Inside) {
        self.inside = inside;
        self.text.clear();
    }

    fn key(&mut self, tag: &BytesStart<'_>) -> Result<(), String> {
        let (id, domain, name) = (attribute(tag, "id")?, attribute(tag, "for")?, attribute(tag, "attr.name")?);
        let name = name.or_else(|| id.clone()).unwrap_or_default().to_ascii_lowercase();
        let is_for = |wanted: &str| matches!(domain.as_deref(), None | Some("all")) || domain.as_deref() == Some(wanted);
        self.is_weight = is_for("edge") && name == "weight";
        if self.is_weight {
            self.weight_key.clone_from(&id);
        }
        // A label goes before a name, wherever they stand.
        if is_for("node") && (name == "label" || (name == "name" && self.label_key.is_none())) {
            self.label_key = id;
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), String> {
        let number = |text: &str| text.trim().parse::<f64>().map_err(|_| format!("«{}» is no weight", text.trim()));
        match name {
            "key" => self.is_weight = false,
            "default" | "data" => match std::mem::take(&mut self.inside) {
                Inside::Other => {}
                Inside::Default => self.default_weight = number(&self.text)?,
                Inside::Weight => {
                    let weight = number(&self.text)?;
                    if let Some(edge) = &mut self.edge {
                        edge.2 = weight;
                    }
                }
                Inside::Label => self.label(),
            },
            "node" => self.node = None,
            "edge" => {
                if let Some((source, target, weight)) = self.edge.take() {
                    self.tie(source, target, weight);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn label(&mut self) {
        let Some(node) = self.node else { return };
        if self.labels.len() <= node as usize {
            self.labels.resize(node as usize + 1, None);
        }
        let label = self.text.trim();
        self.labels[node as usize] = (!label.is_empty()).then(|| label.to_owned());
    }

    fn drawn(self) -> Drawn {
        let ids: Vec<String> = self.ids.into_names();
        let mut labels = self.labels;
        labels.resize(ids.len(), None);
        let labels = labels.into_iter().zip(&ids).map(|(label, id)| label.unwrap_or_else(|| id.clone())).collect();
        let dropped = [
            ("directions, taken for ties both ways", if self.is_directed { self.ties.len() } else { 0 }),
            ("nodes that only edges name", ids.len().saturating_sub(self.n_declared)),
            ("edges from a node to itself, left out", self.n_loops),
            ("edges whose weight is not above 0, left out", self.n_weightless),
            ("edges of more than two ends, left out", self.n_hyper),
        ];
        let dropped = dropped.into_iter().filter(|(_, count)| *count > 0).collect();
        Drawn { ids, labels, ties: self.ties, dropped }
    }
}

/// The value of an attribute, without its prefix.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, String> {
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        if attribute.key.as_ref() == name {
            let value = unescape(&attribute.value).map_err(|error| error.to_string())?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}
