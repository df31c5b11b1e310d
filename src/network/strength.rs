//! Strength, or weighted degree: how much does one appear with others?

use super::Network;

/// Sum of the weights of a node's ties.
///
/// `s(u) = Σ_c∋u w_c (k_c − 1)` over the contexts c of u, where k is the number of members: the ties need not be made
/// unless some were left out.
///
/// # Returns
/// For each node, in order, a number from 0 up. With Newman's weights it is the number of events where one was not alone.
///
/// # Complexity
/// O(n + memberships) time, O(n) space; if weak ties are left out, O(n + ties) once the ties are made.
///
/// # Example
/// ```
/// use plenary::network::{Network, strength};
///
/// let network = Network::from_lists([vec![1, 2, 3], vec![1, 2]]);
/// assert_eq!(strength(&network), [3.0, 3.0, 2.0]);
/// ```
///
/// # Literature
/// A. Barrat, M. Barthélemy, R. Pastor-Satorras, A. Vespignani, «The architecture of complex weighted networks»,
/// PNAS 101 (2004) 3747.
#[must_use]
pub fn strength(network: &Network) -> Vec<f64> {
    network.matrix().strength().to_vec()
}
