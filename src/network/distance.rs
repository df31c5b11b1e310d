//! How many steps is everyone away from one node?

use rayon::prelude::*;

use super::Network;

/// What the search from one node leaves for the next, so that nothing is allocated anew.
struct Scratch {
    seen: Vec<bool>,
    seen_contexts: Vec<bool>,
    frontier: Vec<u32>,
    next: Vec<u32>,
}

/// For each node, in order: `value` of the number of nodes that are 1, 2, 3, … steps away from it.
///
/// A step leads from a node to all members of its contexts, and each context is entered once; so a search costs the
/// memberships, not the ties. Searches run on all threads; each result depends on its node alone.
pub(super) fn by_levels(network: &Network, value: impl Fn(&[usize]) -> f64 + Sync) -> Vec<f64> {
    let n_contexts = network.incidence.contexts.len();
    let scratch = || Scratch {
        seen: vec![false; network.len()],
        seen_contexts: vec![false; n_contexts],
        frontier: Vec::new(),
        next: Vec::new(),
    };
    let whole = network.is_whole();
    let search = |scratch: &mut Scratch, source: u32| value(&levels(network, whole, source, scratch));
    network.numbers().into_par_iter().map_init(scratch, search).collect()
}

fn levels(network: &Network, whole: bool, source: u32, scratch: &mut Scratch) -> Vec<usize> {
    scratch.seen.fill(false);
    scratch.seen_contexts.fill(false);
    scratch.seen[source as usize] = true;
    scratch.frontier.clear();
    scratch.frontier.push(source);
    let mut levels = Vec::new();
    loop {
        if whole {
            step_through_contexts(network, scratch);
        } else {
            step_along_ties(network, scratch);
        }
        if scratch.next.is_empty() {
            return levels;
        }
        levels.push(scratch.next.len());
        std::mem::swap(&mut scratch.frontier, &mut scratch.next);
        scratch.next.clear();
    }
}

fn step_through_contexts(network: &Network, scratch: &mut Scratch) {
    for &node in &scratch.frontier {
        for &c in network.incidence.memberships.row(node as usize) {
            if !std::mem::replace(&mut scratch.seen_contexts[c as usize], true) {
                visit(network.incidence.members.row(c as usize), &mut scratch.seen, &mut scratch.next);
            }
        }
    }
}

fn step_along_ties(network: &Network, scratch: &mut Scratch) {
    for &node in &scratch.frontier {
        visit(network.adjacency().neighbours(node as usize), &mut scratch.seen, &mut scratch.next);
    }
}

fn visit(nodes: &[u32], seen: &mut [bool], next: &mut Vec<u32>) {
    for &node in nodes {
        if !std::mem::replace(&mut seen[node as usize], true) {
            next.push(node);
        }
    }
}
