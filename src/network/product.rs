//! The ties as a matrix: what flows from all nodes to all others in one step?

use super::{Network, total};

/// `y = W x`, where `W[v][u]` is the weight of the tie between v and u.
///
/// Without ties left out, W is the incidence times its transpose without the diagonal, so that
/// `y(v) = Σ_c∋v w_c (Σ_u∈c x(u) − x(v))`: two passes over the memberships instead of one over the ties, which are many more
/// (an event of k people is k memberships and k (k − 1) / 2 ties). All sums run in the order of contexts and nodes.
///
/// # Complexity
/// O(memberships) time, O(contexts) space; if weak ties are left out, O(ties) once they are made.
pub(super) fn multiply(network: &Network, x: &[f64]) -> Vec<f64> {
    if !network.is_whole() {
        return multiply_ties(network, x);
    }
    let incidence = &network.incidence;
    let sums: Vec<f64> = incidence.members.iter().map(|list| total(list.iter().map(|&u| x[u as usize]))).collect();
    let from = |c: u32, own: f64| network.weights[c as usize] * (sums[c as usize] - own);
    let rows = incidence.memberships.iter().zip(x);
    rows.map(|(contexts, &own)| total(contexts.iter().map(|&c| from(c, own)))).collect()
}

/// The same over the ties.
pub(super) fn multiply_ties(network: &Network, x: &[f64]) -> Vec<f64> {
    let adjacency = network.adjacency();
    (0..network.len()).map(|v| total(adjacency.ties(v).map(|(u, weight)| weight * x[u as usize]))).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::network::{Incidence, Weighting, oracle::event_lists};

    proptest! {
        #[test]
        fn lists_and_ties_give_the_same(lists in event_lists(), newman: bool, x in prop::collection::vec(0.0..1.0_f64, 10)) {
            let weighting = if newman { Weighting::Newman } else { Weighting::Count };
            let network = Network::from_incidence(Incidence::from_lists(lists), weighting, 0.0);
            let x = &x[..network.len()];
            for (by_lists, by_ties) in multiply(&network, x).into_iter().zip(multiply_ties(&network, x)) {
                prop_assert!((by_lists - by_ties).abs() < 1e-13, "{} and {}", by_lists, by_ties);
            }
        }
    }
}
