//! What may go wrong in a GraphML file?

use std::collections::BTreeMap;

use super::{Rules, State, Tag, state::short};

const NAMESPACE: &str = "http://graphml.graphdrawing.org/xmlns";
const TYPES: [&str; 6] = ["boolean", "int", "long", "float", "double", "string"];
/// Names that some program takes for its own.
const TAKEN: [&str; 6] = ["id", "suid", "selected", "type", "kind", "shared name"];

/// A declared attribute.
struct Key {
    domain: String,
    name: String,
    kind: String,
}

/// What has been seen of the file.
#[derive(Default)]
pub(super) struct GraphMl {
    keys: BTreeMap<String, Key>,
    /// yEd's own elements may be there.
    is_for_yed: bool,
    n_graphs: usize,
    directed: bool,
    has_edges: bool,
    /// Key of the value that is being read.
    key: Option<String>,
    place: [Option<String>; 2],
}

impl GraphMl {
    pub(super) fn new(state: &mut State, root: &Tag) -> Self {
        if root.get("xmlns") != Some(NAMESPACE) {
            let advice = "write xmlns=\"http://graphml.graphdrawing.org/xmlns\" on <graphml>";
            state.fault(1, "the namespace of GraphML is not the default one", advice);
        }
        let is_for_yed = root.attributes.iter().any(|(_, value)| value == "http://www.yworks.com/xml/graphml");
        Self { is_for_yed, ..Self::default() }
    }

    fn key(&mut self, state: &mut State, tag: &Tag) {
        if self.n_graphs > 0 {
            let advice = "write all keys before the graph: igraph loses the values, NetworKit fails";
            state.fault(1, "a key is declared after the graph has started", advice);
        }
        let get = |name: &str| tag.get(name).unwrap_or_default();
        let id = get("id").to_owned();
        if self.is_for_yed && tag.get("yfiles.type").is_some() {
            self.keys.insert(id, Key { domain: String::new(), name: String::new(), kind: String::new() });
            return;
        }
        let (domain, name, kind) = (get("for"), get("attr.name"), get("attr.type"));
        if tag.get("yfiles.type").is_some() {
            let advice = "write yEd's elements to a file of their own: NetworKit fails on them, NetworkX loses the labels";
            state.fault(3, "it has keys of yFiles and not their namespace", advice);
        }
        if !["node", "edge"].contains(&domain) {
            let advice = "declare each key for node or for edge: graphology fails on all, igraph loses the values";
            state.fault(3, format!("«{}» is declared for «{domain}»", short(name)), advice);
        }
        if name.is_empty() || !name.is_ascii() {
            state.fault(3, format!("the key «{}» has no ASCII attr.name", short(&id)), "give it an ASCII attr.name");
        }
        let clash = |key: &Key| key.domain == domain && key.name.eq_ignore_ascii_case(name);
        if self.keys.contains_key(&id) || self.keys.values().any(clash) {
            let advice = "give keys ids of their own and names that differ also ignoring case: Gephi folds case, igraph fails";
            state.fault(3, format!("«{}» is declared twice", short(name)), advice);
        }
        if !TYPES.contains(&kind) {
            let advice = "declare one of boolean, int, long, float, double, string; dates are strings";
            state.fault(3, format!("«{}» has the type «{kind}»", short(name)), advice);
        }
        meaning(state, name, kind);
        self.keys.insert(id, Key { domain: domain.to_owned(), name: name.to_owned(), kind: kind.to_owned() });
    }

    fn graph(&mut self, state: &mut State, tag: &Tag, parent: &str) {
        self.n_graphs += 1;
        if self.n_graphs > 1 || parent != "graphml" {
            let advice = "write one flat graph: readers lose or refuse the others";
            state.fault(1, "there is a graph inside or after another", advice);
        }
        match tag.get("edgedefault") {
            Some("directed") => self.directed = true,
            Some("undirected") => {}
            _ => state.fault(1, "edgedefault is neither directed nor undirected", "write edgedefault on <graph>"),
        }
    }

