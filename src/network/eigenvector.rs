//! Eigenvector centrality: who appears with those who are central in the same sense?

use super::{
    Network,
    kernel::spectral::{self, Loops},
};

/// Length of `W x − λ x` over λ at which the vector x is good enough.
const TOLERANCE: f64 = 1e-12;

/// The vector x with `λ x = W x` for the largest λ, where W holds the weights of the ties.
///
/// Grown from equal values by Lanczos' method, to a residual of 1e-12.
/// In a network of several parts only the one with the largest λ keeps values above 0.
///
/// # Returns
/// For each node, in order, a number from 0 to 1; the squares add up to 1. All 0 in a network without ties.
///
/// # Complexity
/// Some 30 steps of O(n + memberships) time (with weak ties left out: of O(n + ties)); O(40 n) space.
///
/// # Example
/// ```
/// use plenary::network::{Network, eigenvector};
///
/// let x = eigenvector(&Network::from_lists([[1, 2], [2, 3]]));
/// assert!((x[1] - 0.5_f64.sqrt()).abs() < 1e-9 && (x[0] - 0.5).abs() < 1e-9);
/// ```
///
/// # Literature
/// P. Bonacich, «Power and centrality: a family of measures», American Journal of Sociology 92 (1987) 1170; definition as in
/// networkx, weighted.
#[must_use]
pub fn eigenvector(network: &Network) -> Vec<f64> {
    spectral::leading_vector(&network.matrix(), Loops::Without, TOLERANCE)
}
