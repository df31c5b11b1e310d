//! What may go wrong in a GEXF file?

use std::collections::{BTreeMap, BTreeSet};

use super::{Rules, State, Tag, state::short};
use crate::model::PartialDate;

/// The one that NetworkX knows.
const NAMESPACE: &str = "http://gexf.net/1.3";
const TYPES: [&str; 7] = ["boolean", "integer", "long", "float", "double", "string", "anyURI"];
/// Names that some program takes for its own.
const TAKEN: [&str; 5] = ["id", "suid", "selected", "type", "kind"];

/// How the graph says that it has times.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Time {
    #[default]
    Static,
    Intervals,
    Timestamps,
}

/// What has been seen of the file.
#[derive(Default)]
pub(super) struct Gexf {
    /// Name and type of each attribute, by class and id.
    attributes: BTreeMap<(String, String), (String, String)>,
    /// Class of the attributes that are being declared.
    class: String,
    directed: bool,
    time: Time,
    has_edges: bool,
    /// The node or edge that is being read.
    element: &'static str,
    /// First years of its intervals.
    years: Vec<String>,
    /// What its attributes tell that may be a year; they can stand before the intervals or behind.
    told: BTreeSet<String>,
    n_graphs: usize,
}

impl Gexf {
    pub(super) fn new(state: &mut State, root: &Tag) -> Self {
        if root.get("xmlns") != Some(NAMESPACE) || root.get("version") != Some("1.3") {
            let advice = "write xmlns=\"http://gexf.net/1.3\" version=\"1.3\": NetworkX does not know the one with www.";
            state.fault(10, "it is not GEXF 1.3 in its namespace", advice);
        }
        Self::default()
    }

    fn graph(&mut self, state: &mut State, tag: &Tag) {
        self.n_graphs += 1;
        if self.n_graphs > 1 {
            state.fault(1, "there is a second graph", "write one flat graph: readers lose the others");
        }
        match tag.get("defaultedgetype") {
            Some("directed") => self.directed = true,
            Some("undirected") => {}
            _ => state.fault(10, "defaultedgetype is neither directed nor undirected", "write defaultedgetype on <graph>"),
        }
        self.time = match (tag.get("mode"), tag.get("timerepresentation")) {
            (Some("dynamic"), Some("timestamp")) => Time::Timestamps,
            (Some("dynamic"), _) => Time::Intervals,
            _ => Time::Static,
        };
        if self.time != Time::Static && (tag.get("timeformat").is_none() || tag.get("timerepresentation").is_none()) {
            let advice = "write timeformat=\"date\" timerepresentation=\"interval\" on <graph>";
            state.fault(10, "the time of a dynamic graph is not declared", advice);
        }
    }

    fn attribute(&mut self, state: &mut State, tag: &Tag) {
        let get = |name: &str| tag.get(name).unwrap_or_default();
        let (id, title, kind) = (get("id"), get("title"), get("type"));
        let clash = |(key, known): (&(String, String), &(String, String))| {
            key.0 == self.class && (key.1 == id || known.0.eq_ignore_ascii_case(title))
        };
        if self.attributes.iter().any(clash) {
            let advice = "give attributes ids of their own and titles that differ also ignoring case";
            state.fault(3, format!("«{}» is declared twice", short(title)), advice);
        }
        if title.is_empty() || !title.is_ascii() {
            state.fault(3, format!("the attribute «{}» has no ASCII title", short(id)), "give it an ASCII title");
        }
        if !TYPES.contains(&kind) {
            let advice = "declare one of boolean, integer, long, float, double, string: NetworkX fails on date";
            state.fault(3, format!("«{}» has the type «{kind}»", short(title)), advice);
        }
        if TAKEN.contains(&title.to_ascii_lowercase().as_str()) {
            state.fault(
                5,
                format!("«{title}» has a meaning of its own to Gephi or Cytoscape"),
                "give the attribute another name",
            );
        }
        self.attributes.insert((self.class.clone(), id.to_owned()), (title.to_owned(), kind.to_owned()));
    }

    fn value(&mut self, state: &mut State, tag: &Tag) {
        let (id, value) = (tag.get("for").unwrap_or_default(), tag.get("value").unwrap_or_default());
        match self.attributes.get(&(self.element.to_owned(), id.to_owned())) {
            Some((title, kind)) => state.value(title, kind, value),
            None => state.fault(3, format!("«{}» is not declared", short(id)), "declare it: graphology fails"),
        }
        let numbers = value.split(|c: char| !c.is_ascii_digit());
        self.told.extend(numbers.filter_map(|digits| digits.get(..4)).map(str::to_owned));
    }

