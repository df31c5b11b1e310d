//! Into which parts does the network fall that have nobody in common?

use super::{Network, incidence::number};
use crate::model::EntityIdx;

/// The connected components: sets of nodes between which a way leads along ties.
///
/// # Returns
/// The nodes of each component in order; the components by size, the largest first, then by first node.
///
/// # Complexity
/// Almost O(n + memberships) time (union-find with path halving; with weak ties left out: O(n + ties)), O(n) space.
///
/// # Example
/// ```
/// use plenary::network::{Network, components};
///
/// let sizes: Vec<_> = components(&Network::from_lists([vec![1], vec![2, 3], vec![3, 4]])).iter().map(Vec::len).collect();
/// assert_eq!(sizes, [3, 1]);
/// ```
///
/// # Literature
/// R. E. Tarjan, J. van Leeuwen, «Worst-case analysis of set union algorithms», Journal of the ACM 31 (1984) 245.
#[must_use]
pub fn components(network: &Network) -> Vec<Vec<EntityIdx>> {
    let mut parent: Vec<u32> = network.numbers().collect();
    if network.is_whole() {
        for list in network.incidence.members.iter() {
            for pair in list.windows(2) {
                join(&mut parent, pair[0], pair[1]);
            }
        }
    } else {
        for node in network.numbers() {
            for &other in network.adjacency().neighbours(node as usize) {
                join(&mut parent, node, other);
            }
        }
    }
    let mut component_of = vec![None; network.len()];
    let mut components: Vec<Vec<EntityIdx>> = Vec::new();
    for node in network.numbers() {
        let root = root(&mut parent, node) as usize;
        let idx = *component_of[root].get_or_insert_with(|| number(components.len()));
        if idx as usize == components.len() {
            components.push(Vec::new());
        }
        components[idx as usize].push(network.nodes()[node as usize]);
    }
    components.sort_by_key(|nodes| (usize::MAX - nodes.len(), nodes[0]));
    components
}

/// The smaller root becomes the parent, so the result does not depend on the order of the ties.
fn join(parent: &mut [u32], a: u32, b: u32) {
    let (a, b) = (root(parent, a), root(parent, b));
    parent[a.max(b) as usize] = a.min(b);
}

fn root(parent: &mut [u32], mut node: u32) -> u32 {
    while parent[node as usize] != node {
        let grandparent = parent[parent[node as usize] as usize];
        parent[node as usize] = grandparent;
        node = grandparent;
    }
    node
}
