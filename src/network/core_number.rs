//! Core number: how dense is the densest circle that one belongs to?

use super::Network;

/// The largest k for which a node belongs to a set of nodes that each have ties with k others of the set.
///
/// The node with the fewest ties left is taken out again and again; its core number is the most that any node had left when it was
/// taken out, up to then. Buckets by ties left make each step O(1).
///
/// # Returns
/// For each node, in order, a whole number 0..n. Everyone at an event of k has at least k − 1.
///
/// # Complexity
/// O(n + ties) time, O(n) space, once the ties are made.
///
/// # Example
/// ```
/// use plenary::network::{Network, core_number};
///
/// let network = Network::from_lists([vec![1, 2, 3], vec![3, 4], vec![9]]);
/// assert_eq!(core_number(&network), [2.0, 2.0, 2.0, 1.0, 0.0]);
/// ```
///
/// # Literature
/// S. B. Seidman, «Network structure and minimum degree», Social Networks 5 (1983) 269; V. Batagelj, M. Zaveršnik, «An O(m)
/// algorithm for cores decomposition of networks», arXiv:cs/0310049.
#[must_use]
pub fn core_number(network: &Network) -> Vec<f64> {
    let adjacency = network.adjacency();
    let mut left: Vec<usize> = (0..network.len()).map(|node| adjacency.neighbours(node).len()).collect();
    let mut buckets = vec![Vec::new(); left.iter().max().map_or(0, |most| most + 1)];
    for node in network.numbers() {
        buckets[left[node as usize]].push(node);
    }
    let mut core = vec![None; network.len()];
    let mut k = 0;
    while k < buckets.len() {
        let Some(node) = buckets[k].pop() else {
            k += 1;
            continue;
        };
        // An entry is stale if its node was taken out, or moved to a lower bucket, since.
        if core[node as usize].is_some() || left[node as usize] != k {
            continue;
        }
        core[node as usize] = Some(k);
        for &other in adjacency.neighbours(node as usize) {
            let ties = &mut left[other as usize];
            if core[other as usize].is_none() && *ties > k {
                *ties -= 1;
                buckets[*ties].push(other);
            }
        }
    }
    core.into_iter().map(|k| k.unwrap_or(0) as f64).collect()
}
