//! Betweenness: who links people that would not meet otherwise?

use super::{Network, kernel::brandes};

/// Share of the shortest paths between two others that lead through a node, over all pairs of others.
///
/// `C_B(v) = Σ_{s≠v≠t} σ(s,t|v)/σ(s,t)`, where σ(s,t) is the number of shortest paths from s to t and σ(s,t|v) that of those
/// through v; divided by (n − 1)(n − 2), with each pair counted both ways. Weights play no part. Exact, but on a
/// sample.
///
/// # Returns
/// For each node, in order, a number from 0 to 1.
///
/// # Complexity
/// O(n · (memberships + pairs that share two events)) time, 16 sources side by side, shared by all threads; 128 bytes for each
/// node and context of space for each. On a sample, see [`Network::sampled`], each value is off by at most its bound.
///
/// # Example
/// ```
/// use plenary::network::{Network, betweenness};
///
/// assert_eq!(betweenness(&Network::from_lists([[1, 2], [2, 3]])), [0.0, 1.0, 0.0]);
/// ```
///
/// # Literature
/// U. Brandes, «A faster algorithm for betweenness centrality», Journal of Mathematical Sociology 25 (2001) 163; normalized as in
/// networkx.
#[must_use]
pub fn betweenness(network: &Network) -> Vec<f64> {
    let n = network.len();
    let folded = network.folded();
    let sources = network.sources();
    let batches = brandes::batches(folded, &sources, &network.reach().far);
    let mut sums = brandes::dependencies(folded, network.repeats(), &batches, &|done, all| network.tell(done, all));
    let scale = if n > 2 { 1.0 / ((n - 1) as f64 * (n - 2) as f64) } else { 1.0 };
    for (part, sources) in folded.parts.iter().zip(&sources) {
        let searched: u64 = sources.iter().map(|&(_, count)| u64::from(count)).sum();
        for sum in &mut sums[part.core.start as usize..part.core.end as usize] {
            // Rounding may leave a little below nothing.
            *sum = (*sum * scale * (part.n_people as f64 / searched as f64)).max(0.0);
        }
    }
    folded.unfold(&sums, &vec![0.0; folded.n_events()], 0.0)
}
