//! How dense is the densest circle that each one belongs to?

use crate::network::rows::Rows;

/// The core number of each node: the largest k for which it belongs to a set of nodes that each have k ties within the set.
///
/// For k = 0, 1, 2, … all that have at most k ties left go, and those that fall to k by that. No buckets are kept: a node is
/// looked at again only when the least number of ties left is known to have risen to its own.
///
/// # Complexity
/// O(n + ties) and one pass over the nodes left for each core number that occurs.
///
/// # Literature
/// H. Kabir, K. Madduri, «Parallel k-core decomposition on multicore platforms», IPDPSW (2017) 1482.
pub(crate) fn core_numbers(neighbours: &Rows) -> Vec<u32> {
    let mut left: Vec<u32> = neighbours.iter().map(|row| super::number(row.len())).collect();
    let mut alive: Vec<u32> = (0..super::number(left.len())).collect();
    // Room for one more, since a candidate is written before it is known to be one.
    let mut queue = vec![0_u32; left.len() + 1];
    let mut k = 0;
    while !alive.is_empty() {
        let mut end = 0;
        for &node in &alive {
            queue[end] = node;
            end += usize::from(left[node as usize] <= k);
        }
        let mut at = 0;
        while at < end {
            for &other in neighbours.row(queue[at] as usize) {
                let ties = &mut left[other as usize];
                let more = u32::from(*ties > k);
                *ties -= more;
                queue[end] = other;
                end += usize::from(more == 1 && *ties == k);
            }
            at += 1;
        }
        alive.retain(|&node| left[node as usize] > k);
        k = alive.iter().map(|&node| left[node as usize]).min().unwrap_or(0);
    }
    left
}
