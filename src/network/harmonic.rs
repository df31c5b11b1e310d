//! Harmonic centrality: how near is one to all others, where those out of reach simply do not count?

use super::{Network, distance::by_distances};

/// Sum of one over the distance to each other node: `H(u) = Σ_v 1/d(u,v)`, where d is the number of steps.
///
/// # Returns
/// For each node, in order, a number 0..n.
///
/// # Complexity
/// Searches from 512 people at once: O(n/512 · steps · memberships) time, shared by all threads; 64 bytes for each node and context
/// of space for each. Closeness comes by the same pass. On a sample, see [`Network::sampled`], the mean over the sample
/// stands for that over all in reach.
///
/// # Example
/// ```
/// use plenary::network::{Network, harmonic};
///
/// assert_eq!(harmonic(&Network::from_lists([[1, 2], [2, 3]])), [1.5, 2.0, 1.5]);
/// ```
///
/// # Literature
/// P. Boldi, S. Vigna, «Axioms for centrality», Internet Mathematics 10 (2014) 222; not normalized, as in networkx.
#[must_use]
pub fn harmonic(network: &Network) -> Vec<f64> {
    by_distances(network, |to| match to.searched {
        0 => 0.0,
        all if all == to.in_reach => to.inverse,
        some => to.inverse * (to.in_reach as f64 / some as f64),
    })
}
