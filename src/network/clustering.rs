//! Local clustering: do those with whom one appears also appear with each other?

use rayon::prelude::*;

use super::Network;

/// Share of the pairs of a node's neighbours that have a tie themselves: `C(v) = 2 T(v) / (k (k − 1))` for T triangles at v and k
/// neighbours. Weights play no part.
///
/// # Returns
/// For each node, in order, a number from 0 to 1; 0 with fewer than two neighbours. 1 for one who was at a single event.
///
/// # Complexity
/// O(Σ k²) time over the degrees of the neighbours of each node, shared by all threads; O(n) space for each.
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
    let adjacency = network.adjacency();
    let marks = || vec![false; network.len()];
    let share = |marked: &mut Vec<bool>, node: u32| {
        let neighbours = adjacency.neighbours(node as usize);
        if neighbours.len() < 2 {
            return 0.0;
        }
        for &v in neighbours {
            marked[v as usize] = true;
        }
        let ties_of = |v: &u32| adjacency.neighbours(*v as usize).iter().filter(|&&w| marked[w as usize]).count();
        // Each tie is seen from both of its ends.
        let closed: usize = neighbours.iter().map(ties_of).sum();
        for &v in neighbours {
            marked[v as usize] = false;
        }
        closed as f64 / (neighbours.len() * (neighbours.len() - 1)) as f64
    };
    network.numbers().into_par_iter().map_init(marks, share).collect()
}