    fn times(&mut self, state: &mut State, tag: &Tag) {
        if tag.get("timestamp").is_some() && self.time != Time::Timestamps {
            state.fault(10, "there is a timestamp among intervals", "write start and end: Gephi refuses it");
        }
        let (start, end) = (tag.get("start"), tag.get("end"));
        if start.is_none() && end.is_none() {
            return;
        }
        if self.time == Time::Static {
            state.fault(10, "there are times in a static graph", "write mode=\"dynamic\" on <graph>, or leave them out");
        }
        let (Some(start), Some(end)) = (start, end) else {
            return state.warn(10, "an interval is open", "write both start and end");
        };
        let times = [start, end].map(|text| text.parse::<PartialDate>().ok());
        let is_number = |text: &str| text.parse::<f64>().is_ok_and(f64::is_finite);
        let in_order = match times {
            [Some(first), Some(last)] => first.day.is_some() && last.day.is_some() && first <= last,
            // Other formats of time are compared as they are written, numbers as numbers.
            _ if is_number(start) && is_number(end) => start.parse::<f64>().ok() <= end.parse::<f64>().ok(),
            _ => start.contains('T') && start <= end,
        };
        if !in_order {
            let advice = "write days as YYYY-MM-DD, the last not before the first";
            state.fault(10, format!("«{}» to «{}» is no interval", short(start), short(end)), advice);
        }
        self.years.extend(start.get(..4).map(str::to_owned));
    }

    fn edge(&mut self, state: &mut State, tag: &Tag) {
        (self.has_edges, self.element) = (true, "edge");
        let direction = if self.directed { "directed" } else { "undirected" };
        if tag.get("type").is_some_and(|kind| kind != direction) {
            let advice = "give all edges the direction of defaultedgetype: Gephi drops the others";
            state.fault(10, "an edge has a direction of its own", advice);
        }
        state.edge(tag.get("id"), [tag.get("source"), tag.get("target")], tag.get("kind"), self.directed);
        if let Some(weight) = tag.get("weight") {
            state.weight(weight);
        }
    }

    fn node(&mut self, state: &mut State, tag: &Tag, parent: &str) {
        self.element = "node";
        if self.has_edges {
            state.fault(1, "a node follows an edge", "write all nodes before the edges");
        }
        if tag.get("pid").is_some() || parent != "nodes" {
            state.fault(10, "a node is inside another", "write flat nodes: Gephi fails on a hierarchy");
        }
        state.node(tag.get("id"));
    }
}

impl Rules for Gexf {
    fn open(&mut self, state: &mut State, tag: &Tag, parent: &str) {
        match tag.name.as_str() {
            "graph" => self.graph(state, tag),
            "attributes" => tag.get("class").unwrap_or_default().clone_into(&mut self.class),
            "attribute" => self.attribute(state, tag),
            "default" if parent == "attribute" => {
                state.fault(4, "an attribute has a default", "write the value on each node");
            }
            "node" => self.node(state, tag, parent),
            "edge" => self.edge(state, tag),
            "attvalue" => self.value(state, tag),
            "viz:position" => {
                let [x, y] = ["x", "y"].map(|name| tag.get(name).unwrap_or("0"));
                state.place(&format!("{x} {y}"));
            }
            "viz:color" if tag.get("hex").is_some() || tag.get("r").is_none() => {
                state.fault(10, "a colour is not r, g, b", "write r, g, b and a: NetworkX fails on hex");
            }
            _ => {}
        }
        if ["node", "edge", "spell"].contains(&tag.name.as_str()) {
            if tag.name != "spell" {
                self.years.clear();
                self.told.clear();
            }
            self.times(state, tag);
        }
    }

    fn close(&mut self, state: &mut State, name: &str, _: &str) {
        // Only edges: a node is in view as long as its edges are.
        if name == "edge" && self.years.iter().any(|year| !self.told.contains(year)) {
            let advice = "write dates among the attributes too: sigma and graphology pass over intervals";
            state.warn(10, "the dates of an edge stand only in its intervals", advice);
        }
    }

    fn end(&mut self, state: &mut State) {
        if self.n_graphs == 0 {
            state.fault(1, "there is no graph in it", "write one <graph>");
        }
        state.places_at_end();
    }
}