    fn data(&mut self, state: &mut State, tag: &Tag, parent: &str) {
        let id = tag.get("key").unwrap_or_default();
        match self.keys.get(id) {
            None => state.fault(3, format!("«{}» is not declared", short(id)), "declare a key for it: NetworkX fails"),
            Some(key) if !key.domain.is_empty() && key.domain != parent => {
                let advice = "use a key of the right domain: the value is lost";
                state.fault(3, format!("«{}» is declared for {} and used on {parent}", key.name, key.domain), advice);
            }
            Some(_) => {}
        }
        self.key = Some(id.to_owned());
    }

    fn value(&mut self, state: &mut State, text: &str) {
        let Some(key) = self.key.take().and_then(|id| self.keys.get(&id)) else { return };
        if key.kind.is_empty() {
            return;
        }
        state.value(&key.name, &key.kind, text);
        match key.name.as_str() {
            "weight" if key.domain == "edge" => state.weight(text),
            "x" => self.place[0] = Some(text.to_owned()),
            "y" => self.place[1] = Some(text.to_owned()),
            _ => {}
        }
    }
}

/// Names that some program takes in its own way.
fn meaning(state: &mut State, name: &str, kind: &str) {
    let is_number = ["double", "float"].contains(&kind);
    let fits = match name.to_ascii_lowercase().as_str() {
        "weight" => kind == "double",
        "x" | "y" | "z" | "size" => is_number,
        "r" | "g" | "b" => kind == "int",
        "label" | "name" | "color" | "interaction" => kind == "string",
        _ => true,
    };
    if !fits {
        let advice = "weight is double, x, y, z and size are double, r, g and b int, label, name, color and interaction string";
        state.fault(if name == "weight" { 4 } else { 5 }, format!("«{name}» is declared as {kind}"), advice);
    }
    if TAKEN.contains(&name.to_ascii_lowercase().as_str()) {
        state.fault(5, format!("«{name}» has a meaning of its own to Gephi or Cytoscape"), "give the attribute another name");
    }
}

impl Rules for GraphMl {
    fn open(&mut self, state: &mut State, tag: &Tag, parent: &str) {
        match tag.name.as_str() {
            "key" => self.key(state, tag),
            "default" => state.fault(4, "a key has a default", "write the value on each node: NetworkX does not apply defaults"),
            "graph" => self.graph(state, tag, parent),
            "node" => {
                if self.has_edges {
                    let advice = "write all nodes before the edges: NetworKit fails";
                    state.fault(1, "a node follows an edge", advice);
                }
                self.place = [None, None];
                state.node(tag.get("id"));
            }
            "edge" => {
                self.has_edges = true;
                if tag.get("directed").is_some() {
                    let advice =
                        "give all edges the direction of edgedefault: NetworkX fails on a mixed file, Cytoscape ignores it";
                    state.fault(1, "an edge has a direction of its own", advice);
                }
                state.edge(tag.get("id"), [tag.get("source"), tag.get("target")], tag.get("label"), self.directed);
            }
            "data" => self.data(state, tag, parent),
            "hyperedge" | "port" => {
                state.fault(1, format!("<{}> is known to few readers", tag.name), "write nodes and edges only");
            }
            "y:Geometry" => self.place = ["x", "y"].map(|name| tag.get(name).map(str::to_owned)),
            _ => {}
        }
    }

    fn close(&mut self, state: &mut State, name: &str, text: &str) {
        match name {
            "data" => self.value(state, text),
            "node" => {
                if let [Some(x), Some(y)] = &self.place {
                    state.place(&format!("{x} {y}"));
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, state: &mut State) {
        if self.n_graphs == 0 {
            state.fault(1, "there is no graph in it", "write one <graph>");
        }
        state.places_at_end();
    }
}
