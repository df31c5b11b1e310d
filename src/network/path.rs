//! How are two people connected? The shortest way from one to the other, and who is within a few steps of one.

use serde::Serialize;

use super::{Network, cache::Lists, incidence::Context};
use crate::model::EntityIdx;

const UNSEEN: u32 = u32::MAX;

/// One step of a way: two who appear together, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The one nearer to the start.
    pub from: EntityIdx,
    /// The one nearer to the goal.
    pub to: EntityIdx,
    /// What they share, in order; never empty.
    pub shared: Vec<Context>,
}

/// The shortest way from `a` to `b` along ties, whatever their weights.
///
/// # Returns
/// The steps in order; of several shortest ways the one whose nodes come first in the order of nodes, from the start on. Empty if
/// `a` is `b`. `None` if there is no way, or either is not in the network.
///
/// # Complexity
/// O(n + memberships) time and space: a breadth-first search from the goal.
///
/// # Example
/// ```
/// use plenary::{model::EntityIdx, network::{Network, path}};
///
/// let network = Network::from_lists([[1, 2], [2, 3], [8, 9]]);
/// let way = path(&network, EntityIdx(1), EntityIdx(3)).unwrap();
/// assert_eq!(way.iter().map(|step| (step.from.0, step.to.0)).collect::<Vec<_>>(), [(1, 2), (2, 3)]);
/// assert_eq!(path(&network, EntityIdx(1), EntityIdx(9)), None);
/// ```
#[must_use]
pub fn path(network: &Network, a: EntityIdx, b: EntityIdx) -> Option<Vec<Step>> {
    let (start, goal) = (network.position(a)?, network.position(b)?);
    let distance = distances(network, goal);
    if distance[start] == UNSEEN {
        return None;
    }
    let Lists { members, memberships, .. } = network.shape();
    let mut steps = Vec::new();
    let mut at = start;
    while at != goal {
        let beside = memberships.row(at).iter().flat_map(|&event| members.row(event as usize));
        let next = *beside.filter(|&&node| distance[node as usize] < distance[at]).min()? as usize;
        let (from, to) = (network.nodes()[at], network.nodes()[next]);
        steps.push(Step { from, to, shared: network.shared(from, to) });
        at = next;
    }
    Some(steps)
}

/// The part of the network within `steps` of `center`, with the ties between all who are in it.
///
/// # Returns
/// `None` if the center is not in the network.
///
/// # Complexity
/// O(n + memberships) time and space.
///
/// # Example
/// ```
/// use plenary::{model::EntityIdx, network::{Network, ego}};
///
/// let network = Network::from_lists([[1, 2], [2, 3], [3, 4]]);
/// assert_eq!(ego(&network, EntityIdx(1), 2).unwrap().nodes(), [EntityIdx(1), EntityIdx(2), EntityIdx(3)]);
/// ```
#[must_use]
pub fn ego(network: &Network, center: EntityIdx, steps: u32) -> Option<Network> {
    let distance = distances(network, network.position(center)?);
    let near = |entity| network.position(entity).is_some_and(|node| distance[node] != UNSEEN && distance[node] <= steps);
    Some(network.part(near))
}

/// Steps from `source` to each node.
pub(super) fn distances(network: &Network, source: usize) -> Vec<u32> {
    let Lists { members, memberships, .. } = network.shape();
    let mut distance = vec![UNSEEN; network.len()];
    let mut is_entered = vec![false; members.n_rows()];
    let mut reached = vec![source];
    distance[source] = 0;
    let mut at = 0;
    while let Some(&node) = reached.get(at) {
        at += 1;
        for &event in memberships.row(node) {
            if std::mem::replace(&mut is_entered[event as usize], true) {
                continue;
            }
            for &other in members.row(event as usize) {
                if distance[other as usize] == UNSEEN {
                    distance[other as usize] = distance[node] + 1;
                    reached.push(other as usize);
                }
            }
        }
    }
    distance
}
