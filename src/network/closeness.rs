//! Closeness: how few steps is one away from all others?

use super::{Network, distance::by_levels};

/// Number of others within reach over the mean distance to them, scaled down by the share of the network that is in reach.
///
/// `C(u) = (r − 1)/Σ_v d(u,v) · (r − 1)/(n − 1)`, where r is the number of nodes within reach, u among them, and d the number of
/// steps. The second factor, of Wasserman and Faust, keeps a pair apart from all others from topping the list.
///
/// # Returns
/// For each node, in order, a number from 0 to 1; 0 for one without ties.
///
/// # Complexity
/// O(n · (n + memberships)) time, shared by all threads; O(n + contexts) space for each. With weak ties left out the ties take the
/// place of the memberships.
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
    by_levels(network, |levels| {
        let reached = levels.iter().sum::<usize>() as f64;
        let steps: usize = levels.iter().zip(1..).map(|(count, distance)| count * distance).sum();
        if steps == 0 { 0.0 } else { reached / steps as f64 * reached / others }
    })
}
