//! Core number: how dense is the densest circle that one belongs to?

use super::{Network, kernel::core};

/// The largest k for which a node belongs to a set of nodes that each have ties with k others of the set.
///
/// For k = 0, 1, 2, … all with at most k ties left are taken out, and those who come down to k by that.
///
/// # Returns
/// For each node, in order, a whole number 0..n. Everyone at an event of k has at least k − 1.
///
/// # Complexity
/// O(n + ties) time, O(n) space, once the ties are made.
///
/// # Example
/// ```
/// use plenary::network::{Network, core_number};
///
/// let network = Network::from_lists([vec![1, 2, 3], vec![3, 4], vec![9]]);
/// assert_eq!(core_number(&network), [2.0, 2.0, 2.0, 1.0, 0.0]);
/// ```
///
/// # Literature
/// S. B. Seidman, «Network structure and minimum degree», Social Networks 5 (1983) 269; V. Batagelj, M. Zaveršnik, «An O(m)
/// algorithm for cores decomposition of networks», arXiv:cs/0310049.
#[must_use]
pub fn core_number(network: &Network) -> Vec<f64> {
    core::core_numbers(&network.adjacency().neighbours).into_iter().map(f64::from).collect()
}
