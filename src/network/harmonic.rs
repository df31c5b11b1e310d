//! Harmonic centrality: how near is one to all others, where those out of reach simply do not count?

use super::{Network, distance::by_levels, total};

/// Sum of one over the distance to each other node: `H(u) = Σ_v 1/d(u,v)`, where d is the number of steps.
///
/// # Returns
/// For each node, in order, a number 0..n.
///
/// # Complexity
/// O(n · (n + memberships)) time, shared by all threads; O(n + contexts) space for each. With weak ties left out the ties take the
/// place of the memberships.
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
    by_levels(network, |levels| total(levels.iter().zip(1..).map(|(&count, distance)| count as f64 / f64::from(distance))))
}
