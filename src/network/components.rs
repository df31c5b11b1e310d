//! Into which parts does the network fall that have nobody in common?

use super::{
    Network,
    kernel::{number, parts},
};
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
    let first = parts::first_of_part(network.shape().members, network.len());
    let mut component_of = vec![None; network.len()];
    let mut components: Vec<Vec<EntityIdx>> = Vec::new();
    for node in network.numbers() {
        let idx = *component_of[first[node as usize] as usize].get_or_insert_with(|| number(components.len()));
        if idx as usize == components.len() {
            components.push(Vec::new());
        }
        components[idx as usize].push(network.nodes()[node as usize]);
    }
    components.sort_by_key(|nodes| (std::cmp::Reverse(nodes.len()), nodes[0]));
    components
}
