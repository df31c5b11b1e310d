//! Degree: with how many others does one appear?

use super::Network;

/// Number of others that a node has a tie with.
///
/// # Returns
/// For each node, in order, a whole number 0..n.
///
/// # Complexity
/// O(Σ k²) time over the sizes k of the contexts, shared by all threads; O(n) space for each. The ties are not made.
///
/// # Example
/// ```
/// use plenary::network::{Network, degree};
///
/// let network = Network::from_lists([vec![1, 2, 3], vec![1, 2], vec![4]]);
/// assert_eq!(degree(&network), [2.0, 2.0, 2.0, 0.0]);
/// ```
#[must_use]
pub fn degree(network: &Network) -> Vec<f64> {
    network.degrees().iter().map(|&degree| f64::from(degree)).collect()
}
