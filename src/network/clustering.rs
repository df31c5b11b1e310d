//! Local clustering: do those with whom one appears also appear with each other?

use super::{Network, kernel::triangles};

/// Share of the pairs of a node's neighbours that have a tie themselves: `C(v) = 2 T(v) / (k (k − 1))` for T triangles at v and k
/// neighbours. Weights play no part.
///
/// # Returns
/// For each node, in order, a number from 0 to 1; 0 with fewer than two neighbours. 1 for one who was at a single event.
///
/// # Complexity
/// O(Σ over the ties of the contexts of an end) time, shared by all threads; O(n + contexts) space for each. The ties are not made.
///
/// # Example
/// ```
/// use plenary::network::{Network, clustering};
///
/// let network = Network::from_lists([vec![1, 2, 3], vec![3, 4]]);
/// assert_eq!(clustering(&network), [1.0, 1.0, 1.0 / 3.0, 0.0]);
/// ```
///
/// # Literature
/// D. J. Watts, S. H. Strogatz, «Collective dynamics of small-world networks», Nature 393 (1998) 440.
#[must_use]
pub fn clustering(network: &Network) -> Vec<f64> {
    let folded = network.folded();
    let closed = triangles::closed_pairs(folded, network.repeats());
    let share = |(&neighbours, &pairs): (&u64, &u64)| {
        if neighbours < 2 { 0.0 } else { pairs as f64 / (neighbours * (neighbours - 1) / 2) as f64 }
    };
    let core: Vec<f64> = closed.neighbours.iter().zip(&closed.pairs).map(share).collect();
    // All whom a guest knows were at the one event.
    let size = |(row, guests): (&[u32], &u32)| row.len() + *guests as usize;
    let guests: Vec<f64> =
        folded.members.iter().zip(&folded.guests).map(size).map(|size| if size > 2 { 1.0 } else { 0.0 }).collect();
    folded.unfold(&core, &guests, 0.0)
}

/// Share of all pairs of ties with a common end whose other ends are tied too: `3 · triangles / pairs`; 0 if there is none.
///
/// # Complexity
/// That of [`clustering`].
///
/// # Example
/// ```
/// use plenary::network::{Network, transitivity};
///
/// assert_eq!(transitivity(&Network::from_lists([vec![1, 2, 3], vec![3, 4]])), 0.6);
/// ```
///
/// # Literature
/// M. E. J. Newman, S. H. Strogatz, D. J. Watts, «Random graphs with arbitrary degree distributions and their applications»,
/// Physical Review E 64 (2001) 026118; as in networkx.
#[must_use]
pub fn transitivity(network: &Network) -> f64 {
    let folded = network.folded();
    let closed = triangles::closed_pairs(folded, network.repeats());
    let pairs_of = |k: u64| k * k.saturating_sub(1) / 2;
    let (mut all, mut shut) = (0, closed.pairs.iter().sum::<u64>());
    all += closed.neighbours.iter().map(|&k| pairs_of(k)).sum::<u64>();
    for (row, &guests) in folded.members.iter().zip(&folded.guests) {
        let pairs = u64::from(guests) * pairs_of((row.len() as u64 + u64::from(guests)).saturating_sub(1));
        all += pairs;
        shut += pairs;
    }
    if all == 0 { 0.0 } else { shut as f64 / all as f64 }
}
