//! What has been found so far, and what must be known of all nodes and edges to judge the next.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;
use xxhash_rust::xxh3::xxh3_64;

/// So many findings of one sort are listed; the rest is counted.
const MOST_OF_A_SORT: usize = 5;
/// Longest id that no reader minds.
const LONGEST_ID: usize = 64;

/// One thing that some reader will not take as it is meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Line, from 1.
    pub line: u64,
    /// Number of the rule, from 1.
    pub rule: u8,
    /// Whether some reader fails or loses something; else it is only told.
    pub severe: bool,
    /// What was found.
    pub what: String,
    /// What to do about it.
    pub advice: &'static str,
}

/// What came of a check.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Findings {
    /// Nodes seen.
    pub nodes: usize,
    /// Edges seen.
    pub edges: usize,
    /// How many findings are severe, listed or not.
    pub faults: usize,
    /// How many are not.
    pub warnings: usize,
    /// The findings by line; of one sort only the first few.
    pub findings: Vec<Finding>,
}

/// Ids and pairs as hashes: 64 bits each, so that files of millions of edges can be checked.
#[derive(Default)]
pub(super) struct State {
    /// Line that is being read.
    pub(super) line: u64,
    found: Findings,
    sorts: BTreeMap<(u8, &'static str), usize>,
    ids: HashSet<u64>,
    nodes: HashSet<u64>,
    pairs: HashSet<u64>,
    places: Option<(String, bool)>,
}

impl State {
    /// Some reader fails or loses something.
    pub(super) fn fault(&mut self, rule: u8, what: impl Into<String>, advice: &'static str) {
        self.found.faults += 1;
        self.find(rule, true, what.into(), advice);
    }

    /// Something that may well be meant.
    pub(super) fn warn(&mut self, rule: u8, what: impl Into<String>, advice: &'static str) {
        self.found.warnings += 1;
        self.find(rule, false, what.into(), advice);
    }

    fn find(&mut self, rule: u8, severe: bool, what: String, advice: &'static str) {
        let count = self.sorts.entry((rule, advice)).or_default();
        *count += 1;
        if *count <= MOST_OF_A_SORT {
            self.found.findings.push(Finding { line: self.line, rule, severe, what, advice });
        }
    }

    /// A node with this id; none has none.
    pub(super) fn node(&mut self, id: Option<&str>) {
        self.found.nodes += 1;
        let Some(id) = id.filter(|id| !id.is_empty()) else {
            return self.fault(2, "a node has no id", "give each node an id of its own");
        };
        self.id(id);
        self.nodes.insert(xxh3_64(id.as_bytes()));
    }

    fn id(&mut self, id: &str) {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        if !id.chars().all(is_plain) || id.len() > LONGEST_ID {
            let advice = "use short ASCII ids like n1, and keep the true name as an attribute";
            self.fault(2, format!("«{}» is no plain id", short(id)), advice);
        }
        if !self.ids.insert(xxh3_64(id.as_bytes())) {
            let advice = "give all nodes and edges ids of their own: readers drop the second, or doubles appear";
            self.fault(2, format!("«{}» is there twice", short(id)), advice);
        }
    }

    /// An edge with its ends; `kind` tells parallel edges apart.
    pub(super) fn edge(&mut self, id: Option<&str>, ends: [Option<&str>; 2], kind: Option<&str>, directed: bool) {
        self.found.edges += 1;
        match id.filter(|id| !id.is_empty()) {
            Some(id) => self.id(id),
            None => self.fault(2, "an edge has no id", "give each edge an id like e1"),
        }
        let [Some(source), Some(target)] = ends.map(|end| end.filter(|end| !end.is_empty())) else {
            return self.fault(9, "an edge lacks source or target", "leave it out: Gephi refuses the whole file");
        };
        for end in [source, target] {
            if !self.nodes.contains(&xxh3_64(end.as_bytes())) {
                let advice = "write all nodes first: some readers invent a node for it, others fail";
                self.fault(9, format!("«{}» is the end of an edge and no node before it", short(end)), advice);
            }
        }
        if source == target {
            self.warn(9, format!("an edge leads from «{}» to itself", short(source)), "leave it out unless it is meant");
        }
        let (a, b) = if directed || source <= target { (source, target) } else { (target, source) };
        if !self.pairs.insert(xxh3_64(format!("{a}\u{0}{b}\u{0}{}", kind.unwrap_or_default()).as_bytes())) {
            let advice = "Gephi adds these up: write one edge for each pair or, in GEXF, another kind for each";
            self.warn(8, format!("a second edge from «{}» to «{}»", short(source), short(target)), advice);
        }
    }

    /// A weight.
    pub(super) fn weight(&mut self, text: &str) {
        if !text.trim().parse::<f64>().is_ok_and(|weight| weight.is_finite() && weight > 0.0) {
            let advice = "write weights above zero: Gephi deletes the edge, others fail";
            self.fault(4, format!("the weight «{}» is no finite number above zero", short(text)), advice);
        }
    }

    /// A value of an attribute of a type, by the words of both formats.
    pub(super) fn value(&mut self, name: &str, kind: &str, text: &str) {
        let is_double = |text: &str| {
            let plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E'));
            plain && text.parse::<f64>().is_ok_and(f64::is_finite)
        };
        if text.is_empty() {
            return self.fault(4, format!("«{name}» has an empty value"), "leave out what is not known");
        }
        let fits = match kind {
            "int" | "integer" => text.parse::<i32>().is_ok(),
            "long" => text.parse::<i64>().is_ok(),
            "double" | "float" => is_double(text),
            "boolean" => text == "true" || text == "false",
            _ => true,
        };
        if !fits {
            let advice = "write int as 32 bits without a point, double as finite, boolean as true or false; or declare a string";
            self.fault(3, format!("«{}» in «{name}» is no {kind}", short(text)), advice);
        }
    }

    /// The place of a node.
    pub(super) fn place(&mut self, place: &str) {
        match &mut self.places {
            None => self.places = Some((place.to_owned(), false)),
            Some((first, differ)) => *differ |= first != place,
        }
    }

    /// Whether nodes were seen that all stand in one place or nowhere.
    pub(super) fn places_at_end(&mut self) {
        let is_one_dot = !self.places.as_ref().is_some_and(|(_, differ)| *differ);
        if self.found.nodes > 1 && is_one_dot {
            let advice = "write x and y for each node: the first view in Gephi is a single dot without";
            self.warn(7, "the nodes have no places, or all the same", advice);
        }
    }

    /// All that was found.
    pub(super) fn findings(mut self) -> Findings {
        self.found.findings.sort_by_key(|finding| finding.line);
        self.found
    }
}

/// The start of a text, for a message.
pub(super) fn short(text: &str) -> String {
    let mut start: String = text.chars().take(40).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    start
}
