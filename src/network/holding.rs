//! What holds the network together? People and ties without whom it would fall apart.

use super::{Network, cache::Lists, kernel::cuts};
use crate::model::EntityIdx;

/// The nodes without whom some part of the network would fall into several (articulation points), in order.
///
/// # Complexity
/// O(n + memberships) time and space: a depth-first search over nodes and contexts.
///
/// # Example
/// ```
/// use plenary::{model::EntityIdx, network::{Network, articulation_points}};
///
/// assert_eq!(articulation_points(&Network::from_lists([vec![1, 2, 3], vec![3, 4]])), [EntityIdx(3)]);
/// ```
///
/// # Literature
/// J. Hopcroft, R. Tarjan, «Algorithm 447: efficient algorithms for graph manipulation», Communications of the ACM 16 (1973) 372.
#[must_use]
pub fn articulation_points(network: &Network) -> Vec<EntityIdx> {
    let Lists { members, memberships, .. } = network.shape();
    let cuts = cuts::cuts(members, memberships);
    network.nodes().iter().zip(cuts.is_cut).filter_map(|(&node, is_cut)| is_cut.then_some(node)).collect()
}

/// The ties without which some part of the network would fall in two (bridges), in order.
///
/// # Complexity
/// O(n + memberships) time and space.
///
/// # Example
/// ```
/// use plenary::{model::EntityIdx, network::{Network, bridges}};
///
/// assert_eq!(bridges(&Network::from_lists([vec![1, 2, 3], vec![3, 4]])), [(EntityIdx(3), EntityIdx(4))]);
/// ```
///
/// # Literature
/// As for [`articulation_points`].
#[must_use]
pub fn bridges(network: &Network) -> Vec<(EntityIdx, EntityIdx)> {
    let Lists { members, memberships, .. } = network.shape();
    let name = |node: u32| network.nodes()[node as usize];
    cuts::cuts(members, memberships).bridges.into_iter().map(|(a, b)| (name(a), name(b))).collect()
}
