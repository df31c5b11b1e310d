//! Structural holes: do one's contacts know each other, or does one stand between them?

use super::{
    Network,
    cache::Lists,
    kernel::{around, triangles},
};

/// Burt's constraint: how much of one's relations leads back to the same people.
///
/// `c(u) = Σ_v (p_uv + Σ_q p_uq p_qv)²` over the neighbours v, where `p_uv` is the share that the tie with v has of u's strength.
///
/// # Returns
/// For each node, in order, a number from 0 up: low for those who stand between others. 0 for one without ties, whom the measure
/// does not know.
///
/// # Complexity
/// O(Σ over the ties of the contexts of an end) time, shared by all threads; O(n + contexts) space for each. The ties are not made.
///
/// # Example
/// ```
/// use plenary::network::{Network, constraint};
///
/// assert_eq!(constraint(&Network::from_lists([[1, 2], [2, 3]])), [1.0, 0.5, 1.0]);
/// ```
///
/// # Literature
/// R. S. Burt, «Structural holes and good ideas», American Journal of Sociology 110 (2004) 349; weighted, as in networkx.
#[must_use]
pub fn constraint(network: &Network) -> Vec<f64> {
    let Lists { members, memberships, weights } = network.weighted();
    around::constraint(members, memberships, weights, network.matrix().strength())
}

/// Burt's effective size: the number of one's contacts, less how many others of them a contact knows on average.
///
/// `e(u) = k − 2 t/k` for k neighbours with t ties among them. Weights play no part.
///
/// # Returns
/// For each node, in order, a number 0..n: 1 for one who was at a single event, high for those who know many circles.
///
/// # Complexity
/// That of [`clustering`](super::clustering).
///
/// # Example
/// ```
/// use plenary::network::{Network, effective_size};
///
/// assert_eq!(effective_size(&Network::from_lists([vec![1, 2, 3], vec![3, 4]])), [1.0, 1.0, 3.0 - 2.0 / 3.0, 1.0]);
/// ```
///
/// # Literature
/// S. P. Borgatti, «Structural holes: unpacking Burt's redundancy measures», Connections 20 (1997) 35; as in networkx.
#[must_use]
pub fn effective_size(network: &Network) -> Vec<f64> {
    let folded = network.folded();
    let closed = triangles::closed_pairs(folded, network.repeats());
    let size = |(&k, &pairs): (&u64, &u64)| if k == 0 { 0.0 } else { k as f64 - 2.0 * pairs as f64 / k as f64 };
    let core: Vec<f64> = closed.neighbours.iter().zip(&closed.pairs).map(size).collect();
    folded.unfold(&core, &vec![1.0; folded.n_events()], 0.0)
}
