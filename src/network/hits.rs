//! Hubs: who goes to the events where those go who go to such events?

use super::{
    Network,
    cache::Lists,
    kernel::spectral::{self, Loops, Weights},
};

/// Length of the residual over the eigenvalue.
const TOLERANCE: f64 = 1e-12;

/// Kleinberg's hubs on the two-sided network of nodes and events: one is a hub as far as one was at great events, an event is
/// great as far as hubs were there.
///
/// The leading vector of B diag(w) Bᵀ, where B is the incidence and w the weights of the events. Unlike eigenvector centrality it
/// also counts events where one was alone. If weak ties are left out, each tie left is an event of two.
///
/// # Returns
/// For each node, in order, a number from 0 to 1; all together are 1. 0 outside the part that leads.
///
/// # Complexity
/// Some 30 steps of O(n + memberships) time; O(40 n) space.
///
/// # Example
/// ```
/// use plenary::network::{Network, hubs};
///
/// let x = hubs(&Network::from_lists([vec![1, 2, 3], vec![2, 3]]));
/// assert!(x[1] > x[0] && (x.iter().sum::<f64>() - 1.0).abs() < 1e-9);
/// ```
///
/// # Literature
/// J. M. Kleinberg, «Authoritative sources in a hyperlinked environment», Journal of the ACM 46 (1999) 604.
#[must_use]
pub fn hubs(network: &Network) -> Vec<f64> {
    let Lists { members, memberships, weights } = network.weighted();
    let x = spectral::leading_vector(&Weights::new(members, memberships, weights), Loops::With, TOLERANCE);
    let all: f64 = x.iter().sum();
    if all <= 0.0 { x } else { x.into_iter().map(|value| value / all).collect() }
}
