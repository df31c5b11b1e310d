//! Katz centrality: whom do many walks lead to, the shorter the walk the more it counts?

use super::{
    Network,
    kernel::spectral::{self, Loops},
};

/// The attenuation α as a share of its limit 1/λ.
const SHARE: f64 = 0.85;
/// Length of the residual over that of the right side.
const TOLERANCE: f64 = 1e-13;

/// The vector x with `x = α W x + 1`, where W holds the weights of the ties: a walk of k ties counts α^k times its weights.
///
/// α is 0.85/λ for the largest eigenvalue λ of W, so that walks of all lengths add up to something.
///
/// # Returns
/// For each node, in order, a number above 0; the squares add up to 1.
///
/// # Complexity
/// Some 80 steps of O(n + memberships) time (with weak ties left out: of O(n + ties)); O(40 n) space.
///
/// # Example
/// ```
/// use plenary::network::{Network, katz};
///
/// let x = katz(&Network::from_lists([[1, 2], [2, 3]]));
/// assert!(x[1] > x[0] && (x[0] - x[2]).abs() < 1e-9);
/// ```
///
/// # Literature
/// L. Katz, «A new status index derived from sociometric analysis», Psychometrika 18 (1953) 39; β = 1 and normalized as in
/// networkx.
#[must_use]
pub fn katz(network: &Network) -> Vec<f64> {
    let matrix = network.matrix();
    let leading = spectral::leading_vector(&matrix, Loops::Without, 1e-12);
    let largest = spectral::eigenvalue(&matrix, &leading);
    let alpha = if largest > 0.0 { SHARE / largest } else { 0.0 };
    let x = spectral::solve_katz(&matrix, alpha, TOLERANCE);
    let length = x.iter().map(|value| value * value).sum::<f64>().sqrt();
    x.into_iter().map(|value| value / length).collect()
}
