//! Closeness: how few steps is one away from all others?

use super::{Network, distance::by_distances};

/// Number of others within reach over the mean distance to them, scaled down by the share of the network that is in reach.
///
/// `C(u) = (r − 1)/Σ_v d(u,v) · (r − 1)/(n − 1)`, where r is the number of nodes within reach, u among them, and d the number of
/// steps. The second factor, of Wasserman and Faust, keeps a pair apart from all others from topping the list.
///
/// # Returns
/// For each node, in order, a number from 0 to 1; 0 for one without ties.
///
/// # Complexity
/// Searches from 512 people at once: O(n/512 · steps · memberships) time, shared by all threads; 64 bytes for each node and context
/// of space for each. Harmonic centrality comes by the same pass. On a sample, see [`Network::sampled`], r is as it is and the mean
/// distance is an estimate.
///
/// # Example
/// ```
/// use plenary::network::{Network, closeness};
///
/// assert_eq!(closeness(&Network::from_lists([[1, 2], [2, 3]])), [2.0 / 3.0, 1.0, 2.0 / 3.0]);
/// ```
///
/// # Literature
/// L. C. Freeman, «Centrality in social networks», Social Networks 1 (1979) 215; S. Wasserman, K. Faust, «Social network
/// analysis» (1994) p. 201; definition as in networkx.
#[must_use]
pub fn closeness(network: &Network) -> Vec<f64> {
    let others = network.len().saturating_sub(1) as f64;
    by_distances(network, |to| {
        let in_reach = to.in_reach as f64;
        if to.steps == 0 { 0.0 } else { to.searched as f64 / to.steps as f64 * (in_reach / others) }
    })
}
