//! Page rank: who appears much with those who themselves appear much?

use super::{Network, kernel::spectral};

/// Chance of following a tie rather than jumping anywhere: d of the paper.
const DAMPING: f64 = 0.85;
/// Bound on the sum of all errors of the result.
const TOLERANCE: f64 = 1e-10;

/// Where one who walks at random along ties, chosen by weight, and now and then jumps to anyone, is found how often.
///
/// `r(v) = (1 − d)/n + d · (Σ_u r(u) w(u,v) / s(u) + D/n)`, where d is the damping, s the strength, and D the rank of the
/// nodes without ties, whose walkers jump to anyone. Solved by conjugate gradients until the sum of all errors is certainly
/// below 1e-10: a residual of m leaves an error of at most m/(1 − d). The jumps of the latter nodes go to all alike, so that they
/// only scale the result.
///
/// # Returns
/// For each node, in order, a number above 0; all together are 1.
///
/// # Complexity
/// Some 35 steps of O(n + memberships) time (with weak ties left out: of O(n + ties)); O(n) space.
///
/// # Example
/// ```
/// use plenary::network::{Network, pagerank};
///
/// let rank = pagerank(&Network::from_lists([[1, 2], [2, 3]]));
/// assert!(rank[1] > rank[0] && (rank.iter().sum::<f64>() - 1.0).abs() < 1e-9);
/// ```
///
/// # Literature
/// S. Brin, L. Page, «The anatomy of a large-scale hypertextual Web search engine», Computer Networks 30 (1998) 107;
/// weights and nodes without ties as in networkx.
#[must_use]
pub fn pagerank(network: &Network) -> Vec<f64> {
    if network.is_empty() {
        return Vec::new();
    }
    let base = (1.0 - DAMPING) / network.len() as f64;
    let mut rank = spectral::solve_walk(&network.matrix(), DAMPING, base, TOLERANCE);
    let all: f64 = rank.iter().sum();
    for value in &mut rank {
        *value /= all;
    }
    rank
}
